"""A page of a list over 10⁶ entries beside the same page over 10³, whole as the server answers it, in the same run.

    python benchmarks/listing.py [--rows 1000000] [--runs 9]

The limit is 3 times, for what an index serves; what has to be read through, a text anywhere and an order by texts, is told
beside it. Each page is asked for as the administrator, who sees all, and as the clerk of one county of ten.
Prints milliseconds (medians of runs in turn), and the ratio.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from jiedui.book import Add, AddMany, Book
from jiedui.web.serving import prepare
from jiedui.web.settings import Site, configure

SMALL = 1_000
LIMIT = 3.0
COUNTIES = 10
#: What is asked for, and its address: first what the limit holds for.
PAGES = {
    "newest first": "",
    "in the middle": "_after=2022-12-31~500",
    "the last ones": "_sort=date",
    "a county's year": "_region=丙县&_period=2022",
    "one choice": "category=茶叶",
    "two choices, a period": "category=茶叶&channel=商超&_period=2022Q3",
    "amounts from": "amount.from=80",
    "sorted by amount": "_sort=-amount",
}
READ_THROUGH = {
    "a text anywhere": "_q=合作社77",
    "sorted by buyer": "_sort=buyer",
    "a text nowhere": "_q=没有这个",
}
COLUMNS = ("code", "date", "product", "category", "west", "seller", "buyer", "channel", "mode", "amount")


def rows(count: int, towns: range) -> Iterator[tuple[str | int, ...]]:
    """So many sales of two years, spread over the towns."""
    first = date(2022, 1, 1)
    kinds, channels = ("茶叶", "粮油", "果蔬", "菌菇"), ("商超", "单位采购", "电商直播", "展销中心")
    for n in range(count):
        yield (
            f"XF-{n}", (first + timedelta(n % 730)).isoformat(), f"产品{n % 60}", kinds[n // 7 % 4],
            towns[n % len(towns)], f"合作社{n % 90}", f"采购方{n % 200}", channels[n // 3 % 4],
            ("采购", "帮助销售")[n % 2], 100 * (n * 7919 % 900_000 + 1),
        )  # fmt: skip


def make(folder: Path, count: int) -> None:
    """A book of ten counties with ten towns each and so many sales."""
    with Book.create(folder, actor="基准") as book:
        names = "甲乙丙丁戊己庚辛壬癸"[:COUNTIES]
        counties = [
            {"code": f"1{n}", "name": f"{name}县", "level": "县", "side": "西部"} for n, name in enumerate(names)
        ]
        towns = [
            {"code": f"2{n:03}", "name": f"第{n}镇", "level": "镇", "parent": -1 - n % COUNTIES}
            for n in range(10 * COUNTIES)
        ]
        made = book.write("基准", "地区", [Add("region", row) for row in (*counties, *towns)]).created["region"]
        book.write("基准", "销售", [AddMany("purchase", COLUMNS, rows(count, made[COUNTIES:]))])


def use(folder: Path) -> None:
    """Let this process serve the book in that folder."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up by then

    from jiedui.web.offices import close  # noqa: PLC0415

    close()
    settings.JIEDUI_BOOK = str(folder)


def clients() -> dict[str, object]:
    """The administrator and the clerk of the third county, come in; their regions have the same ids in both books."""
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    found = {}
    for name, role, region in (("administrator", "administrator", None), ("clerk", "clerk", 3)):
        user = get_user_model().objects.create_user(name)
        user.grants.create(role=role, region=region)
        found[name] = Client()
        found[name].force_login(user)
    return found


def milliseconds(client: object, address: str) -> float:
    """The time of one answer."""
    begun = time.perf_counter()
    answer = client.get(f"/ledgers/purchase/?{address}")  # type: ignore[attr-defined]
    assert answer.status_code == 200, address
    return 1000 * (time.perf_counter() - begun)


def main() -> None:
    """Make both books, ask for every page in turn, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        books = {count: Path(folder) / str(count) for count in (SMALL, given.rows)}
        books[SMALL].mkdir()
        configure(Site(str(books[SMALL])))
        for count, place in books.items():
            make(place, count)
        prepare(Site(str(books[SMALL])))
        times: dict[tuple[str, str, int], list[float]] = {}
        for user, client in clients().items():
            for count, place in books.items():
                use(place)
                for name, address in {**PAGES, **READ_THROUGH}.items():
                    milliseconds(client, address)
                    times[user, name, count] = [milliseconds(client, address) for _ in range(given.runs)]
        report(times, given.rows)


def report(times: dict[tuple[str, str, int], list[float]], large: int) -> None:
    """A line for every page."""
    worst = 0.0
    for (user, name, count), runs in times.items():
        if count == SMALL:
            small, big = statistics.median(runs), statistics.median(times[user, name, large])
            worst = max(worst, big / small if name in PAGES else 0)
            told = "" if name in PAGES else "   read through"
            print(f"{user:14} {name:22} {small:7.1f} ms → {big:7.1f} ms   ×{big / small:6.2f}{told}")
    print(f"worst ×{worst:.2f}, limit ×{LIMIT}")


if __name__ == "__main__":
    main()
