"""A raw export is used as it is: columns, values, zones, attributes and exclusions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from load_helpers import Shop
from scripts.contract import InputError

LINES = """tables:
  order_lines:
    files: "export*.csv"
    columns: {order_id: Invoice, customer_id: "Customer ID", ordered_at: Day, quantity: Qty,
      unit_price: Price, product_id: Code}
"""
EXPORT = "Invoice,Customer ID,Day,Qty,Price,Code,Country\n"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def test_columns_of_an_export_become_columns_of_the_contract(shop: Shop) -> None:
    shop.write("export 1.csv", EXPORT + "i1,c1,2024-03-01,2,4.5,TEST001,France\n")
    shop.mapping(LINES + "    attributes: {country: Country}\n    exclude: Code in ('TEST001')\n")
    shop.load()
    sql = """select order_id, customer_id, ordered_at, quantity, unit_price, line_number,
        _attributes, _is_excluded from raw.order_lines"""
    assert shop.rows(sql) == [
        ("i1", "c1", "2024-03-01", "2", "4.5", None, '{"country":"France"}', True)
    ]
    assert set(shop.rows("select column_name from raw.mapped_columns where is_attribute")) == {
        ("country",)
    }
    assert ("product_id",) in shop.rows("select column_name from raw.mapped_columns")


def test_values_may_be_constant_computed_or_generated(shop: Shop) -> None:
    shop.write("export.csv", "Day,Net,Who\n2024-03-01,10,anna\n13/01/2017,,BOB\n")
    shop.mapping("""tables:
  orders:
    files: export.csv
    columns:
      order_id: {generated: row}
      customer_id: {expression: "lower(Who) || '''s'"}
      ordered_at: Day
      amount: {expression: "try_cast(Net as decimal(18, 2)) * 2"}
      channel: {constant: "it's web"}
      variable_cost: {constant: 3}
""")
    shop.load()
    sql = """select order_id, customer_id, ordered_at, cast(amount as varchar), channel,
        variable_cost from raw.orders order by _source_row"""
    assert shop.rows(sql) == [
        ("export.csv:1", "anna's", "2024-03-01", "20.00", "it's web", 3),
        ("export.csv:2", "bob's", "13/01/2017", None, "it's web", 3),
    ]


def test_nothing_is_made_up_for_a_broken_line(shop: Shop) -> None:
    shop.write("export.csv", "Who,Day,Net\nanna,2024-03-01,1\nbroken\n")
    shop.mapping("""tables:
  orders:
    files: export.csv
    columns:
      order_id: {generated: row}
      customer_id: {expression: "coalesce(Who, 'nobody')"}
      ordered_at: Day
      amount: Net
      channel: {constant: web}
    attributes: {kind: {constant: web}}
    exclude: "Who is null"
