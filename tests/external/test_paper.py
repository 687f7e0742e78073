"""Counts the figures of `irr summary` a second time, and holds each of its formats against them, Chromium, axe-core and LibreOffice.

The figures come from paper_figures.py, which reads the raw YAML and knows no irr. The stores are the shipped records, one that
`generate_store` makes, one in which all meets that may (paper_store.py), and one with a single record.
"""

import functools
import io
import json
import os
import re
import shutil
import subprocess
import zipfile

import lxml.html
import pytest
import yaml
from lxml import etree
from markdown_it import MarkdownIt

import paper_figures
from harness import IRR, NODE, ROOT, SHIPPED_DAY, generate_store, schema_errors, validator
from paper_store import make_store

pytestmark = pytest.mark.paper
STORES = ["shipped", "generated", "odd", "one"]
# So many made-up records are counted.
GENERATED, ODD = 300, 150

PERIODS = [
    ["--quarter", "2026-Q3"],
    ["--quarter", "2026/27-Q3"],
    ["--since", "2025-12-01", "--until", "2026-11-24"],
    ["--since", "2026-10-14", "--until", "2026-10-14"],
    ["--since", "2024-02-29", "--until", "2024-02-29"],
    ["--since", "2023-01-31", "--until", "2023-05-30"],
    ["--since", "2010-01-01", "--until", "2010-03-31"],
    ["--since", "2026-06-01", "--until", "2030-12-31"],
    [],
]
# One with nothing in it.
EMPTY = PERIODS[6]
FORMATS = ("json", "markdown", "html", "text", "docx")
WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def summary(store, *arguments, format="json", cwd=ROOT, **variables):
    """What irr writes, as bytes."""
    command = [IRR, "--store", store, "summary", *arguments, "--format", format]
    environment = {**os.environ, "IRR_TODAY": SHIPPED_DAY, "COLUMNS": "2000", **variables}
    ran = subprocess.run(command, cwd=cwd, env=environment, capture_output=True)
    if ran.returncode:
        pytest.fail(f"{' '.join(map(str, command))}: exit {ran.returncode}\n{ran.stderr.decode()}")
    return ran.stdout


def sections(paper):
    return {section["name"]: section for section in paper["sections"]}


def as_figures(tally):
    """A tally as {row: {column: count}}."""
    return {row["name"]: {figure["name"]: figure["count"] for figure in row["figures"]} for row in tally["rows"]}


# The second count.


def count_errors(counted, told):
    """Where irr's paper and the second count are not the same."""
    errors = [] if told["records"] == len(counted.records) else [f"{told['records']} records, and not {len(counted.records)}"]
    wanted = counted.figures()
    wanted["trend"] = {day: counted.trend(day) for day in counted.trend_days()}
    parts = sections(told)
    seen = set()
    for tally in (tally for section in told["sections"] for tally in section["tallies"]):
        name = tally["name"]
        seen.add(name)
        rows = as_figures(tally)
        if len(rows) != len(tally["rows"]):
            errors.append(f"{name} has a row twice")
        if name.startswith("by_"):
            rows = {row.lower(): figures for row, figures in rows.items()}
        for row in {*rows, *wanted[name]}:
            if rows.get(row) != wanted[name].get(row):
                errors.append(f"{name}, {row}: {rows.get(row)}, and not {wanted[name].get(row)}")
    # Where all is one force's or one inspectorate's there is no such section.
    errors += [f"no {name}" for name in sorted({*wanted} - seen) if len(wanted[name]) > 1]
    addresses = lambda name: [(finding["record"], finding["ref"]) for finding in parts[name]["findings"]]
    days = {(finding["record"], finding["ref"]): finding["days_overdue"] for finding in parts["exceptions"]["findings"]}
    grades = {tuple(grade[key] for key in ("force", "area", "published", "record", "grade", "before")) for grade in parts["grades"]["grades"]}
    for what, one, other in [
        ("overdue", days, counted.overdue()),
        ("closedown", set(addresses("closedown")), counted.still_open()),
        ("closed", set(addresses("closed")), counted.ended_in_period()),
        ("verified", set(addresses("verified")), counted.verified_in_period()),
        ("grades", grades, set(counted.grades())),
    ]:
        if one != other:
            errors.append(f"{what}: {sorted(map(str, set(one) ^ set(other)))[:4] or 'other days'}")
    for name in ("exceptions", "closedown", "closed", "verified"):
        if len(set(addresses(name))) != len(addresses(name)):
            errors.append(f"{name} has a finding twice")
        errors += state_errors(counted, parts[name]["findings"])
    return errors + list(movement_errors(parts["movement"]))


