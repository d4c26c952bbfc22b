"""The periods that a statement may be about: those of the mention of time that governs it, else the report's own."""

from __future__ import annotations

import re
from datetime import date

from jiedui.base.numerals import parse_numeral
from jiedui.base.periods import Period, year
from jiedui.prose.document import Span
from jiedui.prose.model import Statement
from jiedui.prose.times import TimeMention, governing
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.text.setting import Setting
from jiedui.reports.check.text.times_together import NEAR, days_listed, of_both, of_several


def windows(scene: Scene, setting: Setting, offset: int, given: TimeMention | None = None) -> tuple[Period, ...]:
    """The periods that may be meant at the place, likeliest first: of the mention that governs it, else the report's.

    ``given`` is the mention that 分别 hands to the statement. A day or month that only dates an event (4月28日揭牌的…)
    leaves the report's own period as likely.
    """
    near = _right_before(scene, offset)
    if given is None and near is not None and near.text.endswith(("同期", "时候")):
        now = windows(scene, setting, near.start)[0]  # 截至9月底支付率70%，去年同期是90%
        return (now.years_before(1), *((near.period,) if near.period else ()))
    mention = given or near or _governing(scene, setting, offset)
    outside = mention is None or mention.start < scene.clause(offset).start
    over = _over_by_then(scene, setting, offset) if outside else None
    if over is not None:
        return (over, setting.period)
    if mention is None and _since_then(scene, offset):
        return (setting.period, Period(date.min, setting.period.end))
    if mention is None or (given is None and scene.another_view(Span(mention.end, offset))):
        return (setting.period, *_year_told_before(scene, setting, offset))
    days = days_listed(scene, mention) if given is None else ()
    if days:
        return (setting.period, *days)
    told = _told_by(scene, setting, mention)
    if isinstance(told, tuple):
        return told
    if _is_over(scene, mention, offset):
        return (setting.period, told)
    if mention.kind == "posting":
        return (told,)
    several = of_several(scene, mention, offset)
    if several:
        return several
    return _of_window(scene, setting, offset, mention, _up_to_then(scene, mention, told))


#: Since the two have been paired: 结对以来各类协议共7对 counts all there are.
_SINCE_THE_PACT = re.compile(r"(?:结对|建立[^，。；]{0,6}关系|牵手|结亲|协作关系[^，。；]{0,4})以来$")


def _told_by(scene: Scene, setting: Setting, mention: TimeMention) -> Period | tuple[Period, ...]:
    """The period of the mention; where it has none of its own, those that may be meant."""
    told = _posting(scene, setting, mention) if mention.kind == "posting" else mention.period
    told = _nth_year(setting, mention) if told is None else told
    if told is not None:
        return told
    if _SINCE_THE_PACT.search(scene.text, max(0, mention.start - 6), mention.end):
        return (Period(date.min, setting.period.end), setting.period)
    return (setting.period,)


def _nth_year(setting: Setting, mention: TimeMention) -> Period | None:
    """The year of a report of several that is told by its order alone: 两年到位3500万元，头一年1500万元."""
    found = _NTH_YEAR.fullmatch(mention.text)
    first, last = setting.period.start.year, setting.period.end.year
    which = first + "一二三四五".index(found["nth"]) if found else last + 1
    return year(which) if first < which <= last or (found and first == which < last) else None


_NTH_YEAR = re.compile(r"(?:第|头)(?P<nth>[一二三四五])年")


def _up_to_then(scene: Scene, mention: TimeMention, told: Period) -> Period:
    """The window, up to the day that the sentence told before it: （截至6月末），今年拨来70万元."""
    sentence = scene.sentence(mention.start)
    for time in scene.times_in(Span(sentence.start, mention.start)):
        then = time.period.end if time.period and time.text.startswith("截") else told.end
        if mention.kind == "window" and told.start < then < told.end:
            return Period(told.start, then)
    return told


