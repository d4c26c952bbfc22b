"""The whole way of a new office in one browser: first start, import, figure, check, report."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jiedui.book import Book
from jiedui.sample import generate
from jiedui.sample.workbooks import write_workbooks
from web import office as offices
from web.conftest import Screen
from web.office import PASSWORD, Office

FIGURE = "消费协作金额"


@pytest.fixture
def new_office(made_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An empty book without a user; its workbooks lie in the folder 台账."""
    monkeypatch.setenv("JIEDUI_SETUP_CODE", "first-code")
    write_workbooks(generate(size=0.1), tmp_path / "台账")
    Book.create(tmp_path / "book", actor="王建账").close()
    offices.prepare(tmp_path, users=False)
    yield Office(tmp_path)
    offices.use(made_office)


def test_from_the_first_start_to_a_report(new_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen()
    page = window.open("/setup/?code=first-code")
    for label, value in (("用户名", "admin"), ("姓名", "关管理"), (r"^密码", PASSWORD), ("再输一次", PASSWORD)):
        page.get_by_label(re.compile(label)).fill(value)
    page.get_by_role("button", name="建立").click()
    page.wait_for_url("**/accounts/login/")
    window.enter("admin")

    page.get_by_role("link", name="导入", exact=True).first.click()
    page.get_by_label(re.compile("选择文件")).set_input_files(sorted((new_office.folder / "台账").glob("*.*")))
    page.get_by_role("button", name="上传").click()
    for button in ("下一步：检查每一行", "写入"):
        ready = page.get_by_role("button", name=button)
        ready.wait_for(timeout=120_000)
        if button == "写入":
            page.get_by_label(re.compile("事由")).fill("首次导入")
        ready.click()
    page.get_by_role("link", name="再导入").wait_for(timeout=120_000)

    window.open("/figures/?region=岚溪县&period=2024")
    window.follow(page.get_by_role("link", name=FIGURE, exact=True).first)
    value = page.locator("main").inner_text()
    told = re.search(r"(\d[\d.]*)万元", value)
    assert told, value[:400]

    window.open("/check/")
    page.locator("textarea").fill(f"2024年，岚溪县{FIGURE}{told[1]}万元。")
    page.get_by_role("button", name="开始核对").last.click()
    page.get_by_text("✓ 相符").or_(page.get_by_text("相符")).first.wait_for()

    window.open("/reports/")
    page.get_by_label("地区").fill("岚溪县")
    page.get_by_label("时期").fill("2024")
    page.get_by_role("button", name="写", exact=True).click()
    page.get_by_role("link", name="下载", exact=True).wait_for(timeout=60_000)
    window.quiet()
