"""``jiedui corrections`` and ``jiedui phrases``: what the office taught the checker, listed, added, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.cli.options import Actor, BookPlace, local_time
from jiedui.cli.speaking import Commands
from jiedui.cli.terminal import terminal

if TYPE_CHECKING:
    from rich.table import Table

    from jiedui.book.corrections import Act, Correction
    from jiedui.reports.check.facts import Facts
    from jiedui.reports.check.text.taught import Target

corrections = Commands(help="更正：教核对认得本单位的说法 · what the checker was taught")
phrases = Commands(help="短语：报告用哪些话说哪个指标 · phrases of the indicators")

Reason = Annotated[str, typer.Option("--reason", help="理由，记入日志 · why; the journal takes it down")]
Where = Annotated[
    list[str] | None, typer.Option("--where", help="条件，如 方向=东访西；可多次 · a narrowing by a choice; repeatable")
]
Means = Annotated[str, typer.Option("--means", help="所指的指标，或 台账.列 · the indicator, or ledger.column")]


@corrections.command("list")
def list_corrections(
    book: BookPlace,
    revoked: Annotated[bool, typer.Option("--revoked", help="连同已撤销的 · those taken back as well")] = False,
) -> None:
    """列出更正：文字、所指、谁、何时、为何 · every correction: its words, its figure, who, when and why."""
    from jiedui.book import Book
    from jiedui.book.corrections import corrections as kept
    from jiedui.reports.check.facts import read_facts

    with Book.open(book) as opened:
        resting = {each.id for each in read_facts(opened).taught.resting}
        table = _folding("更正", "类别", "文字", "所指", "经办人", "时间", "理由", "状态")
        for each in kept(opened, revoked=revoked):
            table.add_row(str(each.id), each.kind, each.words, _target(each), *_told(each.made), _state(each, resting))
        terminal().print(table)


@corrections.command("add")
def add_correction(
    text: Annotated[str, typer.Argument(help="含一处数字的一句话，或用〔数〕代替数字 · a sentence with one number")],
    book: BookPlace,
    actor: Actor,
    reason: Reason,
    means: Annotated[str | None, typer.Option("--means", help="所指的指标，或 台账.列 · what it means")] = None,
    where: Where = None,
    nothing: Annotated[bool, typer.Option("--nothing", help="不是数量表述 · it states no quantity")] = False,
) -> None:
    """说明一处文字不是数量表述，或指哪个指标 · say that words state no quantity, or which figure they mean."""
    from jiedui.book import Book
    from jiedui.reports.check.facts import read_facts
    from jiedui.reports.check.teaching import teach_nothing, teach_reading

    if nothing == bool(means):
        raise typer.BadParameter("--means 与 --nothing 二者取一 · either --means or --nothing")
    with Book.open(book) as opened:
        facts = read_facts(opened)
        if means:
            made = teach_reading(facts, opened, text, means, where or (), actor=actor, reason=reason)
        else:
            made = teach_nothing(facts, opened, text, actor=actor, reason=reason)
        _print(made)


@corrections.command("revoke")
def revoke_correction(
    number: Annotated[int, typer.Argument(help="更正的编号 · its number")],
    book: BookPlace,
    actor: Actor,
    reason: Reason,
) -> None:
    """撤销一条更正（短语同此）；来历仍在 · take a correction or a phrase back; its history stays."""
    from jiedui.book import Book
    from jiedui.book.corrections import revoke_correction as revoke

    with Book.open(book) as opened:
        receipt = revoke(opened, number, actor=actor, reason=reason)
        terminal(soft_wrap=True).print(f"已撤销更正 {number}，第 {receipt.seq} 号变更。", highlight=False)


@phrases.command("list")
def list_phrases(
    book: BookPlace,
    name: Annotated[str | None, typer.Argument(help="指标；不填则列出本单位自己的 · omitted: the office's own")] = None,
) -> None:
    """列出说一个指标的短语，或本单位教的全部短语 · the phrases of an indicator, or all that the office taught."""
    from jiedui.book import Book
    from jiedui.reports.check.facts import read_facts

    with Book.open(book) as opened:
        facts = read_facts(opened)
        table = _folding("短语", "指标", "来自")
        for phrase, title, number in _phrases(facts, name):
            made = facts.taught.by_id[number].made if number else None
            table.add_row(phrase, title, f"更正 {number}，{made.actor} {local_time(made.at)}" if made else "口径声明")
        terminal().print(table)


@phrases.command("add")
def add_phrase(
    phrase: Annotated[str, typer.Argument(help="短语；几个词以空格分开，须都出现 · words parted by spaces")],
    means: Means,
    book: BookPlace,
    actor: Actor,
    reason: Reason,
    where: Where = None,
) -> None:
    """说明一个短语指哪个指标 · say which figure a phrase means."""
    from jiedui.book import Book
    from jiedui.reports.check.teaching import teach_phrase

    with Book.open(book) as opened:
        _print(teach_phrase(opened, phrase, means, where or (), actor=actor, reason=reason))


def _folding(*titles: str) -> Table:
    """A table whose cells are folded, never cut short."""
    from rich.table import Table

    table = Table()
    for title in titles:
        table.add_column(title, overflow="fold")
    return table


def _phrases(facts: Facts, name: str | None) -> list[tuple[str, str, int]]:
    """The phrases wanted: words, title of the figure, number of the correction (0 for the catalogue's)."""
    from jiedui.figures.names import find_indicator

    wanted = find_indicator(facts.catalog, name).name if name else None
    figures: tuple[Target, ...] = (*facts.measurables.values(), *facts.book.rates)
    return [
        (" ".join(phrase), each.title, dict(each.told).get(phrase, 0))
        for each in figures
        for phrase in each.phrases
        if (each.name.partition("+")[0] == wanted if wanted else phrase in dict(each.told))
    ]


def _target(correction: Correction) -> str:
    """The figure that a correction means, with its conditions."""
    return "，".join((correction.target, *correction.where))


def _told(act: Act) -> tuple[str, str, str]:
    """Who, when and why."""
    return act.actor, local_time(act.at), act.reason


def _state(correction: Correction, resting: set[int]) -> str:
    """Whether it is in force, rests because its figure is gone, or was revoked, and by whom."""
    if correction.revoked is not None:
        return f"已撤销：{correction.revoked.actor} {local_time(correction.revoked.at)}"
    return "停用：口径里已无此指标" if correction.id in resting else "有效"


def _print(correction: Correction) -> None:
    """What was kept."""
    means = f"指 {_target(correction)}" if correction.target else "不是数量表述"
    words = f"更正 {correction.id}：“{correction.words}”{means}。第 {correction.made.seq} 号变更。"
    terminal(soft_wrap=True).print(words, markup=False, highlight=False)
