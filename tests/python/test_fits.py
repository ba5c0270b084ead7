"""Fits of lives against published tables, and what a fit says where there is nothing to find."""

import numpy as np
import pytest

from scripts.fits.months import Months, beta_binomial, fit_months
from scripts.fits.optimise import Vector
from scripts.fits.retention import Kept, Lives, fit_kept, fit_retention, kept_likelihood
from scripts.fits.spend import Spending, gamma_gamma
from scripts.fits.transactions import Histories, beta_geometric, fit_transactions, pareto_nbd

# Fader and Hardie 2007, Table 1: percent of a cohort surviving each year.
HIGH_END = [100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1]
REGULAR = [100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1]


def lives(percent: list[float], years: int) -> Lives:
    """A cohort of 1,000 as the table has it, followed for some years."""
    survivors = np.array(percent[: years + 1]) * 10
    kept = np.zeros(years)
    kept[-1] = survivors[-1]
    return Lives(np.arange(1.0, years + 1), survivors[:-1] - survivors[1:], kept)


@pytest.mark.parametrize(
    ("percent", "years", "published", "tolerance"),
    [
        (HIGH_END, 7, (0.668, 3.806), 0.001),
        (REGULAR, 7, (0.704, 1.182), 0.001),
        (HIGH_END, 4, (1.281009, 7.790563), 0.005),
    ],
)
def test_sbg_finds_the_published_parameters(
    percent: list[float], years: int, published: tuple[float, ...], tolerance: float
) -> None:
    found = fit_retention("sbg", lives(percent, years))
    assert found.is_converged
    assert found.parameters == pytest.approx(published, abs=tolerance)


def test_sbg_finds_the_published_likelihoods() -> None:
    assert fit_retention("sbg", lives(REGULAR, 7)).log_likelihood == pytest.approx(
        -1680.265, abs=1e-3
    )
    assert fit_retention("sbg", lives(HIGH_END, 7)).log_likelihood == pytest.approx(
        -1611.158, abs=1e-3
    )


@pytest.mark.parametrize(
    ("percent", "published", "height"),
    [(HIGH_END, (0.668, 3.806), -1611.158), (REGULAR, (0.704, 1.182), -1680.265)],
)
def test_a_cohort_followed_year_by_year_is_the_published_one(
    percent: list[float], published: tuple[float, ...], height: float
) -> None:
    survivors = np.array(percent) * 10
    counts = Kept(np.arange(1.0, len(percent)), survivors[:-1], survivors[1:])
    found = fit_kept(counts)
    assert found.is_converged
    assert found.parameters == pytest.approx(published, abs=0.001)
    assert found.log_likelihood == pytest.approx(height, abs=1e-3)


def test_slopes_of_retention_are_differences_of_likelihoods() -> None:
    counts = Kept(np.array([1.0, 2.0, 4.0]), np.array([90.0, 40.0, 10.0]), np.array([30, 25, 9.0]))
    at = np.array([0.8, 2.5])
    _, slope = kept_likelihood(counts, at)
    found = _differences(lambda p: kept_likelihood(counts, p)[0], at)
    assert slope == pytest.approx(found, rel=1e-5)


# Fader, Hardie and Shang 2010, Table 1: donors by gifts, year of the last, and six years to give.
DONORS = {
    (0, 0): 3464, (1, 1): 1091, (1, 2): 277, (1, 3): 129, (1, 4): 78, (1, 5): 119, (1, 6): 129,
    (2, 2): 613, (2, 3): 255, (2, 4): 155, (2, 5): 173, (2, 6): 234, (3, 3): 322, (3, 4): 181,
    (3, 5): 225, (3, 6): 357, (4, 4): 240, (4, 5): 284, (4, 6): 512, (5, 5): 335, (5, 6): 728,
    (6, 6): 1203,
}  # fmt: skip


def donors() -> Months:
    gifts, last = np.array(list(DONORS), dtype=float).T
    return Months(gifts, last, np.full(len(DONORS), 6.0), np.array(list(DONORS.values()), float))


def test_bg_bb_finds_the_published_parameters() -> None:
    found = fit_months(donors())
    assert found.is_converged
    assert found.log_likelihood == pytest.approx(-33225.58, abs=0.005)
    assert found.parameters == pytest.approx((1.204, 0.750, 0.657, 2.783), abs=0.0006)


def test_slopes_of_months_are_differences_of_likelihoods() -> None:
    at = np.array([0.9, 1.4, 0.7, 3.1])
    _, slope = beta_binomial(donors(), at)
    assert slope == pytest.approx(
        _differences(lambda p: beta_binomial(donors(), p)[0], at), rel=1e-5
    )


