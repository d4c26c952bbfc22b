"""Files as they come in: kept at once in the job's folder, piece by piece, so that a lost connection loses nothing.

A file is named as its owner named it, without anything that means something to a file system; what it is is looked at
when it is whole, and what no import takes is not kept.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from django.db import transaction

from jiedui.base.problems import Place, Problem, refuse
from jiedui.book.intake.files import TAKEN, examine
from jiedui.book.intake.limits import GIB, MIB, Limits
from jiedui.web.imports.models import Job, packed

#: Bounds on what a browser may send; those on reading are tighter than on the command line, whose user owns the machine.
LIMITS = Limits(size=256 * MIB, expanded=2 * GIB, memory=4 * GIB, seconds=600)
#: Files of one job, bytes of all of them, unfinished jobs of one user.
MOST_FILES, MOST_BYTES, MOST_JOBS = 50, GIB, 20
#: Bytes that a browser sends at a time.
PIECE = 4 * MIB
#: Bytes of a name, with room for the endings that are added to it.
LONGEST = 180
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Arrival:
    """How far a file has come: bytes kept, whether it is whole, and what stood against keeping it."""

    have: int
    whole: bool = False
    problems: tuple[Problem, ...] = ()


def safe_name(raw: str) -> str:
    """A name without folders, invisible marks and whatever a file system forbids."""
    name = PureWindowsPath(PurePosixPath(raw).name).name
    name = _FORBIDDEN.sub(
        "_", "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) != "Cf")
    )
    name = name.strip(" .") or "表"
    stem, ending = Path(name).stem, Path(name).suffix
    stem = f"_{stem}" if _DEVICE.fullmatch(stem) else stem
    return stem.encode()[: LONGEST - len(ending.encode())].decode(errors="ignore") + ending[:LONGEST]


def keep_files(job: Job, files: Iterable[tuple[str, int, Iterator[bytes]]]) -> None:
    """Keep whole files, given by name, size and content."""
    for raw, size, pieces in files:
        have = 0
        for piece in pieces if size else (b"",):
            have = keep_piece(job, raw, size, have, piece).have


def arrived(job: Job, raw: str, size: int) -> Arrival:
    """How much of that file has come already."""
    part = _part(job, raw, size)
    return Arrival(part.stat().st_size if part.exists() else 0)


def keep_piece(job: Job, raw: str, size: int, start: int, piece: bytes) -> Arrival:
    """Keep the bytes of a file from ``start`` on; bytes that do not follow on what is there are not taken.

    Raises Refusal: upload-closed when the job has been written, upload-size.
    """
    if job.step == "result" or job.task:
        raise refuse("upload-closed", job=str(job))
    if not 0 <= size <= LIMITS.size or start < 0 or start + len(piece) > size:
        raise refuse("file-too-large", Place(file=safe_name(raw)), size=size // MIB, limit=LIMITS.size // MIB)
    part = _part(job, raw, size)
    have = part.stat().st_size if part.exists() else 0
    if start != have:
        return Arrival(have)
    part.parent.mkdir(parents=True, exist_ok=True)
    part.touch()
    with part.open("r+b") as file:
        file.seek(start)
        file.write(piece)
    have += len(piece)
    return Arrival(have) if have < size else _settled(job, raw, part)


def _part(job: Job, raw: str, size: int) -> Path:
    """Where a file lies until it is whole: told by its name and size, so that it is found again on another visit."""
    return job.folder / "parts" / hashlib.sha256(f"{size}/{raw}".encode("utf-8", "surrogatepass")).hexdigest()


def _settled(job: Job, raw: str, part: Path) -> Arrival:
    """Take a whole file into the job, or tell why not."""
    size = part.stat().st_size
    digest = _digest(part)
    with transaction.atomic():
        kept = Job.objects.get(pk=job.pk)
        name = _unused(safe_name(raw), {each["name"] for each in kept.files})
        whole = part.with_name(name)
        part.replace(whole)
        problems = _against(kept, whole, digest)
        if problems:
            whole.unlink()
            kept.rejected = [*kept.rejected, [packed(problem) for problem in problems]]
        else:
            target = job.folder / "files" / name
            target.parent.mkdir(exist_ok=True)
            whole.replace(target)
            kept.files = [*kept.files, {"name": name, "size": size, "digest": digest}]
            kept.step = "files"
        kept.save(update_fields=["files", "rejected", "step"])
    return Arrival(size, whole=True, problems=tuple(problems))


def _digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _against(job: Job, path: Path, digest: str) -> list[Problem]:
    """What stands against taking the file: the job is full, has it already, or no import can read it."""
    place = Place(file=path.name)
    if len(job.files) >= MOST_FILES or sum(each["size"] for each in job.files) + path.stat().st_size > MOST_BYTES:
        return [Problem("upload-full", place, {"files": MOST_FILES, "size": MOST_BYTES // MIB})]
    if any(each["digest"] == digest for each in job.files):
        return [Problem("upload-twice", place)]
    if path.suffix.lower() not in TAKEN:
        return [Problem("upload-type", place, {"suffix": path.suffix or path.name})]
    kind, problems = examine(path, LIMITS)
    return problems if kind is None else []


def _unused(name: str, taken: set[str]) -> str:
    """The name, numbered when the job has a file of that name: problems are told by the file's name."""
    folded = {each.casefold() for each in taken}
    stem, ending = Path(name).stem, Path(name).suffix
    number = 1
    while name.casefold() in folded:
        number += 1
        name = f"{stem}（{number}）{ending}"
    return name


def remove_file(job: Job, number: int) -> None:
    """Take a file out of the job again; Refusal (upload-closed) once something is being done with it."""
    if job.step == "result" or job.task:
        raise refuse("upload-closed", job=str(job))
    if 0 <= number < len(job.files):
        job.paths[number].unlink(missing_ok=True)
        job.files = [each for at, each in enumerate(job.files) if at != number]
        job.step = "files"
        job.save(update_fields=["files", "step"])
