"""Counts response deadlines a second time, and compares every date with irr's.

The count below was written from the project's table of duties alone (what starts the time, whether that day is day 1, who may extend,
where the response goes), without reading irr's source or tests. Where the two differ, neither is right because it is older:
read the table again. What the table does not say is not compared.
"""

import calendar
import concurrent.futures
import dataclasses
import datetime
import json
import os
import pathlib
import random
import subprocess
import tempfile

import pytest

from harness import IRR

pytestmark = pytest.mark.duties

MEMORY = "/dev/shm"
SEED = 55
# So many dates, in so many tests that can run side by side.
DRAWN_DATES, DRAWN_PARTS = 300, 3
FIRST_YEAR, LAST_YEAR = 1997, 2040
DAY = datetime.timedelta(days=1)
# SI 2017/399: (5A) and (5B) apply to reports published after 1 May 2017, the inspectors' copy to responses from 2 May 2017.
SECTION_55_SINCE = datetime.date(2017, 5, 2)
INSPECTORS_COPY_SINCE = datetime.date(2017, 5, 2)
SECTION_49A_SINCE = datetime.date(2025, 1, 29)
# A value on which the table is silent.
UNSTATED = object()


@dataclasses.dataclass(frozen=True)
class Row:
    """A duty whose time a law sets: so many days from a day that is itself day 1, or day 0 where it does not count."""

    law: str
    begins: str
    first_day: int
    fulfilled: str
    extended: str = "never"
    since: datetime.date | None = None
    days: int = 56


ROWS = {
    "section_55": Row("section 55", "published", 1, "published", since=SECTION_55_SINCE),
    "victims_commissioner": Row("section 49A", "published", 1, "published", since=SECTION_49A_SINCE),
    "domestic_abuse_commissioner": Row("section 16", "published", 1, "published"),
    "iopc_learning": Row("28B", "duty_from", 1, "sent_to_iopc", extended="on an application in time"),
    "prevention_of_future_deaths": Row("regulation 29", "duty_from", 0, "sent_to_coroner", extended="even after expiry"),
}
# Duties whose last day the report, the office or nobody sets.
UNSET = ("super_complaint", "fire", "other", "none")
COUNTS = ("inclusive", "exclusive", "working_days", "months")
# The codes that follow from a deadline; the words of other rules are no matter of these tests.
DATE_RULES = {"response-missing", "response-late", "response-extension-invalid", "duty-does-not-apply", "duty-day-missing"}
NOT_WORKING_DAY = "deadline-not-working-day"


@dataclasses.dataclass(frozen=True)
class Record:
    """A record as it is written to the store, and the days on which irr is asked to show it."""

    name: str
    published: datetime.date
    duty: str | None = None
    duty_from: datetime.date | None = None
    terms: dict = dataclasses.field(default_factory=dict)
    extensions: tuple = ()
    publication: dict = dataclasses.field(default_factory=dict)
    force: str = "Kent"
    body: dict = dataclasses.field(default_factory=lambda: {"kind": "pcc"})
    not_owed: str | None = None
    recommendation_count: int | None = None
    finding: dict | None = None
    days: tuple = ()
    # The duty where the record does not name one: that of the body and the force.
    owed: str = "section_55"

    @property
    def kind(self):
        return self.duty or self.owed

    @property
    def id(self):
        return f"{self.force.lower().replace(' ', '-')}/{self.published}-{self.name}"

    @property
    def start(self):
        return self.duty_from if self.kind in ROWS and ROWS[self.kind].begins == "duty_from" else self.published

    @property
    def answered_in(self):
        """The field with the day on which the duty is fulfilled."""
        return ROWS[self.kind].fulfilled if self.kind in ROWS else "published"

    def text(self):
        finding = {"ref": "1", "text": "Do it.", "target": self.published + 200 * DAY} if self.finding is None else self.finding
        fields = {
            "schema_version": 1,
            "stage": "published" if self.answered_in in self.publication else "draft",
            "force": self.force,
            "local_policing_body": self.body,
            "inspection": {"title": "A report", "published": self.published, "recommendation_count": self.recommendation_count},
            "duty": self.duty,
            "duty_from": self.duty_from,
            "duty_terms": self.terms,
            "response_extensions": list(self.extensions),
            "publication": self.publication,
            "not_owed": self.not_owed,
            "recommendations": [] if self.recommendation_count == 0 else [finding],
        }
        return "".join(f"{name}: {flow(value)}\n" for name, value in fields.items() if value not in (None, {}, []))


