"""SQLite, PostgreSQL and DuckDB give the same figures as loops over the rows, for any rows and any queries."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from figures.conftest import REGIONS, write_regions
from figures.reckoning import counts, month, reckon
from jiedui.base.periods import Period
from jiedui.book import Add, Book, Withdraw
from jiedui.catalog import builtin, parse_measure
from jiedui.figures import Condition, Figures, Query, Result, engine
from jiedui.figures.analysis import available

#: Few days, so that what is dated falls on the first and the last day of what is asked for.
DAYS = st.sampled_from(
    [date(2021, 12, 31), date(2022, 1, 1), date(2022, 2, 28), date(2022, 6, 30), date(2022, 7, 1), date(2023, 1, 1)]
)
PLACES = st.integers(1, len(REGIONS))
MONEY = st.decimals(0, 10**12, places=2)
PERIODS = st.none() | st.tuples(DAYS, DAYS).map(lambda days: Period(min(days), max(days)))
TEXTS = st.sampled_from(["甲", "乙_丙", "%", "a", "A", "'", '"丁"', "丙"])


def maybe(strategy):
    return st.none() | strategy


def choices(ledger, column):
    return st.sampled_from(builtin().ledgers[ledger].column(column).choices)


ROWS = {
    "fund": st.fixed_dictionaries(
        {
            "date": DAYS,
            "west": PLACES,
            "source": choices("fund", "source"),
            "stage": st.just("到位"),
            "amount": MONEY,
            "voucher": maybe(TEXTS),
        }
    ),
    "pairing": st.fixed_dictionaries(
        {
            "signed_on": DAYS,
            "valid_until": maybe(DAYS),
            "kind": choices("pairing", "kind"),
            "west_party": TEXTS,
            "east_party": TEXTS,
            "west": PLACES,
            "east": PLACES,
        }
    ),
    "posting": st.fixed_dictionaries(
        {
            "person": TEXTS,
            "kind": choices("posting", "kind"),
            "from_org": TEXTS,
            "to_org": TEXTS,
            "to_region": PLACES,
            "direction": choices("posting", "direction"),
            "role": TEXTS,
            "duties": maybe(st.lists(TEXTS, min_size=1, max_size=3, unique=True).map(tuple)),
            "start": DAYS,
        }
    ),
    "lesson": st.fixed_dictionaries(
        {
            "date": DAYS,
            "practice": TEXTS,
            "proposal": TEXTS,
            "adopter": maybe(PLACES),
            "status": choices("lesson", "status"),
        }
    ),
    "park": st.fixed_dictionaries(
        {
            "park": st.just(1),
            "west": PLACES,
            "east": PLACES,
            "since": DAYS,
            "area": maybe(st.decimals(0, 10**6, places=4)),
            "firms": maybe(st.integers(0, 10**9)),
            "invested": maybe(MONEY),
        }
    ),
}
MEASURES = {
    "fund": ("count", "sum(amount)", "min(amount)", "max(amount)", "distinct(voucher)", "distinct(west)"),
    "pairing": ("count", "distinct(west_party)", "distinct(kind)"),
    "posting": ("count", "distinct(person)"),
    "lesson": ("count", "distinct(adopter)"),
    "park": ("count", "sum(area)", "sum(firms)", "sum(invested)", "max(area)"),
}
BY = {"fund": "source", "pairing": "kind", "posting": "person", "lesson": "status", "park": "firms"}


@st.composite
def conditions(draw, ledger):
    """A condition that the ledger's columns can bear."""
    column = draw(st.sampled_from([each for each in builtin().ledgers[ledger].columns if each.name != "code"]))
    if column.type in ("text", "choice", "list"):
        value = st.sampled_from(column.choices) if column.choices else TEXTS
        operators = ("in", "not_in", "contains") if column.type != "list" else ("in", "not_in")
    elif column.type == "ref":
        value, operators = PLACES, ("in", "not_in", *(("under",) if column.to == "region" else ()))
    else:
        value = {"date": DAYS, "integer": st.integers(0, 10**9)}.get(column.type, MONEY.map(str))
        operators = ("from", "to")
    op = draw(st.sampled_from((*operators, "filled", "empty")))
    return Condition(
        column.name, op, () if op in ("filled", "empty") else tuple(draw(st.lists(value, min_size=1, max_size=3)))
    )


@st.composite
def queries(draw, ledger):
    """A query of the ledger."""
    stock = ledger == "pairing" and draw(st.booleans())
    return Query(
        ledger,
        parse_measure(draw(st.sampled_from(MEASURES[ledger]))),
        tuple(draw(st.lists(conditions(ledger), max_size=2))),
        period=draw(PERIODS),
        stock=stock,
        until="valid_until" if stock else None,
        region=draw(maybe(PLACES)),
        region_columns=draw(st.sampled_from([(), ("west",)])) if ledger in ("pairing", "park") else (),
    )


@st.composite
def cases(draw):
    """A ledger, its rows, and what is asked of them."""
    ledger = draw(st.sampled_from(sorted(ROWS)))
    rows = draw(st.lists(ROWS[ledger], max_size=12))
    for place, row in enumerate(rows):
        row["code"] = f"N{place}"
        if row.get("valid_until"):
            row["signed_on"], row["valid_until"] = sorted((row["signed_on"], row["valid_until"]))
    return ledger, rows, draw(st.lists(queries(ledger), min_size=1, max_size=6))


