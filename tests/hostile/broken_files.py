"""Files that an import or a check must refuse: each with the code of the problem that says why.

``workbooks()`` and ``documents()`` make them by code, so that every byte of them is known.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import xlsxwriter

HEADINGS = ("编号", "日期", "项目", "西部地区", "资金来源", "环节", "金额（万元）")
GOOD = ("ZJ-1", "2022-03-10", "", "平利县", "省级财政援助", "到位", 1600)


@dataclass(frozen=True)
class Broken:
    """One broken file: its name, its bytes, the code of a problem that must be told, and the row that must be named.

    Large ones are given by what makes them: to know that there are such files must take no time.
    """

    name: str
    source: bytes | Callable[[], bytes]
    code: str
    row: int | None = None

    @cached_property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.source if isinstance(self.source, bytes) else self.source()


def workbook(*rows: tuple[object, ...], sheet: str = "资金台账", headings: tuple[str, ...] = HEADINGS) -> bytes:
    """An .xlsx with one sheet."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate((headings, *rows)):
            for column, cell in enumerate(row):
                page.write(number, column, cell)
    return target.getvalue()


def cell(column: int, value: object) -> tuple[object, ...]:
    """A good row with one cell changed."""
    return tuple(value if place == column else kept for place, kept in enumerate(GOOD))


def csv(*rows: str, encoding: str = "utf-8") -> bytes:
    """A .csv of the funds ledger."""
    return "\n".join((",".join(HEADINGS), *rows)).encode(encoding)


def packed(parts: dict[str, bytes], *, level: int = 9) -> bytes:
    """A zip of those parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes], *, level: int = 9) -> bytes:
    """The zip with every part passed through ``change``."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return packed({name: change(name, package.read(name)) for name in package.namelist()}, level=level)


def _bomb() -> bytes:
    """A small workbook that expands to hundreds of megabytes."""
    filler = b"<row>" + b" " * (600 * 2**20) + b"</row>"
    good = workbook(GOOD)
    return repacked(good, lambda name, part: part + filler if name.endswith("sheet1.xml") else part, level=1)


def _wide() -> bytes:
    """A sheet that says it has 200,000 columns."""
    row = b'<row r="1">' + b"".join(b"<c><v>1</v></c>" for _ in range(200_000)) + b"</row>"
    sheet = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData>" + row + b"</sheetData></worksheet>"
    )
    return repacked(workbook(GOOD), lambda name, part: sheet if name.endswith("sheet1.xml") else part)


def _formula(value: str) -> bytes:
    """A workbook whose amount is a formula with that cached value."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("资金台账")
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, GOOD[:6])
        page.write_formula(1, 6, "=1/0" if value == "#DIV/0!" else "=#REF!+1", None, value)
    return target.getvalue()


def _macro() -> bytes:
    """A workbook with a macro project in it and one bad row: the macro is told of, the row refused."""
    good = workbook(cell(6, "很多"))
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return packed(parts | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 not run"})


def _encrypted() -> bytes:
    """An OLE container as Office writes for a file with a password: it holds EncryptedPackage."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return header + "EncryptedPackage".encode("utf-16-le") + bytes(2048)


