"""A batch of submissions and an exercise's graders go in, a Result for each submission comes out."""

from grader.judge.batch import Batch, failed_result, judge_batch

__all__ = ["Batch", "failed_result", "judge_batch"]