def state_errors(counted, findings):
    known = {(finding.record_id, finding.ref): finding for finding in counted.findings}
    for told in findings:
        for key, wanted in known[told["record"], told["ref"]].on(counted.day).items():
            value = told[key]
            if isinstance(value, dict):
                value = {name: part for name, part in value.items() if part is not None}
            if value != wanted:
                yield f"{told['record']}:{told['ref']} {key}: {value!r}, and not {wanted!r}"


def movement_errors(section):
    """What was open, and came, and went makes what remains: for each kind."""
    rows = as_figures(section["tallies"][0])
    for column in rows["remaining"]:
        counts = [rows[name][column] for name in ("previously open", "new", "reopened", "closed", "superseded or not accepted")]
        if sum(counts[:3]) - sum(counts[3:]) != rows["remaining"][column]:
            yield f"movement of {column} does not reconcile: {counts}, {rows['remaining'][column]}"


def spoiled(counted):
    """The second count with one thing changed, each of which must be noticed."""
    finding = next(one for one in counted.ours if one.on(counted.day)["overdue"])
    for key, value in {"status": "closed", "open": False, "overdue": False, "due": "2000-01-01", "days_overdue": 1}.items():
        kept = dict(finding.on(counted.day))
        finding.known[counted.day] = {**kept, key: value}
        yield key, counted
        finding.known[counted.day] = kept


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stores")
    one = folder / "one"
    alone = next((ROOT / "records").rglob("*custody.yaml"))
    (one / "records" / alone.parent.name).mkdir(parents=True)
    shutil.copyfile(alone, one / "records" / alone.parent.name / alone.name)
    return {"shipped": ROOT, "generated": generate_store(GENERATED, folder / "generated"), "odd": make_store(folder / "odd", ODD), "one": one}


@pytest.mark.parametrize("name", STORES)
def test_the_figures_are_those_of_a_second_count(tally, stores, name):
    store = stores[name]
    raw = paper_figures.Store(store)
    some = next(iter(sorted(record["force"] for _, record in raw.records)))
    for period in PERIODS:
        for force in (None, some[:4].upper()):
            arguments = [*period, *(["--force", force] if force else [])]
            told = json.loads(summary(store, *arguments))
            counted = raw.paper(told["since"], told["until"], force)
            tally.hold(f"{name}, {' '.join(arguments)}: schema", schema_errors(validator("summary"), told))
            tally.hold(f"{name}, {' '.join(arguments)}: figures", count_errors(counted, told))
    told = json.loads(summary(store))
    if len(told["sections"]) and as_figures(sections(told)["headline"]["tallies"][0])["all"]["overdue"]:
        for key, counted in spoiled(raw.paper(told["since"], told["until"])):
            tally.refused(f"{name}: another {key} in the second count", count_errors(counted, told))


@pytest.mark.parametrize("name, every", [("shipped", 3), ("odd", 7)])
def test_the_filter_of_a_figure_finds_as_many_as_the_figure_says(tally, stores, name, every):
    """Of every third figure, or of every seventh."""
    store = stores[name]
    told = json.loads(summary(store))
    figures = [
        (part["counts"], row["as_of"], figure)
        for section in told["sections"]
        for part in section["tallies"]
        for row in part["rows"]
        for figure in row["figures"]
    ]
    for counts, day, figure in figures[::every]:
        command = ["list"] if counts == "findings" else ["export", "--rows", "responses"]
        where = ["--where", figure["where"]] if figure["where"] else []
        ran = subprocess.run([IRR, "--store", store, *command, "--as-of", day, *where, "--format", "json"], capture_output=True, text=True)
        found = len(json.loads(ran.stdout)["items"]) if ran.returncode == 0 else ran.stderr
        tally.hold(f"{name}: {figure['where']} on {day}", [] if found == figure["count"] else [f"{found}, and not {figure['count']}"])


