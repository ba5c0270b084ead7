"""What the command line tells about a term and about a customer."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from house import ROOT
from refreshed import HOSTILE, Refreshed, ask, run
from scripts.report import shown


@pytest.fixture(scope="module")
def churn_rate() -> str:
    return " ".join(run("explain", "churn_rate").stdout.split())


def test_a_term_is_told_with_its_formula_tests_and_lineage(churn_rate: str) -> None:
    assert "lost ÷ opening customers" in churn_rate
    assert "Formula macros/metrics/churn_rate.sql" in churn_rate
    assert "models/marts/retention/retention_by_period.sql" in churn_rate
    assert "churn_divides_by_opening_not_by_active_customers" in churn_rate
    assert "churn_and_retention_sum_to_one_or_are_null" in churn_rate
    assert "Made of retention_by_period" in churn_rate
    assert "orders handed over" in churn_rate


def test_files_that_an_explanation_names_exist(churn_rate: str) -> None:
    named = {word.strip("().`;│─╰╯") for word in churn_rate.split() if word.count("/") > 1}
    files = {word for word in named if word.endswith((".sql", ".md"))}
    assert len(files) > 5
    assert [file for file in files if not (ROOT / file).exists()] == []


def test_a_slip_of_the_pen_is_answered_with_the_name_meant() -> None:
    done = run("explain", "chrun_rate")
    assert done.returncode == 2
    assert "churn_rate" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("customer", ["C0", *HOSTILE])
def test_a_customers_story_is_the_marts(refreshed: Refreshed, customer: str) -> None:
    done = run("customer", customer, refreshed.warehouse, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    with_id = f"where customer_id = '{customer.replace(chr(39), chr(39) * 2)}'"
    ((tier, since),) = ask(
        refreshed.published,
        f"select warning_tier_code, tier_since_date from customer_warnings {with_id}",
    )
    assert told["customer_id"] == customer
    assert told["today"][0]["warning_tier_code"] == tier
    assert told["tiers"][0]["warning_tier_code"] == tier
    assert told["tiers"][0]["from_date"] == f"{since}"
    ((count,),) = ask(refreshed.published, f"select count(*) from customer_spells {with_id}")
    assert len(told["spells"]) == count


def test_the_story_is_text_and_no_markup(refreshed: Refreshed) -> None:
    done = run("customer", "[red]markup[/red]", refreshed.warehouse)
    assert "Customer [red]markup[/red]" in done.stdout
    assert "Latest orders" in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("silence_ratio", Decimal("1019.666667"), "1,019.667"),
        ("median_gap_days", Decimal("30.000000"), "30"),
        ("revenue_amount", Decimal("1234.50"), "1,234.50"),
        ("churn_rate", Decimal("0.1250"), "12.5 %"),
        ("recency_days", None, "–"),
    ],
)
def test_values_are_told_as_people_read_them(name: str, value: Decimal | None, text: str) -> None:
    assert shown(name, value) == text


def test_an_id_that_nobody_has_is_answered_with_ids_near_it(refreshed: Refreshed) -> None:
    done = run("customer", "c12345", refreshed.warehouse)
    assert done.returncode == 2
    assert "'C1'" in done.stderr
