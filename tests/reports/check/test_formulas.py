"""The arithmetic of statements, with a counter that answers from a table."""

from fractions import Fraction

from jiedui.catalog import Measure
from jiedui.figures.model import EntryId, Query, Result
from jiedui.reports.check.readings.formulas import Answer, Linear, Passing, Points, Rank, Ratio, evaluate


class Table:
    """Answers each query by the sum of a column of that name."""

    def __init__(self, **values: int) -> None:
        """Take the sums by column."""
        self.values_of = values

    def values(self, queries: list[Query]) -> list[Result]:
        """The sums, one row each; no rows for a sum of 0."""
        sums = [self.values_of[query.measure.column or ""] for query in queries]
        return [Result(Fraction(total), 1 if total else 0) for total in sums]

    def records(self, query: Query, limit: int | None = None) -> list[EntryId]:
        """One record a query."""
        return [f"{query.ledger}:1"][:limit]


def amount(column: str) -> Linear:
    return Linear(((Query("fund", Measure(aggregate="sum", column=column)), Fraction(1)),))


def test_growth_share_difference_and_rank() -> None:
    table = Table(now=120, then=50, all=240, none=0)
    growth = Ratio(amount("now"), amount("then"), -1)
    fall = Ratio(amount("then"), amount("now"), -1, turned=True)
    answers = evaluate(
        [
            growth,
            fall,
            Ratio(amount("now"), amount("all")),
            amount("now") + -amount("then"),
            Ratio(amount("now"), amount("none")),
            Rank(amount("now"), (amount("all"), amount("then"))),
            Points(Ratio(amount("now"), amount("all")), Ratio(amount("then"), amount("all"))),
        ],
        table,
    )
    assert [answer.value for answer in answers] == [
        Fraction(7, 5),
        Fraction(7, 12),
        Fraction(1, 2),
        Fraction(70),
        None,
        Fraction(2),
        Fraction(7000, 240),
    ]


def test_a_target_is_an_amount_with_its_entry() -> None:
    goal = Linear(constant=Fraction(100), entries=("target:7",))
    assert evaluate([Ratio(amount("now"), goal)], Table(now=120)) == [Answer(Fraction(6, 5), 1)]


def test_a_growth_over_years_is_that_of_one() -> None:
    """From 100 to 144 in two steps it was a fifth a year."""
    (answer,) = evaluate([Ratio(amount("now"), amount("then"), -1, steps=2)], Table(now=144, then=100))
    assert answer.value is not None
    assert round(answer.value, 9) == Fraction(1, 5)


def test_rates_rank_and_are_counted_as_amounts_are() -> None:
    """Of 120 in 240, 50 in 60 and 30 in nothing the first comes second of two, and one passes four fifths."""
    table = Table(now=120, all=240, then=50, due=60, more=30, none=0)
    rates = [Ratio(amount("now"), amount("all")), Ratio(amount("then"), amount("due"))]
    nothing = Ratio(amount("more"), amount("none"))
    rank = Rank(rates[0], (rates[1], nothing))
    passing = Passing((*rates, nothing), Fraction(4, 5), None, low_open=False, high_open=False)
    above = Passing((Points(rates[1], rates[0]),), Fraction(0), None, low_open=True, high_open=True)
    assert [each.value for each in evaluate([rank, passing, above], table)] == [Fraction(2), Fraction(1), Fraction(1)]
    assert evaluate([Rank(nothing, (rates[0],))], table)[0].value is None