def _year_told_before(scene: Scene, setting: Setting, offset: int) -> tuple[Period, ...]:
    """In a report of several years, the one that was told last in the paragraph: 今年的转移就业140人。到位2000万元.

    In one of a quarter, a longer time that was: 前三季度到东部300人。凤鸣镇178人; what follows may be of its own time all the same.
    """
    paragraph, own = scene.document.paragraph_at(offset), setting.period
    several = own.start.year < own.end.year
    if paragraph is None or not (several or own.days < _MOST_OF_A_YEAR):
        return ()
    told = scene.times_in(Span(paragraph.start, offset))
    years = [_from_new_year(time.period) if time.kind == "as_of" else time.period for time in told if time.period]
    kinds = [time.kind for time in told if time.period]
    fitting = [
        each
        for each, kind in zip(years, kinds, strict=True)
        if kind in ("window", "as_of") and (_holds(own, each) if several else _holds(each, own))
    ]
    return tuple(dict.fromkeys((fitting[-1], own))) if fitting and not several else tuple(fitting[-1:])


def _from_new_year(period: Period) -> Period:
    """Up to the same day, from the first of its year."""
    return Period(date(period.end.year, 1, 1), period.end)


def of_the_whole(whole: Period | None, found: tuple[Period, ...]) -> tuple[Period, ...]:
    """The periods of a part that tells no time: first all the time that its whole is of, where that is the longer."""
    if whole is None or not (whole.start <= found[0].start and found[0].end <= whole.end):
        return found
    return tuple(dict.fromkeys((whole, *found)))


def but_to_come(setting: Setting, statement: Statement, found: tuple[Period, ...]) -> tuple[Period, ...]:
    """The periods, of what is done up to the report's end: the year's projects, told in September, are those of nine months."""
    own = setting.period
    if statement.mood != "done":
        return found

    def so_far(told: Period) -> Period:
        ahead = told.start <= own.start and max(own.end, setting.clock) < told.end and told.days > _MOST_OF_A_YEAR
        return Period(told.start, own.end) if ahead else told

    return tuple(dict.fromkeys(map(so_far, found)))


def _is_over(scene: Scene, mention: TimeMention, offset: int) -> bool:
    """Whether a full stop ended what was counted up since a day: 2021年以来累计到位3500万元。转移就业140人 are the report's own again."""
    up_to_now = mention.text.endswith(("今", "今天", "现在", "目前"))
    counted = up_to_now or _COUNTED_UP.match(scene.text, mention.end)
    return mention.kind in ("posting", "since") and bool(counted) and _of_an_earlier_sentence(scene, mention, offset)


def _governing(scene: Scene, setting: Setting, offset: int) -> TimeMention | None:
    """The mention that governs the place; none that but tells what a number was before: 东部148人，去年是200人，省内210人."""
    mention = governing(scene.times, scene.document, offset)
    while mention is not None and _is_aside(scene, setting, mention, offset):
        former = governing(scene.times, scene.document, mention.start - 1)
        mention = former if former is not None and former.start < mention.start else None
    return mention


def _over_by_then(scene: Scene, setting: Setting, offset: int) -> Period | None:
    """All up to a term of the own clause that lies before the report's end: 去年底前有2个."""
    times = scene.times_in(Span(scene.clause(offset).start, offset))
    told = [time.period for time in times if time.kind == "until" and time.period]
    return Period(date.min, told[-1].end) if told and told[-1].end < setting.period.end else None


def _is_aside(scene: Scene, setting: Setting, mention: TimeMention, offset: int) -> bool:
    """Whether the mention, of a time before the report's, is of the number right behind it alone."""
    opened = scene.text[max(0, mention.start - 1) : mention.start] in _BRACKETS
    if opened and mention.start > offset:
        return True  # 省级1600万元（上年1500万元）
    past = mention.period is not None and mention.period.end < setting.period.start
    if not past or _from_afar(scene, mention, offset) or scene.clause(mention.start) == scene.clause(offset):
        return False
    beside = scene.text[max(0, mention.start - 1) : mention.start]
    if opened and scene.text.find("）", mention.end, offset) >= 0:
        return True  # 市级200万元（上年没有），区级400万元
    if beside and beside in _COMPARES and scene.sentence(mention.start) == scene.sentence(offset):
        against = beside in _SET_BESIDE or "比" in scene.text[mention.end : scene.clause(mention.start).end]
        if against:  # 和去年的560万元比增长九成，香菇卖了20万元
            return True
    return beside in _CLAUSE_STARTS and _ASIDE.match(scene.text, mention.end) is not None


