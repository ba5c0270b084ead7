"""The warning models run on hand-made customer days, without a build of the whole project."""

import datetime
from pathlib import Path

import duckdb
import pandas as pd

from house import ROOT, Project

MODELS = [
    "orders/int_purchase_days__sequenced",
    "warnings/int_warning_rule_sets",
    "warnings/int_purchase_days__windowed",
    "warnings/int_purchase_days__paced",
    "warnings/int_purchase_days__eligible",
    "warnings/int_purchase_days__judged",
    "warnings/int_customer_warning_levels",
    "warnings/int_customer_warning_periods",
]


def warning_models(
    project: Project,
    folder: Path,
    as_of: datetime.date,
    tables: dict[str, pd.DataFrame],
    rule_set: str = "bank",
    variants: dict[str, str] | None = None,
) -> duckdb.DuckDBPyConnection:
    """Run the models up to the warning periods on given tables; a given table replaces its model.

    Only the named rule set of the shipped ones is used, or the variants of it: other values of its
    columns, written as SQL, by the variant's name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(str(folder / "build.duckdb"))
    con.execute("create schema intermediate; create schema rules;")
    for seed in project.nodes("seed"):
        if seed["name"] in {"warning_rule_sets", "warning_tiers"}:
            source = con.read_csv(
                str(ROOT / seed["original_file_path"]), dtype=seed["config"]["column_types"]
            )
            source.create(f"rules.{seed['name']}")
    con.execute("delete from rules.warning_rule_sets where rule_set_code <> ?", [rule_set])
    for name, values in (variants or {}).items():
        con.execute(
            f"""insert into rules.warning_rule_sets
            select * replace ({values}, '{name}' as rule_set_code) from rules.warning_rule_sets
            where rule_set_code = ?""",
            [rule_set],
        )
    if variants:
        con.execute("delete from rules.warning_rule_sets where rule_set_code = ?", [rule_set])
    con.execute("create table intermediate.int_as_of as select ? as as_of_date", [as_of])
    for name, frame in tables.items():
        con.register("given_rows", frame)
        con.execute(f"create table intermediate.{name} as select * from given_rows")
        con.unregister("given_rows")
    for model in MODELS:
        name = model.split("/")[1]
        if name not in tables:
            query = (project.compiled / "models" / "intermediate" / f"{model}.sql").read_text()
            con.execute(f"create table intermediate.{name} as {query}")
    return con


def customer_days(trades: pd.DataFrame) -> pd.DataFrame:
    """Customer days of trades: columns customer_id, trade_date and amount (negative: a refund)."""
    daily = (
        trades.assign(is_purchase=trades["amount"] >= 0)
        .groupby(["customer_id", "trade_date"], as_index=False)
        .agg(
            order_count=("is_purchase", "sum"),
            is_purchase_day=("is_purchase", "any"),
            revenue_amount=("amount", "sum"),
        )
    )
    dates = pd.to_datetime(daily["trade_date"])
    return daily.assign(
        trade_date=dates.dt.date,
        day_number=(dates - pd.Timestamp("1970-01-01")).dt.days,
        revenue_amount=daily["revenue_amount"].round(2),
    )
