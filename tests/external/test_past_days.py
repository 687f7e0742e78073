"""Counts what a finding was on a past day a second time, and compares it with irr's.

The count below was written from docs/record-format.md ("What the words mean", "As of a day"), the guide, the descriptions in the
schemas and `irr explain` alone, without reading irr's source or its other tests. The histories are made up here: what an office
does to a finding from day to day, written as irr's commands write it, or by hand. Where irr and the count differ, read the
documents again: neither is right because it is older. What the documents do not say is not compared (UNSTATED).

A record is of version 1 or, more often, of version 2 of the format.

More histories, or others: `HISTORIES=2000 SEED=7 tests/external/run -m history`. Ten thousand take half an hour with a release
build as IRR_BINARY, and some hours with a debug build.
"""

import collections
import concurrent.futures
import copy
import datetime
import itertools
import json
import os
import pathlib
import random
import re
import shutil
import subprocess

import pytest
import yaml

from harness import IRR

pytestmark = pytest.mark.history

SEED = int(os.environ.get("SEED", 1996))
HISTORIES = int(os.environ.get("HISTORIES", 60))
# Of many histories each is looked at on fewer days.
MANY = HISTORIES > 600
# Such a share of the records is of version 2.
VERSION_2 = 0.75
# So many records share a store and a calendar: each day that irr is asked about is a day of something for all of them.
RECORDS_PER_STORE, RECORDS_PER_CUT = (50, 25) if MANY else (20, 6)
# The answers about so many stores are kept, for the tests that judge them once more.
KEPT_STORES = 2
CALENDAR_DAYS = 24
# irr is asked about so many days of events in each store, and about so many others.
EVENT_DAYS, OTHER_DAYS = (4, 4) if MANY else (8, 8)
# So many findings of each store are also shown one by one, each on so many days.
SHOWN, SHOWN_DAYS = 8, 3
# So many days of each store are also asked for the deadlines.
DUE_DAYS = 8
# So many records of a store that goes on are also asked about one by one.
ASKED_ONE_BY_ONE = 4
# So many findings of each version are also led by irr's own commands, each on so many days.
COMMANDED, COMMANDED_DAYS = 5, 6
DAY = datetime.timedelta(days=1)
# Later than every history: all days that irr is asked about are past ones.
TODAY = "2035-01-01"

OPEN = ("not_started", "in_progress", "pending_sign_off")
ENDED = ("closed", "superseded", "not_accepted")
KINDS = {"recommendations": "R", "areas_for_improvement": "AFI", "causes_of_concern": "COC"}
APPROVER = "Deputy Chief Constable"
OWNERS = ["Head of Custody", "Head of Training", "Head of Estates", "Head of Contact"]
# A word of everything that is marked `internal: true`, and of nothing else.
SECRET = "Unspeakable"

# The rules that the histories break. An undated ending, one in the log alone, and a status that the log contradicts, are written
# on purpose: the documents say what they mean on a past day. No other rule may find an error.
BROKEN_ON_PURPOSE = {
    "closed-without-date",
    "closed-without-evidence",
    "closure-disagrees-with-log",
    "status-disagrees-with-progress",
}


# --- Histories.


class Dice(random.Random):
    def chance(self, share):
        return self.random() < share


def calendar(dice):
    """Days on which something happens in a store: on some of them, and beside some, in several findings at once."""
    first = datetime.date(2020, 1, 1) + dice.randrange(1200) * DAY
    days = {first + dice.randrange(900) * DAY for _ in range(CALENDAR_DAYS)}
    # Two days running, for what a day too early or too late would mix up.
    return sorted(days | {day + DAY for day in dice.sample(sorted(days), 3)})


def without_nothing(mapping):
    return {name: value for name, value in mapping.items() if value not in (None, [], {})}


def is_ended(finding):
    return finding.get("status") in ENDED


def ended_in_log(finding, day):
    return any(entry["date"] == day and entry.get("status") in ENDED for entry in finding.get("progress", []))


def closings(finding):
    """Of a record of version 1 the one that it has room for: its status is that of its day, or the present one."""
    if "closure" not in finding:
        return finding.get("closures", [])
    closure, log = finding["closure"], finding.get("progress", [])
    of_the_day = [entry["status"] for entry in log if entry["date"] == closure.get("date") and is_ended(entry)]
    # What was reopened since has an open status, and only the closure says that it was closed.
    return [{**closure, "status": (of_the_day or [finding["status"] if is_ended(finding) else "closed"])[-1]}]


def verifications(finding):
    return [finding["verification"]] if "verification" in finding else finding.get("verifications", [])


def status_days(finding):
    """The days on which the status is one that somebody dated."""
    yield from (entry["date"] for entry in finding.get("progress", []) if "status" in entry)
    yield from (closing[name] for closing in closings(finding) for name in ("date", "reopened") if name in closing)


def has_undated_status(finding):
    """Whether the written status is in no entry and no dated closing, and says more than that nothing was done."""
    return finding.get("status", "not_started") != "not_started" and not any(status_days(finding))


def approval(closure):
    return f"Ended, approved by {closure.get('approved_by')}; evidence: {closure.get('evidence')}"


