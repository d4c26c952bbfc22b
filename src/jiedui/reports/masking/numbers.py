"""Numbers that tell who somebody is: telephones, identity cards (GB 11643), bank accounts, social credit codes, mail addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

_GAP = "[ -]?"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_PATTERNS: Final = {
    "phone": re.compile(
        rf"(?<![\dA-Za-z.])(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?![\dA-Za-z])"
        r"|(?<!\d)[（(]?0\d{2,3}[）)]?[ -]?[2-9]\d{6,7}(?!\d)|(?<!\d)400-?\d{3}-?\d{4}(?!\d)"
        r"|(?<=电话)[：:]?\d{7,8}(?!\d)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<=微信)[号：:]*[A-Za-z][\w-]{5,}"
    ),
    "identity": re.compile(
        rf"(?<![\dA-Za-z])[1-9]\d{{5}}{_GAP}(?:19|20)\d\d{_DAY}{_GAP}\d{{3}}[\dXx](?![\dA-Za-z])"
        rf"|(?<![\dA-Za-z])[1-9]\d{{5}}\d\d{_DAY}\d{{3}}(?![\dA-Za-z])"
    ),
    "account": re.compile(rf"(?<![\dA-Za-z.])\d(?:{_GAP}\d){{11,29}}(?![\dA-Za-z])"),
    "code": re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])"),
}
_ACCOUNT_WORD: Final = re.compile(r"[账帐卡][户号][^\d]{0,12}$|开户[^\d]{0,20}$")
_SIGN: Final = re.compile(r"[0-9A-Za-z]")


def numbers(text: str, hides: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """The numbers in a text that are to be hidden: start, end, and the mask, as many stars as signs."""
    for kind, pattern in _PATTERNS.items():
        if kind in hides:
            for found in pattern.finditer(text):
                if kind != "account" or _is_account(text, found):
                    yield found.start(), found.end(), _SIGN.sub("*", found[0])


def _is_account(text: str, found: re.Match[str]) -> bool:
    """Whether a long number is a bank account's: it says so, or it is a card's by its check digit (ISO/IEC 7812)."""
    digits = re.sub(r"\D", "", found[0])
    return bool(_ACCOUNT_WORD.search(text[: found.start()])) or (16 <= len(digits) <= 19 and _luhn(digits))


def _luhn(digits: str) -> bool:
    """Whether the last digit checks the others."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0
