"""Builds the irr that is tested, and counts the cases of each test."""

import os
import pathlib
import subprocess
import sys

import pytest

from harness import IRR, ROOT, TARGET, alone

CASES = "cases"


class Tally:
    """Counts the cases of a test. The test goes on where one fails, and names all that failed at its end."""

    def __init__(self):
        self.cases, self.failed = 0, []

    def hold(self, what, errors):
        self.cases += 1
        if errors:
            self.failed.append("\n".join(f"{what}: {error}" for error in errors))

    def refused(self, what, errors):
        """A judge that never says no would prove nothing."""
        self.hold(what, [] if errors else ["was taken for a good one"])

    def end(self):
        if self.failed:
            pytest.fail("\n".join([*self.failed, f"{len(self.failed)} of {self.cases} cases failed"]), pytrace=False)


@pytest.fixture
def tally(record_property):
    tally = Tally()
    yield tally
    record_property(CASES, tally.cases)


@pytest.fixture
def packages():
    """The packages of a debug build, made once and again whenever irr is newer."""
    folder = TARGET / "package"
    made = folder / "made"
    with alone("ci-package"):
        if not made.exists() or made.stat().st_mtime < IRR.stat().st_mtime:
            path = os.pathsep.join([str(pathlib.Path(sys.executable).parent), os.environ["PATH"]])
            # A build of its own: maturin links irr anew, which other tests run at that moment.
            variables = {**os.environ, "PATH": path, "PROFILE": "dev", "CARGO_TARGET_DIR": str(TARGET / "ci-package")}
            subprocess.run([ROOT / ".ci" / "package"], env=variables, check=True, capture_output=True)
            made.touch()
    return folder


def pytest_collection_modifyitems(config, items):
    """Spark needs Java: its tests run only where their mark is given."""
    if "spark" not in config.getoption("markexpr"):
        left_out = [item for item in items if item.get_closest_marker("spark")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem):
    result = yield
    if "tally" in pyfuncitem.funcargs:
        pyfuncitem.funcargs["tally"].end()
    return result


def pytest_configure(config):
    # Once, and not in each of the processes that pytest-xdist starts.
    if not hasattr(config, "workerinput"):
        binary = [] if "IRR_BINARY" in os.environ else ["--bin", "irr"]
        subprocess.run(["cargo", "build", "--quiet", *binary, "--example", "generate_store", "--example", "read_document"], cwd=ROOT, check=True)


def pytest_terminal_summary(terminalreporter):
    reports = [report for reports in terminalreporter.stats.values() for report in reports if isinstance(report, pytest.TestReport)]
    cases = sum(count for report in reports if report.when == "teardown" for name, count in report.user_properties if name == CASES)
    terminalreporter.write_line(f"{cases} cases in these tests")