class Office:
    """Does to a finding what irr's commands do, on one day; `by_hand` also what somebody's editor leaves out, and with `led`
    nothing that no command does.

    With `settled`, nothing is done that the documents let reach back to that day or one before it: what has no date is shown as
    it is now, and a status without a date ends with the first entry that has one. In version 1 a finding has one verification and
    one closure, and an action one date. In version 2 whatever comes is added, and no past day changes.
    """

    def __init__(self, dice, finding, version, settled=None, by_hand=False, secrecy=0, led=False):
        self.dice, self.finding, self.version, self.settled = dice, finding, version, settled
        self.by_hand, self.secrecy, self.led = by_hand and version == 2, secrecy if version == 2 else 0, led
        # The same as commands of irr, without the address and the day.
        self.commands = []

    def command(self, *arguments):
        self.commands.append([str(argument) for argument in arguments if argument])

    def may(self, held):
        """Whether a closure or a verification may take the place of the one that there is."""
        return self.settled is None or not held or held.get("date", self.settled) > self.settled

    def secret(self, part, by_command=True):
        """Some things are internal, with a word that may not be published; not every command can say so."""
        if self.dice.chance(self.secrecy) and (by_command or not self.led):
            keep_internal(part)
        return part

    def log(self, day, status=None, note="Told to the board.", by_command=False):
        """An entry in its place: after those of the same day."""
        log = self.finding.setdefault("progress", [])
        place = sum(entry["date"] <= day for entry in log)
        if sorted(log, key=lambda entry: entry["date"]) != log:
            place = len(log)
        entry = self.secret(without_nothing({"date": day, "status": status, "note": note}), by_command)
        log.insert(place, entry)
        return ["--internal"] if "internal" in entry else []

    def note(self, day):
        # An entry without a status may be dated back, if the day it is dated on may still change.
        back = day - self.dice.choice([0, 0, 0, 1, 30]) * DAY
        back = back if self.settled is None or back > self.settled else day
        # No two are alike: irr adds an entry once.
        said = f"Told to the board, item {self.dice.randrange(10**6)}."
        self.command("progress", "-m", said, "--date", back, *self.log(back, note=said, by_command=True))

    def move(self, day):
        """A new open status. For what was ended that opens it again."""
        if self.settled and has_undated_status(self.finding):
            return self.note(day)
        said = f"Told to the board, paper {self.dice.randrange(10**6)}."
        status = self.dice.choice([status for status in OPEN if status != self.finding.get("status", "not_started")])
        if is_ended(self.finding):
            if self.version == 1:
                self.keep_ending()
            elif not self.reopen(day, said):
                status, said = "in_progress", None
        self.finding["status"] = status
        if said:
            self.command("progress", "-m", said, "--status", status, *self.log(day, status, said, by_command=True))

    def keep_ending(self):
        """As irr does in version 1: a closing that is in no entry yet gets one of its own day.

        That entry is one of a past day. By hand the earlier closure only stays where it is, as `irr explain
        status-disagrees-with-progress` shows it.
        """
        day = self.finding.get("closure", {}).get("date")
        if day and not ended_in_log(self.finding, day) and (self.settled is None or day > self.settled):
            self.log(day, self.finding["status"], approval(self.finding["closure"]))

    def reopen(self, day, reason):
        """The closing says that it was undone. By hand it alone may say so, or the log alone. Whether the log has to say it."""
        closing = self.finding.get("closures", [{"reopened": day}])[-1]
        place = self.dice.choice(["closing", "log", "both"]) if self.by_hand else "both"
        if place == "log" or "reopened" in closing:
            return True
        if closing.get("date") == day and not ended_in_log(self.finding, day) and not self.by_hand:
            # A closing that is in no entry would come after what undoes it.
            self.log(day, closing["status"], approval(closing))
        closing.update({"reopened": day, "reopening_reason": reason})
        return place == "both"

    def keep_approver(self, day):
        """As irr does in version 1 before another closure takes the place of one: an entry of its day with what it said."""
        closure = self.finding.get("closure")
        if closure:
            kept, said = closure.get("date", day), approval(closure)
            if not any(one["date"] == kept and one.get("note") == said for one in self.finding.get("progress", [])):
                self.log(kept, note=said)

    def end_in_log(self, day):
        """By hand: the log says that it is closed, and no closing says who approved it."""
        if self.settled and has_undated_status(self.finding):
            return self.note(day)
        self.finding["status"] = "closed"
        self.log(day, "closed", f"It was replaced, {self.dice.randrange(10**6)}.")

    def waits_for_closing(self):
        """Whether a later closing would say of past days that what they ended was waiting for it."""
        closed = {closing.get("date") for closing in closings(self.finding)}
        return any(is_ended(entry) and entry["date"] not in closed for entry in self.finding.get("progress", []))

    def close(self, day):
        earlier = self.finding.get("closure")
        reaches_back = self.settled and (has_undated_status(self.finding) or self.version == 2 and self.waits_for_closing())
        if not self.may(earlier) or reaches_back:
            return self.note(day)
        self.keep_approver(day)
        status = self.dice.choice(["closed", "closed", "closed", "superseded", "not_accepted"])
        needed = status != "closed"
        said = f"It was replaced, {self.dice.randrange(10**6)}." if needed or self.dice.chance(0.4) else None
        # irr writes an entry where there is something to say, or where the log has an earlier ending of that day.
        if (said or ended_in_log(self.finding, day)) and not (self.by_hand and self.dice.chance(0.5)):
            self.log(day, status, said)
        self.finding["status"] = status
        evidence = [f"Minute {self.dice.randrange(1, 99)}"] if status == "closed" else []
        approver = self.dice.choice([APPROVER, "Chief Constable"])
        flags = [*(["--evidence", *evidence] if evidence else []), *(["-m", said] if said else [])]
        self.command("close", "--as", status.replace("_", "-"), *flags, "--approved-by", approver)
        closing = without_nothing({"date": day, "approved_by": approver, "evidence": evidence})
        if self.version == 1:
            self.finding["closure"] = closing
        else:
            self.finding.setdefault("closures", []).append({**closing, "status": status})

    def close_twice(self, day):
        """On one day, with a reopening between."""
        for step in (self.close, self.move, self.close):
            step(day)

    def extend(self, day):
        due = counted_due(self.finding)
        if not due:
            # irr extends no date that is not there.
            return self.note(day)
        to = max(due, day) + self.dice.choice([1, 14, 60, 180]) * DAY
        reason = f"The builders are late, {self.dice.randrange(10**6)}"
        extension = self.secret({"agreed": day, "to": to, "reason": reason, "approved_by": APPROVER})
        internal = ["--internal"] if "internal" in extension else []
        self.command("extend", "--to", to, "--reason", extension["reason"], "--approved-by", APPROVER, *internal)
        self.finding.setdefault("extensions", []).append(extension)

    def verify(self, day):
        earlier = self.finding.get("verification")
        if self.may(earlier):
            if earlier:
                # As irr does in version 1, so that the word of the time is not lost.
                self.log(earlier.get("date", day), note="HMICFRS counted it otherwise.")
            outcome = self.dice.choice(["closed", "open", "escalated"])
            letter = f"Letter {self.dice.randrange(10**6)}"
            self.command("verify", "--outcome", outcome, "--reference", letter)
            verification = {"by": "HMICFRS", "date": day, "reference": letter, "outcome": outcome}
            if self.version == 1:
                self.finding["verification"] = verification
            else:
                self.finding.setdefault("verifications", []).append(verification)

    def escalate(self, day):
        escalated = counted_escalation(self.finding.get("escalation", []))
        stages = ["cause_of_concern", "engage", "direction", *(["scan", "ended"] if escalated else [])]
        to = self.dice.choice([stage for stage in stages if stage != escalated.get("to")])
        self.command("escalate", "--to", to, "--reference", f"Letter of {day}")
        self.finding.setdefault("escalation", []).append({"date": day, "to": to, "reference": f"Letter of {day}"})

    def do_action(self, day):
        for number, action in enumerate(self.finding.get("actions", []), 1):
            if "done" not in action:
                self.command("action", "done", "--which", number, "--evidence", f"List of {day}")
                action.update({"done": day, "evidence": [f"List of {day}"]})
                return

    def move_action(self, day):
        """In version 1 the action's date is another one from then on, and the log says which it was."""
        for number, action in enumerate(self.finding.get("actions", []), 1):
            if "done" not in action and counted_target(action):
                if self.version == 1 and self.settled:
                    return self.note(day)
                to = max(counted_target(action), day) + self.dice.choice([1, 14, 60]) * DAY
                reason = f"The trainer is booked, {self.dice.randrange(10**6)}"
                approver = self.dice.choice([None, APPROVER])
                flags = ["--approved-by", approver] if approver else []
                self.command("action", "move", "--which", number, "--to", to, "--reason", reason, *flags)
                if self.version == 1:
                    action["target"] = to
                    self.log(day, note=f"Action {number}: {reason}")
                    return
                extension = without_nothing({"agreed": day, "to": to, "reason": reason, "approved_by": approver})
                action.setdefault("extensions", []).append(self.secret(extension, by_command=False))
                return

    def act(self, day):
        if is_ended(self.finding):
            steps = [self.note, self.move, self.move, self.verify, self.do_action, self.move_action]
            if self.by_hand and self.waits_for_closing():
                steps += 2 * [self.close]
        else:
            steps = [self.note, self.verify, self.escalate, self.do_action, self.move_action]
            steps += 2 * [self.move, self.close, self.extend]
            if self.by_hand:
                steps += [self.close_twice, self.end_in_log]
        self.dice.choice(steps)(day)

    def live(self, days):
        for day in days:
            if self.dice.chance(0.35):
                for _ in range(self.dice.choice([1, 1, 2, 3])):
                    self.act(day)


def keep_internal(part):
    part["internal"] = True
    for name in ("note", "reason", "text"):
        if name in part:
            part[name] = f"{part[name].rstrip('.')} ({SECRET})."


def new_finding(dice, ref, published, days, version=1):
    """A finding as it stands in the record when the report has come."""
    later = [day for day in days if day > published] or [published + 90 * DAY]
    due = dice.choice(later) if dice.chance(0.6) else None
    ours = dice.chance(0.8)
    count = dice.choice([0, 0, 1, 3])
    actions = [{"text": f"Step {number}", "owner": made_owner(dice, version)} for number in range(1, count + 1)]
    for action in actions:
        if dice.chance(0.7):
            action["target"] = dice.choice(later)
    return without_nothing({
        "ref": str(ref),
        "text": f"The force should do thing {ref}.",
        "addressed_to": None if ours else ["the Home Office"],
        "ours": None if ours else False,
        "due": due,
        "target": dice.choice(later) if dice.chance(0.4 if due else 0.5) else None,
        "priority": dice.choice([None, "high", "low"]),
        "owner": made_owner(dice, version),
        "commissioner_response": {"action": "proposed", "text": "I have asked for a plan."},
        "actions": actions,
    })


def made_owner(dice, version):
    """One name, or in version 2 also a list of several or of one."""
    names = dice.sample(OWNERS, dice.choice([1, 2, 3]))
    return names if version == 2 and dice.chance(0.5) else names[0]


def write_undated_status(dice, finding, version):
    """As of an imported response, or by hand: a status and, of what is closed, perhaps who approved it, all without a day."""
    finding["status"] = dice.choice(OPEN + ENDED)
    if finding["status"] == "closed":
        closing = without_nothing({"approved_by": dice.choice([None, APPROVER]), "evidence": ["Minute 7"]})
        status = dice.choice([{"status": "closed"}, {}])
        finding |= {"closure": closing} if version == 1 else {"closures": [{**status, **closing}]}
    if dice.chance(0.2):
        verification = {"by": "HMICFRS", "reference": "A letter", "outcome": "open"}
        finding |= {"verification": verification} if version == 1 else {"verifications": [verification]}


def mix_up_by_hand(dice, finding, day):
    """What stands in another order than it happened, or a status that nobody set right, as somebody's editor leaves it."""
    # Of a closing that `status` alone names the documents do not say where it stands in a log that is out of order.
    finding.pop("closure", None)
    if "closures" in finding:
        mix_up_closings(dice, finding)
    else:
        finding["progress"] = [entry for entry in finding.get("progress", []) if entry.get("status") not in ENDED]
    dice.shuffle(finding.get("progress", []))
    # A status that the log contradicts. Where a log has none it would mean something.
    if any(status_days(finding)):
        finding["status"] = dice.choice(OPEN)
    else:
        finding.pop("status", None)
    extensions = finding.get("extensions", [])
    if extensions:
        # A date that was brought forward, which `irr extend` refuses.
        extensions[-1]["to"] = max(extensions[-1]["agreed"], extensions[-1]["to"] - 60 * DAY)
    dice.shuffle(extensions)
    if not counted_due(finding):
        # A later date where there was none, which it refuses too.
        finding["extensions"] = [{"agreed": day, "to": day + 90 * DAY, "reason": "Winter", "approved_by": APPROVER}]


def mix_up_closings(dice, finding):
    """Closings that are in no entry, and reopenings on another day than the log has them, or on none."""
    if dice.chance(0.3):
        finding["progress"] = [entry for entry in finding.get("progress", []) if entry.get("status") not in ENDED]
    ends = [closing["date"] for closing in finding["closures"][1:]] + [datetime.date.max]
    for closing, end in zip(finding["closures"], ends):
        if dice.chance(0.3):
            closing.pop("reopened", None)
            closing.pop("reopening_reason", None)
        elif "reopened" in closing and dice.chance(0.3):
            closing["reopened"] = min(end, max(closing["date"], closing["reopened"] + dice.choice([-3, -1, 1, 3]) * DAY))


