"""The DWYER table of cohorts, counted again in pandas: by customer, anniversary by anniversary."""

import datetime
import random
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from scripts.load import load
from warehouse import ROOT, dbt, write_tables

AS_OF = datetime.date(2024, 6, 30)
CDNOW = ROOT.parent / "shared" / "data" / "cdnow" / "CDNOW_master.txt"
RETAIL = ROOT.parent / "shared" / "data" / "online_retail_2009_2010" / "online_retail.parquet"


def generated() -> pd.DataFrame:
    """Orders of 80 customers: leap days, anniversaries, early refunds, two orders on a day."""
    dice = random.Random(7)  # noqa: S311
    rows: list[tuple[str, datetime.date, float]] = []
    for customer in range(80):
        first = datetime.date(2020, 1, 1) + datetime.timedelta(days=dice.randrange(1500))
        if customer % 10 == 0:
            first = datetime.date(2020, 2, 29)
        days = {0, *(dice.randrange(1600) for _ in range(dice.randrange(9)))}
        if customer % 3 == 0:
            days |= {365, 366, 730}
        name = f"c{customer:03}"
        rows.extend(
            (name, first + datetime.timedelta(days=day), dice.randrange(0, 9000) / 100)
            for day in sorted(days)
        )
        if customer % 4 == 0:
            rows.append((name, first + datetime.timedelta(days=dice.randrange(-9, 900)), -5.25))
            rows.append((name, first, 1.01))
    orders = pd.DataFrame(rows, columns=["customer_id", "day", "amount"])
    return orders[orders["day"] <= AS_OF]


def cdnow() -> pd.DataFrame:
    """The published orders."""
    orders = pd.read_csv(
        CDNOW, sep=r"\s+", header=0, names=["customer_id", "day", "units", "amount"], dtype=str
    )
    orders["day"] = pd.to_datetime(orders["day"], format="%Y%m%d").dt.date
    orders["amount"] = orders["amount"].astype(float)
    return orders[["customer_id", "day", "amount"]]


def retail() -> pd.DataFrame:
    """Online Retail by invoice and customer, each identical line once, as an order of its lines."""
    lines = (
        duckdb.connect()
        .execute(
            f"""
        select
            Invoice as order_id,
            "Customer ID"::varchar as customer_id,
            min(InvoiceDate)::date as day,
            round(sum(Quantity * Price), 2) as amount
        from (select distinct * from '{RETAIL}')
        where "Customer ID" is not null
        group by 1, 2
        """
        )
        .df()
    )
    lines["day"] = pd.to_datetime(lines["day"]).dt.date
    return lines[["customer_id", "day", "amount"]]


def anniversary(first: datetime.date, years: int) -> datetime.date:
    """The same day of a later year; 1 March where there is no 29 February."""
    try:
        return first.replace(year=first.year + years)
    except ValueError:
        return datetime.date(first.year + years, 3, 1)


def tenure_year(first: datetime.date, day: datetime.date) -> int:
    """1 until the day before the first anniversary; 0 before the first purchase."""
    return 0 if day < first else next(n for n in range(1, 99) if day < anniversary(first, n))


def by_hand(orders: pd.DataFrame, as_of: datetime.date) -> pd.DataFrame:
    """Customers, orders, sales and both retentions by cohort year and tenure year."""
    purchases = orders[orders["amount"] >= 0]
    firsts = purchases.groupby("customer_id")["day"].min()
    orders = orders[orders["customer_id"].isin(firsts.index)].copy()
    orders["first"] = orders["customer_id"].map(firsts)
    orders["year"] = [
        tenure_year(f, d) for f, d in zip(orders["first"], orders["day"], strict=True)
    ]
    orders["cohort"] = [f.year for f in orders["first"]]
    rows = []
    for cohort, sold in orders[orders["year"] > 0].groupby("cohort"):
        members = firsts[[f.year == cohort for f in firsts]]
        done = min(tenure_year(f, as_of + datetime.timedelta(days=1)) - 1 for f in members)
        begun = max(tenure_year(f, as_of) for f in members)
        bought = {
            y: set(sold[(sold["year"] == y) & (sold["amount"] >= 0)]["customer_id"])
            for y in range(1, begun + 2)
        }
        for year in range(1, begun + 1):
            of_year = sold[sold["year"] == year]
            here, after = bought[year], bought[year + 1]
            known = done > year and here
            rows.append(
                {
                    "cohort": cohort,
                    "year": year,
                    "is_complete": year <= done,
                    "customers": len(here),
                    "orders": int((of_year["amount"] >= 0).sum()),
                    "sales": round(float(of_year["amount"].sum()), 2),
                    "retention": len(after) / len(here) if known else None,
                    "repeat": len(here & after) / len(here) if known else None,
                }
            )
    return pd.DataFrame(rows)


SOURCES = {
    "generated": (generated, AS_OF, None),
    "cdnow": (cdnow, datetime.date(1998, 6, 30), CDNOW),
    "online_retail": (retail, datetime.date(2010, 12, 9), RETAIL),
}


@pytest.fixture(scope="module", params=SOURCES)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table counted by hand, and the mart built from the same orders."""
    read, as_of, path = SOURCES[request.param]
    if path and not path.exists():
        pytest.skip(f"{path.name} is not at hand")
    orders = read()
    folder = tmp_path_factory.mktemp(request.param)
    rows: list[dict[str, object]] = [
        {
            "order_id": number,
            "customer_id": row.customer_id,
            "ordered_at": row.day,
            "amount": f"{row.amount:.2f}",
        }
        for number, row in enumerate(orders.itertuples())
    ]
    return by_hand(orders, as_of), mart(rows, folder, as_of)


def mart(rows: list[dict[str, object]], folder: Path, as_of: datetime.date) -> pd.DataFrame:
    """Load the orders, run what dwyer_clv needs, and read its observed years."""
    warehouse = folder / "warehouse"
    warehouse.mkdir()
    load(write_tables({"orders": rows}, folder / "input"), warehouse, as_of_date=as_of)
    build = [
        "build",
        "--select",
        "+dwyer_clv",
        "--exclude",
        "resource_type:unit_test resource_type:test",
    ]
    outcome = dbt(*build, warehouse=warehouse)
    assert outcome.returncode == 0, outcome.stdout
    with duckdb.connect(str(warehouse / "build.duckdb"), read_only=True) as con:
        return con.execute(
            """
            select * from marts.dwyer_clv
            where cohort_grain_code = 'year' and group_code = 'all' and not is_projected
            order by cohort_start_date, year_number
            """
        ).df()


def test_every_observed_cell_agrees(both: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    hand, table = both
    assert len(hand) == len(table) > 1
    assert list(hand["cohort"]) == list(pd.to_datetime(table["cohort_start_date"]).dt.year)
    assert list(hand["year"]) == list(table["year_number"])
    assert list(hand["is_complete"]) == list(table["is_complete"])
    assert list(hand["customers"]) == list(table["active_customers"])
    assert list(hand["orders"]) == list(table["order_count"])
    assert list(hand["sales"]) == pytest.approx(
        list(table["sales_amount"].astype(float)), abs=0.005
    )


def test_retention_agrees_between_complete_years(both: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    hand, table = both
    for ours, theirs in (("retention", "retention_ratio"), ("repeat", "repeat_retention_rate")):
        expected = hand[ours].astype(float).fillna(-1)
        assert list(table[theirs].astype(float).fillna(-1)) == pytest.approx(
            list(expected), abs=1e-6
        )
