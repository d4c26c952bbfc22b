"""Expressions of time in official prose, resolved against the document's own clock, never against today.

``今年`` is the clock's year, ``去年`` the one before; ``上年``, ``全年``, ``当年`` follow the year that the text is about
(``default_year``, from its title) where it names one. A month or day without a year takes the year named before it in the
same paragraph, else the title's, else the clock's; after ``截至`` it is the latest such day that the clock has seen.
``两年来`` is the two years up to the clock; ``十四五以来`` begins on 2021-01-01; ``今年`` and ``年内`` end at the clock.

What is *not* found here: bare durations (``为期一年``, ``历时三个月``), which are quantities, and the years in numbers of
documents (``〔2021〕3号``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter
from typing import Literal

from jiedui.base.periods import Period, months, quarter
from jiedui.prose.days import number
from jiedui.prose.document import Document, Span
from jiedui.prose.time_calendar import (
    BY_CLOCK,
    UNKNOWN,
    Meaning,
    dotted,
    months_from,
    part_of_year,
    to_clock,
    up_to,
    whole_year,
)
from jiedui.prose.time_grammar import PLACE, SEPARATOR, TOKEN

Kind = Literal["window", "point", "as_of", "since", "until", "comparison", "posting", "vague", "name"]

#: Kinds that can say for which time a quantity holds.
GOVERNING: frozenset[Kind] = frozenset({"window", "point", "as_of", "since", "posting"})


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time at ``[start, end)`` of the text, with what introduces and closes it (截至…, …以来).

    ``kind``: *window* a stretch of time (全年, 1—9月, 9月) · *point* one day · *as_of* up to a day (截至9月底, 目前), from
    wherever the matter began · *since* up to the clock (今年以来, 两年来, 2021年10月起) · *until* a term (10月20日前) ·
    *comparison* what something is compared with (比去年, 上年同期, 是上年的2倍, 由去年的…) · *posting* the time of the
    secondment (挂职期间), which the text alone does not date · *vague* undated (春节前后, 凌晨2点40分, 结对以来) ·
    *name* part of the name of a document (《…2022年度…通知》). ``period`` is None where the text does not tell;
    ``certain`` is False where the words leave room.
    """

    start: int
    end: int
    text: str
    period: Period | None
    kind: Kind
    certain: bool


def find_times(text: str, clock: date | None, default_year: int | None = None) -> tuple[TimeMention, ...]:
    """Every expression of time in the text, in order, none overlapping another.

    ``clock`` is the document's date, ``default_year`` the year its title names. Without a clock, relative words are read
    from the end of the default year and are uncertain.
    """
    return tuple(_Reader(text, clock, default_year).read())


# ---- from tokens to phrases


@dataclass(slots=True)
class _Phrase:
    """Tokens that belong together: one or two dates (a range), each a year, a part of a year or both."""

    dates: list[list[re.Match[str]]]
    same: bool = False
    until_now: bool = False
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.start = self.dates[0][0].start()
        self.end = self.dates[-1][-1].end()

    @property
    def token(self) -> re.Match[str]:
        """The first token."""
        return self.dates[0][0]


