"""What reports tell of, read from ``matters.toml``: matters with their figures and wordings, rates, things outside."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checkbench.tables import Asked

DIMENSIONS = {"元": "money", "人次": "visits"}


@dataclass(frozen=True)
class Figure:
    """One figure of a matter: what is reckoned, its measure word, its dimension."""

    key: str
    asked: Asked
    unit: str

    @property
    def dimension(self) -> str:
        """What kind of quantity it is."""
        return DIMENSIONS.get(self.unit, "count")


@dataclass(frozen=True)
class Matter:
    """One thing to tell of: figures, the first being the lead; wordings with all figures, and with the lead alone."""

    name: str
    section: str
    figures: Mapping[str, Figure]
    say: tuple[str, ...]
    one: tuple[str, ...]
    label: str
    target: str | None
    parts_by: str | None
    parts: Mapping[str, tuple[str, ...]]
    placeless: bool

    @property
    def lead(self) -> Figure:
        """The figure that growth, shares and completion speak of."""
        return next(iter(self.figures.values()))


@dataclass(frozen=True)
class Rate:
    """A part of a whole that reports call by a name."""

    name: str
    section: str
    part: Asked
    whole: Asked
    one: tuple[str, ...]


@dataclass(frozen=True)
class Outside:
    """A statement of which no book has anything: its words, its kind, the range of its numbers."""

    say: str
    dimension: str
    unit: str
    range: tuple[int, int]


@dataclass(frozen=True)
class Matters:
    """Everything that reports tell of."""

    matters: tuple[Matter, ...]
    rates: tuple[Rate, ...]
    outside: tuple[Outside, ...]
    plain: tuple[str, ...]
    speech: tuple[str, ...]
    masked: tuple[str, ...]


def load_matters(*, held: bool = False) -> Matters:
    """The matters that come with the benchmark; ``held``: in the wordings that are held back."""
    told = tomllib.loads(Path(__file__).with_name("matters.toml").read_text("utf-8"))
    return Matters(
        tuple(_matter(_held(each) if held else each) for each in told["matter"]),
        tuple(_rate(each) for each in told["rate"]),
        tuple(Outside(each["say"], each["dimension"], each["unit"], tuple(each["range"])) for each in told["outside"]),
        *(tuple(told["prose"][key]) for key in ("plain", "speech", "masked")),
    )


def _held(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A matter in the wordings held back: each tells its first figure."""
    return {**told, "one": told["held"], "say": ()}


def _matter(told: Mapping[str, Any]) -> Matter:
    """One matter."""
    figures = {
        key: Figure(key, _asked(told["ledger"], each, told.get("where", {})), each["unit"])
        for key, each in told["figures"].items()
    }
    parts = told.get("parts", {})
    return Matter(
        name=told["name"],
        section=told["section"],
        figures=figures,
        say=tuple(told.get("say", ())),
        one=tuple(told["one"]),
        label=told["label"],
        target=told.get("target"),
        parts_by=parts.get("column"),
        parts={value: tuple(words) for value, words in parts.get("words", {}).items()},
        placeless=told.get("placeless", False),
    )


def _rate(told: Mapping[str, Any]) -> Rate:
    """One rate."""
    part, whole = (_asked(told["ledger"], told[side], told[side].get("where", {})) for side in ("part", "whole"))
    return Rate(told["name"], told["section"], part, whole, tuple(told["one"]))


def _asked(ledger: str, told: Mapping[str, Any], where: Mapping[str, list[str]]) -> Asked:
    """What is reckoned."""
    return Asked(ledger, told["measure"], tuple((column, tuple(values)) for column, values in where.items()))
