# raised MemoryError
eaten = [0] * 10**10
