"""Git repositories in a folder that is thrown away, and what is done to the record in them."""

import os
import pathlib
import subprocess
import sys

import pytest

from harness import FIXTURES_DAY, IRR

GITCONFIG = """\
[user]
	name = A. N. Other
	email = other@example.org
[init]
	defaultBranch = main
[safe]
	directory = *
"""
RECORD_PATH = "records/kent/2025-05-16-work-with-schools.yaml"
# Variables by which the caller's repository, settings, CI job or screen would change what is tested.
OF_THE_CALLER = ("GIT_", "IRR_", "PRE_COMMIT", "XDG_", "CI", "COLUMNS", "LINES")
# As irr lays it out.
RECORD = """\
# yaml-language-server: $schema=../../schemas/inspection-response.schema.json
schema_version: 1
stage: draft
force: Kent
local_policing_body:
  kind: pcc
inspection:
  title: A made-up inspection of work with schools
  published: 2025-05-16
recommendations:
  - ref: "1"
    text: |
      Chief constables should speak to each school once a year.
    due: 2025-12-31
    progress:
      - date: 2025-05-20
        note: |
          Thirty schools were written to.
      - date: 2025-05-28
        note: |
          Ten more were written to.
"""
LAST_PROGRESS = """\
      - date: 2025-05-28
        note: |
          Ten more were written to.
"""
DUE = """\
    due: 2025-12-31
"""
EXTENSION = """\
    extensions:
      - agreed: 2025-05-30
        to: 2026-03-31
        reason: The schools asked for more time
        approved_by: Deputy Chief Constable
"""
CLOSURE = """\
    closure:
      date: 2025-05-30
      approved_by: Deputy Chief Constable
"""
EDITED_DUE = RECORD.replace(DUE, "    due: 2026-03-31\n")
REMOVED_PROGRESS = RECORD.replace(LAST_PROGRESS, "")
CLOSED_WITHOUT_EVIDENCE = RECORD.replace(DUE, DUE + "    status: closed\n") + CLOSURE
EXTENDED = RECORD.replace(DUE, DUE + EXTENSION)


def environment(home):
    """The variables of somebody with irr on the path, on the fixtures' day, and with a home of their own where git knows them."""
    home.mkdir()
    (home / ".gitconfig").write_text(GITCONFIG, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OF_THE_CALLER)}
    rust = {
        "CARGO_HOME": os.environ.get("CARGO_HOME", str(pathlib.Path.home() / ".cargo")),
        "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", str(pathlib.Path.home() / ".rustup")),
    }
    path = os.pathsep.join([str(IRR.parent), str(pathlib.Path(sys.executable).parent), os.environ["PATH"]])
    return {**kept, **rust, "PATH": path, "HOME": str(home), "IRR_TODAY": FIXTURES_DAY}


class Repository:
    """A git repository in a folder of its own."""

    def __init__(self, folder, variables):
        self.folder, self.variables = folder, variables
        folder.mkdir()
        self.must("git", "init", "--quiet")

    def run(self, *command, **variables):
        """The exit code of a command, and all that it wrote."""
        ran = subprocess.run(
            command,
            cwd=self.folder,
            env={**self.variables, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        return ran.returncode, ran.stdout

    def must(self, *command):
        code, output = self.run(*command)
        if code:
            pytest.fail(f"{' '.join(map(str, command))}: exit {code}\n{output}")
        return output.strip()

    def write(self, path, text):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def read(self, path):
        return (self.folder / path).read_text(encoding="utf-8")
