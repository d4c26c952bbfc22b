"""The brief on a plan of transfer, in the layout of official documents: what to court, why, whom to visit, how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

from jiedui.planning.transfer.backtest import Outcome, Score, said, totals
from jiedui.planning.transfer.matching import Match
from jiedui.planning.transfer.tables import Sheet, courting, ranking, ruled, sheet
from jiedui.planning.transfer.words import plain, title
from jiedui.reports.layout import OfficialDocument
from jiedui.reports.writing.document import han

#: Industries in the table of each county, and those that are told in full.
TABLED, TOLD = 10, 5


class _Paper(OfficialDocument):
    """A document that counts its headings."""

    _sections = _items = 0

    def section(self, text: str) -> None:
        """The next heading of the first level, 一、."""
        self._sections, self._items = self._sections + 1, 0
        self.heading(1, f"{han(self._sections)}、{text}")

    def item(self, text: str) -> None:
        """The next heading of the second level, （一）."""
        self._items += 1
        self.heading(2, f"（{han(self._items)}）{text}")


def brief(match: Match, outcomes: Sequence[Outcome]) -> OfficialDocument:
    """The brief on the counties of a plan."""
    asked, inputs = match.asked, match.panel.inputs
    origins = "、".join(inputs.places[origin].name for origin in asked.origins)
    document = _Paper(f"{inputs.places[asked.to].name}承接产业转移的建议", byline=f"{match.panel.year}年")
    document.paragraph(
        f"根据{origins}{match.panel.year}年{len(match.panel.firms)}家企业的台账、承接资源、招商线索，"
        f"按“{match.policy.title}”和“{match.scheme.title}”评价办法，在{len(match.weights):,}组可行权重下排序。"
    )
    for row in range(len(match.panel.counties)):
        _county(document, match, row)
    _shared(document, match)
    _ruled(document, match)
    _tested(document, outcomes)
    _basis(document, match)
    return document


def _county(document: _Paper, match: Match, row: int) -> None:
    """One county: its table, then its first industries in full."""
    rows, name = ranking(match, row), match.panel.counties[row].name
    document.section(f"{name}适宜引进的行业")
    if not rows:
        document.paragraph("没有可引进的行业：都为硬约束所限。")
        return
    cells = [
        (
            str(each.rank),
            f"{each.name}（{each.code}）",
            _share(each.first),
            _share(each.top),
            f"{each.best}—{each.worst}",
        )
        for each in rows[:TABLED]
    ]
    document.table(("名次", "行业", "排第一", "进前五", "名次区间"), cells, f"{name}行业排序")
    for each in rows[:TOLD]:
        _suggestion(document, sheet(match, row, each.column))


def _share(value: float) -> str:
    """A share in percent."""
    return f"{value * 100:.0f}%"


def _suggestion(document: _Paper, found: Sheet) -> None:
    """One industry: the facts that carry it, whom to visit, where it took root."""
    document.item(found.ranked.name)
    facts = "；".join(f"{title(fact.criterion)}：{fact.words()}" for fact in found.carrying)
    document.paragraph(f"{facts or '没有突出的有利事实'}。")
    if found.visits:
        named = "；".join(
            f"{visit.name}（{visit.grade or '未评'}级，{_needs(visit.needs)}{'，已有线索' if visit.lead else ''}）"
            for visit in found.visits
        )
        document.paragraph(f"拟先走访：{named}。")
    if found.roots:
        document.paragraph(f"已落地的可比地区：{'、'.join(root.name for root in found.roots)}。")


def _needs(needs: dict[str, float | None]) -> str:
    """What a firm needs, in words."""
    return "、".join(f"{factor}{plain(amount)}" for factor, amount in needs.items() if amount is not None)


def _shared(document: _Paper, match: Match) -> None:
    """Who courts what, of several counties."""
    rows = courting(match)
    if rows:
        document.section("各县分工")
        document.paragraph("同一行业只由一县主攻，并不超过各县的劳动力、厂房用地和能耗指标。")
        document.table(("县", "行业", "在该县名次"), [(each.county, each.name, str(each.rank)) for each in rows])


def _ruled(document: _Paper, match: Match) -> None:
    """What must not be taken in."""
    rows = ruled(match)
    if rows:
        document.section("不可引进的行业")
        document.table(("承接地", "行业", "理由"), [(each.county, each.name, "；".join(each.reasons)) for each in rows])


def _tested(document: _Paper, outcomes: Sequence[Outcome]) -> None:
    """The back-test."""
    if outcomes:
        document.section("以往年线索回测")
        document.paragraph(said(outcomes))
        document.table(
            ("年度", "承接地", "线索", "前几", "本排序", "区间", "按规模", "随机"),
            [
                *(
                    (str(each.year), each.county, str(each.leads), *_score(score))
                    for each in outcomes
                    for score in each.at
                ),
                *(
                    ("合计", "", str(sum(each.leads for each in outcomes)), *_score(score))
                    for score in totals(outcomes)
                ),
            ],
        )


def _score(score: Score) -> tuple[str, ...]:
    """A score as cells: which firsts, hits of how many, their interval, size, chance."""
    (_, size, chance), (low, high) = score.shares, score.interval
    hits, interval = f"{score.hits}/{score.looked}", f"{_share(low)}—{_share(high)}"
    return str(score.first), hits, interval, _share(size), _share(chance)


def _basis(document: _Paper, match: Match) -> None:
    """What it rests on, and what is not known."""
    document.section("依据与不确定处")
    document.paragraph(
        f"依据：{match.policy.source}。名次区间是各组权重下名次的5%—95%；没有登记的资源按未知处理，不按零计。"
    )
    for problem in match.panel.problems:
        document.paragraph(f"{problem.words()}。")
