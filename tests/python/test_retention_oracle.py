"""Retention against an independent reading in pandas, every cell of every grain and group."""

import datetime
import random
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from lifelines import KaplanMeierFitter
from statsmodels.duration.survfunc import SurvfuncRight

from published_data import cdnow_rows, online_retail_folder
from retention_oracle import (
    FISCAL,
    GRAINS,
    Cells,
    Facts,
    cohort_cells,
    facts_of,
    lapse_cells,
    memberships,
    period_cells,
    purchase_dates,
    spells_of,
)
from warehouse import build

MARTS = "+retention_by_period +cohort_retention +lapse_by_period +survival_curve"
Rows = list[dict[str, object]]


def invented_orders(seed: int = 3, customers: int = 90) -> Rows:
    """Two years of visits with refunds, free orders, two orders a day, and refund-only people."""
    rng = random.Random(seed)  # noqa: S311
    rows: Rows = []

    def add(customer: str, day: datetime.date, amount: float, country: str) -> None:
        rows.append(
            {
                "order_id": f"o{len(rows)}",
                "customer_id": customer,
                "ordered_at": day,
                "amount": f"{amount:.2f}",
                "country": country,
            }
        )

    for number in range(customers):
        customer, country = f"c{number:03d}", rng.choice(["France", "Spain", ""])
        day = datetime.date(2022, 11, 20) + datetime.timedelta(days=rng.randrange(500))
        if number % 20 == 0:
            add(customer, day, -9.99, country)
            continue
        pace = rng.choice([4, 15, 30, 61, 90])
        for _ in range(rng.randrange(1, 25)):
            if day > datetime.date(2024, 10, 14):
                break
            add(customer, day, rng.choice([0, 5, 12.5, 99.99, 20]), country)
            if rng.random() < 0.1:
                add(customer, day, 7.77, country)
            if rng.random() < 0.2:
                back = min(day + datetime.timedelta(days=40), datetime.date(2024, 10, 14))
                add(customer, back, -rng.choice([5, 30, 150.01]), country)
            day += datetime.timedelta(days=rng.choice([pace, pace, rng.randrange(1, 2 * pace)]))
    return rows


MAPPING = """tables:
  orders:
    files: "orders*.csv"
    columns:
      order_id: order_id
      customer_id: customer_id
      ordered_at: ordered_at
      amount: amount
    attributes: {country: country}
"""


def invented(folder: Path) -> duckdb.DuckDBPyConnection:
    from warehouse import write_tables

    source = write_tables({"orders": invented_orders()}, folder / "input")
    (source / "mapping.yml").write_text(MAPPING)
    return build(source, folder, MARTS)


def cdnow(folder: Path) -> duckdb.DuckDBPyConnection:
    return build({"orders": cdnow_rows()}, folder, MARTS)


def online_retail(folder: Path) -> duckdb.DuckDBPyConnection:
    return build(online_retail_folder(folder / "retail"), folder, MARTS)


