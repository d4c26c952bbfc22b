"""Masking: no hidden name or number survives anywhere in the file, the same thing has the same mask, the rest stays."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from figures.conftest import enter, write_regions
from jiedui.base.periods import parse_period
from jiedui.base.problems import Refusal
from jiedui.book import Add, Book
from jiedui.catalog import Policy
from jiedui.cli import app
from jiedui.figures import Figures
from jiedui.reports.docx_text import read_docx
from jiedui.reports.layout import read_bound
from jiedui.reports.masking.mask import Masked, find_policy, mask, masker_of, unzipped
from jiedui.reports.masking.masker import Masker
from jiedui.reports.masking.pictures import cleaned
from jiedui.reports.masking.projects import hidden_things
from jiedui.reports.writing import Wanted, write_docx
from reports.check.conftest import OFFICE
from tools import wordfile

PUBLIC = Policy(
    name="public", title="公开", hides=("person", "phone", "identity", "account", "code", "firm", "place"), level="镇"
)
NUMBERED = PUBLIC.model_copy(update={"style": "numbered"})


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The office of the checker's tests, with a telephone and an alias."""
    with Book.create(tmp_path_factory.mktemp("masked") / "book", actor="何静") as made:
        write_regions(made)
        enter(made, OFFICE)
        made.write("何静", "人员", [Add("person", {"name": "王强", "phone": "19900001000", "post": "干部"})])
        yield made


@pytest.fixture(scope="module")
def masker(book: Book) -> Masker:
    return masker_of(book, PUBLIC)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("到横山桥镇挂职", "到**镇挂职"),
        ("横山桥-八仙交流互访", "**-**交流互访"),
        ("横山桥镇人民政府", "**镇人民政府"),
        ("李明远同志", "**同志"),
        ("王　强、王 强", "**、**"),
        ("李\n明远", "**"),
        ("橫山橋鎮", "**"),
        ("平利县启明电机配件有限公司", "**公司"),
        ("启明电机配件", "**"),
        ("五星村村民委员会", "**村村民委员会"),
        ("平利县、常州经开区、安康市", "平利县、常州经开区、安康市"),
        ("电话13912345678", "电话***********"),
        ("电话：１３９ １２３４ ５６７８", "电话：*** **** ****"),
        ("0915-8421234", "****-*******"),
        ("身份证号610926198003124517", "身份证号******************"),
        ("身份证 61092619800312451X", "身份证 ******************"),
        ("账号：2609 0801 0400 12345", "账号：**** **** **** *****"),
        ("卡6222021234567890128", "卡*******************"),
        ("代码91610926MA70QKT30A", "代码******************"),
        ("邮箱wang@example.com", "邮箱****@*******.***"),
        ("下达4200万元，2022年10月8日，文号平政发〔2022〕15号", "下达4200万元，2022年10月8日，文号平政发〔2022〕15号"),
        ("凭证202104280，合计1234567890.12元", "凭证202104280，合计1234567890.12元"),
    ],
)
def test_what_is_hidden_and_what_stays(masker: Masker, text: str, masked: str) -> None:
    assert masker.mask(text) == masked


def test_a_card_number_is_told_by_its_check_digit(masker: Masker) -> None:
    assert masker.mask("6222021234567890127") == "6222021234567890127"


def test_numbered_masks_tell_things_apart(book: Book) -> None:
    masker = masker_of(book, NUMBERED)
    assert masker.mask("横山桥镇与八仙镇结对，横山桥、八仙两地") == "A镇与B镇结对，A镇、B镇两地"
    assert masker.mask("八仙镇的李明远与王强，李明远带队") == "B镇的A某与B某，A某带队"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("八仙镇高山茶园提质项目竣工", "**项目竣工"),
        ("《八仙镇高山茶园提质项目》", "《**项目》"),
        ("“高山茶园提质”项目", "“**”项目"),
        ("八仙高山茶园提质项目", "**项目"),
        ("建成老县镇便民文化广场", "建成**"),
        ("实施高山茶园项目，验收文化广场项目", "实施**项目，验收**项目"),
        ("老县镇电子装配车间用工48人", "**车间用工48人"),
        ("启明电机公司扩产", "**公司扩产"),
        ("县城标准厂房项目开工", "县城标准厂房项目开工"),
        ("实施产业项目3个，建成就业车间2个", "实施产业项目3个，建成就业车间2个"),
    ],
)
def test_projects_of_a_hidden_place_are_hidden_however_they_are_told(book: Book, text: str, masked: str) -> None:
    public = find_policy(book, "公开发布")
    assert masker_of(book, public).mask(text) == masked