def workbooks() -> Iterator[Broken]:
    """Every broken workbook and table."""
    good = workbook(GOOD)
    yield Broken("空.xlsx", b"", "file-empty")
    yield Broken("空.csv", b"", "file-empty")
    yield Broken("截断.xlsx", good[: len(good) // 2], "file-truncated")
    yield Broken("加密.xlsx", _encrypted(), "file-encrypted")
    yield Broken("炸弹.xlsx", _bomb, "file-bomb")
    yield Broken("太宽.xlsx", _wide, "sheet-too-wide")
    yield Broken("图片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100), "file-type")
    yield Broken("程序.exe", b"MZ" + bytes(200), "file-not-what-it-says")
    yield Broken("文档.pdf", b"%PDF-1.7\n", "file-type")
    yield Broken("别的压缩包.xlsx", packed({"readme.txt": b"hello"}), "file-type")
    yield Broken(
        "坏内容.xlsx",
        repacked(good, lambda name, part: part[: len(part) // 2] if "sheet1" in name else part),
        "file-broken",
    )
    yield Broken("宏.xlsm", _macro(), "file-macros")
    yield Broken("除零.xlsx", _formula("#DIV/0!"), "cell-formula-error", 2)
    yield Broken("失效引用.xlsx", _formula("#REF!"), "cell-formula-error", 2)
    yield Broken("二进制.csv", bytes(range(256)) * 8, "file-binary")
    yield Broken(
        "乱码.csv",
        csv("ZJ-1,2022-03-10,,平利县,省级财政援助,到位,1600").decode().encode("gb18030").decode("latin-1").encode(),
        "file-misread",
    )
    yield Broken("未闭合引号.csv", csv('ZJ-1,2022-03-10,,"平利县,省级财政援助,到位,1600'), "csv-quotes")
    yield Broken(
        "没有表头.xlsx", workbook(GOOD, headings=("甲", "乙", "丙", "丁", "戊", "己", "庚")), "sheet-no-heading"
    )
    yield Broken("缺列.xlsx", workbook(GOOD[:6], headings=HEADINGS[:6]), "heading-missing")
    yield Broken("重列.xlsx", workbook((*GOOD, 1), headings=(*HEADINGS, "金额（元）")), "heading-twice")
    yield Broken("怪单位.xlsx", workbook(GOOD, headings=(*HEADINGS[:6], "金额（公斤）")), "heading-unit")
    yield Broken("文字金额.xlsx", workbook(GOOD, cell(6, "约一千")), "cell-not-number", 3)
    yield Broken("负数金额.xlsx", workbook(GOOD, cell(6, -5)), "cell-negative", 3)
    yield Broken("过细金额.xlsx", workbook(GOOD, cell(6, "1.23456789")), "cell-too-fine", 3)
    yield Broken("天文金额.xlsx", workbook(GOOD, cell(6, "1" + "0" * 30)), "cell-too-large", 3)
    yield Broken("远期日期.xlsx", workbook(GOOD, cell(1, "21019-03-01")), "cell-year", 3)
    yield Broken("未来日期.xlsx", workbook(GOOD, cell(1, "2919-03-01")), "cell-year", 3)
    yield Broken("没有这一天.xlsx", workbook(GOOD, cell(1, "2022-02-30")), "cell-no-such-day", 3)
    yield Broken("只有月份.xlsx", workbook(GOOD, cell(1, "2022年3月")), "cell-no-day", 3)
    yield Broken("文字日期.xlsx", workbook(GOOD, cell(1, "春节前")), "cell-not-date", 3)
    yield Broken("未知地区.xlsx", workbook(GOOD, cell(3, "平里县")), "unknown-reference", 3)
    yield Broken("未知项目.xlsx", workbook(GOOD, cell(2, "没有的项目")), "unknown-reference", 3)
    yield Broken("未知来源.xlsx", workbook(GOOD, cell(4, "天上掉的")), "cell-not-choice", 3)
    yield Broken("必填为空.xlsx", workbook(GOOD, cell(3, "")), "book-required", 3)
    yield Broken("重复编号.xlsx", workbook(GOOD, cell(6, 99)), "book-duplicate-here", 3)
    yield Broken("没有的台账.xlsx", workbook(GOOD, sheet="随便写写", headings=("甲", "乙")), "sheet-unknown")
    yield Broken(
        "脱贫多于就业.xlsx",
        workbook(("LW-1", "2022-03-10", "平利县", "东部就业", 10, 12), sheet="劳务协作台账",
                 headings=("编号", "日期", "西部地区", "去向", "转移就业人数（人）", "其中脱贫人口（人）")),
        "book-rule", 2,
    )  # fmt: skip
    yield Broken(
        "坏信用代码.xlsx",
        workbook(("某公司", "企业", "平利县", "91610926MA70ABCDEF"), sheet="单位",
                 headings=("名称", "类型", "所在地", "统一社会信用代码")),
        "book-format", 2,
    )  # fmt: skip
    yield Broken(
        "地区循环.xlsx",
        workbook(("900001", "甲县", "乙县", "县"), ("900002", "乙县", "甲县", "县"), sheet="行政区划",
                 headings=("代码", "名称", "上级", "层级")),
        "book-region-circle",
    )  # fmt: skip
    yield Broken(
        "半个人.xlsx",
        workbook(("LW-1", "2022-03-10", "平利县", "东部就业", 10.5), sheet="劳务协作台账",
                 headings=("编号", "日期", "西部地区", "去向", "转移就业人数（人）")),
        "cell-not-whole", 2,
    )  # fmt: skip
    yield Broken(
        "项目重名.xlsx",
        workbook(("甲项目", "产业发展", "平利县", "2022-01-01", "在建"), ("甲项目", "产业发展", "平利县", "2022-01-02", "在建"),
                 sheet="项目台账", headings=("项目名称", "类别", "西部地区", "批复日期", "状态")),
        "book-duplicate-here", 3,
    )  # fmt: skip


def document(text: str = "全年互访3次。") -> bytes:
    """A small sound .docx."""
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    )
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>'
    )
    return packed(
        {"[Content_Types].xml": types.encode(), "_rels/.rels": links.encode(), "word/document.xml": body.encode()}
    )


def _long_document() -> bytes:
    """A small report that expands to hundreds of megabytes."""
    filler = b" " * (700 * 2**20)
    return repacked(document(), lambda name, part: part + filler if name == "word/document.xml" else part, level=1)


def documents() -> Iterator[Broken]:
    """Every broken report."""
    good = document()
    entity = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    yield Broken("空.docx", b"", "document-empty")
    yield Broken("截断.docx", good[: len(good) // 2], "document-truncated")
    yield Broken("加密.docx", _encrypted(), "document-encrypted")
    yield Broken("旧格式.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "document-old-format")
    yield Broken("不是Word.docx", packed({"readme.txt": b"hello"}), "document-not-docx")
    yield Broken("工作簿.docx", workbook(GOOD), "document-not-docx")
    yield Broken(
        "坏正文.docx",
        repacked(good, lambda name, part: part[:200] if name == "word/document.xml" else part),
        "document-xml",
    )
    yield Broken(
        "实体.docx",
        repacked(good, lambda name, part: entity + part.split(b"?>", 1)[1] if name == "word/document.xml" else part),
        "document-xml",
    )
    yield Broken("炸弹.docx", _long_document, "document-expands")
    yield Broken("图片.txt", b"\x89PNG\r\n\x1a\n" + bytes(64), "document-not-text")
    yield Broken("说明.rtf", b"{\\rtf1 hello}", "document-kind")
