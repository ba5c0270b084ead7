"""The process in which Great Expectations judges measures; `scripts/checks.py` talks to it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from scripts.workers import Listener, Message, serve

SITE = "checks"
SUBJECT = ["table_name", "column_name"]
SEVERITIES = {"error": "critical", "warning": "warning", "alert": "warning"}


def _start() -> Any:
    """Import Great Expectations and clear the Data Docs of the run before."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    folder = Path(sys.argv[1])
    docs = folder / "data_docs"
    shutil.rmtree(docs, ignore_errors=True)
    docs.mkdir(parents=True)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    for name in list(context.get_site_names() or []):
        context.delete_data_docs_site(name)
    context.add_data_docs_site(
        site_name=SITE,
        site_config={
            "class_name": "SiteBuilder",
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            "store_backend": {
                "class_name": "TupleFilesystemStoreBackend",
                "base_directory": str(docs),
            },
        },
    )
    source = context.data_sources.add_pandas("measures")

    def handle(request: Message, _tell: Listener) -> Message:
        suite, rules = request["suite"], request["rules"]
        results = _judge(context, source, suite, request["subjects"], rules)
        by_code = {entry["expectation_config"]["meta"]["code"]: entry for entry in results}
        (folder / f"{suite}.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
        findings = [
            _finding(rule, by_code[rule["expectation_code"]])
            for rule in rules
            if not by_code[rule["expectation_code"]]["success"]
        ]
        return {"findings": findings, "docs": str(docs / "index.html")}

    return handle


def _judge(
    context: Any, source: Any, name: str, subjects: list[Message], rules: list[Message]
) -> list[Message]:
    """Run one expectation per rule over the table of measures; the results as GX words them."""
    import great_expectations as gx
    import pandas as pd

    measures = [rule["measure_code"] for rule in rules]
    frame = pd.DataFrame(subjects, columns=list(dict.fromkeys([*SUBJECT, *measures])))
    frame = frame.astype(dict.fromkeys(measures, "float64"))
    suite = context.suites.add(gx.ExpectationSuite(name=name))
    for rule in rules:
        suite.add_expectation(_expectation(rule))
    batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
    validation = context.validation_definitions.add(
        gx.ValidationDefinition(name=name, data=batch, suite=suite)
    )
    checkpoint = context.checkpoints.add(
        gx.Checkpoint(
            name=name,
            validation_definitions=[validation],
            actions=[gx.checkpoint.UpdateDataDocsAction(name="docs", site_names=[SITE])],
            result_format={
                "result_format": "COMPLETE",
                "unexpected_index_column_names": SUBJECT,
            },
        )
    )
    outcome = checkpoint.run(batch_parameters={"dataframe": frame})
    (run,) = outcome.run_results.values()
    return [dict(entry.to_json_dict()) for entry in run.results]


def _expectation(rule: Message) -> Any:
    import great_expectations.expectations as gxe

    table = rule["table_name"]
    only = {"row_condition": f'table_name=="{table}"', "condition_parser": "pandas"}
    return gxe.ExpectColumnValuesToBeBetween(
        column=rule["measure_code"],
        min_value=rule["lowest"],
        max_value=rule["highest"],
        severity=SEVERITIES[rule["severity_code"]],
        notes=f"{rule['rationale']}. {rule['remedy']}.",
        meta={"code": rule["expectation_code"]},
        **(only if table else {}),
    )


def _finding(rule: Message, result: Message) -> Message:
    measure = rule["measure_code"]
    return {
        "code": rule["expectation_code"],
        "severity": rule["severity_code"],
        "remedy": rule["remedy"],
        "measure": measure,
        "lowest": rule["lowest"],
        "highest": rule["highest"],
        "offenders": [
            {**{name: entry[name] for name in SUBJECT}, "value": entry[measure]}
            for entry in result["result"].get("unexpected_index_list") or []
        ],
        "reason": str(result["exception_info"]),
    }


if __name__ == "__main__":
    serve(_start)
