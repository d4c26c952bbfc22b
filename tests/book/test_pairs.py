"""Who is paired with whom, told at the level of whoever asks, as far as the reader sees it."""

from datetime import date

from book.conftest import WHO, WHY, region
from jiedui.book import Add, Book
from jiedui.book.pairs import Pair, pairs_of, partners
from jiedui.book.sight import Sight

SHAANXI, PINGLI, BAXIAN, LANGAO, JIANGSU, ZONE, BRIDGE, WUJIN = range(1, 9)


def enter(book: Book) -> None:
    """八仙镇 with 横山桥镇, 平利县 with 常州经开区 and 武进区, 岚皋县 with 武进区, and a pact inside 平利县."""
    places = [("陕西省", "省"), ("平利县", "县", -1), ("八仙镇", "镇", -2), ("岚皋县", "县", -1)]
    places += [("江苏省", "省"), ("常州经开区", "县", -5), ("横山桥镇", "镇", -6), ("武进区", "县", -5)]
    book.write(WHO, WHY, [region(*place) for place in places])
    pacts = [(BAXIAN, BRIDGE), (PINGLI, ZONE), (PINGLI, WUJIN), (LANGAO, WUJIN), (PINGLI, BAXIAN)]
    book.write(
        WHO,
        WHY,
        [
            Add(
                "pairing",
                {"signed_on": date(2022, 3, day), "kind": "县县", "west": west, "east": east}
                | {"west_party": f"甲{day}", "east_party": f"乙{day}"},
            )
            for day, (west, east) in enumerate(pacts, 1)
        ],
    )


def test_pairs_are_told_at_the_level_of_the_region(book: Book) -> None:
    enter(book)
    assert pairs_of(book, PINGLI) == [Pair(PINGLI, ZONE, 2), Pair(PINGLI, WUJIN, 1)]
    assert partners(book, [PINGLI, LANGAO]) == {PINGLI: [ZONE, WUJIN], LANGAO: [WUJIN]}
    assert partners(book, [BAXIAN])[BAXIAN] == [BRIDGE]
    assert partners(book, [WUJIN])[WUJIN] == [PINGLI, LANGAO]
    assert partners(book, [SHAANXI])[SHAANXI] == [JIANGSU]


def test_without_a_region_all_pairs_of_counties_are_told(book: Book) -> None:
    enter(book)
    assert pairs_of(book)[0] == Pair(PINGLI, ZONE, 2)
    assert {(pair.west, pair.east) for pair in pairs_of(book)} >= {(PINGLI, WUJIN), (LANGAO, WUJIN)}


def test_a_reader_sees_the_pairs_of_the_own_regions(book: Book) -> None:
    enter(book)
    book.sight = Sight((LANGAO,), ())
    assert pairs_of(book) == [Pair(LANGAO, WUJIN, 1)]
    assert partners(book, [WUJIN])[WUJIN] == [LANGAO]
