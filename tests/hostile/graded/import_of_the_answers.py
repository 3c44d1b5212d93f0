# failed failed failed
from solutions.doubling.doubling import double, apply, Counter
