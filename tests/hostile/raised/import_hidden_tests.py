# raised ModuleNotFoundError
import test_hidden
