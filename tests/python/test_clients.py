"""The recipes of docs/bi.md, word for word, in the clients that they are for, on the same file.

PERENNIAL_CLIENTS names a folder with these clients, made as docs/bi.md says.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

from refreshed import ROOT, Refreshed, ask

CLIENTS = Path(os.environ.get("PERENNIAL_CLIENTS", "/nowhere")).resolve()
pytestmark = pytest.mark.skipif(
    not (CLIENTS / "bin" / "python").exists(),
    reason="PERENNIAL_CLIENTS names no folder with other clients (docs/bi.md)",
)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
TIERS = "select warning_tier_code, count(*) from customers group by 1 order by 1"


def recipe(words: str) -> str:
    """The block of docs/bi.md in which the words stand."""
    text = (ROOT / "docs" / "bi.md").read_text(encoding="utf-8")
    (found,) = [code for _, code in BLOCK.findall(text) if words in code]
    return str(found)


@pytest.fixture
def place(refreshed: Refreshed, tmp_path: Path) -> Path:
    """A folder in which the recipes find `warehouse/marts.duckdb`."""
    (tmp_path / "warehouse").mkdir()
    shutil.copy(refreshed.published, tmp_path / "warehouse")
    return tmp_path


def told(place: Path, *command: str) -> str:
    """What a client says in that folder."""
    done = subprocess.run(
        command,
        cwd=place,
        env={**os.environ, "PATH": f"{CLIENTS / 'bin'}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_pandas_and_polars_read_what_is_published(place: Path, refreshed: Refreshed) -> None:
    own = """
import json
print(json.dumps([[str(day)[:10], float(rate)] for day, rate in frame.dropna().values.tolist()]))
print(json.dumps([[str(day)[:10], float(rate)] for day, rate in table.drop_nulls().rows()]))
print(int(definitions["comment"].notna().sum()))
"""
    pandas, polars, count = told(place, "python", "-c", recipe("months.pl()") + own).splitlines()
    rows = ask(
        refreshed.published,
        """select cast(period_start_date as varchar), cast(churn_rate as double)
        from retention_by_period where period_grain_code = 'month' and group_code = 'all'
        and is_complete and churn_rate is not null order by 1""",
    )
    assert len(rows) > 1
    assert sorted(json.loads(pandas)) == [list(row) for row in rows]
    assert sorted(json.loads(polars)) == [list(row) for row in rows]
    query = "select count(*) from duckdb_columns() where comment is not null"
    assert [(int(count),)] == ask(refreshed.published, query)


def test_adbc_reads_what_is_published(place: Path, refreshed: Refreshed) -> None:
    own = "\nprint(*(f'{row[0]} {row[1]}' for row in zip(*table.to_pydict().values())), sep='\\n')"
    lines = told(place, "python", "-c", recipe("duckdb_adbc_init") + own).splitlines()
    expected = ask(refreshed.published, TIERS)
    assert sorted(lines) == [f"{tier} {count}" for tier, count in expected]


def test_the_command_line_reads_what_is_published(place: Path, refreshed: Refreshed) -> None:
    tiers = recipe("select customer_id, reason_text").replace("-readonly", "-readonly -json")
    rows = json.loads(told(place, "bash", "-c", tiers) or "[]")
    expected = ask(
        refreshed.published,
        """select customer_id from customer_warnings where is_warning
        order by priority_number limit 20""",
    )
    assert [(row["customer_id"],) for row in rows] == expected


def test_parquet_brings_every_mart_back(place: Path, refreshed: Refreshed) -> None:
    told(place, "bash", "-c", recipe("export database"))
    with duckdb.connect() as con:
        for (mart,) in ask(
            refreshed.published, "select table_name from duckdb_tables() order by 1"
        ):
            (count,) = con.execute(
                f"select count(*) from '{place}/marts/{mart}.parquet'"
            ).fetchall()
            assert [count] == ask(refreshed.published, f'select count(*) from "{mart}"'), mart


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_node_reads_what_is_published(place: Path, refreshed: Refreshed) -> None:
    (place / "node_modules").symlink_to(CLIENTS / "node_modules")
    own = "\nconsole.log(JSON.stringify(tiers.getRowObjectsJson()));"
    script = recipe("getRowObjectsJson").replace("console.log(tiers.getRowObjectsJson());", own)
    (place / "ask.mjs").write_text(script, encoding="utf-8")
    rows = json.loads(told(place, "node", "ask.mjs"))
    expected = ask(refreshed.published, TIERS.replace("customers group", "customer_warnings group"))
    assert sorted((row["warning_tier_code"], int(row["customers"])) for row in rows) == expected
