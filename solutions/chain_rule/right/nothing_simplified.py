"""Each answer as the chain rule gives it, factor by factor."""

dz_squared_error = "2*(a-y)/2 * (a*(1-a))"
dz_cross_entropy = "(-y/a + (1-y)/(1-a)) * a*(1-a)"
dw = "(-(y/a) + (1-y)/(1-a)) * a*(1-a) * x"
db = "(-(y/a) + (1-y)/(1-a)) * a*(1-a) * 1"
softmax_same = "(s_i*1 - s_i*s_i)/1"
softmax_other = "(0*1 - s_i*s_j)/1**2"
