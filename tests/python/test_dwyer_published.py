"""Published DWYER tables, entered as plans, come out as printed, from the SQL of cohorts."""

import csv
from typing import Any

import duckdb
import pytest

from scripts.load import load
from warehouse import ROOT, dbt, write_tables

FIXTURES = ROOT / "tests" / "fixtures" / "value"
SEEDS = ("dwyer_rules", "dwyer_plans", "dwyer_discount_divisors")
# the least a warehouse needs for there to be a date of analysis
ORDERS: list[dict[str, object]] = [
    {"order_id": "o1", "customer_id": "ann", "ordered_at": "2024-01-01", "amount": "10.00"}
]


def replace_seeds(con: duckdb.DuckDBPyConnection) -> None:
    """Put the examples in the place of the seeds, in the columns' types."""
    for seed in SEEDS:
        default = "where dwyer_rule_code <> 'default'" if seed == "dwyer_rules" else ""
        con.execute(f"delete from rules.{seed} {default}")
        source = FIXTURES / f"{seed}.csv"
        con.execute(f"insert into rules.{seed} by name from read_csv('{source}', nullstr='')")


# probability of a purchase by recency, contribution, contact cost and rate of a period
CHAINS: dict[str, tuple[tuple[float, ...], float, float, float]] = {
    "pfeifer": ((0.3, 0.2, 0.15, 0.05), 40, 4, 0.2),
    "dropped": ((0.3, 0.2, 0.15), 40, 4, 0.2),
    "phpoms": ((0.5, 0.2, 0.1), 100, 0, 0.1),
    "mailing": ((0.3, 0.2, 0.05), 40, 4, 0.2),
}


