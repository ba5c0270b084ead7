"""What is the same for all warehouses is made once and kept with the project."""

from __future__ import annotations

import os
from pathlib import Path

from scripts.workers import ROOT


def cache(name: str, otherwise: Path) -> Path:
    """The folder of that name kept with the project, or `otherwise` where nothing can be written.

    Both are made if need be.
    """
    for folder in (ROOT / "target" / name, otherwise):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    raise PermissionError(f"{otherwise} cannot be written to.")