# The numbers in sentences.

FIRST = re.compile(
    r"On \w{3} (?P<day>[\d-]+), (?:no finding is open|(?P<open>\d+) findings? (?:is|are) open in (?P<reports>\d+) reports?"
    r"(?:, (?:none|(?P<late>\d+)) of them overdue))\."
    r"(?: (?P<others>\d+) more (?:is|are) for other bodies and not counted here\.)?"
)
RECONCILES = re.compile(r"It reconciles: (\d+) \+ (\d+) \+ (\d+) − (\d+) − (\d+) = (\d+)\.")
ADDENDS = ("previously open", "new", "reopened", "closed", "superseded or not accepted", "remaining")
# A list's or an agenda's last sentence: how many, and how many of them are overdue.
LAST = re.compile(
    r"(?:(?:Nothing is overdue|No finding is overdue|Nothing matches) |(?P<all>\d+) (?:findings?|deadlines?)"
    r"(?:(?P<every> overdue)|(?P<none>, none overdue)|, (?P<some>\d+) of them overdue| past the due date, (?P<ours>\d+) of them ours,) )on .*\."
)
VERDICT = re.compile(r"(\d+) errors? and (\d+) warnings? in (\d+) records?\.")
# Numbers of the law, of a file's name and of a filter count nothing.
COUNTS_NOTHING = ("From the records as of ", "To list what a figure counts, ", "Closed and reopened within the period")


