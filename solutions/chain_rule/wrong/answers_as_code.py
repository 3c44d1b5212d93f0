# caught by: test_dw (refused-value), test_db (not-text)
a, y, x = 0.5, 1.0, 2.0
dz_squared_error = "(a-y)*a*(1-a)"
dz_cross_entropy = "a-y"
dw = (a - y) * x
db = -0.5
softmax_same = "s_i*(1-s_i)"
softmax_other = "-s_i*s_j"
