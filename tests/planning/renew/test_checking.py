"""What is wrong with the ledgers of a town is told at its entry and column; what a plan can live with is a warning."""

from dataclasses import replace

import pytest

from jiedui.planning.renew.assembling import town_of
from jiedui.planning.renew.checking import faults_in, stuck
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.registers import (
    Cluster,
    Enterprise,
    Household,
    Parcel,
    Registers,
    RenewalBlock,
    Village,
)

#: Squares of about a hundred metres, from west to east, and a point in the middle of the second.
WEST = "POLYGON((120 31, 120.001 31, 120.001 31.001, 120 31.001, 120 31))"
EAST = '{"type":"Polygon","coordinates":[[[120.002,31],[120.003,31],[120.003,31.001],[120.002,31.001],[120.002,31]]]}'
IN_EAST = "POINT(120.0025 31.0005)"
FAR = "POINT(120.9 31)"

SOUND = Registers(
    town="白荡镇",
    parcels=(
        Parcel("G1", "白荡村", 30, "工业", "荡北片区", 0.6, WEST, 1),
        Parcel("Q1", "白荡村", 30, "永久基本农田", "", None, EAST, 2),
    ),
    enterprises=(
        Enterprise("恒川电机", 20, 8000, 60, 300, 80, 120, 10, industry="3812", parcel="G1", grade="A", entry=1),
        Enterprise("远棹涂料", 10, 3000, 5, 20, 12, 60, 40, industry="2641", parcel="G1", grade="D", entry=2),
    ),
    blocks=(RenewalBlock("荡北片区", "白荡村", 1.8, 3, ("电机电器",), 120, 2025, WEST, 1),),
    hamlets=(Village("荷叶浜", "白荡村", 2, 1.6, 7, 2, geometry="POINT(120.004 31)", entry=1),),
    households=(
        Household("h1", "", "荷叶浜", 3, consents=True, entry=1),
        Household("h2", "", "荷叶浜", 4, consents=True),
    ),
    sites=(
        Cluster(
            "荡北雅苑", "白荡村", 20, 6, 300, 80, ("卫生室",), stages=(12, 8), geometry="POINT(120.005 31)", entry=1
        ),
    ),
)


def changed(ledger: str, **cells: object) -> Registers:
    """The sound town with other cells in the first entry of a ledger."""
    first, *rest = getattr(SOUND, ledger)
    return replace(SOUND, **{ledger: (replace(first, **cells), *rest)})


def found(registers: Registers, params: Params | None = None) -> list[tuple[str, str, str]]:
    """Code, place and severity of what is wrong."""
    return [
        (problem.code, problem.place.words(), problem.severity) for problem in faults_in(registers, params or Params())
    ]


def test_nothing_is_wrong_with_a_sound_town() -> None:
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("ledger", "cells", "code", "place"),
    [
        ("parcels", {"area": -3.0}, "renew-not-positive", "parcel:1 › 面积"),
        ("parcels", {"geometry": "POLYGON((120 31"}, "renew-geometry", "parcel:1 › 边界"),
        ("parcels", {"geometry": '{"type":"Nonsense"}'}, "renew-geometry", "parcel:1 › 边界"),
        ("parcels", {"block": "无名片区"}, "renew-unknown-block", "parcel:1 › 更新片区"),
        ("enterprises", {"land": 0.0}, "renew-not-positive", "enterprise:1 › 用地面积"),
        ("enterprises", {"energy": -1.0}, "renew-below", "enterprise:1 › 综合能耗"),
        ("enterprises", {"parcel": "G9"}, "renew-unknown-parcel", "enterprise:1 › 地块"),
        ("enterprises", {"tax": None}, "renew-missing", "enterprise:1 › 税收"),
        ("enterprises", {"floor": None, "parcel": ""}, "renew-missing", "enterprise:1 › 建筑面积"),
        ("enterprises", {"grade": ""}, "renew-no-grade", "enterprise:1 › 评价等级"),
        ("blocks", {"plot_ratio": 1.2}, "renew-plot-ratio", "block:1 › 规划容积率"),
        ("blocks", {"themes": ("航天",)}, "renew-unknown-theme", "block:1 › 主导产业"),
        ("blocks", {"slots": 0}, "renew-not-positive", "block:1 › 规划地块数"),
        ("hamlets", {"consenting": 3}, "renew-consent-above", "hamlet:1 › 同意户数"),
        ("hamlets", {"homestead": 0.0}, "renew-not-positive", "hamlet:1 › 宅基地面积"),
        ("hamlets", {"must_by": 2026, "geometry": FAR}, "renew-must-no-reach", "hamlet:1 › 位置"),
        ("hamlets", {"must_by": 2020}, "renew-past", "hamlet:1 › 最迟搬迁年份"),
        ("hamlets", {"block": "无名片区"}, "renew-unknown-block", "hamlet:1 › 更新片区"),
        ("households", {"hamlet": "无名浜"}, "renew-unknown-hamlet", "household:1 › 自然村"),
        ("sites", {"geometry": IN_EAST}, "renew-protected", "site:1 › 位置"),
        ("sites", {"geometry": EAST}, "renew-protected", "site:1 › 位置"),
        ("sites", {"stages": (12, 7)}, "renew-stages", "site:1 › 分期户数"),
        ("sites", {"stages": (21, -1)}, "renew-stages", "site:1 › 分期户数"),
        ("sites", {"block": "荡北片区"}, "renew-slots", "site:1 › 占用地块数"),
        ("sites", {"block": "荡北片区", "block_slots": 4}, "renew-slots", "site:1 › 占用地块数"),
        ("sites", {"setup_cost": -5.0}, "renew-below", "site:1 › 固定成本"),
    ],
)
def test_a_fault_is_told_at_its_entry_and_column(ledger: str, cells: dict[str, object], code: str, place: str) -> None:
    assert (code, place, "error") in found(changed(ledger, **cells))