_DATED = frozenset({"year", "sub", "dotted"})
_RANGE = re.compile(rf"\s?{SEPARATOR}\s?")


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens of the text, in order."""
    done = 0
    for place in PLACE.finditer(text):
        if place.start() < done:
            continue
        token = TOKEN.match(text, place.start())
        if token is not None:
            done = token.end()
            yield token


def _phrases(text: str) -> Iterator[_Phrase]:
    """The phrases of the text, in order."""
    phrase: _Phrase | None = None
    for token in _tokens(text):
        if phrase is not None and _taken_in(text, phrase, token):
            phrase.end = token.end()
            continue
        if phrase is not None:
            yield phrase
        phrase = _Phrase([[token]])
    if phrase is not None:
        yield phrase


def _taken_in(text: str, phrase: _Phrase, token: re.Match[str]) -> bool:
    """Whether the token goes on with a phrase of dates; if so it is put into it."""
    last = phrase.dates[-1]
    if token.start() - phrase.end > 4 or last[-1].lastgroup not in _DATED or phrase.same or phrase.until_now:
        return False
    gap = text[phrase.end : token.start()]
    if token.lastgroup == "sub" and last[-1].lastgroup == "year" and not last[-1]["e"] and gap in {"", "的", " "}:
        last.append(token)
    elif token.lastgroup == "same" and gap in {"", "的"}:
        phrase.same = True
    elif token[0] == "至今" and not gap:
        phrase.until_now = True
    elif token.lastgroup in _DATED and len(phrase.dates) == 1 and _RANGE.fullmatch(gap):
        phrase.dates.append([token])
    else:
        return False
    return True


# ---- from phrases to mentions

_BEFORE = re.compile(
    r"(?:(?P<as_of>截[至止](?:到|于)?|直?到|至)|(?P<since>自从?|从|始于)|(?P<against>相?比|相?较于?|[高低多少好优]于|超过)"
    r"|(?P<beside>与|同|和|跟)|(?P<is>为|是|占|达|相当于)|(?P<of>由|从))\s?$"
)
_AFTER = re.compile(
    r"(?P<since>以来|起(?![步点草色来到])|开始|之后|以后|后(?![续期半来勤备方]))"
    r"|(?P<until>之前|以前|前(?![后景列期往来沿述头两二三四五六七八九十0-9]))|期间|为止|止"
)
_BESIDE = re.compile(r"[^，。；\n]{0,6}(?:相比|相较|比较|持平|比)")
_MULTIPLE = re.compile(r"[^，。；\n0-9]{0,3}的?[0-9.一二三四五六七八九十两百]+[多余]?(?:倍|成|%|个百分点)")
_FROM = re.compile(r"[^，。；\n0-9]{0,4}的?[0-9.一二三四五六七八九十两百]")
_BACKWARD = frozenset({"去年", "上年", "上年度", "前年", "上一年", "上一年度"})
_LATE, _EARLY = 9, 3


_ALONE: dict[str, Kind] = {"plan": "window", "back": "since", "congress": "since", "era": "window", "post": "posting"}


def _kind_alone(token: re.Match[str]) -> Kind:
    """The kind of an expression that stands by itself."""
    if token.lastgroup == "now":
        return "since" if token[0] == "年初至今" else "as_of"
    if token.lastgroup == "plan" and token["px"].startswith(("开局", "收官")):
        return "name"
    return (
        "since" if token.lastgroup == "plan" and token["px"] == "以来" else _ALONE.get(token.lastgroup or "", "vague")
    )


class _Reader:
    """Reads one text from front to back and remembers which year, month and window were named last."""

    def __init__(self, text: str, clock: date | None, default_year: int | None) -> None:
        self.text = text
        self.known = clock is not None
        self.clock = clock or (date(default_year, 12, 31) if default_year else None)
        self.about = default_year or (clock.year if clock else None)
        self.titled = default_year is not None
        self.seen = 0
        self.year_here: int | None = None  # named in this paragraph
        self.year_in_sentence: int | None = None
        self.year_last = self.about
        self.last: Period | None = None  # the last window
        self.last_month: Period | None = None
        self.last_quarter: Period | None = None

    def read(self) -> Iterator[TimeMention]:
        """The mentions, in order."""
        done = 0
        for phrase in _phrases(self.text):
            if phrase.start < done:
                continue
            self._pass(phrase.start)
            try:
                mention = self._mention(phrase, done)
            except (ValueError, OverflowError):  # a date that no calendar has
                mention = self._at(phrase.start, phrase.end, None, "vague", certain=False)
            done = mention.end
            yield mention

    def _pass(self, place: int) -> None:
        """Forget what does not reach over the ends of sentences and paragraphs before the place."""
        if self.text.find("\n", self.seen, place) >= 0:
            self.year_here = self.year_in_sentence = None
        elif self.text.find("。", self.seen, place) >= 0:
            self.year_in_sentence = None
        self.seen = place

    def _at(self, start: int, end: int, period: Period | None, kind: Kind, *, certain: bool = True) -> TimeMention:
        """The mention of that stretch."""
        return TimeMention(start, end, self.text[start:end], period, kind, certain and self.known)

    def _mention(self, phrase: _Phrase, done: int) -> TimeMention:
        """The mention that a phrase makes."""
        group = phrase.token.lastgroup or ""
        if group in _DATED:
            return self._dated(phrase, done)
        start, end = phrase.start, phrase.end
        if group == "same":
            return self._same(start, end)
        if group == "then":
            period = self._then(phrase.token)
            return self._at(start, end, period, "window", certain=period is not None)
        if group == "lately":
            return self._at(start - 2, end, None, "vague", certain=False)
        meaning = BY_CLOCK[group](phrase.token, self.clock)
        return self._at(start, end, meaning.period, _kind_alone(phrase.token), certain=meaning.certain)

    # -- dates and ranges of dates

    def _dated(self, phrase: _Phrase, done: int) -> TimeMention:
        """A date or range with what stands before and after it."""
        before = _BEFORE.search(self.text, max(done, phrase.start - 4), phrase.start)
        after = _AFTER.match(self.text, phrase.end)
        kind = self._kind(phrase, before, after)
        if phrase.same:
            return self._same_of(phrase)
        found = self._resolve(phrase, kind)
        start = (
            before.start()
            if before and kind in {"as_of", "since"} and before.lastgroup in {"as_of", "since"}
            else phrase.start
        )
        end = after.end() if after else phrase.end
        if kind not in {"comparison", "name"}:
            self._remember(phrase, found)
        return self._at(start, end, self._stretched(found.period, kind), kind, certain=found.certain)

    def _kind(self, phrase: _Phrase, before: re.Match[str] | None, after: re.Match[str] | None) -> Kind:
        """What kind of mention a date is, by its neighbours."""
        text, end = self.text, phrase.end
        if self._in_title(phrase.start):
            return "name"
        lead = before.lastgroup if before else None
        if lead == "against" or (lead == "beside" and _BESIDE.match(text, end)):
            return "comparison"
        if (lead == "is" and _MULTIPLE.match(text, end)) or (
            before and before[0].strip() in {"由", "从"} and _FROM.match(text, end)
        ):
            return "comparison"
        if (after and after["since"]) or phrase.until_now or (lead == "since" and len(phrase.dates) == 1):
            return "since"
        if after and after["until"]:
            return "until"
        if lead == "as_of" and len(phrase.dates) == 1:
            return "as_of"
        return "point" if self._is_day(phrase) else "window"

    def _in_title(self, place: int) -> bool:
        """Whether the place lies in the name of a document: 《…》 open before it."""
        reach = max(0, place - 40)
        return self.text.rfind("《", reach, place) > self.text.rfind("》", reach, place)

    @staticmethod
    def _is_day(phrase: _Phrase) -> bool:
        """Whether the phrase names one day."""
        token = phrase.dates[0][-1]
        return len(phrase.dates) == 1 and bool(token["d3"] or (token["d"] and not token["d2"]))

    def _stretched(self, period: Period | None, kind: Kind) -> Period | None:
        """The period as its kind means it: up to its end, or from its beginning to the clock."""
        if period is None:
            return None
        if kind in {"as_of", "until"}:
            return Period(date.min, period.end)
        return up_to(period.start, self.clock) if kind == "since" else period

    def _resolve(self, phrase: _Phrase, kind: Kind) -> Meaning:
        """The period of a date, or from the first date of a range to the second."""
        first, *rest = phrase.dates
        if not rest:
            return self._one(first, None, kind)
        (second,) = rest
        to = self._one(second, self._year_of(second) or self._year_of(first), kind)
        begin = self._one(first, self._year_of(first) or self._year_of(second), kind)
        if begin.period is None or to.period is None:
            return UNKNOWN
        end = to.period
        if end.end < begin.period.start and self._year_of(second) is None:
            end = end.years_before(-1)
        if end.end < begin.period.start:
            return UNKNOWN
        return Meaning(Period(begin.period.start, end.end), certain=begin.certain and to.certain)

    def _year_of(self, tokens: list[re.Match[str]]) -> int | None:
        """The year that a date names itself."""
        token = tokens[0]
        if token.lastgroup == "dotted":
            return number(token["y3"])
        if token.lastgroup != "year":
            return None
        return number(token["y"]) if token["y"] else self._relative(token["r"])

    def _relative(self, word: str) -> int | None:
        """The year of 今年, 上年 and their kin."""
        stem = word.removesuffix("度")
        now = self.clock.year if self.clock else None
        steps = {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "来年": 1, "后年": 2}
        if stem in steps:
            return None if now is None else now + steps[stem]
        if stem in {"上年", "上一年", "本年"}:
            return None if self.about is None else self.about - (stem != "本年")
        last = self.year_here or self.year_last
        return None if last is None else last + (stem in {"次年", "翌年"})

    def _one(self, tokens: list[re.Match[str]], lent: int | None, kind: Kind) -> Meaning:
        """One date: a year, a part of a year, or both; ``lent`` is the year that the other end of a range lends it."""
        head, tail = tokens[0], tokens[-1]
        if head.lastgroup == "dotted":
            return dotted(head)
        named = self._year_of(tokens)
        if tail.lastgroup == "year":
            return UNKNOWN if named is None else whole_year(head, named, self.clock)
        which = named or lent or self._year_for(tail, kind)
        return UNKNOWN if which is None else part_of_year(tail, which, self.clock)

    def _year_for(self, token: re.Match[str], kind: Kind) -> int | None:
        """The year of a part of a year that names none."""
        if kind == "as_of":
            return self.year_in_sentence or self._year_seen(token)
        if self.year_here or self.clock is None or self.about is None:
            return self.year_here or self.about
        month = number(token["m"]) if token["m"] else 0
        ahead = not self.titled and month >= _LATE and self.clock.month <= _EARLY
        return self.about - ahead

    def _year_seen(self, token: re.Match[str]) -> int | None:
        """The year of the latest such day that the clock has seen; an end of the clock's own month counts."""
        if self.clock is None:
            return self.about
        period = part_of_year(token, self.clock.year, self.clock).period
        return self.clock.year - bool(period and period.end > self.clock + timedelta(days=31))

    def _remember(self, phrase: _Phrase, found: Meaning) -> None:
        """Keep what later expressions may lean on."""
        if found.period is None:
            return
        head = phrase.token
        plain = head.lastgroup == "year" and len(phrase.dates[0]) == 1
        aside = plain and head["r"] in _BACKWARD and self.text[phrase.end : phrase.end + 1] not in {"，", ","}
        if head.lastgroup in {"year", "dotted"} and not aside:
            self.year_here = self.year_in_sentence = self.year_last = found.period.end.year
        if aside:
            return
        self.last = found.period
        token = phrase.dates[-1][-1]
        if token.lastgroup == "sub" and token["m"]:
            self.last_month = months(found.period.end.year, found.period.end.month, found.period.end.month)
        if token.lastgroup == "sub" and token["q"]:
            self.last_quarter = found.period

    # -- expressions that lean on others

    def _same(self, start: int, end: int) -> TimeMention:
        """同期 alone: the window named last where it opens a clause; else what something is compared with."""
        opens = start == 0 or self.text[start - 1] in "，。；：\n 　"
        if opens and not self.text.startswith("相比", end):
            return self._at(start, end, self.last, "window", certain=False)
        return self._at(start, end, self._shifted(1), "comparison", certain=False)

    def _same_of(self, phrase: _Phrase) -> TimeMention:
        """上年同期, 2021年同期: the last window, as many years earlier."""
        named = self._year_of(phrase.dates[0])
        years = self.last.end.year - named if self.last and named else None
        period = self._shifted(years) if years is not None else None
        return self._at(phrase.start, phrase.end, period, "comparison", certain=period is not None)

    def _shifted(self, years: int) -> Period | None:
        """The last window, so many years earlier."""
        return self.last.years_before(years) if self.last and self.last.start.year > years else None

    def _then(self, token: re.Match[str]) -> Period | None:
        """当月, 上季度: by the month or quarter named last (当…, 同…, 次…), else by the clock."""
        if self.clock is None:
            return None
        word = token[0]
        step = {"上": -1, "下": 1, "次": 1}.get(word[0], 0)
        if token["mr"]:
            base = (self.last_month if word[0] in "当同次" else None) or months_from(self.clock, 0, 1)
            return months_from(base.start, step, 1) if step else to_clock(base, self.clock)
        which = quarter(self.clock.year, (self.clock.month + 2) // 3)
        base = (self.last_quarter if word[0] == "当" else None) or which
        return months_from(base.start, 3 * step, 3) if step else to_clock(base, self.clock)


# ---- which time governs


def governing(
    mentions: tuple[TimeMention, ...], document: Document, offset: int, kinds: frozenset[Kind] = GOVERNING
) -> TimeMention | None:
    """The mention that says for which time a quantity at the offset holds; None where nothing does.

    1. the nearest before it in its own clause, else the first behind it there;
    2. the nearest before it in its sentence: a window governs up to the full stop or a new window; a single day only
       where it opens a clause (``6月22日，…签约``);
    3. the sentence nearest before it in the paragraph that *opens* with a window (``上半年…。…``);
    4. the innermost heading over it that names a window; 5. the title.

    Comparisons, terms, undated expressions and names of documents govern nothing. ``kinds`` narrows what may govern:
    without ``as_of`` it finds the window whose beginning a 截至… counts from.
    """
    clause = document.clause_at(offset)
    own = [mention for mention in _within(mentions, clause) if mention.kind in kinds]
    if own:
        return next((mention for mention in reversed(own) if mention.start <= offset), own[0])
    sentence = document.sentence_at(offset)
    return (
        _last(mentions, Span(sentence.start, clause.start), document, kinds)
        or _opening(mentions, document, sentence, kinds)
        or _heading(mentions, document, offset, kinds)
    )


def _within(mentions: tuple[TimeMention, ...], span: Span) -> tuple[TimeMention, ...]:
    """The mentions that begin in the stretch."""
    start = attrgetter("start")
    return mentions[bisect_left(mentions, span.start, key=start) : bisect_left(mentions, span.end, key=start)]


def _last(
    mentions: tuple[TimeMention, ...], span: Span, document: Document, kinds: frozenset[Kind]
) -> TimeMention | None:
    """The last mention of the stretch that governs what follows its clause."""
    for mention in reversed(_within(mentions, span)):
        opens = mention.start == document.clause_at(mention.start).start
        if mention.kind in kinds and (opens or mention.kind != "point"):
            return mention
    return None


def _opening(
    mentions: tuple[TimeMention, ...], document: Document, sentence: Span, kinds: frozenset[Kind]
) -> TimeMention | None:
    """The window that opens the nearest earlier sentence of the paragraph that opens with one."""
    paragraph = document.paragraph_at(sentence.start)
    if paragraph is None:
        return None
    for mention in reversed(_within(mentions, Span(paragraph.start, sentence.start))):
        begins = document.sentence_at(mention.start).start
        opens = mention.start == begins or begins < paragraph.heading_end == mention.start
        if opens and mention.kind in kinds and mention.kind != "point":
            return mention
    return None


def _heading(
    mentions: tuple[TimeMention, ...], document: Document, offset: int, kinds: frozenset[Kind]
) -> TimeMention | None:
    """The window that the innermost heading names, else the title."""
    over = [Span(heading.start, heading.heading_end) for heading in reversed(document.headings_over(offset))]
    for span in (*over, Span(0, document.masthead.body if offset >= document.masthead.body else 0)):
        named = [mention for mention in _within(mentions, span) if mention.kind in kinds and mention.kind != "point"]
        if named:
            return named[0]
    return None
