from dataclasses import dataclass
import numpy as np
@dataclass(frozen=True)
class Line:
    a: float
    m: float
    def r(self, x, y): return self.a + self.m * x - y
    def step(self, x, y, eta):
        r = self.r(x, y); return Line(self.a - eta * r.sum(), self.m - eta * np.dot(r, x))
def cost(beta, x, y): return 0.5 * (Line(*beta).r(x, y) ** 2).sum()
def gradient(beta, x, y): r = Line(*beta).r(x, y); return np.r_[r.sum(), r @ x]
def gradient_descent(x, y, beta0, learning_rate, n_steps):
    l = Line(*beta0); ls = [l]
    for _ in range(n_steps): ls.append(l := l.step(x, y, learning_rate))
    return np.array([[l.a, l.m] for l in ls])
