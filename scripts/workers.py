"""Work that is done in a process of its own, asked for and answered in lines of JSON.

dbt and Great Expectations take seconds to import, and dbt keeps the database while its process
lives. A worker is started before it is needed, so that its imports run beside other work, and ends
when its part is done. It also ends, by itself, when the process that started it ends in any way.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

from scripts.steps import StepError

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 10

Message = dict[str, Any]
Listener = Callable[[Message], None]


class Worker:
    """A module of this project that runs as a process and answers requests until it is closed."""

    def __init__(self, module: str, *arguments: str, log: Path) -> None:
        """Start `python -m module arguments`; what it prints besides answers goes to `log`."""
        log.parent.mkdir(parents=True, exist_ok=True)
        self.log = log
        with log.open("wb") as errors:
            # a session of its own: Ctrl-C reaches the parent only, which then closes its workers
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=ROOT,
                start_new_session=True,
                text=True,
                encoding="utf-8",
            )
        self._requests = cast("IO[str]", self._process.stdin)
        self._answers = cast("IO[str]", self._process.stdout)

    def __enter__(self) -> Self:
        """Serve a `with` block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the worker with the block."""
        self.close()

    def ask(self, request: Message, listen: Listener | None = None) -> Message:
        """Send a request and return its answer, handing each event before it to `listen`.

        Raises StepError when the worker has failed or died; its log says more.
        """
        try:
            self._requests.write(json.dumps(request) + "\n")
            self._requests.flush()
        except BrokenPipeError:
            raise self._died() from None
        for line in self._answers:
            message = json.loads(line)
            if "answer" in message:
                return dict(message["answer"])
            if "failure" in message:
                raise StepError(f"{message['failure']} More in {self.log}.")
            if listen is not None:
                listen(message["event"])
        raise self._died()

    def close(self) -> None:
        """End the worker: idle it leaves by itself, busy it is not waited for long."""
        with contextlib.suppress(BrokenPipeError):
            self._requests.close()
        try:
            self._process.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._answers.close()

    def _died(self) -> StepError:
        code = self._process.wait()
        reason = "it was killed, perhaps for want of memory" if code == -9 else f"exit code {code}"
        return StepError(
            f"A helper process ended before its work was done ({reason}). See {self.log}."
        )


def import_ahead(module: str) -> None:
    """Import a module beside other work: who needs it next waits for what is left of it."""
    threading.Thread(target=importlib.import_module, args=[module], daemon=True).start()


def serve(start: Callable[[], Callable[[Message, Listener], Message]]) -> None:
    """Be a worker: import what is needed in `start`, then answer requests until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # whatever prints, prints to the log
    requests: queue.Queue[Message] = queue.Queue()

    def receive() -> None:
        for line in sys.stdin:
            requests.put(json.loads(line))
        os._exit(0)  # nobody is there to read an answer

    threading.Thread(target=receive, daemon=True).start()

    def tell(message: Message) -> None:
        answers.write(json.dumps(message, default=str) + "\n")

    handle = start()
    while True:
        request = requests.get()
        try:
            tell({"answer": handle(request, lambda event: tell({"event": event}))})
        except StepError as error:
            tell({"failure": str(error)})
