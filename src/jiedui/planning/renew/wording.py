"""The parameter file as a text with every key explained, for a planner to change: what ``Params`` holds, written out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from pydantic import BaseModel

from jiedui.planning.renew.params import Params

#: By section: what it is, and what each of its keys means.
WORDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "plan": (
        "规划期",
        {
            "first_year": "第一年",
            "years": "共几年；下面按年写的各项，每年一个值",
            "base_year": "取哪一年的企业台账；不写就是第一年的前一年",
        },
    ),
    "money": (
        "资金（万元）",
        {
            "budget": "每年的财政预算",
            "debt_ceiling": "年末负债的上限",
            "debt_rate": "负债的年利率",
            "discount": "计算公共投入现值的折现率",
            "tax_share": "新增税收留在本镇的比例",
        },
    ),
    "limits": (
        "每年的限度",
        {
            "energy": "各年能耗上限，占今天总量的比例",
            "pollutants": "各年污染物上限，占今天总量的比例",
            "jobs_a_year": "每年净减少岗位的上限（人）",
            "households_a_year": "每年搬迁户数的上限（户）",
            "interim_floor": "同时在过渡厂房的面积上限（平方米）",
            "interim_years": "一家企业最多过渡几年",
            "quota_advance": "可预支的用地指标（亩）",
            "quota_return": "预支的指标几年内归还",
        },
    ),
    "norms": (
        "规范和折算",
        {
            "plot_ratio": "更新片区的最低规划容积率",
            "need": "新厂房面积与现有建筑面积之比（企业没有填意向面积时）",
            "move_radius": "企业搬迁的最远直线距离（公里）",
            "radius": "自然村到集聚区的最远距离（公里，按道路）",
            "detour": "道路距离与直线距离之比",
            "consent": "搬迁所需的同意户数比例",
            "old_house": "旧房补偿（万元/平方米）",
            "house_floor": "每户旧房面积（平方米，台账没有填时）",
            "home_cost": "每户建房成本（万元，集聚区没有填时）",
            "household_share": "建房成本中农户自己承担的比例",
            "stage_homes": "集聚区每期户数（没有填分期时）",
            "stage_saving": "后一期每户成本比前一期低的比例",
            "block_clearing": "片区整理费用（万元/亩，没有填时）",
        },
    ),
    "firms": (
        "企业",
        {
            "scheme": "亩均评价办法的名称；不写就用台账里的评价等级",
            "closable": "可以关停的等级；其他等级只能留下或搬迁",
            "admitted": "新厂房接纳的等级",
            "scattered_by": "散乱污企业最迟哪一年关停或搬迁；不写就是第三年",
        },
    ),
    "objectives": (
        "目标",
        {
            "order": "先后顺序：output 亩均产出、cost 公共投入、housed 安居、distance 耕作距离、jobs_lost 失岗",
            "slack": "后一目标最多让前一目标退让的比例",
        },
    ),
    "prices": (
        "单价（万元）",
        {
            "move_firm": "企业搬迁补偿，每平方米现有建筑",
            "close_firm": "企业关停补偿，每平方米现有建筑",
            "demolish": "拆除，每平方米现有建筑",
            "build": "新建厂房，每平方米",
            "interim": "过渡厂房租金，每平方米每年",
            "rent": "新厂房租金收入，每平方米每年",
            "land_sale": "地块出让收入，每亩",
            "reclaim": "宅基地复垦，每亩",
            "quota": "节余指标收入，每亩",
            "reclaim_grant": "复垦奖补，每亩",
            "household_grant": "搬迁奖补，每户",
        },
    ),
    "newcomers": (
        "新招引企业，每平方米所租厂房",
        {
            "a_year": "市场每年最多新租多少（平方米）",
            "tax": "税收（万元）",
            "value_added": "工业增加值（万元）",
            "jobs": "岗位（人）",
            "energy": "能耗（吨标准煤）",
            "pollutants": "污染物（当量）",
        },
    ),
    "moved": (
        "企业进入新厂房之后，是原来的几倍",
        {"tax": "税收", "value_added": "工业增加值", "energy": "能耗", "pollutants": "污染物"},
    ),
}


def written(params: Params) -> str:
    """The parameters as TOML, each key with its meaning; one that follows from others stands in a comment."""
    sections = (line for name in WORDS for line in _section(name, getattr(params, name)))
    themes = (f"{json.dumps(name, ensure_ascii=False)} = {_shown(starts)}" for name, starts in params.themes.items())
    return "\n".join(
        [
            "# 工改+宅改规划参数。没有写的项按缺省值。",
            *sections,
            "",
            "# 产业：国民经济行业代码的开头",
            "[themes]",
            *themes,
            "",
        ]
    )


def _section(name: str, section: object) -> Iterator[str]:
    """One table with its keys."""
    title, meanings = WORDS[name]
    yield from ("", f"# {title}", f"[{name}]")
    for key in keys_of(section):
        value = getattr(section, key)
        text = f"{key} = " if value is None else f"{key} = {_shown(value)}"
        yield f"{'# ' if value is None else ''}{text}  # {meanings[key]}"


def keys_of(section: object) -> tuple[str, ...]:
    """The keys of a table in their order."""
    if isinstance(section, BaseModel):
        return tuple(type(section).model_fields)
    return tuple(each.name for each in fields(section)) if is_dataclass(section) else ()


def _shown(value: object) -> str:
    """A value as TOML writes it."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
