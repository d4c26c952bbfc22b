"""The pages of a draw: rules by a form, roster and objections, freeze, witnesses, order, homes, settlement, the hall."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from conftest import Databases, placed
from jiedui.book import Add, Book, Change
from jiedui.book.importing import import_files
from jiedui.planning.allot import holding
from jiedui.planning.allot.model import Freeze
from jiedui.planning.allot.sealing import commitment_to
from jiedui.planning.allot_verify import verify
from jiedui.web.draws import leading
from jiedui.web.draws.models import Draw
from web import office as offices
from web.conftest import Screen
from web.office import SECRET, USERS, Office

SITE, HAMLET = "槐芦花苑", "菱后桥头"
NONCES = {"王见证": "11" * 32, "李公证": "22" * 32}


def form(**changed: str) -> dict[str, str]:
    """What a clerk types for a draw whose commitments end in an hour."""
    now = timezone.localtime()
    at = [(now + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M") for hours in (1, 2, 3)]
    said = {
        "name": "槐芦花苑第一批",
        "title": "槐芦花苑第一批安置房抽签",
        "hamlets": HAMLET,
        "rounds": "apart",
        "wishes": "kinds",
        "rooms": "lot",
        "beyond": "1",
        "groups": "adjacent",
        "passed": "forfeit",
        "kinds": "多层60 = 1-2\n多层90 = 1-3\n多层120 = 2-6\n联排220 = 4-9",
        "reserves": "低楼层 = 高龄、残疾",
        "witnesses": "王见证 = 村民代表\n李公证 = 公证处",
        "quorum": "2",
        "abstainers": "last",
        "commit_until": at[0],
        "beacon_name": "上证指数收盘",
        "beacon_rule": "抽签当日收盘，两位小数；停市取下一交易日",
        "beacon_at": at[1],
        "beacon_shapes": "9999.99",
        "reveal_until": at[2],
        "entitled_price": "1200",
        "over": "20 = 2500",
        "market_price": "5200",
        "compensation_price": "650.5",
        "bonuses": "1 = 20000",
        "transition_price": "300",
        "transition_months": "18",
        "moving": "2000",
    }
    return said | changed


def begun(office: Office, client: Client, **changed: str) -> int:
    """A draw begun by the form; its number."""
    with office.book() as book:
        site = next(int(str(id)) for id, name in book.rows("site", ("name",)) if name == SITE)
    answer = client.post("/plan/draws/begin/", {**form(**changed), "site": str(site)})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Draw.objects.get(name=form(**changed)["name"]).pk


def step(client: Client, number: int, what: str, **given: str) -> str:
    """Take a step that is allowed; the page it leads to."""
    answer = client.post(f"/plan/draws/{number}/step/{what}/", given)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return client.get(f"/plan/draws/{number}/").content.decode()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets the clock of the draw some hours on."""

    def later(hours: float) -> None:
        moment = datetime.now().astimezone() + timedelta(hours=hours)
        monkeypatch.setattr(leading, "now", lambda: leading.utc(moment))

    return later


def held(office: Office, client: Client, clock: Callable[[float], None]) -> int:
    """A draw held from the form to the settlement, everyone present."""
    number = begun(office, client)
    step(client, number, "freeze")
    files = {name: text.encode() for name, text in Draw.objects.get(pk=number).files.items()}
    frozen = Freeze.model_validate_json(files["freeze"])
    for witness, nonce in NONCES.items():
        step(client, number, "commit", witness=witness, commitment=commitment_to(frozen, witness, "42", nonce))
    clock(2.5)
    for witness, nonce in NONCES.items():
        step(client, number, "reveal", witness=witness, value="42", nonce=nonce)
    step(client, number, "order", beacon="3388.12")
    step(client, number, "choose")
    step(client, number, "settle")
    return number


def test_a_draw_from_the_form_to_the_settlement(own_office: Office, clock: Callable[[float], None]) -> None:
    client = own_office.client("dong")
    number = held(own_office, client, clock)
    packed = Client().get(f"/draw/{number}/files/").content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {
            name.removesuffix(".json"): archive.read(name) for name in archive.namelist() if name.endswith(".json")
        }
        assert "核验.html" in archive.namelist()
    assert verify(files) == []
    for what in ("notice", "results"):
        assert client.get(f"/plan/draws/{number}/paper/{what}/").content[:2] == b"PK"
    with own_office.book() as book:
        rows = list(book.rows("allotment", ("name", "status", "seed")))
    assert ("槐芦花苑第一批", "已结算", json.loads(files["transcript"])["seed"]) in [row[1:] for row in rows]


