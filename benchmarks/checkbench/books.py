"""Books to tell of: an imaginary city with several counties, made at random; and changes to a book that reports must feel.

The city is larger and coarser than the product's own sample: five counties with their towns, paired with five districts,
two years of entries. Names are put together from syllables; nothing in it exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from checkbench.tables import Tables
from jiedui.book import Add, Book, Ref, Restore, Withdraw
from jiedui.book.changes import Value

YEARS = (2023, 2024)
_WEST = ("青岩", "白河口", "石泉坝", "云岭", "松溪")
_EAST = ("江浦", "临澄", "太湾", "东渚", "新浦")
_TOWNS = ("金坪", "三溪", "龙潭", "马鞍", "柳树", "双河", "大垭", "竹园")
_ACTOR = "核对基准"


class _Maker:
    """Makes the entries of the city, one ledger after the other."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)  # noqa: S311 - the same everywhere
        self.regions: list[Add] = []
        self.counties: list[int] = []
        self.towns: list[int] = []
        self.districts: list[int] = []

    def places(self) -> list[Add]:
        """The regions of both sides; an entry of this change set is referred to by its negative number."""
        west = self._region("西岭省", "省", None, "西部")
        city = self._region("青岩市", "市", west, "西部")
        east = self._region("东湖省", "省", None, "东部")
        lake = self._region("江浦市", "市", east, "东部")
        for name in _EAST:
            self.districts.append(self._region(f"{name}区", "县", lake, "东部"))
        for name in _WEST:
            county = self._region(f"{name}县", "县", city, "西部")
            self.counties.append(county)
            self.towns += [
                self._region(f"{name[0]}{town}镇", "镇", county, "西部") for town in self.draw.sample(_TOWNS, 3)
            ]
        return self.regions

    def _region(self, name: str, level: str, parent: int | None, side: str) -> int:
        """One region; its number among those added."""
        number = len(self.regions) + 1
        values: dict[str, Value] = {"code": f"CB{number:04d}", "name": name, "level": level, "side": side}
        self.regions.append(Add("region", {**values, "parent": -parent if parent else None}))
        return number

    def entries(self) -> Iterator[Add]:
        """Two years of entries of the chief ledgers."""
        for ledger, number, make in (
            ("exchange", 60, self._exchange),
            ("fund", 90, self._fund),
            ("donation", 60, self._donation),
            ("purchase", 240, self._purchase),
            ("labour", 120, self._labour),
            ("training", 50, self._training),
            ("publicity", 80, self._publicity),
            ("pairing", 90, self._pairing),
            ("talent", 80, self._talent),
        ):
            for year in YEARS:
                for place in range(number + (year - YEARS[0]) * self.draw.randint(2, number // 3)):
                    yield Add(ledger, make(year, place))

    def _day(self, year: int) -> date:
        """A day of the year."""
        return date(year, 1, 5) + timedelta(self.draw.randrange(350))

    def _town(self) -> int:
        """A town."""
        return self.draw.choice(self.towns)

    def _money(self, low: int, high: int) -> int:
        """An amount in 元, whole hundreds of them."""
        return self.draw.randint(low, high) * 100

    def _exchange(self, year: int, _: int) -> dict[str, Value]:
        pair = self.draw.randrange(len(self.counties))
        return {
            "date": self._day(year),
            "direction": self.draw.choice(("东访西", "西访东")),
            "level": "县",
            "west": self.counties[pair],
            "east": self.districts[pair],
            "heads": self.draw.randint(4, 30),
        }

    def _fund(self, year: int, place: int) -> dict[str, Value]:
        return {
            "date": self._day(year),
            "west": self.draw.choice(self.counties),
            "source": self.draw.choice(("省级财政援助", "市级财政援助", "区县财政援助", "社会捐赠")),
            "stage": ("到位", "下达", "拨付", "支付")[place % 4],
            "amount": self._money(3000, 90000),
            "voucher": f"P{year}{place:03d}",
        }

    def _donation(self, year: int, place: int) -> dict[str, Value]:
        return {
            "date": self._day(year),
            "donor": f"某爱心单位{place}",
            "recipient": "县协作办",
            "west": self._town(),
            "kind": self.draw.choice(("资金", "资金", "物资")),
            "amount": self._money(200, 9000),
        }

    def _purchase(self, year: int, _: int) -> dict[str, Value]:
        return {
            "date": self._day(year),
            "product": self.draw.choice(("高山绿茶", "富硒大米", "干香菇", "土蜂蜜")),
            "category": self.draw.choice(("茶叶", "粮油", "菌菇", "中药材", "果蔬")),
            "west": self._town(),
            "seller": "山里货合作社",
            "buyer": "江边机关食堂",
            "channel": self.draw.choice(("展销中心", "单位采购", "商超", "电商直播", "832平台")),
            "mode": self.draw.choice(("采购", "帮助销售")),
            "amount": self._money(100, 6000),
        }

    def _labour(self, year: int, place: int) -> dict[str, Value]:
        workers = self.draw.randint(5, 90)
        return {
            "date": self._day(year),
            "west": self._town(),
            "destination": self.draw.choice(("东部就业", "省外其他", "省内就近", "公益岗位")),
            "employer": f"某用工企业{place % 7}",
            "workers": workers,
            "lifted": self.draw.randint(0, workers),
        }

    def _training(self, year: int, place: int) -> dict[str, Value]:
        return {
            "date": self._day(year),
            "title": f"第{place + 1}讲",
            "audience": self.draw.choice(("党政干部", "专技人才", "致富带头人", "务工人员")),
            "west": self.draw.choice(self.counties),
            "heads": self.draw.randint(20, 120),
        }

    def _publicity(self, year: int, place: int) -> dict[str, Value]:
        return {
            "date": self._day(year),
            "title": f"山海相连（{year}年{place}）",
            "media": "市融媒",
            "level": self.draw.choice(("中央", "省级", "市级", "县级")),
            "west": self.draw.choice(self.counties),
        }

    def _pairing(self, year: int, place: int) -> dict[str, Value]:
        pair = self.draw.randrange(len(self.counties))
        return {
            "signed_on": self._day(year),
            "kind": self.draw.choice(("镇镇", "村村", "村企", "学校", "医院")),
            "west_party": f"西部结对单位{year}{place}",
            "east_party": f"东部结对单位{year}{place}",
            "west": self.counties[pair],
            "east": self.districts[pair],
        }

    def _talent(self, year: int, place: int) -> dict[str, Value]:
        return {
            "date": self._day(year),
            "person": f"专家{year}{place}",
            "field": self.draw.choice(("教育", "医疗", "农业", "科技")),
            "direction": self.draw.choice(("东派西", "西派东")),
            "west": self.draw.choice(self.counties),
            "days": self.draw.randint(30, 180),
        }


def make_city(folder: Path, seed: int = 1) -> None:
    """A book of the city of that seed."""
    maker = _Maker(seed)
    with Book.create(folder, actor=_ACTOR) as book:
        book.write(_ACTOR, "行政区划", maker.places())
        book.write(_ACTOR, "两年台账", list(maker.entries()))


def make_sample(folder: Path, seed: int) -> None:
    """A book of the product's own sample office, of that seed."""
    from jiedui.book.importing import import_files  # noqa: PLC0415 - as heavy as what it reads
    from jiedui.sample import generate  # noqa: PLC0415
    from jiedui.sample.workbooks import write_workbooks  # noqa: PLC0415

    write_workbooks(generate(seed), folder / "tables")
    with Book.create(folder / "book", actor=_ACTOR) as book:
        assert import_files(book, [folder / "tables"], actor=_ACTOR).sound


def lose_a_row(book: Book, tables: Tables, draw: Random) -> tuple[Tables, Restore]:
    """Withdraw one entry of a chief ledger; the tables without it, and what takes it back."""
    ledger, id = _some_row(tables, draw)
    book.write(_ACTOR, "基准：少一条", [Withdraw(ledger, id)])
    return tables.without(ledger, id), Restore(ledger, id)


def double_a_row(book: Book, tables: Tables, draw: Random) -> tuple[Tables, Withdraw]:
    """Enter one entry of a chief ledger twice; the tables with both, and what takes the second out."""
    ledger, id = _some_row(tables, draw)
    entry = book.entry(ledger, id)
    values: dict[str, Value] = {
        name: value.id if isinstance(value, Ref) else value
        for name, value in entry.values.items()
        if name not in ("code", "review", "home", "voucher")
    }
    receipt = book.write(_ACTOR, "基准：重一条", [Add(ledger, values)])
    return tables.with_twin(ledger, id), Withdraw(ledger, receipt.created[ledger].start)


def _some_row(tables: Tables, draw: Random) -> tuple[str, int]:
    """An entry of a ledger whose rows nothing else refers to."""
    ledger = draw.choice([each for each in ("exchange", "purchase", "labour", "training") if tables.rows[each]])
    latest = max(row.cells["date"].year for row in tables.rows[ledger] if isinstance(row.cells["date"], date))
    rows = [row for row in tables.rows[ledger] if isinstance(day := row.cells["date"], date) and day.year == latest]
    return ledger, draw.choice(rows).id
