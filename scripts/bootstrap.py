"""Make the environment in .venv from the lock files; nothing but a Python interpreter is needed.

`python3 scripts/bootstrap.py runtime dev` installs both locks; one that is there already costs
a file read.
The code keeps to syntax that an old interpreter can parse, so that it can say what it needs.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = ("runtime", "dev", "demo", "postgres", "spark")


def stamp_of(name: str) -> Path:
    """The file that says which state of a lock is installed; it goes when the environment goes."""
    return ENVIRONMENT / "locks" / name


def state_of(name: str) -> str:
    """What the stamp of an installed lock holds: the digest of the lock."""
    return hashlib.sha256((ROOT / "requirements" / (name + ".lock")).read_bytes()).hexdigest()


def is_installed(name: str) -> bool:
    """True when the environment works and holds this lock, byte for byte."""
    stamp = stamp_of(name)
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == state_of(name)


def make_environment() -> None:
    """Create .venv, or create it anew when its interpreter has gone.

    Raises SystemExit when this Python was packaged without venv and pip, as on Debian.
    """
    if PYTHON.exists():
        return
    try:
        venv.create(str(ENVIRONMENT), clear=True, with_pip=True)
    except subprocess.CalledProcessError as error:
        shutil.rmtree(str(ENVIRONMENT), ignore_errors=True)
        raise SystemExit(
            "This Python cannot make virtual environments with pip in them. On Debian and Ubuntu: "
            f"apt install python3-venv. ({error})"
        ) from error


def find_uv() -> "str | None":
    """The uv of this machine, or else one put into .venv; None where there is none to be had."""
    own = BIN / "uv"
    if shutil.which("uv"):
        return shutil.which("uv")
    if not own.exists():
        subprocess.call([str(PYTHON), "-m", "pip", "install", "--quiet", "uv"])
    return str(own) if own.exists() else None


def install(name: str) -> None:
    """Install a lock, every file checked against its hash: by uv, or by pip where uv cannot do it.

    Raises SystemExit when neither can; what was installed before stays.
    """
    lock = str(Path("requirements") / (name + ".lock"))
    checked = ["install", "--require-hashes", "-r", lock]
    uv = find_uv()
    by_uv = [uv, "pip", *checked, "--python", str(PYTHON), "--compile-bytecode"] if uv else None
    # the lock is complete; left to resolve, pip would refuse the hashes behind extras
    by_pip = [str(PYTHON), "-m", "pip", *checked, "--no-deps"]
    if by_uv and subprocess.call(by_uv, cwd=str(ROOT)) == 0:
        return
    print(f"uv did not install {lock}; trying pip, which takes longer.", flush=True)
    if subprocess.call(by_pip, cwd=str(ROOT)) != 0:
        raise SystemExit(f"Could not install {lock}: is the package index reachable?")


def main() -> None:
    """Install the locks named on the command line into .venv, where they are not there yet."""
    if sys.version_info < OLDEST_PYTHON:
        raise SystemExit(
            "Perennial needs Python {}.{} or later; ".format(*OLDEST_PYTHON)
            + f"{sys.executable} is {platform.python_version()}. "
            + "Name another one: make setup PYTHON=python3.12"
        )
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "locks", nargs="+", choices=LOCKS, help="which requirements/*.lock to install"
    )
    for name in parser.parse_args().locks:
        if is_installed(name):
            continue
        print(f"Installing requirements/{name}.lock into .venv ...", flush=True)
        make_environment()
        install(name)
        stamp_of(name).parent.mkdir(exist_ok=True)
        stamp_of(name).write_text(state_of(name))


if __name__ == "__main__":
    main()
