# raised ModuleNotFoundError
import matplotlib.pyplot as plt
