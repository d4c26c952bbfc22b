"""Bringing the tables along with changed declarations: create, add, rename, widen, set rules; never lose a value."""

from pathlib import Path

import pytest
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from book.conftest import WHO, WHY
from jiedui.base.problems import Refusal
from jiedui.book import Add, Book, Change
from jiedui.book.history import history
from jiedui.book.models import LABEL, differences
from jiedui.book.verify import verify

CARE = """
name = "care"
title = "关爱台账"
counts = "次"
date = "day"
key = ["subject"]
unique = true
columns = [
  { name = "subject", title = "对象", type = "text", required = true },
  { name = "day", title = "日期", type = "date", required = true },
  { name = "kind", title = "形式", type = "choice", choices = ["走访", "慰问", "座谈"] },
  { name = "region", title = "地区", type = "ref", to = "region" },
  { name = "guests", title = "人数", type = "integer" },
  { name = "children", title = "其中儿童", type = "integer" },
]
"""


def declare(place: str, text: str) -> None:
    """Write the office's own declaration of its ledger of care visits."""
    folder = Path(place.rpartition("folder=")[2].replace("%2F", "/")) / "catalog"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "care.toml").write_text(text, "utf-8")


def synced(place: str, text: str) -> list[str]:
    """Change the declaration, and bring the tables along; what was done."""
    declare(place, text)
    with Book.open(place, synced=False) as book:
        return book.sync(WHO)


@pytest.fixture
def place(book_url: str) -> str:
    """A book with the ledger of care visits and two entries of it."""
    synced(book_url, CARE)
    with Book.open(book_url) as book:
        book.write(WHO, WHY, [Add("region", {"code": "1", "name": "平利县", "level": "县"})])
        visit = {"day": "2022-03-05", "kind": "走访", "region": 1, "guests": 5, "children": 2}
        book.write(WHO, WHY, [Add("care", {"subject": "张家", **visit}), Add("care", {"subject": "王家", **visit})])
        book.write(WHO, "口误", [Change("care", 1, {"subject": "章家"})])
    return book_url


def refused(place: str, text: str) -> list[str]:
    """The codes of what stands against the changed declaration; the book must stay as it was."""
    with Book.open(place) as book:
        before = book.head, list(book.rows("care"))
    declare(place, text)
    with Book.open(place, synced=False) as book, pytest.raises(Refusal) as refusal:
        book.sync(WHO)
    declare(place, CARE)
    with Book.open(place) as book:
        assert (book.head, list(book.rows("care"))) == before
    return [problem.code for problem in refusal.value.problems]


def test_a_declared_ledger_gets_its_table(place: str) -> None:
    with Book.open(place) as book:
        assert str(book.entry("care", 1).values["region"]) == "平利县"
        assert book.store.read("SELECT region__county FROM ledger_care WHERE id = 1") == [(1,)]
        assert list(verify(book)) == []


def test_a_book_behind_its_declarations_is_not_opened(book_url: str) -> None:
    declare(book_url, CARE)
    with pytest.raises(Refusal, match=r"新建 关爱台账.*jiedui sync"):
        Book.open(book_url)


def test_sync_with_nothing_to_do_adds_no_link(place: str) -> None:
    with Book.open(place) as book:
        head = book.head
        assert book.sync(WHO) == []
        assert book.head == head


def test_a_column_is_added_and_a_column_and_a_ledger_are_renamed(place: str) -> None:
    """Old hashes hold, old history is told by the new names."""
    text = CARE.replace('name = "care"', 'name = "concern"\nwas = "care"').replace(
        '{ name = "subject",',
        '{ name = "mood", title = "反映", type = "text" },\n  { name = "family", was = "subject",',
    )
    told = synced(place, text.replace('key = ["subject"]', 'key = ["family"]'))
    assert "关爱台账：改名（原 care）" in told
    assert "关爱台账：增加列 反映" in told
    with Book.open(place) as book:
        assert book.entry("concern", 1).values["family"] == "章家"
        assert [cell.column for cell in history(book, "concern", 1)[1].cells] == ["family"]
        assert list(verify(book)) == []
        book.write(WHO, WHY, [Change("concern", 1, {"mood": "满意"})])
        assert list(verify(book)) == []
        assert book.unsynced() == []


def test_a_choice_is_widened_and_a_choice_becomes_text(place: str) -> None:
    synced(place, CARE.replace('"座谈"]', '"座谈", "家访"]'))
    synced(place, CARE.replace('type = "choice", choices = ["走访", "慰问", "座谈"]', 'type = "text"'))
    with Book.open(place) as book:
        book.write(WHO, WHY, [Change("care", 1, {"kind": "随访"})])
        assert list(verify(book)) == []


