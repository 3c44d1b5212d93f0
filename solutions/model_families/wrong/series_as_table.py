# caught by: test_sequences (confused-with-mlp)
tabular_classification = "MLP"
tabular_regression = "MLP"
series_forecasting = "MLP"
sentence_prediction = "RNN"
image_features = "CNN"
video_objects = "CNN"
image_generation = "UPN"
outcome_labelling = "UPN"
dimension_reduction = "UPN"
pretrained_networks = ["A", "C", "E"]
