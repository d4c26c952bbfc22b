"""Home and the secondments: the year at a glance, one person's year; nobody sees a neighbour's."""

import io
import re
from collections.abc import Callable
from datetime import date

import docx
import pytest

from jiedui.book import Add, Book, Change
from jiedui.book.review import review
from web.conftest import Screen
from web.office import NEIGHBOUR, SECRET, USERS, Office

OTHERS = [name for name in USERS if name not in ("guan", "lin")]


def text(office: Office, user: str, path: str = "/", status: int = 200, **query: str) -> str:
    """What the page says to the user."""
    answer = office.client(user).get(path, query)
    assert answer.status_code == status
    return str(answer.content.decode())


def region(book: Book, name: str) -> int:
    """The id of the region of that name."""
    return next(each.id for each in book.regions.values() if each.name == name)


def test_the_year_against_its_targets(office: Office) -> None:
    said = text(office, "deng", period="2024")
    assert "截至 2024-12-31，序时进度（全年已过天数的比例）100%" in said
    late = re.findall(r'▼ 滞后</span> <span class="rate">(约?[\d.]+)%', said)
    assert all(float(rate.removeprefix("约")) < 100 for rate in late)
    assert f"▼ 滞后 {len(late)} 项" in said


def test_both_sides_of_the_pair_and_who_serves_where(office: Office) -> None:
    for user in ("deng", "dong"):
        said = text(office, user, period="2024")
        assert "<strong>岚溪县</strong>" in said
        assert "<strong>澄湖区</strong>" in said
        assert "东派西：在岗" in said


def test_the_eastern_office_is_told_what_is_kept_for_its_partner(office: Office) -> None:
    """资金台账 names western regions alone: the eastern district reads the county's figure, not a nought of its own."""
    east, west = (text(office, user, period="2024") for user in ("dong", "deng"))
    assert "记在结对地区的指标：岚溪县" in east
    assert "记在结对地区的指标" not in west
    row = r'<a href="(/figures/fiscal_aid/records/[^"]*)">([^<]+)</a>'
    (link, value), (_, own) = (re.findall(row, said)[0] for said in (east, west))
    assert value == own != "0元"
    assert f">{value}</strong>" in office.client("dong").get(link.replace("&amp;", "&")).content.decode()


def test_every_chart_has_its_table(office: Office) -> None:
    said = text(office, "deng", period="2024")
    assert said.count('class="plot"') == said.count("数据表</summary>") == 3
    assert "财政援助资金，按月份" in said
    assert "消费协作金额，按渠道" in said


def test_completion_by_county_where_targets_are_set_for_counties(own_office: Office) -> None:
    with own_office.book() as book:
        target = {"indicator": "互访次数", "region": region(book, "岚溪县"), "year": 2024}
        assert [
            row for row in book.rows("target", ("indicator", "region", "year")) if row[1:] == tuple(target.values())
        ]
    said = text(own_office, "guan", region="巴岭市", period="2024")
    assert "各地区主要指标完成情况" in said


def test_what_waits_for_whom(own_office: Office) -> None:
    with own_office.book() as book:
        ids = [int(str(row[0])) for row in book.rows("meeting")][:3]
        review(book, "meeting", ids, "submit", actor="邓登记", reason="上报")
        review(book, "meeting", ids[:1], "return", actor="沈审核", reason="缺纪要")
    clerk, reviewer, leader = (text(own_office, user, period="2023..2024") for user in ("deng", "shen", "ling"))
    assert "退回给我的记录" in clerk
    assert "等我审核的记录" not in clerk
    assert "等我审核的记录" in reviewer
    assert "退回给我的记录" not in reviewer
    assert "退回给我的记录" not in leader
    assert "review=%E5%B7%B2%E6%8A%A5" in reviewer


def test_what_is_due_leads_to_its_entries(own_office: Office) -> None:
    with own_office.book() as book:
        west, east = region(book, "岚溪县"), region(book, "澄湖区")
        pact = {"signed_on": date(2022, 1, 5), "kind": "县县", "west": west, "east": east, "title": "到期协议"}
        parties = {"west_party": "甲方单位", "east_party": "乙方单位", "valid_until": date(2025, 1, 4)}
        made = book.write("邓登记", "登记", [Add("pairing", {**pact, **parties})]).created["pairing"][0]
    said = text(own_office, "deng", period="2024")
    assert f'<a href="/ledgers/pairing/{made}/">到期协议</a>' in said
    assert "即将到期的协议" in said
    assert "到期协议" not in text(own_office, "deng", period="2023")


