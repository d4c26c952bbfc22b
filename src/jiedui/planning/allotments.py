"""Allotment and the book: the roster read out of the ledgers, freeze and draw registered in the journal.

A draw is an entry of 分房台账; its files are that entry's evidence, kept by their digests and never exchanged, so that
the journal proves when each of them came.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

from jiedui.base.problems import Place, Problem, Refusal, refuse
from jiedui.book import Add, Book, Change
from jiedui.book.cells import Read, decode
from jiedui.book.changes import Value
from jiedui.book.evidence import add_evidence, digests_of, evidence_of
from jiedui.book.layout import LIVE
from jiedui.book.resolver import Resolver
from jiedui.planning.allot.checks import Entered, Intended, consents_counted
from jiedui.planning.allot.folder import NAMES
from jiedui.planning.allot.hashing import hash_of
from jiedui.planning.allot.model import Dwelling, Freeze, Household, Roster, Rules, Transcript

LEDGER = "allotment"
Cells = Mapping[str, Read]


@dataclass(frozen=True, slots=True)
class _Row:
    """One entry: its id, its cells, and where each of its problems stands."""

    ledger: str
    title: str
    id: int
    cells: Cells
    titles: Mapping[str, str]
    problems: list[Problem]

    @property
    def place(self) -> Place:
        """The entry."""
        return Place(file=f"{self.ledger}:{self.id}", sheet=self.title)

    def text(self, column: str) -> str:
        """A text in the form that texts are compared in; empty when the cell is."""
        return normalize("NFC", str(self.cells[column] or "").strip())

    def texts(self, column: str) -> list[str]:
        """The items of a list."""
        found = self.cells[column]
        return [normalize("NFC", item.strip()) for item in found] if isinstance(found, tuple) else []

    def count(self, column: str, default: int | None) -> int:
        """An integer; an empty cell is the default, or a problem without one."""
        found = self.cells[column]
        if found is None and default is None:
            self._problem("allot-blank", column)
        return int(str(found)) if found is not None else default or 1

    def hundredths(self, column: str) -> int:
        """An area or a price in hundredths; an empty cell or a third decimal is a problem."""
        found = self.cells[column]
        if not isinstance(found, Decimal):
            self._problem("allot-blank", column)
            return 0
        if found * 100 % 1:
            self._problem("allot-fine-area", column, value=found.normalize())
        return int(found * 100)

    def _problem(self, code: str, column: str, **details: object) -> None:
        """Take down a problem of one cell."""
        place = Place(file=self.place.file, sheet=self.title, column=self.titles[column])
        self.problems.append(Problem(code, place, {"title": self.titles[column], **details}))


def read_intended(book: Book, rules: Rules, hamlets: Sequence[str] = ()) -> tuple[Intended, list[Problem]]:
    """What the book has for a draw: consenting households (of those hamlets, where some are given), homes of the site.

    With it the problems of single cells and of consents; Refusal when site or hamlet is not found.
    """
    problems: list[Problem] = []
    site = _named(book, "site", rules.site)
    of = [_named(book, "hamlet", each) for each in hamlets]
    kept = f' AND "hamlet" IN ({", ".join("?" * len(of))})' if of else ""
    consenting = list(_rows(book, "household", f"\"consents\" = '是'{kept}", of, problems))
    proofs = digests_of(book, "household")
    households = [Entered(_household(row, rules, proofs.get(row.id, {})), row.place) for row in consenting]
    dwellings = [Entered(_dwelling(row), row.place) for row in _rows(book, "dwelling", '"site" = ?', [site], problems)]
    problems += _consents(book, Counter(str(row.cells["hamlet"]) for row in consenting))
    return Intended(households, dwellings, rules), problems


def _rows(book: Book, ledger: str, where: str, params: Sequence[object], problems: list[Problem]) -> Iterator[_Row]:
    """The entries in use of a ledger that a condition keeps."""
    declared = book.ledgers[ledger]
    titles = {column.name: column.title for column in declared.columns}
    for id, *cells in book.rows(ledger, list(titles), f"{LIVE} AND {where}", params):
        values = {
            column.name: decode(column, cell)  # type: ignore[arg-type]
            for column, cell in zip(declared.columns, cells, strict=True)
        }
        yield _Row(ledger, declared.title, int(str(id)), values, titles, problems)


def _named(book: Book, ledger: str, name: str) -> int:
    """The entry of that name; Refusal when there is none or there are two."""
    found = Resolver.of(book, ledger).resolve(name, book.ledgers[ledger].title, Place())
    if isinstance(found, Problem):
        raise Refusal(found)
    return found


def _household(row: _Row, rules: Rules, kept: Mapping[str, str]) -> Household:
    """One household as it is published: without a name, its proofs by name and digest."""
    priority = row.text("priority")
    return Household(
        code=row.text("code"),
        people=row.count("people", None),
        round=row.count("round", None if rules.rounds == "apart" else 1),
        priority="" if priority == "无" else priority,
        group=row.text("group"),
        homes=row.count("homes", 1),
        entitled=row.hundredths("entitled"),
        old=row.hundredths("certified"),
        wishes=row.texts("wishes"),
        proofs=[f"{name} {kept[name]}" if name in kept else name for name in row.texts("evidence")],
    )


def _dwelling(row: _Row) -> Dwelling:
    """One home as it is published."""
    lowest = re.search(r"-?\d+", row.text("storey"))
    return Dwelling(
        code=row.text("code"),
        kind=row.text("kind"),
        reserve=row.text("reserve"),
        row=row.text("row"),
        place=row.count("place", None) if row.text("row") else 0,
        storey=int(lowest[0]) if lowest else 1,
        floor=row.hundredths("floor"),
        adjust=row.hundredths("adjust") if row.cells["adjust"] is not None else 0,
    )


def _consents(book: Book, counted: Counter[str]) -> Iterable[Problem]:
    """Hamlets that have more consenting households than households."""
    found = [
        (str(name), int(str(households)), int(str(id)))
        for id, name, households in book.rows("hamlet", ("name", "households"))
    ]
    by_name = Counter({name: counted[str(id)] for name, _, id in found})
    hamlets = [(name, households, Place(file=f"hamlet:{id}", column="户数")) for name, households, id in found]
    return consents_counted(by_name, hamlets)


def open_objections(book: Book, households: Iterable[int]) -> list[int]:
    """The objections against those households that nobody has decided."""
    wanted = set(households)
    rows = book.rows("objection", ("household",), f'{LIVE} AND "decision" IS NULL')
    return [int(str(id)) for id, household in rows if household in wanted]


def allotment_named(book: Book, draw: str) -> tuple[int, str] | None:
    """Entry and status of the draw of that name."""
    found = list(book.rows(LEDGER, ("status",), f'{LIVE} AND "name" = ?', (draw,)))
    return (int(str(found[0][0])), str(found[0][1])) if found else None


def must_be_free(book: Book, what: Intended) -> None:
    """Refusal (allot-drawn, allot-objections) when the draw is registered, or an objection against it is open."""
    draw = what.rules.draw
    if (known := allotment_named(book, draw)) is not None:
        raise refuse("allot-drawn", draw=draw, status=known[1])
    ids = (int(str(each.place.file).partition(":")[2]) for each in what.households)
    if found := open_objections(book, ids):
        places = "、".join(f"objection:{id}" for id in found[:8])
        raise refuse("allot-objections", Place(file=places), count=len(found))


def register_freeze(
    book: Book, actor: str, roster: Roster, rules: Rules, frozen: Freeze, files: Mapping[str, bytes]
) -> int:
    """The entry of a draw that was frozen, with its files as evidence."""
    values: dict[str, Value] = {
        "name": rules.draw,
        "site": _named(book, "site", rules.site),
        "frozen_on": date.fromisoformat(frozen.frozen_at[:10]),
        "households": len(roster.households),
        "dwellings": len(roster.dwellings),
        "root": frozen.root,
        "rules_hash": frozen.rules_hash,
        "status": "冻结",
    }
    receipt = book.write(actor, f"冻结 {rules.draw} 的名册和规则", [Add(LEDGER, values)])
    id = receipt.created[LEDGER][0]
    _keep(book, id, actor, files)
    return id


def register_draw(book: Book, actor: str, transcript: Transcript, on: date, files: Mapping[str, bytes]) -> None:
    """Take a draw down at its entry; Refusal: allot-no-draw, allot-drawn, allot-other-notice when it froze another root."""
    id = _at(book, transcript.draw, "冻结")
    printed = {key: book.entry(LEDGER, id).values[key] for key in ("root", "rules_hash")}
    for key, value in printed.items():
        if value != getattr(transcript, key):
            raise refuse("allot-other-notice", Place(file=f"{LEDGER}:{id}", column=key), printed=value)
    values: dict[str, Value] = {
        "status": "已抽签",
        "drawn_on": on,
        "beacon": transcript.beacon,
        "seed": transcript.seed,
        "transcript_hash": hash_of(transcript),
    }
    book.write(actor, f"{transcript.draw} 抽签", [Change(LEDGER, id, values)])
    _keep(book, id, actor, files)


def register_settlement(book: Book, actor: str, draw: str, files: Mapping[str, bytes]) -> None:
    """Take the settlement of a draw down at its entry; Refusal: allot-no-draw, allot-drawn."""
    id = _at(book, draw, "已抽签")
    book.write(actor, f"{draw} 结算", [Change(LEDGER, id, {"status": "已结算"})])
    _keep(book, id, actor, files)


def _at(book: Book, draw: str, status: str) -> int:
    """The entry of a draw that has come so far and no further."""
    known = allotment_named(book, draw)
    if known is None:
        raise refuse("allot-no-draw", draw=draw)
    if known[1] != status:
        raise refuse("allot-drawn", draw=draw, status=known[1])
    return known[0]


def _keep(book: Book, id: int, actor: str, files: Mapping[str, bytes]) -> None:
    """Keep files as evidence of an entry."""
    with tempfile.TemporaryDirectory(prefix="jiedui-") as folder:
        for name, data in files.items():
            path = Path(folder) / f"{name}.json"
            path.write_bytes(data)
            add_evidence(book, LEDGER, id, path, actor=actor)


def files_of(book: Book, id: int) -> dict[str, bytes]:
    """The files of a draw that the book keeps, by name."""
    kept = {each.name.removesuffix(".json"): each.path for each in evidence_of(book, LEDGER, id)}
    return {name: kept[name].read_bytes() for name in NAMES if name in kept}