EXAMPLES = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def plain_value(value):
    """A condition's number as the rows have it."""
    return Decimal(value) if isinstance(value, str) and value.replace(".", "").isdigit() else value


def numbered(query, ledger):
    """The query with numbers where its conditions write them as text, for the plain reckoning."""
    where = tuple(
        Condition(each.column, each.op, tuple(map(plain_value, each.values)))
        if ledger.column(each.column).numeric
        else each
        for each in query.where
    )
    return Query(
        query.ledger,
        query.measure,
        where,
        query.period,
        query.date,
        query.stock,
        query.until,
        query.region,
        query.region_columns,
    )


def refill(book: Book, entered: list[tuple[str, range]], ledger: str, rows) -> range:
    """Withdraw what was entered before and enter the rows; their ids."""
    gone = [Withdraw(name, ids.start, count=len(ids)) for name, ids in entered if ids]
    receipt = book.write("何静", "换一批", [*gone, *(Add(ledger, row) for row in rows)])
    ids = receipt.created.get(ledger, range(0))
    entered[:] = [(ledger, ids)]
    return ids


def compare(figures: Figures, entered, case) -> None:
    """What the engine says of a case is what the loops say."""
    name, rows, asked = case
    ledger, tree = figures.book.catalog.ledgers[name], figures.book.regions
    ids = refill(figures.book, entered, name, rows)
    plain = [numbered(query, ledger) for query in asked]
    assert figures.values(asked) == [reckon(ledger, tree, rows, query) for query in plain]
    for query, second in zip(asked, plain, strict=True):
        kept = [f"{name}:{entry}" for entry, row in zip(ids, rows, strict=True) if counts(ledger, tree, row, second)]
        assert figures.records(query) == kept
        assert figures.records(query, limit=1) == kept[:1]
        agree_in_parts(figures, rows, query, second)


def agree_in_parts(figures: Figures, rows, query: Query, second: Query) -> None:
    """The breakdowns by a column and by month are what the loops say of each part."""
    ledger, tree = figures.book.catalog.ledgers[query.ledger], figures.book.regions
    by = BY[query.ledger]
    whole = [row for row in rows if counts(ledger, tree, row, second)]
    parts = dict(figures.breakdown(query, by))
    keys = {row.get(by) for row in whole}
    assert parts == {
        "（未填）" if key is None else str(key): reckon(
            ledger, tree, [row for row in whole if row.get(by) == key], second
        )
        for key in keys
    }
    if not query.stock:
        months = {key: result for key, result in figures.breakdown(query, "month") if result.rows}
        dated = ledger.date or ""
        assert months == {
            key: reckon(ledger, tree, [row for row in whole if month(row[dated]) == key], second)
            for key in {month(row[dated]) for row in whole}
        }
    for region, result in figures.breakdown(query, "region"):
        assert result.rows <= len(whole), region


@pytest.fixture
def filled(book):
    """The figures of a book, on each database, with regions and one organisation."""
    write_regions(book)
    book.write("何静", "单位", [Add("organisation", {"name": "产业园", "kind": "园区", "region": 3})])
    found = Figures(book)
    yield found
    found.close()


def test_both_databases_agree_with_the_plain_reckoning(filled):
    entered = []

    @EXAMPLES
    @given(cases())
    def agrees(case):
        compare(filled, entered, case)

    agrees()


@pytest.mark.skipif(not available(), reason="the extra `analysis` (DuckDB) is not installed")
def test_duckdb_agrees_with_the_plain_reckoning(sqlite_book, monkeypatch):
    monkeypatch.setattr(engine, "BIG", 0)
    write_regions(sqlite_book)
    sqlite_book.write("何静", "单位", [Add("organisation", {"name": "产业园", "kind": "园区", "region": 3})])
    figures = Figures(sqlite_book)
    answered = []
    read = figures._analysis.read

    def counted(*asked):
        answered.append(read(*asked))
        return answered[-1]

    monkeypatch.setattr(figures._analysis, "read", counted)
    entered = []

    @EXAMPLES
    @given(cases())
    def agrees(case):
        compare(figures, entered, case)

    agrees()
    figures.close()
    assert sum(rows is not None for rows in answered) > 100


@pytest.mark.skipif(not available(), reason="the extra `analysis` (DuckDB) is not installed")
def test_an_answer_of_another_state_of_the_book_is_not_mixed_in(sqlite_book, monkeypatch):
    monkeypatch.setattr(engine, "BIG", 0)
    write_regions(sqlite_book)
    figures = Figures(sqlite_book)
    query = Query("region", parse_measure("count"))
    assert figures._analysis.read("0" * 64, 'SELECT COUNT(*) FROM "ledger_region"', ()) is None
    assert figures.values([query]) == [Result(len(REGIONS), len(REGIONS))]
    figures._analysis._child.kill()
    sqlite_book.write("何静", "少一个", [Withdraw("region", len(REGIONS))])
    assert figures.value(query) == len(REGIONS) - 1
    figures.close()
