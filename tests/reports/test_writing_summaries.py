"""Summaries out of a book: what they say, where their figures come from, and that the book bears all of it out."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from figures.conftest import enter, write_regions
from jiedui.base.periods import parse_period
from jiedui.base.problems import Refusal
from jiedui.book import Add, Book, Change
from jiedui.book.importing import import_files
from jiedui.cli import app
from jiedui.figures import Figures
from jiedui.reports.check.session import Checker
from jiedui.reports.docx_text import read_docx
from jiedui.reports.writing import Summary, Wanted, docx_of, read_sources, write_report
from jiedui.sample import generate
from jiedui.sample.workbooks import write_workbooks
from reports.check.conftest import OFFICE

WORLDS = Path(__file__).parents[3] / "shared" / "worlds"
PLACES = {"sample": ("岚溪县", "2024"), "pingli": ("平利县", "2022"), "yunling": ("云岭县", "2023")}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders of the books of the sample and of the worlds that are there."""
    root = tmp_path_factory.mktemp("books")
    write_workbooks(generate(), root / "台账")
    sources = {"sample": root / "台账", **{name: WORLDS / name / "book" for name in ("pingli", "yunling")}}
    made = {name: root / name for name, source in sources.items() if source.exists()}
    for name, place in made.items():
        with Book.create(place, actor="何静") as book:
            import_files(book, [sources[name]], actor="何静", reason="导入台账")
    return made


@pytest.fixture(params=PLACES)
def known(request: pytest.FixtureRequest, folders: dict[str, Path]) -> Iterator[tuple[Book, str, str]]:
    """Each of the books in turn, with its county and a year."""
    if request.param not in folders:
        pytest.skip("the worlds of the project are not beside the repository")
    with Book.open(folders[request.param]) as book:
        yield book, *PLACES[request.param]


def yearly(book: Book, region: str, period: str) -> Summary:
    told = parse_period(period)
    return write_report(Figures(book), Wanted("年度总结", region, told, signed=f"{region}协作办公室"))


def prose(summary: Summary) -> str:
    """What the document says outside its tables, whose cells are read with their headings and not as text."""
    document = read_docx(docx_of(summary))
    cells = [cell for table in document.tables for row in table for cell in row]
    return "".join(each for place, each in enumerate(document.text) if not any(a <= place < b for a, b in cells))


def verdicts(book: Book, summary: Summary, region: str, period: str) -> list[tuple[str, str]]:
    """Each statement of the document with its verdict."""
    text = prose(summary)
    report = Checker(book).check("总结", text, period=parse_period(period), region=region, clock=summary.day)
    assert [finding.message for finding in report.findings if not finding.holds] == []
    return [(claim.text, claim.checked.verdict) for claim in report.claims]


def doubted(book: Book, summary: Summary, region: str, period: str) -> list[tuple[str, str]]:
    return [(text, verdict) for text, verdict in verdicts(book, summary, region, period) if verdict != "confirmed"]


def test_checking_a_yearly_summary_confirms_every_statement(known: tuple[Book, str, str]) -> None:
    book, region, year = known
    for period in (year, str(int(year) - 1), f"{year}H1"):
        summary = yearly(book, region, period)
        assert doubted(book, summary, region, period) == []
    assert len(verdicts(book, summary, region, period)) >= 25


def test_checking_a_secondment_summary_confirms_every_statement(known: tuple[Book, str, str]) -> None:
    book, region, year = known
    people = [str(row[1]) for row in book.rows("posting", ("person", "start")) if str(row[2]) < f"{year}-12-01"]
    for person in people[:6]:
        summary = write_report(Figures(book), Wanted("挂职总结", person=person, period=parse_period(year)))
        assert doubted(book, summary, region, year) == []


