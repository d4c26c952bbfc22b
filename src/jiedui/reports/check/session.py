"""The door of the checker: a book opened for checking, and reports checked against it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from jiedui.base.collecting import paused_collector
from jiedui.base.periods import Period
from jiedui.base.problems import refuse
from jiedui.book import Book
from jiedui.book.corrections import Correction
from jiedui.figures.figures import Figures
from jiedui.figures.model import EntryId
from jiedui.prose.document import Document, Span, parse_document
from jiedui.prose.extract import extract_from
from jiedui.prose.model import Extraction, Statement
from jiedui.prose.normalise import normalise, unchanged
from jiedui.prose.rows import tables_told
from jiedui.prose.times import find_times
from jiedui.reports.check.checker import check_statements
from jiedui.reports.check.explain import Explainer, Second, SlipWords, resting_on
from jiedui.reports.check.facts import KEPT, Facts
from jiedui.reports.check.readings.amounts import Level, Reader
from jiedui.reports.check.readings.durations import but_lengths
from jiedui.reports.check.readings.formulas import behind
from jiedui.reports.check.readings.reach import Reach
from jiedui.reports.check.readings.thresholds import is_bound
from jiedui.reports.check.text.author import about, clock_of, find_author, is_personal, own_kind, team_posting
from jiedui.reports.check.text.finding import Finding
from jiedui.reports.check.text.own_place import own_place
from jiedui.reports.check.text.patterns import pattern_at
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.text.setting import Setting
from jiedui.reports.check.text.sources import table_of_sources, without_sources
from jiedui.reports.check.text.stretches import years_of
from jiedui.reports.check.text.turns import at_turns
from jiedui.reports.check.verdicts.deciding import Checked
from jiedui.reports.check.verdicts.findings import find, told_twice
from jiedui.reports.check.words.hits import find_hits
from jiedui.reports.check.words.meanings import Place
from jiedui.reports.docx_text import Cells

#: What is longer, or says more, than any report is refused: so many characters are two thousand pages. A second is enough
#: for some 1,500 statements.
LONGEST, MOST = 2_000_000, 50_000
#: Records listed for one statement at most; the number behind it is told in full.
LISTED = 200


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement as told: its place in the text as it came, its verdict, and the words and records for it.

    ``words`` is the pattern by which a correction would find it again; ``corrections`` are those it rests on. ``labels``
    are the records by their 编号 where they have one; ``definition`` is what was computed, exactly.
    """

    start: int
    end: int
    text: str
    checked: Checked
    figure: str
    reason: str
    records: tuple[EntryId, ...]
    words: str
    corrections: tuple[Correction, ...] = ()
    labels: tuple[str, ...] = ()
    definition: str = ""
    second: Second | None = None
    slip: SlipWords | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report that has been checked; ``aside`` is what the office said states no quantity."""

    name: str
    text: str
    period: Period
    region: str | None
    clock: date
    head: str
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    aside: tuple[Claim, ...] = ()


class Checker:
    """Checks reports against one open book, as its reader sees it at the moment of the check.

    It serves one thread, as the book does, and costs next to nothing to make: what is known of a book is shared by all
    checkers of the process, and read again when the journal's head moves (:data:`jiedui.reports.check.facts.KEPT`);
    what was computed stays with the figures, so that a text checked again after a change of some words asks the book
    for little. One checker serves readers of different regions one after the other.
    """

    def __init__(self, book: Book, figures: Figures | None = None) -> None:
        """Take the book, which stays open as long as this is used, and its figures where they are kept open too."""
        self._book = book
        self._figures = figures or Figures(book)
        self._own = figures is None

    def close(self) -> None:
        """Let go of what the figures hold, unless they were given."""
        if self._own:
            self._figures.close()

    @property
    def facts(self) -> Facts:
        """What the book's reader may know of it as it is now."""
        return KEPT.facts(self._book)

    @paused_collector()  # until all is let go of but the report: so that the collector has little to look through
    def check(
        self,
        name: str,
        text: str,
        *,
        period: Period | None = None,
        region: str | int | None = None,
        clock: date | None = None,
        accepted: bool = False,
        home: int | None = None,
        tables: Sequence[Cells] = (),
    ) -> Report:
        """Check a report's text.

        ``period`` and ``region`` (its name or its id) are what it is about where it does not say so itself (全镇 of a
        title's town does); ``clock`` its date. Where they are not given, they are taken from the text: its title, its date, the year before its
        date; ``home`` is the region of a text that names none. ``accepted`` counts only entries that a reviewer has
        accepted. A bound that but says what is counted (超过60人的镇有2个) is no claim. ``tables`` are those of a Word document, by their cells' places in the text.
        Raises Refusal: document-long, document-statements (more than is checked at once), figures-no-region,
        figures-region-ambiguous, figures-region-unseen.
        """
        if len(text) > LONGEST:
            raise refuse("document-long", name=name, length=len(text), limit=LONGEST)
        with self._book.store.reading():
            plain = normalise(text)
            plain = tables_told(plain, tables, table_of_sources(plain.text) or (0, 0))
            document = parse_document(plain.text)
            day = clock or clock_of(document, period) or date.today()  # noqa: DTZ011 - the office's day
            reach = Reach(self._figures, accepted)
            asked = self._asked_for(region, reach) if region else None
            facts = self.facts
            whole = (self._region_of(document) or home) if asked is None else asked
            own = own_place(document, facts.vocabulary, facts.land, whole) if whole is not None else None
            place = own.region if own is not None else None
            author = find_author(plain.text, document, facts.postings, facts.visits)
            told = period or document.period or about(plain.text, day, author)
            named = [Span(hit.start, hit.end) for hit in facts.vocabulary.numbered.find(plain.text)]
            extraction = without_sources(extract_from(plain.text, unchanged(plain.text), day, named))
            if len(extraction.statements) > MOST:
                raise refuse("document-statements", name=name, count=len(extraction.statements), limit=MOST)
            setting = Setting(
                told,
                place,
                day,
                facts.land,
                author=author,
                personal=is_personal(plain.text),
                postings=facts.postings,
                posting_entries=facts.posting_entries,
                partners=self._partners_of(document, place),
                hidden=facts.hidden,
                unplaced=own is not None and not own.known,
                whole=None if own is None or own.sure else whole,
                team=team_posting(plain.text, facts.postings, told.end),
            )
            hits = find_hits(plain.text, facts.vocabulary, _spoken(document, extraction.statements), told.end.year)
            times = find_times(plain.text, day, told.start.year if told.start.year == told.end.year else None)
            document = at_turns(document, hits, extraction.statements)
            lengths = but_lengths(times, extraction.statements)
            scene = Scene(plain.text, document, extraction.statements, hits, lengths, years_of(told), told.end.year)
            lessons = facts.taught.at(scene)
            reader = Reader(facts.catalog, facts.measurables, setting, scene, lessons)
            checked = check_statements(reader, facts.asking(self._book), reach, facts.memory)
            explain = Explainer(facts.catalog, setting, self._book, reach, facts.memory.defined)
            every = tuple(
                self._claim(
                    each, explain, plain.span(each.statement.start, each.statement.end), text, pattern_at(scene, index)
                )
                for index, each in enumerate(checked)
            )
            aside = {index for index, lesson in lessons.items() if lesson.target is None}
            claims = tuple(claim for index, claim in enumerate(every) if not (index in aside or is_bound(scene, index)))
            found = [*find(*_without(scene, extraction, aside), _levels(checked)), *told_twice(_meant(checked))]
            findings = tuple(
                replace(each, spans=tuple(plain.span(*span) for span in each.spans))
                for each in sorted(found, key=lambda finding: finding.spans[0])
            )
            name_of = facts.land.regions[place].name if place is not None else None
            left = tuple(every[index] for index in sorted(aside))
            return Report(name, text, told, name_of, day, facts.head, claims, findings, left)

    def _asked_for(self, word: str | int, reach: Reach) -> int:
        """The region named, of which the reader may ask."""
        found = self._figures.names.region(word) if isinstance(word, str) else self._book.regions.get(word)
        if found is None or not reach.sees(found.id):
            raise refuse("figures-region-unseen", region=found.name if found else word)
        return found.id

    def _claim(self, checked: Checked, explain: Explainer, span: tuple[int, int], text: str, words: str) -> Claim:
        """One statement with its words and records."""
        figure = explain.figure(checked.best.reading) if checked.best else ""
        corrections = tuple(self.facts.taught.by_id[each] for each in checked.corrections)
        records = tuple(self._records(checked, explain.reach))
        return Claim(
            *span,
            text[slice(*span)],
            checked,
            figure,
            explain.reason(checked, figure) + "".join(resting_on(each) for each in corrections),
            records,
            words,
            corrections,
            explain.labels(records),
            explain.definition(checked),
            explain.second(checked),
            explain.slip(checked),
        )

    def _records(self, checked: Checked, reach: Reach) -> list[EntryId]:
        """The entries behind the verdict: those of every query, and the targets and postings that it names."""
        if checked.best is None or checked.verdict not in ("confirmed", "contradicted"):
            return []
        return list(behind(checked.best.reading.formula, reach, LISTED))

    def _partners_of(self, document: Document, region: int | None) -> tuple[int, ...]:
        """The regions of the other side that the report is about: those its head names, else those paired with its own."""
        land = self.facts.land
        if region is None:
            return ()
        paired = self.facts.partners.get(land.at_level(region, ("县", "市")) or region, ())
        told = frozenset(self._named_in_head(document)) if len(paired) > 1 else frozenset()
        return tuple(each for each in paired if each in told) or paired

    def _named_in_head(self, document: Document) -> list[int]:
        """The regions that the title or the first lines name, in order."""
        head = document.text[: max(200, document.paragraphs[0].end if document.paragraphs else 0)]
        return [
            meaning.region
            for hit in find_hits(head, self.facts.vocabulary)
            for meaning in hit.meanings
            if isinstance(meaning, Place)
        ]

    def _region_of(self, document: Document) -> int | None:
        """The region that the title or the first lines name: the first one, of the highest level among equals.

        Where those name the other side alone, it is the one paired with that which the text calls its own (全县, 我县).
        """
        named = self._named_in_head(document)
        land = self.facts.land
        west = [each for each in named if land.side(each) == "west"]
        found = next(iter(west or named), None)
        kind = own_kind(document.text)
        if found is not None and kind and not land.regions[found].name.endswith(kind):
            found = next((each for each in named if land.regions[each].name.endswith(kind)), found)
        if found is None or west or not kind or land.regions[found].name.endswith(kind):
            return found
        paired = self.facts.partners.get(land.at_level(found, ("县", "市")) or found, ())
        return next((each for each in paired if land.regions[each].name.endswith(kind)), found)


