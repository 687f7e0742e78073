"""Holds what `irr export` writes against DuckDB, Python's csv and the schemas, and runs the book's own SQL over several stores.

The stores are the shipped one and two halves of a generated one; a record of the last has words that a spreadsheet would reckon
with. What DuckDB answers is counted a second time from `irr list --format json` and `irr show ID --format json`.

The folders of forty-three offices are asked together, too, of DuckDB and of Apache Spark.
"""

import collections
import csv
import datetime
import io
import json
import re
import shutil
import subprocess

import duckdb
import pytest

from harness import IRR, ROOT, SHIPPED_DAY, generate_store, irr, schema_errors, validator

pytestmark = pytest.mark.export

KINDS = ["findings", "actions", "progress", "extensions", "responses"]
GENERATED = 60
# The forces of England and Wales, and the records of each that are made up.
OFFICES, RECORDS_OF_EACH = 43, 20
BOM = b"\xef\xbb\xbf"
# Words, and whether they are to get an apostrophe.
GUARDED = [
    ("=1+1", True),
    ("+44 1234", True),
    ("-2+3", True),
    ("@SUM(A1)", True),
    ("\t=1", True),
    ("\ttab", True),
    ("  =1", True),
    ("\u00a0=1", True),
    ("\u200b=1", True),
    ("\uff1d1", True),
    ("\uff0b1", True),
    ("\uff0d1", True),
    ("\uff20SUM(1)", True),
    ("'=1", True),
    ("'tis", False),
    ("2026-01-01", False),
    ('a "quoted", word\nand = more', False),
    ("Füße, 蛇; ’=1", False),
]
SPOILT = "records/kent/2025-05-16-formulas.yaml"


def export(store, rows, form, *more):
    """What irr writes, byte for byte."""
    ran = subprocess.run(
        [IRR, "--store", store, "--as-of", SHIPPED_DAY, "export", "--rows", rows, "--format", form, *more], capture_output=True
    )
    if ran.returncode:
        pytest.fail(f"irr export {store} {rows} {form}: exit {ran.returncode}\n{ran.stderr.decode()}")
    return ran.stdout


def make_stores(folder):
    """Three stores that have no record in common, each with its export as lines and as a table."""
    made = generate_store(GENERATED, folder / "generated")
    stores = {"shipped": ROOT, "one": folder / "one", "two": folder / "two"}
    for at, path in enumerate(sorted((made / "records").rglob("*.yaml"))):
        goal = stores[("one", "two")[at % 2]] / path.relative_to(made)
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, goal)
    spoilt = {
        "schema_version": 1,
        "stage": "draft",
        "force": "Kent",
        "local_policing_body": {"kind": "pcc"},
        "inspection": {"title": "Formulas", "published": "2025-05-16"},
        "recommendations": [
            {
                "ref": str(number),
                "text": f"Act {number}.",
                "owner": words,
                "due": "2025-12-31",
                "extensions": [{"agreed": "2025-06-01", "to": "2025-11-30", "reason": words}],
            }
            for number, (words, _) in enumerate(GUARDED, 1)
        ],
    }
    path = stores["two"] / SPOILT
    path.parent.mkdir(parents=True, exist_ok=True)
    # JSON is YAML.
    path.write_text(json.dumps(spoilt), encoding="utf-8")
    for name, store in stores.items():
        for rows in KINDS:
            for form in ("ndjson", "csv"):
                file = folder / "exports" / name / f"{rows}.{form}"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(export(store, rows, form))
    return stores


def lines(raw):
    return [json.loads(line) for line in raw.decode().split("\n")[:-1]]


