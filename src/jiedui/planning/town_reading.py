"""The narrow reader of renewal and resettlement: from a book and a parameter file to a town, or what stands in the way.

A plan is of one town: where no region is named, of the one that all blocks and hamlets of the book lie in. The reader's
sight holds: what a user does not see is no part of the town. Numbers come in the units of the ledgers' cells
(money in 万元), references by the names that they show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jiedui.base.problems import Problem, Refusal, errors, refuse
from jiedui.book import Book
from jiedui.book.cells import decode
from jiedui.book.layout import LIVE
from jiedui.book.location import Location, write_whole
from jiedui.book.predicates import Predicate, all_of, under
from jiedui.catalog.reader import Source, read_one
from jiedui.planning.reading import find_scheme, graded_of
from jiedui.planning.renew.assembling import town_of
from jiedui.planning.renew.checking import faults_in, place, stuck
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.registers import (
    Cluster,
    Enterprise,
    Household,
    Parcel,
    Registers,
    RenewalBlock,
    Village,
)
from jiedui.planning.renew.town import Town

#: The ledgers of what a plan decides about, and the tier of a town among regions.
DECIDED, TOWN = ("block", "hamlet"), 4
#: A cell as it is read: a number, a text (a reference by its name), a list, nothing.
Cell = float | int | str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the ledgers, the town (None where an error stands in the way), and everything met on the way.

    ``region`` is the one that the ledgers were read for; None where none was named and there is nothing to plan.
    """

    registers: Registers
    town: Town | None
    problems: tuple[Problem, ...]
    region: int | None

    @property
    def sound(self) -> Town:
        """The town; Refusal with every error where there is none."""
        if self.town is None:
            raise Refusal(*errors(self.problems))
        return self.town


def read_params(path: Path | None) -> Params:
    """The parameters of a file, or those that hold without one; Refusal with every problem at its line."""
    if path is None:
        return Params()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise refuse("renew-no-file", file=str(path), why=error.strerror or str(error)) from error
    return read_one(Params, Source(path.name, content))


def parse_params(text: str) -> Params:
    """The parameters of a text; Refusal with every problem at its line."""
    return read_one(Params, Source("renew.toml", text.encode()))


def office_params(location: Location) -> Path | None:
    """The file of the office's own parameters, which lies with its book; None where it keeps none."""
    return location.renewal if location.renewal.is_file() else None


def keep_params(location: Location, text: str) -> None:
    """Keep parameters as the office's own, in the place of those before; Refusal with every problem, and nothing is kept."""
    parse_params(text)
    write_whole(location.renewal, text.encode())


def read_town(book: Book, params: Params, region: int | None = None) -> Reading:
    """The town of a region under the parameters, of the one town of the book where no region is named.

    Raises a refusal for a scheme nobody knows, and for a book of several towns (``renew-which-town``).
    """
    at = town_region(book) if region is None else region
    registers, problems = read_registers(book, params.plan.base, at)
    grades = _grades(book, params, at) if registers.enterprises else {}
    found = [*problems, *faults_in(registers, params, grades)]
    if errors(found):
        return Reading(registers, None, tuple(found), at)
    town = town_of(registers, params, grades)
    return Reading(registers, town, (*found, *stuck(town)), at)


def town_region(book: Book) -> int | None:
    """The one town (or larger region, where blocks or hamlets are entered for it) that all blocks and hamlets lie in.

    None without any; Refusal (``renew-which-town``) where they are of several.
    """
    tree = book.regions
    held = {int(str(id)) for ledger in DECIDED for _, id in book.rows(ledger, ("region",)) if id is not None}
    towns = {_town_above(book, id) for id in held if id in tree}
    largest = [id for id in towns if not any(other != id and other in tree[id].path for other in towns)]
    if len(largest) > 1:
        raise refuse("renew-which-town", towns="、".join(sorted(path_of(book, id) for id in largest)))
    return largest[0] if largest else None


def _town_above(book: Book, id: int) -> int:
    """The town that a region lies in, itself where it is larger; of what the reader may look at."""
    tree = book.regions
    seen = [each for each in tree[id].path if book.sight.whole or book.view.region(each)]
    return next((each for each in seen if tree[each].tier >= TOWN), id)


def path_of(book: Book, region: int | None) -> str:
    """A region named from the top down, so that no other is meant; empty for none."""
    return "" if region is None else "".join(book.regions.path_names(region))


