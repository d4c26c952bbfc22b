"""From a book to a town: a generated town survives workbooks and import; sight, region and year narrow what is read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.book.importing import import_files
from jiedui.book.sight import Sight
from jiedui.figures import find_region
from jiedui.planning.renew.assembling import town_of
from jiedui.planning.renew.making import Counts, make_params, make_registers, make_town
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.registers import Registers
from jiedui.planning.renew.town import Town
from jiedui.planning.town_reading import read_params, read_town
from jiedui.sample.town_workbooks import PARAMS_FILE, write_town

COUNTS = Counts(parcels=40, hamlets=8, households=120, sites=3, blocks=3, years=4)


def imported(registers: Registers, params: Params, folder: Path) -> Book:
    """A book with the town, by way of its workbooks."""
    write_town(registers, params, folder / "town")
    book = Book.create(folder / "book", actor="测试")
    result = import_files(book, [folder / "town"], actor="测试", reason="导入")
    assert result.sound, [problem.words() for problem in result.problems]
    return book


def without_entries(town: Town) -> Town:
    """The town as if it had never been in a book."""
    return replace(
        town,
        firms=tuple(replace(firm, entry=None) for firm in town.firms),
        hamlets=tuple(replace(hamlet, entry=None) for hamlet in town.hamlets),
        sites=tuple(replace(site, entry=None) for site in town.sites),
    )


@pytest.mark.parametrize("seed", range(2))
def test_a_town_comes_back_from_the_book_as_it_was_made(tmp_path: Path, seed: int) -> None:
    registers = make_registers(seed=seed, counts=COUNTS)
    params = make_params(registers, years=COUNTS.years)
    with imported(registers, params, tmp_path) as book:
        found = read_town(book, read_params(tmp_path / "town" / PARAMS_FILE))
    assert [problem for problem in found.problems if problem.severity == "error"] == []
    assert without_entries(found.sound) == town_of(registers, params)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book with one town of the usual horizon."""
    registers = make_registers(seed=11, counts=COUNTS)
    with imported(registers, make_params(registers), tmp_path_factory.mktemp("town")) as book:
        yield book


def test_entries_lead_back_to_the_book(book: Book) -> None:
    town = read_town(book, Params()).sound
    hamlet = town.hamlets[0]
    assert book.entry("hamlet", hamlet.entry or 0).values["name"] == hamlet.name


def test_a_region_narrows_the_town(book: Book) -> None:
    whole = read_town(book, Params())
    village = whole.registers.hamlets[0].region
    part = read_town(book, Params(), find_region(book, village).id).registers
    assert part.town == village
    assert {each.region for each in (*part.parcels, *part.hamlets)} == {village}
    assert 0 < len(part.enterprises) < len(whole.registers.enterprises)
    assert {household.hamlet for household in part.households} == {hamlet.name for hamlet in part.hamlets}


def test_what_a_user_does_not_see_is_no_part_of_the_town(book: Book) -> None:
    whole = read_town(book, Params()).registers
    village = whole.hamlets[0].region
    book.sight = Sight(reads=(find_region(book, village).id,), sensitive=False)
    try:
        seen = read_town(book, Params()).registers
    finally:
        book.sight = Sight()
    assert {each.region for each in (*seen.parcels, *seen.hamlets)} == {village}


def test_another_year_has_no_enterprises(book: Book) -> None:
    params = Params.model_validate({"plan": {"base_year": 2019}})
    assert read_town(book, params).registers.enterprises == ()


def test_a_scheme_grades_and_the_ledger_fills_in(book: Book) -> None:
    """武进 grades firms of three 亩 and more, by shares; the ledger's grade stands where a firm is not graded."""
    params = Params.model_validate({"firms": {"scheme": "武进"}})
    by_ledger, by_scheme = read_town(book, Params()).sound, read_town(book, params).sound
    assert [firm.name for firm in by_scheme.firms] == [firm.name for firm in by_ledger.firms]
    assert [firm.grade for firm in by_scheme.firms] != [firm.grade for firm in by_ledger.firms]
    assert all(firm.grade for firm in by_scheme.firms)


def test_a_scheme_nobody_knows_is_refused(book: Book) -> None:
    with pytest.raises(Refusal) as refused:
        read_town(book, Params.model_validate({"firms": {"scheme": "火星"}}))
    assert refused.value.problems[0].code == "grade-no-scheme"


def test_the_generators_own_town_is_that_of_its_registers() -> None:
    registers = make_registers(seed=3, counts=COUNTS)
    assert make_town(seed=3, counts=COUNTS) == town_of(registers, make_params(registers))
