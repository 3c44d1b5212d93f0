# raised ModuleNotFoundError
import grader.judge
