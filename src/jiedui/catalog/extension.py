"""Laying a deployment's declaration over an earlier one: what it lists is added, what it states replaces.

columns = [{ name = "amount", aliases = ["到账金额"] }]     the column keeps the rest and gains an alias
phrases = ["帮扶资金"]                                      one phrase more
title = "协作资金台账"                                      another title
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from jiedui.catalog.lines import KeyPath

#: What a declaration says about itself, and not about the thing declared.
MODES = ("extends", "replaces")


def extended(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a declaration with another's laid over it; neither is changed."""
    said = {key: value for key, value in more.items() if key not in MODES}
    return {**base, **{key: _joined(base.get(key), value) for key, value in said.items()}}


def as_written(path: KeyPath, whole: object, written: object) -> KeyPath:
    """The path, within the declaration as it was written, of what stands at ``path`` in the whole body.

    Rows of a list are found again by their name, or by being equal; what was not written here ends the path.
    """
    found: KeyPath = ()
    for part in path:
        if isinstance(part, str):
            whole, written = _under(whole, part), _under(written, part)
            found = (*found, part)
            continue
        number = _place(whole, part, written)
        if number is None or not isinstance(whole, Sequence) or not isinstance(written, Sequence):
            return found
        whole, written = whole[part], written[number]
        found = (*found, number)
    return found


def _joined(old: Any, new: Any) -> Any:
    """Two values of one key as one."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return extended(old, new)
    if isinstance(old, list) and isinstance(new, list):
        return _lists_joined(old, new)
    return new


def _lists_joined(old: list[Any], new: list[Any]) -> list[Any]:
    """The old rows, each laid over by the new row of its name (or that it was before); then the new rows left."""
    taken = {_name(row) for row in old}
    rows = {_was(row, taken) or _name(row): row for row in new if _name(row)}
    kept = [extended(row, rows.pop(_name(row))) if _name(row) in rows else row for row in old]
    return [*kept, *rows.values(), *(row for row in new if not _name(row) and row not in old)]


def _was(row: Mapping[str, Any], taken: Collection[str]) -> str:
    """The old row that this one renames; empty when it renames none."""
    was = str(row.get("was", ""))
    return was if was in taken else ""


def _name(row: object) -> str:
    """The name of a table; empty for anything else."""
    return str(row.get("name", "")) if isinstance(row, Mapping) else ""


def _under(value: object, key: str) -> object:
    """What a table has under a key; None where there is no table or no such key."""
    return value.get(key) if isinstance(value, Mapping) else None


def _place(whole: object, number: int, written: object) -> int | None:
    """Where the written list has the row that the whole list has at ``number``."""
    if not isinstance(whole, Sequence) or not isinstance(written, Sequence) or number >= len(whole):
        return None
    row = whole[number]
    if row in written[number : number + 1]:
        return number
    same = [place for place, each in enumerate(written) if each == row or (_name(row) and _name(each) == _name(row))]
    return same[0] if same else None
