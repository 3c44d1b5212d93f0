(tabular_classification, tabular_regression) = ("MLP", "MLP ")
[series_forecasting, sentence_prediction] = ["RNN", " RNN"]
image_features, video_objects = "CNN", "CNN"
image_generation, outcome_labelling, dimension_reduction = "UPN", "UPN", "UPN"
pretrained_networks = {"A", "E", "C"}
