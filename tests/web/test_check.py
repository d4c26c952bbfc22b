"""Report check: taking a report in, what is told of it to whom, taking numbers over, teaching, downloading."""

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from jiedui.reports.docx_revisions import Edit, edited
from jiedui.reports.docx_text import read_docx
from jiedui.sample import generate
from jiedui.sample.draft import write_draft_docx
from jiedui.web.checks.edits import edit_now, placed
from jiedui.web.checks.models import Check
from jiedui.web.pages.check.editor import utf16
from tools.wordfile import TYPES, docx_of, p, zip_of
from web.office import NEIGHBOUR, SECRET, USERS, Office

#: In the office's book two firms came in 2024, and one joint meeting was held.
DRAFT = "岚溪县2024年总结\n\n全年引导东部企业落地318家，召开联席会议1次。\n农村居民收入增长7.6%。"
ACTS = ("accept", "undo", "nothing", "scope", "delete")
READS = ("", "summary/", "file.docx", "file.html", "file.json", "file.txt", "reading/")


def told(answer: object) -> str:
    """The words of an answer."""
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def kept(client: Client, text: str = DRAFT, **more: object) -> Check:
    """A check of that text, made by the form."""
    answer = client.post("/check/", {"text": text, **more})
    assert answer.status_code == 302, told(answer)
    return Check.objects.get(pk=int(answer["Location"].split("/")[2]))


def dropped(client: Client, name: str, data: bytes) -> str:
    """What the page says to a file."""
    answer = client.post("/check/", {"file": SimpleUploadedFile(name, data)}, follow=True)
    return told(answer)


def verdicts(client: Client, check: Check) -> list[tuple[str, str]]:
    """Text and verdict of each statement."""
    answer = json.loads(told(client.get(f"/check/{check.pk}/file.json")))
    return [(claim["text"], claim["verdict"]) for claim in answer["claims"]]


def place(client: Client, check: Check, text: str) -> str:
    """Where a statement stands, as a form carries it."""
    answer = json.loads(told(client.get(f"/check/{check.pk}/file.json")))
    claim = next(claim for claim in answer["claims"] if claim["text"] == text)
    return f"{claim['start']}:{claim['end']}:{text}"


# ---- what is told of a report


def test_a_pasted_report_is_shown_with_its_verdicts(own_office: Office) -> None:
    client = own_office.client("deng")
    check = kept(client)
    assert verdicts(client, check) == [("318家", "contradicted"), ("1次", "confirmed"), ("7.6%", "unsupported")]
    page = told(client.get(f"/check/{check.pk}/"))
    assert re.search(r'<a class="mark no short" id="s1" href="#v1"[^>]*>318家<sup aria-hidden="true">✗</sup>', page)
    assert '<p class="line title center">岚溪县2024年总结</p>' in page
    assert re.search(r'<li class="item no" id="v1".*?✗ 不符.*?318家.*?台账', page, re.DOTALL)
    assert f'<a href="/check/{check.pk}/">岚溪县2024年总结</a>' in told(client.get("/check/"))


def test_the_list_can_be_narrowed_by_the_address(own_office: Office) -> None:
    client = own_office.client("deng")
    check = kept(client)
    page = told(client.get(f"/check/{check.pk}/?only=contradicted"))
    hidden = re.findall(r'<li class="item \w+" id="(v\d)"[^>]* hidden>', page)
    assert hidden == ["v2", "v3"]


def test_period_region_and_entries_are_asked_for_or_told_by_the_report(own_office: Office) -> None:
    client = own_office.client("deng")
    check = kept(client, "全年召开联席会议1次。", period="2024")
    assert verdicts(client, check) == [("1次", "confirmed")]
    client.post(f"/check/{check.pk}/scope/", {"period": "2021"})
    assert verdicts(client, check) != [("1次", "confirmed")]
    client.post(f"/check/{check.pk}/scope/", {"period": "2024", "entries": "accepted"})
    assert verdicts(client, check) == [("1次", "unsupported")]
    assert "只用已审记录" in told(client.get(f"/check/{check.pk}/"))
    wrong = client.post("/check/", {"text": DRAFT, "period": "很久以前"})
    assert (wrong.status_code, "很久以前" in told(wrong)) == (400, True)


