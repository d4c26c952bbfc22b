"""The empty official document: page, grid, page numbers and styles, and nothing in it.

Built from the numbers in :mod:`measures`, so that there is no binary template whose settings nobody can read.
"""

from __future__ import annotations

from lxml import etree

from jiedui.reports.docx_package import RELATIONSHIPS, TRANSITIONAL_DOCUMENT, to_bytes, zip_parts
from jiedui.reports.layout import measures as m
from jiedui.reports.layout.bound import BOUND_PART, Bindings
from jiedui.reports.layout.lines import runs
from jiedui.reports.layout.styles import make, styles_part
from jiedui.reports.wordml import WORDS

CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
RELATIONSHIP_ID = f"{{{TRANSITIONAL_DOCUMENT}}}id"
PARTS = ("styles", "settings", "fontTable", "footer1", "footer2")
"""The parts of the text, in the order of their relation ids; the first footer is of odd pages, the second of even."""


def template(title: str, *, bold_third_level: bool) -> bytes:
    """The empty document as a zip, for :func:`docx.Document` to fill."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{TRANSITIONAL_DOCUMENT}/officeDocument", "word/document.xml"),
            (RELATIONSHIPS.replace("relationships", "relationships/metadata/core-properties"), "docProps/core.xml"),
        ),
        "word/_rels/document.xml.rels": _relations(
            *((f"{TRANSITIONAL_DOCUMENT}/{name.rstrip('12')}", f"{name}.xml") for name in PARTS),
            (f"{TRANSITIONAL_DOCUMENT}/customXml", f"/{BOUND_PART}"),
        ),
        "word/document.xml": make("document", make("body", section())),
        "word/styles.xml": styles_part(bold_third_level=bold_third_level),
        "word/settings.xml": settings(),
        "word/fontTable.xml": _font_table(),
        "word/footer1.xml": footer("right"),
        "word/footer2.xml": footer("left"),
        "docProps/core.xml": _core(title),
        BOUND_PART: Bindings().part(),
    }
    return zip_parts({name: to_bytes(root) for name, root in parts.items()})


def section() -> etree._Element:
    """``w:sectPr``: the page, its grid, the page numbers of odd and even pages."""
    odd, even = (make("footerReference", type=kind) for kind in ("default", "even"))
    odd.set(RELATIONSHIP_ID, f"rId{PARTS.index('footer1') + 1}")
    even.set(RELATIONSHIP_ID, f"rId{PARTS.index('footer2') + 1}")
    margins = {"top": m.MARGIN_TOP, "right": m.MARGIN_RIGHT, "bottom": m.MARGIN_BOTTOM, "left": m.MARGIN_LEFT}
    return make(
        "sectPr",
        odd,
        even,
        make("pgSz", w=m.PAGE_WIDTH, h=m.PAGE_HEIGHT),
        make("pgMar", **margins, header=m.HEADER_DISTANCE, footer=m.FOOTER_DISTANCE, gutter=0),
        make("docGrid", type="lines", linePitch=m.LINE_PITCH),
    )


def footer(side: str) -> etree._Element:
    """A page number ``— 1 —`` at one side, one character in from the edge."""
    indent = make("ind", **{f"{side}Chars": 100, side: m.SIZE_SMALL * 10, "firstLineChars": 0, "firstLine": 0})
    number = make("fldSimple", make("r", WORDS.text("1")), instr=" PAGE ")
    properties = make("pPr", make("pStyle", val="Footer"), indent, make("jc", val=side))
    return make("ftr", make("p", properties, *runs("— "), number, *runs(" —")))


def settings() -> etree._Element:
    """``settings.xml``: odd and even pages differ; Word 2013 and later lay out as they do for new documents."""
    mode = make("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return make(
        "settings",
        make("zoom", percent=100),
        make("defaultTabStop", val=m.CHARACTER),
        make("evenAndOddHeaders"),
        make("characterSpacingControl", val="compressPunctuation"),
        make("compat", make("useFELayout"), mode),
    )


def _font_table() -> etree._Element:
    """The typefaces with the other names under which a machine may have them."""
    return make(
        "fonts",
        *(
            make("font", make("altName", val=other), make("charset", val=86), name=name)
            for name, other in m.OTHER_NAMES.items()
        ),
    )


def _relations(*relations: tuple[str, str]) -> etree._Element:
    """A part of relations, numbered from rId1."""
    root = etree.fromstring(f'<Relationships xmlns="{RELATIONSHIPS}"/>')
    for number, (kind, target) in enumerate(relations, 1):
        attributes = {"Id": f"rId{number}", "Type": kind, "Target": target}
        etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", attributes)
    return root


def _content_types() -> etree._Element:
    """The list of content types."""
    namespace = RELATIONSHIPS.replace("relationships", "content-types")
    root = etree.fromstring(f'<Types xmlns="{namespace}"/>')
    for extension, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, f"{{{namespace}}}Default", {"Extension": extension, "ContentType": kind})
    kinds = {f"/word/{name}.xml": f"{CONTENT}.{name.rstrip('12')}+xml" for name in PARTS}
    kinds["/word/document.xml"] = f"{CONTENT}.document.main+xml"
    kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    for name, kind in kinds.items():
        etree.SubElement(root, f"{{{namespace}}}Override", {"PartName": name, "ContentType": kind})
    return root


def _core(title: str) -> etree._Element:
    """The document's properties: its title, no times and no names."""
    root = etree.Element(f"{{{CORE}}}coreProperties", nsmap={"cp": CORE, "dc": DUBLIN_CORE})
    etree.SubElement(root, f"{{{DUBLIN_CORE}}}title").text = title
    return root
