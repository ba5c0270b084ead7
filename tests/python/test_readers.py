"""Readers through many publications: no error, nobody waits, and never two versions at once.

`make readers` takes them through a hundred publications; PUBLICATIONS and REFRESHES say how many.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from disturbed import move_all_dates, times
from refreshed import Refreshed, run, write_orders
from scripts.publish import publish

PUBLICATIONS = times("PUBLICATIONS", 6)
REFRESHES = times("REFRESHES", 0)
READS_PER_CONNECTION = [1, 40]
"""A reader that connects anew for every question, and one that keeps its connection for long."""

PAUSE_SECONDS = 0.05

# Asks every mart for its as-of date at once, and the file for its version; ends with its input.
READER = """
import json, sys, threading
import duckdb

path, reads_per_connection = sys.argv[1], int(sys.argv[2])
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
seen, reads = {}, 0
while not ended.is_set():
    with duckdb.connect(path, read_only=True) as con:
        kept = None
        for _ in range(reads_per_connection):
            marts = con.execute('''select table_name from information_schema.columns
                where column_name = 'as_of_date' and table_name <> 'publication' ''').fetchall()
            dates = con.execute(' union '.join(
                f'select as_of_date from {mart}' for (mart,) in marts)).fetchall()
            version, said = con.execute('''select version_number, as_of_date from publication
                order by version_number desc limit 1''').fetchone()
            counted = con.execute('''select row_count = (select count(*) from customers)
                from publication_marts where mart_name = 'customers'
                order by version_number desc limit 1''').fetchone()
            assert dates == [(said,)], (version, said, dates)
            assert counted == (True,), version
            assert kept in (None, version), (kept, version)
            kept = version
            assert seen.setdefault(version, str(said)) == str(said), (version, said)
            reads += 1
            if reads == 5:
                print('at work', file=sys.stderr, flush=True)
            ended.wait(float(sys.argv[3]))
print(json.dumps({'reads': reads, 'versions': list(seen)}))
"""


@contextmanager
def reading(published: Path, reads_per_connection: int) -> Iterator[dict[str, Any]]:
    """Have a reader at work during the block; after it, hand over what the reader saw."""
    asked = [str(published), str(reads_per_connection), str(PAUSE_SECONDS)]
    words = [sys.executable, "-c", READER, *asked]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stderr is not None
        assert reader.stderr.readline() == "at work\n"
        seen: dict[str, Any] = {}
        yield seen
        answer, said = reader.communicate("")
    assert reader.returncode == 0, said
    seen |= json.loads(answer)


def test_readers_see_one_whole_version_after_the_other(
    refreshed: Refreshed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = refreshed.copy(tmp_path)
    with ExitStack() as readers:
        seen = [
            readers.enter_context(reading(shop.published, count)) for count in READS_PER_CONNECTION
        ]
        for _ in range(PUBLICATIONS):
            move_all_dates(shop.warehouse, 1)
            newest = publish(shop.warehouse).version
            with capsys.disabled():
                print(f"version {newest}", end=" ", flush=True)
        for number in range(REFRESHES):
            row = (f"late-{number}", "C3", f"2023-08-{number + 1:02d}", "5.00")
            write_orders(shop.input / "orders" / "later.csv", [row])
            done = run("refresh", shop.input, shop.warehouse, "--json")
            newest = json.loads(done.stdout)["version"]
    assert newest == 1 + PUBLICATIONS + REFRESHES
    for reader in seen:
        assert reader["versions"] == sorted(reader["versions"])
        assert len(reader["versions"]) > 1
        assert reader["versions"][-1] <= newest
    with capsys.disabled():
        reads = " and ".join(f"{reader['reads']:,}" for reader in seen)
        print(f"{newest} versions, {reads} readings, no error and no mixture")
