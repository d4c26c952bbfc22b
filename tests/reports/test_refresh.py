"""Refreshing a document that people have edited: the figures come up to date, and nothing that was typed is lost."""

import copy
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from typer.testing import CliRunner

from figures.conftest import enter, write_regions
from jiedui.base.periods import parse_period
from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.cli import app
from jiedui.figures import Figures
from jiedui.reports.check.session import Checker
from jiedui.reports.docx_package import open_package, rewrite, to_bytes
from jiedui.reports.docx_text import read_docx, read_node
from jiedui.reports.wordml import XML_SPACE
from jiedui.reports.writing import Wanted, read_sources, write_docx
from jiedui.reports.writing.asks import Ask, answer, number_in, read_tag
from jiedui.reports.writing.bound import CELL
from jiedui.reports.writing.refresh import Refreshed, refresh
from reports.check.conftest import OFFICE
from reports.editing import EDITS, NAME, Editor, make, retype, split, track
from tools import wordfile

LATER = """
社会帮扶台账
日期 捐赠方 受赠方 西部地区 形式 金额 项目
2022-08-08 江苏横新钢构有限公司 八仙镇 八仙镇 资金 9.5万元 —

劳务协作台账
日期 西部地区 去向 用工单位 转移就业人数 其中脱贫人口
2021-07-06 八仙镇 东部就业 江苏恒桥机械有限公司 190 80
2022-08-06 八仙镇 省外其他 某某电子 6 2
"""
YEAR = Wanted("年度总结", "平利县", parse_period("2022"), signed="平利县协作办")


@dataclass
class Told:
    """A summary before and after the book went on: the document, the figures of the later book."""

    document: bytes = field(repr=False)
    figures: Figures = field(repr=False)