def _without(scene: Scene, extraction: Extraction, aside: Collection[int]) -> tuple[Scene, Extraction]:
    """The scene and the extraction without the statements that the office said are none, and their faults of style."""
    if not aside:
        return scene, extraction
    kept = tuple(each for index, each in enumerate(scene.statements) if index not in aside)
    gone = {(scene.statements[index].start, scene.statements[index].end) for index in aside}
    faults = tuple(each for each in extraction.style_findings if (each.start, each.end) not in gone)
    return replace(scene, statements=kept), Extraction(extraction.text, kept, faults)


def _spoken(document: Document, statements: Sequence[Statement]) -> list[Span]:
    """The title, the paragraphs in which statements stand, the headings over them: what else there is tells nothing of them."""
    title = document.masthead.title
    told = {here.index: here for each in statements if (here := document.paragraph_at(each.start))}
    over = {index for here in told.values() for index in here.parents}
    spoken = [Span(each.start, each.end) for each in map(document.paragraphs.__getitem__, sorted({*told, *over}))]
    return spoken if title is None or (spoken and spoken[0].start <= title[0]) else [Span(*title), *spoken]


def _levels(checked: list[Checked]) -> dict[int, Level]:
    """What the statements that state an amount as such mean, by where they begin."""
    return {
        each.statement.start: each.best.reading.anchor
        for each in checked
        if each.best is not None and each.best.reading.kind == "level" and each.best.reading.anchor is not None
    }


def _meant(checked: list[Checked]) -> list[tuple[Statement, object]]:
    """The statements with a sure reading, each with what it means."""
    return [
        (each.statement, each.best.reading.formula)
        for each in checked
        if each.best is not None and each.verdict in ("confirmed", "contradicted")
    ]
