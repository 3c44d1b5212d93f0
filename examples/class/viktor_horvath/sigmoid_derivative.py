derivative = "__import__('os').system('touch /tmp/owned')"
in_terms_of_sigma = "s.__class__.__mro__[1].__subclasses__()"
steps = ["9**9**9**9**9", "exit()", "factorial(10**9)"]