def flow(value):
    """A value in YAML's flow style, where a date stands without quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {flow(part)}" for name, part in value.items() if part is not None) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return json.dumps(value) if isinstance(value, str) else str(value)


# --- The count.


def easter(year):
    """Easter Sunday in the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    l = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1)


def monday_from(day):
    return day + (-day.weekday() % 7) * DAY


# Years in which a proclamation moved a bank holiday, or added one.
MOVED = {
    datetime.date(2002, 5, 27): datetime.date(2002, 6, 4),
    datetime.date(2012, 5, 28): datetime.date(2012, 6, 4),
    datetime.date(2020, 5, 4): datetime.date(2020, 5, 8),
    datetime.date(2022, 5, 30): datetime.date(2022, 6, 2),
}
ADDED = {
    datetime.date(1999, 12, 31),
    datetime.date(2002, 6, 3),
    datetime.date(2011, 4, 29),
    datetime.date(2012, 6, 5),
    datetime.date(2022, 6, 3),
    datetime.date(2022, 9, 19),
    datetime.date(2023, 5, 8),
}


def bank_holidays(year):
    """Those of England and Wales, Good Friday and Christmas Day among them, with the weekdays given instead of a weekend's."""
    sunday = easter(year)
    days = {sunday - 2 * DAY, sunday + DAY}
    days |= {monday_from(datetime.date(year, month, first)) for month, first in ((5, 1), (5, 25), (8, 25))}
    new_year, christmas = datetime.date(year, 1, 1), datetime.date(year, 12, 25)
    days |= {new_year if new_year.weekday() < 5 else monday_from(new_year), christmas, christmas + DAY}
    # Of 25 and 26 December each day of a weekend is made up for on the next weekday that is free.
    days |= {christmas + count * DAY for count, weekdays in ((2, (5, 6)), (3, (4, 5))) if christmas.weekday() in weekdays}
    days = {MOVED.get(day, day) for day in days}
    return days | {day for day in ADDED if day.year == year}


HOLIDAYS = set().union(*(bank_holidays(year) for year in range(FIRST_YEAR - 1, LAST_YEAR + 10)))


def is_working_day(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def after_working_days(start, count):
    """The last of so many working days; the first is the one after the start."""
    day = start
    while count:
        day += DAY
        count -= is_working_day(day)
    return day


def after_months(start, count):
    """The day of the same number, or the month's last where it has none."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return datetime.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def period_end(start, count, how):
    if how == "inclusive":
        return start + (count - 1) * DAY
    if how == "exclusive":
        return start + count * DAY
    return after_working_days(start, count) if how == "working_days" else after_months(start, count)


def statutory_day(record):
    """The last day before any extension, or None where no time runs."""
    if record.kind == "none":
        return None
    if record.kind in ROWS:
        row = ROWS[record.kind]
        if row.since and record.published < row.since:
            return None
        return record.start + (row.days - row.first_day) * DAY
    terms = record.terms
    if "last_day" in terms:
        return terms["last_day"]
    return period_end(record.start, terms["period"], terms["count"]) if "period" in terms else None


def extension_holds(record, extension, statutory, last):
    """Whether it is one that the duty's row allows, on the conditions that the row names."""
    how = ROWS[record.kind].extended if record.kind in ROWS else "never"
    if how == "never" or last is None or extension["to"] <= last:
        return False
    if how == "even after expiry":
        return True
    applied = extension.get("applied")
    # What was agreed before it was applied for was not given on that application.
    return applied is not None and applied <= statutory and applied <= extension["agreed"]


@dataclasses.dataclass(frozen=True)
class Answer:
    """What the count says of a record on a day."""

    original: datetime.date | None
    last: datetime.date | None
    answered: datetime.date | None
    day: object
    late: int | None
    rules: frozenset
    rest_day: bool


def count(record, today):
    original = last = statutory_day(record)
    rules = set()
    for extension in record.extensions:
        if not extension_holds(record, extension, original, last):
            rules.add("response-extension-invalid")
        elif extension["agreed"] <= today:
            last = extension["to"]
    answered = record.publication.get(record.answered_in)
    answered = answered if answered and answered <= today else None
    judged = answered or today
    late = (judged - last).days if last and judged > last else None
    if late:
        rules.add("response-late" if answered else "response-missing")
    if record.kind == "victims_commissioner" and original is None:
        rules.add("duty-does-not-apply")
    if record.kind in ROWS and record.duty_from and ROWS[record.kind].begins == "published":
        rules.add("duty-day-missing")
    rest_day = bool(last) and not is_working_day(last)
    return Answer(original, last, answered, day_number(record, judged, last), late, frozenset(rules), rest_day)


def day_number(record, day, last):
    """Which day of the time to respond it is."""
    if last is None:
        return None
    if record.kind in ROWS:
        return (day - record.start).days + ROWS[record.kind].first_day
    if record.terms.get("count") in ("inclusive", "exclusive") and "last_day" not in record.terms:
        return (day - record.start).days + (record.terms["count"] == "inclusive")
    return UNSTATED


# --- What irr answers.


class Store:
    """Records in a folder of their own."""

    def __init__(self, folder, records):
        self.folder, self.records = folder, records
        assert len({record.id for record in records}) == len(records), [record.id for record in records]
        for record in records:
            file = folder / "records" / f"{record.id}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(record.text(), encoding="utf-8")

    def ask(self, today, *arguments):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("IRR_")}
        ran = subprocess.run(
            [IRR, *arguments, "--format", "json"],
            cwd=self.folder,
            env={**kept, "IRR_TODAY": str(today)},
            capture_output=True,
            encoding="utf-8",
        )
        if ran.returncode > 1:
            return {"error": ran.stderr.strip()}
        return json.loads(ran.stdout)

    def show(self, record, today):
        answer = self.ask(today, "show", record.id)
        return answer.get("response", answer)

    def due(self, today, clock="response"):
        """The open deadlines of a kind, by record."""
        return {item["record"]: item for item in self.ask(today, "due")["items"] if item["clock"] == clock}

    def problems(self, today):
        """The problems of each record."""
        found = {record.id: [] for record in self.records}
        for item in self.ask(today, "validate")["items"]:
            found[item["path"].removeprefix("records/").removesuffix(".yaml")].append(item)
        return found


