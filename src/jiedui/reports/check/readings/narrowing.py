"""What narrows a reading: values, names, persons, regions, directions, periods, as the words around it say.

Own words narrow. Words before the first statement of the sentence narrow every statement of it (they set the frame).
Words of one sibling (其中甲 x，乙 y) do not narrow the next, unless that one has no words of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from jiedui.base.once import once
from jiedui.base.periods import Period
from jiedui.catalog import Ledger
from jiedui.figures.model import Condition
from jiedui.prose.document import Span
from jiedui.reports.check.text.directions import direction
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.text.labels import by_noun, narrowed_by_label
from jiedui.reports.check.text.leads import (
    OF_THE_WHOLE,
    is_next_point,
    leading_entry,
    leading_place,
    named_last,
    places_counted,
    told_in_general,
)
from jiedui.reports.check.text.lists import examples
from jiedui.reports.check.text.oddities import of_a_wider_place
from jiedui.reports.check.text.own_place import tells_of_a_town
from jiedui.reports.check.text.regions_told import (
    OF_ALL_OF_IT,
    county_over,
    county_spoken_of,
    each_town,
    places_taken_up,
    regions_named,
)
from jiedui.reports.check.text.restrictions import Elsewhere
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.text.setting import Setting
from jiedui.reports.check.text.windows import but_to_come, of_the_whole, windows
from jiedui.reports.check.text.worded import (
    but_those_ahead,
    by_names,
    by_values,
    columns_of,
    is_topic_of,
    narrows_one_of,
    outside_topics,
    told_anew,
    without,
)
from jiedui.reports.check.words.measurables import Measurable
from jiedui.reports.check.words.names_told import Hit

#: Columns by which a row belongs to the person who did it.
PERSON = "person"
#: The ledgers of what single persons did.
OF_PERSONS = frozenset({"study", "duty", "visit", "inspection", "lesson"})


class Narrowed(NamedTuple):
    """The narrowing of one reading: conditions besides the measurable's own, and the regions (none: the report's).

    ``listed`` are the conditions when lists of values in other clauses narrow as well: 县委常委会、县政府常务会把协作纳入议题，先后9次研究.
    ``freely`` are those without the values that 全县 may let go of: 平利的茶卖得慢，全县才卖出120万元;
    ``borrowed`` are the columns that words of other clauses narrow; ``placed``, whether own words name the regions;
    ``lower`` are the regions where a word for a county and its town means the town, or those that a sentence before begins
    with where no words name any;
    ``clashes`` are the columns of which own words name other values than those that the measurable fixes.
    """

    conditions: tuple[Condition, ...]
    listed: tuple[Condition, ...]
    freely: tuple[Condition, ...]
    regions: tuple[int, ...]
    borrowed: frozenset[str]
    placed: bool
    clashes: frozenset[str]
    lower: tuple[int, ...] = ()

    def without(self, column: str | None) -> Narrowed:
        """The same, narrowed by nothing of that column."""
        told = (self.conditions, self.listed, self.freely)
        conditions, listed, freely = (tuple(each for each in those if each.column != column) for those in told)
        return self._replace(conditions=conditions, listed=listed, freely=freely)


class Told(NamedTuple):
    """What the words around a statement say to one ledger: the ``own`` ones, the values and names in them, and the regions.

    ``clause`` and ``said`` are the values and names of the clauses between, ``framing`` and ``over`` those of the frame;
    ``placed`` are the regions that own words name, ``lower`` those taken for the lower one, ``near`` those named elsewhere;
    ``of_all``: 全县 stands between what the clauses before name and the number.
    """

    own: list[Hit]
    clause: list[Condition]
    framing: list[Condition]
    named: list[Condition]
    said: list[Condition]
    valued: list[Condition]
    subject: list[Condition]
    over: list[Condition]
    placed: tuple[int, ...]
    near: tuple[int, ...]
    lower: tuple[int, ...]
    of_all: bool


_ABOVE_A_TOWN = re.compile(r"全[县区市]")
_NOTHING = Told([], [], [], [], [], [], [], [], (), (), (), of_all=False)


class Narrower:
    """Narrows the readings of one statement; what its words say by themselves is found out once for all readings."""

    def __init__(self, setting: Setting, scene: Scene, around: Surroundings, within: Period | None = None) -> None:
        self._within = within
        self._setting = setting
        self._scene = scene
        self.around = around
        self._words: dict[str, tuple[list[Hit], ...]] = {}
        self._said: dict[str, Told] = {}
        self._directions: dict[str, list[Condition]] = {}
        self.elsewhere = Elsewhere(scene, around)

    @once
    def _sources(self) -> tuple[list[Hit], ...]:
        """The words in reach, by where they stand: its own, between, the frame, the rest of the sentence.

        Mere examples are left out, and what 分别 gives to another statement.
        """
        scene, around = self._scene, self.around
        away = frozenset(span.start for span in around.others)
        own = [*around.own, *places_counted(scene, around)]
        return tuple(
            but_those_ahead(around, without(hits, examples(around.text, sorted(hits, key=attrgetter("start"))) | away))
            for hits in (own, around.between, _frame(scene, around), _rest_of_sentence(scene, around))
        )

    @once
    def _under(self) -> list[Hit]:
        """The place that the heading over the statement begins with."""
        return self._leading(heading=True)

    @once
    def _after(self) -> list[Hit]:
        """The place that a sentence before it in its paragraph begins with."""
        return self._leading(heading=False)

    def _leading(self, *, heading: bool) -> list[Hit]:
        """The one place or the other; none of what is told of all."""
        return [] if self._of_all else leading_place(self._scene, self.around, heading=heading)

    @once
    def _led_by(self) -> list[Hit]:
        """The entry that its paragraph begins with."""
        return leading_entry(self._scene, self.around)

    @once
    def _taken_up(self) -> list[Hit]:
        """The places that its own words take up as so many: 两地."""
        return places_taken_up(self._scene, self._setting, self.around)

    @once
    def _of_all(self) -> bool:
        """Whether the sentence tells of all of the county."""
        return bool(OF_ALL_OF_IT.search(self.around.text, self.around.sentence.start, self.around.before.end))

    @once
    def of_a_wider_place(self) -> bool:
        """Whether it is told of a place over the report's own."""
        return of_a_wider_place(self._setting, self.around)

    @once
    def of_a_town(self) -> bool:
        """Whether it is told of a town that the report does not name."""
        return tells_of_a_town(self._setting, self.around)

    @once
    def periods(self) -> tuple[Period, ...]:
        """The periods that may be meant, likeliest first."""
        around, setting = self.around, self._setting
        found = but_to_come(setting, around.statement, windows(self._scene, setting, around.before.end, around.time))
        return found if around.timed else of_the_whole(self._within, found)

    def _of_ledger(self, ledger: str) -> tuple[list[Hit], ...]:
        """Of each source the places and the ledger's own words, but for those inside a longer topic of it."""
        found = self._words.get(ledger)
        if found is None:
            found = self._words[ledger] = tuple(outside_topics(hits, ledger) for hits in self._sources)
        return found

    def _telling(self, measurable: Measurable) -> tuple[list[Hit], ...]:
        """Of each source the words that may narrow the measurable: none that is its own topic (已被采纳8条)."""
        fixed = {each.column for each in measurable.where}
        sources = self._of_ledger(measurable.ledger)
        if not any(narrows_one_of(hit, fixed) for hits in sources for hit in hits):
            return sources
        return tuple(
            [hit for hit in hits if not (narrows_one_of(hit, fixed) and is_topic_of(hit, measurable))]
            for hits in sources
        )

    def _told(self, ledger: Ledger, measurable: Measurable) -> Told:
        """What the words that may narrow the measurable say to its ledger; mostly the same of all the ledger's."""
        telling = self._telling(measurable)
        if telling is not self._words[ledger.name]:
            return self._told_by(ledger, telling)
        found = self._said.get(ledger.name)
        if found is None:
            found = self._said[ledger.name] = self._told_by(ledger, telling)
        return found

    def _told_by(self, ledger: Ledger, telling: tuple[list[Hit], ...]) -> Told:
        """What those words say to the ledger."""
        setting, around = self._setting, self.around
        own, between = (told_anew(around, ledger, hits) for hits in telling[:2])
        frame, rest = telling[2:]
        if not any(telling):
            led = by_names(ledger, self._led_by)
            return _NOTHING._replace(placed=county_over(ledger, setting, around, own), over=led)
        whole = [*OF_THE_WHOLE.finditer(around.text, around.sentence.start, around.before.end)]
        since = max((each.start() for each in whole), default=0)
        above = max((each.start() for each in whole if _ABOVE_A_TOWN.search(each[0])), default=0)
        among, others, over = ([hit for hit in hits if hit.start >= since] for hits in (between, rest, frame))
        near = [[hit for hit in hits if hit.start >= above] for hits in (between, frame, rest)]
        placed = regions_named(ledger, setting, (own,), own=True)
        general = told_in_general(around)
        lent = (
            by_names(ledger, each, nearest=one)
            for each, one in ((named_last(around.text, ledger, among), False), (others, True), (over, False))
        )
        said, subject, above_all = ([each for each in those if each.column not in general] for those in lent)
        return Told(
            own,
            clause=by_values(ledger, between),
            framing=by_values(ledger, frame),
            named=by_names(ledger, own),
            said=said,
            valued=by_values(ledger, own),
            subject=subject,
            over=[*above_all, *by_names(ledger, [hit for hit in self._led_by if hit.start >= since])],
            placed=placed or county_over(ledger, setting, around, own),
            near=regions_named(ledger, setting, near, own=False),
            lower=regions_named(ledger, setting, (own,), own=True, highest=False),
            of_all=since > 0,
        )

    def narrow(
        self,
        ledger: Ledger,
        measurable: Measurable,
        inherited: Sequence[Condition] = (),
        inherited_regions: tuple[int, ...] = (),
        kin: Collection[str] = (),
    ) -> Narrowed:
        """The conditions and regions that the words put upon the measurable.

        ``kin`` are the columns that the statement before narrowed.
        """
        told = self._told(ledger, measurable)
        named, said, clause, framing, subject = told.named, told.said, told.clause, told.framing, told.subject
        akin = by_values(ledger, told.own, kin) if kin else told.valued
        short = narrowed_by_label(ledger, self.around)
        labelled = (*((short,) if short is not None else ()), *by_noun(ledger, self.around))
        near = (*named, *akin, *labelled, *said, *_singly(clause), *self._direction(ledger))
        over, last = (*inherited, *told.over), (*subject, *_person(ledger, self._setting))
        conditions = listed = _settled((*near, *over, *_singly(framing), *last), measurable)
        if kin or len(_singly(clause)) < len(clause) or len(_singly(framing)) < len(framing):
            near_too = (*named, *told.valued, *said, *clause, *self._direction(ledger))
            listed = _settled((*near_too, *over, *framing, *last), measurable)
        freely = conditions
        if told.of_all and (clause or framing):
            freely = _settled((*named, *akin, *labelled, *said, *self._direction(ledger), *over, *last), measurable)
        settled = {each.column for each in (*near, *(() if self.around.has_plural else subject))}
        borrowed = frozenset([each.column for each in conditions if each.column not in settled])
        handed = inherited_regions if self.around.elliptical else ()
        both = regions_named(ledger, self._setting, (self._taken_up,), own=True) if self._taken_up else ()
        regions, lower = told.placed or both or handed or told.near or inherited_regions, told.lower
        if not regions and (spoken := county_spoken_of(self._scene, self._setting, self.around)):
            regions = regions_named(ledger, self._setting, (spoken,), own=False)
        if not regions and self._under:
            regions = regions_named(ledger, self._setting, (self._under,), own=False)
        goal, side = _goal(ledger, conditions), self._setting.land.side
        kept = tuple([each for each in regions if goal in (None, side(each))])
        valued = {each.column for each in told.valued} | columns_of(ledger, self._of_ledger(ledger.name)[0])
        beside = [each for each in told.clause if each.column not in valued and len(each.values) == 1]
        clashes = frozenset([each.column for each in (*named, *told.valued, *beside) if measurable.excludes((each,))])
        if not regions and (towns := each_town(self._setting, self.around)) and any(e.required for e in ledger.regions):
            lower = towns
        elif not regions and self._after:
            lower = regions_named(ledger, self._setting, (self._after,), own=False)
        lower = lower if lower != told.placed else ()
        return Narrowed(conditions, listed, freely, kept, borrowed, bool(told.placed), clashes, lower)

    def _direction(self, ledger: Ledger) -> list[Condition]:
        """The direction of a visit or a posting, from who goes where."""
        found = self._directions.get(ledger.name)
        if found is None:
            found = self._directions[ledger.name] = direction(ledger, self._setting, self._scene, self.around)
        return found


