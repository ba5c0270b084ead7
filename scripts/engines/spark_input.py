"""Parquet files of the input folder that Spark reads where they lie, row for row as loaded.

The loader says what a file's rows are. Where that is nothing but columns as they stand, Spark may
read the file itself; a text file it may not, as it does not know the numbers of its lines.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import duckdb

from scripts.contract import Table, load_contract
from scripts.discovery import TableFile
from scripts.mapping import Mapping, load_mapping
from scripts.raw_tables import rows_of
from scripts.readers import open_source
from scripts.shaping import Shape, shape

ENDING = ".parquet"
# Values that both read alike, and what may be done with them on the way to the contract's type.
READABLE = re.compile(
    r"VARCHAR|BOOLEAN|TINYINT|SMALLINT|INTEGER|BIGINT|DOUBLE|DATE|TIMESTAMP|DECIMAL\(.*\)"
)
PLAIN = re.compile(
    r"c(\d+)|cast\(c(\d+) as (?:bigint|date)\)|(?:cast\()+c(\d+)(?: as timestamp\))+",
    re.IGNORECASE,
)
NO_DIGEST = "cast(null as uhugeint)"
# To Spark a path with one of these is a pattern, or none.
PATTERN = re.compile(r"[{}\[\]*?\\:`]")


def read_there(
    con: duckdb.DuckDBPyConnection, table: str, folder: Path, kinds: dict[str, str]
) -> dict[str, str]:
    """Spark's select of each file that it can read as it was loaded, by the file's name.

    `kinds` are Spark's types of the columns of `raw.<table>`, in their order. No file is named that
    has changed since, or as long as anybody is erased: what is erased stands in the file still.
    """
    contract = load_contract()
    if table not in contract.tables or rows_of(con, "select * from private.erased limit 1"):
        return {}
    mapping = load_mapping(folder, contract)
    loaded = rows_of(con, "select * from raw.loaded_files where table_name = ?", table)
    described = rows_of(con, f"describe raw.{table}")
    stored = {row["column_name"]: row["column_type"] for row in described}
    selects = {}
    for file in loaded:
        path = (folder / file["source_file"]).resolve()
        is_same = _is_same(path, file) and file["mapping_hash"] == mapping.digest(
            contract.tables[table]
        )
        if is_same and path.suffix == ENDING and not PATTERN.search(str(path)):
            shaped = _shaped(contract.tables[table], path, file["source_file"], mapping)
            if (places := _places(shaped, stored)) is not None:
                selects[file["source_file"]] = _select(shaped, places, path, file, kinds)
    return selects


def _is_same(path: Path, file: dict[str, Any]) -> bool:
    if not path.is_file():
        return False
    state = path.stat()
    return (state.st_size, state.st_mtime_ns) == (file["size_bytes"], file["modified_ns"])


def _shaped(table: Table, path: Path, name: str, mapping: Mapping) -> Shape:
    """What the loader makes of a file, asked once more."""
    with duckdb.connect() as con, tempfile.TemporaryDirectory(prefix="perennial-") as scratch:
        con.execute("set TimeZone = 'UTC'")
        file = TableFile(table.name, path, name, ENDING)
        source = open_source(con, file, mapping.table(table.name), Path(scratch))
        return shape(con, source, table, mapping)


def _places(shaped: Shape, stored: dict[str, str]) -> dict[str, int] | None:
    """The place in the file of each column; null where there is more to it than that."""
    if shaped.attributes or (shaped.excluded, shaped.digest) != ("false", NO_DIGEST):
        return None
    headers = [header.casefold() for header in shaped.source.headers]
    if len(set(headers)) < len(headers) or "_metadata" in headers:
        return None
    places = {}
    for column, sql in shaped.columns.items():
        found = PLAIN.fullmatch(sql)
        if found is None or shaped.types[column] != stored[column]:
            return None
        places[column] = int(found[1] or found[2] or found[3])
        if not READABLE.fullmatch(shaped.source.types[places[column]]):
            return None
    return places


def _select(
    shaped: Shape, places: dict[str, int], path: Path, file: dict[str, Any], kinds: dict[str, str]
) -> str:
    values = {
        "_is_excluded": "false",
        "_source_file": _literal(file["source_file"]),
        "_source_row": "_metadata.row_index + 1",
        "_loaded_at": _literal(str(file["loaded_at"])),
        "_load_id": _literal(file["load_id"]),
        "_load_number": str(file["load_number"]),
    }
    for column, place in places.items():
        values[column] = "`" + shaped.source.headers[place].replace("`", "``") + "`"
    listing = ", ".join(
        f"cast({values.get(column, 'null')} as {kind}) as `{column}`"
        for column, kind in kinds.items()
    )
    return f"select {listing} from parquet.`{path}`"


def _literal(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
