"""The process in which dbt builds the warehouse; `scripts/build.py` talks to it."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from filelock import FileLock

from scripts.cache import cache
from scripts.steps import StepError
from scripts.workers import ROOT, Listener, Message, serve

# What DuckDB says after a fault of its own in one statement. 2.0.0 has such faults in joins on
# larger data (its issue 24807 is one of them): reopen the file, and try once more, one at a time.
INVALIDATED = "database has been invalidated"
BAD = ("error", "fail", "runtime error", "partial success")


def _start() -> Any:
    """Import dbt and read the project, both before anybody asks; the database stays closed."""
    from dbt.cli.main import dbtRunner

    warehouse = Path(sys.argv[1]).resolve()
    common = [
        *("--log-level", "none", "--log-level-file", "none", "--no-use-colors"),
        *("--project-dir", str(ROOT), "--profiles-dir", str(ROOT), "--target", sys.argv[2]),
    ]
    manifest, exception = _project(common, warehouse)
    gc.freeze()  # the project stays: garbage need not be looked for in it, again and again
    os.environ["PERENNIAL_WAREHOUSE"] = str(warehouse)
    common += ["--target-path", str(warehouse / "target"), "--log-path", str(warehouse / "logs")]
    common += ["--no-write-json", "--use-fast-test-edges"]

    def handle(request: Message, tell: Listener) -> Message:
        if manifest is None:
            raise StepError(f"dbt cannot read the project: {_in_a_line(exception)}")

        def listen(event: Any) -> None:
            if event.info.name == "LogStartLine":
                tell({"done": event.data.index - 1, "total": event.data.total})

        os.environ["PERENNIAL_PARTIAL"] = str(int(request["is_partial"]))
        runner = dbtRunner(manifest=manifest, callbacks=[listen])
        asked = [*request["arguments"], *common]
        outcome = runner.invoke(asked)
        _let_go()
        if INVALIDATED in str(outcome.exception):
            outcome = runner.invoke([*asked, "--threads", "1"])
            _let_go()
        if outcome.exception is not None:
            raise StepError(f"dbt stopped: {_in_a_line(outcome.exception)}")
        return {"results": [_result(entry) for entry in getattr(outcome.result, "results", [])]}

    return handle


def _project(common: list[str], warehouse: Path) -> tuple[Any, Any]:
    """The project as dbt reads it, or else what it says is wrong with it.

    What is read is the same for all warehouses, so it is kept with the project: dbt reads the files
    that have changed since, and no others. Its manifests are put into the warehouse.
    """
    from dbt.cli.main import dbtRunner

    os.environ.pop("PERENNIAL_WAREHOUSE", None)
    own = warehouse / "target"
    own.mkdir(parents=True, exist_ok=True)
    kept = cache(sys.argv[2], own / "parsed")
    with FileLock(kept / "parse.lock"):
        asked = ["parse", *common, "--target-path", str(kept), "--log-path", str(kept)]
        parsed = dbtRunner().invoke([*asked, "--no-write-json"])
        if parsed.success and _is_behind(kept / "manifest.json", kept / "partial_parse.msgpack"):
            parsed = dbtRunner().invoke(asked)
        if parsed.success:
            for name in ("manifest.json", "semantic_manifest.json"):
                shutil.copyfile(kept / name, own / name)
    return (parsed.result if parsed.success else None), parsed.exception


def _is_behind(written: Path, read: Path) -> bool:
    """True where dbt has read something since; writing its manifests takes a second."""
    return not written.exists() or written.stat().st_mtime < read.stat().st_mtime


def _in_a_line(error: Any) -> str:
    return " ".join(str(error).split())


def _let_go() -> None:
    """Close the database, so that others can open it before this process ends."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    environment = DuckDBConnectionManager._ENV
    if environment is not None:
        environment.close()
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


def _result(entry: Any) -> Message:
    status = str(getattr(entry.status, "value", entry.status))
    return {
        "name": entry.node.name,
        "kind": str(getattr(entry.node.resource_type, "value", entry.node.resource_type)),
        "file": entry.node.original_file_path,
        "status": status,
        "is_bad": status in BAD,
        "seconds": round(entry.execution_time, 3),
        "message": str(entry.message or "") if status in (*BAD, "warn") else "",
    }


if __name__ == "__main__":
    serve(_start)
