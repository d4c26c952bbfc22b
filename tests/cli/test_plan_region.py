"""A plan of renewal is of one town, which it remembers together with its parameters; ``verify`` and ``changes`` go by them."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.book.changes import Add
from jiedui.book.importing import import_files
from jiedui.cli import app
from jiedui.figures import find_region
from jiedui.planning.renew.making import Counts, make_params, make_registers
from jiedui.planning.town_reading import keep_params, read_params, read_town
from jiedui.sample.town_workbooks import PARAMS_FILE, write_town

WHO = "王建账"


def command(*words: object) -> Result:
    """A plan command."""
    return CliRunner().invoke(app, ["plan", *map(str, words)])


def refused(ran: Result) -> tuple[str, str]:
    """The code and the words of a refusal."""
    assert isinstance(ran.exception, Refusal)
    (problem,) = ran.exception.problems
    return problem.code, problem.words()


def add_region(book: Book, code: str, name: str, level: str, above: int) -> int:
    """A region of the east, below another."""
    book.write(
        WHO, "区划", [Add("region", {"code": code, "name": name, "parent": above, "level": level, "side": "东部"})]
    )
    return find_region(book, name).id


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The book of 云渡镇 in 2025, where 远山织造 of another county is entered too; and a plan made without naming a region."""
    made = tmp_path_factory.mktemp("region")
    registers = make_registers(seed=3, counts=Counts(parcels=12, hamlets=3, households=30, sites=2, blocks=2, years=3))
    write_town(registers, make_params(registers, years=3), made / "town")
    with Book.create(made / "book", actor=WHO) as book:
        import_files(book, [made / "town"], actor=WHO, reason="摸底")
        keep_params(book.location, (made / "town" / PARAMS_FILE).read_text("utf-8"))
        city = book.regions[find_region(book, registers.town).id].path[1]
        county = add_region(book, "329901", "远山县", "县", city)
        book.write(WHO, "外县企业", [Add("organisation", {"name": "远山织造", "kind": "企业", "region": county})])
        ((firm, _),) = book.rows("organisation", ("name",), '"name" = ?', ("远山织造",))
        ((_, year), *_) = book.rows("enterprise", ("year",))
        figures = {
            "land": 100,
            "tax": 900,
            "value_added": 900,
            "staff": 90,
            "energy": 90,
            "pollutants": 90,
            "grade": "D",
        }
        book.write(WHO, "外县企业", [Add("enterprise", {"firm": firm, "year": year, **figures})])
    plan = made / "plan.json"
    ran = command("renew", "--book", made / "book", "--order", "housed,cost", "--gap", 0, "-o", plan)
    assert ran.exit_code == 0, ran.output
    return made / "book", plan


@pytest.fixture
def wider(kept: tuple[Path, Path], tmp_path: Path) -> Path:
    """The same book once 遥峰镇 has a hamlet in it."""
    shutil.copytree(kept[0], tmp_path / "book")
    with Book.open(tmp_path / "book") as book:
        county = book.regions[find_region(book, "云渡镇").id].parent
        assert county
        town = add_region(book, "329902", "遥峰镇", "镇", county)
        book.write(WHO, "摸底", [Add("hamlet", {"name": "峰脚", "region": town, "households": 9, "homestead": 5})])
    return tmp_path / "book"


def test_firms_of_elsewhere_are_no_part_of_the_books_one_town(kept: tuple[Path, Path]) -> None:
    book, file = kept
    plan = json.loads(file.read_text("utf-8"))
    assert plan["town"] == "云渡镇"
    assert plan["region"] == "苏淮省润泽市澄湖区云渡镇"
    with Book.open(book) as opened:
        reading = read_town(opened, read_params(book.parent / "town" / PARAMS_FILE))
    assert "远山织造" not in {firm.firm for firm in reading.registers.enterprises}


def test_a_book_of_several_towns_asks_which(wider: Path) -> None:
    code, words = refused(command("renew", "--book", wider))
    assert code == "renew-which-town"
    assert "苏淮省润泽市澄湖区云渡镇、" in words
    assert "苏淮省润泽市澄湖区遥峰镇" in words


def test_a_plan_is_held_against_the_region_that_it_was_made_for(kept: tuple[Path, Path], wider: Path) -> None:
    ran = command("verify", kept[1], "--book", wider)
    assert (ran.exit_code, "云渡镇：规则全部遵守" in ran.output) == (0, True)
    code, words = refused(command("verify", kept[1], "--book", wider, "--region", "遥峰镇"))
    assert code == "renew-other-region"
    assert "为 云渡镇 排的" in words
    code, _ = refused(command("changes", kept[1], "--book", wider, "--region", "遥峰镇"))
    assert code == "renew-other-region"


def test_an_older_file_that_does_not_tell_takes_the_books_town(kept: tuple[Path, Path], tmp_path: Path) -> None:
    body = json.loads(kept[1].read_text("utf-8"))
    old = tmp_path / "old.json"
    old.write_text(
        json.dumps({name: value for name, value in body.items() if name not in {"region", "params", "pins"}}), "utf-8"
    )
    assert command("verify", old, "--book", kept[0]).exit_code == 0


def test_plans_under_changes_are_verified_under_what_was_changed(kept: tuple[Path, Path], wider: Path) -> None:
    """Without --params each is held against its own: four years, and a budget of a tenth more."""
    book, told = wider, wider.parent / "changes.json"
    ran = command(
        "changes", kept[1], "--book", book, "--change", "year,budget", "--gap", 0, "--seconds", 30, "-o", told
    )
    assert ran.exit_code == 0, ran.output
    longer, richer = (each["plan"]["params"] for each in json.loads(told.read_text("utf-8"))["changes"])
    assert (longer["plan"]["years"], richer["plan"]["years"]) == (4, 3)
    assert richer["money"]["budget"][0] == pytest.approx(1.1 * longer["money"]["budget"][0])
    ran = command("verify", told, "--book", book)
    assert ran.exit_code == 0, ran.output
    assert [line.split("：")[0] for line in ran.output.splitlines()] == ["现方案", "若规划期多一年", "若每年预算多一成"]


def test_plans_of_a_frontier_are_verified_one_by_one(kept: tuple[Path, Path], tmp_path: Path) -> None:
    told = tmp_path / "frontier.json"
    ran = command("renew", "--book", kept[0], "--frontier", "housed,cost", "--plans", 3, "--gap", 0, "-o", told)
    assert ran.exit_code == 0, ran.output
    ran = command("verify", told, "--book", kept[0])
    assert (ran.exit_code, ran.output.count("规则全部遵守")) == (0, 3)
