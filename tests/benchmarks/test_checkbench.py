"""The benchmark of the checker: its answers are right by another road than the checker's, and so are its scores."""

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkbench.baselines.aggchecker import AggChecker
from checkbench.baselines.presence import Presence
from checkbench.books import double_a_row, lose_a_row
from checkbench.checkers import Ours
from checkbench.edits import EDITS
from checkbench.faults import FAULTS, Beside, spoilt
from checkbench.genres import GENRES, draft, last_year, places_of
from checkbench.main import generate, score_folder
from checkbench.matters import load_matters
from checkbench.reports import Printed, Told, printed
from checkbench.scoring import Score, turned
from checkbench.tables import Asked, Scope, Tables, read_tables, reckon
from checkbench.wording import Saying, Style, han, say, write
from figures.conftest import enter, write_regions
from jiedui.book import Book
from jiedui.prose.extract import extract

YEAR = """
互访台账
日期        方向    层级  西部地区  东部地区    人次
2023-03-02  东访西  县    平利县    常州经开区  18
2024-03-02  东访西  县    平利县    常州经开区  20
2024-06-08  西访东  县    平利县    常州经开区  12
2024-09-09  东访西  镇    八仙镇    横山桥镇    14

消费协作台账
日期        产品    品类  西部地区  销售方  采购方      渠道      方式      金额
2023-04-10  女娲茶  茶叶  八仙镇    某社    某食堂      单位采购  采购      50万元
2024-04-10  女娲茶  茶叶  八仙镇    某社    某食堂      单位采购  采购      75.5万元
2024-05-12  大米    粮油  老县镇    某社    某商超      展销中心  帮助销售  24.5万元

劳务协作台账
日期        西部地区  去向      用工单位  转移就业人数  其中脱贫人口
2024-03-06  八仙镇    东部就业  某公司    85            41
2024-04-06  老县镇    省内就近  某公司    40            22

培训台账
日期        名称    对象      西部地区  人次
2024-05-11  茶叶班  党政干部  平利县    46
2024-06-22  电商班  致富带头人  八仙镇  62
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the book of that year."""
    folder = tmp_path_factory.mktemp("bench") / "book"
    with Book.create(folder, actor="何静") as book:
        write_regions(book)
        enter(book, YEAR)
    return folder


@pytest.fixture(scope="module")
def book(place: Path) -> Iterator[Book]:
    """The book, open."""
    with Book.open(place) as opened:
        yield opened


@pytest.fixture(scope="module")
def tables(book: Book) -> Tables:
    """Its rows."""
    return read_tables(book)


def report(text: str) -> Printed:
    """A text about the county's year."""
    return Printed("总结", text, "平利县", date(2024, 1, 1), date(2024, 12, 31), date(2024, 12, 31), ())


# ---- what is true


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (Asked("exchange", "count"), 3),
        (Asked("exchange", "sum:heads", (("direction", ("东访西",)),)), 34),
        (Asked("purchase", "sum:amount"), 1_000_000),
        (Asked("purchase", "distinct:category"), 2),
        (Asked("labour", "sum:lifted", filled=("employer",)), 63),
        (Asked("exchange", "count", stock=True), 4),
    ],
)
def test_the_rows_are_reckoned_by_plain_loops(tables: Tables, asked: Asked, value: int) -> None:
    county = next(each for each in tables.places.values() if each.name == "平利县")
    assert reckon(tables, asked, Scope(county, date(2024, 1, 1), date(2024, 12, 31))) == value


def test_a_town_has_its_own_rows(tables: Tables) -> None:
    town = next(each for each in tables.places.values() if each.name == "八仙镇")
    assert reckon(tables, Asked("purchase", "sum:amount"), Scope(town, date(2024, 1, 1), date(2024, 12, 31))) == 755_000


def test_the_year_of_the_reports_is_the_last_full_one(tables: Tables) -> None:
    assert last_year(tables) == 2024


# ---- how numbers are said

values = st.integers(2, 10**9).map(Fraction)
kinds = st.sampled_from([("money", "元"), ("count", "人"), ("visits", "人次"), ("count", "家")])


@given(values, kinds, st.integers(0, 10**6), st.sampled_from([each.style for each in EDITS.values()]))
def test_what_is_said_is_true_and_is_read_with_the_same_bounds(
    true: Fraction, kind: tuple[str, str], seed: int, style: Style
) -> None:
    """The bounds are reckoned here and by the extraction from two writings of the same rules."""
    saying = say(true, *kind, Random(seed), vague=0.8)
    assert saying.holds(true)
    found = extract(f"全年共有{write(saying, style)}，").statements
    assert len(found) == 1
    assert (found[0].dimension, found[0].low, found[0].high) == (kind[0], *saying.bounds[:2])


@pytest.mark.parametrize(
    ("number", "text"), [(12, "十二"), (20, "二十"), (105, "一百零五"), (1010, "一千零一十"), (2300, "二千三百")]
)
def test_han_numerals(number: int, text: str) -> None:
    assert han(number) == text


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_makes_a_true_number_false(name: str) -> None:
    said = {
        "wrong scale": Saying("money", "元", Fraction(1_230_000)),
        "wrong unit": Saying("visits", "人次", Fraction(123)),
        "points for per cent": Saying("ratio", "%", Fraction(123, 1000)),
        "wrong side": Saying("count", "人", Fraction(120), "near"),
    }.get(name, Saying("count", "人", Fraction(118)))
    true = Fraction(118) if said.value == 120 else said.value
    beside = Beside(true, Fraction(97), Fraction(55), Fraction(119), Fraction(150))
    told = spoilt(Told(said), beside, Random(1), name)
    assert (told.fault, told.verdict) == (name, "contradicted")
    assert told.saying != said


