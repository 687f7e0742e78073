"""Two forges in small: they run a workflow's and a pipeline's jobs as GitHub and GitLab do, as far as irr's recipes use them."""

import os
import pathlib
import re
import shutil
import string

from checks import IRR

# Stands for cargo: says what it was asked to build, and puts irr where the real one would.
CARGO = """\
#!/bin/sh
echo "$*" >> "$HOME/cargo.log"
root=$HOME/.cargo
while [ $# -gt 0 ]; do if [ "$1" = --root ]; then root=$2; fi; shift; done
mkdir -p "$root/bin" && cp "%s" "$root/bin/irr"
"""
TOKEN = re.compile(r"""\s*(?:(?P<text>'[^']*'|"[^"]*")|(?P<mark>&&|\|\||==|!=|!|[(),])|(?P<name>\$?[A-Za-z_][\w.-]*))""")
IN_PYTHON = {"&&": " and ", "||": " or ", "!": " not "}


def value(expression, look_up, functions=None):
    """What a forge's expression comes to; a name with nothing behind it is empty, and an unknown function is an error."""
    code, at = "", 0
    expression = expression.strip()
    while at < len(expression):
        token = TOKEN.match(expression, at)
        if not token:
            raise ValueError(f"cannot read {expression!r} from {expression[at:]!r}")
        at = token.end()
        if token["name"] and expression[at : at + 1] == "(":
            code += f"functions[{token['name']!r}]"
        elif token["name"]:
            code += f"look_up({token['name']!r})"
        else:
            code += IN_PYTHON.get(token["mark"], token["mark"] or token["text"])
    return eval(code, {"functions": functions or {}, "look_up": look_up})  # noqa: S307: the words are those above


def written(found):
    return {True: "true", False: "false"}.get(found, found)


def machine(folder, variables):
    """The variables of a runner: no irr is on its path before a job has built one, into the cargo of a home of its own."""
    home = pathlib.Path(variables["HOME"])
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    cargo = tools / "cargo"
    cargo.write_text(CARGO % IRR, encoding="utf-8")
    cargo.chmod(0o755)
    path = [str(tools), str(home / ".cargo" / "bin"), *variables["PATH"].split(os.pathsep)]
    return {**variables, "PATH": os.pathsep.join(entry for entry in path if entry != str(IRR.parent)), "CI": "true"}


class Outcome:
    """What came of an event: each step or job with its outcome and words, and what the run left."""

    def __init__(self):
        self.of, self.said, self.kept, self.used = {}, {}, {}, {}

    def failed(self):
        return {name for name, outcome in self.of.items() if outcome == "failure"}

    def ran(self, name):
        return self.of.get(name) in ("success", "failure", "warning")

    def words(self):
        return "\n".join(f"--- {name}: {self.of[name]}\n{self.said.get(name, '')}" for name in self.of)


