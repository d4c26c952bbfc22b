"""Comments set into a Word document: where they stand, and that nothing else moves."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from jiedui.base.problems import Refusal
from jiedui.reports import docx_comments
from jiedui.reports.docx_comments import Note, annotate, annotated
from jiedui.reports.docx_package import open_package
from jiedui.reports.docx_text import read_docx
from tools.wordfile import RELS, TYPES, R, W, convert, docx_of, p, r, text_box, zip_of

NS = {"w": W}


def note(data: bytes, words: str, text: str = "✓ 相符") -> Note:
    """A note on the first place where the words stand."""
    start = read_docx(data).text.index(words)
    return Note(start, start + len(words), text)


def commented(data: bytes, *words: str) -> bytes:
    """The document with a comment on each of the words; the text must not change by it."""
    result = annotated(open_package(data), [note(data, each) for each in words])
    assert read_docx(result).text == read_docx(data).text
    return result


def body(data: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def marked(data: bytes) -> list[str]:
    """What stands between the two marks of each comment, in the order of the comments."""
    root, found = body(data), {}
    for number in root.xpath("//w:commentReference/@w:id", namespaces=NS):
        between = root.xpath(
            f"//w:t[preceding::w:commentRangeStart[@w:id={number}] and following::w:commentRangeEnd[@w:id={number}]]",
            namespaces=NS,
        )
        found[int(number)] = "".join(node.text for node in between)
    return [found[number] for number in sorted(found)]


def shape(data: bytes) -> list[str]:
    """The children of the first paragraph, by name, runs with their text."""
    first = body(data).find(".//w:p", NS)
    return [etree.QName(child).localname + "".join(child.xpath("./w:t/text()", namespaces=NS)) for child in first]


def test_a_statement_within_a_run_is_cut_out_of_it_and_keeps_its_properties():
    """筹集[一百余万元]建成: three runs of one font, the marks about the second, the reference behind it."""
    bold = '<w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:b/></w:rPr>'
    data = docx_of(f"<w:p><w:pPr><w:jc w:val='both'/></w:pPr>{r('筹集一百余万元建成', bold)}</w:p>")
    result = commented(data, "一百余万元")
    assert shape(result) == ["pPr", "r筹集", "commentRangeStart", "r一百余万元", "commentRangeEnd", "r", "r建成"]
    fonts = body(result).xpath("//w:r[w:t]/w:rPr[w:b]/w:rFonts/@w:eastAsia", namespaces=NS)
    assert fonts == ["仿宋_GB2312"] * 3


def test_a_statement_that_is_a_whole_run_splits_nothing():
    result = commented(docx_of(p("筹集", "一百余万元", "建成")), "一百余万元")
    assert shape(result) == ["r筹集", "commentRangeStart", "r一百余万元", "commentRangeEnd", "r", "r建成"]


def test_statements_across_runs_and_paragraphs_and_next_to_each_other():
    data = docx_of(p("共", "12", "个项目34户", "受益") + p("一百", "余") + p("万元"))
    result = commented(data, "12个项目", "34户受", "一百余\n万元", "户受益\n一百")
    assert marked(result) == ["12个项目", "34户受", "户受益一百", "一百余万元"]


def test_a_statement_after_a_tab_in_the_same_run():
    data = docx_of(
        "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>资金</w:t><w:tab/><w:t>12万元</w:t><w:br/><w:t>后</w:t></w:r></w:p>"
    )
    assert marked(commented(data, "12万元")) == ["12万元"]


@pytest.mark.parametrize(
    "wrapped",
    [
        f'<w:hyperlink r:id="x">{r("见链接12户")}</w:hyperlink>',
        f"<w:sdt><w:sdtPr><w:tag w:val='a'/></w:sdtPr><w:sdtContent>{r('约12户')}</w:sdtContent></w:sdt>",
        f'<w:smartTag w:element="x">{r("有12户人")}</w:smartTag>',
        f'<w:ins w:id="9" w:author="甲">{r("增12户人")}</w:ins>',
    ],
)
def test_within_links_controls_and_insertions_the_marks_stand_within(wrapped: str):
    assert marked(commented(docx_of(f"<w:p>{r('前')}{wrapped}{r('后')}</w:p>"), "12户")) == ["12户"]


@pytest.mark.parametrize(
    "wrapped",
    [
        f'<w:fldSimple w:instr="REF a">{r("共12户")}</w:fldSimple>',
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{r('共12户')}</w:sdtContent></w:sdt>",
    ],
)
def test_about_what_holds_one_stretch_only_the_marks_stand_around(wrapped: str):
    result = commented(docx_of(f"<w:p>{r('前')}{wrapped}{r('后')}</w:p>"), "12户")
    assert marked(result) == ["共12户"]
    assert shape(result)[1] == "commentRangeStart"


def test_in_table_cells_and_block_controls():
    cell = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/>{p('到位800万元整')}</w:tc></w:tr></w:tbl>"
    data = docx_of(cell + f"<w:sdt><w:sdtContent>{p('培训4期')}</w:sdtContent></w:sdt>")
    assert marked(commented(data, "800万元", "4期")) == ["800万元", "4期"]


def test_for_a_text_box_the_comment_stands_at_the_box_and_the_box_stays_as_it_is():
    data = docx_of(f"<w:p>{r('正文5家')}{text_box(p('框内3个村'), p('框外'))}{r('续')}</w:p>")
    result = commented(data, "3个村", "5家", "框外")
    root = body(result)
    assert shape(result)[:6] == ["r正文", "commentRangeStart", "r5家", "commentRangeEnd", "r", "commentRangeStart"]
    assert root.xpath("count(//w:commentReference)", namespaces=NS) == 3
    assert root.xpath("count(//w:txbxContent//w:commentReference)", namespaces=NS) == 0
    assert root.xpath("//w:txbxContent//w:t/text()", namespaces=NS) == ["框内3个村", "框外"] * 2


def test_a_span_from_a_paragraph_into_its_text_box_keeps_its_marks_in_order():
    data = docx_of(f"<w:p>{text_box(p('3个村'))}{r('共5家')}</w:p>")
    (number,) = body(commented(data, "5家\n3个")).xpath("//w:commentRangeStart/@w:id", namespaces=NS)
    marks = body(commented(data, "5家\n3个")).xpath("//w:commentRangeStart|//w:commentRangeEnd", namespaces=NS)
    assert [etree.QName(mark).localname for mark in marks] == ["commentRangeStart", "commentRangeEnd"]
    assert number == "0"


def test_all_other_parts_are_copied_byte_for_byte():
    """An image, a stored (uncompressed) part and an unknown one stay; only what names the comments changes."""
    data = docx_of(
        p("12户"), **{"word/media/a.png": bytes(range(256)) * 40, "custom/x.bin": b"x", "docProps/core.xml": "<a/>"}
    )
    before, after = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(commented(data, "12户")))
    assert after.testzip() is None
    changed = {"word/document.xml", "[Content_Types].xml"}
    for entry in before.infolist():
        copy = after.getinfo(entry.filename)
        assert copy.date_time == entry.date_time
        if entry.filename not in changed:
            assert (after.read(copy), copy.compress_type) == (before.read(entry), entry.compress_type)
    added = set(after.namelist()) - set(before.namelist())
    assert added == {"word/comments.xml", "word/_rels/document.xml.rels"}
    assert after.namelist()[: len(before.namelist())] == before.namelist()


def flattened(data: bytes) -> list[tuple[str, ...]]:
    """The text part in order: every element that is no run of text, and of such runs each sign with the run's look."""
    found: list[tuple[str, ...]] = []
    for node in body(data).iter():
        name = etree.QName(node).localname
        if name.startswith("comment") or (name == "r" and node.find(f"{{{W}}}commentReference") is not None):
            continue
        if name == "t":
            look = node.getparent().find(f"{{{W}}}rPr")
            whose = "" if look is None else etree.tostring(look, method="c14n").decode()
            found += [(sign, whose) for sign in node.text or ""]
        elif name not in ("r", "rPr") and node.getparent() is not None and node.getparent().tag != f"{{{W}}}rPr":
            found.append(
                (name, *(f"{key}={value}" for key, value in sorted(node.attrib.items()) if "space" not in key))
            )
    return found


