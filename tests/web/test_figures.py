"""The pages of figures: definitions, one indicator, its records, regions compared; and that nobody sees a neighbour's."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from urllib.parse import urlencode

import openpyxl
import pytest
from django.contrib.auth import get_user_model

from jiedui.book import Book, Withdraw
from jiedui.figures import Figures, Scope
from jiedui.figures.request import scope_of
from jiedui.figures.show import shown
from jiedui.web.desk import grants_of, visible_to
from web import office as offices
from web.conftest import Screen
from web.office import NEIGHBOUR, SECRET, USERS, Office

#: Users whose regions have nothing to do with the neighbour's.
OTHERS = [name for name in USERS if name not in ("guan", "lin")]


def seen_by(office: Office, user: str) -> AbstractContextManager[Figures]:
    """The figures of the office's book as the user sees it."""

    @contextmanager
    def opened() -> Iterator[Figures]:
        with office.book() as book:
            book.sight = visible_to(grants_of(get_user_model().objects.get(username=user)))
            figures = Figures(book)
            yield figures
            figures.close()

    return opened()


def text(office: Office, user: str, path: str, status: int = 200, **query: str) -> str:
    """What the page says to the user."""
    answer = office.client(user).get(path, query)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_the_dictionary_tells_every_indicator_with_its_value(office: Office) -> None:
    said = text(office, "deng", "/figures/", period="2024")
    with seen_by(office, "deng") as figures:
        for line in figures.sheet(scope_of(figures.book, "岚溪县", "2024")):
            assert line.figure.definition in said
            assert f">{shown(line.figure.value, line.figure.unit)}</a>" in said
    assert said.index("主要指标") < said.index('id="g2"')


def test_the_dictionary_is_searched_by_name_phrase_and_definition(office: Office) -> None:
    assert "县均财政援助资金" in text(office, "deng", "/figures/", q="受援县")
    found = text(office, "deng", "/figures/", q="直播带货没有这个")
    assert "没有指标叫" in found
    assert "<table" not in found


@pytest.mark.parametrize("name", ["fiscal_aid", "payment_rate", "posting_serving", "assisted_counties", "study_count"])
def test_the_page_of_an_indicator_agrees_with_the_command_line(office: Office, name: str) -> None:
    said = text(office, "deng", f"/figures/{name}/", period="2024")
    with seen_by(office, "deng") as figures:
        figure = figures.line(name, scope_of(figures.book, "岚溪县", "2024")).figure
    assert f">{shown(figure.value, figure.unit)}</a>" in said
    assert figure.definition in said
    assert f"看 {figure.rows} 条记录" in said


def test_every_part_of_a_breakdown_opens_to_as_many_records(office: Office) -> None:
    said = text(office, "deng", "/figures/purchase_amount/", period="2024", by="channel")
    rows = re.findall(
        r'<a href="(/figures/purchase_amount/records/[^"]*part=[^"]+)">[^<]+</a></td><td class="number">(\d+)', said
    )
    assert len(rows) > 3
    for link, count in rows:
        answer = office.client("deng").get(link.replace("&amp;", "&"))
        assert f"共 {count} 条" in answer.content.decode()


@pytest.mark.parametrize("name", ["fiscal_aid", "posting_serving", "lead_signed", "lesson_adopted", "park_count"])
def test_the_records_of_a_figure_are_the_list_of_the_ledger(office: Office, name: str) -> None:
    said = text(office, "deng", f"/figures/{name}/records/", period="2024")
    link = re.findall(r'<a href="(/ledgers/[^"]+\?[^"]*)">在台账里看', said)[0].replace("&amp;", "&")
    entries = {f"{ledger}:{id}" for ledger, id in re.findall(r'<a href="/ledgers/([a-z]+)/(\d+)/">[^<]+台账:', said)}
    listed = text(office, "deng", f"{link}&_size=200")
    ledger = next(iter(entries)).partition(":")[0]
    assert {f"{ledger}:{id}" for id in re.findall(rf'href="/ledgers/{ledger}/(\d+)/"', listed)} == entries


def test_a_ratio_opens_to_its_two_figures(office: Office) -> None:
    said = text(office, "deng", "/figures/payment_rate/records/", period="2024", by="quarter", part="2024Q2")
    assert "财政援助资金支付" in said
    assert "财政援助资金下达" in said
    assert "/figures/fiscal_paid/records/?" in said
    assert "part=2024Q2" in said


def test_records_are_told_page_by_page(office: Office) -> None:
    first = text(office, "deng", "/figures/purchase_count/records/", period="2023..2024")
    second = text(office, "deng", "/figures/purchase_count/records/", period="2023..2024", page="2")
    ids = [set(re.findall(r"/ledgers/purchase/\d+/", page)) for page in (first, second)]
    assert len(ids[0]) == 50
    assert not ids[0] & ids[1]