def replace_chains(con: duckdb.DuckDBPyConnection) -> None:
    """Put the published chains in the place of the states counted from orders."""
    con.execute("delete from intermediate.int_migration_states")
    for chain, (chances, contribution, contact, rate) in CHAINS.items():
        for state, chance in enumerate(chances):
            con.execute(
                """
                insert into intermediate.int_migration_states by name
                select ? as chain_code, ? as recency_number, ? as buy_probability,
                    ? as contribution_amount, ? as contact_cost_amount, ? as period_rate
                """,
                [chain, state + 1, chance, contribution, contact, rate],
            )


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The mart of plans, with every example as a plan."""
    folder = tmp_path_factory.mktemp("plans")
    warehouse = folder / "warehouse"
    warehouse.mkdir()
    load(write_tables({"orders": ORDERS}, folder / "input"), warehouse)
    chain = "int_migration_values int_migration_steps int_migration_periods"
    for step, replace in (
        (["seed"], replace_seeds),
        (["run", "--select", "+dwyer_plan_clv +int_migration_states"], replace_chains),
        (["run", "--select", chain], None),
    ):
        outcome = dbt(*step, warehouse=warehouse)
        assert outcome.returncode == 0, outcome.stdout
        if replace:
            with duckdb.connect(str(warehouse / "build.duckdb")) as con:
                replace(con)
    return duckdb.connect(str(warehouse / "build.duckdb"), read_only=True)


def expected() -> list[dict[str, str]]:
    """The printed cells, one per row."""
    with (FIXTURES / "dwyer_expected.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_printed_cell_is_reproduced(plans: duckdb.DuckDBPyConnection) -> None:
    rows = plans.execute("select * from marts.dwyer_plan_clv").df()
    rows["clv_with_tail"] = rows["clv_per_customer_amount"].astype(float) + (
        rows["tail_value_amount"].astype(float) / rows["original_customers"]
    )
    rows["total_with_tail"] = rows["cumulative_net_present_value_amount"].astype(float) + (
        rows["tail_value_amount"].astype(float)
    )
    rows["retained_customers"] = rows["active_customers"] - rows["referred_customers"]
    cells = rows.set_index(["plan_id", "year_number"])
    wrong = []
    for cell in expected():
        row: Any = cells.loc[(cell["plan_code"], int(cell["year_number"]))]
        got = float(row[cell["column_name"]])
        if not abs(got - float(cell["expected"])) <= float(cell["tolerance"]):
            wrong.append((cell["plan_code"], cell["year_number"], cell["column_name"], got))
    assert not wrong


def test_all_eleven_timing_conventions_are_there() -> None:
    named = {cell["plan_code"] for cell in expected() if cell["source"].startswith("13")}
    assert len(named) == 11


def test_a_future_without_end_has_no_value(plans: duckdb.DuckDBPyConnection) -> None:
    """Kept for ever at no discount, kept better than money keeps, and a rate that means nothing."""
    rows = plans.execute(
        """
        select plan_id, tail_value_amount
        from marts.dwyer_plan_clv
        where plan_id in ('never_ends', 'grows_faster', 'no_rate') and is_horizon_year
        order by plan_id
        """
    ).fetchall()
    assert rows == [("grows_faster", None), ("never_ends", None), ("no_rate", None)]


def test_acquisition_at_time_zero_is_a_year_of_its_own(plans: duckdb.DuckDBPyConnection) -> None:
    rows = plans.execute(
        """
        select plan_id, sales_amount, profit_amount, net_present_value_amount
        from marts.dwyer_plan_clv
        where year_number = 0 and plan_id = 'end_acq_at_time0'
        """
    ).fetchall()
    assert [tuple(map(str, row)) for row in rows] == [
        ("end_acq_at_time0", "0.00", "-8000000.00", "-8000000.00")
    ]


def test_contribution_less_promotion_is_berger_and_nasr(plans: duckdb.DuckDBPyConnection) -> None:
    """Their first case: purchases at the start of a year, promotion in the middle of it."""
    value = plans.execute(
        """
        select sum(clv_per_customer_amount)
        from marts.dwyer_plan_clv
        where plan_id like 'berger%' and is_horizon_year
        """
    ).fetchall()[0][0]
    assert abs(float(value) - 568.78) <= 0.01


@pytest.mark.parametrize(
    ("chain", "column", "published", "tolerance"),
    [
        ("pfeifer", "value_amount", (52.320, 5.554, 1.251, -1.820), 0.0006),
        ("pfeifer", "policy_value_amount", (53.149, 6.621, 2.644, 0.0), 0.0006),
        ("dropped", "value_amount", (53.149, 6.621, 2.644), 0.0006),
        ("phpoms", "value_amount", (231.08, 57.29, 21.01), 0.1),
    ],
)
def test_migration_values_without_end(
    plans: duckdb.DuckDBPyConnection,
    chain: str,
    column: str,
    published: tuple[float, ...],
    tolerance: float,
) -> None:
    rows = plans.execute(
        f"""
        select {column}
        from intermediate.int_migration_values
        where chain_code = ?
        order by recency_number
        """,
        [chain],
    ).fetchall()
    assert [row[0] for row in rows] == pytest.approx(published, abs=tolerance)


@pytest.mark.parametrize(
    ("chain", "published", "tolerance"),
    [("pfeifer", (50.115, 4.220, 0.592, -1.980), 0.0006), ("mailing", (49.40, 2.69, -1.98), 0.1)],
)
def test_migration_values_after_four_periods(
    plans: duckdb.DuckDBPyConnection, chain: str, published: tuple[float, ...], tolerance: float
) -> None:
    rows = plans.execute(
        """
        select
            sum(
                periods.probability * state_values.reward_amount
                / power(1 + ?, periods.period_number)
            )
        from intermediate.int_migration_periods as periods
        inner join intermediate.int_migration_values as state_values
            on periods.chain_code = state_values.chain_code
            and periods.to_number = state_values.recency_number
        where periods.chain_code = ? and periods.period_number <= 4
        group by periods.from_number
        order by periods.from_number
        """,
        [CHAINS[chain][3], chain],
    ).fetchall()
    assert [row[0] for row in rows] == pytest.approx(published, abs=tolerance)


def test_four_steps_are_the_fourth_power_of_the_matrix(plans: duckdb.DuckDBPyConnection) -> None:
    """The tolerance is that of the test of phpOMS; what is missing to one is lost."""
    rows = plans.execute(
        """
        select from_number, to_number, probability
        from intermediate.int_migration_periods
        where chain_code = 'mailing' and period_number = 4
        """
    ).fetchall()
    found = {(start, end): probability for start, end, probability in rows}
    steps = [[found.get((start, end), 0.0) for end in (1, 2, 3)] for start in (1, 2, 3)]
    with_lost = [[*step, 1 - sum(step)] for step in steps]
    assert with_lost == [
        pytest.approx([0.0823, 0.0973, 0.1288, 0.6916], abs=0.01),
        pytest.approx([0.037, 0.0406, 0.056, 0.8664], abs=0.01),
        pytest.approx([0.007, 0.008, 0.0084, 0.9766], abs=0.01),
    ]


def test_a_cohort_of_a_thousand_buys_as_berger_and_nasr_count(
    plans: duckdb.DuckDBPyConnection,
) -> None:
    rows = plans.execute(
        """
        select 1000 * probability
        from intermediate.int_migration_periods
        where chain_code = 'pfeifer' and from_number = 1 and to_number = 1 and period_number <= 5
        order by period_number
        """
    ).fetchall()
    assert [row[0] for row in rows] == pytest.approx([1000, 300, 230, 195, 139.7, 95.67], abs=0.01)