def test_tables_and_headings_of_a_word_document_stay(own_office: Office) -> None:
    client = own_office.client("deng")
    row = "<w:tr><w:tc>" + p("落地企业") + "</w:tc><w:tc>" + p("318家") + "</w:tc></w:tr>"
    page = dropped(client, "表.docx", docx_of(p("岚溪县2024年总结") + f"<w:tbl>{row}</w:tbl>" + p("2025年1月8日")))
    assert re.search(r"<td><p class=\"line\">落地企业</p>\s*</td><td><p class=\"line\"><a class=\"mark", page)


def test_without_a_statement_the_page_says_so(own_office: Office) -> None:
    client = own_office.client("deng")
    assert "没有可核对的数量表述" in told(client.get(f"/check/{kept(client, '两地往来密切。').pk}/"))


# ---- who sees what


@pytest.mark.parametrize("user", [user for user in USERS if user not in ("guan", "lin")])
def test_the_neighbours_entries_never_show(own_office: Office, user: str) -> None:
    """A draft about the neighbour, ledger by ledger, in every way in; then as its administrator saw it a moment before."""
    with own_office.book() as book:
        about = [
            f"{NEIGHBOUR}全年{ledger.title}{ledger.title}记录1条，合计1元，居全市第1位。"
            for ledger in book.ledgers.values()
        ]
    text = f"{NEIGHBOUR}2024年总结\n\n" + "\n".join(about) + "\n金额1元，镇里1家企业。"
    whole, client = own_office.client("guan"), own_office.client(user)
    for each in (kept(whole, text), kept(whole, text, region="")):
        whole.get(f"/check/{each.pk}/")
    check = kept(client, text)
    pages = [told(client.get(f"/check/{check.pk}/{way}")) for way in ("", "summary/", "file.html", "file.json")]
    word = client.get(f"/check/{check.pk}/file.docx")
    assert isinstance(word, HttpResponse)
    pages += [zipfile.ZipFile(io.BytesIO(word.content)).read("word/comments.xml").decode()]
    pages += [told(client.post("/check/editor/marks/", {"text": text})), told(client.get("/check/"))]
    for page in pages:
        assert SECRET not in page
    decided = {claim for claim, verdict in verdicts(client, check) if verdict in ("confirmed", "contradicted")}
    assert not decided & {"1元"}


def test_a_region_out_of_sight_cannot_be_chosen(own_office: Office) -> None:
    with own_office.book() as book:
        neighbour = next(region.id for region in book.regions.values() if region.name == NEIGHBOUR)
    client = own_office.client("deng")
    assert kept(client, DRAFT, region=str(neighbour)).region is None
    assert f">{NEIGHBOUR}<" not in told(client.get("/check/"))
    assert f"{SECRET}镇" not in told(client.get("/check/"))
    check = kept(client)
    Check.objects.filter(pk=check.pk).update(region=neighbour)
    answer = client.get(f"/check/{check.pk}/")
    assert (answer.status_code, NEIGHBOUR in told(answer)) == (403, True)


@pytest.mark.parametrize("user", [user for user in USERS if user != "deng"])
def test_another_users_check_is_not_there(own_office: Office, user: str) -> None:
    check, other = kept(own_office.client("deng")), own_office.client(user)
    assert "岚溪县2024年总结" not in told(other.get("/check/"))
    for way in READS:
        assert other.get(f"/check/{check.pk}/{way}").status_code in (404, 403), way
    for act in ACTS:
        assert other.post(f"/check/{check.pk}/{act}/", {"edit": "all", "all": "1"}).status_code in (404, 403), act
    assert other.get(f"/check/editor/?check={check.pk}").status_code == 404
    assert other.post("/check/editor/save/", {"check": check.pk, "text": "改了"}).status_code == 404
    check.refresh_from_db()
    assert check.text == DRAFT


def test_nobody_comes_in_without_a_login(own_office: Office) -> None:
    check = kept(own_office.client("deng"))
    for path in ("/check/", "/check/corrections/", "/check/editor/", *(f"/check/{check.pk}/{way}" for way in READS)):
        assert Client().get(path).status_code == 302, path


# ---- what is taken in


