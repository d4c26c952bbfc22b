"""Kinds of report: the built-in templates, an office's own text and Word document, tables, lessons, evidence, the gap."""

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
from jiedui.book.evidence import add_evidence
from jiedui.catalog.templates import read_template, report_templates
from jiedui.cli import app
from jiedui.figures import Figures
from jiedui.reports.check.session import Checker
from jiedui.reports.docx_package import open_package
from jiedui.reports.docx_text import read_docx
from jiedui.reports.writing import Summary, Wanted, docx_of, read_sources, write_docx, write_report
from jiedui.reports.writing.asks import answer, number_in
from jiedui.reports.writing.evidence import pdf_pages
from jiedui.reports.writing.model import Chart, Sheet
from jiedui.reports.writing.refresh import refresh
from reports.check.conftest import OFFICE
from tools import wordfile

YEAR = parse_period("2022")
MORE = """
企业台账
企业 年度 用地面积 税收 营业收入 工业增加值 职工人数
平利县启明电机配件有限公司 2022 20 100万元 1200万元 300万元 50
平利县秦芽茶业有限公司 2022 30 50万元 800万元 200万元 50
常州芳茂电机有限公司 2022 10 300万元 5000万元 900万元 60

结对台账
签订日期 类别 西部单位 东部单位 西部地区 东部地区 到期日期
2022-01-22 县县 平利县人民政府 常州经开区管委会 平利县 常州经开区 2025-12-31

挂职台账
姓名 类别 派出单位 挂职单位 挂职地区 方向 挂职职务 协管工作 开始日期 结束日期
周建平 党政干部 平利县人民政府 横山桥镇人民政府 横山桥镇 西派东 党委委员 园区更新 2021-10-08 2022-10-14

调研台账
编号 日期 调研对象 对象类型 所在地 调研人 主题
DY1 2022-02-02 横山桥镇人民政府 机关 横山桥镇 周建平 基层治理
DY2 2022-03-03 常州芳茂电机有限公司 企业 横山桥镇 周建平 企业用工
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, made_book: Path) -> Path:
    """The office of the checker's tests with enterprises on both sides, a posting, and lessons."""
    folder = tmp_path_factory.mktemp("kinds") / "book"
    shutil.copytree(made_book, folder)
    with Book.open(folder) as book:
        write_regions(book)
        enter(book, OFFICE)
        enter(book, MORE)
        visit = int(str(next(iter(book.rows("visit", ("code",), "code = 'DY1'")))[0]))
        lesson = {"date": date(2022, 3, 1), "visit": visit, "practice": "积分制管理"}
        more = (
            {"proposal": "试行道德积分超市", "status": "实施", "owner": "八仙镇人民政府", "due": date(2022, 9, 30)},
            {"proposal": "建立居民议事会", "status": "提出"},
            {"proposal": "统一挂牌招租", "status": "见效", "result": "集体增收"},
        )
        book.write("何静", "经验", [Add("lesson", lesson | each) for each in more])
    return folder


@pytest.fixture
def book(place: Path) -> Iterator[Book]:
    with Book.open(place) as opened:
        yield opened


def written(book: Book, kind: str, period: str = "2022", person: str | None = None) -> Summary:
    wanted = Wanted(kind, None if person else "平利县", parse_period(period), person, signed="平利县协作办")
    return write_report(Figures(book), wanted)


def sheets(summary: Summary) -> dict[str, Sheet]:
    blocks = (block for section in summary.sections for block in section.blocks)
    return {block.caption: block for block in blocks if isinstance(block, Sheet)}


def rows(sheet: Sheet) -> list[list[str]]:
    """The rows of a table in words: of figures the numbers."""
    return [["".join(getattr(part, "number", part) for part in cell) for cell in row] for row in sheet.rows]


REGIONAL = ("年度总结", "考核自评", "简报", "项目资金专报", "佐证材料汇编")
PERSONAL = ("挂职总结", "述职报告", "调研报告")


def test_every_kind_of_the_field_is_there() -> None:
    assert {template.title for template in report_templates(None).values()} == {*REGIONAL, *PERSONAL}


@pytest.mark.parametrize("kind", REGIONAL)
@pytest.mark.parametrize("period", ["2022", "2022H1", "2022Q2", "2022-04", "2021"])
def test_a_report_about_a_region_is_confirmed_throughout(book: Book, kind: str, period: str) -> None:
    summary = written(book, kind, period)
    assert doubted(book, summary, period) == []


