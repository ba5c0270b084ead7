"""The schedules of deploy/ start the whole job: what the timer and Dagster start, publishes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from refreshed import ROOT, Refreshed
from scripts.publication import history_of

DEPLOY = ROOT / "deploy"
NAME = "perennial_try"
PATIENCE_SECONDS = 300
# What only the machine's own systemd may do, or would let the test wait for the night.
OF_THE_MACHINE = (
    *("User=", "ProtectSystem=", "ReadWritePaths=", "PrivateTmp="),
    *("RandomizedDelaySec=", "Persistent="),
)
DAGSTER = Path(os.environ.get("PERENNIAL_DAGSTER", "/nowhere"))


def systemctl(*words: str) -> subprocess.CompletedProcess[str]:
    """Ask the systemd of the user who runs the tests."""
    return subprocess.run(
        ["systemctl", "--user", "--no-pager", *words], capture_output=True, text=True, check=False
    )


def version_of(shop: Refreshed) -> int:
    """The version that is published."""
    return history_of(shop.published)[-1].version_number


@contextmanager
def timer_started(shop: Refreshed, folder: Path) -> Iterator[None]:
    """The units of deploy/systemd, for this shop and at once instead of at night."""
    units = []
    for kind in ("service", "timer"):
        text = (DEPLOY / "systemd" / f"perennial.{kind}").read_text(encoding="utf-8")
        for place, here in (
            ("/opt/perennial", ROOT),
            ("/srv/perennial/input", shop.input),
            ("/srv/perennial/warehouse", shop.warehouse),
            ("OnCalendar=*-*-* 03:30:00", "OnActiveSec=1s"),
        ):
            text = text.replace(place, str(here))
        lines = [line for line in text.splitlines() if not line.startswith(OF_THE_MACHINE)]
        units.append(folder / f"{NAME}.{kind}")
        units[-1].write_text("\n".join(lines), encoding="utf-8")
    linked = systemctl("link", "--runtime", *(str(unit) for unit in units))
    assert linked.returncode == 0, linked.stderr
    try:
        assert systemctl("start", f"{NAME}.timer").returncode == 0
        yield
    finally:
        names = [unit.name for unit in units]
        systemctl("stop", *names)
        systemctl("disable", "--runtime", *names)


@pytest.mark.skipif(
    shutil.which("systemctl") is None or systemctl("show-environment").returncode != 0,
    reason="no systemd serves the user who runs the tests",
)
def test_the_timer_of_systemd_starts_a_refresh_that_publishes(
    refreshed: Refreshed, tmp_path: Path
) -> None:
    shop = refreshed.copy(tmp_path)
    with timer_started(shop, tmp_path):
        until = time.monotonic() + PATIENCE_SECONDS
        while version_of(shop) == 1 and time.monotonic() < until:
            time.sleep(2)
        assert version_of(shop) == 2
        until = time.monotonic() + PATIENCE_SECONDS
        asked = ("show", f"{NAME}.service", "-p", "ActiveState,Result,TriggeredBy,ExecMainStatus")
        while "ActiveState=activating" in systemctl(*asked).stdout and time.monotonic() < until:
            time.sleep(1)
        told = dict(line.split("=", 1) for line in systemctl(*asked).stdout.splitlines())
    assert told == {
        "ActiveState": "inactive",
        "Result": "success",
        "TriggeredBy": f"{NAME}.timer",
        "ExecMainStatus": "0",
    }
    outcome = (shop.warehouse / "logs" / "last_outcome.json").read_text(encoding="utf-8")
    assert json.loads(outcome)["version"] == 2
    assert "could not be found" in systemctl("status", f"{NAME}.timer").stderr


def test_the_crontab_starts_a_script_that_is_there_at_a_time_that_comes() -> None:
    *_, line = (DEPLOY / "crontab").read_text(encoding="utf-8").splitlines()
    *when, command, shop, warehouse = line.split()
    assert when == ["30", "3", "*", "*", "*"]
    script = ROOT / Path(command).relative_to("/opt/perennial")
    assert os.access(script, os.X_OK)
    assert (shop, warehouse) == ("/srv/perennial/input", "/srv/perennial/warehouse")


@pytest.mark.skipif(
    not DAGSTER.exists(), reason="PERENNIAL_DAGSTER names no program `dagster` (docs/schedules.md)"
)
def test_dagster_runs_the_job_and_the_job_publishes(refreshed: Refreshed, tmp_path: Path) -> None:
    shop = refreshed.copy(tmp_path)
    done = subprocess.run(
        [
            *[str(DAGSTER), "job", "execute"],
            *["-f", str(DEPLOY / "dagster_job.py"), "-j", "perennial"],
        ],
        env={
            **os.environ,
            "PERENNIAL_INPUT": str(shop.input),
            "PERENNIAL_WAREHOUSE": str(shop.warehouse),
            "DAGSTER_HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "RUN_SUCCESS" in done.stdout + done.stderr
    assert version_of(shop) == 2
