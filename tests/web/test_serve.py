"""``jiedui serve`` and ``jiedui user`` as an office runs them, on both databases."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

PASSWORD = "lanxi-2024-ok"
JIEDUI = (sys.executable, "-c", "from jiedui.cli import main; main()")


def run(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "JIEDUI_PASSWORD": PASSWORD}
    return subprocess.run([*JIEDUI, *words], capture_output=True, text=True, env=environment, check=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(place: str) -> Iterator[tuple[str, list[str]]]:
    """The server of that book: its address, and what it has said so far."""
    port = free_port()
    command = [*JIEDUI, "serve", "--book", place, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        said: list[str] = []
        assert server.stdout
        for line in server.stdout:
            said.append(line)
            if "Started worker" in line:
                break
        try:
            yield f"http://127.0.0.1:{port}", said
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                raise


def fetched(browser: OpenerDirector, url: str, form: dict[str, str] | None = None) -> str:
    """A page; with a form, what comes after it was sent with its token."""
    for _ in range(50):
        try:
            page = browser.open(url).read().decode()
            break
        except URLError as error:
            if isinstance(error, HTTPError):
                raise
            time.sleep(0.2)
    if form is None:
        return page
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    return browser.open(url, urlencode({**form, "csrfmiddlewaretoken": token[1]}).encode()).read().decode()


def test_a_user_made_on_the_command_line_comes_in(book_url: str) -> None:
    made = run("user", "add", "wang", "--book", book_url, "--role", "管理员", "--name", "王管理")
    assert made.returncode == 0, made.stderr
    assert "wang" in run("user", "list", "--book", book_url).stdout
    browser = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
    with serving(book_url) as (address, said):
        assert not any("setup" in line for line in said)
        page = fetched(browser, f"{address}/accounts/login/", {"login": "wang", "password": PASSWORD})
        assert "王管理" in page
        assert fetched(browser, f"{address}/static/css/base.css").startswith("/*")


def test_the_first_start_leads_to_the_administrator(sqlite_book: object, tmp_path: object) -> None:
    place = f"{tmp_path}/book"
    browser = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
    with serving(place) as (_, said):
        found = re.search(r"http://\S+/setup/\?code=\S+", "".join(said))
        assert found, said
        form = {
            "username": "li",
            "full_name": "李管理",
            "password": PASSWORD,
            "again": PASSWORD,
            "code": found[0].split("=")[1],
        }
        assert "登录" in fetched(browser, found[0], form)
        login = found[0].split("setup")[0] + "accounts/login/"
        assert "李管理" in fetched(browser, login, {"login": "li", "password": PASSWORD})


def test_a_port_that_is_taken_and_a_book_that_is_none_are_told(sqlite_book: object, tmp_path: object) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run("serve", "--book", f"{tmp_path}/book", "--port", str(taken.getsockname()[1]))
    assert (refused.returncode, "换一个端口" in refused.stderr) == (2, True)
    refused = run("serve", "--book", f"{tmp_path}/nothing")
    assert (refused.returncode, "不是账册" in refused.stderr) == (2, True)


def test_what_cannot_be_a_user_is_told(sqlite_book: object, tmp_path: object) -> None:
    place = f"{tmp_path}/book"
    for words, told in (
        (("add", "li", "--role", "king"), "没有角色"),
        (("add", "li", "--role", "clerk", "--region", "无此县"), "无此县"),
        (("password", "nobody"), "没有名为"),
    ):
        refused = run("user", *words, "--book", place)
        assert (refused.returncode, told in refused.stderr) == (2, True), refused.stderr
