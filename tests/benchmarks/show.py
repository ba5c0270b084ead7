"""Show the newest benchmark in the README: a table of ratios, and how the cost grows.

`python -m benchmarks.show` does it again from the newest file in `docs/benchmarks`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import altair as alt
from rich.table import Table

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "docs" / "benchmarks"
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "pictures" / "growth.svg"
BEGIN, END = "<!-- benchmarks: begin -->\n", "<!-- benchmarks: end -->\n"
GIB = 2**30
UNKNOWN = "–"

Costs = dict[str, dict[str, float]]
# What is divided by what, in which measure, and what it should be.
RATIOS = (
    ("core outputs by the models ÷ by the script", "cpu", "core", "baseline", "≤ 1.5"),
    ("all models ÷ the script", "cpu", "all", "baseline", "≤ 5"),
    ("all data tests ÷ all models", "cpu", "tests", "all", "≤ 0.5"),
    ("polars ÷ customer summary", "cpu", "polars", "summary", "≥ 1"),
    ("lifetimes ÷ customer summary", "cpu", "lifetimes", "summary", "≥ 10"),
    ("pymc-marketing ÷ customer summary", "cpu", "pymc", "summary", "≥ 10"),
    ("customer summary ÷ lifetimes, memory", "memory", "summary", "lifetimes", "≤ 0.25"),
    ("publishing ÷ copying the published file, wall", "wall", "publishing", "copying", "≤ 3"),
)
SHOWN = {
    "full refresh": "full refresh",
    "daily refresh": "one more day",
    "all": "all models",
    "core": "core outputs by the models",
    "baseline": "the script",
}


def newest() -> dict[str, Any]:
    """The newest benchmark that was kept."""
    file = max(RESULTS.glob("*.json"))
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def rows_of(found: dict[str, Any]) -> list[list[str]]:
    """The table: what, what it should be, and what it is for each number of lines."""
    costs: dict[str, Costs] = found["costs"]
    fixed_lines, *sizes = sorted(costs, key=int)
    fixed = costs[fixed_lines]

    def row(name: str, target: str, told: Callable[[Costs], str]) -> list[str]:
        return [name, target, *(told(costs[size]) for size in sizes)]

    def day(cost: Costs) -> str:
        if "daily refresh" not in cost:
            return UNKNOWN
        more = cost["daily refresh"]["cpu"] - fixed["daily refresh"]["cpu"]
        return f"{more / (cost['full refresh']['cpu'] - fixed['full refresh']['cpu']):.2f}"

    def ratio(measure: str, over: str, under: str) -> Callable[[Costs], str]:
        return lambda cost: (
            f"{cost[over][measure] / cost[under][measure]:.2f}"
            if over in cost and under in cost
            else UNKNOWN
        )

    return [
        *(row(name, target, ratio(*parts)) for name, *parts, target in RATIOS),
        row("one more day ÷ full refresh, both beyond the fixed cost", "≤ 0.05", day),
        row("full refresh, CPU s", "", lambda cost: f"{cost['full refresh']['cpu']:,.0f}"),
        row("full refresh, wall s", "", lambda cost: f"{cost['full refresh']['wall']:,.0f}"),
        row(
            "full refresh, peak memory, GB",
            "≤ 4 at 100M",
            lambda cost: f"{cost['full refresh']['memory'] / GIB:.1f}",
        ),
    ]


def table_of(found: dict[str, Any]) -> Table:
    """The table for a terminal."""
    table = Table("what", "target", *heads_of(found), caption=caption_of(found))
    for row in rows_of(found):
        table.add_row(*row)
    return table


def heads_of(found: dict[str, Any]) -> list[str]:
    """The numbers of lines beyond the fixed cost, for people."""
    return [f"{size / 1e6:g}M lines" for size in sorted(map(int, found["costs"]))[1:]]


def caption_of(found: dict[str, Any]) -> str:
    """When and where it was measured, and the fixed cost."""
    fixed = found["costs"][min(found["costs"], key=int)]["full refresh"]
    return (
        f"{found['date']}, {found['machine']}, DuckDB {found['duckdb']}, "
        f"Python {found['python']}; CPU where nothing else is said. "
        f"1,000 orders, all tests and checks: {fixed['wall']:.0f} s of wall (target 25)."
    )


def markdown_of(found: dict[str, Any]) -> str:
    """The table and the picture for the README."""
    heads = ["what", "target", *heads_of(found)]
    lines = [heads, ["---"] * len(heads), *rows_of(found)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    picture = f"![CPU seconds by order lines]({PICTURE.relative_to(ROOT)})"
    return f"{BEGIN}{table}\n\n{caption_of(found)}\n\n{picture}\n{END}"


def draw(found: dict[str, Any]) -> alt.LayerChart | alt.FacetChart:
    """CPU seconds by order lines, both on scales of powers."""
    points = [
        {"lines": int(lines), "seconds": costs[name]["cpu"], "what": told}
        for lines, costs in found["costs"].items()
        for name, told in SHOWN.items()
        if name in costs
    ]
    base = alt.Chart(alt.InlineData(values=points), width=560, height=300).encode(
        x=alt.X("lines:Q", scale=alt.Scale(type="log"), title="order lines"),
        y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), title="CPU seconds"),
        color=alt.Color("what:N", title=None, sort=list(SHOWN.values())),
    )
    return alt.layer(base.mark_line(), base.mark_point(filled=True))


def keep(found: dict[str, Any]) -> None:
    """Write the figures, their picture and their table in the README.

    Sizes that were measured earlier on the same day stay beside those measured now.
    """
    RESULTS.mkdir(parents=True, exist_ok=True)
    file = RESULTS / f"{found['date']}.json"
    if file.exists():
        earlier = json.loads(file.read_text(encoding="utf-8"))
        costs = {**earlier["costs"], **found["costs"]}
        found = {**found, "costs": {size: costs[size] for size in sorted(costs, key=int)}}
    file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    draw(found).save(PICTURE)
    page = README.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    README.write_text(before + markdown_of(found) + after, encoding="utf-8")


if __name__ == "__main__":
    keep(newest())
