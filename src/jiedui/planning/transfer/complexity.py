r"""Standard measures of what places make: location quotient, complexity, relatedness; sparse, vectorised.

    LQ_cp      = (X_cp ÷ Σ_p X_cp) ÷ (Σ_c X_cp ÷ ΣX)           location quotient, Balassa's revealed comparative advantage
    M_cp       = 1 where LQ_cp ≥ 1                             presence
    k_c, k_p   = Σ_p M_cp, Σ_c M_cp                            diversity, ubiquity
    PCI        = the eigenvector of the second largest eigenvalue of  Σ_c M_cp M_cq ÷ (k_c k_p)
    ECI_c      = Σ_p M_cp PCI_p ÷ k_c                          (Hidalgo & Hausmann 2009; Hausmann & others 2014)
    φ_pq       = Σ_c M_cp M_cq ÷ max(k_p, k_q)                 proximity (Hidalgo, Klinger, Barabási & Hausmann 2007)
    ω_cp       = Σ_q M_cq φ_pq ÷ Σ_q φ_pq                      relatedness density

The sign is such that ECI rises with diversity; both indices are centred and scaled by mean and standard deviation of ECI.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

Matrix = NDArray[np.float64]
#: Above this share of filled cells dense products are the faster ones.
DENSE = 0.02
#: An eigenvalue as near to 1 as this is the trivial one again: the network falls apart, and complexity is not defined.
APART = 1e-10


@dataclass(frozen=True)
class Complexity:
    """Diversity and ECI by place, ubiquity and PCI by industry; NaN where nothing is made, or all of it if undefined."""

    diversity: Matrix
    ubiquity: Matrix
    eci: Matrix
    pci: Matrix


def quotients(values: sparse.csr_array) -> sparse.csr_array:
    """The location quotients of a matrix of places × industries (jobs, output or firms); cells of nothing stay nothing."""
    found = sparse.csr_array(values, dtype=np.float64, copy=True)
    places, industries = found.sum(axis=1), found.sum(axis=0)
    rows = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    found.data /= places[rows]
    found.data /= (industries / industries.sum())[found.indices]
    return found


def presence(quotients: sparse.csr_array, least: float = 1.0) -> sparse.csr_array:
    """1 where a quotient reaches ``least``."""
    found = quotients.copy()
    found.data = (found.data >= least).astype(np.float64)
    found.eliminate_zeros()
    return found


def complexity(present: sparse.csr_array) -> Complexity:
    """The indices of places and industries.

    The matrix  k_c^-½ M k_p^-½  has the same spectrum as that of the definition and is symmetric when multiplied with its
    transpose; that is solved on its shorter side, for the two largest eigenvalues alone.
    """
    diversity, ubiquity = present.sum(axis=1), present.sum(axis=0)
    rows, columns = np.flatnonzero(diversity), np.flatnonzero(ubiquity)
    eci, pci = np.full(len(diversity), np.nan), np.full(len(ubiquity), np.nan)
    if min(len(rows), len(columns)) >= 2:
        made = present[rows][:, columns]
        vector = _second(made, diversity[rows], ubiquity[columns])
        if vector is not None:
            eci[rows], pci[columns] = _scaled(made, diversity[rows], vector)
    return Complexity(diversity, ubiquity, eci, pci)


def _second(made: sparse.csr_array, diversity: Matrix, ubiquity: Matrix) -> Matrix | None:
    """The second eigenvector by industry, before it is scaled; None where it is not defined."""
    halved = made.multiply(1 / np.sqrt(diversity)[:, None]).multiply(1 / np.sqrt(ubiquity)[None, :]).tocsr()
    short = halved.shape[0] < halved.shape[1]
    gram = _product(halved, halved.T) if short else _product(halved.T, halved)
    size = len(gram)
    values, vectors = linalg.eigh(gram, subset_by_index=(size - 2, size - 1), check_finite=False)
    if values[0] > 1 - APART or values[0] < APART:
        return None
    vector = vectors[:, 0]
    return np.asarray((halved.T @ vector if short else vector) / np.sqrt(ubiquity))


def _scaled(made: sparse.csr_array, diversity: Matrix, vector: Matrix) -> tuple[Matrix, Matrix]:
    """ECI and PCI of an eigenvector: the sign that goes with diversity, centred and scaled by ECI."""
    raw = made @ vector / diversity
    turned = np.dot(diversity - diversity.mean(), raw - raw.mean())
    raw, vector = (raw, vector) if turned >= 0 else (-raw, -vector)
    mean, spread = raw.mean(), raw.std()
    return (raw - mean) / spread, (vector - mean) / spread


def proximity(present: sparse.csr_array) -> Matrix:
    """The proximities of industries; 0 to those that nobody makes."""
    together = _product(present.T, present)
    ubiquity = np.diagonal(together)
    most = np.maximum(ubiquity[:, None], ubiquity[None, :])
    return np.divide(together, most, out=np.zeros_like(together), where=most > 0)


def density(present: sparse.csr_array, near: Matrix) -> Matrix:
    """The relatedness densities of places × industries, each from 0 (nothing near is made here) to 1; NaN without any."""
    sums = near.sum(axis=1)
    shares = np.divide(near, sums[:, None], out=np.full_like(near, np.nan), where=sums[:, None] > 0)
    return _product(present, np.ascontiguousarray(shares.T))


def _product(one: sparse.sparray, other: sparse.sparray | Matrix) -> Matrix:
    """The product as an array; of matrices that are not very sparse by the dense way."""
    if one.nnz > DENSE * one.shape[0] * one.shape[1]:
        return np.asarray(one.toarray() @ _dense(other))
    return _dense(one @ other)


def _dense(matrix: Any) -> Matrix:
    """The matrix as an array."""
    return np.asarray(matrix.toarray() if sparse.issparse(matrix) else matrix)
