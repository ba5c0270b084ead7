"""One run at a time, and no lock that outlives its holder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from refreshed import ROOT, run
from scripts.lock import LOCK, OWNER, hold
from scripts.steps import BusyError

HOLDER = """
import sys
from pathlib import Path
from scripts.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def start_holder(warehouse: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(warehouse)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_run_is_told_who_is_at_work_and_for_how_long(tmp_path: Path) -> None:
    holder = start_holder(tmp_path)
    owner = json.loads((tmp_path / OWNER).read_text())
    (tmp_path / OWNER).write_text(json.dumps({**owner, "since": owner["since"] - 7 * 60}))
    done = run("refresh", tmp_path, tmp_path)
    holder.communicate()
    assert done.returncode == 3
    assert f"process {holder.pid} on {owner['host']}, for 7 minutes" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("step", ["load", "build", "check_input", "check_marts", "publish"])
def test_every_step_waits_for_its_turn(tmp_path: Path, step: str) -> None:
    (tmp_path / "build.duckdb").touch()
    holder = start_holder(tmp_path)
    inputs = [tmp_path] if step == "load" else []
    done = run(step, *inputs, tmp_path)
    holder.communicate()
    assert done.returncode == 3
    assert "another run is at work" in done.stderr


def test_the_lock_of_a_killed_run_is_nobodys(tmp_path: Path) -> None:
    holder = start_holder(tmp_path)
    holder.kill()
    holder.communicate()
    assert (tmp_path / OWNER).exists(), "it could not tidy up"
    with hold(tmp_path):
        assert (tmp_path / LOCK).exists()
    assert not (tmp_path / OWNER).exists()


def test_a_lock_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold(tmp_path):
        raise ZeroDivisionError
    with hold(tmp_path):
        assert json.loads((tmp_path / OWNER).read_text())["pid"]


def test_two_holders_in_one_process_exclude_each_other(tmp_path: Path) -> None:
    with (
        hold(tmp_path),
        pytest.raises(BusyError, match="another run is at work"),
        hold(tmp_path),
    ):
        pytest.fail("the lock was held twice")
