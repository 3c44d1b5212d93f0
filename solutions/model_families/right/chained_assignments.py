tabular_classification = tabular_regression = "MLP"
series_forecasting = sentence_prediction = "RNN"
image_features = video_objects = "CNN"
image_generation = outcome_labelling = dimension_reduction = "UPN"
pretrained_networks = ("E", "C", "A")
