# caught by: test_tables (not-a-choice), test_families_can_be_read (not-a-choice)
tabular_classification = "multilayer perceptron"
tabular_regression = "MLP"
series_forecasting = "RNN"
sentence_prediction = "RNN"
image_features = "CNN"
video_objects = "CNN"
image_generation = "UPN"
outcome_labelling = "UPN"
dimension_reduction = "UPN"
pretrained_networks = ["A", "C", "E"]
