"""Past months that change after they were published: by how much, and because of what."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from refreshed import ask
from scripts.load import load
from scripts.passed import note
from scripts.publish import publish, roll_back
from warehouse import dbt, write_tables

Rows = list[dict[str, object]]
Months = dict[str, Decimal]


def orders(*rows: tuple[str, str, str, str]) -> Rows:
    """Rows of the orders table."""
    return [
        {"order_id": order, "customer_id": customer, "ordered_at": day, "amount": amount}
        for order, customer, day, amount in rows
    ]


FIRST: dict[str, Rows] = {
    "orders/a": orders(
        ("kept", "ann", "2024-01-05", "1.00"),
        ("refunded", "ann", "2024-01-20", "20.00"),
        ("corrected", "bob", "2024-02-03", "300.00"),
        ("moved", "bob", "2024-02-04", "4000.00"),
        ("merged", "bea", "2024-02-05", "50000.05"),
        ("last", "ann", "2024-03-31", "6.00"),
    ),
    "orders/b": orders(("gone", "cat", "2024-03-07", "700000.07")),
}
SECOND: dict[str, Rows] = {
    "orders/a": FIRST["orders/a"],
    "orders/c": orders(
        ("late", "dan", "2024-01-31", "8.08"),
        ("back", "ann", "2024-03-30", "-20.00"),
        ("corrected", "bob", "2024-02-03", "299.99"),
        ("moved", "bob", "2024-01-04", "4000.00"),
        ("news", "dan", "2024-04-02", "9000.00"),
    ),
    "customer_merges": [{"customer_id": "bea", "merged_into_customer_id": "bob"}],
}
THIRD = {table: rows for table, rows in SECOND.items() if table != "customer_merges"}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three publications: as at first, with every kind of change, and with the merge undone."""
    folder = tmp_path_factory.mktemp("restated")
    place = folder / "warehouse"
    for number, tables in enumerate((FIRST, SECOND, THIRD)):
        source = folder / f"input-{number}"
        for name in tables:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
        write_tables(tables, source)
        load(source, place)
        built = dbt(
            "build",
            *("--exclude-resource-type", "unit_test", "test"),
            *("--select", "+restatements", "+orders"),
            warehouse=place,
        )
        assert built.returncode == 0, built.stdout + built.stderr
        for part in ("build", "marts"):
            note(place, part, 1)
        publish(place)
    return place


def version(warehouse: Path, number: int) -> Path:
    """The file of a version."""
    return warehouse / "versions" / f"marts_{number:06d}.duckdb"


def months(published: Path, until: str) -> Months:
    """Revenue by month as a version tells it, of orders up to a day."""
    return dict(
        ask(
            published,
            f"""select strftime(order_date, '%Y-%m'), sum(revenue_amount) from orders
            where order_date <= date '{until}' group by 1""",
        )
    )


def test_the_first_publication_restates_nothing(warehouse: Path) -> None:
    assert ask(version(warehouse, 1), "from restatements") == []


def test_each_change_of_a_past_month_has_its_cause(warehouse: Path) -> None:
    assert ask(
        version(warehouse, 2),
        """select strftime(order_month, '%Y-%m'), cause_code, then_orders, now_orders,
            then_customers, now_customers, then_amount, now_amount, difference_amount
        from restatements order by 1, 2""",
    ) == [
        ("2024-01", "correction", 0, 1, 0, 1, 0, 4000, 4000),
        ("2024-01", "late_order", 0, 1, 0, 1, 0, Decimal("8.08"), Decimal("8.08")),
        *[
            ("2024-02", "correction", 2, 1, 1, 1, 4300, Decimal("299.99"), Decimal("-4000.01")),
            ("2024-02", "merge", 1, 1, 1, 1, Decimal("50000.05"), Decimal("50000.05"), 0),
        ],
        ("2024-03", "refund", 0, 1, 0, 1, 0, -20, -20),
        ("2024-03", "removed", 1, 0, 1, 0, Decimal("700000.07"), 0, Decimal("-700000.07")),
    ]


def test_differences_sum_to_what_the_two_publications_say(warehouse: Path) -> None:
    then, now = (months(version(warehouse, number), "2024-03-31") for number in (1, 2))
    assert then == {
        "2024-01": 21,
        "2024-02": Decimal("54300.05"),
        "2024-03": Decimal("700006.07"),
    }
    restated: Months = dict(
        ask(
            version(warehouse, 2),
            """select strftime(order_month, '%Y-%m'), sum(difference_amount)
            from restatements group by 1""",
        )
    )
    assert restated == {month: now[month] - then[month] for month in then}


def test_a_merge_shows_in_the_customers_of_its_month(warehouse: Path) -> None:
    assert ask(
        version(warehouse, 2),
        """select month_then_customers, month_now_customers from restatements
        where cause_code = 'merge'""",
    ) == [(2, 1)]


def test_undoing_a_merge_is_told_as_one(warehouse: Path) -> None:
    assert ask(
        version(warehouse, 3),
        """select strftime(order_month, '%Y-%m'), cause_code, month_then_customers,
            month_now_customers, difference_amount from restatements""",
    ) == [("2024-02", "merge", 1, 2, 0)]


def test_after_a_rollback_the_version_of_the_readers_counts(warehouse: Path) -> None:
    roll_back(warehouse)
    roll_back(warehouse)
    load(warehouse.parent / "input-2", warehouse)
    with duckdb.connect(str(warehouse / "build.duckdb")) as con:
        told = con.execute(
            """select version_number, sum(revenue_amount), count(statement_hash)
            from raw.published_orders group by version_number"""
        ).fetchall()
    assert told == [(1, Decimal("754327.12"), 0)]
