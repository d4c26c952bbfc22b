"""Edits that must change no verdict: of the printing, of the document's runs, and of what else the book keeps."""

from __future__ import annotations

import tomllib
from io import BytesIO
from pathlib import Path
from random import Random

import docx

from checkbench.reports import Edit
from checkbench.wording import Style
from jiedui.book import Add, Book

#: Edits of the printing, by name.
EDITS: dict[str, Edit] = {
    "Han numerals": Edit(Style(digits="han")),
    "thousands commas": Edit(Style(digits="comma")),
    "full-width digits": Edit(Style(digits="wide")),
    "1.28万 for 12,800": Edit(Style(scaled=True)),
    "元 for 万元": Edit(Style(yuan=True)),
    "other wording": Edit(wording=1),
    "clauses reversed": Edit(reversed=True),
}
UNRELATED = 10


def split_runs(text: str, seed: int) -> bytes:
    """The text as a Word document whose paragraphs are cut into runs anywhere, within numbers too, each with its own look."""
    draw = Random(seed)  # noqa: S311 - the same everywhere
    document = docx.Document()
    for line in text.split("\n"):
        paragraph = document.add_paragraph()
        start = 0
        while start < len(line):
            end = min(len(line), start + draw.randint(1, 4))
            paragraph.add_run(line[start:end]).bold = draw.random() < 0.5
            start = end
    into = BytesIO()
    document.save(into)
    return into.getvalue()


def add_unrelated(folder: Path) -> None:
    """Declare ten ledgers that have nothing to do with cooperation, and fill them; the book is brought along."""
    ledgers = folder / "catalog" / "ledgers"
    ledgers.mkdir(parents=True)
    for number, (title, noun) in enumerate(_THINGS):
        (ledgers / f"other{number}.toml").write_text(_declaration(number, title, noun), "utf-8")
        assert tomllib.loads(_declaration(number, title, noun))["title"] == title
    with Book.open(folder, synced=False) as book:
        book.sync("核对基准")
        draw = Random(7)  # noqa: S311 - the same everywhere
        rows = [
            Add(f"other{number}", {"day": f"2024-{draw.randint(1, 12):02d}-11", "amount": draw.randint(10, 9000)})
            for number in range(UNRELATED)
            for _ in range(40)
        ]
        book.write("核对基准", "无关的台账", rows)


_THINGS = (
    ("车辆台账", "车辆"),
    ("图书台账", "图书"),
    ("绿化台账", "苗木"),
    ("消防台账", "灭火器"),
    ("门禁台账", "门禁卡"),
    ("食堂台账", "餐具"),
    ("电梯台账", "电梯"),
    ("水电台账", "水表"),
    ("印章台账", "印章"),
    ("钥匙台账", "钥匙"),
)


def _declaration(number: int, title: str, noun: str) -> str:
    """The declaration of one ledger."""
    return f"""
name = "other{number}"
title = "{title}"
kind = "ledger"
counts = "件"
date = "day"
key = ["day"]
shows = ["day"]
phrases = ["{noun}"]

[[columns]]
name = "day"
title = "日期"
type = "date"
required = true

[[columns]]
name = "amount"
title = "数量"
type = "integer"
unit = "件"
phrases = ["{noun}数量"]
"""
