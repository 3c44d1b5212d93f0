import numpy as np

def sgd(x, y, beta0, learning_rate, order):
	history = np.zeros((len(order) + 1, 2))
	history[0] = beta0
	for k in range(len(order)):
		i = order[k]
		b0, b1 = history[k]
		r = (b0 + b1 * x[i]) - y[i]
		history[k + 1, 0] = b0 - learning_rate * r
		history[k + 1, 1] = b1 - learning_rate * r * x[i]
	return history