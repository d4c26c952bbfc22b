"""The commands of the benchmark: compare, generate, score."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from checkbench.baselines.aggchecker import AggChecker
from checkbench.baselines.extractors import InFront, extractors
from checkbench.baselines.presence import Presence
from checkbench.books import double_a_row, lose_a_row, make_city, make_sample
from checkbench.checkers import Apart, Check, Ours
from checkbench.edits import EDITS, add_unrelated, split_runs
from checkbench.genres import GENRES, draft, places_of
from checkbench.matters import load_matters
from checkbench.reports import Draft, Printed, answers, printed
from checkbench.scoring import Claim, Score, turned
from checkbench.tables import Tables, read_tables
from jiedui.book import Book
from jiedui.reports.docx_text import read_docx

#: The books of the comparison: which maker, which seed, how many reports of a genre about each place.
SAMPLES, CITIES, REPORTS = (11, 12), (1,), 6
#: Entries lost and entered twice, a book.
CHANGES = 6
PEERS = ("JioNLP", "recognizers-text")


def drafts(tables: Tables, number: int, *, wrong: float = 0.2, held: bool = False) -> Iterator[Draft]:
    """So many reports of every genre about every place of a book; counties of a city get fewer."""
    matters, places = load_matters(held=held), places_of(tables)
    for place in places:
        for genre in GENRES:
            if (genre == "city") <= (place.level == "市"):
                for seed in range(number if len(places) == 1 or place.level == "市" else max(1, number // 3)):
                    yield draft(tables, matters, place, genre, str(seed), wrong=wrong)


@dataclass
class Results:
    """What was counted: scores of each checker, of ours by genre, in other wordings and on changed books, verdicts turned by edits."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    genres: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    changed: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    edited: Counter[str] = field(default_factory=Counter)
    turned: Counter[str] = field(default_factory=Counter)
    signs: int = 0

    def compare(self, checkers: Mapping[str, Check], reports: Sequence[Printed]) -> None:
        """Every checker on every report."""
        self.signs += sum(len(report.text) for report in reports)
        for name, check in checkers.items():
            for report in reports:
                begun = time.process_time()
                found = check(report)
                self.seconds[name] += time.process_time() - begun
                self.scores[name].add(report.claims, found)
                if name == "ours":
                    self.genres[report.name.split("-", 1)[1].rsplit("-", 1)[0]].add(report.claims, found)

    def edit(self, name: str, report: Printed, before: Sequence[Claim], again: Printed, after: Sequence[Claim]) -> None:
        """One report in two printings."""
        changed = turned(report.claims, before, after, again.claims)
        self.edited[name] += len(report.claims)
        self.turned[name] += len(changed)
        for claim, was, now in changed:
            print(
                f"  {name}: {again.text[max(0, claim['start'] - 20) : claim['end'] + 6]!r} {was} → {now}",
                file=sys.stderr,
            )


def compare_all(number: int = REPORTS) -> Results:
    """The whole comparison."""
    results = Results()
    with tempfile.TemporaryDirectory() as folder:
        for place in _books(Path(folder)):
            with Book.open(place) as book:
                _compare_on(results, book, number)
            _unrelated(results, place, number)
    return results


def _books(folder: Path) -> Iterator[Path]:
    """The books of the comparison."""
    for seed in SAMPLES:
        make_sample(folder / f"sample{seed}", seed)
        yield folder / f"sample{seed}" / "book"
    for seed in CITIES:
        make_city(folder / f"city{seed}", seed)
        yield folder / f"city{seed}"


def _compare_on(results: Results, book: Book, number: int) -> None:
    """All that is measured on one book."""
    tables = read_tables(book)
    told = list(drafts(tables, number))
    ours = Ours(book)
    checkers: dict[str, Check] = {
        "ours": ours,
        "ours, each statement alone": Apart(book),
        "AggChecker-like": AggChecker(tables, book.catalog),
        "presence anywhere": Presence(tables, book.catalog),
        **{f"{name} in front of ours": InFront(book, each) for name, each in extractors().items()},
    }
    results.compare(checkers, [printed(each) for each in told])
    for each in drafts(tables, number, held=True):
        report = printed(each)
        results.changed["wordings held back"].add(report.claims, ours(report))
    for each in told:
        _edits(results, ours, each)
    _changes(results, book, ours, tables, number)


def _edits(results: Results, ours: Check, told: Draft) -> None:
    """One report in every printing that must change nothing."""
    report = printed(told)
    before = ours(report)
    for name, edit in EDITS.items():
        again = printed(told, edit)
        results.edit(name, report, before, again, ours(again))
    read = read_docx(split_runs(report.text, len(report.text))).text
    again = Printed(**{**vars(report), "text": read})
    results.edit("split runs in Word", report, before, again, ours(again))


