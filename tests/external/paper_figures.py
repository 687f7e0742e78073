"""The figures of a paper, counted a second time: from the raw YAML and what the book says its words mean, without irr."""

import datetime

import yaml

from harness import Loader

KINDS = {
    "recommendations": ("R", "recommendation"),
    "areas_for_improvement": ("AFI", "area_for_improvement"),
    "causes_of_concern": ("COC", "cause_of_concern"),
}
OPEN = ("not_started", "in_progress", "pending_sign_off")
ENDED = ("closed", "superseded", "not_accepted")
MONTHS = "January February March April May June July August September October November December".split()


class QuickLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """As the checks read YAML, in C where that is at hand: a date is text."""


QuickLoader.yaml_implicit_resolvers = Loader.yaml_implicit_resolvers


def date(text):
    return datetime.date.fromisoformat(text)


def days(later, earlier):
    return (date(later) - date(earlier)).days


def plus(day, number):
    return (date(day) + datetime.timedelta(number)).isoformat()


def month_end(year, month):
    first = datetime.date(year + month // 12, month % 12 + 1, 1)
    return (first - datetime.timedelta(1)).isoformat()


def months_on(day, number):
    """The year and the month so many months after a day's own."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + number, 12)
    return year, month + 1


def read_store(folder):
    """All records as (id, YAML)."""
    root = folder / "records"
    for path in sorted(root.rglob("*.yaml")):
        yield path.relative_to(root).with_suffix("").as_posix(), yaml.load(path.read_text(encoding="utf-8-sig"), QuickLoader)


def happened(day, by):
    """What has no day is taken to have happened."""
    return not day or day <= by


def closings(finding):
    """Every closing, by its day: version 1 has one at most, without a status and without the day of the reopening."""
    single = [finding["closure"]] if "closure" in finding else []
    return sorted([*single, *(finding.get("closures") or [])], key=lambda one: one.get("date") or "")


def timeline(finding):
    """What says a status, as (day, word), by day and within a day in the order of the log; and the place of each closing that has a day."""
    log = sorted(((entry["date"], entry["status"]) for entry in finding.get("progress") or [] if entry.get("status")), key=lambda one: one[0])
    dated = [one for one in closings(finding) if one.get("date")]
    # A reopening without a day of its closing is an event of its own day.
    alone = [one["reopened"] for one in closings(finding) if one.get("reopened") and not one.get("date")]
    for day in alone:
        if not any(entry == day and word in OPEN for entry, word in log):
            log = sorted([*log, (day, "in_progress")], key=lambda one: one[0])
    told, places, taken, reopenings = [], [], 0, []
    for number, one in enumerate(dated):
        same_day = [other for other in dated if other["date"] == one["date"]]
        ended = [at for at, (entry, word) in enumerate(log) if entry == one["date"] and word in ENDED]
        nth = max(0, len(ended) - len(same_day)) + [other is one for other in same_day].index(True)
        entry = ended[nth] if nth < len(ended) else None
        until = entry if entry is not None else sum(day <= one["date"] for day, _ in log)
        if entry is None and any(other.get("reopened") == one["date"] for other in same_day[[other is one for other in same_day].index(True):]):
            until = next((at for at, (day, word) in enumerate(log) if at >= taken and day == one["date"] and word in OPEN), until)
        told += between(log[taken:until], [day for day in reopenings if day <= one["date"]])
        reopenings = [day for day in reopenings if day > one["date"]]
        places.append(len(told))
        if entry is None:
            told.append((one["date"], ended_as(finding, one, told, number == len(dated) - 1 and until == len(log))))
        else:
            told.append(log[entry])
        taken = until if entry is None else entry + 1
        if one.get("reopened", "") >= one["date"]:
            reopenings.append(one["reopened"])
    return told + between(log[taken:], reopenings), places


def between(entries, reopenings):
    """Entries of the log behind a closing, with the reopenings that only the closings tell of."""
    only_there = {day for day in reopenings if not any(day == entry and word in OPEN for entry, word in entries)}
    return sorted([*entries, *((day, "in_progress") for day in only_there)], key=lambda one: one[0])


def ended_as(finding, closing, before, is_last):
    """How it ended, where the log does not say so on the day."""
    if closing.get("status") in ENDED:
        return closing["status"]
    if before and before[-1][1] in ENDED:
        return before[-1][1]
    # Whoever opens a finding again does not unsay how it ended.
    written = finding.get("status")
    return written if is_last and written in ENDED else "closed"


def status(finding, day):
    """That of the last progress entry, closing or reopening by then."""
    written = finding.get("status") or "not_started"
    told, places = timeline(finding)
    says_when = any(one.get("date") and one.get("status") or one.get("reopened") for one in closings(finding))
    if not says_when and not any(entry.get("status") for entry in finding.get("progress") or []):
        return "not_started" if written in ENDED and told and told[-1][0] > day else written
    last = sum(entry <= day for entry, _ in told) - 1
    if last < 0:
        return "not_started"
    now = told[last][1]
    coming = next((at for at in places if at > last), None)
    if now in ENDED and last not in places and coming is not None and told[coming][0] > day:
        # It is said to be at its end, and the approval is still to come.
        if not any(word in OPEN for _, word in told[last + 1 : coming + 1]):
            return "pending_sign_off"
    return now


def standing_closure(finding, day):
    """The last closing by the day, if nothing has opened the finding again since."""
    by_then = [one for one in closings(finding) if happened(one.get("date"), day)]
    if not by_then or status(finding, day) in OPEN:
        return None
    last = by_then[-1]
    if last.get("reopened") and last["reopened"] <= day:
        return None
    told, places = timeline(finding)
    if not last.get("date"):
        # Without a day it is taken for the last end that the log tells of.
        return last
    place = places[sum(bool(one.get("date")) for one in by_then) - 1]
    return None if any(word in OPEN for entry, word in told[place + 1 :] if entry <= day) else last


def state(record, finding, day):
    """What a finding is on a day, by the names that irr's JSON has for it."""
    extensions = [later for later in finding.get("extensions") or [] if later["agreed"] <= day]
    original = finding.get("due") or finding.get("target")
    due = extensions[-1]["to"] if extensions else original
    now = status(finding, day)
    is_open, ours = now in OPEN, finding.get("ours", True)
    past_due = days(day, due) if is_open and due and due < day else None
    words = [*([finding["verification"]] if "verification" in finding else []), *(finding.get("verifications") or [])]
    words = sorted((word for word in words if happened(word.get("date"), day)), key=lambda word: word.get("date") or "")
    verification = words[-1] if words else None
    return {
        "ours": ours,
        "status": now,
        "open": is_open,
        "due": due,
        "original_due": original,
        "target": finding.get("target"),
        "overdue": bool(ours and past_due),
        "days_overdue": past_due if ours else None,
        "days_past_due": past_due,
        "behind_target": bool(is_open and finding.get("target") and finding["target"] < day and due and due >= day),
        "slips": len(extensions),
        "owner": finding["owner"][0] if isinstance(finding.get("owner"), list) else finding.get("owner"),
        "priority": finding.get("priority"),
        "verification": verification,
        "evidence": (standing_closure(finding, day) or {}).get("evidence") or [],
        "approved_by": (standing_closure(finding, day) or {}).get("approved_by"),
    }


class Finding:
    """A finding and the record that it stands in."""

    def __init__(self, record_id, record, key, raw):
        prefix, self.kind = KINDS[key]
        self.record_id, self.record, self.raw = record_id, record, raw
        self.ref = prefix + str(raw["ref"])
        self.known = {}

    def on(self, day):
        if day not in self.known:
            self.known[day] = state(self.record, self.raw, day)
        return self.known[day]

    def there(self, day):
        return self.record["inspection"]["published"] <= day


class Response:
    """Where the response of a record stands on a day."""

    def __init__(self, record_id, record, day, others):
        self.id, self.report = record_id, record["inspection"]["published"]
        published = (record.get("publication") or {}).get("published")
        self.published = published if published and published <= day else None
        self.due = plus(self.report, 55)
        # Where another record's response answers the same recommendations in time, none is owed. A fire authority owes none by this Act, and
        # there is no last day for a report of before 2 May 2017.
        owed = record.get("duty") != "none" and record["local_policing_body"]["kind"] != "fire_authority"
        owed = owed and self.report >= "2017-05-02" and not self.is_covered(record, others.get(record.get("covered_by")), day)
        late = (self.published or day) > self.due
        if not owed:
            self.state = "none_owed"
        elif self.published:
            self.state = "late" if late else "in_time"
        else:
            self.state = "overdue" if late else "awaited"
        if self.state == "none_owed":
            self.due = None

    def is_covered(self, record, other, day):
        """Whether the other record is of the same force, has each recommendation in the same words, and was answered by this one's last day."""
        answered = other and (other.get("publication") or {}).get("published")
        if not answered or answered > min(day, self.due) or other["force"] != record["force"]:
            return False
        words = [{" ".join(one.get("text", "").lower().split()) for one in of.get("recommendations") or []} for of in (record, other)]
        return words[0] <= words[1]


class Store:
    """All of a store, to be counted."""

    def __init__(self, folder):
        self.records = list(read_store(folder))
        self.findings = [
            Finding(record_id, record, key, raw)
            for record_id, record in self.records
            for key in KINDS
            for raw in record.get(key) or []
        ]

    def paper(self, since, until, force=None):
        return Paper(self, since, until, force)

    def listed(self, day, everything=False, overdue=False):
        """What `irr list` has on a day: how many, and how many of them are overdue."""
        states = [finding.on(day) for finding in self.findings if finding.there(day)]
        states = [one for one in states if (everything or one["ours"] and one["open"]) and (not overdue or one["days_past_due"])]
        return len(states), sum(one["overdue"] for one in states)


class Paper:
    """The figures of a period, each section's by (row, column)."""

    def __init__(self, store, since, until, force):
        taken = lambda record: not force or force.lower() in record["force"].lower()
        self.since, self.day, self.before = since, until, plus(since, -1)
        self.records = [(name, record) for name, record in store.records if taken(record) and record["inspection"]["published"] <= until]
        self.findings = [finding for finding in store.findings if taken(finding.record) and finding.there(until)]
        self.ours = [finding for finding in self.findings if finding.on(until)["ours"]]
        self.responses = [Response(name, record, until, dict(self.records)) for name, record in self.records]

    def is_open(self, finding, day):
        return finding.there(day) and finding.on(day)["open"]

    def figures(self):
        """Every tally by its name: {row: {column: count}}, rows of nothing left out."""
        return {
            "findings": self.headline(),
            "responses": {"all": self.by_response(self.responses)},
            "movement": self.movement(),
            "reports": self.reports(),
            "closedown": self.closedown(),
            "verified": self.verified(),
            "ahead": self.ahead(),
            "late": self.late(),
            "by_report": self.by(lambda finding: [finding.record_id]),
            "by_priority": self.by(lambda finding: [finding.raw.get("priority") or "not stated"]),
            "by_owner": self.by(lambda finding: [finding.raw.get("owner") or "not stated"]),
            "by_force": self.by(lambda finding: [finding.record["force"]]),
            "by_inspectorate": self.by(lambda finding: finding.record["inspection"].get("inspectorates") or ["not stated"]),
            "by_inspection": self.by(lambda finding: [(finding.record["inspection"].get("kind") or "not stated").replace("_", " ")]),
            "responses_by_year": self.by_year(),
        }

    def first_sentence(self):
        """The numbers of the paper's first sentence: open, in how many reports, overdue, somebody else's."""
        still = [finding for finding in self.ours if finding.on(self.day)["open"]]
        late = sum(finding.on(self.day)["overdue"] for finding in still)
        return len(still), len({finding.record_id for finding in still}), late, len(self.findings) - len(self.ours)

    def counts(self, findings, ends):
        states = [finding.on(self.day) for finding in findings]
        counted = {name: sum(one["status"] == name for one in states) for name in OPEN}
        counted["total"] = len(states)
        counted["open"] = sum(one["open"] for one in states)
        counted["overdue"] = sum(one["overdue"] for one in states)
        counted["undated"] = sum(one["open"] and not one["due"] for one in states)
        if ends:
            counted |= {name: sum(one["status"] == name for one in states) for name in ENDED}
        else:
            counted["ended"] = sum(not one["open"] for one in states)
        return counted

    def headline(self):
        rows = {
            key.replace("_", " "): self.counts([finding for finding in self.ours if finding.kind == kind], True)
            for key, (_, kind) in KINDS.items()
        }
        return {**rows, "all": self.counts(self.ours, True)}

    def by(self, names):
        """Names are the same however their letters are set: the rows are in small ones."""
        groups = {}
        for finding in self.ours:
            for name in {one.lower() for one in names(finding)}:
                groups.setdefault(name, []).append(finding)
        return {name: self.counts(findings, False) for name, findings in groups.items()}

    def movement(self):
        before = {finding for finding in self.ours if self.is_open(finding, self.before)}
        new = {finding for finding in self.ours if not finding.there(self.before)}
        now = {finding for finding in self.ours if self.is_open(finding, self.day)}
        gone = (before | new) - now
        closed = {finding for finding in gone if finding.on(self.day)["status"] == "closed"}
        rows = {
            "previously open": before,
            "new": new,
            "reopened": now - before - new,
            "closed": closed,
            "superseded or not accepted": gone - closed,
            "remaining": now,
        }
        return {
            name: {"total": len(found), **{key: sum(finding.kind == kind for finding in found) for key, (_, kind) in KINDS.items()}}
            for name, found in rows.items()
        }

    def by_response(self, responses):
        return {name: sum(response.state == name for response in responses) for name in ("in_time", "late", "awaited", "overdue", "none_owed")}

    def reports(self):
        return {
            "published in the period": self.by_response([one for one in self.responses if one.report >= self.since]),
            "response due in the period": self.by_response([one for one in self.responses if one.due and self.since <= one.due <= self.day]),
        }

    def by_year(self):
        years = {}
        for response in self.responses:
            if response.due:
                years.setdefault(response.due[:4], []).append(response)
        counted = {year: self.by_response(responses) for year, responses in years.items()}
        return {year: row for year, row in counted.items() if any(row.values())}

    def closedown(self):
        dues = [finding.on(self.day)["due"] for finding in self.ours if finding.on(self.day)["open"]]
        return {
            "ahead": {"open": sum(bool(due and due >= self.day) for due in dues)},
            "past": {"open": sum(bool(due and due < self.day) for due in dues)},
            "none": {"open": dues.count(None)},
        }

    def verified(self):
        rows = {}
        told = [(finding, finding.on(self.day)["verification"]) for finding in self.ours]
        for outcome in ("closed", "open", "escalated"):
            words = [word for _, word in told if word and word["outcome"] == outcome]
            rows[f"{outcome}, in the period"] = {"total": sum((word.get("date") or "") >= self.since for word in words)}
            rows[f"{outcome}, so far"] = {"total": len(words)}
        silent = [finding for finding, word in told if not word and finding.on(self.day)["status"] == "closed"]
        return {**rows, "closed here, not verified": {"total": len(silent)}}

    def trend(self, day):
        """Open and overdue on a day: as they were then."""
        states = [finding.on(day) for finding in self.ours if finding.there(day)]
        return {"open": sum(one["open"] for one in states), "overdue": sum(one["overdue"] for one in states)}

    def trend_days(self):
        """The last day, and the ends of the twelve months before it."""
        return [*(month_end(*months_on(self.day, back)) for back in range(-12, 0)), self.day]

    def ahead(self):
        rows, start = {}, self.day
        still = [finding for finding in self.ours if finding.on(self.day)["open"] and finding.on(self.day)["due"]]
        count = lambda found: {"open": len(found), "high_priority": sum(one.raw.get("priority") == "high" for one in found)}
        for on in range(12):
            year, month = months_on(self.day, on)
            end = month_end(year, month)
            rows[f"{MONTHS[month - 1]} {year}"] = count([one for one in still if start <= one.on(self.day)["due"] <= end])
            start = plus(end, 1)
        return {**rows, "later": count([one for one in still if one.on(self.day)["due"] >= start])}

    def late(self):
        late = [finding.on(self.day)["days_overdue"] for finding in self.ours if finding.on(self.day)["overdue"]]
        bands = {"1 to 30 days": (1, 30), "31 to 90 days": (31, 90), "91 to 180 days": (91, 180), "181 to 365 days": (181, 365)}
        rows = {name: {"overdue": sum(least <= one <= most for one in late)} for name, (least, most) in bands.items()}
        return {**rows, "more than a year": {"overdue": sum(one > 365 for one in late)}}

    def overdue(self):
        """The overdue ones as {(record, ref): days}."""
        return {(one.record_id, one.ref): one.on(self.day)["days_overdue"] for one in self.ours if one.on(self.day)["overdue"]}

    def ended_in_period(self):
        """What was open before or came since, and is at its end."""
        return {
            (one.record_id, one.ref)
            for one in self.ours
            if not one.on(self.day)["open"] and (self.is_open(one, self.before) or not one.there(self.before))
        }

    def still_open(self):
        return {(one.record_id, one.ref) for one in self.ours if one.on(self.day)["open"]}

    def verified_in_period(self):
        words = {one: one.on(self.day)["verification"] for one in self.ours}
        return {(one.record_id, one.ref) for one, word in words.items() if word and (word.get("date") or "") >= self.since}

    def grades(self):
        """(force, area, published, record, grade, the one before), in no order."""
        told = [
            (record["force"], grade.get("area") or "the whole force", record["inspection"]["published"], name, grade["grade"])
            for name, record in self.records
            for grade in record["inspection"].get("grades") or []
        ]
        # Two of one area in one report stay in its order.
        told.sort(key=lambda row: row[:4])
        last, rows = {}, []
        for force, area, published, name, grade in told:
            rows.append((force, area, published, name, grade, last.get((force, area))))
            last[force, area] = grade
        return rows
