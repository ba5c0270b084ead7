"""The regression on all factors at once: by hand, against statsmodels, and where there is none."""

import json
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
import typer
from typer.testing import CliRunner

from house import Project
from scripts.fit import main
from scripts.fits.factors import FactorFit, fit_factors, regress

LEVEL = ("level", "level")
CUT = date(2024, 4, 1)


def fitted(frame: pd.DataFrame) -> FactorFit:
    """Columns but `churned` are factors, in their order."""
    factors = frame.drop(columns="churned")
    design = np.column_stack([np.ones(len(frame)), factors.to_numpy(dtype=float)])
    names = [LEVEL, *(("behaviour", str(name)) for name in factors)]
    return regress(names, design, frame["churned"].to_numpy(dtype=float))


def table_of(cells: dict[tuple[int, int], int]) -> pd.DataFrame:
    """So many customers for each (factor, churned)."""
    rows = [pair for pair, count in cells.items() for _ in range(count)]
    return pd.DataFrame(rows, columns=["told", "churned"])


def test_one_attribute_is_its_log_odds_ratio() -> None:
    """8 of 10 with it and 5 of 20 without: odds 4 and 1/3, and Woolf's error."""
    found = fitted(table_of({(1, 1): 8, (1, 0): 2, (0, 1): 5, (0, 0): 15}))
    level, told = found.factors
    assert found.is_converged
    assert told.slope == pytest.approx(np.log(12), abs=1e-7)
    assert told.slope_error == pytest.approx(np.sqrt(1 / 8 + 1 / 2 + 1 / 5 + 1 / 15), abs=1e-7)
    assert told.odds_ratio == pytest.approx(12, abs=1e-5)
    # a third of the customers have it
    assert told.standard_slope == pytest.approx(np.log(12) * np.sqrt(2) / 3, abs=1e-7)
    assert level.slope == pytest.approx(np.log(1 / 3), abs=1e-7)
    assert level.slope_error == pytest.approx(np.sqrt(1 / 5 + 1 / 15), abs=1e-7)
    assert found.log_likelihood == pytest.approx(
        8 * np.log(0.8) + 2 * np.log(0.2) + 5 * np.log(0.25) + 15 * np.log(0.75), abs=1e-9
    )
    assert (found.customer_count, found.churned_customer_count) == (30, 13)


def test_many_factors_are_those_of_statsmodels() -> None:
    rng = np.random.default_rng(5)
    frame = pd.DataFrame({"recency": rng.integers(0, 60, 3000), "spent": rng.gamma(2, 40, 3000)})
    frame["shop"] = (rng.random(3000) < 0.2 + frame["recency"] / 100).astype(int)
    odds = np.exp(-2 + 0.05 * frame["recency"] - 0.004 * frame["spent"] + 0.6 * frame["shop"])
    frame["churned"] = (rng.random(3000) < odds / (1 + odds)).astype(int)
    found = fitted(frame)
    published = smf.logit("churned ~ recency + spent + shop", frame).fit(disp=False)
    rows = found.factors
    assert [row.slope for row in rows] == pytest.approx(list(published.params), rel=1e-6)
    assert [row.slope_error for row in rows] == pytest.approx(list(published.bse), rel=1e-6)
    assert [row.p_value for row in rows[1:]] == pytest.approx(
        list(published.pvalues)[1:], rel=1e-5, abs=1e-12
    )
    assert [row.odds_ratio for row in rows] == pytest.approx(list(np.exp(published.params)))
    spread = [frame[name].std(ddof=0) for name in ("recency", "spent", "shop")]
    assert [row.standard_slope for row in rows[1:]] == pytest.approx(
        list(published.params[1:] * spread), rel=1e-6
    )
    assert found.log_likelihood == pytest.approx(published.llf, abs=1e-6)


def test_what_others_say_already_is_left_out_and_named() -> None:
    rng = np.random.default_rng(6)
    frame = pd.DataFrame({"north": rng.random(500) < 0.3, "days": rng.integers(1, 90, 500)})
    frame["churned"] = rng.random(500) < 0.2 + 0.3 * frame["north"]
    alone = fitted(frame[["north", "days", "churned"]].astype(int))
    frame["south"], frame["weeks"] = ~frame["north"], frame["days"] / 7
    found = fitted(frame[["north", "days", "south", "weeks", "churned"]].astype(float))
    assert found.is_converged
    assert ["left out" in row.message for row in found.factors] == [False] * 3 + [True] * 2
    assert np.isnan(found.factors[3].slope)
    assert [row.slope for row in found.factors[:3]] == pytest.approx(
        [row.slope for row in alone.factors]
    )


@pytest.mark.parametrize("stayed_with_it", [0, 1])
def test_factors_that_separate_are_no_fit_and_named(stayed_with_it: int) -> None:
    """All who were told were lost; or one of two factors tells everybody's fate."""
    frame = table_of({(1, 1): 9, (0, 1): 5, (0, 0): 20})
    frame["days"] = np.arange(len(frame)) % 7
    if stayed_with_it:
        frame["churned"] = frame["told"]
    found = fitted(frame)
    assert not found.is_converged
    assert "separate" in found.message
    assert "told" in found.message
    assert all(np.isnan(row.slope) for row in found.factors)


def test_one_factor_that_tells_every_fate_is_no_fit() -> None:
    found = fitted(table_of({(1, 1): 40, (0, 0): 60}))
    assert not found.is_converged
    assert "told" in found.message


def test_one_outcome_is_nothing_to_explain() -> None:
    found = fitted(table_of({(1, 1): 9, (0, 1): 5}))
    assert not found.is_converged
    assert "nothing to explain" in found.message


