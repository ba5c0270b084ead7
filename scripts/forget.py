"""Take what was erased out of the files of a warehouse, once a version without it is published."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb

from scripts.steps import BUILD

VERSIONS = "versions"


def forget(warehouse: Path, current: Path, drop_versions: Callable[[], None]) -> bool:
    """Write the build file anew, and remove what was written while the person was known.

    A database keeps the bytes of rows that are gone until they are written over, so the build is
    copied into a new file that takes its place. Versions of before go, as their totals are those
    of people who are in them; so do the logs, which may quote a value. What is left undone, when
    this is stopped, is done by the next publication: the note of it stays until the end.
    Returns whether there was something to forget.
    """
    build = warehouse / BUILD
    state = _state(build)
    if state is None:
        return False
    if state:
        drop_versions()
        for kept in (warehouse / VERSIONS).glob("marts_*.duckdb"):
            if not kept.samefile(current):
                kept.unlink()
        shutil.rmtree(warehouse / "logs", ignore_errors=True)
        (warehouse / "logs").mkdir(exist_ok=True)
    fresh = warehouse / f"{BUILD}.new"
    for leftover in (fresh, Path(f"{fresh}.wal")):
        leftover.unlink(missing_ok=True)
    with duckdb.connect() as con:
        for name, file in (("held", build), ("fresh", fresh)):
            con.execute(f"attach '{str(file).replace(chr(39), chr(39) * 2)}' as {name}")
        con.execute("copy from database held to fresh")
        con.execute("update fresh.private.erasure_state set is_pending = false, is_new = false")
        con.execute("checkpoint fresh")
    fresh.replace(build)
    return True


def _state(build: Path) -> bool | None:
    """Whether somebody is newly erased; null where nothing was erased since the file was made."""
    with duckdb.connect(str(build), read_only=True) as con:
        try:
            found = con.execute(
                "select is_new from private.erasure_state where is_pending"
            ).fetchone()
        except duckdb.CatalogException:
            return None
    return bool(found[0]) if found else None
