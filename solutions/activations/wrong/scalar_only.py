# caught by: test_relu_example (raised), test_sigmoid_example (raised)
import math
def relu(z): return max(0, z)
def sigmoid(z): return 1/(1+math.exp(-z)) if z > 0 else math.exp(z)/(1+math.exp(z))
def tanh(z): return math.tanh(z)
def softmax(z):
    m = max(z); e = [math.exp(v-m) for v in z]; return [v/sum(e) for v in e]
