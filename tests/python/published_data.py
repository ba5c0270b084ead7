"""Real data sets with published figures; tests that want them skip where they are not at hand."""

import shutil
from pathlib import Path

import duckdb
import pytest

SHARED = Path(__file__).parents[3] / "shared" / "data"

ONLINE_RETAIL_MAPPING = """settings:
  currency: GBP
  timezone: Europe/London
tables:
  order_lines:
    files: "online_retail*.parquet"
    columns:
      order_id: Invoice
      ordered_at: InvoiceDate
      customer_id: "Customer ID"
      product_id: StockCode
      quantity: Quantity
      unit_price: Price
    attributes: {country: Country}
"""


def _shared(path: str) -> Path:
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"{path} of the shared data sets is not at hand")
    return found


def cdnow_rows() -> list[dict[str, object]]:
    """The 69,659 transactions of CDNOW, a row each."""
    lines = _shared("cdnow/CDNOW_master.txt").read_text().splitlines()
    fields = [line.split() for line in lines if line.strip()][1:]
    return [
        {
            "order_id": number,
            "customer_id": customer,
            "ordered_at": f"{day[:4]}-{day[4:6]}-{day[6:]}",
            "amount": amount,
        }
        for number, (customer, day, _, amount) in enumerate(fields, start=1)
    ]


def cdnow_sample_rows() -> list[dict[str, object]]:
    """The transactions of the tenth of CDNOW's customers that the literature works with."""
    lines = _shared("cdnow/CDNOW_sample.txt").read_text().splitlines()
    fields = [line.split() for line in lines if line.strip()]
    return [
        {
            "order_id": number,
            "customer_id": customer,
            "ordered_at": f"{day[:4]}-{day[4:6]}-{day[6:]}",
            "amount": amount,
        }
        for number, (_, customer, day, _, amount) in enumerate(fields, start=1)
    ]


def online_retail_folder(folder: Path) -> Path:
    """An input folder with Online Retail 2009-2010 as it is, and a mapping."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(_shared("online_retail_2009_2010/online_retail.parquet"), folder)
    (folder / "mapping.yml").write_text(ONLINE_RETAIL_MAPPING)
    return folder


OLIST_MAPPING = """settings:
  currency: BRL
  timezone: America/Sao_Paulo
tables:
  orders:
    columns:
      order_id: order_id
      customer_id: customer_unique_id
      ordered_at: order_purchase_timestamp
      amount: amount
      status: order_status
  surveys:
    columns:
      answer_id: {generated: row}
      customer_id: customer_unique_id
      answered_at: review_answer_timestamp
      question: {constant: satisfaction}
      score: review_score
      scene: {constant: order}
"""


def olist_folder(folder: Path) -> Path:
    """Olist's orders and reviews; an order names a delivery, and another file the person."""
    source = _shared("olist_sample")
    folder.mkdir(parents=True)
    person = f"""select order_id, customer_unique_id, order_purchase_timestamp, order_status
        from '{source}/olist_orders_dataset.csv.gz' as orders
        inner join '{source}/olist_customers_dataset.csv.gz' as customers
            on orders.customer_id = customers.customer_id"""
    duckdb.sql(
        f"""copy (
            select persons.*, items.amount
            from ({person}) as persons
            inner join (
                select order_id, sum(price + freight_value) as amount
                from '{source}/olist_order_items_dataset.csv.gz'
                group by order_id
            ) as items on persons.order_id = items.order_id
        ) to '{folder}/orders.csv'"""
    )
    duckdb.sql(
        f"""copy (
            select persons.customer_unique_id, reviews.review_answer_timestamp, reviews.review_score
            from '{source}/olist_order_reviews_dataset.csv.gz' as reviews
            inner join ({person}) as persons on reviews.order_id = persons.order_id
        ) to '{folder}/surveys.csv'"""
    )
    (folder / "mapping.yml").write_text(OLIST_MAPPING)
    return folder
