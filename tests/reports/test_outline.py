"""How a report looks: lines and tables over its plain text, from text files and from Word documents."""

from collections.abc import Sequence

import pytest

from jiedui.reports.docx_outline import outline_of_docx
from jiedui.reports.docx_package import open_package
from jiedui.reports.docx_text import read_package
from jiedui.reports.outline import Block, Grid, Line, lines_of, outline_of_text
from tools.wordfile import docx_of, p, r, text_box

STYLES = """<?xml version="1.0"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="own"><w:name w:val="部分"/><w:basedOn w:val="1"/></w:style>
<w:style w:styleId="round"><w:name w:val="环"/><w:basedOn w:val="round"/></w:style>
<w:style w:styleId="deep"><w:name w:val="小节"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style></w:styles>"""


def told(text: str, blocks: Sequence[Block]) -> list[object]:
    """An outline for people: lines as ``level words``, tables as rows of cells."""
    found: list[object] = []
    for block in blocks:
        if isinstance(block, Line):
            mark = "题" if block.title else block.level or block.align
            found.append(f"{mark} {text[block.start : block.end]}".strip())
        else:
            found.append([[_cell(text, cell.blocks, cell.columns, cell.rows) for cell in row] for row in block.rows])
    return found


def _cell(text: str, blocks: Sequence[Block], columns: int, rows: int) -> str:
    words = "/".join(text[line.start : line.end] for line in lines_of(blocks))
    return words + (f"×{columns},{rows}" if columns > 1 or rows > 1 else "")


def word(body: str, **parts: bytes | str) -> tuple[str, tuple[Block, ...]]:
    """The text of a Word document and its outline."""
    package = open_package(docx_of(body, **parts))
    document = read_package(package)
    return document.text, outline_of_docx(package, document)


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def tc(words: str, *properties: str) -> str:
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{p(words) if words else '<w:p/>'}</w:tc>"


def test_an_official_text_has_a_title_headings_leads_and_a_signature() -> None:
    text = """岚溪县2024年工作总结

2024年，岚溪县落实部署，推动协作走深走实，取得了新的成绩，现将情况总结如下。
一、资金管理
（一）项目资金。全年到位4350万元，支付率达到九成以上，每一分钱都用在刀刃上，群众满意。

岚溪县协作办公室
2025年1月8日
"""
    blocks = outline_of_text(text)
    assert told(text, blocks)[:3] == [
        "题 岚溪县2024年工作总结",
        "2024年，岚溪县落实部署，推动协作走深走实，取得了新的成绩，现将情况总结如下。",
        "1 一、资金管理",
    ]
    lead = blocks[3]
    assert isinstance(lead, Line)
    assert text[lead.start : lead.lead] == "（一）项目资金。"
    assert told(text, blocks)[-2:] == ["right 岚溪县协作办公室", "right 2025年1月8日"]


def test_lines_parted_by_tabs_are_a_table_and_one_alone_is_none() -> None:
    text = "镇\t金额\n药坪镇\t677万元\n\t合计\n\n单独一行\t有制表符"
    assert told(text, outline_of_text(text))[0] == [["镇", "金额"], ["药坪镇", "677万元"]]
    assert len([block for block in outline_of_text(text) if isinstance(block, Grid)]) == 1


def test_a_table_of_markdown_is_read_without_its_rule() -> None:
    text = "|镇|金额|\n|---|---:|\n|药坪镇|677万元|"
    assert told(text, outline_of_text(text)) == [[["镇", "金额"], ["药坪镇", "677万元"]]]


def test_a_word_document_says_its_headings_by_style() -> None:
    styled = "<w:p><w:pPr><w:pStyle w:val='{}'/></w:pPr>" + r("{}") + "</w:p>"
    body = "".join(styled.format(*each) for each in (("own", "资金"), ("deep", "到位"), ("round", "正文。")))
    text, blocks = word(p("岚溪县2024年工作总结") + body, **{"word/styles.xml": STYLES})
    assert told(text, blocks) == ["题 岚溪县2024年工作总结", "1 资金", "3 到位", "正文。"]


def test_merged_cells_of_a_word_table_are_told_once_with_what_they_cover() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    body = f"<w:tbl>{row(tc('镇'), tc('金额', wide))}{row(tc('药坪镇', start), tc('茶'), tc('677万元'))}"
    body += f"{row(tc('', on), tc('菌'), tc('5万元'))}</w:tbl>{p('完')}"
    text, blocks = word(body)
    assert told(text, blocks) == [
        [["镇", "金额×2,1"], ["药坪镇×1,2", "茶", "677万元"], ["菌", "5万元"]],
        "完",
    ]


@pytest.mark.parametrize("body", [p("甲", "乙") + f"<w:p>{r('前')}{text_box(p('框内3家'))}{r('后')}</w:p>" + p("尾")])
def test_every_sign_of_the_text_stands_in_one_line(body: str) -> None:
    text, blocks = word(body)
    assert "\n".join(text[line.start : line.end] for line in lines_of(blocks)) == text
