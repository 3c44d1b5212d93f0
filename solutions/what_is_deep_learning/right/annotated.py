from typing import List

artificial_intelligence: str = 'C'
machine_learning: str = 'A'
deep_learning: str = 'B'
widest_first: List[str] = ['A', 'M', 'D']
what_makes_it_deep: str = 'B'
