"""The house rules over models that no linter knows. A test names every offender at once."""

import re

from house import ROOT, Model, Project

# What each layer may read.
READS = {
    "staging": {"source"},
    "intermediate": {"staging", "intermediate", "rules"},
    "marts": {"intermediate", "marts", "rules"},
}
PREFIX = {"staging": "stg_", "intermediate": "int_", "marts": ""}
MART_IDEAS = {"customers", "retention", "warnings", "value", "segments", "health", "quality"}
IDEAS = {
    "staging": {"staging"},
    "intermediate": MART_IDEAS | {"calendar", "orders"},
    "marts": MART_IDEAS,
}
KEY_TESTS = {"unique", "unique_together"}
LONGEST_MODEL = 130

COMMENT = re.compile(r"\{#.*?#\}|--[^\n]*", re.DOTALL)
CLOCK = re.compile(
    r"\b(current_(date|time|timestamp)|localtimestamp|now\s*\(|today\s*\(|getdate\s*\(|sysdate|run_started_at)",
    re.IGNORECASE,
)
# Types carry numbers, text carries dates: neither is a threshold.
NOT_A_THRESHOLD = re.compile(r"\b(decimal|numeric|varchar|char)\s*\([^)]*\)", re.IGNORECASE)
JINJA = re.compile(r"\{\{.*?\}\}", re.DOTALL)
TEXT = re.compile(r"'[^']*'")
NUMBER = re.compile(r"(?<![\w.'-])\d+(?:\.\d+)?(?![\w.-])")
HARMLESS = {"0", "1"}
REASON = re.compile(r"--\s*constant: \w")
READ = re.compile(r"\{\{\s*(?:ref|source|touched)\(")
IMPORT = re.compile(r"^\s*(?:select \* )?from \{\{ (?:ref|source|touched)\([^)]*\) \}\}$")


def thresholds(sql: str) -> list[str]:
    """The numbers in a model but 0, 1 and those explained by a `-- constant: why` comment.

    The comment stands on the same line or on the line above. Inside a macro call a quoted number
    is an argument, so it counts.
    """
    found = []
    explained = False
    for line in sql.splitlines():
        alone = line.strip().startswith("--")
        is_excused = explained or bool(REASON.search(line))
        explained = alone and bool(REASON.search(line))
        calls = " ".join(JINJA.findall(line)).replace("'", " ").replace('"', " ")
        plain = TEXT.sub("''", JINJA.sub(" ", COMMENT.sub("", line)))
        numbers = NUMBER.findall(NOT_A_THRESHOLD.sub(" ", plain + " " + calls))
        found += [number for number in numbers if number not in HARMLESS and not is_excused]
    return found


def test_the_threshold_rule_sees_what_it_should() -> None:
    assert thresholds("where recency_days > 90") == ["90"]
    assert thresholds("where rate >= 0.5 -- half") == ["0.5"]
    assert thresholds("{{ add_days('order_date', 30) }}") == ["30"]
    assert thresholds("{{ add_days('order_date', '30') }}") == ["30"]
    assert not thresholds("cast(total as decimal(18, 2)) as top_20_share, 0, 1")
    assert not thresholds("date '2024-01-31' = day and code = '7'")
    assert not thresholds("(low + high) / 2 -- constant: the mean of two")
    assert not thresholds("-- constant: months in a year\n12 * year")
    assert thresholds("-- constant: months in a year\n12 * year\n13 * year") == ["13"]


def test_layers_read_only_what_they_may(project: Project) -> None:
    assert not [
        f"{model.name} reads {parent}"
        for model in project.models
        for parent in model.parents
        if project.layer_of(parent) not in READS[model.layer]
    ]


def test_staging_reads_one_table_each(project: Project) -> None:
    assert not [m.name for m in project.of_layer("staging") if len(m.parents) != 1]


def test_models_stand_in_the_folder_of_their_idea(project: Project) -> None:
    assert not [str(m.path) for m in project.models if m.folder not in IDEAS[m.layer]]


