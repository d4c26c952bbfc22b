"""A plan of transfer as a workbook and as plain values: ranking, reasons, firms to visit, limits, back-test, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jiedui.book.outtake.stream import Cell, SheetOut, write_workbook
from jiedui.catalog.transfers import CRITERIA
from jiedui.planning.transfer.backtest import Outcome, Score, said, together, totals
from jiedui.planning.transfer.matching import Match
from jiedui.planning.transfer.tables import Ranked, Sheet, courting, ranking, ruled, sheet
from jiedui.planning.transfer.words import aspect, title

#: The columns of the back-test.
TESTED = ("年度", "承接地", "线索", "前几", "行业数", "命中", "本排序命中率", "区间下限", "区间上限", "按规模命中率", "随机命中率")  # fmt: skip


def sheets(match: Match, row: int, first: int) -> list[Sheet]:
    """The fact sheets of a county's first industries."""
    return [sheet(match, row, each.column) for each in ranking(match, row)[:first]]


def values(match: Match, outcomes: Sequence[Outcome], first: int) -> dict[str, Any]:
    """The plan as values that JSON takes."""
    return {
        "policy": match.policy.title,
        "source": match.policy.source,
        "scheme": match.scheme.title,
        "year": match.panel.year,
        "from": [match.panel.inputs.places[origin].name for origin in match.asked.origins],
        "weights": len(match.weights),
        "ranked": match.accepted.ranked,
        "seed": match.asked.seed,
        "counties": [_county(match, row, first) for row in range(len(match.panel.counties))],
        "courting": [asdict(each) for each in courting(match)],
        "ruled_out": [asdict(each) for each in ruled(match)],
        "backtest": {
            "outcomes": [{**asdict(each), "at": _scores(each.at)} for each in outcomes],
            "together": _scores(together(outcomes)),
            "says": said(outcomes) if outcomes else "",
        },
        "problems": [problem.words() for problem in match.panel.problems],
    }


def _scores(scores: Sequence[Score]) -> list[dict[str, Any]]:
    """Scores as values, with precision and its interval."""
    return [{**asdict(each), "precision": each.shares[0], "interval": each.interval} for each in scores]


def _county(match: Match, row: int, first: int) -> dict[str, Any]:
    """One county as values."""
    return {
        "county": match.panel.counties[row].name,
        "ranking": [asdict(each) for each in ranking(match, row)],
        "suggestions": [_suggestion(each) for each in sheets(match, row, first)],
    }


def _suggestion(found: Sheet) -> dict[str, Any]:
    """One suggestion as values, its facts in words."""
    facts = [{"criterion": each.criterion, "says": each.words(), "entries": each.entries} for each in found.carrying]
    turned = None if found.turning is None else {"against": found.against, **asdict(found.turning)}
    return {
        "code": found.ranked.code,
        "name": found.ranked.name,
        "confidence": found.confidence,
        "facts": facts,
        "visits": [asdict(each) for each in found.visits],
        "roots": [asdict(each) for each in found.roots],
        "turning": turned,
    }


def write_xlsx(match: Match, outcomes: Sequence[Outcome], first: int, path: Path) -> None:
    """Write the workbook; no text in it is a formula."""
    every = [each for row in range(len(match.panel.counties)) for each in ranking(match, row)]
    told = [each for row in range(len(match.panel.counties)) for each in sheets(match, row, first)]
    columns = (
        "承接地",
        "名次",
        "代码",
        "行业",
        "排第一",
        "进前五",
        "最好名次",
        "最差名次",
        "平均名次",
        "得分",
        "企业数",
    )
    out = [
        SheetOut("排序", columns, _ranking(every), (12, 6, 8, 30, 8, 8, 8, 8, 8, 8, 8)),
        SheetOut("理由", ("承接地", "行业", "方面", "准则", "事实", "条目"), _reasons(told), (12, 30, 10, 16, 60, 40)),
        SheetOut("走访企业", ("承接地", "行业", "企业", "等级", "往年等级", "需要", "线索", "条目"), _visits(told), (12, 30, 30, 8, 8, 50, 16, 18)),
        SheetOut("分工", columns, _ranking(courting(match)), (12, 6, 8, 30, 8, 8, 8, 8, 8, 8, 8)),
        SheetOut("不可引", ("承接地", "代码", "行业", "理由"), _ruled(match), (12, 8, 30, 80)),
        SheetOut("回测", TESTED, _outcomes(outcomes), (8, 12, 8, 8, 8, 8, 12, 12, 12, 12, 12)),
        SheetOut("来源", ("项目", "内容"), sources(match, outcomes), (20, 80)),
    ]  # fmt: skip
    write_workbook(path, out)


