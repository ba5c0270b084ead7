"""Names for customers in what is published: a keyed hash of the id, with a salt kept outside.

Without a salt customers are published under their ids. With one, no id leaves the build: the same
id has the same hash in every mart and version, so joins hold, and only who has the salt can tell
which hash belongs to an id (HMAC-SHA256, its first 128 bits in hexadecimal).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from pathlib import Path

import duckdb

from scripts.contract import InputError

VARIABLE = "PERENNIAL_SALT"
DIGITS = 32
BLOCK_BYTES = 64  # of SHA-256, as HMAC (RFC 2104) asks for it
ID = "customer_id"

# By mart and column: the expression that is published in the place of the column.
Replacements = dict[str, dict[str, str]]


def salt() -> bytes | None:
    """The salt of PERENNIAL_SALT, or of the file that PERENNIAL_SALT_FILE names, if there is one.

    Raises InputError where it is empty or cannot be read: publishing ids in plain is then an error.
    """
    file = os.environ.get(f"{VARIABLE}_FILE")
    text = os.environ.get(VARIABLE)
    if file is not None:
        try:
            text = Path(file).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{VARIABLE}_FILE: {file} cannot be read.") from error
    if text is None:
        return None
    if not text.strip():
        raise InputError(f"{VARIABLE} is empty; unset it, or give it a long random text.")
    return text.encode()


def pseudonym(customer_id: str, key: bytes) -> str:
    """The name of a customer in what is published with this salt."""
    return hmac.new(key, customer_id.encode(), hashlib.sha256).hexdigest()[:DIGITS]


def replacements(con: duckdb.DuckDBPyConnection, manifest: Path, key: bytes | None) -> Replacements:
    """What to publish in the place of columns that tell who a customer is; nothing without a salt.

    A column is one by its name (`customer_id`, or an ending in it) or by its meta in the mart's
    yml: `person: key` is hashed as a whole, `person: text` is left out. The connection then knows
    the salt, in its memory only, and must be the one that publishes.
    """
    if key is None:
        return {}
    short = hashlib.sha256(key).digest() if len(key) > BLOCK_BYTES else key
    block = short.ljust(BLOCK_BYTES, b"\0")
    for name, byte in (("inner", 0x36), ("outer", 0x5C)):
        pad = bytes(part ^ byte for part in block)
        con.execute(f"set variable perennial_{name} = from_hex('{pad.hex()}')")
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    found: Replacements = {}
    for node in nodes:
        if node["resource_type"] != "model":
            continue
        for name, column in node["columns"].items():
            kind = column.get("config", {}).get("meta", {}).get("person")
            if kind == "text":
                found.setdefault(node["name"], {})[name] = "cast(null as varchar)"
            elif kind == "key" or name == ID or name.endswith(f"_{ID}"):
                found.setdefault(node["name"], {})[name] = _hashed(f'"{name}"')
    return found


def _hashed(column: str) -> str:
    """HMAC-SHA256 in SQL, so that no row passes through Python."""
    inner = f"sha256(getvariable('perennial_inner') || encode({column}))"
    return f"left(sha256(getvariable('perennial_outer') || from_hex({inner})), {DIGITS})"
