# caught by: test_tables (confused-with-rnn)
tabular_classification = "RNN"
tabular_regression = "RNN"
series_forecasting = "RNN"
sentence_prediction = "RNN"
image_features = "CNN"
video_objects = "CNN"
image_generation = "UPN"
outcome_labelling = "UPN"
dimension_reduction = "UPN"
pretrained_networks = ["A", "C", "E"]
