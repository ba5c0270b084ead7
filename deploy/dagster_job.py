"""Refresh under Dagster: `dagster dev -f deploy/dagster_job.py`, or the same with `job execute`.

Dagster lives in an environment of its own and starts the job in Perennial's. Two variables name
the folders: PERENNIAL_INPUT and PERENNIAL_WAREHOUSE.
"""

import json
import os
import subprocess
from pathlib import Path

import dagster

ROOT = Path(__file__).resolve().parents[1]


@dagster.op
def refresh(context: dagster.OpExecutionContext) -> None:
    """Run the whole job once; its steps and figures become metadata of the run."""
    done = subprocess.run(
        [
            *[str(ROOT / ".venv" / "bin" / "python"), "-m", "scripts.refresh", "--json"],
            *[os.environ["PERENNIAL_INPUT"], os.environ["PERENNIAL_WAREHOUSE"]],
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    outcome = json.loads(done.stdout)
    if done.returncode != 0:
        raise dagster.Failure(outcome["error"], metadata={"step": outcome["failed_step"]})
    context.add_output_metadata(
        {
            "version": outcome["version"],
            "dashboard": dagster.MetadataValue.path(outcome["dashboard"]),
            "seconds": sum(step["seconds"] for step in outcome["steps"]),
        }
    )


@dagster.job
def perennial() -> None:
    """Load, check, build, check, publish, report."""
    refresh()


nightly = dagster.ScheduleDefinition(job=perennial, cron_schedule="30 3 * * *")
defs = dagster.Definitions(jobs=[perennial], schedules=[nightly])
