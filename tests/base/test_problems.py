"""The catalogue of problems: every code is told in both languages, declared where used and used where declared."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.base.problems import Code, Place, Problem, Refusal, codes, errors, refuse

SOURCE = Path(__file__).parents[2] / "src" / "jiedui"
CODES = list(codes().values())


def _texts() -> set[str]:
    """Every string literal of the source but the docstrings."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        found |= {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return found


def test_every_code_that_the_source_names_is_declared() -> None:
    rooms = {code.name.partition("-")[0] for code in CODES}
    named = {
        text for text in _texts() if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text) and text.partition("-")[0] in rooms
    }
    assert sorted(named - set(codes()) - _addresses()) == []


def _addresses() -> set[str]:
    """The names of the site's addresses, which look like codes and are none."""
    routes = (SOURCE / "web" / "urls.py").read_text("utf-8") + (SOURCE / "web" / "api" / "main.py").read_text("utf-8")
    return set(re.findall(r'(?:name|urls_namespace)="([a-z0-9-]+)"', routes))


def test_every_code_that_is_declared_is_named_in_the_source() -> None:
    assert sorted(set(codes()) - _texts()) == []


@pytest.mark.parametrize("code", CODES, ids=[code.name for code in CODES])
def test_a_code_is_well_formed(code: Code) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", code.name)
    assert code.severity in ("error", "warning", "note")
    assert re.search(r"[\u4e00-\u9fff]|_zh\}", code.zh), "the Chinese wording has no Chinese in it"
    assert re.search(r"[A-Za-z]{2}", code.en), "the English wording has no English in it"
    assert not code.zh.endswith(("。", ".")), "a message is put beside others and has no full stop"
    assert not code.en.endswith(".")


@pytest.mark.parametrize("code", CODES, ids=[code.name for code in CODES])
def test_both_wordings_can_be_filled(code: Code) -> None:
    details = dict.fromkeys(re.findall(r"\{(\w+)", code.zh + code.en), 7)
    problem = Problem(code.name, Place(), details)
    assert "{" not in problem.message("zh") + problem.message("en")


def test_a_place_is_said_from_the_file_inwards() -> None:
    place = Place(file="账.xlsx", sheet="资金台账", row=7, column="金额")
    assert place.words() == "账.xlsx › 资金台账 › 第 7 行 › 金额"
    assert place.words("en") == "账.xlsx › 资金台账 › row 7 › 金额"
    assert Place().words() == ""


def test_a_problem_is_said_with_its_place() -> None:
    problem = Problem("period-backwards", Place(file="a.toml", line=3), {"text": "2022..2021"})
    assert problem.words() == "a.toml › 第 3 行：期间“2022..2021”的终点早于起点"
    assert problem.severity == "error"


def test_a_refusal_says_all_its_problems() -> None:
    first, second = (
        refuse("catalog-no-folder", folder="a").problems[0],
        Problem("period-backwards", details={"text": "x"}),
    )
    refusal = Refusal(first, second)
    assert str(refusal).splitlines() == [first.words(), second.words()]
    assert refusal.exit_code == 2


def test_notes_and_warnings_do_not_stop_the_work() -> None:
    problems = [Problem(code.name) for code in CODES]
    assert {codes()[problem.code].severity for problem in errors(problems)} == {"error"}


words = st.none() | st.from_regex(r"[a-z]{1,5}", fullmatch=True)
numbers = st.none() | st.integers(1)
places = st.builds(Place, file=words, sheet=words, row=numbers, column=words, line=numbers)


@given(places)
def test_a_place_says_what_it_knows_and_no_more(place: Place) -> None:
    known = [part for part in (place.file, place.sheet, place.row, place.line, place.column) if part is not None]
    said = place.words().split(" › ") if place.words() else []
    assert len(said) == len(known)
    assert all(str(part) in words for part, words in zip(known, said, strict=True))