BOLD, SMALL = "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:sz w:val="18"/></w:rPr>'
NESTED = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/>{p('内表', '培训4', '期')}</w:tc></w:tr></w:tbl>"
RICH = (
    f"<w:p><w:pPr><w:jc w:val='center'/></w:pPr>{r('全年到位', BOLD)}{r('20', SMALL)}{r('00万元，其中', BOLD)}"
    f"{text_box(p('框内', '3个', '村'))}{r('互访5家')}</w:p>"
    f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('到位8', '00万元整')}{NESTED}{p('')}</w:tc></w:tr>"
    f"<w:tr><w:tc><w:tcPr/>{p('12户')}</w:tc><w:tc><w:tcPr/><w:p><w:ins w:id='9' w:author='甲'>{r('34人')}</w:ins></w:p></w:tc></w:tr></w:tbl>"
)


def test_in_tables_boxes_and_insertions_no_sign_and_no_property_moves():
    """A merged cell, a table within it, a box, a tracked insertion, numbers cut over runs: but for the comments all is as it was."""
    data = docx_of(RICH)
    result = commented(data, "2000万元", "3个村", "5家", "800万元", "4期", "12户", "34人")
    assert flattened(result) == flattened(data)
    assert body(result).xpath("count(//w:commentReference)", namespaces=NS) == 7
    assert body(result).xpath("count(//w:tc//w:commentReference)", namespaces=NS) == 4