def made_finding(dice, ref, published, days, version):
    finding = new_finding(dice, ref, published, days, version)
    habit = dice.choices(["commands", "undated", "undated_first", "by_hand", "silent"], [60, 8, 10, 18, 4])[0]
    days = [day for day in days if day >= published]
    secrecy = 0.2 if version == 2 and dice.chance(0.5) else 0
    for action in finding.get("actions", []):
        if dice.chance(secrecy):
            keep_internal(action)
    if habit.startswith("undated"):
        write_undated_status(dice, finding, version)
    if habit in ("commands", "undated_first", "by_hand"):
        Office(dice, finding, version, by_hand=habit == "by_hand", secrecy=secrecy).live(days)
    if habit == "by_hand" and (version == 1 or dice.chance(0.5)):
        mix_up_by_hand(dice, finding, dice.choice(days or [published]))
    for name, day in (("progress", "date"), ("extensions", "agreed")):
        # A note that was dated back is of the report's day at the earliest.
        for part in finding.get(name, []):
            part[day] = max(part[day], published)
    return without_nothing(finding)


class History:
    """A record with its id."""

    def __init__(self, number, record):
        self.record = record
        self.version = record["schema_version"]
        self.published = record["inspection"]["published"]
        self.id = f"kent/{self.published}-history-{number}"

    def findings(self):
        for key, prefix in KINDS.items():
            for finding in self.record.get(key, []):
                yield prefix + finding["ref"], finding

    def text(self):
        return yaml.dump(self.record, Dumper=PlainDumper, sort_keys=False, width=1000)


class PlainDumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Without anchors, which a record may not have."""

    def ignore_aliases(self, data):
        return True


def make_history(dice, number, days, version=None):
    version = version or (2 if dice.chance(VERSION_2) else 1)
    published = dice.choice(days[: len(days) // 2])
    counts = {"recommendations": [2, 3, 4], "areas_for_improvement": [0, 1, 2], "causes_of_concern": [0, 0, 1]}
    findings = {
        key: [made_finding(dice, ref + 1, published, days, version) for ref in range(dice.choice(counts[key]))] for key in KINDS
    }
    if "causes_of_concern" in without_nothing(findings):
        findings["recommendations"][0]["cause_of_concern"] = "1"
    answered = published + dice.randrange(20, 50) * DAY
    return History(number, {
        "schema_version": version,
        "stage": "published",
        "force": "Kent",
        "local_policing_body": {"kind": "pcc"},
        "inspection": {"title": f"A made-up inspection, number {number}", "inspectorates": ["HMICFRS"], "published": published},
        **without_nothing(findings),
        "publication": {
            "chief_officer_invited": published + 2 * DAY,
            **{name: answered for name in ("published", "sent_to_inspectorate", "sent_to_secretary_of_state")},
        },
    })


def continued(dice, history, day):
    """The same history with another year after the day. Nothing of it is dropped."""
    longer = copy.deepcopy(history)
    days = [day + DAY, *sorted(day + dice.randrange(1, 366) * DAY for _ in range(9))]
    by_hand = dice.chance(0.3)
    for _, finding in longer.findings():
        # What was mixed up by hand stays so: irr adds below it.
        office = Office(dice, finding, history.version, settled=day, by_hand=by_hand, secrecy=0.2)
        office.live([one for one in days if one >= longer.published])
    return longer


# --- The count.

UNSTATED = object()


def counted_due(finding, day=datetime.date.max):
    """The date of the last extension that was agreed by then, or the inspectorate's, or the force's own target."""
    agreed = [extension["to"] for extension in finding.get("extensions", []) if extension["agreed"] <= day]
    return agreed[-1] if agreed else finding.get("due") or finding.get("target")


def counted_target(action, day=datetime.date.max):
    """The same of an action: of what is due, it has a target alone."""
    return counted_due(action, day)


def counted_escalation(steps):
    """The last step, unless it ended the escalation."""
    return steps[-1] if steps and steps[-1]["to"] not in ("scan", "ended") else {}


def lead(owner):
    """The first name of a list."""
    return owner[0] if isinstance(owner, list) else owner


class Count:
    """A finding on a day. Each method gives a sentence of the documents."""

    def __init__(self, finding, day):
        self.finding, self.day = finding, day

    def by(self, when):
        """What is dated later has not happened yet."""
        return when <= self.day

    def closings(self):
        return closings(self.finding)

    def extensions(self):
        return self.finding.get("extensions", [])

    def entries(self):
        return self.finding.get("progress", [])

    def log(self):
        return [(entry["date"], entry["status"]) for entry in self.entries() if "status" in entry]

    def is_dated(self):
        """Whether the written status is in an entry or a closing, if not on this day then on another."""
        return any(status_days(self.finding))

    def dated_statuses(self):
        """Each status with its day, as the log and the closings have it."""
        of_closings = {closing[name] for closing in self.closings() for name in ("date", "reopened") if name in closing}
        days = sorted({when for when, _ in self.log()} | of_closings)
        return [(day, status) for day in days for status in self.statuses_on(day)]

    def events(self):
        """What ended in the log, and is closed on a later day without a reopening between, waits for that closing until then."""
        events = self.dated_statuses()
        closed = sorted({day for day, _ in events if self.closings_on(day)})
        for place, (when, status) in enumerate(events):
            later = next((day for day in closed if day > when), None)
            if status in ENDED and when not in closed and later:
                unsaid = (later, UNSTATED) in events or len(self.closings_on(later)) > 1
                places = [number for number, (day, one) in enumerate(events) if day == later and (unsaid or one in ENDED)]
                closing = places[0] if unsaid else places[-1]
                if all(one in ENDED for _, one in events[place + 1 : closing]):
                    # What was closed before is not said to wait, nor what may have been reopened on the closing's day.
                    waits = (place == 0 or events[place - 1][1] in OPEN) and not unsaid
                    events[place] = (when, "pending_sign_off" if waits else UNSTATED)
        return events

    def statuses_on(self, day):
        """Within a day the order of the log decides."""
        log = [status for when, status in self.log() if when == day]
        closings = self.closings_on(day)
        opened, ended = any(status in OPEN for status in log), [status for status in log if status in ENDED]
        reopened = [] if opened or not self.is_reopened_on(day) else ["in_progress"]
        if not closings:
            # Of an ending in the log alone the documents do not say whether it came before what undid another.
            return [*log, *reopened, *([UNSTATED] if reopened and ended else [])]
        last = closings[-1]
        is_undone = last.get("reopened") == day
        if not ended:
            if not is_undone:
                return [*log, *reopened, last["status"]]
            # What was reopened on its day comes before the first entry that opens it. Where another closing of the day was not,
            # the documents do not say which counts.
            unsaid = opened and any(closing.get("reopened") != day for closing in closings)
            return [last["status"], *log, *reopened, *([UNSTATED] if unsaid else [])]
        # The closing is the last entry that ended it. Which of several closings it is, is not said, nor how one that was undone
        # can be the last of its day.
        unsaid = opened and is_undone if log[-1] in ENDED else len(closings) > len(ended)
        unsaid = unsaid or not is_undone and log[-1] in ENDED and last["status"] != log[-1]
        return [*([] if is_undone else reopened), *log, *(reopened if is_undone else []), *([UNSTATED] if unsaid else [])]

    def closings_on(self, day):
        return [closing for closing in self.closings() if closing.get("date") == day]

    def is_reopened_on(self, day):
        return any(closing.get("reopened") == day for closing in self.closings())

    def past(self):
        return [event for event in self.events() if self.by(event[0])]

    def status(self):
        """That of the last event; a status that is in none counts always, until an entry with a status comes."""
        if not self.is_dated():
            return self.finding.get("status", "not_started")
        past = self.past()
        return past[-1][1] if past else "not_started"

    def is_open(self):
        return self.status() in OPEN

    def closed(self):
        """The day since which it is ended. What was ended without a day has none."""
        run = []
        for when, status in self.past():
            run = [] if status in OPEN else [*run, when]
        # Ended on one day and on another: the documents do not say which of the two counts.
        return UNSTATED if len(set(run)) > 1 else run[0] if run else None

    def shown_closing(self):
        """A closing exists from its day on; the last one counts."""
        return ([one for one in self.closings() if "date" not in one or self.by(one["date"])] or [{}])[-1]

    def reopened(self):
        """The day on which the closing that is shown was undone: as it says, or the next entry with an open status."""
        closing = self.shown_closing()
        if "reopened" in closing and self.by(closing["reopened"]):
            return closing["reopened"]
        if closing and "date" not in closing:
            # Nothing says which of the entries came after a closing without a day.
            return UNSTATED if self.past() else None
        if not closing:
            return None
        events = [event for event in self.dated_statuses() if self.by(event[0])]
        if (closing["date"], UNSTATED) in events:
            return UNSTATED
        place = max(place for place, (when, status) in enumerate(events) if when == closing["date"] and status in ENDED)
        after = [(when, status) for when, status in events[place:] if status not in ENDED]
        return None if not after else UNSTATED if after[0][1] is UNSTATED else after[0][0]

    def due(self):
        agreed = [extension for extension in self.extensions() if self.by(extension["agreed"])]
        return agreed[-1]["to"] if agreed else self.original_due()

    def original_due(self):
        return self.finding.get("due") or self.finding.get("target")

    def slips(self):
        return sum(self.by(extension["agreed"]) for extension in self.extensions())

    def days_past_due(self):
        """What is due today is not late."""
        due = self.due()
        return (self.day - due).days if self.is_open() and due and due < self.day else None

    def ours(self):
        return self.finding.get("ours", True)

    def days_overdue(self):
        return self.days_past_due() if self.ours() else None

    def behind_target(self):
        if not self.is_open() or not self.ours():
            return UNSTATED
        target = self.finding.get("target")
        return bool(target and target < self.day <= self.due())

    def entry_days(self):
        return [entry["date"] for entry in self.entries() if self.by(entry["date"])]

    def actions(self):
        return self.finding.get("actions", [])

    def is_done(self, action):
        return "done" in action and self.by(action["done"])

    def target(self, action):
        """An action's date: that of the last extension which was agreed by then."""
        return counted_target(action, self.day)

    def verification(self):
        """The last by that day."""
        return ([one for one in verifications(self.finding) if "date" not in one or self.by(one["date"])] or [{}])[-1]

    def escalation(self):
        return counted_escalation([step for step in self.finding.get("escalation", []) if self.by(step["date"])])

    def owner(self):
        return lead(self.finding.get("owner"))

    def of_status(self):
        """What comes of the status."""
        status = self.status()
        if status is UNSTATED:
            names = ("status", "open", "overdue", "days_overdue", "days_past_due", "behind_target", "closed", "reopened")
            return dict.fromkeys(names, UNSTATED)
        return {
            "status": status,
            "open": self.is_open(),
            "overdue": self.days_overdue() is not None,
            "days_overdue": self.days_overdue(),
            "days_past_due": self.days_past_due(),
            "behind_target": self.behind_target(),
            "closed": self.closed(),
            "reopened": self.reopened(),
        }

    def listed(self):
        """The fields of `irr list`."""
        due, original = self.due(), self.original_due()
        return {
            **self.of_status(),
            "ours": self.ours(),
            "due": due,
            "original_due": original,
            "target": self.finding.get("target"),
            "slips": self.slips(),
            "slipped_by": (due - original).days if due and original else None,
            "owner": self.owner(),
            "priority": self.finding.get("priority"),
            "escalation": self.escalation().get("to"),
        }

    def exported(self):
        """The further fields of `irr export --rows findings`."""
        closing, verification, escalation = self.shown_closing(), self.verification(), self.escalation()
        return {
            **self.listed(),
            "closure_date": closing.get("date"),
            "closure_approved_by": closing.get("approved_by"),
            "evidence": closing.get("evidence", []),
            "actions": len(self.actions()),
            "open_actions": sum(not self.is_done(action) for action in self.actions()),
            "progress_entries": len(self.entry_days()),
            "last_progress": max(self.entry_days(), default=None),
            "outcome": verification.get("outcome"),
            "verified": verification.get("date"),
            "verified_by": verification.get("by"),
            "verification_reference": verification.get("reference"),
            "escalated_on": escalation.get("date"),
            "escalation_reference": escalation.get("reference"),
        }

    def exported_actions(self):
        """The fields of `irr export --rows actions`, for each action."""
        for number, action in enumerate(self.actions(), 1):
            done, target = self.is_done(action), self.target(action)
            yield {
                "number": number,
                "text": action["text"],
                "owner": lead(action["owner"]),
                "target": target,
                "done": action["done"] if done else None,
                "open": not done,
                "days_late": (self.day - target).days if not done and target and target < self.day else None,
            }

    def deadlines(self):
        """The dates of `irr due`: of an open finding of ours, and of each action that is not done.

        Whether that is each action of other bodies' findings too is among the disagreements below.
        """
        if self.status() is not UNSTATED:
            yield "finding", None, self.due() if self.is_open() and self.ours() else None
        for number, action in enumerate(self.actions() if self.ours() else [], 1):
            yield "action", number, None if self.is_done(action) else self.target(action)

    def shown(self):
        """The days in the finding that `irr show` prints: none is later than the day."""
        by = lambda parts, name: [part[name] for part in parts if name in part and self.by(part[name])]
        shown = [one for one in self.closings() if "date" not in one or self.by(one["date"])]
        return {
            "progress": by(self.entries(), "date"),
            "extensions": by(self.extensions(), "agreed"),
            "escalation": by(self.finding.get("escalation", []), "date"),
            "done": by(self.actions(), "done"),
            "moved": [day for action in self.actions() for day in by(action.get("extensions", []), "agreed")],
            "closings": by(shown, "date"),
            "reopened": by(shown, "reopened"),
            "verifications": by(verifications(self.finding), "date"),
        }


