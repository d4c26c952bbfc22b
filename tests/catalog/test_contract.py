"""The contract with offices: every sheet and every heading that they may hand in is in the built-in catalogue.

The tables stand in ``contract``.
"""

import pytest

from catalog.contract import INDICATORS, LEDGERS, RATIOS, REGISTERS, RULES
from catalog.contract_planning import PLANNING
from jiedui.catalog import Column, Ledger, builtin, values_of

TABLES = [table.splitlines() for table in (REGISTERS + LEDGERS + PLANNING).strip().split("\n\n")]


@pytest.mark.parametrize("table", TABLES, ids=[table[0].split()[1] for table in TABLES])
def test_a_ledger_has_the_columns_of_the_contract(table: list[str]) -> None:
    ledger = builtin().ledgers[table[0].split()[1]]
    own = [column for column in ledger.columns if column.name not in ("note", "evidence", "recorder")]
    code_is_own = any(" code" in line for line in table[1:])
    assert [_line(column) for column in own if code_is_own or column.name != "code"] == table[1:]
    assert _head(ledger) == table[0]


@pytest.mark.parametrize("ledger", builtin().ledgers.values(), ids=list(builtin().ledgers))
def test_every_ledger_has_code_note_evidence_and_recorder(ledger: Ledger) -> None:
    assert [ledger.column(name).title for name in ("note", "evidence", "recorder")] == ["备注", "佐证", "记录人"]
    assert ledger.column("evidence").type == "list"
    assert "code" in ledger.by_name


def test_the_contract_names_every_ledger() -> None:
    assert {table[0].split()[1] for table in TABLES} == set(builtin().ledgers)


@pytest.mark.parametrize(("name", "words"), RULES.items(), ids=RULES)
def test_a_ledger_has_the_rules_of_the_contract(name: str, words: set[str]) -> None:
    ledger = builtin().ledgers[name]
    assert words <= {rule.zh for rule in (*ledger.rules, *ledger.sums)}


@pytest.mark.parametrize("line", INDICATORS.strip().splitlines())
def test_an_indicator_of_the_contract_is_counted_as_it_says(line: str) -> None:
    definition, _, by = line.partition(" by ")
    title, ledger, measure, *narrowings = definition.split()
    indicator = builtin().indicator(title)
    assert indicator is not None
    where = {column: "/".join(values_of(values)) for column, values in indicator.where.items()}
    assert (indicator.ledger, indicator.measure) == (ledger, measure)
    assert where == dict(narrowing.split("=") for narrowing in narrowings)
    assert set(by.split()) <= set(indicator.by)


@pytest.mark.parametrize(("title", "parts"), RATIOS.items(), ids=RATIOS)
def test_a_rate_divides_what_it_says(title: str, parts: tuple[str, str]) -> None:
    catalog = builtin()
    rate = catalog.indicator(title)
    assert rate is not None
    assert tuple(catalog.indicators[name].title for name in rate.ratio or ()) == parts


def test_every_indicator_says_in_words_what_it_counts() -> None:
    assert [indicator.name for indicator in builtin().indicators.values() if not indicator.definition] == []


def test_what_tells_who_a_person_is_is_sensitive() -> None:
    sensitive = {(ledger.name, c.name) for ledger in builtin().ledgers.values() for c in ledger.columns if c.sensitive}
    assert sensitive == {("person", "phone"), ("household", "head"), ("objection", "by")}


def test_codes_of_firms_and_industries_are_verified() -> None:
    formats = {(ledger.name, c.name): c.format for ledger in builtin().ledgers.values() for c in ledger.columns}
    assert formats[("organisation", "uscc")] == "uscc"
    assert formats[("lead", "industry")] == formats[("enterprise", "industry")] == "industry"


def test_west_and_east_know_their_side() -> None:
    for ledger in builtin().ledgers.values():
        for side in ("west", "east"):
            if side in ledger.by_name:
                assert (ledger.column(side).to, ledger.column(side).side) == ("region", side)


def test_every_ledger_tells_its_rows_apart_and_names_them() -> None:
    for ledger in builtin().ledgers.values():
        assert ledger.key, ledger.name
        assert ledger.shows, ledger.name


def _head(ledger: Ledger) -> str:
    return f"{ledger.title} {ledger.name} {ledger.counts} {ledger.date or '-'}"


def _line(column: Column) -> str:
    more = column.to or "/".join(column.choices) or (column.unit if column.numeric else None)
    parts = [column.title, column.name + "*" * column.required, column.type, *([more] if more else [])]
    return " ".join(parts)
