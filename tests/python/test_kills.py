"""Runs that are killed: the published version stays whole, and the next run needs no help.

`make kills` does it a hundred times; KILLS and SEED say how often and with which random numbers.
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from disturbed import (
    helpers_of,
    is_one_version,
    marts_with_date,
    move_all_dates,
    rng,
    times,
    whole_version,
)
from refreshed import Refreshed, ask, run, start, write_orders

RUNS = times("KILLS", 0)
PUBLICATIONS = times("KILLS", 4)
ROUND = 10
"""After so many kills in a row a run is left alone, and has to succeed."""
STEPS = ["load", "check input", "prepare", "fit", "build", "check marts", "publish", "report"]
"""What a run says it has done, in its order."""


def kill(process: subprocess.Popen[str], chance: random.Random) -> str:
    """Kill a run: alone, with all its helpers as when the power fails, or one helper only."""
    helpers = helpers_of(process.pid)
    how = chance.choice(["run", "everything", "helper"]) if helpers else "run"
    victims = {
        "run": [process.pid],
        "everything": [process.pid, *helpers],
        "helper": helpers[:1],
    }[how]
    for victim in victims:
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
    return how


def died_of(process: subprocess.Popen[str], how: str) -> bool:
    """True where a kill ended the run: not where it had done its part, or needed no helper more."""
    return process.returncode == -signal.SIGKILL if how != "helper" else process.returncode == 1


def step_in(said: str) -> str:
    """The step that a run was in when it ended, by what it had said until then."""
    ended = [line for line in said.splitlines() if not line.endswith("  failed")]
    done = sum(line.startswith(tuple(STEPS)) for line in ended)
    return [*STEPS, "end"][done]


def later_orders(shop: Refreshed, number: int) -> None:
    """Hand over something new, so that every version has other content."""
    row = (f"late-{number}", "C3", "2023-08-01", f"{number + 1}.00")
    write_orders(shop.input / "orders" / "later.csv", [row])


@pytest.mark.skipif(RUNS == 0, reason="takes a minute for each kill: make kills")
def test_runs_killed_at_random_moments_leave_the_published_version_whole(
    refreshed: Refreshed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = refreshed.copy(tmp_path)
    chance = rng("kills")
    seconds = undisturbed(shop, 0)
    version, content = whole_version(shop.published), shop.published.read_bytes()
    told: Counter[str] = Counter()
    steps: Counter[str] = Counter()
    while (number := told.total()) < RUNS:
        later_orders(shop, number)
        process = start("refresh", shop.input, shop.warehouse)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, seconds))
        how = kill(process, chance) if process.poll() is None else "too late"
        said = process.communicate()[1]
        assert "Traceback" not in said, (number, how, said)
        after = whole_version(shop.published)
        if after == version:
            assert shop.published.read_bytes() == content, (number, how)
        assert after in (version, version + 1), (number, how)
        assert is_one_version(shop.warehouse), (number, how)
        assert whole_report(shop), (number, how)
        if died_of(process, how):
            told[how] += 1
            steps[step_in(said)] += 1
            if told.total() % ROUND == 0 or told.total() == RUNS:
                seconds = undisturbed(shop, number)
                after = whole_version(shop.published)
            with capsys.disabled():
                print(f"killed {told.total()} of {RUNS}: {told}, {steps}, {after=}", flush=True)
        else:
            assert process.returncode == 0, (number, how, said)
            assert after == version + 1, (number, how, said)
        version, content = after, shop.published.read_bytes()


def undisturbed(shop: Refreshed, number: int) -> float:
    """Run the job to its end, which has to be a good one; its seconds."""
    began = time.monotonic()
    later_orders(shop, number)
    done = run("refresh", shop.input, shop.warehouse, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["version"] == whole_version(shop.published)
    sold = ask(shop.published, "select revenue_amount from orders where order_id like 'late-%'")
    assert [int(amount) for (amount,) in sold] == [number + 1]
    return time.monotonic() - began


def whole_report(shop: Refreshed) -> bool:
    """True where the dashboard is a whole page."""
    page = (shop.warehouse / "report" / "index.html").read_text(encoding="utf-8")
    return page.rstrip().endswith("</html>")


def test_publications_killed_at_random_moments_are_whole_or_have_not_been(
    refreshed: Refreshed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = refreshed.copy(tmp_path)
    chance = rng("publications")
    began = time.monotonic()
    assert run("publish", shop.warehouse).returncode == 0
    seconds = time.monotonic() - began
    seen = [whole_version(shop.published)]
    for _ in range(PUBLICATIONS):
        content = shop.published.read_bytes()
        move_all_dates(shop.warehouse, 1)
        process = start("publish", shop.warehouse)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, seconds))
        process.kill()
        said = process.communicate()[1]
        assert "Traceback" not in said, said
        seen.append(whole_version(shop.published))
        assert seen[-1] > seen[-2] or shop.published.read_bytes() == content
        assert is_one_version(shop.warehouse)
        assert one_date(shop.published)
    assert run("publish", shop.warehouse).returncode == 0
    assert whole_version(shop.published) > seen[-1]
    assert one_date(shop.published)
    with capsys.disabled():
        fresh = len(set(seen)) - 1
        print(f"{PUBLICATIONS} publications killed, {fresh} of them after the new version stood")


def one_date(published: Path) -> bool:
    """True where all marts of a version look back from the same day."""
    with duckdb.connect(str(published), read_only=True) as con:
        dates = " union ".join(
            f"select as_of_date from {mart}" for mart in marts_with_date(con, "main")
        )
        return len(con.execute(dates).fetchall()) == 1