class PublicCount(Count):
    """What is internal is never published, and not counted in what is."""

    def entries(self):
        return without_internal(super().entries())

    def extensions(self):
        return without_internal(super().extensions())

    def dates(self):
        """The days that the public document may name for the finding."""
        yield from (day for day in (self.finding.get("due"), self.due()) if day)
        yield from (when for when, _ in self.log() if self.by(when))
        for part in (*self.extensions(), *self.closings(), *verifications(self.finding)):
            days = [part[name] for name in ("agreed", "date", "reopened") if name in part and self.by(part[name])]
            yield from [*days, *([part["to"]] if "to" in part and days else [])]


def without_internal(parts):
    return [part for part in parts if not part.get("internal")]


# Counts with one mistake each. None may pass for a good one.


class CountsADayAhead(Count):
    def __init__(self, finding, day):
        super().__init__(finding, day + DAY)


class CountsADayBehind(Count):
    def __init__(self, finding, day):
        super().__init__(finding, day - DAY)


class HidesTheDayItself(Count):
    def by(self, when):
        return when < self.day


class ForgetsTheClosing(Count):
    def closings_on(self, day):
        return []

    def reopened(self):
        return UNSTATED


class PutsTheClosingFirst(Count):
    """The closing before the other entries of its day."""

    def statuses_on(self, day):
        statuses, log = super().statuses_on(day), [status for when, status in self.log() if when == day]
        return [statuses[-1], *log] if statuses == [*log, *statuses[-1:]] else statuses


class ReadsTheLogFromBelow(Count):
    """The first entry of a day decides."""

    def log(self):
        return super().log()[::-1]


class ReadsTheLogUnsorted(Count):
    """The entry that stands last decides, whatever its day."""

    def past(self):
        order = {event: place for place, event in enumerate(self.log())}
        return sorted(super().past(), key=lambda event: order.get(event, len(order)))


class TrustsTheWrittenStatus(Count):
    def status(self):
        return self.finding.get("status", "not_started")


class KeepsTheUndatedStatus(Count):
    """A status without a date still counts before the first entry."""

    def status(self):
        return super().status() if self.past() else self.finding.get("status", "not_started")


class IsOverdueOnTheDay(Count):
    def days_past_due(self):
        due = self.due()
        return (self.day - due).days if self.is_open() and due and due <= self.day else None


class CountsOthersAsLate(Count):
    def days_overdue(self):
        return self.days_past_due()


class TakesTheLatestExtension(Count):
    """The latest date instead of the last extension."""

    def due(self):
        agreed = [extension["to"] for extension in self.finding.get("extensions", []) if self.by(extension["agreed"])]
        return max(agreed) if agreed else self.original_due()


class ForgetsTheTarget(Count):
    def original_due(self):
        return self.finding.get("due")


class NeverReopened(Count):
    def reopened(self):
        return None


class ReopensInTheLogAlone(Count):
    """What a closing says of its reopening changes no status."""

    def is_reopened_on(self, day):
        return False


class KeepsTheFirstClosing(Count):
    def shown_closing(self):
        return ([one for one in self.closings() if "date" not in one or self.by(one["date"])] or [{}])[0]


class KeepsTheFirstVerification(Count):
    def verification(self):
        return ([one for one in verifications(self.finding) if "date" not in one or self.by(one["date"])] or [{}])[0]


class TakesTheNewestVerification(Count):
    """On days before it as well."""

    def verification(self):
        return (verifications(self.finding) or [{}])[-1]


class MovesTheActionAtOnce(Count):
    """On days before it was agreed as well."""

    def target(self, action):
        return counted_target(action)


class NeverMovesTheAction(Count):
    def target(self, action):
        return action.get("target")


class NamesTheLastOwner(Count):
    def owner(self):
        return lead(self.finding["owner"][::-1] if isinstance(self.finding["owner"], list) else self.finding["owner"])


SPOILED_COUNTS = [
    CountsADayAhead,
    CountsADayBehind,
    HidesTheDayItself,
    ForgetsTheClosing,
    PutsTheClosingFirst,
    ReadsTheLogFromBelow,
    ReadsTheLogUnsorted,
    TrustsTheWrittenStatus,
    KeepsTheUndatedStatus,
    IsOverdueOnTheDay,
    CountsOthersAsLate,
    TakesTheLatestExtension,
    ForgetsTheTarget,
    NeverReopened,
    ReopensInTheLogAlone,
    KeepsTheFirstClosing,
    KeepsTheFirstVerification,
    TakesTheNewestVerification,
    MovesTheActionAtOnce,
    NeverMovesTheAction,
    NamesTheLastOwner,
]


# --- What irr answers.


