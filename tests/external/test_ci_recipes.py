"""Lints the jobs that `irr init --ci` writes, and runs their shell steps once for real, in a repository of their own.

What a forge does around the steps (events, conditions, artifacts) is left to the linters, which know the forges' own schemas: only the
shell and irr are real here. The variables that a forge would compute are given by hand, as they are in a push of a change.
"""

import os
import pathlib
import re
import subprocess
import sys
import tomllib

import pytest

from harness import IRR, ROOT, TARGET, read_yaml
from scratch import CLOSED_WITHOUT_EVIDENCE, EXTENDED, RECORD, RECORD_PATH, Repository, environment

pytestmark = pytest.mark.recipes
FORGES = {
    "github": ("github-workflow.yml", ".github/workflows/inspection-responses.yml", "github-workflows"),
    "gitlab": ("gitlab-ci.yml", ".gitlab-ci.yml", "gitlab-ci"),
}
STARTER = ROOT / "src" / "store" / "starter"
BROKEN_PATH = "records/kent/2025-05-17-broken.yaml"
VERSION = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["package"]["version"]
ACTIONLINT = TARGET / "ci-node" / "node_modules" / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"
PINNED = re.compile(r"([\w./-]+)@[0-9a-f]{40}")
KNOWN_BY = {
    "github/codeql-action/upload-sarif": "v3",
    "actions/upload-pages-artifact": "v3",
    "actions/setup-python": "v5",
    "pypa/gh-action-pypi-publish": "v1",
}
# Stands for cargo: says what it was asked to build, and puts irr where the real one would.
CARGO = """\
#!/bin/sh
echo "$*" >> "$HOME/cargo.log"
root=$HOME/.cargo
while [ $# -gt 0 ]; do if [ "$1" = --root ]; then root=$2; fi; shift; done
mkdir -p "$root/bin" && cp "%s" "$root/bin/irr"
"""
# What somebody writes into a record so that whoever prints it does something else.
PLANTED = "::stop-commands::pwn ##[error]planted $(touch touched) `touch touched`"
PLANTED_RECORD = RECORD.replace("title: A made-up inspection of work with schools", f"title: '{PLANTED}'").replace(
    "    due:", f"    owner: '::error::planted {PLANTED}'\n    due:"
).replace("Thirty schools were written to.", f"::error::planted\n          {PLANTED}")


# What linters say of a recipe.


def schema_errors(kind, path):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}", path]
    ran = subprocess.run(command, capture_output=True, text=True)
    return [ran.stdout + ran.stderr] if ran.returncode else []


def actionlint_errors(path):
    # It knows an action's inputs by a tag, and of newer tags than these it knows none; the inputs that are used here are the same.
    named = PINNED.sub(lambda found: f"{found[1]}@{KNOWN_BY.get(found[1], 'v4')}", path.read_text(encoding="utf-8"))
    path = path.with_name("named.yml")
    path.write_text(named, encoding="utf-8")
    ran = subprocess.run(["node", ACTIONLINT, path.name], cwd=path.parent, capture_output=True, text=True)
    if "Checking 1 workflow file" not in ran.stdout:
        pytest.fail(f"actionlint looked at nothing: {ran.stdout}{ran.stderr}")
    return [ran.stdout + ran.stderr] if ran.returncode else []


