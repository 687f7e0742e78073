"""Counts what a finding was on a past day a second time, and compares it with irr's.

The count below was written from docs/record-format.md ("What the words mean", "As of a day"), the guide, the descriptions in the
schemas and `irr explain` alone, without reading irr's source or its other tests. The histories are made up here: what an office
does to a finding from day to day, written as irr's commands write it, or by hand. Where irr and the count differ, read the
documents again: neither is right because it is older. What the documents do not say is not compared (UNSTATED).

More histories, or others: `HISTORIES=2000 SEED=7 tests/external/run -m history`.
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
import subprocess

import pytest
import yaml

from harness import IRR

pytestmark = pytest.mark.history

SEED = int(os.environ.get("SEED", 1996))
HISTORIES = int(os.environ.get("HISTORIES", 60))
# So many records share a store and a calendar: each day that irr is asked about is a day of something for all of them.
RECORDS_PER_STORE, RECORDS_PER_CUT = 20, 5
# The answers about so many stores are kept, for the tests that judge them once more.
KEPT_STORES = 2
CALENDAR_DAYS = 24
# irr is asked about so many days of events in each store, and about so many others.
EVENT_DAYS, OTHER_DAYS = 12, 10
# So many findings of each store are also shown one by one, each on so many days.
SHOWN, SHOWN_DAYS = 6, 3
# So many findings are also led by irr's own commands, each on so many days.
COMMANDED, COMMANDED_DAYS = 6, 6
DAY = datetime.timedelta(days=1)
# Later than every history: all days that irr is asked about are past ones.
TODAY = "2035-01-01"

OPEN = ("not_started", "in_progress", "pending_sign_off")
ENDED = ("closed", "superseded", "not_accepted")
KINDS = {"recommendations": "R", "areas_for_improvement": "AFI", "causes_of_concern": "COC"}
APPROVER = "Deputy Chief Constable"

# The rules that the histories break. An undated ending, and a status that the log contradicts, are written on purpose: the
# documents say what they mean on a past day. No other rule may find an error.
BROKEN_ON_PURPOSE = {"closed-without-date", "status-disagrees-with-progress"}


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


def has_undated_status(finding):
    """Whether the written status is in no entry and no dated closure, and says more than that nothing was done."""
    dated = "date" in finding.get("closure", {}) or any("status" in entry for entry in finding.get("progress", []))
    return finding.get("status", "not_started") != "not_started" and not dated


def approval(closure):
    return f"Ended, approved by {closure.get('approved_by')}; evidence: {closure.get('evidence')}"


class Office:
    """Does to a finding what irr's commands do, on one day.

    With `settled`, nothing is done that the documents let reach back to that day or one before it: what has no date is shown as
    it is now, a finding has one verification and one closure, and a status without a date ends with the first entry that has one.
    """

    def __init__(self, dice, finding, settled=None):
        self.dice, self.finding, self.settled = dice, finding, settled
        # The same as commands of irr, without the address and the day.
        self.commands = []

    def command(self, *arguments):
        self.commands.append([str(argument) for argument in arguments if argument])

    def may(self, held):
        """Whether a closure or a verification may take the place of the one that there is."""
        return self.settled is None or not held or held.get("date", self.settled) > self.settled

    def log(self, day, status=None, note="Told to the board."):
        """An entry in its place: after those of the same day."""
        log = self.finding.setdefault("progress", [])
        place = sum(entry["date"] <= day for entry in log)
        if sorted(log, key=lambda entry: entry["date"]) != log:
            place = len(log)
        log.insert(place, without_nothing({"date": day, "status": status, "note": note}))

    def note(self, day):
        # An entry without a status may be dated back, if the day it is dated on may still change.
        back = day - self.dice.choice([0, 0, 0, 1, 30]) * DAY
        back = back if self.settled is None or back > self.settled else day
        # No two are alike: irr adds an entry once.
        said = f"Told to the board, item {self.dice.randrange(10**6)}."
        self.command("progress", "-m", said, "--date", back)
        self.log(back, note=said)

    def move(self, day):
        """A new open status. For what was ended that opens it again."""
        if self.settled and has_undated_status(self.finding):
            return self.note(day)
        if is_ended(self.finding):
            self.keep_ending()
        status = self.dice.choice([status for status in OPEN if status != self.finding.get("status", "not_started")])
        self.finding["status"] = status
        self.command("progress", "-m", "Told to the board.", "--status", status)
        self.log(day, status)

    def keep_ending(self):
        """As irr does: a closing that is in no entry yet gets one of its own day.

        That entry is one of a past day. By hand the earlier closure only stays where it is, as `irr explain
        status-disagrees-with-progress` shows it.
        """
        day = self.finding.get("closure", {}).get("date")
        if day and not ended_in_log(self.finding, day) and (self.settled is None or day > self.settled):
            self.log(day, self.finding["status"], approval(self.finding["closure"]))

    def keep_approver(self, day):
        """As irr does before another closure takes the place of one: an entry of its day with the approver and the evidence."""
        closure = self.finding.get("closure")
        if closure:
            kept, said = closure.get("date", day), approval(closure)
            if not any(one["date"] == kept and one.get("note") == said for one in self.finding.get("progress", [])):
                self.log(kept, note=said)

    def close(self, day):
        earlier = self.finding.get("closure")
        if not self.may(earlier) or self.settled and has_undated_status(self.finding):
            return self.note(day)
        self.keep_approver(day)
        status = self.dice.choice(["closed", "closed", "closed", "superseded", "not_accepted"])
        needed = status != "closed"
        said = "The reason." if needed or self.dice.chance(0.4) else None
        # irr writes an entry where there is something to say, or where the log has an earlier ending of that day.
        if said or ended_in_log(self.finding, day):
            self.log(day, status, said)
        self.finding["status"] = status
        evidence = [f"Minute {self.dice.randrange(1, 99)}"] if status == "closed" else []
        flags = [*(["--evidence", *evidence] if evidence else []), *(["-m", said] if said else [])]
        self.command("close", "--as", status.replace("_", "-"), *flags, "--approved-by", APPROVER)
        self.finding["closure"] = without_nothing({"date": day, "approved_by": APPROVER, "evidence": evidence})

    def extend(self, day):
        due = counted_due(self.finding)
        if not due:
            # irr extends no date that is not there.
            return self.note(day)
        to = max(due, day) + self.dice.choice([1, 14, 60, 180]) * DAY
        self.command("extend", "--to", to, "--reason", "The builders are late", "--approved-by", APPROVER)
        extension = {"agreed": day, "to": to, "reason": "The builders are late", "approved_by": APPROVER}
        self.finding.setdefault("extensions", []).append(extension)

    def verify(self, day):
        earlier = self.finding.get("verification")
        if self.may(earlier):
            if earlier:
                # As irr does, so that the word of the time is not lost.
                self.log(earlier.get("date", day), note="HMICFRS counted it otherwise.")
            outcome = self.dice.choice(["closed", "open", "escalated"])
            letter = f"Letter {self.dice.randrange(10**6)}"
            self.command("verify", "--outcome", outcome, "--reference", letter)
            self.finding["verification"] = {"by": "HMICFRS", "date": day, "reference": letter, "outcome": outcome}

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

    def act(self, day):
        if is_ended(self.finding):
            steps = [self.note, self.move, self.move, self.verify, self.do_action]
        else:
            steps = [self.note, self.verify, self.escalate, self.do_action, *2 * [self.move, self.close, self.extend]]
        self.dice.choice(steps)(day)

    def live(self, days):
        for day in days:
            if self.dice.chance(0.35):
                for _ in range(self.dice.choice([1, 1, 2, 3])):
                    self.act(day)


def new_finding(dice, ref, published, days):
    """A finding as it stands in the record when the report has come."""
    later = [day for day in days if day > published] or [published + 90 * DAY]
    due = dice.choice(later) if dice.chance(0.6) else None
    ours = dice.chance(0.8)
    actions = [{"text": f"Step {number + 1}", "owner": "Head of Custody"} for number in range(dice.choice([0, 0, 1, 3]))]
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
        "owner": "Head of Custody",
        "commissioner_response": {"action": "proposed", "text": "I have asked for a plan."},
        "actions": actions,
    })


def write_undated_status(dice, finding):
    """As of an imported response, or by hand: a status and, of what is closed, perhaps who approved it, all without a day."""
    finding["status"] = dice.choice(OPEN + ENDED)
    if finding["status"] == "closed":
        finding["closure"] = without_nothing({"approved_by": dice.choice([None, APPROVER]), "evidence": ["Minute 7"]})
    if dice.chance(0.2):
        finding["verification"] = {"by": "HMICFRS", "reference": "A letter", "outcome": "open"}


def mix_up_by_hand(dice, finding, day):
    """What stands in another order than it happened, or a status that nobody set right, as somebody's editor leaves it."""
    # Of a closure the documents do not say where it stands in a log that is out of order.
    finding.pop("closure", None)
    log = [entry for entry in finding.get("progress", []) if entry.get("status") not in ENDED]
    dice.shuffle(log)
    finding["progress"] = log
    finding.pop("status", None)
    # A status that the log contradicts. Where a log has none it would mean something.
    if any("status" in entry for entry in log):
        finding["status"] = dice.choice(OPEN)
    extensions = finding.get("extensions", [])
    if extensions:
        # A date that was brought forward, which `irr extend` refuses.
        extensions[-1]["to"] = max(extensions[-1]["agreed"], extensions[-1]["to"] - 60 * DAY)
    dice.shuffle(extensions)
    if not counted_due(finding):
        # A later date where there was none, which it refuses too.
        finding["extensions"] = [{"agreed": day, "to": day + 90 * DAY, "reason": "Winter", "approved_by": APPROVER}]


