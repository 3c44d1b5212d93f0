# caught by: test_softmax_same (forbidden-name), test_softmax_can_be_read (forbidden-name)
dz_squared_error = "(a-y)*a*(1-a)"
dz_cross_entropy = "a-y"
dw = "(a-y)*x"
db = "a-y"
softmax_same = "s(1-s)"
softmax_other = "-s_i*s_j"