def zizmor_errors(path):
    """Unpinned actions, credentials that stay, words that become code: what is known to go wrong in workflows."""
    command = [pathlib.Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", path]
    ran = subprocess.run(command, capture_output=True, text=True)
    return [ran.stdout + ran.stderr] if ran.returncode else []


def scripts(recipe):
    """Every script of a workflow's steps or of a pipeline's jobs."""
    if "jobs" in recipe:
        return [step["run"] for job in recipe["jobs"].values() for step in job["steps"] if "run" in step]
    return ["\n".join([*job.get("before_script", []), *job.get("script", [])]) for job in recipe.values() if isinstance(job, dict)]


def shellcheck_errors(path):
    errors = []
    for script in scripts(read_yaml(path)):
        ran = subprocess.run(["shellcheck", "--shell=bash", "-"], input="set -e\n" + script + "\n", capture_output=True, text=True)
        errors += [ran.stdout + ran.stderr] if ran.returncode else []
    return errors


def spoiled(text, old, new, folder):
    if old not in text:
        pytest.fail(f"there is no {old!r} to spoil")
    path = folder / "spoiled.yml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize("forge", FORGES)
def test_linters_and_the_schema_of_the_forge_take_the_recipe(tally, forge, tmp_path):
    starter, _, kind = FORGES[forge]
    path = tmp_path / starter
    path.write_text((STARTER / starter).read_text(encoding="utf-8"), encoding="utf-8")
    tally.hold(f"{starter}, {kind}", schema_errors(kind, path))
    tally.hold(f"{starter}, shellcheck", shellcheck_errors(path))
    if forge == "github":
        tally.hold(f"{starter}, actionlint", actionlint_errors(path))
        tally.hold(f"{starter}, zizmor", zizmor_errors(path))


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / ".github" / "workflows").iterdir()))
def test_linters_take_the_projects_own_workflows(tally, name, tmp_path):
    path = tmp_path / name
    path.write_text((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"), encoding="utf-8")
    tally.hold(f"{name}, schema", schema_errors("github-workflows", path))
    tally.hold(f"{name}, shellcheck", shellcheck_errors(path))
    tally.hold(f"{name}, actionlint", actionlint_errors(path))
    tally.hold(f"{name}, zizmor", zizmor_errors(path))


def test_the_forms_for_issues_are_forms(tally):
    for path in (ROOT / ".github" / "ISSUE_TEMPLATE").iterdir():
        kind = "github-issue-config" if path.name == "config.yml" else "github-issue-forms"
        tally.hold(path.name, schema_errors(kind, path))


def test_the_scripts_of_the_checks_are_good_shell(tally):
    for script in (ROOT / ".ci" / "run", ROOT / ".ci" / "package", ROOT / "tests" / "external" / "run"):
        ran = subprocess.run(["shellcheck", script], capture_output=True, text=True)
        tally.hold(script.name, [ran.stdout] if ran.returncode else [])


def faults():
    """Recipes with a fault, and the judge that must see it."""
    github = (STARTER / "github-workflow.yml").read_text(encoding="utf-8")
    schema = {forge: lambda path, kind=kind: schema_errors(kind, path) for forge, (_, _, kind) in FORGES.items()}
    return [
        ("github", "runs-on:", "run-on:", schema["github"]),
        ("gitlab", "when: always", "when: sometimes", schema["gitlab"]),
        *((forge, '"$FAIL_ON"', "$FAIL_ON", shellcheck_errors) for forge in FORGES),
        ("github", "          persist-credentials: false\n", "", zizmor_errors),
        ("github", PINNED.search(github)[0], "actions/checkout@v7", zizmor_errors),
        # A word of a record or an event that would be pasted into the shell's own text.
        ("github", '--against "$AGAINST"', "--against ${{ github.event.pull_request.title }}", zizmor_errors),
        ("github", "steps.paper.outputs", "steps.papr.outputs", actionlint_errors),
        ("github", "if-no-files-found:", "if-none-found:", actionlint_errors),
        ("github", "github.event_name", "github.event_nam", actionlint_errors),
        ("github", "!cancelled()", "!canceled()", actionlint_errors),
        ("github", "needs: validate", "needs: judge", actionlint_errors),
        ("github", "id-token: write", "id-token: always", actionlint_errors),
    ]


@pytest.mark.parametrize("forge, old, new, judge", faults(), ids=[f"{forge} {new.strip() or 'without ' + old.strip()}" for forge, old, new, _ in faults()])
def test_a_recipe_with_a_fault_is_refused(forge, old, new, judge, tmp_path):
    assert judge(spoiled((STARTER / FORGES[forge][0]).read_text(encoding="utf-8"), old, new, tmp_path))


# One real run of the steps.


class Scene:
    """A repository with a store and the recipe of a forge in it."""

    def __init__(self, folder, forge):
        self.forge, self.home, self.logs, self.codes = forge, folder / "home", {}, {}
        variables = environment(self.home)
        self.repository = Repository(folder / "repository", variables)
        self.repository.must("irr", "init", "--ci", forge)
        self.recipe = self.repository.folder / FORGES[forge][1]
        self.base = self.commit(RECORD)
        # A tag with a message has an object of its own, which is no commit.
        self.repository.must("git", "tag", "--annotate", "--message", "A release", f"v{VERSION}")
        tools = folder / "tools"
        tools.mkdir()
        (tools / "cargo").write_text(CARGO % IRR, encoding="utf-8")
        (tools / "cargo").chmod(0o755)
        # No irr is on the path before a job has installed or built one, into a home of its own.
        path = [str(tools), str(self.home / ".irr" / "bin"), str(self.home / ".cargo" / "bin"), *variables["PATH"].split(os.pathsep)]
        self.repository.variables = {**variables, "PATH": os.pathsep.join(part for part in path if part != str(IRR.parent)), "CI": "true"}

    def commit(self, record):
        self.repository.write(RECORD_PATH, record)
        self.repository.must("git", "add", "--all")
        self.repository.must("git", "commit", "--quiet", "--message", "A change")
        return self.repository.must("git", "rev-parse", "HEAD")

    def run(self, fail_on="--overdue", recipe=None, source=None):
        """Runs every script of the recipe, in its order, whatever came of those before it; by default with an irr that is built."""
        recipe = recipe or read_yaml(self.recipe)
        run = self.run_workflow if self.forge == "github" else self.run_pipeline
        source = str(self.repository.folder) if source is None else source
        run(recipe, {"IRR_SOURCE": source, "IRR_VERSION": VERSION, "AGAINST": self.base, "FAIL_ON": fail_on})
        return self

    def run_workflow(self, workflow, given):
        job = workflow["jobs"]["validate"]
        assert set(job["env"]) == set(given), "the job has other variables than are given here"
        summary, output = self.home / "summary.md", self.home / "output.txt"
        files = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output), "GITHUB_PATH": str(self.home / "path.txt")}
        forge = {"GITHUB_ACTIONS": "true", **files}
        output.write_text("", encoding="utf-8")
        other = "env.IRR_SOURCE == ''" if given["IRR_SOURCE"] else "env.IRR_SOURCE != ''"
        for step in (step for step in job["steps"] if "run" in step and other not in step.get("if", "")):
            revision = {"REVISION": self.outputs(output).get("revision", "")} if "env" in step else {}
            name = step["name"]
            self.codes[name], self.logs[name] = self.repository.run("bash", "-e", "-c", step["run"], **given, **forge, **revision)
        self.summary, self.said = summary.read_text(encoding="utf-8"), self.outputs(output)

    def outputs(self, output):
        return dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())

    def run_pipeline(self, pipeline, given):
        forge = {"GITLAB_CI": "true", "CI_PROJECT_DIR": str(self.repository.folder)}
        other = "install irr" if given["IRR_SOURCE"] else "build irr"
        for name, job in pipeline.items():
            if not name.startswith(".") and name != other:
                commands = "\n".join([*pipeline[".irr"]["before_script"], *job["script"]])
                self.codes[name], self.logs[name] = self.repository.run("bash", "-eo", "pipefail", "-c", commands, **given, **forge)
        self.summary = self.repository.read("paper/summary.md")

    def failed(self):
        """The steps or jobs that failed, with their exit codes."""
        return {name: code for name, code in self.codes.items() if code}


