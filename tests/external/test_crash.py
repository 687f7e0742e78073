"""Kills irr at every call to the system, lets every one of them fail, fills its disk, writes behind its back, and runs two at once.

The law: every record is as it was or as it is to be, to the byte; a change that stopped half way has a journal, every other command
refuses to write until `irr doctor` has finished it, and `irr undo` takes it back.
"""

import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

import pytest

from harness import IRR
from crash_lab import LINKED, OWNED, STATE, Scenario, Store, name_of, titled
from scratch import RECORD, RECORD_PATH

pytestmark = pytest.mark.crash

ESSEX_PATH = RECORD_PATH.replace("kent", "essex")
FINDING = "kent/2025-05-16-work-with-schools-1:R1"
SAID = ["progress", FINDING, "-m", "The last school was written to"]
SET = ["set", "--where", "owner = 'Head of Schools'", "owner=Head of Learning", "-y"]
RENAMES = ("rename", "renameat", "renameat2", "link", "linkat")
# What a disk answers, and to which calls.
FAILURES = {
    "ENOSPC": ("write", "fsync", "mkdir", "openat", *RENAMES),
    "EIO": ("read", "fsync", "unlink", "unlinkat", "getdents64", *RENAMES),
    "EACCES": ("openat", "mkdir", "rmdir", "unlink", "unlinkat", "fchmod", *RENAMES),
}
ROUNDS, RECORDS, RESET = 1000, 16, 200
NOBODY = 65534


def side_by_side(work, items):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, items))


def scenarios(folder):
    """Every kind of change, each as it is found."""
    three = Store(folder / "three", {name_of(number): titled(OWNED, str(number)) for number in (1, 2, 3)})
    three.must("set", FINDING, "owner=Head of Schools", "priority=low")
    links = {name_of(number): titled(LINKED, str(number)) for number in (1, 2)}
    # Alone in its force's folder, and in the wrong one: a folder is made, and the other goes.
    here = {path.replace("kent", "surrey"): text.replace("Kent", "Surrey") for path, text in links.items()}
    moving = Store(folder / "moving", {RECORD_PATH: RECORD.replace("Kent", "Essex"), **here})
    several = Scenario("three records at once", three, *SET)
    done = several.copy("done")
    done.must(*SET)
    half = several.copy("half")
    renames = [call for call in several.own_calls if call.name in RENAMES and "/records/" in call.line]
    half.traced(*SET, inject=f"{renames[1].name}:signal=KILL:when={renames[1].nth}")
    undone = Scenario("undo", done, "undo", back="redo")
    back = undone.copy("done")
    back.must("undo")
    return [
        Scenario("progress", three, *SAID),
        several,
        Scenario("mv", moving, "mv", "kent/2025-05-16-work-with-schools"),
        undone,
        Scenario("redo", back, "redo"),
        Scenario("doctor", half, "doctor", "--yes", before=several.before),
    ]


SCENARIOS = ["progress", "three records at once", "mv", "undo", "redo", "doctor"]


@pytest.fixture(scope="module")
def folder():
    # Not one of pytest's, which nobody else may enter: some commands are run as another user.
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="module")
def kinds(folder):
    return {scenario.name: scenario for scenario in scenarios(folder)}


def half_way_errors(scenario, store):
    """Breaches of the law in what the disk has now."""
    texts = store.texts()
    errors = [
        f"{path} is neither as it was nor as it is to be"
        for path in {*texts, *scenario.before, *scenario.after}
        if texts.get(path) not in (scenario.before.get(path), scenario.after.get(path))
    ]
    whole = [scenario.after] if scenario.under_way else [scenario.before, scenario.after]
    return errors if store.interrupted() or texts in whole else [*errors, "it is half done, and there is no journal"]


def wanted(what, store, command, code, texts, *words):
    """What is wrong with how a command ended, and with the records after it."""
    ended, output = store.run(*command)
    lacking = [word for word in words if word not in output]
    errors = [f"{what}: exit {ended}, without {lacking}\n{output}"] if ended != code or lacking else []
    return errors if store.texts() == texts else [*errors, f"{what}: other records than wanted"]


