"""nbgrader's notebooks come in and its gradebook gets the scores; this engine grades in between.

Needs the extra `grader[nbgrader]`; each module is imported by nbgrader's own configuration or by a command.
"""
