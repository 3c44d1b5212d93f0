# caught by: test_dz_cross_entropy (activation-slope-missing), test_dw (activation-slope-missing), test_db (activation-slope-missing)
dz_squared_error = "(a-y)*a*(1-a)"
dz_cross_entropy = "-(y/a) + (1-y)/(1-a)"
dw = "(a-y)x/(a(1-a))"
db = "(a-y)/(a(1-a))"
softmax_same = "s_i*(1-s_i)"
softmax_other = "-s_i*s_j"
