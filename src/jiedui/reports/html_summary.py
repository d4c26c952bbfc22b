"""The first page of a checked report: how many statements stand, which fall and why, and nothing that needs a second page.

What is told is cut to the lines of one A4 page; what did not find room is counted, and stands behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import TypeVar

from jiedui.reports.html_views import MARKS, CheckedView, StatementView

#: Lines of the tables that one page has room for, and the signs of one line of reasons.
LINES, SIGNS = 30, 30
#: Signs kept of one reason, and what is kept for the lists below the table at least.
REASON, BELOW = 90, 8
Thing = TypeVar("Thing")


def summary(view: CheckedView) -> str:
    """The head of the page: name, scope, tally, the false ones, the open ones, what the text says against itself."""
    wrong = [(number, each) for number, each in enumerate(view.statements, 1) if each.verdict == "contradicted"]
    shown, used = _fitting(wrong, LINES - BELOW, _lines)
    parts = [
        f"<h1>{escape(view.name)} · 核对结果</h1><p class=scope>{escape(view.scope)}</p>{_tally(view)}",
        _wrong(shown, len(wrong) - len(shown)),
        *_below(view, LINES - used),
        f"<p class=scope>账册日志摘要 {escape(view.head)}</p>",
    ]
    return f"<header class=summary>{''.join(parts)}</header>"


def _tally(view: CheckedView) -> str:
    """How many statements there are of each verdict."""
    counts = {name: sum(each.verdict == name for each in view.statements) for name in MARKS}
    items = (
        f"<li class={MARKS[name][2]}>{MARKS[name][0]} {MARKS[name][1]} {count}</li>" for name, count in counts.items()
    )
    return f"<ul class=tally><li>共 {len(view.statements)} 处</li>{''.join(items)}</ul>"


def _wrong(shown: Sequence[tuple[int, StatementView]], more: int) -> str:
    """The table of what the book contradicts."""
    if not shown:
        return "<p>没有与台账不符的数量表述。</p>"
    rows = "".join(
        f'<tr class=no><td><a href="#v{number}">{number}</a></td><td>{escape(each.text)}</td>'
        f"<td>{escape(each.computed)}</td><td>{escape(_short(each.reason))}</td></tr>"
        for number, each in shown
    )
    rest = f"<p>另有 {more} 处不符，见后文。</p>" if more else ""
    head = "<tr><th>序号</th><th>文中</th><th>台账</th><th>说明</th></tr>"
    return f"<h2>{MARKS['contradicted'][0]} 不符</h2><table>{head}{rows}</table>{rest}"


def _below(view: CheckedView, lines: int) -> Iterator[str]:
    """The open statements, what the text says against itself, and what was set aside, as far as there is room."""
    for title, told in (
        ("! 文稿自身", [each.message for each in view.findings if not each.holds]),
        (f"{MARKS['unsupported'][0]} 无据（请人工核对）", _named(view, "unsupported")),
        (f"{MARKS['unverifiable'][0]} 隐去", _named(view, "unverifiable")),
        ("按更正不作数量表述", list(view.aside)),
    ):
        if told and lines > 1:
            shown, used = _fitting(told, (lines - 1) * SIGNS, lambda each: len(each) + 1)
            lines -= 1 + -(-used // SIGNS)
            more = f"；另有 {len(told) - len(shown)} 处" if len(shown) < len(told) else ""
            yield f"<h2>{title} {len(told)}</h2><p>{'；'.join(map(escape, shown))}{more}</p>"


def _named(view: CheckedView, verdict: str) -> list[str]:
    """The statements of a verdict, each by its number and words."""
    return [f"{number}. {each.text}" for number, each in enumerate(view.statements, 1) if each.verdict == verdict]


def _fitting(things: Sequence[Thing], room: int, size: Callable[[Thing], int]) -> tuple[list[Thing], int]:
    """As many of the things, from the first, as find room; and the room that they take."""
    kept: list[Thing] = []
    used = 0
    for each in things:
        if used + size(each) > room:
            break
        kept.append(each)
        used += size(each)
    return kept, used


def _lines(row: tuple[int, StatementView]) -> int:
    """The lines that one row of the table takes."""
    _, statement = row
    return max(-(-len(_short(statement.reason)) // SIGNS), -(-len(statement.text) // 8), 1)


def _short(reason: str) -> str:
    """A reason cut to what a table has room for."""
    return reason if len(reason) <= REASON else f"{reason[: REASON - 1]}…"
