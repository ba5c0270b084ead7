"""Each optional table alone, none, all: everything builds, and absent is not zero."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from scipy import stats

from rebuilding import Project, broken_tests, compiled, contents, marts, rebuild, zeros
from shop import MAPPING, shop
from shop_contacts import Rows
from warehouse import write_tables

AS_OF = "2024-06-30"
REQUIRED = "orders"
OPTIONAL = sorted(set(shop()) - {REQUIRED})
# Filled by a fit, and no table of the input is a fit.
FITTED = {"lifetime_curve", "model_parameters"}
# What changed since the last publication: here there is none.
HISTORY = {"restatements"}
# Columns that hold zeros all the same where a table is absent, and why.
ZERO_ALL_THE_SAME = {
    ("dwyer_clv", "marketing_cost_amount"): "an assumption of dwyer_rules; the row is flagged so",
    ("dwyer_clv", "acquisition_cost_amount"): "an assumption of dwyer_rules; the row is flagged so",
}
NOTE = 1_000_000
MONEY = [
    *(("orders", "amount"), ("costs", "amount"), ("interactions", "cost")),
    *(("order_lines", column) for column in ("unit_price", "list_price", "discount_amount")),
    *(("products", "unit_cost"), ("products", "list_price"), ("referrals", "incentive")),
    *(("market", "market_revenue"), ("market", "invested_capital")),
]

Rebuilt = Callable[[str, dict[str, list[dict[str, object]]]], duckdb.DuckDBPyConnection]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """All tables: dbt itself builds and tests them."""
    return compiled(shop(), MAPPING, tmp_path_factory.mktemp("all"), AS_OF)


@pytest.fixture(scope="module")
def everything(project: Project) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(project.database), read_only=True) as con:
        yield con


@pytest.fixture
def rebuilt(project: Project, tmp_path: Path) -> Iterator[Rebuilt]:
    """Load tables into this test's one warehouse, which remembers the load before, and build."""
    opened: list[duckdb.DuckDBPyConnection] = []

    def tables(name: str, rows: dict[str, list[dict[str, object]]]) -> duckdb.DuckDBPyConnection:
        for con in opened:
            con.close()
        source = write_tables(rows, tmp_path / name)
        (source / "mapping.yml").write_text(MAPPING)
        warehouse = tmp_path / "warehouse"
        rebuild(project, source, warehouse, AS_OF)
        opened.append(duckdb.connect(str(warehouse / "build.duckdb"), read_only=True))
        return opened[-1]

    yield tables
    for con in opened:
        con.close()


def test_all_tables_switch_every_capability_on(everything: duckdb.DuckDBPyConnection) -> None:
    off = "select capability_code from marts.coverage where not is_on"
    assert everything.execute(off).fetchall() == []


def test_all_tables_leave_no_mart_empty(everything: duckdb.DuckDBPyConnection) -> None:
    assert not [
        mart
        for mart in marts(everything)
        if mart not in FITTED | HISTORY
        and not everything.execute(f"select 1 from marts.{mart} limit 1").fetchone()
    ]


def invented(
    everything: duckdb.DuckDBPyConnection, con: duckdb.DuckDBPyConnection
) -> list[tuple[str, str]]:
    """Money and rates of any mart that fell to zeros for want of a table, instead of to null."""
    before, after = zeros(everything), zeros(con)
    fell = [cell for cell in before if before[cell] == "figures" and after[cell] == "zeros"]
    return [cell for cell in fell if cell not in ZERO_ALL_THE_SAME]


@pytest.mark.parametrize("table", ["none", *OPTIONAL])
def test_a_table_alone_builds_and_absent_is_not_zero(
    table: str, project: Project, everything: duckdb.DuckDBPyConnection, rebuilt: Rebuilt
) -> None:
    rows = shop()
    con = rebuilt("input", {name: rows[name] for name in (REQUIRED, table) if name in rows})
    assert broken_tests(project, con) == []
    assert invented(everything, con) == []


def test_the_income_slope_is_that_of_scipy(everything: duckdb.DuckDBPyConnection) -> None:
    spent = everything.execute(
        """select ln(income.annual_income), ln(facts.revenue_amount / facts.order_count)
        from intermediate.int_customers__accepted as income
        inner join marts.customers as facts on income.customer_id = facts.customer_id
        where income.annual_income > 0 and facts.revenue_amount > 0"""
    ).fetchnumpy()
    line = stats.linregress(*spent.values())
    told = everything.execute(
        """select cast(income_elasticity_ratio as double),
            cast(income_elasticity_error_ratio as double)
        from marts.clv_sensitivity where factor_code = 'income' and is_measured"""
    ).fetchall()
    assert told == [pytest.approx((line.slope, line.stderr), abs=1e-6)] * 2


def test_without_incomes_their_effect_is_assumed_and_flagged(rebuilt: Rebuilt) -> None:
    rows = shop()
    con = rebuilt("input", {"orders": rows["orders"]})
    income = """select is_measured, income_elasticity_ratio, clv_change_amount > 0
        from marts.clv_sensitivity where factor_code = 'income' and change_code = 'up'"""
    assert con.execute(income).fetchall() == [(False, None, True)]
    nobody = [{**row, "annual_income": ""} for row in rows["customers"]]
    con = rebuilt("input", {"orders": rows["orders"], "customers": nobody})
    assert con.execute(income).fetchall() == [(False, None, True)]


