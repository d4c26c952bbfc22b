"""The office's own map: what is taken, everything that is wrong with one that is not, and which regions it shows."""

import json

import pytest

from book.conftest import with_regions
from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.book.outline import FEATURES, LARGEST, About, keep_outline, kept_outline, matched, parse_outline

SQUARE = [[109.0, 32.0], [109.5, 32.0], [109.5, 32.5], [109.0, 32.5], [109.0, 32.0]]
ABOUT = About("陕S(2021)011号", "王建账", "2024-05-01T00:00:00+00:00")


def feature(name: object, kind: str = "Polygon", coordinates: object = None, **more: object) -> dict[str, object]:
    """One feature of a map."""
    geometry = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"name": name, **more}, "geometry": geometry}


def collection(*features: object) -> bytes:
    """A map of those features."""
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def codes(data: bytes) -> list[tuple[str, object]]:
    """The problems of a map, with the number of the feature."""
    with pytest.raises(Refusal) as caught:
        parse_outline(data)
    return [(problem.code, problem.details.get("number")) for problem in caught.value.problems]


def test_areas_with_holes_and_islands_are_read() -> None:
    hole = [[109.1, 32.1], [109.2, 32.1], [109.2, 32.2], [109.1, 32.1]]
    many = [[SQUARE, hole], [[[110, 33, 5.0], [111, 33], [111, 34], [110, 33]]]]
    one, two = parse_outline(collection(feature("平利县", adcode=610926), feature("八仙镇", "MultiPolygon", many)))
    assert (one.name, one.code, len(one.rings), one.rings[0][1]) == ("平利县", "610926", 1, (109.5, 32.0))
    assert (len(two.rings), two.rings[2][0]) == (3, (110.0, 33.0))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe", "map-not-json"),
        (b'{"type": "FeatureCollection"', "map-not-json"),
        (b"[" * 100_000, "map-not-json"),
        (b"[]", "map-not-collection"),
        (b'{"features": []}', "map-not-collection"),
        (b'{"features": {"a": 1}}', "map-not-collection"),
        (b" " * (LARGEST + 1), "map-too-large"),
        (collection(*[1] * (FEATURES + 1)), "map-too-many"),
    ],
)
def test_files_that_are_no_map(data: bytes, code: str) -> None:
    assert codes(data) == [(code, None)]


def test_every_faulty_feature_is_told_by_its_number() -> None:
    data = collection(
        feature("平利县"),
        feature(""),
        feature("点", "Point", [109, 32]),
        feature("短", coordinates=[SQUARE[:3]]),
        feature("空", coordinates=[]),
        feature("米", coordinates=[[[36_500_000, 3_500_000]] * 4]),
        feature("文", coordinates=[[["a", "b"]] * 4]),
        "不是要素",
        feature("无限", coordinates=[[[109, float("inf")]] * 4]),
    )
    assert codes(data) == [
        ("map-nameless", 2),
        ("map-shape", 3),
        ("map-shape", 4),
        ("map-shape", 5),
        ("map-coordinates", 6),
        ("map-shape", 7),
        ("map-nameless", 8),
        ("map-shape", 8),
        ("map-shape", 9),
    ]


def test_a_map_is_kept_with_its_number_and_replaces_the_one_before(book: Book) -> None:
    with_regions(book)
    assert kept_outline(book.location) is None
    keep_outline(book.location, collection(feature("平利县"), feature("别县")), ABOUT, book.regions)
    kept = kept_outline(book.location)
    assert kept is not None
    assert (kept.about, [shape.name for shape in kept.shapes]) == (ABOUT, ["平利县", "别县"])
    assert matched(book.regions, kept.shapes) == {0: 3}
    keep_outline(book.location, collection(feature("", code="C-八仙镇")), ABOUT, book.regions)
    again = kept_outline(book.location)
    assert again is not None
    assert matched(book.regions, again.shapes) == {0: 4}


def test_without_a_number_or_a_known_region_nothing_is_kept(book: Book) -> None:
    with_regions(book)
    with pytest.raises(Refusal) as caught:
        keep_outline(book.location, collection(feature("火星")), About("随便", "王建账", ""), book.regions)
    assert [problem.code for problem in caught.value.problems] == ["map-approval", "map-nothing-found"]
    assert kept_outline(book.location) is None


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("GS(2019)1822号", True),
        ("GS京（2022）1061号", True),
        ("陕S(2021)011号", True),
        ("苏 S [2022] 5 号", True),
        ("2021-011", False),
        ("陕S(21)011号", False),
        ("陕S(2021)号", False),
        ("", False),
    ],
)
def test_how_an_approval_number_is_written(sqlite_book: Book, text: str, good: bool) -> None:
    with_regions(sqlite_book)
    data, about = collection(feature("平利县")), About(text, "王建账", "")
    if good:
        assert keep_outline(sqlite_book.location, data, about, sqlite_book.regions).about.approval == text
    else:
        with pytest.raises(Refusal):
            keep_outline(sqlite_book.location, data, about, sqlite_book.regions)
