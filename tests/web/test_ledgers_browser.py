"""Lists and entries in the browser: the main ways through, by keyboard, on a phone, offline, in large type."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from web.conftest import Screen
from web.office import Office
from web.test_entries import PNG, TYPED, enter

Screens = Callable[..., Screen]


def fill(page: Page, **more: str) -> None:
    """Type the payment; the region is chosen among the suggestions by keyboard."""
    given = {**TYPED, **more}
    for name in ("date", "amount", "voucher"):
        page.locator(f"#f-{name}").fill(given[name])
    for name in ("source", "stage"):
        page.locator(f"#f-{name}").select_option(given[name])
    region = page.get_by_role("combobox", name=re.compile("西部地区"))
    region.press_sequentially(given["west"])
    expect(page.get_by_role("option").first).to_be_visible()
    region.press("ArrowDown")
    region.press("Enter")
    expect(region).to_have_value(given["west"])


def test_a_list_is_asked_sorted_and_paged_and_its_address_says_so(office: Office, screen: Screens) -> None:
    window = screen("deng")
    page = window.open("/ledgers/")
    window.accessible()
    window.follow(page.get_by_role("link", name="资金台账", exact=True))
    window.accessible()
    page.get_by_label("拨付", exact=True).check()
    page.get_by_label(re.compile("时期")).fill("2024")
    page.get_by_role("button", name="查询").click()
    expect(page).to_have_url(re.compile(r"/ledgers/fund/\?.*_period=2024.*stage="))
    expect(page.locator("#shown")).to_contain_text("2024年（按日期计）；环节为拨付")
    expect(page.locator(".totals")).to_contain_text("金额合计")
    page.get_by_role("link", name="金额（万元）").click()
    expect(page.get_by_role("columnheader", name=re.compile("金额"))).to_have_attribute("aria-sort", "descending")
    numbers = [float(cell) for cell in page.locator("tbody td.number").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    page.get_by_role("link", name="去掉条件：环节为拨付").click()
    expect(page.locator("#shown")).not_to_contain_text("环节")
    window.accessible()
    window.quiet()


def test_a_filter_folds_on_a_phone_until_it_asks_for_something(office: Office, screen: Screens) -> None:
    page = screen("deng", phone=True).open("/ledgers/fund/")
    asked = page.get_by_role("search")
    expect(asked).not_to_be_visible()
    page.get_by_text("查询条件").focus()
    page.keyboard.press("Enter")
    expect(asked).to_be_visible()
    page.goto(f"{page.url}?stage=拨付")
    expect(asked).to_be_visible()


def test_totals_open_to_the_records_behind_them(office: Office, screen: Screens) -> None:
    page = screen("deng").open("/ledgers/fund/?stage=到位")
    total = page.locator(".totals a").first
    expect(total).to_be_visible()
    figure = total.inner_text()
    total.click()
    expect(page.locator("#shown")).to_contain_text("已填金额")
    expect(page.locator(".totals a").first).to_have_text(figure)


def test_pages_are_turned_and_the_chosen_are_counted(office: Office, screen: Screens) -> None:
    window = screen("deng")
    page = window.open("/ledgers/fund/?_size=20")
    first = page.locator("tbody th").first.inner_text()
    window.follow(page.get_by_role("link", name="下一页"))
    assert page.locator("tbody th").first.inner_text() != first
    page.get_by_role("link", name="上一页").click()
    expect(page.locator("tbody th").first).to_have_text(first)
    page.get_by_label("选中本页").check()
    expect(page.locator("#chosen")).to_have_text("已选 20 条")


def test_an_entry_is_made_by_keyboard_with_its_photo(own_office: Office, screen: Screens, tmp_path: Path) -> None:
    photo = tmp_path / "现场.png"
    photo.write_bytes(PNG)
    window = screen("deng")
    page = window.open("/ledgers/fund/new/")
    window.accessible()
    fill(page)
    page.locator("#files").set_input_files(photo)
    expect(page.locator(".previews img")).to_be_visible()
    page.get_by_role("button", name="保存").press("Enter")
    page.wait_for_url(re.compile(r"/ledgers/fund/\d+/$"))
    expect(page.locator("#evidence")).to_contain_text("现场.png")
    expect(page.locator("main")).to_contain_text("用到它的指标")
    window.accessible()
    window.quiet()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_wrong_form_keeps_the_chosen_files_and_leads_to_its_problems(
    own_office: Office, screen: Screens, tmp_path: Path
) -> None:
    photo = tmp_path / "现场.png"
    photo.write_bytes(PNG)
    window = screen("deng")
    page = window.open("/ledgers/fund/new/")
    fill(page, amount="很多")
    page.locator("#files").set_input_files(photo)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator("#f-amount")).to_have_value("很多")
    expect(page.locator("#f-amount")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".previews")).to_contain_text("现场.png")
    window.accessible()
    page.get_by_role("link", name="金额", exact=True).click()
    page.locator("#f-amount").fill("12.5")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile(r"/ledgers/fund/\d+/$"))
    expect(page.locator("#evidence")).to_contain_text("现场.png")


def test_what_was_typed_comes_back_after_a_closed_window_but_no_telephone(own_office: Office, screen: Screens) -> None:
    window = screen("deng")
    page = window.open("/ledgers/person/new/")
    page.locator("#f-name").fill("王半路")
    page.locator("#f-phone").fill("13800001234")
    page = window.open("/ledgers/person/new/")
    expect(page.locator("#restored")).to_be_visible()
    expect(page.locator("#f-name")).to_have_value("王半路")
    expect(page.locator("#f-phone")).to_have_value("")
    page.get_by_role("button", name="不要了").click()
    expect(page.locator("#f-name")).to_have_value("")


def test_a_lost_session_loses_nothing(own_office: Office, screen: Screens) -> None:
    window = screen("deng")
    page = window.open("/ledgers/fund/new/")
    fill(page)
    page.context.clear_cookies()
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#lost")).to_be_visible()
    expect(page.locator("#f-amount")).to_have_value("12.5")
    window.enter("deng")
    page = window.open("/ledgers/fund/new/")
    expect(page.locator("#f-amount")).to_have_value("12.5")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile(r"/ledgers/fund/\d+/$"))


def test_a_lost_session_leaves_the_chosen_files_and_says_so(
    own_office: Office, screen: Screens, tmp_path: Path
) -> None:
    """Neither the page of the login inside this one (佐证), nor silence (导入)."""
    paper = tmp_path / "到账通知.csv"
    paper.write_text("编号\n", "utf-8")
    window = screen()
    for path in ("/ledgers/fund/1/", "/imports/"):
        window.admit("deng")
        page = window.open(path)
        page.context.clear_cookies(name="sessionid")
        page.locator("input[type=file]").first.set_input_files(paper)
        if path != "/imports/":  # there a file is sent as soon as it is chosen
            page.get_by_role("button", name="上传").click()
        expect(page.locator("#signed-out")).to_be_visible()
        expect(page.get_by_label("密码")).to_have_count(0)
        assert page.locator("input[type=file]").first.input_value().endswith("到账通知.csv")


def test_a_lost_connection_loses_nothing(own_office: Office, screen: Screens) -> None:
    window = screen("deng")
    page = window.open("/ledgers/fund/new/")
    fill(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#offline")).to_be_visible()
    expect(page.locator("#f-amount")).to_have_value("12.5")
    page.context.set_offline(False)
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile(r"/ledgers/fund/\d+/$"))


def test_two_at_one_entry_in_the_browser(own_office: Office, screen: Screens) -> None:
    id = enter(own_office)
    first, second = screen("deng"), screen("zhen")
    one, two = (window.open(f"/ledgers/fund/{id}/edit/") for window in (first, second))
    one.locator("#f-amount").fill("20")
    one.locator("#f-voucher").fill("甲")
    one.get_by_role("button", name="保存").click()
    one.wait_for_url(re.compile(rf"/ledgers/fund/{id}/$"))
    two.locator("#f-amount").fill("30")
    two.locator("#f-note").fill("乙的备注")
    two.get_by_role("button", name="保存").click()
    expect(two.get_by_text("双方都改过，用哪个？")).to_be_visible()
    second.accessible()
    expect(two.locator("#f-voucher")).to_have_value("甲")
    two.get_by_label(re.compile("对方的")).check()
    two.get_by_role("button", name="保存").click()
    two.wait_for_url(re.compile(rf"/ledgers/fund/{id}/$"))
    expect(two.locator("dl.cells")).to_contain_text("20万元")
    expect(two.locator("dl.cells")).to_contain_text("乙的备注")


def test_a_reviewer_returns_with_a_reason_that_the_clerk_reads(own_office: Office, screen: Screens) -> None:
    id = enter(own_office)
    clerk, reviewer = screen("deng"), screen("shen")
    page = clerk.open("/ledgers/fund/?voucher.has=新-1")
    page.get_by_label(f"选中 {id}").check()
    page.get_by_role("button", name="报送").click()
    expect(page.locator(".notice.success")).to_contain_text("已提交：1 笔")
    other = reviewer.open("/ledgers/fund/?review=已报")
    other.get_by_label(f"选中 {id}").check()
    other.get_by_role("button", name="退回").click()
    expect(other.get_by_role("alert").first).to_contain_text("必须写明事由")
    other.get_by_label(re.compile("^事由")).fill("缺回单")
    other.get_by_role("button", name="退回").click()
    expect(other.locator(".notice.success")).to_contain_text("已退回")
    expect(clerk.open(f"/ledgers/fund/{id}/").locator("main")).to_contain_text("退回事由：缺回单")


@pytest.mark.parametrize("path", ["/ledgers/", "/ledgers/fund/", "/ledgers/fund/new/", "/ledgers/project/1/"])
def test_pages_on_a_phone_and_in_large_type(office: Office, screen: Screens, path: str) -> None:
    window = screen("deng", phone=True)
    page = window.open(path)
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)
    window.accessible()
    window.enlarge()
    assert not page.evaluate(wide)
    window.accessible()
    window.quiet()


def test_a_phone_takes_a_photo(office: Office, screen: Screens) -> None:
    page = screen("deng", phone=True).open("/ledgers/fund/new/")
    camera = page.get_by_label("拍照")
    expect(camera).to_be_visible()
    expect(camera).to_have_attribute("capture", "environment")
    expect(camera).to_have_attribute("accept", "image/*")


def test_empty_and_wrong_lists_say_what_to_do(office: Office, screen: Screens) -> None:
    window = screen("deng")
    page = window.open("/ledgers/fund/?_q=没有这个词")
    expect(page.locator(".empty")).to_contain_text("没有符合条件的记录")
    window.accessible()
    page = window.open("/ledgers/fund/?amount.from=很多&stage=收讫")
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(2)
    expect(page.locator("#q-amount-from")).to_have_value("很多")
    window.accessible()