def _frame(scene: Scene, around: Surroundings) -> list[Hit]:
    """The words of the clauses before the first statement of the part: they set the frame for all that follow."""
    first = scene.first_from(around.half.start)
    return scene.hits_in(Span(around.half.start, scene.clause(first.start if first else around.statement.start).start))


def _goal(ledger: Ledger, conditions: Iterable[Condition]) -> str | None:
    """The side to which a posting leads, where the ledger's one region is that goal; None where any will do."""
    if any(column.side for column in ledger.regions):
        return None
    for condition in conditions:
        if ledger.column(condition.column).directs and len(condition.values) == 1:
            return "west" if str(condition.values[0]).endswith("西") else "east"
    return None


def _singly(conditions: Iterable[Condition]) -> list[Condition]:
    """Of values named in another clause single ones narrow; a list there mostly tells what was used, not what is counted."""
    return [condition for condition in conditions if len(condition.values) == 1]


def _settled(conditions: Iterable[Condition], measurable: Measurable) -> tuple[Condition, ...]:
    """Of each column the first condition, where it refines the measurable."""
    found: dict[str, Condition] = {}
    for condition in conditions:
        found.setdefault(condition.column, condition)
    return tuple(each for _, each in sorted(found.items()) if _refines(each, measurable))


def _refines(condition: Condition, measurable: Measurable) -> bool:
    """Whether the condition narrows what the measurable fixes: its values must be among the fixed ones."""
    fixed = next((each for each in measurable.where if each.column == condition.column and each.op == "in"), None)
    return fixed is None or set(condition.values) < set(fixed.values)


