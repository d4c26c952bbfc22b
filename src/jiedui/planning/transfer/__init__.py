"""Transfer of industry (产业转移): which eastern industries and firms suit which western county, why, and how sure that is."""

from jiedui.planning.transfer.frames import Contact, Inputs, Lead, Place, Settled, Supply
from jiedui.planning.transfer.matching import Asked, Match, match

__all__ = ["Asked", "Contact", "Inputs", "Lead", "Match", "Place", "Settled", "Supply", "match"]
