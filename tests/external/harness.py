"""What the tests share: the irr that is tested, its schemas, and its answers in JSON."""

import contextlib
import fcntl
import json
import os
import pathlib
import subprocess

import jsonschema
import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "records"
NODE = pathlib.Path(__file__).parent / "node"
# The days that the fixtures and the shipped records are judged on.
FIXTURES_DAY = "2025-06-02"
SHIPPED_DAY = "2026-11-24"

TARGET = ROOT / os.environ.get("CARGO_TARGET_DIR", "target")
# Another irr than the debug build that conftest.py makes, such as a release's.
IRR = pathlib.Path(os.environ.get("IRR_BINARY", TARGET / "debug" / "irr")).resolve()
GENERATOR = TARGET / "debug" / "examples" / "generate_store"


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
        pytest.fail(f"irr {' '.join(map(str, arguments))}: exit {ran.returncode}\n{ran.stderr}")
    return json.loads(ran.stdout)


def generate_store(number, folder):
    """Writes a store of so many made-up records, the same ones every time."""
    subprocess.run([GENERATOR, str(number), folder], check=True, capture_output=True)
    return folder


@contextlib.contextmanager
def alone(name):
    """Tests run in two processes: what both need is made by one."""
    with open(TARGET / f"{name}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
