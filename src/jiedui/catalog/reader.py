"""Reading a catalogue: the built-in folder, then a deployment's own, with every problem at its file and line.

A folder holds ``*.toml`` at any depth. A file is a ledger (it has ``columns``) or a group of indicators (it has
``indicators``). A deployment's file whose name is already taken must say ``extends = true`` (its columns, phrases,
rules are added) or ``replaces = true``. What is wrong is reported; what is right still loads.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from jiedui.base.problems import Place, Problem, Refusal, errors
from jiedui.catalog.lines import line_of
from jiedui.catalog.model import Catalog, Column, Indicator, Ledger, parse_measure

_COMMON = (
    Column(name="code", title="编号", type="text", aliases=("序号编码", "台账编号")),
    Column(name="note", title="备注", type="text", aliases=("说明",)),
    Column(name="evidence", title="佐证", type="list", aliases=("佐证材料", "附件")),
    Column(name="recorder", title="记录人", type="text", aliases=("填表人", "经办人")),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One TOML file: the name that problems give it, and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Declared:
    """Ledgers and indicators that one or more files declare, each with its source, and the problems met."""

    ledgers: tuple[tuple[Ledger, Source], ...] = ()
    indicators: tuple[tuple[Indicator, Source, int], ...] = ()
    problems: tuple[Problem, ...] = ()


@cache
def builtin() -> Catalog:
    """The catalogue that the product ships; Refusal when it is broken, which a test forbids."""
    catalog, problems = read_catalog(None)
    if errors(problems):
        raise Refusal(*problems)
    return catalog


def load(folder: Path | None) -> Catalog:
    """The built-in catalogue with the deployment's folder (if any) laid over it; Refusal when anything is wrong."""
    if folder is None or not folder.is_dir():
        return builtin()
    catalog, problems = read_catalog(folder)
    if errors(problems):
        raise Refusal(*problems)
    return catalog


def read_catalog(folder: Path | None) -> tuple[Catalog, list[Problem]]:
    """The catalogue and every problem found in it; with no folder, the built-in one alone."""
    base = _declared(_builtin_sources())
    own = _declared(_folder_sources(folder)) if folder else Declared()
    problems = [*base.problems, *own.problems]
    ledgers, clashes = _lay_over(base.ledgers, own.ledgers)
    problems += clashes
    indicators, clashes = _lay_over_indicators(base.indicators, own.indicators)
    problems += clashes
    catalog = Catalog(ledgers=dict(ledgers), indicators={name: body for name, (body, _, _) in indicators.items()})
    sources = {ledger.name: source for ledger, source in (*base.ledgers, *own.ledgers)}
    problems += _dangling(catalog, sources, {name: (source, at) for name, (_, source, at) in indicators.items()})
    return catalog, problems


def _builtin_sources() -> Iterator[Source]:
    """The TOML files that ship with the package."""
    root = files("jiedui.catalog") / "builtin"
    for group in sorted(root.iterdir(), key=lambda entry: entry.name):
        if not group.is_dir():
            continue
        for file in sorted(group.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".toml"):
                yield Source(f"builtin/{group.name}/{file.name}", file.read_text("utf-8"))


def _folder_sources(folder: Path) -> Iterator[Source]:
    """The TOML files of a deployment's folder; one that is no UTF-8 shows as empty text with a syntax problem."""
    for path in sorted(folder.rglob("*.toml")):
        yield Source(path.relative_to(folder).as_posix(), path.read_bytes().decode("utf-8", errors="replace"))


def _declared(sources: Iterable[Source]) -> Declared:
    """What those files declare."""
    ledgers: list[tuple[Ledger, Source]] = []
    indicators: list[tuple[Indicator, Source, int]] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            data = tomllib.loads(source.text)
        except tomllib.TOMLDecodeError as error:
            problems.append(_syntax(source, error))
            continue
        if "indicators" in data:
            good, bad = _read_indicators(source, data)
            indicators += good
        else:
            ledger, bad = _read_ledger(source, data)
            ledgers += [(ledger, source)] if ledger else []
        problems += bad
    return Declared(tuple(ledgers), tuple(indicators), tuple(problems))


def _syntax(source: Source, error: tomllib.TOMLDecodeError) -> Problem:
    """A text that is no TOML."""
    found = re.search(r"line (\d+)", str(error))
    return Problem("catalog-syntax", Place(file=source.name, line=int(found[1]) if found else 1), {"why": str(error)})


def _read_ledger(source: Source, data: Mapping[str, Any]) -> tuple[Ledger | None, list[Problem]]:
    """One ledger with the columns that every ledger has."""
    try:
        ledger = Ledger.model_validate(data)
    except ValidationError as error:
        return None, _invalid(source, error, ())
    if ledger.extends:
        return ledger, []
    own = {word for column in ledger.columns for word in (column.name, column.title)}
    common = tuple(column for column in _COMMON if not {column.name, column.title} & own)
    return ledger.model_copy(update={"columns": (*ledger.columns, *common)}), []


