"""Import bi/superset into a Superset and print the rows of each chart, from a published file.

Run by Superset's own interpreter: rows.py FOLDER MARTS, with SUPERSET_CONFIG_PATH set.
"""

from __future__ import annotations

import json
import secrets
import sys
from pathlib import Path
from typing import Any

from superset.app import create_app


def rows(folder: Path, marts: Path) -> dict[str, Any]:
    """What each chart of the dashboard is given to draw, by its name."""
    from flask import g
    from superset import db, security_manager
    from superset.charts.schemas import ChartDataQueryContextSchema
    from superset.commands.chart.data.get_data_command import ChartDataCommand
    from superset.commands.dashboard.importers.v1 import ImportDashboardsCommand
    from superset.models.dashboard import Dashboard

    names = ["reader", "A", "Reader", "reader@example.com"]
    g.user = security_manager.find_user("reader") or security_manager.add_user(
        *names, security_manager.find_role("Admin"), password=secrets.token_hex()
    )
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8").replace(
            "warehouse/marts.duckdb", marts.resolve().as_posix()
        )
        for path in folder.rglob("*.yaml")
    }
    ImportDashboardsCommand(files, overwrite=True).run()
    dashboard = db.session.query(Dashboard).filter_by(slug="perennial").one()
    told = {}
    for chart in dashboard.slices:
        form = json.loads(chart.params)
        query = {
            "columns": [form["x_axis"]] if "x_axis" in form else form["groupby"],
            "metrics": form["metrics"],
            "row_limit": form["row_limit"],
        }
        context = ChartDataQueryContextSchema().load(
            {
                "datasource": {"id": chart.datasource_id, "type": "table"},
                "queries": [query],
                "force": True,
                "result_format": "json",
                "result_type": "full",
            }
        )
        told[chart.slice_name] = ChartDataCommand(context).run()["queries"][0]["data"]
    return told


if __name__ == "__main__":
    with create_app().test_request_context():
        print("ROWS " + json.dumps(rows(Path(sys.argv[1]), Path(sys.argv[2])), default=str))
