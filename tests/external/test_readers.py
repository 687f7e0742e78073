"""Holds what irr reads of a document against LibreOffice (DOCX), Chromium (HTML) and poppler (PDF).

`DOCUMENTS=folder tests/external/run -m readers -s -n 0` prints the figures for the documents of that folder instead, which are nobody's
fixtures; `READ_DOCUMENT` names another reader than the debug build, such as that of an earlier commit.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
from dataclasses import dataclass

import pytest

from harness import NODE, ROOT, TARGET
from words import compare, words_of

pytestmark = pytest.mark.readers

CASES = ROOT / "tests" / "fixtures" / "intake" / "cases"
READER = pathlib.Path(os.environ.get("READ_DOCUMENT", TARGET / "debug" / "examples" / "read_document")).resolve()
# So many documents are given to a judge at once: it starts slowly, and one that it cannot open may end it.
BATCH = 40


def office_texts(documents, folder):
    """What LibreOffice saves as text; `None` for what it cannot open. The copies have names of their own, for two may share one."""
    for number, document in enumerate(documents):
        shutil.copy(document, folder / f"{number}{document.suffix.lower()}")
    copies = [folder / f"{number}{document.suffix.lower()}" for number, document in enumerate(documents)]
    # What is left after a batch that was ended by one document is tried alone.
    for batch in [copies, *([copy] for copy in copies)]:
        waiting = [copy for copy in batch if not copy.with_suffix(".txt").exists()]
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
        if waiting:
            run([*command, "--outdir", folder, *waiting], 30 + 10 * len(waiting))
    return [text_at(copy.with_suffix(".txt")) for copy in copies]


def browser_texts(documents, folder):
    """What a browser shows of a page."""
    return json.loads(run(["node", NODE / "texts.cjs", *documents], 60 + 20 * len(documents)))


def poppler_texts(documents, folder):
    """What `pdftotext` reads in the order of the page's stream; `None` for what it cannot open."""
    texts = [folder / f"{number}.txt" for number in range(len(documents))]
    for document, text in zip(documents, texts):
        run(["pdftotext", document, text], 60)
    return [text_at(text) for text in texts]


def run(command, patience):
    try:
        return subprocess.run([str(part) for part in command], capture_output=True, timeout=patience).stdout
    except subprocess.TimeoutExpired:
        return b"[]"


def text_at(path):
    return path.read_text(encoding="utf-8-sig", errors="replace") if path.exists() else None


JUDGES = {".docx": office_texts, ".html": browser_texts, ".htm": browser_texts, ".pdf": poppler_texts}
# What each fixture must reach: the share of the judge's words that stand in blocks or notes, and of our neighbours that are neighbours
# there. The rest is what judges write and documents do not: LibreOffice writes the numbers of headings, and a browser joins the links of
# a menu into one word. `pdftotext` also writes each page's number and running header, and reads columns in another order.
LEAST = {".docx": (0.99, 0.95), ".html": (0.99, 0.98), ".htm": (0.99, 0.98), ".pdf": (0.92, 0.83)}


@dataclass
class Reading:
    """What irr reads of a document: the lines of its blocks, the words in its notes, or why it reads nothing."""

    blocks: str = ""
    kept: str = ""
    error: str = ""


def reading(document):
    try:
        ran = subprocess.run([READER, document], capture_output=True, text=True, errors="replace", timeout=120)
    except subprocess.TimeoutExpired:
        return Reading(error="no end within two minutes")
    if ran.returncode:
        return Reading(error=ran.stderr.strip().splitlines()[-1] if ran.stderr.strip() else f"exit {ran.returncode}")
    blocks, _, notes = ran.stdout.partition("--- notes ---\n")
    # Only the words of the document count, and not those of the message about them.
    kept = [note.split(": ", 2)[2] for note in notes.splitlines() if note.count(": ") > 1]
    return Reading(blocks, "\n".join(kept))


@dataclass
class Figures:
    """A reading against its judge's."""

    document: pathlib.Path
    words: int
    recall: float
    kept: float
    order: float
    precision: float
    glued: list[str]
    lost: list[str]
    error: str


def figures(documents, suffix, folder):
    """The figures of each document that its judge finds words in."""
    found = []
    for start in range(0, len(documents), BATCH):
        batch = documents[start:start + BATCH]
        there = folder / f"{suffix[1:]}-{start}"
        there.mkdir()
        for document, text in zip(batch, JUDGES[suffix](batch, there)):
            if text and words_of(text):
                found.append(figures_of(document, reading(document), words_of(text)))
    return found


def figures_of(document, read, theirs):
    blocks = compare(words_of(read.blocks), theirs)
    # A word in two blocks is two lines apart: what is glued is glued in one of them.
    both = compare(words_of(read.blocks + "\n" + read.kept), theirs)
    return Figures(document, len(theirs), blocks.recall, both.recall, blocks.order, blocks.precision, both.glued, both.lost, read.error)


def table(all_figures):
    """The figures of many documents as lines to print."""
    read = [one for one in all_figures if not one.error]
    total = sum(one.words for one in read) or 1
    mean = lambda name: f"{sum(getattr(one, name) * one.words for one in read) / total:.4f}"
    yield f"{len(all_figures)} documents with words, {len(all_figures) - len(read)} refused, {total} words"
    yield f"recall of blocks {mean('recall')}, with notes {mean('kept')}, order {mean('order')}, precision {mean('precision')}"
    yield f"glued {sum(len(one.glued) for one in read)} words in {sum(1 for one in read if one.glued)} documents"
    for one in (one for one in all_figures if one.error):
        yield f"refused {one.document.name}: {one.error}"
    for one in sorted(read, key=lambda one: (one.kept - 1) * one.words)[:10]:
        yield f"worst {one.document.name}: {one.kept:.3f} of {one.words} words; lost {' '.join(one.lost[:12])}; glued {' '.join(one.glued[:5])}"


@pytest.mark.office
@pytest.mark.browser
@pytest.mark.parametrize("suffix", JUDGES)
def test_no_word_of_a_document_is_lost_moved_or_glued(suffix, tally, tmp_path):
    folder = pathlib.Path(os.environ.get("DOCUMENTS", CASES))
    found = figures(sorted(path for path in folder.rglob("*") if path.suffix.lower() == suffix), suffix, tmp_path)
    if "DOCUMENTS" in os.environ:
        print(f"\n{suffix}", *table(found), sep="\n")
        return
    for one in found:
        tally.hold(one.document.name, errors_of(one, suffix))


def errors_of(one, suffix):
    least_kept, least_order = LEAST[suffix]
    errors = [one.error] if one.error else []
    errors += [f"kept {one.kept:.3f} of {one.words} words; lost {one.lost[:20]}"] if one.kept < least_kept else []
    errors += [f"order {one.order:.3f}"] if one.order < least_order else []
    return errors + ([f"glued {one.glued}"] if one.glued else [])


def test_a_spoiled_reading_is_seen(tally):
    read = reading(next(CASES.glob("*.docx")))
    words = words_of(read.blocks)
    tally.hold("the reading itself", errors_of(figures_of(CASES, read, words), ".docx"))
    for what, spoiled in {
        "lost words": " ".join(words[: len(words) * 9 // 10]),
        "moved words": " ".join(sorted(words)),
        "two words glued": "".join(words[:2]) + " " + " ".join(words),
        "nothing": "",
    }.items():
        tally.refused(what, errors_of(figures_of(CASES, Reading(spoiled), words), ".docx"))
