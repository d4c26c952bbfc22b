"""The import wizard from file to batch: recognised, corrected, checked, written, undone; and who may see which job."""

import io
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import openpyxl
import pytest
from django.contrib.auth import get_user_model

from hostile.broken_files import workbook, workbooks
from jiedui.web.imports.models import Job, Reading
from jiedui.web.imports.uploads import safe_name
from web.importing import BAD, FUNDS, GOOD, begun, checked, did, done_here, file, killed, shown
from web.office import SECRET, Office

ODD = "时间,哪里,谁给的,走到哪步,多少钱\n2024-05-20,岚溪县,市级财政援助,到位,96600\n"


@pytest.fixture(autouse=True)
def at_once() -> Iterator[None]:
    """What comes of jobs is tested here, not their processes."""
    with done_here():
        yield


def test_every_error_stands_at_its_cell_and_the_good_rows_can_go_alone(own_office: Office) -> None:
    client = own_office.client("deng")
    job = checked(client, BAD)
    page = shown(client, job)
    assert "1 处错误" in page
    assert "“西部地区”写的是“不知县”" in page
    did(client, job, "write", reason="试一下")
    assert (job.step, job.notice) == ("rows", "refused")
    did(client, job, "write", reason="好的先导", only_good="1")
    assert job.step == "result"
    with own_office.book() as book:
        assert len(list(book.rows("fund", (), "code LIKE 'DR-%'"))) == 2


def test_changes_are_shown_old_and_new(own_office: Office) -> None:
    client = own_office.client("deng")
    did(client, checked(client, GOOD), "write", reason="五月资金")
    job = checked(client, GOOD.replace("9.66", "9.67"))
    page = shown(client, job)
    assert "更新 1 条，1 条与账册相同" in page
    assert "9.66万元</del>" in page
    assert "9.67万元</ins>" in page


def test_what_others_changed_after_the_check_is_not_overwritten(own_office: Office) -> None:
    client = own_office.client("deng")
    did(client, checked(client, GOOD), "write", reason="五月资金")
    mine = checked(client, GOOD.replace("9.66", "9.67"))
    other = own_office.client("guan")
    did(other, checked(other, GOOD.replace("9.66", "9.68")), "write", reason="更正")
    did(client, mine, "write", reason="更正")
    assert (mine.step, mine.notice) == ("rows", "refused")
    assert "9.68" in shown(client, did(client, mine, "check"))


def test_a_mapping_is_corrected_and_remembered_and_forgotten(own_office: Office) -> None:
    client = own_office.client("deng")
    job = begun(client, file(ODD, "拨款.csv"))
    assert "没有认出" in shown(client, job)
    base = {"ledger": "fund", "top": "1", "bottom": "1"}
    client.post(f"/imports/{job.pk}/sheet/0/", {**base, "was-ledger": "", "was-top": "1", "was-bottom": "1"})
    was = {"was-ledger": "fund", "was-top": "1", "was-bottom": "1"}
    columns = {f"column-{at}": name for at, name in enumerate(("date", "west", "source", "stage", "amount"))}
    client.post(f"/imports/{job.pk}/sheet/0/", {**base, **was, **columns, "unit-4": "元", "remember": "1"})
    page = shown(client, did(client, job, "check"))
    assert "将新增 1 条" in page
    assert "9.66万元" in page
    again = begun(own_office.client("guan"), file(ODD.replace("96600", "5"), "别的名字.csv"))
    assert "按记住的表头" in shown(own_office.client("guan"), again)
    assert "时间 哪里" in client.get("/imports/readings/").content.decode()
    client.post(f"/imports/readings/{Reading.objects.get().pk}/forget/")
    assert not Reading.objects.exists()


def test_a_sheet_can_be_passed_over(own_office: Office) -> None:
    client = own_office.client("deng")
    job = begun(client, file(GOOD), file("天气,心情\n晴,好\n", "随便.csv"))
    client.post(f"/imports/{job.pk}/sheet/1/", {"ledger": "", "top": "1", "bottom": "1"})
    assert "将新增 2 条" in shown(client, did(client, job, "check"))


def test_two_levels_and_a_merged_title(own_office: Office) -> None:

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "劳务协作台账"
    rows = [
        ["岚溪县劳务协作台账"],
        ["日期", "协作双方", "", "去向", "转移就业", ""],
        ["", "西部地区", "用工单位", "", "人数", "其中脱贫人口"],
        ["2024-03-01", "岚溪县", "", "东部就业", 10, 4],
        ["2024-03-02", "岚溪县", "", "去天边", 10, 14],
    ]
    for row in rows:
        sheet.append(row)
    for cells in ("A1:F1", "B2:C2", "E2:F2", "A2:A3", "D2:D3"):
        sheet.merge_cells(cells)
    target = io.BytesIO()
    book.save(target)
    client = own_office.client("deng")
    job = begun(client, file(target.getvalue(), "劳务.xlsx"))
    assert "劳务协作台账" in shown(client, job)
    page = shown(client, did(client, job, "check"))
    assert "去天边" in page
    assert "✕ 有错" in page