def _right_before(scene: Scene, offset: int) -> TimeMention | None:
    """The time of which the number is: 比上半年的18次更密, 去年同期4次."""
    for time in reversed(scene.times_in(Span(max(0, offset - NEAR), offset))):
        if time.period is not None and time.kind in ("window", "comparison"):
            gap = scene.text[time.end : offset]
            beside = scene.text[max(0, time.start - 1) : time.start]
            if (
                gap == "的"
                or (gap and _VALUE_THEN.fullmatch(gap))
                or (_ONLY.fullmatch(gap) and not _AGAINST.fullmatch(beside))
            ):
                return time
    return None


def _of_window(scene: Scene, setting: Setting, offset: int, mention: TimeMention, told: Period) -> tuple[Period, ...]:
    """The periods that a mention of a time with two ends may mean."""
    afar = _told_afar(scene, setting, offset, mention, told)
    if afar:
        return afar
    if told.start > setting.period.end and _BY_NOW.search(scene.text, scene.clause(offset).start, offset):
        return (setting.period, told)  # 下半年抓紧补课：互访已开展2次 tells of now what is still to be done then
    if mention.kind == "as_of":
        return _as_of(scene, setting, offset, mention, told)
    if _is_the_reports_own(mention, told, setting.period):
        return (setting.period, told)
    if _dates_event(scene.text, mention):
        return (
            setting.period,
            told,
            Period(min(told.start, setting.period.end), setting.period.end),
        )
    if setting.period.start.year != setting.period.end.year and _is_this_year(scene, mention):
        return (setting.period, told)
    if setting.period.end < told.end == setting.clock and told.start <= setting.period.end:
        looking_back = _YEARS.match(mention.text)
        first = date(setting.period.end.year - _count(mention.text) + 1, 1, 1) if looking_back else told.start
        return (Period(first, setting.period.end), told)
    if _YEARS.match(mention.text):
        first = date(setting.clock.year - _count(mention.text) + 1, 1, 1)
        return (Period(first, told.end), told)
    if scene.part(mention.start) != scene.part(offset) and scene.sentence(mention.start) == scene.sentence(offset):
        return (told, setting.period)
    compared = scene.text[mention.end : mention.end + 1] in _SET_BESIDE and scene.clause(mention.start) != scene.clause(
        offset
    )
    aside = compared or _of_an_earlier_sentence(scene, mention, offset)
    own_too = (aside and _holds(setting.period, told)) or _is_not_over(scene, setting, mention, offset)
    return (told, setting.period) if own_too else (told,)


def _as_of(scene: Scene, setting: Setting, offset: int, mention: TimeMention, told: Period) -> tuple[Period, ...]:
    """From where its window begins to the day: 今年9月底 from the first of its year; 目前, told soon after, is the report's end."""
    first = _opening(scene, setting, offset, mention)
    if first == setting.period.start and _THIS_YEARS.match(mention.text):
        first = date(told.end.year, 1, 1)
    own = setting.period.end
    if mention.text.endswith(_NOW) and own < told.end and (told.end - own).days <= _ABOUT and first < own:
        return (Period(first, own), Period(first, told.end))
    january = date(told.end.year, 1, 1)
    if january < first == setting.period.start and setting.period.days < _MOST_OF_A_YEAR:
        return (Period(first, told.end), Period(january, told.end))  # 截至9月末 of a report on the third quarter
    return (Period(first, told.end),)


_THIS_YEARS, _NOW = re.compile(r"(?:截[至止]到?)?(?:今年|本年|当年)"), ("目前", "当前", "现在", "眼下", "如今")


def _is_not_over(scene: Scene, setting: Setting, mention: TimeMention, offset: int) -> bool:
    """Whether another clause tells of a time that is not over yet: 全年资金均已到账，比去年同期增长13%."""
    told = mention.period
    ahead = told is not None and told.end > setting.clock and _holds(told, setting.period)
    return ahead and scene.clause(mention.start) != scene.clause(offset)


