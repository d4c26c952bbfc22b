"""Leading a draw: each step from the files that are kept to those that are kept next.

What the protocol refuses is refused by :mod:`jiedui.planning.allot.holding`; here only the order of the steps is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import TypeVar

from jiedui.base.problems import Problem, refuse
from jiedui.planning.allot import Roster, Rules, Transcript
from jiedui.planning.allot.checks import Intended
from jiedui.planning.allot.folder import file_bytes, read, utc
from jiedui.planning.allot.holding import Fixed, committed, drawn, frozen, order_of, revealed, settled
from jiedui.planning.allot.model import PROTOCOL, Commitments, Freeze, Record, Reveals, Secret, Settlement
from jiedui.planning.allot.sealing import seed_of
from jiedui.web.draws.models import Draw, Stage
from jiedui.web.draws.showing import Drawn

R = TypeVar("R", bound=Record)
#: How many files are kept as records.
PARSED = 6


def now() -> str:
    """This moment as the protocol writes it."""
    return utc(datetime.now(UTC))


def drawn_of(kept: Draw) -> Drawn:
    """What is kept of a frozen draw, as records; Refusal (draw-stage) before the freeze."""
    if "freeze" not in kept.files:
        raise refuse("draw-stage", name=kept.name)
    files = files_of(kept)
    found = Drawn(
        roster=_parsed(_file(files, "roster"), Roster),
        rules=read(files, "rules", Rules),
        frozen=read(files, "freeze", Freeze),
        commitments=read(files, "commitments", Commitments) if "commitments" in files else None,
        reveals=read(files, "reveals", Reveals) if "reveals" in files else None,
        beacon=kept.beacon,
        transcript=_parsed(_file(files, "transcript"), Transcript) if "transcript" in files else None,
        settlement=_parsed(_file(files, "settlement"), Settlement) if "settlement" in files else None,
    )
    seed, order = _order(found)
    return replace(found, seed=seed, order=order)


def _order(found: Drawn) -> tuple[str, Sequence[str]]:
    """The seed and the order, once the public number is known; none before."""
    if found.transcript:
        return found.transcript.seed, found.transcript.order
    if not (found.beacon and found.commitments and found.reveals):
        return "", ()
    seed = seed_of(found.commitments, found.reveals, found.beacon).hex()
    return seed, order_of(Fixed(found.frozen.root, found.frozen.rules_hash, seed, found.roster, found.rules))


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a draw, known by its digest."""

    name: str
    digest: bytes
    data: bytes = field(compare=False, repr=False)


def _file(files: Mapping[str, bytes], name: str) -> _File:
    """A file of those kept."""
    return _File(name, sha256(files[name]).digest(), files[name])


@lru_cache(maxsize=PARSED)
def _parsed(file: _File, of: type[R]) -> R:
    """A file as a record. A roster of a great draw takes seconds to read, and never changes: some are kept."""
    return read({file.name: file.data}, file.name, of)


def freeze_now(kept: Draw, what: Intended, found: Sequence[Problem]) -> Freeze:
    """Freeze the roster and the rules as they stand; the notice."""
    _at(kept, "draft")
    roster, notice, _ = frozen(what, now(), found)
    _keep(kept, roster=roster, rules=what.rules, freeze=notice)
    return notice


def commit(kept: Draw, witness: str, commitment: str) -> None:
    """Take a commitment down; the last witness's closes them."""
    _at(kept, "frozen")
    given = committed(files_of(kept), witness, commitment.strip().lower(), now())
    kept.closed = len(given.commitments) == len(kept.rules["witnesses"])
    _keep(kept, commitments=given)


def close(kept: Draw) -> None:
    """Close the commitments with those that there are, at least the quorum of them."""
    _at(kept, "frozen")
    given = read(files_of(kept), "commitments", Commitments).commitments
    if len(given) < kept.rules["quorum"]:
        raise refuse("allot-quorum", given=len(given), quorum=kept.rules["quorum"])
    kept.closed = True
    kept.save()


def reveal(kept: Draw, witness: str, value: str, nonce: str) -> None:
    """Take a reveal down, if it gives the witness's commitment."""
    _at(kept, "committed")
    secret = Secret(protocol=PROTOCOL, draw=kept.name, witness=witness, value=value, nonce=nonce.strip().lower())
    _keep(kept, reveals=revealed(files_of(kept), secret, now()))


def order(kept: Draw, beacon: str) -> None:
    """Take the public number down and close the reveals: from here on the seed is fixed."""
    _at(kept, "committed")
    reveals, _ = drawn(files_of(kept), beacon, now())
    kept.beacon = beacon
    _keep(kept, reveals=reveals)


def choose(kept: Draw, absent: Collection[str]) -> Transcript:
    """Allot the homes; ``absent`` did not come when called."""
    _at(kept, "ordered")
    _, transcript = drawn(files_of(kept), kept.beacon, now(), absent)
    _keep(kept, transcript=transcript)
    return transcript


def settle(kept: Draw) -> None:
    """Settle with every household that got a home."""
    _at(kept, "drawn")
    _keep(kept, settlement=settled(files_of(kept)))


def held(number: int) -> Draw:
    """The draw, held for one step until the end of the transaction; DoesNotExist where there is none."""
    return Draw.objects.select_for_update().get(pk=number)


def _at(kept: Draw, stage: Stage) -> None:
    """Refuse a step that is not due."""
    if kept.stage != stage:
        raise refuse("draw-stage", name=kept.name)


def files_of(kept: Draw) -> dict[str, bytes]:
    """The files by name."""
    return {name: text.encode() for name, text in kept.files.items()}


def _keep(kept: Draw, **records: Record) -> None:
    """Keep the files that the records make."""
    kept.files = {**kept.files, **{name: file_bytes(record).decode() for name, record in records.items()}}
    kept.save()