HOSTILE = {
    "实体.docx": docx_of(
        "", **{"word/document.xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'}
    ),
    "宏.docx": docx_of(p("落地18家"), **{"word/vbaProject.bin": b"VBA"}),
    "炸弹.docx": zip_of({"[Content_Types].xml": TYPES, "word/document.xml": b"0" * (40 << 20)}),
    "半截.docx": docx_of(p("落地18家"))[:-40],
    "旧版.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "程序.txt": b"MZ\x90\x00\x03\x00\x00\x00",
    "图.pdf": b"%PDF-1.7",
    "改名.docx": b"%PDF-1.7",
    "空.txt": b"",
    "空白.docx": docx_of(p("")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_sound_report_is_refused_and_says_why(own_office: Office, name: str) -> None:
    page = dropped(own_office.client("deng"), name, HOSTILE[name])
    assert re.search(f'<ul class="problems">.*{re.escape(name)}', page, re.DOTALL)
    assert not Check.objects.exists()
    assert "root:" not in page


def test_too_large_a_file_and_too_long_a_text_are_refused(own_office: Office) -> None:
    client = own_office.client("deng")
    assert "太大" in dropped(client, "大.txt", b"a" * (21 << 20))
    assert "一次最多核对" in told(client.post("/check/", {"text": "数" * 100_001}))
    assert "没有可核对的内容" in told(client.post("/check/", {"text": " \n "}))


def test_a_name_is_only_a_name(own_office: Office) -> None:
    client = own_office.client("deng")
    data = docx_of(p("落地企业318家"))
    dropped(client, "..\\..\\etc/../报告\u202e\u200bcod.docx", data)
    check = Check.objects.get()
    assert check.name == "报告cod.docx"
    sent = client.get(f"/check/{check.pk}/file.docx")["Content-Disposition"]
    assert "/" not in sent.replace("utf-8''", "")
    assert "\\" not in sent


def test_words_that_look_like_a_page_stay_words(own_office: Office) -> None:
    client = own_office.client("deng")
    text = '<script>alert(1)</script>全年落地<b>318家</b>，"><img src=x onerror=alert(2)>。'
    check = kept(client, text, name="<i>稿</i>")
    pages = [told(client.get(f"/check/{check.pk}/{way}")) for way in ("", "summary/", "file.html")]
    pages.append(told(client.get(f"/check/editor/?check={check.pk}")))
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<i>稿" not in page
    assert "&lt;script&gt;" in pages[0]


# ---- numbers taken over


def test_a_number_is_taken_over_into_the_text_and_the_word_document(own_office: Office) -> None:
    client = own_office.client("deng")
    data = docx_of(p("岚溪县2024年总结") + p("全年引导东部企业落地3", "18家，召开联席会议1次。") + p("2025年1月8日"))
    dropped(client, "总结.docx", data)
    check = Check.objects.get()
    where = place(client, check, "318家")
    answer = client.post(f"/check/{check.pk}/accept/", {"place": where, "only": "contradicted"})
    assert answer["Location"] == f"/check/{check.pk}/?only=contradicted#s1"
    (told_now, verdict), *_ = verdicts(client, check)
    assert (told_now != "318家", verdict) == (True, "confirmed")
    page = told(client.get(f"/check/{check.pk}/"))
    assert re.search(rf"<del>.*?318家</del><ins>{told_now}</ins>", page)
    word = client.get(f"/check/{check.pk}/file.docx")
    assert isinstance(word, HttpResponse)
    assert f"落地{told_now}，" in read_docx(word.content).text
    opened = docx.Document(io.BytesIO(word.content))
    assert [comment.text.split("\n")[0] for comment in opened.comments] == ["✓ 相符", "✓ 相符"]
    body = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    assert re.search(r'<w:del [^>]*w:author="邓登记（deng）"', body)
    client.post(f"/check/{check.pk}/undo/", {"edit": "1"})
    assert verdicts(client, check)[0] == ("318家", "contradicted")


def test_what_moved_meanwhile_is_not_touched(own_office: Office) -> None:
    client = own_office.client("deng")
    check = kept(client)
    for act in ("accept", "nothing"):
        answer = client.post(f"/check/{check.pk}/{act}/", {"place": "3:9:别处的字"})
        assert (answer.status_code, "已不在原处" in told(answer)) == (400, True)
    unsupported = client.post(f"/check/{check.pk}/accept/", {"place": place(client, check, "7.6%")})
    assert (unsupported.status_code, "没有可直接采纳的数" in told(unsupported)) == (400, True)


def test_all_suggestions_at_once(own_office: Office) -> None:
    client = own_office.client("deng")
    check = kept(client, DRAFT + "\n全年引导东部企业落地217家。")
    client.post(f"/check/{check.pk}/accept/", {"all": "1"})
    assert "contradicted" not in {verdict for _, verdict in verdicts(client, check)}
    assert "已采纳 2" in told(client.get(f"/check/{check.pk}/"))
    client.post(f"/check/{check.pk}/undo/", {"edit": "all"})
    assert told(client.get(f"/check/{check.pk}/file.txt")) == check.text


@given(st.text("甲乙丙丁", min_size=1, max_size=12), st.data())
def test_edits_one_after_the_other_are_kept_by_their_places_in_the_text_as_it_came(
    text: str, data: st.DataObject
) -> None:
    now, edits = text, list[Edit]()
    for _ in range(data.draw(st.integers(0, 5))):
        start = data.draw(st.integers(0, len(now) - 1))
        end = data.draw(st.integers(start + 1, len(now)))
        words = data.draw(st.text("甲子丑", min_size=1, max_size=3))
        edits = edit_now(text, edits, Edit(start, end, words))
        now = now[:start] + words + now[end:]
        assert edited(text, edits) == now
        assert [now[each.start : each.end] for each in placed(text, edits)] == [each.words for each in edits]


# ---- what the office teaches


def test_no_quantity_is_remembered_and_can_be_revoked(own_office: Office) -> None:
    client = own_office.client("deng")
    check = kept(client)
    client.post(f"/check/{check.pk}/nothing/", {"place": place(client, check, "7.6%"), "reason": "统计局口径"})
    assert [text for text, _ in verdicts(client, check)] == ["318家", "1次"]
    listed = told(client.get("/check/corrections/"))
    assert ("统计局口径" in listed, "邓登记（deng）" in listed) == (True, True)
    number = int(re.findall(r"/check/corrections/(\d+)/revoke/", listed)[0])
    again = client.post(f"/check/corrections/{number}/revoke/", {"reason": "还是核", "next": f"/check/{check.pk}/"})
    assert again["Location"] == f"/check/{check.pk}/"
    assert [text for text, _ in verdicts(client, check)] == ["318家", "1次", "7.6%"]
    assert "✓ 有效" not in told(client.get("/check/corrections/"))
    assert "还是核" in told(client.get("/check/corrections/?revoked=1"))


def test_another_meaning_is_searched_for_and_remembered(own_office: Office) -> None:
    client = own_office.client("deng")
    check = kept(client, "岚溪县2024年总结\n\n全年引老乡返岗318家。")
    where = place(client, check, "318家")
    page = told(client.get(f"/check/{check.pk}/reading/", {"place": where, "q": "落地企业"}))
    value = re.findall(r'name="means" value="([^"]+)" required> 引导落地企业数', page)[0]
    answer = client.post(f"/check/{check.pk}/reading/", {"place": where, "means": value})
    assert answer["Location"] == f"/check/{check.pk}/#s1"
    assert verdicts(client, check) == [("318家", "contradicted")]
    page = told(client.get(f"/check/{check.pk}/"))
    assert re.search(r"更正 \d+</span> “[^”]*〔数〕家[^”]*” → 引导落地企业数", page)


def test_a_figure_of_another_kind_is_refused_on_the_page(own_office: Office) -> None:
    client = own_office.client("deng")
    check = kept(client, "岚溪县2024年总结\n\n全年引老乡返岗318家。")
    answer = client.post(
        f"/check/{check.pk}/reading/", {"place": place(client, check, "318家"), "means": "财政援助资金"}
    )
    assert (answer.status_code, "单位" in told(answer)) == (400, True)


@pytest.mark.parametrize("user", ["shen", "ling", "ji"])
def test_who_only_reads_checks_but_does_not_teach(own_office: Office, user: str) -> None:
    client = own_office.client(user)
    check = kept(client)
    page = told(client.get(f"/check/{check.pk}/"))
    assert ("另选所指" in page, "采纳" in page) == (False, True)
    where = place(client, check, "318家")
    assert client.post(f"/check/{check.pk}/nothing/", {"place": where}).status_code == 403
    assert client.get(f"/check/{check.pk}/reading/", {"place": where}).status_code == 403
    assert client.post("/check/corrections/1/revoke/").status_code == 403
    assert client.get("/check/corrections/").status_code == 200


# ---- the editor


def test_marks_are_told_by_the_places_of_a_browser(own_office: Office) -> None:
    client = own_office.client("deng")
    text = "岚溪县2024年总结𠮷😀\n全年引导东部企业落地318家。"
    answer = json.loads(told(client.post("/check/editor/marks/", {"text": text})))
    (mark,) = answer["marks"]
    assert text.encode("utf-16-le")[2 * mark["start"] : 2 * mark["end"]].decode("utf-16-le") == "318家"
    assert (mark["verdict"], answer["tally"]["contradicted"], answer["region"]) == ("contradicted", 1, "岚溪县")


@given(st.text("甲😀"))
def test_places_are_counted_in_utf16_units(text: str) -> None:
    place = utf16(text)
    assert [place(at) for at in range(len(text) + 1)] == [
        len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text) + 1)
    ]


def test_an_empty_text_has_no_marks_and_a_bad_period_says_so(own_office: Office) -> None:
    client = own_office.client("deng")
    assert json.loads(told(client.post("/check/editor/marks/", {"text": ""})))["marks"] == []
    answer = client.post("/check/editor/marks/", {"text": DRAFT, "period": "很久以前"})
    assert (answer.status_code, "很久以前" in json.loads(told(answer))["problems"][0]) == (400, True)


def test_the_editor_saves_a_new_check_and_changes_an_own_one(own_office: Office) -> None:
    client = own_office.client("deng")
    answer = client.post("/check/editor/save/", {"text": DRAFT})
    check = Check.objects.get()
    assert answer["Location"] == f"/check/{check.pk}/"
    client.post(f"/check/{check.pk}/accept/", {"all": "1"})
    assert "318家" not in told(client.get(f"/check/editor/?check={check.pk}"))
    client.post("/check/editor/save/", {"text": "岚溪县2024年总结\r\n落地217家。", "check": check.pk})
    check.refresh_from_db()
    assert (check.text, check.edits, Check.objects.count()) == ("岚溪县2024年总结\n落地217家。", [], 1)
    empty = client.post("/check/editor/save/", {"text": " ", "check": check.pk})
    assert (empty.status_code, "没有文字" in told(empty)) == (400, True)


# ---- size


def test_sixty_thousand_characters_and_five_hundred_statements(own_office: Office) -> None:
    client = own_office.client("deng")
    filler = "坚持请进来与走出去相结合，把协作工作做深做实，群众的获得感不断提升。" * 3
    text = "岚溪县2024年总结\n" + "\n".join(f"全年引导东部企业落地{n}家。{filler}" for n in range(1, 521))
    assert len(text) > 60_000
    check = kept(client, text)
    page = told(client.get(f"/check/{check.pk}/"))
    assert page.count('class="item no"') + page.count('class="item ok"') >= 500
    assert page.count('<a class="mark') == page.count('<a class="headline"')


def test_a_check_is_deleted_with_its_file(own_office: Office) -> None:
    client = own_office.client("deng")
    check = kept(client)
    assert client.get(f"/check/{check.pk}/delete/").status_code == 405
    client.post(f"/check/{check.pk}/delete/")
    assert not Check.objects.exists()
    assert "还没有核对过报告" in told(client.get("/check/"))


def test_the_demonstrations_draft_shows_every_planted_slip(own_office: Office, tmp_path: Path) -> None:
    made = write_draft_docx(generate(size=0.15), tmp_path / "总结初稿.docx")
    client = own_office.client("deng")
    dropped(client, "总结初稿.docx", (tmp_path / "总结初稿.docx").read_bytes())
    check = Check.objects.get()
    answer = json.loads(told(client.get(f"/check/{check.pk}/file.json")))
    found = {claim["start"]: claim["verdict"] for claim in answer["claims"]}
    wrong = [one for one in made.planted if one.slip and one.slip.truth != one.text]
    assert "confirmed" not in {found[one.start] for one in wrong}
    assert "contradicted" not in {found.get(one.start) for one in made.true}
