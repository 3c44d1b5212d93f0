"""grader formula: try the formula checker."""

from __future__ import annotations

import sys

import click
import msgspec

from grader.errors import UsageError

EXIT = {"equal": 0, "different": 1, "rejected": 1, "undecided": 3}


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("answer")
@click.option("--expected", required=True, metavar="FORMULA", help="The right formula.")
@click.option("--variables", default="", metavar="NAMES", help="Names with commas between them: z or a,y.")
@click.option("--domain", "domains", multiple=True, metavar="NAME=LOW:HIGH", help="a=0:1, or z=0: for z > 0.")
@click.option("--function", "functions", multiple=True, metavar="HEAD=BODY", help="sigma(u)=1/(1+exp(-u)).")
@click.option("--forbid", "forbidden", multiple=True, metavar="NAME", help="A name that the answer may not use.")
@click.option("--form", type=click.Choice(["factored", "expanded"]), help="A form that is asked, too.")
@click.option("--latex", is_flag=True, help="Show the reading in LaTeX.")
@click.option("--json", "as_json", is_flag=True, help="The same facts for programs.")
@click.pass_context
def command(
    ctx: click.Context,
    answer: str,
    expected: str,
    variables: str,
    domains: tuple[str, ...],
    functions: tuple[str, ...],
    forbidden: tuple[str, ...],
    form: str | None,
    latex: bool,
    as_json: bool,
) -> None:
    """Compare an ANSWER with the right formula, as a hidden grader would.

    Exit code: 0 equal, 1 different or rejected, 3 undecided, 2 the command itself is wrong.

    \b
    Example:  grader formula "s - s^2" --expected "s*(1-s)" --variables s
    """
    from grader.symbolic import compare

    names = [name.strip() for name in variables.split(",") if name.strip()]
    verdict = compare(
        answer,
        expected,
        names,
        domains=dict(_pair(text, "--domain", "a=0:1") for text in domains),
        functions=dict(_pair(text, "--function", "sigma(u)=1/(1+exp(-u))") for text in functions),
        forbidden=forbidden,
        form=form or "",
    )
    if as_json:
        sys.stdout.write(msgspec.json.encode(verdict).decode() + "\n")
    else:
        if verdict.reading:
            click.echo(f"read as   {verdict.reading_latex if latex else verdict.reading}")
        click.echo(f"verdict   {verdict.outcome}" + (f" ({verdict.diagnosis})" if verdict.diagnosis else ""))
        click.echo(verdict.message)
    ctx.exit(EXIT[verdict.outcome])


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise UsageError(f"{option}: found {text!r}, expected for instance {example}")
    return name.strip(), value.strip()


formula = command
