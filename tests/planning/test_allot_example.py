"""The worked example of docs/allotment.md: every value that the page gives, and every file of examples/allotment."""

import hashlib
import json
from itertools import islice
from pathlib import Path

import pytest

from jiedui.planning.allot import draw, freeze, settle
from jiedui.planning.allot.folder import read_rules
from jiedui.planning.allot.hashing import canonical, hash_of, leaf_hashes, leaves, merkle_root, sha
from jiedui.planning.allot.lots import stream
from jiedui.planning.allot.model import Commitments, Freeze, Reveals, Roster, Rules, Settlement, Transcript
from jiedui.planning.allot.sealing import commitment_to

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "allotment.md").read_text("utf-8")


def file(name: str) -> str:
    """The text of one file of the example."""
    return (ROOT / "examples" / "allotment" / f"{name}.json").read_text("utf-8")


ROSTER, RULES = Roster.model_validate_json(file("roster")), Rules.model_validate_json(file("rules"))
FREEZE, TRANSCRIPT = Freeze.model_validate_json(file("freeze")), Transcript.model_validate_json(file("transcript"))
COMMITMENTS, REVEALS = (
    Commitments.model_validate_json(file("commitments")),
    Reveals.model_validate_json(file("reveals")),
)


def row(label: str) -> str:
    """The value that the page gives in the row of that label."""
    (found,) = [line for line in PAGE.splitlines() if line.startswith(f"| {label} |")]
    return found.split("|")[2].strip().strip("`")


def test_the_files_follow_from_what_goes_in() -> None:
    assert freeze(ROSTER, RULES, FREEZE.frozen_at) == FREEZE
    assert draw(ROSTER, RULES, COMMITMENTS, REVEALS, "3875.2604", ["H5"]) == TRANSCRIPT
    assert settle(ROSTER, RULES, TRANSCRIPT) == Settlement.model_validate_json(file("settlement"))


def test_the_hashes_of_the_page() -> None:
    data = list(leaves(ROSTER))
    hashes = leaf_hashes(data)
    assert [each.decode() for each in data[:2]] == [row("data of leaf 0"), row("data of leaf 1")]
    assert [each.hex() for each in hashes[:2]] == [row("leaf 0"), row("leaf 1")]
    assert hashlib.sha256(b"\1" + hashes[0] + hashes[1]).hexdigest() == row("node over both")
    assert merkle_root(hashes).hex() == FREEZE.root == row("root (11 leaves)")
    assert [hash_of(each) for each in (RULES, COMMITMENTS, REVEALS, TRANSCRIPT)] == [
        row(f"`{name}`") for name in ("rules_hash", "commitments_hash", "reveals_hash", "transcript_hash")
    ]
    assert [sha("a", "").hex(), sha("", "a").hex()] == [row('`SHA("a", "")`'), row('`SHA("", "a")`')]


def test_the_commitment_and_the_seed_of_the_page() -> None:
    assert commitment_to(FREEZE, "村民代表", "428571", "11" * 32) == row(
        "commitment of 村民代表 to `428571`, nonce 32 × `11`"
    )
    silent = sha("missing", "村民代表", bytes.fromhex(COMMITMENTS.commitments[0].commitment))
    assert silent.hex() == row("contribution of 村民代表 (missing)")
    told = sha("revealed", "公证处", "9", bytes.fromhex("22" * 32))
    assert told.hex() == row("contribution of 公证处 (revealed `9`, nonce 32 × `22`)")
    assert TRANSCRIPT.seed == row("`seed` (beacon `3875.2604`)")


@pytest.mark.parametrize("purpose", [("order", "1"), ("lot", "120", "")], ids=str)
def test_the_streams_of_the_page(purpose: tuple[str, ...]) -> None:
    seed = bytes.fromhex(TRANSCRIPT.seed)
    label = "(" + ", ".join(f'`"{part}"`' for part in purpose) + ")"
    at = PAGE.index(f"| key of the stream for {label} | `{sha('jiedui/allot/1/stream', seed, *purpose).hex()}` |")
    words = ", ".join(map(str, islice(stream(seed, *purpose), 3)))
    assert PAGE[at:].splitlines()[1] == f"| its first words | {words} |"


def test_canonical_json_is_that_of_rfc_8785() -> None:
    odd = {"b": ["\u20ac$\u000f\nA'\u0042\u0022\u005c\"/", 0, -5], "a": True, "": "\u2028\x7f"}
    assert canonical(odd).decode() == ('{"":"\u2028\x7f","a":true,"b":["\u20ac$\\u000f\\nA\'B\\"\\\\\\"/",0,-5]}')
    assert json.loads(canonical(odd)) == odd


@pytest.mark.parametrize("count", range(18))
def test_the_root_is_that_of_rfc_6962(count: int) -> None:
    def split(hashes: list[bytes]) -> bytes:
        """The definition of the RFC, as it stands there."""
        if len(hashes) < 2:
            return hashes[0] if hashes else hashlib.sha256().digest()
        half = 1 << ((len(hashes) - 1).bit_length() - 1)
        return hashlib.sha256(b"\1" + split(hashes[:half]) + split(hashes[half:])).digest()

    hashes = [hashlib.sha256(bytes([number])).digest() for number in range(count)]
    assert merkle_root(hashes) == split(hashes)


def test_the_rules_written_by_hand_are_those_of_the_file() -> None:
    assert read_rules(ROOT / "examples" / "allotment" / "rules.toml") == RULES