def test_a_project_has_one_mask_in_all_its_forms(book: Book) -> None:
    text = "八仙镇高山茶园提质项目、八仙高山茶园提质项目与老县镇便民文化广场项目"
    assert masker_of(book, find_policy(book, "交流材料")).mask(text) == "A项目、A项目与B项目"


def test_names_that_a_policy_keeps_stay(book: Book) -> None:
    kept = PUBLIC.model_copy(update={"keep": ("八仙镇", "李明远")})
    assert masker_of(book, kept).mask("八仙镇李明远、王强到老县镇") == "八仙镇李明远、**到**镇"


def test_a_policy_for_one_side_leaves_the_other(book: Book) -> None:
    east = PUBLIC.model_copy(update={"side": "东部", "level": "市"})
    assert masker_of(book, east).mask("从安康市八仙镇到常州市横山桥镇") == "从安康市八仙镇到**市**镇"


def test_an_unknown_policy_is_refused(book: Book) -> None:
    with pytest.raises(Refusal, match="公开发布"):
        find_policy(book, "公开发表")


def png(*texts: bytes) -> bytes:
    """A picture of one point with texts in its chunks."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0))
    said = b"".join(chunk(b"tEXt", b"Comment\0" + text) for text in texts)
    return b"\x89PNG\r\n\x1a\n" + head + said + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def jpeg(text: bytes) -> bytes:
    """The frame of a JPEG with a camera's note, a comment, and words behind its end."""

    def segment(marker: int, body: bytes) -> bytes:
        return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body

    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + segment(0xE1, b"Exif\0\0" + text)
        + segment(0xFE, text)
        + segment(0xDB, b"\0" * 65)
        + segment(0xDA, b"\1\1\0\0\x3f\0")
        + b"\x12\x34\xff\xd9"
        + text
    )


def test_pictures_keep_their_points_and_lose_their_words() -> None:
    name = "横山桥镇".encode()
    assert cleaned(png(name), ()) == png()
    assert name not in cleaned(jpeg(name), ())
    assert cleaned(jpeg(name), ()).endswith(b"\x12\x34\xff\xd9")
    gif = b"GIF89a\1\0\1\0\0\0\0" + b"\x21\xfe\x0c" + name + b"\0" + b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0\x3b"
    assert cleaned(gif, ()) == b"GIF89a\1\0\1\0\0\0\0" + b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0\x3b"
    webp = b"WEBP" + b"VP8 " + struct.pack("<I", 4) + b"abcd" + b"EXIF" + struct.pack("<I", 12) + name
    assert cleaned(b"RIFF" + struct.pack("<I", len(webp)) + webp, ()).endswith(b"abcd")
    assert cleaned(b"\1\0\0\0" + "八仙镇".encode("utf-16-le"), ["八仙镇"]) == b"\1\0\0\0" + "***".encode("utf-16-le")


BODY = (
    wordfile.p("从八仙", "镇到", "横", "山桥镇挂职")
    + wordfile.p("联系人王", "强，电话1390000", "1234")
    + '<w:p><w:bookmarkStart w:id="1" w:name="横山桥镇情况"/><w:bookmarkEnd w:id="1"/>'
    '<w:hyperlink w:anchor="横山桥镇情况">' + wordfile.r("详情") + "</w:hyperlink></w:p>"
    '<w:p><w:del w:id="2" w:author="李明远" w:date="2022-01-01T00:00:00Z"><w:r><w:delText>原在老县镇</w:delText></w:r></w:del>'
    '<w:ins w:id="3" w:author="某外人" w:date="2022-01-01T00:00:00Z">' + wordfile.r("现在五星村") + "</w:ins></w:p>"
    "<w:p>"
    + wordfile.r("横山")
    + '<w:del w:id="4" w:author="李明远"><w:r><w:delText>那个</w:delText></w:r></w:del>'
    + wordfile.r("桥镇")
    + "</w:p>"
    "<w:p>"
    + wordfile.r("老")
    + '<w:ins w:id="5" w:author="李明远">'
    + wordfile.r("旧的")
    + "</w:ins>"
    + wordfile.r("县镇")
    + "</w:p>"
    "<w:p>" + wordfile.text_box(wordfile.p("图为八仙镇")) + "</w:p>"
    "<w:tbl><w:tr><w:tc>"
    + wordfile.p("八仙镇")
    + "</w:tc><w:tc>"
    + wordfile.p("江苏恒桥机械有限公司")
    + "</w:tc></w:tr></w:tbl>"
    '<w:p><w:r><w:instrText> HYPERLINK "http://example.com/?q=八仙镇" </w:instrText></w:r><!-- 横山桥镇 --></w:p>'
)


