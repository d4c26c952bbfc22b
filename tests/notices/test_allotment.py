"""The papers of an allotment say what the files say: hashes in full, every household, every amount."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from jiedui.notices.allotment import notice, results, sheets
from jiedui.notices.words import moment, square_metres, yuan
from jiedui.planning.allot.folder import files_in, read
from jiedui.planning.allot.hashing import hash_of
from jiedui.planning.allot.model import Freeze, Roster, Rules, Settlement, Transcript
from jiedui.reports.layout import OfficialDocument

FILES = files_in(Path(__file__).parents[2] / "examples" / "allotment")
ROSTER, RULES = read(FILES, "roster", Roster), read(FILES, "rules", Rules)
TRANSCRIPT = read(FILES, "transcript", Transcript)
ORGAN, DAY = "示例镇人民政府", date(2026, 12, 1)


def told(document: OfficialDocument) -> tuple[str, list[list[list[str]]]]:
    """The text of the paragraphs, and the cells of the tables."""
    read_back = docx.Document(io.BytesIO(document.to_bytes()))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in read_back.tables]
    return "\n".join(paragraph.text for paragraph in read_back.paragraphs), tables


def test_the_notice_bears_the_hashes_and_lists_everyone() -> None:
    frozen = read(FILES, "freeze", Freeze)
    text, (prices, households, homes) = told(notice(ROSTER, RULES, frozen, ORGAN, DAY))
    assert frozen.root in text
    assert frozen.rules_hash in text
    assert "低楼层的房优先给高龄、残疾户" in text
    assert "2026年12月1日15时00分公布的上证综合指数收盘点数" in text
    assert ["超出应安置面积10.00—30.00平方米", "3,800.00元/平方米"] in prices
    assert households[4] == ["H4", "2", "2", "高龄", "80.00", "90"]
    assert homes[1] == ["101", "90", "90.50", "1", "低楼层"]
    assert ORGAN in text


def test_the_results_tell_what_everyone_got_and_who_was_not_there() -> None:
    text, (table,) = told(results(ROSTER, RULES, TRANSCRIPT, ORGAN, DAY))
    assert table[1:] == [
        ["1", "2", "H3", "202", "120", "120.33", "第1意向"],
        ["2", "3", "H2", "203", "120", "120.33", "第1意向"],
        ["3", "5", "H4", "101", "90", "90.50", "第1意向"],
        ["4", "1", "H1", "201", "90", "90.50", "第1意向"],
    ]
    assert "未到场：H5。" in text
    assert "未揭示的见证人：村民代表。" in text
    assert "余房1套：301。" in text
    assert TRANSCRIPT.seed in text
    assert hash_of(TRANSCRIPT) in text


def test_every_household_has_a_sheet_whose_lines_add_up() -> None:
    made = dict(sheets(ROSTER, RULES, read(FILES, "settlement", Settlement), "", DAY))
    assert list(made) == ["H3", "H2", "H4", "H1"]
    text, (table,) = told(made["H3"])
    assert table[1:4] == [
        ["应安置面积", "90.00平方米", "1,800.00", "162,000.00"],
        ["超面积", "10.00平方米", "2,800.00", "28,000.00"],
        ["超面积", "20.00平方米", "3,800.00", "76,000.00"],
    ]
    amounts = [float(row[3].replace(",", "")) * (-1 if "应得" in row[0] else 1) for row in table[1:]]
    assert round(sum(amounts), 2) == 103161.50
    assert "户应补差价103,161.50元" in text


@pytest.mark.parametrize(
    ("fen", "words"), [(0, "0.00"), (-180495, "-1,804.95"), (-5, "-0.05"), (100000000, "1,000,000.00")]
)
def test_money_in_words(fen: int, words: str) -> None:
    assert yuan(fen) == words


def test_areas_and_times_in_words() -> None:
    assert square_metres(12005) == "120.05"
    assert moment("2026-11-30T16:05:00Z") == "2026年12月1日0时05分"
