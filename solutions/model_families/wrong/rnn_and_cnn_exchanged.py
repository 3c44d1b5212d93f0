# caught by: test_sequences (confused-with-cnn), test_pictures (confused-with-rnn)
tabular_classification = "MLP"
tabular_regression = "MLP"
series_forecasting = "CNN"
sentence_prediction = "CNN"
image_features = "RNN"
video_objects = "RNN"
image_generation = "UPN"
outcome_labelling = "UPN"
dimension_reduction = "UPN"
pretrained_networks = ["A", "C", "E"]
