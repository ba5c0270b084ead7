"""A small invented shop that hands over every table, with the dirt of real exports in each."""

import datetime
import random

from shop_contacts import END, START, Rows, contacts, surroundings

CATEGORIES = {"tea": (4, 9), "coffee": (6, 15), "cups": (8, 30), "books": (10, 40)}


def _products() -> Rows:
    rows: Rows = []
    for category, (low, high) in CATEGORIES.items():
        for number in range(3):
            price = low + (high - low) * number / 2
            rows.append(
                {
                    "product_id": f"{category}-{number}",
                    "product_name": f"{category} number {number}",
                    "category": category,
                    "unit_cost": f"{price * 0.6:.2f}",
                    "list_price": f"{price:.2f}",
                }
            )
    return rows


def _customers(rng: random.Random, count: int) -> Rows:
    return [
        {
            "customer_id": f"c{number:03d}",
            "signed_up_at": START + datetime.timedelta(days=rng.randrange(600)),
            "birth_date": datetime.date(1950 + rng.randrange(50), 1 + rng.randrange(12), 1),
            "gender": rng.choice(["f", "m", ""]),
            "annual_income": rng.choice([18000, 32000, 55000, ""]),
            "region": rng.choice(["north", "south"]),
            "country": rng.choice(["GB", "GB", "DE"]),
            "acquisition_channel": rng.choice(["search", "friend", "fair"]),
            "customer_type": rng.choice(["private", "trade"]),
            "switching_cost": rng.choice(["", "0", "20", "120", "600"]),
            "do_not_retain": "true" if number % 29 == 0 else "false",
        }
        for number in range(count)
    ]


def _visits(rng: random.Random, customers: Rows) -> list[tuple[str, datetime.datetime]]:
    """Each customer comes at a pace of their own, and some of them stop."""
    visits = []
    for customer in customers:
        pace = rng.choice([6, 12, 25, 50, 110])
        day = START + datetime.timedelta(days=rng.randrange(700))
        stop = END if rng.random() < 0.5 else day + datetime.timedelta(days=rng.randrange(1, 500))
        while day <= min(stop, END):
            moment = datetime.time(9 + rng.randrange(9), rng.randrange(60))
            visits.append((str(customer["customer_id"]), datetime.datetime.combine(day, moment)))
            day += datetime.timedelta(days=1 + int(rng.expovariate(1 / pace)))
    return sorted(visits, key=lambda visit: (visit[1], visit[0]))


def _orders(rng: random.Random, customers: Rows, products: Rows) -> tuple[Rows, Rows]:
    orders: Rows = []
    lines: Rows = []
    for number, (customer_id, moment) in enumerate(_visits(rng, customers), start=1):
        order_id = f"o{number:05d}"
        amount = 0.0
        for line_number in range(1, rng.choice([2, 2, 3, 4])):
            product = rng.choice(products)
            quantity = rng.choice([1, 1, 2, 5])
            list_price = float(str(product["list_price"]))
            paid = round(list_price * rng.choice([1, 1, 0.9]), 2)
            amount += quantity * paid
            lines.append(
                {
                    "order_id": order_id,
                    "line_number": line_number,
                    "product_id": product["product_id"],
                    "quantity": quantity,
                    "unit_price": f"{paid:.2f}",
                    "list_price": f"{list_price:.2f}",
                    "discount_amount": f"{quantity * (list_price - paid):.2f}",
                }
            )
        orders.append(
            {
                "order_id": order_id,
                "customer_id": customer_id,
                "ordered_at": moment.isoformat(sep=" "),
                "amount": f"{amount:.2f}",
                "currency": "EUR" if number % 50 == 0 else "GBP",
                "channel": rng.choice(["web", "shop"]),
                "campaign_id": rng.choice(["spring", "autumn", "", "", ""]),
                "salesperson_id": rng.choice(["s1", "s2"]),
                "status": "cancelled" if number % 61 == 0 else "paid",
                "refunds_order_id": "",
            }
        )
        if number % 20 == 0:
            refund = dict(orders[-1])
            refund |= {
                "order_id": f"r{number:05d}",
                "ordered_at": (moment + datetime.timedelta(days=9)).isoformat(sep=" "),
                "amount": f"-{amount / 2:.2f}",
                "currency": "GBP",
                "refunds_order_id": order_id,
            }
            orders.append(refund)
    return orders, lines


def _dirt(orders: Rows, lines: Rows) -> None:
    """One row of each kind of rejection."""
    model = dict(orders[0])
    orders += [
        model | {"order_id": "guest", "customer_id": ""},
        model | {"order_id": ""},
        model | {"order_id": "x-date", "ordered_at": "13/01/2023"},
        model | {"order_id": "x-amount", "amount": "1.234,56"},
        model | {"order_id": "x-future", "ordered_at": "2031-01-01"},
        model | {"order_id": "x-past", "ordered_at": "1900-01-01"},
        model | {"order_id": "x-currency", "currency": "XAU"},
        model | {"amount": "12.34"},
    ]
    line = dict(lines[0])
    lines += [
        line | {"order_id": "nowhere"},
        line | {"line_number": 90, "quantity": "many"},
        line | {"line_number": 91, "unit_price": "£5"},
        line | {"quantity": 3},
    ]


def shop(count: int = 120, seed: int = 7) -> dict[str, Rows]:
    """Rows by table; the same for the same arguments on every machine."""
    rng = random.Random(seed)  # noqa: S311 (an invented shop is no secret)
    products = _products()
    customers = _customers(rng, count)
    orders, lines = _orders(rng, customers, products)
    _dirt(orders, lines)
    return {
        "orders": orders,
        "order_lines": lines,
        "customers": customers,
        "products": products,
        **contacts(rng, customers),
        **surroundings(),
    }


MAPPING = """settings:
  currency: GBP
  timezone: Europe/London
"""
