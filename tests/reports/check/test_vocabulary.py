"""Short forms of names, and which words of a text are names."""

import pytest

from jiedui.catalog import builtin
from jiedui.reports.check.words.common import load_words
from jiedui.reports.check.words.forms import short_forms
from jiedui.reports.check.words.hits import find_hits
from jiedui.reports.check.words.meanings import Narrowing, Place
from jiedui.reports.check.words.measurables import measurables, rates
from jiedui.reports.check.words.vocabulary import NamedRow, RegionRow, build

FRONTS = ("平利县", "常州", "八仙镇")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("平利县启明电机配件有限公司", "启明电机"),
        ("常州芳茂电机有限公司", "芳茂电机"),
        ("八仙镇绞股蓝精深加工厂项目", "绞股蓝精深加工厂"),
    ],
)
def test_a_firm_is_called_by_its_short_form(name: str, short: str) -> None:
    assert short in set(short_forms(name, FRONTS))


def test_names_cover_topics_and_a_shared_short_form_is_nobodys() -> None:
    catalog = builtin()
    measured = measurables(catalog)
    firms = ("平利县启明电机配件有限公司", "岚皋县启明电机制造有限公司", "平利县秦芽茶业有限公司")
    rows = [NamedRow(Narrowing("lead", "firm", number), name) for number, name in enumerate(firms, 1)]
    regions = [RegionRow(1, "平利县", ("平利",)), RegionRow(2, "岚皋县", ())]
    words = build(catalog, measured, rates(catalog), regions, rows, load_words())
    found = {hit.text: hit.meanings for hit in find_hits("平利的秦芽茶业与启明电机卖茶", words)}
    assert found["平利"] == (Place(1),)
    assert "秦芽茶业" in found
    assert "启明电机" not in found
    assert "茶" in found


def test_a_product_is_told_by_the_last_signs_of_its_name() -> None:
    """木瓜 is the book's 白河木瓜; 芝麻油 is not its 胡麻油."""
    catalog = builtin()
    measured = measurables(catalog)
    rows = [NamedRow(Narrowing("purchase", "product", name), name) for name in ("白河木瓜", "红皮木瓜", "冷榨胡麻油")]
    words = build(catalog, measured, rates(catalog), [], rows, load_words())
    found = {hit.text: hit.meanings.named for hit in find_hits("卖出木瓜、芝麻油", words) if hit.meanings.named}
    assert found == {"木瓜": {"purchase": (("product", ("白河木瓜", "红皮木瓜")),)}}
