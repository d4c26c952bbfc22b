"""Grading: the published worked firm, a row-by-row reference in fractions, ranks and ties, vetoes, what lifts a firm."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.catalog import Scheme, builtin
from jiedui.catalog.schemes import Item
from jiedui.planning.grade import Firms, grade
from jiedui.planning.grade.lifting import lifts
from jiedui.planning.grade.roster import roster
from jiedui.planning.grade.tables import consequences, rows

SCHEMES = builtin().schemes


def firms(*given: dict[str, object], year: int = 2024) -> Firms:
    """Firms as columns: numbers where the values are numbers, else texts."""
    names = dict.fromkeys(key for firm in given for key in firm)
    cells = {name: [firm.get(name) for firm in given] for name in names}
    texts = {name: column for name, column in cells.items() if any(isinstance(cell, str) for cell in column)}
    numbers = {
        name: np.array([np.nan if cell is None else float(cell) for cell in column])  # type: ignore[arg-type]
        for name, column in cells.items()
        if name not in texts
    }
    ids = range(1, len(given) + 1)
    return Firms(year, ids, [f"第{id}厂" for id in ids], numbers, texts)  # type: ignore[arg-type]


#: 亩均税收 12, 亩均增加值 100, 单位能耗增加值 2.0, 单位排放增加值 4000, 劳产率 20, R&D 2.5 %, on ten mu.
WORKED = {
    "scale": "规上",
    "land": 10,
    "tax": 120,
    "value_added": 1000,
    "energy": 500,
    "pollutants": 0.25,
    "staff": 50,
    "sales": 4000,
    "rnd": 100,
}


@pytest.mark.parametrize(("scheme", "score"), [("huangyan_2021", "72.60"), ("huangyan_2022", "71.89")])
def test_the_worked_firm_of_huangyan(scheme: str, score: str) -> None:
    (row,) = rows(grade(SCHEMES[scheme], firms(WORKED)))
    assert str(row.score) == score


def test_a_small_firm_is_measured_by_its_own_items() -> None:
    graded = grade(
        SCHEMES["huangyan_2022"], firms(WORKED, {"scale": "规下", "land": 2, "tax": 11.5932, "power": 98.5816})
    )
    assert [item for item, _ in rows(graded)[1].points] == ["亩均税收", "单位电耗税收"]
    assert graded.scores[1] == pytest.approx(25 + 25, abs=1e-3)


def by_share(shares: str = "A 0.2 B 0.6 C 0.95 D 1", **more: object) -> Scheme:
    words = shares.split()
    cuts = [{"grade": words[at], "share": words[at + 1]} for at in range(0, len(words), 2)]
    item = {"title": "亩均税收", "of": "tax", "per": "land", "weight": 100, "baseline": 10}
    body = {"name": "test", "title": "试", "source": "试", "cuts": cuts, "groups": [{"title": "全部", "items": [item]}]}
    return Scheme.model_validate({**body, **more})


def test_ten_firms_by_rank() -> None:
    graded = grade(by_share(), firms(*({"land": 1, "tax": tax} for tax in range(1, 11))))
    assert "".join(graded.grades) == "CCCCBBBBAA", "the last 5 % of ten firms are none"


def test_equal_scores_get_the_better_grade_together() -> None:
    graded = grade(by_share("A 0.5 B 1"), firms(*({"land": 1, "tax": tax} for tax in (9, 5, 5, 1))))
    assert "".join(graded.grades) == "AAAB"


def test_a_veto_utilities_young_plants_small_plots_and_missing_values() -> None:
    scheme = by_share(veto="D", exempt=["44"], young=2, least_land=3)
    graded = grade(
        scheme,
        firms(
            {"land": 5, "tax": 50, "veto": "安全", "industry": "3489"},
            {"land": 5, "tax": 10, "industry": "4411"},
            {"land": 5, "tax": 10, "industry": "1711", "opened": 2023},
            {"land": 1, "tax": 10, "industry": "1711"},
            {"land": 5, "industry": "1711"},
            {"land": 5, "tax": 5, "industry": "1711"},
        ),
    )
    assert list(graded.grades) == ["D", "T", "T", "", "", "B"]
    assert list(graded.reasons) == ["一票否决：安全", "不参评", "不参评", "用地不足", "缺数", ""]
    (problem,) = graded.problems
    assert (problem.place.file, problem.place.column) == ("enterprise:5", "亩均税收")
    assert "第5厂" in problem.message()


def test_zero_land_is_a_problem_and_never_a_grade() -> None:
    graded = grade(by_share(), firms({"land": 0, "tax": 5}, {"land": 2, "tax": 5}))
    assert list(graded.grades) == ["", "A"]
    assert len(graded.problems) == 1


def test_the_mean_of_last_year_is_the_baseline_where_the_scheme_says_so() -> None:
    item = {"title": "亩均税收", "of": "tax", "per": "land", "weight": 100, "times_mean": 2}
    scheme = by_share(mean_of="last", groups=[{"title": "全部", "items": [item]}])
    last = firms({"land": 10, "tax": 20}, {"land": 30, "tax": 60}, year=2023)
    now = firms({"land": 1, "tax": 4})
    assert grade(scheme, now, last).scores[0] == pytest.approx(100)
    alone = grade(scheme, now)
    assert alone.scores[0] == pytest.approx(50)
    assert [problem.code for problem in alone.problems] == ["grade-no-last-year"]


def test_what_lifts_a_firm_lifts_it() -> None:
    given = [{"land": 2, "tax": tax} for tax in (20, 16, 8, 6, 2)]
    better, (lift,) = lifts(grade(by_share("A 0.4 B 0.8 C 1"), firms(*given)), 3)
    assert (better, round(lift.then, 6), round(lift.more, 6)) == ("A", 8.0, 10.0)
    given[3] = {"land": 2, "tax": 6 + lift.more}
    assert grade(by_share("A 0.4 B 0.8 C 1"), firms(*given)).grades[3] == "A"
    given[3] = {"land": 2 - lift.less, "tax": 6}
    assert grade(by_share("A 0.4 B 0.8 C 1"), firms(*given)).grades[3] == "A"


def test_a_capped_item_cannot_lift_beyond_its_cap() -> None:
    item = {"title": "亩均税收", "of": "tax", "per": "land", "weight": 50, "baseline": 10, "cap": 1}
    other = {"title": "亩均销售", "of": "sales", "per": "land", "weight": 50, "baseline": 10}
    cuts = [{"grade": "A", "score": 90}, {"grade": "B", "score": 0}]
    scheme = by_share(groups=[{"title": "全部", "items": [item, other]}], cuts=cuts)
    _, found = lifts(grade(scheme, firms({"land": 1, "tax": 20, "sales": 1})), 0)
    assert [lift.item.title for lift in found] == ["亩均销售"]


def test_of_the_surcharges_of_one_thing_the_highest_alone_is_told() -> None:
    steps = [
        {"grade": "D", "what": "电价", "zh": "加价", "amount": amount, "unit": "元/千瓦时", "years": years}
        for years, amount in ((1, "0.05"), (2, "0.10"), (3, "0.15"))
    ]
    graded = grade(by_share(consequences=steps), firms({"land": 1, "tax": 1}))
    assert [str(each.amount) for each in consequences(graded, "D", 1)] == ["0.05"]
    assert [str(each.amount) for each in consequences(graded, "D", 5)] == ["0.15"]
    assert list(consequences(graded, "A", 5)) == []


def test_the_roster_says_what_is_still_to_be_done() -> None:
    (closing,) = roster(
        firms({"scattered": "是", "disposal": "关停取缔", "cleared": "断水、断电"}, {"scattered": "否"})
    )
    assert (closing.done, closing.left) == (("断水", "断电"), ("清原料", "清产品", "清设备"))


VALUES = st.one_of(st.none(), st.integers(0, 1000))
ROWS = st.lists(st.fixed_dictionaries({"land": VALUES, "tax": VALUES, "energy": VALUES, "bonus": VALUES}), min_size=1)


def reference(scheme: Scheme, given: list[dict[str, int | None]]) -> list[Fraction | None]:
    """Row by row, in fractions: nothing shared with the columns but the scheme."""
    items = scheme.groups[0].items

    def value(item: Item, row: dict[str, int | None]) -> Fraction | None:
        of, per = row[item.of], row[item.per]
        return Fraction(of, per) if of is not None and per else None

    def mean(item: Item) -> Fraction | None:
        both = [
            row for row in given if value(item, row) is not None and (row["land"] or 0) >= 0 and row["land"] is not None
        ]
        per = sum(row[item.per] or 0 for row in both)
        return Fraction(sum(row[item.of] or 0 for row in both), per) if per else None

    scores: list[Fraction | None] = []
    for row in given:
        values = [value(item, row) for item in items]
        baselines = [Fraction(item.baseline) if item.baseline is not None else mean(item) for item in items]
        if row["land"] is None or any(each is None for each in (*values, *baselines)) or not all(baselines):
            scores.append(None)
            continue
        points = [
            min(each / base, Fraction(item.cap) if item.cap else each / base) * Fraction(item.weight)
            for item, each, base in zip(items, values, baselines, strict=True)
        ]
        scores.append(sum(points, Fraction(0)) + min(row["bonus"] or 0, 5))
    return scores


@given(ROWS)
def test_columns_and_rows_agree(given: list[dict[str, int | None]]) -> None:
    one = {"title": "亩均税收", "of": "tax", "per": "land", "weight": 60, "baseline": 10, "cap": "1.5"}
    two = {"title": "单位能耗税收", "of": "tax", "per": "energy", "weight": 40, "baseline": "0.5"}
    scheme = by_share(groups=[{"title": "全部", "items": [one, two]}], most_bonus=5)
    graded = grade(scheme, firms(*given))
    for score, expected in zip(graded.scores, reference(scheme, given), strict=True):
        assert np.isnan(score) if expected is None else score == pytest.approx(float(expected), abs=1e-9)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60), st.integers(0, 59))
def test_more_tax_never_lowers_a_grade(taxes: list[int], which: int) -> None:
    at = which % len(taxes)
    before = grade(by_share(), firms(*({"land": 1, "tax": tax} for tax in taxes))).grades[at]
    taxes[at] += 10
    after = grade(by_share(), firms(*({"land": 1, "tax": tax} for tax in taxes))).grades[at]
    assert after <= before
