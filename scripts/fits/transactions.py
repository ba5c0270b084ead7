"""Models of how often customers buy until they stop: BG/NBD, MBG/NBD and Pareto/NBD.

All take counts of customers with equal x (repeat purchase days), t_x (time from the first to the
last of them) and T (time from the first to the end), the times in any one unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, gammaln, psi

from scripts.fits.optimise import Maximum, Vector, maximise

STARTS = ((0.5, 5.0, 0.5, 1.5), (1.0, 10.0, 1.0, 3.0), (0.2, 2.0, 0.2, 5.0))
PARAMETERS: dict[str, tuple[str, ...]] = {
    "bg_nbd": ("r", "alpha", "a", "b"),
    "mbg_nbd": ("r", "alpha", "a", "b"),
    "pareto_nbd": ("r", "alpha", "s", "beta"),
}
# Gauss and Legendre's; more than twelve change no digit that is shown.
PLACES, WEIGHTS = np.polynomial.legendre.leggauss(12)
# Histories worked out at a time: what they take stays in the processor's cache.
PIECE = 4000


@dataclass(frozen=True)
class Histories:
    """Customers by history: a row of each array is a kind of history."""

    repeats: Vector
    last: Vector
    tenure: Vector
    customers: Vector

    @cached_property
    def by_repeats(self) -> tuple[Vector, npt.NDArray[np.intp]]:
        """Each number of repeats once, and where among them that of each history is."""
        counts, place = np.unique(self.repeats, return_inverse=True)
        return counts, place

    def pieces(self) -> Iterator[Histories]:
        """The same histories, so many at a time."""
        for start in range(0, len(self.repeats), PIECE):
            part = slice(start, start + PIECE)
            yield Histories(
                self.repeats[part], self.last[part], self.tenure[part], self.customers[part]
            )


def beta_geometric(
    histories: Histories, parameters: Vector, *, is_modified: bool
) -> tuple[float, Vector]:
    """Log likelihood and slope of BG/NBD, or of MBG/NBD, at (r, alpha, a, b).

    They differ in one thing: in the modified model the first purchase may be the last, so that
    there is one more chance to leave than there are repeats.
    """
    r, alpha, a, b = (float(value) for value in parameters)
    # gamma functions once for every number of repeats, not once for every history
    counts, place = histories.by_repeats
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


def pareto_nbd(histories: Histories, parameters: Vector) -> tuple[float, Vector]:
    """Log likelihood and slope of the Pareto/NBD model at (r, alpha, s, beta).

    Whoever left did so on some day after the last purchase: an integral over those days, taken at
    PLACES of a scale on which it is smooth.
    """
    r, alpha, s, beta = (float(value) for value in parameters)
    counts, place = histories.by_repeats
    shape = (r + histories.repeats)[:, None]
    least = min(alpha, beta)
    low, high = np.log(least + histories.last), np.log(least + histories.tenure)
    grid = (low + high)[:, None] / 2 + (high - low)[:, None] / 2 * PLACES
    with np.errstate(divide="ignore"):
        width = np.log((high - low) / 2)[:, None] + np.log(WEIGHTS)
    # the day somebody left; last, the end, for whoever is still there
    days = np.hstack([np.exp(grid) - least, histories.tenure[:, None]])
    log_rate, log_stay = np.log(alpha + days), np.log(beta + days)
    parts = -shape * log_rate - s * log_stay
    parts[:, :-1] += np.log(s) + width + grid - log_stay[:, :-1]
    top = parts.max(axis=1, keepdims=True)
    total = np.exp(parts - top).sum(axis=1, keepdims=True)
    each = top + np.log(total)
    chance = np.exp(parts - each)
    gone = 1 - chance[:, -1]

    base = gammaln(r + counts) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    slope_r = (psi(r + counts) - psi(r) + np.log(alpha))[place] - (chance * log_rate).sum(axis=1)
    slope_alpha = r / alpha - shape[:, 0] * (chance / (alpha + days)).sum(axis=1)
    slope_s = np.log(beta) + gone / s - (chance * log_stay).sum(axis=1)
    stayed = chance / (beta + days)
    slope_beta = s / beta - s * stayed.sum(axis=1) - stayed[:, :-1].sum(axis=1)
    slopes = np.array([slope_r, slope_alpha, slope_s, slope_beta]) @ histories.customers
    return float(histories.customers @ (base[place] + each[:, 0])), slopes


def fit_transactions(
    model_code: str, histories: Histories, start: tuple[float, ...] = ()
) -> Maximum:
    """Fit bg_nbd, mbg_nbd or pareto_nbd; the parameters come in the order of PARAMETERS.

    `start` is a fit of nearly the same data, to start from as well as from one guess, in place of
    several guesses.
    """
    pieces = list(histories.pieces())

    def likelihood(parameters: Vector) -> tuple[float, Vector]:
        if model_code == "pareto_nbd":
            values, slopes = zip(*(pareto_nbd(piece, parameters) for piece in pieces), strict=True)
            return sum(values), np.sum(slopes, axis=0)
        return beta_geometric(histories, parameters, is_modified=model_code == "mbg_nbd")

    return maximise(
        likelihood, (start, STARTS[0]) if start else STARTS, float(histories.customers.sum())
    )
