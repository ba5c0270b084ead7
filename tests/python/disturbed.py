"""What tests of disturbed runs share: how often, with which seed, and what a whole version is."""

import os
import random
import subprocess
from pathlib import Path

import duckdb

from scripts.checks import rows_of_rule
from scripts.passed import note
from scripts.publication import content_hash

SEED = int(os.environ.get("SEED", "8"))


def times(name: str, otherwise: int) -> int:
    """How often to try: as the environment says (KILLS=100), or few enough for every day."""
    return int(os.environ.get(name, otherwise))


def rng(purpose: str) -> random.Random:
    """Random numbers that are the same in every run with the same SEED."""
    return random.Random(f"{SEED} {purpose}")  # noqa: S311 - nothing secret is made of them


def whole_version(published: Path) -> int:
    """Number of the published version; fails where any of its marts is not what it says."""
    with duckdb.connect() as con:
        con.execute(f"attach '{published}' as published (read_only)")
        numbers = con.execute(
            "select version_number from published.publication order by version_number"
        ).fetchall()
        number = int(numbers[-1][0])
        told = con.execute(
            """select mart_name, content_hash_code from published.publication_marts
            where version_number = ?""",
            [number],
        ).fetchall()
        assert told
        assert [mart for mart, code in told if content_hash(con, mart) != code] == []
    return number


def is_one_version(warehouse: Path) -> bool:
    """True where no more versions are kept than the rules say and no half one lies about."""
    kept = int(rows_of_rule("publication_rules")[0]["kept_versions_count"])
    names = [path.name for path in (warehouse / "versions").iterdir()]
    return 0 < len(names) <= kept + 1 and all(name.endswith(".duckdb") for name in names)


def helpers_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in found.stdout.split()]


def move_all_dates(warehouse: Path, days: int) -> None:
    """Alter the build so that every mart says another as-of date, and pass it as checked."""
    with duckdb.connect(str(warehouse / "build.duckdb")) as con:
        for mart in marts_with_date(con, "marts"):
            con.execute(f"update marts.{mart} set as_of_date = as_of_date + {days}")
        kind = con.execute(
            """select table_type from information_schema.tables
            where table_schema = 'intermediate' and table_name = 'int_as_of'"""
        ).fetchone()
        assert kind == ("BASE TABLE",)
        con.execute(f"update intermediate.int_as_of set as_of_date = as_of_date + {days}")
    note(warehouse, "build", 1)
    note(warehouse, "marts", 1)


def marts_with_date(con: duckdb.DuckDBPyConnection, schema: str) -> list[str]:
    """Names of the marts that say their as-of date."""
    found = con.execute(
        """select table_name from information_schema.columns
        where table_schema = ? and column_name = 'as_of_date' and table_name <> 'publication'
        order by table_name""",
        [schema],
    ).fetchall()
    return [str(name) for (name,) in found]
