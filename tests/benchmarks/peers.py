"""The customer summary of other libraries, from the same file of order lines.

`python -m benchmarks.peers FILE polars|pandas|lifetimes|pymc` prints what it cost as JSON; it
fails where the library is not installed.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

END = "2024-12-31"


def by_polars(file: Path) -> int:
    """Recency, frequency, T and money with polars, lazily."""
    import polars as pl  # type: ignore[import-not-found]

    days = (
        pl.scan_parquet(file)
        .filter(pl.col("quantity") > 0)
        .with_columns(
            day=pl.col("ordered_at").dt.date(),
            amount=pl.col("quantity") * pl.col("unit_price"),
        )
        .group_by("customer_id", "day")
        .agg(pl.col("amount").sum())
    )
    summary = days.group_by("customer_id").agg(
        first=pl.col("day").min(),
        last=pl.col("day").max(),
        frequency=pl.len() - 1,
        money=pl.col("amount").sum(),
    )
    return int(summary.collect().height)


def _frame(file: Path) -> object:
    import pandas as pd

    frame = pd.read_parquet(file, columns=["customer_id", "ordered_at", "quantity", "unit_price"])
    frame = frame[frame["quantity"] > 0]
    frame["amount"] = frame["quantity"] * frame["unit_price"].astype(float)
    return frame


def by_lifetimes(file: Path) -> int:
    """With lifetimes."""
    from lifetimes.utils import (  # type: ignore[import-not-found]
        summary_data_from_transaction_data as summarise,
    )

    return len(
        summarise(_frame(file), "customer_id", "ordered_at", "amount", observation_period_end=END)
    )


def by_pymc(file: Path) -> int:
    """With pymc-marketing."""
    from pymc_marketing.clv.utils import rfm_summary  # type: ignore[import-not-found]

    return len(
        rfm_summary(_frame(file), "customer_id", "ordered_at", "amount", observation_period_end=END)
    )


PEERS = {"polars": by_polars, "lifetimes": by_lifetimes, "pymc": by_pymc}

if __name__ == "__main__":
    started = time.perf_counter()
    customers = PEERS[sys.argv[2]](Path(sys.argv[1]))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "cpu": used.ru_utime + used.ru_stime,
                "wall": time.perf_counter() - started,
                "memory": used.ru_maxrss * 1024,
                "statements": customers,
            }
        )
    )
