"""The verifier: everything that the published files say of themselves is found a second time, and what differs is named.

It shares no line with the draw (:mod:`jiedui.planning.allot`), reads nothing but the files, and judges each step by what
the files say of the step before, so that one fraud is told as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jiedui.base.problems import Problem
from jiedui.planning.allot_verify.accounts import LINES, TOTALS, reckoned
from jiedui.planning.allot_verify.digests import digest
from jiedui.planning.allot_verify.forms import FILES, read
from jiedui.planning.allot_verify.outcome import calls_of, give_rooms, lots_of, order_of, seekers, settle_in
from jiedui.planning.allot_verify.sealed import (
    commitment_problems,
    fits,
    reveal_problems,
    roster_problems,
    seed_of,
    silent,
    told,
)

Row = dict[str, Any]
#: The hash of one file that a later one carries: which file, under which key, and how it is told when it differs.
_CARRIED = (
    ("commitments", "freeze", "root", "allot-other-draw"),
    ("commitments", "freeze", "rules_hash", "allot-other-draw"),
    ("transcript", "freeze", "root", "allot-other-draw"),
    ("transcript", "freeze", "rules_hash", "allot-other-draw"),
)


def verify(files: Mapping[str, bytes], *, root: str = "", rules_hash: str = "") -> list[Problem]:
    """Everything that is wrong with the files published so far, by name without ``.json``.

    ``root`` and ``rules_hash`` are those of the printed notice, if the user has it.
    """
    read_in, problems = _read(files)
    problems += _notice(read_in, {"root": root, "rules_hash": rules_hash})
    problems += _same_draw(read_in)
    for needed, check in _STEPS:
        if all(name in read_in for name in needed):
            problems += check(*(read_in[name] for name in needed))
    return problems


def _read(files: Mapping[str, bytes]) -> tuple[dict[str, Row], list[Problem]]:
    """The files that can be read; those that cannot, and those that are missing before a later one, are problems."""
    last = max((number for number, name in enumerate(FILES) if name in files), default=0)
    found: dict[str, Row] = {}
    problems: list[Problem] = []
    for name in FILES[: max(3, last + 1)]:
        if name not in files:
            problems.append(told("allot-file", name, why="—"))
            continue
        value, faults = read(name, files[name])
        problems += faults
        if value is not None:
            found[name] = value
    return found, problems


def _notice(files: Mapping[str, Row], printed: Mapping[str, str]) -> Iterator[Problem]:
    """Whether the files are those of the printed notice."""
    for key, value in printed.items():
        if value and "freeze" in files and files["freeze"][key] != value.strip().lower():
            yield told("allot-other-notice", "freeze", key, printed=value)


def _same_draw(files: Mapping[str, Row]) -> Iterator[Problem]:
    """Whether all files are of one draw."""
    names = {name: value["draw"] for name, value in files.items()}
    usual = Counter(names.values()).most_common(1)[0][0] if names else ""
    for name, draw in names.items():
        if draw != usual:
            yield told("allot-other-draw", name, draw=draw)
    for name, earlier, key, code in _CARRIED:
        if name in files and earlier in files and files[name][key] != files[earlier][key]:
            yield told(code, name, key, draw=files[name][key][:16])


def _rules(rules: Row, freeze: Row) -> Iterator[Problem]:
    """Whether the rules are those that were frozen, and nobody could know the beacon when committing."""
    if digest(rules) != freeze["rules_hash"]:
        yield told("allot-rules-changed", "rules")
    if not rules["commit_until"] < rules["beacon"]["at"] < rules["reveal_until"]:
        yield told("allot-times", "rules", "beacon")


def _seed(rules: Row, commitments: Row, reveals: Row, transcript: Row) -> Iterator[Problem]:
    """Whether the seed is what witnesses and beacon give, and no earlier one."""
    if reveals["commitments_hash"] != digest(commitments) or transcript["commitments_hash"] != digest(commitments):
        yield told("allot-commitments-changed", "commitments")
    if transcript["reveals_hash"] != digest(reveals):
        yield told("allot-reveals-changed", "reveals")
    if transcript["missing"] != silent(commitments, reveals):
        yield told("allot-missing", "transcript", "missing")
    if not fits(transcript["beacon"], rules["beacon"]["shapes"]):
        yield told("allot-beacon", "transcript", "beacon", beacon=transcript["beacon"])
    if transcript["seed"] != seed_of(commitments, reveals, transcript["beacon"]).hex():
        yield told("allot-seed", "transcript", "seed")
    for each in rules["prior_seeds"]:
        if each["seed"] == transcript["seed"]:
            yield told("allot-seed-reused", "transcript", "seed", draw=each["draw"])


def _order(roster: Row, rules: Row, transcript: Row) -> Iterator[Problem]:
    """Whether order, calls and lots follow from the seed, each from the one before."""
    counts: Counter[str] = Counter(transcript["order"])
    codes = {each["code"] for each in roster["households"]}
    lost = sorted({code for code in codes if counts[code] != 1} | (counts.keys() - codes))
    yield from (told("allot-household-lost", "transcript", code) for code in lost)
    seed = bytes.fromhex(transcript["seed"])
    expected = order_of(roster, rules, seed)
    if not lost and expected != transcript["order"]:
        pairs = enumerate(zip(expected, transcript["order"], strict=True), 1)
        number, (right, code) = next(each for each in pairs if each[1][0] != each[1][1])
        yield told("allot-order", "transcript", code, number=number, right=right)
    away = set(transcript["absent"])
    if transcript["absent"] != [each["code"] for each in roster["households"] if each["code"] in away]:
        yield told("allot-calls", "transcript", "absent")
    if transcript["calls"] != calls_of(transcript["order"], rules, transcript["absent"], transcript["missing"]):
        yield told("allot-calls", "transcript", "calls")
    listed = [[pool, homes] for pool, homes in lots_of(roster, rules, seed).items()]
    if listed != [[(each["kind"], each["reserve"]), each["homes"]] for each in transcript["lots"]]:
        yield told("allot-lots", "transcript", "lots")


def _homes(roster: Row, rules: Row, transcript: Row) -> Iterator[Problem]:
    """Whether everyone has the home that the calls give, and what follows from that."""
    dwellings = {each["code"]: each for each in roster["dwellings"]}
    households = {each["code"]: each for each in roster["households"]}
    yield from _plain(households, dwellings, rules, transcript)
    calls = [code for code in dict.fromkeys(transcript["calls"]) if code in households]
    claims = seekers(roster, rules, calls)
    lots = lots_of(roster, rules, bytes.fromhex(transcript["seed"]))
    settle_in(claims, lots)
    give_rooms(claims, lots, roster, rules)
    held = [(each.household["code"], each.home, each.held[2]) for each in claims if each.held]
    wrong = list(_wrong(held, transcript["allotted"]))
    yield from wrong
    if not wrong and held != [(each["household"], each["home"], each["wish"]) for each in transcript["allotted"]]:
        yield told("allot-wish", "transcript", "allotted")
    yield from _left(households, roster, transcript)


def _plain(households: Row, dwellings: Row, rules: Row, transcript: Row) -> Iterator[Problem]:
    """What needs no draw to be seen: a home given twice, one that is none, one too small or too large."""
    for home, count in Counter(each["home"] for each in transcript["allotted"]).items():
        if count > 1:
            yield told("allot-home-twice", "transcript", home, count=count)
    sizes = {each["kind"]: each for each in rules["kinds"]}
    for each in transcript["allotted"]:
        home, household = dwellings.get(each["home"]), households.get(each["household"])
        if home is None:
            yield told("allot-home-unknown", "transcript", each["home"], household=each["household"])
        elif household is not None:
            kind = sizes.get(home["kind"], {"least": 1, "most": 0})
            if not kind["least"] <= household["people"] <= kind["most"]:
                details = {"home": each["home"], "kind": home["kind"], "people": household["people"]}
                yield told("allot-not-eligible", "transcript", each["household"], **details)


def _wrong(held: Sequence[tuple[str, str, int]], allotted: Sequence[Row]) -> Iterator[Problem]:
    """Households with other homes than the draw gives them; two that have each other's are told as one."""
    right: dict[str, list[str]] = {}
    given: dict[str, list[str]] = {}
    for code, home, _ in held:
        right.setdefault(code, []).append(home)
    for each in allotted:
        given.setdefault(each["household"], []).append(each["home"])
    wrong = [code for code in dict.fromkeys([*right, *given]) if right.get(code) != given.get(code)]
    owner = {tuple(right[code]): code for code in wrong if code in right}
    done: set[str] = set()
    for code in wrong:
        other = owner.get(tuple(given.get(code, ())), "")
        if code in done:
            continue
        if other and code in right and given.get(other) == right[code]:
            done.add(other)
            yield told("allot-swapped", "transcript", code, other=other)
        else:
            homes = {"home": "、".join(given.get(code, ["—"])), "right": "、".join(right.get(code, ["—"]))}
            yield told("allot-home-wrong", "transcript", code, **homes)


