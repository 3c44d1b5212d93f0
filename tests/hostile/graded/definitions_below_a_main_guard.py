# passed failed failed
def double(x):
    return 2 * x


if __name__ == "__main__":

    def apply(function, x):
        return [function(x), function(-x)]

    class Counter:
        def __init__(self, by):
            self.by, self.count = by, 0

        def step(self):
            self.count += self.by

    print(double(3))
