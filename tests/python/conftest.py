"""What the tests share: the project, compiled once per session, away from the user's target."""

import json
from collections.abc import Iterator

import duckdb
import pytest
from dbt.cli.main import dbtRunner

from cdnow_models import build_cdnow
from house import ROOT, Project
from refreshed import Refreshed, refresh_shop


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Compile the models against an empty warehouse: none may have to ask a table first."""
    folder = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PERENNIAL_WAREHOUSE", str(folder))
        outcome = dbtRunner().invoke(
            [
                *["compile", "--quiet", "--select", "resource_type:model"],
                *["--project-dir", str(ROOT), "--profiles-dir", str(ROOT)],
                *["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")],
            ]
        )
        assert outcome.success, outcome.exception or outcome.result
        manifest = json.loads((folder / "target" / "manifest.json").read_text())
        yield Project(manifest, folder / "target" / "compiled" / "perennial")


@pytest.fixture(scope="session")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """Run the whole job once; tests that change what it left work on a copy."""
    return refresh_shop(tmp_path_factory.mktemp("refreshed"))


@pytest.fixture(scope="session")
def cdnow(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The sample of CDNOW with its models fitted and scored."""
    return build_cdnow(tmp_path_factory.mktemp("cdnow"))
