"""Report check in the browser: the whole way through, by mouse, by keyboard and on a phone; the editor."""

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from jiedui.sample import generate
from jiedui.sample.draft import write_draft_docx
from web.conftest import Screen
from web.office import Office

DRAFT = "岚溪县2024年总结\n\n全年引导东部企业落地318家，召开联席会议1次。\n农村居民收入增长7.6%。"


def pasted(window: Screen, text: str = DRAFT) -> Page:
    """Paste a text and have it checked."""
    page = window.open("/check/")
    page.get_by_label(re.compile("或粘贴文字")).fill(text)
    page.get_by_role("button", name="开始核对").click()
    expect(page.locator("#paper")).to_be_visible()
    return page


def test_paste_marks_click_teach_revoke(own_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    page = pasted(window)
    window.accessible()
    expect(page.locator(".mark")).to_have_text([re.compile("318家✗"), re.compile("1次✓"), re.compile(r"7.6%\?")])
    page.locator(".mark.no").click()
    expect(page.locator("#v1")).to_have_class(re.compile("now"))
    page.locator("#v3 .headline").click()
    expect(page.locator("#s3")).to_have_class(re.compile("now"))
    expect(page.locator("#s1")).not_to_have_class(re.compile("now"))
    page.locator("#v3").get_by_role("button", name="不是数量表述").click()
    expect(page.locator(".mark")).to_have_count(2)
    expect(page.get_by_role("status").filter(has_text="已记住")).to_be_visible()
    page.get_by_text("本单位说过不是数量表述的").click()
    window.accessible()
    page.get_by_role("button", name=re.compile("撤销更正")).click()
    expect(page.locator(".mark")).to_have_count(3)
    window.quiet()


def test_another_meaning_is_chosen_by_search(own_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    page = pasted(window, "岚溪县2024年总结\n\n全年引老乡返岗318家。")
    page.locator("#v1").get_by_role("link", name=re.compile("另选所指")).click()
    page.get_by_label("找指标").fill("落地企业")
    window.follow(page.get_by_role("button", name="查找"))
    window.accessible()
    page.get_by_label("引导落地企业数").check()
    page.get_by_role("button", name="就指这个").click()
    expect(page.locator("#v1")).to_have_class(re.compile("item no"))
    window.open("/check/corrections/")
    expect(page.locator("tbody")).to_contain_text("引导落地企业数")
    window.accessible()
    window.quiet()


def test_the_keyboard_goes_down_the_list_and_across(own_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    page = pasted(window)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#v2")).to_have_class(re.compile("now"))
    page.keyboard.press("k")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#v2 .headline")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#s2")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#s3")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#v3 .headline")).to_be_focused()
    window.quiet()


def test_narrowing_follows_the_address(own_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    page = pasted(window)
    page.get_by_role("link", name=re.compile("不符")).first.click()
    expect(page.locator("#list > .item:visible")).to_have_count(1)
    assert page.url.endswith("?only=contradicted")
    page.reload()
    expect(page.locator("#list > .item:visible")).to_have_count(1)
    window.accessible()
    page.get_by_role("link", name=re.compile("隐去")).first.click()
    expect(page.get_by_text("没有这一类")).to_be_visible()
    page.get_by_role("link", name=re.compile("^全部")).first.click()
    expect(page.locator("#list > .item:visible")).to_have_count(3)
    window.quiet()


def test_a_word_document_comes_back_with_comments_and_the_number_taken_over(
    own_office: Office, screen: Callable[..., Screen], tmp_path: Path
) -> None:
    write_draft_docx(generate(size=0.15), tmp_path / "总结初稿.docx")
    window = screen("deng")
    page = window.open("/check/")
    page.locator("#file").set_input_files(tmp_path / "总结初稿.docx")
    expect(page.locator("#chosen")).to_have_text("✓ 总结初稿.docx")
    page.get_by_role("button", name="开始核对").click()
    fixed = page.locator("#list > .item.no").first
    words = (fixed.locator(".take-over").text_content() or "").removeprefix("采纳 ")
    fixed.locator(".take-over").click()
    expect(page.locator("ins").first).to_have_text(words)
    page.get_by_text("下载", exact=True).click()
    with page.expect_download() as sent:
        page.get_by_role("link", name=re.compile("带批注的 Word")).click()
    sent.value.save_as(tmp_path / "回.docx")
    opened = docx.Document(str(tmp_path / "回.docx"))
    comments = [comment.text for comment in opened.comments]
    assert len(comments) >= page.locator("#list > .item").count()
    assert any(words in comment for comment in comments)
    window.accessible()
    window.quiet()


def test_a_finding_shows_its_words(own_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    page = pasted(window, "全年转移就业30人，其中脱贫人口45人。")
    page.locator("#findings a").first.click()
    expect(page.locator(".found.now").first).to_be_in_viewport()
    window.accessible()
    window.quiet()


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_large_and_on_a_phone(own_office: Office, screen: Callable[..., Screen], phone: bool) -> None:
    window = screen("deng", phone=phone)
    window.open("/check/")
    window.accessible()
    page = pasted(window)
    page.locator(".mark.no").click()
    expect(page.locator("#v1")).to_be_in_viewport()
    expect(page.locator("#s1")).to_be_in_viewport()
    if not phone:
        window.enlarge()
    check = page.url.split("#")[0]
    for path in ("/check/", "/check/editor/", "/check/corrections/"):
        window.open(path)
        window.accessible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), path
    for url in (check, f"{check}summary/"):
        page.goto(url)
        window.accessible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), url
    assert page.locator(".sheet tbody td:last-child").first.evaluate("cell => cell.offsetWidth") > 120, (
        "room to read why"
    )
    window.quiet()


def test_a_bad_file_and_a_bad_period_are_both_told(own_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    page = window.open("/check/")
    page.locator("#file").set_input_files({"name": "坏的.docx", "mimeType": "x/y", "buffer": b"%PDF"})
    page.get_by_label("期间").fill("很久以前")
    page.get_by_role("button", name="开始核对").click()
    expect(page.get_by_role("alert").filter(has_text="很久以前")).to_contain_text("坏的.docx")
    window.accessible()


def test_english(own_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    page = pasted(window)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("link", name=re.compile("contradicted")).first).to_be_visible()
    window.accessible()


# ---- the editor


def editing(window: Screen, text: str = DRAFT) -> Page:
    """The editor with a text in it and its marks."""
    page = window.open("/check/editor/")
    page.locator("#text").fill(text)
    expect(page.locator("#list .item")).to_have_count(3)
    return page


def test_the_marks_follow_what_is_written(own_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    page = editing(window)
    expect(page.locator("#ghost mark")).to_have_text(["318家", "1次", "7.6%"])
    expect(page.locator("[data-count=contradicted]")).to_contain_text("1")
    page.locator("#text").press("Control+Home")
    page.keyboard.type("全年召开联席会议27次。")
    expect(page.locator("#ghost mark").first).to_have_text("27次")
    expect(page.locator("#ghost mark")).to_have_count(4)
    page.locator("#list .item").nth(1).locator(".headline").click()
    assert (
        page.evaluate("(t => t.value.slice(t.selectionStart, t.selectionEnd))(document.getElementById('text'))")
        == "318家"
    )
    page.locator("#list .item").nth(1).locator(".take-over").click()
    expect(page.locator("#list .item").nth(1)).to_have_class(re.compile("item ok"))
    window.accessible()
    expect(page.locator("#live")).to_contain_text("不符 1")
    window.quiet()


def test_the_ghost_stands_exactly_behind_the_text(own_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    page = editing(window, DRAFT + "\n\n" + "山货走进东部市民的餐桌，" * 40)
    sizes = page.evaluate(
        "['ghost', 'text'].map(id => { const e = document.getElementById(id), s = getComputedStyle(e);"
        " return [e.offsetWidth, e.offsetHeight, s.font, s.lineHeight, s.padding, s.whiteSpace, s.wordBreak] })"
    )
    assert sizes[0] == sizes[1]
    assert page.evaluate("(t => t.scrollHeight <= t.clientHeight + 1)(document.getElementById('text'))")


def test_nothing_is_sent_while_an_input_method_composes(own_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    page = editing(window)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "marks" in request.url else None)
    page.locator("#text").press("Control+End")
    keys = page.context.new_cdp_session(page)
    for stage in ("lu", "luo'di", "落地"):
        keys.send("Input.imeSetComposition", {"text": stage, "selectionStart": len(stage), "selectionEnd": len(stage)})
        page.wait_for_timeout(150)
    assert sent == []
    keys.send("Input.insertText", {"text": "落地"})
    page.wait_for_timeout(400)
    assert len(sent) >= 1


def test_what_was_typed_comes_back_after_the_page_was_lost(own_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    page = editing(window)
    expect(page.locator("#kept")).to_have_text("已存在本机")
    page.goto(window.address + "/check/")
    page = window.open("/check/editor/")
    expect(page.locator("#text")).to_have_value(DRAFT)
    page.get_by_role("button", name="保存为核对").click()
    expect(page.locator(".mark")).to_have_count(3)
    page.get_by_role("link", name="改文字").click()
    page.locator("#text").press("Control+End")
    page.keyboard.type("再写一句。")
    expect(page.locator("#kept")).to_have_text("已存在本机")
    page.reload()
    page.get_by_role("button", name="取回").click()
    expect(page.locator("#text")).to_have_value(f"{DRAFT}再写一句。")
    window.quiet()


def test_a_server_out_of_reach_loses_nothing(own_office: Office, screen: Callable[..., Screen]) -> None:
    window = screen("deng")
    page = editing(window)
    page.route("**/marks/", lambda route: route.abort())
    page.locator("#text").press("Control+End")
    page.keyboard.type("又写一句。")
    expect(page.locator("#fault")).to_contain_text("文字存在本机")
    assert "又写一句" in page.evaluate("Object.values(localStorage).join()")
    page.unroute("**/marks/")
    page.keyboard.type("再写。")
    expect(page.locator("#fault")).to_be_hidden()
