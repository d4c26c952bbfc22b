"""The published files in a folder: written in canonical form, read back strictly.

Every file is written whole or not at all; what was frozen, committed or drawn is never written over.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from jiedui.base.problems import Place, Problem, Refusal, refuse
from jiedui.planning.allot.hashing import canonical
from jiedui.planning.allot.model import Record, Rules

R = TypeVar("R", bound=Record)
#: The files of a draw by name, in the order in which they are published.
NAMES = ("roster", "rules", "freeze", "commitments", "reveals", "transcript", "settlement")


def utc(at: datetime) -> str:
    """A time as the files tell it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def file_bytes(record: Record) -> bytes:
    """What a file of the draw holds."""
    return canonical(record) + b"\n"


def write(folder: Path, name: str, record: Record) -> Path:
    """Write one file of the draw."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    fresh = path.with_suffix(".json.new")
    fresh.write_bytes(file_bytes(record))
    fresh.replace(path)
    return path


def files_in(folder: Path) -> dict[str, bytes]:
    """The files of the draw that are in the folder, by name."""
    return {name: path.read_bytes() for name in NAMES if (path := folder / f"{name}.json").is_file()}


def read(files: Mapping[str, bytes], name: str, of: type[R]) -> R:
    """One file of the draw; Refusal: allot-no-file when it is missing, allot-file with every place not in its form."""
    if name not in files:
        raise refuse("allot-no-file", Place(file=f"{name}.json"))
    try:
        return of.model_validate_json(files[name])
    except ValidationError as error:
        raise Refusal(*_problems(error, f"{name}.json")) from error


def read_rules(path: Path) -> Rules:
    """Rules that a person wrote, as JSON or TOML; a time of TOML with its offset is brought to UTC.

    Raises Refusal: allot-no-file, or allot-file with every place.
    """
    try:
        data = path.read_bytes()
        if path.suffix == ".json":
            return Rules.model_validate_json(data)
        return Rules.model_validate(_timed(tomllib.loads(data.decode())))
    except ValidationError as error:
        raise Refusal(*_problems(error, path.name)) from error
    except FileNotFoundError as error:
        raise refuse("allot-no-file", Place(file=str(path))) from error
    except (OSError, ValueError) as error:
        raise refuse("allot-file", Place(file=path.name), why=str(error)[:80]) from error


def _timed(value: Any) -> Any:
    """A value of TOML with its times as texts."""
    if isinstance(value, datetime):
        return utc(value)
    if isinstance(value, dict):
        return {key: _timed(each) for key, each in value.items()}
    return [_timed(each) for each in value] if isinstance(value, list) else value


def _problems(error: ValidationError, file: str) -> list[Problem]:
    """The places where a file is not in its form."""
    return [
        Problem("allot-file", Place(file=file, column=".".join(map(str, each["loc"]))), {"why": each["msg"]})
        for each in error.errors()[:10]
    ]