def differences(wanted, said):
    """Where irr's fields differ from the count's; what the table does not state is passed over."""
    return [
        f"irr says {name} {said.get(name)}, the count says {value}"
        for name, value in wanted.items()
        if value is not UNSTATED and said.get(name) != value
    ]


def iso(day):
    return day and str(day)


def show_errors(record, answer, said):
    if "error" in said:
        return [said["error"]]
    wanted = {"due": iso(answer.last), "published": iso(answer.answered), "day": answer.day, "days_late": answer.late, "duty": record.kind}
    return differences(wanted, said)


def due_errors(answer, today, item):
    if item is None or answer.last is None or answer.answered:
        wanted = bool(answer.last) and not answer.answered
        return [] if wanted == bool(item) else [f"irr {'lists' if item else 'does not list'} a deadline, the count says {answer.last}"]
    left = (answer.last - today).days
    wanted = {
        "date": str(answer.last),
        "original_date": str(answer.original),
        "days_left": left,
        "overdue": left < 0,
        "day": answer.day,
    }
    return differences(wanted, item)


def rule_errors(record, answer, today, problems):
    if any(day > today for day in record.publication.values()):
        return []
    found, looked_at, wanted = {problem["rule"] for problem in problems}, DATE_RULES, answer.rules
    if not answer.answered and not answer.late:
        looked_at = looked_at | {NOT_WORKING_DAY}
        wanted = wanted | ({NOT_WORKING_DAY} if answer.rest_day else set())
    return [
        f"irr {'finds' if rule in found else 'does not find'} {rule}, the count {'does' if rule in wanted else 'does not'}"
        for rule in sorted((found & looked_at) ^ wanted)
    ]


def compare(store, days, shown, with_rules):
    """Each comparison as what was compared, and the errors."""
    for record, today in shown:
        yield record, today, "show", show_errors(record, count(record, today), store.show(record, today))
    for today in days:
        items = store.due(today)
        for record in store.records:
            yield record, today, "due", due_errors(count(record, today), today, items.get(record.id))
    for today in with_rules:
        problems = store.problems(today)
        for record in store.records:
            yield record, today, "validate", rule_errors(record, count(record, today), today, problems[record.id])


