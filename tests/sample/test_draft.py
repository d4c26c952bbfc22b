"""The draft states what the rows say, but for the slips, and knows where each statement stands."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from jiedui.sample import Sample, generate
from jiedui.sample.draft import Draft, draft, write_draft_docx


@pytest.fixture(scope="module")
def made(sample: Sample) -> Draft:
    return draft(sample)


def test_spans_cut_the_statements_out_of_the_text(made: Draft) -> None:
    assert [made.text[one.start : one.end] for one in made.stated] == [one.text for one in made.stated]


def test_it_is_a_page_or_two_with_many_true_statements_and_a_few_slips(made: Draft) -> None:
    assert 1400 < len(made.text) < 2500
    assert len(made.true) >= 30
    assert [one.slip.verdict for one in made.planted if one.slip].count("contradicted") == 8
    assert {one.slip.verdict for one in made.planted if one.slip} == {"contradicted", "unsupported", "unverifiable"}


@pytest.mark.parametrize("seed", range(12))
def test_a_slip_is_never_true_by_chance(seed: int) -> None:
    for one in draft(generate(seed)).planted:
        assert one.slip is not None
        assert one.slip.truth != one.text


def test_what_it_states_is_in_the_rows(sample: Sample, made: Draft) -> None:
    """A few of the statements, counted here by loops of their own."""
    this_year = {
        name: [row for row in sample.rows[name] if row["日期"].year == 2024] for name in ("fund", "labour", "exchange")
    }
    public = sum(
        row["金额"] for row in this_year["fund"] if row["环节"] == "到位" and row["资金来源"].endswith("财政援助")
    )
    workers = sum(row["转移就业人数"] for row in this_year["labour"])
    lifted = sum(row["其中脱贫人口"] for row in this_year["labour"])
    said = [one.text for one in made.true]
    assert f"{public}万元" in said
    assert f"{workers}人" in said
    assert f"{len(this_year['exchange'])}次" in said
    (slip,) = [one.slip for one in made.planted if one.slip and one.slip.kind == "部分大于整体"]
    assert slip.truth == f"{lifted}人"
    assert int(slip.written.removesuffix("人")) > workers


def test_the_word_document_holds_the_same_text(sample: Sample, tmp_path: Path) -> None:
    made = write_draft_docx(sample, tmp_path / "draft.docx")
    paragraphs = [paragraph.text for paragraph in docx.Document(str(tmp_path / "draft.docx")).paragraphs]
    assert "\n".join(paragraphs) == made.text.rstrip("\n")
