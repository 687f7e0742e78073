"""Commits records, good and bad, where the real pre-commit runs irr: the one on the path, and one built from this checkout."""

import json
import os

import pytest

from harness import IRR, ROOT, TARGET
from scratch import CLOSED_WITHOUT_EVIDENCE, EDITED_DUE, EXTENDED, RECORD, RECORD_PATH, REMOVED_PROGRESS, Repository, environment

pytestmark = pytest.mark.pre_commit

FROM_SOURCE = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: irr-validate
      - id: irr-fmt
"""
REFUSED = [
    ("an inspectorate's date that is edited", EDITED_DUE, "the inspectorate's date of R1 was changed from 2025-12-31"),
    ("a progress entry that is removed", REMOVED_PROGRESS, "the progress entry of 2025-05-28 was removed or changed"),
    ("a finding that is closed without evidence", CLOSED_WITHOUT_EVIDENCE, "R1 is closed without evidence"),
    ("a record that is deleted", None, "the record was removed, with 1 finding"),
]
LAID_OUT_OTHERWISE = EXTENDED.replace("kind: pcc", "kind: 'pcc'")


def head(repository):
    return repository.run("git", "rev-parse", "--quiet", "--verify", "HEAD")


def commit(repository, record):
    """What the commit of this text for the record says, and whether it went through; without a text the record is deleted."""
    if record is None:
        (repository.folder / RECORD_PATH).unlink()
    else:
        repository.write(RECORD_PATH, record)
    repository.must("git", "add", "--all")
    before = head(repository)
    code, output = repository.run("git", "commit", "--message", "A change")
    moved = head(repository) != before
    return f"exit {code}, HEAD {'moved' if moved else 'stayed'}\n{output}", code == 0 and moved, code != 0 and not moved


def accepted_errors(repository, record):
    told, through, _ = commit(repository, record)
    return [] if through else [told]


def refused_errors(repository, record, words):
    told, _, stopped = commit(repository, record)
    return [] if stopped and words in told else [f"{told}(wanted: {words})"]


@pytest.fixture
def variables(tmp_path):
    quick = {"OPT_LEVEL": "0", "LTO": "off", "CODEGEN_UNITS": "16", "PANIC": "unwind"}
    return {
        **environment(tmp_path / "home"),
        # Built hooks are kept for as long as the commit they are built from is the last one.
        "PRE_COMMIT_HOME": str(TARGET / "ci-pre-commit"),
        "CARGO_TARGET_DIR": str(TARGET),
        # pre-commit installs a release, which takes minutes to optimise; here it is run a few times only.
        **{f"CARGO_PROFILE_RELEASE_{name}": value for name, value in quick.items()},
    }


def test_the_hooks_of_irr_init_stop_what_breaks_a_rule(tally, tmp_path, variables):
    repository = Repository(tmp_path / "installed", variables)
    repository.must("irr", "init")
    repository.must("pre-commit", "install")
    tally.hold("the first record", accepted_errors(repository, RECORD))
    for what, record, problem in REFUSED:
        tally.hold(what, refused_errors(repository, record, problem))
        repository.must("git", "reset", "--quiet", "--hard")
    tally.hold("a record that is laid out otherwise", refused_errors(repository, LAID_OUT_OTHERWISE, "files were modified by this hook"))
    tally.hold("its layout afterwards", [] if repository.read(RECORD_PATH) == EXTENDED else [repository.read(RECORD_PATH)])
    tally.hold("an honest extension", accepted_errors(repository, EXTENDED))


def test_the_hooks_of_this_checkout_do_the_same_once_pre_commit_has_built_them(tally, tmp_path, variables):
    """Of its last commit; no other irr is on the path."""
    path = variables["PATH"].removeprefix(f"{IRR.parent}{os.pathsep}")
    repository = Repository(tmp_path / "built", {**variables, "PATH": path})
    repository.must(IRR, "init")
    revision = repository.must("git", "-C", ROOT, "rev-parse", "HEAD")
    repository.write(".pre-commit-config.yaml", FROM_SOURCE.format(repository=json.dumps(str(ROOT)), revision=revision))
    repository.must("pre-commit", "install", "--install-hooks")
    tally.hold("built: the first record", accepted_errors(repository, RECORD))
    for what, record, problem in REFUSED:
        tally.hold(f"built: {what}", refused_errors(repository, record, problem))
        repository.must("git", "reset", "--quiet", "--hard")
    tally.hold("built: an honest extension", accepted_errors(repository, EXTENDED))


def test_the_manifest_of_the_hooks_is_valid(tmp_path, variables):
    code, output = Repository(tmp_path / "manifest", variables).run("pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert code == 0, output