def _left(households: Row, roster: Row, transcript: Row) -> Iterator[Problem]:
    """Whether the lists of who and what is left follow from the homes given."""
    got = Counter(each["household"] for each in transcript["allotted"])
    calls = [code for code in transcript["calls"] if code in households]
    if transcript["unallotted"] != [code for code in calls if got[code] < households[code]["homes"]]:
        yield told("allot-unallotted", "transcript", "unallotted")
    given = {each["home"] for each in transcript["allotted"]}
    if transcript["left"] != [each["code"] for each in roster["dwellings"] if each["code"] not in given]:
        yield told("allot-left", "transcript", "left")


def _settlement(roster: Row, rules: Row, transcript: Row, settlement: Row) -> Iterator[Problem]:
    """Whether every line of every settlement is right, and nobody's is missing."""
    if settlement["transcript_hash"] != digest(transcript):
        yield told("allot-transcript-changed", "settlement", "transcript_hash")
    dwellings = {each["code"]: each for each in roster["dwellings"]}
    households = {each["code"]: each for each in roster["households"]}
    homes: dict[str, list[str]] = {}
    for each in transcript["allotted"]:
        homes.setdefault(each["household"], []).append(each["home"])
    due = [code for code in transcript["calls"] if code in homes and code in households]
    if due != [each["household"] for each in settlement["settlements"]]:
        yield told("allot-settlement", "settlement", line="household")
    known = set(due)
    for each in settlement["settlements"]:
        code = each["household"]
        if code in known and all(home in dwellings for home in homes[code]):
            right = reckoned(households[code], (dwellings[home] for home in homes[code]), rules["settlement"])
            right["homes"] = homes[code]
            yield from (
                told("allot-settlement", "settlement", code, line=line)
                for line in ("homes", *LINES, *TOTALS)
                if each[line] != right[line]
            )


_STEPS = (
    (("roster", "freeze"), roster_problems),
    (("rules", "freeze"), _rules),
    (("rules", "freeze", "commitments"), commitment_problems),
    (("rules", "commitments", "reveals"), reveal_problems),
    (("rules", "commitments", "reveals", "transcript"), _seed),
    (("roster", "rules", "transcript"), _order),
    (("roster", "rules", "transcript"), _homes),
    (("roster", "rules", "transcript", "settlement"), _settlement),
)
