"""What ODBC and JDBC read on PostgreSQL is what is published there, as a role that only reads."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import psycopg2
import pytest

from postgres_server import DATABASE, server
from refreshed import ROOT, Refreshed, ask
from scripts.engines import engine_of

JAR = Path("/usr/share/java/postgresql.jar")
ODBC = "PostgreSQL Unicode"
READER = "analyst"
QUERY = """select customer_id, order_count, revenue_amount from {place}customers
where customer_id like 'C%' order by customer_id"""
ONE_LINE = " ".join(QUERY.format(place="marts.").split())


def has_odbc() -> bool:
    """True where unixODBC knows PostgreSQL's driver."""
    if not (shutil.which("isql") and shutil.which("odbcinst")):
        return False
    told = subprocess.run(["odbcinst", "-q", "-d"], capture_output=True, text=True, check=False)
    return ODBC in told.stdout


@pytest.fixture(scope="module")
def settings(
    refreshed: Refreshed, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """A server on which the shop's customers are published, with a role that reads them."""
    small = tmp_path_factory.mktemp("drivers") / "marts.duckdb"
    with duckdb.connect(str(small)) as con:
        con.execute(f"attach '{refreshed.published}' as whole (read_only)")
        con.execute("create schema marts_build")
        for table in ("customers", "publication", "publication_marts"):
            con.execute(f"create table {table} as from whole.{table}")
        con.execute("create table marts_build.customers as from customers")
    with server() as found, pytest.MonkeyPatch.context() as patch:
        for name, value in found.items():
            patch.setenv(name, value)
        engine = engine_of("postgres")
        engine.send(small, [("marts_build", "customers")])
        engine.publish(small, 1, 2)
        with psycopg2.connect(
            host=found["PERENNIAL_PG_HOST"],
            port=found["PERENNIAL_PG_PORT"],
            dbname=DATABASE,
            user=found["PERENNIAL_PG_USER"],
        ) as admin:
            admin.cursor().execute(f"create role {READER} login in role perennial_reader")
        yield found


def published(refreshed: Refreshed) -> list[str]:
    """The rows of the query in the published file, as text."""
    rows = ask(refreshed.published, QUERY.format(place=""))
    assert len(rows) > 1
    return ["|".join(str(value) for value in row) for row in rows]


@pytest.mark.skipif(not has_odbc(), reason="apt-get install unixodbc odbc-postgresql")
def test_odbc_reads_what_is_published(refreshed: Refreshed, settings: dict[str, str]) -> None:
    place = f"Server={settings['PERENNIAL_PG_HOST']};Port={settings['PERENNIAL_PG_PORT']}"
    done = subprocess.run(
        [
            *["isql", "-b", "-d|", "-k"],
            f"Driver={ODBC};{place};Database={DATABASE};Uid={READER};ReadOnly=1",
        ],
        input=ONE_LINE + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split() == published(refreshed)


@pytest.mark.skipif(
    not (JAR.exists() and shutil.which("javac")),
    reason="apt-get install libpostgresql-jdbc-java, with a JDK",
)
def test_jdbc_reads_what_is_published(refreshed: Refreshed, settings: dict[str, str]) -> None:
    place = f"{settings['PERENNIAL_PG_HOST']}:{settings['PERENNIAL_PG_PORT']}/{DATABASE}"
    done = subprocess.run(
        [
            *["java", "-cp", str(JAR), str(ROOT / "tests" / "drivers" / "Ask.java")],
            *[f"jdbc:postgresql://{place}?readOnly=true", READER, ONE_LINE],
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == published(refreshed)