def _told_afar(scene: Scene, setting: Setting, offset: int, mention: TimeMention, told: Period) -> tuple[Period, ...]:
    """What a mention in another paragraph and the report's own period leave open: the more exact first."""
    if not _from_afar(scene, mention, offset):
        return ()
    if _holds(told, setting.period):
        return (setting.period, told)
    in_title = mention.start < scene.document.masthead.body
    return (told, setting.period) if in_title and _holds(setting.period, told) else ()


def _is_the_reports_own(mention: TimeMention, told: Period, own: Period) -> bool:
    """Whether it is but another name of what the report is about: its last days (6月底到账), the year, a stretch as long."""
    if mention.text.endswith(_MONTHS_END) and told.end == own.end:
        return True
    if _THE_YEAR.match(mention.text) and own.days > _MOST_OF_A_YEAR:
        return True
    if _MONTHS_IN_ALL.fullmatch(mention.text) and _counts_months(mention.text, own):
        return True
    near = abs(told.days - own.days) <= _ABOUT and abs((told.end - own.end).days) <= _ABOUT
    return near and told != own and _STRETCH.fullmatch(mention.text) is not None


#: So many months in all: 十个月里头 of a report on the first ten of a year.
_MONTHS_IN_ALL = re.compile(r"(?P<months>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})个月(?:里|间|下?来|以来|时间)?")


def _counts_months(text: str, own: Period) -> bool:
    """Whether the text tells just as many months as the report is about, from the first of the year."""
    found = _MONTHS_IN_ALL.match(text)
    numeral = parse_numeral(found["months"]) if found else None
    whole = (own.start.month, own.start.day) == (1, 1) and own.start.year == own.end.year
    return whole and numeral is not None and numeral.value == own.end.month


def _is_this_year(scene: Scene, mention: TimeMention) -> bool:
    """Whether it is the year of a report that runs from one calendar year into the next: 这一年, but not 2024年这一年."""
    beside = scene.text[max(0, mention.start - 3) : mention.start].rstrip("，,的 ")
    return mention.text == "这一年" and not beside.endswith("年")


def _from_afar(scene: Scene, mention: TimeMention, offset: int) -> bool:
    """Whether the mention stands in another paragraph: in a heading, in the title."""
    return scene.document.paragraph_at(mention.start) != scene.document.paragraph_at(offset)


def _holds(wide: Period, narrow: Period) -> bool:
    """Whether the one period lies within the other: then what the report is about is the more exact."""
    return wide.start <= narrow.start and narrow.end <= wide.end and wide != narrow


def _since_then(scene: Scene, offset: int) -> bool:
    """Whether the clause counts from an event that has no date here: 确定创建以来, 结对以来."""
    clause = scene.clause(offset)
    return "以来" in scene.text[clause.start : offset]


def _opening(scene: Scene, setting: Setting, offset: int, mention: TimeMention) -> date:
    """Where the window of a 截至 begins: at the window told before it, else where the report's own begins.

    A part of the year that an earlier sentence told of (下半年…。截至9月底…) is over; only what counts on from a day goes on.
    """
    since = governing(scene.times, scene.document, offset, frozenset({"window", "since", "posting"}))
    if since is not None and since.kind == "window" and _of_an_earlier_sentence(scene, since, offset):
        return setting.period.start
    start = since.period.start if since and since.period else setting.period.start
    if since is not None and since.kind == "posting":
        start = _posting(scene, setting, since).start
    if since is not None and (both := of_both(scene, since, since.end)) is not None:
        start = both.start  # 前年、去年两个年度开工9个，到目前投产7个
    end = mention.period.end if mention.period else start
    return min(start, setting.period.start) if start > end else start


def _of_an_earlier_sentence(scene: Scene, mention: TimeMention, offset: int) -> bool:
    """Whether the mention stands in another sentence of the same paragraph."""
    paragraphs = scene.document.paragraph_at(mention.start), scene.document.paragraph_at(offset)
    return paragraphs[0] == paragraphs[1] and scene.sentence(mention.start) != scene.sentence(offset)


