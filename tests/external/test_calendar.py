"""Reads the calendar of `irr due` with the package icalendar, and holds it against the JSON of the same clocks.

The calendars are of the shipped records, of a generated store, and of a record whose texts have all that a calendar escapes. Each is also
spoiled in several ways, and each spoiled copy must be refused. Then dates are moved with `irr extend`: one event changes, and keeps its UID.
"""

import datetime
import subprocess

import icalendar
import pytest

from harness import IRR, ROOT, SHIPPED_DAY, generate_store, irr
from scratch import RECORD, RECORD_PATH, Repository, environment

pytestmark = pytest.mark.calendar

GENERATED = 300
ALARMS = [datetime.timedelta(days=-7, hours=9), datetime.timedelta(days=-1, hours=9)]
LONGEST_LINE = 75
AWKWARD = "Öl & Wasser, „gemischt“; a\\b: 👮🏽‍♀️ 中文 " * 9 + "\n\n      - one\n      - two"


def calendar(store, day, *arguments):
    """The calendar of a store, as bytes."""
    ran = subprocess.run([IRR, "due", "--store", store, "--as-of", day, "--format", "ics", *arguments], capture_output=True, check=True)
    return ran.stdout


def events(raw):
    """The events of a calendar by their UIDs; of several with the same UID the last."""
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(raw).walk("VEVENT")}


def uid(item):
    """The name of a clock's event, made of what never changes."""
    parts = [item["clock"], item["record"], item["ref"], item["action"]]
    return ":".join(str(part) for part in parts if part is not None) + "@irr"


def line_errors(raw):
    lines = raw.split(b"\r\n")
    errors = [] if lines[-1] == b"" else ["does not end in a line's end"]
    for line in lines:
        if len(line) > LONGEST_LINE or b"\n" in line or b"\r" in line:
            errors.append(f"no line: {line!r}")
        try:
            line.decode()
        except UnicodeDecodeError:
            errors.append(f"a character is cut: {line!r}")
    return errors


def event_errors(event, item, stamp):
    day = datetime.date.fromisoformat(item["date"])
    wanted = {
        "DTSTART": day,
        "DTEND": day + datetime.timedelta(days=1),
        "DTSTAMP": stamp,
    }
    errors = [f"{name} is {event[name].dt}" for name, value in wanted.items() if event[name].dt != value]
    errors += [f"{name} is {event[name]}" for name, value in {"SEQUENCE": item["slips"], "TRANSP": "TRANSPARENT"}.items() if event[name] != value]
    errors += [f"{name} is no day" for name in ("DTSTART", "DTEND") if event[name].params.get("VALUE") != "DATE"]
    triggers = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    if triggers != ALARMS:
        errors.append(f"reminds at {triggers}")
    if item["owner"] and f"\nOwner: {item['owner'].strip()}\n" not in event["DESCRIPTION"]:
        errors.append("does not name its owner")
    if not event["DESCRIPTION"].endswith(f"\nRecord: {item['record']}" + (f":{item['ref']}" if item["ref"] else "")):
        errors.append("does not name its record")
    if item["force"] not in event["CATEGORIES"].cats or item["clock"] not in event["CATEGORIES"].cats:
        errors.append(f"is of the categories {event['CATEGORIES'].cats}")
    return [f"{event['UID']}: {error}" for error in errors]


def calendar_errors(raw, answer):
    """What is wrong with a calendar whose clocks irr answers so in JSON."""
    errors = line_errors(raw)
    try:
        read = icalendar.Calendar.from_ical(raw)
    except ValueError as trouble:
        return [*errors, f"is no calendar: {trouble}"]
    errors += [f"{part.name}: {error}" for part in read.walk() for error in part.errors]
    uids = [str(event["UID"]) for event in read.walk("VEVENT")]
    wanted = {uid(item): item for item in answer["items"]}
    if len(wanted) != len(answer["items"]):
        errors.append("two clocks have one name")
    errors += [f"{name} stands twice" for name in sorted(set(uids)) if uids.count(name) > 1]
    errors += [f"{name} is in one of the two only" for name in sorted(set(uids) ^ set(wanted))]
    stamp = datetime.datetime.fromisoformat(answer["as_of"]).replace(tzinfo=datetime.timezone.utc)
    for event in read.walk("VEVENT"):
        if str(event["UID"]) in wanted:
            errors += event_errors(event, wanted[str(event["UID"])], stamp)
    if str(read.get("X-WR-CALNAME")) != "Inspection deadlines" or read["REFRESH-INTERVAL"].dt != datetime.timedelta(days=1):
        errors.append("does not say what it is called, or how long it holds")
    return errors


