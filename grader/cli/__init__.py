"""The command line: one verb a file; each parses its words, calls the library, prints."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
from typing import Any

import click

from grader import __version__
from grader.errors import GraderError, UsageError
from grader.interrupts import ignore_from_now_on, listening

# Each command's module is imported when it is called: `grader check` pays for nothing else.
COMMANDS = {
    "list": "The course's exercises, in teaching order.",
    "start": "Get an exercise ready, with your own numbers where it has some.",
    "check": "Check your own answers against the visible tests.",
    "hint": "Show the next hint of an exercise.",
    "submit": "Pack your answers to hand them in.",
    "release": "Write what students get into a folder.",
    "collect": "Take in a class's submissions and grade what is new.",
    "grade": "Grade again, and see what changes before it is kept.",
    "replay": "Grade one submission once more and compare, bit for bit.",
    "adjust": "Change what counts of one student by hand.",
    "extend": "Give one student more time or more attempts.",
    "export": "Write the gradebook for programs, spreadsheets, platforms.",
    "report": "Write the gradebook as pages to read in a browser.",
    "verify": "Prove an exercise's graders: right answers pass, wrong ones and mutants do not.",
    "new": "Make an exercise that verifies from its first minute.",
    "init": "Make a course of your own.",
    "nbgrader": "Work with nbgrader: it keeps the workflow, this engine grades.",
    "formula": "Try the formula checker.",
    "doctor": "Tell what this machine can confine.",
}
_MANY_OBJECTS = 100_000


class LazyGroup(click.Group):
    """A group whose commands live in modules of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the verbs in the order of use."""
        return [*COMMANDS]  # not list(): that is a command's module here

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of that verb."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"grader.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest verb for one that does not exist."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"there is no command {args[0]!r}" + (f"; did you mean {near[0]}?" if near else ""))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Turn our errors into a sentence and an exit code, here and nowhere else.

        A sentence may quote a name that a student chose, or a file's: nothing in it moves the terminal.
        """
        from grader.report.inert import safe_text

        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            ctx.color = False  # else click decides, by whether it is a terminal
        try:
            _need_current_folder()
            with listening():
                return super().invoke(ctx)
        except GraderError as error:
            click.echo(f"grader: {safe_text(str(error), lines=True)}", err=True)
            ctx.exit(error.exit_code)
        except click.UsageError as error:
            raise click.UsageError(safe_text(error.format_message(), lines=True), error.ctx) from None
        except (KeyboardInterrupt, click.Abort):
            click.echo("\ngrader: stopped; what was done is kept", err=True)
            ctx.exit(130)
        finally:
            atexit.unregister(ignore_from_now_on)
            atexit.register(ignore_from_now_on)  # after all others, so that it is called before them


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="grader")
def main() -> None:
    """Grade exercises in numerical Python and calculus.

    \b
    A student's day:      grader list; grader check neuron_output; grader submit
    An instructor's day:  grader collect submissions.zip; grader export csv
    """
    _collect_less_garbage()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter of somebody's name gets a replacement, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _need_current_folder() -> None:
    """Say so where the folder in which one stands was deleted: no path means anything there."""
    try:
        os.getcwd()
    except OSError:
        raise UsageError("the current folder does not exist any more; change to one that does") from None


def _collect_less_garbage() -> None:
    """Look for garbage more rarely, and not when the process ends: most commands are over before there is any.

    A tenth of a small `grader collect` went into looking at imported modules again and again.
    """
    gc.set_threshold(_MANY_OBJECTS)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
