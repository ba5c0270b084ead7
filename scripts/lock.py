"""One run at a time in a warehouse."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from scripts.contract import InputError
from scripts.steps import BUILD, BusyError

LOCK = "refresh.lock"
OWNER = "refresh.owner.json"
ATTEMPTS = 50
PAUSE_SECONDS = 0.2


@contextmanager
def hold(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse for a block.

    The operating system gives the lock back when its holder ends, however it ends, so a lock that
    was left behind never stands in the way. Raises BusyError, naming the owner and the age, while
    another run holds it.
    """
    try:
        warehouse.mkdir(parents=True, exist_ok=True)
        lock = FileLock(warehouse / LOCK)
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(_describe_owner(warehouse / OWNER)) from None
    except OSError as error:
        raise InputError(
            f"{warehouse} cannot be used as a warehouse folder: {error.strerror}."
        ) from error
    owner = warehouse / OWNER
    if owner.exists():
        _wait_for_helpers(warehouse / BUILD)
    try:
        record = {"pid": os.getpid(), "host": platform.node(), "since": time.time()}
        owner.write_text(json.dumps(record), encoding="utf-8")
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()


def _wait_for_helpers(build: Path) -> None:
    """Wait, but not long, until the helpers of a run that was killed have left the build alone."""
    for _ in range(ATTEMPTS):
        try:
            duckdb.connect(str(build)).close()
        except duckdb.IOException:
            time.sleep(PAUSE_SECONDS)
        else:
            return


def _describe_owner(path: Path) -> str:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        minutes = (time.time() - record["since"]) / 60
        who = f"process {record['pid']} on {record['host']}, for {minutes:.0f} minutes"
    except (OSError, ValueError, KeyError):
        who = "a process that has only just begun"
    return (
        f"another run is at work in {path.parent} ({who}). Wait for it to end, or end it;"
        " its lock goes with it."
    )
