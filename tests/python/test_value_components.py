"""The parts of a customer's value on the worked ledger: two customers and a referral."""

import datetime
from decimal import Decimal

import duckdb
import pytest

from scripts.load import load
from warehouse import dbt, write_tables

# order number, category, quantity, list price, paid price, unit cost, service cost of the line
LEDGER = {
    "k1": [
        (1, "deposit", 2, 50, 45, 20, 10),
        (2, "deposit", 2, 50, 45, 20, 8),
        (3, "deposit", 3, 50, 48, 20, 7),
        (3, "fund", 1, 200, 190, 120, 7),
        (4, "fund", 1, 200, 200, 120, 6),
    ],
    "k2": [(1, "card", 1, 80, 72, 30, 10), (2, "card", 1, 80, 76, 30, 9)],
}
PARTS = (
    "first_purchase_amount",
    "repeat_amount",
    "cross_sell_amount",
    "service_saving_amount",
    "referral_amount",
    "loyalty_amount",
    "net_margin_amount",
)


def tables() -> dict[str, list[dict[str, object]]]:
    """The ledger as it would be handed over; orders of a customer are a month apart."""
    lines: list[dict[str, object]] = []
    costs: list[dict[str, object]] = []
    for customer, rows in LEDGER.items():
        for line, (order, category, quantity, listed, paid, unit_cost, service) in enumerate(rows):
            day = datetime.date(2024, order, 10)
            lines.append(
                {
                    "order_id": f"{customer}-{order}",
                    "line_number": line + 1,
                    "customer_id": customer,
                    "ordered_at": day,
                    "product_id": category,
                    "quantity": quantity,
                    "unit_price": paid,
                    "list_price": listed,
                    "unit_cost": unit_cost,
                }
            )
            costs.append(
                {
                    "incurred_on": day,
                    "cost_type": "service",
                    "amount": service,
                    "customer_id": customer,
                }
            )
    costs.append(
        {"incurred_on": "2024-01-05", "cost_type": "acquisition", "amount": 60, "customer_id": "k1"}
    )
    for number, cost in enumerate(costs):
        cost["cost_id"] = number
    return {
        "order_lines": lines,
        "products": [{"product_id": c, "category": c} for c in ("deposit", "fund", "card")],
        "costs": costs,
        "referrals": [
            {
                "referrer_id": "k1",
                "referred_id": "k2",
                "referred_at": "2024-01-02",
                "sentiment": "positive",
                "incentive": 15,
            }
        ],
    }


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The marts of value, built from the ledger."""
    folder = tmp_path_factory.mktemp("components")
    warehouse = folder / "warehouse"
    warehouse.mkdir()
    load(write_tables(tables(), folder / "input"), warehouse)
    select = ["--select", "+customer_lifetime_value", "--indirect-selection", "cautious"]
    outcome = dbt("build", *select, "--exclude", "resource_type:unit_test", warehouse=warehouse)
    assert outcome.returncode == 0, outcome.stdout
    return duckdb.connect(str(warehouse / "build.duckdb"), read_only=True)


def test_parts_of_value_match_the_worked_example(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        f"select customer_id, {', '.join(PARTS)} from marts.customer_lifetime_value order by 1"
    ).fetchall()
    assert rows == [
        ("k1", *map(Decimal, ("-20.00", "105.00", "100.00", "12.00", "45.00", "39.00", "236.00"))),
        ("k2", *map(Decimal, ("17.00", "32.00", "0.00", "1.00", "0.00", "4.00", "54.00"))),
    ]
