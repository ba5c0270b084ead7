"""The Gamma-Gamma model of what customers spend on a purchase day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, psi

from scripts.fits.optimise import Maximum, Vector, maximise

PARAMETERS = ("p", "q", "v")


@dataclass(frozen=True)
class Spending:
    """Repeat customers by number of repeat purchase days and their total amount, above zero."""

    repeats: Vector
    total: Vector
    customers: Vector


def gamma_gamma(spending: Spending, parameters: Vector) -> tuple[float, Vector]:
    """Log likelihood of the mean amounts, and its slope, at (p, q, v)."""
    p, q, v = (float(value) for value in parameters)
    # gamma functions once for every number of repeats
    counts, place = np.unique(spending.repeats, return_inverse=True)
    shape = p * spending.repeats
    log_total = np.log(spending.total)
    log_sum = np.log(v + spending.total)
    each = (
        np.log(spending.repeats)
        - betaln(p * counts, q)[place]
        + q * np.log(v)
        + (shape - 1) * log_total
        - (shape + q) * log_sum
    )
    total_psi = psi(p * counts + q)
    slope_p = spending.repeats * ((total_psi - psi(p * counts))[place] + log_total - log_sum)
    slope_q = (total_psi - psi(q))[place] + np.log(v) - log_sum
    slope_v = q / v - (shape + q) / (v + spending.total)
    slopes = np.array([slope_p, slope_q, slope_v]) @ spending.customers
    return float(spending.customers @ each), slopes


def fit_spending(spending: Spending) -> Maximum:
    """Fit the model; the scale of the starts follows the mean amount."""
    customers = spending.customers
    mean = float(customers @ (spending.total / spending.repeats) / customers.sum())
    starts = ((6.0, 4.0, mean / 2), (2.0, 2.0, mean / 2), (1.0, 5.0, mean * 4))
    return maximise(
        lambda parameters: gamma_gamma(spending, parameters), starts, float(customers.sum())
    )
