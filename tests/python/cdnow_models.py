"""The sample of CDNOW with its models fitted, for the tests that compare them."""

from datetime import date
from pathlib import Path

import duckdb

from fitted import build_fitted
from published_data import cdnow_sample_rows

CUT = date(1997, 9, 30)
HOLDOUT_WEEKS = 39
SCORES = (
    "+int_customers__expected +int_customers__recency_frequency"
    " +model_parameters +churn_probability_calibration"
)


def build_cdnow(folder: Path) -> duckdb.DuckDBPyConnection:
    """The sample up to the end of June 1998, with a forecast made 39 weeks earlier."""
    return build_fitted(
        cdnow_sample_rows(),
        folder,
        SCORES,
        as_of=date(1998, 6, 30),
        vintage_days=HOLDOUT_WEEKS * 7,
    )


def parameters(con: duckdb.DuckDBPyConnection, model: str, day: date = CUT) -> dict[str, float]:
    """The parameters of a model as fitted up to a day, and its log likelihood."""
    rows = con.execute(
        """select parameter_code, parameter_value, log_likelihood, is_converged
        from raw.model_parameters where model_code = ? and fitted_as_of_date = ?""",
        [model, day],
    ).fetchall()
    assert all(row[3] for row in rows)
    return {**{row[0]: row[1] for row in rows}, "log_likelihood": rows[0][2]}
