"""Where in a TOML text a key stands: tomllib keeps no lines, and a problem must name one.

The scanner walks a text that tomllib has already accepted, so it needs to know only where things begin and end: tables,
arrays of tables, dotted and quoted keys, inline tables, and arrays and strings over several lines.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache

KeyPath = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_HEADER = re.compile(r"\[\[?")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'  # a basic string over lines; up to two quotes may stand before the closing three
    r"|'''.*?'{3,5}"  # a literal string over lines
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}\n#]*")


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The 1-based line of the deepest part of ``path`` (such as ``("columns", 3, "title")``) that the text shows.

    ``text`` is valid TOML. A path that the text does not show at all is at line 1.
    """
    places = _places(text)
    wanted = tuple(path)
    for depth in range(len(wanted), 0, -1):
        if wanted[:depth] in places:
            return text.count("\n", 0, places[wanted[:depth]]) + 1
    return 1


@lru_cache(maxsize=64)
def _places(text: str) -> dict[KeyPath, int]:
    """The offset of every key, table and array element of the text."""
    scanner = _Scanner(text)
    scanner.document()
    return scanner.places


class _Scanner:
    """One walk over the text: ``at`` is where it stands, ``places`` what it has met."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[KeyPath, int] = {}
        self.rows: dict[KeyPath, int] = {}

    def document(self) -> None:
        """Headers and pairs until the end."""
        here: KeyPath = ()
        while self._skip_blank():
            header = _HEADER.match(self.text, self.at)
            if header:
                here = self._header(header[0] == "[[")
            else:
                self._pair(here)

    def _skip_blank(self) -> bool:
        """Go past blanks and comments; whether anything is left."""
        self.at = _end(_BLANK, self.text, self.at)
        return self.at < len(self.text)

    def _header(self, is_array: bool) -> KeyPath:
        """A table, or the next row of an array of tables; a sub-table belongs to the latest row of its array."""
        start = self.at
        self.at += 2 if is_array else 1
        path: KeyPath = ()
        parts = self._key()
        for depth, part in enumerate(parts, 1):
            path = (*path, part)
            self.places.setdefault(path, start)
            if is_array and depth == len(parts):
                self.rows[path] = self.rows.get(path, -1) + 1
            if path in self.rows:
                path = (*path, self.rows[path])
                self.places.setdefault(path, start)
        self.at += 2 if is_array else 1
        return path

    def _key(self) -> list[str]:
        """A key in its parts, bare or quoted; ends after the blanks that follow it."""
        parts: list[str] = []
        while True:
            self._skip_blank()
            found = _STRING.match(self.text, self.at) or _BARE.match(self.text, self.at)
            if found is None:
                return parts
            word = found[0]
            parts.append(tomllib.loads(f"key = {word}")["key"] if word[0] in "\"'" else word)
            self.at = found.end()
            self._skip_blank()
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def _pair(self, here: KeyPath) -> None:
        """``key = value`` in the table ``here``."""
        start = self.at
        path = here
        for part in self._key():
            path = (*path, part)
            self.places.setdefault(path, start)
        self.at += 1  # the sign =
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        """A value, with what it holds; ends right after it."""
        self._skip_blank()
        self.places.setdefault(path, self.at)
        if self.text.startswith("[", self.at):
            self._array(path)
        elif self.text.startswith("{", self.at):
            self._table(path)
        else:
            string = _STRING.match(self.text, self.at)
            self.at = string.end() if string else _end(_SCALAR, self.text, self.at)

    def _array(self, path: KeyPath) -> None:
        """``[a, b, …]``."""
        self.at += 1
        number = 0
        while self._skip_blank() and not self.text.startswith("]", self.at):
            self._value((*path, number))
            number += 1
            self._skip_comma()
        self.at += 1

    def _table(self, path: KeyPath) -> None:
        """``{ key = value, … }``."""
        self.at += 1
        while self._skip_blank() and not self.text.startswith("}", self.at):
            self._pair(path)
            self._skip_comma()
        self.at += 1

    def _skip_comma(self) -> None:
        """Go past a comma and the blanks around it."""
        self._skip_blank()
        if self.text.startswith(",", self.at):
            self.at += 1


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where the pattern, matched at ``at``, ends; a pattern that may be empty always matches."""
    found = pattern.match(text, at)
    return found.end() if found else at