def aftermath_errors(scenario, store):
    """Breaches of the law from now on until all is as it was before."""
    errors, texts, steps = half_way_errors(scenario, store), store.texts(), store.steps()
    errors += wanted("list", store, ["list", "--all", "--columns", "record,ref"], 0, texts, "work-with-schools")
    if store.run("validate")[0] > 1:
        errors.append("validate cannot read the store")
    interrupted = store.interrupted()
    if interrupted:
        errors += wanted("another command", store, ["set", "schools-1:R1", "owner=Nobody"], 2, texts, "interrupted", "irr doctor")
    finished = scenario.after if interrupted else texts
    errors += wanted("doctor", store, ["doctor", "--yes"], 0, finished, "finished" if interrupted else "nothing to do")
    if store.leftovers() or store.interrupted():
        errors.append(f"left after doctor: {store.leftovers()}")
    if finished == scenario.after:
        there_and_back = store.steps()
        errors += wanted(scenario.back, store, [scenario.back], 0, scenario.before)
        # Over a step once more, and not over another one: it has its other name, and no other step has changed.
        moved = {name: text for name, text in store.steps().items() if there_and_back.get(name) != text}
        if len(moved) != 1 or len(store.steps()) != len(there_and_back):
            errors.append(f"{scenario.back} went over other steps than one: {sorted(there_and_back)}, {sorted(store.steps())}")
    elif steps != scenario.found.steps():
        errors.append("nothing was changed, and undo takes something else back")
    return errors


class Aftermaths:
    """What comes after depends on the disk alone, so that it is gone through once for every state that a disk is left in."""

    def __init__(self, scenario):
        self.scenario, self.known, self.lock = scenario, {}, threading.Lock()

    def errors(self, store):
        state = store.state()
        with self.lock:
            known = state in self.known
            self.known[state] = True
        return [] if known else aftermath_errors(self.scenario, store)


def told(counts):
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


@pytest.mark.parametrize("name", SCENARIOS)
def test_killed_at_any_call_irr_leaves_what_it_was_or_what_it_is_to_be(tally, kinds, name):
    """On its way into each call that touches a file, from the first one to the last."""
    scenario = kinds[name]
    after = Aftermaths(scenario)

    def kill(call):
        store = scenario.copy(f"{call.name}-{call.nth}")
        code, output, log = store.traced(*scenario.command, inject=f"{call.name}:signal=KILL:when={call.nth}")
        *_, last, end = log.splitlines()
        hit = code == -signal.SIGKILL and last.startswith(f"{call.name}(") and end == "+++ killed by SIGKILL +++"
        errors = after.errors(store) if hit else [f"was not killed there: exit {code}\n{output}{last}\n{end}"]
        shutil.rmtree(store.folder)
        return call, errors

    for call, errors in side_by_side(kill, scenario.calls):
        tally.hold(f"{scenario.name}, killed at {call}", errors)
    counts = collections.Counter(call.name for call in scenario.calls)
    print(f"{scenario.name}: killed at each of {len(scenario.calls)} calls, {len(after.known)} states of the disk ({told(counts)})")


def failing(scenario):
    """Each call with each thing that a disk may answer to it: once, and from then on."""
    for error, names in FAILURES.items():
        for call in scenario.own_calls:
            # The words for whoever said the command, and whole files for nobody, are no matter of the store.
            opens_none = error == "ENOSPC" and call.name == "openat" and "O_CREAT" not in call.line
            if call.name in names and not opens_none and not call.line.startswith(("write(1,", "write(2,")):
                yield call, error, f"{call.nth}"
                yield call, error, f"{call.nth}+"


def failure_errors(scenario, after, store, code, output, log):
    if "(INJECTED)" not in log:
        return [f"did not fail there: exit {code}\n{output}"]
    if "panicked" in output or code not in (0, 2):
        return [f"exit {code}\n{output}"]
    complete = store.texts() == scenario.after and not store.interrupted()
    if (code == 0) != complete:
        return [f"exit {code}, and the change is {'' if complete else 'not '}made\n{output}"]
    # Where no write is taken any more, no words are either.
    mute = "error: " not in output and re.search(r"^write\(2, .*\(INJECTED\)$", log, re.MULTILINE)
    if code == 2 and not mute and not ("error: " in output and "because: " in output):
        return [f"does not say what failed and why:\n{output}"]
    return after.errors(store)


