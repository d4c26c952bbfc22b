"""Words of a Word document replaced as tracked changes: what is read afterwards, and what Word will show."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from jiedui.base.problems import Refusal
from jiedui.reports.docx_package import open_package
from jiedui.reports.docx_revisions import Edit, edited, revised
from jiedui.reports.docx_text import read_docx
from tools.wordfile import W, docx_of, p, r, text_box

WHEN = datetime(2025, 1, 8, 9, 30, tzinfo=UTC)
NS = {"w": W}


def change(data: bytes, *edits: Edit) -> bytes:
    """The document with those edits; read again, its text must be the edited text."""
    made = revised(open_package(data), edits, author="邓登记", when=WHEN)
    assert read_docx(made).text == edited(read_docx(data).text, edits)
    return made


def paragraph(data: bytes) -> etree._Element:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    found = root.find(".//w:p", NS)
    assert found is not None
    return found


def test_a_number_within_a_run_is_struck_out_and_written_anew_in_its_properties() -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    made = change(docx_of(f"<w:p>{r('落地企业18家，到位。', bold)}</w:p>"), Edit(4, 7, "16家"))
    shape = [
        (etree.QName(each).localname, "".join(each.xpath(".//w:t/text() | .//w:delText/text()", namespaces=NS)))
        for each in paragraph(made)
    ]
    assert shape == [("r", "落地企业"), ("del", "18家"), ("ins", "16家"), ("r", "，到位。")]
    inserted = paragraph(made).find("w:ins", NS)
    assert inserted is not None
    assert inserted.find("w:r/w:rPr/w:b", NS) is not None
    assert (inserted.get(f"{{{W}}}author"), inserted.get(f"{{{W}}}date")) == ("邓登记", "2025-01-08T09:30:00Z")


def test_a_number_over_several_runs_and_two_in_one_run() -> None:
    change(docx_of(p("落地企业1", "8", "家，", "其中3家。")), Edit(4, 7, "16家"), Edit(10, 12, "2家"))


def test_a_number_in_a_text_box_and_in_another_ones_insertion() -> None:
    change(docx_of(f"<w:p>{r('甲')}{text_box(p('落地18家'))}</w:p>"), Edit(4, 7, "16家"))
    change(docx_of(f"<w:p>{r('落地')}<w:ins w:id='7' w:author='王'>{r('18家')}</w:ins></w:p>"), Edit(2, 5, "16家"))


def test_marks_are_numbered_apart_from_those_of_the_document() -> None:
    made = change(docx_of(f"<w:p><w:bookmarkStart w:id='40' w:name='x'/>{r('18家')}</w:p>"), Edit(0, 3, "16家"))
    numbers = paragraph(made).xpath(".//@w:id", namespaces=NS)
    assert len(numbers) == len(set(numbers))


def test_an_edit_outside_the_text_is_refused() -> None:
    with pytest.raises(Refusal, match="超出正文"):
        revised(open_package(docx_of(p("18家"))), [Edit(1, 9, "16家")], author="邓", when=WHEN)


@given(
    runs=st.lists(st.text("落地家18，", min_size=1, max_size=5), min_size=1, max_size=5),
    data=st.data(),
)
def test_the_text_read_again_is_the_edited_text(runs: list[str], data: st.DataObject) -> None:
    length = sum(map(len, runs))
    cuts = sorted(data.draw(st.sets(st.integers(0, length), max_size=6)))
    edits = [Edit(one, other, "新值") for one, other in zip(cuts[::2], cuts[1::2], strict=False)]
    change(docx_of(p(*runs)), *edits)
