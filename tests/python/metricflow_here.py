"""MetricFlow, where it is installed, on the project as a user has it."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from house import ROOT

MF = Path(sys.executable).with_name("mf")
needs_mf = pytest.mark.skipif(
    not MF.exists(), reason="MetricFlow is not installed: pip install -e '.[metrics]'"
)


def published_elsewhere(
    folder: Path, metrics: list[str], group: str, settings: dict[str, str]
) -> dict[str, list[float]]:
    """What MetricFlow says of marts published on a server: metrics by one group, null as nan."""
    for name in ("dbt_project.yml", "profiles.yml", "models", "macros", "seeds"):
        (folder / name).symlink_to(ROOT / name)
    result = folder / "result.csv"
    for words in (
        ["dbt", "--quiet", "parse"],
        ["sed", "-i", "s/marts_build/marts/g", "target/semantic_manifest.json"],
        ["mf", "query", "--metrics", ",".join(metrics), "--group-by", group, "--csv", str(result)],
    ):
        done = subprocess.run(
            words,
            cwd=folder,
            env={**os.environ, **settings, "PATH": f"{MF.parent}{os.pathsep}{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    with result.open(encoding="utf-8", newline="") as source:
        return {
            row[group].removesuffix(" 00:00:00"): [float(row[name] or "nan") for name in metrics]
            for row in csv.DictReader(source)
        }