@pytest.fixture(params=FORGES)
def scene(request, tmp_path):
    return Scene(tmp_path, request.param)


def paper_errors(scene):
    """The paper is one file that shows itself, the rows are tables, and the Markdown has the paper without losing anything."""
    read = lambda path: (scene.repository.folder / path).read_bytes()
    page, calendar = read("paper/index.html").decode(), read("paper/deadlines.ics")
    tables = {kind: read(f"rows/{kind}.csv") for kind in ("findings", "actions", "progress", "extensions", "responses")}
    errors = []
    if not page.lower().startswith("<!doctype html>") or "</html>" not in page or "Kent" not in page:
        errors.append("the paper is no page on the store")
    if not (calendar.startswith(b"BEGIN:VCALENDAR\r\n") and calendar.endswith(b"END:VCALENDAR\r\n") and b"BEGIN:VEVENT" in calendar):
        errors.append("the calendar is none")
    fetched = re.findall(r"<(?:script|link|img|iframe)\b[^>]*>|@import|url\((?!#|data:)", page)
    errors += [f"the page fetches something: {fetched}"] if fetched else []
    errors += [f"{kind}.csv is no table that a spreadsheet opens" for kind, text in tables.items() if not text.startswith("\ufeffforce,record".encode())]
    if "# Kent: inspection responses, 3 March 2025 to 2 June 2025" not in scene.summary.splitlines() or "## Movement" not in scene.summary:
        errors.append(f"the Markdown has no short paper:\n{scene.summary}")
    return errors


def reports(scene):
    names = ["irr.sarif"] if scene.forge == "github" else ["gl-code-quality-report.json", "irr.xml"]
    return {name: scene.repository.read(name) for name in names} | ({"the summary": scene.summary} if scene.forge == "github" else {})


def step(scene, github, gitlab):
    return github if scene.forge == "github" else gitlab


def test_irr_init_writes_the_recipe_that_this_checkout_holds(scene):
    stamp, text = scene.recipe.read_text(encoding="utf-8").split("\n", 1)
    assert stamp.startswith(f"# irr {VERSION} wrote this file") and text == (STARTER / FORGES[scene.forge][0]).read_text(encoding="utf-8")


