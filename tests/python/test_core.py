"""Raw rows to customers: against published figures, and against pandas on an invented shop."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from published_data import cdnow_rows, cdnow_sample_rows, online_retail_folder
from shop import MAPPING, shop
from warehouse import build, write_tables

CORE = "+customers +orders +customer_months +customer_spells +reconciliation +rejected_rows"
LAPSE_DAYS = 60


def one(con: duckdb.DuckDBPyConnection, query: str) -> tuple[object, ...]:
    """The one row of a query."""
    (row,) = con.execute(query).fetchall()
    return tuple(row)


def test_cdnow_has_its_published_size(tmp_path: Path) -> None:
    con = build({"orders": cdnow_rows()}, tmp_path, CORE)
    totals = one(
        con,
        """select count(*), sum(order_count), sum(purchase_day_count), sum(revenue_amount)
        from marts.customers""",
    )
    assert totals == (23570, 69659, 67591, Decimal("2500315.63"))


def test_the_cdnow_sample_has_its_published_repeaters(tmp_path: Path) -> None:
    con = build({"orders": cdnow_sample_rows()}, tmp_path, CORE, as_of="1997-09-30")
    counts = one(con, "select count(*), sum(cast(is_repeat as integer)) from marts.customers")
    assert counts == (2357, 946)
    found = one(
        con,
        """select sum(case when outcome_code = 'accepted' then row_count end),
            sum(case when outcome_code = 'impossible_date' then row_count end)
        from marts.reconciliation""",
    )
    days = [str(row["ordered_at"]) for row in cdnow_sample_rows()]
    assert found == (sum(d <= "1997-09-30" for d in days), sum(d > "1997-09-30" for d in days))


def test_online_retail_is_accounted_for_row_by_row(tmp_path: Path) -> None:
    con = build(online_retail_folder(tmp_path / "input"), tmp_path, CORE)
    rows, money = one(con, "select sum(row_count), sum(source_amount) from marts.reconciliation")
    assert (rows, money) == (525461, Decimal("9539484.63"))
    guests = one(
        con,
        """select row_count, source_amount from marts.reconciliation
        where outcome_code = 'missing_customer_id'""",
    )
    assert guests == (107927, Decimal("1191276.06"))
    assert (
        one(con, "select count(*) from marts.rejected_rows")[0]
        == one(
            con, "select sum(row_count) from marts.reconciliation where outcome_code <> 'accepted'"
        )[0]
    )


@pytest.fixture(scope="module")
def shop_warehouse(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("shop")
    write_tables(shop(), folder / "input")
    (folder / "input" / "mapping.yml").write_text(MAPPING)
    return build(folder / "input", folder, CORE)


@pytest.fixture(scope="module")
def expected_orders() -> pd.DataFrame:
    """The orders that are trade, by reading the shop's own tables in another way."""
    tables = shop()
    orders = pd.DataFrame(tables["orders"])
    orders["file_row"] = range(len(orders))
    orders["amount"] = pd.to_numeric(orders["amount"], errors="coerce")
    orders["at"] = pd.to_datetime(orders["ordered_at"], errors="coerce", format="ISO8601")
    rates = pd.DataFrame(tables["exchange_rates"])
    rates["rate_on"] = pd.to_datetime(rates["rate_on"])
    orders["day"] = orders["at"].dt.normalize()
    orders = orders.merge(
        rates, left_on=["currency", "day"], right_on=["currency", "rate_on"], how="left"
    )
    orders["rate"] = orders["rate"].astype(float).where(orders["currency"] != "GBP", 1.0)
    good = orders[
        (orders["order_id"] != "")
        & (orders["customer_id"] != "")
        & orders["amount"].notna()
        & (orders["at"] >= "1970-01-01")
        & (orders["at"] < "2026-01-01")
    ]
    good = good.sort_values("file_row").drop_duplicates("order_id", keep="last")
    good = good[(good["status"] != "cancelled") & good["rate"].notna()]
    good["customer_id"] = good["customer_id"].replace({"c006": "c008", "c007": "c008"})
    good = good[good["customer_id"] != "c011"]
    exact = [
        (Decimal(str(amount)) * Decimal(str(rate))).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        for amount, rate in zip(good["amount"], good["rate"], strict=True)
    ]
    good["revenue"] = pd.Series(exact, index=good.index, dtype=object)
    return good


def test_accepted_orders_are_those_of_pandas(
    shop_warehouse: duckdb.DuckDBPyConnection, expected_orders: pd.DataFrame
) -> None:
    found = shop_warehouse.execute(
        "select order_id, customer_id, order_date, revenue_amount from marts.orders order by 1"
    ).fetchall()
    days = [moment.date() for moment in expected_orders["at"]]
    columns = expected_orders["order_id"], expected_orders["customer_id"], days
    assert found == sorted(zip(*columns, expected_orders["revenue"], strict=True))


def test_customer_facts_are_those_of_pandas(
    shop_warehouse: duckdb.DuckDBPyConnection, expected_orders: pd.DataFrame
) -> None:
    as_of = expected_orders["day"].max()
    expected = []
    for customer, orders in expected_orders.groupby("customer_id"):
        days = orders.loc[orders["revenue"] >= 0, "day"].drop_duplicates().sort_values()
        if days.empty:
            continue
        gaps = days.diff().dt.days.dropna()
        expected.append(
            (
                customer,
                days.iloc[0].date(),
                days.iloc[-1].date(),
                len(days),
                int((gaps > LAPSE_DAYS).sum()) + int((as_of - days.iloc[-1]).days > LAPSE_DAYS),
                sum(orders["revenue"]),
                None if gaps.empty else float(gaps.median()),
                (as_of - days.iloc[-1]).days,
            )
        )
    found = shop_warehouse.execute(
        """select customer_id, first_order_date, last_order_date, purchase_day_count, lapse_count,
            revenue_amount, cast(median_gap_days as double), recency_days
        from marts.customers order by customer_id"""
    ).fetchall()
    assert found == expected


def test_each_kind_of_dirt_is_in_the_ledger_once(
    shop_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = shop_warehouse.execute(
        """select table_name, reason_code, count(*) from marts.rejected_rows
        where table_name like 'order%' and reason_code not in
            ('cancelled_order', 'erased_customer')
        group by all order by all"""
    ).fetchall()
    orphans = one(
        shop_warehouse,
        """select count(*) from raw.order_lines
        where order_id not in (select order_id from marts.orders)""",
    )[0]
    assert found == [
        ("order_lines", "orphan_line", orphans),
        ("order_lines", "superseded_row", 1),
        ("order_lines", "unreadable_amount", 1),
        ("order_lines", "unreadable_quantity", 1),
        ("orders", "impossible_date", 2),
        ("orders", "missing_customer_id", 1),
        ("orders", "missing_order_id", 1),
        ("orders", "superseded_row", 1),
        ("orders", "unknown_currency", 1),
        ("orders", "unreadable_amount", 1),
        ("orders", "unreadable_date", 1),
    ]


def test_nothing_of_an_erased_customer_is_left(
    shop_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    tables = shop_warehouse.execute(
        "select table_name from information_schema.tables where table_schema = 'marts'"
    ).fetchall()
    for (table,) in tables:
        traces = one(
            shop_warehouse,
            f"select count(*) from marts.{table} as mart where cast(mart as varchar) like '%c011%'",
        )
        assert traces == (0,), table