def spoiled(raw):
    """Copies of a calendar that are none, or not of the same clocks."""
    start = raw.index(b"BEGIN:VEVENT")
    end = raw.index(b"END:VEVENT\r\n") + len(b"END:VEVENT\r\n")
    first = raw[start:end]
    yield "an event twice", raw[:end] + first + raw[end:]
    yield "an event less", raw[:start] + raw[end:]
    yield "another date", raw.replace(b"DTSTART;VALUE=DATE:20", b"DTSTART;VALUE=DATE:19", 1)
    yield "a time", raw.replace(b"DTSTART;VALUE=DATE:", b"DTSTART:", 1)
    yield "another name", raw.replace(b"UID:", b"UID:x", 1)
    yield "a line unfolded", raw.replace(b"\r\n ", b"", 1)
    yield "Unix's line ends", raw.replace(b"\r\n", b"\n")
    yield "half an event", raw[: start + 40]
    yield "another stamp", raw.replace(b"T000000Z", b"T000001Z", 1)
    yield "an alarm less", raw.replace(b"TRIGGER:-PT15H", b"TRIGGER:-PT16H", 1)
    yield "a sequence of its own", raw.replace(b"SEQUENCE:", b"SEQUENCE:9", 1)


def hold_calendar(tally, what, store, day):
    raw, answer = calendar(store, day), irr("due", "--store", store, "--as-of", day)
    tally.hold(f"{what}, calendar", calendar_errors(raw, answer))
    tally.hold(f"{what}, again", [] if calendar(store, day) == raw else ["is not the same"])
    for how, copy in spoiled(raw):
        tally.refused(f"{what} with {how}", calendar_errors(copy, answer))
    return answer


def moved_errors(store, item):
    """What is wrong after the date of a finding was moved."""
    before = events(calendar(store, SHIPPED_DAY))
    address = f"{item['record']}:{item['ref']}"
    extension = ["extend", address, "--to", "2031-03-31", "--reason", "More time", "--approved-by", "Deputy Chief Constable"]
    subprocess.run([IRR, *extension, "--store", store, "--as-of", SHIPPED_DAY, "--no-input"], capture_output=True, check=True)
    after = events(calendar(store, SHIPPED_DAY))
    if set(before) != set(after):
        return [f"{address}: {sorted(set(before) ^ set(after))} came or went"]
    changed = [name for name in before if before[name].to_ical() != after[name].to_ical()]
    if changed != [uid(item)]:
        return [f"{address}: {changed} changed"]
    event = after[uid(item)]
    if event["DTSTART"].dt != datetime.date(2031, 3, 31) or event["SEQUENCE"] != item["slips"] + 1:
        return [f"{address}: {event.to_ical().decode()}"]
    return []


def hold_moved(tally, store, answer):
    """One of each kind, with a target of its own and without, extended before and not."""
    chosen = {}
    for item in answer["items"]:
        if item["clock"] == "finding":
            has_target = any(
                other["clock"] == "target" and (other["record"], other["ref"]) == (item["record"], item["ref"]) for other in answer["items"]
            )
            chosen.setdefault((item["ref"].rstrip("0123456789"), has_target, item["slips"] > 0), item)
    tally.hold("dates to move", [] if len(chosen) > 3 else [f"only {list(chosen)}"])
    for item in chosen.values():
        tally.hold("a moved date", moved_errors(store, item))


def test_the_shipped_deadlines_are_a_calendar(tally):
    hold_calendar(tally, "shipped", ROOT, SHIPPED_DAY)


def test_generated_deadlines_are_a_calendar_and_a_date_that_moves_changes_one_event(tally, tmp_path):
    generated = generate_store(GENERATED, tmp_path / "generated")
    answer = hold_calendar(tally, "generated", generated, SHIPPED_DAY)
    hold_moved(tally, generated, answer)


def test_a_calendar_without_deadlines_is_one_so_that_whoever_subscribed_empties_theirs(tally, tmp_path):
    folder, variables = tmp_path / "empty", environment(tmp_path / "home")
    Repository(folder, variables).write(RECORD_PATH, RECORD)
    raw = calendar(folder, variables["IRR_TODAY"], "--clock", "action")
    errors = line_errors(raw)
    try:
        read = icalendar.Calendar.from_ical(raw)
        errors += [f"has {[part.name for part in read.subcomponents]}"] if [part.name for part in read.subcomponents] != ["VTIMEZONE"] else []
        errors += [f"{part.name}: {part.errors}" for part in read.walk() if part.errors]
        # What a reader makes of the clock.
        errors += [] if read.walk("VTIMEZONE")[0].to_tz() is not None else ["has no clock"]
    except ValueError as trouble:
        errors.append(f"is no calendar: {trouble}")
    tally.hold("a calendar without deadlines", errors)


def test_what_a_text_says_the_calendar_says(tally, tmp_path):
    folder, variables = tmp_path / "words", environment(tmp_path / "home")
    repository = Repository(folder, variables)
    repository.write(RECORD_PATH, RECORD.replace("Chief constables should speak to each school once a year.", AWKWARD))
    day = variables["IRR_TODAY"]
    hold_calendar(tally, "awkward words", folder, day)
    [event] = [event for name, event in events(calendar(folder, day)).items() if name.startswith("finding:")]
    words = AWKWARD.replace("\n      ", "\n")
    tally.hold("awkward words", [] if f"R1: {words}\n\nOwner: nobody yet\n" in event["DESCRIPTION"] else [event["DESCRIPTION"]])
