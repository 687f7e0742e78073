"""Makes the packages of this checkout, and installs each where there is no Rust: a fresh Debian, uv, pre-commit.

What is done with an installed irr is the first hour of the book, to a published record, and the screens have to be the book's.
"""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

import pytest

from harness import IRR, ROOT, TARGET, alone
from scratch import CLOSED_WITHOUT_EVIDENCE, RECORD, Repository, environment
from test_pre_commit import accepted_errors, refused_errors

pytestmark = pytest.mark.packages
# One for all runs; what is installed goes into a copy.
DEBIAN = TARGET / "ci-debian"
FIRST_HOUR = ROOT / "docs" / "guide" / "first-hour.md"
SEPARATOR = "\x01"
# Of whoever works on that Debian: what they leave there is not the package's.
HOME = "/srv"
EVERY_FILE = f"find / -xdev -path /proc -prune -o -path /var -prune -o -path {HOME} -prune -o -print | sort"
SCREEN = {
    "COLUMNS": "100",
    "IRR_TODAY": "2026-11-24",
    "LC_ALL": "C.UTF-8",
    "GIT_AUTHOR_NAME": "A. N. Officer",
    "GIT_AUTHOR_EMAIL": "officer@example.org",
    "GIT_COMMITTER_NAME": "A. N. Officer",
    "GIT_COMMITTER_EMAIL": "officer@example.org",
}
HOOKS = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: irr-validate-wheel
      - id: irr-fmt-wheel
