"""Holds what irr makes of spreadsheets, of its own workbook and of owners' answers against what they say.

Twenty trackers are made up, each kept as another office would, with a truth beside each. irr's own workbook is edited at random, and a
model that was written from the book alone says what the records are to be. Owners answer as people do. And files that are damaged, locked
or made to fill a computer's memory are refused or read, soon and with little memory.

More edits, or others: `EDITS=2000 SEED=7 tests/external/run -m spreadsheets -k edits`.
"""

import copy
import datetime
import email
import email.message
import email.policy
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from harness import IRR, ROOT
from hostile_files import FILES, in_folder
from scratch import Repository, environment
from tracker_judge import COUNTS, HEAD, judge
from tracker_offices import make_trackers
from workbook_edits import Rounds, diff, find, findings, raw, records

pytestmark = pytest.mark.spreadsheets

SEED = int(os.environ.get("SEED", 1))
EDITS = int(os.environ.get("EDITS", 200))
# Of the facts in the trackers so many are to stand in the right field.
RIGHT = 0.98
ASKED, WANTED_BY, READ = "2026-11-30", "2026-12-11", "2026-12-15"

PEOPLE, TRAINING, VETTING, PROTECTION = "Head of People and Culture", "Head of Training", "Vetting Review Lead", "Head of Public Protection"
SILENT = ["Head of Intelligence", "Training Governance Manager", "Use of Force Lead"]
MISOGYNY = "surrey/2022-11-02-vetting-misconduct-and-misogyny"
PEEL = "surrey/2026-10-07-peel-2023-25"
IN_STAFFORDSHIRE = "staffordshire/2025-05-16-organised-immigration-crime"
IN_NORTHAMPTONSHIRE = "northamptonshire/2025-05-16-organised-immigration-crime"
# A shell would take the apostrophes for its own.
LATER = "The analyst's training takes two months; she's new"
ENTRIES = {
    f"{MISOGYNY}:AFI1": [
        ("2026-12-04", PEOPLE, "Asks for 1 September 2027 as the new date"),
        ("2026-12-04", PEOPLE, "Panel met twice, minutes to follow"),
    ],
    f"{PEEL}:AFI4": [("2026-12-04", PEOPLE, "The supplier went out of business")],
    f"{IN_STAFFORDSHIRE}:R4": [
        ("2026-12-07", PROTECTION, f"Asks for 29 January 2027 as the new date: {LATER}"),
        ("2026-12-07", PROTECTION, "Analyst appointed, starts in January"),
    ],
    f"{IN_NORTHAMPTONSHIRE}:R8": [("2026-12-14", TRAINING, "Sorry, I was on leave. All eight courses have run now.\n\nAlex")],
    f"{MISOGYNY}:R2": [("2026-12-03", VETTING, "Forty files were checked again\n\nEvidence: dip-sample-november.pdf")],
}
IN_PEOPLES_SHEET = f"{PEOPLE.lower().replace(' ', '-')}.xlsx, sheet Findings"
MOVED = [
    f"{MISOGYNY}:AFI1 ({IN_PEOPLES_SHEET}, row 2): New update: “2027-09-01” is a date; it was taken for the new date",
    f"{MISOGYNY}:AFI1 ({IN_PEOPLES_SHEET}, row 2): Status: “Panel met twice, minutes to follow” is no status; it was taken for an update",
    f"{PEEL}:AFI4 ({IN_PEOPLES_SHEET}, row 3): Reason for a later date: “The supplier went out of business” stands beside no new date; "
    "it was taken for an update",
]

# Of a debug build, which takes some five times as long as a release.
MOST_MEGABYTES = 500
# Alone in a process, so that the memory is that of irr and of nothing before it.
MEASURE = """
import json, resource, subprocess, sys, time
start = time.monotonic()
ran = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
seconds, memory = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(json.dumps([ran.returncode, seconds, memory, ran.stdout.decode(errors="replace")]))
"""


@pytest.fixture
def variables(tmp_path):
    return environment(tmp_path / "home")


