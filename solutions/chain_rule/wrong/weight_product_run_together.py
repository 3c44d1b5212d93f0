# caught by: test_dw (ambiguous), test_dw_and_db_can_be_read (ambiguous)
dz_squared_error = "(a-y)*a*(1-a)"
dz_cross_entropy = "a-y"
dw = "ax - yx"
db = "a-y"
softmax_same = "s_i*(1-s_i)"
softmax_other = "-s_i*s_j"
