"""Holding a draw (主持抽签): each step of the protocol on the files published so far, refused when it may not be taken.

Pure: files go in by name, records come out; the caller says what time it is and keeps the files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from jiedui.base.problems import Place, Problem, Refusal, errors, refuse
from jiedui.planning.allot.calling import drawn_order
from jiedui.planning.allot.checks import Intended, problems_of, roster_of
from jiedui.planning.allot.draw import draw
from jiedui.planning.allot.folder import read
from jiedui.planning.allot.model import (
    Commitment,
    Commitments,
    Freeze,
    Reveal,
    Reveals,
    Roster,
    Rules,
    Secret,
    Settlement,
    Transcript,
)
from jiedui.planning.allot.sealing import (
    commitment_to,
    commitments_of,
    freeze,
    has_shape,
    reveals_of,
)
from jiedui.planning.allot.settlement import settle

Files = Mapping[str, bytes]
#: How many orders are kept.
KEPT = 4
#: The clock on the wall of those who hold a draw.
_BEIJING = timezone(timedelta(hours=8))


def frozen(what: Intended, at: str, found: Collection[Problem] = ()) -> tuple[Roster, Freeze, list[Problem]]:
    """Roster and notice, with the warnings; Refusal with all problems (``found`` are those met before)."""
    problems = [*found, *problems_of(what), *still_time(what.rules, at)]
    if errors(problems):
        raise Refusal(*problems)
    roster = roster_of(what)
    return roster, freeze(roster, what.rules, at), problems


def still_time(rules: Rules, at: str) -> Iterator[Problem]:
    """What is frozen when nobody can commit any more could never be drawn."""
    if at >= rules.commit_until:
        yield Problem("allot-past", details={"until": wall_clock(rules.commit_until)})


def committed(files: Files, witness: str, commitment: str, at: str) -> Commitments:
    """The commitments with one more.

    Refusal: allot-no-witness-named, allot-committed, allot-too-late.
    """
    rules, notice = read(files, "rules", Rules), read(files, "freeze", Freeze)
    names = [each.name for each in rules.witnesses]
    if witness not in names:
        raise refuse("allot-no-witness-named", name=witness, known="、".join(names))
    given = {each.witness: each for each in _commitments(files).commitments}
    if witness in given:
        raise refuse("allot-committed", name=witness)
    if at > rules.commit_until or "reveals" in files:
        raise refuse("allot-too-late", what="承诺", until=wall_clock(rules.commit_until))
    given[witness] = Commitment(witness=witness, commitment=commitment, at=at)
    return commitments_of(notice, rules, given)


def commitment_of(files: Files, secret: Secret) -> str:
    """The commitment that a secret stands for in this draw."""
    return commitment_to(read(files, "freeze", Freeze), secret.witness, secret.value, secret.nonce)


def revealed(files: Files, secret: Secret, at: str) -> Reveals:
    """The reveals with one more; the commitments are closed with the first.

    A value that is known before the beacon lets whoever commits or waits reckon with it: until then nothing is revealed.
    Refusal: allot-other-draw, allot-quorum, allot-reveal-early, allot-no-witness-named, allot-reveal, allot-too-late.
    """
    rules, commitments = read(files, "rules", Rules), _commitments(files)
    if secret.draw != rules.draw:
        raise refuse("allot-other-draw", draw=secret.draw)
    _must_be_enough(commitments, rules)
    if at < rules.beacon.at:
        raise refuse("allot-reveal-early", beacon=rules.beacon.name, at=wall_clock(rules.beacon.at))
    fixed = {each.witness: each.commitment for each in commitments.commitments}
    if secret.witness not in fixed:
        raise refuse("allot-no-witness-named", name=secret.witness, known="、".join(fixed))
    if commitment_of(files, secret) != fixed[secret.witness]:
        raise refuse("allot-reveal", Place(column=secret.witness))
    if at > rules.reveal_until:
        raise refuse("allot-too-late", what="揭示", until=wall_clock(rules.reveal_until))
    given = {each.witness: each for each in _reveals(files, commitments).reveals}
    told = Reveal(witness=secret.witness, value=secret.value, nonce=secret.nonce, at=at)
    return reveals_of(commitments, {**given, secret.witness: told})


def wall_clock(time: str) -> str:
    """A time of the protocol, which is in UTC, as the clock on the wall shows it to who is refused."""
    return datetime.fromisoformat(time).astimezone(_BEIJING).strftime("%Y-%m-%d %H:%M")


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixes an order: the hashes of the frozen roster and rules, and the seed (hexadecimal); and what the hashes stand for."""

    root: str
    rules_hash: str
    seed: str
    roster: Roster = field(compare=False)
    rules: Rules = field(compare=False)


@lru_cache(maxsize=KEPT)
def order_of(fixed: Fixed) -> tuple[str, ...]:
    """The order in which the households stand; some are kept, for everyone looks at one between the draw and the choice."""
    return tuple(drawn_order(fixed.roster, fixed.rules, bytes.fromhex(fixed.seed)))


def drawn(files: Files, beacon: str, at: str, absent: Collection[str] = ()) -> tuple[Reveals, Transcript]:
    """The reveals as they stand, and the transcript.

    What was frozen must be sound (the caller verifies the files). Refusal: allot-quorum, allot-beacon, allot-too-early,
    allot-awaited while somebody may still reveal, allot-household-lost when an absent household is in no roster,
    allot-drawn when there is a transcript.
    """
    roster, rules = read(files, "roster", Roster), read(files, "rules", Rules)
    commitments = _commitments(files)
    reveals = _reveals(files, commitments)
    if "transcript" in files:
        raise refuse("allot-drawn", draw=rules.draw, status="已抽签")
    _must_be_enough(commitments, rules)
    if not has_shape(beacon, rules.beacon.shapes):
        raise refuse("allot-beacon", beacon=beacon)
    if at < rules.beacon.at:
        raise refuse("allot-too-early", at=wall_clock(rules.beacon.at))
    spoke = {each.witness for each in reveals.reveals}
    silent = [each.witness for each in commitments.commitments if each.witness not in spoke]
    if silent and at <= rules.reveal_until:
        raise refuse("allot-awaited", who="、".join(silent), until=wall_clock(rules.reveal_until))
    for code in absent:
        if code not in roster.by_code:
            raise refuse("allot-household-lost", Place(column=code))
    return reveals, draw(roster, rules, commitments, reveals, beacon, absent)


def _must_be_enough(commitments: Commitments, rules: Rules) -> None:
    """Refusal (allot-quorum) while fewer witnesses have committed than the rules ask for."""
    if len(commitments.commitments) < rules.quorum:
        raise refuse("allot-quorum", given=len(commitments.commitments), quorum=rules.quorum)


def settled(files: Files) -> Settlement:
    """The settlement of a draw."""
    roster, rules = read(files, "roster", Roster), read(files, "rules", Rules)
    return settle(roster, rules, read(files, "transcript", Transcript))


def _commitments(files: Files) -> Commitments:
    """The commitments so far; none before the first."""
    if "commitments" in files:
        return read(files, "commitments", Commitments)
    return commitments_of(read(files, "freeze", Freeze), read(files, "rules", Rules), {})


def _reveals(files: Files, commitments: Commitments) -> Reveals:
    """The reveals so far; none before the first."""
    return read(files, "reveals", Reveals) if "reveals" in files else reveals_of(commitments, {})
