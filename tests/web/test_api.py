"""The API: the same permissions as the pages, one shape of error, and the examples of its documentation."""

import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from jiedui.web.accounts import tokens
from web.conftest import Screen, Server
from web.office import SECRET, USERS, Office

DOCUMENTED = Path(__file__).parents[2] / "docs" / "api.md"


class Program:
    """A program that calls the API as a user."""

    def __init__(self, user: str) -> None:
        self.token = tokens.make(get_user_model().objects.get(username=user), "试", 30)
        self._client = Client(headers={"Authorization": f"Bearer {self.token}"})

    def get(self, path: str, **query: Any) -> Any:
        return self._told(self._client.get(f"/api/{path}", query))

    def send(self, path: str, body: dict[str, Any], method: str = "post") -> Any:
        call = getattr(self._client, method)
        return self._told(call(f"/api/{path}", json.dumps(body), content_type="application/json"))

    def upload(self, **form: Any) -> Any:
        return self._told(self._client.post("/api/import", form))

    @staticmethod
    def _told(answer: Any) -> Any:
        return answer.status_code, json.loads(answer.content)


def ledger_names(office: Office) -> list[str]:
    with office.book() as book:
        return list(book.catalog.ledgers)


def test_without_a_good_token_nothing_is_told(office: Office) -> None:
    for header in ({}, {"Authorization": "Bearer jd_guess"}):
        assert Client(headers=header).get("/api/ledgers").status_code == 401
    program = Program("deng")
    get_user_model().objects.get(username="deng").tokens.all().delete()
    assert program._client.get("/api/ledgers").status_code == 401


@pytest.mark.parametrize("user", sorted(USERS))
def test_a_program_sees_what_its_user_sees(office: Office, user: str) -> None:
    program, told = Program(user), ""
    for ledger in ledger_names(office):
        status, page = program.get(f"ledgers/{ledger}/entries", _size=200)
        assert status == 200, page
        told += json.dumps(page, ensure_ascii=False)
    told += json.dumps(program.get("aggregates/fund", by="west")[1], ensure_ascii=False)
    assert (SECRET in told) == (user in ("guan", "lin"))


def test_another_regions_entry_is_not_there(office: Office) -> None:
    with office.book() as book:
        theirs = max(int(str(id)) for id, *_ in book.rows("fund", ("code",)))
    for user in ("deng", "zhen", "dong", "ling", "shen", "ji"):
        status, told = Program(user).get(f"ledgers/fund/entries/{theirs}")
        assert (status, told["problems"][0]["code"]) == (404, "book-no-entry")
    body = {"reason": "改", "values": {"note": "改"}}
    assert Program("deng").send(f"ledgers/fund/entries/{theirs}", body, "patch")[0] == 404
    assert Program("deng").send(f"ledgers/fund/entries/{theirs}/withdraw", {"reason": "x"})[0] == 404
    assert Program("lin").get(f"ledgers/fund/entries/{theirs}")[0] == 200


def test_pages_follow_each_other_to_the_end(office: Office) -> None:
    program, query, seen = Program("guan"), "_size=20", []
    while query is not None:
        status, page = program.get(f"ledgers/purchase/entries?{query}")
        assert status == 200
        seen += [entry["id"] for entry in page["entries"]]
        query = page["next"]
    with office.book() as book:
        assert sorted(seen) == sorted(int(str(id)) for id, *_ in book.rows("purchase", ("code",)))


def test_a_leader_only_reads(own_office: Office) -> None:
    body = {"reason": "登记", "values": {"date": "2024-09-02", "kind": "培训会", "topic": "茶", "person": "李"}}
    status, told = Program("ling").send("ledgers/study/entries", body)
    assert (status, told["problems"][0]["code"]) == (403, "api-forbidden")
    assert Program("shen").send("ledgers/study/entries", body)[0] == 403


def test_an_entry_is_made_changed_reviewed_and_withdrawn(own_office: Office) -> None:
    clerk, reviewer = Program("deng"), Program("shen")
    values = {"date": "2024-09-02", "kind": "培训会", "topic": "茶叶加工", "person": "李干部", "hours": "3.5"}
    status, made = clerk.send("ledgers/study/entries", {"reason": "登记", "values": values})
    assert status == 200, made
    id = int(made["created"][0].split(":")[1])
    entry = clerk.get(f"ledgers/study/entries/{id}")[1]
    assert (entry["values"]["hours"], entry["values"]["home"]["name"]) == ("3.5", "岚溪县")
    path, seen = f"ledgers/study/entries/{id}", entry["seen"]
    assert clerk.send(path, {"reason": "改", "values": {"topic": "制茶"}, "seen": seen}, "patch")[0] == 200
    status, told = clerk.send(path, {"reason": "再改", "values": {"topic": "种茶"}, "seen": seen}, "patch")
    assert (status, told["problems"][0]["code"]) == (409, "book-changed-since")
    steps = [(clerk, "submit"), (reviewer, "return"), (clerk, "submit"), (reviewer, "accept")]
    for program, step in steps:
        assert program.send("ledgers/study/review", {"ids": [id], "step": step, "reason": "审"})[0] == 200
    assert clerk.send("ledgers/study/review", {"ids": [id], "step": "accept", "reason": "自审"})[0] == 403
    assert clerk.get(path)[1]["values"]["review"] == "已审"
    assert clerk.send(f"{path}/withdraw", {"reason": "重复"})[1]["withdrawn"] == 1


