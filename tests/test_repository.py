"""The habits of the house, held by a test: short files, short functions, everything documented, nothing left behind."""

import ast
import re
import statistics
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = sorted(path for path in (ROOT / "src").rglob("*.py") if not path.match("migrations/0*.py"))
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

#: What must not stand in any file: the words are taken apart here, so that this file does not hold them either.
FORBIDDEN = {
    "a note to do it later": r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
    "a path of one machine": r"(?<![\w.])/(wo" + r"rk|ro" + r"ot|ho" + r"me)/",
    "the address of a package": r"https?://\S+\.(whl|tgz|tar\.gz|deb)\b",
    "a mirror of packages": r"(index|registry)[-_]u" + r"rl|extra-in" + r"dex",
}


def name_of(path: Path) -> str:
    """The path as a user of the repository says it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tracked() -> tuple[Path, ...]:
    """Every text file that git keeps."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nothing tells which files belong to the repository")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return tuple(path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096])


def definitions(path: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]]:
    """Every function and class of a module that is not inside a function, with its dotted name."""
    waiting: list[tuple[str, ast.AST]] = [("", ast.parse(path.read_text("utf-8")))]
    while waiting:
        prefix, node = waiting.pop()
        for child in ast.iter_child_nodes(node):
            if isinstance(child, DEFINITIONS):
                yield prefix + child.name, child
                if isinstance(child, ast.ClassDef):
                    waiting.append((f"{prefix}{child.name}.", child))


def length(function: ast.AST) -> int:
    """The lines of a function without its decorators, signature and docstring."""
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


@pytest.mark.parametrize("path", SOURCE, ids=name_of)
def test_a_file_is_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 450


@pytest.mark.parametrize("path", SOURCE, ids=name_of)
def test_what_is_public_is_documented(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), "the module says nothing of itself"
    public = [(name, node) for name, node in definitions(path) if not any(p[0] == "_" for p in name.split("."))]
    assert [name for name, node in public if not ast.get_docstring(node)] == []


def test_functions_are_short() -> None:
    lengths = sorted(
        length(node) for path in SOURCE for _, node in definitions(path) if not isinstance(node, ast.ClassDef)
    )
    assert statistics.median(lengths) < 8
    assert statistics.quantiles(lengths, n=10)[-1] < 30


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_is_left_behind(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{name_of(path)}:{number}"
        for path in tracked()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_tests_mirror_the_source() -> None:
    rooms = {path.name for path in (ROOT / "src" / "jiedui").iterdir() if path.is_dir() and path.name != "__pycache__"}
    tested = {path.name for path in (ROOT / "tests").iterdir() if list(path.glob("test_*.py"))}
    assert rooms <= tested
