"""A logistic regression of churn on all factors at once, as SQL chose them."""

from __future__ import annotations

import datetime
import warnings
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt

from scripts.fits.optimise import Vector
from scripts.fits.tables import known, now, replace
from scripts.steps import StepError

# What is left of a standardised factor once the others explain it; less is rounding.
ALONE = 1e-9
STEPS = 25
# A step of Newton's method so short, in standard deviations, moves nothing that is shown.
STANDS = 1e-6
LEFT_OUT = "left out: the factors before it say the same"
VALUES = "int_churn_factor_values"


@dataclass(frozen=True)
class Factor:
    """A factor, all others held; not a number where it was left out or there is no fit.

    `standard_slope` is in log odds per standard deviation, `slope` per unit, `odds_ratio` the
    odds of churn at one unit more against those without it.
    """

    scene_code: str
    factor_name: str
    standard_slope: float
    standard_slope_error: float
    slope: float
    slope_error: float
    p_value: float
    odds_ratio: float
    message: str


@dataclass(frozen=True)
class FactorFit:
    """The regression: its level first, then the factors as they entered."""

    factors: tuple[Factor, ...]
    log_likelihood: float
    customer_count: int
    churned_customer_count: int
    is_converged: bool
    message: str


def regress(names: list[tuple[str, str]], design: Vector, churned: Vector) -> FactorFit:
    """Fit by Newton's method; `design` has a column of ones, then one column for each factor.

    A factor that the ones before it explain is left out. Where factors tell lost from kept without
    a doubt there is no maximum: then nothing is converged, and the message names them.
    """
    means, deviations = design.mean(axis=0), design.std(axis=0)
    means[0], deviations[0] = 0.0, 1.0
    scaled = (design - means) / np.where(deviations > 0, deviations, 1.0)
    kept = _independent(scaled)
    none = (float("nan"),) * 6
    lost = int(churned.sum())
    if not 0 < lost < len(churned):
        rows = tuple(_factor(name, none, "") for name in names)
        message = "all customers share one outcome: nothing to explain"
        return FactorFit(rows, float("nan"), len(churned), lost, False, message)
    from statsmodels.api import Logit  # brings pandas along: a second that only this fit pays

    model = Logit(churned, scaled[:, kept])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fitted = model.fit(method="newton", maxiter=STEPS, disp=False)
            moved = np.linalg.lstsq(model.hessian(fitted.params), model.score(fitted.params))[0]
            # where factors separate, it may end early, but the next step is as long as the last
            is_converged = fitted.mle_retvals["converged"] and bool(np.abs(moved).max() < STANDS)
        except np.linalg.LinAlgError:
            is_converged, moved = False, np.zeros(len(kept))
    if not is_converged:
        rows = tuple(_factor(name, none, "") for name in names)
        return FactorFit(
            *(rows, float("nan"), len(churned), lost, False),
            _separating([names[column] for column in kept], moved),
        )
    # from deviations to units; the level is where every factor is 0
    to_units = np.diag(1 / deviations[kept])
    to_units[0, 1:] = -means[kept][1:] / deviations[kept][1:]
    slopes = to_units @ fitted.params
    errors = np.sqrt(np.diag(to_units @ fitted.cov_params() @ to_units.T))
    columns = (fitted.params, fitted.bse, slopes, errors, fitted.pvalues, np.exp(slopes))
    found = {
        column: tuple(float(values[place]) for values in columns)
        for place, column in enumerate(kept)
    }
    return FactorFit(
        tuple(
            _factor(name, found[place], "") if place in found else _factor(name, none, LEFT_OUT)
            for place, name in enumerate(names)
        ),
        *(float(fitted.llf), len(churned), lost, True, "converged"),
    )


def _factor(name: tuple[str, str], values: tuple[float, ...], message: str) -> Factor:
    standard_slope, standard_error, slope, error, p_value, odds_ratio = values
    return Factor(
        scene_code=name[0],
        factor_name=name[1],
        standard_slope=standard_slope,
        standard_slope_error=standard_error,
        slope=slope,
        slope_error=error,
        p_value=p_value,
        odds_ratio=odds_ratio,
        message=message,
    )


def _independent(scaled: Vector) -> list[int]:
    """Columns that those kept before do not explain."""
    products = scaled.T @ scaled / len(scaled)
    kept: list[int] = []
    for column in range(len(products)):
        shared = products[kept, column]
        explained = shared @ np.linalg.solve(products[np.ix_(kept, kept)], shared) if kept else 0.0
        if products[column, column] - explained > ALONE:
            kept.append(column)
    return kept


def _separating(names: list[tuple[str, str]], moved: npt.NDArray[np.float64]) -> str:
    """The factors whose slopes still run when all others stand."""
    steps = np.abs(moved)
    running = [name for (_, name), step in zip(names, steps, strict=True) if step > steps.max() / 2]
    named = f" ({', '.join(running)})" if running and steps.max() > 0 else ""
    return f"no fit: the factors separate those who were lost from those who stayed{named}"


def fit_factors(con: duckdb.DuckDBPyConnection) -> FactorFit:
    """Read what SQL prepared, regress, replace `raw.churn_factor_parameters`.

    Raises StepError where dbt has not built the inputs yet.
    """
    try:
        names = con.execute(
            f"""select scene_code, factor_name from intermediate.{VALUES}
            group by factor_number, scene_code, factor_name order by factor_number"""
        ).fetchall()
        cells = con.execute(
            f"""select customer_place, factor_place, is_churned,
                cast(factor_value as double) as factor_value
            from (
                select *, dense_rank() over (order by factor_number) - 1 as factor_place,
                    dense_rank() over (order by customer_id) - 1 as customer_place
                from intermediate.{VALUES}
            )"""
        ).fetchnumpy()
        cut = con.execute("select cut_date from intermediate.int_churn_cut").fetchone()
    except duckdb.CatalogException as error:
        raise StepError(f"dbt has to build {VALUES} before this fit: {error}") from error
    place = np.asarray(cells["customer_place"], dtype=np.int64)
    column = np.asarray(cells["factor_place"], dtype=np.int64)
    design = np.zeros((int(place.max(initial=-1)) + 1, len(names)))
    churned = np.zeros(len(design))
    if len(design):
        design[place, column] = cells["factor_value"]
        churned[place] = cells["is_churned"]
        fit = regress([(str(scene), str(name)) for scene, name in names], design, churned)
    else:
        fit = FactorFit((), float("nan"), 0, 0, False, "no fit: no customers at the cut")
    _write(con, cut[0] if cut else None, fit)
    return fit


def _write(con: duckdb.DuckDBPyConnection, cut: datetime.date | None, fit: FactorFit) -> None:
    """Replace all rows in one transaction."""
    at = now()
    rows = [
        (
            *(cut, factor.scene_code, factor.factor_name),
            *(known(factor.standard_slope), known(factor.standard_slope_error)),
            *(known(factor.slope), known(factor.slope_error), known(factor.p_value)),
            *(known(factor.odds_ratio), known(fit.log_likelihood)),
            *(fit.customer_count, fit.churned_customer_count, fit.is_converged),
            *(factor.message or fit.message, at),
        )
        for factor in fit.factors
    ]
    replace(con, "churn_factor_parameters", rows)
