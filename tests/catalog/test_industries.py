"""The national classification of industries, the format that rests on it, and policies of transfer that name its codes."""

from collections import Counter
from pathlib import Path

import pytest

from jiedui.book.formats import fits
from jiedui.catalog import builtin, read_catalog
from jiedui.catalog.industries import bare, find_industry, industries, industry_name, wider


def test_the_table_is_whole_at_every_level() -> None:
    """GB/T 4754-2017: 20 sections A to T, 97 divisions 01 to 97, 473 groups; every class lies below a group, and so on."""
    table = industries()
    assert Counter(each.level for each in table.values()) == {1: 20, 2: 97, 3: 473, 4: 1381}
    assert [each.code for each in table.values() if each.level == 1] == list("ABCDEFGHIJKLMNOPQRST")
    assert sorted(code for code, each in table.items() if each.level == 2) == [
        f"{number:02d}" for number in range(1, 98)
    ]
    for code, each in table.items():
        if each.level > 2:
            assert table[code[:-1]].section == each.section
            assert each.level == 4 or any(other[:3] == code for other, one in table.items() if one.level == 4)
        assert each.name == each.name.strip() != ""


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("1530", "精制茶加工"),
        ("C2730", "中药饮片加工"),
        ("c18", "纺织服装、服饰业"),
        ("A", "农、林、牧、渔业"),
        (" 3812 ", "电动机制造"),
    ],
)
def test_a_code_is_found_with_its_letter_and_without(code: str, name: str) -> None:
    found = find_industry(code)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("code", ["", "9999", "A1530", "1831", "153０1", "U", "精制茶"])
def test_other_codes_are_not(code: str) -> None:
    assert find_industry(code) is None


def test_a_code_of_another_edition_is_told_by_what_it_lies_below() -> None:
    assert list(wider("C1831")) == ["1831", "183", "18"]
    assert industry_name("1831") == "服饰制造"
    assert industry_name("9999") == "9999"
    assert bare("C") == "C"


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("1831", True),
        ("C1831", True),
        ("13", True),
        ("C", True),
        ("9801", False),
        ("A1831", False),
        ("1", False),
        ("C15300", False),
        ("茶", False),
    ],
)
def test_the_ledger_takes_what_lies_below_a_division(code: str, right: bool) -> None:
    assert fits(code, "industry", builtin()) == right


def test_the_policy_that_ships_is_sound_and_has_sources() -> None:
    policy = builtin().transfer("通行承接办法")
    assert policy is builtin().transfers["general"]
    assert {limit.title for limit in policy.limits} == {"两高项目不转移", "南水北调中线水源区准入"}
    assert all(limit.source for limit in policy.limits)
    assert policy.scheme in builtin().schemes


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ('[[limits]]\ntitle = "某"\nsource = "某"\nindustries = ["1831"]', "transfer-code"),
        ('limits = []\n[[links]]\nof = "17"\nto = "9999"\nwhat = "布"', "transfer-code"),
        ('limits = []\n[[bounds]]\ncriterion = "labour"\nleast = 0.5\nmost = 0.2', "transfer-bounds"),
        ('limits = []\n[[bounds]]\ncriterion = "labour"\nleast = 0.6\n[[bounds]]\ncriterion = "cost"\nleast = 0.6', "transfer-bounds"),
        ('limits = []\norder = ["labour", "labour"]', "transfer-twice"),
        ('limits = []\norder = ["wages"]', "catalog-not-one-of"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_an_offices_policy_is_told_at_its_line(tmp_path: Path, lines: str, code: str) -> None:
    (tmp_path / "own.toml").write_text(f'name = "own"\ntitle = "本县办法"\nsource = "县办"\n{lines}\n', "utf-8")
    catalog, problems = read_catalog(tmp_path)
    assert [problem.code for problem in problems] == [code]
    assert problems[0].place.file == "own.toml"
    assert catalog.transfer("本县办法") is None


def test_an_office_adds_a_limit_to_the_policy_that_ships(tmp_path: Path) -> None:
    lines = 'name = "general"\nextends = true\n[[limits]]\ntitle = "本县不电镀"\nsource = "县政府办"\nindustries = ["3360"]\n'
    (tmp_path / "own.toml").write_text(lines, "utf-8")
    catalog, problems = read_catalog(tmp_path)
    assert problems == []
    assert [limit.title for limit in catalog.transfers["general"].limits][-1] == "本县不电镀"
