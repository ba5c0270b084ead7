"""What loading does about erasures: new rows, requests taken back, columns nobody asked for."""

from pathlib import Path

import duckdb

from forgetting import ID, TOLD, Handed, Rows, tables, texts
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


def test_an_order_corrected_to_somebody_erased_goes_whole_and_comes_back_whole(
    tmp_path: Path,
) -> None:
    """What was loaded before names another customer, and is to go by the same token."""
    shop = Handed(tmp_path)
    shop.hand_over("a_base", [("o1", "zzben-1"), ("o2", ID)])
    shop.ask_for([ID])
    assert shop.orders() == [("erased", "erased"), ("o1", "zzben-1")]
    shop.note_a_build()
    shop.hand_over("c_other", [("o4", ID), ("o5", "zzcat-2")])
    assert shop.has_a_build()
    shop.take_away("c_other")
    shop.hand_over("b_correction", [("o1", ID)])
    assert shop.orders() == [("erased", "erased"), ("erased", "erased"), ("erased", "zzben-1")]
    assert not shop.has_a_build(), "rows that nobody changed are others now"
    shop.take_away("b_correction")
    assert shop.orders() == [("erased", "erased"), ("o1", "zzben-1")]


def test_a_request_taken_back_while_another_comes(tmp_path: Path) -> None:
    shop = Handed(tmp_path)
    shop.hand_over("orders", [("o1", "zzben-1"), ("o2", ID), ("o3", "zzcat-2")])
    shop.ask_for([ID])
    assert shop.orders() == [("erased", "erased"), ("o1", "zzben-1"), ("o3", "zzcat-2")]
    shop.ask_for(["zzben-1"])
    assert shop.orders() == [("erased", "erased"), ("o2", ID), ("o3", "zzcat-2")]


def test_of_two_merges_the_later_decides_who_is_erased_in_a_rebuild_too(tmp_path: Path) -> None:
    shop = Handed(tmp_path)
    shop.hand_over("orders", [("o1", "zzben-1"), ("o2", ID), ("o3", "zzcat-2")])
    shop.merge("b_first", ID, "zzben-1")
    shop.merge("a_later", ID, "zzcat-2")
    shop.ask_for([ID])
    assert shop.orders() == [("erased", "erased"), ("erased", "erased"), ("o1", "zzben-1")]
    shop.take_back("a_later")
    assert shop.orders() == [("erased", "erased"), ("erased", "erased"), ("o3", "zzcat-2")]


def test_a_line_that_cannot_be_split_comes_back_with_whom_it_names(tmp_path: Path) -> None:
    shop = Handed(tmp_path)
    line = f"o3,{ID},2024-01-02,9,9,9"
    shop.hand_over("orders", [("o1", "zzben-1")])
    with (shop.source / "orders" / "orders.csv").open("a") as orders:
        orders.write(f"{line}\n")
    found = []
    for people in ([], [ID], []):
        shop.ask_for(people)
        found += shop.broken_lines()
    assert found == [line, "(erased)", line]