def cell(value):
    """A value of the JSON as a table has it, without the apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(value) if isinstance(value, list) else str(value)


def bare(text):
    """What a cell says, by the rule that the book tells: one apostrophe is taken away where the rest would have got one."""
    return text[1:] if text.startswith("'") and wants_guard(text[1:]) else text


def wants_guard(text):
    rest = text.lstrip("'")
    seen = re.sub("^[\\s\\x00-\\x1f\\x7f-\\x9f'\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*", "", rest)
    return bool(re.match("[\\x00-\\x1f\\x7f-\\x9f]", rest)) or seen.startswith(tuple("=+-@＝＋－＠﹦﹢﹣﹫−"))


def csv_errors(raw, rows):
    """What is wrong with a table as RFC 4180 and the JSON have it."""
    text = raw.decode("utf-8")
    errors = []
    outside = re.sub('"(?:[^"]|"")*"', "", text)
    if re.search("\r(?!\n)|(?<!\r)\n", outside) or not text.endswith("\r\n") or '"' in outside:
        errors.append("a line does not end in CRLF, or a quote stands alone")
    table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    names = list(rows[0])[2:] if rows else table[0]
    if table[0] != names:
        errors.append(f"the names are {table[0]}, and the JSON's {names}")
    if [len(row) for row in table] != [len(names)] * (1 + len(rows)):
        errors.append("not every row has every cell, or not every row is there")
    for read, row in zip(table[1:], rows):
        for name, seen in zip(names, read):
            value = row[name]
            words = isinstance(value, (str, list)) and not re.fullmatch(r"\d{4}-\d\d-\d\d", cell(value))
            if (bare(seen) if words else seen) != cell(value):
                errors.append(f"{row['record']} {name}: {seen!r} is not {cell(value)!r}")
            if words and wants_guard(cell(value)) != (seen != cell(value)):
                errors.append(f"{row['record']} {name}: {seen!r} has an apostrophe that it should not have, or none")
    return errors


def plain(value):
    """A value of DuckDB as a table has it."""
    return value.isoformat() if isinstance(value, datetime.date) else value


def duckdb_errors(database, source, rows, names):
    """What DuckDB reads otherwise than the JSON says, whatever type it takes a column for."""
    columns = ", ".join(f'"{name}"' for name in names)
    read = database.sql(f"SELECT {columns} FROM {source}").fetchall()
    told = [[row[name] for name in names] for row in rows]
    if source.startswith("read_csv"):
        read = [[bare(cell(plain(value))) for value in row] for row in read]
        told = [[cell(value) for value in row] for row in told]
    else:
        read = [[plain(value) for value in row] for row in read]
    key = json.dumps
    errors = [] if len(read) == len(told) else [f"{len(read)} rows, and not {len(told)}"]
    differing = [(one, two) for one, two in zip(sorted(read, key=key), sorted(told, key=key)) if list(one) != two]
    return errors + [f"{one} is not {two}"[:400] for one, two in differing[:3]]


def counted(stores):
    """What the book's questions are to answer, counted from irr's other answers."""
    overdue, owners, longest = collections.Counter(), collections.Counter(), {}
    actions, late_actions, late, latest = collections.Counter(), collections.Counter(), collections.Counter(), {}
    for store in stores.values():
        given = ["--store", store, "--as-of", SHIPPED_DAY]
        for item in irr("list", "--all", *given)["items"]:
            if item["overdue"]:
                overdue[item["force"]] += 1
                owners[item["owner"]] += 1
                longest[item["owner"]] = max(longest.get(item["owner"], 0), item["days_overdue"])
        records = store / "records"
        for path in sorted(records.rglob("*.yaml")):
            shown = irr("show", str(path.relative_to(records).with_suffix("")), *given)
            force, days = shown["record"]["force"], shown["response"]["days_late"]
            if days is not None:
                late[force] += 1
                latest[force] = max(latest.get(force, 0), days)
            written = [
                finding
                for kind in ("recommendations", "areas_for_improvement", "causes_of_concern")
                for finding in shown["record"].get(kind, [])
            ]
            for item, finding in zip(shown["findings"], written, strict=True):
                for action in finding.get("actions", []):
                    if item["open"] and item["ours"] and action.get("done", "9999") > SHIPPED_DAY:
                        actions[force] += 1
                        late_actions[force] += action.get("target", "9999") < SHIPPED_DAY
    by_owner = sorted(owners, key=lambda owner: (-owners[owner], owner is None, (owner or "").encode()))
    return [
        [(force, overdue[force]) for force in sorted(overdue)],
        [(owner, owners[owner], longest[owner]) for owner in by_owner],
        [(force, actions[force], late_actions[force]) for force in sorted(actions)],
        [(force, late[force], latest[force]) for force in sorted(late)],
    ]


def questions():
    """The statements of the book's SQL."""
    text = (ROOT / "docs" / "guide" / "several-forces.md").read_text(encoding="utf-8")
    return [part.strip() for block in re.findall("```sql\n(.*?)```", text, re.S) for part in block.split(";") if part.strip()]


