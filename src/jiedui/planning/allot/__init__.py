"""Allotment (分房): a draw that everyone can check — frozen roster, commitments, beacon, order, choice, settlement.

The protocol is fixed in docs/allotment.md; the verifier is :mod:`jiedui.planning.allot_verify` and shares no code with it.
"""

from jiedui.planning.allot.draw import draw
from jiedui.planning.allot.model import Roster, Rules, Transcript
from jiedui.planning.allot.sealing import freeze
from jiedui.planning.allot.settlement import settle

__all__ = ["Roster", "Rules", "Transcript", "draw", "freeze", "settle"]
