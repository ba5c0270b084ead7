"""A load brings what is new or changed, and only that; the rest stays as it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from load_helpers import HEADER, Shop, actions
from scripts.contract import InputError


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    shop.orders("o1,c1,2024-03-01,1", name="orders/a.csv")
    shop.orders("o2,c2,2024-03-01,2", "o3,c2,2024-03-01,3", name="orders/b.csv")
    shop.load()
    return shop


def test_the_same_files_again_change_nothing(shop: Shop) -> None:
    before = (
        shop.rows("select * from raw.orders"),
        shop.rows("select * from raw.loaded_files"),
    )
    os.utime(shop.input / "orders" / "a.csv", ns=(5, 5))
    assert actions(shop.load()) == [
        ("orders/a.csv", "unchanged", 1),
        ("orders/b.csv", "unchanged", 2),
    ]
    assert shop.rows("select * from raw.orders") == before[0]
    assert shop.rows("select max(load_number) from raw.loaded_files") == [(1,)]


def test_a_changed_file_replaces_its_own_rows_alone(shop: Shop) -> None:
    shop.orders("o2,c2,2024-03-01,9", name="orders/b.csv")
    result = shop.load()
    assert actions(result) == [
        ("orders/a.csv", "unchanged", 1),
        ("orders/b.csv", "replaced", 1),
    ]
    assert result.rows == 2
    sql = "select order_id, amount, _load_number from raw.orders order by order_id"
    assert shop.rows(sql) == [("o1", "1", 1), ("o2", "9", 2)]


def test_a_new_file_is_added_and_a_removed_one_goes(shop: Shop) -> None:
    shop.orders("o4,c1,2024-03-01,4", name="orders/c.csv")
    (shop.input / "orders" / "a.csv").unlink()
    assert actions(shop.load()) == [
        ("orders/a.csv", "removed", 1),
        ("orders/b.csv", "unchanged", 2),
        ("orders/c.csv", "loaded", 1),
    ]
    assert sorted(shop.column("order_id")) == ["o2", "o3", "o4"]
    files = shop.rows("select source_file, load_number, row_count from raw.loaded_files order by 1")
    assert files == [("orders/b.csv", 1, 2), ("orders/c.csv", 2, 1)]


def test_a_table_that_is_gone_is_empty_and_no_longer_mapped(shop: Shop) -> None:
    customers = shop.write("customers.csv", "customer_id,gender\nc1,f\n")
    shop.load()
    assert shop.rows("select count(*) from raw.customers") == [(1,)]
    customers.unlink()
    shop.load()
    assert shop.rows("select count(*) from raw.customers") == [(0,)]
    assert shop.rows("select count(*) from raw.mapped_columns where table_name <> 'orders'") == [
        (0,)
    ]


def test_another_mapping_of_a_table_loads_it_again(shop: Shop) -> None:
    shop.write("customers.csv", "customer_id,sex\nc1,f\n")
    shop.load()
    shop.mapping("tables: {customers: {columns: {gender: sex}}}")
    assert actions(shop.load()) == [
        ("orders/a.csv", "unchanged", 1),
        ("orders/b.csv", "unchanged", 2),
        ("customers.csv", "replaced", 1),
    ]
    assert shop.column("gender", "customers") == ["f"]


def test_another_zone_loads_times_again(shop: Shop) -> None:
    shop.mapping("settings: {timezone: Europe/London}")
    assert {action for _, action, _ in actions(shop.load())} == {"replaced"}


def test_a_load_id_is_of_the_content_and_not_of_the_warehouse(shop: Shop) -> None:
    ids = shop.rows("select load_id from raw.loaded_files order by source_file")
    shop.warehouse = shop.warehouse.with_name("another")
    shop.load()
    assert shop.rows("select load_id from raw.loaded_files order by source_file") == ids
    assert len(set(ids)) == 2
    assert all(len(load_id) == 16 for (load_id,) in ids)


def test_a_later_file_that_forces_text_keeps_earlier_values(shop: Shop) -> None:
    (shop.input / "products").mkdir()
    shop.parquet(
        "products/a.parquet",
        "select 'p1' as product_id, 2.5::double as unit_cost, 3 as list_price",
    )
    shop.load()
    assert shop.rows("select unit_cost, list_price from raw.products") == [(2.5, 3)]
    shop.write("products/b.csv", "product_id,unit_cost\np2,£5\n")
    shop.load()
    sql = "select unit_cost, list_price from raw.products order by product_id"
    assert shop.rows(sql) == [("2.5", 3), ("£5", None)]


def test_a_refused_load_leaves_rows_and_settings_as_they_were(shop: Shop) -> None:
    tables = ("orders", "loaded_files", "mapped_columns", "run_settings")
    before = [shop.rows(f"select * from raw.{table}") for table in tables]
    shop.orders("o1,c1,2024-03-01,99", name="orders/a.csv")
    shop.write("orders/b.csv", HEADER.replace("amount", "total"))
    shop.mapping("settings: {currency: GBP}")
    with pytest.raises(InputError, match=r"orders/b\.csv.*`amount`"):
        shop.load()
    assert [shop.rows(f"select * from raw.{table}") for table in tables] == before


def test_the_settings_of_a_run_are_there_for_the_models(shop: Shop) -> None:
    shop.mapping("settings: {currency: GBP, timezone: Europe/London}")
    shop.load()
    shop.load()
    sql = "select as_of_date, reporting_currency, timezone from raw.run_settings"
    assert shop.rows(sql) == [(None, "GBP", "Europe/London")]
    assert shop.rows("select column_name from raw.mapped_columns order by 1") == [
        ("amount",),
        ("customer_id",),
        ("order_id",),
        ("ordered_at",),
    ]
