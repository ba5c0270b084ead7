"""A few customers, one of whom asks to be forgotten, and what a database says of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from scripts.load import load
from scripts.verify import load_anew
from warehouse import write_tables

Rows = list[dict[str, object]]
ID = "zzanna-4711"
TOLD = ("Xanaduland", "zzanna@example.org", "Zzannastreet")


def tables() -> dict[str, Rows]:
    """Two years of a few customers, one of whom will ask to be forgotten."""
    orders: Rows = []
    for place, who in enumerate(("zzben-1", "zzcat-2", "zzdan-3", "zzeve-4", ID)):
        for month in range(1, 13):
            orders.append(
                {
                    "order_id": f"{who}/{month}",
                    "customer_id": who,
                    "ordered_at": f"2023-{month:02d}-{place + 3:02d}",
                    "amount": f"{10 * (place + 1)}.{month:02d}",
                    "channel": "zzchannel" if who == ID else "shop",
                }
            )
    orders.append({**orders[-1], "order_id": "zzbad", "amount": f"ten for {ID}"})
    return {
        "orders": orders,
        "customers": [
            {"customer_id": ID, "region": TOLD[0], "email": TOLD[1], "note": TOLD[2]},
            {"customer_id": "zzben-1", "region": "North", "email": "b@example.org", "note": ""},
        ],
        "interactions": [
            {
                "customer_id": ID,
                "occurred_at": "2023-06-01",
                "kind": "complaint",
                "scene": TOLD[2],
            }
        ],
        "referrals": [
            {"referrer_id": ID, "referred_id": "zzben-1", "referred_at": "2023-01-02"},
        ],
        "costs": [
            {
                "incurred_on": "2023-02-01",
                "cost_type": "marketing",
                "amount": "3.33",
                "customer_id": ID,
            }
        ],
    }


def texts(database: Path) -> Iterator[tuple[str, str]]:
    """Every text in every table of a database, with the table it stands in."""
    with duckdb.connect(str(database), read_only=True) as con:
        for schema, table in con.execute(
            """select table_schema, table_name from information_schema.tables
            where table_type = 'BASE TABLE'"""
        ).fetchall():
            con.execute(f'select * from {schema}."{table}"')
            for row in con.fetchall():
                yield from ((f"{schema}.{table}", str(value)) for value in row)


@dataclass(frozen=True)
class Handed:
    """A folder of orders, merges and requests, loaded after each change."""

    place: Path

    @property
    def source(self) -> Path:
        """The folder that is loaded."""
        return self.place / "in"

    @property
    def build(self) -> Path:
        """The file that it is loaded into."""
        return self.place / "held" / "build.duckdb"

    def hand_over(self, name: str, orders: list[tuple[str, str]]) -> None:
        """Add a file of orders, each with its customer."""
        self._add(
            f"orders/{name}",
            [
                {"order_id": order, "customer_id": who, "ordered_at": "2024-01-02", "amount": 9}
                for order, who in orders
            ],
        )

    def merge(self, name: str, one: str, other: str) -> None:
        """Add a file that merges one customer into another."""
        row: dict[str, object] = {"customer_id": one, "merged_into_customer_id": other}
        self._add(f"customer_merges/{name}", [row])

    def ask_for(self, people: list[str]) -> None:
        """Hand over requests for the erasure of these people, and of nobody else."""
        (self.source / "erasures" / "all.csv").unlink(missing_ok=True)
        rows: Rows = [{"customer_id": who, "requested_at": "2023-12-31"} for who in people]
        self._add("erasures/all", rows)

    def take_away(self, name: str) -> None:
        """Remove a file of orders."""
        self._remove(f"orders/{name}")

    def take_back(self, name: str) -> None:
        """Remove a file of merges."""
        self._remove(f"customer_merges/{name}")

    def note_a_build(self) -> None:
        """Say that a build has ended well."""
        with duckdb.connect(str(self.build)) as con:
            con.execute("insert into raw.build_state (is_left) values (false)")

    def has_a_build(self) -> bool:
        """True where the next build may start from the one before."""
        return bool(self._ask("select 1 from raw.build_state"))

    def broken_lines(self) -> list[str]:
        """What is held of lines that could not be split."""
        found = self._ask(
            "select _unreadable_line from raw.orders where _unreadable_line is not null"
        )
        return [line for (line,) in found]

    def orders(self) -> list[tuple[str, str]]:
        """Orders and customers as held, without the key in tokens.

        Fails where a load from nothing, with that key, holds others.
        """
        sql = "select order_id, customer_id from raw.orders order by all"
        held = self._ask(sql)
        anew = self.place / "anew"
        (anew / "build.duckdb").unlink(missing_ok=True)
        load_anew(self.source, anew, self.build.parent)
        with duckdb.connect(str(anew / "build.duckdb"), read_only=True) as con:
            assert con.execute(sql).fetchall() == held
        order, who = (
            [text.split("-")[0] if text.startswith("erased-") else text for text in column]
            for column in zip(*held, strict=True)
        )
        return sorted(zip(order, who, strict=True))

    def _ask(self, sql: str) -> list[tuple[str, ...]]:
        with duckdb.connect(str(self.build), read_only=True) as con:
            return con.execute(sql).fetchall()

    def _add(self, name: str, rows: Rows) -> None:
        (self.source / name).parent.mkdir(parents=True, exist_ok=True)
        if rows:
            write_tables({name: rows}, self.source)
        load(self.source, self.build.parent)

    def _remove(self, name: str) -> None:
        (self.source / f"{name}.csv").unlink()
        load(self.source, self.build.parent)
