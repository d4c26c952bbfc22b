"""Administration: users and roles within one's regions, declarations, verification, backup."""

import base64
import hmac
import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from jiedui.book import Book
from jiedui.book.verify import verify
from jiedui.web.accounts.models import Grant
from jiedui.web.roles import role_named
from web.conftest import Screen
from web.office import PASSWORD, USERS, Office

NEW = {"username": "xin", "full_name": "新登记", "password": "xin-2024-lanxi", "role": "clerk", "region": ""}


def users() -> dict[str, object]:
    return {user.username: user for user in get_user_model().objects.all()}


def with_password(user: str) -> Client:
    """A client that came in by the form just now, as what asks for the password again wants it."""
    client = Client()
    client.post("/accounts/login/", {"login": user, "password": PASSWORD})
    client.post("/accounts/confirm/", {"password": PASSWORD})
    return client


def region(office: Office, name: str) -> int:
    with office.book() as book:
        return next(each.id for each in book.regions.values() if each.name == name)


@pytest.mark.parametrize("user", sorted(USERS))
def test_only_administrators_keep_users_and_auditors_verify(office: Office, user: str) -> None:
    client, role = office.client(user), USERS[user][0]
    kept = 200 if role == "administrator" else 403
    audited = 200 if role in ("administrator", "auditor") else 403
    assert [client.get(path).status_code for path in ("/admin/users/", "/admin/users/new/", "/admin/users/1/")] == [
        kept
    ] * 3
    assert [client.get(path).status_code for path in ("/admin/", "/admin/catalog/")] == [audited] * 2
    assert ("/admin/" in client.get("/").content.decode()) == (audited == 200)


def test_a_user_is_made_and_comes_in(own_office: Office) -> None:
    admin = own_office.client("guan")
    answer = admin.post("/admin/users/new/", {**NEW, "region": region(own_office, "茶垭镇")})
    assert answer.status_code == 302
    client = Client()
    client.post("/accounts/login/", {"login": "xin", "password": NEW["password"]})
    assert "新登记" in client.get("/").content.decode()


def test_every_fault_of_a_new_user_is_told(own_office: Office) -> None:
    admin = own_office.client("guan")
    faults = {"username": ("a b", "用户名"), "password": ("123", "密码：密码长度太短")}
    for field, (value, word) in faults.items():
        answer = admin.post("/admin/users/new/", {**NEW, field: value})
        assert (answer.status_code, word in answer.content.decode()) == (400, True)
    assert "已有名为" in admin.post("/admin/users/new/", {**NEW, "username": "DENG"}).content.decode()
    assert "没有角色" in admin.post("/admin/users/new/", {**NEW, "role": "king"}).content.decode()
    assert "xin" not in users()


def test_an_administrator_of_a_county_gives_no_more_than_the_county(own_office: Office) -> None:
    county, other = region(own_office, "岚溪县"), region(own_office, "邻山县")
    Grant.objects.create(user=users()["ling"], role="administrator", region=county)
    admin = own_office.client("ling")
    shown = admin.get("/admin/users/").content.decode()
    assert ("deng" in shown, ">lin<" in shown, "guan" in shown) == (True, False, False)
    for wanted in ("", other, 999_999):
        answer = admin.post("/admin/users/new/", {**NEW, "region": wanted})
        assert "您不能授予" in answer.content.decode()
    assert admin.post("/admin/users/new/", {**NEW, "region": county}).status_code == 302
    lin, deng = users()["lin"].pk, users()["deng"].pk
    assert admin.get(f"/admin/users/{lin}/").status_code == 404
    assert admin.post(f"/admin/users/{lin}/password/", {"password": "taken-2024-over"}).status_code == 404
    admin.post(f"/admin/users/{deng}/grant/", {"role": "administrator", "region": ""})
    assert not Grant.objects.filter(user_id=deng, role="administrator").exists()
    assert admin.get("/admin/backup/").status_code in (302, 403)


@pytest.mark.parametrize(
    ("word", "role"), [("登记员", "clerk"), ("领导", "leader"), ("auditor", "auditor"), ("局长", None)]
)
def test_a_role_is_called_as_the_pages_call_it(word: str, role: str | None) -> None:
    assert role_named(word) == role


def test_the_last_administrator_stays(own_office: Office) -> None:
    guan = users()["guan"].pk
    admin = own_office.client("guan")
    grant = Grant.objects.get(user_id=guan).pk
    for what, form in (("take", {"grant": grant}), ("bar", {})):
        answer = admin.post(f"/admin/users/{guan}/{what}/", form, follow=True)
        assert "最后一位管理员" in answer.content.decode()
    assert get_user_model().objects.get(pk=guan).is_active


