"""How far a ledger accounts for a statement's own words: what it tells of them, and what it leaves untold.

All measurables of a ledger share this, so it is reckoned once for a statement and a ledger: :func:`account`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jiedui.base.once import once
from jiedui.prose.document import Span
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.words.meanings import Meanings, Place, Plain, Topic
from jiedui.reports.check.words.measurables import Measurable, phrase_word
from jiedui.reports.check.words.names_told import Hit, span_of

#: The ledger of what is given, mostly for something that no ledger keeps.
_GIFTS = "donation"
#: So many unexplained signs before a number tell of another matter than that of the number before.
FOREIGN = 3
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: Nouns for those who are counted.
_COUNTED = re.compile(
    r"[\u4e00-\u9fff]+(?:干部|人才|人员|专家|教师|老师|医生|医师|企业|车间|园区|干事|工人|员工)|干部|专家|教师|老师|医生|企业"
)
#: What entries of a ledger are called together, and the signs before that say nothing of their kind.
_ENTRIES, _OF_ANY = re.compile(r"项目|工程(?!师)|企业|车间"), frozenset("个类些的该本此各批等大家在")


@dataclass(frozen=True)
class Account:
    """What one ledger, by its name, makes of the words around a statement."""

    around: Surroundings
    ledger: str

    @once
    def told(self) -> tuple[Span, ...]:
        """The own words that the ledger accounts for: its topics, values and names."""
        ledger = self.ledger
        return tuple([Span(hit.start, hit.end) for hit in self.around.own if ledger in hit.meanings.ledgers])

    @once
    def leftover(self) -> float:
        """The weight of the own words that the ledger leaves unexplained."""
        return self.around.leftover(self.told)

    @once
    def foreign(self) -> bool:
        """Whether so much before the number is unexplained that it goes on with no matter of the ledger."""
        return not self.around.elliptical and self.around.unexplained_before(self.told) >= FOREIGN

    @once
    def unread(self) -> float:
        """The weight of what is unexplained where it could narrow: before the number, and right behind it (4家高新技术企业)."""
        around = self.around
        explained = (*around.timed, *map(span_of, around.own))
        place = around.after.start
        while place < around.after.end and _HAN.match(around.text[place]):
            if any(span.start <= place < span.end for span in explained):
                break
            place += 1
        return around.unexplained_before(self._understood) + place - around.after.start + FOREIGN * self._counts_others

    @once
    def _understood(self) -> tuple[Span, ...]:
        """The own words that say something to the ledger by themselves, or as part of a phrase that stands there in full.

        产业 of 产业上安排项目2个 is but the first word of 产业 资金: it may narrow.
        """
        return tuple([span_of(hit) for hit in self.around.own if self._says(hit.meanings)])

    def _says(self, word: Meanings) -> bool:
        """Whether a word is a value, a name or a phrase of the ledger, or a word of a phrase of which all was heard."""
        ledger, heard = self.ledger, self.around.topics
        if ledger in word.alone or ledger in word.values or ledger in word.naming:
            return True
        return any(
            each.ledger == ledger
            and all(phrase_word(each.target, each.phrase, place) in heard for place in range(each.size))
            for each in word.topics
        )

    @once
    def _counts_others(self) -> bool:
        """Whether the noun counted, right behind the number, is a matter of other ledgers: 3位干部 of those who know a trade."""
        start = self.around.after.start
        counted = [hit for hit in self.around.own if hit.start == start and _COUNTED.fullmatch(hit.text)]
        told = any(span.start <= start < span.end for span in self.told)
        return not told and any(hit.meanings.spoken for hit in counted)

    @once
    def outside(self) -> bool:
        """Whether an own word names a thing that no ledger keeps, and this one does not claim that very word."""
        return any(not (self._tells(hit) or self._is_given_for(hit)) for hit in self.around.outside)

    def _is_given_for(self, thing: Hit) -> bool:
        """Whether the thing is what a gift told behind it was for: 为学校添置图书捐资12万元."""
        given = (hit for hit in self.around.own if thing.end <= hit.start and _GIFTS in hit.meanings.alone)
        return self.ledger == _GIFTS and any(hit.end <= self.around.before.end for hit in given)

    @once
    def headless(self) -> bool:
        """Whether none but an unexplained noun stands before the number: 男性80人 does not go on with 就业140人."""
        around = self.around
        if any(span.start < around.before.end for span in self.told):
            return False
        covered = [*self.told, *around.timed, *(span_of(hit) for hit in around.own if hit.meanings.has(Place))]
        plain = [span_of(hit) for hit in around.own if hit.meanings.has(Plain)]
        place, length = around.before.end, 0
        while place > around.before.start and (over := next((each for each in plain if each.end == place), None)):
            if any(each.start < place <= each.end for each in covered):
                return False
            place = over.start
        while place > around.before.start and _HAN.match(around.text[place - 1]):
            if any(each.start < place <= each.end for each in (*covered, *plain)):
                break
            place, length = place - 1, length + 1
        return length >= 2

    @once
    def named_elsewhere(self) -> bool:
        """Whether an own word is the name of an indicator of another ledger, of which this one knows no part."""
        return any(
            not any(span.start < hit.end and hit.start < span.end for span in self.told)
            for hit in self.around.indicated
        )

    @once
    def within_others(self) -> bool:
        """Whether all that it tells lies inside longer words of other ledgers: 岗位 of 公益性岗位 is no post in a firm."""
        others = [hit for hit in self.around.own if hit.meanings.ledgers and self.ledger not in hit.meanings.ledgers]
        inside = [
            any(
                hit.start <= span.start and span.end <= hit.end and len(hit.text) > span.end - span.start
                for hit in others
            )
            for span in self.told
        ]
        return bool(inside) and all(inside)

    @once
    def of_unknown_kind(self) -> bool:
        """Whether a word before 项目, 企业, 车间 says of what kind they are, and nothing that the ledger knows: 绿茶厂项目."""
        around, text = self.around, self.around.text
        for noun in _ENTRIES.finditer(text, around.before.start, around.before.end):
            place = noun.start() - 1
            if place < around.before.start or not _HAN.match(text, place) or text[place] in _OF_ANY:
                continue
            over = [hit for hit in around.own if hit.start <= place < hit.end]
            known = any(self.ledger in hit.meanings.ledgers or hit.meanings.has(Plain, Place) for hit in over)
            timed = any(span.start <= place < span.end for span in around.timed)
            if not (known or timed):
                return True
        return False

    def of_others(self, measurable: Measurable) -> bool:
        """Whether the number is told of a noun that the measurable, one of the ledger's, does not account for."""
        return self.narrowed_by_others or (measurable.dimension != "count" and self._noun_of_others)

    @once
    def narrowed_by_others(self) -> bool:
        """Whether a relative clause before a count (of 人次 as of 人) narrows in words of another ledger: 使用财政援助资金的6个项目."""
        around = self.around
        start, end = around.before.start, around.before.end
        if end - start <= 3 or around.text[end - 1] != "的" or around.statement.dimension not in ("count", "visits"):
            return False
        return any(
            hit.end <= end and len(hit.text) > 2 and self._is_foreign(hit) and not self._tells(hit)
            for hit in around.own
        )

    @once
    def _noun_of_others(self) -> bool:
        """Whether a noun behind the number, to which it belongs, is another's: 占地2600平方米的广场."""
        around, start = self.around, self.around.after.start
        if around.text[start : start + 1] != "的":
            return False
        topics = [hit for hit in around.own if start < hit.start <= start + 6 and hit.meanings.has(Topic)]
        return bool(topics) and not any(self._tells(hit) for hit in topics)

    def _is_foreign(self, hit: Hit) -> bool:
        """Whether the word is a topic of another ledger."""
        return not hit.meanings.spoken <= {self.ledger}

    def _tells(self, hit: Hit) -> bool:
        """Whether the word lies within one that the ledger accounts for."""
        return any(span.start <= hit.start and hit.end <= span.end for span in self.told)


def account(around: Surroundings, ledger: str) -> Account:
    """The account of that ledger, kept with the surroundings."""
    found = around.accounts.get(ledger)
    if found is None:
        found = around.accounts[ledger] = Account(around, ledger)
    return found
