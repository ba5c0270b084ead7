"""A small invented shop that hands over every table, with the dirt of real exports in each."""

import datetime
import random

Rows = list[dict[str, object]]
START = datetime.date(2022, 1, 3)
END = datetime.date(2024, 6, 30)
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
                "campaign_id": rng.choice(["spring", "", ""]),
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


def _contacts(rng: random.Random, customers: Rows) -> dict[str, Rows]:
    def someone() -> str:
        return str(rng.choice(customers)["customer_id"])

    def some_day() -> datetime.date:
        return START + datetime.timedelta(days=rng.randrange((END - START).days))

    return {
        "interactions": [
            {
                "interaction_id": f"i{number}",
                "customer_id": someone(),
                "occurred_at": some_day(),
                "kind": rng.choice(["complaint", "service", "outreach", "reply"]),
                "scene": rng.choice(["delivery", "shop"]),
                "cost": rng.choice(["3.50", "8.00", ""]),
                "resolved_at": some_day() if rng.random() < 0.5 else "",
                "outcome": rng.choice(["solved", "open"]),
            }
            for number in range(150)
        ],
        "surveys": [
            {
                "answer_id": f"a{number}",
                "customer_id": someone(),
                "answered_at": some_day(),
                "question": rng.choice(["satisfaction", "expectation", "experience", "recommend"]),
                "score": rng.randrange(1, 11),
                "scene": rng.choice(["delivery", "shop"]),
            }
            for number in range(300)
        ],
        "referrals": [
            {
                "referrer_id": f"c{number:03d}",
                "referred_id": f"c{number + 40:03d}",
                "referred_at": some_day(),
                "sentiment": "negative" if number % 7 == 0 else "positive",
                "incentive": "5.00",
            }
            for number in range(1, 30)
        ],
        "churn_reasons": [
            {
                "customer_id": f"c{number:03d}",
                "reported_at": some_day(),
                "reason_code": rng.choice(["price", "quality", "relocation"]),
            }
            for number in range(0, 80, 4)
        ],
        "leads": [
            {
                "lead_id": f"l{number}",
                "created_at": some_day(),
                "stage": rng.choice(["contact", "offer", "closed"]),
                "customer_id": someone(),
                "closed_on": some_day() if number % 2 else "",
                "won": rng.choice(["true", "false"]) if number % 2 else "",
                "salesperson_id": rng.choice(["s1", "s2"]),
            }
            for number in range(60)
        ],
        "assignments": [
            {
                "customer_id": customer["customer_id"],
                "salesperson_id": "s1" if number % 2 else "s2",
                "starts_on": START,
                "ends_on": "2023-09-30" if number % 2 else "",
            }
            for number, customer in enumerate(customers)
        ],
    }


def _surroundings() -> dict[str, Rows]:
    months = [datetime.date(2022 + n // 12, 1 + n % 12, 1) for n in range(30)]
    types = {"acquisition": 400, "marketing": 250, "retention": 120, "service": 90, "overhead": 900}
    return {
        "costs": [
            {"incurred_on": month, "cost_type": kind, "amount": amount + month.month}
            for month in months
            for kind, amount in types.items()
        ],
        "market": [
            {
                "period_start": month,
                "market_revenue": 90000 + 500 * number,
                "market_customers": 4000 + 10 * number,
                "competitiveness_score": 60 + number % 9,
                "invested_capital": 20000,
            }
            for number, month in enumerate(months)
        ],
        "market_events": [
            {"event_on": "2023-03-01", "event_name": "rival opens", "kind": "entry"},
            {"event_on": "2024-02-01", "event_name": "rival closes", "kind": "exit"},
        ],
        "customer_merges": [
            {"customer_id": "c007", "merged_into_customer_id": "c008", "merged_at": "2024-01-01"},
            {"customer_id": "c006", "merged_into_customer_id": "c007", "merged_at": "2024-01-01"},
        ],
        "exchange_rates": [
            {
                "currency": "EUR",
                "rate_on": START + datetime.timedelta(days=day),
                "rate": f"{0.84 + (day % 30) / 1000:.4f}",
            }
            for day in range((END - START).days + 1)
        ],
        "erasures": [{"customer_id": "c011", "requested_at": "2024-05-05"}],
    }


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
        **_contacts(rng, customers),
        **_surroundings(),
    }


MAPPING = """settings:
  currency: GBP
  timezone: Europe/London
"""
