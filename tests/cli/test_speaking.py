"""What the parser of the command line says itself: Chinese first, the English beside it."""

import pytest
from typer.testing import CliRunner

from jiedui.cli import app
from jiedui.cli.speaking import told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("check x.docx --foo", "没有选项 --foo"),
        ("checks", "没有命令 checks，相近的有 check"),
        ("extract", "缺少参数"),
        ("verify", "缺少选项 --book"),
        ("extract a.txt b.txt", "多了参数 b.txt"),
        ("verify --book", "选项 --book 后面要写值"),
        ("extract a.txt --format docs", "--format 的值不对：docs 不在可选之列，可选 "),
        ("sample x --size much", "--size 的值不对：要写数"),
        ("sample x --size 5", "--size 的值不对：不能大于 1"),
    ],
)
def test_a_line_written_wrong_is_told_in_both_languages(line: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIEDUI_BOOK", raising=False)
    ran = CliRunner().invoke(app, line.split())
    assert ran.exit_code == 2
    assert said in ran.stderr.partition(" · ")[0]


def test_our_own_words_that_speak_both_are_not_told_twice() -> None:
    assert told("--means 与 --nothing 二者取一 · either") == "--means 与 --nothing 二者取一 · either"


@pytest.mark.parametrize("name", ["--help", "-h"])
def test_the_help_is_headed_in_both_languages(name: str) -> None:
    helped = CliRunner().invoke(app, ["extract", name]).stdout
    assert all(word in helped for word in ("用法 · Usage", "参数 · Arguments", "选项 · Options"))
    assert "Show this message" not in helped