@pytest.mark.parametrize(
    ("ledger", "column", "more"),
    [
        ("donation", "amount", Decimal(70_000)),
        ("labour", "workers", 31),
        ("training", "heads", 47),
        ("purchase", "amount", Decimal(1_234_500)),
    ],
)
def test_one_changed_entry_contradicts_exactly_what_depends_on_it(
    folders: dict[str, Path], tmp_path: Path, ledger: str, column: str, more: Decimal | int
) -> None:
    shutil.copytree(folders["sample"], tmp_path / "book")
    region, year = PLACES["sample"]
    with Book.open(tmp_path / "book") as book:
        before = yearly(book, region, year)
        day = book.ledgers[ledger].date
        where = f"withdrawn IS NULL AND {day} LIKE '{year}%'"
        entry = int(str(next(iter(book.rows(ledger, (column,), where)))[0]))
        book.write("何静", "更正", [Change(ledger, entry, {column: book.entry(ledger, entry).values[column] + more})])
        after = yearly(book, region, year)
        told = [
            [str(each) for paragraph in summary.paragraphs for each in paragraph.figures] for summary in (before, after)
        ]
        text = prose(before)
        report = Checker(book).check("总结", text, period=parse_period(year), region=region, clock=before.day)
    assert [claim.text for claim in report.claims] == told[0]
    moved = [old for old, new in zip(*told, strict=True) if old != new]
    assert moved
    assert [claim.text for claim in report.claims if claim.checked.verdict != "confirmed"] == moved
    assert {claim.checked.verdict for claim in report.claims} == {"confirmed", "contradicted"}


@pytest.fixture
def office(sqlite_book: Book) -> Book:
    """The office of the checker's tests."""
    write_regions(sqlite_book)
    enter(sqlite_book, OFFICE)
    return sqlite_book


def paragraphs(summary: Summary) -> str:
    return "\n".join(map(str, summary.paragraphs))


def test_growth_completion_and_parts(office: Book) -> None:
    told = paragraphs(yearly(office, "平利县", "2022"))
    assert "全年到位财政援助资金2000万元，同比增长33.33%" in told
    assert "其中省级财政援助1600万元、区县财政援助400万元。" in told
    assert "全年采购和帮助销售农特产品120万元，同比增长140%" in told
    assert "其中东部来访32人次、西部出访12人次。" in told
    assert "落地企业有：平利县启明电机配件有限公司。" in told


def test_a_fall_is_told_as_a_fall_and_nothing_of_what_did_not_happen(office: Book) -> None:
    """
    劳务协作台账
    日期 西部地区 去向 用工单位 转移就业人数 其中脱贫人口
    2023-03-06 八仙镇 东部就业 江苏恒桥机械有限公司 70 —
    """
    enter(office, test_a_fall_is_told_as_a_fall_and_nothing_of_what_did_not_happen.__doc__)
    told = paragraphs(yearly(office, "平利县", "2023"))
    assert "全年帮助农村劳动力转移就业70人，同比下降50%，其中东部就业70人。" in told
    assert "公益岗位" not in told
    assert "互访" not in told
    assert "占0%" not in told
    assert "年度目标任务" not in told.replace("对照考核要求和年度目标任务", "")


def test_two_rates_are_told_apart_by_points(office: Book) -> None:
    """
    资金台账
    日期 西部地区 资金来源 环节 金额
    2023-03-06 平利县 省级财政援助 下达 100
    2023-06-06 平利县 省级财政援助 支付 98
    2024-03-06 平利县 省级财政援助 下达 200
    2024-06-06 平利县 省级财政援助 支付 146
    """
    enter(office, test_two_rates_are_told_apart_by_points.__doc__)
    file = read_docx(docx_of(yearly(office, "平利县", "2024")))
    cells = [file.text[start:end] for table in file.tables for row in table for start, end in row]
    assert "下降25个百分点" in cells
    assert "-25.51" not in cells


def test_every_figure_carries_its_source(office: Book, tmp_path: Path) -> None:
    summary = yearly(office, "平利县", "2022")
    file = tmp_path / "总结.docx"
    file.write_bytes(docx_of(summary))
    found = list(read_sources(file))
    stated = [(str(figure), figure.source) for paragraph in summary.paragraphs for figure in paragraph.figures]
    cells = [(figure.number, figure.source) for figure in summary.all_figures]
    assert [(each.text, each.source) for each in found if (each.text, each.source) in stated] == stated
    assert all((each.text, each.source) in stated + cells for each in found)
    assert len(found) == len(summary.all_figures)
    aid = next(each.source for each in found if each.text == "2000万元")
    assert (aid.title, aid.scope, aid.rows, aid.head) == ("财政援助资金", "平利县，2022年", 2, office.head)
    table = read_docx(file.read_bytes()).text.partition("\n数据来源表\n")[2]
    assert f"\n{len(summary.figures)}\n" in table
    assert table.rstrip().endswith(f"账册日志：{office.head}")