@pytest.mark.parametrize("kind", PERSONAL)
@pytest.mark.parametrize("person", ["周建平", "李明远"])
def test_a_report_about_a_posting_is_confirmed_throughout(book: Book, kind: str, person: str) -> None:
    assert doubted(book, written(book, kind, person=person), None) == []


def doubted(book: Book, summary: Summary, period: str | None) -> list[tuple[str, str]]:
    """The statements of a report that the checker does not confirm; a posting's needs no telling what it is about."""
    text = read_docx(docx_of(summary)).text
    told = parse_period(period) if period else None
    report = Checker(book).check("稿", text, period=told, region="平利县" if period else None, clock=summary.day)
    assert [finding.message for finding in report.findings if not finding.holds] == []
    return [(claim.text, claim.checked.verdict) for claim in report.claims if claim.checked.verdict != "confirmed"]


def test_the_founding_reports_three_parts(book: Book) -> None:
    summary = written(book, "挂职总结", person="周建平")
    assert [section.heading for section in summary.sections] == ["", "履职情况", "收获感悟", "工作启示"]


def test_the_self_assessment_compares_with_target_and_year_before(book: Book) -> None:
    table = sheets(written(book, "考核自评"))["目标任务完成情况"]
    assert table.headings == ("序号", "指标", "单位", "年度目标", "完成数", "完成率（%）", "上年同期", "同比（%）")
    assert rows(table) == [
        ["1", "财政援助资金", "万元", "1900", "2000", "105.26", "1500", "33.33"],
        ["2", "转移就业人数", "人", "200", "140", "70", "50", "180"],
        ["3", "消费协作金额", "万元", "100", "120", "120", "50", "140"],
    ]


def test_the_fund_report_follows_the_money_project_by_project(book: Book) -> None:
    found = written(book, "项目资金专报")
    flow = next(section for section in found.sections if section.heading == "项目资金流向")
    assert flow.attachment
    assert rows(flow.blocks[0]) == [
        ["1", "八仙镇高山茶园提质项目", "700", "650", "600"],
        ["2", "县城标准厂房项目", "1200", "984", "—"],
    ]
    assert rows(sheets(found)["财政援助资金来源"]) == [
        ["省级财政援助", "1600", "80"],
        ["区县财政援助", "400", "20"],
        ["合计", "2000", "100"],
    ]


def test_the_two_sides_stand_beside_each_other_per_mu_and_per_head(book: Book) -> None:
    for summary in (written(book, "年度总结"), written(book, "调研报告", person="周建平")):
        table = sheets(summary)["两地产业差距"]
        assert table.headings == ("指标", "单位", "平利县", "常州经开区", "相差", "倍数")
        assert rows(table)[0] == ["亩均税收", "万元", "3", "30", "27", "10"]
        assert ["职工人均工业增加值", "万元", "5", "15", "10", "3"] in rows(table)
        assert all(figure.source.rows for figure in table.figures)


def test_lessons_become_proposals_with_owner_time_limit_and_outcome(book: Book) -> None:
    assert rows(sheets(written(book, "调研报告", person="周建平"))["建议与办理"]) == [
        ["1", "积分制管理", "试行道德积分超市", "—", "八仙镇人民政府", "2022年9月30日", "实施（已逾期）", "—"],
        ["2", "积分制管理", "建立居民议事会", "—", "【待定】", "【待定】", "提出", "—"],
        ["3", "积分制管理", "统一挂牌招租", "—", "—", "—", "见效", "集体增收"],
    ]


PDF = b"%PDF-1.4\n1 0 obj<</Type/Pages/Count 3>>endobj 2 0 obj<</Type /Page>>endobj 3 0 obj<</Type/Page>>endobj 4 0 obj<</Type/Page >>endobj\n%%EOF"


