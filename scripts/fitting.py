"""A value of a file as the type of the contract, where its own type says the same."""

from __future__ import annotations

from scripts.mapping import Mapping

# The end of a time that names its zone.
OFFSET = r"\d:\d\d(:\d\d(\.\d+)?)? *(Z|z|UTC|[+-]\d\d(:?\d\d)?)$"
_TIME = r"\d:\d\d"
_INTEGERS = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
)


def literal(text: str) -> str:
    """Text as a literal of SQL; DuckDB knows no escape but the doubled quote."""
    return "'" + text.replace("'", "''") + "'"


def fit(sql: str, kind: str, data_type: str, mapping: Mapping) -> tuple[str, str]:
    """A value of DuckDB type `kind` as the contract's type: its SQL, and the type it is kept in."""
    if data_type in ("timestamp", "date"):
        return _fit_time(sql, kind, data_type, mapping)
    if data_type in ("money", "number", "integer") and kind in _INTEGERS:
        return f"cast({sql} as bigint)", "BIGINT"
    if data_type in ("money", "number") and (kind == "DOUBLE" or kind.startswith("DECIMAL")):
        return sql, kind
    if data_type == "boolean" and kind == "BOOLEAN":
        return sql, kind
    return as_text(sql, kind), "VARCHAR"


def as_text(sql: str, kind: str) -> str:
    """A value as text; 13085.0, as an id becomes in a column that has nulls, is 13085."""
    if kind == "VARCHAR":
        return sql
    text = f"cast({sql} as varchar)"
    if kind in ("FLOAT", "DOUBLE"):
        is_whole = f"{sql} = trunc({sql}) and abs({sql}) < 1e15"
        return f"case when {is_whole} then cast(cast({sql} as bigint) as varchar) else {text} end"
    return text


def _fit_time(sql: str, kind: str, data_type: str, mapping: Mapping) -> tuple[str, str]:
    """Times in the zone of the business; a date has no zone, and text that is no time stays."""
    here = literal(mapping.settings.timezone or "UTC")
    source = mapping.settings.source_timezone
    there = literal(source) if source and source != mapping.settings.timezone else None
    stored = "TIMESTAMP" if data_type == "timestamp" else "DATE"
    if kind == "DATE":
        return f"cast({sql} as {stored})", stored
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"cast(timezone({here}, {sql}) as {stored})", stored
    if kind.startswith("TIMESTAMP"):
        local = f"cast({sql} as timestamp)"
        if there:
            moved = f"timezone({here}, timezone({there}, {local}))"
            is_day = f"{local} = date_trunc('day', {local})"
            local = (
                f"case when {is_day} then {local} else {moved} end" if stored == "DATE" else moved
            )
        return f"cast({local} as {stored})", stored
    text = as_text(sql, kind)
    offset = f"regexp_matches({text}, {literal(OFFSET)})"
    at_offset = f"cast(timezone({here}, try_cast({text} as timestamptz)) as varchar)"
    branches = f"when {offset} then coalesce({at_offset}, {text})"
    if there:
        naive = f"timezone({here}, timezone({there}, try_cast({text} as timestamp)))"
        is_time = f"regexp_matches({text}, {literal(_TIME)})"
        branches += f" when {is_time} then coalesce(cast({naive} as varchar), {text})"
    return f"case {branches} else {text} end", "VARCHAR"
