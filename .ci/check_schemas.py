"""Holds the shipped records, and irr's answers about them, against the schemas in schemas/ with an independent validator."""

import json
import pathlib
import subprocess
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Loader(yaml.SafeLoader):
    """YAML as the editors' language server reads it: a date is text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def validator(name):
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def irr(*arguments):
    command = ["cargo", "run", "--quiet", "--", *arguments, "--format", "json", "--as-of", "2026-11-24"]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)


def main():
    records = sorted((ROOT / "records").rglob("*.yaml"))
    checks = [(path.relative_to(ROOT), yaml.load(path.read_text(encoding="utf-8"), Loader), "inspection-response") for path in records]
    answers = [
        ("list", ["list", "--all"]),
        ("summary", ["summary"]),
        ("validate", ["validate"]),
        ("show-record", ["show", "staffordshire"]),
        ("show-finding", ["show", "staffordshire:R4"]),
    ]
    checks += [(f"irr {' '.join(arguments)}", irr(*arguments), name) for name, arguments in answers]
    # A validator that never says no would prove nothing.
    checks_that_must_fail = [("a record without its force", {**checks[0][1], "force": None, "owner": "x"}, "inspection-response")]
    failed = 0
    for what, instance, name in checks:
        errors = list(validator(name).iter_errors(instance))
        failed += bool(errors)
        for error in errors:
            print(f"{what}: {error.json_path}: {error.message}")
    for what, instance, name in checks_that_must_fail:
        if validator(name).is_valid(instance):
            failed += 1
            print(f"{what} was taken for a good one")
    total = len(checks) + len(checks_that_must_fail)
    print(f"schemas: {total - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
