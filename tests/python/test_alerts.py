"""What should wake somebody is measured as it is, and the hook tells it when it should."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import duckdb
import pytest

from refreshed import ROOT, Refreshed, write_orders
from scripts.alerts import measure_alerts
from scripts.checks import rows_of_rule

DAY = "date '2024-03-31'"
MARTS = """
    create table {place}.retention_by_period as from (values
        ('month', 'all', date '2024-01-01', true, 0.10), ('month', 'all', {month}, true, {churn}),
        ('month', 'all', date '2024-03-01', false, 0.99),
        ('month', 'country', {month}, true, 0.88), ('week', 'all', {month}, true, 0.77))
        as months(period_grain_code, group_code, period_start_date, is_complete, churn_rate);
    create table {place}.customer_warnings as
        select case when number < {reds} then 'red' else 'none' end as warning_tier_code
        from range(8) as rows(number);
    create table {place}.reconciliation as from (values
        {loads}) as loads(load_id, as_of_date, outcome_code, row_count)
"""
KNOWN = f"('l1', {DAY}, 'accepted', 90), ('l1', {DAY}, 'unreadable_date', 10)"
NEW = f", ('l2', {DAY}, 'accepted', 6), ('l2', {DAY}, 'unreadable_date', 2)"


def made(
    folder: Path, loads: str = KNOWN, as_of: str = "null", day: str = DAY
) -> tuple[duckdb.DuckDBPyConnection, Path]:
    """A build after a February of more churn and a third red, and what was published before."""
    published = folder / "marts.duckdb"
    with duckdb.connect(str(published)) as con:
        before = {"churn": "0.10", "reds": 2, "loads": KNOWN, "month": "date '2023-12-01'"}
        con.execute(MARTS.format(place="main", **before))
        con.execute(f"""create table publication as from (values
            (1, timestamp '2024-03-01 23:00', {DAY} - 30), (2, timestamp '2024-04-01 23:00', {DAY}),
            (3, timestamp '2024-04-05 01:00', {DAY})) as t(version_number, published_at, as_of_date)
            """)
    con = duckdb.connect()
    con.execute("create schema raw; create schema marts")
    now = {"churn": "0.16", "reds": 3, "loads": loads.replace(DAY, day)}
    con.execute(MARTS.format(place="marts", month="date '2024-02-01'", **now))
    con.execute(f"""create table raw.run_settings as
        select cast({as_of} as date) as as_of_date, date '2024-04-10' as run_date""")
    return con, published


def measures(con: duckdb.DuckDBPyConnection, published: Path) -> dict[str, Any]:
    return {
        name: value
        for subject in measure_alerts(con, published)
        for name, value in subject.items()
        if not name.endswith("_name")
    }


def test_rises_are_counted_from_what_was_published_before(tmp_path: Path) -> None:
    found = measures(*made(tmp_path, KNOWN + NEW))
    assert found["churn_rate_rise"] == pytest.approx(0.06)
    assert found["red_share_rise"] == pytest.approx(0.125)
    assert found["rejected_share_rise"] == pytest.approx(0.25 - 0.10)
    assert found["days_without_news"] == 9


def test_nothing_new_is_no_rise_of_what_is_rejected(tmp_path: Path) -> None:
    assert measures(*made(tmp_path))["rejected_share_rise"] is None


def test_days_without_news_end_with_a_newer_order_and_are_not_asked_of_the_past(
    tmp_path: Path,
) -> None:
    for number, change in enumerate(({"day": "date '2024-04-09'"}, {"as_of": DAY})):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert measures(*made(folder, **change))["days_without_news"] is None, change


def test_a_first_or_an_older_publication_is_compared_as_far_as_it_goes(tmp_path: Path) -> None:
    con, published = made(tmp_path)
    assert measures(con, tmp_path / "nothing.duckdb") == {}
    with duckdb.connect(str(published)) as before:
        before.execute("drop table customer_warnings")
    assert "red_share_rise" not in measures(con, published)
    assert "churn_rate_rise" in measures(con, published)


def test_each_alert_of_the_rules_is_measured(tmp_path: Path) -> None:
    rules = [row for row in rows_of_rule("mart_expectations") if row["severity_code"] == "alert"]
    assert {row["measure_code"] for row in rules} == set(measures(*made(tmp_path)))


@pytest.fixture
def deployed(tmp_path: Path) -> Path:
    """The script in a place of its own; what stands for Python says and returns what it is told."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(
        f"""#!/bin/sh\nif [ "$1" = -c ]; then exec {shutil.which("python3")} "$@"; fi
        echo "$TOLD"; exit "$CODE"\n"""
    )
    python.chmod(0o755)
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    return tmp_path


@pytest.mark.parametrize(
    ("code", "alerts", "is_told"),
    [(0, [], False), (0, ["churn"], True), (1, [], True), (2, [], True), (3, [], False)],
)
def test_the_hook_is_started_when_somebody_should_know(
    deployed: Path, code: int, alerts: list[str], is_told: bool
) -> None:
    told = json.dumps({"exit_code": code, "alerts": alerts})
    done = subprocess.run(
        [str(deployed / "deploy" / "refresh.sh"), "input", str(deployed / "warehouse")],
        env={**os.environ, "TOLD": told, "CODE": str(code), "PERENNIAL_ALERT": "cat > told.json"},
        check=False,
    )
    assert done.returncode == code
    kept = (deployed / "warehouse" / "logs" / "last_outcome.json").read_text()
    assert json.loads(kept) == json.loads(told)
    hook = deployed / "told.json"
    assert hook.exists() == is_told
    assert not is_told or hook.read_text() == kept


class Hook(http.server.BaseHTTPRequestHandler):
    """Keeps what is posted."""

    posted: list[dict[str, Any]]

    def do_POST(self) -> None:
        """Keep the body and say so."""
        self.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Say nothing on the terminal."""


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_a_webhook_hears_of_a_leap_and_of_a_failure(refreshed: Refreshed, tmp_path: Path) -> None:
    shop = refreshed.copy(tmp_path)
    Hook.posted = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        post = "curl -sS -H 'Content-Type: application/json' --data-binary @-"
        alert = f"{post} http://127.0.0.1:{server.server_port}/hook"

        def scheduled() -> int:
            return subprocess.run(
                [str(ROOT / "deploy" / "refresh.sh"), str(shop.input), str(shop.warehouse)],
                env={**os.environ, "PERENNIAL_ALERT": alert},
                check=False,
            ).returncode

        rows = [("n1", "C3", "2023-08-01", "5.00"), ("n2", "C4", "soon", "5.00")]
        write_orders(shop.input / "orders" / "later.csv", rows)
        assert scheduled() == 0
        (shop.input / "orders" / "torn.csv").write_text("")
        assert scheduled() == 2
        server.shutdown()
    leap, failure = Hook.posted
    assert (leap["status"], leap["version"]) == ("published", 2)
    assert any("rejected_share_rise" in alert for alert in leap["alerts"])
    assert (failure["status"], failure["exit_code"]) == ("failed", 2)
    assert "torn.csv" in failure["error"]