def prepared(project: Project, folder: Path, frame: pd.DataFrame) -> Path:
    """A build that holds the view over customers at a cut, and the table that fits fill."""
    file = folder / "build.duckdb"
    with duckdb.connect(str(file)) as con:
        con.execute("create schema intermediate")
        con.execute("create schema raw")
        con.execute(
            f"""create table intermediate.int_churn_cut as select date '{CUT}' as cut_date,
            30 as minimum_customers"""
        )
        con.register("given_rows", frame)
        con.execute(
            """create table intermediate.int_customers__cut as
            select 'c' || number as customer_id, churned = 1 as is_churned, recency as recency_days,
                0 as tenure_days, 1 as lifetime_count, 1 as purchase_day_count,
                0 as purchase_day_change, 0 as refund_count, 1 as revenue_amount,
                cast(null as integer) as complaint_count, cast(null as integer) as recommend_score,
                cast(null as integer) as satisfaction_score
            from given_rows"""
        )
        con.execute(
            """create table intermediate.int_customer_groups as
            select 'c' || number as customer_id, 'shop' as group_code, 'yes' as group_value
            from given_rows where shop = 1"""
        )
        con.execute(
            f"""create table intermediate.int_churn_factors__measured as
            select 'behaviour' as scene_code, 'recency_days' as factor_name,
                {len(frame)} as customers, 100 as high_customers
            union all select 'attributes', 'shop = yes', {len(frame)}, 90
            union all select 'attributes', 'shop = rare', {len(frame)}, 29"""
        )
        con.execute(
            """create table intermediate.int_churn_factor_fits as
            select scene_code, factor_name from intermediate.int_churn_factors__measured"""
        )
        for name in ("int_churn_factors__entering", "int_churn_factor_values"):
            path = project.compiled / f"models/intermediate/warnings/{name}.sql"
            con.execute(f"create view intermediate.{name} as {path.read_text()}")
        con.execute(
            """create table raw.churn_factor_parameters (
                cut_date date, scene_code varchar, factor_name varchar, standard_slope double,
                standard_slope_error double, slope double, slope_error double, p_value double,
                odds_ratio double, log_likelihood double, customer_count bigint,
                churned_customer_count bigint, is_converged boolean, message varchar,
                fitted_at timestamp)"""
        )
    return file


def test_the_view_feeds_the_fit_and_rows_are_replaced(project: Project, tmp_path: Path) -> None:
    rng = np.random.default_rng(8)
    frame = pd.DataFrame({"number": np.arange(400), "recency": rng.integers(0, 60, 400)})
    frame["shop"] = (rng.random(400) < 0.4).astype(int)
    frame["churned"] = (rng.random(400) < 0.2 + 0.4 * frame["shop"]).astype(int)
    file = prepared(project, tmp_path, frame)
    published = smf.logit("churned ~ recency + shop", frame).fit(disp=False)
    with duckdb.connect(str(file)) as con:
        for _ in range(2):
            fit_factors(con)
        rows = con.execute("from raw.churn_factor_parameters").df()
    assert list(rows["factor_name"]) == ["level", "recency_days", "shop = yes"]
    assert list(rows["slope"]) == pytest.approx(list(published.params), rel=1e-6)
    assert list(rows["slope_error"]) == pytest.approx(list(published.bse), rel=1e-6)
    assert set(rows["log_likelihood"].round(6)) == {round(published.llf, 6)}
    assert set(rows["customer_count"]) == {400}
    assert set(rows["churned_customer_count"]) == {frame["churned"].sum()}
    assert {day.date() for day in rows["cut_date"]} == {CUT}


def test_nobody_at_the_cut_clears_what_was_fitted(project: Project, tmp_path: Path) -> None:
    nobody = pd.DataFrame(
        {name: np.array([1]) for name in ("number", "recency", "shop", "churned")}
    )
    file = prepared(project, tmp_path, nobody)
    with duckdb.connect(str(file)) as con:
        con.execute("insert into raw.churn_factor_parameters (factor_name) values ('old')")
        con.execute("delete from intermediate.int_customers__cut")
        found = fit_factors(con)
        assert con.execute("from raw.churn_factor_parameters").fetchall() == []
    assert "no customers" in found.message


# what the other fits look for first
NO_RETENTION = """create table intermediate.int_retention_counts (
    fitted_as_of_date date, group_code varchar, group_value varchar, period_days integer,
    period_number integer, followed_count bigint, kept_count bigint
)"""


def test_a_build_without_factors_says_what_to_build(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "build.duckdb")) as con:
        con.execute("create schema intermediate")
        con.execute("create table intermediate.int_fit_cuts (cut_date date)")
        con.execute(NO_RETENTION)
    app = typer.Typer()
    app.command()(main)
    outcome = CliRunner().invoke(app, [str(tmp_path), "--multivariate"])
    assert outcome.exit_code == 1
    assert "int_churn_factor_values" in outcome.output


def test_json_of_a_failed_fit_knows_no_nan(project: Project, tmp_path: Path) -> None:
    frame = table_of({(1, 1): 160, (0, 0): 240}).rename(columns={"told": "shop"})
    file = prepared(project, tmp_path, frame.assign(number=np.arange(400), recency=3))
    with duckdb.connect(str(file)) as con:
        con.execute("create table intermediate.int_fit_cuts (cut_date date)")
        con.execute(NO_RETENTION)
    app = typer.Typer()
    app.command()(main)
    outcome = CliRunner().invoke(app, [str(tmp_path), "--multivariate", "--json"])
    assert outcome.exit_code == 0, outcome.output
    (found,) = json.loads(outcome.stdout)
    assert found["is_converged"] is False
    assert [row["slope"] for row in found["factors"]] == [None] * 3
