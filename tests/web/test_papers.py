"""Reports from the pages: written, refreshed after somebody edited them, masked, audited; each user's own."""

import io
import re
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from jiedui.book import Change
from jiedui.reports.docx_text import read_report
from web.conftest import Screen
from web.office import SECRET, USERS, Office

YEARLY = {"kind": "年度总结", "region": "岚溪县", "period": "2024", "signed": "岚溪县协作办"}


def upload(name: str, data: bytes) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


def made(client: Client, deed: str, form: dict[str, object]) -> str:
    """The address of the document that came of a deed, or of the page that tells why none did."""
    answer = client.post(f"/reports/make/{deed}/", form)
    assert answer.status_code == 302, re.findall(r"✕ [^<]*", answer.content.decode())
    for _ in range(300):
        looked = client.get(answer["Location"])
        if looked.status_code == 302:
            return str(looked["Location"])
        if "hx-get" not in looked.content.decode():
            return str(answer["Location"])
        time.sleep(0.1)
    raise AssertionError("the deed does not end")


def file_of(client: Client, paper: str) -> bytes:
    return bytes(client.get(f"{paper}file/").getvalue())


def text_of(data: bytes, folder: Path) -> str:
    file = folder / "read.docx"
    file.write_bytes(data)
    return read_report(file).text


def test_a_report_is_written_edited_and_refreshed(own_office: Office, tmp_path: Path) -> None:
    client = own_office.client("deng")
    paper = made(client, "written", YEARLY)
    shown = client.get(paper).content.decode()
    assert "个数与账册相连" in shown
    written = file_of(client, paper)
    checked = client.get(client.post(f"{paper}check/")["Location"]).content.decode()
    assert "不符 <b>0</b>" in checked
    assert re.search(r"相符 <b>[1-9]", checked)
    assert "岚溪县" in text_of(written, tmp_path)
    with own_office.book() as book:
        id, amount = next(
            (int(str(id)), int(str(amount)))
            for id, day, region, amount in book.rows("purchase", ("date", "west", "amount"))
            if str(day).startswith("2024") and "岚溪县" in book.regions.path_names(int(str(region)))
        )
        book.write("邓登记", "更正", [Change("purchase", id, {"amount": Decimal(amount) / 100 + 1_000_000})])
    again = made(client, "refreshed", {"file": upload("总结.docx", written)})
    told = client.get(again).content.decode()
    assert "消费协作" in told
    assert text_of(file_of(client, again), tmp_path) != text_of(written, tmp_path)


def test_a_report_is_masked_and_audited(own_office: Office, tmp_path: Path) -> None:
    client = own_office.client("deng")
    assert 'value="publication" selected' in client.get("/reports/").content.decode()
    text = "茶垭镇与桑渎镇结对，邻秘单位捐款3万元。"
    masked = made(client, "masked", {"file": upload("稿.txt", text.encode()), "policy": "公开发布"})
    published = file_of(client, masked).decode()
    assert "茶垭镇" not in published
    assert SECRET not in published, "a name that the user cannot look up is not published either"
    audited = made(client, "audited", {"file": upload("稿-公开.txt", published.encode()), "policy": "公开发布"})
    assert client.get(audited).status_code == 200
    assert client.get(f"{audited}file/").status_code == 404


@pytest.mark.parametrize("user", sorted(USERS))
def test_another_users_document_is_not_there(own_office: Office, user: str) -> None:
    paper = made(own_office.client("deng"), "masked", {"file": upload("稿.txt", b"1"), "policy": "公开发布"})
    own = user == "deng"
    client = own_office.client(user)
    assert client.get(paper).status_code == (200 if own else 404)
    assert client.get(f"{paper}file/").status_code == (200 if own else 404)
    assert client.post(f"{paper}discard/").status_code == (302 if own else 404)


@pytest.mark.parametrize("user", ["deng", "zhen", "dong", "ling"])
def test_nobody_writes_of_a_region_that_is_not_theirs_to_see(own_office: Office, user: str) -> None:
    client = own_office.client(user)
    page = made(client, "written", {**YEARLY, "region": "邻山县"})
    shown = client.get(page).content.decode()
    assert "✕" in shown
    assert SECRET not in shown


def test_what_is_wrong_is_told_and_what_was_typed_stays(office: Office) -> None:
    client = office.client("deng")
    answer = client.post("/reports/make/written/", {**YEARLY, "period": "何时"})
    assert (answer.status_code, "何时" in answer.content.decode()) == (400, True)
    assert "没有选文件" in client.post("/reports/make/masked/", {}).content.decode()
    page = made(client, "refreshed", {"file": upload("账.docx", b"not a zip")})
    assert "✕" in client.get(page).content.decode()
    assert client.post("/reports/make/burned/", {"file": upload("a.txt", b"1")}).status_code == 404


def test_a_report_wants_a_period_and_begins_with_the_last_year(office: Office) -> None:
    client = office.client("deng")
    assert 'name="period" value="2024"' in client.get("/reports/").content.decode()
    without = client.post("/reports/make/written/", {**YEARLY, "period": ""})
    told = without.content.decode()
    assert (without.status_code, "要写明地区和时期" in told, "--" in told) == (400, True, False)
    assert 'value="岚溪县协作办"' in told


def test_a_name_with_a_path_is_only_a_name(own_office: Office) -> None:
    client = own_office.client("deng")
    paper = made(client, "masked", {"file": upload("../../etc/稿.txt", b"1"), "policy": "公开发布"})
    assert "稿-公开.txt" in client.get(paper).content.decode()


def test_the_pages_in_the_browser(own_office: Office, screen: Callable[..., Screen]) -> None:
    for phone in (False, True):
        window = screen("deng", phone=phone)
        page = window.open("/reports/")
        window.accessible()
        page.get_by_label("时期").fill("2024")
        page.get_by_role("button", name="写", exact=True).click()
        page.get_by_role("link", name="下载", exact=True).wait_for()
        window.accessible()
        window.open("/reports/")
        page.get_by_role("link", name="年度总结").first.wait_for()
        window.accessible()
        window.quiet()