def test_the_same_summary_gives_the_same_bytes(office: Book) -> None:
    assert docx_of(yearly(office, "平利县", "2022")) == docx_of(yearly(office, "平利县", "2022"))


def test_a_lesson_is_told_with_what_became_of_it(office: Book) -> None:
    """
    挂职台账
    姓名 类别 派出单位 挂职单位 挂职地区 方向 挂职职务 协管工作 开始日期 结束日期
    周建平 党政干部 平利县人民政府 横山桥镇人民政府 横山桥镇 西派东 党委委员 园区更新 2021-10-08 2022-10-14

    调研台账
    编号 日期 调研对象 对象类型 所在地 调研人 主题
    DY1 2022-02-02 横山桥镇人民政府 机关 横山桥镇 周建平 基层治理
    DY2 2022-03-03 常州芳茂电机有限公司 企业 横山桥镇 周建平 企业用工
    """
    enter(office, test_a_lesson_is_told_with_what_became_of_it.__doc__)
    visit = int(str(next(iter(office.rows("visit", ("code",), "code = 'DY1'")))[0]))
    lesson = {"date": date(2022, 3, 1), "visit": visit, "status": "见效", "practice": "积分制管理"}
    for proposal in ("试行道德积分超市", "带动20户增收"):
        office.write("何静", "经验", [Add("lesson", lesson | {"proposal": proposal})])
    summary = write_report(Figures(office), Wanted(person="周建平"))
    told = paragraphs(summary)
    assert summary.day == date(2022, 10, 14)
    assert "组织选派我从平利县人民政府到横山桥镇人民政府挂职，任党委委员，协管园区更新等工作，为期一年。" in told
    assert "走访调研2次，其中企业1次、机关1次。" in told
    assert "在横山桥镇人民政府调研时看到“积分制管理”的做法，提出“试行道德积分超市”的建议，已实施见效。" in told
    assert "20户" not in told


def test_someone_without_a_posting_is_refused(office: Book) -> None:
    with pytest.raises(Refusal, match="没有“赵某某”"):
        write_report(Figures(office), Wanted(person="赵某某"))


def test_the_commands(folders: dict[str, Path], tmp_path: Path) -> None:
    file = tmp_path / "总结.docx"
    options = ["--book", str(folders["sample"]), "--region", "岚溪县", "--period", "2024", "-o", str(file)]
    written = CliRunner().invoke(app, ["report", "summary", *options, "--org", "岚溪县东西部协作办公室"])
    assert written.exit_code == 0, written.output
    told = CliRunner().invoke(app, ["report", "sources", str(file), "--format", "json"])
    found = json.loads(told.output)
    assert len(found) > 100
    assert {"title", "definition", "scope", "rows", "head"} == set(found[0]["source"])
    assert "互访次数" in CliRunner().invoke(app, ["report", "sources", str(file)]).output
    assert "时期是否写对" not in written.output
    late = ["2031" if word == "2024" else word for word in options]
    assert "没有2031年的记录" in CliRunner().invoke(app, ["report", "summary", *late]).output


@pytest.mark.parametrize(
    "asked", [["--region", "岚溪县"], ["--kind", "secondment"], ["--kind", "yearly", "--person", "王秀兰"]]
)
def test_a_request_that_says_too_little_or_too_much_is_refused(folders: dict[str, Path], asked: list[str]) -> None:
    options = ["report", "summary", "--book", str(folders["sample"]), "-o", "总结.docx", *asked]
    result = CliRunner().invoke(app, options)
    assert isinstance(result.exception, Refusal)
    assert result.exception.problems[0].code == "report-needs-scope"
