"""What people do to a written report, for tests: an editor whose edits take a number, and tell what they typed."""

import copy
from dataclasses import dataclass, field

from lxml import etree

from jiedui.reports.docx_text import read_node
from jiedui.reports.wordml import WORDS

make = WORDS.make
NAME = WORDS.name


def retype(control: etree._Element, words: str) -> None:
    next(control.iter(NAME("t"))).text = words


def split(control: etree._Element) -> None:
    """What a spell-check does to a run."""
    run = next(control.iter(NAME("r")))
    words = run.find(NAME("t")).text
    run.find(NAME("t")).text = words[:2]
    run.set(NAME("rsidR"), "00A1B2C3")
    rest = make("r", make("rPr", make("b")), WORDS.text(words[2:]))
    run.addnext(rest)
    run.addprevious(make("proofErr", type="spellStart"))
    rest.addnext(make("proofErr", type="spellEnd"))


def track(control: etree._Element, words: str) -> None:
    """A tracked change that replaces a figure."""
    content = control.find(NAME("sdtContent"))
    (run,) = content
    run.find(NAME("t")).tag = NAME("delText")
    author = {"id": 900, "author": "王秀兰", "date": "2022-12-31T08:00:00Z"}
    content.append(make("del", run, **author))
    content.append(make("ins", make("r", WORDS.text(words)), **author))


@dataclass
class Editor:
    """A document under random edits: what was typed, and the controls that were touched by hand."""

    root: etree._Element
    typed: list[str] = field(default_factory=list)

    def controls(self) -> list[etree._Element]:
        """The controls that still have words."""
        return [each for each in self.root.iter(NAME("sdt")) if read_node(each)[0]]

    def paragraphs(self) -> list[etree._Element]:
        """The paragraphs of the body."""
        return [each for each in self.root.find(NAME("body")) if each.tag == NAME("p")]

    def type(self, words: str) -> etree._Element:
        """A run with words that an officer types."""
        self.typed.append(words)
        return make("r", WORDS.text(words))

    def move_paragraph(self, number: int) -> None:
        """Move a paragraph."""
        paragraphs = self.paragraphs()
        paragraphs[number % len(paragraphs)].addnext(paragraphs[-number % len(paragraphs)])

    def write_paragraph(self, number: int) -> None:
        """Write a paragraph more."""
        paragraphs = self.paragraphs()
        paragraphs[number % len(paragraphs)].addnext(make("p", self.type(f"补写{number}万元。")))

    def write_beside(self, number: int) -> None:
        """Write beside a figure."""
        found = self.controls()
        found[number % len(found)].addnext(self.type(f"（含{number}）"))

    def retype(self, number: int) -> None:
        """Write a figure anew."""
        found = self.controls()
        words = f"约{number}万"
        self.typed.append(words)
        nodes = list(found[number % len(found)].iter(NAME("t")))
        for node in nodes:
            node.text = ""
        if nodes:
            nodes[0].text = words

    def split(self, number: int) -> None:
        """Split a figure as a spell-check does."""
        found = [each for each in self.controls() if len(each.find(NAME("sdtContent"))) == 1]
        if found and found[number % len(found)].find(f".//{NAME('delText')}") is None:
            split(found[number % len(found)])

    def delete(self, number: int) -> None:
        """Delete a figure."""
        found = self.controls()
        if len(found) > 3:
            one = found[number % len(found)]
            one.getparent().remove(one)

    def unwrap(self, number: int) -> None:
        """Take a control away and leave its words."""
        found = self.controls()
        one = found[number % len(found)]
        for run in list(one.find(NAME("sdtContent"))):
            one.addprevious(run)
        one.getparent().remove(one)

    def track(self, number: int) -> None:
        """Replace a figure with tracking."""
        found = [each for each in self.controls() if len(each.find(NAME("sdtContent"))) == 1]
        if found and found[number % len(found)].find(f".//{NAME('t')}") is not None:
            words = f"改{number}"
            self.typed.append(words)
            track(found[number % len(found)], words)

    def insert_with_tracking(self, number: int) -> None:
        """Mark a figure as inserted."""
        found = self.controls()
        one = found[number % len(found)]
        around = make("ins", id=number, author="何静")
        one.addprevious(around)
        around.append(one)

    def lengthen_table(self, number: int) -> None:
        """Add a row to a table."""
        rows = list(self.root.iter(NAME("tr")))
        row = copy.deepcopy(rows[number % len(rows)])
        rows[number % len(rows)].addnext(row)
        next(row.iter(NAME("p"))).append(self.type(f"新行{number}"))

    def copy_paragraph(self, number: int) -> None:
        """Copy a paragraph with its figures."""
        paragraphs = self.paragraphs()
        one = paragraphs[number % len(paragraphs)]
        one.addnext(copy.deepcopy(one))


EDITS = tuple(
    name for name in vars(Editor) if not name.startswith("_") and name not in ("controls", "paragraphs", "type")
)
EDITS = tuple(name for name in EDITS if callable(getattr(Editor, name)))
