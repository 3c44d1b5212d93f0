# caught by: test_dz_cross_entropy (wrong-loss), test_dw (wrong-loss), test_db (wrong-loss)
dz_squared_error = "(a-y)*a*(1-a)"
dz_cross_entropy = "(a-y)a(1-a)"
dw = "(a-y)a(1-a)x"
db = "(a-y)a(1-a)"
softmax_same = "s_i*(1-s_i)"
softmax_other = "-s_i*s_j"
