"""Complexity, relatedness and shift–share: beside the package ecomplexity, by hand, and what always holds."""

import warnings

import numpy as np
import pandas as pd
import pytest
from ecomplexity import ecomplexity
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from jiedui.planning.transfer.complexity import complexity, density, presence, proximity, quotients
from jiedui.planning.transfer.shift import shift_share


def made(places: int, industries: int, seed: int) -> np.ndarray:
    """Jobs at random: a quarter of the cells filled, more of them in places that come first."""
    dice = np.random.default_rng(seed)
    likely = np.linspace(0.6, 0.1, places)[:, None] * np.linspace(1, 0.4, industries)[None, :]
    found = dice.integers(1, 500, (places, industries)) * (dice.random((places, industries)) < likely)
    found[np.arange(industries) % places, np.arange(industries)] += 1
    found[np.arange(places), np.arange(places) % industries] += 1
    return found.astype(float)


@pytest.mark.parametrize(("places", "industries", "seed"), [(20, 9, 1), (9, 14, 2), (40, 30, 3)])
def test_the_indices_are_those_of_the_package(places: int, industries: int, seed: int) -> None:
    jobs = made(places, industries, seed)
    row, column = np.indices(jobs.shape)
    cells = {"year": 2024, "place": row.ravel(), "industry": column.ravel(), "jobs": jobs.ravel()}
    columns = {"time": "year", "loc": "place", "prod": "industry", "val": "jobs"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = ecomplexity(pd.DataFrame(cells), columns, check_logsupermodularity=False, verbose=False)
    told = told.sort_values(["place", "industry"])
    there = presence(quotients(sparse.csr_array(jobs)))
    ours, near = complexity(there), density(there, proximity(there))
    for name, values in {
        "mcp": there.toarray(),
        "diversity": np.broadcast_to(ours.diversity[:, None], jobs.shape),
        "ubiquity": np.broadcast_to(ours.ubiquity[None, :], jobs.shape),
        "eci": np.broadcast_to(ours.eci[:, None], jobs.shape),
        "pci": np.broadcast_to(ours.pci[None, :], jobs.shape),
        "density": near,
    }.items():
        np.testing.assert_allclose(values.ravel(), told[name].to_numpy(dtype=float), rtol=0, atol=1e-9, err_msg=name)


def test_a_location_quotient_by_hand() -> None:
    """Toys are 30 of 40 jobs here and 40 of 160 in all: 0.75 ÷ 0.25 = 3."""
    found = quotients(sparse.csr_array(np.array([[30.0, 10.0], [10.0, 110.0]]))).toarray()
    assert found[0, 0] == pytest.approx(3)
    assert found[1, 1] == pytest.approx((110 / 120) / (120 / 160))


def test_relatedness_by_hand() -> None:
    """Tea and herbs share one county of two each; fish is made with neither.

    |        | 茶 | 药 | 鱼 |
    | 一县   | 1  | 1  | 0  |
    | 二县   | 1  | 0  | 0  |
    | 三县   | 0  | 1  | 0  |
    | 四县   | 0  | 0  | 1  |
    """
    there = sparse.csr_array(np.array([[1.0, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]))
    near = proximity(there)
    assert near.tolist() == [[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]]
    assert density(there, near)[1].tolist() == pytest.approx([1 / 1.5, 0.5 / 1.5, 0])


def test_where_the_network_falls_apart_complexity_is_not_defined() -> None:
    apart = complexity(sparse.csr_array(np.array([[1.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]])))
    assert np.isnan(apart.eci).all()
    assert np.isnan(apart.pci).all()


def test_a_place_that_makes_nothing_has_no_index_and_spoils_no_other() -> None:
    jobs = made(8, 6, 4)
    with_empty = np.vstack([jobs, np.zeros(6)])
    alone, beside = (complexity(presence(quotients(sparse.csr_array(each)))) for each in (jobs, with_empty))
    np.testing.assert_allclose(beside.eci[:8], alone.eci)
    assert np.isnan(beside.eci[8])


@given(st.integers(0, 10_000))
def test_densities_are_shares(seed: int) -> None:
    there = presence(quotients(sparse.csr_array(made(6, 8, seed))))
    found = density(there, proximity(there))
    assert np.nanmin(found) >= 0
    assert np.nanmax(found) <= 1 + 1e-12


def test_shift_share_by_hand() -> None:
    """All grow by a tenth (200 → 220), toys by a fifth (100 → 120), toys here from 40 to 44.

    whole 40 × 10 % = 4, mix 40 × (20 % − 10 %) = 4, local 40 × (10 % − 20 %) = −4: together the 4 that were gained.
    """
    parts = shift_share(np.array([[40.0, 60], [60, 40]]), np.array([[44.0, 50], [76, 50]]))
    assert (parts.whole[0, 0], parts.mix[0, 0], parts.local[0, 0]) == pytest.approx((4, 4, -4))


@given(st.integers(0, 10_000))
def test_the_parts_of_a_shift_add_up(seed: int) -> None:
    before, after = made(4, 5, seed), made(4, 5, seed + 1)
    parts = shift_share(before, after)
    filled = before > 0
    np.testing.assert_allclose((parts.whole + parts.mix + parts.local)[filled], (after - before)[filled], atol=1e-9)
