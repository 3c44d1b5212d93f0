# dz, then the gradients
dz_squared_error, dz_cross_entropy = "(a-y)a(1-a)", "a-y"
dw, db = "x(a-y)", "(a-y)*1;"
softmax_same, softmax_other = ("s_i*(1-s_i)", "-s_i*s_j")
remark = "da/dz = a(1-a) everywhere"
