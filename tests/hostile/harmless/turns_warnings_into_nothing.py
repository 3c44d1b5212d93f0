# gives 1
import warnings

warnings.showwarning = None
warnings.filterwarnings("ignore")


def attack():
    warnings.warn("unseen")
    return 1
