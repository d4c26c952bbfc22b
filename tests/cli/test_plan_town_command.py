"""``jiedui plan town`` writes what ``jiedui import`` reads; ``jiedui plan params`` what ``read_params`` reads."""

from pathlib import Path

from typer.testing import CliRunner

from jiedui.book import Book
from jiedui.cli import app
from jiedui.planning.renew.making import make_params, make_registers
from jiedui.planning.renew.params import Params
from jiedui.planning.town_reading import read_params, read_town


def run(*words: str) -> str:
    """What the command prints."""
    ran = CliRunner().invoke(app, list(words))
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_a_town_is_written_imported_and_read(tmp_path: Path) -> None:
    told = run("plan", "town", "--scale", "0.02", "--seed", "5", "-o", str(tmp_path / "town"))
    registers = make_registers(0.02, 5)
    assert f"{len(registers.enterprises)} 家企业" in told
    run("init", "--book", str(tmp_path / "book"), "--actor", "王建账")
    run("import", str(tmp_path / "town"), "--book", str(tmp_path / "book"), "--actor", "王建账", "--reason", "摸底")
    with Book.open(tmp_path / "book") as book:
        found = read_town(book, read_params(tmp_path / "town" / "规划参数.toml"))
    assert len(found.sound.firms) == len(registers.enterprises)
    assert found.sound.rules.budget == make_params(registers).money.budget


def test_one_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        run("plan", "town", "--scale", "0.01", "-o", str(tmp_path / name))
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_parameters_are_printed_or_written(tmp_path: Path) -> None:
    file = tmp_path / "renew.toml"
    printed = run("plan", "params")
    run("plan", "params", "-o", str(file))
    assert file.read_text("utf-8") == printed
    assert read_params(file) == Params()