def test_names_carry_the_prefix_of_their_layer(project: Project) -> None:
    assert not [
        m.name
        for m in project.models
        if not m.name.startswith(PREFIX[m.layer])
        or (m.layer == "marts" and m.name.startswith(("stg_", "int_")))
    ]


def test_names_hold_one_thing(project: Project) -> None:
    """A name that needs "and" is two models; a profit and loss account is one thing."""
    names = [m.name.replace("profit_and_loss", "account") for m in project.models]
    assert not [name for name in names if "_and_" in name]


def test_every_model_has_its_own_yml_beside_it(project: Project) -> None:
    assert not [
        m.name
        for m in project.models
        if not (m.node["patch_path"] or "").endswith("://" + m.path.with_suffix(".yml").as_posix())
    ]


def test_every_description_opens_with_the_grain(project: Project) -> None:
    described = [*project.nodes("model"), *project.nodes("seed")]
    assert not [node["name"] for node in described if not node["description"].startswith("One row")]


# Rows handed over carry the file and row that the loader counted. Their key would cost as much to
# test as the orders to build; the reconciliation every_row_handed_over_has_one_outcome counts them.
KEYED_BY_THE_LOADER = re.compile(
    r"^(stg_(?!run_|loaded_|mapped_|model_)|int_side_rows(__judged)?$"
    r"|int_order_(lines|headers)__(placed|judged|accepted)$)"
)


def test_every_model_has_a_tested_key(project: Project) -> None:
    keyed = {
        test["attached_node"]
        for test in project.nodes("test")
        if (test.get("test_metadata") or {}).get("name") in KEY_TESTS
    }
    assert not [
        m.name
        for m in project.models
        if m.unique_id not in keyed and not KEYED_BY_THE_LOADER.match(m.name)
    ]


def test_intermediate_models_earn_their_place(project: Project) -> None:
    """An intermediate model has two readers or a unit test of its own; otherwise it is a CTE."""
    unit_tested = {unit["model"] for unit in project.manifest["unit_tests"].values()}
    readers = {
        unique_id: [child for child in children if child.startswith("model.")]
        for unique_id, children in project.manifest["child_map"].items()
    }
    assert not [
        m.name
        for m in project.of_layer("intermediate")
        if len(readers[m.unique_id]) <= 1 and m.name not in unit_tested
    ]


def test_every_model_is_read_by_something(project: Project) -> None:
    """Marts are read by people; a model of another layer that nothing reads is left over."""
    children = project.manifest["child_map"]
    assert not [
        m.name
        for m in project.of_layer("staging", "intermediate")
        if not [child for child in children[m.unique_id] if not child.startswith("unit_test.")]
    ]


def test_models_fit_on_two_screens(project: Project) -> None:
    assert not [m.name for m in project.models if len(m.sql.splitlines()) > LONGEST_MODEL]


def test_models_end_with_the_final_step(project: Project) -> None:
    assert not [
        m.name for m in project.models if m.sql.rstrip().splitlines()[-1] != "select * from final"
    ]


def test_what_a_model_reads_stands_in_a_step_of_its_own(project: Project) -> None:
    """`select * from` one relation, so that the top of the file lists what it depends on."""
    assert not [
        f"{m.name}: {line.strip()}"
        for m in project.models
        for line in m.sql.splitlines()
        if READ.search(line) and not IMPORT.match(line)
    ]


def test_no_sql_reads_the_clock() -> None:
    folders = ("models", "macros", "tests", "analyses")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.sql")]
    assert not [str(path) for path in files if CLOCK.search(COMMENT.sub("", path.read_text()))]


def test_one_model_knows_of_the_only_var(project: Project) -> None:
    asking: list[Model] = [m for m in project.models if re.search(r"\bvar\(", m.sql)]
    assert len(asking) <= 1, asking


def test_thresholds_are_rows_of_the_rules(project: Project) -> None:
    assert not [
        f"{m.name}: {', '.join(found)}"
        for m in project.of_layer("intermediate", "marts")
        if (found := thresholds(m.sql))
    ]
