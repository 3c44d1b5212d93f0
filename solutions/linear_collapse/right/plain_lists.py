def times(A, B):
    return [[sum(a * B[k][j] for k, a in enumerate(row)) for j in range(len(B[0]))] for row in A]


def collapse(weights, biases):
    W = [list(map(float, row)) for row in weights[0]]
    b = list(map(float, biases[0]))
    for V, c in zip(weights[1:], biases[1:]):
        b = [left + float(right) for left, right in zip(times([b], V)[0], c)]
        W = times(W, V)
    return (W, b)
