"""`python -m grader` is `grader`."""

from grader.cli import main

if __name__ == "__main__":  # a spawned worker imports this module under another name
    main(prog_name="grader")
