# caught by: test_dz_squared_error (sign-flipped), test_dz_cross_entropy (sign-flipped), test_dw (sign-flipped), test_db (sign-flipped)
dz_squared_error = "(y-a)*a*(1-a)"
dz_cross_entropy = "y-a"
dw = "(y-a)*x"
db = "y-a"
softmax_same = "s_i*(1-s_i)"
softmax_other = "-s_i*s_j"
