"""All measures of a panel as one array of spans: counties × industries × criteria, with what each is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from jiedui.catalog.schemes import Scheme
from jiedui.catalog.transfers import CRITERIA, TransferPolicy
from jiedui.planning.grade.firms import Mask
from jiedui.planning.smaa.acceptability import Singles
from jiedui.planning.transfer.fit import Fit, fit
from jiedui.planning.transfer.intention import Intention, intention
from jiedui.planning.transfer.limits import allowed, ruled_out
from jiedui.planning.transfer.linkage import Linkage, linkage
from jiedui.planning.transfer.needs import Need, needs
from jiedui.planning.transfer.panel import Panel
from jiedui.planning.transfer.pressure import Pressure, pressure
from jiedui.planning.transfer.spans import Span


@dataclass(frozen=True)
class Measures:
    """The spans (``low``, ``high``), the parts that they come from, and the pairs that are ruled out, with the reasons."""

    low: Singles
    high: Singles
    needs: Mapping[str, Need]
    pressure: Pressure
    fit: Fit
    linkage: Linkage
    intention: Intention
    reasons: Mapping[tuple[int, int], list[str]]
    allowed: Mask

    @property
    def middle(self) -> Singles:
        """The middle of each span: what a measure is expected to be."""
        return np.asarray((self.low + self.high) / 2)


def measures(panel: Panel, policy: TransferPolicy, scheme: Scheme) -> Measures:
    """Everything measured for every county and industry of the panel."""
    required = needs(panel)
    pressed, fitting = pressure(panel, scheme, policy.line), fit(panel, policy, required)
    linked, meant = linkage(panel, policy), intention(panel)
    spans: dict[str, Span] = {**pressed.spans, **fitting.spans, **linked.spans, "intention": meant.span}
    shape = (len(panel.counties), len(panel.codes))
    low, high = (
        np.stack([np.broadcast_to(getattr(spans[name], end), shape) for name in CRITERIA], axis=-1).astype(np.float32)
        for end in ("low", "high")
    )
    reasons = ruled_out(panel, policy, required, fitting.sums)
    return Measures(low, high, required, pressed, fitting, linked, meant, reasons, allowed(shape, reasons))
