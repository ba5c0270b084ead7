"""What should wake somebody: how the build differs from the version published before."""

from __future__ import annotations

from pathlib import Path

import duckdb

from scripts.checks import Subject

QUERIES = Path(__file__).resolve().parent / "alert_queries"
# Where each measure is shown to come from.
MARTS = {
    "churn_rate_rise": "retention_by_period",
    "red_share_rise": "customer_warnings",
    "rejected_share_rise": "reconciliation",
    "days_without_news": "publication",
}


def measure_alerts(con: duckdb.DuckDBPyConnection, published: Path) -> list[Subject]:
    """Measure what rose since the version in `published`, on a connection to the build.

    Nothing is measured where nothing was published before; a measure is left out where that
    version does not know its mart yet.
    """
    if not published.exists():
        return []
    quoted = str(published).replace("'", "''")
    try:
        con.execute(f"attach '{quoted}' as published (read_only)")
    except duckdb.Error:  # somebody has it open for writing, or it is no file of DuckDB
        return []
    subjects: list[Subject] = []
    for measure, mart in MARTS.items():
        query = (QUERIES / f"{measure}.sql").read_text(encoding="utf-8")
        try:
            found = con.execute(query).fetchone()
        except (duckdb.CatalogException, duckdb.BinderException):
            continue
        value = found[0] if found else None
        subjects.append(
            {
                "table_name": mart,
                "column_name": "",
                measure: None if value is None else float(value),
            }
        )
    con.execute("detach published")
    return subjects
