"""The published files as they must be: read strictly, every record with its fields and no others (docs/allotment.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from jiedui.base.problems import Place, Problem

HASH = re.compile(r"[0-9a-f]{64}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
LARGEST = 2**53 - 1
_LEAST: Mapping[str, int] = {"int": -LARGEST, "int0": 0, "int+": 1}
#: The files in the order in which they are published; the first three always, each later one only after those before.
FILES = ("roster", "rules", "freeze", "commitments", "reveals", "transcript", "settlement")

#: A form: a type, a pattern, the words allowed, a list of one form, or a record's fields. "int+" is an integer above 0,
#: "int0" one of at least 0.
Form = Any
_HEAD: Mapping[str, Form] = {"protocol": ("jiedui/allot/1",), "draw": "text"}
_HOUSEHOLD = {
    **dict.fromkeys(("code", "priority", "group"), "text"),
    **dict.fromkeys(("people", "round", "homes"), "int+"),
    **dict.fromkeys(("entitled", "old"), "int0"),
    **{key: ["text"] for key in ("wishes", "proofs")},
}
_DWELLING = {
    **dict.fromkeys(("code", "kind", "reserve", "row"), "text"),
    "place": "int0",
    "storey": "int",
    "floor": "int+",
    "adjust": "int",
}
_PRICES = {
    **dict.fromkeys(("entitled_price", "market_price", "short_price", "compensation_price"), "int0"),
    **dict.fromkeys(("transition_price", "transition_months", "moving"), "int0"),
    "over": [{"up_to": "int0", "price": "int0"}],
    "bonuses": [{"round": "int+", "amount": "int0"}],
}
_RULES = {
    **_HEAD,
    "title": "text",
    "site": "text",
    "rounds": ("apart", "together"),
    "wishes": ("kinds", "homes"),
    "rooms": ("lot", "code"),
    "beyond": "truth",
    "groups": ("adjacent", "none"),
    "passed": ("forfeit", "last"),
    "kinds": [{"kind": "text", "least": "int0", "most": "int0"}],
    "reserves": [{"name": "text", "classes": ["text"]}],
    "witnesses": [{"name": "text", "role": "text", "households": ["text"]}],
    "quorum": "int+",
    "abstainers": ("last", "stay"),
    "deposit": "int0",
    "commit_until": TIME,
    "reveal_until": TIME,
    "beacon": {"name": "text", "rule": "text", "at": TIME, "shapes": ["text"]},
    "prior_seeds": [{"draw": "text", "seed": HASH}],
    "settlement": _PRICES,
}
_SETTLED = {
    "household": "text",
    "homes": ["text"],
    "over": ["int0"],
    **dict.fromkeys(("floor", "entitled", "market", "adjust", "short", "compensation", "bonus", "transition"), "int"),
    **dict.fromkeys(("moving", "pays", "receives", "difference"), "int"),
}
FORMS: Mapping[str, Form] = {
    "roster": {**_HEAD, "households": [_HOUSEHOLD], "dwellings": [_DWELLING]},
    "rules": _RULES,
    "freeze": {**_HEAD, "frozen_at": TIME, "root": HASH, "rules_hash": HASH, "leaves": [HASH]},
    "commitments": {
        **_HEAD,
        "root": HASH,
        "rules_hash": HASH,
        "commitments": [{"witness": "text", "commitment": HASH, "at": TIME}],
    },
    "reveals": {
        **_HEAD,
        "commitments_hash": HASH,
        "reveals": [{"witness": "text", "value": "text", "nonce": HASH, "at": TIME}],
    },
    "transcript": {
        **_HEAD,
        **dict.fromkeys(("root", "rules_hash", "commitments_hash", "reveals_hash", "seed"), HASH),
        "beacon": "text",
        **{key: ["text"] for key in ("missing", "absent", "order", "calls", "unallotted", "left")},
        "lots": [{"kind": "text", "reserve": "text", "homes": ["text"]}],
        "allotted": [{"household": "text", "home": "text", "wish": "int0"}],
    },
    "settlement": {**_HEAD, "transcript_hash": HASH, "settlements": [_SETTLED]},
}


def read(name: str, text: bytes) -> tuple[dict[str, Any] | None, list[Problem]]:
    """A file's content, or what is wrong with it (at most ten places of it)."""
    try:
        value = json.loads(text.decode("utf-8"), object_pairs_hook=_once, parse_float=_never, parse_constant=_never)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        return None, [_problem(name, "", str(error)[:80])]
    if _sound(FORMS[name])(value):
        return value, []
    return None, [_problem(name, at, why) for at, why in islice(_faults(value, FORMS[name], ""), 10)]


def _problem(name: str, at: str, why: str) -> Problem:
    """One fault of a file's form."""
    return Problem("allot-file", Place(file=f"{name}.json", column=at or None), {"why": why})


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand in it once."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _never(word: str) -> None:
    """Refuse what is no integer."""
    raise ValueError(f"{word} is no integer")


def _sound(form: Form) -> Callable[[Any], bool]:
    """The test that tells whether a value is of a form, without saying where it is not: files have a million values."""
    if isinstance(form, list):
        each = _sound(form[0])
        return lambda value: isinstance(value, list) and all(map(each, value))
    if isinstance(form, dict):
        tests = {key: _sound(test) for key, test in form.items()}
        return lambda value: (
            isinstance(value, dict)
            and value.keys() == tests.keys()
            and all(test(value[key]) for key, test in tests.items())
        )
    return lambda value: _is(value, form)


def _faults(value: Any, form: Form, at: str) -> Iterator[tuple[str, str]]:
    """Where a value is not of its form, and why."""
    if isinstance(form, list):
        if not isinstance(value, list):
            yield at, "no list"
            return
        for number, each in enumerate(value, 1):
            yield from _faults(each, form[0], f"{at}[{number}]")
    elif isinstance(form, dict):
        if not isinstance(value, dict) or value.keys() != form.keys():
            yield at, f"no record of {', '.join(form)}"
            return
        for key, each in form.items():
            yield from _faults(value[key], each, f"{at}.{key}".lstrip("."))
    elif not _is(value, form):
        yield at, f"{value!r}"[:60]


def _is(value: Any, form: Form) -> bool:
    """Whether a plain value is of its form."""
    if form == "text":
        return isinstance(value, str)
    if isinstance(form, str) and form in _LEAST:
        return isinstance(value, int) and not isinstance(value, bool) and _LEAST[form] <= value <= LARGEST
    if form == "truth":
        return isinstance(value, bool)
    if isinstance(form, re.Pattern):
        return isinstance(value, str) and form.fullmatch(value) is not None
    return isinstance(value, str) and value in form
