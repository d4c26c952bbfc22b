"""A plan examined: its form, then every rule, then every figure of its accounts and every bound that it claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

from jiedui.planning.proof.facts import Facts
from jiedui.planning.proof.findings import Finding, Proof, close, within
from jiedui.planning.proof.form import form
from jiedui.planning.proof.rules import RULES
from jiedui.planning.proof.sums import recount
from jiedui.planning.renew.answer import Accounts, Cash, Decisions, Level, Measures, Plan, State
from jiedui.planning.renew.town import Town

#: The measures of which more is better; of the others less is.
MORE = frozenset({"output", "housed"})
Row = Cash | State | Measures


def examine(town: Town, plan: Plan) -> Proof:
    """Everything that is wrong with a plan; what an ill-formed answer would add up to is not asked."""
    found = list(form(town, plan.decisions))
    if plan.town != town.name:
        found.append(Finding("form", "proof-form-town", plan.town, None, town.name, plan.town))
    if found:
        return Proof(tuple(found), 0)
    counted = recount(town, plan.decisions)
    found += _rules(town, plan.decisions, counted)
    compared = list(_compared(counted, plan.accounts))
    found += [finding for finding in compared if finding is not None]
    found += _levels(plan.levels, counted.measures)
    return Proof(tuple(found), len(compared))


def breaches(town: Town, decisions: Decisions) -> tuple[Finding, ...]:
    """The rules that an answer breaks, whatever its accounts say."""
    found = tuple(form(town, decisions))
    return found or tuple(_rules(town, decisions, recount(town, decisions)))


def _rules(town: Town, decisions: Decisions, counted: Accounts) -> Iterator[Finding]:
    """Every rule, the one on debt last."""
    facts = Facts(town, decisions)
    for rule in RULES:
        yield from rule(facts)
    for cash in counted.cash:
        if not within(cash.debt, town.rules.debt_ceiling):
            yield Finding("debt", "proof-debt", town.name, cash.year, town.rules.debt_ceiling, cash.debt)


def _compared(counted: Accounts, told: Accounts) -> Iterator[Finding | None]:
    """Each figure of the accounts against the own one: None where they agree."""
    yield from _table("cash", counted.cash, told.cash)
    yield from _table("states", counted.states, told.states)
    yield from _row("measures", counted.measures, told.measures, None)


def _table(name: str, own: Sequence[Cash | State], theirs: Sequence[Cash | State]) -> Iterator[Finding | None]:
    """A table by year."""
    if len(own) != len(theirs):
        yield Finding(name, "proof-rows", name, None, len(own), len(theirs))
    for mine, other in zip(own, theirs, strict=False):
        yield from _row(name, mine, other, mine.year)


def _row(table: str, mine: Row, other: Row, year: int | None) -> Iterator[Finding | None]:
    """The figures of one row."""
    for field in fields(mine):
        expected, found = getattr(mine, field.name), getattr(other, field.name)
        kind = "proof-measure" if year is None else "proof-figure"
        wrong = Finding(table, kind, f"{table}.{field.name}", year, expected, found)
        yield None if close(found, expected) else wrong


def _levels(levels: tuple[Level, ...], measures: Measures) -> Iterator[Finding]:
    """Each level is a measure of its own, has the value that the plan has, and a bound that the value does not pass."""
    known = {field.name for field in fields(measures)}
    for at, level in enumerate(levels):
        if level.measure not in known or level.measure in [before.measure for before in levels[:at]]:
            yield Finding("levels", "proof-level-measure", level.measure, None, None, None)
            continue
        value, name = getattr(measures, level.measure), f"measures.{level.measure}"
        if not close(level.value, value):
            yield Finding("levels", "proof-level-value", name, None, value, level.value)
        sign = 1 if level.measure in MORE else -1
        if not within(sign * value, sign * level.bound):
            yield Finding("levels", "proof-level-bound", name, None, level.bound, value)
