"""From the columns of a file to the columns of the contract: one select per file.

A value keeps its own type where that type says the same as the contract, and is text as it stood
otherwise; what cannot be read is for staging to name, not for the loader to guess.
"""

from __future__ import annotations

import json
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from scripts.contract import EMPTY_TYPES, InputError, Table, listed, nearest
from scripts.expressions import compile_expression, resolve, same_name
from scripts.fitting import as_text, fit, literal
from scripts.mapping import Constant, Expression, Generated, Mapping, Value
from scripts.readers import Source


@dataclass
class Shape:
    """How one file fills its table."""

    source: Source
    columns: dict[str, str]  # contract column -> SQL, already in `types`
    types: dict[str, str]  # contract column -> type it is stored as
    attributes: dict[str, str]
    excluded: str
    digest: str


def shape(con: duckdb.DuckDBPyConnection, source: Source, table: Table, mapping: Mapping) -> Shape:
    """Compile what the mapping and the contract say of a file; check it against its columns."""
    spec = mapping.table(table.name)
    file = source.file
    given = _given_columns(source, table, spec.columns)
    where = f"{file.name}, table `{table.name}`"
    raw = {
        column: _value(value, source, f"{where}, column `{column}`")
        for column, value in given.items()
    }
    attributes = {
        name: _value(value, source, f"{where}, attribute `{name}`")
        for name, value in spec.attributes.items()
    }
    excluded = "false"
    if spec.exclude is not None:
        rule = compile_expression(spec.exclude, source.headers, f"{where}, exclude")
        excluded = f"coalesce(cast(({rule}) as boolean), false)"
    types = _types(con, source, [*raw.values(), *attributes.values(), excluded], where)
    columns, stored = {}, {}
    for (column, sql), kind in zip(raw.items(), types, strict=False):
        columns[column], stored[column] = fit(sql, kind, table.columns[column], mapping)
    attribute_types = types[len(raw) :]
    texts = {
        name: as_text(sql, kind)
        for (name, sql), kind in zip(attributes.items(), attribute_types, strict=False)
    }
    has_key = bool(table.key) and all(column in given for column in table.key)
    digest = "cast(null as uhugeint)"
    if not has_key and spec.duplicates == "reject":
        whole = ", ".join(f"cast(c{place} as varchar)" for place in range(len(source.headers)))
        digest = f"md5_number(cast(to_json([{whole}]) as varchar))"
    return Shape(source, columns, stored, texts, excluded, digest)


def check_required(
    table: Table,
    given: Sequence[str],
    has_orders: bool,
    file: str,
    headers: Sequence[str],
) -> None:
    """Raise InputError where a file does not give what its table cannot do without."""
    required = list(table.required)
    if table.name == "order_lines" and not has_orders:
        required += ["customer_id", "ordered_at"]
    for column in required:
        if column not in given:
            raise InputError(_missing(table, column, file, headers))
    if table.name == "order_lines" and not {"unit_price", "amount"} & set(given):
        raise InputError(_missing(table, "unit_price", file, headers) + " `amount` will do too.")


def _missing(table: Table, column: str, file: str, headers: Sequence[str]) -> str:
    like = nearest(column, headers)
    advice = f" `{like}` looks like `{column}`; map it in mapping.yml." if like else ""
    needed = " (needed as there is no `orders` table)" if column not in table.required else ""
    if column == "unit_price":
        needed = ""
    return (
        f"{file}: table `{table.name}` needs a column `{column}`{needed}, and the file has"
        f" none.{advice} Columns found: {listed(headers)}."
    )


def select_sql(
    shaped: Shape, types: Dict[str, str], table: Table, loaded: Dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The select that fills the table from this file, in the order of its columns."""
    columns = []
    for column in table.columns:
        sql = shaped.columns.get(column, "null")
        if types[column] == "VARCHAR" and shaped.types.get(column, "VARCHAR") != "VARCHAR":
            sql = as_text(sql, shaped.types[column])
        columns.append(f"cast({sql} as {types[column]}) as {column}")
    pairs = ", ".join(f"{literal(name)}, {sql}" for name, sql in shaped.attributes.items())
    packed = f"json_merge_patch('{{}}', json_object({pairs}))"
    attributes = f"nullif(cast({packed} as varchar), '{{}}')" if pairs else "null"
    sql = f"""select
        {", ".join(columns)},
        {attributes} as _attributes,
        unreadable_line is null and {shaped.excluded} as _is_excluded,
        case when unreadable_line is null then {shaped.digest} end as _digest,
        unreadable_line as _unreadable_line,
        $source_file as _source_file,
        source_row as _source_row,
        cast($loaded_at as timestamp) as _loaded_at,
        $load_id as _load_id,
        cast($load_number as integer) as _load_number
    from ({shaped.source.relation})"""
    return sql, {**shaped.source.parameters, **loaded}


def common_types(shapes: Sequence[Shape], table: Table, present: Dict[str, str]) -> dict[str, str]:
    """Type of each column that holds what every file gives: native where all agree, else text.

    `present` are the types of rows that stay.
    """
    types = {}
    for column, data_type in table.columns.items():
        found = {shaped.types[column] for shaped in shapes if column in shaped.types}
        if column in present:
            found.add(present[column])
        types[column] = EMPTY_TYPES[data_type] if not found else found.pop()
        if found:
            types[column] = "VARCHAR"
    return types


def _given_columns(
    source: Source, table: Table, mapped: Dict[str, Value | None]
) -> dict[str, Value]:
    given: dict[str, Value] = {}
    for column in table.columns:
        if column in mapped:
            value = mapped[column]
            if value is not None:
                given[column] = value
        elif same_name(column, source.headers):
            given[column] = column
    return given


def _value(value: Value, source: Source, where: str) -> str:
    if isinstance(value, str):
        return f"c{resolve(value, source.headers, where)}"
    return f"case when unreadable_line is null then {_made(value, source, where)} end"


def _made(value: Constant | Expression | Generated, source: Source, where: str) -> str:
    if isinstance(value, Constant):
        if isinstance(value.constant, bool):
            return "true" if value.constant else "false"
        text = literal(str(value.constant))
        return f"cast({text} as bigint)" if isinstance(value.constant, int) else text
    if isinstance(value, Expression):
        return f"({compile_expression(value.expression, source.headers, where)})"
    return f"concat({literal(source.file.name)}, ':', source_row)"


def _types(
    con: duckdb.DuckDBPyConnection, source: Source, values: Sequence[str], where: str
) -> list[str]:
    sql = f"select {', '.join(values)} from ({source.relation}) limit 0"
    try:
        described = con.execute(sql, source.parameters).description or []
    except duckdb.Error as error:
        reason = str(error).split("\n")[0]
        raise InputError(
            f"{where}: an expression of mapping.yml does not fit the columns of the file: {reason}"
            f" Columns found: {json.dumps(dict(zip(source.headers, source.types, strict=True)))}."
        ) from error
    return [str(entry[1]) for entry in described]


def given_columns(shaped: Shape) -> list[tuple[str, bool]]:
    """Columns that the file gives, each with whether it is an attribute."""
    return [
        *((column, False) for column in shaped.columns),
        *((attribute, True) for attribute in shaped.attributes),
    ]
