"""Run the command line with ``python -m jiedui``."""

from jiedui.cli import main

main()