""")
    shop.load()
    sql = """select order_id, customer_id, channel, _attributes, _is_excluded, _unreadable_line
        from raw.orders order by _source_row"""
    assert shop.rows(sql) == [
        ("export.csv:1", "anna", "web", '{"kind":"web"}', False, None),
        (None, None, None, None, False, "broken"),
    ]


def test_two_tables_may_come_from_one_file(shop: Shop) -> None:
    shop.write(
        "orders.csv",
        "order_id,customer_id,ordered_at,amount,country\no1,c1,2024-01-01,1,F\n",
    )
    shop.mapping("tables: {orders: {files: orders.csv}, customers: {files: ['*.csv']}}")
    shop.load()
    assert shop.rows("select customer_id, country from raw.customers") == [("c1", "F")]
    assert shop.column("order_id") == ["o1"]


def test_a_column_mapped_to_null_is_not_taken(shop: Shop) -> None:
    shop.write(
        "orders.csv",
        "order_id,customer_id,ordered_at,amount,channel\no1,c1,2024-01-01,1,x\n",
    )
    shop.mapping("tables: {orders: {columns: {channel: null}}}")
    shop.load()
    assert shop.column("channel") == [None]
    assert ("channel",) not in shop.rows("select column_name from raw.mapped_columns")


def test_utc_times_move_to_the_day_of_the_shop(shop: Shop) -> None:
    shop.parquet(
        "orders.parquet",
        """select 'o1' as order_id, 'c1' as customer_id, 1.0 as amount,
            timestamp '2017-07-01 03:59:59' as ordered_at
        union all select 'o2', 'c1', 1.0, timestamp '2017-07-01 04:00:00'""",
    )
    shop.mapping("settings: {timezone: America/New_York, source_timezone: UTC}")
    shop.load()
    assert shop.column("cast(ordered_at as varchar)") == [
        "2017-06-30 23:59:59",
        "2017-07-01 00:00:00",
    ]


@pytest.mark.parametrize(
    ("source_timezone", "given", "kept"),
    [
        ("", "2024-07-01 23:30:00", "2024-07-01 23:30:00"),
        ("", "2024-07-01T23:30:00Z", "2024-07-02 00:30:00"),
        ("", "2024-07-01 23:30:00-05:00", "2024-07-02 05:30:00"),
        ("UTC", "2024-07-01 23:30:00", "2024-07-02 00:30:00"),
        ("UTC", "2024-07-01", "2024-07-01"),
        ("UTC", "01/07/2024 23:30", "01/07/2024 23:30"),
        ("UTC", "noon", "noon"),
    ],
)
def test_text_times_move_only_where_they_can_be_read(
    shop: Shop, source_timezone: str, given: str, kept: str
) -> None:
    shop.orders(f"o1,c1,{given},1")
    zone = f", source_timezone: {source_timezone}" if source_timezone else ""
    shop.mapping(f"settings: {{timezone: Europe/London{zone}}}")
    shop.load()
    assert shop.column("ordered_at") == [kept]


def test_times_with_a_zone_of_their_own_move_to_the_shop(shop: Shop) -> None:
    shop.parquet(
        "orders.parquet",
        """select 'o1' as order_id, 'c1' as customer_id, 1.0 as amount,
            timestamptz '2024-07-01 23:30:00+00' as ordered_at""",
    )
    shop.mapping("settings: {timezone: Europe/London, source_timezone: America/New_York}")
    shop.load()
    assert shop.column("cast(ordered_at as varchar)") == ["2024-07-02 00:30:00"]


def test_a_date_has_no_zone(shop: Shop) -> None:
    shop.orders("o1,c1,2024-03-01 12:00,1")
    shop.parquet(
        "costs.parquet",
        """select timestamp '2024-03-01' as incurred_on, 'service' as cost_type, 5 as amount
        union all select timestamp '2024-03-01 02:00:00', 'service', 5""",
    )
    shop.mapping("settings: {timezone: America/New_York, source_timezone: UTC}")
    shop.load()
    assert shop.column("cast(incurred_on as varchar)", "costs") == [
        "2024-03-01",
        "2024-02-29",
    ]


def test_only_rows_without_a_key_get_a_digest(shop: Shop) -> None:
    same = "i1,c1,2024-03-01,1,2,x,France\n"
    shop.write("export.csv", EXPORT + same + same + same.replace("France", "Spain"))
    shop.orders("o1,c1,2024-03-01,1")
    shop.mapping(LINES)
    shop.load()
    one, two, three = shop.column("_digest", "order_lines")
    assert one is not None
    assert one == two != three
    assert shop.column("_digest") == [None]
    shop.mapping(LINES + "    duplicates: keep\n")
    shop.load()
    assert shop.column("_digest", "order_lines") == [None] * 3


def test_attributes_leave_out_what_is_not_known(shop: Shop) -> None:
    shop.parquet(
        "orders.parquet",
        """select num as order_id, 1 as customer_id, date '2024-03-01' as ordered_at, 1 as amount,
            case when num = 1 then 2.0::double end as size, null as "Why ""so"
        from range(1, 3) as numbers (num)""",
    )
    shop.mapping("""tables: {orders: {attributes: {size: size, why: 'Why "so'}}}""")
    shop.load()
    assert [value and json.loads(value) for value in shop.column("_attributes")] == [
        {"size": "2"},
        None,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tables: {order: {}}", "`order`.*`orders`"),
        ("tables: {orders: {columns: {order_date: x}}}", "`order_date`.*`ordered_at`"),
        ("tables: {orders: {colums: {order_id: x}}}", "colums.*`columns`"),
        ("setting: {currency: GBP}", "setting.*`settings`"),
        ("settings: {time_zone: UTC}", "time_zone.*`timezone`"),
        ("settings: {timezone: Europe/Londn}", "Europe/Londn.*`Europe/London`"),
        ("settings: {currency: pounds}", "three capital letters"),
        ("tables: {orders: {duplicates: maybe}}", "duplicates.*maybe"),
        ("tables: {orders: {delimiter: ', '}}", "one character"),
        (
            "tables: {orders: {columns: {amount: {constnt: 1}}}}",
            "tables.orders.columns.amount",
        ),
        (
            "tables: {orders: {columns: {amount: Total}}}",
            "no column `Total`.*Columns found",
        ),
        (
            "tables: {orders: {columns: {amount: amout}}}",
            "`amout`.*Did you mean `amount`",
        ),
        ("tables: {orders: {attributes: {channel: amount}}}", "`channel` is a column"),
        ("tables: {orders: {attributes: {'a b': amount}}}", "letters, digits"),
        ("tables: {orders: {files: 'sales*.csv'}}", r"no file matches `sales\*.csv`"),
        ("tables: {orders: {files: '../orders.csv'}}", "within the input folder"),
        ("tables: {orders: {encoding: utf-88}}", "utf-88.*`utf-8`"),
        ("tables: {customers: {}}", "no customers.csv"),
        ("tables:\n  orders: {columns: [a\n", "line 3"),
        ("tables: {orders: {}, orders: {}}", "line 1: `orders` is given twice"),
        ("- a\n- b\n", "must begin with"),
    ],
)
def test_a_mistake_in_the_mapping_names_its_remedy(shop: Shop, text: str, expected: str) -> None:
    shop.orders("o1,c1,2024-03-01,1")
    shop.mapping(text)
    with pytest.raises(InputError, match="(?s)" + expected):
        shop.load()


def test_an_empty_mapping_says_nothing(shop: Shop) -> None:
    shop.orders("o1,c1,2024-03-01,1")
    shop.mapping("settings:\ntables:\n  orders:\n")
    assert shop.load().rows == 1
