"""What a student reads, without its colours."""

from grader.report import student_result_lines


def texts(result, **options):
    """Give the lines as plain text."""
    return [line.plain for line in student_result_lines(result, **options)]
