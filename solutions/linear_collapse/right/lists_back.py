def _mm(A, B): return [[sum(a * B[k][j] for k, a in enumerate(row)) for j in range(len(B[0]))] for row in A]
def collapse(weights, biases):
    W = [list(map(float, r)) for r in weights[0]]; b = [list(map(float, biases[0]))]
    for V, c in list(zip(weights, biases))[1:]:
        V = V.tolist()
        W = _mm(W, V); b = [[p + q for p, q in zip(_mm(b, V)[0], c)]]
    return W, b[0]