@pytest.mark.office
def test_trackers_of_twenty_offices_are_understood(tally, tmp_path, variables):
    """Nothing is made up, nothing is wrong without a word, and no cell is lost: neither a comment, nor what is hidden."""
    trackers = tmp_path / "trackers"
    make_trackers(SEED, trackers)
    total = dict.fromkeys(COUNTS, 0)
    print(f"\n{HEAD}")
    for truth in sorted(trackers.glob("*.json")):
        home = tmp_path / truth.stem
        home.mkdir()
        seen = judge(IRR, truth, home, {**variables, "IRR_TODAY": ASKED, "NO_COLOR": "1"})
        total = {key: total[key] + seen.counts[key] for key in COUNTS}
        print(seen.row())
        tally.hold(f"{seen.name}, exit code {seen.code}", seen.unreadable or ([] if seen.code == 0 else [seen.output[-300:]]))
        tally.hold(f"{seen.name}, wrong in silence", [line for line in seen.wrong if line.startswith("silent")][:5])
        tally.hold(f"{seen.name}, made up", [line for line in seen.wrong if line.startswith("invented")][:5])
        tally.hold(f"{seen.name}, lost", seen.lost()[:5])
    right = total["right"] / total["expected"]
    print("-" * len(HEAD), f"{total['right']} of {total['expected']} facts are right, {right:.2%}: {total}", sep="\n")
    tally.hold("all facts", [] if right >= RIGHT else [f"only {right:.2%} are right"])


@pytest.mark.office
def test_edits_of_the_workbook_come_back_as_the_model_says(tally, tmp_path, variables):
    """A step for each edit or a word about it, nothing else, and the same workbook a second time changes nothing."""
    rounds = Rounds(IRR, SEED, tmp_path / "rounds", ROOT / "records", variables)
    wrong = rounds.until(EDITS)
    print(f"\n{rounds.edits} edits in {rounds.rounds} workbooks, {rounds.by_office} of them saved by LibreOffice; {len(wrong)} disagree")
    for number, count, rules in rounds.refused:
        print(f"round {number}: {count} edits refused as a whole by {', '.join(rules)}, and taken with --anyway")
    for words in wrong:
        tally.hold("the model", [words])
    tally.hold(f"{rounds.edits} edits", [])


def test_the_model_says_no(tally, tmp_path, variables):
    """Where irr does not take what is to be taken, the rounds say so."""

    class Deaf(Rounds):
        def run(self, *command, **more):
            return super().run(*[part for part in command if command[1] != "import" or part != "--yes"], **more)

    tally.refused("edits that nobody wrote", Deaf(IRR, 4, tmp_path / "rounds", ROOT / "records", variables).until(10))


class Asked(Repository):
    """The shipped records, and a round of asking seven of their owners."""

    def __init__(self, folder, variables):
        super().__init__(folder, {**variables, "IRR_TODAY": ASKED, "NO_COLOR": "1"})
        shutil.copytree(ROOT / "records", folder / "records")
        self.must("git", "add", "--all")
        self.must("git", "commit", "--quiet", "--message", "The shipped records")
        owners = [PEOPLE, TRAINING, VETTING, PROTECTION, *SILENT]
        self.asked = self.must(IRR, "ask", *owners, "--to", "november", "--mail", "--by", WANTED_BY)
        self.november = folder / "november"

    def file(self, owner, ending):
        return self.november / f"{owner.lower().replace(' ', '-')}.{ending}"

    def fill(self, owner, day, cells):
        """Writes into an owner's sheet, which is then as if saved on that day."""
        path = self.file(owner, "xlsx")
        book = openpyxl.load_workbook(path)
        sheet = book["Findings"]
        heads = [cell.value for cell in sheet[1]]
        for row, head, value in cells:
            sheet.cell(row, heads.index(head) + 1).value = value
        book.save(path)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        saved = rb"\g<1>" + f"{day}T10:00:00Z".encode()
        parts["docProps/core.xml"] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", saved, parts["docProps/core.xml"])
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    def text_of_draft(self, owner):
        draft = email.message_from_bytes(self.file(owner, "eml").read_bytes(), policy=email.policy.default)
        return draft.get_body().get_content()

    def mail(self, owner, sender, day, text):
        """A mail that was saved in the place of the draft."""
        mail = email.message.EmailMessage()
        mail["From"], mail["To"], mail["Date"], mail["Subject"] = sender, "office@example.org", day, "Re: Inspection findings"
        mail.set_content(text)
        self.file(owner, "eml").write_bytes(mail.as_bytes())

    def read_answers(self):
        return self.run(IRR, "import", "--answers", "november", "--yes", "--no-input", IRR_TODAY=READ)


