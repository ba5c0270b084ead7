"""What the invented shop knows beside its trade: contacts, answers, sellers, costs, the market."""

import datetime
import random

Rows = list[dict[str, object]]
START = datetime.date(2022, 1, 3)
END = datetime.date(2024, 6, 30)
REASONS = ["price", "price_increase", "quality", "relocation", "neglect", "the weather"]
QUESTIONS = {
    "satisfaction": (1, 5),
    "expectation": (1, 5),
    "experience": (1, 5),
    "recommend": (0, 10),
}


def contacts(rng: random.Random, customers: Rows) -> dict[str, Rows]:
    def someone() -> str:
        return str(rng.choice(customers)["customer_id"])

    def some_day() -> datetime.date:
        return START + datetime.timedelta(days=rng.randrange((END - START).days))

    def contact(number: int) -> dict[str, object]:
        day = some_day()
        return {
            "interaction_id": f"i{number}",
            "customer_id": someone(),
            "occurred_at": day,
            "kind": rng.choice(["complaint", "service", "outreach", "reply"]),
            "scene": rng.choice(["delivery", "shop"]),
            "cost": rng.choice(["3.50", "8.00", ""]),
            "resolved_at": day + datetime.timedelta(days=rng.randrange(9))
            if rng.random() < 0.5
            else "",
            "outcome": rng.choice(["solved", "open"]),
        }

    def answer(number: int) -> dict[str, object]:
        question = rng.choice(list(QUESTIONS))
        lowest, highest = QUESTIONS[question]
        return {
            "answer_id": f"a{number}",
            "customer_id": someone(),
            "answered_at": some_day(),
            "question": question,
            "score": 99 if number == 0 else rng.randint(lowest, highest),
            "scene": rng.choice(["delivery", "shop"]),
        }

    return {
        "interactions": [contact(number) for number in range(300)],
        "surveys": [answer(number) for number in range(600)],
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
                "reason_code": rng.choice(REASONS),
            }
            for number in range(0, 120, 2)
        ],
        "leads": [
            {
                "lead_id": f"l{number}",
                "created_at": some_day(),
                "stage": rng.choice(["contact", "offer", "closed"]),
                "expected_close_on": some_day(),
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


def surroundings() -> dict[str, Rows]:
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
