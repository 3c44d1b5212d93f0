"""A batch of submissions and an exercise's graders go in, a Result for each submission comes out."""

from grader.judge.batch import Batch
from grader.judge.judging import judge_batch, judge_batches
from grader.judge.results import failed_result

__all__ = ["Batch", "failed_result", "judge_batch", "judge_batches"]
