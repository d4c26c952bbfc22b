"""Small Word documents for tests, made from the XML of their body."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

from tools.programs import needed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = " ".join(
    (
        f'xmlns:w="{W}"',
        f'xmlns:r="{R}"',
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
    )
)
TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"
ContentType="application/xml"/><Override PartName="/word/document.xml"
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>"""


def docx_of(body: str, **parts: bytes | str) -> bytes:
    """A ``.docx`` whose body is the given XML; further parts by name override the usual ones."""
    document = f'<?xml version="1.0"?><w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>'
    usual: dict[str, bytes | str] = {"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "word/document.xml": document}
    return zip_of(usual | parts)


def zip_of(parts: dict[str, bytes | str]) -> bytes:
    """A zip with the given parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def p(*runs: str) -> str:
    """A paragraph of plain runs."""
    return "<w:p>" + "".join(r(text) for text in runs) + "</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def text_box(*paragraphs: str) -> str:
    """A run with a text box, stored twice as Word does."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    graphic = (
        '<w:drawing><wp:inline><wp:extent cx="2000000" cy="500000"/><wp:docPr id="1" name="框"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    shape = f'<w:pict><v:shape style="width:150pt;height:40pt"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{graphic}</mc:Choice>'
        f"<mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def office() -> str:
    """The path of LibreOffice; a test that asks without it is skipped, or fails in CI."""
    return needed(("soffice", "libreoffice"), "LibreOffice")


def convert(source: Path, kind: str, folder: Path, fonts: Path | None = None) -> Path:
    """Convert a document with LibreOffice, headless, under a profile of its own."""
    program = office()
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin"} | ({"FONTCONFIG_FILE": str(fonts)} if fonts else {})
    subprocess.run(
        [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            *("--convert-to", kind, "--outdir", str(folder), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
        env=environment,
    )
    return folder / f"{source.stem}.{kind.partition(':')[0]}"