def test_existing_comments_stay_and_ids_are_new():
    """A reviewer's comment 7 is there already: ours are 8 and 9, in the same part."""
    document = docx.Document()
    paragraph = document.add_paragraph("共12户，34人")
    document.add_comment(paragraph.runs, "请核", author="王", initials="W")
    buffer = io.BytesIO()
    document.save(buffer)
    data = buffer.getvalue()
    result = docx.Document(io.BytesIO(commented(data, "12户", "34人")))
    assert [(each.comment_id, each.author, each.text) for each in result.comments] == [
        (0, "王", "请核"),
        (1, "结对核对", "✓ 相符"),
        (2, "结对核对", "✓ 相符"),
    ]


def test_python_docx_lists_the_comments_with_their_lines(tmp_path: Path):
    source, target = tmp_path / "a.docx", tmp_path / "b.docx"
    docx.Document().save(source)
    document = docx.Document(source)
    document.add_paragraph("筹集一百余万元")
    document.save(source)
    annotate(source, target, [Note(2, 7, "✗ 不符\n台账：0 <元> & “零”\x01", "核对", "核")])
    (comment,) = docx.Document(target).comments
    assert (comment.text, comment.author, comment.initials) == ("✗ 不符\n台账：0 <元> & “零”\ufffd", "核对", "核")
    annotate(target, target, [Note(0, 2, "再核")])
    assert [each.comment_id for each in docx.Document(target).comments] == [0, 1]


def test_the_same_notes_give_the_same_bytes():
    data = docx_of(p("共12户，34人"))
    assert commented(data, "12户", "34人") == commented(data, "34人", "12户")


def test_no_notes_leave_the_text_part_equal_in_meaning():
    data = docx_of(p("共12户"))
    assert etree.tostring(body(commented(data)), method="c14n") == etree.tostring(body(data), method="c14n")


def test_a_strict_document_gets_strict_comments():
    strict_w, strict_r = (
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    document = f'<w:document xmlns:w="{strict_w}"><w:body>{p("共3个村")}<w:sectPr/></w:body></w:document>'
    data = zip_of(
        {"[Content_Types].xml": TYPES, "_rels/.rels": RELS.replace(R, strict_r), "word/document.xml": document}
    )
    archive = zipfile.ZipFile(io.BytesIO(commented(data, "3个村")))
    assert etree.fromstring(archive.read("word/comments.xml")).tag == f"{{{strict_w}}}comments"
    assert strict_r + "/comments" in archive.read("word/_rels/document.xml.rels").decode()


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 1), (0, 99), (3, 4)])
def test_a_note_outside_the_text_is_refused(start: int, end: int):
    with pytest.raises(Refusal) as caught:
        annotated(open_package(docx_of(p("12户") + p("3个"))), [Note(start, end, "x")])
    assert caught.value.problems[0].code == "document-span"


def test_more_comments_than_word_opens_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(docx_comments, "MOST_COMMENTS", 1)
    with pytest.raises(Refusal) as caught:
        commented(docx_of(p("共12户，34人")), "12户", "34人")
    assert caught.value.problems[0].code == "document-comments-many"


RUNS = st.lists(st.lists(st.text("甲乙12万", min_size=1, max_size=5), min_size=1, max_size=4), min_size=1, max_size=4)


@settings(max_examples=80, deadline=None)
@given(RUNS, st.data())
def test_any_spans_on_any_runs(paragraphs: list[list[str]], draw: st.DataObject):
    """However runs and spans fall: the text stays, each comment holds exactly its span, XML order is legal."""
    data = docx_of("".join(p(*runs) for runs in paragraphs))
    text = read_docx(data).text
    spans = draw.draw(
        st.lists(
            st.tuples(st.integers(0, len(text) - 1), st.integers(1, 6)).map(
                lambda s: (s[0], min(s[0] + s[1], len(text)))
            ),
            max_size=5,
        )
    )
    spans = sorted(span for span in spans if text[slice(*span)].strip("\n"))
    result = annotated(open_package(data), [Note(*span, "x") for span in spans])
    assert read_docx(result).text == text
    assert marked(result) == [text[slice(*span)].replace("\n", "") for span in spans]
    for paragraph in body(result).iter(f"{{{W}}}p"):
        names = {etree.QName(child).localname for child in paragraph}
        assert names <= {"r", "commentRangeStart", "commentRangeEnd"}


def test_libreoffice_opens_the_document_with_its_comments(tmp_path: Path):
    box = f"<w:p>{r('正文5家')}{text_box(p('框内3个村'))}</w:p>"
    cell = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/>{p('到位800万元整')}</w:tc></w:tr></w:tbl>"
    source = tmp_path / "核对.docx"
    source.write_bytes(commented(docx_of(box + cell + p("共", "12", "户")), "5家", "3个村", "800万元", "12户"))
    content = zipfile.ZipFile(convert(source, "odt", tmp_path)).read("content.xml").decode()
    assert content.count("<office:annotation ") == 4
