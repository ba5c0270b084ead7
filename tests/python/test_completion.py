"""The shell completes what a user types, and the one command runs what the modules run."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from house import ROOT
from scripts.__main__ import COMMANDS

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
needs_environment = pytest.mark.skipif(
    not (ROOT / ".venv" / "bin" / "python").exists(), reason="`make setup` makes .venv"
)


def completed(*words: str) -> set[str]:
    """What bash offers for the last of the words, having been taught as the help says."""
    script = f"""
        eval "$(perennial --show-completion)"
        COMP_WORDS=({" ".join(f"'{word}'" for word in words)})
        COMP_CWORD={len(words) - 1}
        _perennial_completion perennial
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PATH": f"{ROOT}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@needs_bash
@needs_environment
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["perennial", "re"], ["refresh", "report"]),
        (["perennial", ""], sorted(COMMANDS)),
        (["perennial", "report", "--j"], ["--json"]),
        (["perennial", "nonsense", "--j"], []),
    ],
    ids=" ".join,
)
def test_bash_completes_commands_and_options(words: list[str], offered: list[str]) -> None:
    assert completed(*words) == set(offered)


@needs_environment
def test_the_one_command_runs_what_the_module_runs() -> None:
    done = subprocess.run(
        [str(ROOT / "perennial"), "report", "nowhere"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Nothing to report" in done.stderr