def test_only_accepted_entries_when_asked(office: Office) -> None:
    said = text(office, "deng", "/figures/fiscal_aid/", period="2024", accepted="1")
    assert "仅计已审记录" in said
    assert ">0元</a>" in said


def test_what_is_shown_is_taken_away_as_a_file(office: Office) -> None:
    client = office.client("deng")
    sheet = client.get("/figures/", {"period": "2024", "form": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))
    assert book.sheetnames == ["数据", "来源"]
    parts = client.get("/figures/fiscal_aid/", {"period": "2024", "by": "month", "form": "csv"}).content.decode(
        "utf-8-sig"
    )
    assert parts.splitlines()[0] == "月份,财政援助资金（元）,记录数"
    assert "来源,分列,月份" in parts
    compared = client.get("/figures/compare/", {"indicator": "exchange_count", "period": "2024", "form": "csv"})
    assert compared.content.decode("utf-8-sig").startswith("名次,地区,互访次数（次）,与最高相差")
    records = client.get("/figures/fiscal_aid/records/", {"period": "2024", "form": "xlsx"})
    assert "attachment" in records["Content-Disposition"]


def test_regions_are_compared_by_rank_with_their_partners(office: Office) -> None:
    said = text(office, "deng", "/figures/compare/", indicator="exchange_count", period="2023..2024")
    assert "茶垭镇" in said
    assert "与最高相差" in said


def test_a_comparison_in_which_nobody_has_anything_says_so_and_draws_nothing(office: Office) -> None:
    said = text(office, "deng", "/figures/compare/", indicator="fiscal_aid", tier="4", period="2024")
    assert "这一层级的地区这个时期都是 0" in said
    assert "chart-compare" not in said


@pytest.mark.parametrize(
    "path", ["/figures/", "/figures/fiscal_aid/", "/figures/fiscal_aid/records/", "/figures/compare/"]
)
def test_a_scope_that_cannot_be_read_is_told_at_its_field(office: Office, path: str) -> None:
    said = text(office, "deng", path, 400, region="没这个县", period="去年冬天")
    assert 'id="region_error">✕ 行政区划里没有“没这个县”' in said
    assert 'id="period_error">✕ 看不懂' in said


@pytest.mark.parametrize(
    "path", ["/figures/", "/figures/fiscal_aid/", "/figures/fiscal_aid/records/", "/figures/compare/"]
)
@pytest.mark.parametrize("user", OTHERS)
def test_a_region_out_of_sight_is_forbidden(office: Office, user: str, path: str) -> None:
    assert "不在您可查看的地区之内" in text(office, user, path, 403, region=NEIGHBOUR)


def test_a_scope_of_which_not_everything_is_seen_says_so(office: Office) -> None:
    for path in ("/", "/figures/", "/figures/fiscal_aid/", "/figures/compare/", "/pair/", "/postings/"):
        assert "限可见记录：" in text(office, "deng", path, region="", period="2024")
        assert "限可见记录：" in text(office, "deng", path, region="澄湖区", period="2024")
        assert "限可见记录：" not in text(office, "deng", path, region="岚溪县", period="2024")
        assert "限可见记录：" not in text(office, "guan", path, region="", period="2024")


def test_an_indicator_that_is_not_there(office: Office) -> None:
    assert "没有这一页" in text(office, "deng", "/figures/nothing/", 404)


@pytest.mark.parametrize("user", OTHERS)
def test_a_near_name_never_gives_away_a_place_out_of_sight(office: Office, user: str) -> None:
    assert SECRET not in text(office, user, "/figures/", 400, region="邻密镇")


@pytest.mark.parametrize("user", OTHERS)
def test_no_page_of_figures_tells_of_the_neighbour(office: Office, user: str) -> None:
    client = office.client(user)
    with office.book() as book:
        indicators = list(book.catalog.indicators.values())
    grounds = {indicator.ledger: indicator for indicator in indicators if indicator.ledger}
    paths = ["/figures/", "/figures/compare/", "/figures/compare/?tier=4"]
    paths += [f"/figures/{each.name}/" for each in grounds.values()]
    paths += [f"/figures/{each.name}/?by={by}" for each in grounds.values() for by in each.by[:2]]
    paths += [f"/figures/{each.name}/records/" for each in grounds.values()]
    for path in paths:
        for period in ("2024", "2020..2026"):
            query = urlencode({"region": "", "period": period})
            answer = client.get(f"{path}{'&' if '?' in path else '?'}{query}")
            assert SECRET not in answer.content.decode(), (path, period)


