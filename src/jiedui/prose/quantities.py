"""The pattern of a quantity: number, scale, fuzzy word, unit and qualifiers, found in one pass over the text.

What is matched first and yields nothing are the things that look like quantities: names with numbers, titles in 《》,
short quotations, dates, clock times, document numbers. Every repetition is bounded and possessive: the pattern is linear
in the length of the text.
"""

from __future__ import annotations

import re
from functools import cache

from jiedui.base.numerals import HAN
from jiedui.prose.units import data, nouns, unit_pattern

_HEAD = rf"(?:[0-9{HAN}]|[万亿](?=[余多])|[数几上](?=[十百千万亿])|半(?=年|个月)|(?<=[近约超逾过破])[万亿])"
#: A run of number characters; see :mod:`jiedui.prose.runs`.
RUN = rf"(?<![0-9.])(?:[0-9]{{1,3}}+(?:，[0-9]{{3}})+(?![0-9])|{_HEAD})[0-9.,点余多来几万亿{HAN}]{{0,30}}+"
_REST = rf"[0-9{HAN}][0-9.,点余多来几万亿{HAN}]{{0,30}}+"
_RANGE = r"至|到|[-—～~]{1,2}"
_MORE_STOP = "年次项个种家方元层位级样名部措渠地点头式亩户人万轮场出于了"

_SKIPPED = r"""
    《[^》\n]{1,80}》
  | “[^“”0-9元。，！？%]{1,10}”
  | (?<![0-9])(?:19|20)[0-9]{2}年(?:(?:度|[0-9]{1,2}月(?:[0-9]{1,2}日)?))?
  | [0-9]{1,2}[点时:：][0-9]{1,2}分?
  | [〔[][0-9]{4}[〕\]][0-9]{1,4}号
"""


def _after() -> str:
    """The alternatives of the qualifiers behind a number, longest first; none that goes on as another word (不到位, 有余力)."""
    words = sorted(data("qualifiers")["after"], key=len, reverse=True)
    return "|".join(word + _NO_MORE.get(word, "") for word in words)


#: What must not follow a qualifier behind a number.
_NO_MORE = {
    "不到": r"(?![\u4e00-\u9fff])",
    "都不到": r"(?![\u4e00-\u9fff])",
    "有余": "(?![力地热额粮款钱量])",
    "出头": "(?![露之])",
}


@cache
def pattern() -> re.Pattern[str]:
    """The one pattern; its named groups are read by :mod:`jiedui.prose.reading`."""
    known = data("names")["names"]
    names = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    first = "".join(sorted({name[0] for name in known}))
    unit, after = unit_pattern(), _after()
    tail = rf"(?:(?P<noun>(?<=个)(?:{nouns()})))?(?P<more>余(?![{_MORE_STOP}])|多(?![{_MORE_STOP}0-9{HAN}])|(?<=[年月])多(?=了[，。；！？])|半)?(?P<after>{after})?"
    return re.compile(
        rf"""(?=[{first}0-9{HAN}万亿数几上第前首榜头之翻过近超逾半大*XxＸ×□_《“〔\[])(?:
    (?P<skip>{names}|{_SKIPPED})
  | 第(?P<ordinal>{_REST})(?P<ordinal_unit>[位名](?![{"于置单义录"}]))?
  | (?P<first>首位|榜首|头一?名(?![单册称])|头把交椅|头一份|(?<=[县区镇村市])之首(?![领先任要席府]))
  | 前(?P<top>[一二两三四五六七八九十0-9]{{1,3}}+)(?P<top_unit>[名位强])?(?=[，。；、！？：）”,\s行]|$)
  | 翻了?(?P<fold>[0-9.{HAN}]{{0,5}})番(?P<fold_more>还?多|有余|以上|左右)?
  | (?P<half>(?:[过近超逾](?:一)?半数?|不足半数|一大半|大半|一多半|一半|半数)(?P<half_after>以上|以下|左右|还多|多|都不到)?)(?![年天夜生辈个月百路载小])
  | (?P<mask>(?<![*A-Za-z])(?:\*{{1,12}}+|[XxＸ×]{{1,6}}+|□{{1,6}}+|_{{2,12}}+))余?(?P<mask_scale>[万亿]{{0,2}})余?(?:(?P<mask_unit>{unit})(?P<mask_noun>(?<=个)(?:{nouns()}))?|(?<=[万亿])(?=[，。；、（）(\s]|$))
  | (?P<denominator>{RUN})分之(?P<numerator>{_REST})(?:(?P<fraction_range>{_RANGE})(?:百分之)?(?P<numerator2>{_REST}))?(?P<fraction_after>{after}|多)?
  | (?P<tenths>{RUN})成(?P<tenths_part>[一二三四五六七八九](?![个家名项件人])|半)?(?![立员长功果效绩就本熟品交型套批片千语因自]|(?<=一成)为|不(?!到)|都(?!不到))(?P<tenths_after>{after}|多)?
  | (?P<years>{RUN})年(?:零|又)?(?P<months>{_REST})个(?P<months_more>多)?月
  | (?P<run>{RUN})(?:(?P<unit1>{unit})?(?P<range>{_RANGE})(?P<run2>{_REST}))?(?:(?P<unit>个多月|个半月|{unit})|(?<=[万亿余多])(?P<nounit>)(?=[，。；、！？（）(,和及的\s左以不]|$)){tail}
)""",
        re.VERBOSE,
    )


@cache
def before_pattern() -> re.Pattern[str]:
    """The qualifiers that end at a number."""
    words = "|".join(sorted(data("qualifiers")["before"], key=len, reverse=True))
    return re.compile(rf"(?P<first>{words})?(?:达到?|为|了|有|占|共)?(?P<last>{words})(?P<link>达到?|为|了|有|占)?$")
