"""Charts (图): what the script draws, as data, and the words for who cannot see it; the table stands beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from jiedui.figures.show import together

Kind = Literal["bar", "line", "across"]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: bars, a line, or bars across; ``data`` is what the script reads, ``words`` what it shows in words."""

    title: str
    words: str
    data: dict[str, Any]


def chart(
    title: str,
    labels: Sequence[str],
    values: Sequence[Fraction | None],
    unit: str,
    kind: Kind = "bar",
    *,
    mark: tuple[str, Fraction] | None = None,
) -> Chart:
    """One series over its labels, in the unit that suits its greatest value; ``mark`` is a line with its name."""
    marked = [mark[1]] if mark else []
    name, told = together([*values, *marked], unit)
    numbers = [None if each is None else float(each) for each in told]
    shown = numbers[: len(values)]
    data: dict[str, Any] = {"kind": kind, "labels": list(labels), "unit": name}
    data["series"] = [{"name": title, "values": shown}]
    if mark:
        data["mark"] = {"name": mark[0], "value": numbers[-1]}
    return Chart(title, _words(title, labels, shown, name), data)


@dataclass(frozen=True, slots=True)
class Layer:
    """One of several counts on top of each other: its name, the tone in which it is drawn, its values."""

    name: str
    tone: str
    values: Sequence[int]


def stacked(title: str, labels: Sequence[str], layers: Sequence[Layer], unit: str) -> Chart:
    """Several counts on top of each other, bars across."""
    data: dict[str, Any] = {"kind": "across", "labels": list(labels), "unit": unit, "stack": True}
    data["series"] = [{"name": each.name, "tone": each.tone, "values": list(each.values)} for each in layers]
    told = "；".join(_words(each.name, labels, each.values, unit) for each in layers)
    return Chart(title, told, data)


def _words(title: str, labels: Sequence[str], values: Sequence[float | None], unit: str) -> str:
    """How many there are, and which is the greatest."""
    known = [(value, label) for value, label in zip(values, labels, strict=True) if value is not None]
    if not known:
        return f"{title}：没有数据"
    most, label = max(known, key=lambda each: each[0])
    return f"{title}：{len(labels)} 项，最大的是{label}，{most:g}{unit}"
