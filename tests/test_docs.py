"""The documents tell the truth: every command, option, link, name and example in them exists and does what it says."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import typer
from pydantic import BaseModel

from jiedui.catalog import Column, Indicator, Ledger, RowRule, SumRule, builtin, read_catalog
from jiedui.cli import app
from jiedui.prose.extract import extract
from jiedui.reports.html_views import MARKS

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "README.zh-CN.md", "CHANGELOG.md", "examples/README.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
JUDGED = ROOT / "docs" / "how-a-statement-is-judged.md"

each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of that language, without their indentation."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```", text, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", body, flags=re.MULTILINE) for indent, body in found]


def commands(text: str) -> Iterator[list[str]]:
    """Every call of ``jiedui``, in console blocks and in code within sentences, as its words."""
    lines = [
        line.removeprefix("$ ") for block in blocks(text, "console") for line in block.splitlines() if line[:2] == "$ "
    ]
    spans = re.findall(r"(?<!`)`(jiedui [^`]+)`(?!`)", text)
    for line in (*lines, *spans):
        command = line.partition("   #")[0].partition(" # ")[0].partition(" && ")[0].strip()
        if command.startswith("jiedui "):
            yield shlex.split(command)[1:]


def resolved(words: list[str]) -> tuple[Any, list[str]]:
    """The command that the words lead to, and what is left of them; a group when they lead to none of its commands."""
    command, rest = typer.main.get_command(app), list(words)
    while rest and rest[0] in getattr(command, "commands", {}):
        command, rest = command.commands[rest[0]], rest[1:]
    return command, rest


@each_document
def test_every_command_and_option_exists(path: Path) -> None:
    for words in commands(path.read_text("utf-8")):
        command, rest = resolved(words)
        told = f"jiedui {' '.join(words)}"
        assert not hasattr(command, "commands") or not rest or rest[0][0] == "-", f"{told}: no such command"
        known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        assert [word for word in rest if re.match("-[a-z-]", word) and word not in known | {"--help"}] == [], told


@each_document
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text("utf-8")):
        if not target.startswith(("http:", "https:", "#")):
            assert (path.parent / target.partition("#")[0]).exists(), target


@each_document
def test_every_path_of_the_repository_exists(path: Path) -> None:
    for target in re.findall(r"`((?:src|tests|docs|examples|benchmarks|tools)/[^`<>*]*)`", path.read_text("utf-8")):
        assert (ROOT / target).exists(), target


@each_document
def test_every_make_target_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b(?=[`\s])", "\n".join(_code(path.read_text("utf-8"))))) <= targets


@each_document
def test_declarations_in_examples_hold(path: Path, tmp_path: Path) -> None:
    written = blocks(path.read_text("utf-8"), "toml")
    for number, block in enumerate(written):
        if re.match(r"name =|\[\[indicators\]\]", block):
            (tmp_path / f"{number}.toml").write_text(block, encoding="utf-8")
    catalog, problems = read_catalog(tmp_path)
    assert [problem.words("en") for problem in problems] == []
    assert set(catalog.ledgers) >= set(builtin().ledgers)


@pytest.mark.parametrize("guide", ["getting-started.md", "getting-started.zh-CN.md"])
def test_the_first_steps_run_as_they_stand(tmp_path: Path, guide: str) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    steps = [words for words in commands((ROOT / "docs" / guide).read_text("utf-8")) if len(words) > 1]
    for words in steps:
        if words[0] == "serve":  # goes on until it is stopped; has tests of its own
            continue
        ran = subprocess.run(
            [sys.executable, "-m", "jiedui", *words], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, f"jiedui {' '.join(words)}\n{ran.stdout}\n{ran.stderr}"
    assert len(steps) > 10


@pytest.mark.parametrize(
    ("name", "models"),
    [("adding-a-ledger.md", (Ledger, Column, RowRule, SumRule)), ("adding-an-indicator.md", (Indicator,))],
)
def test_every_key_of_a_declaration_is_explained(name: str, models: tuple[type[BaseModel], ...]) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    keys = {key for model in models for key in model.model_fields}
    assert {key for key in keys if not re.search(rf"`{key}`|`{key} =|^ *{key} =", text, re.MULTILINE)} == set()


def _code(text: str) -> list[str]:
    """Code blocks and code within sentences."""
    return [
        *(block for language in ("console", "sh", "") for block in blocks(text, language)),
        *re.findall(r"`([^`\n]+)`", text),
    ]


def test_there_are_examples_to_test() -> None:
    everything = "\n".join(path.read_text("utf-8") for path in DOCUMENTS)
    assert len(list(commands(everything))) > 20
    assert len(blocks(everything, "toml")) > 5


def _wordings() -> list[tuple[str, str, str]]:
    """The rows of the table of wordings: example, interval, soft edge."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in JUDGED.read_text("utf-8").splitlines()]
    return [(row[1], row[2], row[3]) for row in rows if len(row) == 4 and re.search(r"\bv\b", row[2])]


@pytest.mark.parametrize(("example", "interval", "odd"), _wordings(), ids=[row[0] for row in _wordings()])
def test_a_wording_means_what_the_document_says(example: str, interval: str, odd: str) -> None:
    (statement,) = extract(example).statements
    told = re.fullmatch(r"(?:([\d.]+) (<=?) )?v(?: (<=?) ([\d.]+))?", interval)
    assert told is not None
    low, high, soft = (Fraction(text) if text else None for text in (told[1], told[4], odd))
    assert (statement.low, statement.high) == (low, high)
    assert (statement.low_open, statement.high_open) == (told[2] == "<", told[3] == "<")
    assert statement.soft_high == soft


@pytest.mark.parametrize("name", ["glossary.md", "how-a-statement-is-judged.md"])
def test_verdicts_are_called_what_the_command_calls_them(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    for verdict, (_, word, _) in MARKS.items():
        assert re.search(rf"{verdict} {word}|{word} \| {verdict}", text), verdict


def test_the_glossary_names_every_ledger_as_the_catalogue_does() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    for ledger in builtin().ledgers.values():
        assert re.search(rf"\| {ledger.title} \| [^|]+ \| `{ledger.name}` \| {ledger.counts} \|", text), ledger.name


def test_the_names_of_the_glossary_are_names_of_the_code() -> None:
    source = "\n".join(file.read_text("utf-8") for file in (ROOT / "src").rglob("*") if file.suffix in (".py", ".toml"))
    names = re.findall(r"\| `(\w+)` \|", (ROOT / "docs" / "glossary.md").read_text("utf-8"))
    assert [name for name in names if not re.search(rf"\b{name}\b", source)] == []


@pytest.mark.parametrize(("one", "other"), [("README.md", "README.zh-CN.md")])
def test_the_two_readmes_are_twins(one: str, other: str) -> None:
    texts = [(ROOT / name).read_text("utf-8") for name in (one, other)]
    assert all(len(text.splitlines()) <= 90 for text in texts)
    assert list(commands(texts[0])) == list(commands(texts[1]))
    headings = [re.findall(r"^#+", text, re.MULTILINE) for text in texts]
    assert headings[0] == headings[1]