class Store:
    """Histories in a folder that irr reads."""

    def __init__(self, folder, histories):
        self.folder, self.histories = pathlib.Path(folder), histories
        for history in histories:
            self.write(history)

    def write(self, history):
        file = self.folder / "records" / f"{history.id}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(history.text(), encoding="utf-8")

    def run(self, day, *arguments):
        """The exit code and both streams."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("IRR_")}
        command = [IRR, *arguments, "--store", self.folder, "--as-of", str(day), "--no-input"]
        environment = {**kept, "IRR_TODAY": TODAY, "COLUMNS": "120"}
        ran = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, encoding="utf-8")
        return ran.returncode, ran.stdout, ran.stderr

    def ask(self, day, *arguments):
        code, output, errors = self.run(day, *arguments, "--format", "json")
        if code > 1:
            pytest.fail(f"irr {' '.join(map(str, arguments))} on {day}: exit {code}\n{errors}")
        return json.loads(output)

    def rows(self, day):
        """The answers about all findings, by address: `irr list`, and `irr export` of them and of their actions."""
        asked_for = (("list", "--all"), ("export", "--rows", "findings"), ("export", "--rows", "actions"))
        listed, exported, actions = (by_address(self.ask(day, *question)["items"]) for question in asked_for)
        last = lambda items: {address: item for address, (*_, item) in items.items()}
        return Rows(last(listed), last(exported), actions)

    def days(self):
        """Every day that is written in a finding, the one before and the one after, and days before the first report."""
        written = {day for history in self.histories for _, finding in history.findings() for day in days_in(finding)}
        written |= {history.published for history in self.histories}
        first = min(history.published for history in self.histories)
        return sorted({day + step * DAY for day in written for step in (-1, 0, 1)} | {first - 40 * DAY, max(written) + 400 * DAY})


Rows = collections.namedtuple("Rows", "listed exported actions")


def by_address(items):
    """All that is said of each finding."""
    said = collections.defaultdict(list)
    for item in items:
        said[item["record"], item["ref"]].append(item)
    return dict(said)


def days_in(value):
    if isinstance(value, datetime.date):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from days_in(part)


def side_by_side(function, tasks):
    """irr runs in processes of its own, of which a few can run at once."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(function, tasks))


def shares(whole, share):
    return [range(first, min(first + share, whole)) for first in range(0, whole, share)]


def make_stores(name, share, lived_until=lambda dice, days: days):
    """The histories in stores of so many, each with the days of its calendar."""
    for numbers in shares(HISTORIES, share):
        dice = Dice(f"{SEED} {name} {numbers.start}")
        days = lived_until(dice, calendar(dice))
        yield dice, days, [make_history(dice, number, days) for number in numbers]


Asked = collections.namedtuple("Asked", "store answers")


def ask_stores(folder, first, end):
    """The stores from the first on, one after the other, each with irr's answers on its days."""
    for number, (_, _, histories) in enumerate(make_stores("judged", RECORDS_PER_STORE)):
        if first <= number < end:
            store = Store(folder / f"store-{number}", histories)
            days = days_to_ask(store)
            yield Asked(store, dict(zip(days, side_by_side(store.rows, days))))


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """The first stores, which are judged more than once."""
    return list(ask_stores(tmp_path_factory.mktemp("asked"), 0, KEPT_STORES))


def days_to_ask(store):
    """So many days on which something happened, each with the ones beside it, and so many other ones."""
    dice, days = Dice(f"{SEED} days {store.histories[0].id}"), store.days()
    kept = {days[0], days[-1], *(store.histories[0].published + step * DAY for step in (-1, 0))}
    # A day is the likelier to be asked about, the more happened on it.
    happened = [day for history in store.histories for _, finding in history.findings() for day in happenings(finding)]
    kept |= {day + step * DAY for day in dice.choices(sorted(happened), k=EVENT_DAYS) for step in (-1, 0, 1)}
    return sorted(kept | set(dice.sample(days, min(len(days), OTHER_DAYS))))


def happenings(finding):
    """The days on which something was done, and not those by which it is due."""
    yield from (entry["date"] for entry in finding.get("progress", []))
    yield from (extension["agreed"] for extension in finding.get("extensions", []))
    yield from (extension["agreed"] for action in finding.get("actions", []) for extension in action.get("extensions", []))
    for part in (*closings(finding), *verifications(finding)):
        yield from (part[name] for name in ("date", "reopened") if name in part)


# --- The comparison.


def as_told(value):
    """A value as JSON has it."""
    if isinstance(value, list):
        return [as_told(part) for part in value]
    return str(value) if isinstance(value, datetime.date) else value


def differences(wanted, told):
    return [
        f"{name}: irr says {told.get(name)!r}, the count says {as_told(value)!r}"
        for name, value in wanted.items()
        if value is not UNSTATED and (name not in told or told[name] != as_told(value))
    ]


def finding_errors(count, address, told):
    """What differs in any answer; the same difference in two is named once."""
    in_list = differences(count.listed(), told.listed[address])
    in_export = differences(count.exported(), told.exported[address])
    named = [f"list, {error}" for error in in_list] + [f"export, {error}" for error in in_export if error not in in_list]
    return named + action_errors(list(count.exported_actions()), told.actions.get(address, []))


def action_errors(counted, told):
    if len(counted) != len(told):
        return [f"irr exports {len(told)} actions of {len(counted)}"]
    return [
        f"action {wanted['number']}, {error}"
        for wanted, said in zip(counted, sorted(told, key=lambda one: one["number"]))
        for error in differences(wanted, said)
    ]


def judged(store, day, told, model=Count):
    """Each finding on a day with the differences. Before its report there is none."""
    published = [history for history in store.histories if history.published <= day]
    there = {(history.id, ref): finding for history in published for ref, finding in history.findings()}
    for address in sorted({*told.listed, *told.exported, *told.actions, *there}):
        if address in there and address in told.listed and address in told.exported:
            yield address, finding_errors(model(there[address], day), address, told)
        else:
            places = {**told._asdict(), "counted": there}
            yield address, [f"only in what was {' and '.join(name for name, where in places.items() if address in where)}"]


class Differing:
    """Counts comparisons, and prints each record on which irr and the count differ once."""

    def __init__(self, tally, histories):
        self.tally, self.texts = tally, {history.id: history.text() for history in histories}

    def hold(self, record, ref, day, errors):
        self.tally.hold(f"{record}:{ref} on {day}", errors)
        if errors and record in self.texts:
            print(f"The record {record}:\n    " + self.texts.pop(record).replace("\n", "\n    ").rstrip())


def test_findings_on_past_days(tally, asked, tmp_path):
    stores = days = findings = 0
    for store, answers in itertools.chain(asked, ask_stores(tmp_path, KEPT_STORES, HISTORIES)):
        stores += 1
        differing = Differing(tally, store.histories)
        days, findings = days + len(answers), findings + sum(len(list(history.findings())) for history in store.histories)
        for day, answer in answers.items():
            for (record, ref), errors in judged(store, day, answer):
                differing.hold(record, ref, day, errors)
        if MANY and stores > KEPT_STORES:
            shutil.rmtree(store.folder)
    print(f"{HISTORIES} histories with {findings} findings, on {days} days of {stores} stores: {tally.cases} findings on a day")


def shown_days(told):
    """The days in a finding as `irr show` prints it."""
    dates = lambda parts, name: [part[name] for part in parts if part.get(name)]
    actions = told.get("actions", [])
    closings = told.get("closures") or ([told["closure"]] if told.get("closure") else [])
    return {
        "progress": dates(told.get("progress", []), "date"),
        "extensions": dates(told.get("extensions", []), "agreed"),
        "escalation": dates(told.get("escalation", []), "date"),
        "done": dates(actions, "done"),
        "moved": [day for action in actions for day in dates(action.get("extensions", []), "agreed")],
        "closings": dates(closings, "date"),
        "reopened": dates(closings, "reopened"),
        "verifications": dates(told.get("verifications") or ([told["verification"]] if told.get("verification") else []), "date"),
    }


def show_errors(store, history, ref, finding, day):
    address = f"{history.id}:{ref}"
    if day < history.published:
        code, output, _ = store.run(day, "show", address, "--format", "json")
        return [] if code and not output else ["irr shows it before its report"]
    told, count = store.ask(day, "show", address), Count(finding, day)
    return differences(count.listed(), told["item"]) + differences(count.shown(), shown_days(told["finding"]))


def test_findings_shown_one_by_one(tally, asked):
    for store, answers in asked:
        dice, differing = Dice(f"{SEED} shown {store.histories[0].id}"), Differing(tally, store.histories)
        findings = [(history, ref, finding) for history in store.histories for ref, finding in history.findings()]
        findings = dice.sample(findings, min(len(findings), SHOWN))
        asked_for = [(*one, day) for one in findings for day in dice.sample(sorted(answers), SHOWN_DAYS)]
        for (history, ref, _, day), errors in zip(asked_for, side_by_side(lambda one: show_errors(store, *one), asked_for)):
            differing.hold(history.id, ref, day, errors)


def due_errors(count, told):
    """Each deadline of the finding and of its actions, and whether there is one."""
    dates = {(item["clock"], item["action"]): item["date"] for item in told}
    return [
        f"due, {clock} {number or ''}: irr says {dates.get((clock, number))!r}, the count says {as_told(date)!r}"
        for clock, number, date in count.deadlines()
        if dates.get((clock, number)) != as_told(date)
    ]


def test_deadlines_on_past_days(tally, asked):
    for store, answers in asked:
        dice, differing = Dice(f"{SEED} due {store.histories[0].id}"), Differing(tally, store.histories)
        days = dice.sample(sorted(answers), DUE_DAYS)
        for day, answer in zip(days, side_by_side(lambda day: store.ask(day, "due"), days)):
            told = by_address(answer["items"])
            for history in store.histories:
                for ref, finding in history.findings() if history.published <= day else []:
                    differing.hold(history.id, ref, day, due_errors(Count(finding, day), told.get((history.id, ref), [])))


def test_each_owner_finds_what_they_own(tally, asked):
    """A filter finds each name of a list, and not the lead alone."""
    for store, answers in asked:
        findings = [((history.id, ref), finding) for history in store.histories for ref, finding in history.findings()]
        for owner in OWNERS:
            told = {(item["record"], item["ref"]) for item in store.ask(max(answers), "list", "--all", "--owner", owner)["items"]}
            for address, finding in findings:
                owns = owner in (finding["owner"] if isinstance(finding["owner"], list) else [finding["owner"]])
                tally.hold(f"{address} and {owner}", [] if owns == (address in told) else [f"owned: {owns}, found: {not owns}"])


