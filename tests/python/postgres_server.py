"""A PostgreSQL server for tests: made from the installed programs, and gone when they are done."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import psycopg2
import pytest

from scripts.engines import Engine

USER = "perennial"
DATABASE = "perennial"
KEPT = "select nspname from pg_namespace where nspname like 'marts_v%' order by 1"
# A server that is thrown away need not survive a crash.
OPTIONS = (
    "-c fsync=off -c full_page_writes=off -c shared_buffers=256MB -c listen_addresses=127.0.0.1"
)


def programs() -> Path:
    """The folder of the newest server programs. Debian keeps them off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts)
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql).")
    return (found[-1] if found else Path(str(on_path))).parent


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """A fresh server with an empty database; the settings by which the target `postgres` finds it.

    Where PostgreSQL is not installed this skips, saying so; where it does not start, it fails.
    """
    # a short path, because it holds a socket, and one that another user can reach
    folder = Path(tempfile.mkdtemp(prefix="perennial-postgres-", dir="/tmp"))
    try:
        # root may not run a server
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if user:
            shutil.chown(folder, "postgres")
        control = [*user, str(programs() / "pg_ctl"), "-D", str(folder / "data"), "-w"]
        port = _free_port()
        options = f"{OPTIONS} -p {port} -k {folder}"
        made = ["initdb", "-o", f"-A trust -U {USER} -E UTF8 --locale=C.UTF-8"]
        _run([*control, *made])
        _run([*control, "start", "-l", str(folder / "log"), "-o", options])
        try:
            place = ["-h", "127.0.0.1", "-p", str(port), "-U", USER]
            _run([str(programs() / "createdb"), *place, DATABASE])
            yield {
                "PERENNIAL_PG_HOST": "127.0.0.1",
                "PERENNIAL_PG_PORT": str(port),
                "PERENNIAL_PG_USER": USER,
                "PERENNIAL_PG_DATABASE": DATABASE,
            }
        finally:
            _run([*control, "stop", "-m", "immediate"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server_at_hand() -> Iterator[dict[str, str]]:
    """A fresh server that this process finds too."""
    with server() as found, pytest.MonkeyPatch.context() as patch:
        for name, value in found.items():
            patch.setenv(name, value)
        yield found


@contextmanager
def session(settings: dict[str, str], user: str = "perennial") -> Iterator[Any]:
    """A session of a user of the server, in one transaction."""
    connection = psycopg2.connect(
        host=settings["PERENNIAL_PG_HOST"],
        port=settings["PERENNIAL_PG_PORT"],
        dbname=settings["PERENNIAL_PG_DATABASE"],
        user=user,
    )
    try:
        with connection, connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def ask(settings: dict[str, str], query: str, user: str = "perennial") -> list[tuple[Any, ...]]:
    """The rows of a query, as a user of the server."""
    with session(settings, user) as cursor:
        cursor.execute(query)
        return list(cursor.fetchall()) if cursor.description else []


def publish_small(
    settings: dict[str, str], engine: Engine, published: Path, version: int, kept_count: int
) -> None:
    """Publish a mart of one row that says its version, beside what a failed build left."""
    if not published.exists():
        with duckdb.connect(str(published)) as con:
            for table in ("customers", "publication", "publication_marts"):
                con.execute(f"create table {table} as select 1 as version")
    ask(settings, "create schema if not exists marts_build")
    ask(settings, f"create table marts_build.customers as select {version} as version")
    ask(settings, "create table marts_build.of_a_build_that_failed (a int)")
    engine.publish(published, version, kept_count)


def _run(command: list[str]) -> None:
    # no pipe: a server that is started would hold it open
    nowhere = subprocess.DEVNULL
    subprocess.run(command, stdout=nowhere, stderr=nowhere, cwd="/", check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
