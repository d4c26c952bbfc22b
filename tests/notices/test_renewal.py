"""The brief of a plan says what the plan says: counts in the summary, every line of the calendar, every year of cash."""

import io

import docx

from jiedui.notices.renewal import brief, figure
from jiedui.planning.renew.making import make_town
from jiedui.planning.renew.solve import plan
from jiedui.planning.renew.tables import calendar


def test_the_brief_of_a_small_town() -> None:
    town = make_town(0.01, seed=4)
    made = plan(town, ("output",), seconds=4.0)
    read_back = docx.Document(io.BytesIO(brief(town, made).to_bytes()))
    text = "\n".join(paragraph.text for paragraph in read_back.paragraphs)
    assert f"{len(town.blocks)}个更新片区腾空{len(made.decisions.cleared)}个" in text
    assert f"搬迁{len(made.decisions.hamlets)}个" in text
    events = calendar(town, made.decisions)
    assert len(read_back.tables[-1].rows) == len(events) + 1
    years = {cell.text for table in read_back.tables for cell in table.rows[0].cells}
    first = town.rules.first_year
    assert {f"{first + at}年" for at in range(town.rules.years)} <= years


def test_figures_for_people() -> None:
    assert [figure(value) for value in (0, 12.5, 999.999, 12345.6, -3.0)] == ["0", "12.50", "1,000", "12,346", "-3"]
