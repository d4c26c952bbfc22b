"""The wizard in the browser: a file chosen, followed to its batch; wide, narrow, in large type; no fault, no word in the console."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jiedui.web.imports.models import Job
from web.conftest import Screen
from web.office import Office

HEADING = "编号,日期,西部地区,资金来源,环节,金额（万元）\n"
ROWS = "".join(f"DR-{n},2024-05-{n % 28 + 1:02},岚溪县,市级财政援助,到位,{n % 90 + 1}.5\n" for n in range(10_000))


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Ten thousand rows of funds."""
    path = tmp_path / "资金台账.csv"
    path.write_text(HEADING + ROWS, "utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Four rows, three of them faulty."""
    path = tmp_path / "拨款.csv"
    rows = (
        "春节前,岚溪县,市级财政援助,到位,5",
        "2024-05-02,不知县,天上掉的,到位,5",
        "2024-05-03,岚溪县,市级财政援助,到位,很多",
    )
    path.write_text(
        "时间,西部地区,资金来源,环节,金额\n2024-05-01,岚溪县,市级财政援助,到位,9.66\n" + "\n".join(rows), "utf-8"
    )
    return path


def upload(window: Screen, path: Path) -> None:
    """Choose a file and wait for its headings."""
    window.open("/imports/")
    window.page.get_by_label("把工作簿拖到这里").set_input_files(path)
    window.page.wait_for_selector("text=认出的表", timeout=30_000)


def test_from_a_file_to_a_batch(own_office: Office, screen: Callable[..., Screen], good: Path) -> None:
    window = screen("deng")
    window.open("/imports/")
    window.accessible()
    upload(window, good)
    window.accessible()
    window.page.get_by_role("button", name="下一步：检查每一行").click()
    window.page.wait_for_selector("text=检查通过", timeout=60_000)
    window.accessible()
    window.page.get_by_label("事由").fill("五月资金")
    window.page.get_by_role("button", name="写入", exact=True).click()
    window.page.wait_for_selector("text=已写入账册", timeout=60_000)
    window.accessible()
    window.page.get_by_text("撤销这一批次…").click()
    window.page.get_by_label("撤销的事由").fill("录错了")
    window.page.get_by_role("button", name="撤销", exact=True).click()
    window.page.wait_for_selector("h1:has-text('批次')", timeout=30_000)
    window.accessible()
    window.open("/batches/")
    window.accessible()
    window.quiet()


def test_a_page_that_is_closed_is_found_again(own_office: Office, screen: Callable[..., Screen], good: Path) -> None:
    window = screen("deng")
    upload(window, good)
    window.page.get_by_role("button", name="下一步：检查每一行").click()
    window.open("/")
    number = Job.objects.get().pk
    window.open(f"/imports/{number}/")
    window.page.wait_for_selector("text=检查通过", timeout=60_000)
    window.quiet()


def test_errors_on_a_phone_in_large_type(own_office: Office, screen: Callable[..., Screen], bad: Path) -> None:
    window = screen("deng", phone=True)
    window.open("/")
    window.enlarge()
    upload(window, bad)
    window.page.locator("summary", has_text="拨款.csv").scroll_into_view_if_needed()
    window.page.get_by_label("这张表是").select_option(label="资金台账")
    window.page.get_by_role("button", name="采用").click()
    window.page.get_by_label("A 列认作").select_option(label="日期 *")
    window.follow(window.page.get_by_role("button", name="采用"))
    window.accessible()
    window.page.get_by_role("button", name="下一步：检查每一行").click()
    window.page.wait_for_selector("text=处错误", timeout=60_000)
    window.accessible()
    assert window.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    window.open("/imports/readings/")
    window.accessible()
    window.quiet()
