"""The BG/BB model of in which months customers buy until they stop."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, psi

from scripts.fits.optimise import Maximum, Vector, maximise

PARAMETERS = ("alpha", "beta", "gamma", "delta")
STARTS = ((1.0, 1.0, 1.0, 3.0), (0.5, 3.0, 0.5, 5.0), (1.0, 5.0, 1.0, 10.0))


@dataclass(frozen=True)
class Months:
    """Customers by x (months with a purchase), t_x (number of the last) and n (months passed)."""

    repeats: Vector
    last: Vector
    passed: Vector
    customers: Vector


def beta_binomial(months: Months, parameters: Vector) -> tuple[float, Vector]:
    """Log likelihood of BG/BB, and its slope, at (alpha, beta, gamma, delta).

    A customer is still there, or left after one of the months since the last purchase: what each
    number of purchases makes of each month is worked out once, and summed from the end.
    """
    alpha, beta, gamma, delta = (float(value) for value in parameters)
    counts, row = np.unique(months.repeats, return_inverse=True)
    end = int(months.passed.max())
    month = np.arange(end + 1)
    silent = np.maximum(month - counts[:, None], 0)
    pattern = betaln(alpha + counts[:, None], beta + silent) - betaln(alpha, beta)
    whole = psi(alpha + beta) - psi(alpha + counts[:, None] + beta + silent)
    slopes_pattern = (
        psi(alpha + counts)[:, None] - psi(alpha) + whole,
        psi(beta + silent) - psi(beta) + whole,
    )

    def chances(gone: int) -> tuple[Vector, list[Vector]]:
        """Chances of the months while there and then to stay (0) or go (1), and their slopes."""
        stay = betaln(gamma + gone, delta + month) - betaln(gamma, delta)
        rest = psi(gamma + delta) - psi(gamma + gone + delta + month)
        slopes = (
            *slopes_pattern,
            psi(gamma + gone) - psi(gamma) + rest,
            psi(delta + month) - psi(delta) + rest,
        )
        chance = np.exp(pattern + stay)
        return chance, [chance * slope for slope in slopes]

    def summed(values: Vector) -> Vector:
        """From each month to the end, and 0 after it."""
        back = np.cumsum(values[:, ::-1], axis=1)[:, ::-1]
        return np.hstack([back, np.zeros((len(counts), 1))])

    last, passed = months.last.astype(int), months.passed.astype(int)
    there, there_slopes = chances(0)
    gone, gone_slopes = chances(1)

    def of_histories(there: Vector, gone: Vector) -> Vector:
        later = summed(gone)
        return np.asarray(there[row, passed] + later[row, last] - later[row, passed])

    total = of_histories(there, gone)
    slopes = [
        float(months.customers @ (of_histories(*pair) / total))
        for pair in zip(there_slopes, gone_slopes, strict=True)
    ]
    return float(months.customers @ np.log(total)), np.array(slopes)


def fit_months(months: Months, start: tuple[float, ...] = ()) -> Maximum:
    """Fit the model; `start` is a fit of nearly the same data, in place of several guesses."""
    return maximise(
        lambda parameters: beta_binomial(months, parameters),
        (start, STARTS[0]) if start else STARTS,
        float(months.customers.sum()),
    )
