"""How criteria and facts are told, in Chinese and English: titles, aspects, and one sentence a criterion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jiedui.base.problems import Language

#: Aspect and title of each criterion, in Chinese and in English.
TITLES: Mapping[str, tuple[str, str, str, str]] = {
    "yield": ("转出压力", "亩均效益低于线", "pressure", "yield below the line"),
    "energy": ("转出压力", "单位增加值能耗", "pressure", "energy per value added"),
    "fall": ("转出压力", "等级下降", "pressure", "grade falling"),
    "shift": ("转出压力", "增长落后", "pressure", "growth lagging"),
    "cost": ("承接条件", "成本节省", "fit", "cost saved"),
    "labour": ("承接条件", "劳动力", "fit", "labour"),
    "space": ("承接条件", "厂房与用地", "fit", "plants and land"),
    "quota": ("承接条件", "能耗指标", "fit", "energy quota"),
    "material": ("承接条件", "原料", "fit", "materials"),
    "access": ("承接条件", "物流", "fit", "logistics"),
    "location": ("产业联系", "区位商", "linkage", "location quotient"),
    "related": ("产业联系", "关联密度", "linkage", "relatedness"),
    "chain": ("产业联系", "上下游", "linkage", "chain neighbours"),
    "intention": ("合作意向", "合作意向", "intention", "intention"),
}

#: What each fact says; the details are named in braces.
SENTENCES: Mapping[str, tuple[str, str]] = {
    "yield": (
        "{firms}家企业中{below}家低于{line}级线，占地{land}亩，平均差{short}%",
        "{below} of {firms} firms are below the line of grade {line}, on {land} mu, by {short}% on average",
    ),
    "energy": (
        "单位增加值能耗{own}吨标准煤/万元，是全部企业的{ratio}倍",
        "energy per value added {own} tce per 10,000 yuan, {ratio} times that of all firms",
    ),
    "fall": ("{told}家有往年等级的企业中{fallen}家下降", "of {told} firms graded before, {fallen} fell"),
    "shift": (
        "营业收入增长{own}%，全部企业{all}%；差额中行业因素{mix}万元、本地因素{local}万元",
        "sales grew by {own}%, those of all firms by {all}%; of the gap {mix} by the industry, {local} by the place (10,000 yuan)",
    ),
    "cost": ("人工、厂房、用地年成本可省{saved}%", "labour, plants and land cost {saved}% less a year"),
    "labour": (
        "劳动力{supply}人，一家需{need}人（{low}—{high}）",
        "labour {supply}, a firm needs {need} ({low}–{high})",
    ),
    "space": (
        "标准厂房{floor}平方米，工业用地{land}亩；一家需厂房{need_floor}平方米或用地{need_land}亩",
        "plants {floor} m², land {land} mu; a firm needs {need_floor} m² or {need_land} mu",
    ),
    "quota": (
        "能耗指标{supply}吨标准煤，一家需{need}吨（{low}—{high}）",
        "energy quota {supply} tce, a firm needs {need} ({low}–{high})",
    ),
    "material": ("本地原料：{materials}", "local materials: {materials}"),
    "access": ("物流能力{supply}，满分为{full}", "logistics {supply}, {full} counts as full"),
    "location": ("同类企业{count}家，区位商{quotient}", "{count} firms of the group, location quotient {quotient}"),
    "related": ("关联密度{density}", "relatedness density {density}"),
    "chain": ("{links}条上下游联系中本地已有：{found}", "of {links} links, there already: {found}"),
    "intention": ("线索、走访、协议{entries}条，计{points}分", "{entries} leads, visits, agreements: {points} points"),
}
UNKNOWN = ("没有登记，按未知处理", "not entered, taken as unknown")


def title(criterion: str, language: Language = "zh") -> str:
    """The title of a criterion."""
    return TITLES[criterion][1 if language == "zh" else 3]


def criterion_named(word: str) -> str | None:
    """The criterion that bears the word: its title in either language as it is shown, or its code; None for no criterion."""
    wanted = _bare(word)
    return next(
        (code for code in TITLES if wanted in {_bare(code), _bare(title(code)), _bare(title(code, "en"))}), None
    )


def _bare(word: str) -> str:
    """A word without its blanks and capitals."""
    return "".join(word.split()).casefold()


def all_criteria() -> str:
    """Every criterion by its title and its code, as a list in words."""
    return "、".join(f"{title(code)} {code}" for code in TITLES)


def aspect(criterion: str, language: Language = "zh") -> str:
    """The aspect that a criterion belongs to."""
    return TITLES[criterion][0 if language == "zh" else 2]


def plain(value: float | None) -> str:
    """A number as people read it: three digits or whole, a dash for none."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is the one number that is not itself
        return "—"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a suggestion: the criterion, the span of its measure, what it adds, its details, its entries.

    ``adds`` is what the measure brings beyond the mean of the county's industries, under the weights of the suggestion.
    """

    criterion: str
    low: float
    high: float
    adds: float
    details: Mapping[str, str]
    entries: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether anything at all is known."""
        return self.high - self.low < 1

    def words(self, language: Language = "zh") -> str:
        """The fact in a sentence."""
        at = 0 if language == "zh" else 1
        return SENTENCES[self.criterion][at].format(**self.details) if self.known else UNKNOWN[at]


#: How many shades a measure has in a matrix, beside none for what is not known.
SHADES = 5


def shade(low: float, high: float) -> tuple[str, int | None]:
    """A span as a cell of a matrix: what it says, and its shade from 0; none where nothing is known."""
    if high - low >= 1:
        return "?", None
    text = f"{low:.2f}" if high - low < 0.005 else f"{low:.2f}–{high:.2f}"
    return text, min(SHADES - 1, int((low + high) / 2 * SHADES))
