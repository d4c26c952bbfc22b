"""Reading an office's own declarations: every problem, at its file and line; what is right still loads."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.base.problems import Refusal
from jiedui.catalog import builtin, load, read_catalog

SHUTTLE = """\
name = "shuttle"
title = "班车台账"
counts = "趟"
date = "day"
key = ["day"]

[[columns]]
name = "day"
title = "日期"
type = "date"

[[columns]]
name = "seats"
title = "座位"
type = "integer"
"""

INDICATOR = """\
[[indicators]]
name = "shuttles"
title = "班车趟数"
unit = "趟"
ledger = "shuttle"
"""


def problems_of(folder: Path, **texts: str) -> list[tuple[str, int | None, str]]:
    """The problems of a folder with those files, without ``.toml``, as (file, line, code)."""
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    _, problems = read_catalog(folder)
    return [((each.place.file or "").removesuffix(".toml"), each.place.line, each.code) for each in problems]


def test_a_good_ledger_with_its_indicator_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path, shuttle=SHUTTLE, group=INDICATOR) == []
    catalog = load(tmp_path)
    assert [column.name for column in catalog.ledgers["shuttle"].columns] == [
        "day", "seats", "code", "note", "evidence", "recorder",
    ]  # fmt: skip
    assert catalog.indicators["shuttles"].title == "班车趟数"
    assert catalog.ledgers["fund"] == builtin().ledgers["fund"]


@pytest.mark.parametrize(
    ("line", "was", "now", "code"),
    [
        (1, 'name = "shuttle"', 'name = "Shuttle"', "catalog-bad-name"),
        (2, 'title = "班车台账"', 'titel = "班车台账"', "catalog-unknown-key"),
        (2, 'title = "班车台账"', "title = 3", "catalog-invalid"),
        (4, 'date = "day"', 'date = "dya"', "catalog-no-column"),
        (4, 'date = "day"', 'date = "recorder"', "catalog-not-date"),
        (5, 'key = ["day"]', 'key = ["day", "line"]', "catalog-no-column"),
        (10, 'type = "date"', 'type = "datum"', "catalog-not-one-of"),
        (11, 'type = "date"', 'type = "date"\nchoices = ["早", "晚"]', "catalog-choices"),
        (12, 'name = "seats"', 'name = "day"', "catalog-column-twice"),
        (12, 'title = "座位"', 'title = "日期"', "catalog-column-twice"),
        (12, 'title = "座位"', 'title = "座位"\naliases = ["日期"]', "catalog-column-twice"),
        (15, 'type = "integer"', 'type = "choice"', "catalog-choices"),
        (15, 'type = "integer"', 'type = "ref"', "catalog-reference"),
        (16, 'type = "integer"', 'type = "ref"\nto = "coach"', "catalog-dangling"),
        (16, 'type = "integer"', 'type = "money"\nunit = "亩"', "catalog-money-unit"),
        (17, 'type = "integer"', 'type = "choice"\nchoices = ["多"]\nsays = { "少" = ["几个"] }', "catalog-says"),
        (16, 'type = "integer"', 'type = "integer"\nwas = "day"', "catalog-was"),
        (16, 'type = "integer"', 'type = "integer"\nunit_column = "uom"', "catalog-no-column"),
        (6, 'key = ["day"]', 'key = ["day"]\nwas = "fund"', "catalog-was"),
        (18, 'type = "integer"', 'type = "integer"\n\n[[rules]]\nrule = "seats ="', "catalog-rule"),
        (18, 'type = "integer"', 'type = "integer"\n\n[[rules]]\nrule = "seats > line"', "catalog-no-column"),
        (18, 'type = "integer"', 'type = "integer"\n\n[[rules]]\nrule = "day > 3"', "catalog-rule-types"),
    ],
)
def test_a_fault_of_a_ledger_is_told_at_its_line(tmp_path: Path, line: int, was: str, now: str, code: str) -> None:
    text = SHUTTLE.replace(was, now, 1)
    if "[[rules]]" in text:
        text += 'zh = "规则"\nen = "a rule"\n'
    assert ("shuttle", line, code) in problems_of(tmp_path, shuttle=text)


@pytest.mark.parametrize(
    ("line", "was", "now", "code"),
    [
        (1, 'ledger = "shuttle"', "", "catalog-indicator-kind"),
        (5, 'ledger = "shuttle"', 'ledger = "coach"', "catalog-dangling"),
        (6, 'ledger = "shuttle"', 'ledger = "shuttle"\nmeasure = "total(seats)"', "catalog-measure"),
        (6, 'ledger = "shuttle"', 'ledger = "shuttle"\nmeasure = "sum(Seats)"', "catalog-measure"),
        (6, 'ledger = "shuttle"', 'ledger = "shuttle"\nmeasure = "sum(heads)"', "catalog-no-column"),
        (6, 'ledger = "shuttle"', 'ledger = "shuttle"\nmeasure = "sum(day)"', "catalog-not-numeric"),
        (6, 'ledger = "shuttle"', 'ledger = "shuttle"\nuntil = "note"', "catalog-not-date"),
        (6, 'ledger = "shuttle"', 'ledger = "shuttle"\nregion = ["note"]', "catalog-not-region"),
        (6, 'ledger = "shuttle"', 'ledger = "shuttle"\nby = ["line"]', "catalog-no-column"),
        (6, 'ledger = "shuttle"', 'ledger = "shuttle"\nwhere = { line = "早班" }', "catalog-no-column"),
        (6, 'ledger = "shuttle"', 'ledger = "fund"\nwhere = { stage = "到账" }', "catalog-no-choice"),
        (5, 'ledger = "shuttle"', 'ratio = ["shuttles", "shuttles"]', "catalog-circle"),
        (5, 'ledger = "shuttle"', 'ratio = ["shuttles_done", "shuttles_due"]', "catalog-dangling"),
        (7, 'ledger = "shuttle"', 'ledger = "shuttle"\n[[indicator]]\nname = "x"', "catalog-unknown-key"),
    ],
)
def test_a_fault_of_an_indicator_is_told_at_its_line(tmp_path: Path, line: int, was: str, now: str, code: str) -> None:
    found = problems_of(tmp_path, shuttle=SHUTTLE, group=INDICATOR.replace(was, now))
    assert code in {found_code for _, _, found_code in found}
    assert code == "catalog-unknown-key" or ("group", line, code) in found


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = """\
name = "shuttle"
title = "班车台账"
counts = "趟"
date = "dya"
collumns = 3
columns = [
  { name = "Day", title = "日期", type = "date" },
  { name = "fare", title = "票价", type = "money", unit = "亩" },
  { name = "line", title = "线路", type = "choice" },
]
rules = [{ rule = "fare >> 1", zh = "票价", en = "fare" }]
"""
    assert problems_of(tmp_path, shuttle=text) == [
        ("shuttle", 4, "catalog-no-column"),
        ("shuttle", 5, "catalog-unknown-key"),
        ("shuttle", 7, "catalog-bad-name"),
        ("shuttle", 8, "catalog-money-unit"),
        ("shuttle", 9, "catalog-choices"),
        ("shuttle", 11, "catalog-rule"),
    ]


def test_a_broken_column_is_not_blamed_for_what_names_it(tmp_path: Path) -> None:
    text = SHUTTLE.replace('type = "date"', 'type = "dat"')
    assert problems_of(tmp_path, shuttle=text, group=INDICATOR) == [("shuttle", 10, "catalog-not-one-of")]


def test_one_bad_file_does_not_take_the_others_along(tmp_path: Path) -> None:
    assert problems_of(tmp_path, bad="name = ", shuttle=SHUTTLE) == [("bad", 1, "catalog-syntax")]
    catalog, _ = read_catalog(tmp_path)
    assert "shuttle" in catalog.ledgers


def test_a_bad_indicator_does_not_take_its_neighbours_along(tmp_path: Path) -> None:
    group = INDICATOR + INDICATOR.replace("shuttles", "seats").replace("班车趟数", "座位数").replace("ledger", "lodger")
    assert problems_of(tmp_path, shuttle=SHUTTLE, group=group) == [
        ("group", 6, "catalog-indicator-kind"),
        ("group", 10, "catalog-unknown-key"),
    ]
    assert "shuttles" in read_catalog(tmp_path)[0].indicators


def test_a_text_that_is_not_utf8_is_told_where_it_begins_not_to_be(tmp_path: Path) -> None:
    (tmp_path / "gbk.toml").write_bytes('name = "shuttle"\ntitle = "班车台账"\n'.encode("gb18030"))
    assert problems_of(tmp_path) == [("gbk", 2, "catalog-not-utf8")]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert problems_of(tmp_path, shuttle="\ufeff" + SHUTTLE) == []


@pytest.mark.parametrize(
    "text", ["indicators = 3", "indicators = [1, 2]", "columns = 3", "", 'columns = [1]\nname = "a"']
)
def test_a_file_of_the_wrong_shape_is_a_problem_and_no_crash(tmp_path: Path, text: str) -> None:
    assert problems_of(tmp_path, odd=text)


def test_two_ledgers_cannot_share_a_word(tmp_path: Path) -> None:
    text = SHUTTLE.replace('counts = "趟"', 'counts = "趟"\naliases = ["协作资金台账"]')
    assert problems_of(tmp_path, shuttle=text) == [("shuttle", 2, "catalog-word-taken")]


def test_a_taken_name_must_say_what_it_does_to_the_earlier_one(tmp_path: Path) -> None:
    text = SHUTTLE.replace("shuttle", "fund")
    assert ("shuttle", 1, "catalog-name-taken") in problems_of(tmp_path, shuttle=text)


def test_a_refusal_carries_every_problem(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("name = ", encoding="utf-8")
    (tmp_path / "b.toml").write_text("title = ", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        load(tmp_path)
    assert [problem.place.file for problem in caught.value.problems] == ["a.toml", "b.toml"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        load(tmp_path / "nowhere")
    assert [problem.code for problem in caught.value.problems] == ["catalog-no-folder"]


def test_a_thing_is_found_by_name_title_or_alias() -> None:
    catalog = builtin()
    assert catalog.ledger("fund") is catalog.ledger("资金台账") is catalog.ledger("协作资金台账")
    assert catalog.ledger("没有这本") is None
    assert catalog.indicator("没有这个") is None


LINES = SHUTTLE.splitlines()
edits = st.tuples(
    st.integers(0, len(LINES) - 1), st.sampled_from(["", "x = 3", 'type = "ref"', "[[rules]]", "[columns]", "]"])
)


@given(st.lists(edits, min_size=1, max_size=4))
def test_however_a_file_is_damaged_every_problem_has_its_line(damage: list[tuple[int, str]]) -> None:
    lines = list(LINES)
    for number, text in damage:
        lines[number] = text
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "damaged.toml").write_text("\n".join(lines), encoding="utf-8")
        catalog, problems = read_catalog(Path(folder))
    assert set(builtin().ledgers) <= set(catalog.ledgers)
    assert {problem.place.file for problem in problems} <= {"damaged.toml"}
    assert all(1 <= (problem.place.line or 0) <= len(lines) + 1 for problem in problems)
    assert all(problem.words("zh") and problem.words("en") for problem in problems)