def _dates_event(text: str, mention: TimeMention) -> bool:
    """Whether the mention tells when one thing happened, rather than the window that what follows is counted in."""
    short = mention.period is not None and mention.period.days <= 31
    dated = _EVENT.match(text, mention.end) or _UPON_WHICH.match(text, mention.end)
    return short and mention.kind in ("point", "window") and dated is not None


def _posting(scene: Scene, setting: Setting, mention: TimeMention) -> Period:
    """挂职期间: of the person named before it in the sentence, else of the author, or of the team; never past the report's own end."""
    sentence = scene.sentence(mention.start)
    before = scene.text[sentence.start : mention.start]
    named = max(setting.postings, key=before.rfind, default=None)
    if named is not None and named in before:
        posting = setting.postings[named]
    elif setting.author and setting.author.posting:
        posting = setting.author.posting
    elif setting.team is not None:
        posting = setting.team
    else:
        return setting.period
    return Period(posting.start, max(posting.start, min(posting.end, setting.period.end)))


#: What may stand between a time and the number that is of it, and what before the time makes it one compared with.
_ONLY, _AGAINST = (
    re.compile(r"[只仅才是为有共达则还也就]{0,3}(?:[0-9.]+[^，。；、\n]{1,3}[/、])?"),
    re.compile(r"[比较与和同跟超于是为占]"),
)
#: What the number is of that time, whatever is compared with it: 较2024年实际数6795万元.
_VALUE_THEN = re.compile(
    r"的?(?:全年|年度)?(?:实际|实绩|目标|任务|计划|完成|到位|总)?(?:数|额|量|值|总数|总额|总量|水平|基数|实绩|目标|任务)(?:为|是|的)?"
)
#: A number of an earlier time told beside another: 去年这个数是200人, 上年才247万元.
_ASIDE, _CLAUSE_STARTS = (
    re.compile(
        r"(?:同期|全年)?(?:的?(?:[这该同]个?)?(?:数字?|数据|口径))?(?:不到|不足|超过|[只仅才是为有达还则也就近约超的]){0,4}"
        r"[0-9零一二两三四五六七八九十百千]"
    ),
    frozenset("，（"),
)
#: What opens an aside, and what sets a number beside a time.
_BRACKETS, _COMPARES = frozenset("（("), frozenset("和与同跟比较")
#: What makes the time before it but one side of a comparison: 2024年比2023年增长四成，苹果卖出400吨.
_SET_BESIDE = frozenset("比较")
_EVENT = re.compile(
    r"[^，。；：、]{0,4}(?:揭牌|挂牌|竣工|完工|开工|动工|投产|投入运营|投入使用|投用|启用|运营|通过验收|验收|到岗|到任|签约|召开|开课|挂牌|落成|交付|封顶|批复)"
)
#: What was done once something had come about: 3月资金到账后即行分解，….
_UPON_WHICH = re.compile(r"[^，。；]{2,16}(?<!前)(?<!今)后(?:即|便|就|随即|及时|迅速|马上|立即)?[^，。；]{0,6}，")
#: Two stretches are as long, and end together, but for so many days; the last days of a month.
_ABOUT, _MONTHS_END = 31, ("月底", "月末", "年底", "年末")
_STRETCH = re.compile(
    r"(?:这|近|整整)?(?:大?半年|一年|[0-9一二三四五六七八九十]{1,2}个多?月)(?:多|以?来|里|间|下来|时间)?"
)
#: The year that a text is about: 一年来, 一年里.
_MOST_OF_A_YEAR = 270
_THE_YEAR = re.compile(r"这?一年(?:多|来|里|间|下来)")
#: What tells of now, whatever time to come was told of before.
_BY_NOW = re.compile(r"已|实际|目前|才")
#: What is counted up since a day, all together.
_COUNTED_UP = re.compile(
    r"[，,]?(?:我|本人|两地|双方|全[县区市镇])?(?:已|先后|一共|总共)?(?:累计|总计|共计|合计|一共|总共)"
)
_YEARS = re.compile(r"(?:这|近)?([两二三四五六])(?:年|个年度)")


def _count(text: str) -> int:
    """How many years 两年来, 三年间 are."""
    found = _YEARS.match(text)
    return {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}[found[1]] if found else 1
