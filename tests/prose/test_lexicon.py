"""Many words, one pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.prose.lexicon import Lexicon, gathered

NAMES = Lexicon(
    gathered(
        [
            ("八仙镇", "town"),
            ("八仙镇", "sender"),
            ("八仙镇人民政府", "office"),
            ("镇人民", "no"),
            ("832平台", "platform"),
            ("GDP", "gdp"),
        ]
    )
)


def found(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Words and meanings."""
    return [(hit.text, hit.meanings) for hit in NAMES.find(text)]


def test_one_word_may_carry_several_meanings() -> None:
    assert found("八仙镇新增4个村") == [("八仙镇", ("town", "sender"))]


def test_the_longest_word_at_the_leftmost_place_wins() -> None:
    assert found("八仙镇人民政府") == [("八仙镇人民政府", ("office",))]


def test_what_overlaps_stays_to_be_asked_for() -> None:
    assert [hit.text for hit in NAMES.find_all("八仙镇人民政府")] == ["八仙镇人民政府", "八仙镇", "镇人民"]


@pytest.mark.parametrize("text", ["1832平台", "GDPR", "AGDP"])
def test_digits_and_letters_do_not_run_on(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["通过832平台采购", "2023年GDP增长", "人均GDP2万元"])
def test_han_characters_may_touch(text: str) -> None:
    assert len(found(text)) == 1


def test_no_words_find_nothing() -> None:
    empty = Lexicon(gathered([("", "nothing")]))
    assert len(empty) == 0
    assert empty.find("八仙镇") == []


def test_each_meaning_of_a_word_once_in_the_order_of_entry() -> None:
    assert gathered([("村", "b"), ("村", "a"), ("", "c"), ("村", "b")]) == {"村": ("b", "a")}


words = st.lists(st.text(alphabet="甲乙丙", min_size=1, max_size=3), max_size=6)


@given(words, st.text(alphabet="甲乙丙丁", max_size=30))
def test_as_a_plain_search_would(entries: list[str], text: str) -> None:
    lexicon = Lexicon({word: word for word in entries})
    expected = sorted(
        (start, -(start + len(word)))
        for word in set(entries)
        for start in range(len(text))
        if text.startswith(word, start)
    )
    assert [(hit.start, -hit.end) for hit in lexicon.find_all(text)] == expected
    assert all(text[hit.start : hit.end] == hit.text and hit.text in lexicon for hit in lexicon.find(text))
    free = 0
    for hit in lexicon.find(text):
        assert hit.start >= free
        free = hit.end
