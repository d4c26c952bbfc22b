"""The change sets that a reader sees, and of each the entries that are the reader's to see; on both databases."""

from collections.abc import Sequence

import pytest

from book.conftest import WHO, WHY
from book.test_sight import BAXIAN, HANYIN, PINGLI, land, sees
from jiedui.base.problems import Refusal
from jiedui.book import Book, Change, Withdraw
from jiedui.book.batches import Batch, Wanted, batch, batches, find_batch, touched
from jiedui.book.history import undo
from jiedui.book.sight import EVERYTHING

__all__ = ["land"]
ALL = Wanted()


def numbers(found: tuple[Sequence[Batch], int | None]) -> list[int]:
    return [each.link.seq for each in found[0]]


def test_the_newest_first_a_page_at_a_time(land: Book) -> None:
    for number in range(5):
        land.write(WHO, f"第 {number} 次", [Change("fund", 1, {"note": str(number)})])
    page, more = batches(land, ALL, everything=True, count=3)
    assert ([each.link.seq for each in page], more) == ([8, 7, 6], 6)
    assert numbers(batches(land, ALL, everything=True, before=more, count=9)) == [5, 4, 3, 2, 1]


def test_by_kind_actor_words_and_time(land: Book) -> None:
    land.write("王复核", "100%_核对", [Change("fund", 1, {"note": "核"})])
    assert numbers(batches(land, Wanted(kind="sync"), everything=True)) == [1]
    assert numbers(batches(land, Wanted(actor="王复"), everything=True)) == [4]
    assert numbers(batches(land, Wanted(words="%_"), everything=True)) == [4]
    assert numbers(batches(land, Wanted(last="2000-01-01"), everything=True)) == []


def test_what_a_change_set_did(land: Book) -> None:
    land.write(WHO, WHY, [Change("fund", 1, {"note": "核"}), Withdraw("exchange", 3)])
    found = batch(land, 4, everything=True)
    assert found.counts == {"fund": {"change": 1}, "exchange": {"withdraw": 1}}
    (entry,) = touched(land, 4, "fund")
    assert (entry.id, entry.op, [(cell.column, cell.new) for cell in entry.cells]) == (1, "change", [("note", "核")])
    assert [entry.id for entry in touched(land, 3, "exchange", start=1, count=1)] == [2]


def test_a_reader_sees_only_change_sets_and_entries_of_the_own_regions(land: Book) -> None:
    land.write(WHO, "汉阴", [Change("fund", 2, {"note": "核"})])
    land.write(WHO, "两县", [Change("fund", 1, {"note": "核"}), Change("fund", 2, {"note": "再核"})])
    land.sight = sees(PINGLI)
    assert numbers(batches(land, ALL, everything=False)) == [5, 3, 2]
    assert batch(land, 5, everything=False).counts == {"fund": {"change": 1}}
    assert [entry.id for entry in touched(land, 5, "fund")] == [1]
    with pytest.raises(Refusal):
        batch(land, 4, everything=False)
    assert batch(land, 4, everything=True).counts == {}


def test_undoing_tells_no_entry_that_is_out_of_sight(land: Book) -> None:
    land.write(WHO, "两县", [Change("fund", 1, {"note": "核"}), Change("fund", 2, {"note": "再核"})])
    land.write(WHO, "汉阴", [Change("fund", 2, {"note": "又核"})])
    land.sight = sees(PINGLI)
    with pytest.raises(Refusal) as refused:
        undo(land, 4, actor=WHO)
    assert "fund:2" not in str(refused.value)
    land.sight = EVERYTHING
    with pytest.raises(Refusal, match="fund:2（第 5 号）"):
        undo(land, 4, actor=WHO)


def test_nobody_undoes_what_others_answer_for(land: Book) -> None:
    land.write(WHO, "汉阴", [Change("fund", 2, {"note": "核"})])
    land.sight = sees(PINGLI)
    with pytest.raises(Refusal, match="不属于您负责的地区"):
        undo(land, 4, actor=WHO)
    land.sight = sees(HANYIN)
    assert undo(land, 4, actor=WHO).seq == 5


def test_an_import_is_found_by_its_reason(land: Book) -> None:
    land.write(WHO, "登记（导入 7 号）", [Change("fund", 1, {"west": BAXIAN, "note": "核"})], kind="import")
    assert find_batch(land, "登记（导入 7 号）", since=3) == 4
    assert find_batch(land, "登记（导入 7 号）", since=4) is None
    assert find_batch(land, "登记（导入 8 号）", since=0) is None
