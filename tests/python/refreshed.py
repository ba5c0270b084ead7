"""A shop small enough to count by hand, taken through the whole job once per session."""

from __future__ import annotations

import csv
import datetime
import json
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).parents[2]
FIRST_DAY = datetime.date(2023, 1, 2)
# Text that would do harm if anything but a value were made of it.
HOSTILE = [
    "Robert'); drop table customers; --",
    '"quoted", and, commas',
    "<script>alert(1)</script>",
    "[red]markup[/red]",
    "{{ config(enabled=false) }}",
    "=1+1",
    "line\nbreak",
    "Zoë 李 🌱",
]
CUSTOMERS = [*HOSTILE, *(f"C{number}" for number in range(12))]
PURCHASES = 6
GAP_DAYS = 25
REJECTED = [
    ("bad-1", "C1", "yesterday", "10.00"),
    ("bad-2", "", "2023-02-01", "20.00"),
    ("bad-3", "C2", "2023-02-01", "ten"),
]


def orders() -> list[tuple[str, str, str, str]]:
    """Accepted orders: six purchases of each customer, the last of every fourth taken back."""
    rows = []
    for place, customer in enumerate(CUSTOMERS):
        for number in range(PURCHASES):
            day = FIRST_DAY + datetime.timedelta(days=3 * place + GAP_DAYS * number)
            amount = Decimal(10 + place) + Decimal(number) / 100
            rows.append((f"o{place}-{number}", customer, day.isoformat(), str(amount)))
        if place % 4 == 0:
            rows.append((f"r{place}", customer, day.isoformat(), str(-amount)))
    return rows


def write_orders(path: Path, rows: list[tuple[str, str, str, str]]) -> None:
    """Write a file of orders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(("order_id", "customer_id", "ordered_at", "amount"))
        writer.writerows(rows)


def command(module: str, *arguments: str | Path) -> list[str]:
    """The words that run a step."""
    return [sys.executable, "-m", f"scripts.{module}", *(str(argument) for argument in arguments)]


def run(module: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a step as a user does."""
    return subprocess.run(
        command(module, *arguments), cwd=ROOT, capture_output=True, text=True, check=False
    )


def start(module: str, *arguments: str | Path) -> subprocess.Popen[str]:
    """Start a step, to be disturbed while it runs.

    A shell that runs the tests in the background makes its children deaf to SIGINT: undo that.
    """
    words = command(module, *arguments)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True)


@dataclass(frozen=True)
class Refreshed:
    """A warehouse that was refreshed once, and what the run said."""

    input: Path
    warehouse: Path
    done: subprocess.CompletedProcess[str]

    @property
    def outcome(self) -> dict[str, Any]:
        """The outcome that the run printed."""
        return dict(json.loads(self.done.stdout))

    @property
    def published(self) -> Path:
        """The published file."""
        return self.warehouse / "marts.duckdb"

    def copy(self, folder: Path) -> Refreshed:
        """The same state in another place, to be changed by a test."""
        shutil.copytree(self.input, folder / "input")
        shutil.copytree(self.warehouse, folder / "warehouse")
        return Refreshed(folder / "input", folder / "warehouse", self.done)


def refresh_shop(folder: Path) -> Refreshed:
    """Write the shop's files and run the whole job on them."""
    write_orders(folder / "input" / "orders" / "2023'; drop table x.csv", orders() + REJECTED)
    warehouse = folder / "warehouse"
    done = run("refresh", folder / "input", warehouse, "--json", "--profile")
    return Refreshed(folder / "input", warehouse, done)


def ask(published: Path, sql: str) -> list[tuple[Any, ...]]:
    """Ask the published file in a process of its own connection, and let it go again."""
    with duckdb.connect(str(published), read_only=True) as con:
        return con.execute(sql).fetchall()
