"""Holds the shipped records, and irr's answers about them, against the schemas in schemas/ with an independent validator."""

import pytest

from harness import FIXTURES, ROOT, SHIPPED_DAY, irr, read_yaml, schema_errors, validator

pytestmark = pytest.mark.schemas

# Rules of irr.yaml, whose fixtures are such a file.
SETTINGS = ["rule-weakened", "us-narrowed"]
# The faults of shape that an editor underlines, by the rules that tell them.
SHAPES = ["unknown-field", "missing-field", "wrong-type", "day-month-order", "unsupported-schema-version", "field-of-another-version"]
ANSWERS = [
    ("list", ["list", "--all"]),
    ("due", ["due"]),
    ("summary", ["summary"]),
    ("validate", ["validate"]),
    ("show-record-2", ["show", "staffordshire"]),
    ("show-finding-2", ["show", "staffordshire:R4"]),
    *((f"export-{rows}", ["export", "--rows", rows]) for rows in ("findings", "actions", "progress", "extensions", "responses")),
    ("import-2", ["import", "--dry-run", str(FIXTURES.parent / "intake" / "form.txt")]),
]


def test_the_shipped_records_follow_the_schema(tally):
    record = validator("inspection-response")
    shipped = [(path.relative_to(ROOT), read_yaml(path)) for path in sorted((ROOT / "records").rglob("*.yaml"))]
    for path, value in shipped:
        tally.hold(path, schema_errors(record, value))
    tally.refused("a record without its force", schema_errors(record, {**shipped[0][1], "force": None, "owner": "x"}))


def test_the_good_fixtures_follow_their_schemas(tally):
    for path in sorted((FIXTURES / "good").glob("*.yaml")):
        schema = validator("settings" if path.stem in SETTINGS else "inspection-response")
        tally.hold(path.relative_to(ROOT), schema_errors(schema, read_yaml(path)))


@pytest.mark.parametrize("rule", SHAPES)
def test_the_schema_refuses_what_breaks_a_rule_of_shape(rule):
    assert schema_errors(validator("inspection-response"), read_yaml(FIXTURES / "bad" / f"{rule}.yaml"))


def test_a_record_of_version_one_is_shown_in_the_shape_of_its_version(tmp_path):
    """The schemas of version 1 stay for the programs that were written for them."""
    folder = tmp_path / "records" / "kent"
    folder.mkdir(parents=True)
    (folder / "2025-05-16-subject.yaml").write_text((FIXTURES / "good" / "field-of-another-version.yaml").read_text(encoding="utf-8"))
    for name, address in (("show-record", "subject"), ("show-finding", "subject:R1")):
        told = irr("show", address, "--as-of", SHIPPED_DAY, "--store", tmp_path)
        assert told["schema"] == f"irr.{name}/1"
        assert not schema_errors(validator(name), told)
        assert schema_errors(validator(f"{name}-2"), told)


@pytest.mark.parametrize("name, arguments", ANSWERS, ids=[name for name, _ in ANSWERS])
def test_an_answer_in_json_follows_its_schema(name, arguments):
    assert not schema_errors(validator(name), irr(*arguments, "--as-of", SHIPPED_DAY))