def _read_indicators(
    source: Source, data: Mapping[str, Any]
) -> tuple[list[tuple[Indicator, Source, int]], list[Problem]]:
    """A group of indicators; a bad one does not take the others along."""
    good: list[tuple[Indicator, Source, int]] = []
    problems = [
        Problem("catalog-unknown-key", Place(file=source.name, line=line_of(source.text, (key,))), {"key": key})
        for key in data
        if key != "indicators"
    ]
    for number, body in enumerate(data["indicators"]):
        try:
            good.append((Indicator.model_validate(body), source, line_of(source.text, ("indicators", number))))
        except ValidationError as error:
            problems += _invalid(source, error, ("indicators", number))
    return good, problems


def _invalid(source: Source, error: ValidationError, prefix: tuple[str | int, ...]) -> list[Problem]:
    """What pydantic found, each at its line."""
    return [
        Problem(
            "catalog-invalid",
            Place(file=source.name, line=line_of(source.text, (*prefix, *found["loc"]))),
            {"key": ".".join(map(str, found["loc"])) or "-", "why": found["msg"].removeprefix("Value error, ")},
        )
        for found in error.errors()
    ]


def _lay_over(
    base: Iterable[tuple[Ledger, Source]], own: Iterable[tuple[Ledger, Source]]
) -> tuple[dict[str, Ledger], list[Problem]]:
    """The built-in ledgers with the deployment's laid over them."""
    ledgers: dict[str, Ledger] = {}
    problems: list[Problem] = []
    for ledger, source in (*base, *own):
        earlier = ledgers.get(ledger.name)
        place = Place(file=source.name, line=line_of(source.text, ("name",)))
        if earlier is None and ledger.extends:
            problems.append(Problem("catalog-nothing-to-extend", place, {"name": ledger.name}))
        elif earlier is not None and not (ledger.extends or ledger.replaces):
            problems.append(Problem("catalog-name-taken", place, {"name": ledger.name}))
        elif earlier is not None and ledger.extends:
            try:
                ledgers[ledger.name] = _extended(earlier, ledger)
            except ValidationError as error:
                problems += _invalid(source, error, ())
        else:
            ledgers[ledger.name] = ledger
    return ledgers, problems


def _extended(base: Ledger, more: Ledger) -> Ledger:
    """The ledger with another's columns (new, or replacing one of the same name), words and rules added."""
    changed = {column.name: column for column in more.columns}
    kept = [changed.pop(column.name, column) for column in base.columns]
    body = base.model_dump() | {
        "columns": [column.model_dump() for column in (*kept, *changed.values())],
        "aliases": (*base.aliases, *more.aliases),
        "phrases": (*base.phrases, *more.phrases),
        "rules": [rule.model_dump() for rule in (*base.rules, *more.rules)],
        "sums": [total.model_dump() for total in (*base.sums, *more.sums)],
    }
    return Ledger.model_validate(body)


def _lay_over_indicators(
    base: Iterable[tuple[Indicator, Source, int]], own: Iterable[tuple[Indicator, Source, int]]
) -> tuple[dict[str, tuple[Indicator, Source, int]], list[Problem]]:
    """The built-in indicators with the deployment's laid over them; an extension adds words."""
    found: dict[str, tuple[Indicator, Source, int]] = {}
    problems: list[Problem] = []
    for indicator, source, line in (*base, *own):
        earlier = found.get(indicator.name)
        place = Place(file=source.name, line=line)
        if earlier is None and indicator.extends:
            problems.append(Problem("catalog-nothing-to-extend", place, {"name": indicator.name}))
        elif earlier is not None and not (indicator.extends or indicator.replaces):
            problems.append(Problem("catalog-name-taken", place, {"name": indicator.name}))
        elif earlier is not None and indicator.extends:
            words = {key: (*getattr(earlier[0], key), *getattr(indicator, key)) for key in ("phrases", "aliases")}
            found[indicator.name] = (earlier[0].model_copy(update=words), source, line)
        else:
            found[indicator.name] = (indicator, source, line)
    return found, problems


def _dangling(
    catalog: Catalog, ledgers: Mapping[str, Source], indicators: Mapping[str, tuple[Source, int]]
) -> list[Problem]:
    """Names that lead nowhere: references to no ledger, indicators of no column, ratios of no indicator."""
    problems = [
        Problem(
            "catalog-dangling",
            Place(file=ledgers[ledger.name].name, line=line_of(ledgers[ledger.name].text, ("columns", number, "to"))),
            {"what": column.to, "by": f"{ledger.name}.{column.name}"},
        )
        for ledger in catalog.ledgers.values()
        for number, column in enumerate(ledger.columns)
        if column.to and column.to not in catalog.ledgers
    ]
    for name, (source, line) in indicators.items():
        problems += [
            Problem("catalog-dangling", Place(file=source.name, line=line), {"what": what, "by": name})
            for what in _missing(catalog, catalog.indicators[name])
        ]
    return problems


def _missing(catalog: Catalog, indicator: Indicator) -> list[str]:
    """What the indicator names and the catalogue lacks."""
    if indicator.ratio:
        return [name for name in indicator.ratio if name not in catalog.indicators]
    ledger = catalog.ledgers.get(indicator.ledger or "")
    if ledger is None:
        return [str(indicator.ledger)]
    measured = parse_measure(indicator.measure).column
    singles = (measured, indicator.date, indicator.until)
    wanted = (*indicator.where, *indicator.filled, *indicator.empty, *indicator.region, *indicator.by)
    return [f"{ledger.name}.{name}" for name in (*singles, *wanted) if name and name not in ledger.by_name]