def test_what_is_empty_may_go(place: str) -> None:
    """The 备注 of nobody is filled: a ledger may replace it by a column of its own; nothing is lost."""
    with Book.open(place) as book:
        book.write(WHO, WHY, [Change("care", number, {"children": None}) for number in (1, 2)])
    told = synced(place, CARE.replace('  { name = "children", title = "其中儿童", type = "integer" },\n', ""))
    assert told == ["关爱台账：去掉列 children（没有内容）"]
    with Book.open(place) as book:
        assert list(verify(book)) == []
        assert [cell.column for cell in history(book, "care", 1)[-1].cells] == ["#6"]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ('  { name = "guests", title = "人数", type = "integer" },\n', "", ["sync-lost-column"]),
        ('name = "guests", title = "人数", type = "integer"', 'name = "guests", title = "人数", type = "text"', ["sync-type"]),
        ('name = "region", title = "地区", type = "ref", to = "region"', 'name = "region", title = "地区", type = "text"', ["sync-type"]),
        ('type = "ref", to = "region"', 'type = "ref", to = "organisation"', ["sync-type"]),
        ('["走访", "慰问", "座谈"]', '["慰问", "座谈"]', ["sync-choice"]),
        ('key = ["subject"]', 'key = ["day", "guests"]', ["sync-duplicate"]),
        ('key = ["subject"]', 'key = ["subject"]\nrules = [{ rule = "children >= guests", zh = "都是儿童", en = "all children" }]', ["sync-rule"]),
        ('name = "children"', 'was = "children", name = "withdrawn"', ["sync-reserved"]),
        ('name = "care"', 'name = "other"', ["sync-lost-ledger"]),
    ],
)  # fmt: skip
def test_what_would_lose_or_break_something_is_refused(place: str, old: str, new: str, codes: list[str]) -> None:
    assert old in CARE
    assert refused(place, CARE.replace(old, new)) == codes


def test_a_new_rule_is_held_by_the_database_too(place: str) -> None:
    rule = 'rules = [{ rule = "children <= guests", zh = "儿童不得超过人数", en = "no more children than guests" }]'
    synced(place, CARE.replace('key = ["subject"]', f'key = ["subject"]\n{rule}'))
    with Book.open(place) as book:
        with pytest.raises(Refusal, match="儿童不得超过人数"):
            book.write(WHO, WHY, [Change("care", 1, {"children": 6})])
        with pytest.raises(book.store.errors):
            book.store.execute("UPDATE ledger_care SET children = 6")


def test_a_book_is_made_once(book_place: str) -> None:
    Book.create(book_place, actor=WHO).close()
    with pytest.raises(Refusal) as refusal:
        Book.create(book_place, actor=WHO)
    assert refusal.value.problems[0].code == "book-exists"


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_the_digest_of_the_journal_may_be_sm3(tmp_path: Path, algorithm: str) -> None:
    with Book.create(tmp_path / "book", actor=WHO, algorithm=algorithm) as book:
        book.write(WHO, WHY, [Add("region", {"code": "1", "name": "平利县", "level": "县"})])
        assert list(verify(book)) == []
    with pytest.raises(Refusal, match="md5"):
        Book.create(tmp_path / "other", actor=WHO, algorithm="md5")


def test_django_still_finds_the_differences_between_two_states() -> None:
    """The one private method of Django that we call: a table made, a column added, a column's name in SQL changed."""

    def state(**columns: str) -> ProjectState:
        fields = [("id", models.BigIntegerField(primary_key=True))]
        fields += [(name, models.TextField(null=True, db_column=column)) for name, column in columns.items()]
        made = ProjectState()
        made.add_model(ModelState(LABEL, "L1", fields, {"indexes": [], "constraints": []}, bases=(models.Model,)))
        return made

    def found(before: ProjectState, after: ProjectState) -> list[str]:
        return [type(operation).__name__ for operation in differences(before, after)]

    assert found(ProjectState(), state(c1="a")) == ["CreateModel"]
    assert found(state(c1="a"), state(c1="a", c2="b")) == ["AddField"]
    assert found(state(c1="a"), state(c1="b")) == ["AlterField"]
    assert found(state(c1="a"), state(c1="a")) == []


def test_a_new_table_may_bear_the_name_that_another_gives_up() -> None:
    """L1 is ledger_a and becomes ledger_b; L2 is the new ledger_a."""

    def state(**tables: str) -> ProjectState:
        made = ProjectState()
        for name, table in tables.items():
            fields = [("id", models.BigIntegerField(primary_key=True))]
            options = {"db_table": table, "indexes": [], "constraints": []}
            made.add_model(ModelState(LABEL, name, fields, options, bases=(models.Model,)))
        return made

    found = differences(state(L1="ledger_a"), state(L1="ledger_b", L2="ledger_a"))
    assert [type(operation).__name__ for operation in found] == ["AlterModelTable", "CreateModel"]
