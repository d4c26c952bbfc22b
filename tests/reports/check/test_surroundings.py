"""What stands around a statement is the same whichever statements were asked about before, and in whatever order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.prose.document import parse_document
from jiedui.prose.extract import extract
from jiedui.prose.times import find_times
from jiedui.reports.check.session import Checker
from jiedui.reports.check.text.evidence import surroundings
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.words.hits import find_hits
from jiedui.reports.check.words.vocabulary import Vocabulary

#: Clauses of sentences; headings and leads stand among them.
CLAUSES = (
    "一、资金项目\n",
    "一是消费协作，",
    "全年到位省级财政援助资金2000万元，",
    "其中支付1584万元、",
    "由上年的4名增加到8名，",
    "八仙镇和老县镇分别转移就业85人和40人；",
    "互访3次44人次。",
    "平利县启明电机配件有限公司到位投资1980万元",
    "采购和帮助销售女娲茶等75.5万元。\n",
    "在县委、县政府坚强领导下，",
)


def scene_of(text: str, vocabulary: Vocabulary) -> Scene:
    """The scene of a text, of which nothing has been asked yet."""
    statements = extract(text).statements
    return Scene(
        text, parse_document(text), statements, find_hits(text, vocabulary), find_times(text, date(2022, 12, 31))
    )


@settings(max_examples=60)
@given(clauses=st.lists(st.sampled_from(CLAUSES), min_size=3, max_size=14), data=st.data())
def test_the_order_of_asking_changes_nothing(checker: Checker, clauses: Sequence[str], data: st.DataObject) -> None:
    scene = scene_of("".join(clauses), checker.facts.vocabulary)
    order = data.draw(st.permutations(range(len(scene.statements))))
    asked = {index: surroundings(scene, index) for index in order}
    for index, told in asked.items():
        alone = surroundings(replace(scene), index)
        assert told == alone
