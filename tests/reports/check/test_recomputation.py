"""Every decided verdict on the product's own draft, computed again from its printed definition and from its records."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jiedui.base.periods import parse_period
from jiedui.book import Book
from jiedui.book.importing import import_files
from jiedui.reports.check.session import LISTED, Checker, Claim, Report
from jiedui.sample import generate
from jiedui.sample.draft import draft
from jiedui.sample.workbooks import write_workbooks
from reports.check.recomputing import Rows, recompute
from reports.check.test_derived import AVERAGES, DURATIONS, EARLIER, PLANS, RANKS
from reports.check.test_statements import AMOUNTS, DERIVED, QUALIFIED


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Rows, list[Claim]]]:
    """The rows of the sample's book, and the claims of its draft that are confirmed or contradicted."""
    folder = tmp_path_factory.mktemp("recomputed")
    made = generate(size=0.25)
    write_workbooks(made, folder / "台账")
    with Book.create(folder / "book", actor="何静") as book:
        assert import_files(book, [folder / "台账"], actor="何静").sound
        checker = Checker(book)
        report = checker.check("初稿.txt", draft(made).text, period=parse_period("2024"), region="岚溪县")
        checker.close()
        yield (
            Rows(book),
            [each for each in report.claims if each.checked.verdict in ("confirmed", "contradicted")],
        )


def test_the_definition_alone_gives_the_figure(decided: tuple[Rows, list[Claim]]) -> None:
    rows, claims = decided
    assert len(claims) > 30
    for claim in claims:
        assert claim.checked.best is not None
        assert recompute(rows, claim.definition) == claim.checked.best.answer.value, claim.definition


def test_the_listed_records_alone_give_the_figure(decided: tuple[Rows, list[Claim]]) -> None:
    rows, claims = decided
    for claim in claims:
        assert claim.checked.best is not None
        if len(claim.records) < LISTED:
            told = recompute(rows, claim.definition, frozenset(claim.records))
            assert told == claim.checked.best.answer.value, claim.definition


def test_every_slip_gives_its_value_again(decided: tuple[Rows, list[Claim]]) -> None:
    rows, claims = decided
    slips = [claim.slip for claim in claims if claim.slip]
    assert len(slips) >= 4
    for slip in slips:
        assert recompute(rows, slip.definition) == slip.value, slip.definition


SENTENCES = [case for case, _ in (*AMOUNTS, *QUALIFIED, *DERIVED, *AVERAGES, *RANKS, *DURATIONS, *EARLIER, *PLANS)]


def test_so_does_every_decided_verdict_of_the_sentences(office_place: Path, check: Callable[..., Report]) -> None:
    with Book.open(office_place) as book:
        rows = Rows(book)
    decided = 0
    for sentence in [
        *SENTENCES,
        "转移就业140人，距全年200人的目标还差60人。",
        "比上年减少10人。",
        "2022年上半年已开工2个项目。",
    ]:
        for claim in check(sentence).claims:
            best = claim.checked.best
            if best is not None and claim.checked.verdict in ("confirmed", "contradicted"):
                decided += 1
                assert recompute(rows, claim.definition) == best.answer.value, claim.definition
                assert recompute(rows, claim.definition, frozenset(claim.records)) == best.answer.value, (
                    claim.definition
                )
    assert decided > 100