class Github:
    """Runs a workflow in a checkout."""

    def __init__(self, repository, workflow, context, cached=False):
        self.repository, self.workflow, self.context, self.cached = repository, workflow, dict(context), cached
        self.summary = pathlib.Path(repository.variables["HOME"]) / "summary.md"
        self.output = self.summary.with_name("output.txt")

    def run(self):
        outcome = Outcome()
        # Every step has one summary here, which GitHub gives one each: no step may lose another's in either case.
        self.summary.unlink(missing_ok=True)
        for key, job in self.workflow["jobs"].items():
            self.run_job(key, job, outcome)
        outcome.kept["summary"] = self.summary.read_text(encoding="utf-8") if self.summary.exists() else ""
        return outcome

    def run_job(self, key, job, outcome):
        self.context = {name: found for name, found in self.context.items() if not name.startswith(("steps.", "env."))}
        self.failed = False
        if not self.is_wanted(job.get("if", "")):
            outcome.of[key] = "skipped"
            return
        env = {name: self.filled(text) for name, text in job.get("env", {}).items()}
        self.context |= {f"env.{name}": text for name, text in env.items()}
        for step in job["steps"]:
            name = step.get("name") or step.get("id") or step["uses"]
            outcome.of[name] = self.run_step(name, step, env, outcome) if self.is_wanted(step.get("if", "")) else "skipped"
            self.failed |= outcome.of[name] == "failure" and not step.get("continue-on-error")
            if "id" in step:
                self.context[f"steps.{step['id']}.outcome"] = outcome.of[name]
        outcome.of[key] = "failure" if self.failed else "success"
        for name, text in job.get("outputs", {}).items():
            self.context[f"needs.{key}.outputs.{name}"] = self.filled(text)

    def run_step(self, name, step, env, outcome):
        given = {key: self.filled(text) if isinstance(text, str) else text for key, text in step.get("with", {}).items()}
        if "uses" in step:
            outcome.used[name] = given
            if step["uses"].startswith("actions/cache/restore@"):
                self.context[f"steps.{step['id']}.outputs.cache-hit"] = written(self.cached)
            lost = [path for path in str(given.get("path", "")).split() if "artifact" in step["uses"] and not (self.repository.folder / path).exists()]
            outcome.said[name] = f"nothing is at {lost}" if lost else ""
            return "failure" if lost else "success"
        self.output.write_text("", encoding="utf-8")
        own = {key: self.filled(text) for key, text in step.get("env", {}).items()}
        forge = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_OUTPUT": str(self.output)}
        code, outcome.said[name] = self.repository.run("bash", "-e", "-c", step["run"], **forge, **env, **own)
        for line in self.output.read_text(encoding="utf-8").splitlines():
            key, _, text = line.partition("=")
            self.context[f"steps.{step.get('id')}.outputs.{key}"] = text
        return "failure" if code else "success"

    def is_wanted(self, condition):
        condition = re.sub(r"^\$\{\{(.*)\}\}$", r"\1", condition.strip())
        said = re.search(r"\b(always|cancelled|failure|success)\(", condition)
        holds = self.value(condition) if condition else True
        return bool(holds and (said or not self.failed))

    def value(self, expression):
        functions = {
            "always": lambda: True,
            "cancelled": lambda: False,
            "success": lambda: not self.failed,
            "failure": lambda: self.failed,
            "hashFiles": lambda pattern: "hash" if any(self.repository.folder.glob(pattern)) else "",
        }
        return value(expression, lambda name: self.context.get(name, ""), functions)

    def filled(self, text):
        return re.sub(r"\$\{\{(.*?)\}\}", lambda found: written(self.value(found[1])), text)


class Gitlab:
    """Runs a pipeline, each job in a checkout as clean as the first."""

    STAGES = ("build", "test", "deploy")

    def __init__(self, repository, pipeline, variables):
        self.repository, self.variables = repository, variables
        self.keep = pathlib.Path(repository.variables["HOME"]) / "artifacts"
        self.jobs = {name: self.whole(pipeline, job) for name, job in pipeline.items() if not name.startswith(".")}

    def whole(self, pipeline, job):
        base = self.whole(pipeline, pipeline[job["extends"]]) if "extends" in job else {}
        return {**base, **job, "variables": {**base.get("variables", {}), **job.get("variables", {})}}

    def run(self):
        outcome = Outcome()
        shutil.rmtree(self.keep, ignore_errors=True)
        for name, job in sorted(self.jobs.items(), key=lambda job: self.STAGES.index(job[1].get("stage", "test"))):
            rule = next((rule for rule in job["rules"] if self.lets_in(rule)), None)
            if rule is None or any(outcome.of[needed] not in ("success", "warning") for needed in job["needs"]):
                outcome.of[name] = "skipped"
            else:
                outcome.of[name] = self.run_job(name, job, rule, outcome)
        return outcome

    def lets_in(self, rule):
        folder = self.repository.folder
        is_there = "exists" not in rule or any(any(folder.glob(pattern)) for pattern in rule["exists"])
        return is_there and value(rule["if"], lambda name: self.variables.get(name.removeprefix("$"), ""))

    def run_job(self, name, job, rule, outcome):
        self.repository.must("git", "clean", "-ffdxq")
        for needed in job["needs"]:
            shutil.copytree(self.keep / needed, self.repository.folder, dirs_exist_ok=True)
        own = {**job["variables"], **rule.get("variables", {})}
        own = {key: string.Template(text).safe_substitute({"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "", **self.variables}) for key, text in own.items()}
        forge = {"GITLAB_CI": "true", "CI_PROJECT_DIR": str(self.repository.folder)}
        commands = "\n".join([*job["before_script"], *job["script"]])
        code, outcome.said[name] = self.repository.run("bash", "-eo", "pipefail", "-c", commands, **{**forge, **own, **self.variables})
        artifacts = job.get("artifacts", {})
        lost = []
        if not code or artifacts.get("when") == "always":
            for path in [*artifacts.get("paths", []), *artifacts.get("reports", {}).values()]:
                lost += [] if self.kept(name, path) else [path]
        outcome.kept[name] = self.keep / name
        if code and code == job.get("allow_failure", {}).get("exit_codes"):
            return "warning"
        outcome.said[name] += f"nothing is at {lost}" if lost else ""
        return "failure" if code or lost else "success"

    def kept(self, name, path):
        source, target = self.repository.folder / path, self.keep / name / path
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
        return source.exists()
