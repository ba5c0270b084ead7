"""Put the page together: the figures, its own script and style, and the chart runtime."""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from scripts.cache import cache
from scripts.dashboard.charts import specification
from scripts.dashboard.data import as_script, figures
from scripts.dashboard.pages import ASSETS, Block, labels, pages
from scripts.steps import PUBLISHED

REPORT = Path("report") / "index.html"
NAMES = "window.vega = vega; window.vegaLite = vegaLite; window.vegaEmbed = vegaEmbed;"
SCRIPTS = ("format.js", "tables.js", "charts.js", "app.js")


@dataclass(frozen=True)
class Dashboard:
    """The file that was written, its size in bytes, and how many blocks have rows."""

    file: Path
    size: int
    shown_count: int
    block_count: int


def write(warehouse: Path) -> Dashboard:
    """Write WAREHOUSE/report/index.html about the version published in WAREHOUSE.

    The file is complete before it takes the place of the old one. Raises InputError where
    nothing has been published.
    """
    content = figures(warehouse / PUBLISHED)
    document = {
        **content,
        "pages": [page.model_dump() for page in pages()],
        "specs": {
            block.id: specification(block.chart)
            for page in pages()
            for block in page.blocks
            if block.chart is not None
        },
        "labels": labels().model_dump(),
    }
    target = warehouse / REPORT
    target.parent.mkdir(exist_ok=True)
    html = _page(as_script(document), _runtime(warehouse))
    fresh = target.with_suffix(".new")
    fresh.write_text(html, encoding="utf-8")
    fresh.replace(target)
    blocks: list[Block] = [block for page in pages() for block in page.blocks]
    shown = sum(1 for block in blocks if content["blocks"][block.id]["rows"])
    return Dashboard(target, target.stat().st_size, shown, len(blocks))


def _runtime(warehouse: Path) -> str:
    """Vega, Vega-Lite and Vega-Embed as one script; bundled once and kept with the project."""
    kept = cache("vega", warehouse / "report") / f"vega-{version('vl-convert-python')}.js"
    if not kept.exists():
        import vl_convert  # brings a whole JavaScript engine, wanted only here

        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.write_text(vl_convert.javascript_bundle(NAMES), encoding="utf-8")
        fresh.replace(kept)
    return kept.read_text(encoding="utf-8")


def _page(data: str, runtime: str) -> str:
    """The page; its policy lets only these scripts run and nothing be fetched."""
    own = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS)
    parts = {
        "policy": _policy([runtime, own]),
        "style": (ASSETS / "style.css").read_text(encoding="utf-8"),
        "data": data,
        "runtime": runtime,
        "script": own,
    }
    html = (ASSETS / "page.html").read_text(encoding="utf-8")
    head, *rest = html.split("{{")
    pieces = [head]
    for piece in rest:
        name, _, after = piece.partition("}}")
        pieces += [parts[name.strip()], after]
    return "".join(pieces)


def _policy(scripts: list[str]) -> str:
    """Scripts are allowed by their hash; Vega compiles its expressions, hence unsafe-eval."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes} 'unsafe-eval'; style-src 'unsafe-inline';"
        " img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
