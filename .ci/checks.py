"""What the checks share: the irr that is checked, its schemas, and the count at the end."""

import json
import os
import pathlib
import subprocess
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "tests" / "fixtures" / "records"
# The days that the fixtures and the shipped records are judged on.
FIXTURES_DAY = "2025-06-02"
SHIPPED_DAY = "2026-11-24"

if not os.environ.get("IRR_BINARY"):
    sys.exit("IRR_BINARY names no irr to check: .ci/run builds one")
IRR = pathlib.Path(os.environ["IRR_BINARY"]).resolve()


class Loader(yaml.SafeLoader):
    """YAML as the editors' language server reads it: a date is text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


def validator(name):
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def schema_errors(schema, value):
    return [f"{error.json_path}: {error.message[:300]}" for error in schema.iter_errors(value)]


def irr(*arguments):
    """What irr answers in JSON: done, or with faults found."""
    ran = subprocess.run([IRR, *arguments, "--format", "json"], cwd=ROOT, capture_output=True, text=True)
    if ran.returncode > 1:
        sys.exit(f"irr {' '.join(map(str, arguments))}: exit {ran.returncode}\n{ran.stderr}")
    return json.loads(ran.stdout)


class Tally:
    """Counts checks, and tells those that failed."""

    def __init__(self, name):
        self.name, self.passed, self.failed = name, 0, 0

    def hold(self, what, errors):
        self.passed += not errors
        self.failed += bool(errors)
        for error in errors:
            print(f"{what}: {error}")

    def refused(self, what, errors):
        """A validator that never says no would prove nothing."""
        self.hold(what, [] if errors else ["was taken for a good one"])

    def end(self):
        print(f"{self.name}: {self.passed} passed, {self.failed} failed")
        sys.exit(self.failed > 0)
