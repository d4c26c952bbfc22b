"""A writer of Chinese numerals, the independent opposite of the reader under test."""

DIGITS = "零一二三四五六七八九"


def write_han(number: int) -> str:
    """A number from 0 to 10^12 as it is read aloud: 105 is 一百零五, 10 is 十, 120000 is 十二万."""
    if number == 0:
        return "零"
    groups: list[str] = []
    zero = False
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = divmod(number, scale)
        if group == 0:
            zero = bool(groups)
            continue
        if groups and (zero or group < 1000):
            groups.append("零")
        groups.append(_group(group) + name)
        zero = False
    text = "".join(groups)
    return text[1:] if text.startswith("一十") else text


def _group(number: int) -> str:
    """A number below ten thousand."""
    text, zero = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit == 0:
            zero = bool(text)
            continue
        text += ("零" if zero else "") + DIGITS[digit] + name
        zero = False
    return text


def write_mixed(number: int) -> str:
    """A number with 万 and 亿 between digits: 120003456 is 1亿2000万3456."""
    parts = []
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = divmod(number, scale)
        if group:
            parts.append(f"{group}{name}")
    return "".join(parts) or "0"
