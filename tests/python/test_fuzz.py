"""Dirty folders: each ends in a clear error before any change, or in a ledger that balances.

`make fuzz` takes a thousand; FOLDERS and SEED say how many and which. dbt compiles what the ledger
stands on once; its very SQL, and its very tests, run on each folder.
"""

import os
import re
import shutil
import traceback
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import pytest

from dirty import Dirty, dirty_folder
from disturbed import SEED, times
from rebuilding import Project, broken_tests, compiled, rerun
from scripts.check_input import measure_input
from scripts.checks import Subject, rows_of_rule
from scripts.contract import InputError, load_contract
from scripts.load import as_date, load
from shop import MAPPING, shop

FOLDERS = times("FOLDERS", 60)
FIRST = int(os.environ.get("FIRST", "1"))
LEDGER = (
    "+reconciliation +rejected_rows +coverage +int_customer_months +int_customer_spells"
    " +int_customers__facts"
)
MONEY = {"orders": "amount", "costs": "amount", "interactions": "cost", "referrals": "incentive"}
NUMBER = re.compile(r"\s*[+-]?(\d+(_\d+)*)?(\.\d*)?([eE][+-]?\d{1,3})?\s*", re.ASCII)
LARGEST = Decimal("99999999999999.9999")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Everything the ledger stands on, built and tested by dbt on a shop of all tables."""
    return compiled(shop(8), MAPPING, tmp_path_factory.mktemp("ledger"), "2024-06-30", LEDGER)


def test_dirty_folders_end_in_a_clear_error_or_a_ledger_that_balances(
    ledger: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = fingerprint(ledger.database)
    ends: Counter[str] = Counter()
    faults = []
    for number in range(FIRST, FIRST + FOLDERS):
        place = tmp_path / str(number)
        made = dirty_folder(number, SEED, place / "input")
        warehouse = place / "warehouse"
        warehouse.mkdir()
        shutil.copyfile(ledger.database, warehouse / "build.duckdb")
        try:
            ends[judged(ledger, made, warehouse, before)] += 1
        except Exception:
            faults.append(f"folder {number}: {traceback.format_exc(limit=-4)}")
            with capsys.disabled():
                print(faults[-1], flush=True)
        if not faults or not faults[-1].startswith(f"folder {number}:"):
            shutil.rmtree(place)
    with capsys.disabled():
        print(f"{FOLDERS} folders: {dict(ends)}, {len(faults)} faults")
    assert faults == []


def judged(ledger: Project, made: Dirty, warehouse: Path, before: dict[str, object]) -> str:
    """How a folder ended: refused or balanced; fails where it is neither."""
    build = warehouse / "build.duckdb"
    try:
        load(made.folder, warehouse, as_date(made.as_of))
    except InputError as error:
        assert_clear(str(error), made)
        assert fingerprint(build) == before
        return "refused"
    with duckdb.connect(str(build)) as con:
        is_refused = breaks_a_rule(measure_input(con, load_contract()))
        rerun(ledger, con)
        assert is_refused or broken_tests(ledger, con) == []
        assert_balanced(con, made)
    return "refused by a check, and balanced" if is_refused else "balanced"


def breaks_a_rule(subjects: list[Subject]) -> bool:
    """True where the check of what came in would stop the run, before the load counts."""
    return any(
        rule["severity_code"] == "error"
        and rule["table_name"] in ("", subject["table_name"])
        and subject.get(rule["measure_code"]) is not None
        and not float(rule["lowest"] or "-inf")
        <= subject[rule["measure_code"]]
        <= float(rule["highest"] or "inf")
        for rule in rows_of_rule("input_expectations")
        for subject in subjects
    )


def assert_clear(message: str, made: Dirty) -> None:
    """Fail where a message names neither file nor folder, or is no paragraph to be read."""
    names = {path.name for path in made.folder.rglob("*")} | {str(made.folder), "mapping.yml"}
    assert any(name in message for name in names), message
    assert len(message) < 4_000, message
    assert "Traceback" not in message
    assert re.search(r"[.?)`]$", message), message


def assert_balanced(con: duckdb.DuckDBPyConnection, made: Dirty) -> None:
    """Fail where a row or a cent that was handed over has not exactly one outcome."""
    files = con.execute(
        "select table_name, source_file, row_count from raw.loaded_files"
    ).fetchall()
    for table, file, count in files:
        assert made.rows.get(file, count) == count, (file, made.rows.get(file), count)
        counted = f"select count(*) from raw.{table} where _source_file = ?"
        assert con.execute(counted, [file]).fetchall() == [(count,)], file
        outcomes = """select coalesce(sum(row_count), 0), coalesce(sum(case
                when outcome_code <> 'accepted' then row_count else 0 end), 0)
            from marts.reconciliation where table_name = ? and source_file = ?"""
        total, rejected = con.execute(outcomes, [table, file]).fetchall()[0]
        assert total == count, (file, total, count)
        listed = "select count(*) from marts.rejected_rows where table_name = ? and source_file = ?"
        assert con.execute(listed, [table, file]).fetchall() == [(rejected,)], file
    for table, column in MONEY.items():
        told = con.execute(
            "select coalesce(sum(source_amount), 0) from intermediate.int_row_outcomes"
            " where table_name = ?",
            [table],
        ).fetchall()
        texts = con.execute(f"select cast({column} as varchar) from raw.{table}").fetchall()
        assert told == [(sum(map(read, (text for (text,) in texts)), Decimal(0)),)], table


def read(text: str | None) -> Decimal:
    """An amount in four decimals; nothing where the text is no number, or one too large."""
    if text is None or not NUMBER.fullmatch(text) or not re.search(r"\d", text):
        return Decimal(0)
    value = Decimal(text.strip())
    if abs(value) > LARGEST + 1:
        return Decimal(0)
    rounded = value.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return rounded if abs(rounded) <= LARGEST else Decimal(0)


def fingerprint(build: Path) -> dict[str, object]:
    """What the tables of the loader hold, whatever the order of rows."""
    with duckdb.connect(str(build), read_only=True) as con:
        names = con.execute(
            "select table_name from information_schema.tables where table_schema = 'raw'"
        ).fetchall()
        return {
            name: con.execute(f"select count(*), sum(hash(t)) from raw.{name} as t").fetchone()
            for (name,) in names
        }