def test_bdw_finds_the_published_parameters() -> None:
    """As the R package foretell finds them on the first four years."""
    found = fit_retention("bdw", lives(HIGH_END, 4))
    assert found.is_converged
    assert found.parameters == pytest.approx((0.2593549, 1.7226948, 1.5842688), abs=0.001)


def test_who_is_lost_and_who_is_kept_count_alike_wherever_they_stand() -> None:
    """Survivors who stop being seen early say less, and the fit has to know it from the losses."""
    seen_short = Lives(np.array([1.0, 2.0]), np.array([300.0, 0.0]), np.array([600.0, 100.0]))
    taken_as_lost = Lives(np.array([1.0, 2.0]), np.array([900.0, 0.0]), np.array([0.0, 100.0]))
    assert _first_year(seen_short) == pytest.approx(0.7, abs=0.001)
    assert _first_year(taken_as_lost) == pytest.approx(0.1, abs=0.001)


def _first_year(counts: Lives) -> float:
    alpha, beta = fit_retention("sbg", counts).parameters
    return beta / (alpha + beta)


HISTORIES = Histories(
    np.array([0.0, 0.0, 1.0, 3.0, 12.0]),
    np.array([0.0, 0.0, 4.5, 10.0, 30.0]),
    np.array([38.9, 27.1, 38.0, 30.0, 33.0]),
    np.array([40.0, 20.0, 9.0, 5.0, 1.0]),
)
SPENDING = Spending(
    np.array([1.0, 2.0, 7.0]), np.array([9.5, 80.0, 140.0]), np.array([4.0, 2.0, 1.0])
)


@pytest.mark.parametrize("is_modified", [True, False])
def test_slopes_of_histories_are_differences_of_likelihoods(is_modified: bool) -> None:
    at = np.array([0.4, 6.0, 0.7, 2.1])
    value, slope = beta_geometric(HISTORIES, at, is_modified=is_modified)
    assert value < 0

    def height(parameters: Vector) -> float:
        return beta_geometric(HISTORIES, parameters, is_modified=is_modified)[0]

    assert slope == pytest.approx(_differences(height, at), rel=1e-5)


@pytest.mark.parametrize("rates", [(6.0, 9.0), (9.0, 6.0)])
def test_slopes_of_pareto_are_differences_of_likelihoods(rates: tuple[float, float]) -> None:
    at = np.array([0.4, rates[0], 0.7, rates[1]])
    _, slope = pareto_nbd(HISTORIES, at)
    assert slope == pytest.approx(_differences(lambda p: pareto_nbd(HISTORIES, p)[0], at), rel=1e-5)


def test_slopes_of_spending_are_differences_of_likelihoods() -> None:
    at = np.array([6.0, 3.7, 15.0])
    _, slope = gamma_gamma(SPENDING, at)
    assert slope == pytest.approx(_differences(lambda p: gamma_gamma(SPENDING, p)[0], at), rel=1e-5)


def _differences(height: object, at: Vector) -> list[float]:
    assert callable(height)
    steps = np.diag(at * 1e-5)
    return [float((height(at + step) - height(at - step)) / (2 * step.sum())) for step in steps]


def test_the_likelihood_of_one_customer_is_what_the_formula_says() -> None:
    """BG/NBD of one customer with x = 0 is (alpha / (alpha + T)) ^ r, whatever a and b are."""
    once = Histories(np.array([0.0]), np.array([0.0]), np.array([10.0]), np.array([3.0]))
    value, _ = beta_geometric(once, np.array([0.5, 5.0, 0.8, 2.5]), is_modified=False)
    assert value == pytest.approx(3 * 0.5 * np.log(5 / 15))
    # in the modified model the customer stayed with b / (a + b), or left at once
    value, _ = beta_geometric(once, np.array([0.5, 5.0, 0.8, 2.5]), is_modified=True)
    stayed = 2.5 / 3.3
    assert value == pytest.approx(3 * np.log(stayed * (5 / 15) ** 0.5 + (1 - stayed)))


def test_a_fit_that_the_data_do_not_determine_says_so() -> None:
    nobody_returns = Histories(
        np.array([0.0, 0.0]), np.array([0.0, 0.0]), np.array([10.0, 20.0]), np.array([500.0, 500.0])
    )
    for model in ("bg_nbd", "mbg_nbd"):
        found = fit_transactions(model, nobody_returns)
        assert not found.is_converged
        assert "do not determine" in found.message
