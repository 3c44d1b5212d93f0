"""grader doctor: what this machine can confine."""

from __future__ import annotations

import click


@click.command()
@click.pass_context
def command(ctx: click.Context) -> None:
    """Tell, row by row, whether student code can be confined here, and the way out where it cannot.

    \b
    Example:  grader doctor
    """
    from grader.execute import doctor

    rows = doctor()
    width = max(len(row.name) for row in rows)
    for row in rows:
        click.echo(f"{'ok  ' if row.ok else 'FAIL'}  {row.name:{width}}  {row.fact}")
        if not row.ok and row.way_out:
            click.echo(f"{'':{width + 8}}{row.way_out}")
    ready = all(row.ok for row in rows)
    click.echo("This machine can grade." if ready else "This machine cannot grade a class; `grader check` works.")
    ctx.exit(0 if ready else 1)
