"""The command line: one module a group of commands, imported only when called."""

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


def main() -> None:
    """Run the command that the arguments name."""
    app()