# ---- reports


def test_every_answer_stands_where_its_number_stands(tables: Tables) -> None:
    county = places_of(tables)[0]
    for genre in GENRES:
        made = printed(draft(tables, load_matters(), county, genre, "1"))
        assert [made.text[each["start"] : each["end"]] for each in made.claims] == [
            each["text"] for each in made.claims
        ]


def test_a_report_is_the_same_for_the_same_seed(tables: Tables) -> None:
    county = places_of(tables)[0]
    one, same, other = (printed(draft(tables, load_matters(), county, "yearly", seed)).text for seed in ("1", "1", "2"))
    assert one == same != other


def test_true_reports_have_no_faults(tables: Tables) -> None:
    made = printed(draft(tables, load_matters(), places_of(tables)[0], "yearly", "3", wrong=0))
    assert {each["fault"] for each in made.claims} == {""}
    assert "contradicted" not in {each["verdict"] for each in made.claims}


def test_answers_follow_a_change_of_the_book(place: Path, tables: Tables, tmp_path: Path) -> None:
    told = draft(tables, load_matters(), places_of(tables)[0], "outline", "1", wrong=0)
    with Book.open(place) as book:
        for change in (lose_a_row, double_a_row):
            after, undo = change(book, tables, Random(2))
            claims = printed(told, tables=after).claims
            assert {each["verdict"] for each in claims} >= {"confirmed", "contradicted"}
            assert read_tables(book).rows.keys() == after.rows.keys()
            book.write("何静", "复原", [undo])
            assert [len(rows) for rows in read_tables(book).rows.values()] == [
                len(rows) for rows in tables.rows.values()
            ]


def test_reports_and_answers_as_files_are_scored(place: Path, tmp_path: Path) -> None:
    assert generate(str(place), tmp_path, 1) == len(list(tmp_path.glob("*.txt")))
    for gold in tmp_path.glob("*.gold.json"):
        right = json.loads(gold.read_text("utf-8"))
        gold.with_name(gold.name.replace("gold", "answer")).write_text(json.dumps(right), "utf-8")
    assert score_folder(tmp_path).figures()["verdict F1"] == 1
    assert score_folder(tmp_path).value_f1 == 1


# ---- scores


def claim(start: int, verdict: str, low: str = "3", **more: object) -> dict[str, object]:
    """One statement of two signs."""
    told = {"start": start, "end": start + 2, "dimension": "count", "low": low, "high": low, "fault": ""}
    return {**told, "verdict": verdict, "key": start, **more}


def test_the_five_figures() -> None:
    right = [
        claim(0, "confirmed"),
        claim(5, "contradicted", fault="off by one"),
        claim(10, "contradicted", fault="last year"),
        claim(15, "unsupported"),
    ]
    found = [
        claim(0, "contradicted"),
        claim(5, "contradicted"),
        claim(10, "confirmed", low="4"),
        claim(30, "confirmed"),
    ]
    score = Score()
    score.add(right, found)
    figures = score.figures()
    assert figures["value F1"] == pytest.approx(2 * 2 / 8)
    assert figures["false alarms"] == 1
    assert figures["catch"] == 1 / 2
    assert figures["confirmed"] == 1 / 2
    assert score.faults["off by one", True] == 1


def test_a_verdict_that_an_edit_turned_is_told() -> None:
    right, again = (
        [claim(0, "confirmed"), claim(5, "confirmed")],
        [claim(1, "confirmed", key=0), claim(6, "confirmed", key=5)],
    )
    before = [claim(0, "confirmed"), claim(5, "confirmed")]
    after = [claim(1, "confirmed"), claim(6, "unsupported")]
    assert [each[1:] for each in turned(right, before, after, again)] == [("confirmed", "unsupported")]


# ---- the baselines


def test_presence_confirms_any_number_that_stands_somewhere(book: Book, tables: Tables) -> None:
    check = Presence(tables, book.catalog)
    told = check(report("互访20人次，互访21人次，走访**个村。"))
    assert [each["verdict"] for each in told] == ["confirmed", "contradicted", "unverifiable"]


def test_the_likeliest_query_is_found_by_its_words(book: Book, tables: Tables) -> None:
    check = AggChecker(tables, book.catalog)
    told = check(report("2024年采购和帮助销售茶叶金额合计75.5万元。\n2024年采购和帮助销售茶叶金额合计99.9万元。"))
    assert [each["verdict"] for each in told] == ["confirmed", "contradicted"]


def test_ours_does_what_is_promised_on_a_small_book(book: Book, tables: Tables) -> None:
    ours, score = Ours(book), Score()
    for genre in ("yearly", "outline", "speech", "brief", "run-on"):
        for seed in range(4):
            made = printed(draft(tables, load_matters(), places_of(tables)[0], genre, str(seed)))
            score.add(made.claims, ours(made))
    ours.close()
    figures = score.figures()
    assert figures["value F1"] >= 0.98
    assert figures["verdict F1"] >= 0.9
    assert figures["confirmed"] <= 0.02
