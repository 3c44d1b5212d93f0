# gives 3
import sys
import types

module = types.ModuleType("impostor")
module.attack = lambda: 3
sys.modules[__name__] = module
