"""Builds by the dozen: dbt compiles the project once; its very SQL runs again on other inputs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from scripts.load import as_date, load
from warehouse import dbt, write_tables

Rows = list[dict[str, object]]
Cell = tuple[str, str]
"""A mart and one of its columns."""


@dataclass(frozen=True)
class Project:
    """What dbt ran on one input, in its order; a test returns what is wrong."""

    database: Path
    seeds: list[str]
    models: list[tuple[str, str, str]]
    """Kind of relation, its name, and its query."""
    tests: list[tuple[str, str]]
    """Name of a data test, and its query."""


def compiled(
    tables: dict[str, Rows], mapping: str, folder: Path, as_of: str, select: str | None = None
) -> Project:
    """Build everything, or what is selected, once, with data tests; fails with dbt's own words."""
    warehouse = folder / "warehouse"
    warehouse.mkdir(parents=True)
    source = write_tables(tables, folder / "input")
    (source / "mapping.yml").write_text(mapping)
    load(source, warehouse, as_of_date=as_date(as_of))
    selected = ["--select", *select.split(), "--indirect-selection", "buildable"] if select else []
    outcome = dbt("build", "--exclude-resource-type", "unit_test", *selected, warehouse=warehouse)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    target = warehouse / "target"
    nodes = json.loads((target / "manifest.json").read_text())["nodes"]
    done = [
        (nodes[result["unique_id"]], result)
        for result in json.loads((target / "run_results.json").read_text())["results"]
        if result["unique_id"] in nodes
    ]
    return Project(
        warehouse / "build.duckdb",
        [n["relation_name"] for n, _ in done if n["resource_type"] == "seed"],
        [
            (
                "view" if n["config"]["materialized"] == "view" else "table",
                n["relation_name"],
                result["compiled_code"],
            )
            for n, result in done
            if n["resource_type"] == "model"
        ],
        [(n["name"], r["compiled_code"]) for n, r in done if n["resource_type"] == "test"],
    )


def rebuild(project: Project, source: Path, warehouse: Path, as_of: str) -> None:
    """Load a folder into a warehouse, anew or again, and run the project's SQL on it."""
    warehouse.mkdir(parents=True, exist_ok=True)
    load(source, warehouse, as_of_date=as_date(as_of))
    with duckdb.connect(str(warehouse / "build.duckdb")) as con:
        con.execute(f"attach '{project.database}' as compiled (read_only)")
        for schema in ("rules", "staging", "intermediate", "marts"):
            con.execute(f"create schema if not exists {schema}")
        for fits in ("model_parameters", "retention_parameters", "churn_factor_parameters"):
            con.execute(
                f"create table if not exists raw.{fits} as select * from compiled.raw.{fits}"
            )
        for seed in project.seeds:
            theirs = seed.replace('"build"', "compiled", 1)
            con.execute(f"create or replace table {seed} as select * from {theirs}")
        rerun(project, con)


def rerun(project: Project, con: duckdb.DuckDBPyConnection) -> None:
    """Run the project's SQL again on what was loaded."""
    for kind, relation, query in project.models:
        con.execute(f"create or replace {kind} {relation} as ({query})")


def broken_tests(project: Project, con: duckdb.DuckDBPyConnection) -> list[str]:
    """Names of the data tests that return rows."""
    return [
        name for name, query in project.tests if con.execute(f"select 1 from ({query})").fetchone()
    ]


def marts(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Names of the marts in a build."""
    for (name,) in con.execute(
        "select table_name from information_schema.tables where table_schema = 'marts' order by 1"
    ).fetchall():
        yield name


def contents(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Every mart as sorted text, row by row."""
    return {
        mart: sorted(repr(row) for row in con.execute(f"select * from marts.{mart}").fetchall())
        for mart in marts(con)
    }


def zeros(con: duckdb.DuckDBPyConnection) -> dict[Cell, str]:
    """Columns of money and rates by what they hold: nothing, zeros, or figures."""
    found = {}
    for mart, column in con.execute(
        """select table_name, column_name from information_schema.columns
        where table_schema = 'marts'
            and regexp_matches(column_name, '_(amount|rate|share|ratio)$')"""
    ).fetchall():
        counted = con.execute(
            f'select count("{column}"), count(nullif("{column}", 0)) from marts.{mart}'
        ).fetchone()
        assert counted is not None
        given, figures = counted
        found[mart, column] = "figures" if figures else "zeros" if given else "nothing"
    return found
