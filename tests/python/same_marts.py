"""Compare the marts of two published files, row for row."""

from pathlib import Path

import duckdb

# These tell of a run, not of customers.
OWN = ("publication", "publication_marts")


def _listed(con: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, list[tuple[str, str]]]:
    found = con.execute(
        """select table_name, column_name, data_type from duckdb_columns()
        where database_name = ? order by table_name, column_index""",
        [catalog],
    ).fetchall()
    tables: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in found:
        if table not in OWN:
            tables.setdefault(table, []).append((column, kind))
    return tables


def differences(one: Path, other: Path) -> list[str]:
    """Marts that differ, each with the rows that only one file has and the columns at fault."""
    with duckdb.connect() as con:
        con.execute(f"attach '{one}' as one (read_only); attach '{other}' as other (read_only)")
        ours, theirs = _listed(con, "one"), _listed(con, "other")
        told = [f"{mart}: columns differ" for mart in ours if ours[mart] != theirs.get(mart)]
        told += [f"{mart}: in one file only" for mart in theirs if mart not in ours]
        for mart, columns in ours.items():
            if columns == theirs.get(mart) and (rows := _only_in_one(con, mart, "*")):
                faulty = [name for name, _ in columns if _only_in_one(con, mart, f'"{name}"')]
                told.append(f"{mart}: {rows} rows differ, in {', '.join(faulty)}")
    return told


def _only_in_one(con: duckdb.DuckDBPyConnection, mart: str, columns: str) -> int:
    """Rows, repeats counted, that the first file has and the second has not, and the other way."""
    sides = [f'select {columns} from {file}.main."{mart}"' for file in ("one", "other")]
    first, second = sides
    sql = f"""select count(*) from (
        (({first}) except all ({second})) union all (({second}) except all ({first}))
    )"""
    found = con.execute(sql).fetchone()
    return int(found[0]) if found else 0
