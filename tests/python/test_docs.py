"""The documentation as one file: every published column with its words, and nothing to fetch."""

from __future__ import annotations

import json
import re
from pathlib import Path

from refreshed import Refreshed, ask, run

# What a page would load before anything is shown.
LOADED = re.compile(r"<(?:script|link|img)[^>]*(?:src|href)=[\"']?(?:https?:)?//", re.IGNORECASE)


def test_the_site_is_one_file_with_every_column_that_is_published(
    refreshed: Refreshed, tmp_path: Path
) -> None:
    shop = refreshed.copy(tmp_path)
    done = run("docs", shop.warehouse)
    assert done.returncode == 0, done.stderr
    site = (shop.warehouse / "report" / "docs.html").read_text(encoding="utf-8")
    assert not LOADED.search(site)
    told = ask(
        shop.published,
        """select table_name, column_name from duckdb_columns()
        where not internal and table_name not like 'publication%'""",
    )
    assert len(told) > 1000
    assert [name for name in told if f'"name": "{name[1]}"' not in site] == []
    assert json.dumps("lost ÷ opening").strip('"') in site


def test_there_is_no_site_without_a_build(tmp_path: Path) -> None:
    done = run("docs", tmp_path)
    assert done.returncode == 2
    assert "run `python -m scripts.refresh` first" in " ".join(done.stderr.split())