def test_rows_for_another_region_and_other_regions_names(own_office: Office) -> None:
    client = own_office.client("deng")
    project = FUNDS.replace("西部", "项目,西部")
    rows = (
        f"DR-1,2024-05-20,{SECRET}名称,岚溪县,市级财政援助,到位,9.66\nDR-2,2024-05-20,,邻山县,市级财政援助,到位,9.66\n"
    )
    job = checked(client, project + rows)
    page = shown(client, job)
    assert "请先登记" in page or "相近的有" in page
    assert page.count(SECRET) == page.count(f"{SECRET}名称")
    again = shown(client, checked(client, FUNDS + rows.splitlines()[1].replace(",,", ",") + "\n"))
    assert "不属于您负责的地区" in again


@pytest.mark.parametrize("user", ["shen", "ling", "ji"])
def test_who_cannot_write_has_no_imports(office: Office, user: str) -> None:
    client = office.client(user)
    assert client.get("/imports/").status_code == 403
    assert client.post("/imports/new/", {"files": [file(GOOD)]}).status_code == 403


def test_jobs_of_others_are_not_there(own_office: Office) -> None:
    deng, zhen, guan = (own_office.client(user) for user in ("deng", "zhen", "guan"))
    job = checked(deng, GOOD)
    assert f"/imports/{job.pk}/" not in zhen.get("/imports/").content.decode()
    assert f"/imports/{job.pk}/" in guan.get("/imports/").content.decode()
    for path in ("", "progress/", "marked/0/", "piece/?name=a.csv&size=1"):
        assert zhen.get(f"/imports/{job.pk}/{path}").status_code == 404
    for what in ("add", "remove", "discard", "look", "sheet/0", "check", "write", "stop", "back"):
        assert zhen.post(f"/imports/{job.pk}/{what}/", {"reason": "x", "to": "files"}).status_code == 404
        assert guan.post(f"/imports/{job.pk}/{what}/", {"reason": "x", "to": "files"}).status_code == 404
    assert guan.get(f"/imports/{job.pk}/").status_code == 200
    assert Job.objects.filter(pk=job.pk, step="rows").exists()


def test_a_user_whose_regions_change_must_check_again(own_office: Office) -> None:
    client = own_office.client("deng")
    job = checked(client, GOOD)
    zhen = get_user_model().objects.get(username="zhen").grants.get()
    get_user_model().objects.get(username="deng").grants.update(region=zhen.region)
    assert "请重新检查" in shown(client, job)
    assert client.post(f"/imports/{job.pk}/write/", {"reason": "x"}).status_code == 400


def test_pieces_of_a_file_are_kept_when_the_connection_breaks(own_office: Office) -> None:
    client = own_office.client("deng")
    number = client.post("/imports/new/", headers={"Accept": "application/json"}).json()["job"]
    data = GOOD.encode()
    address = f"/imports/{number}/piece/?{urlencode({'name': '资金台账.csv', 'size': len(data)})}"
    sent = client.post(f"{address}&start=0", data[:40], content_type="application/octet-stream").json()
    assert (sent["have"], sent["whole"]) == (40, False)
    assert client.get(address).json()["have"] == 40
    lost = client.post(f"{address}&start=90", data[90:], content_type="application/octet-stream").json()
    assert lost["have"] == 40
    whole = client.post(f"{address}&start=40", data[40:], content_type="application/octet-stream").json()
    assert (whole["have"], whole["whole"], whole["problems"]) == (len(data), True, [])
    job = Job.objects.get(pk=number)
    assert job.paths[0].read_bytes() == data


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\账\\资金.xlsx", "资金.xlsx"),
        ("a/../../b\x00c.csv", "b_c.csv"),
        ("con.csv", "_con.csv"),
        ("...", "表"),
        ("资" * 200 + ".xlsx", "资" * 58 + ".xlsx"),
        ("\u202eslx.账.csv", "slx.账.csv"),
    ],
)
def test_names_mean_nothing_to_the_file_system(raw: str, safe: str) -> None:
    assert safe_name(raw) == safe


HOSTILE = {"空.xlsx", "截断.xlsx", "加密.xlsx", "炸弹.xlsx", "图片.xlsx", "程序.exe", "文档.pdf", "别的压缩包.xlsx"}


def test_files_that_no_import_takes_are_refused_at_once(own_office: Office) -> None:
    client = own_office.client("deng")
    broken = [each for each in workbooks() if each.name in HOSTILE]
    answer = client.post(
        "/imports/new/", {"files": [file(each.data, f"../{each.name}") for each in broken]}, follow=True
    )
    page = answer.content.decode()
    assert page.count("<li>✕") == len(HOSTILE)
    job = Job.objects.get()
    assert (job.files, job.step, job.task) == ([], "files", "")
    assert sorted(path.name for path in job.folder.rglob("*") if path.is_file()) == []


