from dataclasses import dataclass
import numpy as np
@dataclass
class Neuron:
    w: np.ndarray
    b: float
    def z(self, x): return (self.w * x).sum() + self.b
    def __call__(self, x, f): return f(self.z(x))
def net_input(x, w, b): return Neuron(w, b).z(x)
def neuron_output(x, w, b, f): return Neuron(w, b)(x, f)
if __name__ == '__main__':
    print(net_input(np.array([.1,.2]), np.array([1,2]), .3))
