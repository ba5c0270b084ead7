"""The one-factor regression against a published one and against statsmodels."""

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from house import Project

# Hours of study and passing an exam (rstudio-pubs-static.s3.amazonaws.com/167443_521a65d0dc3e4f04):
# intercept -4.077713, slope 1.504645, standard error of the intercept 1.7610.
HOURS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5]
HOURS += [4.75, 5, 5.5]
PASSED = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1]


def fit(project: Project, folder: Path, values: list[float], churned: list[int]) -> pd.Series:
    """The fit of one factor, through the models."""
    con = duckdb.connect(str(folder / "build.duckdb"))
    con.execute("create schema intermediate")
    con.execute("create table intermediate.int_churn_cut as select 15 as largest_slope_ratio")
    con.register("given_rows", pd.DataFrame({"factor_value": values, "churned": churned}))
    con.execute(
        """create table intermediate.int_churn_factor_counts as
        select 'behaviour' as scene_code, 'one' as factor_name,
            cast(factor_value as decimal(18, 2)) as factor_value,
            count(*) as customers, cast(sum(churned) as bigint) as churned_customers
        from given_rows group by factor_value"""
    )
    for name in ("int_churn_factor_points", "int_churn_factor_fits"):
        path = project.compiled / "models" / "intermediate" / "warnings" / f"{name}.sql"
        con.execute(f"create table intermediate.{name} as {path.read_text()}")
    rows = con.execute("select * from intermediate.int_churn_factor_fits").df()
    assert len(rows) == 1
    return rows.iloc[0]


def test_the_regression_is_the_published_one(project: Project, tmp_path: Path) -> None:
    found = fit(project, tmp_path, HOURS, PASSED)
    assert found["intercept"] == pytest.approx(-4.077713, abs=1e-6)
    assert found["slope"] == pytest.approx(1.504645, abs=1e-6)
    assert found["intercept_error"] == pytest.approx(1.7610, abs=1e-4)


def test_the_regression_is_that_of_statsmodels(project: Project, tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    values = np.round(rng.gamma(2, 30, 4000), 2)
    churned = rng.random(4000) < 1 / (1 + np.exp(1 + 0.02 * values))
    found = fit(project, tmp_path, values.tolist(), churned.astype(int).tolist())
    fitted = sm.Logit(churned.astype(int), sm.add_constant(values)).fit(disp=False)
    assert list(found[["intercept", "slope"]].astype(float)) == pytest.approx(
        list(fitted.params), abs=2e-6
    )
    assert list(found[["intercept_error", "slope_error"]].astype(float)) == pytest.approx(
        list(fitted.bse), abs=2e-6
    )
