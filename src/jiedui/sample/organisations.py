"""The register of organisations (单位): governments, offices, village committees, firms, schools, hospitals, parks.

All names are invented. The numbers are well-formed by GB 32100-2015, but belong to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from jiedui.sample.places import (
    EAST,
    EAST_CITY,
    EAST_PARK,
    EAST_TOWNS,
    EAST_VILLAGES,
    WEST,
    WEST_PARK,
    WEST_TOWNS,
    WEST_VILLAGES,
    county_code,
)
from jiedui.sample.rows import Row, without_empty
from jiedui.sample.transfer import MAKERS, NEARBY

#: The characters of a unified social credit identifier in the order of their values (GB 32100-2015, table 2).
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_PREFIX = {
    "党政机关": "11",
    "事业单位": "12",
    "学校": "12",
    "医院": "12",
    "社会组织": "51",
    "村（社区）": "54",
    "企业": "91",
    "园区": "12",
}

BUREAUS = ("东西部协作办公室", "发展和改革局", "农业农村局", "人力资源和社会保障局", "教育局", "卫生健康局", "财政局")
#: Western producers: name → (town, category of what they sell).
PRODUCERS = {
    "岚溪县云雾坪茶业有限公司": ("茶垭镇", "茶叶"),
    "岚溪县茶垭春茶叶专业合作社": ("茶垭镇", "茶叶"),
    "岚溪县望月台茶业有限公司": ("云寨镇", "茶叶"),
    "岚溪县百药坪中药材有限公司": ("药坪镇", "中药材"),
    "岚溪县天麻岭种植专业合作社": ("药坪镇", "中药材"),
    "岚溪县磨坝粮油有限公司": ("大磨坝镇", "粮油"),
    "岚溪县核桃沟油脂有限公司": ("双岔河镇", "粮油"),
    "岚溪县双岔鲜果专业合作社": ("双岔河镇", "果蔬"),
    "岚溪县栗子垭食品有限公司": ("菌溪镇", "果蔬"),
    "岚溪县花栎坪养殖专业合作社": ("麻柳园镇", "畜禽"),
    "岚溪县高寨腊味食品有限公司": ("云寨镇", "畜禽"),
    "岚溪县菌溪菌业有限公司": ("菌溪镇", "菌菇"),
    "岚溪县耳林坪菌业专业合作社": ("菌溪镇", "菌菇"),
    "岚溪县篾匠湾竹艺有限公司": ("竹筒沟镇", "手工"),
    "岚溪县桑麻绣坊手工艺有限公司": ("麻柳园镇", "手工"),
    "岚溪县蜂桶坡蜂业专业合作社": ("松垭岭镇", "其他"),
}
#: Western firms that run workshops and employ near home.
EMPLOYERS = {
    "岚溪县安澜服饰有限公司": "双岔河镇",
    "岚溪县幸福里玩具有限公司": "菌溪镇",
    "岚溪县石桥湾箱包有限公司": "岚城镇",
    "岚溪县磨盘电子有限公司": "大磨坝镇",
    "岚溪县河街家政服务有限公司": "岚城镇",
}
_EAST_TRADES = (
    ("白荡镇", "恒砺", "机械"),
    ("白荡镇", "荡北", "轨道装备"),
    ("白荡镇", "禾木", "家居"),
    ("白荡镇", "远棹", "铝业"),
    ("白荡镇", "五渡", "地板"),
    ("芦墩镇", "芦航", "新材料"),
    ("芦墩镇", "澜芯", "电子"),
    ("芦墩镇", "清渔", "食品"),
    ("桑渎镇", "桑禾", "纺织"),
    ("桑渎镇", "锦蚕", "服饰"),
    ("桑渎镇", "织里湾", "针织"),
    ("菱浜镇", "菱光", "照明"),
    ("菱浜镇", "采菱", "餐饮管理"),
    ("菱浜镇", "浜东", "电机"),
    ("澄北街道", "澄北", "商业"),
    ("澄北街道", "柳荫", "物业服务"),
    ("澄北街道", "运河湾", "文化旅游"),
    ("澄湖区", "澄湖城发", "建设"),
    ("澄湖区", "驭澄", "汽车零部件"),
    ("澄湖区", "澄安", "医疗器械"),
)
EAST_FIRMS = {f"{EAST_CITY}{brand}{trade}有限公司": place for place, brand, trade in _EAST_TRADES}
SUPERMARKETS = ("润泽市邻家鲜超市有限公司", "润泽市百味汇商贸有限公司")
LIVE_SHOPS = ("润泽市澄选电商有限公司", "润泽市山货到家电子商务有限公司")
EXHIBITION = "岚溪农特产品澄湖展销中心"
BUYING_OFFICES = (
    "澄湖区机关事务服务中心",
    "澄湖区总工会",
    "澄湖区人民医院",
    "澄湖区实验小学",
    "白荡镇人民政府",
    "桑渎镇人民政府",
    "芦墩镇人民政府",
)
CHARITIES = {
    "澄湖区慈善会": EAST,
    "澄湖区青年商会": EAST,
    "白荡镇商会": "白荡镇",
    "桑渎镇商会": "桑渎镇",
    "澄湖区志愿者协会": EAST,
    "澄湖区工商业联合会": EAST,
}
WEST_SCHOOLS = (*(f"{town.name}中心小学" for town in WEST_TOWNS[:6]), "岚溪县初级中学", "岚溪县职业教育中心")
EAST_SCHOOLS = (*(f"{town.name}中心小学" for town in EAST_TOWNS), "澄湖区实验小学", "澄湖区外国语学校", "澄湖中专")
WEST_HOSPITALS = ("岚溪县人民医院", "岚溪县中医医院", *(f"{town.name}卫生院" for town in WEST_TOWNS[:5]))
EAST_HOSPITALS = ("澄湖区人民医院", "澄湖区中医医院", *(f"{town.name}卫生院" for town in EAST_TOWNS))
JOB_CENTRE = "岚溪县公共就业服务中心"
PARKS = {
    WEST_PARK: ("岚城镇", EAST, 428),
    "茶垭茶产业园": ("茶垭镇", "桑渎镇", 96),
    "药坪中药材加工园": ("药坪镇", "芦墩镇", 132),
}
#: Trades of the firms that the two sides court together: (word, GB/T 4754 class, planned investment in 万元 from, to).
_COURTED = (
    ("玩具", "2459", 600, 1800),
    ("服饰", "1819", 500, 1600),
    ("线缆", "3831", 1500, 4200),
    ("茶饮", "1530", 800, 3600),
    ("中药饮片", "2730", 1000, 4800),
    ("菌品", "1372", 400, 1500),
    ("果品", "1373", 500, 1800),
    ("油茶", "1331", 900, 2600),
    ("肉品", "1353", 700, 2200),
    ("竹木", "2041", 500, 1700),
    ("箱包", "1922", 600, 1500),
    ("电子", "3989", 1800, 5200),
    ("电机", "3812", 1600, 4600),
)
_BRANDS = """
童乐坊 锦禾 宏线 岚茗 百草轩 云菇 山果 清油坊 寨味 翠竹居 行远 启芯 驭力 暖阳 溪织 联线 碧芽 本草堂 菇语 甘果
山茶坊 农味 竹韵 轻旅 微芯 恒转 乐娃 绮裳 通线 雾里青 九草 伞菌 栗香 茶籽香 腊月红 篾香 远行客 磊芯 澄动 小熊屋
"""


@dataclass(frozen=True)
class Courted:
    """One firm that is courted: its name, the class of its trade, the bounds of what it may invest (万元)."""

    name: str
    industry: str
    least: int
    most: int


COURTED = tuple(
    Courted(f"{WEST}{brand}{word}有限公司", industry, least, most)
    for brand, (word, industry, least, most) in zip(_BRANDS.split(), _COURTED * 4, strict=False)
)


def credit_code(kind: str, region: str, serial: int) -> str:
    """A well-formed 18-character identifier (统一社会信用代码) for the ``serial``-th organisation."""
    body = f"MA{serial * 7919 % 1_000_000:06d}"
    total = sum(weight * int(character, 36) for weight, character in zip(_ORGANISATION_WEIGHTS, body, strict=True))
    check = "0123456789X0"[11 - total % 11]
    start = f"{_PREFIX[kind]}{county_code(region)}{body}{check}"
    weighted = sum(ALPHABET.index(character) * 3**place for place, character in enumerate(start))
    return start + ALPHABET[-weighted % 31]


def committee(village: str) -> str:
    """The committee of a village (村民委员会) or a community (居民委员会)."""
    return f"{village}居民委员会" if village.endswith("社区") else f"{village}村民委员会"


def government(region: str) -> str:
    """The government of a county, district or town; the office of a street."""
    return f"{region}办事处" if region.endswith("街道") else f"{region}人民政府"


_Named = tuple[str, str, str, str]


def _offices() -> list[_Named]:
    """Governments, bureaus and public institutions of both sides."""
    found: list[_Named] = []
    for county, short in ((WEST, "岚溪"), (EAST, "澄湖")):
        found.append((government(county), "党政机关", county, f"{short}{county[-1]}政府"))
        found += [(f"{county}{bureau}", "党政机关", county, "") for bureau in BUREAUS]
    found += [(government(town.name), "党政机关", town.name, "") for town in (*WEST_TOWNS, *EAST_TOWNS)]
    found += [(committee(village), "村（社区）", village, "") for village in (*WEST_VILLAGES, *EAST_VILLAGES)]
    found += [(office, "事业单位", EAST, "") for office in ("澄湖区机关事务服务中心", EXHIBITION)]
    found.append(("澄湖区总工会", "社会组织", EAST, ""))
    found.append((JOB_CENTRE, "事业单位", WEST, "县就业服务中心"))
    return found


def _home(name: str, county: str, towns: tuple[str, ...]) -> str:
    """The town whose name the organisation bears, else its county."""
    return next((town for town in towns if name.startswith(town)), county)


def _institutions() -> list[_Named]:
    """Schools, hospitals, charities, parks."""
    west, east = tuple(town.name for town in WEST_TOWNS), tuple(town.name for town in EAST_TOWNS)
    found: list[_Named] = []
    for kind, names, county, towns in (
        ("学校", WEST_SCHOOLS, WEST, west),
        ("学校", EAST_SCHOOLS, EAST, east),
        ("医院", WEST_HOSPITALS, WEST, west),
        ("医院", EAST_HOSPITALS, EAST, east),
    ):
        found += [(name, kind, _home(name, county, towns), "") for name in names]
    found += [(name, "社会组织", place, "") for name, place in CHARITIES.items()]
    found += [(name, "园区", place, "") for name, (place, _, _) in PARKS.items()]
    found.append((EAST_PARK, "园区", EAST, "澄湖经开区"))
    return found


def _short(name: str) -> str:
    """What people call a firm: without its city or county and without its legal form."""
    return name.removeprefix(WEST).removeprefix(EAST_CITY).removesuffix("有限公司").removesuffix("专业合作社")


def _firms() -> list[_Named]:
    """Firms of both sides, and those that are courted."""
    found: list[_Named] = [(name, "企业", town, _short(name)) for name, (town, _) in PRODUCERS.items()]
    found += [(name, "企业", town, "") for name, town in EMPLOYERS.items()]
    found += [(name, "企业", place, _short(name)) for name, place in EAST_FIRMS.items()]
    found += [(name, "企业", EAST, "") for name in (*SUPERMARKETS, *LIVE_SHOPS)]
    found += [(firm.name, "企业", WEST, "") for firm in COURTED]
    found += [(name, "企业", town, _short(name)) for name, town in MAKERS.items()]
    found += [(name, "企业", county, "") for name, county in NEARBY.items()]
    return found


def organisation_rows() -> list[Row]:
    """The register of organisations."""
    rows = []
    for serial, (name, kind, region, alias) in enumerate([*_offices(), *_institutions(), *_firms()], 1):
        code = credit_code(kind, region, serial)
        rows.append(
            without_empty({"名称": name, "类型": kind, "所在地": region, "统一社会信用代码": code, "别名": alias})
        )
    return rows
