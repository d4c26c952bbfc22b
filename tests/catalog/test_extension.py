"""An office's folder laid over the built-in catalogue: what it lists is added, what it states replaces."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.catalog import Catalog, builtin, load, read_catalog
from jiedui.catalog.extension import as_written, extended

PHRASES = builtin().ledgers["fund"].phrases


def laid(folder: Path, text: str) -> Catalog:
    """The catalogue with one file of the office's laid over it."""
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return load(folder)


def test_an_office_adds_a_column_a_word_and_a_rule(tmp_path: Path) -> None:
    fund = laid(
        tmp_path,
        """
name = "fund"
extends = true
phrases = ["帮扶资金"]
columns = [{ name = "bank", title = "开户行", type = "text" }]
rules = [{ rule = "amount > 0", zh = "金额必须大于 0", en = "amount must be above 0" }]
""",
    ).ledgers["fund"]
    assert fund.phrases == (*PHRASES, "帮扶资金")
    assert [column.name for column in fund.columns][-1] == "bank"
    assert [rule.zh for rule in fund.rules] == ["金额必须大于 0"]
    assert fund.sums == builtin().ledgers["fund"].sums


def test_a_column_named_again_keeps_the_rest(tmp_path: Path) -> None:
    text = 'name = "fund"\nextends = true\ncolumns = [{ name = "amount", aliases = ["到账金额"], required = false }]'
    amount = laid(tmp_path, text).ledgers["fund"].column("amount")
    before = builtin().ledgers["fund"].column("amount")
    assert amount.aliases == (*before.aliases, "到账金额")
    assert (amount.required, amount.unit, amount.title) == (False, before.unit, before.title)


def test_a_choice_gains_values(tmp_path: Path) -> None:
    text = 'name = "fund"\nextends = true\ncolumns = [{ name = "source", choices = ["国企援助"] }]'
    source = laid(tmp_path, text).ledgers["fund"].column("source")
    assert source.choices == (*builtin().ledgers["fund"].column("source").choices, "国企援助")


def test_a_column_is_renamed_in_its_place(tmp_path: Path) -> None:
    text = 'name = "duty"\nextends = true\ncolumns = [{ name = "outcome", was = "result", title = "工作成效" }]'
    duty, before = laid(tmp_path, text).ledgers["duty"], builtin().ledgers["duty"]
    outcome = duty.column("outcome")
    assert (outcome.was, outcome.title, outcome.type) == ("result", "工作成效", "text")
    assert [c.name for c in duty.columns] == [{"result": "outcome"}.get(c.name, c.name) for c in before.columns]


def test_what_is_stated_replaces(tmp_path: Path) -> None:
    fund = laid(tmp_path, 'name = "fund"\nextends = true\ntitle = "协作资金明细"').ledgers["fund"]
    assert fund.title == "协作资金明细"
    assert fund.columns == builtin().ledgers["fund"].columns


def test_a_ledger_is_replaced_as_a_whole(tmp_path: Path) -> None:
    text = 'name = "fund"\nreplaces = true\ntitle = "资金"\ncounts = "笔"\n' + "".join(
        f'\n[[columns]]\nname = "{name}"\ntitle = "{title}"\ntype = "{kind}"\n'
        for name, title, kind in [("amount", "金额", "money"), ("project", "项目", "text"), ("west", "西部", "text")]
    )
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    catalog, _ = read_catalog(tmp_path)
    assert [column.name for column in catalog.ledgers["fund"].columns][:3] == ["amount", "project", "west"]
    assert catalog.ledgers["fund"].sums == ()


def test_what_an_indicator_loses_by_a_replacement_is_told(tmp_path: Path) -> None:
    rest = '\n[[columns]]\nname = "amount"\ntitle = "金额"\ntype = "money"\n'
    text = f'name = "money"\ntitle = "钱"\ncounts = "笔"\n{rest}'
    group = (
        '[[indicators]]\nname = "money_sum"\ntitle = "钱数"\nunit = "万元"\nledger = "money"\nmeasure = "sum(amount)"'
    )
    (tmp_path / "1.toml").write_text(text, encoding="utf-8")
    (tmp_path / "2.toml").write_text(group, encoding="utf-8")
    assert read_catalog(tmp_path)[1] == []
    (tmp_path / "3.toml").write_text(
        f'name = "money"\nreplaces = true\ntitle = "钱"\ncounts = "笔"\n{rest.replace("amount", "sum")}',
        encoding="utf-8",
    )
    assert [(p.place.file, p.place.line, p.code) for p in read_catalog(tmp_path)[1]] == [
        ("2.toml", 6, "catalog-no-column")
    ]


def test_an_indicator_gains_words(tmp_path: Path) -> None:
    text = """
[[indicators]]
name = "money"
title = "钱数"
unit = "万元"
ledger = "fund"
measure = "sum(amount)"
phrases = ["钱"]

[[indicators]]
name = "money"
extends = true
phrases = ["钱款"]
definition = "各级到位资金之和"
"""
    money = laid(tmp_path, text).indicators["money"]
    assert (money.phrases, money.definition, money.title) == (("钱", "钱款"), "各级到位资金之和", "钱数")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('name = "found"\nextends = true', [(1, "catalog-nothing-to-extend")]),
        ('name = "fund"\nextends = "yes"', [(2, "catalog-not-one-of")]),
        (
            'name = "fund"\nextends = true\ncolumns = [{ name = "bank", title = "开户行" }]',
            [(3, "catalog-missing-key")],
        ),
        (
            'name = "fund"\nextends = true\n\n[[columns]]\nname = "bank"\ntitle = "金额"\ntype = "text"',
            [(4, "catalog-column-twice")],
        ),
        (
            'name = "fund"\nextends = true\n\n[[columns]]\nname = "amount"\nunit = "亩"',
            [(6, "catalog-money-unit")],
        ),
        (
            """name = "fund"
extends = true

[[sums]]
by = "project"
zh = "甲"
en = "a"
part = { sum = "amount", where = { stage = "到账" } }
whole = { sum = "voucher" }""",
            [(8, "catalog-no-choice"), (9, "catalog-not-numeric")],
        ),
    ],
)
def test_a_fault_of_an_extension_is_told_at_its_own_line(
    tmp_path: Path, text: str, expected: list[tuple[int, str]]
) -> None:
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    _, problems = read_catalog(tmp_path)
    assert [(each.place.line, each.code) for each in problems] == expected


names = st.sampled_from(["date", "amount", "note"])
rows = st.lists(
    st.fixed_dictionaries({"name": names}, optional={"unit": st.text(max_size=2)}), unique_by=lambda r: r["name"]
)
bodies = st.fixed_dictionaries({"columns": rows, "phrases": st.lists(st.text(max_size=2), unique=True)})


@given(bodies, bodies)
def test_nothing_is_lost_and_nothing_comes_twice(base: dict[str, list], more: dict[str, list]) -> None:
    whole = extended(base, more)
    assert [row["name"] for row in whole["columns"]] == list(
        dict.fromkeys(row["name"] for row in (*base["columns"], *more["columns"]))
    )
    assert whole["phrases"] == list(dict.fromkeys([*base["phrases"], *more["phrases"]]))
    assert extended(whole, more) == whole


@given(bodies, bodies)
def test_what_was_written_is_found_again(base: dict[str, list], more: dict[str, list]) -> None:
    whole = extended(base, more)
    for number, row in enumerate(whole["columns"]):
        path = as_written(("columns", number), whole, more)
        own = [each["name"] for each in more["columns"]]
        assert path == (("columns", own.index(row["name"])) if row["name"] in own else ("columns",))