def test_too_large_a_file_is_refused_before_it_is_sent(own_office: Office) -> None:
    client = own_office.client("deng")
    number = client.post("/imports/new/", headers={"Accept": "application/json"}).json()["job"]
    answer = client.post(f"/imports/{number}/piece/?name=a.csv&size=99999999999&start=0", b"x", content_type="a/b")
    assert (answer.status_code, "超过上限" in answer.json()["problems"][0]) == (400, True)


def test_files_of_one_name_and_of_one_content(own_office: Office) -> None:
    client = own_office.client("deng")
    answer = client.post("/imports/new/", {"files": [file(GOOD), file(BAD), file(GOOD)]})
    job = Job.objects.get(pk=int(answer["Location"].split("/")[2]))
    assert [each["name"] for each in job.files] == ["资金台账.csv", "资金台账（2）.csv"]
    assert "内容相同的文件" in shown(client, job)


def test_a_write_that_ended_before_it_could_tell_is_found_in_the_journal(
    own_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = own_office.client("deng")
    job = checked(client, GOOD)
    did(client, job, "write", reason="五月资金")
    seq = job.seq
    killed(job, monkeypatch)
    Job.objects.filter(pk=job.pk).update(seq=None, step="rows", task="write", running=True)
    page = shown(client, job)
    job.refresh_from_db()
    assert (job.seq, job.step) == (seq, "result")
    assert "日志证明" in page


def test_large_sheets_are_shown_a_page_at_a_time(own_office: Office) -> None:
    client = own_office.client("deng")
    header, row = (
        ("编号", "日期", "西部地区", "资金来源", "环节", "金额（万元）"),
        ("2024-05-20", "岚溪县", "市级财政援助", "到位", 5),
    )
    data = workbook(*((f"DR-{n}", *row) for n in range(12_000)), headings=header)
    job = did(client, begun(client, file(data, "大.xlsx")), "check")
    page = shown(client, job, "?show=created&page=200")
    assert page.count("＋ 新增</td>") + page.count("＋ 新增\n") == 50
    assert len(page) < 200_000


def batches_of(office: Office, *, but: str = "") -> list[int]:
    """All change sets, but those about one of the office's own registers."""
    with office.book() as book:
        number = book.table(but).number if but else 0
        sql = "SELECT seq FROM journal_link WHERE seq NOT IN (SELECT seq FROM journal_record WHERE ledger = ?)"
        return [seq for (seq,) in book.store.read(sql, (number,))]


def neighbours_fund(office: Office) -> int:
    """The change set in which the neighbour entered its fund."""
    with office.book() as book:
        sql = "SELECT MAX(seq) FROM journal_record WHERE ledger = ?"
        return int(book.store.read(sql, (book.table("fund").number,))[0][0])


def test_the_batches_that_a_reader_sees(office: Office) -> None:
    seq = neighbours_fund(office)
    for user in ("deng", "shen", "ling", "ji", "zhen", "dong"):
        assert office.client(user).get(f"/batches/{seq}/").status_code == 404, user
        assert f"/batches/{seq}/" not in office.client(user).get("/batches/?words=登记").content.decode(), user
    assert f"/batches/{seq}/" in office.client("guan").get("/batches/").content.decode()
    assert office.client("lin").get(f"/batches/{seq}/").status_code == 200


@pytest.mark.parametrize("user", ["deng", "shen", "ling", "ji", "zhen", "dong"])
def test_no_batch_tells_a_word_of_the_neighbour(office: Office, user: str) -> None:
    """Corrections are the whole office's, whoever made them."""
    client = office.client(user)
    for seq in batches_of(office, but="book_correction"):
        answer = client.get(f"/batches/{seq}/")
        assert SECRET not in answer.content.decode()
        for ledger in set(re.findall(r"\?ledger=(\w+)", answer.content.decode())):
            assert SECRET not in client.get(f"/batches/{seq}/?ledger={ledger}").content.decode(), (seq, ledger)


def test_what_stands_in_the_way_of_undoing_is_told_with_its_entries(own_office: Office) -> None:
    client = own_office.client("deng")
    first = checked(client, GOOD)
    did(client, first, "write", reason="五月资金")
    did(client, checked(client, GOOD.replace("9.66", "9.67")), "write", reason="更正")
    answer = client.post(f"/batches/{first.seq}/undo/", {"reason": "录错了"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "没有撤销" in page
    assert '<a href="/ledgers/fund/' in page.split("没有撤销")[1].split("</div>")[0]
    assert client.post(f"/batches/{first.seq}/undo/", {"reason": " "}).status_code == 400
    assert own_office.client("ling").post(f"/batches/{first.seq}/undo/", {"reason": "x"}).status_code == 403
