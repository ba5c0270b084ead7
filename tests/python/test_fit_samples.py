"""A fit on a sample finds what the fit on all customers finds, up to what a sample can tell."""

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from house import Project
from scripts.fits import spend, tables, transactions
from scripts.fits.optimise import Vector

CUT = pd.Timestamp("2024-06-30").date()
CUSTOMERS = 8000
LIMIT = 2000
# Times in days: buys at about 5 / 100 a day, and gives up after one purchase in four or so.
HISTORY = (1.5, 30.0, 1.2, 3.6)
SPENDING = (6.0, 4.0, 15.0)


def simulated() -> pd.DataFrame:
    """Customers of the modified BG/NBD and the Gamma-Gamma model, with known parameters."""
    rng = np.random.default_rng(11)
    r, alpha, a, b = HISTORY
    p, q, v = SPENDING
    rows = []
    for _ in range(CUSTOMERS):
        rate, leaving = rng.gamma(r, 1 / alpha), rng.beta(a, b)
        tenure = int(rng.integers(100, 400))
        now, times = 0.0, list[float]()
        while rng.random() >= leaving:
            now += rng.exponential(1 / rate)
            if now > tenure:
                break
            times.append(now)
        scale = rng.gamma(q, 1 / v)
        amount = rng.gamma(p, 1 / scale, len(times)).sum()
        rows.append((len(times), times[-1] if times else 0.0, float(tenure), round(amount, 2)))
    names = ["repeat_count", "last_repeat_days", "tenure_days", "repeat_revenue_amount"]
    return pd.DataFrame(rows, columns=names).assign(cut_date=CUT)


@pytest.fixture(scope="module")
def customers() -> pd.DataFrame:
    return simulated()


def prepared(
    project: Project, folder: Path, customers: pd.DataFrame, limit: int
) -> duckdb.DuckDBPyConnection:
    """What fits read, through the models, with room for `limit` customers."""
    con = duckdb.connect(str(folder / "build.duckdb"))
    con.execute("create schema intermediate")
    con.execute("create schema rules")
    con.execute(
        f"""create table rules.probability_rules as select date '1970-01-01' as valid_from,
        cast(null as date) as valid_to, cast({limit} as bigint) as largest_fit_customers"""
    )
    con.execute(
        f"""create table intermediate.int_forecast_cuts as
        select date '{CUT}' as cut_date, date '{CUT}' as as_of_date"""
    )
    con.register("customers", customers)
    con.execute(
        """create table intermediate.int_recency_frequency_cells as
        select cut_date, repeat_count, last_repeat_days, tenure_days, count(*) as customer_count
        from customers group by all"""
    )
    con.execute(
        """create table intermediate.int_repeat_spend_cells as
        select cut_date, repeat_count, repeat_revenue_amount, count(*) as customer_count
        from customers where repeat_count > 0 group by all"""
    )
    con.execute(
        """create table intermediate.int_month_history_cells as
        select cut_date, repeat_count as repeat_month_count,
            cast(last_repeat_days as integer) as last_repeat_month_number,
            cast(tenure_days as integer) as month_count, count(*) as customer_count
        from customers group by all"""
    )
    path = project.compiled / "models" / "intermediate" / "value" / "int_fit_cells.sql"
    con.execute(f"create table intermediate.int_fit_cells as {path.read_text()}")
    return con


@pytest.fixture(scope="module")
def everyone(
    project: Project, tmp_path_factory: pytest.TempPathFactory, customers: pd.DataFrame
) -> duckdb.DuckDBPyConnection:
    return prepared(project, tmp_path_factory.mktemp("all"), customers, CUSTOMERS)


@pytest.fixture(scope="module")
def sampled(
    project: Project, tmp_path_factory: pytest.TempPathFactory, customers: pd.DataFrame
) -> duckdb.DuckDBPyConnection:
    return prepared(project, tmp_path_factory.mktemp("sample"), customers, LIMIT)


def test_room_for_all_keeps_all_and_room_for_some_keeps_just_so_many(
    everyone: duckdb.DuckDBPyConnection,
    sampled: duckdb.DuckDBPyConnection,
    customers: pd.DataFrame,
) -> None:
    days = "last_repeat_number as last_repeat_days, tenure_number as tenure_days"
    for kind, columns, given in (
        ("history", f"cut_date, repeat_count, {days}", "int_recency_frequency_cells"),
        ("spending", "cut_date, repeat_count, repeat_revenue_amount", "int_repeat_spend_cells"),
        ("months", f"cut_date, repeat_count, {days}", "int_month_history_cells"),
    ):
        kept = f"from intermediate.int_fit_cells where kind_code = '{kind}'"
        differences = f"""
            (select {columns}, customer_count {kept}) except (from intermediate.{given})"""
        assert everyone.execute(differences).fetchall() == []
        assert sampled.execute(f"select sum(customer_count) {kept}").fetchall() == [(LIMIT,)]
    assert tables.histories(everyone, CUT, 1).customers.sum() == len(customers)
    assert tables.spending(everyone, CUT).customers.sum() == (customers["repeat_count"] > 0).sum()


def apart(found: tuple[float, ...], other: tuple[float, ...], errors: Vector) -> Vector:
    """How many standard errors two sets of parameters are apart, on the scale of logarithms."""
    return np.asarray(np.abs(np.log(found) - np.log(other)) / errors)


def errors_of(slope: object, at: tuple[float, ...]) -> Vector:
    """Standard errors of the logarithms of parameters, from how their slopes change."""
    assert callable(slope)
    logs, step = np.log(at), 1e-4
    rows = [
        (slope(np.exp(logs + move)) - slope(np.exp(logs - move))) / (2 * step)
        for move in np.eye(len(at)) * step
    ]
    return np.asarray(np.sqrt(np.diag(np.linalg.inv(-np.array(rows)))))


def test_histories_of_a_sample_say_what_all_say(
    everyone: duckdb.DuckDBPyConnection, sampled: duckdb.DuckDBPyConnection
) -> None:
    histories = tables.histories(sampled, CUT, 1)

    def slope(parameters: Vector) -> Vector:
        found = transactions.beta_geometric(histories, parameters, is_modified=True)
        return np.asarray(found[1] * parameters)

    full = transactions.fit_transactions("mbg_nbd", tables.histories(everyone, CUT, 1))
    part = transactions.fit_transactions("mbg_nbd", histories)
    assert full.is_converged
    assert part.is_converged
    errors = errors_of(slope, part.parameters)
    assert np.all(apart(part.parameters, full.parameters, errors) < 2)
    # errors of all are half of those of a quarter
    assert np.all(apart(full.parameters, HISTORY, errors / 2) < 3)
    assert np.all(errors < 0.5)


def test_spending_of_a_sample_says_what_all_say(
    everyone: duckdb.DuckDBPyConnection, sampled: duckdb.DuckDBPyConnection
) -> None:
    spending = tables.spending(sampled, CUT)

    def slope(parameters: Vector) -> Vector:
        return np.asarray(spend.gamma_gamma(spending, parameters)[1] * parameters)

    full, part = spend.fit_spending(tables.spending(everyone, CUT)), spend.fit_spending(spending)
    assert full.is_converged
    assert part.is_converged
    errors = errors_of(slope, part.parameters)
    assert np.all(apart(part.parameters, full.parameters, errors) < 2)
    assert np.all(apart(full.parameters, SPENDING, errors) < 3)
    assert np.all(errors < 0.5)
