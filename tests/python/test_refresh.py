"""The whole job, as a user runs it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from decimal import Decimal
from pathlib import Path

import pytest

from refreshed import CUSTOMERS, REJECTED, Refreshed, ask, orders, run, start, write_orders

STEPS = ["load", "check input", "prepare", "fit", "build", "check marts", "publish", "report"]
LATER = [("late-1", "C3", "2023-08-01", "99.99"), ("late-2", "new", "2023-08-02", "0.01")]


def revenue() -> Decimal:
    return sum((Decimal(amount) for *_, amount in orders()), Decimal(0))


def test_the_outcome_is_one_json_object_and_nothing_else(refreshed: Refreshed) -> None:
    assert refreshed.done.returncode == 0, refreshed.done.stderr
    assert len(refreshed.done.stdout.splitlines()) == 1
    outcome = refreshed.outcome
    assert (outcome["status"], outcome["error"], outcome["version"]) == ("published", None, 1)
    assert [step["name"] for step in outcome["steps"] if step["is_passed"]] == STEPS


def test_every_row_and_cent_handed_over_is_told(refreshed: Refreshed) -> None:
    (rows,) = refreshed.outcome["summary"]["rows"]
    assert rows["handed_over"] == len(orders()) + len(REJECTED)
    assert rows["accepted"] == len(orders())
    reasons = {row["reason"]: row["money"] for row in refreshed.outcome["summary"]["rejections"]}
    assert reasons == {
        "unreadable_date": 10.0,
        "missing_customer_id": 20.0,
        "unreadable_amount": None,
    }
    (money,) = refreshed.outcome["summary"]["money"]
    assert money == {"net_revenue": float(revenue()), "is_reconciled": True}


def test_hostile_text_is_published_letter_by_letter(refreshed: Refreshed) -> None:
    published = ask(refreshed.published, "select distinct customer_id from customers")
    assert {customer for (customer,) in published} == set(CUSTOMERS)


def test_the_profile_names_time_and_memory(refreshed: Refreshed) -> None:
    profile = refreshed.outcome["profile"]
    by_name = {node["name"]: node for node in profile["nodes"]}
    assert by_name["int_orders__accepted"]["kind"] == "model"
    assert "unit_test" not in {node["kind"] for node in profile["nodes"]}
    assert profile["peak_memory_bytes"] > 2**20
    assert profile["helper_cpu_seconds"] > profile["cpu_seconds"] > 0


def test_the_log_of_runs_keeps_each_outcome(refreshed: Refreshed) -> None:
    lines = (refreshed.warehouse / "logs" / "runs.jsonl").read_text().splitlines()
    assert json.loads(lines[0])["version"] == 1


def test_data_docs_and_results_of_the_checks_are_kept(refreshed: Refreshed) -> None:
    checks = refreshed.warehouse / "checks"
    assert (checks / "data_docs" / "index.html").exists()
    for suite in ("input", "mart"):
        results = json.loads((checks / f"{suite}.json").read_text())
        assert all(result["success"] for result in results if "error" in result["meta"])


def test_the_report_fits_a_screen_and_says_the_same(refreshed: Refreshed) -> None:
    shown = run("report", refreshed.warehouse)
    assert shown.returncode == 0
    assert f"{revenue():,}" in shown.stdout
    assert re.search(r"unreadable_date +1 +10\.00", shown.stdout)


def test_a_killed_run_changes_nothing_and_the_next_one_publishes(
    refreshed: Refreshed, tmp_path: Path
) -> None:
    shop = refreshed.copy(tmp_path)
    before = shop.published.read_bytes()
    write_orders(shop.input / "orders" / "later.csv", LATER)
    killed = start("refresh", shop.input, shop.warehouse)
    _wait_until_built_on(shop, killed)
    killed.kill()
    killed.communicate()
    assert shop.published.read_bytes() == before

    with shop.published.open("rb") as reader:
        done = run("refresh", shop.input, shop.warehouse, "--json")
        assert done.returncode == 0, done.stderr
        assert reader.read() == before, "who has the file open keeps what they opened"
    assert ask(shop.published, "select sum(revenue_amount) from orders") == [
        (revenue() + Decimal("100.00"),)
    ]
    versions = ask(shop.published, "select version_number from publication order by 1")
    assert versions == [(1,), (2,)]
    assert len({*ask(shop.published, "select content_hash_code from publication")}) == len(versions)

    back = run("publish", shop.warehouse, "--rollback")
    assert back.returncode == 0, back.stderr
    assert shop.published.read_bytes() == before


def test_a_date_before_all_orders_publishes_nothing(refreshed: Refreshed, tmp_path: Path) -> None:
    shop = refreshed.copy(tmp_path)
    before = shop.published.read_bytes()
    done = run("refresh", shop.input, shop.warehouse, "--as-of", "2001-01-01", "--json")
    outcome = json.loads(done.stdout)
    assert done.returncode == 1
    assert outcome["failed_step"] in ("prepare", "build", "check marts")
    assert "customers" in outcome["error"]
    assert "Traceback" not in done.stderr
    assert shop.published.read_bytes() == before
    refused = run("publish", shop.warehouse)
    assert refused.returncode == 1
    assert "has not been checked" in refused.stderr


def test_an_interrupted_run_says_so_in_one_line(refreshed: Refreshed, tmp_path: Path) -> None:
    shop = refreshed.copy(tmp_path)
    process = start("refresh", shop.input, shop.warehouse)
    _wait_for(shop.warehouse / "refresh.owner.json", process)
    process.send_signal(signal.SIGINT)
    said = process.communicate()[1]
    assert process.returncode == 130
    assert "stopped on request" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.6, 0.9, 1.2])
def test_ctrl_c_is_answered_in_a_line_from_the_first_moment_on(
    refreshed: Refreshed, tmp_path: Path, seconds: float
) -> None:
    process = start("refresh", refreshed.input, tmp_path / "warehouse")
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    said = process.communicate()[1]
    assert process.returncode == 130
    assert "topped" in said
    assert "Traceback" not in said


def _wait_for(file: Path, process: subprocess.Popen[str]) -> None:
    while not file.exists():
        assert process.poll() is None
        time.sleep(0.05)


def _wait_until_built_on(shop: Refreshed, process: subprocess.Popen[str]) -> None:
    """Wait until the input was checked, so that the build has begun."""
    passed = shop.warehouse / "checks" / "passed.json"
    before = passed.stat().st_mtime_ns
    while passed.stat().st_mtime_ns == before:
        assert process.poll() is None
        time.sleep(0.05)
