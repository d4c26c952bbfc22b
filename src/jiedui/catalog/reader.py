"""Reading a catalogue: the built-in folder, then a deployment's own, with every problem at its file and line.

A folder holds ``*.toml`` at any depth. A file with ``indicators`` is a group of indicators, one with ``hides`` a masking
policy, one with ``cuts`` a scheme of grading, one with ``limits`` a policy of transfer, any other one a ledger.
A deployment's declaration whose name is already taken must say ``extends = true`` (what it lists is added, what it
states replaces) or ``replaces = true``. What is wrong is reported; what is right still loads.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Generic, TypeGuard, TypeVar

from pydantic import ValidationError

from jiedui.base.problems import Place, Problem, Refusal, errors, refuse
from jiedui.catalog.catalog import Catalog, indicator_faults, ledger_faults, word_faults
from jiedui.catalog.extension import MODES, as_written, extended
from jiedui.catalog.faults import Fault, faults_of
from jiedui.catalog.indicators import Indicator
from jiedui.catalog.lines import KeyPath, line_of
from jiedui.catalog.model import COMMON_COLUMNS, Declaration, Ledger
from jiedui.catalog.policies import Policy
from jiedui.catalog.schemes import Scheme
from jiedui.catalog.transfers import TransferPolicy

Kind = TypeVar("Kind", Ledger, Indicator, Policy, Scheme, TransferPolicy)
One = TypeVar("One", bound=Declaration)

#: The keys without which a column is none.
_VITAL = (("name",), ("title",), ("type",))


@dataclass(frozen=True, slots=True)
class Source:
    """One TOML file: the name that problems give it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """One declaration as it was written: its file and text, its path in the file, what it says."""

    file: str
    text: str
    path: KeyPath
    body: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name that it gives itself."""
        return str(self.body.get("name", ""))

    def problem(self, fault: Fault) -> Problem:
        """The fault, at its line."""
        return Problem(
            fault.code, Place(file=self.file, line=line_of(self.text, (*self.path, *fault.path))), fault.details
        )


@dataclass(frozen=True, slots=True)
class Accepted(Generic[Kind]):
    """A declaration that holds: the thing, its whole body, and the draft that had the last word."""

    thing: Kind
    body: Mapping[str, Any]
    draft: Draft

    def problem(self, fault: Fault) -> Problem:
        """A fault of the thing, at the line of the draft."""
        return _problem(self.draft, self.body, fault)


@dataclass(frozen=True, slots=True)
class Laid:
    """Declarations laid over each other: what holds, the names lost to faults, and the problems met."""

    ledgers: Mapping[str, Accepted[Ledger]] = field(default_factory=dict)
    indicators: Mapping[str, Accepted[Indicator]] = field(default_factory=dict)
    policies: Mapping[str, Accepted[Policy]] = field(default_factory=dict)
    schemes: Mapping[str, Accepted[Scheme]] = field(default_factory=dict)
    transfers: Mapping[str, Accepted[TransferPolicy]] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


@cache
def builtin() -> Catalog:
    """The catalogue that the product ships; Refusal when it is broken, which a test forbids."""
    return _sound(None)


def load(folder: Path | None) -> Catalog:
    """The built-in catalogue with the deployment's folder (if any) laid over it.

    Raises Refusal when there is no such folder, or with all problems when anything is wrong.
    """
    return builtin() if folder is None else _sound(folder)


def _sound(folder: Path | None) -> Catalog:
    """The catalogue, or a refusal."""
    catalog, problems = read_catalog(folder)
    if errors(problems):
        raise Refusal(*problems)
    return catalog


def read_catalog(folder: Path | None) -> tuple[Catalog, list[Problem]]:
    """The catalogue and every problem found in it; with no folder, the built-in one alone.

    Raises Refusal (catalog-no-folder) when the folder does not exist.
    """
    if folder is not None and not folder.is_dir():
        raise refuse("catalog-no-folder", folder=folder)
    laid = _laid_over(_ground(), _folder_sources(folder)) if folder else _ground()
    catalog = Catalog(
        ledgers={name: accepted.thing for name, accepted in laid.ledgers.items()},
        indicators={name: accepted.thing for name, accepted in laid.indicators.items()},
        policies={name: accepted.thing for name, accepted in laid.policies.items()},
        schemes={name: accepted.thing for name, accepted in laid.schemes.items()},
        transfers={name: accepted.thing for name, accepted in laid.transfers.items()},
    )
    between = [found for found in _between(catalog, laid) if found.details.get("what") not in laid.lost]
    problems = [*laid.problems, *between]
    return catalog, sorted(problems, key=lambda problem: (problem.place.file or "", problem.place.line or 0))


@cache
def _ground() -> Laid:
    """What the product ships, read once."""
    return _laid_over(Laid(), _builtin_sources())


def _laid_over(base: Laid, sources: Iterable[Source]) -> Laid:
    """What the files declare, laid over what was declared before."""
    ledgers, indicators = dict(base.ledgers), dict(base.indicators)
    policies, schemes, transfers = dict(base.policies), dict(base.schemes), dict(base.transfers)
    drafts, problems = _drafts(sources)
    lost, bad = _lay(drafts.ledgers, Ledger, ledgers)
    lost_indicators, bad_indicators = _lay(drafts.indicators, Indicator, indicators)
    lost_policies, bad_policies = _lay(drafts.policies, Policy, policies)
    lost_schemes, bad_schemes = _lay(drafts.schemes, Scheme, schemes)
    lost_transfers, bad_transfers = _lay(drafts.transfers, TransferPolicy, transfers)
    found = (*base.problems, *problems, *bad, *bad_indicators, *bad_policies, *bad_schemes, *bad_transfers)
    all_lost = base.lost | lost | lost_indicators | lost_policies | lost_schemes | lost_transfers
    return Laid(ledgers, indicators, policies, schemes, transfers, all_lost, found)


def _builtin_sources() -> Iterator[Source]:
    """The TOML files that ship with the package."""
    root = files("jiedui.catalog") / "builtin"
    for group in sorted(root.iterdir(), key=lambda entry: entry.name):
        if not group.is_dir():
            continue
        for file in sorted(group.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".toml"):
                yield Source(f"builtin/{group.name}/{file.name}", file.read_bytes())


def _folder_sources(folder: Path) -> Iterator[Source]:
    """The TOML files of a deployment's folder, at any depth."""
    for path in sorted(folder.rglob("*.toml")):
        yield Source(path.relative_to(folder).as_posix(), path.read_bytes())


