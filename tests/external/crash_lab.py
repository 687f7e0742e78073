"""A store in a folder that is thrown away, and irr run in it under strace: killed, stopped, or with one of its calls failing."""

import collections
import contextlib
import dataclasses
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

from harness import FIXTURES_DAY, IRR
from scratch import RECORD

# Whole, since the path of the store's own variables leads nowhere.
STRACE = shutil.which("strace") or "strace"
# All calls that name a file or have one open. Between two of them the disk stays as it is: a death anywhere is a death at one of them.
TOUCHING_FILES = "trace=%file,%desc"
# Where irr keeps its own files.
STATE = ".git/irr"
STOPPED = "--- stopped by SIGSTOP ---"
LINKED = RECORD.replace("    due:", "    follows: kent/2025-05-16-work-with-schools:R1\n    due:")
OWNED = RECORD.replace("    due:", "    owner: Head of Schools\n    due:")


def name_of(number):
    return f"records/kent/2025-05-16-work-with-schools-{number}.yaml"


def titled(record, title):
    return record.replace("work with schools\n", f"work with schools, {title}\n")


@dataclasses.dataclass(frozen=True)
class Call:
    """The nth call of this name that the thread that writes makes, and the line that strace has of it."""

    name: str
    nth: int
    line: str

    def __str__(self):
        return f"{self.name} {self.nth} ({self.line[:150]})"


def calls_of(log):
    """All calls in a log, but the one that starts the program. The counts of strace are by name."""
    seen, calls = collections.Counter(), []
    for line in log.splitlines():
        found = re.match(r"(\w+)\(", line)
        if found and found[1] != "execve":
            seen[found[1]] += 1
            calls.append(Call(found[1], seen[found[1]], line))
    return calls


class Store:
    """A store in a repository, and what is in it. Nobody finds the program git, so that all that is done irr does itself."""

    def __init__(self, folder, records=None, like=None):
        self.folder, self.log = folder, folder.with_name(f"{folder.name}.strace")
        if like:
            shutil.copytree(like.folder, folder, symlinks=True)
        else:
            for name in ("objects", "refs"):
                self.file(f".git/{name}").mkdir(parents=True)
            self.file(".git/HEAD").write_text("ref: refs/heads/main\n")
        for path, text in (records or {}).items():
            self.file(path).parent.mkdir(parents=True, exist_ok=True)
            self.file(path).write_bytes(text.encode())
        # One reading thread: its calls, which change nothing, come in the same order each time.
        self.variables = {"PATH": str(folder / "nowhere"), "HOME": str(folder), "IRR_TODAY": FIXTURES_DAY, "RAYON_NUM_THREADS": "1"}

    def file(self, path):
        return self.folder / path

    def run(self, *command, before=(), **variables):
        """The exit code, and what was written to both streams."""
        command = [*map(str, before), str(IRR), *command]
        ran = subprocess.run(command, cwd=self.folder, env={**self.variables, **variables}, stdin=subprocess.DEVNULL, capture_output=True)
        return ran.returncode, (ran.stdout + ran.stderr).decode()

    def must(self, *command, **variables):
        code, output = self.run(*command, **variables)
        if code:
            raise AssertionError(f"irr {' '.join(command)}: exit {code}\n{output}")
        return output

    def traced(self, *command, inject=None):
        """The same under strace, and its log. Programs and threads that irr starts are let alone: they only read."""
        options = ["-e", TOUCHING_FILES, *(["-e", f"inject={inject}"] if inject else []), "-o", self.log]
        code, output = self.run(*command, before=[STRACE, *options])
        return code, output, self.log.read_text(errors="replace")

    @contextlib.contextmanager
    def stopped(self, call, *command):
        """irr stopped right after one of its calls, and its process id. It goes on at the end, and then `ended` has how."""
        self.log.unlink(missing_ok=True)
        options = ["-e", TOUCHING_FILES, "-e", f"inject={call.name}:signal=STOP:when={call.nth}", "-o", str(self.log)]
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        with subprocess.Popen([STRACE, *options, IRR, *command], cwd=self.folder, env=self.variables, **pipes) as strace:
            pid = None
            try:
                until(lambda: self.log.exists() and STOPPED in self.log.read_text(errors="replace"), f"irr stopped at {call}")
                pid = int(pathlib.Path(f"/proc/{strace.pid}/task/{strace.pid}/children").read_text())
                ended = []
                yield pid, ended
            finally:
                # Whatever went wrong, nobody stays stopped for ever.
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT) if pid else strace.kill()
                output = strace.communicate()[0].decode()
            ended += [strace.returncode, output]

    def texts(self):
        files = self.file("records").rglob("*.yaml")
        return {str(file.relative_to(self.folder)): file.read_bytes() for file in files}

    def leftovers(self):
        return [str(file.relative_to(self.folder)) for file in self.folder.rglob(".irr-*.tmp")]

    def interrupted(self):
        return self.file(f"{STATE}/journal.json.gz").exists()

    def steps(self):
        """What `irr undo` and `irr redo` go over."""
        return {file.name: file.read_bytes() for file in self.file(f"{STATE}/steps").glob("*")}

    def state(self):
        """All that the next irr finds on the disk. It reads neither the lock's words nor how many changes there were, nor the names of what was half written."""
        unread = {self.file(f"{STATE}/lock"), self.file(f"{STATE}/changes")}
        files = (file for file in self.folder.rglob("*") if file.is_file() and file not in unread)
        named = ((re.sub(r"\.irr-\w+\.tmp$", "half-written", str(file.relative_to(self.folder))), file) for file in files)
        return tuple(sorted((name, file.stat().st_mode, file.read_bytes()) for name, file in named))


def until(holds, what, patience=20):
    end = time.monotonic() + patience
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain: {what}")
        time.sleep(0.002)


class Scenario:
    """A command, the store that it finds, and what every record is before and after."""

    def __init__(self, name, found, *command, before=None, back="undo"):
        self.name, self.found, self.command = name, found, command
        # What takes it back once it is done.
        self.back = back
        # Of a change that is under way, what it was before that.
        self.under_way = before is not None
        self.before = found.texts() if before is None else before
        tried = self.copy("tried")
        code, output, log = tried.traced(*command)
        if code or tried.interrupted() or tried.texts() == self.before:
            raise AssertionError(f"{name}: exit {code}, and nothing to interrupt\n{output}")
        self.after, self.calls = tried.texts(), calls_of(log)
        lock = next(number for number, call in enumerate(self.calls) if f"/{STATE}" in call.line)
        self.own_calls = self.calls[lock:]

    def copy(self, name):
        return Store(self.found.folder.with_name(f"{self.found.folder.name}-{self.name.replace(' ', '-')}-{name}"), like=self.found)
