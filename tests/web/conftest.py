"""Fixtures of the pages: an office to read in, one to write in, a server, a browser, users who have come in."""

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jiedui.web.settings import Site, configure

# Django is set up once a process, before anything of the pages is imported; where the office is, is said later.
_first = Path(tempfile.mkdtemp(prefix="jiedui-web-"))
configure(Site(str(_first)))

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from django.conf import settings  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, Locator, Page  # noqa: E402

from web import office as offices  # noqa: E402
from web.office import PASSWORD, Office, Server  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]

#: What a browser's window is: a desk's, and a phone's.
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office with its users, to be read or copied."""
    folder = tmp_path_factory.mktemp("office")
    offices.make(folder)
    offices.prepare(folder)
    return folder


@pytest.fixture(scope="session")
def server(made_office: Path) -> Iterator[Server]:
    """The server of this process."""
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def office(made_office: Path) -> Office:
    """The office for tests that only read."""
    offices.use(made_office)
    return Office(made_office)


@pytest.fixture
def own_office(made_office: Path, tmp_path: Path) -> Iterator[Office]:
    """An office of the test's own, to be written in."""
    folder = offices.copied(made_office, tmp_path / "office")
    offices.use(folder)
    yield Office(folder)
    offices.use(made_office)


@pytest.fixture(scope="session")
def made_empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office whose book holds nothing, to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    offices.make_empty(folder)
    return folder


@pytest.fixture
def empty_office(made_office: Path, made_empty_office: Path, tmp_path: Path) -> Iterator[Office]:
    """An office whose book holds nothing, with one administrator, guan."""
    folder = offices.copied(made_empty_office, tmp_path / "office")
    offices.use(folder)
    yield Office(folder)
    offices.use(made_office)


class Screen:
    """A page in the browser in which a user has come in; what its console says is kept."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.said: list[str] = []
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))

    def open(self, path: str) -> Page:
        """Go to a page of ours."""
        self.page.goto(self.address + path)
        return self.page

    def enter(self, user: str) -> None:
        """Come in by the form."""
        self.open("/accounts/login/")
        self.page.get_by_label(re.compile("用户名")).fill(user)
        self.page.get_by_label(re.compile("密码")).fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(f"{self.address}/")

    def admit(self, user: str) -> None:
        """Let the user be in already: the form and its pages are what :meth:`enter` is for."""
        name = settings.SESSION_COOKIE_NAME
        came_in = offices.client(user).cookies[name]
        self.page.context.add_cookies([{"name": name, "value": came_in.value, "url": self.address}])

    def follow(self, element: Locator) -> None:
        """Click what leads to another page and wait until that has come: a click by itself returns before it."""
        with self.page.expect_event("load"):
            element.click()

    def enlarge(self) -> None:
        """Turn large type on, which loads the page anew."""
        self.follow(self.page.get_by_role("button", name="大字版"))

    def accessible(self) -> None:
        """The page has no fault that axe knows of."""
        found = Axe().run(self.page)
        assert found.violations_count == 0, found.generate_report()

    def quiet(self) -> None:
        """The console has said nothing: no refused script or style, no error."""
        assert self.said == []


@pytest.fixture
def screen(server: Server, browser: Browser) -> Iterator[Callable[..., Screen]]:
    """Makes windows: ``screen("deng")`` is one in which the user has come in; ``phone=True`` a narrow one."""
    contexts: list[BrowserContext] = []

    def opened(user: str | None = None, *, phone: bool = False) -> Screen:
        context = browser.new_context(viewport=PHONE if phone else DESK, locale="zh-CN", has_touch=phone)
        contexts.append(context)
        made = Screen(context.new_page(), server.address)
        if user:
            made.admit(user)
        return made

    yield opened
    for context in contexts:
        context.close()
