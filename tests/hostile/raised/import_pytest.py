# raised ModuleNotFoundError
import pytest
