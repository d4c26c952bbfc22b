"""Formats of text columns: what a code, a telephone number, a geometry must look like.

``uscc``: the unified social credit code (统一社会信用代码) of GB 32100-2015, 18 characters with a check character;
``phone``: a Chinese mobile or landline number; ``industry``: a code of GB/T 4754 (section letter and up to four digits, or
the digits alone) below a division that exists, since ledgers keep classes of earlier editions too; ``geometry``: GeoJSON
or WKT; ``indicator``: the name, title or alias of an indicator.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from jiedui.catalog import Catalog
from jiedui.catalog.industries import has_form

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PHONE = re.compile(r"(?:\+?86[- ]?)?(?:1\d{10}|1\d{2}[- ]\d{4}[- ]\d{4}|0\d{2,3}[- ]?\d{7,8}(?:-\d{1,6})?|\d{7,8})")
_MASKED_PHONE = re.compile(r"1\d{2}\*{4}\d{4}")
_WKT = re.compile(
    r"(?:SRID=\d+;)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*(?:Z\s*)?\([-+0-9eE.,()\s]+\)", re.IGNORECASE
)
_GEOJSON = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "Feature"})


def is_uscc(text: str) -> bool:
    """Whether it is 18 characters of the alphabet and its check character holds (GB 32100-2015, weights 3**i mod 31)."""
    if len(text) != 18 or any(letter not in _USCC_ALPHABET for letter in text):
        return False
    values = [_USCC_ALPHABET.index(letter) for letter in text]
    total = sum(value * pow(3, place, 31) for place, value in enumerate(values[:17]))
    return values[17] == -total % 31


def is_phone(text: str) -> bool:
    """Whether it is a telephone number, several digits of which may be masked by asterisks."""
    return bool(_PHONE.fullmatch(text) or _MASKED_PHONE.fullmatch(text))


def is_geometry(text: str) -> bool:
    """Whether it is WKT or GeoJSON with a known type and coordinates."""
    if not text.lstrip().startswith("{"):
        return bool(_WKT.fullmatch(text.strip()))
    try:
        body = json.loads(text)
    except ValueError:
        return False
    return body.get("type") in _GEOJSON and bool(body.get("coordinates") or body.get("geometry"))


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "uscc": is_uscc,
    "phone": is_phone,
    "industry": has_form,
    "geometry": is_geometry,
}


def fits(text: str, form: str, catalog: Catalog) -> bool:
    """Whether the text has that format; an indicator is one of the catalogue's."""
    return catalog.indicator(text) is not None if form == "indicator" else _CHECKS[form](text)
