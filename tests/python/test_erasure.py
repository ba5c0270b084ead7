"""What loading does about erasures: new rows, requests taken back, columns nobody asked for."""

from pathlib import Path

import duckdb

from forgetting import ID, TOLD, Rows, tables, texts
from scripts.load import load
from warehouse import write_tables


def test_taking_an_erasure_back_brings_the_rows_back(tmp_path: Path) -> None:
    source, place = write_tables(tables(), tmp_path / "in"), tmp_path / "out"
    count = f"select count(*) from raw.orders where customer_id = '{ID}'"
    found = []
    for erased in (False, True, False):
        (source / "erasures.csv").unlink(missing_ok=True)
        if erased:
            rows: Rows = [{"customer_id": ID, "requested_at": "2023-12-31"}]
            write_tables({"erasures": rows}, source)
        load(source, place)
        with duckdb.connect(str(place / "build.duckdb"), read_only=True) as con:
            found += con.execute(count).fetchall()
            numbers = con.execute(
                "select distinct _load_number from raw.orders union select load_number"
                " from raw.loaded_files where table_name = 'orders'"
            ).fetchall()
    assert found == [(13,), (0,), (13,)]
    assert numbers == [(1,)]


def test_a_new_file_about_somebody_erased_is_erased_too(tmp_path: Path) -> None:
    source, place = tmp_path / "in", tmp_path / "out"
    (source / "orders").mkdir(parents=True)
    parts = tables()["orders"]
    write_tables({"orders/a": parts[:-3]}, source)
    write_tables(
        {
            "erasures": [{"customer_id": "old-name", "requested_at": "2023-12-31"}],
            "customer_merges": [{"customer_id": "old-name", "merged_into_customer_id": ID}],
        },
        source,
    )
    load(source, place)
    write_tables({"orders/b": parts[-3:]}, source)
    load(source, place)
    with duckdb.connect(str(place / "build.duckdb"), read_only=True) as con:
        told = con.execute(
            """select count(*), count(distinct customer_id) from raw.orders
            where customer_id like 'erased-%' and order_id like 'erased-%'"""
        ).fetchall()
        people = con.execute(
            """select customer_id = merged_into_customer_id,
                merged_into_customer_id in (select customer_id from raw.orders)
            from raw.customer_merges"""
        ).fetchall()
    assert told == [(13, 1)]
    assert people == [(False, True)]


def test_columns_nobody_maps_are_not_loaded(tmp_path: Path) -> None:
    load(write_tables(tables(), tmp_path / "in"), tmp_path / "out")
    held = {text for _, text in texts(tmp_path / "out" / "build.duckdb")}
    assert TOLD[0] in held
    assert not any(TOLD[1] in text for text in held)


def test_attributes_are_carried_only_where_the_mapping_asks(tmp_path: Path) -> None:
    source = write_tables(tables(), tmp_path / "in")
    (source / "mapping.yml").write_text("tables: {customers: {attributes: {contact: email}}}\n")
    load(source, tmp_path / "out")
    with duckdb.connect(str(tmp_path / "out" / "build.duckdb"), read_only=True) as con:
        carried = con.execute(
            "select column_name from raw.mapped_columns where is_attribute"
        ).fetchall()
    assert carried == [("contact",)]
