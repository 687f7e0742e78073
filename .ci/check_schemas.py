"""Holds the shipped records, and irr's answers about them, against the schemas in schemas/ with an independent validator."""

from checks import FIXTURES, ROOT, SHIPPED_DAY, Tally, irr, read_yaml, schema_errors, validator

# Rules of irr.yaml, whose fixtures are such a file.
SETTINGS = ["rule-weakened", "us-narrowed"]
# The faults of shape that an editor underlines, by the rules that tell them.
SHAPES = ["unknown-field", "missing-field", "wrong-type", "day-month-order", "unsupported-schema-version"]
ANSWERS = [
    ("list", ["list", "--all"]),
    ("due", ["due"]),
    ("summary", ["summary"]),
    ("validate", ["validate"]),
    ("show-record", ["show", "staffordshire"]),
    ("show-finding", ["show", "staffordshire:R4"]),
    *((f"export-{rows}", ["export", "--rows", rows]) for rows in ("findings", "actions", "progress", "extensions", "responses")),
    ("import", ["import", "--dry-run", str(FIXTURES.parent / "intake" / "form.txt")]),
]


def main():
    tally = Tally("schemas")
    record = validator("inspection-response")
    shipped = [(path.relative_to(ROOT), read_yaml(path)) for path in sorted((ROOT / "records").rglob("*.yaml"))]
    for path, value in shipped:
        tally.hold(path, schema_errors(record, value))
    tally.refused("a record without its force", schema_errors(record, {**shipped[0][1], "force": None, "owner": "x"}))
    for path in sorted((FIXTURES / "good").glob("*.yaml")):
        schema = validator("settings") if path.stem in SETTINGS else record
        tally.hold(path.relative_to(ROOT), schema_errors(schema, read_yaml(path)))
    for rule in SHAPES:
        tally.refused(f"bad/{rule}.yaml", schema_errors(record, read_yaml(FIXTURES / "bad" / f"{rule}.yaml")))
    for name, arguments in ANSWERS:
        tally.hold(f"irr {' '.join(arguments)}", schema_errors(validator(name), irr(*arguments, "--as-of", SHIPPED_DAY)))
    tally.end()


if __name__ == "__main__":
    main()
