"""How fast the marks of the editor follow what is typed, in the real browser, with the server beside it.

    python benchmarks/editor.py [--keys 40]

The book is the sample's, the text a draft of its county's summary as in ``checking.py``: 4,000 characters of which a digit is typed over again
and again. The time runs from the key to the marks on the screen: the pause for the next key, the request, the check, the
list, the paint. Beside it stands the server's own answer, and that of an empty text, which checks nothing.
"""

import argparse
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from checking import reports

LIMIT = 150
#: The password that the demonstration gives to all its users.
PASSWORD = "jiedui-demo"  # noqa: S105 - printed for everybody to read
#: Notes the time from each key to the paint after its answer.
WATCH = """() => {
  window.times = []; let since = 0;
  document.getElementById("text").addEventListener("input", () => { since = performance.now(); }, true);
  new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
    if (since) window.times.push(performance.now() - since); since = 0;
  }))).observe(document.getElementById("editor"), { attributes: true, attributeFilter: ["data-answered"] });
}"""
#: Milliseconds of one answer of the server for a text.
ASK = """async (text) => {
  const form = document.getElementById("editor"), body = new URLSearchParams(new FormData(form)), times = [];
  body.set("text", text);
  for (let i = 0; i < 15; i += 1) {
    const since = performance.now();
    await (await fetch(form.dataset.marks, { method: "POST", body })).json();
    times.push(performance.now() - since);
  }
  return times.sort((a, b) => a - b)[7];
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=40)
    asked = parser.parse_args()
    with _served() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        _enter(page, address)
        _measure(page, address, next(reports()), asked.keys)
        browser.close()


def _measure(page: Page, address: str, text: str, keys: int) -> None:
    """The times of the keys, and of the server alone."""
    page.goto(f"{address}/check/editor/")
    page.locator("#text").fill(text)
    page.locator("#list .item").first.wait_for()
    page.evaluate(WATCH)
    page.evaluate("place => document.getElementById('text').setSelectionRange(place, place)", text.index("万元"))
    for digit in range(keys):
        page.keyboard.press("Backspace")
        page.wait_for_timeout(30)
        page.keyboard.press(str(digit % 10))
        page.wait_for_function("n => window.times.length > n", arg=digit)
    times = page.evaluate("window.times")
    whole, empty = page.evaluate(ASK, text), page.evaluate(ASK, "")
    marks = page.locator("#list .item").count()
    print(f"{len(text):,} characters, {marks} statements")
    print(
        f"key to marks: median {statistics.median(times):.0f} ms, nine in ten {sorted(times)[len(times) * 9 // 10]:.0f} ms"
    )
    print(f"the server's answer: {whole:.0f} ms; to an empty text: {empty:.0f} ms; limit {LIMIT} ms")


def _enter(page: Page, address: str) -> None:
    """Come in as the demonstration's clerk."""
    page.goto(f"{address}/accounts/login/")
    page.locator("[name=login]").fill("clerk")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button").click()
    page.wait_for_url(f"{address}/")


@contextmanager
def _served() -> Iterator[str]:
    """The demonstration's pages, served by a process of their own: their address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "jiedui", "demo", "--folder", f"{folder}/demo", "--serve", "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def _wait(port: int) -> None:
    """Wait until the server listens."""
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
