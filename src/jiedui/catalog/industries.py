"""The national classification of industries (国民经济行业分类, GB/T 4754-2017): codes and names of all four levels.

A code is a section letter (门类) with two digits for a division (大类), three for a group (中类), four for a class (小类);
offices write it with the letter or without. ``industries.csv`` beside this module holds the table, complete at every
level. Ledgers also hold codes of earlier editions: whether a code has the right *form* is not whether it is *known*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Industry:
    """One line of the table: the code without its letter (a section: the letter), the section's letter, the name."""

    code: str
    section: str
    name: str

    @property
    def level(self) -> int:
        """1 for a section, 2 for a division, 3 for a group, 4 for a class."""
        return 1 if self.code == self.section else len(self.code)


@cache
def industries() -> Mapping[str, Industry]:
    """Every industry by its bare code, sections by their letter, in the order of the standard."""
    lines = (files("jiedui.catalog") / "industries.csv").read_text("utf-8").splitlines()
    rows = (line.split(",", 1) for line in lines if not line.startswith("#"))
    return {code[1:] or code: Industry(code[1:] or code, code[0], name) for code, name in rows}


def bare(code: str) -> str:
    """The code without the letter of its section and without blanks around it; a letter alone stays."""
    text = code.strip().upper()
    return text[1:] if len(text) > 1 and text[0].isalpha() else text


def find_industry(code: str) -> Industry | None:
    """The industry of that code, with or without its letter; None when there is none or the letter is another's."""
    text = code.strip().upper()
    found = industries().get(bare(text))
    return found if found and (not text[:1].isalpha() or found.section == text[0]) else None


def industry_name(code: str) -> str:
    """The name of a code; for an unknown one that of what it lies below; the code itself without any."""
    found = next(filter(None, map(find_industry, wider(code))), None)
    return found.name if found else code


def wider(code: str) -> Iterator[str]:
    """The bare code, then what it lies below, from near to far: ``1530``, ``153``, ``15``."""
    text = bare(code)
    for length in range(len(text), min(2, len(text)) - 1, -1):
        yield text[:length]


def has_form(code: str) -> bool:
    """Whether it could be a code of this edition or another: digits below a division of the table, its letter if any."""
    text = code.strip().upper()
    digits = bare(text)
    if not digits.isdecimal():
        return text in industries()
    division = find_industry(digits[:2])
    return bool(division and 2 <= len(digits) <= 4 and (text == digits or text[0] == division.section))
