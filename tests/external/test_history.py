"""Holds merges, `--rev`, `irr diff` and `irr history` against models of their own, over random histories.

More of them: `SEED=7 ROUNDS=60 tests/external/run -m git`.
"""

import os
import subprocess
import sys

import pytest

from harness import IRR, ROOT

pytestmark = pytest.mark.git

SEED = os.environ.get("SEED", "1")


def judged(script, folder, rounds, **settings):
    """Runs a judge, and returns what it found."""
    asked = {"IRR": str(IRR), "SEED": SEED, "ROUNDS": os.environ.get("ROUNDS", rounds), "WORK": str(folder), **settings}
    run = subprocess.run(
        [sys.executable, str(ROOT / "tests/external" / script)], capture_output=True, text=True, env={**os.environ, **asked}
    )
    return run.returncode, run.stdout[-6000:] + run.stderr[-2000:]


def test_random_merges_are_what_a_model_says(tmp_path):
    code, found = judged("merge_rounds.py", tmp_path, "5", LOGSTATUS="1")
    assert code == 0, found


@pytest.mark.parametrize("parts", ["a", "bcd"])
def test_random_revisions_are_what_a_checkout_and_a_model_say(tmp_path, parts):
    code, found = judged("revision_rounds.py", tmp_path, "2", PARTS=parts)
    assert code == 0, found
