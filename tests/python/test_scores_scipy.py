"""Every score of CDNOW's customers in SQL, against the formulas of the papers in SciPy."""

import duckdb
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import betaln, hyp2f1

from cdnow_models import CUT, HOLDOUT_WEEKS, parameters
from scripts.fits.optimise import Vector

LAPSE = 60 / 7


@pytest.mark.parametrize("model", ["bg_nbd", "mbg_nbd"])
def test_every_score_in_sql_is_that_of_scipy(cdnow: duckdb.DuckDBPyConnection, model: str) -> None:
    """The untransformed formulas with SciPy's 2F1, for each of the 2,357 customers."""
    fit = parameters(cdnow, model)
    r, alpha, a, b = (fit[code] for code in ("r", "alpha", "a", "b"))
    cells = cdnow.execute(
        """select repeat_count as x, last_repeat_days / 7.0 as recency, tenure_days / 7.0 as age,
            cast(alive_probability_rate as double) as alive,
            cast(churn_probability_rate as double) as churn,
            cast(expected_order_ratio as double) as expected
        from intermediate.int_fitted_cells__expected where model_code = ? and cut_date = ?""",
        [model, CUT],
    ).df()
    x, tenure = cells.x.to_numpy(float), cells.age.to_numpy(float)
    chances = x if model == "bg_nbd" else x + 1
    odds = ((alpha + tenure) / (alpha + cells.recency.to_numpy(float))) ** (r + x)
    odds = odds * a / np.where(chances > 0, b + chances - 1, 1.0)
    alive = np.where(chances > 0, 1 / (1 + odds), 1.0)
    ahead = HOLDOUT_WEEKS
    z = ahead / (alpha + tenure + ahead)
    series = hyp2f1(r + x, b + chances, a + b + chances - 1, z)
    shrink = ((alpha + tenure) / (alpha + tenure + ahead)) ** (r + x)
    expected = (a + b + chances - 1) / (a - 1) * (1 - shrink * series) * alive
    quiet = ((alpha + tenure) / (alpha + tenure + 60 / 7)) ** (r + x)
    assert len(cells) > 500
    assert np.abs(cells.alive - alive).max() < 1e-6
    assert np.abs(cells.expected - expected).max() < 1e-6
    assert np.abs(cells.churn - (1 - alive * (1 - quiet))).max() < 1e-6


def test_every_score_of_pareto_nbd_is_that_of_scipy(cdnow: duckdb.DuckDBPyConnection) -> None:
    """With 2F1 in place of the integral, and the chance of silence ahead by quadrature of SciPy."""
    fit = parameters(cdnow, "pareto_nbd")
    r, alpha, s, beta = (fit[code] for code in ("r", "alpha", "s", "beta"))
    cells = cdnow.execute(
        """select repeat_count as x, last_repeat_days / 7.0 as recency, tenure_days / 7.0 as age,
            cast(alive_probability_rate as double) as alive,
            cast(churn_probability_rate as double) as churn,
            cast(expected_order_ratio as double) as expected
        from intermediate.int_pareto_cells__expected where cut_date = ?""",
        [CUT],
    ).df()
    x, age = cells.x.to_numpy(float), cells.age.to_numpy(float)
    assert alpha < beta

    def tail(time: Vector) -> Vector:
        series = hyp2f1(r + s + x, r + x, r + s + x + 1, (beta - alpha) / (beta + time))
        return np.asarray(series / (beta + time) ** (r + s + x))

    odds = s / (r + s + x) * (alpha + age) ** (r + x) * (beta + age) ** s
    alive = 1 / (1 + odds * (tail(cells.recency.to_numpy(float)) - tail(age)))
    fade = 1 - ((beta + age) / (beta + age + HOLDOUT_WEEKS)) ** (s - 1)
    expected = (r + x) * (beta + age) / ((alpha + age) * (s - 1)) * fade * alive

    def silent(count: float, since: float) -> float:
        """Of who is there: there and silent for a lapse window, or gone within it."""

        def buys(ahead: float) -> float:
            return float(((alpha + since) / (alpha + since + ahead)) ** (r + count))

        def stays(ahead: float) -> float:
            return float(((beta + since) / (beta + since + ahead)) ** s)

        gone = quad(lambda ahead: s / (beta + since + ahead) * stays(ahead) * buys(ahead), 0, LAPSE)
        return buys(LAPSE) * stays(LAPSE) + float(gone[0])

    ahead = np.array([silent(*row) for row in zip(x, age, strict=True)])
    assert len(cells) > 500
    assert np.abs(cells.alive - alive).max() < 1e-8
    assert np.abs(cells.expected - expected).max() < 1e-6
    assert np.abs(cells.churn - (1 - alive * (1 - ahead))).max() < 1e-7


def likelihood_by_sums(fit: dict[str, float], x: int, last: int, passed: int) -> float:
    """BG/BB as the paper writes it: a sum over when the customer left."""
    alpha, beta, gamma, delta = (fit[code] for code in ("alpha", "beta", "gamma", "delta"))

    def chance(months: int, gone: int) -> float:
        buys = betaln(alpha + x, beta + months - x) - betaln(alpha, beta)
        return float(np.exp(buys + betaln(gamma + gone, delta + months) - betaln(gamma, delta)))

    return chance(passed, 0) + sum(chance(month, 1) for month in range(last, passed))


def test_every_score_of_bg_bb_is_a_sum_over_months(cdnow: duckdb.DuckDBPyConnection) -> None:
    """By the sums of the paper, month by month; the horizon of 39 weeks is 8.975 months."""
    fit = parameters(cdnow, "bg_bb")
    cells = cdnow.execute(
        """select repeat_month_count, last_repeat_month_number, month_count,
            cast(alive_probability_rate as double), cast(churn_probability_rate as double),
            cast(expected_order_ratio as double)
        from intermediate.int_month_cells__expected where cut_date = ?""",
        [CUT],
    ).fetchall()
    ((days,),) = cdnow.execute(
        """select sum(repeat_day_count) / sum(repeat_month_count * customer_count)
        from intermediate.int_month_history_cells where cut_date = ?""",
        [CUT],
    ).fetchall()
    gamma, delta = fit["gamma"], fit["delta"]
    stays = {
        month: np.exp(betaln(gamma, delta + month) - betaln(gamma, delta)) for month in range(40)
    }
    for x, last, passed, alive, churn, expected in cells:
        whole = likelihood_by_sums(fit, x, last, passed)
        pattern = np.exp(
            betaln(fit["alpha"] + x, fit["beta"] + passed - x) - betaln(fit["alpha"], fit["beta"])
        )
        buys = (fit["alpha"] + x) / (fit["alpha"] + fit["beta"] + passed)
        assert alive == pytest.approx(pattern * stays[passed + 1] / whole, abs=1e-7)
        assert churn == pytest.approx(
            likelihood_by_sums(fit, x, last, passed + 2) / whole, abs=1e-7
        )
        # whole months below and above the horizon
        eight = pattern * buys / whole * sum(stays[passed + ahead] for ahead in range(1, 9))
        nine = eight + pattern * buys / whole * stays[passed + 9]
        assert eight * days - 1e-9 <= expected <= nine * days + 1e-9
    assert len(cells) > 50
