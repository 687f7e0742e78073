"""Holds the jobs that `irr init --ci` writes against the schemas of GitHub and GitLab, and runs their commands as a forge would."""

import pathlib
import re
import string
import subprocess
import sys
import tempfile

from checks import ROOT, Tally, read_yaml
from scratch import CLOSED_WITHOUT_EVIDENCE, EDITED_DUE, EXTENDED, RECORD, RECORD_PATH, Repository, environment

WORKFLOW = ".github/workflows/inspection-responses.yml"
PIPELINE = ".gitlab-ci.yml"
SUMMARY = "summary.md"
NOTHING = 40 * "0"


def github_events(base):
    """What GitHub's contexts hold in each event on a change to the commit `base`: a scheduled one says nothing of it."""
    return {
        "push": {"github.event.before": base},
        "first push": {"github.event.before": NOTHING},
        "pull_request": {"github.event.pull_request.base.sha": base},
        "schedule": {},
    }


def gitlab_pipelines(base):
    """What GitLab sets in each pipeline on a change to the commit `base`, and which of the job's rules lets it in."""
    on_main = {"CI_COMMIT_BRANCH": "main", "CI_DEFAULT_BRANCH": "main"}
    target = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_COMMIT_BEFORE_SHA": NOTHING}
    return {
        "merge request": ({"CI_PIPELINE_SOURCE": "merge_request_event", **target}, 0),
        "push": ({"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BEFORE_SHA": base, **on_main}, 1),
        "schedule": ({"CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BEFORE_SHA": NOTHING, **on_main}, 1),
    }


# Where it is known what was there before the change.
COMPARING = ("pull_request", "merge request", "push")
# Texts for the record, and the rule that each breaks.
ANYWHERE = [("an honest extension", EXTENDED, None), ("a closure without evidence", CLOSED_WITHOUT_EVIDENCE, "closed-without-evidence")]
# Only beside what was there can a date be seen to be another.
COMPARED = [*ANYWHERE, ("an edited date", EDITED_DUE, "due-date-edited")]


def schema_errors(kind, path):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}", path]
    ran = subprocess.run(command, capture_output=True, text=True)
    return [ran.stdout + ran.stderr] if ran.returncode else []


def check_shape(tally, kind, path, starter, old, new):
    """What was written is what this checkout holds, and the forge's schema takes it, but not a copy that has `new` for `old`."""
    text = path.read_text(encoding="utf-8")
    held = (ROOT / "src" / "store" / "starter" / starter).read_text(encoding="utf-8")
    tally.hold(starter, [] if text == held else [f"is not what irr writes as {path.name}"])
    tally.hold(f"{starter}, {kind}", schema_errors(kind, path))
    spoiled = path.with_name(f"spoiled{path.suffix}")
    spoiled.write_text(text.replace(old, new), encoding="utf-8")
    tally.refused(f"{starter} with {new}", schema_errors(kind, spoiled))
    spoiled.unlink()


def evaluated(text, context):
    """A text with GitHub's `${{ one || 'other' }}` put in; a name that the context lacks is empty."""

    def first(found):
        values = (name.strip("'") if name.startswith("'") else context.get(name, "") for name in re.split(r"\s*\|\|\s*", found[1]))
        return next((value for value in values if value), "")

    return re.sub(r"\$\{\{\s*(.*?)\s*\}\}", first, text)


def without_install(commands):
    return [command for command in commands if not command.startswith("cargo install ")]


def check_out(repository, base, record, merged):
    """The record's new text is checked out as forges do it: no branch, and origin's main is the commit before, or this one once merged."""
    repository.must("git", "checkout", "--quiet", "--detach", base)
    repository.write(RECORD_PATH, record)
    repository.must("git", "commit", "--quiet", "--all", "--message", "A change")
    repository.must("git", "update-ref", "refs/remotes/origin/main", "HEAD" if merged else base)


def run_errors(repository, shell, commands, variables, promised, rule):
    """Every command ends well, but `irr validate` where a rule is broken; then each promised file is there and names the rule."""
    for file in promised:
        (repository.folder / file).unlink(missing_ok=True)
    errors = []
    for command in commands:
        code, output = repository.run(*shell, command, CI="true", **variables)
        if code != (rule is not None and command.startswith("irr validate ")):
            errors.append(f"{command}: exit {code}\n{output}")
    for file in promised:
        if not (repository.folder / file).is_file():
            errors.append(f"{file} was not written")
        elif (rule or "") not in repository.read(file):
            errors.append(f"{file} does not name {rule}")
    return errors


def check_runs(tally, repository, base, runs, shell, commands, promised):
    for event, variables in runs.items():
        for what, record, rule in COMPARED if event in COMPARING else ANYWHERE:
            check_out(repository, base, record, event not in ("pull_request", "merge request"))
            tally.hold(f"{event}, {what}", run_errors(repository, shell, commands, variables, promised, rule))


def check_workflow(tally, repository, base):
    path = repository.folder / WORKFLOW
    check_shape(tally, "github-workflows", path, "github-workflow.yml", "runs-on:", "run-on:")
    job = read_yaml(path)["jobs"]["validate"]
    commands = without_install(step["run"] for step in job["steps"] if "run" in step)
    promised = [step["with"]["sarif_file"] for step in job["steps"] if "sarif_file" in step.get("with", {})]
    runs = {
        event: {
            "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": str(repository.folder / SUMMARY),
            **{name: evaluated(text, context) for name, text in job["env"].items()},
        }
        for event, context in github_events(base).items()
    }
    check_runs(tally, repository, base, runs, ["bash", "-e", "-c"], commands, [*promised, SUMMARY])


def check_pipeline(tally, repository, base):
    path = repository.folder / PIPELINE
    check_shape(tally, "gitlab-ci", path, "gitlab-ci.yml", "when: always", "when: sometimes")
    job = read_yaml(path)["inspection responses"]
    commands = without_install([*job["before_script"], *job["script"]])
    runs = {}
    for pipeline, (given, rule) in gitlab_pipelines(base).items():
        own = {**job["variables"], **job["rules"][rule].get("variables", {})}
        runs[pipeline] = {"GITLAB_CI": "true", **given, **{name: string.Template(text).substitute(given) for name, text in own.items()}}
    check_runs(tally, repository, base, runs, ["bash", "-eo", "pipefail", "-c"], commands, job["artifacts"]["reports"].values())


def main():
    tally = Tally("recipes")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        repository = Repository(folder / "store", environment(folder / "home"))
        for forge in ("github", "gitlab"):
            repository.must("irr", "init", "--ci", forge)
        repository.write(RECORD_PATH, RECORD)
        repository.must("git", "add", "--all")
        repository.must("git", "commit", "--quiet", "--message", "A store")
        base = repository.must("git", "rev-parse", "HEAD")
        check_workflow(tally, repository, base)
        check_pipeline(tally, repository, base)
    tally.end()


if __name__ == "__main__":
    main()
