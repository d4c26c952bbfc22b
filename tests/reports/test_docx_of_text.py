"""A plain text as a Word document: it reads, offset for offset, as the text did."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from jiedui.reports.docx_comments import NO_XML
from jiedui.reports.docx_of_text import docx_of_text
from jiedui.reports.docx_text import read_docx


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("\n\t 　一、（年。18家\x0b\ufffe😀"), st.characters(codec="utf-8")),
        max_size=60,
    )
)
def test_the_document_reads_as_the_text(text: str) -> None:
    plain = text.replace("\r", "\n")
    assert read_docx(docx_of_text(plain, "初稿")).text == NO_XML.sub("\ufffd", plain)


def test_title_and_headings_stand_in_the_styles_of_official_documents() -> None:
    text = "岚溪县2024年工作总结\n\n2024年，岚溪县落实部署，推动协作走深走实，取得了新的成绩，现将情况总结如下。\n一、资金管理\n到位资金4350万元。"
    body = zipfile.ZipFile(io.BytesIO(docx_of_text(text, "初稿"))).read("word/document.xml").decode()
    styles = [part.split('"')[0] for part in body.split('pStyle w:val="')[1:]]
    assert styles == ["Title", "Normal", "BodyText", "Heading1", "BodyText"]