def hold(tally, comparisons):
    """Counts comparisons, and prints each record on which irr and the count differ."""
    differing = {}
    for record, today, command, errors in comparisons:
        tally.hold(f"{record.id} on {today}, {command}", errors)
        if errors:
            differing[record.id] = record
    for record in differing.values():
        print(f"The record {record.id}:\n    " + record.text().replace("\n", "\n    ").rstrip())


# --- The records.


def extension(to, agreed, applied=None, by="The IOPC"):
    return {"to": to, "agreed": agreed, "applied": applied, "by": by}


def kinds(start, chance):
    """A record of each duty whose time begins on the day; a report is published some time before or after what was sent or made."""
    other_day = start + chance.randint(-40, 40) * DAY
    for duty, row in ROWS.items():
        name = duty.replace("_", "-")
        if duty == "section_55":
            # The duty where none is named.
            yield Record(name, start)
        elif row.begins == "published":
            yield Record(name, start, duty)
        else:
            yield Record(name, other_day, duty, duty_from=start)
    for duty in ("super_complaint", "fire", "other"):
        yield Record(f"{duty.replace('_', '-')}-given", start, duty, terms={"name": "X", "last_day": start + chance.randint(1, 120) * DAY})
    for how in COUNTS:
        terms = {"name": "X", "period": chance.randint(1, 24 if how == "months" else 60), "count": how}
        yield Record(f"other-{how.replace('_', '-')}", start, "other", terms=terms)


def answered(record, day, name):
    return dataclasses.replace(record, name=f"{record.name}-{name}", publication={record.answered_in: day})


def extended(start, chance):
    """Extensions around the last day, some in time and some too late, and one that nobody may give."""
    iopc = Record("iopc-extended", start, "iopc_learning", duty_from=start)
    last = statutory_day(iopc)
    applied = last + chance.randint(-2, 2) * DAY
    agreed = applied + chance.randint(0, 9) * DAY
    yield dataclasses.replace(iopc, extensions=(extension(last + chance.randint(1, 60) * DAY, agreed, applied),))
    coroner = Record("coroner-extended", start, "prevention_of_future_deaths", duty_from=start)
    last = statutory_day(coroner)
    agreed = last + chance.randint(-20, 20) * DAY
    yield dataclasses.replace(coroner, extensions=(extension(last + chance.randint(1, 60) * DAY, agreed, by="The coroner"),))
    duty = chance.choice((None, "victims_commissioner", "domestic_abuse_commissioner"))
    yield Record("not-extendable", start, duty, extensions=(extension(start + 90 * DAY, start + 30 * DAY, start + 20 * DAY),))


AROUND = (("before", -1), ("on", 0), ("after", 1))


def batch(start, chance, times=AROUND):
    """All records whose time begins on a day: awaited, and answered before, on and after the last day."""
    for record in kinds(start, chance):
        yield record
        last = statutory_day(record) or start + 55 * DAY
        for name, moved in times:
            yield answered(record, last + moved * DAY, name)
    yield from extended(start, chance)
    yield Record("none", start, "none", not_owed="Another Act")
    yield Record("none-given", start, "none", not_owed="Another Act", terms={"name": "X", "last_day": start + 9 * DAY})
    yield from (Record(f"{duty.replace('_', '-')}-unset", start, duty) for duty in ("super_complaint", "fire"))


def edges():
    """Days on which counting goes wrong: ends of months and years, February, weekends, clock changes, the laws' first days."""
    yield from (datetime.date(2025, month, calendar.monthrange(2025, month)[1]) for month in range(1, 13))
    for year in (2000, 2023, 2024, 2028):
        # The last day, or the one after it, is the end of February or the first of March.
        ends = [datetime.date(year, 2, 28), datetime.date(year, 3, 1)] + ([datetime.date(year, 2, 29)] if calendar.isleap(year) else [])
        yield from (end - back * DAY for end in ends for back in (0, 55, 56))
    yield from (datetime.date(2024, 12, 31) - back * DAY for back in (54, 55, 56, 57))
    yield from (datetime.date(2025, 8, 4) + day * DAY for day in range(7))
    yield from (SECTION_55_SINCE - DAY, SECTION_55_SINCE, SECTION_49A_SINCE - DAY, SECTION_49A_SINCE)


