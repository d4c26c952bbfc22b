"""A checked report as one page of HTML: the text on the left, the verdicts on the right, nothing fetched from outside.

The page knows nothing of the checker: it takes plain views. It needs no script, prints, and reads on a phone; a verdict
is told by a symbol, a word and a colour, never by the colour alone. Links lead from a statement to its verdict and back.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from jiedui.reports.html_summary import summary
from jiedui.reports.html_views import MARKS, CheckedView, StatementView

#: Records listed for one statement at most.
LISTED = 12

_STYLE = """
:root{--ink:#1d2733;--soft:#5b6775;--line:#d8dee6;--paper:#fff;--ground:#f4f6f8}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.75 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif}
header{padding:1.25rem 1.5rem;background:var(--paper);border-bottom:1px solid var(--line)}
h1{font-size:1.4rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:0 0 .75rem}
.scope{color:var(--soft);margin:0;font-size:.95rem;overflow-wrap:anywhere}
.tally{display:flex;flex-wrap:wrap;gap:.5rem;margin:.75rem 0 0;padding:0;list-style:none}
.tally li{padding:.1rem .75rem;border-radius:1rem;border:1px solid currentColor}
main{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1.25rem;padding:1.25rem 1.5rem}
section{background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:1.25rem}
.text p{margin:0 0 .75rem;overflow-wrap:anywhere}
mark{background:none;color:inherit;padding:.05rem .15rem;border-bottom:3px solid;border-radius:.15rem}
mark a{color:inherit;text-decoration:none}mark sup{font-size:.75em;font-weight:700;margin-left:.1em}
.ok{--tone:#1b6e3c;--wash:#e8f4ec}.no{--tone:#b3261e;--wash:#fdecea}.open{--tone:#8a5a00;--wash:#fdf3dc}.mask{--tone:#4a5563;--wash:#eceff3}
mark.ok,mark.no,mark.open,mark.mask{background:var(--wash);border-color:var(--tone)}
.tally .ok,.tally .no,.tally .open,.tally .mask,.verdict{color:var(--tone)}
ol{list-style:none;margin:0;padding:0}
ol>li{border-left:4px solid var(--tone);background:var(--wash);margin:0 0 .75rem;padding:.6rem .9rem;border-radius:.25rem;break-inside:avoid}
li:target,mark:target{outline:3px solid #1a5fb4;outline-offset:2px}
a:focus-visible{outline:3px solid #1a5fb4;outline-offset:2px}
.verdict{font-weight:700}.stated a{color:inherit}.reason{margin:.15rem 0}
.behind{color:var(--soft);font-size:.9rem;margin:0;overflow-wrap:anywhere}
.empty{color:var(--soft)}.findings li{--tone:#8a5a00;--wash:#fdf3dc}.findings li.ok{--tone:#1b6e3c;--wash:#e8f4ec}
@media (max-width:60rem){main{grid-template-columns:minmax(0,1fr);padding:.75rem}header{padding:1rem}}
table{border-collapse:collapse;width:100%;margin:.25rem 0}td,th{border:1px solid var(--line);padding:.2rem .5rem;text-align:left;vertical-align:top}
td:nth-child(2),td:nth-child(3){white-space:nowrap}tr.no td:first-child{border-left:4px solid var(--tone)}.summary h2{margin:.75rem 0 .25rem}.summary p{margin:.25rem 0}
@page{size:A4;margin:15mm 14mm}
@media print{body{background:#fff;font-size:10.5pt;line-height:1.5}main{display:block;padding:0}section{border:0;padding:0}section.text{break-after:page}ol{columns:2}ol>li{padding:.3rem .6rem;margin:0 0 .5rem}h2{break-after:avoid}header{border:0;padding:0;break-after:page}}
"""


def render(view: CheckedView) -> str:
    """The page as HTML text."""
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{escape(view.name)} · 核对</title><style>{_STYLE}</style></head><body>",
            summary(view),
            f"<main><section class=text aria-label=原文><h2>原文</h2>{''.join(_text(view))}</section>",
            f"<section aria-label=结论><h2>逐条结论</h2>{_verdicts(view)}{_findings(view)}</section></main>",
            "</body></html>\n",
        )
    )


def _text(view: CheckedView) -> Iterator[str]:
    """The text, a paragraph a line, with its statements marked; a statement over a line's end is marked to the end."""
    place = 0
    for line in view.text.split("\n"):
        end = place + len(line)
        body = "".join(_line(view, place, end))
        if body.strip():
            yield f"<p>{body}</p>"
        place = end + 1


def _line(view: CheckedView, start: int, end: int) -> Iterator[str]:
    """One line, its statements marked."""
    place = start
    for number, statement in enumerate(view.statements, 1):
        if statement.start < place or statement.start >= end:
            continue
        symbol, word, name = MARKS[statement.verdict]
        stop = min(statement.end, end)
        yield escape(view.text[place : statement.start])
        yield (
            f'<mark class={name} id=s{number}><a href="#v{number}" title="{escape(word)}：{escape(statement.reason)}">'
            f"{escape(view.text[statement.start : stop])}<sup>{symbol}{number}</sup></a></mark>"
        )
        place = stop
    yield escape(view.text[place:end])


def _verdicts(view: CheckedView) -> str:
    """The list of statements with their verdicts."""
    if not view.statements:
        return "<p class=empty>这份文稿里没有数量表述。</p>"
    return f"<ol>{''.join(_verdict(number, each) for number, each in enumerate(view.statements, 1))}</ol>"


def _verdict(number: int, statement: StatementView) -> str:
    """One verdict: symbol and word, what is stated, what the book says, why, and the records behind."""
    symbol, word, name = MARKS[statement.verdict]
    said = f'<span class=stated><a href="#s{number}">{number}. {escape(statement.text)}</a></span>'
    told = f" · 台账 {escape(statement.computed)}" if statement.computed else ""
    records = "、".join(escape(each) for each in statement.records[:LISTED])
    more = f" 等 {len(statement.records)} 条" if len(statement.records) > LISTED else ""
    behind = f"<p class=behind>记录：{records}{more}</p>" if records else ""
    return (
        f"<li class={name} id=v{number}><span class=verdict>{symbol} {word}</span> {said}{told}"
        f"<p class=reason>{escape(statement.reason)}</p>{behind}</li>"
    )


def _findings(view: CheckedView) -> str:
    """What the text says of itself."""
    if not view.findings:
        return ""
    items = "".join(
        f"<li class={'ok' if each.holds else 'no'}>{'✓' if each.holds else '!'} {escape(each.message)}</li>"
        for each in view.findings
    )
    return f"<h2 style='margin-top:1.5rem'>文稿自身</h2><ol class=findings>{items}</ol>"
