"""The frame of the site: coming in, the first start, what a user may do, large type, English, errors."""

import os
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from jiedui.web.desk import grants_of, visible_to
from jiedui.web.middleware import FirstStart
from web.conftest import Screen
from web.office import PASSWORD, Office


def test_nobody_comes_in_without_a_password(office: Office) -> None:
    answer = Client().get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/")


def test_a_user_comes_in_and_goes(office: Office) -> None:
    client = Client()
    wrong = client.post("/accounts/login/", {"login": "deng", "password": "wrong"})
    assert "✕" in wrong.content.decode()
    right = client.post("/accounts/login/", {"login": "deng", "password": PASSWORD})
    assert right["Location"] == "/"
    assert "邓登记" in client.get("/").content.decode()
    client.post("/accounts/logout/")
    assert client.get("/").status_code == 302


def test_after_five_wrong_passwords_even_the_right_one_waits(own_office: Office) -> None:
    client = Client()
    for _ in range(5):
        client.post("/accounts/login/", {"login": "deng", "password": "wrong"})
    client.post("/accounts/login/", {"login": "deng", "password": PASSWORD})
    assert client.get("/").status_code == 302


def test_a_login_never_leads_to_another_site(office: Office) -> None:
    answer = Client().post("/accounts/login/?next=https://evil.example/", {"login": "deng", "password": PASSWORD})
    assert answer["Location"] == "/"
    answer = office.client("deng").post("/preferences/", {"language": "en", "next": "//evil.example/"})
    assert answer["Location"] == "/"


def test_a_form_after_the_session_leads_back_to_its_page_and_says_that_nothing_was_written(office: Office) -> None:
    """What the form is sent to takes no GET: after the login the page that it stood on is the one to return to."""
    client = Client(headers={"Referer": "http://testserver/reports/?kind=summary"})
    answer = client.post("/reports/make/written/", {"region": "岚溪县"})
    assert answer["Location"] == "/accounts/login/?next=/reports/%3Fkind%3Dsummary"
    assert "登录已失效，刚才的操作没有写入" in client.get(answer["Location"]).content.decode()
    elsewhere = Client(headers={"Referer": "https://evil.example/x"}).post("/reports/make/written/")
    assert elsewhere["Location"] == "/accounts/login/?next=/"


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": "application/json"}])
def test_a_script_after_the_session_is_answered_by_no_page(office: Office, headers: dict[str, str]) -> None:
    for answer in (Client().post("/imports/new/", headers=headers), Client().get("/ledgers/fund/", headers=headers)):
        assert (answer.status_code, answer.content) == (401, b"")


def test_an_address_for_forms_opened_by_itself_is_told_in_words(office: Office) -> None:
    answer = office.client("deng").get("/reports/make/written/")
    assert (answer.status_code, "这个地址只用来提交" in answer.content.decode()) == (405, True)


def test_a_form_from_elsewhere_is_refused(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.get(username="deng"))
    answer = client.post("/preferences/", {"language": "en"})
    assert (answer.status_code, "这张表单已失效" in answer.content.decode()) == (403, True)


def test_the_first_start_makes_the_administrator(own_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    get_user_model().objects.all().delete()
    monkeypatch.setattr(FirstStart, "_started", False, raising=False)
    monkeypatch.setitem(os.environ, "JIEDUI_SETUP_CODE", "abc")
    client = Client()
    assert client.get("/")["Location"] == "/setup/"
    wanted = {"username": "admin", "full_name": "管理", "password": PASSWORD, "again": PASSWORD}
    refused = client.post("/setup/", {**wanted, "code": "guess"})
    assert (refused.status_code, "启动码不对" in refused.content.decode()) == (400, True)
    short = client.post("/setup/", {**wanted, "code": "abc", "password": "1", "again": "1"}).content.decode()
    assert "10" in short.split('class="error"')[1]
    assert client.post("/setup/", {**wanted, "code": "abc"})["Location"] == "/accounts/login/"
    assert visible_to(grants_of(get_user_model().objects.get())).whole
    assert client.get("/setup/")["Location"] == "/accounts/login/"


def test_a_page_that_is_not_there_says_so_in_the_users_language(office: Office) -> None:
    client = office.client("deng")
    answer = client.get("/nowhere/")
    assert (answer.status_code, "没有这一页" in answer.content.decode()) == (404, True)
    client.post("/preferences/", {"language": "en"})
    assert "There is no such page" in client.get("/nowhere/").content.decode()


def test_what_each_role_sees(office: Office) -> None:
    users = get_user_model().objects
    county = visible_to(grants_of(users.get(username="deng")))
    assert county.reads == county.writes != ()
    assert visible_to(grants_of(users.get(username="ling"))).writes == ()
    assert visible_to(grants_of(users.get(username="shen")), "review").writes == county.reads
    assert visible_to(grants_of(users.get(username="shen")), "write").writes == ()
    assert visible_to(grants_of(users.get(username="guan"))).whole


def test_the_headers_that_keep_a_page_to_itself(office: Office) -> None:
    answer = office.client("deng").get("/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert (answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("nosniff", "same-origin")


def test_the_login_in_the_browser(office: Office, screen: Callable[..., Screen]) -> None:
    window = screen()
    window.open("/accounts/login/")
    window.accessible()
    window.enter("deng")
    window.accessible()
    window.enlarge()
    assert window.page.locator("html.large").count() == 1
    window.follow(window.page.get_by_role("button", name="English"))
    assert window.page.get_by_role("button", name="中文").count() == 1
    window.quiet()