"""


def one(folder, pattern):
    (found,) = folder.glob(pattern)
    return found


def run(command, **options):
    ran = subprocess.run(command, capture_output=True, text=True, **options)
    if ran.returncode:
        pytest.fail(f"{' '.join(map(str, command))}: exit {ran.returncode}\n{ran.stdout}{ran.stderr}")
    return ran.stdout


class Machine:
    """A Debian of its own, with Python and git, and without Rust."""

    def __init__(self, folder):
        self.folder = folder
        run(["cp", "--archive", DEBIAN, folder])

    def run(self, script, path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"):
        variables = {**SCREEN, "PATH": path, "HOME": HOME}
        return run([shutil.which("chroot"), self.folder, "/bin/sh", "-euc", script], env=variables)

    def bring(self, file):
        shutil.copy(file, self.folder / HOME.lstrip("/"))
        return f"{HOME}/{file.name}"


@pytest.fixture
def machine(tmp_path):
    with alone("ci-debian"):
        if not DEBIAN.exists():
            unfinished = DEBIAN.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            run(["debootstrap", "--variant=minbase", "--include=git,python3-venv", "bookworm", unfinished])
            unfinished.rename(DEBIAN)
    machine = Machine(tmp_path / "debian")
    assert "cargo" not in machine.run("command -v cargo rustc || true")
    yield machine
    shutil.rmtree(machine.folder)


def first_hour():
    """Each command of the page, with what the book says that it prints."""
    blocks = [block.split("```")[0] for block in FIRST_HOUR.read_text(encoding="utf-8").split("```console\n")[1:]]
    commands = [command for block in blocks for command in block.split("$ ")[1:] if block.startswith("$ ")]
    return [command.split("\n", 1) for command in commands]


def screen_errors(shell):
    """Follows the page in an empty folder; `shell` runs a script there and returns what it prints."""
    page = first_hour()
    assert len(page) > 10
    script = "mkdir -p first-hour && cd first-hour\nexec 2>&1\nset +e\n" + "".join(f"{command}\nprintf '\\001'\n" for command, _ in page)
    printed = shell(script).split(SEPARATOR)
    errors = [f"$ {command}\n{is_}(wanted: {wanted})" for (command, wanted), is_ in zip(page, printed) if is_ != wanted]
    return errors + ([] if len(printed) == len(page) + 1 else [f"{len(printed) - 1} of {len(page)} commands were run"])


@pytest.mark.root
def test_a_machine_without_rust_takes_the_wheel_and_follows_the_first_hour(tally, packages, machine):
    wheel = machine.bring(one(packages, "*.whl"))
    machine.run(f"python3 -m venv {HOME}/venv && {HOME}/venv/bin/pip install --quiet --no-index {wheel}")
    path = f"{HOME}/venv/bin:/usr/bin:/bin"
    tally.hold("the first hour", screen_errors(lambda script: machine.run(f"cd {HOME}\n{script}", path)))
    tally.hold("the record", [] if "stage: published" in machine.run(f"cat {HOME}/first-hour/records/kent/*.yaml") else ["is not published"])
    machine.run(f"{HOME}/venv/bin/pip uninstall --quiet --yes inspection-responses")
    tally.hold("uninstalled", [] if "irr" not in machine.run(f"ls {HOME}/venv/bin").split() else ["irr is still there"])


@pytest.mark.root
def test_the_debian_package_is_installed_used_and_removed(tally, packages, machine):
    package = machine.bring(one(packages, "*.deb"))
    before = machine.run(EVERY_FILE)
    machine.run(f"dpkg --install {package}")
    tally.hold("the first hour", screen_errors(lambda script: machine.run(f"cd {HOME}\n{script}")))
    for name in ("man/man1/irr.1.gz", "man/man1/irr-list.1.gz", "doc/irr/copyright", "doc/irr/CHANGELOG.md"):
        tally.hold(name, [] if (machine.folder / "usr" / "share" / name).is_file() else ["is not there"])
    printed = machine.run("bash -c '. /usr/share/bash-completion/completions/irr && complete -p irr'")
    tally.hold("completion", [] if "_irr_complete" in printed else [printed])
    for file, words in (("zsh/vendor-completions/_irr", "COMPLETE=\"zsh\""), ("fish/vendor_completions.d/irr.fish", "COMPLETE=fish irr")):
        text = (machine.folder / "usr" / "share" / file).read_text(encoding="utf-8")
        tally.hold(file, [] if words in text and str(ROOT) not in text else [text])
    machine.run("dpkg --purge irr")
    after = machine.run(EVERY_FILE)
    tally.hold("removed", [] if before == after else sorted(set(before.split()) ^ set(after.split())))


def without_cargo(home):
    """The variables of somebody without Rust, but with git and Python."""
    folder = home / "bin"
    folder.mkdir(parents=True)
    for program in ("git", "sh", "env", "uname", "python3"):
        (folder / program).symlink_to(shutil.which(program))
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("CARGO", "RUST", "PYTHON", "VIRTUAL", "UV_T"))}
    assert shutil.which("cargo", path=str(folder)) is None
    return {**variables, "PATH": str(folder), "HOME": str(home)}


def test_uv_installs_the_wheel_as_a_tool(packages, tmp_path):
    variables = {**without_cargo(tmp_path), "UV_TOOL_DIR": str(tmp_path / "tools"), "UV_TOOL_BIN_DIR": str(tmp_path / "tools" / "bin")}
    uv = pathlib.Path(sys.executable).parent / "uv"
    run([uv, "tool", "install", "--offline", "--python", sys.executable, "--from", one(packages, "*.whl"), "inspection-responses"], env=variables)
    assert run([tmp_path / "tools" / "bin" / "irr", "-V"], env=variables).startswith("irr ")


def test_pre_commit_runs_the_hooks_from_the_wheel_without_rust(tally, packages, tmp_path):
    """Of this checkout's last commit."""
    home = tmp_path / "home"
    variables = environment(home)
    programs = without_cargo(home)["PATH"]
    variables = {name: value for name, value in variables.items() if not name.startswith(("CARGO", "RUST"))}
    variables |= {
        "PATH": os.pathsep.join([programs, str(pathlib.Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "PIP_FIND_LINKS": str(packages),
    }
    assert shutil.which("cargo", path=variables["PATH"]) is None
    repository = Repository(tmp_path / "office", variables)
    repository.must(IRR, "init")
    revision = repository.must("git", "-C", ROOT, "rev-parse", "HEAD")
    repository.write(".pre-commit-config.yaml", HOOKS.format(repository=json.dumps(str(ROOT)), revision=revision))
    repository.must("pre-commit", "install", "--install-hooks")
    tally.hold("the first record", accepted_errors(repository, RECORD))
    tally.hold("a finding closed without evidence", refused_errors(repository, CLOSED_WITHOUT_EVIDENCE, "R1 is closed without evidence"))


def test_the_packages_are_whole(tally, packages):
    made = [*packages.glob("*.whl"), *packages.glob("*.deb"), *packages.glob("*.tgz")]
    tally.hold("kinds", [] if len(made) == 3 else [str(made)])
    for file in made:
        said = file.with_name(f"{file.name}.sha256").read_text(encoding="utf-8").split()[0]
        tally.hold(file.name, [] if said == hashlib.sha256(file.read_bytes()).hexdigest() else ["another checksum"])
    with zipfile.ZipFile(one(packages, "*.whl")) as wheel:
        metadata = wheel.read(next(name for name in wheel.namelist() if name.endswith("/METADATA"))).decode()
        days = {entry.date_time for entry in wheel.infolist()}
    tally.hold("the wheel's name", [] if "\nName: inspection-responses\n" in metadata else [metadata])
    # The day of the commit, for the same commit gives the same bytes.
    tally.hold("the wheel's days", [] if len(days) == 1 else [str(days)])
