"""The styles of an official document, one for each element that GB/T 9704-2012 names.

Every style says its typeface for East Asian text outright; there is no theme that could say otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lxml import etree

from jiedui.reports.layout import measures as m
from jiedui.reports.wordml import WORDS

make = WORDS.make


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style: type, place on the line, place in the outline. Lengths as in :mod:`measures`.

    ``indent`` is the first line's in characters; ``line`` None means as high as what stands in it; ``around`` is the
    space above and below.
    """

    id: str
    name: str
    font: str = m.FANGSONG
    latin: str = m.LATIN
    size: int = m.SIZE_TEXT
    align: Literal["both", "center", "left", "right"] = "both"
    indent: int = 0
    line: int | None = m.LINE_PITCH
    spacing: int = 0
    bold: bool = False
    colour: str | None = None
    keep_next: bool = False
    outline: int | None = None
    around: int = 0

    def element(self) -> etree._Element:
        """The style as ``w:style``; the children in the order of the schema."""
        based = make("basedOn", val="Normal") if self.id != "Normal" else None
        style = make("style", make("name", val=self.name), based, make("qFormat"), self._paragraph(), self._run())
        style.attrib.update({WORDS.name("type"): "paragraph", WORDS.name("styleId"): self.id})
        if self.id == "Normal":
            style.set(WORDS.name("default"), "1")
        return style

    def _paragraph(self) -> etree._Element:
        """How the line stands."""
        line, rule = (self.line, "exact") if self.line else (240, "auto")
        return make(
            "pPr",
            make("keepNext", val=int(self.keep_next)),
            make("autoSpaceDE", val=0),
            make("autoSpaceDN", val=0),
            make("snapToGrid", val=int(self.line == m.LINE_PITCH)),
            make("spacing", before=self.around, after=self.around, line=line, lineRule=rule),
            make("ind", firstLineChars=self.indent * 100, firstLine=self.indent * m.CHARACTER),
            make("jc", val=self.align),
            make("outlineLvl", val=self.outline) if self.outline is not None else None,
        )

    def _run(self) -> etree._Element:
        """How the characters look."""
        return make(
            "rPr",
            fonts(self.font, self.latin),
            make("b", val=int(self.bold)),
            make("bCs", val=int(self.bold)),
            make("color", val=self.colour or "000000"),
            make("spacing", val=self.spacing),
            make("kern", val=0),
            make("sz", val=self.size),
            make("szCs", val=self.size),
        )


def fonts(east_asian: str, latin: str = m.LATIN) -> etree._Element:
    """``w:rFonts`` that names every script's typeface."""
    return make("rFonts", ascii=latin, hAnsi=latin, eastAsia=east_asian, cs=latin)


def styles(*, bold_third_level: bool) -> tuple[Style, ...]:
    """The styles of a document; many offices set the third level of headings in bold."""
    grid = m.CHARACTER_SPACING
    return (
        Style("Normal", "Normal", spacing=grid),
        Style("BodyText", "Body Text", indent=2, spacing=grid),
        Style("Title", "Title", m.XIAOBIAOSONG, size=m.SIZE_TITLE, align="center", keep_next=True),
        Style("Byline", "署名", m.KAITI, align="center", spacing=grid),
        Style("Addressee", "主送机关", align="left", spacing=grid),
        Style("Heading1", "heading 1", m.HEITI, indent=2, spacing=grid, keep_next=True, outline=0),
        Style("Heading2", "heading 2", m.KAITI, indent=2, spacing=grid, keep_next=True, outline=1),
        Style("Heading3", "heading 3", indent=2, spacing=grid, keep_next=True, outline=2, bold=bold_third_level),
        Style("Heading4", "heading 4", indent=2, spacing=grid, keep_next=True, outline=3),
        Style("AttachmentList", "附件说明", align="left", spacing=grid),
        Style("AttachmentLabel", "附件序号", m.HEITI, align="left", spacing=grid, keep_next=True),
        Style("Signature", "发文机关署名", align="right", spacing=grid),
        Style("Annotation", "附注", indent=2, spacing=grid),
        Style("Caption", "caption", m.HEITI, size=m.SIZE_SMALL, align="center", keep_next=True),
        Style("TableHead", "表头", m.HEITI, size=m.SIZE_TABLE, align="center", line=None, around=m.CELL_PADDING),
        Style("TableText", "表文", size=m.SIZE_TABLE, align="center", line=None, around=m.CELL_PADDING),
        Style("TableLeft", "表文左齐", size=m.SIZE_TABLE, align="left", line=None, around=m.CELL_PADDING),
        Style("Remark", "表注", size=m.SIZE_TABLE, align="left", line=None),
        Style("Picture", "图", align="center", line=None, keep_next=True),
        Style("PictureCaption", "图题", m.HEITI, size=m.SIZE_SMALL, align="center"),
        Style("Imprint", "版记", size=m.SIZE_SMALL, align="left", line=None),
        Style("Footer", "footer", m.SONGTI, m.SONGTI, size=m.SIZE_SMALL, line=None),
        Style("HeadLabel", "版头标注", m.HEITI, align="left"),
        Style("HeadOrgan", "发文机关标志", m.XIAOBIAOSONG, size=100, align="center", line=None, colour=m.RED),
        Style("HeadNumber", "发文字号", align="center"),
    )


def styles_part(*, bold_third_level: bool) -> etree._Element:
    """The part ``styles.xml``."""
    run = make("rPr", fonts(m.FANGSONG), make("sz", val=m.SIZE_TEXT), make("szCs", val=m.SIZE_TEXT), _language())
    defaults = make("docDefaults", make("rPrDefault", run), make("pPrDefault", make("pPr")))
    each = [style.element() for style in styles(bold_third_level=bold_third_level)]
    return make("styles", defaults, *each, _plain_table())


def _language() -> etree._Element:
    """Simplified Chinese, with English for Latin letters."""
    return make("lang", val="en-US", eastAsia="zh-CN")


def _plain_table() -> etree._Element:
    """The default style of tables, without which Word takes its own cell margins."""
    sides = (
        make(side, w=108 if side in ("left", "right") else 0, type="dxa") for side in ("top", "left", "bottom", "right")
    )
    properties = make("tblPr", make("tblInd", w=0, type="dxa"), make("tblCellMar", *sides))
    return make("style", make("name", val="Normal Table"), properties, type="table", default=1, styleId="TableNormal")
