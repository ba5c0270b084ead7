"""Which files of the input Spark may read itself: those whose rows are columns as they lie."""

from pathlib import Path

import duckdb
import pytest

from load_helpers import Shop
from scripts.engines.spark_input import read_there
from scripts.steps import BUILD

ORDER = """select 'o' || i as order_id, 'c' || i as customer_id, date '2024-01-05' as ordered_at,
    cast(i as decimal(9, 2)) as amount from range(1, 4) as t(i)"""
KINDS = {"order_id": "string", "_source_row": "bigint"}


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def files(shop: Shop, table: str = "orders") -> list[str]:
    """Load the folder; the files that Spark may read of it."""
    shop.load()
    return still(shop, table)


def still(shop: Shop, table: str = "orders") -> list[str]:
    """The files that Spark may read of what was loaded before."""
    with duckdb.connect(str(shop.warehouse / BUILD), read_only=True) as con:
        return sorted(read_there(con, table, shop.input, KINDS))


def test_parquet_with_the_contract_s_columns_is_read_where_it_lies(shop: Shop) -> None:
    shop.parquet("orders.parquet", ORDER)
    assert files(shop) == ["orders.parquet"]


def test_text_is_not_as_its_rows_have_no_numbers_to_spark(shop: Shop) -> None:
    shop.orders("o1,c1,2024-01-05,1.00")
    assert files(shop) == []


def test_another_name_is_no_matter_but_a_rule_of_the_mapping_is(shop: Shop) -> None:
    shop.parquet("orders.parquet", ORDER.replace("as order_id", "as number"))
    shop.mapping("tables:\n  orders:\n    columns:\n      order_id: number\n")
    assert files(shop) == ["orders.parquet"]
    shop.mapping(
        "tables:\n  orders:\n    columns:\n      order_id: {expression: trim(number)}\n",
    )
    assert files(shop) == []


@pytest.mark.parametrize(
    "rule",
    ["exclude: amount > 2", "attributes: {till: order_id}", "columns: {channel: {constant: web}}"],
)
def test_what_only_the_loader_makes_is_handed_over(shop: Shop, rule: str) -> None:
    shop.parquet("orders.parquet", ORDER)
    shop.mapping(f"tables:\n  orders:\n    {rule}\n")
    assert files(shop) == []


def test_a_mapping_or_a_file_that_changed_since_is_not_what_was_loaded(shop: Shop) -> None:
    path = shop.parquet("orders.parquet", ORDER)
    assert files(shop) == ["orders.parquet"]
    shop.mapping("tables:\n  orders:\n    columns:\n      channel: customer_id\n")
    assert still(shop) == []
    (shop.input / "mapping.yml").unlink()
    path.touch()
    assert still(shop) == []


def test_a_column_that_is_kept_as_text_is_handed_over(shop: Shop) -> None:
    (shop.input / "orders").mkdir()
    shop.parquet("orders/a.parquet", ORDER)
    shop.orders("o9,c9,2024-01-05,1.00", name="orders/b.csv")
    assert files(shop) == []


def test_whole_rows_told_apart_by_a_digest_are_handed_over(shop: Shop) -> None:
    shop.orders("o1,c1,2024-01-05,1.00")
    shop.parquet(
        "costs.parquet", "select date '2024-01-05' as incurred_on, 'rent' as cost_type, 5 as amount"
    )
    assert files(shop, "costs") == []


def test_nothing_is_read_there_once_somebody_is_erased(shop: Shop) -> None:
    shop.parquet("orders.parquet", ORDER)
    shop.write("erasures.csv", "customer_id,requested_at\nc2,2024-02-01\n")
    assert files(shop) == []


def test_a_path_that_is_a_pattern_to_spark_is_handed_over(shop: Shop) -> None:
    (shop.input / "orders").mkdir()
    shop.parquet("orders/a[1].parquet", ORDER)
    assert files(shop) == []
