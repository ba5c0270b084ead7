"""What is published tells nobody who a customer is, and who asks to be forgotten is."""

import json
import os
import re
import subprocess
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from forgetting import ID, TOLD, tables, texts
from house import Project
from refreshed import ROOT, ask, command
from scripts.contract import InputError
from scripts.pseudonyms import pseudonym, salt
from warehouse import write_tables

SALT = "a salt that nobody writes down"
# Words by which a person is called or reached; names of marts, goods and events are others'.
DIRECT = re.compile(
    r"(^|_)(e?mail|phone|mobile|fax|street|address|postcode|zip|first_name|last_name|surname"
    r"|full_name|customer_name|birth_date|passport|iban|ip)($|_)"
)


@dataclass(frozen=True)
class Forgotten:
    """A warehouse in which a customer was published, and then erased."""

    warehouse: Path
    money_before: list[tuple[object, ...]]

    @property
    def published(self) -> Path:
        """The published file."""
        return self.warehouse / "marts.duckdb"


def refresh(source: Path, warehouse: Path, **environment: str) -> None:
    """Run the whole job with a salt."""
    done = subprocess.run(
        command("refresh", source, warehouse, "--json"),
        cwd=ROOT,
        env={**os.environ, "PERENNIAL_SALT": SALT, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def money(published: Path) -> list[tuple[object, ...]]:
    """Rows and money handed over, by table, whatever became of them."""
    return ask(
        published,
        """select table_name, sum(row_count), sum(source_amount) from reconciliation
        where table_name <> 'erasures' group by table_name order by table_name""",
    )


@pytest.fixture(scope="module")
def hashed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The input folder and, beside it, a warehouse that was published with a salt."""
    folder = tmp_path_factory.mktemp("privacy")
    write_tables(tables(), folder / "input")
    (folder / "input" / "mapping.yml").write_text("settings: {currency: EUR}\n")
    refresh(folder / "input", folder / "warehouse")
    return folder


@pytest.fixture(scope="module")
def forgotten(hashed: Path) -> Forgotten:
    """The same after an erasure and a second refresh."""
    before = money(hashed / "warehouse" / "marts.duckdb")
    write_tables(
        {"erasures": [{"customer_id": ID, "requested_at": "2023-12-31"}]}, hashed / "input"
    )
    refresh(hashed / "input", hashed / "warehouse")
    return Forgotten(hashed / "warehouse", before)


def test_no_plain_id_is_published_with_a_salt(hashed: Path) -> None:
    warehouse = hashed / "warehouse"
    plain = re.compile("zz(anna|ben|cat|dan|eve)-[0-9]")
    # an order's id is not a customer's, though here it holds one
    found = {
        (table, text)
        for table, text in texts(warehouse / "marts.duckdb")
        if plain.search(text) and not re.fullmatch(r".*/\d+", text)
    }
    assert found == set()
    assert not plain.search((warehouse / "report" / "index.html").read_text(encoding="utf-8"))


def test_hashes_join_and_the_salt_is_nowhere(hashed: Path) -> None:
    warehouse = hashed / "warehouse"
    name = pseudonym(ID, SALT.encode())
    assert ask(
        warehouse / "marts.duckdb",
        f"""select count(*), max(customers.order_count) from orders
        inner join customers on orders.customer_id = customers.customer_id
        where customers.customer_id = '{name}'""",
    ) == [(12, 12)]
    for file in warehouse.rglob("*"):
        assert not file.is_file() or SALT.encode() not in file.read_bytes(), file


def test_a_story_is_found_by_the_plain_id_and_the_salt(hashed: Path) -> None:
    asked = [
        subprocess.run(
            command("customer", ID, hashed / "warehouse", "--json"),
            cwd=ROOT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        for environment in ({"PERENNIAL_SALT": SALT}, {"PERENNIAL_SALT": "another"})
    ]
    assert json.loads(asked[0].stdout)["who"][0]["purchase_day_count"] == 12
    assert asked[1].returncode == 2


def test_who_is_erased_is_in_no_file_of_the_warehouse(forgotten: Forgotten) -> None:
    names = [ID, *TOLD, "zzchannel"]
    for file in sorted(forgotten.warehouse.rglob("*")):
        if file.is_file():
            held = file.read_bytes()
            assert [name for name in names if name.encode() in held] == [], file
    hashes = [*names, pseudonym(ID, SALT.encode())]
    for database in sorted(forgotten.warehouse.rglob("*.duckdb")):
        found = {
            (table, text) for table, text in texts(database) if any(name in text for name in hashes)
        }
        assert found == set(), database


def test_rows_and_money_of_the_erased_are_still_counted(forgotten: Forgotten) -> None:
    assert money(forgotten.published) == forgotten.money_before
    assert ask(
        forgotten.published,
        """select row_count, source_amount from reconciliation
        where table_name = 'orders' and outcome_code = 'erased_customer'""",
    ) == [(12, Decimal("600.78"))]
    assert ask(
        forgotten.published,
        """select sum(difference_amount), sum(then_orders), max(now_orders) from restatements
        where cause_code = 'erasure'""",
    ) == [(Decimal("-600.78"), 12, 0)]


def test_versions_of_before_an_erasure_are_gone(forgotten: Forgotten) -> None:
    kept = [path.name for path in (forgotten.warehouse / "versions").iterdir()]
    assert kept == ["marts_000002.duckdb"]


def test_an_empty_salt_is_an_error_not_a_publication_in_plain(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PERENNIAL_SALT", raising=False)
    assert salt() is None
    (tmp_path / "salt").write_text("from a file\n")
    monkeypatch.setenv("PERENNIAL_SALT_FILE", str(tmp_path / "salt"))
    assert salt() == b"from a file"
    monkeypatch.setenv("PERENNIAL_SALT_FILE", str(tmp_path / "nothing"))
    with pytest.raises(InputError, match="cannot be read"):
        salt()
    monkeypatch.delenv("PERENNIAL_SALT_FILE")
    monkeypatch.setenv("PERENNIAL_SALT", " ")
    with pytest.raises(InputError, match="is empty"):
        salt()


def test_no_mart_has_a_column_that_names_or_reaches_a_person(project: Project) -> None:
    found = [
        (model.name, column)
        for model in project.of_layer("marts")
        for column in model.node["columns"]
        if DIRECT.search(column)
    ]
    assert found == []
