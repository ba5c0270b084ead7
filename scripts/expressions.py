"""Expressions of `mapping.yml`: scalar SQL over the columns of a file, and nothing else.

An expression is parsed, every part of it has to be on the list below, its columns are resolved
against the file, and SQL is written anew from the parsed tree. Nothing a user, a file name or a
header says reaches the database as text of a statement.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from scripts.contract import InputError, hint, listed

_OPERATORS = (
    "Column Identifier Literal Boolean Null Paren And Or Not Add Sub Mul Div IntDiv Mod Neg EQ NEQ"
    " GT GTE LT LTE Is NullSafeEQ NullSafeNEQ In Between Like ILike SimilarTo DPipe Case If"
    " Interval Var Cast TryCast DataType DataTypeParam"
)
_FUNCTIONS = (
    "Coalesce Nullif Greatest Least Abs Round Floor Ceil Sign Lower Upper Trim Pad Substring Left"
    " Right Length Replace Concat Contains StartsWith EndsWith SplitPart StrPosition RegexpLike"
    " RegexpReplace RegexpExtract MD5 StrToTime TimeToStr TimestampTrunc DateTrunc Extract Year"
    " Month Day DateFromParts UnixToTime"
)
ALLOWED = frozenset(f"{_OPERATORS} {_FUNCTIONS}".split())
ALLOWED_BY_NAME = frozenset({"try_strptime", "make_timestamp", "prefix", "suffix"})


def resolve(name: str, headers: Sequence[str], where: str) -> int:
    """Place of the column called `name`: exactly, or else but for case and blanks around it."""
    matches = [place for place, header in enumerate(headers) if header == name]
    if not matches:
        matches = same_name(name, headers)
    if not matches:
        raise InputError(
            f"{where}: there is no column `{name}`.{hint(name, headers)}"
            f" Columns found: {listed(headers)}."
        )
    if len(matches) > 1:
        raise InputError(
            f"{where}: {len(matches)} columns are called `{name}`; which one is meant cannot be"
            f" known. Rename one in the file. Columns found: {listed(headers)}."
        )
    return matches[0]


def same_name(name: str, headers: Sequence[str]) -> list[int]:
    """Places of the columns called `name`, whatever the case and the blanks around it."""
    folded = name.strip().casefold()
    return [place for place, header in enumerate(headers) if header.strip().casefold() == folded]


def compile_expression(text: str, headers: Sequence[str], where: str) -> str:
    """Turn an expression into safe DuckDB SQL over columns c0, c1, ... of the file."""
    try:
        statements = sqlglot.parse(text, dialect="duckdb")
    except (SqlglotError, RecursionError) as error:
        raise InputError(f"{where}: cannot read the expression `{text}` as SQL.") from error
    if len(statements) != 1 or statements[0] is None:
        raise InputError(f"{where}: `{text}` must be one expression.")
    tree = statements[0]
    for node in tree.walk():
        _check(node, text, where)

    def column_of_file(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column):
            return exp.column(f"c{resolve(node.name, headers, where)}", quoted=True)
        return node

    return tree.transform(column_of_file).sql(dialect="duckdb", comments=False)


def _check(node: exp.Expr, text: str, where: str) -> None:
    kind = type(node).__name__
    if isinstance(node, exp.Anonymous):
        if node.name.lower() not in ALLOWED_BY_NAME:
            raise InputError(f"{where}: function `{node.name}` may not be used in `{text}`.")
    elif kind not in ALLOWED:
        raise InputError(
            f"{where}: `{node.sql(dialect='duckdb')}` may not be used in `{text}`; an expression"
            " computes a value from the columns of its own row."
        )
    elif isinstance(node, exp.Column) and (node.table or isinstance(node.this, exp.Star)):
        raise InputError(f"{where}: write columns by their bare name in `{text}`.")
    elif isinstance(node, exp.DataType) and node.this in (
        exp.DataType.Type.USERDEFINED,
        exp.DataType.Type.UNKNOWN,
    ):
        raise InputError(f"{where}: unknown type in `{text}`.")
