"""``jiedui corrections`` and ``jiedui phrases`` as an office uses them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from figures.conftest import enter, write_regions
from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.cli import app

YEAR = """
劳务协作台账
日期        西部地区  去向      用工单位  转移就业人数  其中脱贫人口
2022-03-06  八仙镇    东部就业  —         85            41
2022-04-06  平利县    省内就近  —         55            22
"""
REPORT = "平利县2022年工作总结\n全年外送劳力140人。"


@pytest.fixture
def place(sqlite_book: Book) -> str:
    """Where the book of that year is."""
    write_regions(sqlite_book)
    enter(sqlite_book, YEAR)
    return str(sqlite_book.location.folder)


def said(place: str, *arguments: str) -> str:
    """What the command prints; a refusal is raised."""
    env = {"COLUMNS": "200", "JIEDUI_BOOK": place, "JIEDUI_ACTOR": "何静"}
    ran = CliRunner().invoke(app, arguments, env=env)
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def verdict(place: str, folder: Path) -> str:
    """The verdict of the first statement of the report."""
    report = folder / "总结.txt"
    report.write_text(REPORT, "utf-8")
    told = json.loads(said(place, "check", str(report), "--format", "json"))
    return str(told["claims"][0]["verdict"])


def test_a_correction_is_added_used_listed_and_revoked(place: str, tmp_path: Path) -> None:
    assert verdict(place, tmp_path) == "unsupported"
    added = said(place, "corrections", "add", "外送劳力140人", "--means", "转移就业人数", "--reason", "本地说法")
    assert "更正 1：“外送劳力〔数〕人”指 转移就业人数" in added
    assert verdict(place, tmp_path) == "confirmed"
    assert "本地说法" in said(place, "corrections", "list")
    said(place, "corrections", "revoke", "1", "--reason", "说错了")
    assert verdict(place, tmp_path) == "unsupported"
    assert "外送劳力" not in said(place, "corrections", "list")
    assert "已撤销：何静" in said(place, "corrections", "list", "--revoked")


def test_a_phrase_is_listed_beside_those_of_the_catalogue(place: str, tmp_path: Path) -> None:
    said(place, "phrases", "add", "外送劳力", "--means", "转移就业人数", "--reason", "本地说法")
    assert verdict(place, tmp_path) == "confirmed"
    assert "外送劳力" in said(place, "phrases", "list")
    both = said(place, "phrases", "list", "转移就业人数")
    assert "口径声明" in both
    assert "更正 1，何静" in both


def test_what_is_meant_must_be_said(place: str) -> None:
    ran = CliRunner().invoke(
        app,
        ["corrections", "add", "外送劳力140人", "--reason", "?"],
        env={"JIEDUI_BOOK": place, "JIEDUI_ACTOR": "何静"},
    )
    assert ran.exit_code == 2
    with pytest.raises(Refusal, match="外送人数"):
        said(place, "corrections", "add", "外送劳力140人", "--means", "外送人数", "--reason", "本地说法")
