"""What holds for every address of the site, present and future: login, tokens of forms, nothing from elsewhere."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from web.office import PASSWORD, Office

#: Addresses that are for everybody: the way in, what a user likes, the first start, the description of the API.
OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "preferences",
    "setup",
    "mfa_authenticate",
    "openapi-json",
}
#: A value for each kind of argument that an address may have.
VALUES = {"int": "1", "str": "fund", "slug": "fund", "path": "fund", "uuid": "00000000-0000-0000-0000-000000000000"}


def addresses(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[str, str]]:
    """Every address with the name of its page; arguments are filled with something."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + _filled(pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, route)
        else:
            yield pattern.name or route, route


def _filled(pattern: URLPattern | URLResolver) -> str:
    """The address of one pattern."""
    text = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        text = text.replace(f"<{kind}:{name}>", VALUES[kind]).replace(f"<{name}>", VALUES["str"])
    return text


ALL = sorted(set(addresses()))
PAGES = [pytest.param(path, id=f"{name} {path}") for name, path in ALL if name not in OPEN]


@pytest.mark.parametrize("path", PAGES)
def test_nobody_sees_a_page_before_coming_in(office: Office, path: str) -> None:
    for method in ("get", "post"):
        answer = getattr(Client(), method)(path)
        assert answer.status_code in (302, 401, 404, 405), (method, path)
        if answer.status_code == 302:
            assert answer["Location"].startswith("/accounts/login/"), answer["Location"]


@pytest.mark.parametrize("path", [each for each in PAGES if "/api/" not in str(each.values[0])])
def test_a_form_without_its_token_changes_nothing(office: Office, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.get(username="guan"))
    assert client.post(path).status_code in (403, 404, 405), path


@pytest.mark.parametrize("path", PAGES)
def test_a_user_without_roles_sees_nothing(own_office: Office, path: str) -> None:
    user = get_user_model().objects.create_user("nemo", password=PASSWORD)
    client = Client()
    client.force_login(user)
    own = path.startswith(("/accounts/",))
    assert own or client.get(path).status_code in (401, 403, 404, 405), path


def test_files_of_the_server_are_not_to_be_had(office: Office) -> None:
    client = office.client("deng")
    for path in ("../settings.py", "%2e%2e/settings.py", "..%2fsettings.py", "css/../../settings.py", "//etc/passwd"):
        answer = client.get(f"/static/{path}")
        assert answer.status_code == 404, path


def test_a_host_that_is_not_ours_is_refused(office: Office) -> None:
    assert Client().get("/accounts/login/", headers={"Host": "evil.example"}).status_code == 400


def test_a_session_is_a_new_one_after_the_login_and_hidden_from_scripts(office: Office) -> None:
    client = Client()
    client.get("/accounts/login/")
    before = client.session.session_key
    client.post("/accounts/login/", {"login": "deng", "password": PASSWORD})
    assert client.session.session_key != before
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_name_with_markup_is_shown_as_it_was_written(own_office: Office) -> None:
    user = get_user_model().objects.get(username="deng")
    user.first_name = "<script>alert(1)</script>"
    user.save()
    shown = own_office.client("deng").get("/").content.decode()
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown


def test_a_form_that_is_too_large_is_refused(office: Office) -> None:
    answer = office.client("deng").post("/preferences/", {"next": "x" * (13 * 2**20)})
    assert answer.status_code in (400, 413)
