# invalid line 4
def attack():
	if True:
        return 1
