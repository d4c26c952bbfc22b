"""Names for an invented town: hamlets, sites, blocks, firms, people, in the manner of the lower Yangtze; nothing real is meant.

Every name is drawn from a shuffled pool and given once; a pool that runs dry goes on with a numeral.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, product
from random import Random

_WATERS = "芦荻菱荷萍蓼蒲茭桑柘槐榆桐枫栗橘鹭鹤雁鸥鲤鲫云霁岚汀沚泊澄漪"
_TURNS = "东西南北前后上下新老大小里外中长"
_HAMLET_ENDS = ("浜", "圩", "墩", "塘", "渎", "桥头", "荡", "巷", "湾", "泾", "埭", "圩岸")
_SITE_ENDS = ("雅苑", "新苑", "家园", "花苑", "人家")
_BRANDS_FIRST = "恒瑞锐宏远博创科联卓精凌驰铭拓禾启诚澜驭磊昊骏砺晟"
_BRANDS_SECOND = "砺川达丰源舟越腾宁信谷野峰澄航岳驰同铎钧泰棹羽石"
_SURNAMES = "蒲翟骆邬覃邹柯宁甘祁苗舒解卓席谈鲍岑尹桂柏边褚臧荀牧费屈"
_GIVEN_FIRST = "青以守砚望书若景怀知承念其允谷泊秋听"
_GIVEN_SECOND = "川禾岚舟田宁山清远然和松溪林简原笛棠"


class Names:
    """The pools of one town, all shuffled by the same dice."""

    def __init__(self, dice: Random) -> None:
        """Shuffle every pool once."""
        self._hamlets = _pool(dice, product(_WATERS, _TURNS, _HAMLET_ENDS))
        self._villages = _pool(dice, product(_WATERS, _HAMLET_ENDS, ("村",)))
        self._blocks = _pool(dice, product(_WATERS, _TURNS, ("片区",)))
        self._sites = _pool(dice, product(_WATERS, _WATERS[:8], _SITE_ENDS))
        self._brands = _pool(dice, product(_BRANDS_FIRST, _BRANDS_SECOND))
        self._people = _pool(dice, product(_SURNAMES, _GIVEN_FIRST, _GIVEN_SECOND))

    def hamlet(self) -> str:
        """A hamlet such as 荻前浜."""
        return next(self._hamlets)

    def village(self) -> str:
        """A village such as 荻浜村."""
        return next(self._villages)

    def block(self) -> str:
        """A renewal block such as 荻东片区."""
        return next(self._blocks)

    def site(self) -> str:
        """A cluster site such as 芦荷雅苑."""
        return next(self._sites)

    def firm(self, city: str, trade: str) -> str:
        """A firm such as 恒川电机有限公司, with its city before it."""
        return f"{city}{next(self._brands)}{trade}有限公司"

    def person(self) -> str:
        """A head of household; more than the pool holds bear a name a second time, as people do."""
        return next(self._people).rstrip("0123456789")


def _pool(dice: Random, parts: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The names in the order of the dice, then again with 2, 3 … after them."""
    names = ["".join(each) for each in parts]
    dice.shuffle(names)
    return (name if turn == 1 else f"{name}{turn}" for turn in count(1) for name in names)
