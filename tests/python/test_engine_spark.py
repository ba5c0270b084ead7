"""A real cluster of two workers: the whole job there gives readers the marts that DuckDB gives."""

import json
import os
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from refreshed import ROOT, Refreshed, run
from same_marts import differences
from shop import MAPPING, shop
from warehouse import write_tables

SCRIPT = ROOT / "tests" / "engines" / "spark_cluster.sh"
PYTHON = Path(os.environ.get("PERENNIAL_SPARK_PYTHON", ROOT / ".venv-spark" / "bin" / "python"))
# Away from a cluster that somebody may have started by hand.
SHIFT = 137

hive = pytest.importorskip("pyhive.hive", reason="no driver for Spark; make setup-spark")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that the cluster can reach; both are gone afterwards."""
    if not PYTHON.exists() or shutil.which("java") is None:
        pytest.skip("no Spark or no Java to start a cluster with; make setup-spark-cluster")
    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_PORT_SHIFT", str(SHIFT))
        patch.setenv("PERENNIAL_SPARK_PORT", str(10000 + SHIFT))
        patch.setenv("PERENNIAL_SPARK_FOLDER", str(folder / "shared"))
        subprocess.run([SCRIPT, "start", PYTHON, folder / "cluster"], check=True, timeout=360)
        try:
            yield folder
        finally:
            subprocess.run([SCRIPT, "stop", folder / "cluster"], check=True, timeout=60)
            shutil.rmtree(folder)


@pytest.fixture(scope="module")
def refreshed(cluster: Path) -> Refreshed:
    """The shop with every table, taken through the whole job on the cluster."""
    source = write_tables(shop(), cluster / "input")
    (source / "mapping.yml").write_text(MAPPING)
    done = run("refresh", source, cluster / "spark", "--target", "spark", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return Refreshed(source, cluster / "spark", done)


def executors() -> list[dict[str, int]]:
    """What the driver tells of the processes that did the work, itself aside."""
    api = f"http://127.0.0.1:{4040 + SHIFT}/api/v1/applications"
    with urllib.request.urlopen(api) as answer:
        (application,) = json.load(answer)
    with urllib.request.urlopen(f"{api}/{application['id']}/executors") as answer:  # noqa: S310
        return [entry for entry in json.load(answer) if entry["id"] != "driver"]


def test_both_workers_do_the_work(refreshed: Refreshed) -> None:
    assert refreshed.outcome["version"] == 1
    done = sorted(entry["completedTasks"] for entry in executors())
    assert len(done) == 2
    assert done[0] > done[1] / 2


def test_marts_are_those_of_duckdb(refreshed: Refreshed, cluster: Path) -> None:
    done = run("refresh", refreshed.input, cluster / "duckdb", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not differences(cluster / "duckdb" / "marts.duckdb", refreshed.published)


def test_readers_of_the_cluster_see_what_was_published(refreshed: Refreshed) -> None:
    with hive.connect("127.0.0.1", 10000 + SHIFT, username="reader") as connection:
        reader = connection.cursor()
        reader.execute("show tables in marts")
        seen = {str(row[1]) for row in reader.fetchall()}
        reader.execute("select count(*), sum(purchase_amount) from marts.customers")
        totals = reader.fetchone()
    with duckdb.connect(str(refreshed.published), read_only=True) as con:
        sql = "select table_name from information_schema.tables"
        assert seen == {str(name) for (name,) in con.execute(sql).fetchall()}
        sql = "select count(*), sum(purchase_amount) from customers"
        assert totals == con.execute(sql).fetchone()
