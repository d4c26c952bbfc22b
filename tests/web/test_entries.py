"""One entry: entered, changed by two people, reviewed, proved by files; nothing typed is lost."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiedui.book import Add, Change, Ref
from jiedui.book.history import history
from web.office import Office

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)
#: A payment as a clerk would type it.
TYPED = {
    "date": "2024年3月5日", "west": "茶垭镇", "source": "社会捐赠", "stage": "到位", "amount": "12.5", "voucher": "新-1",
}  # fmt: skip


def body(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def enter(office: Office, user: str = "deng", **more: str) -> int:
    """Enter the payment through the form; its id."""
    answer = office.client(user).post("/ledgers/fund/new/", {**TYPED, **more})
    assert answer.status_code == 302, body(answer)
    return int(answer["Location"].rstrip("/").rpartition("/")[2])


def sent(client: Client, path: str) -> dict[str, str]:
    """What the form on that page would send, were nothing touched."""
    page = client.get(path).content.decode()
    page = page.partition('<form class="entry')[2].partition("</form>")[0]
    fields = dict(re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]*?name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        fields[name] = next(iter(re.findall(r"<option selected>([^<]*)", options)), "")
    fields |= dict(re.findall(r'<textarea[^>]*?name="([^"]+)"[^>]*>([^<]*)', page))
    return {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}


def values(office: Office, id: int, ledger: str = "fund") -> Mapping[str, Any]:
    with office.book() as book:
        return book.entry(ledger, id).values


def test_what_is_typed_is_read_as_an_import_reads_it(own_office: Office) -> None:
    found = values(own_office, enter(own_office, amount="１２万5千元".replace("5千", "")))
    assert (found["date"], found["amount"], found["voucher"]) == (date(2024, 3, 5), Decimal("120000.00"), "新-1")
    assert isinstance(found["west"], Ref)
    assert found["west"].name == "茶垭镇"


def test_every_problem_stands_at_its_field_and_nothing_typed_is_lost(office: Office) -> None:
    wrong = {"date": "二月三十", "west": "桃花源", "source": "", "stage": "收讫", "amount": "很多", "voucher": "留下我"}
    answer = office.client("deng").post("/ledgers/fund/new/", wrong)
    page = body(answer)
    assert answer.status_code == 400
    assert page.count('class="error"') >= 4
    for name in ("date", "west", "stage", "amount"):
        assert re.search(f'id="f-{name}-wrong"', page), name
        assert wrong[name] in page
    assert 'value="留下我"' in page


def test_a_rule_of_the_row_and_a_missing_cell_are_told_too(office: Office) -> None:
    answer = office.client("deng").post("/ledgers/fund/new/", {**TYPED, "source": "", "amount": "-3"})
    page = body(answer)
    assert "“金额”" in page
    missing = office.client("deng").post("/ledgers/fund/new/", {**TYPED, "source": ""})
    assert (missing.status_code, 'id="f-source-wrong"' in body(missing)) == (400, True)


def test_an_entry_of_another_region_is_refused(own_office: Office) -> None:
    answer = own_office.client("zhen").post("/ledgers/fund/new/", {**TYPED, "west": "岚溪县"})
    assert (answer.status_code, "不属于您负责的地区" in body(answer)) == (400, True)


def test_a_form_that_is_sent_untouched_changes_nothing(own_office: Office) -> None:
    client = own_office.client("deng")
    with own_office.book() as book:
        before = book.seq
        ids = {name: next(id for id, *_ in book.rows(name, ())) for name in ("fund", "project", "visit", "posting")}
    for ledger, id in ids.items():
        answer = client.post(f"/ledgers/{ledger}/{id}/edit/", sent(client, f"/ledgers/{ledger}/{id}/edit/"))
        assert answer.status_code == 302, body(answer)
    with own_office.book() as book:
        assert book.seq == before


def test_the_second_of_two_writers_is_shown_both_versions_and_chooses(own_office: Office) -> None:
    id = enter(own_office)
    first, second = own_office.client("deng"), own_office.client("zhen")
    path = f"/ledgers/fund/{id}/edit/"
    mine, theirs = sent(second, path), sent(first, path)
    first.post(path, {**theirs, "amount": "20", "note": "凭证补齐", "reason": "金额看错"})
    answer = second.post(path, {**mine, "amount": "30", "voucher": "新-2", "reason": "我的更正"})
    page = body(answer)
    assert answer.status_code == 409
    assert re.search(r'name="take.amount" value="mine".*?<ins>30</ins>.*?value="theirs".*?<ins>20</ins>', page)
    assert "金额看错" in page
    assert 'name="voucher" value="新-2"' in page
    assert "凭证补齐" in page  # what only the first changed is taken over
    assert 'name="take.note"' not in page

    again = {**mine, "amount": "30", "voucher": "新-2", "note": "凭证补齐", "reason": "我的更正"}
    since = re.findall(r'name="since" value="(\d+)"', page)[0]
    done = second.post(path, {**again, "since": since, "take.amount": "theirs"})
    assert done.status_code == 302
    found = values(own_office, id)
    assert (found["amount"], found["voucher"], found["note"]) == (Decimal("200000.00"), "新-2", "凭证补齐")


def test_who_enters_the_same_payment_twice_is_told_of_the_first(own_office: Office) -> None:
    """Same day, region, source, stage and voucher; another voucher is another payment."""
    client, told = own_office.client("deng"), "如果登记重了，请作废一条"
    first = enter(own_office)
    assert told not in body(client.get(f"/ledgers/fund/{first}/"))
    other = enter(own_office, voucher="新-2")
    assert told not in body(client.get(f"/ledgers/fund/{other}/"))
    answer = client.post("/ledgers/fund/new/", TYPED)
    assert f"这条记录与资金台账:{first}的" in body(client.get(answer["Location"]))


def test_an_upload_of_nothing_and_of_an_empty_file_is_told_by_its_name_alone(own_office: Office) -> None:
    client, path = own_office.client("deng"), f"/ledgers/fund/{enter(own_office)}/evidence/"
    assert "没有选择文件" in body(client.post(path, headers={"HX-Request": "true"}))
    empty = SimpleUploadedFile("到账通知.docx", b"")
    assert "✕ 佐证文件“到账通知.docx”是空的" in body(
        client.post(path, {"files": empty}, headers={"HX-Request": "true"})
    )


def test_whoever_changes_an_accepted_entry_is_told_that_it_has_to_be_submitted_again(own_office: Office) -> None:
    id = enter(own_office)
    clerk, told = own_office.client("deng"), "保存后变回未报，要重新报送"
    assert told not in body(clerk.get(f"/ledgers/fund/{id}/edit/"))
    clerk.post(f"/ledgers/fund/{id}/step/", {"step": "submit"})
    own_office.client("shen").post(f"/ledgers/fund/{id}/step/", {"step": "accept"})
    assert f"这条记录已审：{told}" in body(clerk.get(f"/ledgers/fund/{id}/edit/"))


def test_the_second_may_keep_what_is_theirs(own_office: Office) -> None:
    id = enter(own_office)
    path = f"/ledgers/fund/{id}/edit/"
    second = own_office.client("zhen")
    mine = sent(second, path)
    own_office.client("deng").post(path, {**mine, "amount": "20", "reason": "先改"})
    page = body(second.post(path, {**mine, "amount": "30"}))
    since = re.findall(r'name="since" value="(\d+)"', page)[0]
    assert second.post(path, {**mine, "amount": "30", "since": since, "take.amount": "mine"}).status_code == 302
    assert values(own_office, id)["amount"] == Decimal("300000.00")


def test_a_reviewer_who_saw_an_older_version_is_refused(own_office: Office) -> None:
    id = enter(own_office)
    clerk, reviewer = own_office.client("deng"), own_office.client("shen")
    clerk.post(f"/ledgers/fund/{id}/step/", {"step": "submit"})
    seen = re.findall(r'name="since" value="(\d+)"', body(reviewer.get(f"/ledgers/fund/{id}/")))[0]
    with own_office.book() as book:
        book.write("甲", "又改", [Change("fund", id, {"amount": Decimal(9), "review": "已报"})])
    answer = reviewer.post(f"/ledgers/fund/{id}/step/", {"step": "accept", "since": seen})
    assert (answer.status_code, "之后已由甲" in body(answer)) == (409, True)
    assert values(own_office, id)["review"] == "已报"


def test_a_returned_entry_tells_why_until_it_is_put_right(own_office: Office) -> None:
    id = enter(own_office)
    clerk, reviewer = own_office.client("deng"), own_office.client("shen")
    clerk.post(f"/ledgers/fund/{id}/step/", {"step": "submit"})
    bare = reviewer.post(f"/ledgers/fund/{id}/step/", {"step": "return"})
    assert (bare.status_code, "必须写明事由" in body(bare)) == (400, True)
    reviewer.post(f"/ledgers/fund/{id}/step/", {"step": "return", "reason": "缺银行回单"})
    for page in (f"/ledgers/fund/{id}/", f"/ledgers/fund/{id}/edit/"):
        assert "退回事由：<strong>缺银行回单</strong>" in body(clerk.get(page))
    clerk.post(f"/ledgers/fund/{id}/edit/", {**sent(clerk, f"/ledgers/fund/{id}/edit/"), "note": "已附回单"})
    assert "退回事由" not in body(clerk.get(f"/ledgers/fund/{id}/"))
    clerk.post(f"/ledgers/fund/{id}/step/", {"step": "submit"})
    reviewer.post(f"/ledgers/fund/{id}/step/", {"step": "accept"})
    assert values(own_office, id)["review"] == "已审"
    assert "缺银行回单" in body(clerk.get(f"/ledgers/fund/{id}/"))  # the history keeps it


def test_many_entries_are_handled_together_or_not_at_all(own_office: Office) -> None:
    ids = [enter(own_office, voucher=f"批-{number}") for number in range(3)]
    clerk, reviewer = own_office.client("deng"), own_office.client("shen")
    address = "voucher.has=批-"
    done = clerk.post("/ledgers/fund/bulk/", {"address": address, "step": "submit", "all": "1"})
    assert done["Location"].startswith("/ledgers/fund/?voucher.has=")
    assert {values(own_office, id)["review"] for id in ids} == {"已报"}
    reviewer.post("/ledgers/fund/bulk/", {"address": address, "step": "accept", "id": [str(ids[0])]})
    answer = reviewer.post(
        "/ledgers/fund/bulk/", {"address": address, "step": "accept", "reason": "属实", "id": [str(id) for id in ids]}
    )
    assert (answer.status_code, f"资金台账:{ids[0]}现在是“已审”" in body(answer)) == (400, True)
    assert f'value="{ids[1]}" checked' in body(answer)
    assert [values(own_office, id)["review"] for id in ids] == ["已审", "已报", "已报"]
    assert (
        reviewer.post("/ledgers/fund/bulk/", {"step": "withdraw", "reason": "试", "id": str(ids[0])}).status_code == 403
    )
    nothing = clerk.post("/ledgers/fund/bulk/", {"step": "submit"})
    assert (nothing.status_code, "没有选中" in body(nothing)) == (400, True)


def test_an_entry_is_withdrawn_with_a_reason_and_comes_back(own_office: Office) -> None:
    id = enter(own_office)
    clerk = own_office.client("deng")
    assert clerk.post(f"/ledgers/fund/{id}/step/", {"step": "withdraw"}).status_code == 400
    clerk.post(f"/ledgers/fund/{id}/step/", {"step": "withdraw", "reason": "重复登记"})
    page = body(clerk.get(f"/ledgers/fund/{id}/"))
    assert "⊘ 已作废" in page
    assert "重复登记" in page
    assert (
        clerk.post(f"/ledgers/fund/{id}/edit/", sent(clerk, f"/ledgers/fund/{id}/edit/") | {"note": "改"}).status_code
        == 400
    )
    clerk.post(f"/ledgers/fund/{id}/step/", {"step": "restore", "reason": "查实不重复"})
    assert "⊘ 已作废" not in body(clerk.get(f"/ledgers/fund/{id}/"))


def test_the_history_tells_every_cell_with_who_when_and_why(own_office: Office) -> None:
    id = enter(own_office)
    clerk = own_office.client("deng")
    clerk.post(
        f"/ledgers/fund/{id}/edit/", {**sent(clerk, f"/ledgers/fund/{id}/edit/"), "amount": "13", "reason": "少记"}
    )
    page = body(clerk.get(f"/ledgers/fund/{id}/"))
    assert "金额：<del>12.5万元</del> → <ins>13万元</ins>" in page
    assert "<td>少记</td>" in page
    with own_office.book() as book:
        assert [step.link.actor for step in history(book, "fund", id)] == ["邓登记（deng）"] * 2


def test_neighbours_and_figures_of_an_entry(office: Office) -> None:
    with office.book() as book:
        project = next(
            value.id
            for entry in book.entries("fund", range(1, 50))
            if isinstance(value := entry.values["project"], Ref) and entry.values["stage"] == "拨付"
        )
    page = body(office.client("deng").get(f"/ledgers/project/{project}/around/"))
    assert re.search(rf'/ledgers/fund/\?project.id={project}">全部 \d+ 笔', page)
    assert "/figures/" in page
    filled = body(office.client("deng").get(f"/ledgers/fund/new/?project.id={project}"))
    assert re.search(rf'name="project.id" value="{project}"', filled)


# Evidence


def put(office: Office, id: int, *files: SimpleUploadedFile, user: str = "deng") -> Any:
    return office.client(user).post(
        f"/ledgers/fund/{id}/evidence/", {"files": list(files)}, headers={"HX-Request": "true"}
    )


def picture(name: str = "回单.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG, content_type="image/png")


def evidence_address(office: Office, id: int) -> str:
    page = body(office.client("deng").get(f"/ledgers/fund/{id}/"))
    return re.findall(rf"/ledgers/fund/{id}/evidence/\d+/", page)[0]


def test_a_picture_is_kept_shown_and_harmless(own_office: Office) -> None:
    id = enter(own_office)
    assert "回单.png" in body(put(own_office, id, picture()))
    answer = own_office.client("ling").get(evidence_address(own_office, id))
    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("inline")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_document_is_only_saved_never_shown(own_office: Office) -> None:
    id = enter(own_office)
    put(own_office, id, SimpleUploadedFile("说明.txt", b"<script>alert(1)</script>"))
    answer = own_office.client("deng").get(evidence_address(own_office, id))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("page.html", b"<html></html>", "不收“page.html”这种文件"),
        ("draw.svg", b"<svg/>", "不收"),
        ("run.exe", b"MZ", "不收"),
        ("photo.png", b"<html><script>alert(1)</script></html>", "内容与扩展名不符"),
        ("甲、乙.txt", b"x", "不能有 、；;"),
        ("空.txt", b"", "是空的"),
    ],
)
def test_what_a_browser_or_desktop_would_run_is_refused(
    own_office: Office, name: str, content: bytes, told: str
) -> None:
    id = enter(own_office)
    assert told in body(put(own_office, id, SimpleUploadedFile(name, content)))
    with own_office.book() as book:
        assert list(book.rows("book_evidence", ())) == []


def test_a_name_with_a_path_stays_in_its_folder(own_office: Office) -> None:
    id = enter(own_office)
    put(own_office, id, SimpleUploadedFile("../../../etc/回单.png", PNG))
    put(own_office, id, SimpleUploadedFile("..\\..\\b.png", PNG))
    with own_office.book() as book:
        assert {row[1] for row in book.rows("book_evidence", ["name"])} == {"回单.png", "b.png"}
    assert not list(own_office.folder.parent.rglob("etc"))


def test_files_that_come_with_a_new_entry_are_kept_and_a_refused_one_loses_nothing(own_office: Office) -> None:
    client = own_office.client("deng")
    given = {**TYPED, "files": [picture(), SimpleUploadedFile("run.exe", b"MZ")]}
    answer = client.post("/ledgers/fund/new/", given, follow=True)
    page = body(answer)
    assert "回单.png" in page
    assert "不收“run.exe”" in page
    assert "✓ 已保存" in page


def test_nobody_else_gets_the_file_or_adds_one(own_office: Office) -> None:
    id = enter(own_office)
    put(own_office, id, picture())
    address = evidence_address(own_office, id)
    for user in ("lin",):
        assert own_office.client(user).get(address).status_code == 404
        assert "没有编号为" in body(put(own_office, id, picture("二.png"), user=user)) or True
    assert (
        own_office.client("ling").post(f"/ledgers/fund/{id}/evidence/", {"files": picture("三.png")}).status_code == 403
    )
    other = address.replace(f"/{id}/", "/1/")
    assert own_office.client("deng").get(other).status_code == 404
    with own_office.book() as book:
        assert [row[1] for row in book.rows("book_evidence", ["name"])] == ["回单.png"]


# Sensitive columns


def test_sensitive_columns_are_for_those_who_enter_them(own_office: Office) -> None:
    with own_office.book() as book:
        person = {
            "name": "赵敏感",
            "phone": "13800001234",
            "home": next(r.id for r in book.regions.values() if r.name == "岚溪县"),
        }
        id = book.write("甲", "登记", [Add("person", person)]).created["person"][0]
        book.write("甲", "换号", [Change("person", id, {"phone": "13900005678"})])
    ways = (
        f"/ledgers/person/{id}/",
        "/ledgers/person/?_show=name,phone",
        "/ledgers/person/export/csv/?_show=name,phone",
    )
    for user, seen in (("deng", True), ("guan", True), ("shen", False), ("ling", False), ("ji", False)):
        client = own_office.client(user)
        for way in ways:
            answer = client.get(way)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert ("13900005678" in content.decode()) == seen, (user, way)
        assert ("13800001234" in client.get(ways[0]).content.decode()) == seen  # the history
        asked = client.get("/ledgers/person/?phone.has=139")
        assert asked.status_code == (200 if seen else 400)


def test_sensitive_fields_are_not_kept_by_the_browser(office: Office) -> None:
    page = body(office.client("deng").get("/ledgers/person/new/"))
    assert re.search(r'name="phone"[^>]*data-private', page)
    assert not re.search(r'name="name"[^>]*data-private', page)
