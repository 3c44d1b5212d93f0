# caught by: test_dz_cross_entropy (inner-sign-lost)
dz_squared_error = "(a-y)*a*(1-a)"
dz_cross_entropy = "(-y/a - (1-y)/(1-a)) * a(1-a)"
dw = "(a-y)*x"
db = "a-y"
softmax_same = "s_i*(1-s_i)"
softmax_other = "-s_i*s_j"
