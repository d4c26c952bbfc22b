"""When a lead came to its stages: by its own dates, else by the year in which the book was told."""

from datetime import UTC, datetime

import pytest

from figures.conftest import enter, write_regions
from jiedui.book import Book, Change
from jiedui.planning.transfer_reading import read_inputs

BOOK = """
单位
名称      类型  所在地
东玩具厂  企业  常州经开区
东棉纺厂  企业  常州经开区
东茶厂    企业  常州经开区
东电缆厂  企业  常州经开区

招商台账
企业      行业代码  来源地      落地地区  线索日期    签约日期    开工日期    投产日期    阶段
东玩具厂  2451      常州经开区  平利县    2020-03-01  2020-06-01  2021-02-01  2023-09-01  开工
东棉纺厂  1711      常州经开区  平利县    2020-04-01  2021-06-01  —           —           签约
东茶厂    1530      常州经开区  平利县    2020-05-01  —           —           —           洽谈
东电缆厂  3831      常州经开区  平利县    2020-05-01  —           —           —           线索
"""


def told(book: Book, year: int, changes: list[tuple[int, dict[str, str]]]) -> None:
    """Change leads in that year."""
    book.clock = lambda: datetime(year, 7, 1, tzinfo=UTC)
    book.write("何静", "进展", [Change("lead", id, values) for id, values in changes])


@pytest.fixture
def stages(sqlite_book: Book) -> dict[str, list[str]]:
    """The stages of each lead at the end of 2020 … 2024; three changed after they were entered in 2021."""
    sqlite_book.clock = lambda: datetime(2021, 7, 1, tzinfo=UTC)
    write_regions(sqlite_book)
    enter(sqlite_book, BOOK)
    told(sqlite_book, 2022, [(2, {"stage": "终止"}), (3, {"stage": "终止"})])
    told(sqlite_book, 2023, [(3, {"stage": "洽谈"}), (4, {"stage": "签约"})])
    told(sqlite_book, 2024, [(3, {"stage": "终止"}), (1, {"jobs": "30"})])
    inputs = read_inputs(sqlite_book)
    return {
        lead.name: [then.stage for year in range(2020, 2025) for then in inputs.until(year).leads if then.id == lead.id]
        for lead in inputs.leads
    }


def test_dates_tell_and_those_after_the_stage_of_today_are_plans(stages: dict[str, list[str]]) -> None:
    assert stages["东玩具厂"] == ["签约", "开工", "开工", "开工", "开工"]


def test_an_end_counts_from_the_year_in_which_the_book_was_told(stages: dict[str, list[str]]) -> None:
    assert stages["东棉纺厂"] == ["线索", "签约", "终止", "终止", "终止"]
    assert stages["东茶厂"] == ["线索", "线索", "线索", "线索", "终止"], "taken up again, and ended for good in 2024"


def test_so_does_a_stage_without_a_date(stages: dict[str, list[str]]) -> None:
    assert stages["东电缆厂"] == ["线索", "线索", "线索", "签约", "签约"]
