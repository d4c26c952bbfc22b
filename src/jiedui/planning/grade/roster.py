"""The roster of scattered, disorderly and polluting firms (散乱污): how each is disposed of, and what is still to be done.

Three disposals: 关停取缔 (两断三清: power and water cut; material, products and equipment cleared), 整合搬迁, 升级改造. A firm
is off the roster on its 销号日期.
"""

from __future__ import annotations

from dataclasses import dataclass

from jiedui.planning.grade.firms import Firms

#: What must be done of a firm that is closed.
CLEARED = ("断水", "断电", "清原料", "清产品", "清设备")


@dataclass(frozen=True, slots=True)
class Closing:
    """One firm of the roster: its disposal, what is done, what is still to be done, when it was struck off."""

    id: int
    firm: str
    disposal: str
    done: tuple[str, ...]
    left: tuple[str, ...]
    struck_off: str


def roster(firms: Firms) -> list[Closing]:
    """The firms marked as 散乱污, in the order of the ledger."""
    columns = (firms.text(name) for name in ("scattered", "disposal", "cleared", "struck_off"))
    rows = zip(firms.ids, firms.names, *columns, strict=True)
    return [
        _closing(id, firm, disposal or "", tuple((cleared or "").split("、")) if cleared else (), struck_off or "")
        for id, firm, scattered, disposal, cleared, struck_off in rows
        if scattered == "是"
    ]


def _closing(id: int, firm: str, disposal: str, done: tuple[str, ...], struck_off: str) -> Closing:
    """One firm; only a closure has a checklist that everybody shares."""
    wanted = CLEARED if disposal == "关停取缔" else ()
    return Closing(id, firm, disposal, done, tuple(each for each in wanted if each not in done), struck_off)
