"""Each student's own 2-3-2 network with ReLU, and an example to send through it."""


def draw(numbers):
    """Give two inputs with one decimal place, small whole weights, biases that show; some neurons on, some off."""
    while True:
        x = (numbers.choice([0.1, 0.2, 0.3, 0.4]), numbers.choice([0.1, 0.2, 0.3, 0.4]))
        W1 = tuple(tuple(numbers.choice([-3, -2, -1, 1, 2, 3]) for _ in range(3)) for _ in range(2))
        b1 = tuple(numbers.choice([-0.3, -0.2, -0.1, 0.1, 0.2, 0.3]) for _ in range(3))
        W2 = tuple(tuple(numbers.choice([-2, -1, 1, 2, 3]) for _ in range(2)) for _ in range(3))
        b2 = tuple(numbers.choice([-0.2, -0.1, 0.1, 0.2]) for _ in range(2))
        Z1 = [round(x[0] * W1[0][k] + x[1] * W1[1][k] + b1[k], 2) for k in range(3)]
        A1 = [max(0.0, z) for z in Z1]
        Z2 = [round(sum(A1[k] * W2[k][j] for k in range(3)) + b2[j], 2) for j in range(2)]
        raw = [round(sum(Z1[k] * W2[k][j] for k in range(3)) + b2[j], 2) for j in range(2)]
        # One hidden neuron is off and two are on, one output is off and one on: ReLU counts everywhere, and each
        # mistake gives other numbers.
        on_and_off = sorted(z > 0 for z in Z1) == [False, True, True]
        apart = len({*Z1, 0.0}) == 4 and len({*Z2, 0.0}) == 3 and all(a != b for a, b in zip(Z2, raw, strict=True))
        if x[0] != x[1] and on_and_off and apart and min(Z2) <= -0.1 and max(Z2) >= 0.1:
            return {"x": x, "W1": W1, "b1": b1, "W2": W2, "b2": b2}
