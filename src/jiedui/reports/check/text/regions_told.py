"""The regions of which a number is: those that the words around it name, as far as its ledger has a column for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from jiedui.catalog import Ledger
from jiedui.prose.document import Span
from jiedui.reports.check.text.evidence import FAR, Surroundings
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.text.setting import Setting
from jiedui.reports.check.words.common import LEVELS
from jiedui.reports.check.words.names_told import Hit


def regions_named(
    ledger: Ledger, setting: Setting, sources: Iterable[Sequence[Hit]], *, own: bool, highest: bool = True
) -> tuple[int, ...]:
    """The regions named nearest to the statement that the ledger has a column for; none: the report's own.

    A column that may be empty takes a region only from the statement's own words. Of a pair told together (八仙镇与横山桥镇
    互访) the side of the report counts: an entry between the two is one entry. A town told with a village of it is where
    that lies.
    """
    named = [[hit for hit in hits if hit.meanings.regions] for hits in sources]
    sides = {column.side for column in ledger.regions if own or column.required} if any(named) else set()
    for hits in named if sides else ():
        near = hits if own else _told_last([hit for hit in hits if _is_at_home(setting, hit)] or hits)
        meant = (_meant(setting, hit, sides, highest=highest) for hit in near)
        fitting = [each for each in meant if each is not None]
        if fitting:
            ours = [each for each in fitting if setting.land.side(each) == setting.home]
            told = dict.fromkeys(ours or fitting)
            over = setting.land.over(told)
            return tuple(each for each in told if each not in over)
    return ()


def _is_at_home(setting: Setting, hit: Hit) -> bool:
    """Whether it names a place of the report's own side."""
    return setting.land.side(hit.meanings.regions[0]) == setting.home


def _told_last(hits: Sequence[Hit]) -> list[Hit]:
    """Of the places named in other clauses those told together last: not 甲、乙两镇…；丙镇仍列第八位 of all three."""
    groups = _told_together(sorted(hits, key=lambda hit: (hit.start, hit.end)))
    return groups[-1] if groups else []


#: So few signs join the members of a list: 、 和, or the sign of what they are (甲县、乙).
_JOINT = 2
#: Words for the whole of a county, but for its levels and an order within it: 全县, not 全县第二 nor 全县各镇.
OF_ALL_OF_IT = re.compile(r"[全我本该][县区](?!级|直|域|各|第|首|最|前[一二三四五六七八九十]|排)")


def county_over(ledger: Ledger, setting: Setting, around: Surroundings, own: Sequence[Hit]) -> tuple[int, ...]:
    """The county over a town whose report tells of all of it: 全县转移就业140人."""
    over = setting.own_counties
    if not over or around.statement.dimension == "rank" or not any(column.required for column in ledger.regions):
        return ()
    told = any(not over.isdisjoint(hit.meanings.regions) for hit in own)
    return tuple(over) if told or OF_ALL_OF_IT.search(around.text, around.before.start, around.before.end) else ()


def _meant(setting: Setting, hit: Hit, sides: Collection[str | None], *, highest: bool) -> int | None:
    """The region that a word means, if that narrows the report's own: of a county and its town the highest, or the town."""
    region = (min if highest else max)(hit.meanings.regions, key=setting.land.depth)
    fits = _narrows(setting, region) and (None in sides or setting.land.side(region) in sides)
    return region if fits else None


def _narrows(setting: Setting, region: int) -> bool:
    """Whether naming the region reads another place than the report's own: below or beside it, or below the partner."""
    land = setting.land
    if setting.region is None:
        return True
    if land.side(region) == setting.home:
        return not land.within(setting.region, region) or (region == setting.region and bool(setting.own_counties))
    partners = setting.partners
    return land.regions[region].level in ("镇", "村") or (len(partners) > 1 and region not in land.over(partners))


#: The county spoken of, in a report of what is above it.
_THAT_COUNTY = re.compile(r"(?:[全该本]|这个)县(?!级|域|委|政|区)|县[里内上]")