def test_histories_are_records(tally, asked):
    """Records that irr refuses would be judged by nobody."""
    for store, answers in asked:
        for item in store.ask(max(answers), "validate")["items"]:
            broken = item["severity"] == "error" and item["rule"] not in BROKEN_ON_PURPOSE
            tally.hold(item["path"], [f"{item['rule']}: {item['message']}"] if broken else [])


# --- The judge can say no.


def test_spoiled_counts_are_noticed(tally, asked):
    for model in SPOILED_COUNTS:
        errors = (
            errors
            for store, answers in asked
            for day, answer in answers.items()
            for _, errors in judged(store, day, answer, model)
            if errors
        )
        tally.refused(model.__name__, next(errors, []))


def dates_to_spoil(finding):
    """The places of the dates on which something happened, by what happened."""
    parts = [("", "due", [finding])]
    names = {
        "progress": ["date"], "extensions": ["agreed", "to"], "escalation": ["date"], "actions": ["done"],
        "closures": ["date", "reopened"], "verifications": ["date"],
    }
    parts += [(f"{name}.", key, finding.get(name, [])[-1:]) for name, keys in names.items() for key in keys]
    parts += [(f"{name}.", "date", [finding[name]]) for name in ("closure", "verification") if name in finding]
    for action in finding.get("actions", []):
        moved = action.get("extensions", [])[-1:] if "done" not in action else []
        parts += [("actions.extensions.", key, moved) for key in ("agreed", "to")]
    for name, key, places in parts:
        yield from ((name + key, place, key) for place in places if key in place)


def test_spoiled_records_are_noticed(tally, asked, tmp_path):
    """A date a day later than the count knows of, one of each kind."""
    seen = set()
    histories = [history for store, _ in asked for history in store.histories]
    for history in histories:
        for place, (ref, finding) in enumerate(history.findings()):
            for number, (name, _, _) in enumerate(dates_to_spoil(finding)):
                if name not in seen:
                    seen.add(name)
                    tally.refused(name, spoiled_errors(tmp_path / name, history, place, number))
    tally.hold("kinds of dates", [] if len(seen) == 13 else [f"only {sorted(seen)} were spoiled"])


def spoiled_errors(folder, history, place, number):
    """What the count says of the record as it was, of irr's answers about the spoiled one."""
    spoiled = copy.deepcopy(history)
    finding = [finding for _, finding in spoiled.findings()][place]
    _, part, key = list(dates_to_spoil(finding))[number]
    good = Store(folder / "good", [history])
    days = [part[key], part[key] + DAY]
    part[key] += DAY
    store = Store(folder / "spoiled", [spoiled])
    return [error for day in days for _, errors in judged(good, day, store.rows(day)) for error in errors][:1]


# --- What is published.

HEADINGS = {"Recommendation": "R", "Area for improvement": "AFI", "Cause of concern": "COC"}
# What the office writes for itself, in the words of these histories.
NOTES = ("Told to the", "replaced", "late,", "booked", "Winter", "Minute", "Letter", "List of", "Step", "counted it otherwise")
OFFICE_WORDS = (SECRET, APPROVER, *OWNERS, *NOTES)
MONTHS = [datetime.date(2000, month, 1).strftime("%B") for month in range(1, 13)]


