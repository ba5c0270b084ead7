"""A disk that is full in the midst of a step: a clear error, and nothing published is touched.

The warehouse lies on a small file system of its own, which only a privileged user can mount.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from disturbed import move_all_dates, times, whole_version
from refreshed import Refreshed, run, write_orders

MEGABYTE = 1 << 20
SIZE = 400 * MEGABYTE
REFRESHES = times("KILLS", 0)
ROOMS = [0, *(2**power << 10 for power in range(8, 18))]
FEWEST_STEPS = 3


@pytest.fixture
def small(refreshed: Refreshed, tmp_path: Path) -> Iterator[Refreshed]:
    """The refreshed shop, its warehouse on a file system of a few megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(words, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("needs the right to mount a small file system")
    try:
        yield refreshed.copy(place)
    finally:
        subprocess.run(["umount", str(place)], check=True)


def leave(shop: Refreshed, room: int) -> Path:
    """Fill the disk but for so many bytes; the file that does it."""
    filler = shop.warehouse.parent / "filler"
    state = os.statvfs(shop.warehouse)
    with filler.open("wb") as target:
        os.posix_fallocate(target.fileno(), 0, state.f_bavail * state.f_frsize - room)
    return filler


def many_orders(shop: Refreshed) -> None:
    """Hand over more than fits into what is left."""
    rows = [(f"m{number}", f"C{number}", "2023-08-01", "1.00") for number in range(100_000)]
    write_orders(shop.input / "orders" / "many.csv", rows)


@pytest.mark.parametrize("room", [0, 64 << 10, MEGABYTE])
def test_a_load_without_room_changes_nothing(small: Refreshed, room: int) -> None:
    many_orders(small)
    content = small.published.read_bytes()
    filler = leave(small, room)
    done = run("load", small.input, small.warehouse)
    assert_refused(done)
    assert small.published.read_bytes() == content
    filler.unlink()
    again = run("load", small.input, small.warehouse)
    assert again.returncode == 0, again.stderr
    assert "100,000" in again.stdout


@pytest.mark.parametrize("room", [0, 64 << 10, MEGABYTE, 8 * MEGABYTE])
def test_a_publication_without_room_changes_nothing(small: Refreshed, room: int) -> None:
    move_all_dates(small.warehouse, 1)
    content = small.published.read_bytes()
    filler = leave(small, room)
    done = run("publish", small.warehouse)
    assert_refused(done)
    assert small.published.read_bytes() == content
    assert len(list((small.warehouse / "versions").iterdir())) == 1
    filler.unlink()
    again = run("publish", small.warehouse)
    assert again.returncode == 0, again.stderr
    assert whole_version(small.published) == 2


@pytest.mark.skipif(REFRESHES == 0, reason="takes a minute for each size: make kills")
def test_a_run_without_room_changes_nothing(
    small: Refreshed, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twice the room at each attempt, until there is enough: each fails somewhere further on."""
    write_orders(small.input / "orders" / "later.csv", [("late", "C3", "2023-08-01", "5.00")])
    content = small.published.read_bytes()
    steps = []
    for room in ROOMS:
        filler = leave(small, room)
        done = run("refresh", small.input, small.warehouse)
        filler.unlink()
        if done.returncode == 0:
            break
        steps.append(failed_step(done.stderr))
        with capsys.disabled():
            print(f"{room >> 10:,} KB left: no room for the step {steps[-1]}", flush=True)
        assert_refused(done)
        assert small.published.read_bytes() == content
    assert whole_version(small.published) == 2
    assert len({*steps}) >= FEWEST_STEPS, steps


def failed_step(said: str) -> str:
    """The step that a run says has failed; what is loaded is written once it is checked."""
    told = [line.split("  ")[0] for line in said.splitlines() if line.endswith("  failed")]
    return told[0] if told else "load" if "check input" in said else "start"


def assert_refused(done: subprocess.CompletedProcess[str]) -> None:
    """Fail where a step did not end in one paragraph that says what is wrong."""
    assert done.returncode in (1, 2), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    said = " ".join(done.stderr.split())
    assert any(word in said for word in ("space", "disk", "refused", "could not")), said
