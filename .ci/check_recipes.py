"""Holds the jobs that `irr init --ci` writes against the forges' schemas and linters, and runs them, event by event, as a forge would."""

import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

from checks import ROOT, Tally, read_yaml
from forge import Github, Gitlab, machine
from scratch import CLOSED_WITHOUT_EVIDENCE, DUE, EDITED_DUE, EXTENDED, RECORD, RECORD_PATH, Repository, environment

WORKFLOW = ".github/workflows/inspection-responses.yml"
PIPELINE = ".gitlab-ci.yml"
NOTHING = 40 * "0"
QUEUE = "refs/heads/gh-readonly-queue/main/pr-1"
# Events of a change that is not on the default branch yet.
CHANGES = ("pull_request", "merge_group")
# Due before the fixtures' day, and laid out as irr would.
OVERDUE = RECORD.replace(DUE, "    due: 2025-05-30\n")
BROKEN = "records/kent/2025-05-17-broken.yaml"
VERSION = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["package"]["version"]
ACTIONLINT = ROOT / "target" / "ci-node" / "node_modules" / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"


def github_events(base):
    """What GitHub's contexts hold in each event on a change to the commit `base`: a scheduled one says nothing of it."""
    on_main = {"github.ref": "refs/heads/main"}
    return {
        "push": {"github.event_name": "push", "github.event.before": base, **on_main},
        "first push": {"github.event_name": "push", "github.event.before": NOTHING, **on_main},
        "pull_request": {"github.event_name": "pull_request", "github.event.pull_request.base.sha": base, "github.ref": "refs/pull/1/merge"},
        "merge_group": {"github.event_name": "merge_group", "github.event.merge_group.base_sha": base, "github.ref": QUEUE},
        "schedule": {"github.event_name": "schedule", **on_main},
    }


