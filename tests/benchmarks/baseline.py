"""Run the hand-written baseline on an input folder and print what it cost as JSON."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

SCRIPT = Path(__file__).with_suffix(".sql")


def baseline(folder: Path, as_of: str) -> dict[str, float]:
    """CPU and wall seconds and peak memory in bytes of the whole script."""
    script = SCRIPT.read_text(encoding="utf-8")
    script = script.replace("{folder}", str(folder)).replace("{as_of}", as_of)
    with tempfile.TemporaryDirectory() as scratch:
        started = time.perf_counter()
        with duckdb.connect(str(Path(scratch) / "baseline.duckdb")) as con:
            con.execute(script)
        wall, used = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    return {"cpu": used.ru_utime + used.ru_stime, "wall": wall, "memory": used.ru_maxrss * 1024}


if __name__ == "__main__":
    print(json.dumps(baseline(Path(sys.argv[1]), sys.argv[2])))
