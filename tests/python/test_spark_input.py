"""Which files of the input Spark may read itself: those whose rows are columns as they lie."""

import gzip
import hashlib
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
        return sorted(name for name, _ in read_there(con, table, shop.input, KINDS))


def test_parquet_with_the_contract_s_columns_is_read_where_it_lies(shop: Shop) -> None:
    shop.parquet("orders.parquet", ORDER)
    assert files(shop) == ["orders.parquet"]


@pytest.mark.parametrize("name", ["orders.csv", "orders.csv.gz"])
def test_so_is_csv(shop: Shop, name: str) -> None:
    text = b"order_id,customer_id,ordered_at,amount\no1,c1,2024-01-05,1.00\n"
    shop.write(name, gzip.compress(text) if name.endswith("gz") else text)
    assert files(shop) == [name]


@pytest.mark.parametrize(
    "rule",
    [
        "settings: {timezone: Europe/Paris, source_timezone: UTC}",
        "tables: {orders: {encoding: latin-1}}",
        "tables: {orders: {columns: {order_id: {generated: row}}}}",
        "tables: {orders: {attributes: {till: order_id}}}",
    ],
)
def test_text_that_the_loader_changes_is_handed_over(shop: Shop, rule: str) -> None:
    shop.orders("o1,c1,2024-01-05,1.00")
    shop.mapping(f"{rule}\n")
    assert files(shop) == []


def test_so_are_json_lines(shop: Shop) -> None:
    row = '{"order_id": "o1", "customer_id": "c1", "ordered_at": "2024-01-05", "amount": 1}'
    shop.write("orders.jsonl", row)
    assert files(shop) == ["orders.jsonl"]


def test_keys_that_only_case_tells_apart_are_handed_over(shop: Shop) -> None:
    row = (
        '{"order_id": "o1", "customer_id": "c1", "ordered_at": "2024-01-05", "amount": 1, "%s": 2}'
    )
    shop.write("orders.jsonl", row % "amounts")
    assert files(shop) == ["orders.jsonl"]
    shop.write("orders.jsonl", row % "AMOUNT")
    shop.mapping("tables: {orders: {columns: {amount: amount}}}\n")
    assert files(shop) == []


class Answer:
    """A Spark that says one thing, whatever it is asked."""

    def __init__(self, *row: int | None) -> None:
        self.row = row

    def execute(self, query: str) -> None:
        """Take a query."""
        assert "text.`" in query

    def fetchall(self) -> list[tuple[int | None, ...]]:
        """What it says."""
        return [self.row]


def digest(*rows: str) -> int:
    """The first 60 bits of the digest of each row, summed up."""
    return sum(
        int(hashlib.md5(row.encode(), usedforsecurity=False).hexdigest()[:15], 16) for row in rows
    )


def test_csv_is_handed_over_where_spark_makes_other_rows_of_it(shop: Shop) -> None:
    """Rows that can be read, and a sum of all: the number of a row, and each value's bytes."""
    shop.orders("o1,c1,2024-01-05,1.00", "é2,c1,2024-01-05,1", "broken", "o3,c1,2024-01-05,")
    shop.load()
    first, second, broken, last = (
        "1 2:o1 2:c1 10:2024-01-05 4:1.00",
        "2 3:é2 2:c1 10:2024-01-05 1:1",
        "3    ",
        "4 2:o3 2:c1 10:2024-01-05 ",
    )
    with duckdb.connect(str(shop.warehouse / BUILD), read_only=True) as con:
        ((_, there),) = read_there(con, "orders", shop.input, KINDS)
        whole = digest(first, second, broken, last)
        assert there.is_as_loaded(con, Answer(3, whole))
        for wrong in ((4, whole), (3, digest(first, second, last)), (3, None)):
            assert not there.is_as_loaded(con, Answer(*wrong))


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
    assert files(shop) == ["orders/b.csv"]


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
