"""The layout of official documents: every number of GB/T 9704-2012, read from the XML that Word gets.

The numbers stand here in the units of the standard; nothing is taken from the module that writes them.
"""

import io
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from jiedui.reports.docx_package import open_package
from jiedui.reports.layout import Imprint, OfficialDocument, RedHead
from jiedui.reports.layout.emf import WIDTH, bars, height_of
from jiedui.reports.layout.title import title_lines
from jiedui.reports.writing.document import han
from tools import wordfile

W = f"{{{wordfile.W}}}"
MM = 1440 / 25.4
"""Twips in a millimetre."""
DAY = date(2022, 9, 8)


def written(document: OfficialDocument, part: str = "word/document.xml") -> etree._Element:
    return open_package(document.to_bytes()).xml(part)


def value(element: etree._Element, path: str, attribute: str = "val") -> str | None:
    """An attribute of what lies at a path such as ``pPr/ind``."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}{attribute}")


def style(name: str, *, bold_third_level: bool = False) -> etree._Element:
    root = written(OfficialDocument("题", bold_third_level=bold_third_level), "word/styles.xml")
    return next(each for each in root.iter(f"{W}style") if value(each, "name") == name)


def lines(root: etree._Element) -> list[etree._Element]:
    return list(root.find(f"{W}body").iter(f"{W}p"))


def words(element: etree._Element) -> str:
    return "".join(element.itertext())


def line(root: etree._Element, text: str) -> etree._Element:
    return next(each for each in lines(root) if words(each) == text)


def near(told: str | None, wanted: float) -> bool:
    return told is not None and abs(int(told) - wanted) <= 1


@pytest.fixture(scope="module")
def section() -> etree._Element:
    return written(OfficialDocument("题")).find(f"{W}body/{W}sectPr")


def test_the_page_is_a4_with_a_text_of_156_by_225_millimetres(section: etree._Element) -> None:
    assert near(value(section, "pgSz", "w"), 210 * MM)
    assert near(value(section, "pgSz", "h"), 297 * MM)
    margins = {side: value(section, "pgMar", side) for side in ("top", "bottom", "left", "right")}
    assert all(near(margins[side], wanted * MM) for side, wanted in zip(margins, (37, 35, 28, 26), strict=True))
    assert near(str(11906 - int(margins["left"]) - int(margins["right"])), 156 * MM)
    assert near(str(16838 - int(margins["top"]) - int(margins["bottom"])), 225 * MM)


def test_twenty_two_lines_of_twenty_eight_characters_fit(section: etree._Element) -> None:
    pitch = int(value(section, "docGrid", "linePitch"))
    assert value(section, "docGrid", "type") == "lines"
    assert pitch == 579
    assert 22 * pitch <= 225 * MM < 23 * pitch
    body = style("Body Text")
    assert (value(body, "pPr/spacing", "line"), value(body, "pPr/spacing", "lineRule")) == ("579", "exact")
    character = int(value(body, "rPr/sz")) * 10 + int(value(body, "rPr/spacing"))
    assert 28 * character <= 156 * MM < 29 * character


def test_the_page_number_stands_seven_millimetres_below_the_text(section: etree._Element) -> None:
    below = 35 * MM - int(value(section, "pgMar", "footer")) - 14 * 20
    assert near(str(round(below)), 7 * MM)


@pytest.mark.parametrize(("part", "side"), [("word/footer1.xml", "right"), ("word/footer2.xml", "left")])
def test_page_numbers_of_odd_and_even_pages_stand_one_character_in(part: str, side: str) -> None:
    root = written(OfficialDocument("题"), part)
    assert words(root) == "— 1 —"
    assert root.find(f".//{W}fldSimple").get(f"{W}instr").strip() == "PAGE"
    paragraph = root.find(f"{W}p")
    assert (value(paragraph, "pPr/jc"), value(paragraph, "pPr/ind", f"{side}Chars")) == (side, "100")


def test_odd_and_even_pages_differ_and_the_odd_number_stands_right(section: etree._Element) -> None:
    package = open_package(OfficialDocument("题").to_bytes())
    assert package.xml("word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    kinds = {each.get(f"{W}type"): each.get(f"{{{wordfile.R}}}id") for each in section.iter(f"{W}footerReference")}
    targets = {each.get("Id"): each.get("Target") for each in package.xml("word/_rels/document.xml.rels")}
    assert (targets[kinds["default"]], targets[kinds["even"]]) == ("footer1.xml", "footer2.xml")


@pytest.mark.parametrize(
    ("name", "font", "points", "align", "indent"),
    [
        ("Title", "方正小标宋简体", 22, "center", "0"),
        ("署名", "楷体_GB2312", 16, "center", "0"),
        ("主送机关", "仿宋_GB2312", 16, "left", "0"),
        ("Body Text", "仿宋_GB2312", 16, "both", "200"),
        ("heading 1", "黑体", 16, "both", "200"),
        ("heading 2", "楷体_GB2312", 16, "both", "200"),
        ("heading 3", "仿宋_GB2312", 16, "both", "200"),
        ("heading 4", "仿宋_GB2312", 16, "both", "200"),
        ("附件说明", "仿宋_GB2312", 16, "left", "0"),
        ("附件序号", "黑体", 16, "left", "0"),
        ("附注", "仿宋_GB2312", 16, "both", "200"),
        ("版记", "仿宋_GB2312", 14, "left", "0"),
        ("版头标注", "黑体", 16, "left", "0"),
        ("发文字号", "仿宋_GB2312", 16, "center", "0"),
        ("footer", "宋体", 14, "both", "0"),
        ("表头", "黑体", 12, "center", "0"),
        ("表文", "仿宋_GB2312", 12, "center", "0"),
    ],
)
def test_each_element_has_its_type(name: str, font: str, points: int, align: str, indent: str) -> None:
    found = style(name)
    assert value(found, "rPr/rFonts", "eastAsia") == font
    assert value(found, "rPr/sz") == value(found, "rPr/szCs") == str(points * 2)
    assert value(found, "pPr/jc") == align
    assert value(found, "pPr/ind", "firstLineChars") == indent
    assert value(found, "pPr/ind", "firstLine") == ("640" if indent == "200" else "0")
    around = "40" if name in ("表头", "表文") else "0"
    assert value(found, "pPr/spacing", "before") == value(found, "pPr/spacing", "after") == around
    assert value(found, "rPr/b") == "0"
    assert value(found, "rPr/color") == "000000"


def test_every_style_names_its_typefaces_and_none_comes_from_a_theme() -> None:
    root = written(OfficialDocument("题"), "word/styles.xml")
    fonts = list(root.iter(f"{W}rFonts"))
    assert all(each.get(f"{W}eastAsia") and each.get(f"{W}ascii") for each in fonts)
    assert not [name for each in fonts for name in each.attrib if "Theme" in name]
    assert {each.get(f"{W}ascii") for each in fonts} == {"Times New Roman", "宋体"}


def test_the_third_level_may_be_bold() -> None:
    assert value(style("heading 3", bold_third_level=True), "rPr/b") == "1"


def test_snapping_to_the_grid() -> None:
    assert value(style("Body Text"), "pPr/snapToGrid") == "1"
    assert value(style("表文"), "pPr/snapToGrid") == "0"


def test_the_name_of_the_office_is_red_thirty_five_millimetres_down() -> None:
    root = written(OfficialDocument("题", red_head=RedHead("平利县人民政府文件", "平政发〔2022〕5号")))
    organ = line(root, "平利县人民政府文件")
    assert value(style("发文机关标志"), "rPr/rFonts", "eastAsia") == "方正小标宋简体"
    assert value(style("发文机关标志"), "rPr/color") == "FF0000"
    assert near(value(organ, "pPr/spacing", "before"), 35 * MM)
    size = int(organ.find(f".//{W}sz").get(f"{W}val"))
    assert len("平利县人民政府文件") * size * 10 <= 156 * MM


def test_the_documents_number_two_lines_below_and_the_red_rule_four_millimetres_under_it() -> None:
    root = written(OfficialDocument("题", red_head=RedHead("平利县人民政府文件", "平政发〔2022〕5号")))
    texts = [words(each) for each in lines(root)]
    at = texts.index("平政发〔2022〕5号")
    assert texts[at - 3 : at] == ["平利县人民政府文件", "", ""]
    rule = line(root, "平政发〔2022〕5号").find(f"{W}pPr/{W}pBdr/{W}bottom")
    assert rule.get(f"{W}color") == "FF0000"
    assert abs(int(rule.get(f"{W}space")) - 4 / 25.4 * 72) < 1
    assert texts[at + 1 : at + 4] == ["", "", "题"]


def test_labels_stand_at_the_top_left_one_a_line() -> None:
    head = RedHead("平利县人民政府文件", "平政发〔2022〕5号", ("000001", "机密★1年", "特急"))
    assert [words(each) for each in lines(written(OfficialDocument("题", red_head=head)))][:3] == list(head.labels)


def test_the_head_of_a_plain_print() -> None:
    root = written(OfficialDocument("平利县总结", byline="协作办", addressee="县人民政府："))
    assert [words(each) for each in lines(root)] == ["平利县总结", "（协作办）", "", "县人民政府："]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("平利县2022年度东西部协作工作总结", ["平利县2022年度东西部协作工作总结"]),
        ("关于赴横山桥镇人民政府学习调研有关情况的报告", ["关于赴横山桥镇", "人民政府学习调研有关情况的报告"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
    ],
)
def test_a_long_title_is_broken_where_words_end(title: str, told: list[str]) -> None:
    assert title_lines(title) == told


def test_no_line_of_a_title_is_wider_than_the_text() -> None:
    for length in range(1, 90):
        broken = title_lines("甲" * length)
        assert "".join(broken) == "甲" * length
        assert all(len(each) * 22 * 20 <= 156 * MM for each in broken)


def signed(organ: str, *, sealed: bool = False) -> tuple[etree._Element, etree._Element, list[str]]:
    document = OfficialDocument("题")
    document.paragraph("正文。")
    document.signature(organ, DAY, sealed=sealed)
    root = written(document)
    return line(root, organ), line(root, "2022年9月8日"), [words(each) for each in lines(root)]


def test_without_a_seal_the_office_stands_two_characters_in_and_the_date_two_right_of_it() -> None:
    organ, day, texts = signed("平利县人民政府办公室")
    assert texts[-4:] == ["正文。", "", "平利县人民政府办公室", "2022年9月8日"]
    assert value(organ, "pPr/ind", "rightChars") == "200"
    start_of_organ = 2 + len("平利县人民政府办公室")
    start_of_day = int(value(day, "pPr/ind", "rightChars")) / 100 + 3 + 6 / 2
    assert start_of_organ - start_of_day == 2


def test_a_date_longer_than_the_office_stands_two_characters_in_itself() -> None:
    organ, day, _ = signed("县委")
    assert value(day, "pPr/ind", "rightChars") == "200"
    assert int(value(organ, "pPr/ind", "rightChars")) / 100 + 2 - (2 + 6) == 2


def test_with_a_seal_the_date_stands_four_characters_in_and_the_office_in_the_middle_above() -> None:
    organ, day, _ = signed("平利县人民政府", sealed=True)
    assert value(day, "pPr/ind", "rightChars") == "400"
    middle_of_organ = int(value(organ, "pPr/ind", "rightChars")) / 100 + 7 / 2
    assert middle_of_organ == 4 + 6 / 2


def test_the_signature_never_stands_alone_on_a_page() -> None:
    document = OfficialDocument("题")
    document.paragraph("正文。")
    document.signature("平利县人民政府", DAY)
    root = written(document)
    assert all(line(root, text).find(f"{W}pPr/{W}keepNext") is not None for text in ("正文。", "平利县人民政府"))


def attached(*titles: str) -> etree._Element:
    document = OfficialDocument("题")
    document.paragraph("正文。")
    document.signature("平利县人民政府", DAY)
    for title in titles:
        document.attachment(title)
        document.paragraph(f"{title}的内容。")
    return written(document)


def test_one_attachment_has_no_number() -> None:
    texts = [words(each) for each in lines(attached("项目清单"))]
    assert texts[texts.index("正文。") + 1 :][:3] == ["", "附件：项目清单", ""]
    assert texts[texts.index("附件") :] == ["附件", "", "项目清单", "", "项目清单的内容。"]


def test_several_attachments_are_numbered_and_hang_under_their_names() -> None:
    root = attached("项目清单", "资金清单")
    first, second = line(root, "附件：1.项目清单"), line(root, "2.资金清单")
    assert value(first, "pPr/ind", "leftChars") == value(second, "pPr/ind", "leftChars") == "600"
    assert value(first, "pPr/ind", "hangingChars") == "400"
    assert 6 - int(value(first, "pPr/ind", "hangingChars")) / 100 == 2
    label = line(root, "附件2")
    assert label.find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_the_annotation_stands_in_brackets_two_characters_in() -> None:
    document = OfficialDocument("题")
    document.annotation("此件公开发布")
    assert value(line(written(document), "（此件公开发布）"), "pPr/pStyle") == "Annotation"


def test_the_imprint_stands_at_the_foot_between_thick_rules() -> None:
    document = OfficialDocument("题")
    document.imprint(Imprint("平利县人民政府办公室", DAY, ("县委办公室", "县人大办公室")))
    root = written(document)
    copies, printed = lines(root)[-2:]
    assert words(copies) == "抄送：县委办公室，县人大办公室。"
    assert words(printed) == "平利县人民政府办公室2022年9月8日印发"
    for each in (copies, printed):
        assert value(each, "pPr/framePr", "yAlign") == "bottom"
        assert near(value(each, "pPr/framePr", "w"), 156 * MM)
        assert value(each, "pPr/ind", "rightChars") == "100"
    assert int(value(copies, "pPr/ind", "leftChars")) - int(value(copies, "pPr/ind", "hangingChars")) == 100
    rules = [
        value(copies, "pPr/pBdr/top", "sz"),
        value(copies, "pPr/pBdr/bottom", "sz"),
        value(printed, "pPr/pBdr/bottom", "sz"),
    ]
    widths = [int(each) / 8 / 72 * 25.4 for each in rules]
    assert [round(each, 2) for each in widths] == [0.35, 0.26, 0.35]


def test_no_number_of_a_table_is_broken_for_the_sake_of_a_long_name() -> None:
    headers = ("序号", "指标", "单位", "年度目标", "完成数", "完成率（%）", "上年同期", "同比（%）")
    row = ("12", "引导东部企业落地投产家数", "万元", "520", "585.02", "112.51", "408.67", "-43.15")
    document = OfficialDocument("题")
    document.table(headers, [row], "表题")
    table = next(written(document).iter(f"{W}tbl"))
    widths = [int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")]
    digits = [width for width, cell in zip(widths, row, strict=True) if "." in cell]
    assert min(digits) >= 3 * 210 + 2 * 80, "six digits of half a character, and the margins"


def test_a_tables_heading_is_repeated_and_its_rows_are_kept_whole() -> None:
    document = OfficialDocument("题")
    document.table(("项目", "资金"), [("甲", "100"), ("乙", "200")], "表题")
    table = next(written(document).iter(f"{W}tbl"))
    head, *rows = table.iter(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (head, *rows))
    assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rows)
    assert sum(int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")) == 11906 - 1588 - 1474
    assert {value(each, "pPr/pStyle") for each in head.iter(f"{W}p")} == {"TableHead"}


def test_a_picture_has_words_and_fits_the_text() -> None:
    document = OfficialDocument("题")
    document.picture(bars(("茶叶", "菌菇"), (75.5, 20)), height_of(2), "分品类", "柱状图：茶叶75.5，菌菇20")
    package = open_package(document.to_bytes())
    (about,) = package.xml("word/document.xml").iter("{*}docPr")
    (extent,) = package.xml("word/document.xml").iter("{*}extent")
    assert about.get("descr") == "柱状图：茶叶75.5，菌菇20"
    assert int(extent.get("cx")) / 36000 <= 156
    assert "image/x-emf" in package.read("[Content_Types].xml").decode()
    assert package.has("word/media/image1.emf")


def test_bars_are_as_long_as_their_values() -> None:
    data = bars(("甲", "乙", "丙"), (100, 50, 0))
    boxes = [
        data[place + 8 : place + 24] for place in range(len(data)) if data[place : place + 8] == b"\x2b\0\0\0\x18\0\0\0"
    ]
    edges = [[int.from_bytes(box[at : at + 4], "little", signed=True) for at in range(0, 16, 4)] for box in boxes]
    long, half, none = (right - left for left, _, right, _ in edges)
    assert abs(long - 2 * half) <= 1
    assert none <= 2
    assert all(0 <= left < right <= WIDTH for left, _, right, _ in edges)
    assert int.from_bytes(data[48:52], "little") == len(data)


@pytest.mark.parametrize(("number", "told"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三")])
def test_numbers_of_headings(number: int, told: str) -> None:
    assert han(number) == told


#: The order in which the schema (ISO/IEC 29500-1, 17.3.1.26 and others) wants the children that are written here.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr shd tabs autoSpaceDE autoSpaceDN snapToGrid "
    "spacing ind jc textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i color spacing w kern position sz szCs u vertAlign lang",
    "sectPr": "headerReference footerReference pgSz pgMar pgBorders cols titlePg docGrid",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge tcBorders vAlign",
    "trPr": "cantSplit tblHeader",
    "sdtPr": "alias tag id lock",
    "pBdr": "top left bottom right between",
    "style": "name basedOn next qFormat pPr rPr tblPr",
}


def test_children_stand_in_the_order_of_the_schema() -> None:
    package = open_package(full().to_bytes())
    for part in ("word/document.xml", "word/styles.xml", "word/footer1.xml"):
        for element in package.xml(part).iter(*(f"{W}{name}" for name in ORDERS)):
            order = ORDERS[etree.QName(element).localname].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), etree.tostring(element)[:300]


def full() -> OfficialDocument:
    """A document with everything that a document can have."""
    head = RedHead("平利县人民政府文件", "平政发〔2022〕5号", ("特急",))
    document = OfficialDocument(
        "平利县2022年度东西部协作工作总结", byline="协作办", addressee="市人民政府：", red_head=head
    )
    for level, number in ((1, "一、"), (2, "（一）"), (3, "1."), (4, "（1）")):
        document.heading(level, f"{number}标题")
    document.paragraph("正文。")
    document.table(("项目", "资金"), [("甲", "100")] * 60, "项目表")
    document.picture(bars(("甲", "乙"), (2, 1)), height_of(2), "图题", "两条柱")
    document.paragraph("结尾。")
    document.signature("平利县人民政府", DAY)
    document.annotation("此件公开发布")
    document.attachment("名单")
    document.paragraph("名单。")
    document.imprint(Imprint("平利县人民政府办公室", DAY, ("县委办公室",)))
    return document


def test_libreoffice_opens_it_and_repeats_the_heading(tmp_path: Path) -> None:
    program = wordfile.office()
    file = tmp_path / "文件.docx"
    full().save(file)
    ran = subprocess.run(
        [
            program,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "txt:Text",
            "--outdir",
            tmp_path,
            file,
        ],
        capture_output=True,
        check=False,
        timeout=180,
    )
    assert ran.returncode == 0
    text = (tmp_path / "文件.txt").read_text("utf-8-sig")
    assert "平利县2022年度东西部协作工作总结" in text
    assert "（此件公开发布）" in text


def test_the_same_calls_give_the_same_bytes() -> None:
    assert full().to_bytes() == full().to_bytes()
    assert zipfile.ZipFile(io.BytesIO(full().to_bytes())).testzip() is None
