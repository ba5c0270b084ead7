"""A Spark cluster for tests: a master, two workers and a Thrift server, gone when they are done."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tests" / "engines" / "spark_cluster.sh"
PYTHON = Path(os.environ.get("PERENNIAL_SPARK_PYTHON", ROOT / ".venv-spark" / "bin" / "python"))
# Away from a cluster that somebody may have started by hand.
SHIFT = 137
API = f"http://127.0.0.1:{4040 + SHIFT}/api/v1/applications"


@contextmanager
def cluster(python: Path = PYTHON, options: str = "") -> Iterator[dict[str, str]]:
    """A fresh cluster without tables; the settings by which the target `spark` finds it.

    `options` are spark-submit's. Where Spark, its driver or Java is not installed this skips,
    saying so; where it does not start, it fails.
    """
    if not (python.exists() and shutil.which("java") and importlib.util.find_spec("pyhive")):
        pytest.skip("Spark, its driver or Java is not installed (make setup-spark-cluster).")
    folder = Path(tempfile.mkdtemp(prefix="perennial-spark-"))
    state = folder / "cluster"
    shifted = {**os.environ, "SPARK_PORT_SHIFT": str(SHIFT), "SPARK_OPTIONS": options}
    try:
        subprocess.run([SCRIPT, "start", python, state], check=True, timeout=360, env=shifted)
        try:
            yield {
                "PERENNIAL_SPARK_HOST": "127.0.0.1",
                "PERENNIAL_SPARK_PORT": str(10000 + SHIFT),
                "PERENNIAL_SPARK_FOLDER": str(folder / "shared"),
            }
        finally:
            subprocess.run([SCRIPT, "stop", state], check=True, timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def told(path: str = "") -> Any:
    """What the driver says of the application that the Thrift server is, under a path."""
    with urllib.request.urlopen(API) as answer:
        (application,) = json.load(answer)
    with urllib.request.urlopen(f"{API}/{application['id']}/{path}") as answer:  # noqa: S310
        return json.load(answer)


def executors() -> list[dict[str, int]]:
    """The processes that do the work, the driver aside, with tasks and bytes of each."""
    return [entry for entry in told("executors") if entry["id"] != "driver"]