def test_where_nothing_is_wrong_no_step_fails_and_the_paper_is_there(scene):
    scene.commit(EXTENDED)
    assert not scene.run().failed(), scene.logs
    assert not paper_errors(scene)
    built = (scene.home / "cargo.log").read_text(encoding="utf-8").splitlines()
    revision = step(scene, f"--rev {scene.base} irr", f"--tag=v{VERSION} --root .irr-built irr")
    assert built == [f"install --locked --git {scene.repository.folder} {revision}"]


def test_without_a_source_the_package_of_that_version_is_installed_and_nothing_is_built(scene, packages):
    scene.commit(EXTENDED)
    scene.repository.variables |= {"PIP_FIND_LINKS": str(packages), "PIP_NO_INDEX": "1"}
    assert not scene.run(source="").failed(), scene.logs
    assert not paper_errors(scene)
    assert not (scene.home / "cargo.log").exists()


def test_a_problem_fails_its_own_step_is_told_in_every_report_and_keeps_nobody_from_the_paper(scene):
    scene.commit(CLOSED_WITHOUT_EVIDENCE)
    assert scene.run().failed() == {step(scene, "Validate", "inspection responses"): 1}, scene.logs
    assert [name for name, text in reports(scene).items() if "closed-without-evidence" not in text] == []
    assert not paper_errors(scene)


def test_where_a_record_cannot_be_read_the_paper_says_that_it_is_not_whole(scene):
    scene.repository.write(BROKEN_PATH, "force: [\n")
    scene.commit(RECORD)
    failed = scene.run().failed()
    assert not paper_errors(scene)
    if scene.forge == "github":
        assert set(failed) == {"Layout", "Validate", "Fail on what the office chose"} and scene.said["whole"] == "false", scene.logs
        assert "**The paper is not whole" in scene.summary
    else:
        # Exit code 2 is a warning there, by `allow_failure`.
        assert failed["inspection paper"] == 2 and "pages" in failed, scene.logs


@pytest.mark.parametrize(
    "chosen, code",
    [
        ("--overdue", 0),
        ("--where 'open and kind = recommendation'", 123),
        ("--where 'owner = \"Head of Training\"'", 0),
        # No shell reads it: it is the name of an owner whom no finding has, and that is refused.
        ("--owner $(touch${IFS}touched)", 123),
    ],
)
def test_the_flags_that_an_office_chose_are_kept_together_and_run_by_no_shell(scene, chosen, code):
    name = step(scene, "Fail on what the office chose", "inspection deadlines")
    assert scene.run(chosen).codes[name] == code, scene.logs[name]
    assert not (scene.repository.folder / "touched").exists()


def test_a_shell_that_reads_the_flags_itself_is_seen(scene):
    text = scene.recipe.read_text(encoding="utf-8")
    old = """printf '%s\\n' "$FAIL_ON" | xargs irr list --fail"""
    path = spoiled(text, old, 'eval "irr list --fail $FAIL_ON"', scene.home)
    scene.run("--owner $(touch${IFS}touched)", read_yaml(path))
    assert (scene.repository.folder / "touched").exists()


def obeyed(log):
    """The lines that a runner of GitHub's would take for commands: not those between a stop and its token."""
    token, found = None, []
    for line in map(str.strip, log.splitlines()):
        if token:
            token = None if line == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.removeprefix("::stop-commands::")
        elif line.startswith("::") or "##[" in line:
            found.append(line)
    return found


def test_words_planted_in_a_record_become_no_command_of_the_shell_or_the_runner(scene):
    # As a person would write it, and as one that nothing has laid out, so that `irr fmt` prints the words too.
    scene.repository.write(BROKEN_PATH.replace("broken", "planted"), PLANTED_RECORD.replace("    due:", "    due:   "))
    scene.commit(PLANTED_RECORD)
    scene.run("--where open")
    assert not list(scene.repository.folder.rglob("touched"))
    told = "\n".join(scene.logs.values())
    assert "planted" in told, "nothing printed the words"
    if scene.forge == "github":
        # A stop that has no end would keep the runner from the commands of the steps after it.
        own = re.compile(r"::(?:error|warning|notice) (?:file|title)=[^:]*::[^\n]*")
        commands = [command for log in scene.logs.values() for command in obeyed(log)]
        assert commands and [command for command in commands if not own.fullmatch(command)] == []
        assert [name for name, log in scene.logs.items() if len(re.findall("^::", log, re.MULTILINE)) % 2 and "stop-commands" in log] == []


def test_a_command_that_stands_where_a_runner_obeys_is_seen():
    assert obeyed("::stop-commands::a\n::error::no\n::a::\n  ::error::yes\nx ##[error]too") == ["::error::yes", "x ##[error]too"]