def asked_of_spark():
    """The statement of the book's Python."""
    text = (ROOT / "docs" / "guide" / "several-forces.md").read_text(encoding="utf-8")
    (statement,) = re.findall(r'spark\.sql\("(.*?)"\)', text)
    return statement


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("export").resolve()


@pytest.fixture(scope="module")
def stores(folder):
    return make_stores(folder)


@pytest.fixture(scope="module")
def database(folder, stores):
    database = duckdb.connect()
    database.sql(f"SET file_search_path = '{folder / 'exports'}'")
    return database


def told(folder, stores, rows):
    """All that the lines of one kind say, of all stores."""
    return [row for store in stores for row in lines((folder / "exports" / store / f"{rows}.ndjson").read_bytes())]


@pytest.mark.parametrize("rows", KINDS)
def test_rows_follow_their_schema_and_are_the_same_in_each_format(tally, folder, stores, rows):
    schema = validator(f"export-{rows}")
    for name, store in stores.items():
        read = lines((folder / "exports" / name / f"{rows}.ndjson").read_bytes())
        tally.hold(f"{name} {rows} lines", [error for row in read for error in schema_errors(schema, row)][:5])
        whole = json.loads(export(store, rows, "json"))
        tally.hold(f"{name} {rows} whole", schema_errors(schema, whole)[:5])
        same = whole["items"] == [{key: row[key] for key in row if key not in ("schema", "as_of")} for row in read]
        tally.hold(f"{name} {rows} json and ndjson", [] if same else ["are not the same"])
        raw = (folder / "exports" / name / f"{rows}.csv").read_bytes()
        tally.hold(f"{name} {rows} csv", csv_errors(raw, read)[:5])
        marked = export(store, rows, "csv", "--bom") == BOM + raw
        tally.hold(f"{name} {rows} bom", [] if marked else ["is not the table behind a mark"])
    first = told(folder, stores, rows)[0]
    tally.refused(f"{rows} without a force", schema_errors(schema, {**first, "force": None}))
    tally.refused(f"{rows} of another kind", schema_errors(schema, {**first, "schema": "irr.list/1"}))
    tally.refused(f"{rows} with a cell of its own", csv_errors(raw.replace(b"\r\n", b",x\r\n", 2), read))


@pytest.mark.parametrize("rows", KINDS)
def test_duckdb_reads_what_the_json_says(tally, folder, stores, database, rows):
    wanted = told(folder, stores, rows)
    names = list(wanted[0])
    tally.hold(f"DuckDB, {rows}.ndjson", duckdb_errors(database, f"read_json('*/{rows}.ndjson')", wanted, names))
    tally.hold(f"DuckDB, {rows}.csv", duckdb_errors(database, f"read_csv('*/{rows}.csv')", wanted, names[2:]))


def test_the_sql_of_the_readme_answers_what_irr_answers_elsewhere(tally, stores, database):
    """Asked of the lines and of the tables."""
    asked, answers = questions(), counted(stores)
    tally.hold("the book's questions", [] if len(asked) == len(answers) else [f"{len(asked)}, and {len(answers)} answers"])
    for question, answer in zip(asked, answers):
        title = question.splitlines()[0]
        said = database.sql(question).fetchall()
        tally.hold(f"{title} (lines)", [] if said == answer and answer else [f"{said} is not {answer}"])
        of_tables = question.replace("read_json", "read_csv").replace(".ndjson", ".csv")
        said = [(row[0] and bare(row[0]), *row[1:]) for row in database.sql(of_tables).fetchall()]
        # An apostrophe sorts elsewhere.
        said, answer = sorted(said, key=str), sorted(answer, key=str)
        tally.hold(f"{title} (tables)", [] if said == answer else [f"{said} is not {answer}"])


