"""Signs that a reading misses what the number counts: then it accuses nobody, whatever its words say for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiedui.figures.model import Condition
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.text.setting import Setting
from jiedui.reports.check.words.measurables import Measurable

#: Of whose whole the number is: the last such word before it; 全市第二 is but an order.
_WHOLE_OF = re.compile(r"(?:全|我|本|该)(?P<level>[省市县区镇])(?!级|直|第|首|前[一二三四五六七八九十]|排|各)")
_REGIONS = re.compile(r"(?:乡镇|镇|街道|县|区|地市)(?![级域村内])")


def is_odd(around: Surroundings, measurable: Measurable, conditions: Sequence[Condition]) -> bool:
    """Whether the reading counts what can hardly be meant: one of many, parties for villages."""
    return _counts_one(measurable, conditions) or _of_no_village(around, measurable, conditions)


def _counts_one(measurable: Measurable, conditions: Sequence[Condition]) -> bool:
    """Whether different things are counted of which the conditions leave but one: a name that was read too narrowly."""
    measure = measurable.measure
    return measure.aggregate == "distinct" and any(
        each.column == measure.column and len(each.values) == 1 for each in conditions
    )


def _of_no_village(around: Surroundings, measurable: Measurable, conditions: Sequence[Condition]) -> bool:
    """Whether villages are told (结对的6个村) where parties, projects or firms are counted, whatever they are; or towns."""
    if measurable.dimension != "count":
        return False
    if around.statement.noun not in ("村", "社区"):
        regions = _REGIONS.match(around.text, around.statement.end - len(around.statement.noun))
        return bool(regions) and measurable.ledger != "region"
    values = (value for each in (*measurable.where, *conditions) for value in each.values)
    column = measurable.measure.column or ""
    return column not in ("west", "village") and not any("村" in str(value) for value in values)


def of_a_wider_place(setting: Setting, around: Surroundings) -> bool:
    """Whether an amount is told of a place over the report's own, of which an office's book does not hold all."""
    if setting.region is None or around.statement.dimension in ("rank", "ratio", "points", "times"):
        return False
    named = {region for hit in around.own for region in hit.meanings.regions}
    if any(setting.land.within(each, setting.region) for each in named):
        return False
    beyond = setting.over - setting.own_counties
    if not named.isdisjoint(beyond):
        return True
    told = [*_WHOLE_OF.finditer(around.text, around.half.start, around.before.end)]
    return bool(told) and any(setting.land.regions[each].level == told[-1]["level"] for each in beyond)