@pytest.mark.parametrize("name", SCENARIOS)
def test_where_a_call_fails_irr_does_all_or_nothing_and_says_why(tally, kinds, name):
    scenario = kinds[name]
    after, hits = Aftermaths(scenario), collections.Counter()

    def fail(item):
        call, error, when = item
        store = scenario.copy(f"{error}-{call.name}-{when}")
        code, output, log = store.traced(*scenario.command, inject=f"{call.name}:error={error}:when={when}")
        errors = failure_errors(scenario, after, store, code, output, log)
        shutil.rmtree(store.folder)
        return item, code, errors

    for (call, error, when), code, errors in side_by_side(fail, failing(scenario)):
        tally.hold(f"{scenario.name}, {error} {when} at {call}", errors)
        hits[error] += 1
        hits["refused" if code else "done all the same"] += 1
    print(f"{scenario.name}: calls that failed, {len(after.known)} states of the disk ({told(hits)})")


@pytest.mark.root
def test_on_a_disk_with_ever_less_room_irr_does_all_or_nothing(tally, kinds, folder):
    """Page by page."""
    scenario, folder = kinds["three records at once"], folder / "disk"
    folder.mkdir()
    codes = collections.Counter()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "none", folder], check=True)
    try:
        for pages in range(24):
            store = Store(folder / f"room-for-{pages}", like=scenario.found)
            with open(folder / "filler", "wb") as filler:
                free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
                filler.write(bytes(max(0, free - pages * 4096)))
            code, output = store.run(*scenario.command)
            (folder / "filler").unlink()
            log = "(INJECTED)"
            codes[code] += 1
            tally.hold(f"full disk, room for {pages} pages", failure_errors(scenario, Aftermaths(scenario), store, code, output, log))
            shutil.rmtree(store.folder)
    finally:
        subprocess.run(["umount", folder], check=True)
    tally.hold("full disk", [] if codes[0] and codes[2] else [f"it was never full, or always: {codes}"])
    print(f"full disk: {codes[2]} times no room, {codes[0]} times room enough")


def test_what_kind_of_file_a_record_is_it_stays(tally, folder):
    folder = folder / "files"
    folder.mkdir()
    # Root may write anywhere.
    as_other = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.getuid() == 0 else []
    irr = folder / "irr"
    shutil.copy(IRR, irr)

    def made(name, text=OWNED):
        return Store(folder / name, {name_of(1): titled(text, "1")})

    def said_by_other(store):
        for file in [store.folder, *store.folder.rglob("*")] if as_other else []:
            os.chown(file, NOBODY, NOBODY)
        variables = {**store.variables, "PATH": os.environ["PATH"]}
        ran = subprocess.run([*as_other, irr, *SAID], cwd=store.folder, env=variables, capture_output=True)
        return ran.returncode, (ran.stdout + ran.stderr).decode()

    def changed_in_place(before, after, added):
        return [] if after.replace(added, b"") == before else [f"other bytes than the entry's have changed:\n{after.decode()}"]

    def entry(end):
        return end.join(["      - date: 2025-06-02", "        note: |", "          The last school was written to", ""]).encode()

    closed = made("read-only-folder")
    before = closed.texts()
    closed.file("records/kent").chmod(0o555)
    code, output = said_by_other(closed)
    good = code == 2 and "because: Permission denied" in output and closed.texts() == before and not closed.interrupted()
    tally.hold("a folder that is read-only", [] if good else [f"exit {code}\n{output}"])

    for mode in (0o444, 0o640):
        store = made(f"mode-{mode:o}")
        store.file(name_of(1)).chmod(mode)
        code, output = said_by_other(store)
        kept = store.file(name_of(1)).stat().st_mode & 0o777
        written = code == 0 and b"The last school" in store.file(name_of(1)).read_bytes()
        tally.hold(f"a file of mode {mode:o}", [] if written and kept == mode else [f"exit {code}, mode {kept:o}\n{output}"])

    linked = Store(folder / "linked", {"elsewhere/record.yaml": titled(OWNED, "1")})
    linked.file("records/kent").mkdir(parents=True)
    linked.file(name_of(1)).symlink_to("../../elsewhere/record.yaml")
    for command in (SAID, ["fmt"], ["rm", FINDING.split(":")[0], "--anyway"], ["validate", "--fix"]):
        code, output = linked.run(*command)
        good = linked.file(name_of(1)).is_symlink() and linked.file("elsewhere/record.yaml").read_text() == titled(OWNED, "1")
        told = code == 2 and "it is a link" in output
        tally.hold(f"a link, {command[0]}", [] if good and told else [f"was followed, or not told: exit {code}\n{output}"])

    if as_other:
        foreign = made("somebody-elses-state")
        foreign.must("set", FINDING, "owner=Head of Learning")
        before = foreign.texts()
        os.chown(foreign.file(STATE), NOBODY - 1, NOBODY - 1)
        for command in (SAID, ["undo"], ["doctor"]):
            code, output = foreign.run(*command)
            good = code == 2 and "it belongs to another user" in output and foreign.texts() == before
            tally.hold(f"somebody else's files, {command[0]}", [] if good else [f"exit {code}\n{output}"])
        code, output = foreign.run("list", "--all")
        tally.hold("somebody else's files, list", [] if code == 0 else [output])

    plain = titled(OWNED, "1")
    # Where a note ends the file, a line break more would be the note's.
    first = "schema_version: 1\n"
    bare = plain.replace(first, "") + first.rstrip()
    for what, text, added in [("no last line break", bare, entry("\n")), ("CRLF", plain.replace("\n", "\r\n"), entry("\r\n"))]:
        store = Store(folder / what.replace(" ", "-"), {name_of(1): text})
        for command, wanted_text in [
            (["set", FINDING, "owner=Head of Learning"], text.encode().replace(b"Head of Schools", b"Head of Learning")),
            (["undo"], text.encode()),
            (SAID, None),
            (["undo"], text.encode()),
        ]:
            store.must(*command)
            now = store.file(name_of(1)).read_bytes()
            errors = changed_in_place(text.encode(), now, added) if wanted_text is None else [] if now == wanted_text else [repr(now)]
            tally.hold(f"{what}, {command[0]}", errors)


