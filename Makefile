# Everything a person does here by one word. Each target first makes .venv, where it is absent or out of date.

.DELETE_ON_ERROR:
.PHONY: help demo test check verify bench fuzz-formula fuzz-wire fuzz-archives crash-test clean FORCE
.DEFAULT_GOAL := help

python := .venv/bin/python
grader := .venv/bin/grader
# pip warns root about a risk that a folder of its own does not have.
export PIP_ROOT_USER_ACTION := ignore

# A copied or moved checkout, or a Python that has gone, is as good as no environment.
ifneq ($(shell $(python) -c '' 2>/dev/null && cat .venv/.ready 2>/dev/null || echo none),$(shell pwd -P))
.venv/.ready: FORCE
endif

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

.venv/.ready: pyproject.toml tools/make_environment
	@PYTHON='$(PYTHON)' tools/make_environment

demo: .venv/.ready ## grade the sample class into build/demo and write its report
	@rm -rf build/demo && mkdir -p build/demo
	$(grader) collect examples/class --course . --gradebook sqlite:///build/demo/gradebook.db
	$(grader) report build/demo/report --course . --gradebook sqlite:///build/demo/gradebook.db
	@echo "The gradebook is in $(CURDIR)/build/demo/gradebook.db"

# On every core, for many tests wait for processes and time limits; past eight the memory counts.
test: .venv/.ready ## the toolkit's own tests (PYTEST="-k name" to choose, "-n 0" for one after the other)
	$(python) -m pytest -n logical --maxprocesses 8 --dist worksteal $(PYTEST)

check: .venv/.ready ## formatting, lint, types, documentation, nothing of this machine in the files
	$(python) -m ruff format --check .
	$(python) -m ruff check .
	$(python) -m mypy
	$(python) tools/check_docs.py
	$(python) tools/check_traces.py

verify: .venv/.ready ## prove every exercise's graders (EXERCISES="sgd losses" to choose)
	$(grader) verify $(EXERCISES)

bench: .venv/.ready ## measure speed, side by side with the other ways
	$(python) -m bench

fuzz-formula: .venv/.ready ## throw random text at the formula checker (SECONDS=600)
	$(python) tools/fuzz_formula.py --seconds $(or $(SECONDS),600)

crash-test: .venv/.ready ## kill 200 collects of 500 submissions at random moments, and compare
	$(python) tools/crash_test.py

fuzz-archives: .venv/.ready ## throw broken archives at the reader (SECONDS=600)
	$(python) tools/fuzz_archives.py --seconds $(or $(SECONDS),600)

fuzz-wire: .venv/.ready ## throw random answers at the wire's decoder (SECONDS=600)
	$(python) tools/fuzz_wire.py --seconds $(or $(SECONDS),600)

clean: ## remove what make made
	rm -rf build dist .venv grader.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
