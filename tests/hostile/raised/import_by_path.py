# raised FileNotFoundError
import importlib.util


def attack():
    spec = importlib.util.spec_from_file_location("hidden", "/course/solutions/sgd/sgd.py")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except OSError:
        raise FileNotFoundError("nothing there") from None
