"""Queries and scopes in words: what is counted, of which rows, where and when; conditions in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.base.problems import Language
from jiedui.book.regions import RegionTree
from jiedui.catalog import Column, Ledger, Measure
from jiedui.figures.show import shown

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
_ENGLISH: Mapping[str, str] = {
    "in": "{column} is {values}",
    "not_in": "{column} is not {values}",
    "filled": "{column} is filled",
    "empty": "{column} is empty",
    "under": "{column} is in {values} or below",
    "from": "{column} is at least {values}",
    "to": "{column} is at most {values}",
    "contains": "{column} contains {values}",
}
_ENGLISH_DATED: Mapping[str, str] = {"from": "{column} is not before {values}", "to": "{column} is not after {values}"}
#: What an empty cell is called, and what joins values of which one is enough.
_EMPTY: Mapping[Language, str] = {"zh": "空", "en": "empty"}
_OR: Mapping[Language, str] = {"zh": "或", "en": " or "}
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


def condition_words(ledger: Ledger, condition: Condition, labels: Labels, language: Language = "zh") -> str:
    """``环节为拨付或支付``; in English ``环节 is 拨付 or 支付``, for a ledger speaks Chinese alone."""
    column = ledger.column(condition.column)
    to = "region" if condition.op == "under" else column.to
    values = _OR[language].join(_value_words(column, to, value, labels, language) for value in condition.values)
    usual, dated = (_WORDS, _DATED) if language == "zh" else (_ENGLISH, _ENGLISH_DATED)
    form = (dated if column.type == "date" else {}).get(condition.op, usual[condition.op])
    return form.format(column=column.title, values=values)


def _value_words(column: Column, to: str | None, value: object, labels: Labels, language: Language) -> str:
    """A wanted value as it is called, an amount with its unit; ``to`` is the ledger that it is an entry of."""
    if value is None:
        return _EMPTY[language]
    if column.numeric and column.stored_unit not in ("", "%"):
        return str(shown(Fraction(str(value)), column.stored_unit, column.places))
    return labels(to, value) if to and isinstance(value, int) else str(value)


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
