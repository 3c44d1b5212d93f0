# caught by: test_softmax_same (sum-taken-as-constant), test_softmax_other (sum-taken-as-constant)
dz_squared_error = "(a-y)*a*(1-a)"
dz_cross_entropy = "a-y"
dw = "(a-y)*x"
db = "a-y"
softmax_same = "s_i"
softmax_other = "0"