def in_words(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def printed_dates(document):
    """Every day that a document names, in words or in figures."""
    for day, month, year in re.findall(rf"\b(\d\d?) ({'|'.join(MONTHS)}) (\d{{4}})\b", document):
        yield datetime.date(int(year), MONTHS.index(month) + 1, int(day))
    yield from (datetime.date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", document))


def printed_findings(document):
    """The rows below each finding's headings in Markdown, by the heading of their table."""
    rows, ref, table = collections.defaultdict(lambda: collections.defaultdict(list)), None, None
    for line in document.splitlines():
        heading = re.fullmatch(rf"### ({'|'.join(HEADINGS)}) (\S+).*", line)
        if re.match("##* ", line):
            ref = HEADINGS[heading[1]] + heading[2] if heading else ref if line.startswith("####") else None
            table = line.strip("# ") if line.startswith("####") else None
        elif ref and line.startswith("|"):
            rows[ref][table].append(tuple(cell.strip() for cell in line.strip("|").split("|")))
    return rows


def public_errors(count, tables):
    """What the public document says of a finding: status, later dates and the days on which the status changed."""
    fields = dict(row for row in tables[None] if len(row) == 2)
    printed = {name: sorted(tables[name][2:]) for name in ("Later dates", "Progress")}
    status_now = fields.get("Status now", fields.get("Status", "")).split(";")[0]
    printed |= {"Status": fields.get("Status", status_now), "Status now": status_now}
    printed |= {"Deadline now": fields.get("Deadline now", fields.get("Deadline"))}
    moved = [(one["agreed"], one["to"]) for one in count.extensions() if count.by(one["agreed"])]
    status, due = count.status(), count.due() if moved else count.finding.get("due")
    in_print = UNSTATED if status is UNSTATED else status.replace("_", " ")
    wanted = {
        "Status": in_print,
        "Status now": in_print,
        "Deadline now": in_words(due) if due else None,
        "Later dates": sorted((in_words(agreed), in_words(to)) for agreed, to in moved),
        "Progress": sorted((in_words(when), status.replace("_", " ")) for when, status in count.log() if count.by(when)),
    }
    if any(one.events() != one.dated_statuses() for one in (count, Count(count.finding, count.day))):
        # Of an ending that waits for its closing the documents do not say how the log shows it, nor what is internal about it.
        wanted |= {"Status": UNSTATED, "Status now": UNSTATED, "Progress": UNSTATED}
    return differences(wanted, printed)


def internal_parts(finding):
    """Everything in it that is marked as internal, with its day. An action has none."""
    for action in finding.get("actions", []):
        yield action, None
        yield from ((extension, extension["agreed"]) for extension in action.get("extensions", []))
    yield from ((entry, entry["date"]) for entry in finding.get("progress", []))
    yield from ((extension, extension["agreed"]) for extension in finding.get("extensions", []))


def published_days(history, day):
    """The days that the public document may name."""
    yield from (day, history.published, history.published + 55 * DAY)
    yield from days_in(history.record["publication"])
    for _, finding in history.findings():
        yield from PublicCount(finding, day).dates()


def document_errors(store, history, day, form="markdown"):
    code, public, errors = store.run(day, "render", history.id, "--format", form)
    if code:
        return [f"irr renders no document: {errors}"]
    wrong = [f"it says {word!r}" for word in OFFICE_WORDS if word in public]
    unknown = set(printed_dates(public)) - set(published_days(history, day))
    wrong += [f"it names {in_words(one)}" for one in sorted(unknown)]
    if form == "markdown":
        tables = printed_findings(public)
        for ref, finding in history.findings():
            wrong += [f"{ref}, {error}" for error in public_errors(PublicCount(finding, day), tables[ref])]
    return wrong


def test_what_is_internal_is_never_published(tally, tmp_path):
    for number, (dice, _, histories) in enumerate(make_stores("published", RECORDS_PER_STORE)):
        store = Store(tmp_path / str(number), histories)
        differing = Differing(tally, histories)
        asked_for = []
        for history in histories:
            days = {day for _, finding in history.findings() for day in happenings(finding)}
            days = sorted(days | {history.published + 99 * DAY})
            asked_for += [(history, day) for day in {dice.choice(days), days[-1]}]
        asked_for += [(histories[0], day, form) for history, day in asked_for[:1] for form in ("html", "text")]
        for (history, day, *form), errors in zip(asked_for, side_by_side(lambda one: document_errors(store, *one), asked_for)):
            differing.hold(history.id, *form or ["markdown"], day, errors)
        if MANY:
            shutil.rmtree(store.folder)


def test_what_is_internal_is_printed_for_the_office(tally, tmp_path):
    """The words that the public document lacks are in the other one, as soon as they were written."""
    for number, (_, _, histories) in enumerate(itertools.islice(make_stores("published", RECORDS_PER_STORE), 1)):
        store = Store(tmp_path / str(number), histories)
        for history in histories:
            parts = [part for _, finding in history.findings() for part in internal_parts(finding)]
            day = max((day for _, day in parts if day), default=history.published)
            words = [part.get(name, "") for part, when in parts if not when or when <= day for name in ("text", "note", "reason")]
            said = sum(SECRET in one for one in words)
            _, internal, _ = store.run(day, "render", history.id, "--internal", "--format", "markdown")
            shown = internal.count(SECRET)
            tally.hold(history.id, [] if said == shown else [f"{said} internal parts, and {shown} in the internal document"])


# --- Continued histories.

ALL_FINDINGS = [
    ("list", "--all", "--format", "json"),
    ("list", "--all", "--format", "csv"),
    ("due", "--format", "json"),
    ("due", "--format", "ics"),
    ("summary", "--format", "json"),
    ("summary", "--format", "markdown"),
    *(("export", "--rows", rows, "--format", "json") for rows in ("findings", "actions", "progress", "extensions", "responses")),
]


# What is asked of a day before the last one.
IN_SHORT = [question for question in ALL_FINDINGS if "json" in question and question[0] != "summary"]


def questions(history):
    """What is asked about one record."""
    yield from (("show", history.id, "--format", form) for form in ("json", "text", "markdown"))
    for ref, _ in list(history.findings())[:2]:
        yield from (("show", f"{history.id}:{ref}", "--format", form) for form in ("json", "text"))
    yield ("render", history.id, "--format", "markdown")
    yield ("render", history.id, "--internal", "--format", "markdown")


def answers(store, days):
    """All that irr says on the last of the days, and of all findings on each."""
    asked_for = [(day, question) for day in days for question in (ALL_FINDINGS if day == days[-1] else IN_SHORT)]
    asked_for += [(days[-1], question) for history in store.histories[:ASKED_ONE_BY_ONE] for question in questions(history)]
    return dict(zip(asked_for, side_by_side(lambda one: store.run(one[0], *one[1]), asked_for)))


def first_difference(before, after):
    lines = [stream.splitlines() for stream in ("".join(map(str, before)), "".join(map(str, after)))]
    for one, other in zip(*lines):
        if one != other:
            return f"before {one.strip()[:200]!r}, after {other.strip()[:200]!r}"
    return f"{len(lines[0])} lines before, {len(lines[1])} after"


def change_errors(before, after):
    """By question: where two stores do not give the same bytes."""
    for (day, question), said in before.items():
        errors = [] if said == after[day, question] else [first_difference(said, after[day, question])]
        yield f"irr {' '.join(question)} --as-of {day}", errors


def test_migrated_histories_say_the_same(tally, tmp_path):
    """"What a record says of past days stays": what irr prints of it, but for JSON that holds a whole record."""
    dice = Dice(f"{SEED} migrated")
    days = calendar(dice)
    store = Store(tmp_path, [make_history(dice, number, days, 1) for number in range(RECORDS_PER_STORE // 2)])
    asked_for = sorted(dice.sample(days[3:], 2))
    before = answers(store, asked_for)
    code, _, errors = store.run(TODAY, "migrate", "--yes")
    tally.hold("irr migrate", [errors] if code else [])
    for history in store.histories:
        text = (store.folder / "records" / f"{history.id}.yaml").read_text(encoding="utf-8")
        tally.hold(history.id, [] if "schema_version: 2" in text else ["it is of version 1"])
    whole = {key: said for key, said in before.items() if key[1][0] != "show" or "json" not in key[1]}
    for what, errors in change_errors(whole, answers(store, asked_for)):
        tally.hold(what, errors)


def cut(dice, days):
    """The days up to a random one. Some histories end before their report has come."""
    return days[: dice.randrange(4, len(days))]


def test_continued_histories_keep_their_past(tally, tmp_path):
    for number, (dice, days, histories) in enumerate(make_stores("cut", RECORDS_PER_CUT, cut)):
        # The cut is as late as the last day, or a while after it.
        day = days[-1] + dice.choice([0, 0, 1, 20]) * DAY
        earlier = dice.choice(days)
        longer = [continued(dice, history, day) for history in histories]
        before, after = Store(tmp_path / f"{number}-before", histories), Store(tmp_path / f"{number}-after", longer)
        went_on = any(one.text() != other.text() for one, other in zip(histories, longer))
        tally.hold(f"store {number}", [] if went_on else ["not continued"])
        differs = False
        for what, errors in change_errors(answers(before, [earlier, day]), answers(after, [earlier, day])):
            tally.hold(what, errors)
            differs = differs or bool(errors)
        if differs:
            print(f"Cut on {day}, before and after:\n" + "\n".join(history.text() for history in [*histories, *longer]))
        if MANY:
            shutil.rmtree(before.folder)
            shutil.rmtree(after.folder)


@pytest.mark.parametrize("version", [1, 2])
def test_spoiled_continuations_are_noticed(version, tally, tmp_path):
    """What is added on the day itself must change the answers on it, and what is added on the day after must not."""
    dice = Dice(f"{SEED} spoiled {version}")
    days = calendar(dice)
    last = days[-1]
    history = make_history(dice, 0, days, version)
    finding = with_status(new_finding(dice, 99, history.published, days, version), "not_started")
    finding["actions"] = [{"text": "Train the sergeants", "owner": "Head of Training", "target": last}]
    history.record["recommendations"].append(finding)
    before = answers(Store(tmp_path / "before", [history]), [last])
    for what in ("note", "move", "close", "close_twice", "extend", "verify", "escalate", "do_action", "move_action"):
        for day, hold in ((last, tally.refused), (last + DAY, tally.hold)):
            longer = copy.deepcopy(history)
            getattr(Office(dice, longer.record["recommendations"][-1], version, settled=last), what)(day)
            after = answers(Store(tmp_path / f"{what}-{day}", [longer]), [last])
            errors = [f"{name}: {error}" for name, errors in change_errors(before, after) for error in errors]
            hold(f"{what} on {day}, seen from {last}", errors)


def with_status(finding, status):
    return {**finding, "status": status}


# --- Histories are written as irr's commands write them.

WRITTEN = ("status", "progress", "extensions", "escalation", "closure", "closures", "verification", "verifications", "actions")


def as_written(finding):
    """What commands write: of the log the days and the statuses, for its words are irr's own."""
    parts = {name: finding[name] for name in WRITTEN if name in finding}
    log = [(entry["date"], entry.get("status")) for entry in finding.get("progress", [])]
    # Where a note stands among the entries of its day changes nothing.
    parts["progress"] = sorted(log, key=lambda entry: (entry[0], entry[1] is None))
    return parts


@pytest.mark.parametrize("version", [1, 2])
def test_histories_are_written_as_irr_writes_them(version, tally, tmp_path):
    for number in range(COMMANDED):
        dice = Dice(f"{SEED} commanded {version} {number}")
        published = datetime.date(2023, 1, 1) + dice.randrange(300) * DAY
        days = sorted(published + dice.randrange(1, 300) * DAY for _ in range(COMMANDED_DAYS))
        history = make_history(dice, number, [published, published + DAY, *days], version)
        # One finding that begins with nothing done.
        finding = new_finding(dice, 1, published, days, version)
        history.record |= {"recommendations": [finding], "areas_for_improvement": [], "causes_of_concern": []}
        history.record = without_nothing(history.record)
        office = Office(dice, finding, version, secrecy=0.2, led=True)
        tally.hold(history.id, command_errors(Store(tmp_path / str(number), [history]), history, office, days))


def command_errors(store, history, office, days):
    """The first command after which irr's record is not the history's."""
    for day in days:
        for _ in range(3):
            office.act(day)
            for command in office.commands:
                words = 2 if command[0] == "action" else 1
                code, _, errors = store.run(day, *command[:words], f"{history.id}:R1", *command[words:], "--anyway", "--yes")
                if code:
                    return [f"irr {' '.join(command)} on {day}: exit {code}: {errors.strip()}"]
            office.commands.clear()
            text = (store.folder / "records" / f"{history.id}.yaml").read_text(encoding="utf-8")
            written = as_written(yaml.safe_load(text)["recommendations"][0])
            wanted = as_written(office.finding)
            differ = [name for name in WRITTEN if written.get(name) != wanted.get(name)]
            if differ:
                return [f"{name} on {day}: irr writes {written.get(name)}, the history has {wanted.get(name)}" for name in differ]
    return []


# --- Single records about which irr and the documents disagreed, and one about which they still do.

SMALLEST = {
    "stage": "draft",
    "force": "Kent",
    "local_policing_body": {"kind": "pcc"},
    "inspection": {"title": "A made-up inspection", "published": datetime.date(2025, 5, 16)},
}


def smallest(folder, version=1, **fields):
    """A store with one finding that has these fields, and the finding's address."""
    finding = {"ref": "1", "text": "Speak to each school.", "owner": "Head of Schools", **fields}
    store = Store(folder, [History("smallest", {**SMALLEST, "schema_version": version, "recommendations": [finding]})])
    return store, f"{store.histories[0].id}:R1"


def entry(day, status=None):
    return without_nothing({"date": june(day), "status": status, "note": "Told."})


def june(day):
    return datetime.date(2025, 6, day)


def closed_since(folder):
    """"The day since which it is closed; none if it is open or was reopened": it was reopened, and closed again on that day."""
    log = [entry(1, "closed"), entry(10, "in_progress"), entry(10, "closed")]
    closure = {"date": june(10), "approved_by": APPROVER, "evidence": ["Minute 1"]}
    store, _ = smallest(folder, status="closed", progress=log, closure=closure)
    return "2025-06-10", store.ask(june(11), "list", "--all")["items"][0]["closed"]


def unwritten_status(folder):
    """"What is dated later has not happened yet, and no command shows it": an entry of a later day gives the finding a status."""
    store, address = smallest(folder / "before", due=june(30))
    later, _ = smallest(folder / "after", due=june(30), status="in_progress", progress=[entry(10, "in_progress")])
    question = (june(9), "show", address, "--format", "json")
    return store.run(*question), later.run(*question)


def unwritten_status_in_print(folder):
    """The same in the document that is published."""
    store, address = smallest(folder / "before", due=june(30))
    later, _ = smallest(folder / "after", due=june(30), status="in_progress", progress=[entry(10, "in_progress")])
    question = (june(9), "render", address.removesuffix(":R1"), "--format", "markdown")
    return store.run(*question), later.run(*question)


def contradicted_status(folder):
    """"A finding's status is that of its last progress entry or closure by that day": `irr show` prints another one beside it."""
    store, address = smallest(folder, status="in_progress", progress=[entry(1, "pending_sign_off")])
    return "pending_sign_off", store.ask(june(2), "show", address)["finding"]["status"]


def started_by_a_note(folder):
    """"A finding's status is that of its last progress entry or closure by that day": there is none, and it was not started."""
    store, address = smallest(folder, progress=[entry(1)])
    question = (june(2), "list", "--all", "--format", "csv", "--columns", "ref,status")
    before = store.run(*question)
    store.run(june(10), "close", address, "--evidence", "Minute 1", "--approved-by", APPROVER)
    return before, store.run(*question)


def reopened_by_command(folder):
    """"When it is closed again, `irr close` keeps the earlier approver and evidence in the log": irr adds to a past day."""
    closure = {"date": june(1), "approved_by": APPROVER, "evidence": ["Minute 1"]}
    store, address = smallest(folder, status="closed", closure=closure)
    question = (june(2), "export", "--rows", "progress", "--format", "json")
    before = store.run(*question)
    store.run(june(10), "progress", address, "--status", "in_progress", "-m", "Again.")
    return before, store.run(*question)


def actions_of_other_bodies(folder):
    """`irr due` lists "each action on a finding of yours that has a date and is not done", and so none of another body's."""
    action = {"text": "Write to the Home Office", "owner": "Head of Schools", "target": june(30)}
    store, _ = smallest(folder, ours=False, addressed_to=["the Home Office"], actions=[action])
    return [], [item["date"] for item in store.ask(june(1), "due")["items"] if item["clock"] == "action"]


def by_command_in_version_2(folder, *command, **fields):
    """All rows, the finding and both documents of the second of June, before and after a command of the tenth."""
    store, address = smallest(folder, version=2, **fields)
    record = address.removesuffix(":R1")
    asked_for = [*(question for question in ALL_FINDINGS if "json" in question), *questions(store.histories[0])]
    before = [store.run(june(2), *question) for question in asked_for]
    words = 2 if command[0] == "action" else 1
    code, _, errors = store.run(june(10), *command[:words], address, *command[words:], "--anyway")
    written = (store.folder / "records" / f"{record}.yaml").read_text(encoding="utf-8")
    assert code == 0 and written != store.histories[0].text(), errors
    return before, [store.run(june(2), *question) for question in asked_for]


CLOSED_IN_VERSION_2 = {
    "status": "closed",
    "closures": [{"date": june(1), "status": "closed", "approved_by": APPROVER, "evidence": ["Minute 1"]}],
}
REOPENED_IN_VERSION_2 = {
    "status": "in_progress",
    "progress": [entry(1, "in_progress")],
    "closures": [{**CLOSED_IN_VERSION_2["closures"][0], "reopened": june(1), "reopening_reason": "Told."}],
}
VERIFIED_IN_VERSION_2 = {"verifications": [{"by": "HMICFRS", "date": june(1), "reference": "Letter 1", "outcome": "open"}]}


def reopened_by_command_in_version_2(folder):
    """"A later one is added, and none is removed": nothing is added to the log of a past day either."""
    return by_command_in_version_2(folder, "progress", "--status", "in_progress", "-m", "Again.", **CLOSED_IN_VERSION_2)


def closed_again_by_command_in_version_2(folder):
    """The same of a closing after the reopening."""
    return by_command_in_version_2(folder, "close", "--evidence", "Minute 2", "--approved-by", APPROVER, **REOPENED_IN_VERSION_2)


def verified_again_by_command_in_version_2(folder):
    """"The one in force is the last by that day"."""
    flags = ("--outcome", "closed", "--reference", "Letter 2", "--by", "HMICFRS")
    return by_command_in_version_2(folder, "verify", *flags, **VERIFIED_IN_VERSION_2)


def moved_by_command_in_version_2(folder):
    """"`target` stays": an action was not late later than it was known to be."""
    action = {"text": "Train the sergeants", "owner": "Head of Schools", "target": june(1)}
    flags = ("--which", "1", "--to", "2025-06-30", "--reason", "Rain")
    return by_command_in_version_2(folder, "action", "move", *flags, actions=[action])


def closed_and_reopened_on_a_day(folder):
    """What undid a closing came after it: the command says the status from that day on."""
    store, address = smallest(folder, version=2, status="not_started")
    store.run(june(1), "close", address, "--evidence", "Minute 1", "--approved-by", APPROVER, "--anyway")
    store.run(june(1), "progress", address, "--status", "pending_sign_off", "-m", "Again.", "--anyway")
    said = store.ask(june(1), "list", "--all")["items"][0]
    return ["pending_sign_off", "2025-06-01", None], [said["status"], said["reopened"], said["closed"]]


def reopened_without_an_entry(folder):
    """"Where the log has no entry with an open status on the closing's `reopened` day, the finding is *in progress*"."""
    closing = {**CLOSED_IN_VERSION_2["closures"][0], "reopened": june(5), "reopening_reason": "Rain"}
    store, _ = smallest(folder, version=2, status="in_progress", closures=[closing])
    said = [store.ask(june(day), "list", "--all")["items"][0] for day in (4, 5)]
    return [("closed", None), ("in_progress", "2025-06-05")], [(one["status"], one["reopened"]) for one in said]


def closed_twice_on_a_day(folder):
    """With a reopening between: "a closing … comes after all entries of its day"."""
    closing = CLOSED_IN_VERSION_2["closures"][0]
    closures = [{**closing, "reopened": june(1), "reopening_reason": "Rain"}, {**closing, "evidence": ["Minute 2"]}]
    store, _ = smallest(folder, version=2, status="closed", progress=[entry(1, "in_progress")], closures=closures)
    said = store.ask(june(1), "export", "--rows", "findings")["items"][0]
    return ["closed", "2025-06-01", None, ["Minute 2"]], [said[name] for name in ("status", "closed", "reopened", "evidence")]


def ended_in_the_log(folder, version):
    """"Where an entry with a closed status is followed by a closing of a later day …, the finding is *pending sign off*"."""
    closing = {"date": june(8), "approved_by": APPROVER, "evidence": ["Minute 1"]}
    closings = {"closure": closing} if version == 1 else {"closures": [{**closing, "status": "closed"}]}
    store, _ = smallest(folder, version=version, status="closed", progress=[entry(5, "closed")], **closings)
    said = [store.ask(june(day), "list", "--all")["items"][0] for day in (4, 5, 7, 8)]
    wanted = [("not_started", None), ("pending_sign_off", None), ("pending_sign_off", None), ("closed", "2025-06-08")]
    return wanted, [(one["status"], one["closed"]) for one in said]


def ended_in_the_log_of_version_1(folder):
    return ended_in_the_log(folder, 1)


def ended_in_the_log_of_version_2(folder):
    return ended_in_the_log(folder, 2)


def closed_without_a_day(folder):
    """"A status that is in no progress entry and no closing counts for every day": a closing without a day has none either."""
    store, _ = smallest(folder, version=2, status="closed", closures=[{"status": "closed", "evidence": ["Minute 1"]}])
    said = store.ask(june(1), "export", "--rows", "findings")["items"][0]
    return ["closed", False, None, ["Minute 1"]], [said[name] for name in ("status", "open", "closed", "evidence")]


def internal_status(folder):
    """"It is never published, and not counted in what is": nor is the status of an internal entry."""
    log = [entry(1, "in_progress"), {**entry(2, "pending_sign_off"), "internal": True}]
    store, address = smallest(folder, version=2, status="pending_sign_off", progress=log)
    _, document, _ = store.run(june(3), "render", address.removesuffix(":R1"), "--format", "markdown")
    return (["| Status | in progress |"], 0), (re.findall(r"\| Status \|.*", document)[:1], document.count("pending"))


def reopened_on_the_day_of_closing(folder):
    """By hand: "one that was reopened on its day comes before the first entry of the day that opens the finding"."""
    closing = {**CLOSED_IN_VERSION_2["closures"][0], "reopened": june(1), "reopening_reason": "Told."}
    store, _ = smallest(folder, version=2, status="not_started", progress=[entry(1, "not_started")], closures=[closing])
    return "not_started", store.ask(june(1), "list", "--all")["items"][0]["status"]


def published_status(folder):
    """"What is dated later has not happened yet": nor does an internal entry of a later day change what was public before it."""
    store, address = smallest(folder / "before", version=2, due=june(30))
    internal = {**entry(10, "in_progress"), "internal": True}
    later, _ = smallest(folder / "after", version=2, due=june(30), status="in_progress", progress=[internal])
    question = (june(9), "render", address.removesuffix(":R1"), "--format", "markdown")
    return store.run(*question), later.run(*question)


# Each gives what the documents say, or irr before something later was written, and what irr says.
SETTLED = [
    closed_since,
    started_by_a_note,
    unwritten_status,
    unwritten_status_in_print,
    contradicted_status,
    reopened_by_command_in_version_2,
    closed_again_by_command_in_version_2,
    verified_again_by_command_in_version_2,
    moved_by_command_in_version_2,
    closed_and_reopened_on_a_day,
    reopened_without_an_entry,
    closed_twice_on_a_day,
    closed_without_a_day,
    ended_in_the_log_of_version_1,
    ended_in_the_log_of_version_2,
    internal_status,
    published_status,
    reopened_on_the_day_of_closing,
    actions_of_other_bodies,
]
# A record of version 1 has room for one closure: what an earlier one said goes into the log, on its day. The documents say so by
# now, and so it stays in version 1. `keep_ending` says where the tests above pass over it.
KNOWN_DISAGREEMENTS = [reopened_by_command]


@pytest.mark.parametrize("settled", SETTLED, ids=lambda settled: settled.__name__)
def test_what_was_settled_stays_so(settled, tmp_path):
    documents, told = settled(tmp_path / "store")
    assert told == documents


def test_known_disagreements_are_still_there(tally, tmp_path):
    """What is settled is moved to the list above, and compared from then on."""
    for disagreement in KNOWN_DISAGREEMENTS:
        documents, told = disagreement(tmp_path / disagreement.__name__)
        tally.hold(disagreement.__name__, [] if documents != told else [f"irr and the documents agree now: {told}"])
