# caught by: test_dz_squared_error (forbidden-name), test_dz_can_be_read (forbidden-name)
dz_squared_error = "(a-y)*exp(-z)/(1+exp(-z))^2"
dz_cross_entropy = "a-y"
dw = "(a-y)*x"
db = "a-y"
softmax_same = "s_i*(1-s_i)"
softmax_other = "-s_i*s_j"
