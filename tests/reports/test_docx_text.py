"""Reading reports: what is text and what is not, and what is refused."""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.base.problems import Refusal
from jiedui.reports import docx_package
from jiedui.reports.docx_text import ReportText, decode, read_docx, read_report
from tools.wordfile import RELS, TYPES, W, docx_of, p, r, text_box, zip_of

TABLE = "<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def text_of(body: str) -> str:
    return read_docx(docx_of(body)).text


def refused(source: Path | bytes) -> str:
    with pytest.raises(Refusal) as caught:
        read_report(source) if isinstance(source, Path) else read_docx(source, "报告.docx")
    (problem,) = caught.value.problems
    assert "报告" in problem.message("zh")
    assert "报告" in problem.message("en")
    return problem.code


def test_paragraphs_are_joined_by_line_breaks():
    assert text_of(p("一、履职情况") + p() + p("筹集", "一百余", "万元")) == "一、履职情况\n\n筹集一百余万元"


def test_cells_stand_in_order_and_a_nested_table_where_it_stands():
    inner = TABLE.format(row(p("八仙镇")))
    table = TABLE.format(row(p("项目"), p("12个") + p("其中产业9个")) + row(inner + p("后"), p("3个")))
    assert text_of(p("前") + table + p("末")) == "前\n项目\n12个\n其中产业9个\n八仙镇\n后\n3个\n末"


def test_the_text_is_that_of_python_docx_where_both_read():
    document = docx.Document()
    document.add_paragraph("资金\t1200万元").add_run("，其中\n省级800万元").bold = True
    document.add_page_break()
    cells = document.add_table(2, 2)
    for number, cell in enumerate(cell for line in cells.rows for cell in line.cells):
        cell.text = f"{number}户"
    buffer = io.BytesIO()
    document.save(buffer)
    theirs = [paragraph.text for paragraph in document.paragraphs] + [f"{number}户" for number in range(4)]
    assert read_docx(buffer.getvalue()).text == "\n".join(theirs)


def test_insertions_count_and_deletions_do_not():
    body = (
        "<w:p>"
        + r("到位")
        + f'<w:del w:id="1" w:author="甲"><w:r><w:delText>100</w:delText></w:r></w:del><w:ins w:id="2" w:author="甲">{r("120")}</w:ins>'
        + r("万元")
        + f'<w:moveFrom w:id="3" w:author="甲">{r("（旧）")}</w:moveFrom><w:moveTo w:id="4" w:author="甲">{r("（新）")}</w:moveTo></w:p>'
    )
    assert text_of(body) == "到位120万元（新）"


def test_a_deleted_paragraph_mark_joins_two_paragraphs_and_a_deleted_row_is_gone():
    mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="甲"/></w:rPr></w:pPr>'
    gone = f'<w:tr><w:trPr><w:del w:id="2" w:author="甲"/></w:trPr><w:tc>{p("旧")}</w:tc></w:tr>'
    body = f"<w:p>{mark}{r('走访')}</w:p>" + p("12户") + TABLE.format(gone + row(p("新")))
    assert text_of(body) == "走访12户\n新"


def test_a_text_box_follows_its_paragraph_and_is_read_once():
    body = f"<w:p>{r('正文')}{text_box(p('框内3个村'), p('框内二'))}{r('续')}</w:p>" + p("下一段")
    assert text_of(body) == "正文续\n框内3个村\n框内二\n下一段"


def test_special_characters_of_a_run():
    run = (
        '<w:r><w:rPr><w:tab/></w:rPr><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:br w:type="page"/>'
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="zz"/><w:t>d</w:t></w:r>'
    )
    assert text_of(f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{run}</w:p>") == "a\tb\nc\n-\uf0fed"


def test_wrappers_are_seen_through():
    body = (
        f'<w:p><w:hyperlink r:id="x">{r("链接5个")}</w:hyperlink><w:sdt><w:sdtPr><w:alias w:val="甲"/></w:sdtPr><w:sdtContent>{r("12")}</w:sdtContent></w:sdt>'
        f'<w:smartTag w:element="x">{r("户")}</w:smartTag><w:fldSimple w:instr="PAGE">{r("7")}</w:fldSimple></w:p>'
        f"<w:sdt><w:sdtContent>{p('块')}</w:sdtContent></w:sdt><w:customXml>{p('标')}</w:customXml>"
    )
    assert text_of(body) == "链接5个12户7\n块\n标"


def test_the_result_of_a_field_is_read_and_its_code_is_not():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("352")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert text_of(f"<w:p>{r('共')}{field}{r('户')}</w:p>") == "共352户"


def test_of_ruby_the_base_is_read():
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('xié')}</w:rt><w:rubyBase>{r('协')}</w:rubyBase></w:ruby></w:r>"
    assert text_of(f"<w:p>{ruby}{r('作')}</w:p>") == "协作"


def test_notes_are_left_out_and_told():
    document = read_docx(docx_of(f'<w:p>{r("12户")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'))
    assert document.text == "12户"
    assert [(problem.code, problem.details["count"]) for problem in document.problems] == [("document-notes-unread", 1)]