def answer(asked):
    """What four of the owners answer, and how."""
    asked.fill(
        PEOPLE,
        "2026-12-04",
        [
            (2, "New update", datetime.datetime(2027, 9, 1)),
            (2, "Status", "Panel met twice, minutes to follow"),
            (3, "Reason for a later date", "The supplier went out of business"),
        ],
    )
    asked.fill(
        PROTECTION,
        "2026-12-07",
        [
            (2, "New update", "Analyst appointed, starts in January"),
            (2, "New date, if needed", datetime.datetime(2027, 1, 29)),
            (2, "Reason for a later date", LATER),
        ],
    )
    quoted = "".join(f"> {line}\n" for line in asked.text_of_draft(TRAINING).splitlines())
    above = f"Sorry, I was on leave. All eight courses have run now.\n\nAlex\n\nOn 30 Nov 2026 the office wrote:\n{quoted}"
    asked.mail(TRAINING, '"Price, Alex (Training)" <alex.price@example.org>', "Mon, 14 Dec 2026 16:02:00 +0000", above)
    boxes = asked.text_of_draft(VETTING).replace("New update:", "New update: Forty files were checked again", 1)
    boxes = boxes.replace("Evidence:", "Evidence: dip-sample-november.pdf", 1)
    asked.mail(VETTING, "Sam Hill <sam.hill@example.org>", "Thu, 03 Dec 2026 09:00:00 +0000", boxes)


def test_owners_are_asked_and_their_answers_are_read(tally, tmp_path, variables):
    """Seven are asked, and four answer: in the wrong boxes, above the quoted text of a mail and late, in its boxes, and in the sheet."""
    asked = Asked(tmp_path / "office", variables)
    tally.hold("asked", [] if "7 owners to ask; the answers are wanted by Friday 11 December 2026" in asked.asked else [asked.asked])
    before = records(asked.folder)
    answer(asked)
    code, output = asked.read_answers()
    tally.hold("the exit code", [] if code == 0 else [f"is {code}\n{output}"])

    wanted = copy.deepcopy(before)
    for address, entries in ENTRIES.items():
        log = find(wanted, address).setdefault("progress", [])
        log += [{"date": day, "by": by, "note": f"{words}\n"} for day, by, words in entries]
    after = records(asked.folder)
    tally.hold("the records", [line for name in before for line in diff(wanted[name], after.get(name), name)])
    tally.hold("their names", [] if set(before) == set(after) else [f"are {sorted(after)}"])
    taken = [line for line in asked.must("git", "diff", "--numstat").splitlines() if line.split()[1] != "0"]
    tally.hold("lines that were there", taken)

    lines = [line.strip() for line in output.splitlines()]
    later = f"to approve: {IN_STAFFORDSHIRE}:R4 asks for 29 January 2027: "
    sentences = {
        " answered ": [f"{TRAINING} answered 3 days late (head-of-training.eml): wanted by 11 December 2026"],
        "no answer from": [f"no answer from {owner}: 1 question" for owner in SILENT],
        "said nothing of": [f"{VETTING} said nothing of {MISOGYNY}:R2#2"],
        "it was taken for": MOVED,
    }
    for part, exact in sentences.items():
        said = [line for line in lines if part in line]
        tally.hold(f"what is said of “{part}”", [] if sorted(said) == sorted(exact) else [f"{said}, and not {exact}"])
    commands = {line.split(" asks for ")[0]: line for line in lines if line.startswith("to approve: ")}
    asking = {f"to approve: {MISOGYNY}:AFI1", f"to approve: {IN_STAFFORDSHIRE}:R4"}
    tally.hold("what is to be approved", [] if set(commands) == asking else [f"is {sorted(commands)}"])

    first = raw(asked.folder)
    code, output = asked.read_answers()
    tally.hold("the same again", [] if code == 0 and "nothing to change" in output else [f"exit {code}\n{output}"])
    tally.hold("the records, after it", [name for name, text in raw(asked.folder).items() if first.get(name) != text])

    # What irr prints is copied into a shell.
    line = commands.get(f"to approve: {IN_STAFFORDSHIRE}:R4", "")
    command = line.removeprefix(later).strip("`")
    exact = ["irr", "extend", f"{IN_STAFFORDSHIRE}:R4", "--to", "2027-01-29", "--reason", LATER, "--approved-by", "NAME"]
    try:
        split = shlex.split(command)
    except ValueError as error:
        split = [str(error)]
    tally.hold("the command to copy", [] if split == exact else [f"is {command}"])
    if split == exact:
        copied = command.replace("NAME", "'Deputy Chief Constable'").replace("irr ", f"{IRR} ", 1)
        code, output = asked.run("bash", "-c", copied, IRR_TODAY=READ)
        extensions = find(records(asked.folder), f"{IN_STAFFORDSHIRE}:R4").get("extensions", [])
        last = extensions[-1] if extensions else {}
        is_there = code == 0 and [last.get("to"), last.get("reason")] == ["2027-01-29", LATER]
        tally.hold("the command, copied", [] if is_there else [f"exit {code}\n{output}\n{last}"])
        _, output = asked.read_answers()
        tally.hold("what was approved", [line for line in output.splitlines() if line.startswith(later)])


