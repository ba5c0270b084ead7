"""The demo reads real orders from where their package is installed."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import duckdb
import pytest

from scripts.contract import InputError
from scripts.demo import PACKAGE, data_folder, write_demo_input
from scripts.load import load
from scripts.steps import BUILD


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        data_folder()
    except InputError:
        pytest.skip(f"{PACKAGE} is not installed; `make demo` installs it")
    root = tmp_path_factory.mktemp("demo")
    load(write_demo_input(root / "input"), root / "warehouse")
    return root / "warehouse" / BUILD


def test_every_line_of_the_demo_is_loaded_with_its_money(build: Path) -> None:
    source = str(data_folder() / "transactions.parquet")
    with duckdb.connect(str(build), read_only=True) as con:
        loaded = con.execute(
            """select count(*), sum(cast(amount as decimal(18, 4))), count(distinct customer_id),
                count(distinct order_id) from raw.order_lines"""
        ).fetchone()
        handed_over = con.execute(
            """select count(*), sum(cast(sales_value as decimal(18, 4))),
                count(distinct household_id), count(distinct basket_id) from read_parquet(?)""",
            [source],
        ).fetchone()
    assert loaded == handed_over
    assert loaded is not None
    assert loaded[0] == 1_469_307
    assert loaded[2] == 2_469


def test_the_demo_keeps_the_shops_own_days_and_hours(build: Path) -> None:
    with duckdb.connect(str(build), read_only=True) as con:
        found = con.execute(
            """select cast(min(ordered_at) as varchar), cast(max(ordered_at) as varchar),
                count(case when hour(ordered_at) between 2 and 5 then 1 end) * 100 < count(*)
            from raw.order_lines"""
        ).fetchone()
    assert found == ("2017-01-01 06:53:26", "2017-12-31 23:01:20", True)


def test_the_demo_hands_over_who_was_written_to_and_who_replied(build: Path) -> None:
    with duckdb.connect(str(build), read_only=True) as con:
        contacts = con.execute(
            """select kind, count(*), count(distinct customer_id), cast(min(occurred_at) as date)
            from raw.interactions group by kind order by kind"""
        ).fetchall()
        # a campaign of 2016 may have won somebody before the data begin
        leads = con.execute(
            """select count(*), count(distinct salesperson_id), sum(cast(won as integer)),
                sum(cast(closed_on > expected_close_on as integer)),
                cast(min(created_at) as date)
            from raw.leads"""
        ).fetchone()
    assert contacts == [
        ("outreach", 6_589, 1_559, datetime.date(2016, 11, 14)),
        ("reply", 2_102, 410, datetime.date(2017, 1, 1)),
    ]
    assert leads == (6_442, 24, 779, 0, datetime.date(2017, 2, 8))


def test_the_demo_is_read_without_importing_its_package(build: Path) -> None:
    assert build.exists()
    assert PACKAGE not in sys.modules