def _ranking(rows: Sequence[Ranked]) -> Iterator[Sequence[Cell]]:
    """Ranked industries, one a row."""
    for each in rows:
        shares = (round(each.first, 4), round(each.top, 4))
        yield (
            each.county,
            each.rank,
            each.code,
            each.name,
            *shares,
            each.best,
            each.worst,
            round(each.mean, 2),
            round(each.score, 4),
            each.firms,
        )


def _reasons(found: Sequence[Sheet]) -> Iterator[Sequence[Cell]]:
    """The facts that carry each suggestion."""
    for each in found:
        for fact in each.carrying:
            named = (each.ranked.county, each.ranked.name, aspect(fact.criterion), title(fact.criterion))
            yield (*named, fact.words(), "、".join(fact.entries))


def _visits(found: Sequence[Sheet]) -> Iterator[Sequence[Cell]]:
    """The firms to be visited."""
    for each in found:
        for visit in each.visits:
            needs = "、".join(f"{factor} {amount:g}" for factor, amount in visit.needs.items() if amount is not None)
            yield (
                each.ranked.county,
                each.ranked.name,
                visit.name,
                visit.grade,
                visit.before,
                needs,
                visit.lead,
                visit.entry,
            )


def _ruled(match: Match) -> Iterator[Sequence[Cell]]:
    """What is ruled out."""
    return ((each.county, each.code, each.name, "；".join(each.reasons)) for each in ruled(match))


def _outcomes(outcomes: Sequence[Outcome]) -> Iterator[Sequence[Cell]]:
    """The back-test, each county and year and then all of them together."""
    for each in outcomes:
        for score in each.at:
            yield each.year, each.county, each.leads, *_score(score)
    for score in totals(outcomes):
        yield "合计", "", sum(each.leads for each in outcomes), *_score(score)


def _score(score: Score) -> tuple[Cell, ...]:
    """A score as cells."""
    (ours, size, chance), (low, high) = score.shares, score.interval
    shares = (round(share, 4) for share in (ours, low, high, size, chance))
    return score.first, score.looked, score.hits, *shares


def sources(match: Match, outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str]]:
    """Policy, scheme, year, origin, weights and their rules, what was left out."""
    yield "承接办法", match.policy.title
    yield "依据", match.policy.source
    yield "评价办法", match.scheme.title
    yield "年度", str(match.panel.year)
    yield "来源地", "、".join(match.panel.inputs.places[origin].name for origin in match.asked.origins)
    yield (
        "权重",
        f"{len(match.weights):,} 组，随机种子 {match.asked.seed}；名次区间取 5%—95%，按 {match.accepted.ranked:,} 组",
    )
    for at, weight in enumerate(match.mean_weights):
        low, high = match.weights[:, at].min(), match.weights[:, at].max()
        criterion = CRITERIA[at]
        yield f"权重·{title(criterion)}", f"平均 {weight:.3f}，{low:.3f}—{high:.3f}"
    if outcomes:
        yield "回测", said(outcomes)
    for problem in match.panel.problems:
        yield "问题", problem.words()