def nasty() -> bytes:
    """A document with hidden names wherever a document can have them."""
    w, r = wordfile.W, wordfile.R
    inner = wordfile.docx_of(wordfile.p("附：横山桥镇名单"))
    dc = "http://purl.org/dc/elements/1.1/"
    parts: dict[str, bytes | str] = {
        "word/header1.xml": f'<w:hdr xmlns:w="{w}">{wordfile.p("横山桥镇人民政府")}</w:hdr>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{w}"><w:footnote w:id="1">{wordfile.p("据八仙镇")}</w:footnote></w:footnotes>',
        "word/comments.xml": f'<w:comments xmlns:w="{w}"><w:comment w:id="0" w:author="李明远" w:initials="LMY">'
        f"{wordfile.p('请核横山桥')}</w:comment></w:comments>",
        "word/settings.xml": f'<w:settings xmlns:w="{w}"><w:docVars><w:docVar w:name="镇" w:val="横山桥镇"/></w:docVars></w:settings>',
        "word/people.xml": '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:person w15:author="李明远"><w15:presenceInfo w15:providerId="AD" w15:userId="liming@x"/></w15:person></w15:people>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="{dc}"><dc:title>横山桥镇总结</dc:title>'
        "<dc:creator>李明远</dc:creator><cp:lastModifiedBy>张外人</cp:lastModifiedBy></cp:coreProperties>",
        "docProps/app.xml": "<Properties><Company>横山桥镇人民政府</Company><Manager>张外人</Manager></Properties>",
        "docProps/custom.xml": '<Properties><property name="承办"><v>王强</v></property></Properties>',
        "docProps/thumbnail.jpeg": jpeg("八仙镇".encode()),
        "word/media/image1.png": png("横山桥镇".encode()),
        "word/media/横山桥镇.jpg": jpeg("李明远".encode()),
        "word/embeddings/inner.docx": inner,
        "word/embeddings/oleObject1.bin": "横山桥镇".encode("utf-16-le"),
        "word/charts/chart1.xml": "<c:chart xmlns:c='urn:c'><c:v>八仙镇</c:v><c:v>八仙镇2</c:v></c:chart>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{r}/image" Target="media/横山桥镇.jpg"/>'
        f'<Relationship Id="rId8" Type="{r}/hyperlink" TargetMode="External" Target="http://x/?t=%E6%A8%AA%E5%B1%B1%E6%A1%A5%E9%95%87"/>'
        "</Relationships>",
    }
    return wordfile.docx_of(BODY, **parts)


def masked(book: Book, data: bytes, folder: Path, policy: Policy = PUBLIC) -> Masked:
    file = folder / "总结.docx"
    file.write_bytes(data)
    return mask(book, policy, file)


def everything(data: bytes) -> str:
    """All of the unzipped file as text, pictures and documents within included."""
    found = [text for _, text in unzipped(data)]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            body = archive.read(name)
            found += [
                body.decode("utf-8", "ignore"),
                body.decode("utf-16-le", "ignore"),
                body.decode("gb18030", "ignore"),
            ]
    return re.sub(r"\s", "", "\n".join(found))


@pytest.mark.parametrize("policy", [PUBLIC, NUMBERED], ids=["stars", "numbered"])
def test_no_hidden_name_survives_anywhere(book: Book, tmp_path: Path, policy: Policy) -> None:
    done = masked(book, nasty(), tmp_path, policy)
    whole = everything(done.data)
    forms = {form for thing in hidden_things(book, policy) for form in thing.forms}
    assert {form for form in forms if form in whole} == set()
    assert "13900001234" not in whole
    assert "张外人" not in whole
    assert "某外人" not in whole
    assert "LMY" not in whole
    assert "liming" not in whole


