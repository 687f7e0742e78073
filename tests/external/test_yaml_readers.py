"""Holds irr's reading of YAML against four other readers: PyYAML, ruamel.yaml, js-yaml and the yaml package.

A record is reviewed in one program and read by another. Where two of them read one text differently, a field can be hidden from
whoever reviews it. So irr refuses what they do not all read, and read alike. What it accepts it lays out anew with `irr fmt`; each
reader must read the same in both texts. What differs in a scalar's type only (a bare `on`, a day in a text) must be told as
`ambiguous-scalar`.

The texts are fragments of YAML in every place of a record, and records with random bits put in, taken out and set in otherwise.
SEED and TEXTS choose others, and more: SEED=7 TEXTS=6000.
"""

import concurrent.futures
import datetime
import itertools
import json
import math
import os
import pathlib
import random
import subprocess
import tempfile

import pytest
import ruamel.yaml
import yaml

from harness import IRR, NODE, SHIPPED_DAY

pytestmark = pytest.mark.yaml

SEED, TEXTS = int(os.environ.get("SEED", 14)), int(os.environ.get("TEXTS", 1500))

RECORD = """schema_version: 1
stage: draft
force: Kent
local_policing_body:
  kind: pcc
  holder: A. N. Other
inspection:
  title: {title}
  inspectorates: [HMICFRS, {flow}]
  published: 2025-05-16
  grades:
    - {{area: {inside}, grade: good}}
recommendations:
  - ref: "1"
    text: |
      By 31 December 2025, chief constables should plan.

      - one
        two
    addressed_to:
      - {item}
      - the Home Office
    owner: {owner}
    progress:
      - date: 2025-06-06
        note: {note}
commissioner_overall_comments: {last}
"""
PLAIN = {
    "title": "Farm theft", "flow": "HMI Prisons", "inside": "Investigating crime", "item": "chief constables",
    "owner": "Head of Rural Crime", "note": "|\n          The plan went.", "last": "Done",
}

BY_HAND = """# a comment
schema_version: 1   # one
stage: draft
force: "Kent"
local_policing_body: {kind: pcc, holder: 'A. N. O''Ther'}
inspection:
    title: >-
        A long
        title
    inspectorates: [
      HMICFRS,   # c
      "HMI Prisons",
      ]
    published: 2025-05-16
    summary: >-
     one
     two

      indented
     - not a list
      # not a comment

     last
recommendations:
- ref: '1'
  text: >
    Folded text
    goes on.

    New paragraph
      indented
    back
  owner: Head of
    Rural

    Crime
  addressed_to: [chief constables,
    others]
  progress:
  - date: 2025-06-06
    note: "double
      quoted \\
      text\\n"
  -
    date: 2025-06-07
    note: 'single
      quoted ''x''

      text'
  - {date: 2025-06-08,
     note: flow text}
- ref: "2"
  text: |2-
    kept
     more
  owner: null
  due: ~
areas_for_improvement: []
commissioner_overall_comments: |+

  leading blank
  \ttab
   \ttab
  end

"""
IN_BRACKETS = """---
{schema_version: 1, "stage": draft, 'force': Kent,
 local_policing_body: {kind: pcc}, inspection: {title: "A
 long: title", published: 2025-05-16, inspectorates: [a, 'b c',
 "d"]},
 recommendations: [
  {ref: "1", text: plain text
   goes on, owner: "x\\
   y", addressed_to: [chief constables]}, {ref: '2', text: 'it''s

   two'},
 ]}
...
"""

