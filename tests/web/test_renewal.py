"""The pages of renewal: a plan made beside, its map and tables, two plans compared, what cannot be read told at its line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from typer.testing import CliRunner

from jiedui.cli import app
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.wording import written
from jiedui.web.plans.making import Wanted, planned
from jiedui.web.plans.models import Renewal
from web.conftest import Screen
from web.office import SECRET, Office

PARAMS = written(Params())


def made(office: Office, user: str, name: str) -> int:
    """A plan made for a user, of all that the user sees; its number."""
    client = office.client(user)
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - set up by now

    from jiedui.web.desk import grants_of, visible_to  # noqa: PLC0415

    owner = get_user_model().objects.get(username=user)
    wanted = Wanted(name, PARAMS, "", 4.0)
    work = planned(office.place, visible_to(grants_of(owner)), owner.pk, wanted)
    [number] = work(lambda _what, _count: None)
    assert client.get(f"/plan/renew/{number}/").status_code == 200
    return int(number)


def test_a_plan_is_its_makers(own_office: Office, tmp_path: Path) -> None:
    number = made(own_office, "dong", "方案一")
    assert own_office.client("deng").get(f"/plan/renew/{number}/").status_code == 404
    page = own_office.client("dong").get(f"/plan/renew/{number}/").content.decode()
    assert "独立核算通过" in page
    saved = own_office.client("dong").get(f"/plan/renew/{number}/saved/json/")
    assert own_office.client("dong").get(f"/plan/renew/{number}/saved/docx/").content[:2] == b"PK"
    assert saved.content == Renewal.objects.get(pk=number).plan.encode()
    file = tmp_path / "方案.json"
    file.write_bytes(saved.content)
    told = CliRunner().invoke(app, ["plan", "verify", str(file), "--book", own_office.place])
    assert "规则全部遵守" in told.output, "the file tells the command its region and parameters"


@pytest.mark.parametrize(
    ("params", "told"),
    [
        (PARAMS.replace("years = 8", "years = 7"), "renew.toml"),
        ("[plan]\nyears = 'acht'", "renew.toml"),
        ("[plan", "renew.toml"),
    ],
)
def test_parameters_that_cannot_be_read_are_told_at_their_line(office: Office, params: str, told: str) -> None:
    answer = office.client("dong").post("/plan/renew/make/", {"name": "坏", "params": params})
    page = answer.content.decode()
    assert (answer.status_code, told in page) == (400, True)
    assert "坏" in page


def test_a_plan_is_of_one_town_and_the_page_asks_which(office: Office) -> None:
    """What 东 sees lies in one town, with which the form begins; 管 sees the neighbour's too, and is asked."""

    def offered(client: Client) -> str:
        found = re.search(r'id="region" name="region" value="(.*?)"', client.get("/plan/renew/").content.decode())
        assert found
        return found[1]

    one, both = office.client("dong"), office.client("guan")
    assert offered(one).endswith("镇")
    assert offered(both) == ""
    asked = both.post("/plan/renew/make/", {"params": PARAMS})
    assert asked.status_code == 400
    for words in (offered(one), f"{SECRET}镇", "请写明是哪个地区"):
        assert words in asked.content.decode()


def test_the_pages_in_the_browser(own_office: Office, screen: Callable[..., Screen]) -> None:
    first, second = made(own_office, "dong", "方案一"), made(own_office, "dong", "方案二")
    for phone in (False, True):
        window = screen("dong", phone=phone)
        page = window.open("/plan/renew/")
        label, field = (page.locator(each).bounding_box() for each in ("label[for=region]", "#region"))
        assert label
        assert field
        above = label["y"] + label["height"] <= field["y"]
        assert (above, above and label["x"] == field["x"]) == (phone, phone), (
            "on a phone a label stands above its field"
        )
        window.accessible()
        page = window.open(f"/plan/renew/{first}/?with={second}")
        page.locator("#plan-map path").first.wait_for()
        told = page.locator("#plan-year-told").inner_text()
        page.locator("#plan-year").focus()
        for _ in range(3):
            page.keyboard.press("ArrowLeft")
        assert page.locator("#plan-year-told").inner_text() != told
        window.accessible()
        window.quiet()


def test_a_plan_from_the_form(own_office: Office, screen: Callable[..., Screen]) -> None:
    page = screen("dong").open("/plan/renew/")
    page.get_by_label("名称").fill("小镇方案")
    page.get_by_label("每个方案最多算几秒").fill("5")
    page.get_by_label("地区").fill("")
    page.get_by_role("button", name="开始").click()
    page.wait_for_url(re.compile(r"/plan/renew/\d+/$"), timeout=60_000)
    page.get_by_role("heading", name="小镇方案").wait_for()
