"""What the README shows of the benchmarks was measured last; ratios divide what they say."""

import pytest

from tests.benchmarks import show

MADE_UP = {
    "date": "2026-01-02",
    "machine": "abacus, 2 cores",
    "python": "3.11.0",
    "duckdb": "2.0.0",
    "costs": {
        "3000": {
            "full refresh": {"cpu": 30.0, "wall": 24.6, "memory": 2.0**28},
            "daily refresh": {"cpu": 20.0, "wall": 20.0, "memory": 2.0**28},
        },
        "2000000": {
            "full refresh": {"cpu": 230.0, "wall": 120.0, "memory": 3 * 2.0**30},
            "daily refresh": {"cpu": 30.0, "wall": 25.0, "memory": 2.0**30},
            "publishing": {"wall": 6.0},
            "copying": {"wall": 4.0},
            "baseline": {"cpu": 2.0, "wall": 1.0, "memory": 2.0**28},
            "core": {"cpu": 7.0, "wall": 4.0, "memory": 2.0**29},
            "all": {"cpu": 50.0, "wall": 30.0, "memory": 2.0**30},
            "tests": {"cpu": 5.0, "wall": 3.0, "memory": 2.0**29},
            "summary": {"cpu": 4.0, "wall": 3.0, "memory": 2.0**28},
            "lifetimes": {"cpu": 24.0, "wall": 24.0, "memory": 2.0**31},
        },
    },
}


@pytest.mark.parametrize(
    ("name", "ratio"),
    [
        ("core outputs by the models ÷ by the script", "3.50"),
        ("all models ÷ the script", "25.00"),
        ("all data tests ÷ all models", "0.10"),
        ("lifetimes ÷ customer summary", "6.00"),
        ("customer summary ÷ lifetimes, memory", "0.12"),
        ("publishing ÷ copying the published file, wall", "1.50"),
        ("one more day ÷ full refresh, both beyond the fixed cost", "0.05"),
        ("full refresh, peak memory, GB", "3.0"),
    ],
)
def test_a_ratio_divides_what_it_says(name: str, ratio: str) -> None:
    rows = {what: figures for what, _, *figures in show.rows_of(MADE_UP)}
    assert rows[name] == [ratio]


def test_a_peer_that_is_not_installed_has_no_ratio() -> None:
    rows = {what: figures for what, _, *figures in show.rows_of(MADE_UP)}
    assert rows["polars ÷ customer summary"] == ["–"]


def test_the_readme_shows_the_newest_benchmark() -> None:
    found = show.newest()
    assert show.markdown_of(found) in show.README.read_text(encoding="utf-8")
    for size in found["costs"]:
        assert int(size) == 3000 or f"{int(size) / 1e6:g}M lines" in show.markdown_of(found)
