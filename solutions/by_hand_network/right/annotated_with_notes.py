# -0.3 - 0.4 + 0.1
hidden_net: list = [-0.60, +0.60, 0.30]
hidden: list = [-0.0, 6e-1, 0.3]
output_net: list = [-0.70, 0.80]
output: list = [0, 0.80]
import numpy as np