@pytest.mark.parametrize("user", OTHERS)
def test_no_figure_of_any_role_counts_the_neighbours_entries(office: Office, user: str) -> None:
    """Every indicator, for the whole book as that user sees it, rests on visible entries alone, and says so."""
    with office.book() as book:
        theirs = {
            f"{ledger}:{row[0]}"
            for ledger in book.catalog.ledgers
            if ledger != "region"
            for row in book.rows(ledger)
            if SECRET in str(row)
        }
    assert len(theirs) > 20
    with seen_by(office, user) as figures:
        for line in figures.sheet(Scope()):
            own = set(line.figure.records)
            assert not own & theirs, line.figure.name
            assert "限可见记录" in line.figure.where
            if line.figure.numerator is None:
                assert line.figure.rows == len(own)


def test_a_county_counts_what_the_whole_book_without_the_neighbour_holds(office: Office, tmp_path) -> None:
    """For the county of the sample nothing but the neighbour is missing, and the firms of districts that are not its partner."""
    offices_book = tmp_path / "alone"
    paths = sorted((office.folder / "台账").glob("*"))
    with Book.create(offices_book, actor="王建账") as alone, office.book() as book:
        assert offices.import_files(alone, paths, actor="王建账").sound
        elsewhere = _firms_of(alone, "荻浦区", "菱塘县")
        alone.write("王建账", "不是结对的区县", [Withdraw("enterprise", id) for id in elsewhere])
        assert elsewhere
        without, seen = Figures(alone), Figures(book)
        book.sight = visible_to(grants_of(get_user_model().objects.get(username="deng")))
        for expected, line in zip(without.sheet(Scope()), seen.sheet(Scope()), strict=True):
            if expected.figure.name not in ("assisted_counties", "fiscal_aid_per_county"):
                assert (line.figure.value, line.figure.rows) == (expected.figure.value, expected.figure.rows)
        without.close()
        seen.close()


def _firms_of(book: Book, *districts: str) -> list[int]:
    """The entries of firms of districts, year by year."""
    regions = {id for id, name in book.rows("region", ["name"]) if name in districts}
    firms = {id for id, region in book.rows("organisation", ["region"]) if region in regions}
    return [int(str(id)) for id, firm in book.rows("enterprise", ["firm"]) if firm in firms]


@pytest.mark.parametrize("phone", [False, True])
def test_the_pages_in_the_browser(office: Office, screen: Callable[..., Screen], phone: bool) -> None:
    window = screen("deng", phone=phone)
    for path in (
        "/figures/?period=2024",
        "/figures/fiscal_aid/?period=2024",
        "/figures/purchase_amount/?period=2023..2024&by=channel",
        "/figures/compare/?indicator=exchange_count&period=2024",
        "/figures/purchase_count/records/?period=2024",
    ):
        page = window.open(path)
        page.wait_for_load_state("networkidle")
        window.accessible()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
    window.open("/figures/fiscal_aid/?period=2024")
    assert window.page.locator(".plot canvas").count() == 2
    window.page.locator(".plot canvas").first.hover()
    window.page.wait_for_timeout(200)
    window.enlarge()
    window.accessible()
    window.quiet()


@pytest.mark.parametrize("path", ["/", "/figures/", "/figures/fiscal_aid/", "/pair/"])
def test_a_year_of_which_the_book_tells_nothing_is_pointed_out(office: Office, path: str) -> None:
    client = office.client("deng")
    assert "账册里没有2042年的记录" in client.get(path, {"period": "2042"}).content.decode()
    assert "账册里没有" not in client.get(path, {"period": "2024"}).content.decode()


def test_a_table_is_printed_whole(office: Office, screen: Callable[..., Screen]) -> None:
    """On A4 (186 mm between the margins) no column is cut off, and the form that asked is left out."""
    page = screen("guan").page
    page.set_viewport_size({"width": 703, "height": 1000})
    page.emulate_media(media="print")
    for path in ("/", "/figures/?region=岚溪县&period=2024", "/ledgers/fund/?_period=2024", "/batches/"):
        page.goto(f"{screen().address}{path}")
        wide = "Math.max(0, ...[...document.querySelectorAll('.scroll > table')].map(t => t.getBoundingClientRect().right))"
        assert 0 < page.evaluate(wide) <= 703, path
        assert page.locator("main button:visible").count() == 0, path


def test_the_pages_of_an_empty_book(empty_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("guan")
    for path in ("/figures/", "/figures/fiscal_aid/", "/figures/compare/", "/figures/fiscal_aid/records/"):
        window.open(path)
        window.accessible()
    assert "还没有登记" in window.page.content()
    window.quiet()


def test_a_faulty_form_is_accessible_too(office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    window.open("/figures/?region=没这个县")
    window.accessible()
    assert window.page.get_by_label("地区").get_attribute("aria-invalid") == "true"
