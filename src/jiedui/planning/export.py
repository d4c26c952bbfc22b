"""A grading as a workbook: firms, roster of closures, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jiedui.book.outtake.stream import Cell, SheetOut, write_workbook
from jiedui.planning.grade.grading import Graded
from jiedui.planning.grade.roster import roster
from jiedui.planning.grade.tables import rows


def write_xlsx(graded: Graded, path: Path) -> None:
    """Write the workbook; no text in it is a formula."""
    firms = SheetOut(
        "评价结果",
        ("企业", "等级", "得分", "理由", "分项得分", "后果", "提档办法"),
        _firms(graded),
        (28, 8, 10, 18, 60, 40, 80),
    )
    closings = SheetOut(
        "散乱污名册", ("企业", "处置方式", "已办", "未办", "销号日期"), _roster(graded), (28, 12, 30, 30, 14)
    )
    write_workbook(path, [firms, closings, SheetOut("来源", ("项目", "内容"), _sources(graded), (20, 80))])


def _firms(graded: Graded) -> Iterator[Sequence[Cell]]:
    """The firms, one a row."""
    for row in rows(graded):
        points = "、".join(f"{item} {value}" for item, value in row.points)
        yield (
            row.firm,
            row.grade or "未评",
            row.score,
            row.reason,
            points,
            "；".join(row.consequences),
            f"到 {row.better}：{'；'.join(row.lifts)}" if row.lifts else "",
        )


def _roster(graded: Graded) -> Iterator[Sequence[Cell]]:
    """The firms to be closed, moved or mended, one a row."""
    for each in roster(graded.firms):
        yield each.firm, each.disposal, "、".join(each.done), "、".join(each.left), each.struck_off


def _sources(graded: Graded) -> Iterator[tuple[str, str]]:
    """The scheme, the year, the baselines, what was not graded."""
    yield "评价办法", graded.scheme.title
    yield "依据", graded.scheme.source
    yield "年度", str(graded.firms.year)
    for measured in graded.groups:
        for item, baseline in zip(measured.group.items, measured.baselines.tolist(), strict=True):
            yield f"{measured.group.title}·{item.title}", f"权重 {item.weight}，基准值 {baseline:.6g}"
    for problem in graded.problems:
        yield "未评", problem.words()
