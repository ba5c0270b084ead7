"""How the work of a run spread over the workers, from the event log of Spark's driver.

`SPARK_EVENTS=true tests/engines/spark_cluster.sh start ...` has the log written, one JSON object a
line, to STATE/events; `PYTHONPATH=.:tests/python python -m spark_spread STATE/events/...` reads it.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

# dbt says in each statement which of its nodes it is for.
NODE = re.compile(r'"node_id": "(\w+)\.perennial\.([^"]+)"')
SHOWN = 12


@dataclass
class Work:
    """What the tasks of a stage, or of all stages of a node or a worker, did."""

    tasks: int = 0
    seconds: float = 0.0
    rows_read: int = 0
    shuffled_rows: int = 0
    shuffled_bytes: int = 0
    largest_task_rows: int = 0
    stages: set[int] = field(default_factory=set)

    def add(self, stage: int, metrics: dict[str, Any], seconds: float) -> None:
        """Count a task: rows come from files, or from a shuffle."""
        shuffled = metrics["Shuffle Read Metrics"]["Total Records Read"]
        rows = metrics["Input Metrics"]["Records Read"] + shuffled
        self.tasks += 1
        self.seconds += seconds
        self.rows_read += metrics["Input Metrics"]["Records Read"]
        self.shuffled_rows += metrics["Shuffle Write Metrics"]["Shuffle Records Written"]
        self.shuffled_bytes += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
        self.largest_task_rows = max(self.largest_task_rows, rows)
        self.stages.add(stage)


@dataclass
class Spread:
    """Work by worker, by node of dbt and by stage, and in which stages one task read a shuffle."""

    workers: dict[str, Work]
    nodes: dict[str, Work]
    alone: dict[int, tuple[str, Work]]


def spread(log: Path) -> Spread:
    """Read an event log."""
    node_of: dict[int, str] = {}
    workers: dict[str, Work] = defaultdict(Work)
    nodes: dict[str, Work] = defaultdict(Work)
    stages: dict[int, Work] = defaultdict(Work)
    for event in _events(log):
        if event["Event"] == "SparkListenerJobStart":
            told = str(event.get("Properties", {}).get("spark.job.description", ""))
            named = NODE.search(told)
            for stage in event["Stage IDs"]:
                node_of.setdefault(stage, named.group(2) if named else "other")
        elif event.get("Task Metrics"):
            stage, info = event["Stage ID"], event["Task Info"]
            seconds = (info["Finish Time"] - info["Launch Time"]) / 1000
            worked = (workers[info["Executor ID"]], nodes[node_of[stage]], stages[stage])
            for work in worked:
                work.add(stage, event["Task Metrics"], seconds)
    alone = {
        stage: (node_of[stage], work)
        for stage, work in stages.items()
        if work.tasks == 1 and work.rows_read == 0 < work.largest_task_rows
    }
    return Spread(dict(workers), dict(nodes), alone)


def _events(log: Path) -> Iterator[dict[str, Any]]:
    wanted = ('{"Event":"SparkListenerJobStart"', '{"Event":"SparkListenerTaskEnd"')
    with log.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(wanted):
                yield json.loads(line)


def main(log: Annotated[Path, typer.Argument(help="A file in STATE/events.")]) -> None:
    """Print how work spread: by worker, by node of dbt, and what one task did alone."""
    found = spread(log)
    for name, work in sorted(found.workers.items()):
        print(f"worker {name}: {work.tasks:,} tasks, {work.seconds:,.0f} s")
    every = found.workers.values()
    rows = sum(work.rows_read for work in every)
    shuffled = sum(work.shuffled_rows for work in every)
    weight = sum(work.shuffled_bytes for work in every)
    print(f"{rows:,} rows read from files; {shuffled:,} rows and {weight:,} bytes shuffled")
    print("most shuffled:")
    by_weight = sorted(found.nodes.items(), key=lambda node: -node[1].shuffled_bytes)
    for name, work in by_weight[:SHOWN]:
        print(f"  {name}: {work.shuffled_rows:,} rows, {work.shuffled_bytes:,} bytes")
    print("most rows that one task alone took from a shuffle:")
    by_rows = sorted(found.alone.values(), key=lambda each: -each[1].largest_task_rows)
    for name, work in by_rows[:SHOWN]:
        print(f"  {name}: {work.largest_task_rows:,} rows")


if __name__ == "__main__":
    typer.run(main)