def _grades(book: Book, params: Params, region: int | None) -> Mapping[str, str]:
    """The grade of each firm under the scheme that the parameters name; a firm that it does not grade is left out."""
    if not params.firms.scheme:
        return {}
    graded = graded_of(book, find_scheme(book, params.firms.scheme), params.plan.base, region)
    return {name: grade for name, grade in zip(graded.firms.names, graded.grades, strict=True) if grade}


def read_registers(book: Book, year: int, region: int | None = None) -> tuple[Registers, list[Problem]]:
    """The planning ledgers, enterprises of that year; and the cells that cannot be read."""
    problems: list[Problem] = []
    ledgers = _Ledgers(book, region)
    hamlets = tuple(map(_village, ledgers.rows("hamlet")))
    parcels = tuple(map(_parcel, ledgers.rows("parcel")))
    registers = Registers(
        town="" if region is None else book.regions[region].name,
        parcels=parcels,
        enterprises=tuple(map(_enterprise, ledgers.firms(year))),
        blocks=tuple(map(_block, ledgers.rows("block"))),
        hamlets=hamlets,
        households=tuple(map(_household, ledgers.households())),
        sites=tuple(_cluster(row, problems) for row in ledgers.rows("site")),
    )
    return registers, problems


@dataclass(frozen=True, slots=True)
class _Row:
    """One entry: its number and its cells."""

    entry: int
    cells: Mapping[str, Cell]

    def text(self, name: str) -> str:
        """A text, empty where there is none."""
        cell = self.cells[name]
        return "" if cell is None else str(cell)

    def number(self, name: str) -> float | None:
        """A number, None where there is none."""
        cell = self.cells[name]
        return float(cell) if isinstance(cell, int | float) else None

    def sure(self, name: str) -> float:
        """A number that the ledger requires."""
        return self.number(name) or 0.0

    def count(self, name: str) -> int | None:
        """A whole number, None where there is none."""
        cell = self.cells[name]
        return cell if isinstance(cell, int) else None

    def items(self, name: str) -> tuple[str, ...]:
        """The items of a list."""
        cell = self.cells[name]
        return cell if isinstance(cell, tuple) else ()


class _Ledgers:
    """The ledgers of a book, narrowed to a region."""

    def __init__(self, book: Book, region: int | None) -> None:
        """Take the book and the region, None for all."""
        self.book = book
        self.region = region

    def rows(self, ledger: str) -> Iterator[_Row]:
        """The entries of a ledger that has a region of its own."""
        kept = [Predicate(LIVE)]
        if self.region is not None:
            kept.append(under("region", self.book.regions, self.region))
        return self._read(ledger, all_of(kept))

    def firms(self, year: int) -> Iterator[_Row]:
        """The enterprises of a year: those on a parcel of the region, and those without a parcel by their seat."""
        kept = [Predicate(f'{LIVE} AND "year" = ?', (year,))]
        if self.region is not None:
            here = under("region", self.book.regions, self.region)
            on = f'"parcel" IN (SELECT "id" FROM {self.book.table("parcel").sql} WHERE {here.where})'
            seat = f'"firm" IN (SELECT "id" FROM {self.book.table("organisation").sql} WHERE {here.where})'
            kept.append(Predicate(f'({on} OR ("parcel" IS NULL AND {seat}))', (*here.params, *here.params)))
        return self._read("enterprise", all_of(kept))

    def households(self) -> Iterator[_Row]:
        """The households of the region's hamlets."""
        kept = [Predicate(LIVE)]
        if self.region is not None:
            here = under("region", self.book.regions, self.region)
            inner = f'"hamlet" IN (SELECT "id" FROM {self.book.table("hamlet").sql} WHERE {here.where})'
            kept.append(Predicate(inner, here.params))
        return self._read("household", all_of(kept))

    def _read(self, ledger: str, kept: Predicate) -> Iterator[_Row]:
        """The entries with decoded cells."""
        columns = self.book.ledgers[ledger].columns
        rows = list(self.book.rows(ledger, [column.name for column in columns], kept.where, kept.params))
        named = [self._names(str(column.to), rows, at) if column.to else {} for at, column in enumerate(columns, 1)]
        for row in rows:
            cells: dict[str, Cell] = {}
            for column, names, stored in zip(columns, named, row[1:], strict=True):
                if column.type in ("number", "money"):
                    unit = 10**column.places * (int(column.cell_unit.factor) if column.type == "money" else 1)
                    cells[column.name] = None if stored is None else int(str(stored)) / unit
                elif column.to:
                    cells[column.name] = None if stored is None else names.get(int(str(stored)))
                else:
                    cells[column.name] = _plain(decode(column, stored))  # type: ignore[arg-type]
            yield _Row(int(str(row[0])), cells)

    def _names(self, ledger: str, rows: Sequence[tuple[object, ...]], at: int) -> Mapping[int, str]:
        """What the entries that a column refers to show."""
        return self.book.names(ledger, {int(str(row[at])) for row in rows if row[at] is not None})


