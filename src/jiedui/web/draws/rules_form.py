"""The rules of a draw as a form: what the clerk types in 元, 平方米 and the office's own clock, and the rules it makes.

Lists are typed one item a line (``低楼层 = 高龄、残疾``). Whatever cannot be read is a problem that names the field and the
line; what the protocol itself refuses is told by the room of the allotment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from pydantic import ValidationError

from jiedui.base.problems import Problem, Refusal
from jiedui.planning.allot import Rules
from jiedui.planning.allot.model import PROTOCOL

#: The parts of a list within a line.
_PARTS = re.compile(r"[、,，;；\s]+")


@dataclass(frozen=True, slots=True)
class Said:
    """What a form said, read field by field; what cannot be read is kept as a problem."""

    given: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: str, default: str = "") -> str:
        """A field as it was typed."""
        return self.given.get(name, default).strip()

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """One of the choices, the first when nothing was chosen."""
        return found if (found := self.text(name)) in choices else choices[0]

    def whole(self, name: str, default: int = 0) -> int:
        """A whole number."""
        return self._number(name, self.text(name), default, 1)

    def hundredths(self, name: str) -> int:
        """A number with two decimals, in hundredths (元 in 分, 平方米 in 0.01)."""
        return self._number(name, self.text(name), 0, 100)

    def moment(self, name: str) -> str:
        """A time on the office's clock, as the protocol writes it in UTC."""
        try:
            typed = datetime.fromisoformat(self.text(name))
        except ValueError:
            self.wrong(name, self.text(name))
            return ""
        local = typed if typed.tzinfo else timezone.make_aware(typed)
        return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def lines(self, name: str) -> Iterator[tuple[str, str]]:
        """The lines of a list that read ``a = b``: both sides."""
        for line in filter(None, map(str.strip, self.text(name).splitlines())):
            left, sign, right = line.replace("＝", "=").partition("=")
            if sign and left.strip():
                yield left.strip(), right.strip()
            else:
                self.wrong(name, line)

    def pairs(self, name: str, left: int, right: int) -> list[tuple[int, int]]:
        """The lines of a list of two numbers, each times its factor."""
        return [
            (self._number(name, one, 0, left), self._number(name, other, 0, right)) for one, other in self.lines(name)
        ]

    def _number(self, name: str, text: str, default: int, factor: int) -> int:
        """A number times the factor, which must come out whole."""
        if not text:
            return default
        try:
            value = Decimal(text.replace(",", "").replace("，", "")) * factor
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or value != value.to_integral_value():
            self.wrong(name, text)
            return default
        return int(value)

    def wrong(self, name: str, text: str) -> None:
        """Note that a field cannot be read."""
        self.problems.append(unread(name, text))


#: The fields of the form by name: how they are called in Chinese and English.
LABELS: Mapping[str, tuple[str, str]] = {
    "name": ("抽签名称", "name of the draw"),
    "title": ("公告标题", "title of the notice"),
    "hamlets": ("参加的自然村", "hamlets"),
    "rounds": ("签约轮次", "signing rounds"),
    "wishes": ("选房意向", "wishes"),
    "rooms": ("房号", "rooms"),
    "beyond": ("意向之外", "beyond the wishes"),
    "groups": ("联户", "groups"),
    "passed": ("过号", "not present"),
    "abstainers": ("未揭示", "not revealed"),
    "quorum": ("最少承诺人数", "quorum"),
    "deposit": ("保证金", "deposit"),
    "kinds": ("户型与人口", "kinds and household sizes"),
    "reserves": ("预留房", "reserves"),
    "witnesses": ("见证人", "witnesses"),
    "commit_until": ("承诺截止", "commitments until"),
    "reveal_until": ("揭示截止", "reveals until"),
    "beacon_name": ("公共随机数", "public number"),
    "beacon_rule": ("怎样读取", "how it is read"),
    "beacon_at": ("公布时间", "known from"),
    "beacon_shapes": ("数的样式", "its shapes"),
    "entitled_price": ("应安置价", "price within the entitled area"),
    "over": ("超面积价", "prices above the entitled area"),
    "market_price": ("市场价", "market price"),
    "short_price": ("不足面积补款", "paid for area not got"),
    "compensation_price": ("旧房补偿单价", "compensation for the old house"),
    "bonuses": ("按期签约奖", "bonus for signing in time"),
    "transition_price": ("过渡费", "transition fee"),
    "transition_months": ("过渡月数", "months of transition"),
    "moving": ("搬家费", "moving fee"),
    "witness": ("见证人", "witness"),
    "commitment": ("承诺值", "commitment"),
    "value": ("数", "value"),
    "nonce": ("随机串", "random string"),
}


