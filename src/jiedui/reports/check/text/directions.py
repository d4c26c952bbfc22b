"""Which way a visit or a posting goes, from who goes where: 我县赴常州, 经开区来平, 东访西, 西部回访."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiedui.catalog import Ledger
from jiedui.figures.model import Condition
from jiedui.prose.document import Span
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.text.labels import label
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.text.setting import Setting, Side
from jiedui.reports.check.words.forms import sign_of
from jiedui.reports.check.words.meanings import Place
from jiedui.reports.check.words.names_told import Hit


def direction(ledger: Ledger, setting: Setting, scene: Scene, around: Surroundings) -> list[Condition]:
    """The direction of a visit or a posting, from who goes where."""
    column = ledger.direction
    if column is None:
        return _destination(ledger, setting, scene, around)
    clause = max(scene.clause(around.statement.start).start, around.half.start)
    for span in dict.fromkeys((around.before.start, clause, around.half.start)):
        words = scene.text[span : around.after.end]
        if _BOTH_WAYS.search(words):
            return []
        told = label(around) if around.terse else around.text[around.before.start : around.before.end].strip("：:，、")
        if not around.terse and (short := _COME_OR_GO.search(told)) is not None:
            told = short[1]
        if (sign := _LABELS.get(told)) is not None:
            words = sign
        toward = _heading(words, span, setting, scene)
        if toward is None and (sign := _of_a_pair(scene, around)) is not None:
            toward = setting.home if sign == "来" else "east" if setting.home == "west" else "west"
        if toward is None and "送出去" in words:
            toward = "east" if setting.home == "west" else "west"
        if toward is not None:
            east_to_west = toward == "west"
            value = next(each for each in column.choices if each.startswith("东" if east_to_west else "西"))
            return [Condition(column.name, "in", (value,))]
    return []


def _of_a_pair(scene: Scene, around: Surroundings) -> str | None:
    """Which of the two ways a number is told of where both are told by a sign alone: 来2人、往1人."""
    text, this = scene.text, around.statement
    if _COME.search(text, around.before.start, this.start) and _GONE.match(text, this.end):
        return "来"
    former = scene.statements[around.index - 1] if around.index else None
    went = former is not None and _GONE.match(text, former.end)
    return (
        "往"
        if went and went.end() == this.start and former and _COME.search(text, max(0, former.start - 2), former.start)
        else None
    )


_COME, _GONE = (
    re.compile(r"(?<![以起下出往回后上过近带])来了?$"),
    re.compile(r"[、，]?(?:往|去)了?(?=[0-9一二两三四五六七八九十])"),
)


def _destination(ledger: Ledger, setting: Setting, scene: Scene, around: Surroundings) -> list[Condition]:
    """That people went east, where the ledger keeps where to as a choice of which one is the east: 送到东部的838名."""
    if ledger.eastward is None:
        return []
    column, east = ledger.eastward
    start, words = around.before.start, around.text[around.before.start : around.after.end]
    alone = _EAST_ALONE.fullmatch(around.text, around.before.start, around.before.end)
    goes = (
        bool(alone)
        or bool(_TAKES_OURS.search(words))
        or _told_heading(words, start, setting, scene) == "east"
        or any(
            side == "east" and (_TAKES_IN.match(words, hit.end - start) or _AT.match(words, hit.start - start - 1))
            for hit, side in _places(words, start, setting, scene)
        )
    )
    return [Condition(column, "in", (east,))] if goes else []


#: Nothing but the side before a number of people: 转移就业1077人，东部482人.
_EAST_ALONE = re.compile(r"[，、；]?(?:其中)?东部(?:的|共|有)?(?:占(?:比|到|了)?)?")
_BOTH_WAYS = re.compile(
    r"互派|互访|双向|双方|(?<![往驻援赴到])两地|互相|相互|互选|来往|往来|来[^，。；]{1,6}?[赴往去][^，。；]{0,6}?(?:合计|共计|一共|总共)|来[的访]?[、和与]?[^，。；]?去的"
)
_TO_US = re.compile(
    r"(?:派往|派驻|派到|支援)两地|(?:他们|人家|你们|对方|客人)(?:也|又|还)?(?:过来|来)(?:了|的有?)?(?=[0-9一二两三四五六七八九十])|(?:他们|人家|你们|对方|客人)(?:也|又|还)?(?:过?来|到|上)(?:咱们?|我们)(?:这儿|这里|这边|家里?)?了?(?=[0-9一二两三四五六七八九十])|请进来|引进来|(?:远道|千里)而来|来帮(?:我们|咱|忙)|(?:先后|陆续|一共|总共)来了(?=[0-9一二两三四五六七八九十])|来(?:我们|咱们?)(?:这里|这儿|这边|县|镇|市|区)?(?=的|[0-9教医老专])|[自由从]东部?边?而?来|莅临|上门来|来者|客人登门|派给我们|请来|柔性引进|(?:接待|迎来|迎接)了?(?:东部|对方)?(?:来访|来客|来宾|考察|客人|代表团|访问)|来客|前来(?!看)|贵[县区市方](?:的|派来的?|选派的?)?(?:[0-9两二三四五六七八九十]{1,3}[位名个])?[^，。；、0-9]{0,2}(?:老师|教师|医生|医师|专家|人才|干部|同志)|来(?:我|本)[县镇区市]|到(?:我|本)[县镇区市]|来访|到访|派来|(?<!以)来[县镇](?!的)|来的|贵[县区市镇方][^。；]{0,60}?(?:选派|派出|派驻)"
)
_FROM_US = re.compile(
    r"(?:我|本)[县镇区市](?:党政)?(?:代表团)?(?:先后)?(?:回访|出访|赴|前往|派出|选派|去(?=挂职|跟岗|进修|学习|考察|对接|培训))|(?:到|赴|去|往)贵[县镇区市方]|出访|外出(?=考察|对接|交流|学习|招商|回访)|走出去|派出去了?(?=[0-9两一二三四五六七八九十])|负笈|回拜|[自由从]西部?边?而?往|送去(?=学|跟|进|培|研|深)|送出去(?=学|跟|进|培|研|深)|(?:我们|咱们?)(?:也|还|又)?(?:送|派|遣)|(?:我们|咱们?|(?:我|本)[县镇区市])(?:去|过去|出去|外出|东去|赴东)(?:了|的有?)?(?=[0-9两一二三四五六七八九十]|学|进修|跟岗)|(?:我们|咱们?)(?:也|又|还)?(?:去|到|上)(?:人家|他们|对方|你们)(?:那儿|那里|那边|家里?)?了?(?=[0-9两一二三四五六七八九十])|派去"
)
#: Labels of a terse list, and what they say in full.
_LABELS = {"来": "来访", "往": "出访", "去": "出访", "出": "出访", "进": "来访"}
#: The label behind those who come or go: 专技人才来10人、往2人.
_COME_OR_GO = re.compile(r"(?:人才|干部|教师|医生|专家)([来往去])$")
_SIDES = {"东": "east", "西": "west"}
_SIDE_GOAL = re.compile(r"(?:赴|到|去|往|派驻|走进|进入|送进)了?([东西])部(?!各|镇|单位|地区各|帮扶)")
#: Who has guests from the other side: 接待常州客人.
_RECEIVES = re.compile(r"(?:接待|迎来|迎接|请来|接收|接纳)了?$")
#: Where people work: 在江苏务工.
_AT = re.compile(r"[在留]")
#: Who takes workers in: 澄湖区接收岚溪务工人员733人.
_TAKES_IN = re.compile(r"(?:已|共|新|企业|共计|累计){0,2}(?:接收|吸纳|接纳|吸收|录用|招收)")
_SIDE_SENDS = re.compile(
    r"([东西])(?:派(?=[教医专技农挂党干老人])|部(?:地区|方面)?(?:选派|派出|派|来访|出访|回访|选送|输送|遴选|抽调|支援|援派|来了?(?=[0-9两一二三四五六七八九十客])|来人|去了?(?=[0-9两一二三四五六七八九十])))"
)
#: People of one side, told on the other: 东部医疗专家1名.
_OF_SIDE = re.compile(
    r"来自([东西])部|([东西])部(?:地区|来的|的)?(?:[0-9两]{1,4}[名位个])?[^，。；、0-9]{0,4}?(?:专家|人才|医生|医师|教师|老师|农技|团队|党政干部|挂职|客人|来客|来宾|考察团|代表团)"
)
_LITERAL = re.compile(r"(东)[访派](西)|(西)[访派](东)|(东)[→至到](西)|(西)[→至到](东)")
_GO = re.compile(r"(赴|前往|派往|派驻|派到|到|来|去|往|回访|支援|进驻)")
_GO_THERE = re.compile(r"前往|[赴到去往]")
_SEND = re.compile(r"(选派|派出|派驻|派|新派|来|去的|选送|输送|遴选|抽调|支援|登门|莅临|做客|造访|拜访|到访)")


#: The sign of a place behind a verb, where no word begins with it (来平均, 来常态化).
_TO_SIGN = re.compile(
    r"[赴来援驻抵入在]([\u4e00-\u9fff])(?=[^\u4e00-\u9fff]|[考访挂任支服开工投交调学帮参对进跟指授干人医教专就企上打务锻培研招洽回的])"
)
#: Who takes in ours is of the other side, named or not: 敞开大门，接纳我县1605名务工人员.
_TAKES_OURS = re.compile(r"(?:接收|吸纳|接纳|吸收|录用|招收|招用)(?:安置|转移)?了?(?:我|本)[县镇区市]")
#: Moves told by the point of the compass: 我县干部东行12次, 对方西来的客人.
_COMPASS = re.compile(r"(?<![向往])([东西])(?:行|进|渡|去(?!向)|赴|来(?=的|考|访|对|回|[0-9]))")


def presumed(setting: Setting, scene: Scene, around: Surroundings) -> bool:
    """Whether the direction is but presumed of a place of the report's own side that sends.

    茶垭镇选派教师5名: the town may as well be where they came to.
    """
    for span in (around.before.start, around.half.start):
        words = scene.text[span : around.after.end]
        if _BOTH_WAYS.search(words) or _told_heading(words, span, setting, scene) is not None:
            return False
        goal = _of_sender(words, span, setting, scene)
        if goal is not None:
            return goal != setting.home
    return False


def _heading(words: str, offset: int, setting: Setting, scene: Scene) -> str | None:
    """Which side the movement told in these words goes to; None when they tell none."""
    return _told_heading(words, offset, setting, scene) or _of_sender(words, offset, setting, scene)


def _told_heading(words: str, offset: int, setting: Setting, scene: Scene) -> str | None:
    """Which side the words themselves say that the movement goes to."""
    literal = _LITERAL.search(words)
    if literal:
        return "west" if next(group for group in literal.groups() if group) == "东" else "east"
    other = "east" if setting.home == "west" else "west"
    there = _place_gone_to(words, offset, setting, scene)
    if there is not None:
        return there
    if _TO_US.search(words):
        return setting.home
    if _FROM_US.search(words):
        return other
    told = _SIDE_GOAL.search(words) or _COMPASS.search(words)
    if told:
        return _SIDES[told[1]]
    sides = _SIDE_SENDS.search(words) or _OF_SIDE.search(words)
    if sides:
        return "west" if "东" in sides.groups() else "east"
    return _by_places(words, offset, setting, scene) or _toward_sign(words, setting)


def _by_places(words: str, offset: int, setting: Setting, scene: Scene) -> str | None:
    """Which side it goes to by the places that the words name beside who comes or goes."""
    other = "east" if setting.home == "west" else "west"
    places = _places(words, offset, setting, scene)
    if any(side == other and _RECEIVES.search(words[: hit.start - offset]) for hit, side in places):
        return setting.home
    for move in _GO.finditer(words):
        goal = next((side for hit, side in places if hit.start == offset + move.end()), None)
        if goal is not None:
            return goal
    gone = any(side == setting.home and _GONE_FROM.match(words, hit.end - offset) for hit, side in places)
    return other if gone else None


#: Those of a place of the report's own side who went, without where to: 石桥来5次、八仙去2次.
_GONE_FROM = re.compile(r"(?:也|又|还|回)?(?:去|往|外出)了?(?=[0-9一二两三四五六七八九十])")


def _toward_sign(words: str, setting: Setting) -> str | None:
    """The side of the place that is told by its sign alone: 来平考察, 赴苏务工, 援陕干部."""
    signs = {goal: _signs_of(setting, regions) for goal, regions in _by_side(setting)}
    for move in _TO_SIGN.finditer(words):
        goals = [goal for goal, those in signs.items() if move[1] in those]
        if len(goals) == 1:
            return goals[0]
    return None


def _by_side(setting: Setting) -> tuple[tuple[Side, tuple[int, ...]], ...]:
    """Either side with the regions there of which the report tells."""
    other: Side = "east" if setting.home == "west" else "west"
    return ((setting.home, _homes(setting)), (other, setting.partners))


def _signs_of(setting: Setting, regions: Iterable[int]) -> frozenset[str]:
    """The signs of those regions and of what lies over them."""
    over = {above for each in regions for above in setting.land.up(each)}
    return frozenset(sign_of(setting.land.regions[each].name) for each in over)


def _place_gone_to(words: str, offset: int, setting: Setting, scene: Scene) -> Side | None:
    """The side of the place that someone goes to by its name, whoever tells it: 到鹭洲等地来的 went there."""
    places = {hit.start - offset: side for hit, side in _places(words, offset, setting, scene)}
    return next((side for move in _GO_THERE.finditer(words) if (side := places.get(move.end())) is not None), None)


def _places(words: str, offset: int, setting: Setting, scene: Scene) -> list[tuple[Hit, Side | None]]:
    """The places in the words, each with its side."""
    return [
        (hit, setting.land.side(meaning.region))
        for hit in scene.hits_in(Span(offset, offset + len(words)))
        for meaning in hit.meanings
        if isinstance(meaning, Place)
    ]


def _of_sender(words: str, offset: int, setting: Setting, scene: Scene) -> str | None:
    """Which side it goes to by the place that sends."""
    places = _places(words, offset, setting, scene)
    other = "east" if setting.home == "west" else "west"
    sender = next(
        (side for hit, side in places if _SEND.match(words, hit.end - offset) or _sends(words, hit, offset)), None
    )
    if sender is not None:
        return setting.home if sender == other else other
    return None


def _homes(setting: Setting) -> tuple[int, ...]:
    """The report's own region and those over it."""
    return tuple(setting.land.up(setting.region)) if setting.region is not None else ()


def _sends(words: str, hit: Hit, offset: int) -> bool:
    """Whether a sending verb follows the place within a few signs."""
    return bool(_SEND.search(words, hit.end - offset, hit.end - offset + 8))