def test_a_strict_document_is_read():
    strict = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{p("3个", "村")}<w:sectPr/></w:body></w:document>'
    rels = RELS.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument"
    )
    data = zip_of({"[Content_Types].xml": TYPES, "_rels/.rels": rels, "word/document.xml": strict})
    assert read_docx(data).text == "3个村"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=6), max_size=4), max_size=5)
)
def test_every_piece_gives_its_own_stretch(paragraphs: list[list[str]]):
    """Any text, cut into any runs: the pieces cover all but the line breaks, each with its node's own words."""
    escaped = [[text.replace("&", "&amp;").replace("<", "&lt;") for text in runs] for runs in paragraphs]
    document = read_docx(docx_of("".join(p(*runs) for runs in escaped)))
    good = [["".join(c for c in t if c not in "\ufffe\uffff") for t in runs] for runs in paragraphs]
    assert document.text == "\n".join("".join(runs) for runs in good)
    assert all(document.text[piece.start : piece.end] == piece.node.text for piece in document.pieces)
    assert sum(piece.end - piece.start for piece in document.pieces) == len(document.text) - max(len(paragraphs) - 1, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_text_files_are_read_in_any_usual_encoding(tmp_path: Path, encoding: str):
    path = tmp_path / "年度总结.txt"
    path.write_bytes("筹集一百余万元，\r\n建成广场一处。".encode(encoding))
    assert read_report(path) == ReportText("年度总结.txt", "筹集一百余万元，\r\n建成广场一处。", "text")


def test_word_and_markdown_files_are_told_by_their_ending(tmp_path: Path):
    (tmp_path / "a.docx").write_bytes(docx_of(p("12户")))
    (tmp_path / "b.DOCM").write_bytes(docx_of(p("13户"), **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    (tmp_path / "c.md").write_text("# 14户", "utf-8")
    read = [read_report(tmp_path / name) for name in ("a.docx", "b.DOCM", "c.md")]
    assert [(report.text, report.kind) for report in read] == [("12户", "docx"), ("13户", "docx"), ("# 14户", "text")]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
GOOD = docx_of(p("12户") * 400)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "document-empty"),
        (OLE, "document-old-format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "document-encrypted"),
        (b"%PDF-1.7", "document-not-docx"),
        (GOOD[: len(GOOD) // 2], "document-truncated"),
        (zip_of({"xl/workbook.xml": "<x/>"}), "document-not-docx"),
        (zip_of({"_rels/.rels": RELS}), "document-not-docx"),
        (zip_of({"_rels/.rels": RELS.replace('officeDocument"', 'other"')}), "document-not-docx"),
        (docx_of(p("x"), **{"word/document.xml": "<w:document"}), "document-xml"),
        (docx_of(p("x"), **{"word/document.xml": "<workbook/>"}), "document-not-docx"),
        (docx_of("<w:p>" * 1000 + "</w:p>" * 1000), "document-xml"),
        (docx_of(p("x"), **{"big.bin": bytes(64 << 20)}), "document-expands"),
    ],
)
def test_bad_documents_are_refused(data: bytes, code: str):
    assert refused(data) == code


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_are_refused(doctype: str):
    document = f'{doctype}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>12</w:t></w:r></w:p></w:body></w:document>'
    assert refused(docx_of("", **{"word/document.xml": document})) == "document-xml"


def test_a_damaged_part_and_a_locked_part_are_refused():
    begin = GOOD.index(b"word/document.xml") + len("word/document.xml")
    damaged = GOOD[: begin + 5] + b"\xff\xff\xff" + GOOD[begin + 8 :]
    assert refused(damaged) == "document-truncated"
    directory = GOOD.rindex(b"PK\x01\x02")
    locked = GOOD[: directory + 8] + struct.pack("<H", 1) + GOOD[directory + 10 :]
    assert refused(locked) == "document-encrypted"


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(docx_package, "MOST_PARTS", 2)
    assert refused(docx_of(p("12户"))) == "document-expands"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("报告.doc", OLE, "document-old-format"),
        ("报告.wps", OLE, "document-old-format"),
        ("报告.pdf", b"%PDF-1.7", "document-kind"),
        ("报告.txt", b"", "document-empty"),
        ("报告.txt", b"\xff\x00\x81", "document-encoding"),
        ("报告.txt", "12户".encode("utf-16-le"), "document-not-text"),
        ("报告.md", b"PK\x03\x04\x00\x00", "document-not-text"),
    ],
)
def test_files_that_cannot_be_read_are_refused(tmp_path: Path, name: str, data: bytes, code: str):
    (tmp_path / name).write_bytes(data)
    assert refused(tmp_path / name) == code


def test_a_missing_file_a_folder_and_a_giant_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert refused(tmp_path / "报告.docx") == "document-missing"
    (tmp_path / "报告夹.docx").mkdir()
    assert refused(tmp_path / "报告夹.docx") == "document-folder"
    (tmp_path / "报告.txt").write_text("12户")
    monkeypatch.setattr(docx_package, "LARGEST_FILE", 3)
    assert refused(tmp_path / "报告.txt") == "document-too-large"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=4))
def test_any_damage_is_read_or_refused(place: int, rubbish: bytes):
    """Whatever bytes are overwritten: the document is read, or refused; nothing else happens."""
    data = GOOD[:place] + rubbish + GOOD[place + len(rubbish) :]
    with suppress(Refusal):
        assert isinstance(read_docx(data).text, str)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_refused(data: bytes):
    with suppress(Refusal):
        assert "\0" not in decode(data, "x.txt")


def test_the_zip_is_well_formed_for_others():
    assert zipfile.ZipFile(io.BytesIO(GOOD)).testzip() is None
