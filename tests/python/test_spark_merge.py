"""Iceberg's tables: a `merge` takes the rows of touched keys out, and all is as if built anew."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from parity_inputs import every_table
from scripts.engines import Name, engine_of, tables_of
from scripts.load import load
from scripts.scope import choose, settle
from scripts.steps import BUILD
from spark_server import ROOT, cluster

if "SPARK" not in os.environ:
    pytest.skip("takes six minutes: make cluster", allow_module_level=True)
pytest.importorskip("pyhive.hive", reason="no driver for Spark; make setup-spark")
PYTHON = ROOT / ".venv-iceberg" / "bin" / "python"
JAR = "lib/python*/site-packages/snowpark_connect_deps_iceberg/jars/iceberg-spark-runtime-*_2.12-*"
CATALOGUE = "spark.sql.catalog.spark_catalog"
SELECTED = ["--select", "+config.materialized:touched", "+int_orders__stated"]


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A warehouse whose tables are Iceberg's, on a cluster of its own."""
    jar = next(PYTHON.parents[1].glob(JAR), None)
    if jar is None:
        pytest.skip("no Spark with Iceberg is installed (make setup-spark-iceberg)")
    settings = [
        "spark.sql.extensions=org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
        f"{CATALOGUE}=org.apache.iceberg.spark.SparkSessionCatalog",
        *(f"{CATALOGUE}.type=hive", "spark.sql.catalogImplementation=hive"),
        # Hive's locks are not made for a metastore in memory; what follows is as in Spark 4
        "spark.hadoop.iceberg.engine.hive.lock-enabled=false",
        *("spark.sql.legacy.createHiveTableByDefault=false", "spark.sql.ansi.enabled=true"),
    ]
    options = f"--jars {jar} --driver-class-path {jar} --conf {' --conf '.join(settings)}"
    with cluster(PYTHON, options) as found:
        for variable, value in {**found, "PERENNIAL_SPARK_FORMAT": "iceberg"}.items():
            monkeypatch.setenv(variable, value)
        yield tmp_path / "warehouse"


def dbt(warehouse: Path, *arguments: str, is_partial: bool = False) -> None:
    """Send what was loaded, and have dbt build on it the tables that orders touch."""
    engine_of("spark").send(warehouse / BUILD, tables_of(warehouse / BUILD, "raw"))
    paths = ["--target-path", str(warehouse / "target"), "--log-path", str(warehouse / "logs")]
    done = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", *arguments, *SELECTED, "--target", "spark", *paths],
        cwd=ROOT,
        env={
            **os.environ,
            "PERENNIAL_WAREHOUSE": str(warehouse),
            "PERENNIAL_PARTIAL": str(int(is_partial)),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]


def touched(warehouse: Path) -> list[Name]:
    """The tables that a partial refresh brings up to date."""
    nodes = json.loads((warehouse / "target" / "manifest.json").read_text())["nodes"].values()
    return [
        ("marts" if node["schema"] == "marts_build" else node["schema"], node["name"])
        for node in nodes
        if node["resource_type"] == "model" and node["config"]["materialized"] == "touched"
    ]


def test_what_is_merged_is_as_if_built_anew(warehouse: Path, tmp_path: Path) -> None:
    source = every_table(tmp_path / "input")
    (source / "orders").mkdir()
    (source / "orders.csv").rename(source / "orders" / "until_now.csv")
    load(source, warehouse)
    dbt(warehouse, "build", "--resource-types", "model", "seed")
    for name in ("int_as_of", "int_orders__stated"):
        engine_of("spark").fetch(warehouse / BUILD, [("intermediate", name)])
    settle(warehouse, "spark")
    header, first = (source / "orders" / "until_now.csv").read_text().splitlines()[:2]
    rows = [
        ",".join([f"day-{customer}", customer, day, "31.00", "GBP", *first.split(",")[5:]])
        for customer, day in (("c000", "2024-07-09"), ("new", "2024-07-09"), ("c077", "2023-06-11"))
    ]
    (source / "orders" / "next.csv").write_text("\n".join([header, *rows, ""]))
    load(source, warehouse)
    assert choose(warehouse, "spark").text == "the part that 3 changed orders touch"
    for is_partial in (True, False):
        dbt(warehouse, "run", is_partial=is_partial)
        engine_of("spark").fetch(tmp_path / f"{is_partial}.duckdb", touched(warehouse))
    with duckdb.connect() as con:
        for is_partial in (True, False):
            con.execute(f"attach '{tmp_path}/{is_partial}.duckdb' as is_{is_partial} (read_only)")
        for schema, table in touched(warehouse):
            merged, anew = (f"from is_{name}.{schema}.{table}" for name in ("true", "false"))
            for one, other in ((merged, anew), (anew, merged)):
                assert con.execute(f"{one} except all {other}").fetchall() == [], table
