"""How a clerk says a number: exact, rounded, or with the qualifier that fits (余, 近, 超, 以上, 成).

Amounts come in 万元, shares as fractions of one. What a qualifier promises is what official prose means by it: ``余``
lies above the number said, ``近`` closely below it, ``以上`` includes it.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

_HAN = "零一二三四五六七八九"
_CLOSE = Decimal("0.96")


def exact(value: Decimal) -> str:
    """The number with at most two decimals and no idle zeros."""
    text = f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")


def wan(amount: Decimal) -> str:
    """An amount in 万元."""
    return f"{exact(amount)}万元"


def yi(amount: Decimal) -> str:
    """An amount in 亿元, to two decimals."""
    return f"{(amount / 10000).quantize(Decimal('0.01'), ROUND_HALF_UP):f}亿元"


def percent(share: Decimal) -> str:
    """A share or a growth in percent, to one decimal."""
    return f"{(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP):f}%"


def _stepped(value: Decimal, step: int, rounding: str) -> Decimal:
    """The multiple of the step next to the value."""
    return (value / step).quantize(Decimal(1), rounding) * step


def roughly(value: Decimal, step: int, unit: str) -> str:
    """近N when the value lies closely below a multiple of the step, N余 when above one, the number itself when on one."""
    below, above = _stepped(value, step, ROUND_FLOOR), _stepped(value, step, ROUND_CEILING)
    if below in {value, 0}:
        return f"{exact(value)}{unit}"
    close = value >= max(above * _CLOSE, above - step * Decimal("0.4"))
    return f"近{above}{unit}" if close else f"{below}余{unit}"


def at_least(value: Decimal, step: int, unit: str) -> str:
    """N以上, of the greatest multiple of the step that the value reaches."""
    return f"{_stepped(value, step, ROUND_FLOOR)}{unit}以上"


def over(value: Decimal, step: int, unit: str) -> str:
    """超N, of the greatest multiple of the step below the value."""
    return f"超{_stepped(value - Decimal('0.01'), step, ROUND_FLOOR)}{unit}"


def tenths(share: Decimal) -> str:
    """A share in 成: 近七成 closely below, 超六成 above, 六成 on it."""
    tens = share * 10
    above = int(tens.quantize(Decimal(1), ROUND_CEILING))
    if tens == above:
        return f"{_HAN[above]}成"
    return f"近{_HAN[above]}成" if tens >= above - Decimal("0.4") and above < len(_HAN) else f"超{_HAN[above - 1]}成"


def han_hundreds(amount: Decimal) -> str:
    """An amount of one hundred and some 万元 in Han numerals, to the tens below: 一百一十余万元."""
    tens = int(amount) // 10 % 10
    said = f"一百{_HAN[tens]}十" if tens else "一百"
    return f"{said}万元" if amount == 100 + 10 * tens else f"{said}余万元"


def swapped(number: int) -> int:
    """The number with its first two unlike neighbouring digits exchanged, as a slip of the pen does it.

    A number whose digits are all alike is told one too high; no zero is moved to the front.
    """
    digits = str(number)
    for place in range(len(digits) - 1):
        one, other = digits[place], digits[place + 1]
        if one != other and (place or other != "0"):
            return int(f"{digits[:place]}{other}{one}{digits[place + 2 :]}")
    return number + 1