def gitlab_events(base):
    """What GitLab sets in each pipeline on a change to the commit `base`."""
    on_main = {"CI_COMMIT_BRANCH": "main", "CI_DEFAULT_BRANCH": "main"}
    target = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_DEFAULT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": NOTHING}
    return {
        "push": {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BEFORE_SHA": base, **on_main},
        "pull_request": {"CI_PIPELINE_SOURCE": "merge_request_event", **target},
        "schedule": {"CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BEFORE_SHA": NOTHING, **on_main},
    }


PINNED = re.compile(r"([\w./-]+)@[0-9a-f]{40}")
KNOWN_BY = {"github/codeql-action/upload-sarif": "v3", "actions/upload-pages-artifact": "v3"}
# Where it is known what was there before the change.
COMPARING = (*CHANGES, "push")
# Texts for the record, and the rule that each breaks.
ANYWHERE = [("an honest extension", EXTENDED, None), ("a closure without evidence", CLOSED_WITHOUT_EVIDENCE, "closed-without-evidence")]
# Only beside what was there can a date be seen to be another.
COMPARED = [*ANYWHERE, ("an edited date", EDITED_DUE, "due-date-edited")]
# What an office may choose, and whether the overdue finding is one of it.
CHOICES = [
    ("", False),
    ("--overdue", True),
    ("--where 'overdue and kind = recommendation'", True),
    ("--where 'owner = \"Head of Training\"'", False),
    ("--overdue --where 'days_overdue > 100'", False),
    # No shell reads it: it is the name of an owner whom no finding has, and that is refused.
    ("--owner $(touch${IFS}touched)", True),
]


class Scene:
    """A repository with a store in it, and the recipe of a forge; what a run of it leaves is told in one way for both."""

    def __init__(self, folder, forge, below=""):
        self.forge, self.below = forge, below
        variables = environment(folder / "home")
        self.repository = Repository(folder / "repository", variables)
        self.repository.must("irr", "init", *([below] if below else []), "--ci", forge)
        self.repository.write(self.at(RECORD_PATH), RECORD)
        self.recipe = self.repository.folder / (WORKFLOW if forge == "github" else PIPELINE)
        self.base = self.release = self.commit()
        # A tag with a message has an object of its own, which is no commit.
        self.repository.must("git", "tag", "--annotate", "--message", "A release", f"v{VERSION}")
        self.commit()
        self.repository.variables = machine(folder, variables)

    def at(self, path):
        return f"{self.below}/{path}" if self.below else path

    def commit(self):
        self.repository.must("git", "add", "--all")
        self.repository.must("git", "commit", "--quiet", "--allow-empty", "--message", "A change")
        return self.repository.must("git", "rev-parse", "HEAD")

    def events(self):
        return github_events(self.base) if self.forge == "github" else gitlab_events(self.base)

    def check_out(self, event, files):
        """The change is checked out as forges do it: no branch, and origin's main is the commit before, or this one once merged."""
        self.repository.must("git", "checkout", "--quiet", "--force", "--detach", self.base)
        self.repository.must("git", "clean", "-ffdxq")
        for path, text in files.items():
            self.repository.write(self.at(path), text)
        self.commit()
        self.repository.must("git", "update-ref", "refs/remotes/origin/main", self.base if event in CHANGES else "HEAD")

    def run(self, event, recipe, variables, cached=False):
        source = {"IRR_SOURCE": str(self.repository.folder), **variables}
        if self.forge == "github":
            given = {**self.events()[event], **{f"vars.{name}": text for name, text in source.items()}}
            return Github(self.repository, recipe, {**given, "runner.os": "Linux", "runner.arch": "X64"}, cached).run()
        return Gitlab(self.repository, recipe, {**self.events()[event], **source}).run()

    # Where each forge tells or keeps what both have.

    def names(self):
        github = {"validate": "Validate", "paper": "Write the paper", "deadlines": "Fail on what the office chose", "pages": "deployment"}
        gitlab = {"validate": "inspection responses", "paper": "inspection paper", "deadlines": "inspection deadlines", "pages": "pages"}
        return github if self.forge == "github" else gitlab

    def kept(self, outcome):
        """The folder with the paper, and the Markdown that people see."""
        if self.forge == "github":
            return self.repository.folder, outcome.kept["summary"]
        folder = outcome.kept[self.names()["paper"]]
        markdown = folder / "paper" / "summary.md"
        return folder, markdown.read_text(encoding="utf-8") if markdown.exists() else ""

    def reports(self, outcome):
        if self.forge == "github":
            return {"irr.sarif": self.repository.read("irr.sarif"), "the summary": outcome.kept["summary"]}
        folder = outcome.kept[self.names()["validate"]]
        return {name: (folder / name).read_text(encoding="utf-8") for name in ("gl-code-quality-report.json", "irr.xml")}


def judged(scene, outcome, fails, runs=("validate", "paper")):
    """Those parts fail that should, and no other step; `runs` are those of the four that ran at all."""
    names = scene.names()
    wanted = {names.get(part, part) for part in fails}
    failed = outcome.failed() - {"validate"}
    errors = [] if failed == wanted else [f"failed: {sorted(failed)}, and not {sorted(wanted)}\n{outcome.words()}"]
    ran = {part for part, name in names.items() if outcome.ran(name)}
    return errors + ([] if ran == set(runs) else [f"ran: {sorted(ran)}, and not {sorted(runs)}\n{outcome.words()}"])


def paper_errors(scene, outcome, whole=True):
    """The paper is one file that shows itself, the rows are tables, and the Markdown has the paper without losing anything."""
    folder, markdown = scene.kept(outcome)
    errors = []
    try:
        page = (folder / "paper" / "index.html").read_text(encoding="utf-8")
        calendar = (folder / "paper" / "deadlines.ics").read_bytes()
        tables = {kind: (folder / "rows" / f"{kind}.csv").read_bytes() for kind in ("findings", "actions", "progress", "extensions", "responses")}
    except OSError as error:
        return [f"{error}\n{outcome.words()}"]
    if not page.lower().startswith("<!doctype html>") or "</html>" not in page or "Kent" not in page:
        errors.append("the paper is no page on the store")
    if not (calendar.startswith(b"BEGIN:VCALENDAR\r\n") and calendar.endswith(b"END:VCALENDAR\r\n") and b"BEGIN:VEVENT" in calendar):
        errors.append("the calendar is none")
    fetched = re.findall(r"<(?:script|link|img|iframe)\b[^>]*>|@import|url\((?!#|data:)", page)
    errors += [f"the page fetches something: {fetched}"] if fetched else []
    errors += [f"{kind}.csv is no table that a spreadsheet opens" for kind, text in tables.items() if not text.startswith("\ufeffforce,record".encode())]
    if "# Kent: inspection responses, 3 March 2025 to 2 June 2025" not in markdown.splitlines() or "## Movement" not in markdown or "## By owner" in markdown:
        errors.append(f"the Markdown has no short paper:\n{markdown}")
    if scene.forge == "github":
        errors += [] if "nothing wrong" in markdown or "error" in markdown else [f"what irr validate found is not in the summary:\n{markdown}"]
        errors += [] if ("**The paper is not whole" in markdown) != whole else ["the summary does not tell whether the paper is whole"]
    elif outcome.of[scene.names()["paper"]] != ("success" if whole else "warning"):
        errors.append(f"the paper's job: {outcome.of[scene.names()['paper']]}")
    return errors


def record_errors(scene, recipe, event, record, rule):
    """An error is told everywhere, fails its own part alone, and keeps nobody from the paper."""
    scene.check_out(event, {RECORD_PATH: record})
    outcome = scene.run(event, recipe, {})
    errors = judged(scene, outcome, ["validate"] if rule else []) + paper_errors(scene, outcome)
    try:
        errors += [f"{file} does not name {rule}" for file, text in scene.reports(outcome).items() if (rule or "") not in text]
    except OSError as error:
        errors.append(str(error))
    return errors


def choice_errors(scene, recipe, event, choice, own_variable, should_fail):
    """The overdue finding fails the run where it is asked for, and nowhere else."""
    scene.check_out(event, {})
    variables = {"IRR_FAIL_ON_CHANGE" if own_variable else "IRR_FAIL_ON": choice}
    outcome = scene.run(event, recipe, variables)
    is_asked = bool(choice) and own_variable == (event in CHANGES)
    runs = ["validate", "paper", *(["deadlines"] if is_asked else [])]
    touched = [path.name for path in scene.repository.folder.glob("**/touched")]
    return judged(scene, outcome, ["deadlines"] if is_asked and should_fail else [], runs) + [f"the choice was run: {touched}" for _ in touched]


def broken_errors(scene, recipe, event):
    """Where a record cannot be read the paper is written without it, and is not published."""
    scene.check_out(event, {BROKEN: "force: [\n"})
    outcome = scene.run(event, recipe, {"IRR_PAGES": "true"})
    tries = scene.forge == "gitlab" and event not in CHANGES
    runs = ["validate", "paper", *(["pages"] if tries else [])]
    layout = ["Layout"] if scene.forge == "github" else []
    return judged(scene, outcome, ["validate", *layout, *(["pages"] if tries else [])], runs) + paper_errors(scene, outcome, whole=False)


def pages_errors(scene, recipe, event, variable):
    """The paper is published from the default branch, where the office wants that, and nothing beside it."""
    scene.check_out(event, {RECORD_PATH: CLOSED_WITHOUT_EVIDENCE})
    outcome = scene.run(event, recipe, {"IRR_PAGES": variable})
    runs = ["validate", "paper", *(["pages"] if variable == "true" and event not in CHANGES else [])]
    errors = judged(scene, outcome, ["validate"], runs)
    if "pages" in runs:
        if scene.forge == "github":
            folder = scene.repository.folder / outcome.used.get("Hand the paper to Pages", {}).get("path", "nowhere")
        else:
            folder = outcome.kept["pages"] / "public"
        published = sorted(str(path.relative_to(folder)) for path in folder.rglob("*")) if folder.is_dir() else []
        errors += [] if published == ["deadlines.ics", "index.html"] else [f"published: {published}"]
    return errors


def empty_errors(scene, recipe, event):
    """A store that waits for its first record fails nothing, and has no paper yet."""
    scene.check_out(event, {})
    scene.repository.must("git", "rm", "--quiet", scene.at(RECORD_PATH))
    scene.commit()
    scene.repository.must("git", "update-ref", "refs/remotes/origin/main", "HEAD")
    base, scene.base = scene.base, scene.repository.must("git", "rev-parse", "HEAD")
    outcome = scene.run(event, recipe, {"IRR_FAIL_ON": "--overdue", "IRR_FAIL_ON_CHANGE": "--overdue", "IRR_PAGES": "true"})
    scene.base = base
    return judged(scene, outcome, [], ["validate"])


def build_errors(scene, recipe):
    """irr is built of the source that is named, and on GitHub not again where it was built before."""
    log = pathlib.Path(scene.repository.variables["HOME"]) / "cargo.log"
    errors = []
    for cached in (False, True) if scene.forge == "github" else (False,):
        scene.check_out("push", {})
        log.unlink(missing_ok=True)
        outcome = scene.run("push", recipe, {}, cached)
        built = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        revision = f"--rev {scene.release} irr" if scene.forge == "github" else f"--tag=v{VERSION} --root .irr-built irr"
        wanted = [] if cached else [f"install --locked --git {scene.repository.folder} {revision}"]
        errors += [] if built == wanted and not outcome.failed() else [f"built: {built}, and not {wanted}\n{outcome.words()}"]
    log.unlink(missing_ok=True)
    scene.run("push", recipe, {"IRR_VERSION": scene.release})
    built = log.read_text(encoding="utf-8")
    errors += [] if re.search(rf"--rev[ =]{scene.release}\b", built) else [f"a commit as the version: {built}"]
    if scene.forge == "github":
        unknown = scene.run("push", recipe, {"IRR_VERSION": "9.9.9"})
        errors += [] if "IRR_SOURCE has no version 9.9.9" in unknown.words() and unknown.failed() else [f"an unknown version: {unknown.words()}"]
    unnamed = scene.run("push", recipe, {"IRR_SOURCE": ""})
    told = any("IRR_SOURCE: is not set," in said for said in unnamed.said.values())
    return errors + ([] if told and unnamed.failed() else [f"without IRR_SOURCE: {unnamed.words()}"])


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
        sys.exit(f"actionlint looked at nothing: {ran.stdout}{ran.stderr}")
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
        sys.exit(f"there is no {old!r} to spoil")
    path = folder / "spoiled.yml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def check_shape(tally, scene, folder):
    """What was written is what this checkout holds, and schema and linters take it, but not copies with a fault."""
    text = scene.recipe.read_text(encoding="utf-8")
    github = scene.forge == "github"
    starter, kind = ("github-workflow.yml", "github-workflows") if github else ("gitlab-ci.yml", "gitlab-ci")
    held = (ROOT / "src" / "store" / "starter" / starter).read_text(encoding="utf-8")
    tally.hold(starter, [] if text == held else [f"is not what irr writes as {scene.recipe.name}"])
    tally.hold(f"{starter}, {kind}", schema_errors(kind, scene.recipe))
    tally.hold(f"{starter}, shellcheck", shellcheck_errors(scene.recipe))
    fault = ("runs-on:", "run-on:") if github else ("when: always", "when: sometimes")
    tally.refused(f"{starter} with {fault[1]}", schema_errors(kind, spoiled(text, *fault, folder)))
    unquoted = ('"$FAIL_ON"', "$FAIL_ON")
    tally.refused(f"{starter} with {unquoted[1]}", shellcheck_errors(spoiled(text, *unquoted, folder)))
    if github:
        workflow = folder / "workflow.yml"
        workflow.write_text(text, encoding="utf-8")
        tally.hold(f"{starter}, actionlint", actionlint_errors(workflow))
        tally.hold(f"{starter}, zizmor", zizmor_errors(workflow))
        for old, new in [("          persist-credentials: false\n", ""), (PINNED.search(text)[0], "actions/checkout@v7")]:
            tally.refused(f"{starter} with {new or 'credentials that stay'}, zizmor", zizmor_errors(spoiled(text, old, new, folder)))
        for old, new in [
            ("steps.paper.outputs", "steps.papr.outputs"),
            ("if-no-files-found:", "if-none-found:"),
            ("github.event_name", "github.event_nam"),
            ("!cancelled()", "!canceled()"),
            ("needs: validate", "needs: judge"),
            ("id-token: write", "id-token: always"),
        ]:
            tally.refused(f"{starter} with {new}", actionlint_errors(spoiled(text, old, new, folder)))


def check_runs(tally, scene):
    """Each event on each change."""
    recipe, where = read_yaml(scene.recipe), f"{scene.forge}{f' in {scene.below}' if scene.below else ''}"
    tally.hold(f"{where}: the build", build_errors(scene, recipe))
    events = scene.events()
    for event in [event for event in COMPARING if event in events] if scene.below else events:
        told = f"{where}, {event}"
        for what, record, rule in COMPARED if event in COMPARING else ANYWHERE:
            tally.hold(f"{told}: {what}", record_errors(scene, recipe, event, record, rule))
        tally.hold(f"{told}: a record that cannot be read", broken_errors(scene, recipe, event))
        tally.hold(f"{told}: no record", empty_errors(scene, recipe, event))
        for variable in ("true", "") if scene.below else ("true", "false", ""):
            tally.hold(f"{told}: pages {variable or 'not said'}", pages_errors(scene, recipe, event, variable))


def check_choices(tally, scene):
    recipe = read_yaml(scene.recipe)
    for event in ("push", "pull_request", "schedule"):
        for choice, should_fail in CHOICES:
            for own in (False, True):
                what = f"{scene.forge}, {event}: {choice or 'nothing'} {'for changes' if own else ''}"
                tally.hold(what, choice_errors(scene, recipe, event, choice, own, should_fail))


def check_spoiled(tally, scene, overdue, folder):
    """Recipes that would lose, hide or leak something are seen to."""
    text = scene.recipe.read_text(encoding="utf-8")

    def one(event):
        return lambda recipe: record_errors(scene, recipe, event, CLOSED_WITHOUT_EVIDENCE, "closed-without-evidence")

    def chosen(event, choice, own, fails):
        return lambda recipe: choice_errors(overdue, recipe, event, choice, own, fails)

    def broken(recipe):
        return broken_errors(scene, recipe, "push")

    def page(event):
        return lambda recipe: pages_errors(scene, recipe, event, "true")

    touching = CHOICES[-1]
    faults = {
        "github": [
            ('} >> "$GITHUB_STEP_SUMMARY"', '} > "$GITHUB_STEP_SUMMARY"', one("push")),
            ("--output sarif:irr.sarif ", "", one("push")),
            ("!cancelled() && steps.irr", "steps.irr", one("push")),
            ("--section headline,movement,exceptions ", "", one("push")),
            ("|| whole=false", "", broken),
            ("whole=false", "whole=true", broken),
            (" && steps.paper.outputs.whole == 'true'", "", broken),
            (" && github.event_name != 'pull_request' && (github.ref == 'refs/heads/main' || github.ref == 'refs/heads/master')", "", page("pull_request")),
            (" && vars.IRR_PAGES == 'true'", "", lambda recipe: pages_errors(scene, recipe, "push", "")),
            ("          path: paper\n", "          path: rows\n", page("push")),
            ("github.event_name != 'pull_request' && github.event_name != 'merge_group' && vars", "vars", chosen("pull_request", "--overdue", False, True)),
            ("list --fail", "list", chosen("schedule", "--overdue", False, True)),
            ("""printf '%s\\n' "$FAIL_ON" | xargs irr list --fail""", 'eval "irr list --fail $FAIL_ON"', chosen("push", touching[0], False, touching[1])),
            ("hashFiles('records/**/*.yaml') != ''", "always()", lambda recipe: empty_errors(scene, recipe, "push")),
        ],
        "gitlab": [
            ("--output junit:irr.xml", "", one("push")),
            ("    when: always\n", "", one("push")),
            ("|| whole=false", "", broken),
            ("    exit_codes: 2", "    exit_codes: 3", broken),
            ('      [ "$whole" = true ] || exit 2\n', "", broken),
            ('$IRR_PAGES == "true" && ', "", lambda recipe: pages_errors(scene, recipe, "push", "")),
            (" && $IRR_FAIL_ON_CHANGE", "", chosen("pull_request", "--overdue", False, True)),
            ("list --fail", "list", chosen("schedule", "--overdue", False, True)),
            ("""printf '%s\\n' "$FAIL_ON" | xargs irr list --fail""", 'eval "irr list --fail $FAIL_ON"', chosen("push", touching[0], False, touching[1])),
            ('      exists: ["records/**/*.yaml"]\n', "", lambda recipe: empty_errors(scene, recipe, "push")),
        ],
    }
    for old, new, errors in faults[scene.forge]:
        recipe = read_yaml(spoiled(text, old, new, folder))
        tally.refused(f"{scene.forge} with {new.strip() or f'nothing for {old.strip()}'}", errors(recipe))


def main():
    tally = Tally("recipes")
    with tempfile.TemporaryDirectory() as name:
        for forge in ("github", "gitlab"):
            folder = pathlib.Path(name) / forge
            places = {"root": "", "below": "policing", "blank": "police papers/all of them"}
            scenes = {}
            for place in (*places, "overdue"):
                (folder / place).mkdir(parents=True)
                scenes[place] = Scene(folder / place, forge, places.get(place, ""))
            overdue = scenes["overdue"]
            overdue.check_out("push", {RECORD_PATH: OVERDUE})
            overdue.base = overdue.repository.must("git", "rev-parse", "HEAD")
            check_shape(tally, scenes["root"], folder)
            for place in places:
                check_runs(tally, scenes[place])
            check_choices(tally, overdue)
            check_spoiled(tally, scenes["root"], overdue, folder)
    tally.end()


if __name__ == "__main__":
    main()