@dataclass(frozen=True, slots=True)
class Drafts:
    """The declarations of some files as they are written."""

    ledgers: list[Draft] = field(default_factory=list)
    indicators: list[Draft] = field(default_factory=list)
    policies: list[Draft] = field(default_factory=list)
    schemes: list[Draft] = field(default_factory=list)
    transfers: list[Draft] = field(default_factory=list)

    def of(self, body: Mapping[str, Any]) -> list[Draft]:
        """The list that a file with this body, which is no group of indicators, belongs to."""
        kinds = (("hides", self.policies), ("cuts", self.schemes), ("limits", self.transfers))
        return next((drafts for key, drafts in kinds if key in body), self.ledgers)


def _drafts(sources: Iterable[Source]) -> tuple[Drafts, list[Problem]]:
    """The declarations as the files write them, and what cannot be read at all."""
    found = Drafts()
    problems: list[Problem] = []
    for source in sources:
        try:
            text, data = _read(source)
        except Refusal as refusal:
            problems += refusal.problems
            continue
        whole = Draft(source.name, text, (), data)
        if "indicators" not in data:
            found.of(data).append(whole)
            continue
        rows = data["indicators"] if _is_tables(data["indicators"]) else []
        found.indicators.extend(
            Draft(source.name, text, ("indicators", number), row) for number, row in enumerate(rows)
        )
        problems += _group_problems(whole)
    return found, problems


def read_one(kind: type[One], source: Source) -> One:
    """The one declaration that a whole file is (the parameters of a plan); Refusal with every problem at its line."""
    text, body = _read(source)
    thing, faults = _validated(kind, body)
    if thing is None:
        draft = Draft(source.name, text, (), body)
        raise Refusal(*(draft.problem(fault) for fault in faults))
    return thing


def _read(source: Source) -> tuple[str, Mapping[str, Any]]:
    """The text of the file and what it says; Refusal when it is no TOML in UTF-8."""
    try:
        text = source.content.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = source.content.count(b"\n", 0, error.start) + 1
        raise refuse("catalog-not-utf8", Place(file=source.name, line=line)) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        place = Place(file=source.name, line=int(found[1]) if found else 1)
        raise refuse("catalog-syntax", place, why=error) from error


def _group_problems(group: Draft) -> list[Problem]:
    """What a file of indicators has besides ``[[indicators]]``."""
    faults = [Fault("catalog-unknown-key", (key,), {"key": key}) for key in group.body if key != "indicators"]
    if not _is_tables(group.body["indicators"]):
        faults.append(Fault("catalog-invalid", ("indicators",), {"key": "indicators", "why": "[[indicators]]"}))
    return [group.problem(fault) for fault in faults]


def _is_tables(value: object) -> TypeGuard[list[Mapping[str, Any]]]:
    """Whether it is a list of tables."""
    return isinstance(value, list) and all(isinstance(row, Mapping) for row in value)