# What stands in the place of a value.
FRAGMENTS = [
    *"a b|a: b|a:b|a:|a #b|a#b|#a|- a|-a|--|---|- - a|? a|?|: a|:a|a,b|a, b|[a]|[a, b]|{a: b}|{a}|[a|]|*a|&a b|! a|!!str a".split("|"),
    *"<<|=|~|null|yes|No|on|y|true|False|1|01|0o17|0x1F|0b11|-0b1|1_000|12:30:45|1.5|.5|1e3|.inf|-.INF|.nan|+1|08".split("|"),
    *"2025-05-16|2025-5-6|2025-05-16T10:00:00Z|2025-05-16 10:00|2025-13-45|20250516|%a|@a|`a|a?|a? b|http://a/b?c#d|*a*|'a''b'".split("|"),
    *['"a"', '"a"#b', '"a" #b', '"\\x41\\u00e9\\U0001F600"', '"\\e\\0\\a"', '"\\N\\L\\P\\_"', '"\\ud800"', '"\\/"', '"\\q"', '"a: b"b'],
    "a\tb", "a\t", "\ta", "a\t# c", '"a\tb"', "'a\tb'", "[a,\tb]", "|\n      \ta", "|\n\ta", "|\t\n      a", ">\n      a\n      \tb",
    "|\n      a", ">\n      a\n      b", "|-\n      a", "|+\n      a\n\n", "|2\n      a", "|9\n      a", "|# c\n      a", "|+ # c\n      a",
    "|\n\n      a", "|\n   \n      a", "|\n          \n      a", "|\n        a\n      b", ">\n      a\n       b\n      c", ">\n\n      a\n\n\n      b\n",
    "a\n      b", "a\nb", "a\n\n      b", "a\n      # c\n      b", "a\n      - b", "a\n      b: c", "a\n      \tb", "a\n...", "a\n---\nb",
    '"a\n      b"', '"a\nb"', '"a\\\n      b"', '"a\\\n\n      b"', '"a \n\n      b"', "'a\n      b'", "[a,\n      b]", "[a,\n  b]", "[\n    a\n  ]",
    "a\rb", "a # c\rb", '"a\rb"', "|\r      a", "|\n      a\r      b", "# c\r    owner: x", "a\x85b", "a\u2028b", "\ufeffa", "a\ufeffb",
    "a\x00b", "a\x07b", "a\x1bb", "a\x7fb", "a\x9fb", "a\ufffeb", "a\uffffb", "a\U0001fffeb", "a\u202eb", "\xa0a", "a\u200bb", "a:\xa0b", "e\u0301",
]  # fmt: skip
# What is put somewhere into a record.
BITS = [
    *"\t| \t|\r|\r\n|\x85|\u2028|\ufeff|\xa0|\u3000|\u200b|\n|\n\n|\n\n\n| |  |    |:|: | :|:\n|#| #| # x|-|- |- - |\n- |\n  - |?|? |\n? ".split("|"),
    *["|", "|\n", "|-\n", "|2\n", ">\n", ">-", '"', "'", '""', "''", "\\", "\\\n", "\\x41", "\\u2028", "\\t", "\\ ", "\\e", "\\N"],
    *"[ ] { } , [] {} [a] &a *a ! !!str !x % --- ... ~ null = << yes 01 0o7 0x1 0b1 1_0 1:30 .inf 1e3 2025-05-16 @ ` $ é".split(" "),
    *["%YAML 1.1\n---\n", "\n---\n", "\n...\n", "--- ", "<<: ", "a: b", "\nowner: z\n", "\n    owner: z\n", '"a": 1', "a:1", "://", "\n ", "\n   ",
      "\n      ", "\n        ", "\n#\n", "\n # c\n", "# \r", "\\\r\n", "e\u0301", "😀", "\u202e", "\ufdd0", "\U0001fffe", "\0", "\x7f", "\x80", "\x1b"],
]  # fmt: skip


def mutated(rng, text):
    for _ in range(rng.choice([1, 1, 1, 1, 1, 2])):
        how, at = rng.random(), rng.randrange(len(text) + 1)
        lines = text.split("\n")
        line = rng.randrange(len(lines))
        if how < 0.55:
            text = text[:at] + rng.choice(BITS) + text[at:]
        elif how < 0.68:
            text = text[:at] + rng.choice(BITS) + text[at + rng.randrange(1, 6) :]
        elif how < 0.76:
            text = text[:at] + text[at + rng.randrange(1, 8) :]
        elif how < 0.87:
            lines[line] = " " * rng.randrange(10) + lines[line].lstrip(" ")
            text = "\n".join(lines)
        elif how < 0.92:
            text = "\n".join(lines[:line] + [rng.choice(lines)] + lines[line:])
        elif how < 0.95:
            text = text.replace("\n", "\r\n")
        else:
            text = text.replace("  ", rng.choice(["   ", "    ", "\t", " "]), rng.randrange(1, 20))
    return text


def texts():
    for place, fragment in itertools.product(PLAIN, FRAGMENTS):
        yield RECORD.format(**{**PLAIN, place: fragment})
    rng = random.Random(SEED)
    bases = [RECORD.format(**PLAIN), BY_HAND, IN_BRACKETS, BY_HAND.replace("\n", "\r\n")]
    yield from bases
    for _ in range(TEXTS):
        yield mutated(rng, rng.choice(bases))


def plain(value):
    if isinstance(value, float):
        return value if math.isfinite(value) else {"!number": str(value)}
    if isinstance(value, (datetime.date, datetime.datetime)):
        return {"!date": value.isoformat()[:10]}
    if isinstance(value, dict):
        return {key if isinstance(key, str) else f"!{key!r}": plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, (bool, int, str)) else {"!other": repr(value)}


def ruamel_load(text):
    return ruamel.yaml.YAML(typ="safe", pure=True).load(text)


def python_readings(text):
    readings = {}
    for name, load in {"PyYAML": yaml.safe_load, "ruamel.yaml": ruamel_load}.items():
        try:
            readings[name] = {"value": plain(load(text))}
        except Exception as trouble:  # what each of them raises is its own affair
            readings[name] = {"refused": f"{type(trouble).__name__}: {trouble}".replace("\n", " ")}
    return readings


