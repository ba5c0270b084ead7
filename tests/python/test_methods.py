"""The methods page and the lineage picture are what the project says now."""

from __future__ import annotations

import re

import pytest
import yaml

from house import ROOT
from scripts.glossary import split, terms
from scripts.lineage import README, drawn
from scripts.methods import PAGE, SOURCES, examples, page, told

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_the_methods_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run make methods"


def test_the_lineage_picture_is_current() -> None:
    readme = README.read_text(encoding="utf-8")
    assert readme == drawn(readme), "run make lineage"


def test_every_term_is_told_in_english_and_chinese() -> None:
    assert [
        term.name
        for term in terms()
        if not CHINESE.search(term.chinese) or CHINESE.search(term.english) or not term.english
    ] == []


def test_a_definition_within_a_sentence_keeps_what_follows_it() -> None:
    text = "Lost ÷ opening.\n中文：流失÷期初；无则为空。 Over a year."
    assert split(text) == ("Lost ÷ opening. Over a year.", "流失÷期初；无则为空。")
    assert split("Lost ÷ opening.") == ("Lost ÷ opening.", "")


def test_every_source_belongs_to_a_term() -> None:
    sources = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))
    assert sorted(sources.keys() - {term.name for term in terms()}) == []


def test_every_formula_stands_on_the_page_with_an_example_or_its_edge_cases() -> None:
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", page(), re.DOTALL | re.MULTILINE))
    formulas = {path.stem for path in (ROOT / "macros" / "metrics").glob("*.sql")}
    assert {name for name in formulas & sections.keys() if "```sql" not in sections[name]} == set()
    (example,) = [
        unit
        for unit in examples()
        if unit.belief == "churn_divides_by_opening_not_by_active_customers"
    ]
    assert "churn divides by opening not by active customers" in sections["churn_rate"]
    assert f"`{example.file}`" in sections["churn_rate"]


@pytest.mark.parametrize(
    ("value", "text"), [(1, "1"), (0, "0"), (True, "true"), (False, "false"), (None, "null")]
)
def test_numbers_are_no_truths(value: object, text: str) -> None:
    assert told(value) == text


def test_make_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    assert targets == set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert set(phony.split()) == targets
