"""Making documents: each deed from what a form said to what is kept and told of it. Nothing of requests is here."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jiedui.base.problems import Language, Problem
from jiedui.book import Book
from jiedui.book.sight import EVERYTHING, Sight
from jiedui.figures import Figures
from jiedui.figures.years import nothing_then
from jiedui.reports.masking.audit import Audit, Secret, audit
from jiedui.reports.masking.mask import find_policy, mask
from jiedui.reports.writing import Wanted, read_sources, write_docx
from jiedui.reports.writing.document import Dress
from jiedui.reports.writing.refresh import refresh
from jiedui.web.papers.models import Deed

#: Names listed of what remains possible, at most.
MANY = 20


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the deed, the file's name and bytes, a sentence, tables of what was told, notes."""

    deed: Deed
    name: str
    summary: str
    file: bytes | None = None
    told: tuple[dict[str, Any], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """The book as the user may see it, opened for one piece of work; the words of its problems."""

    place: str
    sight: Sight
    language: Language = "zh"

    @contextmanager
    def book(self, sight: Sight | None = None) -> Iterator[Book]:
        """The book, with another sight if one is given."""
        with Book.open(self.place) as book:
            book.sight = sight or self.sight
            yield book

    def words(self, problems: Sequence[Problem]) -> tuple[str, ...]:
        """Problems in the user's language."""
        return tuple(problem.words(self.language) for problem in problems)


def written(office: Office, wanted: Wanted, dress: Dress) -> Made:
    """A report written out of the book, with the source of each of its figures."""
    with office.book() as book, closing(Figures(book)) as figures:
        data = write_docx(figures, wanted, dress)
        odd = nothing_then(book, wanted.period, book.clock().date())
    rows = []
    with _at_hand("report.docx", data) as path:
        for found in read_sources(path):
            source = found.source
            rows.append(
                [found.text, source.title, source.definition, source.scope, str(source.rows)]
                if source
                else [found.text, found.title, "", "", ""]
            )
    about = wanted.person or wanted.region or ""
    period = wanted.period.words() if wanted.period else ""
    name = f"{about}{period}{wanted.kind or '报告'}.docx"
    table = _table("每个数的来源", ("文中", "数据", "口径", "范围", "记录数"), rows)
    return Made("written", name, f"{len(rows)} 个数与账册相连", data, (table,), office.words([odd] if odd else []))


def refreshed(office: Office, name: str, data: bytes) -> Made:
    """A document whose figures were brought up to date, with those that moved and what was left alone."""
    with office.book() as book, closing(Figures(book)) as figures, _at_hand(name, data) as path:
        done = refresh(figures, path)
    rows = [[each.title, each.scope, each.old, each.new, each.paragraph] for each in done.moved]
    table = _table("有变动的数", ("数据", "范围", "原来", "现在", "所在段落"), rows)
    summary = f"{len(done.moved)} 个数有变动，{done.unchanged} 个未变"
    return Made("refreshed", name, summary, done.data, (table,), office.words(done.problems))


def masked(office: Office, name: str, data: bytes, policy: str) -> Made:
    """A document made fit for publication.

    The names to be hidden are those of the whole book: a name that the user cannot look up must not be published either.
    """
    with office.book(EVERYTHING) as book, _at_hand(name, data) as path:
        done = mask(book, find_policy(book, policy), path)
    rows = [[known, hidden, str(count)] for known, hidden, count in done.names]
    table = _table("隐去的名称", ("名称", "写成", "处数"), rows)
    times = sum(count for _, _, count in done.names)
    summary = f"隐去 {len(done.names)} 个名称 {times} 处，号码 {done.numbers} 个"
    stem, dot, suffix = name.rpartition(".")
    return Made("masked", f"{stem}-公开{dot}{suffix}", summary, done.data, (table,), office.words(done.problems))


def audited(office: Office, name: str, data: bytes, policy: str) -> Made:
    """What a masked document still gives away, as far as the user's sight of the book goes."""
    with office.book() as book, _at_hand(name, data) as path:
        found = audit(book, find_policy(book, policy), path)
    tables = [_secret(office, secret) for secret in found.secrets]
    return Made("audited", name, _verdict(found), None, tuple(tables), office.words(found.left))


def _verdict(found: Audit) -> str:
    """An audit in a sentence."""
    if not found.told:
        return "没有发现还能认出的线索"
    singled = sum(bool(secret.singled) for secret in found.secrets)
    return f"还留有 {len(found.left)} 处名称；{len(found.secrets)} 个隐去的对象中，{singled} 个仍能认出"


def _secret(office: Office, secret: Secret) -> dict[str, Any]:
    """One secret: its clues, and how many candidates each leaves."""
    rows = [[each.problem.words(office.language), str(len(each.left))] for each in secret.clues]
    remain = "、".join(secret.remain[:MANY]) + ("…" if len(secret.remain) > MANY else "")
    title = f"{secret.mask}（{secret.hidden.masks} 处）：可能的 {len(secret.candidates)} 个，还剩 {len(secret.remain)} 个：{remain}"
    return _table(title, ("线索", "剩下几个"), rows)


def _table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """A table as it is kept."""
    return {"title": title, "headings": list(headings), "rows": [list(row) for row in rows]}


@contextmanager
def _at_hand(name: str, data: bytes) -> Iterator[Path]:
    """The document as a file of its kind, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="jiedui-") as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        yield path