def test_what_changed_lately_is_told_of_visible_entries(own_office: Office) -> None:
    with own_office.book() as book:
        county = region(book, "岚溪县")
        own = next(int(str(row[0])) for row in book.rows("fund", ("west",)) if row[1] == county)
        book.write("邓登记", "更正凭证号", [Change("fund", own, {"voucher": "新凭证"})])
        other = next(int(str(row[0])) for row in book.rows("fund", ("voucher",)) if SECRET in str(row[1]))
        book.write("林邻居", "邻县的变动", [Change("fund", other, {"note": "改"})])
    said = text(own_office, "deng")
    assert "更正凭证号" in said
    assert "邻县的变动" not in said
    assert "邻县的变动" in text(own_office, "lin")


@pytest.mark.parametrize("user", OTHERS)
def test_home_and_secondments_never_tell_of_the_neighbour(office: Office, user: str) -> None:
    for path in ("/", "/postings/"):
        for where in ({}, {"region": "", "period": "2024"}, {"region": "", "period": "2020..2026"}):
            assert SECRET not in text(office, user, path, **where)
        assert "不在您可查看的地区之内" in text(office, user, path, 403, region=NEIGHBOUR)
    with office.book() as book:
        theirs = [int(str(row[0])) for row in book.rows("posting", ("person",)) if SECRET in str(row[1])]
        rest = [int(str(row[0])) for row in book.rows("posting", ("person",)) if SECRET not in str(row[1])]
    for id in theirs:
        assert SECRET not in text(office, user, f"/postings/{id}/", 404)
    for id in rest:
        answer = office.client(user).get(f"/postings/{id}/")
        assert SECRET not in answer.content.decode()


def test_a_faulty_scope_is_told_at_its_field(office: Office) -> None:
    for path in ("/", "/postings/"):
        assert 'id="period_error">✕ 看不懂' in text(office, "deng", path, 400, period="去年冬天")


def test_who_is_posted_where(office: Office) -> None:
    said = text(office, "deng", "/postings/", period="2024", direction="东派西")
    assert "● 在岗" in said
    table = said.split("<tbody>")[1]
    assert "<td>东派西</td>" in table
    assert "<td>西派东</td>" not in table


def longest(office: Office) -> int:
    """The posting of whoever made the most visits."""
    with office.book() as book:
        visits = [str(row[1]) for row in book.rows("visit", ("person",))]
        person = max(set(visits), key=visits.count)
        return next(int(str(row[0])) for row in book.rows("posting", ("person",)) if row[1] == person)


def test_one_persons_year_and_the_draft_of_the_summary(office: Office) -> None:
    id = longest(office)
    said = text(office, "deng", f"/postings/{id}/")
    assert said.count('class="event ') > 10
    assert "挂职工作总结初稿" in said
    answer = office.client("deng").get(f"/postings/{id}/", {"form": "docx"})
    written = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs)
    first = re.findall(r'<article class="card draft".*?<p>(.*?)</p>', said, flags=re.DOTALL)[0]
    assert first[:12] in written


@pytest.mark.parametrize("phone", [False, True])
def test_the_pages_in_the_browser(office: Office, screen: Callable[..., Screen], phone: bool) -> None:
    window = screen("deng", phone=phone)
    for path in ("/?period=2024", "/postings/?period=2024", f"/postings/{longest(office)}/"):
        page = window.open(path)
        page.wait_for_load_state("networkidle")
        window.accessible()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
    window.open("/?period=2024")
    assert window.page.locator(".plot canvas").count() == 3
    window.page.locator("details", has_text="数据表").first.locator("summary").click()
    window.enlarge()
    window.accessible()
    window.quiet()


def test_an_empty_book_says_what_to_do(empty_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("guan")
    window.open("/")
    window.accessible()
    assert "先登记行政区划" in window.page.content()
    window.open("/postings/")
    window.accessible()
    assert "没有挂职记录" in window.page.content()
    window.quiet()
