# caught by: test_softmax_same (slope-of-tanh)
dz_squared_error = "(a-y)*a*(1-a)"
dz_cross_entropy = "a-y"
dw = "(a-y)*x"
db = "a-y"
softmax_same = "1 - s_i^2"
softmax_other = "-s_i*s_j"
