# caught by: test_dw (divided-by-input)
dz_squared_error = "(a-y)*a*(1-a)"
dz_cross_entropy = "a-y"
dw = "(a-y)/x"
db = "a-y"
softmax_same = "s_i*(1-s_i)"
softmax_other = "-s_i*s_j"
