# as code would say it
dz_squared_error = "(a - y) * a * (1 - a)"
dz_cross_entropy = "(a - y) / (a * (1 - a)) * (a * (1 - a))"
dw = "x * (a - y)"
db = "(a - y) * 1.0"
softmax_same = "s[i] * (1 - s[i])"
softmax_other = "-s[i] * s[j]"