def test_replies_alone_are_no_complaints(rebuilt: Rebuilt) -> None:
    rows = shop()
    replies = [row for row in rows["interactions"] if row["kind"] != "complaint"]
    con = rebuilt("input", {"orders": rows["orders"], "interactions": replies})
    on = con.execute("select capability_code from marts.coverage where is_on").fetchall()
    assert ("contacts",) in on
    assert not {("complaints",), ("complaint_recovery",)} & set(on)


def test_lines_without_orders_build_and_absent_is_not_zero(
    project: Project, everything: duckdb.DuckDBPyConnection, rebuilt: Rebuilt
) -> None:
    rows = shop()
    headers = {row["order_id"]: row for row in rows["orders"]}
    refunds = [
        {**rows["order_lines"][0], "order_id": row["order_id"], "quantity": -1}
        for row in rows["orders"]
        if row["refunds_order_id"] and row["order_id"]
    ]
    carried = ("customer_id", "ordered_at", "channel", "currency")
    lines: Rows = [
        {**line, **{name: headers[line["order_id"]][name] for name in carried}}
        for line in [*rows["order_lines"], *refunds]
        if line["order_id"] in headers
    ]
    con = rebuilt("input", {"order_lines": lines, "exchange_rates": rows["exchange_rates"]})
    assert broken_tests(project, con) == []
    assert con.execute("select count(*) > 100 from marts.customers").fetchone() == (True,)
    assert invented(everything, con) == []


def test_what_is_dated_tomorrow_stands_in_the_ledger_and_nowhere_else(rebuilt: Rebuilt) -> None:
    rows = shop()
    dates = {
        "costs": "incurred_on",
        "interactions": "occurred_at",
        "surveys": "answered_at",
        "referrals": "referred_at",
        "churn_reasons": "reported_at",
        "leads": "created_at",
        "assignments": "starts_on",
        "market": "period_start",
        "market_events": "event_on",
        "exchange_rates": "rate_on",
    }
    today = contents(rebuilt("input", rows))
    later = {
        name: [*table, {**table[0], dates[name]: "2024-07-01"}] if name in dates else table
        for name, table in rows.items()
    }
    con = rebuilt("input", later)
    ledger = con.execute(
        """select table_name, sum(row_count),
            sum(case when outcome_code = 'impossible_date' then row_count end)
        from marts.reconciliation group by table_name"""
    ).fetchall()
    assert {name: read for name, read, _ in ledger} == {
        name: len(table) for name, table in later.items()
    }
    assert {name for name, _, refused in ledger if refused == 1 and name in dates} == set(dates)
    tomorrow = contents(con)
    changed = [mart for mart in today if today[mart] != tomorrow[mart]]
    assert sorted(changed) == ["reconciliation", "rejected_rows"]


def test_an_unmerge_restores_every_mart(rebuilt: Rebuilt) -> None:
    rows = shop()
    merge: dict[str, object] = {
        "customer_id": "c020",
        "merged_into_customer_id": "c021",
        "merged_at": "2024-01-01",
    }
    merged: dict[str, Rows] = {**rows, "customer_merges": [*rows["customer_merges"], merge]}
    apart = contents(rebuilt("input", rows))
    together = contents(rebuilt("input", merged))
    assert apart["customers"] != together["customers"]
    assert len(apart["customers"]) == len(together["customers"]) + 1
    again = contents(rebuilt("input", rows))
    assert [mart for mart in apart if apart[mart] != again[mart]] == []


def test_money_in_millions_is_told_to_the_cent(
    everything: duckdb.DuckDBPyConnection, project: Project, rebuilt: Rebuilt
) -> None:
    """A currency whose notes have six zeros; fixed-point arithmetic ends at 18 digits."""
    rows = shop()
    for table, column in MONEY:
        for row in rows[table]:
            if str(row[column]).replace(".", "").lstrip("-").isdigit():
                row[column] = f"{Decimal(str(row[column])) * NOTE:.2f}"
    con = rebuilt("input", rows)
    assert broken_tests(project, con) == []
    total = "select sum(revenue_amount) from marts.orders"
    before, after = everything.execute(total).fetchall()[0], con.execute(total).fetchall()[0]
    # each order in another currency is rounded to the cent
    assert after[0] == pytest.approx(before[0] * NOTE, rel=Decimal("1e-6"))


def test_an_erasure_keeps_the_totals_and_no_trace(rebuilt: Rebuilt) -> None:
    rows = shop()
    # what is rejected for another reason shows its content, but not that of the erased
    rows["orders"].append({**rows["orders"][0], "order_id": "bad", "customer_id": "c011"})
    rows["orders"][-1]["amount"] = "1.234,56"
    kept = {name: table for name, table in rows.items() if name != "erasures"}
    totals = """select table_name, sum(row_count), sum(source_amount) from marts.reconciliation
        where table_name <> 'erasures' group by table_name order by table_name"""
    con = rebuilt("input", kept)
    before = con.execute(totals).fetchall()
    assert [mart for mart, text in contents(con).items() if any("c011" in row for row in text)]
    (tables := {**rows})["erasures"] = [{"customer_id": "c011", "requested_at": "2024-05-05"}]
    con = rebuilt("input", tables)
    assert con.execute(totals).fetchall() == before
    traces = {mart: [row for row in text if "c011" in row] for mart, text in contents(con).items()}
    assert {mart: found[:2] for mart, found in traces.items() if found} == {}
    erased = con.execute(
        """select sum(row_count) > 0 from marts.reconciliation
        where outcome_code = 'erased_customer' and table_name = 'orders'"""
    ).fetchone()
    assert erased == (True,)