def test_a_line_that_somebody_else_writes_meanwhile_is_never_lost(tally, kinds):
    """Right after each of the calls of a change."""
    scenario = kinds["progress"]
    unseen = collections.Counter()
    rename = next(number for number, call in enumerate(scenario.calls) if call.name in RENAMES and "/records/" in call.line)
    # From the last look at the record to its exchange nobody can see anything; a disk is waited for before that.
    instant = next(number for number in range(rename, 0, -1) if scenario.calls[number].name == "openat")
    looked_at = scenario.calls[instant].line
    tally.hold("the last look", [] if f"/{name_of(1)}" in looked_at else [f"was not at the record: {looked_at}"])

    def write_behind(item):
        number, call = item
        store = scenario.copy(f"behind-{call.name}-{call.nth}")
        with store.stopped(call, *scenario.command) as (_, ended):
            record = store.file(name_of(1))
            found = record.read_text()
            record.write_text(f"{found}# by hand\n")
        code, output, now = *ended, store.texts()[name_of(1)].decode()
        kept = "# by hand\n" in now
        if code == 0:
            errors = [] if kept or instant <= number < rename else ["the line is lost"]
            errors += [] if "The last school" in now and not store.interrupted() else [f"exit 0, and not written\n{output}"]
        else:
            says = all(words in output for words in ("it has changed since it was read", "+# by hand", "error: ", "hint: "))
            good = code == 2 and says and now == f"{found}# by hand\n" and not store.interrupted()
            errors = [] if good else [f"exit {code}\n{output}{now}"]
        errors += [f"left: {store.leftovers()}"] if store.leftovers() else []
        shutil.rmtree(store.folder)
        return call, code, kept, errors

    # What comes before irr reads the record at all is as if it had been written earlier.
    first = next(number for number, call in enumerate(scenario.calls) if f"/{STATE}" in call.line)
    for call, code, kept, errors in side_by_side(write_behind, list(enumerate(scenario.calls))[first:-1]):
        tally.hold(f"somebody writes after {call}", errors)
        unseen["seen, and refused" if code else "read, or written after it" if kept else "in the last instant"] += 1
    print(f"somebody else writes: {told(unseen)}")


