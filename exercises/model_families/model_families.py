"""Which family of networks is used for what? Fill in letters; nothing here is run."""

# TODO: "MLP", "RNN", "CNN" or "UPN" for each use
tabular_classification = ""
tabular_regression = ""
series_forecasting = ""
sentence_prediction = ""
image_features = ""
video_objects = ""
image_generation = ""
outcome_labelling = ""
dimension_reduction = ""

# TODO: the letters of the unsupervised pre-trained networks, from "A" to "E"
pretrained_networks = []
