"""Hard limits (硬约束): what is ruled out for a county whatever the weights; by declaration, or for lack of room for one firm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from jiedui.catalog.industries import bare
from jiedui.catalog.transfers import Limit, TransferPolicy
from jiedui.planning.grade.firms import Mask, Numbers
from jiedui.planning.transfer.frames import LABOUR, LAND, PLANT, QUOTA, Place
from jiedui.planning.transfer.needs import Need
from jiedui.planning.transfer.panel import Panel


def ruled_out(
    panel: Panel, policy: TransferPolicy, needs: Mapping[str, Need], sums: Mapping[str, Numbers]
) -> dict[tuple[int, int], list[str]]:
    """Why a county must not, or cannot, take in an industry: reasons by county and industry, only where there are any."""
    found: dict[tuple[int, int], list[str]] = {}
    for limit in policy.limits:
        codes = tuple(bare(code) for code in limit.industries)
        columns = [at for at, code in enumerate(panel.codes) if code.startswith(codes)]
        for row, county in enumerate(panel.counties):
            if applies(limit, county):
                for column in columns:
                    found.setdefault((row, column), []).append(f"{limit.title}（{limit.source}）")
    for what, lacking in _lacking(needs, sums).items():
        for row, column in np.argwhere(lacking).tolist():
            found.setdefault((row, column), []).append(f"{what}不够一家企业之用")
    return found


def applies(limit: Limit, county: Place) -> bool:
    """Whether the limit holds in the county: everywhere, or it lies in one of the regions that are named."""
    return not limit.regions or any(
        region == name or name.startswith(region) or region in county.codes
        for region in limit.regions
        for name in county.names
    )


def _lacking(needs: Mapping[str, Need], sums: Mapping[str, Numbers]) -> dict[str, Mask]:
    """By factor, the pairs where what is offered is less than the least that one firm needs; unknown is not lacking."""
    short = {factor: _short(sums[factor], needs[factor].low) for factor in (LABOUR, PLANT, LAND, QUOTA)}
    return {LABOUR: short[LABOUR], "厂房和用地": short[PLANT] & short[LAND], QUOTA: short[QUOTA]}


def _short(offered: Numbers, need: Numbers) -> Mask:
    """Pairs in which both are known and the need is greater."""
    with np.errstate(invalid="ignore"):
        return np.asarray(offered[:, None] < need[None, :])


def allowed(shape: Sequence[int], reasons: Mapping[tuple[int, int], list[str]]) -> Mask:
    """The pairs that nothing rules out."""
    found = np.ones(tuple(shape), bool)
    for pair in reasons:
        found[pair] = False
    return found
