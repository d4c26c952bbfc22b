"""``jiedui catalog`` as a clerk uses it."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jiedui.cli import app, main


def said(*arguments: str) -> str:
    """What the command prints, in lines as wide as they need to be."""
    ran = CliRunner().invoke(app, ["catalog", *arguments], env={"COLUMNS": "200"})
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_the_built_in_declarations_have_no_problem() -> None:
    assert said("check").startswith("没有问题：35 本台账，")


def test_a_ledger_is_shown_with_what_each_column_takes() -> None:
    output = said("show", "劳务台账")
    assert "劳务协作台账（labour）：一行计一批，按“日期”计入期间" in output
    assert "选项：东部就业、省外其他、省内就近、公益岗位" in output
    assert "引用：行政区划" in output
    assert "转移就业人数（人） *" in output
    assert "规则：其中脱贫人口不得超过转移就业人数" in output
    assert "指标：东部就业人数（人）" in output


def test_long_choices_are_folded_and_not_cut() -> None:
    ran = CliRunner().invoke(app, ["catalog", "show", "fund"], env={"COLUMNS": "80"})
    assert "…" not in ran.output


def test_without_a_name_all_ledgers_are_listed_registers_first() -> None:
    output = said("show")
    assert output.index("行政区划") < output.index("资金台账") < output.index("目标任务") < output.index("房源台账")


def test_an_office_sees_its_own_column(tmp_path: Path) -> None:
    text = 'name = "fund"\nextends = true\ncolumns = [{ name = "bank", title = "开户行", type = "text" }]'
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    assert "开户行" in said("show", "资金台账", "--catalog", str(tmp_path))


def test_problems_are_told_on_standard_error_a_line_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.toml").write_text('name = "fund"\nextends = true\nkey = ["bank"]\nsum = 3\n', encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["jiedui", "catalog", "check", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capfd.readouterr().err.splitlines() == [
        "own.toml › 第 3 行：“key”提到列“bank”，但 资金台账 没有这一列",
        "own.toml › 第 4 行：不认识的键“sum”：检查拼写",
    ]


def test_an_unknown_ledger_is_answered_with_those_there_are(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["jiedui", "catalog", "show", "工资台账"])
    with pytest.raises(SystemExit):
        main()
    assert capfd.readouterr().err.startswith("没有名为“工资台账”的台账；现有：")