@pytest.fixture
def postgresql_office(made_office: Path, tmp_path: Path, databases: Databases) -> Iterator[Office]:
    """An office whose book and accounts are on PostgreSQL."""
    place = placed(databases.fresh(), tmp_path / "book")
    with Book.create(place, actor="王建账") as book:
        assert import_files(book, [made_office / "台账"], actor="王建账").sound
        offices.add_neighbour(book)
    with offices.elsewhere(place):
        yield Office(tmp_path, place=place)
    offices.use(made_office)


def test_a_draw_on_postgresql(postgresql_office: Office, clock: Callable[[float], None]) -> None:
    number = held(postgresql_office, postgresql_office.client("dong"), clock)
    kept = Draw.objects.get(pk=number)
    assert verify({name: text.encode() for name, text in kept.files.items()}) == []
    assert Client().get(f"/draw/{number}/").status_code == 200
    with postgresql_office.book() as book:
        rows = list(book.rows("allotment", ("name", "status")))
    assert ("槐芦花苑第一批", "已结算") in [row[1:] for row in rows]


def test_the_order_is_the_same_before_the_choice_and_after(
    own_office: Office, clock: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before, it is reckoned from the seed, and once: looking again reads neither the roster nor the order anew."""
    client = own_office.client("dong")
    number = begun(own_office, client)
    step(client, number, "freeze")
    frozen = Freeze.model_validate_json(Draw.objects.get(pk=number).files["freeze"])
    for witness, nonce in NONCES.items():
        step(client, number, "commit", witness=witness, commitment=commitment_to(frozen, witness, "42", nonce))
    clock(4)
    step(client, number, "order", beacon="3388.12")
    before = leading.drawn_of(Draw.objects.get(pk=number))
    with monkeypatch.context() as patch:
        patch.setattr(holding, "drawn_order", None)
        assert leading.drawn_of(Draw.objects.get(pk=number)).order == before.order
        assert leading.drawn_of(Draw.objects.get(pk=number)).roster is before.roster
    step(client, number, "choose")
    after = leading.drawn_of(Draw.objects.get(pk=number))
    assert (after.seed, list(after.order)) == (before.seed, list(before.order))


def test_a_household_finds_its_number_and_its_home(own_office: Office, clock: Callable[[float], None]) -> None:
    number = held(own_office, own_office.client("dong"), clock)
    transcript = json.loads(Draw.objects.get(pk=number).files["transcript"])
    first = transcript["allotted"][0]
    page = Client().get(f"/draw/{number}/", {"code": first["household"]}).content.decode()
    assert first["home"] in page
    assert Client().get(f"/draw/{number}/", {"code": "没有这户"}).status_code == 404


def test_nothing_is_frozen_while_an_objection_is_open(own_office: Office) -> None:
    client = own_office.client("dong")
    number = begun(own_office, client)
    with own_office.book() as book:
        household = next(
            int(str(id)) for id, code in book.rows("household", ("code",), "\"consents\" = '是'") if HAMLET in str(code)
        )
        told = {"household": household, "date": datetime(2024, 5, 6).date(), "about": "户口已迁出"}  # noqa: DTZ001 - a day
        made = book.write("董登记", "异议", [Add("objection", told)]).created["objection"][0]
    page = client.get(f"/plan/draws/{number}/").content.decode()
    assert "户口已迁出" in page
    refused = client.post(f"/plan/draws/{number}/step/freeze/")
    assert (refused.status_code, "异议" in refused.content.decode()) == (400, True)
    with own_office.book() as book:
        book.write("董登记", "处理", [Change("objection", made, {"decision": "不成立"})])
    step(client, number, "freeze")


def test_what_cannot_be_read_is_told_and_what_was_typed_stays(own_office: Office) -> None:
    client = own_office.client("dong")
    answer = client.post("/plan/draws/begin/", form(entitled_price="一千二", over="二十以内", site="1"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "“应安置价”看不懂或不合要求：“一千二”" in page
    assert "“超面积价”看不懂或不合要求：“二十以内”" in page
    assert 'value="槐芦花苑第一批"' in page


def test_the_form_begins_with_the_kinds_of_homes_and_names_what_is_missing(own_office: Office) -> None:
    client = own_office.client("dong")
    assert ">多层90 = 1-20" in client.get("/plan/draws/").content.decode().replace("\n", ">")
    page = client.post("/plan/draws/begin/", form(commit_until="", site="1")).content.decode()
    assert "“承诺截止”没有填" in page


def test_steps_come_in_their_order(own_office: Office, clock: Callable[[float], None]) -> None:
    client = own_office.client("dong")
    number = begun(own_office, client)
    for what in ("commit", "reveal", "order", "choose", "settle"):
        assert client.post(f"/plan/draws/{number}/step/{what}/", {"beacon": "3388.12"}).status_code == 400
    step(client, number, "freeze")
    assert (
        client.post(f"/plan/draws/{number}/step/commit/", {"witness": "生人", "commitment": "0" * 64}).status_code
        == 400
    )
    assert client.post(f"/plan/draws/{number}/step/close/").status_code == 400
    scrawl = client.post(f"/plan/draws/{number}/step/commit/", {"witness": "王见证", "commitment": "x"})
    assert "“承诺值”看不懂或不合要求" in scrawl.content.decode()
    step(client, number, "commit", witness="王见证", commitment="0" * 64)
    step(client, number, "commit", witness="李公证", commitment="0" * 64)
    clock(1.5)
    said = client.post(f"/plan/draws/{number}/step/reveal/", {"witness": "王见证", "value": "1", "nonce": "0" * 64})
    assert said.status_code == 400
    assert "公共随机数“上证指数收盘”要到北京时间" in said.content.decode()
    assert "登记揭示" not in said.content.decode()


def test_a_commitment_comes_in_time(own_office: Office, clock: Callable[[float], None]) -> None:
    client = own_office.client("dong")
    number = begun(own_office, client)
    step(client, number, "freeze")
    clock(5)
    late = {"witness": "王见证", "commitment": "0" * 64}
    assert client.post(f"/plan/draws/{number}/step/commit/", late).status_code == 400
    assert "这次抽签不能做下去了" in client.get(f"/plan/draws/{number}/").content.decode()
    again = client.post("/plan/draws/begin/", {**form(name="又一批"), "site": str(Draw.objects.get(pk=number).site)})
    assert (again.status_code, "没有人还能承诺" in again.content.decode()) == (400, True)


@pytest.mark.parametrize("user", sorted(USERS))
def test_a_draw_is_led_by_those_whose_site_it_is(own_office: Office, user: str) -> None:
    number = begun(own_office, own_office.client("dong"))
    client = own_office.client(user)
    leads = user in ("guan", "dong")
    assert (client.get(f"/plan/draws/{number}/").status_code == 200) == (user != "lin")
    assert (client.post(f"/plan/draws/{number}/step/freeze/").status_code == 302) == leads
    begins = client.post("/plan/draws/begin/", {**form(name="又一批"), "site": str(Draw.objects.get(pk=number).site)})
    assert (begins.status_code == 302) == leads
    assert (SECRET in client.get("/plan/draws/").content.decode()) == (user in ("guan", "lin"))


def test_the_pages_in_the_browser(
    own_office: Office, screen: Callable[..., Screen], clock: Callable[[float], None]
) -> None:
    number = held(own_office, own_office.client("dong"), clock)
    for phone in (False, True):
        window = screen("dong", phone=phone)
        for address in ("/plan/draws/", f"/plan/draws/{number}/", f"/draw/{number}/"):
            window.open(address)
            window.accessible()
        page = window.open(f"/plan/draws/{number}/hall/")
        window.accessible()
        for _ in range(6):
            page.keyboard.press("ArrowRight")
        page.get_by_text("顺序号", exact=False).first.wait_for()
        page.get_by_role("button", name="到结果").click()
        page.get_by_text("结果").first.wait_for()
        window.quiet()
