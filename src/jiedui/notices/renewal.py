"""The brief of a plan of renewal and resettlement: what it reaches, what it costs, who moves when, what binds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from jiedui.planning.renew.answer import Plan
from jiedui.planning.renew.tables import Event, Tables, Yearly, tables
from jiedui.planning.renew.town import Town
from jiedui.reports.layout import OfficialDocument

#: Years in one table of the page, so that it fits.
YEARS = 4


def brief(town: Town, plan: Plan, organ: str = "", day: date | None = None) -> OfficialDocument:
    """The brief; signed where an office and a day are given."""
    told = tables(town, plan)
    document = OfficialDocument(f"{town.name}更新与安置方案简报")
    document.paragraph(_summary(town, plan, told))
    document.heading(1, "一、目标和差距")
    document.table(
        ("目标（按次序）", "得到", "界", "差距"),
        [
            (f"{each.what}（{each.unit}）", *map(figure, (each.value, each.bound)), f"{each.gap:.2%}")
            for each in told.levels
        ],
    )
    document.remark("界是任何方案都越不过的值，由求解证明；差距是两者之差占大者的比例。")
    document.heading(1, "二、前后对比")
    changes = [(f"{each.what}（{each.unit}）", figure(each.before), figure(each.after)) for each in told.changes]
    document.table(("项目", "现在", "规划期末"), changes)
    document.heading(1, "三、资金")
    _by_year(document, told.years, told.cash, "收支（万元）")
    document.heading(1, "四、土地平衡")
    _by_year(document, told.years, told.land, "土地（亩）")
    document.heading(1, "五、卡住方案的限制")
    for line in _binds(told):
        document.paragraph(line)
    if organ and day:
        document.signature(organ, day)
    document.attachment("日程")
    document.table(("年", "对象", "名称", "做什么", "去处", "数量"), [_event(each) for each in told.calendar])
    return document


def figure(value: float) -> str:
    """A number for people: two decimals below a thousand, none above."""
    return f"{value:,.2f}".removesuffix(".00") if abs(value) < 1000 else f"{value:,.0f}"


def _summary(town: Town, plan: Plan, told: Tables) -> str:
    """The plan in a sentence."""
    made, last = plan.decisions, plan.accounts.states[-1]
    plants = sum(map(len, made.plants.values()))
    closed = sum(path.closed is not None for path in made.firms.values())
    moved = sum(path.entered is not None for path in made.firms.values())
    return (
        f"{told.years[0]}至{told.years[-1]}年，{len(town.blocks)}个更新片区腾空{len(made.cleared)}个，建成厂房{plants}座；"
        f"企业迁入{moved}家、关停{closed}家；{len(town.hamlets)}个自然村搬迁{len(made.hamlets)}个、"
        f"{last.households_moved}户。期末税收{figure(last.tax)}万元，工业用地{figure(last.industrial_land)}亩。"
    )


def _by_year(document: OfficialDocument, years: Sequence[int], lines: Sequence[Yearly], caption: str) -> None:
    """A table by year, some years at a time; lines that are nothing in all years are left out."""
    kept = [line for line in lines if any(line.values)]
    for at in range(0, len(years), YEARS):
        some = slice(at, at + YEARS)
        rows = [(line.what, *map(figure, line.values[some])) for line in kept]
        document.table(("项目", *(f"{year}年" for year in years[some])), rows, caption)


def _binds(told: Tables) -> Iterator[str]:
    """The limits that bind, a sentence a rule."""
    first = told.years[0] - 1
    rules = dict.fromkeys(bind.words for bind in told.binds)
    for rule in rules:
        places = [f"{bind.entity}{bind.year + first}年" for bind in told.binds if bind.words == rule]
        more = f"等{len(places)}处" if len(places) > YEARS else ""
        yield f"{rule}：{'、'.join(places[:YEARS])}{more}已用满。"
    if not rules:
        yield "没有限制被用满。"


def _event(event: Event) -> tuple[str, ...]:
    """A line of the calendar."""
    return str(event.year), event.kind, event.name, event.what, event.where, f"{figure(event.amount)}{event.unit}"