def unread(name: str, given: object) -> Problem:
    """That a field of a form is not filled in, or cannot be read; by the name that the form gives it."""
    zh, en = LABELS.get(name, (name, name))
    text = str(given or "").strip()[:60]
    return Problem("draw-field" if text else "draw-field-empty", details={"field_zh": zh, "field_en": en, "text": text})


def rules_of(given: Mapping[str, str], site: str, prior: Sequence[Mapping[str, str]]) -> Rules:
    """The rules that the form makes; Refusal with everything that cannot be read (draw-field)."""
    said = Said(given)
    body = {
        "protocol": PROTOCOL,
        "draw": said.text("name"),
        "title": said.text("title") or said.text("name"),
        "site": site,
        **_practice(said),
        "kinds": _kinds(said),
        "reserves": [{"name": name, "classes": _parts(classes)} for name, classes in said.lines("reserves")],
        "witnesses": [_witness(name, rest) for name, rest in said.lines("witnesses")],
        "quorum": said.whole("quorum", 1),
        "deposit": said.hundredths("deposit"),
        "commit_until": said.moment("commit_until"),
        "reveal_until": said.moment("reveal_until"),
        "beacon": _beacon(said),
        "prior_seeds": [dict(each) for each in prior],
        "settlement": _prices(said),
    }
    if said.problems:
        raise Refusal(*said.problems)
    try:
        return Rules.model_validate(body)
    except ValidationError as wrong:
        raise Refusal(*map(_told, wrong.errors())) from None


def _practice(said: Said) -> dict[str, Any]:
    """How order, choice and rooms go."""
    return {
        "rounds": said.choice("rounds", ("apart", "together")),
        "wishes": said.choice("wishes", ("kinds", "homes")),
        "rooms": said.choice("rooms", ("lot", "code")),
        "beyond": bool(said.text("beyond")),
        "groups": said.choice("groups", ("adjacent", "none")),
        "passed": said.choice("passed", ("forfeit", "last")),
        "abstainers": said.choice("abstainers", ("last", "stay")),
    }


def _kinds(said: Said) -> list[dict[str, Any]]:
    """``90 = 1-3``: the kind, and how many people a household for it has."""
    found = []
    for kind, sizes in said.lines("kinds"):
        least, _, most = re.sub(r"[—–~～至到]+", "-", sizes).partition("-")
        if least.strip().isdecimal() and (most or least).strip().isdecimal():
            found.append({"kind": kind, "least": int(least), "most": int(most or least)})
        else:
            said.wrong("kinds", f"{kind} = {sizes}")
    return found


def _witness(name: str, rest: str) -> dict[str, Any]:
    """``王某某 = 村民代表 H1 H2``: the name, the role, the households bound to the witness."""
    role, *households = _parts(rest) or [""]
    return {"name": name, "role": role, "households": households}


def _beacon(said: Said) -> dict[str, Any]:
    """The public number that is named in advance."""
    return {
        "name": said.text("beacon_name"),
        "rule": said.text("beacon_rule"),
        "at": said.moment("beacon_at"),
        "shapes": said.text("beacon_shapes").split(),
    }


def _prices(said: Said) -> dict[str, Any]:
    """The prices: 元 per 平方米 as they are typed, 分 as they are kept."""
    return {
        "entitled_price": said.hundredths("entitled_price"),
        "over": [{"up_to": up_to, "price": price} for up_to, price in said.pairs("over", 100, 100)],
        "market_price": said.hundredths("market_price"),
        "short_price": said.hundredths("short_price"),
        "compensation_price": said.hundredths("compensation_price"),
        "bonuses": [{"round": round_, "amount": amount} for round_, amount in said.pairs("bonuses", 1, 100)],
        "transition_price": said.hundredths("transition_price"),
        "transition_months": said.whole("transition_months"),
        "moving": said.hundredths("moving"),
    }


def _parts(text: str) -> list[str]:
    """The parts of a list within a line."""
    return [part for part in _PARTS.split(text) if part]


def _told(error: Any) -> Problem:
    """What the protocol's form refuses, by the field's name."""
    path = [str(step) for step in error["loc"]]
    name = "beacon_" + path[1] if path[0] == "beacon" and len(path) > 1 else path[0]
    name = path[1] if path[0] == "settlement" and len(path) > 1 else name
    return unread("name" if name == "draw" else name, error["input"])
