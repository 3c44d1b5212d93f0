"""What is deep learning? Artificial intelligence contains machine learning, which contains deep learning.

Artificial intelligence is about what a machine does, and rules written by hand count. Machine learning is about how it
came to do it: from data. Deep learning is machine learning with neural networks of several layers, where each layer
extracts features from those of the layer before.
"""

artificial_intelligence = "C"
machine_learning = "A"
deep_learning = "B"

widest_first = ["A", "M", "D"]

# Data, digits and width do not make a network deep: one hidden layer of a million neurons is wide.
what_makes_it_deep = "B"
