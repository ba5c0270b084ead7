"""`make verify` after whole refreshes: every mart is as one built from nothing has it.

`make sequences` runs this story besides the many of test_partial_refresh.py, which are shorter.
"""

import json
import os
from pathlib import Path

import pytest

from events import (
    Event,
    Shop,
    chance_of,
    correction,
    erasure,
    late_order,
    merge,
    new_day,
    other_as_of,
    refund,
    removed_file,
    unerasure,
    unmerge,
)
from refreshed import run

STORY: list[tuple[Event, ...]] = [
    (new_day,),
    (late_order, refund, correction),
    (merge, erasure),
    (new_day, removed_file),
    (unmerge, erasure, correction, other_as_of),
    (unerasure,),
]


@pytest.mark.skipif("SEQUENCES" not in os.environ, reason="takes ten minutes: make sequences")
def test_every_mart_is_as_built_from_nothing_after_each_refresh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = chance_of(13)
    shop = Shop(tmp_path / "input", tmp_path / "rules.csv")
    shop.orders["base"] = [shop.order(chance, chance.randrange(shop.day)) for _ in range(150)]
    warehouse = tmp_path / "warehouse"
    for events in STORY:
        for event in events:
            event(shop, chance)
        shop.write()
        as_of = ["--as-of", str(shop.as_of)] if shop.as_of else []
        refreshed = run("refresh", shop.folder, warehouse, "--json", *as_of)
        assert refreshed.returncode == 0, refreshed.stdout + refreshed.stderr
        verified = run("verify", shop.folder, warehouse, "--json")
        assert verified.returncode in (0, 1), verified.stderr
        marts = json.loads(verified.stdout)
        assert sum(mart["rows"] for mart in marts) > 0
        assert [mart for mart in marts if mart["differing_rows"]] == []
        steps = {step["name"]: step["detail"] for step in json.loads(refreshed.stdout)["steps"]}
        with capsys.disabled():
            played = ", ".join(event.__name__ for event in events)
            print(f"{played}: {len(marts)} marts equal; {steps['prepare']}", flush=True)