@pytest.mark.parametrize(
    ("ledger", "cells", "code", "place"),
    [
        ("hamlets", {"geometry": FAR}, "renew-no-reach", "hamlet:1 › 位置"),
        ("hamlets", {"households": 3}, "renew-listed-differs", "hamlet:1 › 户数"),
        ("parcels", {"area": 20.0}, "renew-crowded", "parcel:1 › 面积"),
        ("enterprises", {"parcel": "Q1"}, "renew-not-industrial", "enterprise:1 › 地块"),
    ],
)
def test_a_plan_can_live_with_a_warning(ledger: str, cells: dict[str, object], code: str, place: str) -> None:
    assert (code, place, "warning") in found(changed(ledger, **cells))


def test_a_block_without_parcels_is_told() -> None:
    empty = replace(SOUND, blocks=(*SOUND.blocks, RenewalBlock("五渡片区", "白荡村", 1.5, 2, entry=2)))
    assert found(empty) == [("renew-no-parcels", "block:2 › 名称", "error")]


def test_a_hamlet_that_must_move_needs_consent_in_time() -> None:
    """
    Hamlet   households  consent  expected  must move by
    荷叶浜   2           1        2029      2028          (error)
    荷叶浜   2           1        2028      2028          (okay)
    """
    asked = (replace(SOUND.households[0], consents=False), SOUND.households[1])
    late = replace(changed("hamlets", must_by=2028, consent_year=2029), households=asked)
    assert found(late) == [("renew-must-no-consent", "hamlet:1 › 同意户数", "error")]
    assert found(replace(changed("hamlets", must_by=2028, consent_year=2028), households=asked)) == []


def test_households_that_were_asked_count_before_the_number_of_the_hamlet() -> None:
    nobody = tuple(replace(household, consents=None) for household in SOUND.households)
    refused = tuple(replace(household, consents=False) for household in SOUND.households)
    assert town_of(SOUND, Params()).hamlets[0].ready == 1
    assert town_of(replace(SOUND, households=nobody), Params()).hamlets[0].ready == 1
    assert town_of(replace(SOUND, households=refused), Params()).hamlets[0].ready is None


def test_a_point_beside_the_farmland_is_allowed() -> None:
    assert found(changed("sites", geometry="POINT(120.0035 31.0005)")) == []


def test_nothing_to_plan_is_told() -> None:
    assert found(replace(SOUND, blocks=(), hamlets=(), households=(), parcels=(), enterprises=())) == [
        ("renew-empty", "", "error")
    ]


def test_a_firm_that_keeps_a_block_from_being_cleared_is_told() -> None:
    """恒川电机 (A) moves within 荡北片区, whose theme is its own; as a maker of paint it could not."""
    assert list(stuck(town_of(SOUND, Params()))) == []
    (problem,) = stuck(town_of(changed("enterprises", industry="2641"), Params()))
    assert (problem.code, problem.place.words()) == ("renew-stuck", "enterprise:1 › 行业代码")
