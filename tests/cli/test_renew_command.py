"""``jiedui plan renew``: a plan from the book, on the screen, as JSON and workbook; pins, refutations, the frontier."""

from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook
from typer.testing import CliRunner

from jiedui.book import Book
from jiedui.book.importing import import_files
from jiedui.cli import app
from jiedui.planning.proof import examine
from jiedui.planning.renew.making import Counts, make_params, make_registers
from jiedui.planning.renew.saving import plan_from_json
from jiedui.planning.renew.town import Town
from jiedui.planning.town_reading import read_params, read_town
from jiedui.sample.town_workbooks import PARAMS_FILE, write_town


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a book and the parameters of a small town."""
    made = tmp_path_factory.mktemp("renewed")
    registers = make_registers(seed=3, counts=Counts(parcels=12, hamlets=3, households=30, sites=2, blocks=2, years=3))
    write_town(registers, make_params(registers, years=3), made / "town")
    with Book.create(made / "book", actor="王建账") as book:
        import_files(book, [made / "town"], actor="王建账", reason="摸底")
    return made


def town_of(folder: Path) -> Town:
    """The town of the book."""
    with Book.open(folder / "book") as book:
        return read_town(book, read_params(folder / "town" / PARAMS_FILE)).sound


def renew(folder: Path, *words: str) -> Result:
    """The command on the small town."""
    place = ["--book", str(folder / "book"), "--params", str(folder / "town" / PARAMS_FILE)]
    return CliRunner().invoke(app, ["plan", "renew", *place, *words])


def test_a_plan_is_shown_checked_and_kept(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    ran = renew(folder, "--order", "housed,cost", "--gap", "0", "-o", str(file))
    assert ran.exit_code == 0, ran.output
    for words in ("前后对比", "资金（万元）", "用地平衡（亩）", "哪些规则卡住了方案", "个数重算无误"):
        assert words in ran.output
    plan = plan_from_json(file.read_text("utf-8"))
    assert [level.measure for level in plan.levels] == ["housed", "cost"]
    assert examine(town_of(folder), plan).holds


def test_a_plan_as_a_workbook(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    assert renew(folder, "--order", "cost", "-o", str(file)).exit_code == 0
    assert load_workbook(file).sheetnames == ["目标", "前后对比", "日历", "资金", "用地平衡", "紧约束", "来源"]


def test_a_pin_is_honoured(folder: Path, tmp_path: Path) -> None:
    hamlet, file = town_of(folder).hamlets[0].name, tmp_path / "plan.json"
    ran = renew(folder, "--order", "housed", "--pin", f"{hamlet}=留下", "-o", str(file))
    assert ran.exit_code == 0, ran.output
    assert hamlet not in plan_from_json(file.read_text("utf-8")).decisions.hamlets


def test_what_stands_in_the_way_of_pins_is_told(folder: Path) -> None:
    """A firm that must be gone by its deadline is to stay."""
    firm = next(firm for firm in town_of(folder).firms if firm.deadline is not None)
    ran = renew(folder, "--order", "cost", "--pin", f"{firm.name}=留下")
    assert ran.exit_code != 0
    assert f"若{firm.name}的最后期限推迟到第 {firm.deadline} 年以后" in ran.output


@pytest.mark.parametrize("words", [("--order", "profit"), ("--frontier", "output"), ("--pin", "无此企业=留下")])
def test_what_makes_no_sense_is_refused(folder: Path, words: tuple[str, ...]) -> None:
    assert renew(folder, *words).exit_code != 0


def test_a_frontier_is_shown_and_kept(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "frontier.json"
    ran = renew(folder, "--frontier", "housed,cost", "--plans", "4", "--gap", "0", "-o", str(file))
    assert ran.exit_code == 0, ran.output
    assert ran.output.count("无误") == 4
