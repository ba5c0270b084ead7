"""The house rules over what is promised: columns of marts, rules, macros, tests, docs and files."""

import csv
import re
from pathlib import Path

from house import ROOT, Project

# What the name of a column promises of its type; house.md has the table.
TYPES_BY_NAME = {
    r"_id$": {"string"},
    r"_code$": {"string"},
    r"_date$": {"date"},
    r"_month$": {"date"},
    r"_at$": {"timestamp"},
    r"^(is|has)_": {"boolean"},
    r"_days$": {"integer", "decimal(12,6)"},
    r"_amount$": {"decimal(18,2)"},
    r"(^|_)(count|customers|orders)$": {"bigint"},
    r"_(rate|share|ratio)$": {"decimal(12,6)"},
    r"_(score|number)$": {"integer"},
}
# They differ between engines.
SHUNNED_TYPES = {"double", "float", "real", "text", "int", "varchar", "numeric", "decimal"}
LONGEST_TEST_NAME = 60
LONGEST_MACRO = 25
LONGEST_PYTHON_FILE = 300
# A list of columns has to be written out one by one; nothing else in a macro repeats or decides.
FLOW_CONTROL = re.compile(r"\{%-?\s*(if|do|call|set)\b|\{%-?\s*for\b(?!\s+column in columns\b)")
REFERENCE = re.compile(r"\b(ref|source|var)\s*\(")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
PATH_IN_TEXT = re.compile(r"`((?:macros|models|seeds|tests|analyses|scripts)/[\w./-]+\.\w+)`")
DOCUMENTS = ("*.md", "models/**/*.md", "analyses/*.md", "tests/**/*.md")


def file_of(macro_or_test: dict[str, str]) -> Path:
    """Where it is written, from the root of the project."""
    return Path(macro_or_test["original_file_path"])


def test_every_mart_has_an_enforced_contract(project: Project) -> None:
    assert not [m.name for m in project.of_layer("marts") if not m.node["contract"]["enforced"]]


def test_every_mart_column_is_typed_and_described(project: Project) -> None:
    assert not [
        f"{m.name}.{name}"
        for m in project.of_layer("marts")
        for name, column in m.node["columns"].items()
        if not (column["data_type"] and column["description"].strip())
    ]


def test_mart_columns_have_the_type_their_name_promises(project: Project) -> None:
    typed = [
        (f"{m.name}.{name}", name, (column["data_type"] or "").lower().replace(" ", ""))
        for m in project.of_layer("marts")
        for name, column in m.node["columns"].items()
    ]
    broken = [
        f"{place} is {kind}, not {' or '.join(sorted(kinds))}"
        for place, name, kind in typed
        for pattern, kinds in TYPES_BY_NAME.items()
        if re.search(pattern, name) and kind not in kinds
    ]
    assert not broken
    assert not [f"{place} is {kind}" for place, _, kind in typed if kind in SHUNNED_TYPES]


def test_every_mart_tests_what_its_names_promise(project: Project) -> None:
    held = {
        test["attached_node"]
        for test in project.nodes("test")
        if (test.get("test_metadata") or {}).get("name") == "names_keep_their_promises"
    }
    assert not [m.name for m in project.of_layer("marts") if m.unique_id not in held]


def test_every_rule_says_why(project: Project) -> None:
    for seed in project.nodes("seed"):
        with (ROOT / file_of(seed)).open(newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert rows, seed["name"]
        assert all((row.get("rationale") or "").strip() for row in rows), seed["name"]


def test_rules_are_typed_keyed_and_in_their_folder(project: Project) -> None:
    keyed = {
        test["attached_node"]
        for test in project.nodes("test")
        if (test.get("test_metadata") or {}).get("name") in {"unique", "unique_together"}
    }
    assert not [
        seed["name"]
        for seed in project.nodes("seed")
        if file_of(seed).parent != Path("seeds/rules")
        or not (seed["patch_path"] or "").endswith(file_of(seed).with_suffix(".yml").as_posix())
        or not seed["config"]["column_types"]
        or seed["unique_id"] not in keyed
    ]


def test_every_metric_is_in_the_glossary(project: Project) -> None:
    entries = {doc["name"] for doc in project.manifest["docs"].values()}
    metrics = {m["name"] for m in project.macros if file_of(m).is_relative_to("macros/metrics")}
    assert not metrics - entries


def test_one_macro_per_file_named_after_it(project: Project) -> None:
    """Beside it may stand what it dispatches to, like default__name and spark__name."""
    assert not [
        f"{file_of(macro)}: {macro['name']}"
        for macro in project.macros
        if macro["name"].removeprefix("test_").split("__")[-1] != file_of(macro).stem
        and file_of(macro).parent.name != "materializations"
    ]


def test_macros_are_short_expressions() -> None:
    """Expressions in, one expression out: a reader can replace the call by its result."""
    broken = []
    for path in [*ROOT.glob("macros/metrics/*.sql"), *ROOT.glob("macros/sql/*.sql")]:
        body = COMMENT.sub("", path.read_text())
        if len(path.read_text().splitlines()) > LONGEST_MACRO:
            broken.append(f"{path.name} is long")
        if FLOW_CONTROL.search(body):
            broken.append(f"{path.name} branches or loops")
        if REFERENCE.search(body):
            broken.append(f"{path.name} reads a relation or a var")
    assert not broken


def test_every_macro_opens_with_what_it_means() -> None:
    files = [*ROOT.glob("macros/**/*.sql"), *ROOT.glob("tests/generic/*.sql")]
    assert not [path.name for path in files if not path.read_text().startswith("{#")]


def test_names_of_tests_are_short_enough_to_be_kept_whole(project: Project) -> None:
    """PostgreSQL cuts names at 63 characters; those that dbt makes up it shortens itself."""
    named = [
        test["name"]
        for test in project.nodes("test")
        if not test["name"].startswith((test.get("test_metadata") or {}).get("name", "\0"))
    ]
    named += [unit["name"] for unit in project.manifest["unit_tests"].values()]
    named += [
        belief
        for test in project.nodes("test")
        for belief in (test.get("test_metadata") or {}).get("kwargs", {}).get("beliefs", {})
    ]
    assert not [name for name in named if len(name) > LONGEST_TEST_NAME]


def test_every_generic_test_is_in_the_index() -> None:
    index = (ROOT / "tests/generic/README.md").read_text()
    assert not [
        path.stem for path in ROOT.glob("tests/generic/*.sql") if f"`{path.stem}`" not in index
    ]


def test_python_files_are_short() -> None:
    files = [*ROOT.glob("scripts/**/*.py"), *ROOT.glob("tests/python/**/*.py")]
    assert not [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in files
        if (lines := len(path.read_text().splitlines())) >= LONGEST_PYTHON_FILE
    ]


def test_the_documents_point_at_files_that_exist() -> None:
    pages = [page for pattern in DOCUMENTS for page in ROOT.glob(pattern)]
    assert not [
        f"{page.name}: {path}"
        for page in pages
        for path in PATH_IN_TEXT.findall(page.read_text())
        if not (ROOT / path).exists()
    ]