def test_owners_of_the_shipped_records_are_all_asked(tally, tmp_path, variables):
    """Each owner of what is open and ours gets a sheet and a mail, and no finding is in none."""
    asked = Asked(tmp_path / "office", variables)
    asked.must(IRR, "ask", "--to", "all", "--mail")
    told = json.loads((asked.folder / "all" / "round.json").read_text(encoding="utf-8"))["owners"]
    open_ones = json.loads(asked.must(IRR, "list", "--format", "json"))["items"]
    keys = {key for owner in told for key in owner["keys"]}
    missing = [f"{item['record']}:{item['ref']}" for item in open_ones if item["owner"]]
    tally.hold("open findings with an owner", [key for key in missing if key not in keys])
    of_records = {address for address, _ in findings(records(asked.folder))}
    tally.hold("what is asked about", [key for key in keys if key.split("#")[0] not in of_records])
    files = {path.name for path in (asked.folder / "all").iterdir()}
    wanted = {"round.json", *(name for owner in told for name in (owner["file"], owner["file"].replace(".xlsx", ".eml")))}
    tally.hold("the files", [] if files == wanted else [f"are {sorted(files ^ wanted)} otherwise"])


@pytest.mark.parametrize("name, make", FILES, ids=[name for name, _ in FILES])
def test_damaged_and_hostile_files_are_refused_or_read(tally, tmp_path, variables, name, make):
    """With a message, an exit code of irr's own, in the end and with little memory."""
    store = Repository(tmp_path / "office", {**variables, "IRR_TODAY": READ, "NO_COLOR": "1"})
    store.must(IRR, "init", "--no-input", "--force", "Kent")
    file = store.folder / "in" / name
    file.parent.mkdir()
    file.write_bytes(make())
    command = ["import", "--answers", "in", "--yes", "--no-input"] if in_folder(name) else ["import", f"in/{name}", "--no-input"]
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE, IRR, *command], cwd=store.folder, env=store.variables, capture_output=True, text=True
    )
    if ran.returncode:
        tally.hold(name, [f"takes more than two minutes\n{ran.stderr[-200:]}"])
        return
    code, seconds, memory, output = json.loads(ran.stdout)
    tally.hold(f"{name}, exit code", [] if code in (0, 1, 2) and "panicked" not in output else [f"{code}\n{output[-600:]}"])
    tally.hold(f"{name}, message", [] if output.strip() else ["none"])
    tally.hold(f"{name}, lines of the message", [] if output.count("\n") < 200 else [str(output.count("\n"))])
    # The time is that of this machine and of a debug build: it is shown, and only a read without end fails.
    print(f"{name}: {seconds:.2f} s, {memory:.0f} MB")
    tally.hold(f"{name}, megabytes", [] if memory < MOST_MEGABYTES else [f"{memory:.0f}"])


@pytest.mark.parametrize("name", ["macros.xlsm", "repeated-nothing.ods"])
def test_a_good_workbook_that_looks_dangerous_is_read(tmp_path, variables, name):
    """Macros are ignored, and the empty rows to the end of a sheet are nothing."""
    store = Repository(tmp_path / "office", {**variables, "IRR_TODAY": READ, "NO_COLOR": "1"})
    store.must(IRR, "init", "--no-input", "--force", "Kent")
    (store.folder / name).write_bytes(dict(FILES)[name]())
    store.must(IRR, "import", name, "--no-input")
    (finding,) = [finding for _, finding in findings(records(store.folder))]
    assert finding["text"] == "The force should count its barns.\n" and finding["due"] == "2027-03-31"


@pytest.mark.parametrize("name", ["locked.xlsx", "locked.xls", "locked-parts.xlsx"])
def test_a_password_is_named(tmp_path, variables, name):
    store = Repository(tmp_path / "office", {**variables, "IRR_TODAY": READ, "NO_COLOR": "1"})
    store.must(IRR, "init", "--no-input", "--force", "Kent")
    (store.folder / name).write_bytes(dict(FILES)[name]())
    code, output = store.run(IRR, "import", name, "--no-input")
    assert code == 2 and "password" in output, output
