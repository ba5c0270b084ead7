"""Run the SQL that dbt compiled again, bare: what the statements cost without dbt around them.

`python -m benchmarks.replay WAREHOUSE core|all|tests|summary` prints CPU seconds, wall seconds and
peak memory as JSON. It works on a copy of the build file, one statement after another.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

# What the baseline makes too: orders, customers, months, growth, cohorts, tiers, RFM, ABC, DWYER.
CORE = (
    "int_orders__accepted",
    "int_customers__facts",
    "int_customer_months",
    "retention_by_period",
    "cohort_retention",
    "int_customers__warned",
    "int_customers__segmented",
    "dwyer_clv",
)
# Recency, frequency, age and money of each customer: what `rfm_summary` of the peers makes.
SUMMARY = ("int_customers__facts",)


def statements(warehouse: Path, kind: str) -> list[str]:
    """The statements of a kind, in an order in which each finds what it reads."""
    manifest = json.loads((warehouse / "target" / "manifest.json").read_text(encoding="utf-8"))
    nodes: dict[str, dict[str, Any]] = manifest["nodes"]
    compiled = warehouse / "target" / "compiled" / "perennial"
    if kind == "tests":
        tests = [node for node in nodes.values() if node["resource_type"] == "test"]
        files = [next(compiled.rglob(Path(node["path"]).name), None) for node in tests]
        return [f"select count(*) from ({file.read_text()})" for file in files if file]
    tables = {
        name: node
        for name, node in nodes.items()
        if node["resource_type"] == "model" and node["config"]["materialized"] != "view"
    }
    goal = {"core": CORE, "summary": SUMMARY}.get(kind)
    wanted = [name for name, node in nodes.items() if goal is None or node["name"] in goal]
    ordered: dict[str, None] = {}

    def visit(name: str) -> None:
        for parent in nodes[name]["depends_on"].get("nodes", []) if name in nodes else []:
            if parent not in ordered:
                visit(parent)
        ordered[name] = None

    for name in wanted:
        if nodes[name]["resource_type"] == "model":
            visit(name)
    return [
        f"create or replace table {node['relation_name']} as"
        f" {(compiled / node['original_file_path']).read_text()}"
        for name in ordered
        if (node := tables.get(name))
    ]


def replay(warehouse: Path, kind: str) -> dict[str, float]:
    """Run the statements of a kind and measure them."""
    with tempfile.TemporaryDirectory(dir=warehouse) as scratch:
        copy = Path(scratch) / "build.duckdb"
        shutil.copyfile(warehouse / "build.duckdb", copy)
        asked = statements(warehouse, kind)
        with duckdb.connect(str(copy)) as con:
            con.execute("set enable_caching_operators = false")  # as in profiles.yml
            before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
            for statement in asked:
                con.execute(statement)
            wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return {"cpu": cpu, "wall": wall, "memory": after.ru_maxrss * 1024, "statements": len(asked)}


if __name__ == "__main__":
    print(json.dumps(replay(Path(sys.argv[1]), sys.argv[2])))
