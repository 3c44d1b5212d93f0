"""Which family of networks is used for what? The shape of the data decides.

A row of a table has no order and no neighbourhood: a multilayer perceptron. A sequence has an order: a recurrent
network carries a state along it. A picture has neighbourhoods: a convolutional network looks at small patches. And
where there are no labels, a network is trained to make or to compress the data itself.
"""

tabular_classification = "MLP"
tabular_regression = "MLP"
series_forecasting = "RNN"
sentence_prediction = "RNN"
image_features = "CNN"
video_objects = "CNN"
image_generation = "UPN"
outcome_labelling = "UPN"
dimension_reduction = "UPN"

# autoencoders, GANs and deep belief networks; perceptron and linear regression learn from labels
pretrained_networks = ["A", "C", "E"]