def _plain(value: object) -> Cell:
    """A decoded value that is no reference: whole numbers, texts and lists as they are, days as text."""
    return value if value is None or isinstance(value, int | str | tuple) else str(value)


def _parcel(row: _Row) -> Parcel:
    """A parcel."""
    return Parcel(
        code=row.text("code"),
        region=row.text("region"),
        area=row.sure("area"),
        use=row.text("use"),
        block=row.text("block"),
        plot_ratio=row.number("plot_ratio"),
        geometry=row.text("geometry"),
        entry=row.entry,
    )


def _enterprise(row: _Row) -> Enterprise:
    """An enterprise."""
    return Enterprise(
        firm=row.text("firm"),
        land=row.sure("land"),
        floor=row.number("floor"),
        tax=row.number("tax"),
        value_added=row.number("value_added"),
        staff=row.count("staff"),
        energy=row.number("energy"),
        pollutants=row.number("pollutants"),
        sales=row.number("sales"),
        rnd=row.number("rnd"),
        industry=row.text("industry"),
        parcel=row.text("parcel"),
        grade=row.text("grade"),
        scattered=row.text("scattered") == "是",
        disposal=row.text("disposal"),
        struck_off=bool(row.text("struck_off")),
        need=row.number("need"),
        entry=row.entry,
    )


def _block(row: _Row) -> RenewalBlock:
    """A renewal block."""
    return RenewalBlock(
        name=row.text("name"),
        region=row.text("region"),
        plot_ratio=row.sure("plot_ratio"),
        slots=row.count("slots") or 0,
        themes=row.items("themes"),
        clearing=row.number("clearing"),
        earliest=row.count("earliest"),
        geometry=row.text("geometry"),
        entry=row.entry,
    )


def _village(row: _Row) -> Village:
    """A hamlet."""
    return Village(
        name=row.text("name"),
        region=row.text("region"),
        households=row.count("households") or 0,
        homestead=row.sure("homestead"),
        people=row.count("people"),
        consenting=row.count("consenting"),
        floor=row.number("floor"),
        consent_year=row.count("consent_year"),
        must_by=row.count("must_by"),
        block=row.text("block"),
        geometry=row.text("geometry"),
        entry=row.entry,
    )


def _household(row: _Row) -> Household:
    """A household; its head stays where it is: a plan does not need to know."""
    return Household(
        code=row.text("code"),
        head="",
        hamlet=row.text("hamlet"),
        people=row.count("people") or 0,
        floor=row.number("floor"),
        consents={"是": True, "否": False}.get(row.text("consents")),
        priority=row.text("priority"),
        wishes=row.items("wishes"),
        group=row.text("group"),
        entry=row.entry,
    )


def _cluster(row: _Row, problems: list[Problem]) -> Cluster:
    """A site; stages that are no numbers of homes are a problem, and none."""
    return Cluster(
        name=row.text("name"),
        region=row.text("region"),
        capacity=row.count("capacity") or 0,
        area=row.sure("area"),
        setup_cost=row.number("setup_cost"),
        unit_cost=row.number("unit_cost"),
        services=row.items("services"),
        available_from=row.count("available_from"),
        stages=_homes(row, problems),
        block=row.text("block"),
        block_slots=row.count("block_slots"),
        geometry=row.text("geometry"),
        entry=row.entry,
    )


def _homes(row: _Row, problems: list[Problem]) -> tuple[int, ...]:
    """The homes of each stage."""
    items = row.items("stages")
    if all(item.isdecimal() for item in items):
        return tuple(map(int, items))
    told = {"site": row.text("name"), "text": "、".join(items)}
    problems.append(Problem("renew-stage-text", place("site", row.entry, "分期户数"), told))
    return ()
