"""``jiedui plan verify``: a plan of the book's town holds, one that was tampered with or outlived does not."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.book.importing import import_files
from jiedui.cli import app
from jiedui.planning.renew.answer import Decisions, Plan
from jiedui.planning.renew.making import Counts, make_params, make_registers
from jiedui.planning.renew.saving import plan_to_json
from jiedui.planning.renew.solve import plan
from jiedui.planning.town_reading import read_params, read_town
from jiedui.sample.town_workbooks import PARAMS_FILE, write_town

Verify = Callable[[Plan], Result]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Plan]:
    """A folder with a book and the parameters of a small town, and the plan that houses most."""
    folder = tmp_path_factory.mktemp("kept")
    registers = make_registers(seed=3, counts=Counts(parcels=12, hamlets=3, households=30, sites=2, blocks=2, years=3))
    write_town(registers, make_params(registers, years=3), folder / "town")
    with Book.create(folder / "book", actor="王建账") as book:
        import_files(book, [folder / "town"], actor="王建账", reason="摸底")
        town = read_town(book, read_params(folder / "town" / PARAMS_FILE)).sound
    return folder, plan(town, ("housed",))


@pytest.fixture
def verify(kept: tuple[Path, Plan], tmp_path: Path) -> Verify:
    """Verifies a plan against the book."""
    folder, _ = kept

    def run(of: Plan) -> Result:
        file = tmp_path / "plan.json"
        file.write_text(plan_to_json(of), encoding="utf-8")
        words = [str(file), "--book", str(folder / "book"), "--params", str(folder / "town" / PARAMS_FILE)]
        return CliRunner().invoke(app, ["plan", "verify", *words])

    return run


def test_a_plan_of_the_town_holds(kept: tuple[Path, Plan], verify: Verify) -> None:
    ran = verify(kept[1])
    assert ran.exit_code == 0
    assert "规则全部遵守" in ran.output


def test_a_plan_that_leaves_a_firm_where_it_must_not_stay_is_told(kept: tuple[Path, Plan], verify: Verify) -> None:
    """Nothing is done, while the accounts tell of the plan."""
    ran = verify(replace(kept[1], decisions=Decisions()))
    assert re.search(r"\[deadline\] 企业\S+应在第 3 年底前搬离或关停，方案里没有动它", ran.output)
    assert re.search(r"\[measures\] 公共投入应为 0，方案写 \S+，差", ran.output)
    assert ran.exit_code == 1


def test_what_plan_renew_writes_is_verified(kept: tuple[Path, Plan], tmp_path: Path) -> None:
    folder, _ = kept
    of = ["--book", str(folder / "book"), "--params", str(folder / "town" / PARAMS_FILE)]
    written = tmp_path / "方案.json"
    planned = CliRunner().invoke(app, ["plan", "renew", *of, "--seconds", "20", "-o", str(written)])
    assert planned.exit_code == 0, planned.output
    assert CliRunner().invoke(app, ["plan", "verify", str(written), *of]).exit_code == 0


def test_a_figure_that_was_changed_is_told(kept: tuple[Path, Plan], verify: Verify) -> None:
    accounts = kept[1].accounts
    changed = replace(accounts, measures=replace(accounts.measures, cost=accounts.measures.cost - 1))
    ran = verify(replace(kept[1], accounts=changed))
    assert "[measures] 公共投入应为" in ran.output
    assert ran.exit_code == 1


def test_a_plan_of_another_town_is_told(kept: tuple[Path, Plan], verify: Verify) -> None:
    ran = verify(replace(kept[1], town="别镇"))
    assert "这份方案属于“别镇”" in ran.output
    assert ran.exit_code == 1


@pytest.mark.parametrize("text", ["", "[]", '{"version": 9}', '{"version": 1}'])
def test_what_is_no_plan_is_refused(kept: tuple[Path, Plan], tmp_path: Path, text: str) -> None:
    file = tmp_path / "plan.json"
    file.write_text(text, encoding="utf-8")
    ran = CliRunner().invoke(app, ["plan", "verify", str(file), "--book", str(kept[0] / "book")])
    assert isinstance(ran.exception, Refusal)
    assert [problem.code for problem in ran.exception.problems] == ["proof-no-plan"]
