"""A draw told step by step, and its files in a folder."""

from pathlib import Path

import pytest

from jiedui.base.problems import Refusal
from jiedui.planning.allot.folder import files_in, read, read_rules, write
from jiedui.planning.allot.model import Roster, Rules
from jiedui.planning.allot.telling import number_of, steps
from planning.drawing import held, home, household, roster, rules

OF = roster(
    [household("H1", "90", "120"), household("H2", "90"), household("H3", "90")],
    [home("101"), home("201", "120"), home("102")],
)
UNDER = rules("90", "120")


def test_every_call_tells_what_was_got_and_what_is_left() -> None:
    drawn = held(OF, UNDER, absent=["H2"])
    told = list(steps(OF, drawn))
    assert [(each.call, each.household) for each in told] == list(enumerate(drawn.calls, 1))
    assert [each.number for each in told] == [number_of(drawn, each.household) for each in told]
    assert [dict(each.left) for each in told] == [{"90": 1, "120": 1}, {"90": 0, "120": 1}]
    assert [home.code for each in told for home in each.homes] == ["101", "102"]
    assert number_of(drawn, "H9") is None


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    for name, record in {"roster": OF, "rules": UNDER}.items():
        write(tmp_path, name, record)
    files = files_in(tmp_path)
    assert sorted(files) == ["roster", "rules"]
    assert (read(files, "roster", Roster), read(files, "rules", Rules)) == (OF, UNDER)
    assert read_rules(tmp_path / "rules.json") == UNDER


TOML = """protocol = "jiedui/allot/1"
draw = "荷荡雅苑一期"
title = "荷荡雅苑一期分房"
site = "荷荡雅苑"
rounds = "apart"
wishes = "kinds"
rooms = "lot"
beyond = true
groups = "adjacent"
passed = "forfeit"
kinds = [{ kind = "90", least = 1, most = 9 }]
reserves = []
witnesses = [{ name = "公证处", role = "公证", households = [] }]
quorum = 1
abstainers = "last"
deposit = 0
commit_until = 2026-12-01T14:00:00+08:00
reveal_until = 2026-12-01T16:00:00+08:00
prior_seeds = []
beacon = { name = "上证综指", rule = "当日收盘", at = 2026-12-01T15:00:00+08:00, shapes = ["9999.9999"] }
[settlement]
entitled_price = 180000
over = []
market_price = 650000
short_price = 0
compensation_price = 95000
bonuses = []
transition_price = 0
transition_months = 0
moving = 0
"""


def test_rules_may_be_written_by_hand_with_local_times(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(TOML, "utf-8")
    assert read_rules(path).beacon.at == "2026-12-01T07:00:00Z"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"apart"', '"先签先选"', "rules.toml › rounds"),
        ("quorum = 1", "quorum = 0", "rules.toml › quorum"),
        ("quorum = 1", "", "rules.toml › quorum"),
        ("quorum = 1", "quorum =", "rules.toml"),
        ("quorum = 1", "quorum = 1\nluck = 7", "rules.toml › luck"),
        ("least = 1", "least = 1.5", "rules.toml › kinds.0.least"),
    ],
)
def test_rules_that_are_none_are_told_at_their_place(tmp_path: Path, old: str, new: str, place: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(TOML.replace(old, new), "utf-8")
    with pytest.raises(Refusal) as refused:
        read_rules(path)
    assert [(each.code, each.place.words()) for each in refused.value.problems] == [("allot-file", place)]


def test_a_file_that_is_not_there_is_told_as_missing_and_not_as_misshapen(tmp_path: Path) -> None:
    for ask in (lambda: read({}, "rules", Rules), lambda: read_rules(tmp_path / "rules.toml")):
        with pytest.raises(Refusal) as refused:
            ask()
        assert [each.code for each in refused.value.problems] == ["allot-no-file"]
