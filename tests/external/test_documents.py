"""Holds the documents that irr reads and writes against LibreOffice, Chromium, axe-core, poppler and qpdf."""

import io
import json
import os
import resource
import subprocess
import time
import zipfile
import zlib

import pytest

import forms
from harness import IRR, NODE, ROOT, SHIPPED_DAY, generate_store, read_yaml

pytestmark = pytest.mark.documents

TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
CHROMIUM = os.environ.get("CHROMIUM", "chromium")
# What a bomb may take: seconds, ten times as many in a debug build on a machine that does other things meanwhile, and bytes of memory.
PATIENCE, MEMORY = 2.0 if "release" in str(IRR) else 20.0, 500 << 20
FORM = ROOT / "tests/fixtures/intake/form.txt"
SHIPPED = sorted((ROOT / "records").rglob("*.yaml"))
# So many made-up records are rendered and read back.
GENERATED = 25
# A document of a past day says what the log says of that day; one of today reads back as it is.
TODAY = {**os.environ, "IRR_TODAY": SHIPPED_DAY}


def run(*command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, **more)


def office(kind, source, folder):
    """The document as LibreOffice saves it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    run("soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, source, timeout=120)
    return folder / f"{source.stem}.{kind.split(':')[0]}"


def browser(page, pdf):
    arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={pdf}.profile"]
    run(CHROMIUM, *arguments, f"--print-to-pdf={pdf}", f"file://{page}", timeout=120)
    return pdf


def imported(document):
    """What irr reads out of a document, and why not where it does not."""
    ran = run(IRR, "import", "--dry-run", "--format", "json", document, cwd=ROOT, text=True)
    if ran.returncode:
        return None, ran.stderr
    item = json.loads(ran.stdout)["items"][0]
    return item["draft"], item["complaints"]


def difference(one, other, at=""):
    """The paths at which two values are not the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [path for key in {*one, *other} for path in difference(one.get(key), other.get(key), f"{at}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [path for n, pair in enumerate(zip(one, other)) for path in difference(*pair, f"{at}[{n}]")]
    return [] if one == other else [f"{at or '.'}: {one!r} is not {other!r}"]


@pytest.mark.office
@pytest.mark.browser
def test_a_form_is_the_same_record_in_every_container(tally, tmp_path):
    source, folder = FORM, tmp_path
    text = source.read_text(encoding="utf-8")
    wanted, _ = imported(source)
    page, bare, word = folder / "saved.html", folder / "bare.html", folder / "by-hand.docx"
    page.write_text(forms.page(text), encoding="utf-8")
    bare.write_text(forms.page(text, around=False), encoding="utf-8")
    word.write_bytes(forms.word(text))
    saved = folder / "saved"
    saved.mkdir()
    documents = [page, bare, word, office("docx", word, saved), office(TAGGED, word, folder), browser(bare, folder / "printed.pdf")]
    for document in documents:
        found, trouble = imported(document)
        tally.hold(f"{source.name} as {document.relative_to(folder)}", [trouble] if found is None else difference(wanted, found))


@pytest.mark.office
@pytest.mark.browser
@pytest.mark.parametrize("record", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_a_shipped_record_as_each_document_opens_is_accessible_and_reads_back(tally, tmp_path, record):
    folder, name = tmp_path, record.relative_to(ROOT / "records").with_suffix("")
    wanted = read_yaml(record)
    stem = str(name).replace("/", "-")
    made = {}
    for kind in ("docx", "html", "markdown", "pdf"):
        made[kind] = folder / f"{stem}.{kind}"
        ran = run(IRR, "render", name, "--internal", "--format", kind, "--output", made[kind], cwd=ROOT, text=True, env=TODAY)
        tally.hold(f"render {name} --format {kind}", [ran.stderr] if ran.returncode else [])
    again = folder / "again"
    again.mkdir(exist_ok=True)
    made["docx, saved again by LibreOffice"] = office("docx", made["docx"], again)
    for kind in made:
        found, trouble = imported(made[kind])
        if found is None:
            tally.hold(f"{name} as {kind}", [trouble])
        else:
            differs = difference(facts(wanted), facts(found)) if kind == "pdf" else difference(wanted, found)
            tally.hold(f"{name} as {kind}", differs)
    pdf = run("pdfinfo", made["pdf"], text=True).stdout
    told = ["Tagged:          yes", "Title:           P"]
    tally.hold(f"{name}: the PDF is tagged and has a title", [] if all(words in pdf for words in told) else [pdf])
    tags = run("pdfinfo", "-struct", made["pdf"], text=True).stdout
    missing = [tag for tag in ("H1", "H2", "Table", "TH", "TD") if f"{tag} " not in tags and f"{tag}:" not in tags]
    tally.hold(f"{name}: the PDF's tags", [f"no {tag}" for tag in missing])
    checked = run("qpdf", "--check", made["pdf"], text=True)
    tally.hold(f"{name}: qpdf", [checked.stdout + checked.stderr] if checked.returncode else [])
    axe = run("node", NODE / "axe.cjs", made["html"], text=True)
    tally.hold(f"{name}: axe-core", [axe.stdout + axe.stderr] if axe.returncode else [])


@pytest.mark.browser
def test_made_up_records_read_back_from_every_document_printed_ones_too(tally, tmp_path):
    store, pages = generate_store(GENERATED, tmp_path / "store"), tmp_path / "pages"
    pages.mkdir()
    records = sorted((store / "records").rglob("*.yaml"))
    names = {record: str(record.relative_to(store / "records").with_suffix("")) for record in records}
    made = lambda record, kind: pages / f"{names[record].replace('/', '-')}.{kind}"
    for record in records:
        for kind in ("docx", "html", "markdown"):
            run(IRR, "--store", store, "render", names[record], "--internal", "--format", kind, "--output", made(record, kind), env=TODAY)
    run("node", NODE / "print.cjs", pages, check=True)
    for record in records:
        wanted = read_yaml(record)
        for kind in ("docx", "html", "markdown", "pdf"):
            found, trouble = imported(made(record, kind))
            if found is None:
                tally.hold(f"{names[record]} as {kind}", [trouble])
            else:
                both = (facts(wanted), facts(found)) if kind == "pdf" else (wanted, found)
                tally.hold(f"{names[record]} as {kind}", difference(*both))


def facts(record):
    """The findings of a record, its dates and its answers; white space says nothing."""
    words = lambda text: " ".join(str(text).split()) if text else None
    told = {"published": record["inspection"]["published"], "publication": record.get("publication")}
    for kind in ("recommendations", "areas_for_improvement", "causes_of_concern"):
        for finding in record.get(kind) or []:
            chief, body = finding.get("chief_officer_response") or {}, finding.get("commissioner_response") or {}
            told[f"{kind} {finding['ref']}"] = {
                "text": words(finding.get("text")),
                "dates": [finding.get("due"), finding.get("target"), [later["to"] for later in finding.get("extensions") or []]],
                "status": finding.get("status"),
                "answers": [words(chief.get("text")), words(body.get("text")), body.get("action")],
            }
    for part in ("commissioner_initial_response", "commissioner_overall_comments"):
        told[part] = words(record.get(part))
    told["publication"] = {key: day for key, day in (told["publication"] or {}).items() if day and key != "url"}
    return told


def bombs():
    """Documents that are made to harm, and damaged ones: (name, bytes)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w:document>" + b" " * (400 << 20))
    yield "a zip bomb", packed.getvalue()
    word = forms.word((ROOT / "tests/fixtures/intake/form.txt").read_text(encoding="utf-8"))
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, xml in (
        ("entities that double", b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]><w:document>&j;</w:document>"),
        ("an entity from elsewhere", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document>&a;</w:document>'),
        ("XML without end", b"<w:p>" * 2_000_000),
    ):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, old in parts.items():
                archive.writestr(part, xml if part == "word/document.xml" else old)
        yield name, packed.getvalue()
    yield "a Word file cut in two", word[: len(word) // 2]
    yield "100 MB of text", b"Recommendation 1 is long. " * 4_000_000
    yield "40 MB of tabs and labels", b"Force\tKent\n" * 3_600_000
    yield "divisions without end", b"<!doctype html>" + b"<div>" * 1_000_000
    yield "20 MB of bold", b"<!doctype html><p>" + b"<b>" * 7_000_000
    yield "lists without end", b"<!doctype html>" + b"<ul><li>" * 200_000
    zeros = zlib.compress(b"0 " * (200 << 20), 9)
    pdf = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    pdf += b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj 4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(zeros)
    yield "a PDF bomb", pdf + zeros + b"\nendstream endobj trailer<</Root 1 0 R>>"
    yield "a PDF whose pages are their own pages", pdf.replace(b"3 0 R", b"2 0 R") + b"trailer<</Root 1 0 R>>"
    yield "arrays without end", b"%PDF-1.5\n1 0 obj " + b"[" * 5_000_000
    yield "noise", os.urandom(1 << 20)
    yield "nothing", b""


@pytest.mark.browser
def test_a_page_that_is_printed_is_confined_whatever_a_template_puts_into_it(tally, tmp_path):
    """It runs nothing, reads nothing beside it and leads nowhere."""
    folder = tmp_path
    secret = folder / "secret.txt"
    secret.write_text("SECRETWORD of another file", encoding="utf-8")
    (folder / "secret.css").write_text("p::after { content: 'SECRETWORD' }", encoding="utf-8")
    (folder / "secret.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><text id='t' y='9'>SECRETWORD</text></svg>", encoding="utf-8")
    planted = {
        "a frame": f"<iframe src='file://{secret}'></iframe><iframe srcdoc=\"<iframe src='file://{secret}'>\"></iframe>",
        "an object": f"<object data='file://{secret}'></object><embed src='file://{secret}'>",
        "a script": "<script>document.write('SECRET' + 'WORD')</script><img src=x onerror=\"document.body.append('SECRET' + 'WORD')\">",
        "a style": f"<link rel=stylesheet href='file://{folder}/secret.css'><style>@import url('file://{folder}/secret.css');</style>",
        "a drawing": f"<svg><use href='file://{folder}/secret.svg#t'/><image href='file://{folder}/secret.svg'/></svg>",
        "another page": f"<meta http-equiv=refresh content='0;url=file://{secret}'><META HTTP-EQUIV='&#114;efresh' CONTENT='0;file://{secret}'>",
        "another base": f"<base href='file://{folder}/'><iframe src=secret.txt></iframe>",
        "its own policy": f"<meta http-equiv=content-security-policy content='default-src *'><iframe src='file://{secret}'></iframe>",
    }
    for what, markup in planted.items():
        template, pdf = folder / "template.html", folder / "printed.pdf"
        page = f"<!doctype html><html lang=en><head><title>x</title>{markup}</head><body>{markup}<h1>Own words</h1>{{{{ body }}}}</body></html>"
        template.write_text(page, encoding="utf-8")
        pdf.unlink(missing_ok=True)
        ran = run(IRR, "render", "custody", "--template", template, "--output", pdf, "--as-of", SHIPPED_DAY, cwd=ROOT, text=True)
        words = run("pdftotext", pdf, "-", text=True).stdout if pdf.exists() else ran.stderr
        tally.hold(f"a template with {what}", [] if "Own words" in words and "SECRETWORD" not in words else [words[:400]])


def test_documents_that_are_made_to_harm_are_read_or_refused_in_time_and_within_bounds(tally, tmp_path):
    for name, document in bombs():
        path = tmp_path / "bomb"
        path.write_bytes(document)
        limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        start = time.monotonic()
        ran = subprocess.Popen([IRR, "import", "--dry-run", path], cwd=ROOT, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, preexec_fn=limit)
        _, status, usage = os.wait4(ran.pid, 0)
        took, memory = time.monotonic() - start, usage.ru_maxrss << 10
        code = os.waitstatus_to_exitcode(status)
        errors = [f"exit {code}"] if code not in (0, 2) else []
        errors += [f"{took:.1f} s"] if took > PATIENCE else []
        errors += [f"{memory >> 20} MB"] if memory > MEMORY else []
        tally.hold(name, errors)
        print(f"{name}: exit {code}, {took:.2f} s, {memory >> 20} MB")
