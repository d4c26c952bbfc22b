"""Offices have Chromium 108: what came later may not stand in our scripts and styles."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "jiedui"
STATIC = SOURCE / "web" / "static"
VERIFIER = SOURCE / "planning" / "allot" / "verifier"
OURS = sorted(
    path
    for folder in (STATIC / "css", STATIC / "js", VERIFIER)
    for path in folder.glob("*.*")
    if path.suffix in {".css", ".js"}
)

#: What Chromium learnt after 108, by the version.
LATER = {
    "css": {
        "color-mix (111)": r"color-mix\(",
        "nesting (112)": r"\{[^{}]*&[ .:#>]",
        "subgrid (117)": r"\bsubgrid\b",
        "light-dark (123)": r"light-dark\(",
        "popover (114)": r":popover-open",
        "field-sizing (123)": r"field-sizing",
        "relative colours (119)": r"(rgb|hsl|oklch)\(from ",
        "scope (118)": r"@scope\b",
        "anchors (125)": r"anchor-name|position-anchor",
    },
    "js": {
        "copying arrays (110)": r"\.(toSorted|toReversed|toSpliced|with)\(",
        "groupBy (117)": r"(Object|Map)\.groupBy",
        "withResolvers (119)": r"withResolvers",
        "fromAsync (121)": r"fromAsync",
        "canParse (120)": r"URL\.canParse",
        "AbortSignal.any (116)": r"AbortSignal\.any",
        "sets (122)": r"\.(isSubsetOf|intersection|symmetricDifference)\(",
        "regex v flag (112)": r"/[a-z]*v[a-z]*[;,)]",
        "popover (114)": r"showPopover|togglePopover",
        "iterator helpers (122)": r"\.values\(\)\.(map|filter|take)\(",
        "moveBefore (133)": r"moveBefore",
    },
}


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_nothing_is_newer_than_the_offices_browser(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [what for what, pattern in LATER[path.suffix[1:]].items() if re.search(pattern, text)] == []


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w{2,}/", path.read_text("utf-8")) == []


def test_every_script_is_strict() -> None:
    scripts = [
        path for path in OURS if path.suffix == ".js" and path.parent != VERIFIER
    ]  # that one is strict as a whole
    assert scripts
    assert [path.name for path in scripts if '"use strict";' not in path.read_text("utf-8")] == []


def test_no_script_declares_a_name_that_every_page_has() -> None:
    """Scripts of one page share their names: a second ``const narrow`` stops a whole script before it begins."""
    names = {
        path.name: set(
            re.findall(r"^(?:const|let|class|(?:async )?function\*?) (\w+)", path.read_text("utf-8"), re.MULTILINE)
        )
        for path in (STATIC / "js").glob("*.js")
    }
    everywhere = names.pop("base.js")
    assert everywhere
    assert {name: found & everywhere for name, found in names.items() if found & everywhere} == {}
