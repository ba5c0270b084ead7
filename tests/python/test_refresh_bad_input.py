"""What the job cannot use ends in one paragraph, a telling exit code, and nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from refreshed import run, write_orders
from scripts.outcome import Outcome, as_dictionary, print_outcome
from scripts.refresh import refresh
from scripts.steps import BAD_INPUT, FAILED, Silent

HEADER = "order_id,customer_id,ordered_at,amount\n"
ROW = "o1,c1,2024-03-01,12.50\n"


def empty(folder: Path) -> None:
    folder.mkdir()


def missing(_folder: Path) -> None:
    """Leave the folder out."""


def a_file(name: str, content: str | bytes) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        folder.mkdir()
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)

    return write


def misspelt_mapping(folder: Path) -> None:
    a_file("orders.csv", HEADER + ROW)(folder)
    (folder / "mapping.yml").write_text("tables: {orders: {columns: {customer_idd: customer_id}}}")


@pytest.mark.parametrize(
    ("prepare", "as_of", "expected"),
    [
        (missing, "", "There is no folder"),
        (empty, "", "Put a file orders.csv"),
        (a_file("orders.parquet", HEADER + ROW), "", "orders.parquet is no Parquet file"),
        (a_file("orders.parquet", b"PAR1" + b"\0" * 99), "", "orders.parquet is cut off"),
        (a_file("orders.csv", b"PAR1\0\0\1"), "", "orders.csv, line 1"),
        (a_file("orders.csv", "order_id,customer_id,amount\n1,2,3\n"), "", "`ordered_at`"),
        (misspelt_mapping, "", "customer_id"),
        (a_file("orders.csv", HEADER + ROW), "31.12.2024", "write it as YYYY-MM-DD"),
        (a_file("orders.csv", HEADER + ROW), "2024-02-30", "write it as YYYY-MM-DD"),
    ],
)
def test_bad_input_is_refused_with_its_place_and_remedy(
    tmp_path: Path, prepare: Callable[[Path], None], as_of: str, expected: str
) -> None:
    prepare(tmp_path / "input")
    outcome = refresh(tmp_path / "input", tmp_path / "warehouse", as_of, Silent())
    assert outcome.exit_code == BAD_INPUT
    assert outcome.error is not None
    assert expected in outcome.error
    assert outcome.published_file is None
    assert not (tmp_path / "warehouse" / "marts.duckdb").exists()


def test_the_command_says_it_in_one_paragraph(tmp_path: Path) -> None:
    done = run("refresh", tmp_path / "nowhere", tmp_path / "warehouse")
    assert done.returncode == BAD_INPUT
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_lines_handed_over_as_orders_are_not_built_on(tmp_path: Path) -> None:
    lines = [("one-order", f"c{number}", "2024-03-01", "1.00") for number in range(50)]
    write_orders(tmp_path / "input" / "orders.csv", lines)
    done = run("refresh", tmp_path / "input", tmp_path / "warehouse")
    assert done.returncode == BAD_INPUT
    assert "keys_are_mostly_given_once" in done.stderr
    assert "table order_lines" in done.stderr.replace("\n", " ")
    assert "build " not in done.stderr
    reloaded = run("load", tmp_path / "input", tmp_path / "warehouse")
    assert "loaded" in reloaded.stdout, "the refused load left nothing behind"


def test_a_warehouse_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    a_file("orders.csv", HEADER + ROW)(tmp_path / "input")
    (tmp_path / "file").touch()
    outcome = refresh(tmp_path / "input", tmp_path / "file" / "warehouse", "", Silent())
    assert outcome.exit_code == BAD_INPUT
    assert outcome.error is not None
    assert "cannot be used as a warehouse folder" in outcome.error


def test_a_fault_of_our_own_is_told_without_a_stack_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_file("orders.csv", HEADER + ROW)(tmp_path / "input")
    monkeypatch.setattr("scripts.refresh.loading", lambda *_: 1 / 0)
    outcome = refresh(tmp_path / "input", tmp_path / "warehouse", "", Silent())
    assert outcome.exit_code == FAILED
    assert outcome.error is not None
    assert "a fault of Perennial itself (ZeroDivisionError" in outcome.error
    assert "ZeroDivisionError" in (tmp_path / "warehouse" / "logs" / "failure.log").read_text()


def test_messages_show_markup_of_the_input_as_it_is(tmp_path: Path) -> None:
    outcome = Outcome(input_folder=tmp_path, warehouse=tmp_path)
    outcome.fail("file [red]x[/red] is no table.", BAD_INPUT)
    console = Console(width=200)
    with console.capture() as said:
        print_outcome(outcome, console, console)
    assert "file [red]x[/red] is no table." in said.get()
    assert as_dictionary(outcome)["status"] == "failed"


@pytest.mark.parametrize(
    "module", ["refresh", "load", "check_input", "build", "check_marts", "publish", "report"]
)
def test_each_step_explains_itself(module: str) -> None:
    imported = __import__(f"scripts.{module}", fromlist=["main"])
    app = typer.Typer()
    app.command()(imported.main)
    shown = CliRunner().invoke(app, ["--help"])
    assert shown.exit_code == 0
    assert "WAREHOUSE" in shown.output
    assert len(shown.output.splitlines()) > 8
