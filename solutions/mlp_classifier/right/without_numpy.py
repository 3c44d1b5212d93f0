import math, random
class MLPClassifier:
    def __init__(self, hidden_layer_sizes=(5, 2), activation="logistic", learning_rate_init=0.1, max_iter=2000, random_state=0):
        self.h=list(hidden_layer_sizes); self.a=activation; self.lr=learning_rate_init; self.n=max_iter; self.s=random_state
    def f(self,z):
        if self.a=="tanh": return math.tanh(z)
        if self.a=="relu": return z if z>0 else 0.0
        return 1/(1+math.exp(-z)) if z>-700 else 0.0
    def df(self,a):
        if self.a=="tanh": return 1-a*a
        if self.a=="relu": return 1.0 if a>0 else 0.0
        return a*(1-a)
    def run(self,x):
        acts=[x]
        for l,(W,b) in enumerate(self.L):
            x=acts[-1]; z=[sum(w*v for w,v in zip(row,x))+c for row,c in zip(W,b)]
            if l==len(self.L)-1:
                m=max(z); e=[math.exp(t-m) for t in z]; t=sum(e); acts.append([q/t for q in e])
            else: acts.append([self.f(t) for t in z])
        return acts
    def fit(self,X,y):
        X=[list(map(float,r)) for r in X]; y=[int(t) for t in y]
        self.classes_=sorted(set(y)); R=random.Random(self.s); k=len(self.classes_)
        S=[len(X[0])]+self.h+[k]
        self.L=[([[R.gauss(0,1/math.sqrt(a)) for _ in range(a)] for _ in range(b)],[0.0]*b) for a,b in zip(S,S[1:])]
        T=[self.classes_.index(t) for t in y]; self.loss_curve_=[]; idx=list(range(len(X)))
        best=1e9; wait=0
        for it in range(self.n):
            R.shuffle(idx); loss=0
            for st in range(0,len(X),20):
                B=idx[st:st+20]; G=[([[0.0]*len(W[0]) for _ in W],[0.0]*len(b)) for W,b in self.L]
                for i in B:
                    A=self.run(X[i]); loss-=math.log(A[-1][T[i]]+1e-15)
                    d=[p-(j==T[i]) for j,p in enumerate(A[-1])]
                    for l in range(len(self.L)-1,-1,-1):
                        W,b=self.L[l]; gW,gb=G[l]
                        for j,dj in enumerate(d):
                            gb[j]+=dj; row=gW[j]
                            for q,v in enumerate(A[l]): row[q]+=dj*v
                        if l: d=[sum(W[j][q]*dj for j,dj in enumerate(d))*self.df(A[l][q]) for q in range(len(A[l]))]
                for (W,b),(gW,gb) in zip(self.L,G):
                    for j in range(len(b)):
                        b[j]-=self.lr*gb[j]/len(B)
                        for q in range(len(W[j])): W[j][q]-=self.lr*gW[j][q]/len(B)
            self.loss_curve_.append(loss/len(X))
            if loss/len(X)<0.02: break
        return self
    def predict_proba(self,X): return [self.run(list(map(float,x)))[-1] for x in X]
    def predict(self,X): return [self.classes_[p.index(max(p))] for p in self.predict_proba(X)]