def test_a_word_that_a_spreadsheet_would_reckon_with_is_guarded(tally, stores):
    """And is not with --no-guard; numbers and dates are as they are."""
    store = stores["two"]
    for more in ((), ("--no-guard",)):
        for rows, column in (("findings", "owner"), ("extensions", "reason")):
            text = export(store, rows, "csv", "--force", "kent", *more).decode()
            table = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["record"].endswith("formulas")]
            for row, (words, guarded) in zip(table, GUARDED, strict=True):
                wanted = f"'{words}" if guarded and not more else words
                tally.hold(f"{column} {words!r} {more}", [] if row[column] == wanted else [f"is {row[column]!r}"])
                if rows == "extensions":
                    exact = [row["days"], row["to"]]
                    tally.hold(f"a number {more}", [] if exact == ["-31", "2025-11-30"] else [f"is {exact}"])


def test_a_store_without_a_row_of_a_kind_stands_beside_others(folder, database):
    """As the book says."""
    alone = folder / "empty"
    (alone / "none").mkdir(parents=True)
    (alone / "none" / "progress.ndjson").write_bytes(export(ROOT, "progress", "ndjson", "--where", "ref = R999"))
    (alone / "some").mkdir()
    (alone / "some" / "progress.ndjson").write_bytes(export(ROOT, "progress", "ndjson"))
    read = database.sql(f"SELECT count(*) FROM read_json('{alone}/*/progress.ndjson')").fetchall()[0][0]
    wanted = len(lines(export(ROOT, "progress", "ndjson")))
    assert read == wanted


@pytest.fixture(scope="module")
def offices(folder):
    """The folder of exports of forty-three offices, and what `irr list` counts as overdue in each: {office: {force: count}}.

    With --all it lists what others are late with, too, which is not overdue by the words of the book.
    """
    made = generate_store(OFFICES * RECORDS_OF_EACH, folder / "of-offices")
    exports, counts = folder / "exports-of-offices", {}
    paths = sorted((made / "records").rglob("*.yaml"))
    for number in range(OFFICES):
        name = f"office-{number:02}"
        store = folder / "offices" / name
        for path in paths[number::OFFICES]:
            goal = store / path.relative_to(made)
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, goal)
        (exports / name).mkdir(parents=True)
        (exports / name / "findings.ndjson").write_bytes(export(store, "findings", "ndjson"))
        listed = irr("list", "--overdue", "--all", "--store", store, "--as-of", SHIPPED_DAY)["items"]
        counts[name] = collections.Counter(item["force"] for item in listed if item["overdue"])
    return exports, counts


def office_errors(ask, counts):
    """What a database answers otherwise than `irr list`, for each office and for all: `ask` is given the folder to read."""
    answers = {name: dict(ask(name)) for name in counts}
    errors = [f"{name}: {answers[name]} is not {dict(wanted)}" for name, wanted in counts.items() if answers[name] != wanted]
    total, said = sum(counts.values(), collections.Counter()), dict(ask("*"))
    return errors + ([] if said == total else [f"all: {said} is not {dict(total)}"])


def overdue_findings(counts):
    return sum(sum(wanted.values()) for wanted in counts.values())


def test_duckdb_counts_what_irr_lists_in_forty_three_offices(tally, offices):
    """By the first question of the book, which is about what is overdue."""
    exports, counts = offices
    database = duckdb.connect()
    database.sql(f"SET file_search_path = '{exports}'")
    question = questions()[0]

    def ask(name):
        return database.sql(question.replace("*/findings", f"{name}/findings")).fetchall()

    tally.hold("the offices", [] if len(counts) == OFFICES and overdue_findings(counts) > OFFICES else ["have too little overdue"])
    tally.hold(f"{overdue_findings(counts)} findings", office_errors(ask, counts))
    counts = {**counts, "office-07": counts["office-07"] + collections.Counter({"Kent": 1})}
    tally.refused("one more that is overdue", office_errors(ask, counts))


@pytest.mark.spark
def test_spark_counts_what_irr_lists_in_forty_three_offices(tally, offices):
    """By the statement of the book."""
    from pyspark.sql import SparkSession

    exports, counts = offices
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:

        def ask(name):
            spark.read.json(f"{exports}/{name}/findings.ndjson").createOrReplaceTempView("findings")
            return [tuple(row) for row in spark.sql(asked_of_spark()).collect()]

        tally.hold(f"{overdue_findings(counts)} findings", office_errors(ask, counts))
    finally:
        spark.stop()
