"""Models of how long customers stay: shifted beta-geometric (sBG), beta-discrete-Weibull (BdW)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln

from scripts.fits.optimise import Maximum, Vector, maximise

PARAMETERS: dict[str, tuple[str, ...]] = {"sbg": ("alpha", "beta"), "bdw": ("alpha", "beta", "c")}
STARTS = {
    "sbg": ((1.0, 1.0), (0.5, 3.0), (3.0, 10.0)),
    "bdw": ((1.0, 1.0, 1.0), (0.5, 3.0, 1.5), (1.0, 5.0, 0.7)),
}


@dataclass(frozen=True)
class Lives:
    """Customers by how long they were seen.

    `lost` of them left in period `period` (1 is the first after they came); `kept` of them were
    still there at its end when nothing more was seen of them.
    """

    period: Vector
    lost: Vector
    kept: Vector


@dataclass(frozen=True)
class Kept:
    """Customers followed from each period (1 is the first) to the next, and those of them there."""

    period: Vector
    followed: Vector
    kept: Vector


def survival_log(alpha: float, beta: float, shape: float, period: Vector) -> Vector:
    """Logarithm of the share still there after a period."""
    return np.asarray(betaln(alpha, beta + period**shape) - betaln(alpha, beta))


def likelihood(lives: Lives, parameters: Vector) -> tuple[float, None]:
    """Log likelihood, without its slope, at (alpha, beta) or (alpha, beta, c); c = 1 is sBG."""
    alpha, beta, *rest = (float(value) for value in parameters)
    shape = rest[0] if rest else 1.0
    at_end = survival_log(alpha, beta, shape, lives.period)
    at_start = survival_log(alpha, beta, shape, lives.period - 1)
    left = at_start + np.log1p(-np.exp(np.minimum(at_end - at_start, -1e-15)))
    return float(lives.lost @ left + lives.kept @ at_end), None


def fit_retention(model_code: str, lives: Lives) -> Maximum:
    """Fit sbg or bdw; the parameters come in the order of PARAMETERS."""
    return maximise(
        lambda parameters: likelihood(lives, parameters),
        STARTS[model_code],
        float(lives.lost.sum() + lives.kept.sum()),
    )


def kept_likelihood(counts: Kept, parameters: Vector) -> tuple[float, Vector]:
    """Log likelihood of sBG, and its slope, where customers are followed for a period each.

    Of a cohort that is followed from the start it is that of `likelihood`; here cohorts may begin
    and end anywhere.
    """
    alpha, beta = (float(value) for value in parameters)
    lost = counts.followed - counts.kept
    stay, whole = beta + counts.period - 1, alpha + beta + counts.period - 1
    value = counts.kept @ np.log(stay) + lost.sum() * np.log(alpha)
    value -= counts.followed @ np.log(whole)
    share = (counts.followed / whole).sum()
    slopes = np.array([lost.sum() / alpha - share, (counts.kept / stay).sum() - share])
    return float(value), slopes


def fit_kept(counts: Kept) -> Maximum:
    """Fit sbg to customers followed from period to period: (alpha, beta)."""
    return maximise(
        lambda parameters: kept_likelihood(counts, parameters),
        STARTS["sbg"],
        float(counts.followed.sum()),
    )