def paragraphs(text):
    """The sentences of a Markdown paper: neither headings nor tables."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    found = [inline.children for opening, inline in zip(tokens, tokens[1:]) if opening.type == "paragraph_open"]
    return [flat("".join(child.content for child in children)) for children in found]


def numbers(match, *names):
    return tuple(int(match[name] or 0) for name in names)


def sentence_errors(counted, told, markdown):
    """Where a sentence has another number than the second count, or one that nobody counts."""
    first, *others = paragraphs(markdown)
    match = FIRST.fullmatch(first)
    if not match or match["day"] != counted.day:
        return [f"the first sentence is {first!r}"]
    errors = []
    if numbers(match, "open", "reports", "late", "others") != counted.first_sentence():
        errors.append(f"{first!r}, and not {counted.first_sentence()}")
    for sentence in others:
        if reconciles := RECONCILES.fullmatch(sentence):
            wanted = [counted.movement()[name]["total"] for name in ADDENDS]
            errors += [] if [int(one) for one in reconciles.groups()] == wanted else [f"{sentence!r}, and not {wanted}"]
        elif re.search(r"\d", sentence) and not sentence.startswith(COUNTS_NOTHING):
            errors.append(f"nobody counts {sentence!r}")
    return errors


def last_errors(raw, wanted):
    """Where the sentence below a list has another number."""
    last = flat(raw.strip().split("\n\n")[-1])
    match = LAST.fullmatch(last)
    if not match:
        return [f"the last sentence is {last!r}"]
    every = int(match["all"] or 0)
    late = every if match["every"] else sum(numbers(match, "some", "ours"))
    return [] if (every, late) == wanted else [f"{last!r}, and not {wanted}"]


def answer(store, *arguments, form="json"):
    """What irr answers, whatever its exit code says of it."""
    environment = {**os.environ, "IRR_TODAY": SHIPPED_DAY, "COLUMNS": "2000"}
    raw = subprocess.run([IRR, "--store", store, *arguments, "--format", form], env=environment, capture_output=True, text=True).stdout
    return json.loads(raw) if form == "json" else raw


@pytest.mark.parametrize("name", STORES)
def test_the_numbers_in_sentences_are_those_of_a_second_count(tally, stores, name):
    store = stores[name]
    raw = paper_figures.Store(store)
    for period in PERIODS:
        told = json.loads(summary(store, *period))
        counted = raw.paper(told["since"], told["until"])
        markdown = summary(store, *period, format="markdown").decode()
        tally.hold(f"{name}, {' '.join(period)}: sentences", sentence_errors(counted, told, markdown))
        first = paragraphs(markdown)[0]
        for kind in ("html", "text"):
            # Numbers of a page stand in elements of their own; its words do not change.
            page = summary(store, *period, format=kind).decode()
            words = flat(lxml.html.fromstring(page.encode()).text_content() if kind == "html" else page)
            tally.hold(f"{name}, {kind}: first sentence", [] if first in words else ["is not there"])
        with zipfile.ZipFile(io.BytesIO(summary(store, *period, format="docx"))) as archive:
            body = etree.fromstring(archive.read("word/document.xml"))
        written = [flat("".join(paragraph.itertext("{*}t"))) for paragraph in body.iter("{*}p")]
        tally.hold(f"{name}, docx: first sentence", [] if first in written else ["is not there"])
        changed = re.sub(r"(\d+)( findings? (?:is|are) open)", lambda match: f"{int(match[1]) + 1}{match[2]}", markdown, count=1)
        if changed != markdown:
            tally.refused(f"{name}: another number in the first sentence", sentence_errors(counted, told, changed))
    for day in (SHIPPED_DAY, "2026-03-31", "2024-06-30"):
        for flags, asked in {(): {}, ("--all",): {"everything": True}, ("--overdue",): {"overdue": True}}.items():
            written = answer(store, "list", *flags, "--as-of", day, form="table")
            tally.hold(f"{name}, list {' '.join(flags)} on {day}: last sentence", last_errors(written, raw.listed(day, **asked)))
        items = answer(store, "due", "--as-of", day)["items"]
        wanted = len(items), sum(item["date"] < day for item in items)
        tally.hold(f"{name}, due on {day}: last sentence", last_errors(answer(store, "due", "--as-of", day, form="table"), wanted))
    verdict = answer(store, "validate")
    levels = [item["severity"] for item in verdict["items"]]
    wanted = levels.count("error"), levels.count("warning"), len(raw.records)
    match = VERDICT.match(answer(store, "validate", form="text").strip().split("\n\n")[-1])
    tally.hold(f"{name}, validate: last sentence", [] if match and tuple(map(int, match.groups())) == wanted else [f"{match and match[0]!r}, and not {wanted}"])


def test_the_numbers_below_an_import_are_those_of_what_it_prints(tally, tmp_path):
    """Of the record, and of the notes that it lists."""
    folder = tmp_path
    (folder / "import" / "records").mkdir(parents=True)
    documents = [ROOT / "tests/fixtures/intake/form.txt", *sorted((ROOT / "tests/fixtures/intake/letters").glob("*.txt"))]
    for document in documents:
        command = [IRR, "--store", folder / "import", "import", "--dry-run", document]
        ran = subprocess.run(command, capture_output=True, text=True)
        record = yaml.load(ran.stdout, paper_figures.QuickLoader)
        notes = json.loads(subprocess.run([*command, "--format", "json"], capture_output=True, text=True).stdout)["items"][0]["complaints"]
        wanted = sum(len(record.get(key) or []) for key in paper_figures.KINDS), len(notes)
        told = re.findall(r"^(\d+) findings?, (\d+) notes? to check$", ran.stderr, re.MULTILINE)
        tally.hold(f"import of {document.name}: its numbers", [] if told == [tuple(map(str, wanted))] else [f"{told}, and not {wanted}"])


# Every format has the same figures.


def flat(text):
    return " ".join(text.split())


def wanted_tables(section):
    """The figures of a section as rows of cells."""
    return [
        [[flat(row["name"]), *(str(figure["count"]) for figure in row["figures"])] for row in tally["rows"]]
        for tally in section["tallies"]
        if tally["rows"]
    ]


def markdown_tables(text):
    """The tables below each heading of the second level, and what is wrong with the Markdown itself."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tables, errors, title, row = {}, [], None, None
    lines, tokens = text.split("\n"), parser.parse(text)
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            title = tokens[at + 1].content if token.tag == "h2" else None
            if token.tag != "h1":
                tables.setdefault(title, [])
        elif token.type == "html_block":
            errors.append(f"HTML breaks out: {token.content!r}")
        elif token.type == "inline":
            # A line break within a cell is all the HTML there is.
            children = [child for child in token.children if child.content != "<br>"]
            errors += [f"{child.type} breaks out: {child.content!r}" for child in children if child.type in ("html_inline", "image", "link_open", "code_inline")]
            if row is not None:
                row.append(flat("".join(" " if child.content == "<br>" else child.content for child in token.children)))
        elif token.type == "table_open":
            tables[title].append([])
            table_lines = lines[token.map[0] : token.map[1]]
            bars = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in table_lines}
            errors += [f"rows of {sorted(bars)} bars below {title}"] if len(bars) > 1 else []
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            tables[title][-1].append(row)
            row = None
    # The first row is the head.
    return {title: [table[1:] for table in found] for title, found in tables.items()}, errors