def names_place(around: Surroundings) -> bool:
    """Whether the statement's own words, or those of the clauses right before, name a region."""
    return any(hit.meanings.regions for hit in (*around.own, *around.between))


def _rest_of_sentence(scene: Scene, around: Surroundings) -> list[Hit]:
    """The words from the start of the sentence to the statement's own, nearest first: only names carry over.

    None over a semicolon behind which another place is told of.
    """
    moved = is_next_point(around) or (around.half.start > around.sentence.start and names_place(around))
    span = Span(around.half.start if moved else around.sentence.start, around.before.start)
    if not scene.names_in(span):
        return []
    valued = any(hit.meanings.columns for hit in around.own)
    labels = {each.start for each in scene.statements_in(span)} if valued else set[int]()
    return [hit for hit in reversed(scene.hits_in(span)) if hit.end not in labels]


def _person(ledger: Ledger, setting: Setting) -> list[Condition]:
    """In a report of the first person, what is done by persons is done by its author, lessons come of the author's visits."""
    if setting.author is None:
        return []
    if ledger.name in OF_PERSONS and ledger.name != "lesson":
        return [Condition(PERSON, "in", (setting.author.name,))]
    return (
        [Condition("visit", "in", setting.author.visits)] if ledger.name == "lesson" and setting.author.visits else []
    )
