# caught by: test_pictures (confused-with-upn)
tabular_classification = "MLP"
tabular_regression = "MLP"
series_forecasting = "RNN"
sentence_prediction = "RNN"
image_features = "UPN"
video_objects = "CNN"
image_generation = "UPN"
outcome_labelling = "UPN"
dimension_reduction = "UPN"
pretrained_networks = ["A", "C", "E"]
