"""What the fits read from the build and write into it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from scripts.fits.months import Months
from scripts.fits.retention import Lives
from scripts.fits.spend import Spending
from scripts.fits.transactions import Histories

CREATE = """
create table if not exists raw.model_parameters (
    model_code varchar, fitted_as_of_date date, parameter_code varchar, parameter_value double,
    log_likelihood double, customer_count bigint, repeat_purchase_count bigint,
    time_unit_days integer, is_converged boolean, message varchar, fitted_at timestamp
)
"""


@dataclass(frozen=True)
class FittedModel:
    """A model fitted on what was known on a date, of a group; times in units of so many days."""

    model_code: str
    fitted_as_of_date: datetime.date
    parameters: dict[str, float]
    log_likelihood: float
    customer_count: int
    repeat_purchase_count: int
    time_unit_days: int
    is_converged: bool
    message: str
    group_code: str = "all"
    group_value: str = "all"


def _columns(con: duckdb.DuckDBPyConnection, sql: str, *values: Any) -> list[Any]:
    """Columns of a result as arrays of floating-point numbers."""
    con.execute(sql, values)
    return [np.asarray(column, dtype=np.float64) for column in con.fetchnumpy().values()]


def histories(con: duckdb.DuckDBPyConnection, date: datetime.date, unit_days: int) -> Histories:
    """Histories up to a date, the times in units of so many days."""
    repeats, last, tenure, customers = _columns(
        con,
        """
        select repeat_count, last_repeat_number, tenure_number, customer_count
        from intermediate.int_fit_cells
        where kind_code = 'history' and cut_date = ?
        order by repeat_count, last_repeat_number, tenure_number
        """,
        date,
    )
    return Histories(repeats, last / unit_days, tenure / unit_days, customers)


def months(con: duckdb.DuckDBPyConnection, date: datetime.date) -> Months:
    """In which months customers had bought up to a date."""
    columns = _columns(
        con,
        """
        select repeat_count, last_repeat_number, tenure_number, customer_count
        from intermediate.int_fit_cells
        where kind_code = 'months' and cut_date = ?
        order by repeat_count, last_repeat_number, tenure_number
        """,
        date,
    )
    return Months(*columns)


def spending(con: duckdb.DuckDBPyConnection, date: datetime.date) -> Spending:
    """What repeat customers had spent on repeat purchase days up to a date."""
    columns = _columns(
        con,
        """
        select repeat_count, cast(repeat_revenue_amount as double), customer_count
        from intermediate.int_fit_cells
        where kind_code = 'spending' and cut_date = ?
        order by repeat_count, repeat_revenue_amount
        """,
        date,
    )
    return Spending(*columns)


def lives(con: duckdb.DuckDBPyConnection) -> tuple[Lives, int, int]:
    """Lengths of first relationships; the days of a period; how many customers say something."""
    period, lost, kept, unit_days = _columns(
        con,
        """
        select period_number, lost_count, kept_count, period_days
        from intermediate.int_lifetime_cells
        order by period_number
        """,
    )
    return (
        Lives(period, lost, kept),
        int(unit_days.max(initial=0)),
        int(lost.sum() + kept.sum()),
    )


def write(con: duckdb.DuckDBPyConnection, fitted: list[FittedModel]) -> None:
    """Replace all rows in one transaction."""
    at = now()
    rows = [
        (
            *(model.model_code, model.fitted_as_of_date, code, known(value)),
            *(known(model.log_likelihood), model.customer_count, model.repeat_purchase_count),
            *(model.time_unit_days, model.is_converged, model.message, at),
        )
        for model in fitted
        for code, value in model.parameters.items()
    ]
    replace(con, "model_parameters", rows, CREATE)


def replace(
    con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]], create: str = ""
) -> None:
    """Put rows in the place of all that a table of `raw` holds, in one transaction.

    `create` makes the table where dbt has not, as on another engine's build.
    """
    con.begin()
    con.execute("create schema if not exists raw")
    if create:
        con.execute(create)
    con.execute(f"delete from raw.{table}")
    if rows:
        con.executemany(f"insert into raw.{table} values ({', '.join('?' * len(rows[0]))})", rows)
    con.commit()


def now() -> datetime.datetime:
    """The second it is, in the time zone of the world."""
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)


def known(value: float) -> float | None:
    """The value, or null where it is no number."""
    return value if np.isfinite(value) else None
