"""Every command under one name, for whoever types them often: the shell can complete the words.

`./perennial` runs it; `./perennial --install-completion` teaches the shell.
"""

from __future__ import annotations

import importlib
from typing import Any

import typer
from typer.core import CompletionItem, TyperGroup  # type: ignore[attr-defined]

COMMANDS = ("customer", "demo", "docs", "explain", "fit", "publish", "refresh", "report", "verify")


class Commands(TyperGroup):
    """The modules of this package as commands, each read only when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (what a group is asked with)
        """Their names."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of a module, or None."""
        if cmd_name not in COMMANDS:
            return None
        alone = typer.Typer(add_completion=False)
        alone.command(cmd_name)(importlib.import_module(f"scripts.{cmd_name}").main)
        return typer.main.get_command(alone)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """What a word may become, without reading the modules."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [CompletionItem(name) for name in COMMANDS if name.startswith(incomplete)]


app = typer.Typer(cls=Commands, no_args_is_help=True)


@app.callback()
def perennial() -> None:
    """Which customers a business is losing, keeping and winning, and what they are worth.

    Example: perennial refresh exports warehouse
    """


if __name__ == "__main__":
    app(prog_name="perennial")
