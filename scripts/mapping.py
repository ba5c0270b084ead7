"""`mapping.yml`: what lets a raw export be loaded as it is. See docs of each field below."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from scripts.contract import Contract, InputError, Table, hint, listed

FILE_NAME = "mapping.yml"


def _text(value: object) -> object:
    """YAML reads 2011 as a number and 2011-01-01 as a date; a name is text all the same."""
    if isinstance(value, int | float | datetime.date) and not isinstance(value, bool):
        return str(value)
    return value


Text = Annotated[str, BeforeValidator(_text)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Constant(_Strict):
    """The same value in every row."""

    constant: bool | int | float | Text


class Expression(_Strict):
    """A scalar SQL expression over the columns of the file."""

    expression: Text


class Generated(_Strict):
    """An id made of the file's name and the row's number, for an export without a key."""

    generated: Literal["row"]


Value = Text | Constant | Expression | Generated


class Settings(_Strict):
    """What holds for every table."""

    currency: str | None = None  # what amounts are in, where no column says so
    timezone: str | None = None  # the business's own zone: it decides which day an order is of
    source_timezone: str | None = None  # zone of times that name none; default: `timezone`

    @field_validator("currency")
    @classmethod
    def _three_letters(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch("[A-Z]{3}", value):
            raise ValueError("write the three capital letters of the currency, like GBP")
        return value


class TableMapping(_Strict):
    """How one table of the contract is taken from its files."""

    files: list[str] | None = None  # globs relative to the folder; default: the table's own name
    sheet: str | None = None  # of a workbook; default: its first
    encoding: str = "utf-8"  # of CSV files
    delimiter: str | None = None  # of CSV files; default: found in the header
    columns: dict[str, Value | None] = Field(default_factory=dict)  # null: not taken at all
    attributes: dict[str, Value] = Field(default_factory=dict)
    exclude: Text | None = None  # rows that are no trade: a condition over the columns of the file
    duplicates: Literal["reject", "keep"] = "reject"  # of whole rows, in a table without a key

    @model_validator(mode="before")
    @classmethod
    def _one_or_many_files(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("files"), str):
            return {**data, "files": [data["files"]]}
        return {} if data is None else data

    @field_validator("delimiter")
    @classmethod
    def _one_character(cls, value: str | None) -> str | None:
        if value is not None and (len(value) != 1 or value in '"\r\n'):
            raise ValueError("a delimiter is one character that is no quote")
        return value


class Mapping(_Strict):
    """The whole file; an absent file is an empty one."""

    settings: Settings = Settings()
    tables: dict[str, TableMapping] = Field(default_factory=dict)

    @field_validator("settings", "tables", mode="before")
    @classmethod
    def _empty_section(cls, value: Any) -> Any:
        return {} if value is None else value

    def table(self, name: str) -> TableMapping:
        """What the mapping says of a table; nothing, for most."""
        return self.tables.get(name, TableMapping())

    def digest(self, table: Table) -> str:
        """SHA-256 of all that decides how rows of a table are read, its contract included."""
        decisive = {
            "table": self.table(table.name).model_dump(mode="json"),
            "zones": [self.settings.timezone, self.settings.source_timezone],
            "contract": [table.columns, table.key],
        }
        return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()


class _UniqueKeys(yaml.SafeLoader):
    """A loader that refuses a key given twice, of which YAML would keep the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = str(self.construct_object(key_node, deep=True))
            if key in seen:
                line = key_node.start_mark.line + 1
                raise InputError(f"{FILE_NAME}, line {line}: `{key}` is given twice; keep one.")
            seen.add(key)
        return super().construct_mapping(node, deep)


def load_mapping(folder: Path, contract: Contract) -> Mapping:
    """Read `mapping.yml` of a folder; raise InputError where it says what the contract does not."""
    path = folder / FILE_NAME
    if not path.exists():
        return Mapping()
    try:
        document = _UniqueKeys(path.read_text(encoding="utf-8-sig")).get_single_data()
    except yaml.YAMLError as error:
        raise InputError(_yaml_message(error)) from error
    except RecursionError as error:
        raise InputError(f"{FILE_NAME} is nested too deeply to be read.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{FILE_NAME} is not UTF-8 text; save it as UTF-8.") from error
    if document is None:
        return Mapping()
    if not isinstance(document, dict):
        raise InputError(f"{FILE_NAME} must begin with `settings:` or `tables:`.")
    try:
        mapping = Mapping.model_validate(document)
    except ValidationError as error:
        raise InputError(_model_message(error)) from error
    _check_names(mapping, contract)
    return mapping


def _yaml_message(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    problem = getattr(error, "problem", None) or str(error)
    return (
        f"{FILE_NAME}{where}: {problem}. Check indentation, and put quotes around names and"
        " expressions that hold : # ' or a leading * or {."
    )


def _model_message(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    kinds = ("str", "Constant", "Expression", "Generated", "function-before")
    path = [str(part) for part in first["loc"] if not str(part).startswith(kinds)]
    where = ".".join(path)
    if len(path) >= 3 and path[2] in ("columns", "attributes"):
        return (
            f"{FILE_NAME}: {'.'.join(path[:4])} must be the name of a column, {{constant: x}},"
            ' {expression: "sql"} or {generated: row}.'
        )
    if first["type"] == "extra_forbidden":
        known: Iterable[str] = Mapping.model_fields
        if path[0] == "settings":
            known = Settings.model_fields
        elif path[0] == "tables":
            known = TableMapping.model_fields
        return f"{FILE_NAME}: unknown key `{where}`.{hint(path[-1], known)} Known: {listed(known)}."
    return f"{FILE_NAME}: {where}: {first['msg']} (found: {first['input']!r})."


def _check_names(mapping: Mapping, contract: Contract) -> None:
    for name, table in mapping.tables.items():
        if name not in contract.tables:
            raise InputError(
                f"{FILE_NAME}: unknown table `{name}`.{hint(name, contract.tables)}"
                f" Known: {listed(contract.tables)}."
            )
        known = contract.tables[name].columns
        for column in table.columns:
            if column not in known:
                raise InputError(
                    f"{FILE_NAME}: table `{name}` has no column `{column}`.{hint(column, known)}"
                    f" Known: {listed(known)}. Further columns go under `attributes`."
                )
        for attribute in table.attributes:
            if attribute in known:
                raise InputError(
                    f"{FILE_NAME}: `{attribute}` is a column of `{name}`;"
                    " map it under `columns`, not under `attributes`."
                )
            if not re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", attribute):
                raise InputError(
                    f"{FILE_NAME}: attribute `{attribute}` of `{name}`: a name has letters, digits"
                    " and underscores only; what it is called in the file goes after the colon."
                )
