"""The generic tests fail when they should, and only then: each is shown good and bad rows."""

import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from dbt.cli.main import dbtRunner

from house import ROOT

NUMBERS = {"lower": "low", "upper": "high"}
BY_YEAR = NUMBERS | {"partition_by": ["valid_year"]}
SUMS = {"beliefs": {"total_is_the_sum": "total = one + two", "one_is_first": "one <= two"}}


class Case(NamedTuple):
    """Rows shown to a generic test, and how many of them it has to object to."""

    test: str
    arguments: dict[str, Any]
    columns: str
    rows: str
    objections: int


CASES = {
    "keys_differ": Case("unique_together", {"columns": ["id"]}, "id", "(1), (2)", 0),
    "a_key_repeats": Case("unique_together", {"columns": ["id"]}, "id", "(1), (1), (2)", 1),
    "a_key_is_null": Case("unique_together", {"columns": ["id"]}, "id", "(1), (null)", 1),
    "half_a_key_repeats": Case(
        "unique_together", {"columns": ["id", "day"]}, "id, day", "(1, 1), (1, 2)", 0
    ),
    "half_a_key_is_null": Case(
        "unique_together", {"columns": ["id", "day"]}, "id, day", "(1, 1), (1, null)", 1
    ),
    "an_expression_holds": Case("holds", {"expression": "one > 0"}, "one", "(1), (2)", 0),
    "an_expression_is_false": Case("holds", {"expression": "one > 0"}, "one", "(1), (0)", 1),
    "an_expression_is_null": Case("holds", {"expression": "one > 0"}, "one", "(1), (null)", 1),
    "beliefs_are_kept": Case("beliefs", SUMS, "one, two, total", "(1, 2, 3), (1, 1, 2)", 0),
    "a_belief_is_broken_in_two_rows": Case(
        "beliefs", SUMS, "one, two, total", "(1, 2, 4), (2, 1, 3), (1, 1, 2)", 2
    ),
    "a_belief_is_null": Case("beliefs", SUMS, "one, two, total", "(1, 2, null), (1, 2, 3)", 1),
    "bands_tile": Case("tiles_without_gaps", NUMBERS, "low, high", "(0, 5), (5, 9), (9, null)", 0),
    "bands_leave_a_gap": Case("tiles_without_gaps", NUMBERS, "low, high", "(0, 5), (6, null)", 1),
    "bands_overlap": Case("tiles_without_gaps", NUMBERS, "low, high", "(0, 5), (4, null)", 1),
    "a_band_is_empty": Case("tiles_without_gaps", NUMBERS, "low, high", "(0, 0), (0, null)", 1),
    "an_inner_band_is_open": Case(
        "tiles_without_gaps", NUMBERS, "low, high", "(0, null), (5, null)", 1
    ),
    "a_band_starts_nowhere": Case("tiles_without_gaps", NUMBERS, "low, high", "(null, 5)", 1),
    "bands_tile_in_each_year": Case(
        "tiles_without_gaps",
        BY_YEAR,
        "valid_year, low, high",
        "(1, 0, 5), (1, 5, null), (2, 0, 7), (2, 7, null)",
        0,
    ),
}
# By column: rows that keep the promise of its name, rows that break it.
PROMISES = {
    "customer_id": ("('ann'), (null)", "('ann'), (' ')"),
    "status_code": ("('active'), (null)", "('active'), ('Active')"),
    "cohort_month": ("(date '2024-02-01'), (null)", "(date '2024-02-01'), (date '2024-02-02')"),
    "is_first": ("(true), (false)", "(true), (null)"),
    "has_returned": ("(true), (false)", "(true), (null)"),
    "recency_days": ("(0), (null)", "(0), (-1)"),
    "order_count": ("(0), (null)", "(0), (-1)"),
    "active_customers": ("(0), (null)", "(0), (-1)"),
    "customers": ("(0), (null)", "(0), (-1)"),
    "late_orders": ("(0), (null)", "(0), (-1)"),
    "churn_rate": ("(0.0), (1.0), (null)", "(0.5), (1.01)"),
    "top_share": ("(0.0), (1.0), (null)", "(0.5), (-0.01)"),
    "recency_score": ("(1), (5), (null)", "(5), (6)"),
    "frequency_score": ("(1), (5)", "(1), (0)"),
    "spell_number": ("(0), (1), (null)", "(1), (-1)"),
    "growth_ratio": ("(-3.0), (7.0)", ""),
    "month_name": ("('May')", ""),
}
for column, (kept, broken) in PROMISES.items():
    CASES[f"{column}_keeps_it"] = Case("names_keep_their_promises", {}, column, kept, 0)
    if broken:
        CASES[f"{column}_breaks_it"] = Case("names_keep_their_promises", {}, column, broken, 1)


@pytest.fixture(scope="module")
def objections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Failing rows by case: a little project of its own, with a model and a test for each case."""
    folder = tmp_path_factory.mktemp("generic")
    for part in ("tests/generic", "macros/refresh"):
        shutil.copytree(ROOT / part, folder / part)
    (folder / "models").mkdir()
    for name, case in CASES.items():
        rows = f"select * from (values {case.rows}) as given({case.columns})"
        (folder / "models" / f"{name}.sql").write_text(rows)
    write(folder / "models" / "cases.yml", {"models": [described(*case) for case in CASES.items()]})
    write(folder / "dbt_project.yml", {"name": "cases", "profile": "cases"})
    output = {"type": "duckdb", "path": str(folder / "cases.duckdb")}
    write(folder / "profiles.yml", {"cases": {"target": "here", "outputs": {"here": output}}})
    outcome = dbtRunner().invoke(
        [
            *["build", "--log-level", "none", "--no-send-anonymous-usage-stats"],
            *["--project-dir", str(folder), "--profiles-dir", str(folder)],
            *["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")],
        ]
    )
    assert outcome.exception is None, outcome.exception
    results = json.loads((folder / "target" / "run_results.json").read_text())["results"]
    return {
        result["unique_id"].split(".")[2].removeprefix("test_"): result["failures"]
        for result in results
        if result["unique_id"].startswith("test.")
    }


def described(name: str, case: Case) -> dict[str, Any]:
    """The yml of a case: one model with one test."""
    test = {"name": f"test_{name}", "arguments": case.arguments}
    return {"name": name, "data_tests": [{case.test: test}]}


def write(path: Path, content: dict[str, Any]) -> None:
    """Write a yml file."""
    path.write_text(yaml.safe_dump(content))


@pytest.mark.parametrize("name", CASES)
def test_a_generic_test_objects_to_the_bad_rows_only(name: str, objections: dict[str, int]) -> None:
    assert objections[name] == CASES[name].objections


def test_every_generic_test_is_shown_good_and_bad_rows() -> None:
    for path in (ROOT / "tests" / "generic").glob("*.sql"):
        counts = [case.objections for case in CASES.values() if case.test == path.stem]
        assert 0 in counts
        assert max(counts) > 0
