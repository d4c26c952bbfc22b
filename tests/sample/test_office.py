"""The generated office keeps every rule of the ledgers, asserted by plain loops over its rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from jiedui.catalog import Catalog, Column, builtin
from jiedui.sample import Sample, generate
from jiedui.sample.rows import Row
from jiedui.sample.tally import DATES

CATALOG: Catalog = builtin()
DATED = [name for name, ledger in CATALOG.ledgers.items() if ledger.kind == "ledger"]


def number(row: Row, title: str) -> Decimal:
    return Decimal(str(row.get(title, 0)))


def test_it_fills_every_declared_ledger_and_no_other(sample: Sample) -> None:
    assert set(sample.rows) == set(CATALOG.ledgers)
    assert all(sample.rows.values())


def test_it_tells_about_two_thousand_entries_of_two_years(sample: Sample) -> None:
    assert 1800 <= sum(len(sample.rows[name]) for name in DATED) <= 2300
    for name in DATED:
        years = {row[DATES.get(name, "日期")].year for row in sample.rows[name]}
        assert years == {2023, 2024}, name


def test_one_seed_makes_one_sample() -> None:
    assert generate(7) == generate(7)
    assert generate(7).rows != generate(8).rows


def test_a_size_beyond_the_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 1"):
        generate(size=1.5)


def test_a_small_sample_still_fills_every_ledger() -> None:
    small = generate(size=0.05)
    assert all(small.rows.values())
    assert small.entries < generate().entries / 2


@pytest.mark.parametrize("name", CATALOG.ledgers)
def test_cells_are_of_the_declared_columns_and_types(sample: Sample, name: str) -> None:
    columns = {column.title: column for column in CATALOG.ledgers[name].columns}
    for row in sample.rows[name]:
        for title, cell in row.items():
            if title in columns:
                assert fits(columns[title], cell), (title, cell)
            else:
                assert title in {"编号", "备注", "佐证", "记录人"}, title
        assert all(title in row for title, column in columns.items() if column.required)


def fits(column: Column, cell: object) -> bool:
    """Whether the cell is a value of the column."""
    kinds: dict[str, Callable[[], bool]] = {
        "date": lambda: type(cell) is date,
        "integer": lambda: type(cell) is int and cell >= 0,
        "number": lambda: isinstance(cell, (int, Decimal)) and (column.signed or cell >= 0),
        "money": lambda: isinstance(cell, (int, Decimal)) and cell > 0 and Decimal(cell) * 10**6 % 1 == 0,
        "choice": lambda: cell in column.choices,
    }
    return kinds.get(column.type, lambda: isinstance(cell, str) and cell == cell.strip() != "")()


def known(sample: Sample, ledger: str) -> set[object]:
    """Every key, name, alias and code by which a row of the ledger can be referred to."""
    found: set[object] = set()
    for row in sample.rows[ledger]:
        titles = ("编号", "代码", "名称", "姓名", "项目名称", "地块编号", "户编号")
        found.update(row[title] for title in titles if title in row)
        found.update(str(row.get("别名", "")).split("、"))
    return found


@pytest.mark.parametrize("name", CATALOG.ledgers)
def test_every_reference_leads_to_a_row(sample: Sample, name: str) -> None:
    for column in CATALOG.ledgers[name].columns:
        if column.type == "ref":
            there = known(sample, str(column.to))
            assert {row[column.title] for row in sample.rows[name] if column.title in row} <= there, column.title


def test_parties_of_every_ledger_stand_in_the_register(sample: Sample) -> None:
    there = known(sample, "organisation")
    parties = {
        "pairing": ("西部单位", "东部单位"),
        "donation": ("捐赠方", "受赠方"),
        "purchase": ("销售方", "采购方"),
        "labour": ("用工单位",),
        "posting": ("派出单位", "挂职单位"),
        "workshop": ("运营企业",),
        "study": ("主办单位",),
        "project": ("实施单位",),
        "person": ("单位",),
    }
    for ledger, titles in parties.items():
        for title in titles:
            assert {row[title] for row in sample.rows[ledger] if title in row} <= there, (ledger, title)


def test_persons_of_every_ledger_stand_in_the_register_once(sample: Sample) -> None:
    names = [row["姓名"] for row in sample.rows["person"]]
    assert len(names) == len(set(names))
    titles = ("参加人", "承担人", "调研人", "督查人", "带队人", "记录人")
    for ledger, rows in sample.rows.items():
        if ledger != "person":
            told = {row[title] for row in rows for title in (*titles, "姓名") if title in row}
            assert told <= set(names), ledger


@pytest.mark.parametrize("name", CATALOG.ledgers)
def test_codes_and_names_of_a_ledger_are_unique(sample: Sample, name: str) -> None:
    for title in ("编号", "代码", "项目名称", "地块编号", "户编号", "房号"):
        cells = [row[title] for row in sample.rows[name] if title in row]
        assert len(cells) == len(set(cells)), title
    if name in {"region", "organisation", "hamlet", "site", "workshop"}:
        cells = [row["名称"] for row in sample.rows[name]]
        aliases = [alias for row in sample.rows[name] for alias in str(row.get("别名", "")).split("、") if alias]
        assert len(cells + aliases) == len(set(cells + aliases))


@pytest.mark.parametrize(
    ("ledger", "part", "whole"),
    [
        ("labour", "其中脱贫人口", "转移就业人数"),
        ("workshop", "其中脱贫人口", "吸纳就业"),
        ("lead", "其中脱贫人口", "带动就业"),
        ("lead", "到位投资", "协议投资"),
        ("project", "协作资金", "总投资"),
        ("inspection", "整改完成", "发现问题"),
        ("hamlet", "同意户数", "户数"),
        ("hamlet", "户数", "人口"),
    ],
)
def test_a_part_never_exceeds_its_whole(sample: Sample, ledger: str, part: str, whole: str) -> None:
    assert all(number(row, part) <= number(row, whole) for row in sample.rows[ledger])


def test_of_each_project_paid_never_exceeds_disbursed_nor_disbursed_allotted_at_any_moment(sample: Sample) -> None:
    limits = {row["项目名称"]: number(row, "协作资金") for row in sample.rows["project"]}
    so_far: dict[tuple[object, object], Decimal] = defaultdict(Decimal)
    order = ("到位", "下达", "拨付", "支付")
    for row in sorted(sample.rows["fund"], key=lambda row: (row["日期"], order.index(row["环节"]))):
        if "项目" in row:
            project = row["项目"]
            so_far[project, row["环节"]] += number(row, "金额")
            assert so_far[project, "支付"] <= so_far[project, "拨付"] <= so_far[project, "下达"] <= limits[project]


def test_what_is_allotted_of_public_funds_is_what_arrived(sample: Sample) -> None:
    for year in (2023, 2024):
        sums: Counter[str] = Counter()
        for row in sample.rows["fund"]:
            if row["日期"].year == year and row["资金来源"].endswith("财政援助"):
                sums[row["环节"]] += number(row, "金额")
        assert sums["到位"] == sums["下达"] > sums["拨付"] > 0


def test_the_plaza_is_paid_by_donations(sample: Sample) -> None:
    given = sum(number(row, "金额") for row in sample.rows["donation"] if "项目" in row)
    funds = [row for row in sample.rows["fund"] if row["资金来源"] == "社会捐赠"]
    arrived = sum(number(row, "金额") for row in funds if row["环节"] == "到位")
    (plaza,) = [row for row in sample.rows["project"] if row["项目名称"] == "安澜社区便民文化广场项目"]
    assert given == arrived == number(plaza, "协作资金")
    assert plaza["建成数量"] == 1


@pytest.mark.parametrize(
    ("ledger", "titles"),
    [
        ("project", ("批复日期", "开工日期", "竣工日期", "验收日期")),
        ("lead", ("线索日期", "签约日期", "开工日期", "投产日期")),
        ("posting", ("开始日期", "结束日期")),
        ("pairing", ("签订日期", "到期日期")),
    ],
)
def test_dates_of_a_row_are_in_order_and_none_is_skipped(sample: Sample, ledger: str, titles: tuple[str, ...]) -> None:
    for row in sample.rows[ledger]:
        there = [title in row for title in titles]
        assert there == sorted(there, reverse=True)
        days = [row[title] for title in titles if title in row]
        assert days == sorted(days)


def test_nothing_is_told_of_after_the_last_day(sample: Sample) -> None:
    for name, rows in sample.rows.items():
        for row in rows:
            days = [
                cell for title, cell in row.items() if isinstance(cell, date) and title not in {"结束日期", "到期日期"}
            ]
            assert all(date(2023, 1, 1) <= day <= date(2024, 12, 31) for day in days), (name, row)


def test_the_status_of_a_project_agrees_with_its_dates_and_progress(sample: Sample) -> None:
    for row in sample.rows["project"]:
        expected = {
            "未开工": (False, False, False),
            "在建": (True, False, False),
            "完工": (True, True, False),
            "验收": (True, True, True),
            "移交": (True, True, True),
        }[row["状态"]]
        assert tuple(title in row for title in ("开工日期", "竣工日期", "验收日期")) == expected
        assert (row["形象进度"] == 100) == expected[1]
        assert "建成数量" not in row or expected[1]


def test_the_stage_of_a_lead_agrees_with_its_dates_and_money(sample: Sample) -> None:
    for row in sample.rows["lead"]:
        reached = sum(title in row for title in ("线索日期", "签约日期", "开工日期", "投产日期"))
        assert row["阶段"] in {1: ("线索", "洽谈", "终止"), 2: ("签约",), 3: ("开工",), 4: ("投产",)}[reached]
        assert ("协议投资" in row) == (reached >= 2)
        assert ("带动就业" in row) == (reached >= 3)
    firms = [row["企业"] for row in sample.rows["lead"]]
    assert len(firms) == len(set(firms))


def test_a_pair_is_signed_once(sample: Sample) -> None:
    pairs = [(row["类别"], row["西部单位"], row["东部单位"]) for row in sample.rows["pairing"]]
    assert len(pairs) == len(set(pairs))
    assert pairs.count(("县县", "岚溪县人民政府", "澄湖区人民政府")) == 1


def test_sides_are_kept_apart(sample: Sample) -> None:
    side = {row["名称"]: row["协作方"] for row in sample.rows["region"]}
    for rows in sample.rows.values():
        for row in rows:
            assert side.get(row.get("西部地区"), "西部") == "西部"
            assert side.get(row.get("东部地区"), "东部") == "东部"


def test_codes_of_regions_nest(sample: Sample) -> None:
    rows = {row["名称"]: row for row in sample.rows["region"]}
    digits = {"省": 6, "市": 6, "县": 6, "镇": 9, "村": 12}
    kept = {"省": 2, "市": 4, "县": 6, "镇": 9}
    for row in rows.values():
        if row["层级"] in digits:
            assert len(row["代码"]) == digits[row["层级"]]
            parent = rows.get(row.get("上级"))
            assert parent is None or row["代码"].startswith(parent["代码"][: kept[parent["层级"]]])


def test_credit_codes_carry_their_check_digit_of_gb_32100(sample: Sample) -> None:
    weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    codes = [row["统一社会信用代码"] for row in sample.rows["organisation"]]
    assert len(codes) == len(set(codes))
    for code in codes:
        total = sum(weight * alphabet.index(sign) for weight, sign in zip(weights, code, strict=False))
        assert len(code) == 18
        assert alphabet[(31 - total % 31) % 31] == code[17]


def test_model_villages_and_parks_lie_where_they_say(sample: Sample) -> None:
    parents = {row["名称"]: row.get("上级") for row in sample.rows["region"]}
    for row in sample.rows["model_village"]:
        assert row["村"] == row["西部地区"]
    homes = {row["名称"]: row["所在地"] for row in sample.rows["organisation"]}
    for row in sample.rows["park"]:
        assert homes[row["园区"]] == row["西部地区"]
        settled = [lead for lead in sample.rows["lead"] if lead.get("园区") == row["园区"]]
        assert all(lead["落地地区"] == row["西部地区"] for lead in settled)
    for row in sample.rows["project"]:
        assert row["西部地区"] in {"岚溪县", parents[row["建设地点"]]}


def test_the_seconded_official_goes_home_with_lessons(sample: Sample) -> None:
    (post,) = [row for row in sample.rows["posting"] if row["挂职地区"] == "白荡镇" and row["类别"] == "党政干部"]
    who = post["姓名"]
    for ledger, title, least in (("study", "参加人", 20), ("duty", "承担人", 15), ("visit", "调研人", 15)):
        told = [row for row in sample.rows[ledger] if row[title] == who]
        assert len(told) >= least
        assert all(post["开始日期"] <= row["日期"] <= post["结束日期"] for row in told)
    visits = {row["编号"]: row for row in sample.rows["visit"]}
    brought = [row for row in sample.rows["lesson"] if visits[row["来源调研"]]["调研人"] == who]
    assert len(brought) >= 5
    assert {row["状态"] for row in brought} & {"见效", "实施"}


def test_a_lesson_follows_its_visit_and_tells_what_became_of_it(sample: Sample) -> None:
    visits = {row["编号"]: row for row in sample.rows["visit"]}
    for row in sample.rows["lesson"]:
        visit = visits[row["来源调研"]]
        assert visit["日期"] < row["日期"]
        assert visit["发现的做法"] == row["做法"]
        assert ("采纳地区" in row) == (row["状态"] in {"采纳", "实施", "见效"})
        assert ("成效" in row) == (row["状态"] == "见效")


def test_tea_is_sold_in_spring_and_more_of_everything_in_the_second_year(sample: Sample) -> None:
    tea: Counter[int] = Counter()
    years: Counter[int] = Counter()
    for row in sample.rows["purchase"]:
        years[row["日期"].year] += number(row, "金额")
        if row["品类"] == "茶叶":
            tea[row["日期"].month] += number(row, "金额")
    assert tea[4] + tea[5] > sum(tea.values()) * Decimal("0.3")
    assert years[2024] > years[2023]


def test_households_of_a_listed_hamlet_are_counted_as_they_are_listed(sample: Sample) -> None:
    hamlets = {row["名称"]: row for row in sample.rows["hamlet"]}
    listed = {row["自然村"] for row in sample.rows["household"]}
    for name in listed:
        rows = [row for row in sample.rows["household"] if row["自然村"] == name]
        assert len(rows) == hamlets[name]["户数"]
        assert sum(row["是否同意"] == "是" for row in rows) == hamlets[name]["同意户数"]
        assert sum(row["人口"] for row in rows) == hamlets[name]["人口"]


def test_firms_stand_on_their_parcels_in_both_years(sample: Sample) -> None:
    areas = {row["地块编号"]: row["面积"] for row in sample.rows["parcel"]}
    keys = [(row["企业"], row["年度"]) for row in sample.rows["enterprise"]]
    assert len(keys) == len(set(keys)) == 2 * len({firm for firm, _ in keys})
    occupied: dict[tuple[object, object], Decimal] = defaultdict(Decimal)
    for row in sample.rows["enterprise"]:
        if "地块" in row:  # makers of the other towns are listed without their parcels
            occupied[row["地块"], row["年度"]] += row["用地面积"]
    assert {(code, year): areas[code] for code, year in occupied} == occupied


def test_most_targets_were_reached_and_some_missed(sample: Sample) -> None:
    targets = {(row["指标"], row["年度"]): row["目标值"] for row in sample.rows["target"]}
    assert len(targets) == len(sample.rows["target"])
    done: Counter[tuple[str, int]] = Counter()
    for row in sample.rows["labour"]:
        done["转移就业人数", row["日期"].year] += row["转移就业人数"]
        done["东部就业人数", row["日期"].year] += row["转移就业人数"] * (row["去向"] == "东部就业")
    for row in sample.rows["lead"]:
        done["到位投资", row["线索日期"].year] += number(row, "到位投资")
        done["引导落地企业数", row["线索日期"].year] += row["阶段"] in {"开工", "投产"}
    reached = [done[key] >= targets[key] for key in done]
    assert len(reached) / 2 < sum(reached) < len(reached)


def test_firms_of_three_counties_show_what_goes_with_what(sample: Sample) -> None:
    """Relatedness takes three counties; here firms of the ledger sit in the district and in both of its neighbours."""
    parents = {row["名称"]: (row["层级"], row.get("上级")) for row in sample.rows["region"]}
    seats = {row["名称"]: row["所在地"] for row in sample.rows["organisation"]}

    def county(region: object) -> object:
        level, above = parents[region]
        return region if level == "县" else county(above)

    codes = defaultdict(set)
    for row in sample.rows["enterprise"]:
        codes[county(seats[row["企业"]])].add(row["行业代码"])
    assert set(codes) == {"澄湖区", "荻浦区", "菱塘县"}
    assert codes["澄湖区"] & codes["荻浦区"]
    assert codes["澄湖区"] & codes["菱塘县"]