def made_finding(dice, ref, published, days):
    finding = new_finding(dice, ref, published, days)
    habit = dice.choices(["commands", "undated", "undated_first", "by_hand", "silent"], [64, 8, 10, 14, 4])[0]
    days = [day for day in days if day >= published]
    if habit.startswith("undated"):
        write_undated_status(dice, finding)
    if habit in ("commands", "undated_first", "by_hand"):
        Office(dice, finding).live(days)
    if habit == "by_hand":
        mix_up_by_hand(dice, finding, dice.choice(days or [published]))
    for name, day in (("progress", "date"), ("extensions", "agreed")):
        # A note that was dated back is of the report's day at the earliest.
        for part in finding.get(name, []):
            part[day] = max(part[day], published)
    return finding


class History:
    """A record with its id."""

    def __init__(self, number, record):
        self.record = record
        self.published = record["inspection"]["published"]
        self.id = f"kent/{self.published}-history-{number}"

    def findings(self):
        for key, prefix in KINDS.items():
            for finding in self.record.get(key, []):
                yield prefix + finding["ref"], finding

    def text(self):
        return yaml.dump(self.record, Dumper=PlainDumper, sort_keys=False, width=1000)


class PlainDumper(yaml.SafeDumper):
    """Without anchors, which a record may not have."""

    def ignore_aliases(self, data):
        return True


