# raised ModuleNotFoundError
from solutions.neuron_output import neuron_output
