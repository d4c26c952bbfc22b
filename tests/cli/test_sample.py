"""``jiedui sample`` writes the workbooks of an office."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from jiedui.cli import app
from jiedui.sample.workbooks import CSV_FILE, WORKBOOKS


def test_it_writes_every_file_and_says_which(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["sample", str(tmp_path / "office"), "--size", "0.05"])
    assert ran.exit_code == 0
    names = {path.name for path in (tmp_path / "office").iterdir()}
    assert names == {*WORKBOOKS, CSV_FILE}
    assert all(name in ran.output for name in names)


def test_a_size_of_nothing_is_refused(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["sample", str(tmp_path), "--size", "0"])
    assert ran.exit_code == 2
    assert not list(tmp_path.iterdir())
