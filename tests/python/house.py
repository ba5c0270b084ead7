"""The project as the house rules see it: models, macros and tests, out of dbt's manifest."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Model:
    """A model of the project, as the house rules see it."""

    name: str
    unique_id: str
    path: Path
    """From the root of the project."""
    node: dict[str, Any] = field(repr=False)

    @property
    def layer(self) -> str:
        """staging, intermediate or marts."""
        return str(self.node["fqn"][1])

    @property
    def folder(self) -> str:
        """The idea it belongs to; the layer itself where there is no folder."""
        return self.path.parent.name

    @property
    def sql(self) -> str:
        """Its text, as written."""
        return (ROOT / self.path).read_text()

    @property
    def parents(self) -> list[str]:
        """The ids of what it reads."""
        return list(self.node["depends_on"]["nodes"])


@dataclass(frozen=True)
class Project:
    """The project on disk, as dbt understands it."""

    manifest: dict[str, Any] = field(repr=False)
    compiled: Path
    """Where the compiled models are, at the same paths as their sources."""

    def nodes(self, kind: str) -> list[dict[str, Any]]:
        """Every node of a kind: model, seed, test ..."""
        return [node for node in self.manifest["nodes"].values() if node["resource_type"] == kind]

    @property
    def models(self) -> list[Model]:
        """Every model."""
        return [
            Model(node["name"], node["unique_id"], Path(node["original_file_path"]), node)
            for node in self.nodes("model")
        ]

    def of_layer(self, *layers: str) -> list[Model]:
        """The models of some layers."""
        return [model for model in self.models if model.layer in layers]

    def layer_of(self, unique_id: str) -> str:
        """The layer of what a model reads; a seed's is its folder, a source's is "source"."""
        if unique_id.startswith("source."):
            return "source"
        return str(self.manifest["nodes"][unique_id]["fqn"][1])

    @property
    def macros(self) -> list[dict[str, Any]]:
        """Every macro of this project, generic tests among them; not those that dbt brings."""
        return [
            macro
            for macro in self.manifest["macros"].values()
            if macro["package_name"] == self.manifest["metadata"]["project_name"]
        ]