def edge_jobs(folder, chance):
    for number, start in enumerate(sorted(set(edges()))):
        store = Store(folder / f"edge-{start}", list(batch(start, chance, chance.sample(AROUND, 1))))
        days = [start + after * DAY for after in (54, 55, 56, 57)]
        shown = [(record, chance.choice(days)) for record in chance.sample(store.records, 4)]
        # To look for every rule takes long: that is done on every other date.
        yield store, days[1:], shown, [chance.choice(days)] * (number % 2)


def whole_jobs(folder, chance):
    """Each record of one date, shown on the day before the last day, on it and on the day after."""
    store = Store(folder / "whole", [around(record) for record in batch(datetime.date(2025, 5, 16), chance)])
    yield store, [], [(record, today) for record in store.records for today in record.days], []


def drawn_jobs(folder, chance):
    """Dates of every year, each with some of the records whose time begins then."""
    first, end = datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31)
    for number in range(DRAWN_DATES // DRAWN_PARTS):
        start = first + chance.randint(0, (end - first).days) * DAY
        store = Store(folder / f"drawn-{number}", chance.sample(list(batch(start, chance)), 12))
        near = []
        for record in store.records:
            last = count(record, datetime.date.max).last or start + 55 * DAY
            near.append((record, last + chance.randint(-1, 1) * DAY))
        (_, one), (_, other) = chance.sample(near, 2)
        yield store, [one], chance.sample(near, 1 + number % 2), [other] * (number % 2)


def bank_holiday_jobs(folder):
    """Time that ends on a bank holiday ends there, and one is no working day; nor is the day a holiday that it was moved from."""
    holidays = sorted(day for day in HOLIDAYS | set(MOVED) if FIRST_YEAR <= day.year <= LAST_YEAR)
    records = [Record("ends", day - 60 * DAY, "prevention_of_future_deaths", duty_from=day - 56 * DAY) for day in holidays]
    terms = {"name": "X", "period": 5, "count": "working_days"}
    records += [Record("working-days", day - 3 * DAY, "other", terms=terms) for day in holidays]
    yield Store(folder / "holidays", records), [records[0].duty_from], [], [records[0].duty_from]


def around(record, *others):
    """The record with the days around its last day to be shown on."""
    last = statutory_day(record) or record.start + 55 * DAY
    return dataclasses.replace(record, days=(last - DAY, last, last + DAY, *others))


def special_records():
    """Records about which the table says something of its own."""
    report = datetime.date(2025, 5, 16)
    sent = datetime.date(2025, 5, 20)
    iopc = Record("iopc", report, "iopc_learning", duty_from=sent)
    coroner = Record("coroner", report, "prevention_of_future_deaths", duty_from=sent)
    iopc_last, coroner_last = statutory_day(iopc), statutory_day(coroner)

    for first, duty in ((SECTION_55_SINCE, None), (SECTION_55_SINCE, "section_55"), (SECTION_49A_SINCE, "victims_commissioner")):
        for back in (2, 1, 0):
            yield Record(f"first-days-{duty or 'unnamed'}-{back}".replace("_", "-"), first - back * DAY, duty)
    # What one row reads, another does not.
    for duty in ("section_55", "victims_commissioner", "domestic_abuse_commissioner"):
        yield Record(f"day-not-read-{duty}".replace("_", "-"), report, duty, duty_from=sent)
    for record in (iopc, coroner, Record("section-55", report)):
        yield dataclasses.replace(record, name=f"terms-not-read-{record.name}", terms={"name": "X", "period": 6, "count": "months"})

    later = datetime.date(2025, 9, 3)
    for name, applied, agreed in (
        ("in-time", iopc_last - 9 * DAY, iopc_last - 5 * DAY),
        ("on-last-day", iopc_last, iopc_last),
        ("agreed-after-expiry", iopc_last, iopc_last + 6 * DAY),
        ("too-late", iopc_last + DAY, iopc_last + 6 * DAY),
        ("not-applied-for", None, iopc_last - 5 * DAY),
        ("agreed-before-application", iopc_last - 5 * DAY, iopc_last - 9 * DAY),
    ):
        yield dataclasses.replace(iopc, name=f"iopc-{name}", extensions=(extension(later, agreed, applied),))
    for name, agreed in (("in-time", coroner_last - DAY), ("on-last-day", coroner_last), ("after-expiry", coroner_last + 20 * DAY)):
        by_coroner = extension(later, agreed, by="The coroner")
        record = dataclasses.replace(coroner, name=f"coroner-{name}", extensions=(by_coroner,))
        yield record
        # A response that was late when it was sent, and is not since the coroner gave more time; and one too late for that as well.
        yield answered(record, coroner_last + 2 * DAY, "answered")
        yield answered(record, later + DAY, "answered-late")
    for name, to in (("earlier", coroner_last - 9 * DAY), ("same-day", coroner_last)):
        no_later = extension(to, sent + DAY, by="The coroner")
        yield dataclasses.replace(coroner, name=f"coroner-{name}", extensions=(no_later,))
    twice = tuple(extension(to, agreed, by="The coroner") for to, agreed in ((later, sent + 9 * DAY), (later + 9 * DAY, later + 2 * DAY)))
    yield dataclasses.replace(coroner, name="coroner-twice", extensions=twice)
    more = (extension(later, sent + 9 * DAY, sent + 5 * DAY),)
    for duty in ("section_55", "victims_commissioner", "domestic_abuse_commissioner"):
        yield Record(f"nobody-extends-{duty}".replace("_", "-"), report, duty, extensions=more)
    for duty in ("super_complaint", "fire", "other"):
        terms = {"name": "X", "last_day": sent + 40 * DAY}
        yield Record(f"nobody-extends-{duty}".replace("_", "-"), report, duty, terms=terms, extensions=more)
    yield Record("nobody-extends-none", report, "none", not_owed="Another Act", extensions=more)

    # Where a response is owed to somebody, it is given when that one has it, and not when others can read it.
    for record, last in ((iopc, iopc_last), (coroner, coroner_last)):
        elsewhere = "sent_to_coroner" if record is iopc else "sent_to_iopc"
        field = ROWS[record.duty].fulfilled
        yield dataclasses.replace(record, name=f"{record.name}-only-published", publication={"published": last - DAY})
        yield dataclasses.replace(record, name=f"{record.name}-sent-elsewhere", publication={elsewhere: last - DAY})
        yield dataclasses.replace(record, name=f"{record.name}-sent-later", publication={"published": last - DAY, field: last + DAY})
        yield dataclasses.replace(record, name=f"{record.name}-sent-sooner", publication={"published": last + DAY, field: last})
    yield Record("section-55-sent-elsewhere", report, publication={"sent_to_iopc": report + 9 * DAY})

    # Bodies whose usual duty is not section 55, and one to which section 55 applies by another Act.
    for force, body, owed in (
        ("British Transport Police", {"kind": "other", "name": "British Transport Police Authority"}, "section_55"),
        ("Ministry of Defence Police", {"kind": "other", "name": "The committee"}, "none"),
        ("Civil Nuclear Constabulary", {"kind": "other", "name": "The authority"}, "none"),
        ("National Crime Agency", {"kind": "other", "name": "The agency"}, "none"),
        ("Kent Fire and Rescue Service", {"kind": "fire_authority"}, "fire"),
    ):
        yield Record("unnamed", report, force=force, body=body, owed=owed)
    for force in ("British Transport Police", "Ministry of Defence Police"):
        yield Record("domestic-abuse", report, "domestic_abuse_commissioner", force=force, body={"kind": "other", "name": "The body"})


def special_jobs(folder):
    records = [around(record, *([datetime.date(2025, 9, 3)] if record.extensions else [])) for record in special_records()]
    days = sorted({day for record in records for day in record.days if record.published.year == 2025})
    store = Store(folder / "special", records)
    shown = [(record, today) for record in records for today in record.days]
    yield store, days[1::2], shown, days[:: max(1, len(days) // 4)]


@pytest.fixture
def folder():
    # Thousands of small files: in memory where that can be, since on a busy disk their removal takes longer than the count.
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as name:
        yield pathlib.Path(name)


JOBS = {
    "special": lambda folder, chance: special_jobs(folder),
    "bank holidays": lambda folder, chance: bank_holiday_jobs(folder),
    "whole": whole_jobs,
    "edges": edge_jobs,
    **{f"drawn {part}": drawn_jobs for part in range(DRAWN_PARTS)},
}


@pytest.mark.parametrize("name", JOBS)
def test_every_date_is_the_one_that_a_second_count_finds(tally, folder, name):
    jobs = list(JOBS[name](folder, random.Random(f"{SEED} {name}")))
    with concurrent.futures.ThreadPoolExecutor(max_workers=2 * (os.cpu_count() or 1)) as pool:
        for comparisons in pool.map(lambda job: list(compare(*job)), jobs):
            hold(tally, comparisons)


def rules_of(store, today):
    return {name: {problem["rule"] for problem in problems} for name, problems in store.problems(today).items()}


def test_where_no_time_runs_irr_gives_no_last_day_or_says_that_the_duty_does_not_fit(tally, folder):
    report = datetime.date(2025, 5, 16)
    today = report + 80 * DAY
    ministry = {"kind": "other", "name": "The committee"}
    records = [
        Record("not-by-section-55", report, "section_55", force="Ministry of Defence Police", body=ministry),
        Record("not-by-section-55", report, "section_55", force="Kent Fire and Rescue Service", body={"kind": "fire_authority"}),
        Record("nothing-recommended", report, "victims_commissioner", recommendation_count=0),
        Record("nothing-recommended-either", report, "domestic_abuse_commissioner", recommendation_count=0),
    ]
    store = Store(folder / "no time runs", records)
    problems = store.problems(today)
    for record in records:
        said = store.show(record, today)
        objected = any(str(problem["field"]).startswith("duty") for problem in problems[record.id])
        errors = [] if said["due"] is None or objected else [f"irr gives the last day {said['due']}, and the table none"]
        hold(tally, [(record, today, "show", errors)])


def test_where_the_day_that_starts_the_time_is_not_recorded_irr_says_so(tally, folder):
    report = datetime.date(2025, 5, 16)
    records = [Record(duty.replace("_", "-"), report, duty) for duty in ("iopc_learning", "prevention_of_future_deaths")]
    store = Store(folder / "unknown start", records)
    rules = rules_of(store, report + 9 * DAY)
    for record in records:
        errors = [] if "duty-day-missing" in rules[record.id] else ["irr does not say that it does not know the day"]
        hold(tally, [(record, report + 9 * DAY, "validate", errors)])


def test_where_no_response_is_owed_the_record_says_why(tally, folder):
    report = datetime.date(2025, 5, 16)
    records = [Record("with", report, "none", not_owed="Another Act"), Record("without", report, "none")]
    store = Store(folder / "reasons", records)
    rules = rules_of(store, report)
    for record in records:
        errors = [] if ("not-owed-without-reason" in rules[record.id]) == (record.not_owed is None) else [f"irr finds {rules[record.id]}"]
        hold(tally, [(record, report, "validate", errors)])


COPIES = {
    "sent_to_inspectorate": "inspectors",
    "sent_to_secretary_of_state": "Secretary of State",
    "sent_to_commissioner": "Commissioner",
}


def test_a_copy_goes_to_whom_the_law_of_the_day_names(tally, folder):
    cases = [("section_55", report, report + 9 * DAY) for report in (datetime.date(2016, 3, 1), datetime.date(2025, 5, 16))]
    cases += [("section_55", datetime.date(2017, 4, 10), INSPECTORS_COPY_SINCE + moved * DAY) for moved in (-1, 0, 1)]
    cases += [("section_55", SECTION_55_SINCE - DAY, INSPECTORS_COPY_SINCE + moved * DAY) for moved in (-1, 0)]
    cases += [(duty, datetime.date(2025, 5, 16), datetime.date(2025, 6, 1)) for duty in list(ROWS)[1:]]
    records = []
    for number, (duty, report, day) in enumerate(cases):
        for sent in [(), *((field,) for field in COPIES), ("sent_to_secretary_of_state", "sent_to_commissioner"), tuple(COPIES)]:
            row = ROWS[duty]
            publication = {row.fulfilled: day, **{field: day for field in sent}}
            start = report if row.begins == "duty_from" else None
            name = f"copies-{number}-{len(sent)}-{sent[0].rsplit('_', 1)[1] if sent else 'none'}"
            records.append(Record(name, report, duty, duty_from=start, publication=publication))
    store = Store(folder / "copies", records)
    today = datetime.date(2025, 7, 1)
    problems = store.problems(today)
    for record in records:
        wanted = wanted_copies(record)
        missing = sorted(COPIES[field] for field in wanted - set(record.publication))
        said = [problem["message"] for problem in problems[record.id] if problem["rule"] == "copy-not-sent"]
        named = sorted(words for words in COPIES.values() if any(words in message for message in said))
        errors = [] if named == missing else [f"irr misses copies to {named}, the count to {missing}"]
        foreign = [message for message in said if record.duty != "section_55" and "section 55" in message]
        errors += [f"irr names a law that is not the duty's: {message}" for message in foreign]
        hold(tally, [(record, today, "validate", errors)])


def wanted_copies(record):
    if record.duty == "section_55":
        since = record.publication["published"] >= INSPECTORS_COPY_SINCE
        return {"sent_to_secretary_of_state"} | ({"sent_to_inspectorate"} if since else set())
    if record.duty.endswith("_commissioner"):
        return {"sent_to_secretary_of_state", "sent_to_commissioner"}
    return set()


def test_a_response_holds_what_its_duty_wants(tally, folder):
    """Explanations since 2 May 2017, an invitation under section 55 alone, a timetable for a coroner alone."""
    records, wanted = [], {}
    rules = {"recommendation-without-explanation", "chief-officer-not-invited", "action-without-timetable"}

    def add(name, duty, report, action, expected, target=None, text="We shall do this as asked."):
        row = ROWS[duty]
        start = report if row.begins == "duty_from" else None
        response = {"action": action, "text": text} if action else None
        finding = {"ref": "1", "text": "Do it.", "target": target, "commissioner_response": response}
        record = Record(name, report, duty, duty_from=start, publication={row.fulfilled: report + 9 * DAY}, finding=finding)
        records.append(record)
        wanted[record.id] = expected

    invited = {"chief-officer-not-invited"}
    add("before", "section_55", SECTION_55_SINCE - DAY, None, invited)
    add("since", "section_55", SECTION_55_SINCE, None, invited | {"recommendation-without-explanation"})
    report = datetime.date(2025, 5, 16)
    for duty in ROWS:
        name = duty.replace("_", "-")
        here = invited if duty == "section_55" else set()
        timetable = {"action-without-timetable"} if duty == "prevention_of_future_deaths" else set()
        add(f"{name}-unexplained", duty, report, None, here | {"recommendation-without-explanation"}, report + 99 * DAY)
        add(f"{name}-none", duty, report, "none", here)
        add(f"{name}-proposed", duty, report, "proposed", here | timetable)
        # A target of the office's own is not sent to the coroner: the answer's words name the day.
        add(f"{name}-planned", duty, report, "proposed", here | timetable, report + 99 * DAY)
        add(f"{name}-dated", duty, report, "proposed", here, text="We shall do this by 1 September 2025.")
    store = Store(folder / "contents", records)
    found = rules_of(store, datetime.date(2025, 7, 1))
    for record in records:
        differ = (found[record.id] & rules) ^ wanted[record.id]
        errors = [f"irr finds {sorted(found[record.id] & rules)}, the count {sorted(wanted[record.id])}"] if differ else []
        hold(tally, [(record, "2025-07-01", "validate", errors)])


def test_comments_are_late_on_the_date_before_which_they_were_wanted(tally, folder):
    """Section 55(4)."""
    report, wanted_by = datetime.date(2025, 5, 16), datetime.date(2025, 6, 10)
    record = Record("comments", report, publication={"chief_officer_invited": report, "comments_wanted_by": wanted_by})
    store = Store(folder / "comments", [record])
    for moved in (-1, 0, 1):
        today = wanted_by + moved * DAY
        item = store.due(today, "comments").get(record.id)
        errors = differences({"overdue": today >= wanted_by}, item) if item else ["irr lists no comments"]
        hold(tally, [(record, today, "due", errors)])


def test_a_count_that_is_a_day_out_is_refused(tally, folder):
    """A comparison that never fails would prove nothing."""
    report = datetime.date(2025, 5, 16)
    records = [record for record in kinds(report, random.Random(SEED)) if statutory_day(record)]
    records += [answered(record, statutory_day(record) + DAY, "late") for record in records]
    store = Store(folder / "spoiled", records)
    for record in records:
        today = statutory_day(record) + DAY
        right, said = count(record, today), store.show(record, today)
        items, problems = store.due(today), store.problems(today)
        for moved in (-DAY, DAY):
            wrong = dataclasses.replace(right, last=right.last + moved, original=right.original + moved)
            tally.refused(f"{record.id} moved, show", show_errors(record, wrong, said))
            if not right.answered:
                tally.refused(f"{record.id} moved, due", due_errors(wrong, today, items.get(record.id)))
        wrong = dataclasses.replace(right, rules=frozenset())
        tally.refused(f"{record.id} without its rule, validate", rule_errors(record, wrong, today, problems[record.id]))