def county_spoken_of(scene: Scene, setting: Setting, around: Surroundings) -> list[Hit]:
    """The county named last in the paragraph, which 全县 means in a report of its city: 杏川的苹果卖得慢，全县才销310万元."""
    land, here = setting.land, setting.region
    if here is None or land.regions[here].level not in _OVER_COUNTIES:
        return []
    if not _THAT_COUNTY.search(around.text, around.before.start, around.before.end):
        return []
    paragraph = scene.document.paragraph_at(around.statement.start)
    start = max(paragraph.start if paragraph is not None else 0, around.before.start - FAR)
    named = [
        hit
        for hit in scene.names_in(Span(start, around.before.end))
        if any(land.regions[each].level == "县" and land.within(each, here) for each in hit.meanings.regions)
    ]
    return named[-1:]


_OVER_COUNTIES = frozenset({"市", "省"})


#: So many places together, told before by their names: 八仙、老县两镇…。两镇转移就业140人.
_SO_MANY = re.compile(r"(?P<number>[两三四])(?:地|县区|区县|县|镇|区|村)(?![一二三四级委政])")
_NUMBERS = {"两": 2, "三": 3, "四": 4}
#: Those are sought among so many names before it at most.
_NAMES = 60


def places_taken_up(scene: Scene, setting: Setting, around: Surroundings) -> list[Hit]:
    """The places that 两地 takes up: as many of the report's own side, told together in its paragraph or called so before.

    Told anywhere before it in the sentence, where no place is named since.
    """
    told = [*_SO_MANY.finditer(around.text, around.sentence.start, around.before.end)]
    found = told[-1] if told else None
    since = Span(found.end(), around.after.end) if found is not None else None
    if found is None or since is None or any(_is_ours(setting, hit) for hit in scene.names_in(since)):
        return []
    paragraph = scene.document.paragraph_at(around.statement.start)
    span = Span(max(0, around.before.start - FAR), found.start())
    named = [hit for hit in scene.names_in(span) if _is_ours(setting, hit)][-_NAMES:]
    for group in reversed(_told_together(named)):
        called = _SO_MANY.match(scene.text, group[-1].end)
        near = paragraph is not None and group[0].start >= paragraph.start
        distinct = {hit.meanings.regions[0] for hit in group}
        if len(group) == len(distinct) == _NUMBERS[found["number"]] and (near or called):
            return group
    return []


def _told_together(hits: Sequence[Hit]) -> list[list[Hit]]:
    """The names in the order of the text, those in one list together."""
    groups: list[list[Hit]] = []
    for hit in hits:
        if groups and 0 <= hit.start - groups[-1][-1].end <= _JOINT:
            groups[-1].append(hit)
        elif not groups or hit.start >= groups[-1][-1].end:
            groups.append([hit])
    return groups


def _is_ours(setting: Setting, hit: Hit) -> bool:
    """Whether it names a place of the report's own side, below what it is about."""
    if not hit.meanings.regions:
        return False
    land, here, region = setting.land, setting.region, hit.meanings.regions[0]
    return land.side(region) == setting.home and region != here and (here is None or land.within(region, here))


#: What lies in the towns alone, and not with the county itself: 落在各镇的项目16个; 各镇共接受捐赠….
_IN_THE_TOWNS = re.compile(r"(?:落在|分布在|安排[到在]|各归)?各(?P<level>乡?镇|县区?|区县|村)(?:的|共|合计|一共)")
#: So many places at most are added up.
_MOST_TOWNS = 60


def each_town(setting: Setting, around: Surroundings) -> tuple[int, ...]:
    """The places of the level that its sentence tells to be those meant, all of them."""
    found = _IN_THE_TOWNS.search(around.text, around.sentence.start, around.before.end)
    if found is None or setting.region is None:
        return ()
    land, level = setting.land, LEVELS[found["level"]]
    below = [each.id for each in land.regions.values() if each.level == level and land.within(each.id, setting.region)]
    return tuple(below) if 1 < len(below) <= _MOST_TOWNS else ()
