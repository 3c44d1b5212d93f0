# caught by: test_shapes (wrong-type), test_truth_table (wrong-type)
import numpy as np
def xor_network(): return dict(W1=np.array([[20, -20], [20, -20.]]), b1=np.array([-10, 30.]), W2=np.array([[20], [20.]]), b2=np.array([-30.]))
