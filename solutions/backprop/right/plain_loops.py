import math
def forward(X, W1, b1, W2, b2):
    A1, A2 = [], []
    for x in X:
        h = [math.tanh(sum(x[i]*W1[i][j] for i in range(len(x))) + b1[j]) for j in range(len(b1))]
        o = [1/(1+math.exp(-(sum(h[i]*W2[i][j] for i in range(len(h))) + b2[j]))) for j in range(len(b2))]
        A1.append(h); A2.append(o)
    return A1, A2
def backward(X, Y, W2, A1, A2):
    n, d = len(X), len(X[0]); h, k = len(W2), len(W2[0])
    dW1=[[0.0]*h for _ in range(d)]; db1=[0.0]*h; dW2=[[0.0]*k for _ in range(h)]; db2=[0.0]*k
    for r in range(n):
        dz2=[(A2[r][o]-Y[r][o])/(n*k) for o in range(k)]
        for o in range(k):
            db2[o]+=dz2[o]
            for j in range(h): dW2[j][o]+=A1[r][j]*dz2[o]
        for j in range(h):
            g=sum(dz2[o]*W2[j][o] for o in range(k))*(1-A1[r][j]**2)
            db1[j]+=g
            for i in range(d): dW1[i][j]+=X[r][i]*g
    return {"dW1":dW1,"db1":db1,"dW2":dW2,"db2":db2}
