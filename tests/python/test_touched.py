"""What a partial refresh leaves as it is: the list in the docs, and what has to hold for it."""

import re
from collections.abc import Collection
from typing import Any

import pytest

from house import ROOT, Model, Project

DOCS = ROOT / "docs" / "daily_refresh.md"
KEYS = {
    "order_id": "int_touched_orders",
    "customer_id": "int_touched_customers",
    "calendar_month": "int_touched_months",
    "segment_date": "int_touched_dates",
    "valid_to_date": "int_touched_dates",
}
FOLDERS = ("orders", "customers", "quality", "warnings", "retention")
# What a fingerprint or the touched orders stand for, and no table of these needs to be looked at.
TRACKED = ("orders", "order_lines", "mapped_columns", "run_settings", "loaded_files")
TODAY = "model.perennial.int_as_of"


@pytest.fixture(scope="module")
def models(project: Project) -> dict[str, Model]:
    return {model.unique_id: model for model in project.models}


def materialized(model: Model) -> str:
    return str(model.node["config"]["materialized"])


def touched_by(model: Model) -> str | None:
    found = model.node["config"]["meta"].get("touched_by")
    return None if found is None else str(found)


def of_one_each(project: Project) -> set[str]:
    """Ids of the models whose key has a customer or an order in it."""
    found: dict[str, Any] = {
        test["attached_node"]: test["test_metadata"]["kwargs"]["columns"]
        for test in project.nodes("test")
        if (test.get("test_metadata") or {}).get("name") == "unique_together"
    }
    return {name for name, key in found.items() if {"customer_id", "order_id"} & {*key}}


def upstream(models: dict[str, Model], start: Model, ends: Collection[str] = ()) -> set[str]:
    """Ids of all that a model reads, at once or by way of others; what lies behind ends is not."""
    found: set[str] = set()
    to_do = [*start.parents]
    while to_do:
        parent = to_do.pop()
        if parent not in found:
            found.add(parent)
            if parent in models and parent not in ends:
                to_do += models[parent].parents
    return found


def listed(title: str) -> set[str]:
    """The tables that the docs name in a section."""
    section = DOCS.read_text().split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [line.split("|")[2] for line in section.splitlines() if line.startswith("| ")]
    return {*re.findall(r"`(\w+)`", " ".join(rows))}


def test_the_docs_list_what_is_brought_up_to_date(models: dict[str, Model]) -> None:
    assert listed("Brought up to date") == {
        model.name for model in models.values() if materialized(model) == "touched"
    }


def test_the_docs_list_tables_of_customers_that_are_made_anew(
    project: Project, models: dict[str, Model]
) -> None:
    assert listed("Made anew") == {
        models[name].name
        for name in of_one_each(project)
        if name in models
        and materialized(models[name]) == "table"
        and models[name].layer == "intermediate"
        and models[name].folder in FOLDERS
        and not models[name].name.startswith("int_touched_")
    }


def test_a_table_of_customers_is_made_anew_for_a_reason(
    project: Project, models: dict[str, Model]
) -> None:
    """It reads today, fits or a table that is not tracked, and not by way of what is kept."""
    kept = {name for name, model in models.items() if materialized(model) == "touched"}
    lists = {name for name, model in models.items() if model.name.startswith("int_touched_")}

    def has_reason(model: Model) -> bool:
        return any(
            name == TODAY or (name.startswith("source.") and name.split(".")[-1] not in TRACKED)
            for name in upstream(models, model, kept | lists)
        )

    reads_orders = {
        name for name in of_one_each(project) & {*models} if upstream(models, models[name]) & kept
    }
    made_anew = [
        models[name] for name in reads_orders - kept if materialized(models[name]) != "view"
    ]
    assert len(made_anew) > len(FOLDERS)
    assert not [model.name for model in made_anew if not has_reason(model)]


def test_what_is_touched_is_known_before_it_is_asked_for(models: dict[str, Model]) -> None:
    """Its key is one of the few, and the list of that key is built before the model is."""
    for model in models.values():
        key = touched_by(model)
        assert (key is not None) or materialized(model) != "touched", model.name
        if key is not None:
            names = {name.split(".")[-1] for name in upstream(models, model)}
            assert KEYS[key] in names, model.name