@pytest.fixture(scope="module", params=[invented, cdnow, online_retail], ids=lambda f: f.__name__)
def warehouse(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> duckdb.DuckDBPyConnection:
    make: Callable[[Path], duckdb.DuckDBPyConnection] = request.param
    with pytest.MonkeyPatch.context() as patch:
        # part of the project: its own tests of data, and not those that need the rest
        patch.setenv("DBT_INDIRECT_SELECTION", "buildable")
        patch.setenv("DBT_EXCLUDE_RESOURCE_TYPES", "unit_test")
        return make(tmp_path_factory.mktemp(make.__name__))


@pytest.fixture(scope="module")
def facts(warehouse: duckdb.DuckDBPyConnection) -> Facts:
    return facts_of(warehouse)


def published(con: duckdb.DuckDBPyConnection, mart: str, keys: list[str], grain: str) -> Cells:
    """A mart as cells; money in cents."""
    frame = con.execute(f"select * from marts.{mart} where {keys[0]} = ?", [grain]).fetch_df()
    cells: Cells = {}
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        key = tuple(v.date() if hasattr(v, "date") else v for v in (row[k] for k in keys))
        cells[key] = {
            str(name): (
                round(100 * value) if str(name).endswith("_amount") and value is not None else value
            )
            for name, value in row.items()
        }
    return cells


def differences(found: Cells, expected: Cells) -> list[object]:
    """Cells that one side lacks, and values that differ by more than the last decimal."""
    missing: list[object] = [*(found.keys() ^ expected.keys())]
    return missing + [
        (key, name, found[key][name], value)
        for key, cell in expected.items()
        if key in found
        for name, value in cell.items()
        if (value is None) != (found[key][name] is None)
        or (value is not None and abs(float(found[key][name] or 0) - value) > 1.01e-6)
    ]


@pytest.mark.parametrize("grain", [*GRAINS, *FISCAL])
def test_every_period_is_that_of_pandas(
    warehouse: duckdb.DuckDBPyConnection, facts: Facts, grain: str
) -> None:
    keys = ["period_grain_code", "group_code", "group_value", "period_start_date"]
    expected = period_cells(facts, grain, {**GRAINS, **FISCAL}[grain])
    found = published(warehouse, "retention_by_period", keys, grain)
    assert differences(found, expected)[:5] == []


@pytest.mark.parametrize("grain", GRAINS)
def test_every_cohort_cell_is_that_of_pandas(
    warehouse: duckdb.DuckDBPyConnection, facts: Facts, grain: str
) -> None:
    keys = ["cohort_grain_code", "group_code", "group_value", "cohort_start_date", "period_number"]
    expected = cohort_cells(facts, grain, GRAINS[grain])
    found = published(warehouse, "cohort_retention", keys, grain)
    assert differences(found, expected)[:5] == []


@pytest.mark.parametrize("grain", GRAINS)
def test_every_lapse_is_that_of_pandas(
    warehouse: duckdb.DuckDBPyConnection, facts: Facts, grain: str
) -> None:
    keys = ["period_grain_code", "group_code", "group_value", "period_start_date"]
    expected = lapse_cells(facts, grain, GRAINS[grain])
    found = published(warehouse, "lapse_by_period", keys, grain)
    assert differences(found, expected)[:5] == []


def test_survival_is_that_of_lifelines_and_statsmodels(
    warehouse: duckdb.DuckDBPyConnection, facts: Facts
) -> None:
    as_of = facts.as_of.date()
    lives = {}
    for customer, dates in purchase_dates(facts).items():
        start, end = spells_of(dates, as_of)[0]
        lives[customer] = ((end or as_of) - start).days, int(end is not None)
    for code, value, members in memberships(facts):
        known = sorted(members & lives.keys())
        if not known:
            continue
        days = [lives[customer][0] for customer in known]
        events = [lives[customer][1] for customer in known]
        curve = KaplanMeierFitter().fit(days, events).survival_function_["KM_estimate"]
        greenwood = SurvfuncRight(days, events)
        errors = dict(zip(greenwood.surv_times, greenwood.surv_prob_se, strict=True))
        rows = warehouse.execute(
            """select tenure_days, cast(survival_rate as double),
                cast(standard_error_ratio as double), lapsed_customers > 0
            from intermediate.int_group_survival where group_code = ? and group_value = ?""",
            [code, value],
        ).fetchall()
        assert sorted({*days}) == sorted(row[0] for row in rows)
        for day, survival, error, is_event in rows:
            assert abs(survival - curve[day]) < 1e-9, (code, value, day)
            if is_event and error is not None:
                assert abs(error - errors[day]) < 1e-9, (code, value, day)
            assert (error is None) == (survival == 0)


def test_cohorts_and_groups_sum_to_everybody(warehouse: duckdb.DuckDBPyConnection) -> None:
    uneven = warehouse.execute(
        """with people as (select count(*) as people from intermediate.int_customers__facts)
        select cohort_grain_code, group_code, sum(cohort_customers), any_value(people)
        from marts.cohort_retention, people where period_number = 0
        group by all having sum(cohort_customers) <> any_value(people)"""
    ).fetchall()
    assert uneven == []
    money = warehouse.execute(
        """with net as (select sum(revenue_amount) as net from intermediate.int_orders__accepted)
        select period_grain_code, group_code, sum(total_revenue_amount), any_value(net)
        from marts.retention_by_period, net
        group by all having sum(total_revenue_amount) <> any_value(net)"""
    ).fetchall()
    assert money == []