def html_tables(raw):
    tables, title = {}, None
    for element in lxml.html.fromstring(raw).iter("h2", "table"):
        if element.tag == "h2":
            title = element.text_content()
            tables.setdefault(title, [])
        else:
            tables[title].append([[flat(cell.text_content()) for cell in row] for row in element.iterfind("tbody/tr")])
    return tables, [f"<{tag}> in the page" for tag in ("<script", "<iframe", "<img") if tag.encode() in raw.split(b"</style>")[1]]


def docx_tables(raw, path):
    path.write_bytes(raw)
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    tables, title = {}, None
    words = lambda element: flat("".join(part.text or "" if part.tag.endswith("}t") else " " for part in element.iter("{*}t", "{*}br", "{*}tab")))
    for element in body:
        style = next(iter(element.xpath("w:pPr/w:pStyle/@w:val", namespaces=WORD)), "")
        if style == "Heading2":
            title = words(element)
            tables.setdefault(title, [])
        elif element.tag.endswith("}tbl"):
            rows = element.findall("w:tr", WORD)
            tables.setdefault(title, []).append([[words(cell) for cell in row.findall("w:tc", WORD)] for row in rows[1:]])
    return tables, []


def text_tables(text):
    """Tables of a terminal wide enough that nothing is broken: a rule below the head, columns two spaces apart."""
    tables, title, table = {}, None, None
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if at and lines[at - 1] and set(line) == {"─"} and lines[at - 1].strip() == lines[at - 1]:
            title, table = lines[at - 1], None
            tables.setdefault(title, [])
        elif title and line and set(line) <= {"─", " "}:
            starts = [match.span() for match in re.finditer("─+", line)]
            table = []
            tables[title].append(table)
        elif not line:
            table = None
        elif table is not None:
            ends = [start for start, _ in starts[1:]] + [None]
            cells = [flat(line[start:end]) for (start, _), end in zip(starts, ends)]
            if table and not any(cells[1:]):
                table[-1][0] += f" {cells[0]}"
            else:
                table.append(cells)
    return tables, []


def format_errors(told, tables):
    """Where a format's tables do not have the figures of the JSON."""
    for section in told["sections"]:
        found = tables.get(section["title"])
        if found is None:
            yield f"no {section['title']}"
            continue
        wanted = wanted_tables(section)
        if wanted != found[: len(wanted)]:
            pairs = [(one, other) for a, b in zip(wanted, found) for one, other in zip(a, b) if one != other]
            yield f"{section['title']}: {pairs[:2] or f'{len(found)} tables, and not {len(wanted)}'}"


def finding_errors(told, tables):
    """Each finding that the JSON tells stands in the tables, in its order."""
    for section in told["sections"]:
        wanted = [[finding["record"], finding["ref"]] for finding in section["findings"]]
        rows = [row for table in tables.get(section["title"], [])[len(wanted_tables(section)) :] for row in table]
        if section["name"] not in ("grades", "figures", "reports", "responses") and [row[:2] for row in rows] != wanted:
            yield f"{section['title']}: {len(rows)} findings, and not {len(wanted)}, or in another order"


@pytest.mark.parametrize("name", [*STORES, "empty"])
def test_every_format_has_the_same_figures(tally, stores, tmp_path, name):
    store, folder, arguments = stores.get(name, ROOT), tmp_path, EMPTY if name == "empty" else []
    told = json.loads(summary(store, *arguments))
    markdown = summary(store, *arguments, format="markdown").decode()
    for kind, (tables, errors) in {
        "markdown": markdown_tables(markdown),
        "html": html_tables(summary(store, *arguments, format="html")),
        "docx": docx_tables(summary(store, *arguments, format="docx"), folder / "paper.docx"),
        "text": text_tables(summary(store, *arguments, format="text").decode()),
    }.items():
        tally.hold(f"{name}, {kind}: nothing breaks out", errors[:5])
        tally.hold(f"{name}, {kind}: its figures", list(format_errors(told, tables)))
        if kind != "text":
            tally.hold(f"{name}, {kind}: its findings", list(finding_errors(told, tables)))
    first = next(row for section in told["sections"] for part in section["tallies"] for row in part["rows"])
    first["figures"][0]["count"] += 1
    tally.refused(f"{name}: a figure that is another", list(format_errors(told, markdown_tables(markdown)[0])))


