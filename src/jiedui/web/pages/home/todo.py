"""What needs doing, as the home page tells it: each list with its rule, its first things, and the way to all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from jiedui.agenda import Due, Setting, Task, tallies, tasks
from jiedui.agenda.rules import Predicates
from jiedui.book.layout import RETURNED, SUBMITTED
from jiedui.book.recent import merged
from jiedui.figures.show import shown
from jiedui.web.desk import Desk
from jiedui.web.pages.asked import Asked
from jiedui.web.roles import Ability

#: Things of each list told on the home page, and ranges of ids that an address names.
FIRST, RANGES = 5, 200
#: The heading of each list and its rule, in both languages.
HEADINGS: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "expiring": (
        ("即将到期的协议", "Agreements about to expire"),
        ("90 天内到期、没有续签的", "within 90 days and not renewed"),
    ),
    "unaccepted": (
        ("竣工未验收的项目", "Projects without acceptance"),
        ("竣工满 90 天还没有验收的", "finished 90 days ago or longer"),
    ),
    "undisbursed": (
        ("下达未拨付的资金", "Funds allotted and not disbursed"),
        ("下达满 60 天还没有拨付完的，按项目", "allotted 60 days ago or longer, by project"),
    ),
    "ending": (("即将期满的挂职", "Postings that end"), ("60 天内期满的", "within 60 days")),
    "returned": (("退回给我的记录", "Entries returned to me"), ("改好后重新上报", "correct and submit again")),
    "waiting": (("等我审核的记录", "Entries waiting for my review"), ("已报、未审的", "submitted, not yet accepted")),
    "unevidenced": (("没有佐证的记录", "Entries without evidence"), ("本时期登记、佐证为空的", "of this period")),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do in words: what, when or how much, and where it leads (empty: nowhere)."""

    title: str
    detail: str
    link: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of things to do; ``link`` leads to all of them, where one page shows them."""

    kind: str
    heading: tuple[str, str]
    rule: tuple[str, str]
    count: int
    items: list[Item]
    link: str


def own_and_reviews(desk: Desk) -> tuple[Predicates, Predicates]:
    """The entries that the user may change, and those that the user may review, of every ledger; none without the role."""
    return _rights(desk, "write"), _rights(desk, "review")


def _rights(desk: Desk, ability: Ability) -> Predicates:
    """The entries that the user may work on by that ability."""
    if not desk.may(ability):
        return {}
    with desk.acting(ability) as book:
        return {name: book.view.changeable(book.table(name)) for name in book.catalog.ledgers}


def todo(desk: Desk, where: Asked, day: date, rights: tuple[Predicates, Predicates]) -> list[Listed]:
    """All lists that have anything in them."""
    setting = Setting(where.scope.region, day)
    found = [_of_task(task) for task in tasks(desk.figures, setting)]
    found += _of_tallies(desk, where, setting, rights)
    order = list(HEADINGS)
    return sorted((each for each in found if each.count), key=lambda each: order.index(each.kind))


def _of_task(task: Task) -> Listed:
    """A list of entries."""
    items = [_item(task.ledger, due) for due in task.dues[:FIRST]]
    return Listed(task.kind, *HEADINGS[task.kind], len(task.dues), items, _all_of(task))


def _item(ledger: str, due: Due) -> Item:
    """One entry."""
    detail = due.day.isoformat() if due.day else str(shown(due.amount, "元")) if due.amount is not None else ""
    link = reverse("ledgers-entry", args=(ledger, due.entry)) if due.entry is not None else ""
    return Item(due.title or "（没有写明项目）", detail, link)


def _all_of(task: Task) -> str:
    """The list of the ledger that shows exactly these entries."""
    ids = list(merged((due.entry, due.entry) for due in task.dues if due.entry is not None))[:RANGES]
    told = ",".join(f"{first}" if first == last else f"{first}-{last}" for first, last in ids)
    return f"{reverse('ledgers-list', args=(task.ledger,))}?{urlencode({'_ids': told})}" if told else ""


def _of_tallies(desk: Desk, where: Asked, setting: Setting, rights: tuple[Predicates, Predicates]) -> list[Listed]:
    """The lists that are told by ledger: how many entries of each, and the list that shows them."""
    own, reviews = rights
    since = where.scope.period.start if where.scope.period else date.min
    found = tallies(desk.figures, setting, since, reviews, own)
    region = {"_region": where.region} if where.region else {}
    wanted = {
        "returned": {"review": RETURNED},
        "waiting": {"review": SUBMITTED},
        "unevidenced": {"evidence": "-", "_period": f"{since}..{setting.day}"},
    }
    lists = []
    for kind, filters in wanted.items():
        counts = {each.ledger: getattr(each, kind) for each in found if getattr(each, kind)}
        items = [
            Item(
                desk.book.ledgers[name].title,
                f"{count} 条",
                f"{reverse('ledgers-list', args=(name,))}?{urlencode({**filters, **region})}",
            )
            for name, count in sorted(counts.items(), key=lambda each: -each[1])
        ]
        lists.append(Listed(kind, *HEADINGS[kind], sum(counts.values()), items, ""))
    return lists
