"""Queries and scopes in Chinese words: what is counted, of which rows, where and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from jiedui.book.regions import RegionTree
from jiedui.catalog import Column, Ledger, Measure

if TYPE_CHECKING:
    from jiedui.figures.model import Condition, Query, Scope

#: What names an entry of a ledger by its id.
Labels = Callable[[str, int], str]

#: What each operator says of a column and its values.
_WORDS: Mapping[str, str] = {
    "in": "{column}为{values}",
    "not_in": "{column}不为{values}",
    "filled": "已填{column}",
    "empty": "未填{column}",
    "under": "{column}在{values}及其下级",
    "from": "{column}不小于{values}",
    "to": "{column}不大于{values}",
    "contains": "{column}含{values}",
}
_DATED: Mapping[str, str] = {"from": "{column}不早于{values}", "to": "{column}不晚于{values}"}
_MEASURES: Mapping[str, str] = {
    "sum": "{column}合计",
    "distinct": "不同{column}的个数",
    "min": "{column}最小值",
    "max": "{column}最大值",
}


def scope_words(tree: RegionTree, scope: Scope) -> str:
    """``平利县，2022年``; 全部地区 and 全部时期 where nothing is said; 仅计已审记录 where only those count."""
    region = tree[scope.region].name if scope.region is not None else "全部地区"
    accepted = "，仅计已审记录" if scope.accepted else ""
    return f"{region}，{scope.period.words() if scope.period else '全部时期'}{accepted}"


def measure_words(ledger: Ledger, measure: Measure) -> str:
    """``金额合计``; a count names its measure word: ``笔数``."""
    if measure.column is None:
        return f"{ledger.counts}数"
    return _MEASURES[measure.aggregate].format(column=ledger.column(measure.column).title)


def condition_words(ledger: Ledger, condition: Condition, labels: Labels) -> str:
    """``环节为拨付或支付``."""
    column = ledger.column(condition.column)
    values = "或".join(_value_words(column, value, labels) for value in condition.values)
    form = (_DATED if column.type == "date" else {}).get(condition.op, _WORDS[condition.op])
    return form.format(column=column.title, values=values)


def _value_words(column: Column, value: object, labels: Labels) -> str:
    """A wanted value as it is called."""
    return labels(column.to, value) if column.to and isinstance(value, int) else str(value)


def query_words(ledger: Ledger, query: Query, labels: Labels) -> str:
    """``资金台账中环节为拨付、资金来源不为社会捐赠的记录的金额合计，按日期计``."""
    kept = "、".join(condition_words(ledger, condition, labels) for condition in query.where)
    rows = f"{ledger.title}中{kept}的记录" if kept else ledger.title
    return f"{rows}的{measure_words(ledger, query.measure)}{_time_words(ledger, query)}"


def _time_words(ledger: Ledger, query: Query) -> str:
    """By which date the rows count to a period."""
    date = query.date or ledger.date
    if date is None:
        return ""
    title = ledger.column(date).title
    return f"，{title}不晚于期末且期末仍有效的都计" if query.stock else f"，按{title}计"
