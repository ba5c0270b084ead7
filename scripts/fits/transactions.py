"""Models of how often customers buy until they stop: BG/NBD, MBG/NBD and Pareto/NBD.

All take counts of customers with equal x (repeat purchase days), t_x (time from the first to the
last of them) and T (time from the first to the end), the times in any one unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, gammaln, hyp2f1, psi

from scripts.fits.optimise import Maximum, Vector, maximise

STARTS = ((0.5, 5.0, 0.5, 1.5), (1.0, 10.0, 1.0, 3.0), (0.2, 2.0, 0.2, 5.0))
PARAMETERS: dict[str, tuple[str, ...]] = {
    "bg_nbd": ("r", "alpha", "a", "b"),
    "mbg_nbd": ("r", "alpha", "a", "b"),
    "pareto_nbd": ("r", "alpha", "s", "beta"),
}


@dataclass(frozen=True)
class Histories:
    """Customers by history: a row of each array is a kind of history."""

    repeats: Vector
    last: Vector
    tenure: Vector
    customers: Vector


def beta_geometric(
    histories: Histories, parameters: Vector, *, is_modified: bool
) -> tuple[float, Vector]:
    """Log likelihood and slope of BG/NBD, or of MBG/NBD, at (r, alpha, a, b).

    They differ in one thing: in the modified model the first purchase may be the last, so that
    there is one more chance to leave than there are repeats.
    """
    r, alpha, a, b = (float(value) for value in parameters)
    # gamma functions once for every number of repeats, not once for every history
    counts, place = np.unique(histories.repeats, return_inverse=True)
    chances = counts + 1 if is_modified else counts
    could_leave = chances > 0
    stayed = np.where(could_leave, b + chances - 1, 1.0)
    log_tenure = np.log(alpha + histories.tenure)
    log_last = np.log(alpha + histories.last)
    shape = r + histories.repeats

    base = gammaln(r + counts) - gammaln(r) + r * np.log(alpha) - betaln(a, b)
    alive = betaln(a, b + chances)[place] - shape * log_tenure
    left = np.where(could_leave, betaln(a + 1, stayed), -np.inf)[place] - shape * log_last
    each = base[place] + np.logaddexp(alive, left)

    gone = np.exp(left - np.logaddexp(alive, left))
    slope_r = (psi(r + counts) - psi(r) + np.log(alpha))[place]
    slope_r = slope_r - (1 - gone) * log_tenure - gone * log_last
    slope_alpha = r / alpha - shape * (
        (1 - gone) / (alpha + histories.tenure) + gone / (alpha + histories.last)
    )
    whole = (psi(a + b) - psi(a + b + chances))[place]
    slope_a = whole + gone / a
    slope_b = whole + (psi(b + chances) - psi(b))[place] - gone / stayed[place]
    slopes = np.array([slope_r, slope_alpha, slope_a, slope_b]) @ histories.customers
    return float(histories.customers @ each), slopes


def pareto_nbd(histories: Histories, parameters: Vector) -> float:
    """Log likelihood of the Pareto/NBD model at (r, alpha, s, beta)."""
    r, alpha, s, beta = (float(value) for value in parameters)
    x = histories.repeats
    total = r + s + x
    high, gap = max(alpha, beta), abs(alpha - beta)
    second = s + 1 if alpha >= beta else r + x

    def tail(time: Vector) -> Vector:
        series = hyp2f1(total, second, total + 1, gap / (high + time))
        return np.asarray(np.log(series) - total * np.log(high + time))

    alive = -(r + x) * np.log(alpha + histories.tenure) - s * np.log(beta + histories.tenure)
    difference = tail(histories.last) + np.log1p(
        -np.exp(np.minimum(tail(histories.tenure) - tail(histories.last), -1e-15))
    )
    left = np.log(s) - np.log(total) + difference
    base = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    return float(histories.customers @ (base + np.logaddexp(alive, left)))


def fit_transactions(
    model_code: str, histories: Histories, start: tuple[float, ...] = ()
) -> Maximum:
    """Fit bg_nbd, mbg_nbd or pareto_nbd; the parameters come in the order of PARAMETERS.

    `start` is a fit of nearly the same data, to start from as well as from one guess, in place of
    several guesses.
    """

    def likelihood(parameters: Vector) -> tuple[float, Vector | None]:
        if model_code == "pareto_nbd":
            return pareto_nbd(histories, parameters), None
        return beta_geometric(histories, parameters, is_modified=model_code == "mbg_nbd")

    return maximise(
        likelihood, (start, STARTS[0]) if start else STARTS, float(histories.customers.sum())
    )