def test_who_is_barred_or_gets_a_new_password_is_signed_out(own_office: Office) -> None:
    admin, deng = own_office.client("guan"), own_office.client("deng")
    number = users()["deng"].pk
    assert deng.get("/").status_code == 200
    admin.post(f"/admin/users/{number}/password/", {"password": "other-2024-word"})
    assert deng.get("/").status_code == 302
    again = Client()
    again.post("/accounts/login/", {"login": "deng", "password": "other-2024-word"})
    assert again.get("/").status_code == 200
    admin.post(f"/admin/users/{number}/bar/")
    assert again.get("/").status_code == 302
    barred = Client()
    barred.post("/accounts/login/", {"login": "deng", "password": "other-2024-word"})
    assert barred.get("/").status_code == 302


def test_a_backup_is_a_book_again(own_office: Office, tmp_path: Path) -> None:
    answer = with_password("guan").get("/admin/backup/file/")
    packed = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    packed.extractall(tmp_path / "back")
    assert not [name for name in packed.namelist() if "accounts" in name or "secret" in name]
    with own_office.book() as book, Book.open(tmp_path / "back") as copy:
        assert copy.head == book.head
        assert list(verify(copy)) == []


def test_a_backup_wants_the_password_again(own_office: Office) -> None:
    client = own_office.client("guan")
    for path in ("/admin/backup/", "/admin/backup/file/"):
        asked = client.get(path)
        assert (asked.status_code, "/accounts/confirm/" in asked["Location"]) == (302, True)
    asked = client.get("/admin/backup/")
    back = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    assert back.redirect_chain == [("/admin/backup/", 302)]
    assert "备份开始下载" in back.content.decode()
    assert 'content="0; url=/admin/backup/file/"' in back.content.decode()


def finished(client: Client, start: str) -> str:
    """The page of a verification that has ended."""
    for _ in range(100):
        shown = client.get(start).content.decode()
        if "hx-get" not in shown:
            return shown
        time.sleep(0.1)
    raise AssertionError("the verification does not end")


def test_the_book_is_verified_and_what_was_altered_is_named(own_office: Office) -> None:
    auditor = own_office.client("ji")
    assert "完全一致" in finished(auditor, auditor.post("/admin/verify/")["Location"])
    with own_office.book() as book:
        book.store.execute('DROP TRIGGER IF EXISTS "ledger_fund_guard"')
        book.store.execute("UPDATE ledger_fund SET amount = amount + 1 WHERE id = 3")
    address = auditor.post("/admin/verify/")["Location"]
    assert "fund:3" in finished(auditor, address)
    assert own_office.client("guan").get(address).status_code == 404


def test_the_pages_in_the_browser(office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("guan")
    for path in (
        "/admin/",
        "/admin/users/",
        "/admin/users/new/",
        f"/admin/users/{users()['deng'].pk}/",
        "/admin/catalog/",
    ):
        window.open(path)
        window.accessible()
    window.open("/admin/")
    window.page.get_by_role("button", name="开始核验").click()
    window.page.get_by_text("完全一致").wait_for()
    window.accessible()
    window.quiet()


def code_of(secret: str) -> str:
    """The six digits that an authenticator app shows now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), int(time.time() // 30).to_bytes(8, "big"), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def test_the_second_factor_in_the_browser(own_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    page = window.page
    window.open("/accounts/second/overview/")
    window.accessible()
    page.get_by_role("link", name="开启").click()
    page.get_by_label(re.compile("密码")).fill(PASSWORD)
    window.accessible()
    page.get_by_role("button", name="确定").click()
    secret = page.locator("code").inner_text()
    window.accessible()
    page.get_by_label(re.compile("动态码")).fill(code_of(secret))
    page.get_by_role("button", name="开启").click()
    page.get_by_role("heading", name="恢复码").wait_for()
    recovery = page.locator(".codes code").first.inner_text()
    page.locator("details.me summary").click()
    page.get_by_role("button", name="退出").click()
    window.open("/accounts/login/")
    page.get_by_label(re.compile("用户名")).fill("deng")
    page.get_by_label(re.compile("密码")).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_label(re.compile("动态码")).fill("000000")
    window.follow(page.get_by_role("button", name="确定"))
    assert page.locator(".error").count()
    page.get_by_label(re.compile("动态码")).fill(recovery)
    page.get_by_role("button", name="确定").click()
    page.wait_for_url(f"{window.address}/")