# The same bytes, whoever asks.


def copied(store, folder, backwards):
    """The store's records written in another order, on other days."""
    paths = sorted((store / "records").rglob("*.yaml"), reverse=backwards)
    for number, path in enumerate(paths):
        copy = folder / path.relative_to(store)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (1e9 + 86400 * number, 1e9 - 3600 * number))
    return folder


def test_a_paper_is_the_same_to_the_byte_whoever_asks(tally, stores, tmp_path):
    name, store, folder = "odd", stores["odd"], tmp_path
    there, back = copied(store, folder / "there", False), copied(store, folder / "back", True)
    period = ["--since", "2026-04-01", "--until", "2026-09-30"]
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8"}
    for kind in FORMATS:
        first = summary(store, *period, format=kind)
        for what, again in {
            "another order of files": functools.partial(summary, there),
            "the opposite order": functools.partial(summary, back),
            "another place and language": functools.partial(summary, store, **elsewhere),
            "another folder": functools.partial(summary, store, cwd=folder),
            "a later day": functools.partial(summary, store, IRR_TODAY="2031-02-28"),
            "the day after the period": functools.partial(summary, store, IRR_TODAY="2026-10-01"),
            "the period's last day": functools.partial(summary, store, IRR_TODAY="2026-09-30"),
            "one thread": functools.partial(summary, store, RAYON_NUM_THREADS="1"),
            "two threads": functools.partial(summary, store, RAYON_NUM_THREADS="2"),
        }.items():
            tally.hold(f"{name}, {kind}: {what}", [] if again(*period, format=kind) == first else ["is not the same to the byte"])
    later = summary(store, "--since", "2026-04-01", "--until", "2026-09-29")
    tally.refused(f"{name}: another period", [] if later == summary(store, *period) else ["differs"])


# What people see.


def run_node(script, *pages):
    ran = subprocess.run(["node", NODE / script, *pages], capture_output=True, text=True)
    return [ran.stdout + ran.stderr] if ran.returncode else []


@pytest.fixture
def page(stores, tmp_path):
    def page(name):
        path = tmp_path / f"{name}.html"
        path.write_bytes(summary(stores.get(name, ROOT), *(EMPTY if name == "empty" else []), format="html"))
        return path

    return page


@pytest.mark.browser
@pytest.mark.parametrize("name", [*STORES, "empty"])
def test_a_page_is_accessible_and_looks_as_it_should(tally, page, name):
    # The page's own policy lets no script in: axe-core is let in past it, and the page is then looked at again with scripts off.
    tally.hold(f"{name}: axe-core", run_node("axe.cjs", page(name)))
    tally.hold(f"{name}: as it is seen", run_node("paper.cjs", page(name)))


@pytest.mark.browser
def test_a_page_with_a_cut_label_is_refused(page):
    cut = page("shipped")
    picture = re.sub(r'(<text x="0" y="\d+">)', r"\1" + "W" * 80, cut.read_text(encoding="utf-8"))
    cut.write_text(picture.replace("</body>", "<script>document.body.append('ran')</script></body>"), encoding="utf-8")
    assert run_node("paper.cjs", cut)


@pytest.mark.office
@pytest.mark.parametrize("name", ["shipped", "odd"])
def test_libreoffice_opens_the_word_file(tally, stores, tmp_path, name):
    document = tmp_path / f"{name}.docx"
    document.write_bytes(summary(stores[name], format="docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, document], capture_output=True, timeout=180)
    told = subprocess.run(["pdftotext", "-layout", document.with_suffix(".pdf"), "-"], capture_output=True, text=True).stdout
    titles = ["Overview", "Movement", "Closedown dates", "How the figures were counted"]
    tally.hold(f"{name}: LibreOffice", [f"no {title}" for title in titles if title not in told])
