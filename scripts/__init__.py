"""Programs around dbt, each run as `python -m scripts.<name>`."""

import os
import sys
from types import TracebackType


def _stop_quietly(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Say in one line that Ctrl-C came before the program was there to say it itself."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    print("Stopped before anything was done.", file=sys.stderr, flush=True)
    os._exit(130)


# Linear algebra here is of a few columns: more threads wait for each other, four times the CPU.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if sys.argv[:1] == ["-m"]:  # while Python looks for the program, before its imports
    sys.excepthook = _stop_quietly
