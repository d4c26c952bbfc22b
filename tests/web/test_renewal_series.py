"""Several plans of renewal on the pages: between two measures, changes to a plan, and the office's own parameters."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiedui.book.sight import EVERYTHING
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.saving import Origin, saved_from
from jiedui.planning.renew.solve import plan
from jiedui.planning.renew.town import Town
from jiedui.planning.renew.wording import written
from jiedui.planning.town_reading import keep_params
from jiedui.web import running
from jiedui.web.plans import series
from jiedui.web.plans.making import Basis, Wanted, keep
from jiedui.web.plans.models import Renewal, Series
from planning.renew.test_tables import params, town
from web.conftest import Screen
from web.office import Office

PARAMS = written(Params())


def small() -> Town:
    """A town that is planned at once."""
    return replace(town(), rules=replace(town().rules, energy_cap=(100.0, 100.0, 100.0)))


def basis(of: Town, *energy: float) -> Basis:
    """What a plan of a small town is made from."""
    return Basis(of, Origin("小县小镇", params(*energy)))


def loose() -> Basis:
    """What a plan of the small town that is planned at once is made from."""
    return basis(small(), 1.0, 1.0, 1.0)


def number_of(client: Client) -> int:
    """The number of the user of a client."""
    return int(client.session["_auth_user_id"])


def told(_what: str, _count: int) -> None:
    """Hears the progress."""


def made_between(client: Client, monkeypatch: pytest.MonkeyPatch, count: int = 4, tell: running.Tell = told) -> Series:
    """Plans of the small town between two measures, kept for the user."""
    monkeypatch.setattr(series, "basis_at", lambda *_: loose())
    wanted = Wanted("几档", PARAMS, "", 20.0)
    work = series.between("", EVERYTHING, number_of(client), wanted, ("output", "cost"), count)
    (number,) = work(tell)
    return Series.objects.get(pk=number)


def kept_plan(client: Client) -> Renewal:
    """A plan of the small town, kept for the user."""
    made = plan(small(), ["output", "cost"], gap=0.0)
    return keep(number_of(client), Wanted("方案一", written(loose().origin.params), "", 5.0), loose(), made)


def made_changes(client: Client, names: Sequence[str], pins: str = "") -> Series:
    """What changes to a plan would change, kept for the user."""
    (number,) = series.asked(number_of(client), kept_plan(client), 20.0, names, pins)(told)
    return Series.objects.get(pk=number)


def test_plans_between_two_measures_are_kept_and_each_opens(
    own_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = own_office.client("dong")
    kept = made_between(client, monkeypatch)
    rows = kept.told["rows"]
    assert [row["what"] for row in rows] == ["1", "2", "3", "4"]
    assert all(row["sound"] for row in rows)
    page = client.get(f"/plan/renew/series/{kept.pk}/").content.decode()
    assert page.count("<circle") == 4
    assert "中途停下" not in page
    assert rows[0]["same"] is None
    for row in rows:
        beside = client.get(f"/plan/renew/{row['plan']}/", {"with": rows[0]["plan"]})
        assert "独立核算通过" in beside.content.decode()
    assert own_office.client("deng").get(f"/plan/renew/series/{kept.pk}/").status_code == 404
    listed = client.get("/plan/renew/").content.decode()
    assert "几档" in listed
    assert "几档 1/4" not in listed
    assert client.post(f"/plan/renew/series/{kept.pk}/discard/").status_code == 302
    assert not Renewal.objects.filter(name__startswith="几档").exists()


def test_stopped_between_two_measures_what_there_is_is_kept(
    own_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(what: str, _count: int) -> None:
        if what.startswith("（4/"):
            raise running.Stopped

    client = own_office.client("dong")
    kept = made_between(client, monkeypatch, 9, stops)
    assert 2 <= len(kept.told["rows"]) < 9
    assert "中途停下" in client.get(f"/plan/renew/series/{kept.pk}/").content.decode()


def test_what_changes_would_change_is_told_beside_the_plan_planned_again(own_office: Office) -> None:
    client = own_office.client("dong")
    kept = made_changes(client, ["year", "budget"], "东村=留下")
    assert [row["what"] for row in kept.told["rows"]] == ["若规划期多一年", "若每年预算多一成", "若固定 东村=留下"]
    page = client.get(f"/plan/renew/series/{kept.pk}/").content.decode()
    for row in kept.told["rows"]:
        assert row["by"].keys() == kept.told["basis"]["values"].keys()
        for name, by in row["by"].items():
            assert by == pytest.approx(row["values"][name] - kept.told["basis"]["values"][name])
        assert f"/plan/renew/{row['plan']}/?with={kept.told['basis']['plan']}" in page
        assert client.get(f"/plan/renew/{row['plan']}/").status_code == 200
    assert kept.base is not None
    assert f"/plan/renew/series/{kept.pk}/" in client.get(f"/plan/renew/{kept.base.pk}/").content.decode()


def test_a_plan_under_a_change_keeps_what_was_changed(own_office: Office) -> None:
    """Kept, as a file, and where a plan is made again from it: four years, the fourth with the budget of the third."""
    client = own_office.client("dong")
    kept = made_changes(client, ["year"], "东村=留下")
    longer, staying = (Renewal.objects.get(pk=row["plan"]) for row in kept.told["rows"])
    origin = saved_from(client.get(f"/plan/renew/{longer.pk}/saved/json/").json()).origin
    assert origin
    assert origin.region == "小县小镇"
    assert (origin.params.plan.years, origin.params.money.budget) == (4, (1000,) * 4)
    assert "\nyears = 4 " in client.get("/plan/renew/", {"from": longer.pk}).content.decode()
    assert kept.base
    assert (staying.params, staying.pins, staying.region) == (kept.base.params, "东村=留下", "小镇")


def test_a_change_without_a_plan_says_why(own_office: Office) -> None:
    client = own_office.client("dong")
    made = plan(town(), ["output"], gap=0.0)
    bound = keep(number_of(client), Wanted("方案二", written(params()), "", 5.0), basis(town()), made)
    (number,) = series.asked(number_of(client), bound, 20.0, [], "甲厂=留下")(told)
    page = client.get(f"/plan/renew/series/{number}/").content.decode()
    assert "没有方案" in page
    assert "放宽 10.0 吨标准煤" in page


@pytest.mark.parametrize("given", [{}, {"change": "weather"}, {"if": "无此村=留下"}])
def test_a_question_that_makes_no_sense_is_told_on_the_page_of_the_plan(
    own_office: Office, given: dict[str, str]
) -> None:
    client = own_office.client("dong")
    answer = client.post(f"/plan/renew/{kept_plan(client).pk}/ask/", given)
    assert answer.status_code == 400
    assert "方案一" in answer.content.decode()


def test_two_measures_that_are_one_are_refused(own_office: Office) -> None:
    said = {"params": PARAMS, "first": "cost", "second": "cost"}
    answer = own_office.client("dong").post("/plan/renew/between/", said)
    assert answer.status_code == 400


def test_the_form_begins_with_the_parameters_of_the_office(own_office: Office) -> None:
    """Kept by an administrator alone, and only when they can be read; a file stands in the place of the text."""
    ours = PARAMS.replace("discount = 0.05", "discount = 0.0625")
    assert own_office.client("dong").post("/plan/renew/keep/", {"params": ours}).status_code == 403
    guan = own_office.client("guan")
    assert guan.post("/plan/renew/keep/", {"params": "[plan"}).status_code == 400
    page = own_office.client("dong").get("/plan/renew/").content.decode()
    assert "本办还没有保存过" in page
    file = SimpleUploadedFile("renew.toml", ours.encode())
    assert guan.post("/plan/renew/keep/", {"params": PARAMS, "file": file}).status_code == 302
    page = own_office.client("dong").get("/plan/renew/").content.decode()
    assert "本办保存的" in page
    assert "discount = 0.0625" in page


def test_a_plan_is_made_again_from_its_parameters(own_office: Office) -> None:
    client = own_office.client("dong")
    with own_office.book() as book:
        keep_params(book.location, PARAMS)
    ours = PARAMS.replace("discount = 0.05", "discount = 0.0875")
    made = plan(small(), ["cost"], gap=0.0)
    kept = keep(number_of(client), Wanted("方案一", ours, "", 5.0, "东村=留下"), loose(), made)
    page = client.get("/plan/renew/", {"from": kept.pk}).content.decode()
    assert "discount = 0.0875" in page
    assert "东村=留下" in page
    assert own_office.client("deng").get("/plan/renew/", {"from": kept.pk}).status_code == 404


def test_the_pages_in_the_browser(
    own_office: Office, screen: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = own_office.client("dong")
    between, changes = made_between(client, monkeypatch), made_changes(client, ["year"])
    for phone in (False, True):
        window = screen("dong", phone=phone)
        window.open(f"/plan/renew/series/{changes.pk}/")
        window.accessible()
        page = window.open(f"/plan/renew/{changes.base_id}/")
        page.get_by_text("改一改条件").click()
        window.accessible()
        page = window.open(f"/plan/renew/series/{between.pk}/")
        window.accessible()
        page.locator("figure a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/plan/renew/\d+/$"))
        page.get_by_role("heading", name="几档 1/4").wait_for()
        window.quiet()