def test_what_cannot_be_taken_is_told_at_its_place(own_office: Office) -> None:
    clerk = Program("deng")
    status, told = clerk.send("ledgers/study/entries", {"reason": "登记", "values": {"date": "昨天", "kind": "聚餐"}})
    assert status == 400
    assert {problem["place"]["column"] for problem in told["problems"]} >= {"日期"}
    assert clerk.send("ledgers/study/entries", {"values": {}})[0] == 422
    assert clerk.get("ledgers/nothing/entries")[0] == 404
    assert clerk.get("ledgers/fund/entries", nothing="1")[0] == 400


def test_a_region_is_given_by_its_name_and_one_that_is_not_there_is_told_at_its_column(own_office: Office) -> None:
    clerk = Program("deng")
    values = {"date": "2024-09-02", "west": "岚溪县", "source": "市级财政援助", "stage": "到位", "amount": "15000"}
    status, made = clerk.send("ledgers/fund/entries", {"reason": "登记", "values": values})
    assert status == 200, made
    entry = clerk.get(f"ledgers/fund/entries/{made['created'][0].split(':')[1]}")[1]
    assert entry["values"]["west"]["name"] == "岚溪县"
    status, told = clerk.send("ledgers/fund/entries", {"reason": "登记", "values": {**values, "west": "岚西县"}})
    assert (status, told["problems"][0]["place"]["column"]) == (400, "西部地区")
    assert "相近的有 岚溪县" in told["problems"][0]["zh"]


def test_whatever_goes_wrong_has_one_shape(office: Office) -> None:
    """No token, no JSON, no such address, no such method: ``{"problems": […]}`` in both languages."""
    client, stranger = Program("deng")._client, Client()
    answers = {
        401: stranger.get("/api/ledgers"),
        400: client.post("/api/check", "{bad", content_type="application/json"),
        404: client.get("/api/nothing"),
        405: client.delete("/api/ledgers"),
        422: client.post("/api/check", "{}", content_type="application/json"),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        problem = json.loads(answer.content)["problems"][0]
        assert problem["zh"] != problem["en"]
        assert not re.search("[a-z]{4,}", problem["zh"].replace("/api/openapi.json", "")) or status == 401
    assert "缺少这一项" in answers[422].json()["problems"][0]["zh"]


def test_figures_are_those_of_the_region_and_others_are_refused(office: Office) -> None:
    status, figure = Program("deng").get("figures/消费协作金额", period="2024", region="岚溪县", records="true")
    assert (status, figure["rows"] == len(figure["records"])) == (200, True)
    assert "限可见记录" in json.dumps(Program("deng").get("figures/消费协作金额")[1], ensure_ascii=False)
    status, told = Program("deng").get("figures/消费协作金额", region="邻山县")
    assert (status, told["problems"][0]["code"]) == (403, "figures-region-unseen")
    assert Program("guan").get("figures", period="2024", accepted="true")[0] == 200


def workbook(region: str) -> io.BytesIO:
    """One allotment of funds for that region."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "资金台账"
    sheet.append(["日期", "西部地区", "资金来源", "环节", "金额（万元）"])
    sheet.append(["2024-09-02", region, "省级财政援助", "到位", 12.5])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "../../资金台账.xlsx"
    return file


def test_a_workbook_is_tried_and_imported(own_office: Office) -> None:
    clerk = Program("deng")
    status, tried = clerk.upload(files=workbook("茶垭镇"), reason="月度", dry_run="true")
    assert (status, tried["seq"], tried["sheets"][0]["created"]) == (200, None, 1)
    assert clerk.upload(files=workbook("茶垭镇"), reason="月度")[1]["seq"] is not None
    status, told = clerk.upload(files=workbook("邻山县"), reason="越界")
    assert (status, told["seq"]) == (200, None)
    assert told["problems"][0]["place"]["row"] == 2
    assert Program("ling").upload(files=workbook("茶垭镇"), reason="月度")[0] == 403


def test_a_text_is_read_and_checked(office: Office) -> None:
    text = "2024年，全县消费协作金额1000万元。"
    assert Program("ling").send("extract", {"text": text})[1]["claims"][0]["low"] == "10000000"
    status, told = Program("ling").send("check", {"text": text, "period": "2024"})
    assert (status, len(told["claims"])) == (200, 1)
    assert Program("ling").send("check", {"text": text, "period": "??"})[0] == 400


def test_the_description_names_every_path(office: Office) -> None:
    described = json.loads(Client().get("/api/openapi.json").content)
    assert {"/api/ledgers/{ledger}/entries", "/api/figures/{indicator}", "/api/import", "/api/check"} <= set(
        described["paths"]
    )


EXAMPLES = re.findall(r"```sh\n(.*?)```", DOCUMENTED.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_examples_of_the_documentation_run(
    own_office: Office, server: Server, tmp_path: Path, example: str
) -> None:
    (tmp_path / "资金台账.xlsx").write_bytes(workbook("茶垭镇").getvalue())
    environment = {"JIEDUI": server.address, "TOKEN": Program("deng").token, "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(["sh", "-c", example], cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert "problems" not in json.loads(ran.stdout) or json.loads(ran.stdout)["problems"] == [], ran.stdout.decode()


def test_tokens_are_seen_once_and_revoked(own_office: Office, screen: Any) -> None:
    window: Screen = screen("deng")
    page = window.open("/tokens/")
    window.accessible()
    page.get_by_label("用途").fill("夜间取数")
    page.get_by_role("button", name="新建令牌").click()
    secret = page.locator("#secret").inner_text()
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/ledgers").status_code == 200
    window.accessible()
    page.reload()
    window.open("/tokens/")
    assert secret not in page.content()
    window.follow(page.get_by_role("button", name="撤销 夜间取数"))
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/ledgers").status_code == 401
    window.quiet()
