"""Areas, money and times of an allotment in words for people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

#: The clock of the offices.
BEIJING = timezone(timedelta(hours=8))


def square_metres(area: int) -> str:
    """An area in 0.01 m² as square metres: ``120.33``."""
    return f"{area // 100}.{area % 100:02d}"


def yuan(fen: int) -> str:
    """Money in 分 as 元: ``-1,804.95``."""
    sign, whole = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{whole // 100:,}.{whole % 100:02d}"


def moment(time: str) -> str:
    """A time of the files as the clock on the wall shows it: ``2026年12月1日15时00分``."""
    at = datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone(BEIJING)
    return f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute:02d}分"
