"""``jiedui allot`` from freeze to settlement in a folder, and in a book; what may not be done is refused."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jiedui.book import Add, Book
from jiedui.book.evidence import evidence_of
from jiedui.cli import allot, app
from jiedui.planning.allot.verifier import verifier_page

EXAMPLE = Path(__file__).parents[2] / "examples" / "allotment"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the time that a test says."""
    at("2026-11-20T02:00:00Z", monkeypatch)


def at(time: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock of the commands stand at that time."""
    monkeypatch.setattr(allot, "_now", lambda: time)


def run(*words: object) -> tuple[int, str]:
    """Exit code and output, or refusal, of ``jiedui allot``."""
    ran = CliRunner().invoke(app, ["allot", *map(str, words)])
    code = getattr(ran.exception, "exit_code", ran.exit_code)
    return code, f"{ran.output}{ran.exception or ''}"


def frozen(folder: Path) -> Path:
    """The roster of the example, frozen in that folder."""
    given = ("--roster", EXAMPLE / "roster.json", "--rules", EXAMPLE / "rules.json", "--actor", "李登记")
    code, told = run("freeze", folder, *given)
    assert code == 0, told
    return folder


def test_the_whole_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = frozen(tmp_path / "公布")
    at("2026-12-01T05:00:00Z", monkeypatch)
    for witness, more in (("村民代表", ("--value", "428571")), ("公证处", ())):
        assert run("commit", folder, "--witness", witness, "--secret", tmp_path / witness, *more)[0] == 0
    at("2026-12-01T06:30:00Z", monkeypatch)
    code, told = run("reveal", folder, "--secret", tmp_path / "村民代表")
    assert (code, "它公布之前不能揭示" in told) == (2, True)
    at("2026-12-01T07:30:00Z", monkeypatch)
    code, told = run("reveal", folder, "--secret", tmp_path / "村民代表")
    assert (code, "428571" in told) == (0, True)
    code, told = run("draw", folder, "--beacon", "3875.2604", "--actor", "李登记")
    assert (code, "还缺 公证处 的揭示" in told) == (2, True)
    at("2026-12-01T08:30:00Z", monkeypatch)
    code, told = run("draw", folder, "--beacon", "3875.2604", "--absent", "H5", "--actor", "李登记")
    assert (code, "4 套已分，0 户未分到，余 1 套。" in told) == (0, True)
    transcript = json.loads((folder / "transcript.json").read_text("utf-8"))
    assert (transcript["missing"], transcript["absent"]) == (["公证处"], ["H5"])
    assert run("settle", folder, "--actor", "李登记")[0] == 0
    assert run("verify", folder, "--root", transcript["root"]) == (0, "7 个文件全部相符。\n")
    assert (folder / "核验.html").read_text("utf-8") == verifier_page()
    papers = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.docx"))
    assert papers == ["公告.docx", "结果公示.docx", *(f"结算单/{number:04d}.docx" for number in range(1, 5))]
    assert run("draw", folder, "--beacon", "3875.2604", "--actor", "李登记")[0] == 2


def test_the_secret_of_a_witness_is_for_its_eyes_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, secret = frozen(tmp_path / "公布"), tmp_path / "密"
    at("2026-12-01T05:00:00Z", monkeypatch)
    assert run("commit", folder, "--witness", "公证处", "--secret", secret)[0] == 0
    assert secret.stat().st_mode & 0o077 == 0
    kept = json.loads(secret.read_text("utf-8"))
    public = (folder / "commitments.json").read_text("utf-8")
    assert kept["nonce"] not in public
    code, told = run("commit", folder, "--witness", "村民代表", "--secret", secret)
    assert (code, "不会写在上面" in told) == (2, True)


def test_a_folder_is_frozen_once(tmp_path: Path) -> None:
    folder = frozen(tmp_path)
    given = ("--roster", EXAMPLE / "roster.json", "--rules", EXAMPLE / "rules.json", "--actor", "李登记")
    code, told = run("freeze", folder, *given)
    assert (code, "不能重来" in told) == (2, True)


def test_without_a_book_or_a_roster_nothing_can_be_frozen(tmp_path: Path) -> None:
    code, told = run("freeze", tmp_path / "x", "--rules", EXAMPLE / "rules.json", "--actor", "李登记")
    assert (code, "--roster" in told) == (2, True)


def test_a_roster_changed_after_the_freeze_is_not_drawn_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = frozen(tmp_path / "公布")
    at("2026-12-01T05:00:00Z", monkeypatch)
    assert run("commit", folder, "--witness", "公证处", "--secret", tmp_path / "密")[0] == 0
    roster = json.loads((folder / "roster.json").read_text("utf-8"))
    roster["households"][2]["people"] = 9
    (folder / "roster.json").write_text(json.dumps(roster), "utf-8")
    at("2026-12-01T07:30:00Z", monkeypatch)
    code, told = run("draw", folder, "--beacon", "3875.2604", "--actor", "李登记")
    assert (code, "roster.json › H3：冻结之后被改动" in told) == (2, True)
    assert not (folder / "transcript.json").exists()


def test_verifying_names_what_is_wrong_and_says_so_in_the_exit_code(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "公布"))
    transcript = json.loads((folder / "transcript.json").read_text("utf-8"))
    one, two = transcript["allotted"][:2]
    one["home"], two["home"] = two["home"], one["home"]
    (folder / "transcript.json").write_text(json.dumps(transcript), "utf-8")
    code, told = run("verify", folder)
    assert (code, "H3：与 H2 的房互换了" in told) == (1, True)


def test_with_a_book_every_step_is_registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "book"
    with Book.create(place, actor="李登记") as book:
        kept = {
            "hamlet": 1,
            "people": 3,
            "consents": "是",
            "wishes": ["90"],
            "round": 1,
            "certified": 80,
            "entitled": 90,
        }
        added = [
            Add("region", {"code": "320412", "name": "试镇", "level": "镇"}),
            Add("hamlet", {"name": "东组", "region": 1, "households": 2, "homestead": 5}),
            Add("site", {"name": "示例小区", "region": 1, "capacity": 9, "area": 9}),
            Add("household", {"code": "H1", **kept}),
            Add("dwelling", {"code": "101", "site": 1, "kind": "90", "floor": 90}),
        ]
        book.write("李登记", "登记", added)
    folder, secret, at_book = tmp_path / "公布", tmp_path / "密", ("--actor", "李登记", "--book", place)
    assert run("freeze", folder, "--rules", EXAMPLE / "rules.json", *at_book)[0] == 0
    assert run("freeze", tmp_path / "再来", "--rules", EXAMPLE / "rules.json", *at_book)[0] == 2
    at("2026-12-01T05:00:00Z", monkeypatch)
    assert run("commit", folder, "--witness", "公证处", "--secret", secret)[0] == 0
    at("2026-12-01T07:30:00Z", monkeypatch)
    assert run("reveal", folder, "--secret", secret)[0] == 0
    assert run("draw", folder, "--beacon", "3875.2604", *at_book)[0] == 0
    assert run("settle", folder, *at_book)[0] == 0
    assert run("verify", folder)[0] == 0
    with Book.open(place) as book:
        assert book.entry("allotment", 1).values["status"] == "已结算"
        assert [each.name for each in evidence_of(book, "allotment", 1)] == [
            f"{name}.json"
            for name in ("roster", "rules", "freeze", "reveals", "transcript", "commitments", "settlement")
        ]
