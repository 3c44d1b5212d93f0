# caught by: test_sequences (confused-with-cnn)
tabular_classification = "MLP"
tabular_regression = "MLP"
series_forecasting = "RNN"
sentence_prediction = "CNN"
image_features = "CNN"
video_objects = "CNN"
image_generation = "UPN"
outcome_labelling = "UPN"
dimension_reduction = "UPN"
pretrained_networks = ["A", "C", "E"]