def _changes(results: Results, book: Book, ours: Check, tables: Tables, number: int) -> None:
    """True reports after an entry was lost, or entered twice."""
    told = list(drafts(tables, max(1, number // 3), wrong=0))
    draw = Random(number)  # noqa: S311 - the same everywhere
    for name, change in (("an entry lost", lose_a_row), ("an entry twice", double_a_row)):
        for _ in range(CHANGES):
            after, undo = change(book, tables, draw)
            for each in told:
                report = printed(each, tables=after)
                results.changed[name].add(report.claims, ours(report))
            book.write("核对基准", "基准：复原", [undo])


def _unrelated(results: Results, place: Path, number: int) -> None:
    """The same reports against the same book with ten unrelated ledgers more."""
    other = place.with_name(f"{place.name}-more")
    shutil.copytree(place, other)
    add_unrelated(other)
    with Book.open(place) as book, Book.open(other) as more:
        for each in drafts(read_tables(book), max(1, number // 3)):
            report = printed(each)
            results.edit("ten unrelated ledgers", report, Ours(book)(report), report, Ours(more)(report))


def tables_of(results: Results) -> str:
    """The results as Markdown."""
    parts = [
        _table(
            "checker", _scored(results.scores, lambda name: f"{results.signs / results.seconds[name]:,.0f}"), "signs/s"
        ),
        _table("genre (ours)", _scored(results.genres)),
        _table("other conditions (ours)", _scored(results.changed)),
        _faults(results.scores),
        _table_of_edits(results),
    ]
    missing = [name for name in PEERS if not any(each.startswith(name) for each in results.scores)]
    return "\n\n".join([*parts, *(f"{name} is not installed: not measured." for name in missing)])


def _scored(scores: Mapping[str, Score], more: Callable[[str], str] | None = None) -> Iterator[list[str]]:
    """A row a score."""
    for name, score in scores.items():
        figures = score.figures()
        rates = [f"{figures[key]:.3f}" for key in ("value F1", "verdict F1")]
        rates += [f"{100 * figures[key]:.1f} %" for key in ("false alarms", "catch", "confirmed")]
        yield [name, str(score.right), *rates, *([more(name)] if more else [])]


def _table(head: str, rows: Iterable[list[str]], *more: str) -> str:
    """A table of scores."""
    heads = [head, "statements", "value F1", "verdict F1", "false alarms", "catch", "false confirmed", *more]
    return _markdown(heads, rows)


def _faults(scores: Mapping[str, Score]) -> str:
    """What share of each fault every checker catches."""
    kinds = sorted({kind for score in scores.values() for kind, _ in score.faults})
    rows = []
    for kind in kinds:
        number = sum(scores["ours"].faults[kind, caught] for caught in (True, False))
        shares = [f"{100 * score.faults[kind, True] / max(1, number):.0f} %" for score in scores.values()]
        rows.append([kind, str(number), *shares])
    return _markdown(["fault", "number", *scores], rows)


def _table_of_edits(results: Results) -> str:
    """How many verdicts each edit turned that must turn none."""
    rows = ([name, f"{number:,}", str(results.turned[name])] for name, number in results.edited.items())
    return _markdown(["edit that changes nothing (ours)", "statements", "verdicts turned"], rows)


def _markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def generate(place: str, folder: Path, number: int) -> int:
    """Reports and answers of a book as files; how many reports."""
    folder.mkdir(parents=True, exist_ok=True)
    with Book.open(place) as book:
        reports = [printed(each) for each in drafts(read_tables(book), number)]
    for report in reports:
        (folder / f"{report.name}.txt").write_text(report.text, "utf-8")
        told = json.dumps(answers(report), ensure_ascii=False, indent=1)
        (folder / f"{report.name}.gold.json").write_text(told, "utf-8")
    return len(reports)


def score_folder(folder: Path) -> Score:
    """The score of the answers in a folder: ``NAME.answer.json`` beside ``NAME.gold.json``, each with ``claims``."""
    score = Score()
    for gold in sorted(folder.glob("*.gold.json")):
        found = gold.with_name(gold.name.replace(".gold.json", ".answer.json"))
        claims = json.loads(found.read_text("utf-8"))["claims"] if found.exists() else []
        score.add(json.loads(gold.read_text("utf-8"))["claims"], claims)
    return score


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description="How well reports are checked.")
    parser.add_argument("--reports", type=int, default=REPORTS, help="reports of a genre about a place")
    commands = parser.add_subparsers(dest="command")
    writing = commands.add_parser("generate", help="reports with answers from any book")
    writing.add_argument("book")
    writing.add_argument("folder", type=Path)
    scoring = commands.add_parser("score", help="answers against the right ones")
    scoring.add_argument("folder", type=Path)
    wanted = parser.parse_args()
    if wanted.command == "generate":
        print(f"{generate(wanted.book, wanted.folder, wanted.reports)} reports")
    elif wanted.command == "score":
        print(_table("answers", _scored({str(wanted.folder): score_folder(wanted.folder)})))
    else:
        print(tables_of(compare_all(wanted.reports)))
