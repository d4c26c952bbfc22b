"""The templates of reports (报告模板): Markdown texts and Word documents with figures as expressions.

A template is a file ``reports/*.md`` or ``reports/*.docx`` of the catalogue; one in the office's own folder takes the
place of the built-in one of its name. A Markdown template may say first, between two lines ``+++``, as TOML, what it is
called (``title``, ``aliases``) and what it is about: a ``region`` and a period, or the ``posting`` of a person. A Word
template is called by its file's name, and is about a posting when its words say so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

from pydantic import ValidationError

from jiedui.base.problems import Place, Problem, Refusal
from jiedui.catalog.faults import faults_of
from jiedui.catalog.lines import line_of
from jiedui.catalog.model import Declaration, Title, Word

FOLDER: Final = "reports"
_HEAD: Final = re.compile(r"\A\ufeff?\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*\r?\n", re.DOTALL | re.MULTILINE)
About = Literal["region", "posting"]


class TemplateHead(Declaration):
    """What a Markdown template says of itself."""

    title: Title
    aliases: tuple[Word, ...] = ()
    about: About = "region"


@dataclass(frozen=True, slots=True)
class ReportTemplate:
    """One template: its name (the file's), what it is called, what it is about, its text, or the bytes of a ``.docx``."""

    name: str
    title: str
    aliases: tuple[str, ...]
    about: About | None
    text: str
    document: bytes | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a command may call it."""
        return (self.title, self.name, *self.aliases)


def report_templates(folder: Path | None) -> Mapping[str, ReportTemplate]:
    """The built-in templates with those of the office's folder (if any) laid over them, by name.

    Raises Refusal with all problems of their heads.
    """
    own = list(_own(folder)) if folder else []
    problems = [problem for _, found in own for problem in found]
    if problems:
        raise Refusal(*problems)
    return {**_builtin(), **{template.name: template for template, _ in own if template}}


@cache
def _builtin() -> dict[str, ReportTemplate]:
    """The templates that the product ships."""
    root = files("jiedui.catalog") / "builtin" / FOLDER
    read = [read_template(file.name, file.read_bytes()) for file in root.iterdir() if file.name.endswith(".md")]
    return {template.name: template for template, _ in read if template}


def _own(folder: Path) -> Iterator[tuple[ReportTemplate | None, list[Problem]]]:
    """The templates of an office's folder."""
    for path in sorted((folder / FOLDER).glob("*")):
        if path.suffix in (".md", ".docx") and not path.name.startswith(("~", ".")):
            yield read_template(path.name, path.read_bytes())


def read_template(file: str, content: bytes) -> tuple[ReportTemplate | None, list[Problem]]:
    """The template that a file holds; None with what is wrong with its head."""
    name, _, suffix = file.rpartition(".")
    if suffix == "docx":
        return ReportTemplate(name, name, (), None, "", content), []
    text = content.decode("utf-8", "replace")
    found = _HEAD.match(text)
    try:
        said = tomllib.loads(found[1]) if found else {}
        head = TemplateHead.model_validate({"title": name, **said})
    except tomllib.TOMLDecodeError as error:
        return None, [Problem("catalog-syntax", Place(file=file, line=1), {"why": error})]
    except ValidationError as error:
        lines = found[1] if found else ""
        problems = [
            Problem(fault.code, Place(file=file, line=1 + line_of(lines, fault.path)), fault.details)
            for fault in faults_of(error)
        ]
        return None, problems
    return ReportTemplate(name, head.title, head.aliases, head.about, text[found.end() :] if found else text), []
