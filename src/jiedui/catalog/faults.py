"""Faults of one declaration: what pydantic finds and what our own checks find, as one kind of value.

A fault names a problem code, the path of the key within the declaration, and the details of the code's wording. The
models raise all faults of a declaration at once; the reader turns each into a problem at its line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from jiedui.catalog.lines import KeyPath


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a declaration: the problem's code, the key's path, the details of its wording."""

    code: str
    path: KeyPath = ()
    details: Mapping[str, object] = field(default_factory=dict)


def raise_any(faults: Sequence[Fault]) -> None:
    """Make pydantic refuse the model for all of these faults; with none, nothing happens."""
    if faults:
        raise PydanticCustomError("faults", "{count} faults", {"count": len(faults), "faults": tuple(faults)})


def faults_of(error: ValidationError) -> list[Fault]:
    """Every fault of a declaration that pydantic refused."""
    return [fault for found in error.errors() for fault in _faults(found)]


def _faults(found: ErrorDetails) -> list[Fault]:
    """The faults behind one error: our own, or pydantic's put in our words."""
    path = found["loc"]
    if found["type"] == "faults":
        return [Fault(each.code, (*path, *each.path), each.details) for each in found["ctx"]["faults"]]
    key = ".".join(part for part in path if isinstance(part, str)) or "-"
    return [Fault(*_in_words(found, key, path))]


def _in_words(found: ErrorDetails, key: str, path: KeyPath) -> tuple[str, KeyPath, Mapping[str, object]]:
    """Code, path and details of an error of pydantic's own."""
    given, context = found["input"], found.get("ctx", {})
    match found["type"]:
        case "missing":
            return "catalog-missing-key", path, {"key": key}
        case "extra_forbidden" | "unexpected_keyword_argument":
            return "catalog-unknown-key", path, {"key": key}
        case "literal_error":
            return "catalog-not-one-of", path, {"key": key, "value": given, "known": _listed(context["expected"])}
        case "string_pattern_mismatch":
            return "catalog-bad-name", path, {"key": key, "value": given}
        case _:
            return "catalog-invalid", path, {"key": key, "why": found["msg"]}


def _listed(expected: str) -> str:
    """``'a', 'b' or 'c'`` as pydantic lists what it expects, as ``a、b、c``."""
    return expected.replace(" or ", ", ").replace("'", "").replace(", ", "、")
