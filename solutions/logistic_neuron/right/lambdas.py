import numpy as np
predict_proba = lambda X, w, b: 1 / (1 + np.exp(-(X @ w + b)))
log_odds = lambda p: np.log(p) - np.log1p(-p)
decision_boundary = lambda w, b: (-w[0] / w[1], -b / w[1]) if w[1] != 0 else (_ for _ in ()).throw(ValueError("vertical"))
