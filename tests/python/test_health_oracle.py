"""Experience read again with pandas on Olist, whose sample says nothing of repeat rates."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from published_data import olist_folder
from warehouse import build

LAPSE_DAYS = 60
SELECT = "+satisfaction +satisfaction_retention +coverage"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return olist_folder(tmp_path_factory.mktemp("olist") / "input")


@pytest.fixture(scope="module")
def con(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    built = build(folder, folder.parent, SELECT)
    yield built
    built.close()


def as_of(con: duckdb.DuckDBPyConnection) -> pd.Timestamp:
    found = con.execute("select max(as_of_date) from marts.coverage").fetchone()
    assert found is not None
    return pd.Timestamp(found[0])


@pytest.fixture(scope="module")
def reviews(folder: Path, con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Reviews until the as-of date, as the file has them."""
    read = pd.read_csv(folder / "surveys.csv", parse_dates=["review_answer_timestamp"])
    read["day"] = read["review_answer_timestamp"].dt.normalize()
    return read[read["day"] <= as_of(con)]


def test_monthly_satisfaction_is_the_mean_of_the_reviews(
    con: duckdb.DuckDBPyConnection, reviews: pd.DataFrame
) -> None:
    months = reviews.groupby(reviews["day"].dt.to_period("M").dt.to_timestamp())["review_score"]
    expected = pd.DataFrame({"answers": months.size(), "mean": months.mean()})
    found = con.execute(
        """select calendar_month, answer_count, satisfaction_mean_ratio, complaint_rate
        from marts.satisfaction
        where group_code = 'all' and scene = '(all)' order by calendar_month"""
    ).df()
    assert len(expected) > 12
    assert list(pd.to_datetime(found["calendar_month"])) == list(expected.index)
    assert list(found["answer_count"]) == list(expected["answers"])
    assert found["satisfaction_mean_ratio"].astype(float).tolist() == pytest.approx(
        expected["mean"].tolist(), abs=1e-6
    )
    assert found["complaint_rate"].isna().all()


def test_retention_by_band_follows_each_answer(
    con: duckdb.DuckDBPyConnection, reviews: pd.DataFrame, folder: Path
) -> None:
    orders = pd.read_csv(folder / "orders.csv", parse_dates=["order_purchase_timestamp"])
    orders = orders[orders["order_status"] != "canceled"]
    orders["day"] = orders["order_purchase_timestamp"].dt.normalize()
    days = orders.groupby("customer_unique_id")["day"].apply(lambda found: sorted(set(found)))
    answers = reviews.groupby(["customer_unique_id", "day"], as_index=False)["review_score"].mean()
    end = as_of(con)
    window = pd.Timedelta(days=LAPSE_DAYS)
    bands: dict[str, list[bool]] = {}
    names = ["very_dissatisfied", "dissatisfied", "neutral", "satisfied", "delighted"]
    for answer in answers.itertuples():
        own = days.get(answer.customer_unique_id, [])
        if answer.day + window > end or not any(day <= answer.day for day in own):
            continue
        band = names[int(answer.review_score + 0.5) - 1]
        came = any(answer.day < day <= answer.day + window for day in own)
        bands.setdefault(band, []).append(came)
    found = con.execute(
        """select satisfaction_band_code, answer_count, retained_count
        from marts.satisfaction_retention where group_code = 'all'"""
    ).fetchall()
    assert {row[0]: row[1:] for row in found} == {
        band: (len(kept), sum(kept)) for band, kept in bands.items()
    }


def test_reviews_alone_switch_satisfaction_on(con: duckdb.DuckDBPyConnection) -> None:
    on = con.execute("select capability_code from marts.coverage where is_on").fetchall()
    assert {code for (code,) in on} == {"retention", "satisfaction"}
