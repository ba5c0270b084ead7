"""Planted faults in formulas: each is caught by a unit test of the models that it touches.

`make mutants` plants them all. Faults are planted together where no model feels two of them, so
that a test that fails names its fault.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from refreshed import ROOT, Refreshed

with (ROOT / "tests" / "mutants" / "mutants.csv").open(encoding="utf-8", newline="") as rows:
    MUTANTS: list[dict[str, Any]] = [
        {**row, "models": row["models"].split()} for row in csv.DictReader(rows)
    ]
FEWEST = 30
IDEAS = {"core", "retention", "warnings", "value", "segments", "health", "quality"}
PROJECT = ["analyses", "macros", "models", "seeds", "tests", "dbt_project.yml", "profiles.yml"]


def test_faults_are_planned_in_every_idea() -> None:
    assert len(MUTANTS) >= FEWEST
    assert {mutant["idea"] for mutant in MUTANTS} == IDEAS


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: str(mutant["fault"]))
def test_the_place_of_a_fault_is_still_there_once(mutant: dict[str, Any]) -> None:
    text = (ROOT / mutant["file"]).read_text(encoding="utf-8")
    assert text.count(mutant["find"]) == 1
    assert mutant["find"] != mutant["replace"]


@pytest.mark.skipif("MUTANTS" not in os.environ, reason="takes ten minutes: make mutants")
def test_every_planted_fault_is_caught(
    refreshed: Refreshed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = json.loads((refreshed.warehouse / "target" / "manifest.json").read_text())
    warehouse = refreshed.copy(tmp_path).warehouse
    scratch = tmp_path / "project"
    scratch.mkdir()
    for name in PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, scratch / name)
    assert failures(scratch, warehouse, [model for own in MUTANTS for model in own["models"]]) == {}
    survivors = []
    for batch in batches(manifest):
        for mutant in batch:
            file = scratch / mutant["file"]
            file.write_text(file.read_text().replace(mutant["find"], mutant["replace"]))
        failed = failures(scratch, warehouse, [name for own in batch for name in own["models"]])
        for mutant in batch:
            shutil.copyfile(ROOT / mutant["file"], scratch / mutant["file"])
            by = sorted(test for model in mutant["models"] for test in failed.get(model, []))
            survivors += [] if by else [mutant["fault"]]
            with capsys.disabled():
                print(f"{'caught  ' if by else 'SURVIVED'} {mutant['fault']}: {', '.join(by)}")
    with capsys.disabled():
        print(f"{len(MUTANTS)} faults planted, {len(MUTANTS) - len(survivors)} caught")
    assert survivors == []


def batches(manifest: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """Faults that can be planted together: none touches a model whose tests judge another."""
    waiting = list(MUTANTS)
    while waiting:
        batch: list[dict[str, Any]] = []
        for mutant in list(waiting):
            touched = {model for own in batch for model in touched_by(own["file"], manifest)}
            judging = {model for own in batch for model in own["models"]}
            if touched.isdisjoint(mutant["models"]) and judging.isdisjoint(
                touched_by(mutant["file"], manifest)
            ):
                batch.append(mutant)
                waiting.remove(mutant)
        yield batch


def touched_by(file: str, manifest: dict[str, Any]) -> set[str]:
    """Names of the models whose SQL is written by a file: a model, or a macro that they use."""
    return {
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
        and (
            node["original_file_path"] == file
            or any(
                manifest["macros"][macro]["original_file_path"] == file
                for macro in with_those_they_use(node["depends_on"]["macros"], manifest)
            )
        )
    }


def with_those_they_use(macros: list[str], manifest: dict[str, Any]) -> set[str]:
    """Macros, and all that these use in turn."""
    found: set[str] = set()
    waiting = list(macros)
    while waiting:
        macro = waiting.pop()
        if macro not in found and macro in manifest["macros"]:
            found.add(macro)
            waiting += manifest["macros"][macro]["depends_on"]["macros"]
    return found


def failures(project: Path, warehouse: Path, models: list[str]) -> dict[str, list[str]]:
    """Unit tests that fail, by model; a test that cannot be run at all proves nothing."""
    results = project / "target" / "run_results.json"
    results.unlink(missing_ok=True)
    done = subprocess.run(
        [
            *[str(Path(sys.executable).parent / "dbt"), "test", "--quiet"],
            *["--select", *(f"test_type:unit,{model}" for model in sorted(set(models)))],
            *["--project-dir", str(project), "--profiles-dir", str(project)],
            *["--target-path", str(project / "target"), "--log-path", str(project / "logs")],
        ],
        env={**os.environ, "PERENNIAL_WAREHOUSE": str(warehouse)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert results.exists(), done.stdout + done.stderr
    answers = [
        answer
        for answer in json.loads(results.read_text())["results"]
        if answer["unique_id"].startswith("unit_test.")
    ]
    failed: dict[str, list[str]] = {}
    for answer in answers:
        _, _, model, test = answer["unique_id"].split(".", 3)
        if answer["status"] == "fail":
            failed.setdefault(model, []).append(test)
        else:
            assert answer["status"] == "pass", (model, test, answer["message"])
    return failed