@pytest.fixture(scope="module")
def told(made_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The summary of 2022, written before two more entries came in."""
    place = tmp_path_factory.mktemp("later") / "book"
    shutil.copytree(made_book, place)
    with Book.open(place) as book:
        write_regions(book)
        enter(book, OFFICE)
        figures = Figures(book)
        document = write_docx(figures, YEAR)
        enter(book, LATER)
        yield Told(document, figures)
        figures.close()


def body_of(document: bytes) -> etree._Element:
    return open_package(document).xml("word/document.xml")


def with_body(document: bytes, root: etree._Element) -> bytes:
    return rewrite(open_package(document), {"word/document.xml": to_bytes(root)})


def codes(done: Refreshed) -> list[str]:
    return [problem.code for problem in done.problems]


def moved(done: Refreshed) -> dict[str, tuple[str, str]]:
    """What each figure of a sentence read, and what it reads now."""
    return {
        each.title: (each.old, each.new) for each in done.moved if not each.new.lstrip("-").replace(".", "").isdigit()
    }


def control_of(root: etree._Element, text: str) -> etree._Element:
    """The first control that reads so."""
    return next(each for each in root.iter(NAME("sdt")) if read_node(each)[0] == text)


def edited(document: bytes, change: Callable[[etree._Element], object]) -> bytes:
    root = body_of(document)
    change(root)
    return with_body(document, root)


def test_what_moved_is_told_and_nothing_else_is_touched(told: Told) -> None:
    done = refresh(told.figures, told.document)
    assert moved(done)["社会帮扶款物"] == ("120.5万元", "130万元")
    assert moved(done)["转移就业人数"] == ("140人", "146人")
    before, after = open_package(told.document), open_package(done.data)
    changed = [name for name in before.zip.namelist() if before.read(name) != after.read(name)]
    assert changed == ["word/document.xml", "customXml/item1.xml"]
    roots = [body_of(each) for each in (told.document, done.data)]
    assert blanked(roots[0]) == blanked(roots[1])


def blanked(root: etree._Element) -> bytes:
    """The document without the words inside the controls."""
    root = copy.deepcopy(root)
    for control in root.iter(NAME("sdt")):
        for words in control.iter(NAME("t")):
            words.text = ""
            words.attrib.pop(XML_SPACE, None)
    return etree.tostring(root, method="c14n")


def test_every_figure_knows_where_it_comes_from_afterwards(told: Told, tmp_path: Path) -> None:
    file = tmp_path / "总结.docx"
    file.write_bytes(refresh(told.figures, told.document).data)
    assert {found.source.head for found in read_sources(file)} == {told.figures.book.head}


def test_what_was_refreshed_is_confirmed_but_for_the_word_that_no_longer_fits(told: Told) -> None:
    done = refresh(told.figures, told.document)
    text = read_docx(done.data).text
    assert [claim for claim in check(told, text) if claim[1] != "confirmed"] == [("39.17%", "contradicted")]
    right = text.replace("同比增长39.17%", "同比下降39.17%")
    assert {verdict for _, verdict in check(told, right)} == {"confirmed"}


def check(told: Told, text: str) -> list[tuple[str, str]]:
    report = Checker(told.figures.book).check(
        "总结", text, period=parse_period("2022"), region="平利县", clock=date(2022, 12, 31)
    )
    return [(claim.text, claim.checked.verdict) for claim in report.claims]


def test_a_rise_that_became_a_fall_is_told_with_its_sentence(told: Told) -> None:
    done = refresh(told.figures, told.document)
    assert moved(done)["转移就业人数同比"] == ("180%", "39.17%")
    tone = next(p for p in done.problems if p.code == "refresh-tone" and p.details["said"] == "增长")
    assert tone.details["why"] == "现为下降"
    assert "同比增长180%" in tone.details["sentence"]


def test_parts_that_no_longer_make_the_whole_are_told(sqlite_book: Book) -> None:
    write_regions(sqlite_book)
    enter(
        sqlite_book,
        """
        培训台账
        日期 名称 对象 西部地区 人次
        2022-05-11 甲班 党政干部 平利县 46
        2022-06-22 乙班 致富带头人 八仙镇 62
        """,
    )
    figures = Figures(sqlite_book)
    document = write_docx(figures, YEAR)
    enter(
        sqlite_book,
        """
        培训台账
        日期 名称 对象 西部地区 人次
        2022-08-11 丙班 专技人才 平利县 30
        """,
    )
    done = refresh(figures, document)
    assert moved(done)["培训人次"] == ("108人次", "138人次")
    assert [problem.details["said"] for problem in done.problems] == ["其中"]


def test_refreshing_twice_changes_nothing_more(told: Told) -> None:
    once = refresh(told.figures, told.document)
    twice = refresh(told.figures, once.data)
    assert twice.data == once.data
    assert twice.moved == ()
    assert twice.unchanged == len(once.moved) + once.unchanged


def test_a_figure_that_was_retyped_stays_and_is_told(told: Told) -> None:
    document = edited(told.document, lambda root: retype(control_of(root, "120.5万元"), "一百二十余万元"))
    done = refresh(told.figures, document)
    assert "一百二十余万元" in read_docx(done.data).text
    assert "社会帮扶款物" not in moved(done)
    problem = next(problem for problem in done.problems if problem.code == "refresh-edited")
    assert problem.message() == "“社会帮扶款物”有人改过，写的是“一百二十余万元”，没有动；账册现为“130万元”"


def test_a_figure_split_by_a_spell_check_is_refreshed(told: Told) -> None:
    done = refresh(told.figures, edited(told.document, lambda root: split(control_of(root, "120.5万元"))))
    assert moved(done)["社会帮扶款物"] == ("120.5万元", "130万元")
    assert "捐赠款物130万元" in read_docx(done.data).text


def test_a_tracked_change_of_a_figure_is_left_as_it_stands(told: Told) -> None:
    document = edited(told.document, lambda root: track(control_of(root, "120.5万元"), "125万元"))
    done = refresh(told.figures, document)
    root = body_of(done.data)
    assert [each.text for each in root.iter(NAME("delText"))] == ["120.5万元"]
    assert "捐赠款物125万元" in read_docx(done.data).text
    assert "refresh-edited" in codes(done)


def test_a_figure_deleted_with_tracking_or_without_is_not_put_back(told: Told) -> None:
    def strike(root: etree._Element) -> None:
        control = control_of(root, "120.5万元")
        run = next(control.iter(NAME("r")))
        run.find(NAME("t")).tag = NAME("delText")
        control.find(NAME("sdtContent")).append(make("del", run, id=901, author="王秀兰"))

    def remove(root: etree._Element) -> None:
        control = control_of(root, "120.5万元")
        control.getparent().remove(control)

    for change in (strike, remove):
        done = refresh(told.figures, edited(told.document, change))
        assert "refresh-deleted" in codes(done)
        assert "130万元" not in read_docx(done.data).text.partition("数据来源表")[0]


def test_words_whose_control_was_taken_away_are_left_and_told(told: Told) -> None:
    def unwrap(root: etree._Element) -> None:
        control = control_of(root, "120.5万元")
        for run in control.find(NAME("sdtContent")):
            control.addprevious(run)
        control.getparent().remove(control)

    done = refresh(told.figures, edited(told.document, unwrap))
    assert "捐赠款物120.5万元" in read_docx(done.data).text
    assert "refresh-unbound" in codes(done)


def test_a_figure_pasted_from_another_document_is_told(told: Told) -> None:
    def paste(root: etree._Element) -> None:
        control = copy.deepcopy(control_of(root, "120.5万元"))
        control.find(f"{NAME('sdtPr')}/{NAME('tag')}").set(NAME("val"), "jiedui:0000")
        retype(control, "77万元")
        control_of(root, "120.5万元").addnext(control)

    done = refresh(told.figures, edited(told.document, paste))
    assert "130万元77万元" in read_docx(done.data).text
    assert "refresh-unknown" in codes(done)


def test_a_figure_in_a_text_box_is_refreshed_in_both_its_copies(told: Told) -> None:
    def box(root: etree._Element) -> None:
        control = control_of(root, "120.5万元")
        placed = etree.fromstring(f"<w:p {wordfile.SPACES}>{wordfile.text_box('<w:p/>')}</w:p>")
        for inner in list(placed.iter(NAME("p")))[1:]:
            inner.append(copy.deepcopy(control))
        control.getparent().addnext(placed)

    done = refresh(told.figures, edited(told.document, box))
    root = body_of(done.data)
    assert sum(words.text == "130万元" for words in root.iter(NAME("t"))) == 3


def test_the_table_of_sources_follows(told: Told) -> None:
    table = read_docx(refresh(told.figures, told.document).data).text.partition("\n数据来源表\n")[2]
    assert "\n社会帮扶款物\n130\n万元\n" in table
    assert table.rstrip().endswith(f"账册日志：{told.figures.book.head}")


def test_a_figure_that_the_book_cannot_tell_any_more_stays(told: Told) -> None:
    document = edited(told.document, lambda _: None)
    package = open_package(document)
    part = package.read("customXml/item1.xml").replace(b'"donation_total"', b'"donation_gone"')
    done = refresh(told.figures, rewrite(package, {"customXml/item1.xml": part}))
    assert "捐赠款物120.5万元" in read_docx(done.data).text
    assert "refresh-unanswered" in codes(done)


def test_a_document_without_figures_is_refused(told: Told) -> None:
    with pytest.raises(Refusal, match="没有由账册写成的数"):
        refresh(told.figures, wordfile.docx_of(wordfile.p("全年捐赠120.5万元。")))


def test_the_command_writes_in_place_and_tells(told: Told, tmp_path: Path) -> None:
    file = tmp_path / "总结.docx"
    file.write_bytes(told.document)
    place = str(told.figures.book.location)
    ran = CliRunner().invoke(app, ["report", "refresh", str(file), "--book", place])
    assert ran.exit_code == 0, ran.output
    assert "社会帮扶款物（平利县，2022年）：120.5万元 → 130万元" in ran.output
    assert "现为下降" in ran.output
    again = CliRunner().invoke(app, ["report", "refresh", str(file), "--book", place, "--format", "json"])
    assert json.loads(again.output)["moved"] == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 400)), min_size=1, max_size=12))
def test_after_any_edits_only_untouched_figures_change_and_nothing_typed_is_lost(
    told: Told, edits: list[tuple[str, int]]
) -> None:
    editor = Editor(body_of(told.document))
    for name, number in edits:
        getattr(editor, name)(number)
    document = with_body(told.document, editor.root)
    done = refresh(told.figures, document)
    root = body_of(done.data)
    assert blanked(editor.root) == blanked(root)
    written = {figure.get("key"): figure for figure in open_package(told.document).xml("customXml/item1.xml")}
    pairs = zip(editor.root.iter(NAME("sdt")), root.iter(NAME("sdt")), strict=True)
    for old, new in pairs:
        figure = written[old.find(f"{NAME('sdtPr')}/{NAME('tag')}").get(NAME("val"))]
        source, ask, part = read_tag(figure.text)
        was, now = read_node(old)[0], read_node(new)[0]
        assert now == (wanted(told, ask, part) if was == figure.get("text") else was)
        assert source.head != told.figures.book.head
    text = "".join(root.itertext())
    assert all(words in text for words in editor.typed if words in "".join(editor.root.itertext()))
    assert refresh(told.figures, done.data).data == done.data


def wanted(told: Told, ask: Ask, part: str) -> str:
    """What a control of the figure is to read now."""
    found = answer(told.figures, ask)
    if part.startswith(CELL):
        return number_in(found, part.removeprefix(CELL))
    shown = found.shown
    parts = {"number": shown.number, "unit": shown.unit, "rows": str(found.source.rows), "head": found.source.head}
    return parts.get(part, shown.number + shown.unit)
