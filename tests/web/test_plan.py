"""The page of grading: enterprises of what the user sees, under a scheme, with their path and the roster."""

import io
from collections.abc import Callable

import openpyxl
import pytest

from web.conftest import Screen
from web.office import SECRET, USERS, Office


@pytest.mark.parametrize("user", sorted(USERS))
def test_only_enterprises_in_sight_are_graded(office: Office, user: str) -> None:
    client = office.client(user)
    for scheme in ("wujin", "huaian_2024", "huangyan_2022"):
        shown = client.get("/plan/grade/", {"scheme": scheme, "year": "2024"}).content.decode()
        assert (SECRET in shown) == (user in ("guan", "lin"))
        assert ("只评了您可查看的企业" in shown) == (user != "guan")


def test_what_cannot_be_graded_is_told(office: Office) -> None:
    client = office.client("dong")
    for asked, told in (
        ({"scheme": "wujin", "year": "1999"}, "1999 年没有企业可评"),
        ({"scheme": "nobody"}, "没有名为“nobody”的评价办法"),
        ({"region": "邻山县"}, "不在您可查看的地区之内"),
    ):
        answer = client.get("/plan/grade/", asked)
        assert (answer.status_code, told in answer.content.decode()) == (400, True)


def test_the_workbook_carries_the_sources(office: Office) -> None:
    answer = office.client("dong").get("/plan/grade/", {"scheme": "wujin", "year": "2024", "form": "xlsx"})
    assert answer["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["评价结果", "散乱污名册", "来源"]
    assert book["来源"]["B2"].value == "武进"


def test_the_page_in_the_browser(office: Office, screen: Callable[..., Screen]) -> None:
    for phone in (False, True):
        window = screen("dong", phone=phone)
        page = window.open("/plan/grade/?scheme=wujin&year=2024")
        page.get_by_text("提一档要").wait_for()
        assert page.locator("tbody th").first.bounding_box()["width"] > 100, "a name is squeezed to a letter a line"
        window.accessible()
        window.quiet()