def _lay(
    drafts: Iterable[Draft], kind: type[Kind], accepted: dict[str, Accepted[Kind]]
) -> tuple[frozenset[str], list[Problem]]:
    """Add the declarations to those accepted, each over the earlier one of its name; the names lost, the problems."""
    lost: set[str] = set()
    problems: list[Problem] = []
    for draft in drafts:
        earlier = accepted.get(draft.name)
        clash = _clash(draft, earlier is not None)
        if clash:
            problems += [draft.problem(fault) for fault in clash]
            continue
        body = extended(earlier.body if earlier and draft.body.get("extends") else {}, draft.body)
        body = _with_common(body) if issubclass(kind, Ledger) else body
        thing, faults = _validated(kind, body)
        problems += [_problem(draft, body, fault) for fault in faults]
        if thing:
            accepted[draft.name] = Accepted(thing, body, draft)
        else:
            lost.add(draft.name)
    return frozenset(lost), problems


def _clash(draft: Draft, taken: bool) -> list[Fault]:
    """What stands between a declaration and an earlier one of its name, or the lack of one."""
    for key in MODES:
        if not isinstance(draft.body.get(key, False), bool):
            return [
                Fault("catalog-not-one-of", (key,), {"key": key, "value": draft.body[key], "known": "true / false"})
            ]
    extends, replaces = (draft.body.get(key, False) for key in MODES)
    if extends and not taken:
        return [Fault("catalog-nothing-to-extend", ("name",), {"name": draft.name})]
    if taken and not (extends or replaces):
        return [Fault("catalog-name-taken", ("name",), {"name": draft.name})]
    return []


def _with_common(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a ledger with the columns that every ledger has, but for those that it declares itself."""
    columns = body.get("columns")
    if not _is_tables(columns):
        return dict(body)
    own = {str(column.get(key)) for column in columns for key in ("name", "title")}
    common = [column for column in COMMON_COLUMNS if not own & {column.name, column.title}]
    return {
        **body,
        "columns": [*columns, *(column.model_dump(mode="json", exclude_defaults=True) for column in common)],
    }


def _validated(kind: type[One], body: Mapping[str, Any]) -> tuple[One | None, list[Fault]]:
    """The thing that the body declares, or every fault of it."""
    try:
        return kind.model_validate(body), []
    except ValidationError as error:
        return None, _all_faults(kind, body, faults_of(error))


def _all_faults(kind: type[Declaration], body: Mapping[str, Any], faults: list[Fault]) -> list[Fault]:
    """These faults and those that they hide: a key without the right shape keeps pydantic from judging the rest.

    The body is looked at again without such keys, a column that lost its name, title or type to them being stood in
    for; what is then said of that column is the stand-in's fault.
    """
    broken = {fault.path[1] for fault in faults if fault.path[:1] == ("columns",) and fault.path[2:3] in _VITAL}
    mended = _without(body, {fault.path for fault in faults})
    known = {fault.path for fault in faults} | {("columns", number) for number in broken}
    names = {str(body["columns"][number].get("name")) for number in broken}
    for number in broken:
        mended["columns"][number] = {"title": f"? {number}", "name": f"broken_{number}", "type": "text"}
    try:
        kind.model_validate(mended)
    except ValidationError as error:
        hidden = [found for found in faults_of(error) if found.path not in known and found.path[:2] not in known]
        return [*faults, *(found for found in hidden if found.details.get("column") not in names)]
    return faults


def _without(value: Any, paths: Collection[KeyPath], here: KeyPath = ()) -> Any:
    """The value without the keys at those paths; rows of lists keep their places."""
    if isinstance(value, Mapping):
        kept = {key: row for key, row in value.items() if (*here, key) not in paths}
        return {key: _without(row, paths, (*here, key)) for key, row in kept.items()}
    if isinstance(value, list):
        return [_without(row, paths, (*here, number)) for number, row in enumerate(value)]
    return value


def _problem(draft: Draft, body: Mapping[str, Any], fault: Fault) -> Problem:
    """A fault of the whole body, at the line where the draft wrote it."""
    return draft.problem(Fault(fault.code, as_written(fault.path, body, draft.body), fault.details))


def _between(catalog: Catalog, laid: Laid) -> Iterator[Problem]:
    """What is wrong between declarations."""
    for ledger in laid.ledgers.values():
        yield from (ledger.problem(fault) for fault in ledger_faults(catalog, ledger.thing))
    for indicator in laid.indicators.values():
        yield from (indicator.problem(fault) for fault in indicator_faults(catalog, indicator.thing))
    yield from (laid.ledgers[name].problem(fault) for name, fault in word_faults(catalog.ledgers))
    yield from (laid.indicators[name].problem(fault) for name, fault in word_faults(catalog.indicators))
    yield from (laid.policies[name].problem(fault) for name, fault in word_faults(catalog.policies))