def test_the_binder_numbers_files_pages_and_digests(place: Path, tmp_path: Path) -> None:
    shutil.copytree(place, tmp_path / "book")
    with Book.open(tmp_path / "book") as book:
        for name, data in (("票据.pdf", PDF), ("照片.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 32)):
            (tmp_path / name).write_bytes(data)
            add_evidence(book, "donation", 1, tmp_path / name, actor="何静")
        book.write("何静", "佐证", [Change("donation", 2, {"evidence": ("协议.pdf",)})])
        table = rows(sheets(written(book, "佐证材料汇编"))["佐证材料"])
    assert [row[:1] + row[3:6] for row in table] == [
        ["1", "票据.pdf", "3", "1—3"],
        ["2", "照片.png", "1", "4"],
        ["3", "协议.pdf", "—", "—"],
    ]
    assert table[0][1] == "社会帮扶台账"
    assert len(table[0][6]) == 64
    assert table[2][6] == "未交原件"
    assert pdf_pages(tmp_path / "票据.pdf") == 3


def test_charts_have_words_for_who_cannot_see_them(book: Book) -> None:
    chart = next(block for s in written(book, "年度总结").sections for block in s.blocks if isinstance(block, Chart))
    assert chart.words.startswith("柱状图：消费协作金额按月（万元）。")
    assert "4月为75.5" in chart.words
    package = open_package(docx_of(written(book, "年度总结")))
    (drawing,) = package.xml("word/document.xml").iter("{*}docPr")
    assert drawing.get("descr") == chart.words
    picture = package.read("word/media/image1.emf")
    assert picture[40:44] == b" EMF"
    assert "4月".encode("utf-16-le") in picture


def test_figures_of_tables_are_bound_and_refreshed_in_their_unit(place: Path, tmp_path: Path) -> None:
    shutil.copytree(place, tmp_path / "book")
    with Book.open(tmp_path / "book") as book:
        figures = Figures(book)
        document = write_docx(figures, Wanted("考核自评", "平利县", YEAR))
        file = tmp_path / "自评.docx"
        file.write_bytes(document)
        assert ("2000", "财政援助资金") in [(found.text, found.title) for found in read_sources(file)]
        fund = next(entry for entry in book.entries("fund", [2, 3]) if entry.values["amount"] == Decimal(16_000_000))
        book.write("何静", "更正", [Change("fund", fund.id, {"amount": Decimal(160_000_000)})])
        done = refresh(figures, document)
    moved = {(each.old, each.new) for each in done.moved if each.title == "财政援助资金"}
    assert moved == {("2000", "16400"), ("2000万元", "1.64亿元")}


# An office's own templates.


def own(place: Path, tmp_path: Path, name: str, content: str | bytes) -> Book:
    """The book with a template of the office's own."""
    shutil.copytree(place, tmp_path / "book")
    folder = tmp_path / "book" / "catalog" / "reports"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return Book.open(tmp_path / "book")


def test_an_offices_own_text_is_a_kind_and_replaces_one_of_its_name(place: Path, tmp_path: Path) -> None:
    text = '+++\ntitle = "周报"\naliases = ["一周情况"]\n+++\n# {region}{time}周报\n## 资金\n到位{财政援助资金}。\n### 来源\n其中{fiscal_aid.by.source}。\n'
    with own(place, tmp_path, "weekly.md", text) as book:
        assert "周报" in {each.title for each in report_templates(book.location.catalog).values()}
        summary = written(book, "一周情况")
    assert summary.title == "平利县2022年度周报"
    assert [str(each) for each in summary.paragraphs] == [
        "到位2000万元。",
        "其中省级财政援助1600万元、区县财政援助400万元。",
    ]
    assert "（一）来源" in read_docx(docx_of(summary)).text


def test_what_is_wrong_with_a_template_is_told_with_its_line() -> None:
    _, problems = read_template("x.md", '+++\ntitle = "周报"\nabut = "region"\n+++\n'.encode())
    assert [problem.words() for problem in problems] == ["x.md › 第 3 行：不认识的键“abut”：检查拼写"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("到位{fiscal_ad}。", "catalog-no-indicator"),
        ("到位{fiscal_aid!}。", "template-expression"),
        ("{table.nothing:x}", "template-expression"),
        ("{table.entries.project:nosuch}", "figures-no-column"),
    ],
)
def test_a_wrong_expression_is_refused_by_what_is_wrong(place: Path, tmp_path: Path, line: str, code: str) -> None:
    with own(place, tmp_path, "x.md", f"# 题\n{line}\n") as book, pytest.raises(Refusal) as caught:
        written(book, "x")
    assert caught.value.problems[0].code == code


BOLD = "<w:rPr><w:b/></w:rPr>"
HEADING = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
OWN = (
    wordfile.p("{region}", "{time}情况专报")
    + f"<w:p>{HEADING}{wordfile.r('一、资金')}</w:p>"
    + f"<w:p>{wordfile.r('全年到位财政援助资金')}{wordfile.r('{fiscal', BOLD)}{wordfile.r('_aid}', BOLD)}"
    + f"{wordfile.r('，同比')}{wordfile.r('{fiscal_aid.growth}')}{wordfile.r('，捐赠{donation_count[形式=物资]}', BOLD)}{wordfile.r('。')}</w:p>"
    + f"<w:p>{HEADING}{wordfile.r('二、示范村')}</w:p>"
    + wordfile.p("新确定示范村{model_village_count}。")
    + f"<w:p>{HEADING}{wordfile.r('三、明细')}</w:p>"
    + wordfile.p("{table.indicators:targets} 目标任务")
    + "<w:tbl><w:tr><w:tc>"
    + wordfile.p("互访")
    + "</w:tc><w:tc>"
    + wordfile.p("{exchange_count}")
    + "</w:tc><w:tc>"
    + wordfile.p("{model_village_count}")
    + "</w:tc></w:tr></w:tbl>"
    + wordfile.p("经办人自己写的话，不动。")
)


def test_an_offices_own_word_document_is_told_where_it_stands(place: Path, tmp_path: Path) -> None:
    header = f'<w:hdr xmlns:w="{wordfile.W}">{wordfile.p("{region}协作办")}</w:hdr>'
    with own(place, tmp_path, "专报.docx", wordfile.docx_of(OWN, **{"word/header1.xml": header})) as book:
        figures = Figures(book)
        document = write_docx(figures, Wanted("专报", "平利县", YEAR))
        assert refresh(figures, document).unchanged > 5
    lines = read_docx(document).text.splitlines()
    assert lines[:5] == [
        "平利县2022年度情况专报",
        "一、资金",
        "全年到位财政援助资金2000万元，同比增长33.33%，捐赠1笔。",
        "三、明细",
        "目标任务",
    ]
    assert lines[-4:] == ["互访", "3次", "—", "经办人自己写的话，不动。"]
    assert "".join(open_package(document).xml("word/header1.xml").itertext()) == "平利县协作办"
    bold = [
        "".join(run.itertext())
        for run in open_package(document).xml("word/document.xml").iter("{*}r")
        if run.find("{*}rPr/{*}b") is not None
    ]
    assert {"2000万元", "1笔"} <= set(bold)
    assert "，同比" not in bold


def test_a_word_template_about_a_posting_asks_for_a_person(place: Path, tmp_path: Path) -> None:
    with own(
        place,
        tmp_path,
        "鉴定.docx",
        wordfile.docx_of(wordfile.p("{person}同志在{to_org}任{role}，学习{study_count}。")),
    ) as book:
        figures = Figures(book)
        with pytest.raises(Refusal) as caught:
            write_docx(figures, Wanted("鉴定", "平利县", YEAR))
        assert caught.value.problems[0].code == "report-needs-scope"
        document = write_docx(figures, Wanted("鉴定", person="周建平"))
    assert read_docx(document).text == "周建平同志在横山桥镇人民政府任党委委员。"


def test_the_command_writes_any_kind_and_lists_them(place: Path, tmp_path: Path) -> None:
    file = tmp_path / "简报.docx"
    options = ["--book", str(place), "--region", "平利县", "--period", "2022-04", "--kind", "简报", "-o", str(file)]
    head = ["--head", "平利县东西部协作办公室文件", "--number", "平协办〔2022〕5号", "--to", "各镇人民政府"]
    ran = CliRunner().invoke(app, ["report", "summary", *options, "--org", "平利县东西部协作办公室", *head])
    assert ran.exit_code == 0, ran.output
    text = read_docx(file.read_bytes()).text
    assert "各镇人民政府：" in text
    assert "2022年4月30日印发" in text
    assert "考核自评（assessment）：地区、时期" in CliRunner().invoke(app, ["report", "kinds"]).output
    unknown = CliRunner().invoke(app, ["report", "summary", *options[:6], "--kind", "年总", "-o", str(file)])
    assert isinstance(unknown.exception, Refusal)
    assert "年度总结" in unknown.exception.problems[0].message()
    text_file = CliRunner().invoke(app, ["report", "summary", *options[:8], "-o", str(tmp_path / "简报.md")])
    assert isinstance(text_file.exception, Refusal)
    assert "要以 .docx 结尾" in text_file.exception.problems[0].message()
    assert not (tmp_path / "简报.md").exists()


def test_a_number_is_shown_in_the_unit_asked_for(book: Book) -> None:
    figures = Figures(book)
    table = sheets(write_report(figures, Wanted("考核自评", "平利县", YEAR)))["目标任务完成情况"]
    ask = table.figures[1].ask
    assert ask is not None
    assert number_in(answer(figures, ask), "亿元") == "0.2"
