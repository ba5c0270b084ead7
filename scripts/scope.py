"""How much a build has to do: everything, or only what the touched orders and customers need.

What a build depends on besides orders and their lines is digested into a fingerprint. While that is
the same as at the last complete build, models of the materialisation `touched` replace the rows of
touched orders and customers and leave the others as they are; all other models are built as ever.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import duckdb

from scripts.engines import TARGET
from scripts.published_orders import STATED
from scripts.steps import BUILD
from scripts.workers import ROOT

CODE = ("models/**/*.sql", "macros/**/*.sql", "seeds/**/*.csv", "dbt_project.yml")
# Side tables that a row of an accepted order depends on.
SIDE_TABLES = ("products", "exchange_rates", "customer_merges", "erasures")
# How tables lie on Spark.
LAID_BY = ("PERENNIAL_SPARK_PARTS", "PERENNIAL_SPARK_FORMAT")
# Beyond one changed order in so many, bringing up to date costs more than building anew.
WHOLE_BEYOND = 5
LEAVE = "update raw.build_state set is_left = true"


@dataclass(frozen=True)
class Scope:
    """What the next build does: all of it for a reason, or the part that so many changes touch."""

    reason: str
    changes: int

    @property
    def is_partial(self) -> bool:
        """Whether a part is enough."""
        return not self.reason

    @property
    def text(self) -> str:
        """The scope in a few words."""
        if self.reason:
            return f"all of it, as {self.reason}"
        return f"the part that {self.changes:,} changed orders touch"


def choose(warehouse: Path, target: str = TARGET, reason: str = "") -> Scope:
    """Decide how much an engine has to build; a reason to build all of it may be given.

    A build that does not end well leaves no state to start from, so that the next one is whole.
    """
    with duckdb.connect(str(warehouse / BUILD)) as con:
        found = con.execute("select count(distinct order_id) from raw.changed_orders").fetchone()
        changes = int(found[0]) if found else 0
        reason = reason or _reason(con, target, changes)
        con.execute("delete from raw.build_state" if reason else LEAVE)
    return Scope(reason, changes)


def settle(warehouse: Path, target: str = TARGET) -> None:
    """Note that an engine's build is complete: its next may start from it."""
    with duckdb.connect(str(warehouse / BUILD)) as con:
        con.execute("begin transaction")
        con.execute("delete from raw.build_state; delete from raw.changed_orders")
        con.execute(
            """insert into raw.build_state by name
            select as_of_date, data_start_date, reporting_currency_code as reporting_currency,
                ? as fingerprint, false as is_left
            from intermediate.int_as_of""",
            [_fingerprint(con, target)],
        )
        con.execute("commit")


def _reason(con: duckdb.DuckDBPyConnection, target: str, changes: int) -> str:
    state = con.execute("select fingerprint from raw.build_state where not is_left").fetchone()
    if state is None:
        return "there is nothing to start from"
    if state[0] != _fingerprint(con, target):
        return "rules, models, settings, the engine or side tables changed"
    orders = con.execute(f"select count(*) from {'.'.join(STATED)}").fetchone()
    if orders is None or changes * WHOLE_BEYOND > orders[0]:
        return "many orders changed"
    return ""


def _fingerprint(con: duckdb.DuckDBPyConnection, target: str) -> str:
    laid = [os.environ.get(variable) for variable in LAID_BY]
    digest = hashlib.sha256(repr((target, laid)).encode())
    for pattern in CODE:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(f"{file.relative_to(ROOT)}\n".encode())
            digest.update(file.read_bytes())
    for sql in (
        "select reporting_currency, timezone from raw.run_settings",
        "select table_name, column_name, is_attribute from raw.mapped_columns order by all",
        f"select load_id from raw.loaded_files where table_name in {SIDE_TABLES} order by all",
    ):
        digest.update(repr(con.execute(sql).fetchall()).encode())
    return digest.hexdigest()
