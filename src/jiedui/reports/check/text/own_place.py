"""Whose report it is: the one place below the region it is checked for that its title or its issuing office names.

茶山镇2023年协作工作总结 is the town's report whichever county it is checked for; so is a letter signed by 茶山镇人民政府. A text that
says 我镇 and never which town is nobody's: the county's totals tell nothing against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jiedui.prose.document import Document
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.text.setting import Land, Setting
from jiedui.reports.check.words.vocabulary import Vocabulary

#: Where a name that says whose text it is may begin in a line: at its start, behind a year, 关于, 中共, a dash.
_BEGINS = re.compile(r"^|——|关于|中共|(?:[0-9]{4}|[〇零一二三四五六七八九]{4})年度?|[:：]")
#: What joins a place with another of which the text is as well.
_WITH = re.compile(r"[、和与及]")
#: What the text calls its own: a county or city, or what lies below one.
_ITS_COUNTY, _ITS_TOWN = re.compile(r"[我本][县市区](?!级|域|直)"), re.compile(r"[我本](?:镇|乡|村(?!级)|街道|社区)")
#: What follows the place in a signature.
_SIGNED = re.compile(
    r"(?:[\u4e00-\u9fff]{0,12}(?:政府|党委|办公室|办事处|委员会|委会|专班|工作组|协作办|局|中心))?[\s\u3000]*(?:[〇零一二三四五六七八九十0-9]{2,4}年.{0,8})?"
)
_QUOTED = re.compile(r"“[^”\n]{0,200}”")
_OF_A_TOWN = re.compile(r"[全我本该](?:镇|乡(?!村)|村(?!级|民))")
#: A line of more signs is no title and no signature; so many lines of the foot may hold the signature.
_LONGEST, _FOOT = 45, 4


class OwnPlace(NamedTuple):
    """The place that a text is about.

    ``known`` tells whether it is: not so of a text that speaks of 我镇 and never says which; ``sure``, whether nothing else
    can be meant: a title alone may be that of a text about the whole.
    """

    region: int
    known: bool = True
    sure: bool = True


def own_place(document: Document, vocabulary: Vocabulary, land: Land, region: int) -> OwnPlace:
    """The place that the text is about: one below the region where the text names it as its own, else the region."""
    text = document.text
    its_town = bool(_ITS_TOWN.search(_QUOTED.sub("", text)))
    if _ITS_COUNTY.search(text) and not its_town:
        return OwnPlace(region)
    title = document.masthead.title
    for start, end in _telling_lines(document):
        named = _named_first(text[start:end], vocabulary, land, signed=(start, end) != title)
        below = [each for each in named if region in land.over((each,))]
        if below:
            return OwnPlace(below[-1], sure=its_town or (start, end) != title)
        if region in named:
            return OwnPlace(region)
    return OwnPlace(region, known=not (its_town and over_towns(land, region)))


def over_towns(land: Land, region: int) -> bool:
    """Whether the region is one that towns lie in."""
    return land.regions[region].level in ("省", "市", "县")


def tells_of_a_town(setting: Setting, around: Surroundings) -> bool:
    """Whether a report of what lies over towns tells the number of one that it does not name: 全镇转移就业85人."""
    region = setting.region
    if region is None or not over_towns(setting.land, region):
        return False
    return setting.unplaced or bool(_OF_A_TOWN.search(around.text, around.before.start, around.before.end))


def _telling_lines(document: Document) -> Iterator[tuple[int, int]]:
    """The lines that may say whose text it is: the title, then the other lines of head and foot."""
    masthead = document.masthead
    if masthead.title is not None:
        yield masthead.title
    head = [each for each in document.paragraphs if each.start < masthead.body]
    for line in (*head, *document.paragraphs[1:][-_FOOT:]):
        told = (line.start, line.end)
        if told != masthead.title and line.end - line.start <= _LONGEST and "。" not in document.text[slice(*told)]:
            yield told


def _named_first(line: str, vocabulary: Vocabulary, land: Land, *, signed: bool) -> list[int]:
    """The regions named, one inside the other, where the line says whose it is; none where it is of several.

    What is no title must be a signature: 八仙镇人民政府, with a date at most.
    """
    at = {hit.start: hit for hit in reversed(vocabulary.names.find_all(line)) if hit.meanings.regions}
    for begin in _BEGINS.finditer(line):
        found, place = [], begin.end()
        while place in at:
            found.append(at[place].meanings.regions[0])
            place = at[place].end
        if not found:
            continue
        beside = at.get(place + 1) if _WITH.match(line, place) else None
        if beside is not None and land.side(beside.meanings.regions[0]) == land.side(found[-1]):
            return []
        return found if not signed or _SIGNED.fullmatch(line, place) else []
    return []
