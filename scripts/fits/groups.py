"""A model of retention for each group and date that has years enough."""

from __future__ import annotations

from itertools import groupby

import duckdb
import numpy as np

from scripts.fits.retention import PARAMETERS, Kept, fit_kept
from scripts.fits.tables import FittedModel, known, now, replace

CODE = "dwyer_sbg"
CREATE = """
create table if not exists raw.retention_parameters (
    model_code varchar, fitted_as_of_date date, group_code varchar, group_value varchar,
    parameter_code varchar, parameter_value double, log_likelihood double, followed_count bigint,
    kept_count bigint, time_unit_days integer, is_converged boolean, message varchar,
    fitted_at timestamp
)
"""


def fit_groups(con: duckdb.DuckDBPyConnection) -> list[FittedModel]:
    """Fit every group of `int_retention_counts` and replace `raw.retention_parameters`.

    Customers of the result are those followed from a period to the next, purchases those kept.
    """
    rows = con.execute(
        """
        select fitted_as_of_date, group_code, group_value, period_days,
            period_number, followed_count, kept_count
        from intermediate.int_retention_counts
        order by fitted_as_of_date, group_code, group_value, period_number
        """
    ).fetchall()
    fitted = []
    for (date, code, value, days), periods in groupby(rows, key=lambda row: row[:4]):
        counts = Kept(*np.array([row[4:] for row in periods], dtype=np.float64).T)
        best = fit_kept(counts)
        fitted.append(
            FittedModel(
                model_code=CODE,
                fitted_as_of_date=date,
                parameters=dict(zip(PARAMETERS["sbg"], best.parameters, strict=True)),
                log_likelihood=best.log_likelihood,
                customer_count=int(counts.followed.sum()),
                repeat_purchase_count=int(counts.kept.sum()),
                time_unit_days=days,
                is_converged=best.is_converged,
                message=best.message,
                group_code=code,
                group_value=value,
            )
        )
    _write(con, fitted)
    return fitted


def _write(con: duckdb.DuckDBPyConnection, fitted: list[FittedModel]) -> None:
    """Replace all rows in one transaction."""
    at = now()
    rows = [
        (
            *(CODE, one.fitted_as_of_date, one.group_code, one.group_value, code),
            *(known(value), known(one.log_likelihood), one.customer_count),
            *(one.repeat_purchase_count, one.time_unit_days, one.is_converged, one.message, at),
        )
        for one in fitted
        for code, value in one.parameters.items()
    ]
    replace(con, "retention_parameters", rows, CREATE)
