"""The command line: one module a group of commands; what is heavy is imported only when a command runs."""

import sys

from jiedui.base.problems import Problem, Refusal
from jiedui.cli import (
    allot,
    book,
    catalog,
    check,
    corrections,
    demo,
    extract,
    figures,
    importing,
    mask,
    plan,
    report,
    serve,
    users,
)
from jiedui.cli.files import unopened
from jiedui.cli.speaking import Commands
from jiedui.cli.terminal import terminal

app = Commands(help="Jiedui 结对：台账成数，数成报告，报告可核 · ledgers, figures, reports that agree with them")
app.add_typer(catalog.commands, name="catalog")
app.add_typer(report.report, name="report")
app.add_typer(plan.plan, name="plan")
app.add_typer(allot.allot, name="allot")
app.command()(demo.demo)
app.command()(demo.sample)
app.command()(figures.figure)
app.command()(figures.figures)
app.command()(figures.indicators)
app.command()(extract.extract)
app.command()(check.check)
app.command()(mask.mask)
app.command()(book.init)
app.command("import")(importing.import_command)
app.command()(importing.undo)
app.command()(importing.template)
app.command()(importing.export)
app.command()(book.sync)
app.command()(book.verify)
app.command()(book.history)
app.command()(book.withdraw)
app.add_typer(book.evidence, name="evidence")
app.command()(serve.serve)
app.add_typer(users.user, name="user")
app.add_typer(corrections.corrections, name="corrections")
app.add_typer(corrections.phrases, name="phrases")


def main() -> None:
    """Run the command that the arguments name; a refusal is told on standard error and sets the exit code.

    So is a file that the system does not let us have, wherever a command came upon it.
    """
    try:
        app()
    except Refusal as refusal:
        _tell(*refusal.problems)
        sys.exit(refusal.exit_code)
    except OSError as error:
        problem = unopened(error)
        if problem is None:
            raise
        _tell(problem)
        sys.exit(1)


def _tell(*problems: Problem) -> None:
    """Problems on standard error, one a line."""
    console = terminal(stderr=True, soft_wrap=True)
    for problem in problems:
        console.print(problem.words(), markup=False, highlight=False)
