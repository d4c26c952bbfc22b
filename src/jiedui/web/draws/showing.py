"""What the hall and a household are shown of a draw: its steps, and the place of one household in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiedui.base.problems import Language
from jiedui.planning.allot import Roster, Rules, Transcript
from jiedui.planning.allot.model import Commitments, Dwelling, Freeze, Reveals, Settlement
from jiedui.planning.allot.telling import steps


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw as far as it is: the files that are there."""

    roster: Roster
    rules: Rules
    frozen: Freeze
    commitments: Commitments | None = None
    reveals: Reveals | None = None
    beacon: str = ""
    seed: str = ""
    order: Sequence[str] = ()
    transcript: Transcript | None = None
    settlement: Settlement | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One household's place: its number, its turn among the calls (None if it lost it), what it got."""

    household: str
    number: int
    call: int | None
    homes: tuple[Dwelling, ...]
    left_before: Mapping[str, int]


def show(drawn: Drawn, language: Language) -> dict[str, Any]:
    """The steps for the large screen, as data: title, kinds with their counts, words, steps."""
    words = _Words(language)
    steps = [*_facts(drawn, words), *_calls(drawn, words)]
    if drawn.transcript:
        steps.append(_list(drawn, words))
    kinds = Counter(dwelling.kind for dwelling in drawn.roster.dwellings)
    return {
        "title": drawn.rules.title,
        "kinds": [[kind.kind, kinds[kind.kind]] for kind in drawn.rules.kinds],
        "words": {"left": words("剩余房源（套）", "Homes left")},
        "steps": steps,
    }


def turn_of(drawn: Drawn, household: str) -> Turn | None:
    """Where a household stands, and what was left of every kind before its turn; None before the order is drawn."""
    if household not in drawn.order:
        return None
    number = drawn.order.index(household) + 1
    if drawn.transcript is None or household not in drawn.transcript.calls:
        return Turn(household, number, None, (), {})
    left: Mapping[str, int] = Counter(dwelling.kind for dwelling in drawn.roster.dwellings)
    for step in steps(drawn.roster, drawn.transcript):
        if step.household == household:
            return Turn(household, number, step.call, step.homes, left)
        left = step.left
    return None


@dataclass(frozen=True, slots=True)
class _Words:
    """The wording in one language."""

    language: Language

    def __call__(self, zh: str, en: str) -> str:
        """The wording in that language."""
        return en if self.language == "en" else zh


def _fact(title: str, lines: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A step that states what is fixed."""
    return {"is": "fact", "title": title, "lines": [list(line) for line in lines]}


def _facts(drawn: Drawn, words: _Words) -> Iterator[dict[str, Any]]:
    """What was fixed before the draw, and the seed that came of it."""
    size = words(
        f"{len(drawn.roster.households)} 户，{len(drawn.roster.dwellings)} 套房",
        f"{len(drawn.roster.households)} households, {len(drawn.roster.dwellings)} homes",
    )
    root = (words("名册指纹", "Fingerprint of the roster"), drawn.frozen.root)
    yield _fact(size, [root, (words("规则指纹", "Fingerprint of the rules"), drawn.frozen.rules_hash)])
    if drawn.commitments:
        told = [(each.witness, each.commitment) for each in drawn.commitments.commitments]
        yield _fact(words("见证人的承诺", "Commitments of the witnesses"), told)
    if drawn.reveals and drawn.commitments:
        values = {each.witness: each.value for each in drawn.reveals.reveals}
        silent = words("未揭示，按规则以承诺代替", "not revealed: the commitment stands in")
        told = [(each.witness, values.get(each.witness, silent)) for each in drawn.commitments.commitments]
        yield _fact(words("见证人的揭示", "Reveals of the witnesses"), told)
    if drawn.seed:
        beacon = (f"{drawn.rules.beacon.name}：{drawn.rules.beacon.rule}", drawn.beacon)
        yield _fact(words("公共随机数与种子", "Beacon and seed"), [beacon, (words("种子", "Seed"), drawn.seed)])


def _calls(drawn: Drawn, words: _Words) -> Iterator[dict[str, Any]]:
    """The numbers, or, once homes were chosen, the calls with their homes."""
    if drawn.transcript is None:
        for number, household in enumerate(drawn.order, 1):
            said = words(f"顺序号 {number}", f"Number {number}")
            yield {"is": "call", "said": said, "household": household, "homes": None}
        return
    for step in steps(drawn.roster, drawn.transcript):
        yield {
            "is": "call",
            "said": words(f"顺序号 {step.number}", f"Number {step.number}"),
            "household": step.household,
            "homes": [_home(dwelling, words) for dwelling in step.homes],
            "why": words("没有选到房", "no home"),
        }


def _home(dwelling: Dwelling, words: _Words) -> dict[str, str]:
    """A home as it is shown."""
    about = words(
        f"{dwelling.kind} · {metres(dwelling.floor)} 平方米 · {dwelling.storey} 层",
        f"{dwelling.kind} · {metres(dwelling.floor)} m² · storey {dwelling.storey}",
    )
    return {"code": dwelling.code, "kind": dwelling.kind, "about": about}


def _list(drawn: Drawn, words: _Words) -> dict[str, Any]:
    """All households at the end, in the order of their numbers."""
    got: dict[str, list[str]] = defaultdict(list)
    for each in drawn.transcript.allotted if drawn.transcript else ():
        got[each.household].append(each.home)
    rows = [[str(number), code, "、".join(got[code]) or "—"] for number, code in enumerate(drawn.order, 1)]
    return {"is": "list", "title": words("结果", "The result"), "rows": rows}


def metres(hundredths: int) -> str:
    """An area of 0.01 m², in m²."""
    return f"{hundredths / 100:.2f}"