def readings(all_texts):
    """What each reader makes of each text."""
    with concurrent.futures.ProcessPoolExecutor() as pool:
        by_python = list(pool.map(python_readings, all_texts, chunksize=32))
    node = ["node", NODE / "yaml_readers.cjs"]
    by_node = json.loads(subprocess.run(node, input=json.dumps(all_texts), capture_output=True, text=True, check=True).stdout)
    return {text: {**one, **other} for text, one, other in zip(all_texts, by_python, by_node)}


def irr_reads(all_texts):
    """For each text that irr accepts: what it lays it out as, and whether it tells of a scalar that is ambiguous."""
    with tempfile.TemporaryDirectory() as folder:
        records = pathlib.Path(folder) / "records" / "kent"
        records.mkdir(parents=True)
        files = [records / f"2025-05-16-text-{at:05}.yaml" for at in range(len(all_texts))]
        for file, text in zip(files, all_texts):
            file.write_bytes(text.encode())
        command = [IRR, "validate", "--store", folder, "--as-of", SHIPPED_DAY, "--format", "lines", "--rule", "ambiguous-scalar"]
        told = subprocess.run(command, capture_output=True, text=True)
        refused, ambiguous = set(), set()
        for line in told.stdout.splitlines():
            (ambiguous if "[ambiguous-scalar]" in line else refused).add(line.split(":")[0])
        unread = told.stderr
        subprocess.run([IRR, "fmt", "--store", folder], capture_output=True)
        accepted = {}
        for file, text in zip(files, all_texts):
            name = f"records/kent/{file.name}"
            if name not in refused and name not in unread:
                accepted[text] = file.read_bytes().decode(), name in ambiguous
        return accepted


def without_nothing(value):
    """Absent, empty and null are one to a record."""
    if isinstance(value, dict):
        kept = {key: without_nothing(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in (None, [], {})}
    return [without_nothing(one) for one in value] if isinstance(value, list) else value


def same(one, two, ends, types):
    """Whether two readings are one: `ends` lets the last line break of a file that has none pass, `types` what a scalar is taken for."""
    if isinstance(one, dict) and isinstance(two, dict) and not any(key.startswith("!") for key in [*one, *two]):
        return one.keys() == two.keys() and all(same(one[key], two[key], ends, types) for key in one)
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(same(a, b, ends, types) for a, b in zip(one, two))
    if isinstance(one, str) and isinstance(two, str):
        return one == two or ends and one.rstrip("\n") == two.rstrip("\n")
    return one == two or types and isinstance(two, str) and not isinstance(one, list)


def differences(text, laid_out, is_ambiguous, known):
    found = []
    for reader, reading in known[text].items():
        wanted = known[laid_out][reader]
        if "refused" in wanted:
            found.append(f"{reader} refuses what irr lays out: {wanted['refused'][:100]}")
        elif "refused" in reading:
            # A bare `<<` or `=`, and the 45th of a month, stop PyYAML where it makes a value of them.
            is_of_type = is_ambiguous and ("ConstructorError" in reading["refused"] or "ValueError" in reading["refused"])
            found += [] if is_of_type else [f"{reader} refuses it: {reading['refused'][:100]}"]
        else:
            one, two = without_nothing(reading["value"]), without_nothing(wanted["value"])
            if not same(one, two, not text.endswith("\n"), is_ambiguous):
                found.append(f"{reader} reads it differently")
    return found


def test_what_irr_accepts_every_reader_reads_alike(tally):
    all_texts = list(dict.fromkeys(texts()))
    accepted = irr_reads(all_texts)
    known = readings(list(dict.fromkeys([*accepted, *(laid_out for laid_out, _ in accepted.values())])))
    for text, (laid_out, is_ambiguous) in accepted.items():
        tally.hold(repr(text), differences(text, laid_out, is_ambiguous, known))
    tally.hold("the share of texts that are accepted", [] if len(all_texts) / 10 < len(accepted) < len(all_texts) else [str(len(accepted))])
    print(f"{len(all_texts)} texts, {len(accepted)} accepted, seed {SEED}")


def test_the_readers_differ_over_texts_that_irr_refuses(tally):
    """A comparison that finds no problems must be able to."""
    differing = ["a: 1 # b\r c: 2\n", "%YAML 1.1\n---\na: yes\n", 'a: "b\\\n\n  c"\n', "a: b\tc\n", "a: [b,\nc]\n"]
    for text, by_reader in readings(differing).items():
        answers = {json.dumps(reading.get("value", "refused")) for reading in by_reader.values()}
        tally.hold(f"the readers on {text!r}", [] if len(answers) > 1 else ["agree"])
