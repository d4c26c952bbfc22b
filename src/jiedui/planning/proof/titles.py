"""What the columns of the accounts are called in Chinese; in English they are called as the records call them."""

from __future__ import annotations

from jiedui.base.problems import Language

TABLES = {"cash": "收支表", "states": "状态表", "measures": "指标", "quota_sold": "出售指标"}
COLUMNS = {
    "cash.year": "年度",
    "cash.firms_moved": "企业搬迁补偿",
    "cash.firms_closed": "企业关停补偿",
    "cash.clearing": "片区腾空",
    "cash.plants": "厂房建设",
    "cash.interim": "过渡租金",
    "cash.sites": "集聚区建设",
    "cash.hamlets": "农房补偿",
    "cash.reclaiming": "宅基地复垦",
    "cash.interest": "利息",
    "cash.budget": "预算",
    "cash.grants": "补助",
    "cash.land_sales": "土地出让",
    "cash.quota_sales": "指标出售收入",
    "cash.rents": "厂房租金",
    "cash.tax": "新增税收分成",
    "cash.debt": "年末负债",
    "cash.cash": "年末结余",
    "states.year": "年度",
    "states.tax": "税收",
    "states.value_added": "增加值",
    "states.jobs": "岗位",
    "states.energy": "能耗",
    "states.pollutants": "排污",
    "states.industrial_land": "工业用地",
    "states.plant_floor": "厂房面积",
    "states.let_floor": "已用厂房面积",
    "states.interim_floor": "过渡面积",
    "states.households_moved": "已安置户数",
    "states.jobs_lost": "累计失岗",
    "states.land_reclaimed": "已复垦土地",
    "states.land_taken": "已占新增用地",
    "states.quota_sold": "已售指标",
    "measures.output": "亩均产出",
    "measures.cost": "公共投入",
    "measures.housed": "安居",
    "measures.distance": "耕作距离",
    "measures.jobs_lost": "失岗",
}


def titled(entity: str, language: Language) -> str:
    """A column or table of the accounts as it is called; every other name as it is."""
    if entity not in COLUMNS and entity not in TABLES:
        return entity
    if language == "zh":
        return COLUMNS.get(entity) or TABLES[entity]
    return entity.rpartition(".")[2].replace("_", " ")
