"""The picture of the pair and the office's own map: every flow opens, the approval number is shown, nobody sees another's."""

import json
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiedui.book.outline import About, keep_outline
from jiedui.figures import Figures
from jiedui.figures.request import scope_of
from jiedui.figures.show import shown
from web.conftest import Screen
from web.office import NEIGHBOUR, SECRET, USERS, Office

OTHERS = [name for name in USERS if name not in ("guan", "lin")]
NUMBER = "秦S(2024)017号"


def text(office: Office, user: str, path: str, status: int = 200, **query: str) -> str:
    """What the page says to the user."""
    answer = office.client(user).get(path, query)
    assert answer.status_code == status
    return str(answer.content.decode())


def geojson(office: Office) -> bytes:
    """A map of squares: the towns of the county, the neighbour, and its town with the secret name."""
    with office.book() as book:
        tree = book.regions
        county = next(region for region in tree.values() if region.name == "岚溪县")
        names = [region.name for region in tree.children[county.id]] + [NEIGHBOUR, f"{SECRET}镇"]
    features = []
    for place, name in enumerate(names):
        x, y = 109 + place % 4, 32 + place // 4
        ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"name": name}, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def give_map(office: Office) -> None:
    """The office has a map."""
    data = geojson(office)
    with office.book() as book:
        keep_outline(book.location, data, About(NUMBER, "关管理", "2024-05-01T00:00:00+00:00"), book.regions)


def test_every_flow_is_a_figure_that_opens_to_its_records(office: Office) -> None:
    said = text(office, "deng", "/pair/", period="2024")
    rows = re.findall(
        r'<th scope="row">([^<]+)</th><td class="number"><a href="([^"]+)">([^<]+)</a></td><td class="number">(\d+)',
        said,
    )
    assert len(rows) >= 12
    with office.book() as book:
        figures = Figures(book)
        aid = figures.indicator("fiscal_aid", scope_of(book, "岚溪县", "2024"))
        figures.close()
    assert ("财政援助资金", str(shown(aid.value, aid.unit))) in [(title, value) for title, _, value, _ in rows]
    for _, link, value, count in rows:
        opened = office.client("deng").get(link.replace("&amp;", "&")).content.decode()
        assert f">{value}</strong>" in opened
        assert f"共 {count} 条" in opened or count == "0"


def test_both_sides_see_the_same_picture(office: Office) -> None:
    west, east = (
        re.findall(r'class="value">([^<]+)<', text(office, user, "/pair/", period="2024")) for user in ("deng", "dong")
    )
    assert west == east


def test_the_years_stand_in_the_address(office: Office) -> None:
    said = text(office, "deng", "/pair/", period="2023")
    assert 'type="range" name="period" min="2023" max="2024"' in said
    assert "period=2024" in said
    assert "，2023年</title>" in said


def test_who_is_paired_with_nobody_is_told_what_to_do(office: Office) -> None:
    said = text(office, "lin", "/pair/")
    assert "登记一份结对协议" in said
    assert "<svg" not in said.split("<main")[1]


def test_only_an_administrator_hands_in_a_map_and_it_is_shown_with_its_number(own_office: Office) -> None:
    data = geojson(own_office)
    given = {"map": SimpleUploadedFile("map.geojson", data), "approval": NUMBER}
    assert own_office.client("deng").post("/pair/map/keep/", given).status_code == 403
    assert "不带地图" in text(own_office, "deng", "/pair/map/")
    given = {"map": SimpleUploadedFile("map.geojson", data), "approval": NUMBER}
    assert own_office.client("guan").post("/pair/map/keep/", given)["Location"] == "/pair/map/"
    said = text(own_office, "deng", "/pair/map/", indicator="exchange_count", period="2024")
    assert f"审图号：<strong>{NUMBER}</strong>" in said
    assert said.count('class="area level-') == 10
    assert said.count('class="area unseen"') == 2


def test_everything_wrong_with_a_map_is_told_and_the_old_one_stays(own_office: Office) -> None:
    give_map(own_office)
    bad = json.dumps({"features": [{"properties": {"name": "<script>甲"}, "geometry": {"type": "Point"}}]}).encode()
    answer = own_office.client("guan").post(
        "/pair/map/keep/", {"map": SimpleUploadedFile("m.json", bad), "approval": "没有"}
    )
    said = answer.content.decode()
    assert (answer.status_code, "不是面" in said, "不合写法" in said, "<script>甲" in said) == (400, True, True, False)
    assert NUMBER in text(own_office, "deng", "/pair/map/")
    assert own_office.client("guan").post("/pair/map/keep/", {"approval": NUMBER}).status_code == 400


def test_the_map_of_a_region_and_of_one_that_it_does_not_show(own_office: Office) -> None:
    give_map(own_office)
    assert text(own_office, "deng", "/pair/map/", region="茶垭镇").count('class="area') == 1
    assert "图上没有这个地区" in text(own_office, "dong", "/pair/map/", region="澄湖区")


@pytest.mark.parametrize("user", OTHERS)
def test_neither_picture_nor_map_tells_of_the_neighbour(own_office: Office, user: str) -> None:
    give_map(own_office)
    with own_office.book() as book:
        indicators = [name for name, each in book.catalog.indicators.items() if each.headline]
    for where in ({}, {"region": "", "period": "2020..2026"}):
        assert SECRET not in text(own_office, user, "/pair/", **where)
        for name in indicators:
            said = text(own_office, user, "/pair/map/", indicator=name, **where)
            assert SECRET not in said
            assert NEIGHBOUR not in said
    for path in ("/pair/", "/pair/map/"):
        assert "不在您可查看的地区之内" in text(own_office, user, path, 403, region=NEIGHBOUR)


@pytest.mark.parametrize("phone", [False, True])
def test_the_pages_in_the_browser(own_office: Office, screen: Callable[..., Screen], phone: bool) -> None:
    window = screen("guan", phone=phone)
    window.open("/pair/map/")
    window.accessible()
    give_map(own_office)
    for path in ("/pair/?region=岚溪县&period=2024", "/pair/map/?indicator=exchange_count&period=2024"):
        window.open(path)
        window.accessible()
        width = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert window.page.evaluate(width), path
    window.open("/pair/?region=岚溪县&period=2024")
    window.page.get_by_label("年度").press("ArrowLeft")
    window.page.wait_for_url("**period=2023**")
    window.enlarge()
    window.accessible()
    window.quiet()


def test_a_book_without_anything(empty_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("guan")
    window.open("/pair/")
    window.accessible()
    assert "登记一份结对协议" in window.page.content()
    window.open("/pair/?period=去年冬天")
    window.accessible()