def test_a_record_that_changes_while_somebody_types_loses_neither_text(tally, folder):
    record_path, text = name_of(1), titled(OWNED, "1")
    by_hand = f"{text}# by hand\n"

    def typed(name, command, script):
        """How the command ends while its editor changes the record and then does this to the sheet, `$1`."""
        store = Store(folder / name, {record_path: text})
        editor = store.file("editor")
        editor.write_text(f"#!/bin/sh\nprintf '# by hand\\n' >> {record_path}\n{script}\n")
        editor.chmod(0o755)
        code, output = store.run(command, FINDING, EDITOR=str(editor), PATH=os.environ["PATH"])
        return store, store.file(record_path).read_text(), code, f"exit {code}\n{output}"

    store, now, code, told = typed("edit", "edit", 'sed -i "s/Head of Schools/Head of Learning/" "$1"')
    good = code == 2 and "it has changed since it was read" in told and "+# by hand" in told
    tally.hold("edit", [] if good else [told])
    tally.hold("edit, what is there", [] if now == by_hand else [now])
    sheet = store.file(f"{STATE}/sheets/{record_path.removeprefix('records/')}")
    kept = sheet.exists() and sheet.read_text() == text.replace("Head of Schools", "Head of Learning")
    tally.hold("edit, what was typed", [] if kept else [f"is not in {sheet}"])
    # A note is typed before the record is read.
    _, now, code, told = typed("note", "progress", 'sed -i "1i The last school was written to" "$1"')
    tally.hold("a note", [] if code == 0 and "The last school" in now and now.endswith("# by hand\n") else [told, now])


def test_two_writers_at_the_same_moment_lose_nothing(tally, folder):
    """A thousand times, about the same record."""
    # Each of another day's report: irr judges those of one day together, which would take it longer.
    days = [f"2025-05-{day:02}" for day in range(1, 1 + RECORDS)]
    records = {name_of(day).replace("2025-05-16", day): titled(OWNED, day).replace("2025-05-16", day) for day in days}
    store = Store(folder / "two-writers", records)
    together, failed, found = threading.Barrier(2), {"A": [], "B": []}, collections.Counter()

    def write(writer, rounds):
        for number in rounds:
            together.wait()
            words = f"writer {writer} round {number:04}"
            code, output = store.run("progress", f"schools-{days[number % RECORDS]}:R1", "-m", words)
            failed[writer] += [f"{words}: exit {code}\n{output}"] if code else []

    for start in range(0, ROUNDS, RESET):
        writers = [threading.Thread(target=write, args=[writer, range(start, start + RESET)]) for writer in failed]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        found.update(re.findall(r"writer [AB] round \d+", "".join(text.decode() for text in store.texts().values())))
        code, output = store.run("validate")
        tally.hold(f"the store after {start + RESET} rounds", [output] if code else [])
        # Records with ever more entries would only take longer.
        for path, text in records.items():
            store.file(path).write_text(text)
    for writer, errors in failed.items():
        tally.hold(f"writer {writer}", errors)
    once = collections.Counter(f"writer {writer} round {number:04}" for writer in failed for number in range(ROUNDS))
    tally.hold("every entry once", [] if found == once else [f"lost {once - found}, more than once {found - once}"])
    print(f"two writers: {ROUNDS} rounds, {found.total()} entries in {RECORDS} records")


def test_a_lock_is_waited_for_and_free_once_its_holder_is_dead(tally, kinds):
    """Where the holder lives, irr refuses after its ten seconds, and names it."""
    scenario = kinds["progress"]
    locked = next(number for number, call in enumerate(scenario.calls) if call.name == "flock")
    written = next(number for number, call in enumerate(scenario.calls) if number > locked and call.name == "openat")
    held, store, other = scenario.calls[written], scenario.copy("locked"), ["progress", FINDING, "-m", "Somebody else's words"]

    def timed():
        since = time.monotonic()
        return *store.run(*other), time.monotonic() - since

    with store.stopped(held, *scenario.command) as (pid, _):
        code, output, waited = timed()
        good = code == 2 and 10 <= waited < 15 and f"process {pid}: record progress on" in output and store.texts() == scenario.before
        tally.hold("a lock that is held", [] if good else [f"exit {code} after {waited:.1f} s\n{output}"])
        os.kill(pid, signal.SIGKILL)
        code, output, waited = timed()
        tally.hold("a lock whose holder was killed", [] if code == 0 and waited < 5 else [f"exit {code} after {waited:.1f} s\n{output}"])
    print(f"lock: refused after its 10 s, taken {waited:.2f} s after its holder was killed")
    store = scenario.copy("waited")
    with store.stopped(held, *scenario.command) as (pid, _), concurrent.futures.ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(store.run, *other)
        time.sleep(0.5)
        early = waiting.done()
        os.kill(pid, signal.SIGCONT)
        code, output = waiting.result()
    text = store.texts()[name_of(1)].decode()
    both = "The last school" in text and "Somebody else's words" in text
    tally.hold("a lock that is given back", [] if not early and code == 0 and both else [f"exit {code}, at once: {early}\n{output}{text}"])