def make_history(dice, number, days):
    published = dice.choice(days[: len(days) // 2])
    counts = {"recommendations": [2, 3, 4], "areas_for_improvement": [0, 1, 2], "causes_of_concern": [0, 0, 1]}
    findings = {key: [made_finding(dice, ref + 1, published, days) for ref in range(dice.choice(counts[key]))] for key in KINDS}
    if "causes_of_concern" in without_nothing(findings):
        findings["recommendations"][0]["cause_of_concern"] = "1"
    answered = published + dice.randrange(20, 50) * DAY
    return History(number, {
        "schema_version": 1,
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
    for _, finding in longer.findings():
        # What was mixed up by hand stays so: irr adds below it.
        Office(dice, finding, settled=day).live([one for one in days if one >= longer.published])
    return longer


# --- The count.

UNSTATED = object()


def counted_due(finding, day=datetime.date.max):
    """The date of the last extension that was agreed by then, or the inspectorate's, or the force's own target."""
    agreed = [extension["to"] for extension in finding.get("extensions", []) if extension["agreed"] <= day]
    return agreed[-1] if agreed else finding.get("due") or finding.get("target")


def counted_escalation(steps):
    """The last step, unless it ended the escalation."""
    return steps[-1] if steps and steps[-1]["to"] not in ("scan", "ended") else {}


class Count:
    """A finding on a day. Each method gives a sentence of the documents."""

    def __init__(self, finding, day):
        self.finding, self.day = finding, day

    def by(self, when):
        """What is dated later has not happened yet."""
        return when <= self.day

    def day_closed(self):
        return self.finding.get("closure", {}).get("date")

    def log(self):
        return [(entry["date"], entry["status"]) for entry in self.finding.get("progress", []) if "status" in entry]

    def events(self):
        """Each status with its day. Within a day the order of the log decides; a closure that is in no entry comes after them."""
        events, closing = self.log(), self.day_closed()
        if closing and (closing, True) not in {(when, status in ENDED) for when, status in events}:
            # An ending that was undone is not in `status` any more. Its closure says that it was a closing.
            events.append((closing, self.finding["status"] if is_ended(self.finding) else "closed"))
        return sorted(events, key=lambda event: event[0])

    def past(self):
        return [event for event in self.events() if self.by(event[0])]

    def status(self):
        """That of the last entry or closure; a status that is in neither counts always, until an entry with a status comes."""
        if not self.events():
            return self.finding.get("status", "not_started")
        return self.past()[-1][1] if self.past() else "not_started"

    def is_open(self):
        return self.status() in OPEN

    def closed(self):
        """The day since which it is ended. What was ended without a day has none."""
        run = []
        for when, status in self.past():
            run = [*run, (when, status)] if status in ENDED else []
        # Ended twice running: the documents do not say which of the two counts.
        return UNSTATED if len(set(run)) > 1 else run[0][0] if run else None

    def shown_closure(self):
        closure = self.finding.get("closure", {})
        return closure if "date" not in closure or self.by(closure["date"]) else {}

    def reopened(self):
        """The day on which the closing that the record holds was undone."""
        closure = self.shown_closure()
        if closure and "date" not in closure:
            # Nothing says which of the entries came after a closing without a day.
            return UNSTATED if self.past() else None
        if not closure:
            return None
        events = self.past()
        closing = max(place for place, (when, status) in enumerate(events) if when == closure["date"] and status in ENDED)
        return next((when for when, status in events[closing:] if status in OPEN), None)

    def due(self):
        return counted_due(self.finding, self.day)

    def original_due(self):
        return self.finding.get("due") or self.finding.get("target")

    def slips(self):
        return sum(self.by(extension["agreed"]) for extension in self.finding.get("extensions", []))

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

    def entries(self):
        return [entry["date"] for entry in self.finding.get("progress", []) if self.by(entry["date"])]

    def open_actions(self):
        return sum("done" not in action or not self.by(action["done"]) for action in self.finding.get("actions", []))

    def verification(self):
        verification = self.finding.get("verification", {})
        return verification if "date" not in verification or self.by(verification["date"]) else {}

    def escalation(self):
        return counted_escalation([step for step in self.finding.get("escalation", []) if self.by(step["date"])])

    def listed(self):
        """The fields of `irr list`."""
        due, original = self.due(), self.original_due()
        return {
            "status": self.status(),
            "open": self.is_open(),
            "ours": self.ours(),
            "due": due,
            "original_due": original,
            "target": self.finding.get("target"),
            "overdue": self.days_overdue() is not None,
            "days_overdue": self.days_overdue(),
            "days_past_due": self.days_past_due(),
            "behind_target": self.behind_target(),
            "slips": self.slips(),
            "slipped_by": (due - original).days if due and original else None,
            "closed": self.closed(),
            "reopened": self.reopened(),
            "owner": self.finding.get("owner"),
            "priority": self.finding.get("priority"),
            "escalation": self.escalation().get("to"),
        }

    def exported(self):
        """The further fields of `irr export --rows findings`."""
        closure, verification, escalation = self.shown_closure(), self.verification(), self.escalation()
        return {
            **self.listed(),
            "closure_date": closure.get("date"),
            "closure_approved_by": closure.get("approved_by"),
            "evidence": closure.get("evidence", []),
            "actions": len(self.finding.get("actions", [])),
            "open_actions": self.open_actions(),
            "progress_entries": len(self.entries()),
            "last_progress": max(self.entries(), default=None),
            "outcome": verification.get("outcome"),
            "verified": verification.get("date"),
            "verified_by": verification.get("by"),
            "verification_reference": verification.get("reference"),
            "escalated_on": escalation.get("date"),
            "escalation_reference": escalation.get("reference"),
        }

    def shown(self):
        """The days in the finding that `irr show` prints: none is later than the day."""
        done = [action["done"] for action in self.finding.get("actions", []) if "done" in action and self.by(action["done"])]
        return {
            "progress": [entry["date"] for entry in self.finding.get("progress", []) if self.by(entry["date"])],
            "extensions": [one["agreed"] for one in self.finding.get("extensions", []) if self.by(one["agreed"])],
            "escalation": [one["date"] for one in self.finding.get("escalation", []) if self.by(one["date"])],
            "done": done,
            "closure": self.shown_closure().get("date"),
            "verification": self.verification().get("date"),
        }


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


class ForgetsTheClosure(Count):
    def day_closed(self):
        return None

    def reopened(self):
        return UNSTATED


class PutsTheClosureFirst(Count):
    """The closure before the other entries of its day."""

    def events(self):
        closing = self.day_closed()
        in_log = {(when, status) for when, status in self.log() if when == closing and status in ENDED}
        events = super().events()
        first = [event for event in events if event[0] == closing and event[1] in ENDED and not in_log]
        return sorted(first + [event for event in events if event not in first], key=lambda event: event[0])


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


SPOILED_COUNTS = [
    CountsADayAhead,
    CountsADayBehind,
    HidesTheDayItself,
    ForgetsTheClosure,
    PutsTheClosureFirst,
    ReadsTheLogFromBelow,
    ReadsTheLogUnsorted,
    TrustsTheWrittenStatus,
    KeepsTheUndatedStatus,
    IsOverdueOnTheDay,
    CountsOthersAsLate,
    TakesTheLatestExtension,
    ForgetsTheTarget,
    NeverReopened,
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
        """Both answers about all findings, by address: `irr list` and `irr export`."""
        by_address = lambda answer: {(item["record"], item["ref"]): item for item in answer["items"]}
        return by_address(self.ask(day, "list", "--all")), by_address(self.ask(day, "export", "--rows", "findings"))

    def days(self):
        """Every day that is written in a finding, the one before and the one after, and days before the first report."""
        written = {day for history in self.histories for _, finding in history.findings() for day in days_in(finding)}
        written |= {history.published for history in self.histories}
        first = min(history.published for history in self.histories)
        return sorted({day + step * DAY for day in written for step in (-1, 0, 1)} | {first - 40 * DAY, max(written) + 400 * DAY})


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
    yield from (part["date"] for part in (finding.get("closure", {}), finding.get("verification", {})) if "date" in part)


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


def finding_errors(count, listed, exported):
    """What differs in either answer; the same difference in both is named once."""
    in_list = differences(count.listed(), listed)
    in_export = differences(count.exported(), exported)
    return [f"list, {error}" for error in in_list] + [f"export, {error}" for error in in_export if error not in in_list]


def judged(store, day, answer, model=Count):
    """Each finding on a day with the differences. Before its report there is none."""
    listed, exported = answer
    published = [history for history in store.histories if history.published <= day]
    there = {(history.id, ref): finding for history in published for ref, finding in history.findings()}
    for address in sorted({*listed, *exported, *there}):
        if address in there and address in listed and address in exported:
            yield address, finding_errors(model(there[address], day), listed[address], exported[address])
        else:
            places = [name for name, where in (("list", listed), ("export", exported), ("the count", there)) if address in where]
            yield address, [f"only in {' and '.join(places)}"]


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
    print(f"{HISTORIES} histories with {findings} findings, on {days} days of {stores} stores: {tally.cases} findings on a day")


def shown_days(told):
    """The days in a finding as `irr show` prints it."""
    return {
        "progress": [entry["date"] for entry in told.get("progress", [])],
        "extensions": [one["agreed"] for one in told.get("extensions", [])],
        "escalation": [one["date"] for one in told.get("escalation", [])],
        "done": [action["done"] for action in told.get("actions", []) if action.get("done")],
        "closure": (told.get("closure") or {}).get("date"),
        "verification": (told.get("verification") or {}).get("date"),
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
    for name, key in (("progress", "date"), ("extensions", "agreed"), ("extensions", "to"), ("escalation", "date")):
        for part in finding.get(name, [])[-1:]:
            yield f"{name}.{key}", part, key
    for part in (action for action in finding.get("actions", []) if "done" in action):
        yield "actions.done", part, "done"
    for name in ("closure", "verification"):
        if "date" in finding.get(name, {}):
            yield f"{name}.date", finding[name], "date"
    if "due" in finding:
        yield "due", finding, "due"


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
    tally.hold("kinds of dates", [] if len(seen) == 8 else [f"only {sorted(seen)} were spoiled"])


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
    yield ("show", history.id, "--format", "json")
    yield ("show", history.id, "--format", "markdown")
    yield from (("show", f"{history.id}:{ref}", "--format", "text") for ref, _ in list(history.findings())[:2])
    yield ("render", history.id, "--format", "markdown")
    yield ("render", history.id, "--internal", "--format", "markdown")


def answers(store, days):
    """All that irr says on the last of the days, and of all findings on each."""
    asked_for = [(day, question) for day in days for question in (ALL_FINDINGS if day == days[-1] else IN_SHORT)]
    asked_for += [(days[-1], question) for history in store.histories for question in questions(history)]
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


def test_spoiled_continuations_are_noticed(tally, tmp_path):
    """What is added on the day itself must change the answers on it, and what is added on the day after must not."""
    dice = Dice(f"{SEED} spoiled")
    days = calendar(dice)
    last = days[-1]
    history = make_history(dice, 0, days)
    finding = with_status(new_finding(dice, 99, history.published, days), "not_started")
    finding["actions"] = [{"text": "Train the sergeants", "owner": "Head of Training"}]
    history.record["recommendations"].append(finding)
    before = answers(Store(tmp_path / "before", [history]), [last])
    for what in ("note", "move", "close", "extend", "verify", "escalate", "do_action"):
        for day, hold in ((last, tally.refused), (last + DAY, tally.hold)):
            longer = copy.deepcopy(history)
            getattr(Office(dice, longer.record["recommendations"][-1], settled=last), what)(day)
            after = answers(Store(tmp_path / f"{what}-{day}", [longer]), [last])
            errors = [f"{name}: {error}" for name, errors in change_errors(before, after) for error in errors]
            hold(f"{what} on {day}, seen from {last}", errors)


def with_status(finding, status):
    return {**finding, "status": status}


# --- Histories are written as irr's commands write them.

WRITTEN = ("status", "progress", "extensions", "escalation", "closure", "verification", "actions")


def as_written(finding):
    """What commands write: of the log the days and the statuses, for its words are irr's own."""
    parts = {name: finding[name] for name in WRITTEN if name in finding}
    log = [(entry["date"], entry.get("status")) for entry in finding.get("progress", [])]
    # Where a note stands among the entries of its day changes nothing.
    parts["progress"] = sorted(log, key=lambda entry: (entry[0], entry[1] is None))
    return parts


def test_histories_are_written_as_irr_writes_them(tally, tmp_path):
    for number in range(COMMANDED):
        dice = Dice(f"{SEED} commanded {number}")
        published = datetime.date(2023, 1, 1) + dice.randrange(300) * DAY
        days = sorted(published + dice.randrange(1, 300) * DAY for _ in range(COMMANDED_DAYS))
        history = make_history(dice, number, [published, published + DAY, *days])
        # One finding that begins with nothing done.
        finding = new_finding(dice, 1, published, days)
        history.record |= {"recommendations": [finding], "areas_for_improvement": [], "causes_of_concern": []}
        history.record = without_nothing(history.record)
        tally.hold(history.id, command_errors(Store(tmp_path / str(number), [history]), history, Office(dice, finding), days))


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
    "schema_version": 1,
    "stage": "draft",
    "force": "Kent",
    "local_policing_body": {"kind": "pcc"},
    "inspection": {"title": "A made-up inspection", "published": datetime.date(2025, 5, 16)},
}


def smallest(folder, **fields):
    """A store with one finding that has these fields, and the finding's address."""
    finding = {"ref": "1", "text": "Speak to each school.", "owner": "Head of Schools", **fields}
    store = Store(folder, [History("smallest", {**SMALLEST, "recommendations": [finding]})])
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


# Each gives what the documents say, or irr before something later was written, and what irr says.
SETTLED = [closed_since, started_by_a_note, unwritten_status, unwritten_status_in_print, contradicted_status]
# A record of version 1 has room for one closure: what an earlier one said goes into the log, on its day. `keep_ending` says where
# the tests above pass over it.
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
