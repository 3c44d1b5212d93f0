"""Each student's own neuron: three inputs, three weights, a bias."""


def draw(numbers):
    """Give inputs with one decimal place, small whole weights, and a bias that shows."""
    while True:
        x = tuple(numbers.decimal(-1.0, 1.0) for _ in range(3))
        w = tuple(numbers.sample([-4, -3, -2, 2, 3, 4], 3))
        b = numbers.choice([-0.7, -0.5, -0.3, 0.3, 0.5, 0.7])
        z = round(sum(one * weight for one, weight in zip(x, w, strict=True)) + b, 1)
        # No zeros to skip, no two inputs to mix up, and a sigmoid that is not yet flat.
        if 0 not in x and len(set(x)) == 3 and 0.3 <= abs(z) <= 2.5 and abs(z - b) >= 0.2:
            return {"x": x, "w": w, "b": b}
