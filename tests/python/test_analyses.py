"""The worked questions of analyses/ run on what is published."""

from __future__ import annotations

import re

import duckdb
import pytest

from refreshed import ROOT, Refreshed

REFERENCE = re.compile(r"\{\{ ref\('(\w+)'\) \}\}")
QUESTIONS = {
    "which_reds_are_worth_a_call_this_week": "cumulative_expected_loss_amount",
    "did_the_cohorts_of_last_year_pay_back": "first_year_paid_back_number",
    "what_would_five_points_less_churn_be_worth": "is_the_question",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_worked_question_can_be_asked_of_the_published_file(
    refreshed: Refreshed, question: str
) -> None:
    sql = (ROOT / "analyses" / f"{question}.sql").read_text(encoding="utf-8")
    with duckdb.connect(str(refreshed.published), read_only=True) as con:
        con.execute(REFERENCE.sub(r"\1", sql))
        assert QUESTIONS[question] in [column[0] for column in con.description or []]


def test_five_points_less_churn_are_told_before_what_would_do_as_much(refreshed: Refreshed) -> None:
    sql = (ROOT / "analyses" / "what_would_five_points_less_churn_be_worth.sql").read_text()
    with duckdb.connect(str(refreshed.published), read_only=True) as con:
        rows = con.execute(REFERENCE.sub(r"\1", sql)).fetchall()
    assert (rows[0][0], rows[0][1], rows[0][-1]) == ("retention_rate", "up", True)
    assert len(rows) > 1
    assert all(change > 0 for _, _, _, change, *_ in rows[1:])
