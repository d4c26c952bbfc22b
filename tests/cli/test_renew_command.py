"""``jiedui plan renew`` and ``plan changes``: a plan from the book, on the screen, as JSON and workbook; pins, refutations, Ctrl-C."""

import json
import signal
import subprocess
import sys
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
    book = load_workbook(file)
    assert book.sheetnames == ["目标", "前后对比", "日历", "资金", "用地平衡", "紧约束", "来源"]
    assert ("台账所属地区", "苏淮省润泽市澄湖区云渡镇") in book["来源"].values


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
    assert f"若{firm.name}的最后期限推迟到第 {firm.deadline} 年以后，就有方案" in str(ran.exception)


@pytest.mark.parametrize("words", [("--order", "profit"), ("--frontier", "output"), ("--pin", "无此企业=留下")])
def test_what_makes_no_sense_is_refused(folder: Path, words: tuple[str, ...]) -> None:
    assert renew(folder, *words).exit_code != 0


def test_a_frontier_is_shown_and_kept(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "frontier.json"
    ran = renew(folder, "--frontier", "housed,cost", "--plans", "4", "--gap", "0", "-o", str(file))
    assert ran.exit_code == 0, ran.output
    assert ran.output.count("无误") == 4


def test_what_a_change_would_cost(folder: Path, tmp_path: Path) -> None:
    plan, told = tmp_path / "plan.json", tmp_path / "changes.json"
    assert renew(folder, "--order", "housed,cost", "--gap", "0", "-o", str(plan)).exit_code == 0
    hamlet = town_of(folder).hamlets[0].name
    asked = ["--change", "year,budget", "--if", f"{hamlet}=留下", "--order", "housed,cost", "-o", str(told)]
    place = ["--book", str(folder / "book"), "--params", str(folder / "town" / PARAMS_FILE)]
    ran = CliRunner().invoke(app, ["plan", "changes", str(plan), *place, *asked])
    assert ran.exit_code == 0, ran.output
    found = json.loads(told.read_text("utf-8"))
    assert [each["if"] for each in found["changes"]] == ["规划期多一年", "每年预算多一成", f"固定 {hamlet}=留下"]
    assert found["changes"][2]["by"]["housed"] <= 0
    assert ran.output.count("无误") == sum(each["plan"] is not None for each in found["changes"])


def test_what_a_plan_holds_fast_is_held_under_a_change(folder: Path, tmp_path: Path) -> None:
    """The pin is in the plan's file: the hamlet stays with more budget too, unless it is what is asked about."""
    plan, told = tmp_path / "plan.json", tmp_path / "changes.json"
    hamlet = town_of(folder).hamlets[0].name
    stays = f"{hamlet}=留下"
    assert renew(folder, "--order", "housed", "--gap", "0", "--pin", stays, "-o", str(plan)).exit_code == 0
    place = ["--book", str(folder / "book"), "--change", "budget", "--order", "housed", "-o", str(told)]
    ran = CliRunner().invoke(app, ["plan", "changes", str(plan), *place])
    assert ran.exit_code == 0, ran.output
    found = json.loads(told.read_text("utf-8"))
    plans = [found["basis"], found["changes"][0]["plan"]]
    assert [each["pins"] for each in plans] == [[stays], [stays]]
    assert all(hamlet not in each["decisions"]["hamlets"] for each in plans)


def test_an_unknown_change_is_refused_with_those_known(folder: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    assert renew(folder, "--order", "cost", "-o", str(plan)).exit_code == 0
    place = ["--book", str(folder / "book"), "--params", str(folder / "town" / PARAMS_FILE)]
    ran = CliRunner().invoke(app, ["plan", "changes", str(plan), *place, "--change", "天气"])
    assert ran.exit_code != 0
    assert "year、budget" in str(ran.exception)


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the book of a town that takes longer to plan than a test may."""
    made = tmp_path_factory.mktemp("larger")
    registers = make_registers(0.05)
    write_town(registers, make_params(registers), made / "town")
    with Book.create(made / "book", actor="王建账") as book:
        import_files(book, [made / "town"], actor="王建账", reason="摸底")
    return made


def interrupted(folder: Path, *command: str) -> tuple[int, str, str]:
    """Run the command as a process and press Ctrl-C when its first plan is told; the code it ends with, and what it said."""
    place = ["--book", str(folder / "book"), "--params", str(folder / "town" / PARAMS_FILE)]
    limits = ["--order", "output", "--gap", "0", "--seconds", "120"]
    with subprocess.Popen(
        [sys.executable, "-m", "jiedui", "plan", *command, *place, *limits],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        said = next(line for line in process.stderr if "万元/亩" in line)
        process.send_signal(signal.SIGINT)
        out, rest = process.communicate(timeout=60)
    return process.returncode, out, said + rest


def test_ctrl_c_gives_the_best_plan_so_far(larger: Path, tmp_path: Path) -> None:
    """And of changes what was found so far, which may be none but the basis."""
    file = tmp_path / "plan.json"
    code, out, said = interrupted(larger, "renew", "-o", str(file))
    assert code == 0, said
    assert "正在停下" in said
    assert "中途停止" in out
    assert plan_from_json(file.read_text("utf-8")).stopped
    assert examine(town_of(larger), plan_from_json(file.read_text("utf-8"))).holds
    code, out, said = interrupted(larger, "changes", str(file), "-o", str(tmp_path / "changes.json"))
    assert code == 0, said
    assert "现方案" in out
    assert json.loads((tmp_path / "changes.json").read_text("utf-8"))["basis"]["stopped"]