def test_what_is_not_hidden_stays_and_references_hold(book: Book, tmp_path: Path) -> None:
    done = masked(book, nasty(), tmp_path)
    assert read_docx(done.data).text.splitlines()[:5] == [
        "从**镇到**镇挂职",
        "联系人**，电话***********",
        "详情",
        "现在**村",
        "**镇",
    ]
    with zipfile.ZipFile(io.BytesIO(done.data)) as archive:
        names = archive.namelist()
        text = archive.read("word/document.xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    (anchor,) = re.findall(r'w:anchor="([^"]+)"', text)
    assert f'w:name="{anchor}"' in text
    (target,) = re.findall(r'Target="(media/[^"]+)"', relations)
    assert f"word/{target}" in names
    assert "docProps/thumbnail.jpeg" not in names
    assert {problem.code for problem in done.problems} == {"mask-picture", "mask-emptied"}


def test_the_same_thing_has_the_same_mask_in_every_part(book: Book, tmp_path: Path) -> None:
    done = masked(book, nasty(), tmp_path, NUMBERED)
    parts = {part: text.strip() for part, text in unzipped(done.data) if "<" not in text}
    assert parts["word/header1.xml"] == "B镇人民政府"
    assert parts["word/footnotes.xml"] == "据A镇"
    assert read_docx(done.data).text.startswith("从A镇到B镇挂职")
    assert {name: each for name, each, _ in done.names}["八仙镇"] == "A镇"


def test_figures_are_bound_no_more(book: Book, tmp_path: Path) -> None:
    wanted = Wanted("年度总结", "平利县", parse_period("2022"), signed="平利县协作办")
    done = masked(book, write_docx(Figures(book), wanted), tmp_path)
    assert read_bound(done.data) == []
    assert "donation_total" not in everything(done.data)
    assert "捐赠款物120.5万元" in read_docx(done.data).text


def test_a_text_is_masked_line_by_line(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "总结.txt"
    file.write_text("李明远\n八仙镇人民政府\n", "utf-8")
    assert mask(book, PUBLIC, file).data.decode() == "**\n**镇人民政府\n"


NAMES = ("横山桥镇", "八仙镇", "李明远", "王强", "江苏恒桥机械有限公司", "五星村", "八仙", "13912345678")
PLACES = st.sampled_from(["text", "split", "del", "ins", "cell", "box", "header", "author", "alt"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(PLACES, st.sampled_from(NAMES), st.integers(1, 9)), min_size=1, max_size=8))
def test_wherever_names_are_written_none_survives(book: Book, tmp_path: Path, said: list[tuple[str, str, int]]) -> None:
    body, header = [], []
    for place, name, number in said:
        cut = number % len(name)
        written = {
            "text": wordfile.p(f"到{name}去"),
            "split": wordfile.p(name[:cut], name[cut:]),
            "del": f"<w:p><w:del w:id='{number}'><w:r><w:delText>{name}</w:delText></w:r></w:del></w:p>",
            "ins": f"<w:p><w:ins w:id='{number}'>{wordfile.r(name[:cut])}</w:ins>{wordfile.r(name[cut:])}</w:p>",
            "cell": f"<w:tbl><w:tr><w:tc>{wordfile.p(name)}</w:tc></w:tr></w:tbl>",
            "box": f"<w:p>{wordfile.text_box(wordfile.p(name))}</w:p>",
            "author": f"<w:p><w:ins w:id='{number}' w:author='{name}'>{wordfile.r('改')}</w:ins></w:p>",
            "alt": f"<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' name='图' descr='{name}'/></wp:inline></w:drawing></w:r></w:p>",
        }
        body.append(written.get(place, ""))
        header += [wordfile.p(name)] if place == "header" else []
    part = f'<w:hdr xmlns:w="{wordfile.W}">{"".join(header) or "<w:p/>"}</w:hdr>'
    done = masked(book, wordfile.docx_of("".join(body) + "<w:p/>", **{"word/header1.xml": part}), tmp_path)
    whole = everything(done.data)
    assert [name for name in NAMES if name in whole] == []


def test_the_command(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "总结.docx"
    file.write_bytes(nasty())
    place = str(book.location)
    ran = CliRunner().invoke(app, ["mask", str(file), "--book", place, "--policy", "公开发布"])
    assert ran.exit_code == 0, ran.output
    assert "横山桥镇 → **镇" in ran.output
    assert (tmp_path / "总结-公开.docx").exists()
