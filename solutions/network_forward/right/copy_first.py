import numpy as np
class Net:
    def __init__(self, Ws, bs, h, o): self.layers = list(zip(Ws, bs, [h]*(len(Ws)-1)+[o]))
    def run(self, X):
        cache = [X.copy()]
        for W, b, f in self.layers: cache += [f(cache[-1].dot(W) + b)]
        return cache
def forward(X, weights, biases, hidden, output): return Net(weights, biases, hidden, output).run(X)
