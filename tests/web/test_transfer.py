"""The page of transfer: what the user sees is ranked, a fact sheet explains, a firm becomes a lead, refusals are told."""

import io
import re
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest

from jiedui.book import Add
from web.conftest import Screen
from web.office import SECRET, USERS, Office

WEST, EAST = "岚溪县", "澄湖区"


def county(office: Office, name: str = WEST) -> int:
    """The id of a region."""
    with office.book() as book:
        return next(region.id for region in book.regions.values() if region.name == name)


@pytest.mark.parametrize("user", sorted(USERS))
def test_nobody_reads_a_secret_that_is_not_theirs(office: Office, user: str) -> None:
    client, own = office.client(user), county(office)
    shown = client.get("/plan/transfer/", {"to": WEST, "from": EAST}).content.decode()
    sheet = client.get(f"/plan/transfer/{own}/2459/", {"to": WEST}).content.decode()
    if user not in ("guan", "lin"):
        assert SECRET not in shown
        assert SECRET not in sheet


def test_the_ranking_leads_to_fact_sheets_and_those_to_entries(office: Office) -> None:
    client = office.client("deng")
    shown = client.get("/plan/transfer/", {"to": WEST}).content.decode()
    link = re.search(rf'href="(/plan/transfer/{county(office)}/\d{{4}}/\?[^"]*)"', shown)
    assert link
    sheet = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert re.search(r'href="/ledgers/(enterprise|resource|lead)/\d+/">(企业|承接资源|招商)台账:\d+<', sheet)
    assert "只计了您可查看的企业" in shown
    assert "凭什么" in sheet
    assert "回测" in shown


def test_what_cannot_be_ranked_is_told(office: Office) -> None:
    client = office.client("deng")
    for asked, status, told in (
        ({"to": WEST, "year": "1999"}, 400, "1999 年没有转出地企业"),
        ({"to": "无此县"}, 400, "行政区划里没有“无此县”"),
        ({"to": "邻山县"}, 403, "不在您可查看的地区之内"),
        ({"to": WEST, "bound": "labour"}, 400, "权重限制“labour”看不懂"),
        ({"to": WEST, "order": "labour>wages"}, 400, "先后次序"),
        ({"to": WEST, "bound": "labour=0.9..1,space=0.9..1"}, 400, "没有一组权重"),
        ({"to": WEST, "policy": "某"}, 400, "没有名为“某”的承接办法"),
    ):
        answer = client.get("/plan/transfer/", asked)
        assert (answer.status_code, told in answer.content.decode()) == (status, True), asked


def test_a_pair_that_is_not_ranked_is_not_found(office: Office) -> None:
    client, own = office.client("deng"), county(office)
    for address in (f"/plan/transfer/{own}/9999/", f"/plan/transfer/{county(office, EAST)}/2459/"):
        answer = client.get(address, {"to": WEST})
        assert (answer.status_code, "没有这个行业" in answer.content.decode()) == (404, True)


def test_the_files(office: Office) -> None:
    client = office.client("deng")
    book = client.get("/plan/transfer/", {"to": WEST, "form": "xlsx"})
    assert openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames[0] == "排序"
    brief = client.get("/plan/transfer/", {"to": WEST, "form": "docx"})
    assert brief.content[:2] == b"PK"
    assert ".docx" in brief["Content-Disposition"]


def test_a_firm_becomes_a_lead_by_one_click(own_office: Office) -> None:
    client, own = own_office.client("deng"), county(own_office)
    sheet = client.get(f"/plan/transfer/{own}/2459/", {"to": WEST}).content.decode()
    form = re.search(r'name="firm" value="(\d+)"><input type="hidden" name="seat" value="(\d+)"', sheet)
    assert form
    given = {"to": WEST, "firm": form[1], "seat": form[2]}
    answer = client.post(f"/plan/transfer/{own}/2459/lead/", given)
    assert (answer.status_code, answer["Location"].startswith("/ledgers/lead/")) == (302, True)
    with own_office.book() as book:
        entry = book.entry("lead", int(answer["Location"].split("/")[3]))
        assert (entry.values["industry"], entry.values["stage"]) == ("2459", "线索")
        assert entry.values["found_on"] == date.today()  # noqa: DTZ011 - the office's own day
    again = client.post(f"/plan/transfer/{own}/2459/lead/", given)
    assert again.status_code == 400, "a second click adds nothing"
    assert "已有去往这里的线索（线索），没有再记" in again.content.decode()


def test_only_who_may_write_there_makes_leads(own_office: Office) -> None:
    own = county(own_office)
    sheet = own_office.client("deng").get(f"/plan/transfer/{own}/2459/", {"to": WEST}).content.decode()
    firm, seat = re.search(r'name="firm" value="(\d+)"><input type="hidden" name="seat" value="(\d+)"', sheet).groups()
    given = {"to": WEST, "firm": firm, "seat": seat}
    for user, status in (("ling", 403), ("ji", 403)):
        client = own_office.client(user)
        assert client.post(f"/plan/transfer/{own}/2459/lead/", given).status_code == status
        assert "记为线索" not in client.get(f"/plan/transfer/{own}/2459/", {"to": WEST}).content.decode()
    bad = own_office.client("deng").post(f"/plan/transfer/{own}/2459/lead/", {"to": WEST, "firm": "x", "seat": "-1"})
    assert bad.status_code == 400


def test_an_empty_book_says_what_to_enter_first(empty_office: Office) -> None:
    shown = empty_office.client("guan").get("/plan/transfer/").content.decode()
    assert "还不能排序" in shown
    assert all(f'href="{path}"' in shown for path in ("/ledgers/enterprise/", "/ledgers/resource/", "/imports/"))


def test_bad_entries_are_told_beside_the_ranking(own_office: Office) -> None:
    with own_office.book() as book:
        regions = {region.name: region.id for region in book.regions.values()}
        firm = book.write(
            "王", "登记", [Add("organisation", {"name": "旧码厂", "kind": "企业", "region": regions[EAST]})]
        )
        cells = {"firm": firm.created["organisation"][0], "year": 2024, "industry": "1831", "land": 5}
        book.write("王", "登记", [Add("enterprise", cells)])
    shown = own_office.client("deng").get("/plan/transfer/", {"to": WEST}).content.decode()
    assert "旧码厂的行业代码“1831”不在国民经济行业分类" in shown


def test_the_pages_in_the_browser(office: Office, screen: Callable[..., Screen]) -> None:
    for phone in (False, True):
        window = screen("deng", phone=phone)
        page = window.open(f"/plan/transfer/?to={WEST}")
        page.get_by_text("各行业的准则得分").first.click()
        page.get_by_text("限制权重").click()
        window.accessible()
        page.locator(".ranking th a").first.click()
        page.get_by_text("凭什么").wait_for()
        page.get_by_text("全部准则").first.click()
        window.accessible()
        window.quiet()
