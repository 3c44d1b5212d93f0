# caught by: test_without_labels (confused-with-cnn)
tabular_classification = "MLP"
tabular_regression = "MLP"
series_forecasting = "RNN"
sentence_prediction = "RNN"
image_features = "CNN"
video_objects = "CNN"
image_generation = "CNN"
outcome_labelling = "UPN"
dimension_reduction = "UPN"
pretrained_networks = ["A", "C", "E"]
