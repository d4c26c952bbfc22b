"""The command line starts quickly: what is heavy is loaded by the command that needs it, and by no other."""

import subprocess
import sys

import pytest

HEAVY = ("django", "pydantic", "rich", "docx", "openpyxl", "xlsxwriter", "python_calamine", "duckdb", "psycopg")


def loaded(code: str) -> set[str]:
    """The heavy packages that the code loads in a process of its own."""
    script = f"{code}\nimport sys\nprint(*sorted(name for name in sys.modules if '.' not in name))"
    ran = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return set(ran.stdout.splitlines()[-1].split()) & set(HEAVY)


def test_the_command_line_itself_loads_nothing_heavy() -> None:
    assert loaded("import jiedui.cli") == set()


@pytest.mark.parametrize("room", ["base", "prose.extract"])
def test_reading_a_text_needs_no_book(room: str) -> None:
    assert loaded(f"import jiedui.{room}") == set()
