"""MetricFlow says what the marts say, and has no formula of its own."""

from __future__ import annotations

import csv
import os
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlglot
import yaml
from sqlglot import exp

from house import ROOT, Project
from metricflow_here import MF, needs_mf
from refreshed import Refreshed, ask

# The marts round rates to six decimals.
TOLERANCE = Decimal("0.000001")

Rows = dict[tuple[str, ...], tuple[Decimal | None, ...]]
Query = Callable[[list[str], list[str]], Rows]


def declared(kind: str) -> list[dict[str, Any]]:
    """What the yml files of the metrics declare of a kind."""
    files = (ROOT / "models" / "metrics").glob("*.yml")
    return [row for path in files for row in yaml.safe_load(path.read_text()).get(kind, [])]


def mart_of(semantic: dict[str, Any]) -> str:
    return str(semantic["model"]).split("'")[1]


def test_metrics_are_sums_and_ratios_and_no_formula() -> None:
    assert {metric["type"] for metric in declared("metrics")} == {"simple", "ratio"}
    measures = [m for semantic in declared("semantic_models") for m in semantic["measures"]]
    assert {measure["agg"] for measure in measures} == {"sum", "count"}
    sums = [m["expr"] for m in measures if sqlglot.parse_one(m["expr"]).find(exp.Add, exp.Sub)]
    assert sums == []


def test_measures_and_dimensions_are_columns_of_their_mart(project: Project) -> None:
    columns = {model.name: set(model.node["columns"]) for model in project.of_layer("marts")}
    unknown = []
    for semantic in declared("semantic_models"):
        parts = semantic["measures"] + semantic["dimensions"] + semantic.get("entities", [])
        for part in parts:
            read = sqlglot.parse_one(part.get("expr", part["name"])).find_all(exp.Column)
            unknown += [
                (semantic["name"], column.name)
                for column in read
                if column.name not in columns[mart_of(semantic)]
            ]
    assert unknown == []


def test_every_metric_says_what_it_is() -> None:
    assert [m["name"] for m in declared("metrics") if not m["description"].endswith(".")] == []


def test_the_lineage_names_every_mart_that_metrics_read() -> None:
    text = (ROOT / "models" / "exposures.yml").read_text(encoding="utf-8")
    told = {row["name"]: row["depends_on"] for row in yaml.safe_load(text)["exposures"]}
    read = {f"ref('{mart_of(semantic)}')" for semantic in declared("semantic_models")}
    assert set(told["metrics"]) == read


@pytest.fixture(scope="module")
def query(refreshed: Refreshed, tmp_path_factory: pytest.TempPathFactory) -> Query:
    """Ask MetricFlow as a user does: rows of metrics by what they are grouped by."""
    folder = project_of(refreshed, tmp_path_factory.mktemp("metrics"))

    def asked(metrics: list[str], groups: list[str]) -> Rows:
        result = folder / "result.csv"
        done = mf(
            refreshed,
            folder,
            *["query", "--metrics", ",".join(metrics), "--group-by", ",".join(groups)],
            *["--csv", str(result)],
        )
        assert done.returncode == 0, done.stdout + done.stderr
        with result.open(encoding="utf-8", newline="") as source:
            return {
                tuple(row[name].removesuffix(" 00:00:00") for name in groups): tuple(
                    Decimal(row[name]) if row[name] else None for name in metrics
                )
                for row in csv.DictReader(source)
            }

    return asked


def project_of(refreshed: Refreshed, folder: Path) -> Path:
    """The project as MetricFlow reads it, with what dbt wrote about this warehouse."""
    for name in ("dbt_project.yml", "profiles.yml", "models", "macros"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "target").symlink_to(refreshed.warehouse / "target")
    return folder


def mf(refreshed: Refreshed, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run MetricFlow on a warehouse."""
    return subprocess.run(
        [str(MF), *arguments],
        cwd=folder,
        env={**os.environ, "PERENNIAL_WAREHOUSE": str(refreshed.warehouse)},
        capture_output=True,
        text=True,
        check=False,
    )


def expected(refreshed: Refreshed, sql: str, group_count: int) -> Rows:
    """What a query of the published marts says, in the same shape."""
    return {
        tuple(str(value) for value in row[:group_count]): tuple(
            None if value is None else Decimal(value) for value in row[group_count:]
        )
        for row in ask(refreshed.published, sql)
    }


def assert_alike(told: Rows, meant: Rows) -> None:
    assert len(meant) > 1
    assert told.keys() == meant.keys()
    for group, values in meant.items():
        for one, other in zip(told[group], values, strict=True):
            if one is None or other is None:
                assert one == other, group
            else:
                assert abs(one - other) <= TOLERANCE, (group, one, other)


@needs_mf
def test_metricflow_finds_nothing_wrong(
    refreshed: Refreshed, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = project_of(refreshed, tmp_path_factory.mktemp("validated"))
    done = mf(refreshed, folder, "validate-configs")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Successfully validated metrics against data warehouse (ERRORS: 0" in done.stdout


@needs_mf
def test_metrics_by_month_are_the_marts(refreshed: Refreshed, query: Query) -> None:
    columns = [
        *["churn_rate", "retention_rate", "repurchase_rate"],
        *["net_revenue_retention_ratio", "gross_revenue_churn_rate", "new_customers"],
    ]
    by_month = f"""
        select
            retention.period_start_date, {", ".join(f"retention.{name}" for name in columns)},
            lapse.lapse_rate, retention.total_revenue_amount
        from retention_by_period as retention
        join lapse_by_period as lapse using (period_grain_code, group_code, period_start_date)
        where period_grain_code = 'month' and group_code = 'all'
    """
    told = query([*columns, "lapse_rate", "revenue"], ["metric_time__month"])
    assert_alike(told, expected(refreshed, by_month, 1))


@needs_mf
def test_metrics_by_group_are_the_marts(refreshed: Refreshed, query: Query) -> None:
    by_group = """
        select
            period_start_date, group_code, group_value,
            churn_rate, net_revenue_retention_ratio, active_customers
        from retention_by_period
        where period_grain_code = 'month' and group_code <> 'all'
    """
    told = query(
        [
            "churn_rate_by_group",
            "net_revenue_retention_ratio_by_group",
            "active_customers_by_group",
        ],
        [
            "metric_time__month",
            "retention_period__group_code",
            "retention_period__group_value",
        ],
    )
    assert_alike(told, expected(refreshed, by_group, 3))


@needs_mf
def test_money_by_tier_and_segment_is_the_marts(refreshed: Refreshed, query: Query) -> None:
    by_tier = """
        select
            warning_tier_code, customers.rfm_segment_code,
            count(*), sum(warnings.value_at_risk_amount), sum(customers.lifetime_value_amount),
            sum(profits.profit_amount)
        from customer_warnings as warnings
        join customers using (customer_id, warning_tier_code)
        left join (
            select customer_id, sum(profit_amount) as profit_amount
            from customer_profit_and_loss
            where not is_expected
            group by customer_id
        ) as profits using (customer_id)
        group by warning_tier_code, customers.rfm_segment_code
    """
    told = query(
        ["judged_customers", "value_at_risk", "lifetime_value", "profit"],
        ["customer__warning_tier_code", "customer__rfm_segment_code"],
    )
    assert_alike(told, expected(refreshed, by_tier, 2))
