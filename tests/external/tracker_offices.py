"""Twenty invented trackers, each kept as another office would, and for each what it means (NN.json).

A finding is first made up as facts. `Cell` is one cell: what it holds, what it shows, what it means, and which facts it states.
A fact is in the truth only if the workbook says it, and says it without room for argument.
"""

import calendar
import csv
import datetime as dt
import json
import os
import random
import subprocess
import tempfile

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter as letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

TODAY = dt.date(2026, 11, 30)
# The heads that offices write for a field.
HEADS = {
    "ref": (
        "ref|ref no|reference|no|number|#|id|rec no|rec id|recommendation no|recommendation identifier|finding id|action id|unique number"
    ),
    "title": "report|report title|inspection|publication|audit|source",
    "published": "published|report date|issued|date inspection published",
    "body": "inspectorate|auditor|entity|agency",
    "kind": "type|category|AFI / rec / CoC|recommendation type",
    "text": "recommendation|finding|issue|exception|weakness description|item to be rectified|requests",
    "area": "area|theme|exception area|feature|PEEL question",
    "priority": "priority|risk|risk rating|severity",
    "accept": "agreed?|accepted|management response",
    "response": "management response|force response|PCC response|response",
    "taken": "action taken|action planned|action taken/planned|action committed",
    "action": "action|actions required|remediation action|agreed action|milestone",
    "owner": (
        "owner|lead|lead officer|responsible|responsible officer|responsible owner|responsible party|responsible unit|"
        "person responsible|responsibility|accountable|SRO|POC|assigned to|chief officer lead"
    ),
    "due": ("due|due date|deadline|target|target date|target completion|scheduled completion date|timescale|implementation date|end date"),
    "original": "original due date|original target date|agreed date|original milestone|due date|target date",
    "revised": "revised date|revised target date|revised due date|revised completion date|new date|extended to",
    "reason": "reason for deferral|reason for slippage",
    "approved_by": "approving authority|approved by",
    "status": "status|position|progress status|state",
    "rag": "RAG|BRAG|RAG rating",
    "progress": "progress|update|latest update|comments|what we did and the impact|progress and follow up actions",
    "closed": "closed date|completion date|date completed",
    "evidence": "evidence|evidence of closure|documents",
    "verified": "verified by|signed off by|HMICFRS status",
}
HEADS = {name: words.split("|") for name, words in HEADS.items()}
# The words of offices for a status.
STATUS = {
    "not_started": "not started|open|new|awaiting allocation|planned",
    "in_progress": "in progress|ongoing|on track|under implementation|partially implemented|delayed|on hold|off track",
    "pending_sign_off": "pending sign off|awaiting closure|closure requested|submitted|demonstration period",
    "closed": "closed|complete|completed|implemented|achieved|discharged|done",
    "superseded": "superseded|overtaken by events|merged|duplicate",
    "not_accepted": "rejected|not accepted|not agreed|not adopted|closed – not implemented|risk accepted",
}
STATUS = {name: words.split("|") for name, words in STATUS.items()}
RAG = {
    "not_started": ("Red", "FF0000"),
    "in_progress": ("Amber", "FFC000"),
    "pending_sign_off": ("Blue", "5B9BD5"),
    "closed": ("Green", "00B050"),
    "superseded": ("Grey", "A6A6A6"),
    "not_accepted": ("Black", "404040"),
}
KINDS = ("recommendation", "area_for_improvement", "cause_of_concern")
TYPE_WORDS = [
    ("Recommendation", "Area for improvement", "Cause of concern"),
    ("Rec", "AFI", "CoC"),
    ("recommendation", "AFI", "cause of concern"),
    ("REC", "Area for Improvement (AFI)", "Cause for concern"),
]
PREFIXES = [("R", "AFI ", "CoC "), ("Rec ", "AFI ", "CoC "), ("R", "AFI", "CoC"), ("Recommendation ", "AFI ", "CoC ")]
# What findings, notes and the rest are made of.
WORDS = {
    "topic": (
        "stalking and marsh-road harassment|lockbox fraud|custody telephony|quayside exploitation|digital case hand-overs|"
        "rural tool theft|night-call handling|missing-from-care episodes|repeat domestic callers|evidence-locker stock|"
        "body-worn video|coercive tenancy crime|firearms licensing visits|bail clock management|out-of-court outcomes|"
        "hate-post reporting|e-scooter robbery|vetting renewals"
    ),
    "who": "the force|chief constables|the Chief Constable|the control room's managers|the professional standards department",
    "do": (
        "make sure that supervisors review|publish and keep up to date a plan for|reduce the backlog in|"
        "introduce quality checks on|give all front-line staff training in|agree with partners a shared procedure for|"
        "use its analysts to understand demand in|set a minimum standard for|record the rationale for|dip-sample each month"
    ),
    "so": (
        "so that victims get a consistent service|to meet the College’s standard|"
        "and report the results to the performance board|before the next PEEL cycle|so that risk is found early|"
        "and act on what it learns|so that no case waits more than 28 days|in line with the “Hollins” review"
    ),
    "area": (
        "Investigating crime|Protecting vulnerable people|Responding to the public|Leadership & workforce|"
        "Prevention and deterrence|Custody|Managing offenders"
    ),
    "post": (
        "ACC Crime|ACC Local Policing|Det Supt, Public Protection|Head of Digital Forensics|Head of HR|Supt Contact & Control|"
        "T/DCI Marlow|Chief Inspector Custody|Head of Legal Services|DCC|Director of Finance|"
        "Ch Supt Operations / Head of Estates|PSD"
    ),
    "note": (
        "met the supplier|trained {n} staff|the {t} policy went to the board|audit of {n} cases: 9 in 10 met the standard|"
        "paper on {t} deferred to the next meeting|recruited {n} investigators for {t}|workshop on {t} held with partners|"
        "dip-sample of {t} done ({n}% compliant)|guidance on {t} issued to all staff|"
        "no change; waiting for the national product on {t}|trained {n} staff, the next course is on 14/9/26|"
        "see http://intranet.example/{t0}?v={n}"
    ),
    "act": (
        "Write a procedure on {t}|Train {n} supervisors in {t}|Buy licences for {n} users of the {t} system|"
        "Brief all shifts about {t}|Run a monthly audit of {t} ({n} cases)|Agree a protocol on {t} with the CPS|"
        "Appoint a lead for {t}|Build a dashboard on {t}"
    ),
    "reason": (
        "The supplier was late by {n} days|Awaiting the national guidance on {t}|"
        "Resources were moved to an operation ({n} officers)|The {t} system upgrade slipped"
    ),
    "resp": (
        "We accept this and have set up a {t} group that meets every {n} days.|"
        "The force will bring {t} into its improvement plan.|"
        "I have asked the Chief Constable to report on {t} within {n} days.|"
        "Work on {t} began before the inspection; {n} staff are now in post."
    ),
    "evid": "{t0}-policy-v{n}.docx|Minute {n}/26 of the {t0} board|\\\\share\\evidence\\{t0}\\audit {n}.pdf|Closure report {n} ({t0})",
    "unknown": "Budget code|Strategic board|Direction of travel|Ward",
}
WORDS = {name: words.split("|") for name, words in WORDS.items()}


class Cell:
    """What a cell holds, shows and means, and which facts it states."""

    def __init__(self, value, text=None, means=None, facts=(), fill=None, fmt=None, rich=None, formula=None):
        self.value, self.text, self.means, self.facts = value, str(value) if text is None else text, means, list(facts)
        self.fill, self.fmt, self.rich, self.formula, self.comment = fill, fmt, rich, formula, None


def end_of_month(d):
    return d.replace(day=calendar.monthrange(d.year, d.month)[1])


def quarter(d):
    """The financial quarter (April to March) of a day: its number, its year and its last day."""
    q = (d.month - 4) % 12 // 3
    y = d.year - (d.month < 4)
    end = end_of_month(dt.date(y + (q == 3), (q * 3 + 5) % 12 + 1, 1))
    return q + 1, y, end


class Office:
    """One office's habits, and the workbook that comes of them."""

    def __init__(self, r, fmt, **force):
        self.r, self.fmt, self.used = r, fmt, set()
        self.text_only = fmt.split("-")[0] in ("csv", "tsv")

        def p(chance):
            return r.random() < chance

        c = self.c = dict(
            layout=r.choice(["columns", "columns", "sheet"]),
            years=p(0.3),
            multi=None,
            title_mode=r.choice(["repeat", "blank", "merged"]),
            kind_mode=r.choice(["type", "prefix", "both", "one"]),
            status_mode=r.choice(["words", "words", "words", "rag_words", "rag_key"]),
            revised=p(0.4),
            progress=r.choice(["dated", "dated", "single", "several", None]),
            action=p(0.4),
            response=p(0.4),
            taken=p(0.15),
            accept=p(0.3),
            area=p(0.6),
            priority=p(0.6),
            owner=p(0.95),
            closed=p(0.6),
            evidence=p(0.5),
            verified=p(0.3),
            body=p(0.3),
            status=p(0.95),
            hidden=p(0.4),
            comments=p(0.5),
            totals=p(0.5),
            key=p(0.3),
            above=r.randint(0, 3),
            formulas=False,
            mac=False,
            strike=False,
            serial=p(0.2),
            fills=p(0.5),
            gaps=p(0.2),
            date_style=r.choice(["real", "real", "dmy4", "dmy2", "long"]),
            others=r.sample(WORDS["unknown"], r.choice([0, 1, 1, 2])),
        )
        c.update(force)
        if self.text_only:
            c.update(hidden=False, comments=False, strike=False, fills=False, formulas=False, years=False)
            if c["title_mode"] == "merged":
                c["title_mode"] = "blank"
            if c["multi"] == "merged":
                c["multi"] = "blank"
        if c["multi"]:
            c.update(action=True, revised=False, strike=False)
        if c["status_mode"] in ("rag_key", "colour_key"):
            c.update(key=True, status=True)
        if c["status_mode"] == "colour_key":
            c["fills"] = True
        self.kind = r.choice(KINDS[:2])  # where the office keeps one kind only
        self.type_words, self.prefix = r.choice(TYPE_WORDS), r.choice(PREFIXES)
        self.numfmt = r.choice(["DD/MM/YYYY", "DD-MMM-YY", "D MMMM YYYY"])
        self.sheets, self.records, self.cells = [], [], []

    # ---- words
    def say(self, what):
        for _ in range(400):
            t = self.r.choice(WORDS["topic"])
            s = self.r.choice(WORDS[what]).format(t=t, t0=t.split()[0], n=self.r.randint(3, 97))
            if s not in self.used:
                break
        self.used.add(s)
        return s

    def finding_text(self, pub):
        r, w = self.r, WORDS
        while True:
            dated = r.random() < 0.3
            when = (
                r.choice([f"By {r.randint(1, 28)} {r.choice(calendar.month_name[1:])} {pub.year + 1}, ", "Within six months, "])
                if dated
                else ""
            )
            one = f"{r.choice(w['do'])} {r.choice(w['topic'])}"
            if r.random() < 0.15:
                who = r.choice(w["who"])
                two, three = (f"{r.choice(w['do'])} {r.choice(w['topic'])}" for _ in range(2))
                s = f"{when}{who} should:\n- {one};\n- {two}; and\n- {three}."
            else:
                s = f"{when}{r.choice(w['who'])} should {one} {r.choice(w['so'])}."
            s = s[0].upper() + s[1:]
            if s not in self.used:
                self.used.add(s)
                return s, dated

    def title(self):
        r = self.r
        while True:
            t = r.choice(WORDS["topic"])
            s = r.choice(
                [
                    f"An inspection into how effectively the police deal with {t}",
                    f"PEEL {r.choice(['2021/22', '2023–2025', '2025–2027'])}: An inspection of Kent Police",
                    f"{t[0].upper() + t[1:]}: a joint thematic inspection",
                    f"A call for help: the police’s response to {t}",
                    f"Police performance – {t} (revisit)",
                    f"Report on Kent Police's {t}",
                ]
            )
            if s not in self.used:
                self.used.add(s)
                return s

    # ---- dates
    def date(self, d, facts=(), style=None, plain=False):
        """A cell that states d, or the day that the style makes of it; returns (cell, day)."""
        r, c = self.r, self.c
        style = style or (
            c["date_style"]
            if plain or r.random() < 0.72
            else r.choice(["real", "dmy4", "dmy2", "long", "month", "ym", "quarter"] + ["serial"] * 2 * c["serial"])
        )
        if self.text_only and style == "real":
            style = "dmy4"
        if style in ("month", "ym"):
            d = end_of_month(d)
        if style == "quarter":
            q, y, d = quarter(d)
            s = r.choice([f"Q{q} {y % 100}/{(y + 1) % 100}", f"Q{q} {y}/{(y + 1) % 100}"])
        else:
            s = dict(
                real=self.shown(d),
                serial="",
                dmy4=f"{d:%d/%m/%Y}",
                dmy2=f"{d.day}.{d.month}.{d:%y}",
                long=f"{d.day} {d:%B} {d.year}",
                month=f"{d:%B} {d.year}",
                ym=f"{d.year}/{d:%m}",
            )[style]
        iso = d.isoformat()
        if style == "serial":
            n = (d - (dt.date(1904, 1, 1) if c["mac"] else dt.date(1899, 12, 30))).days
            return Cell(n, str(n), [iso], facts), d
        if style == "real":
            f = f"=DATE({d.year},{d.month},{d.day})" if c["formulas"] and r.random() < 0.5 else None
            return Cell(d, s, [iso], facts, fmt=self.numfmt, formula=f), d
        return Cell(s, s, [iso], facts), d

    def shown(self, d):
        return {"DD/MM/YYYY": f"{d:%d/%m/%Y}", "DD-MMM-YY": f"{d:%d-%b-%y}", "D MMMM YYYY": f"{d.day} {d:%B} {d.year}"}[self.numfmt]

    def between(self, a, b):
        return a + dt.timedelta(days=self.r.randint(0, max(0, (b - a).days)))

    def due_cells(self, f, pub, dated_text, extends):
        """The due date as the office states it: {field: cell}."""
        r, c = self.r, self.c
        d = self.between(pub + dt.timedelta(90), pub + dt.timedelta(540))

        def later(day):
            return self.between(day + dt.timedelta(60), day + dt.timedelta(270))

        if c["revised"]:
            out = {}
            out["original"], day = self.date(d, [(f, "due")])
            f["due"] = day.isoformat()
            if r.random() < 0.35 and extends:
                out["revised"], new = self.date(later(day), [(f, "extended_to")])
                f["extended_to"] = new.isoformat()
                out["reason"] = self.prose("reason", f, "reason")
                if r.random() < 0.8:
                    out["approved_by"] = self.fact(r.choice(["Chief Officer Group", "Governance Board", "DCC", "PCC"]), f, "approved_by")
            return out
        x = r.random()
        if x < 0.06:
            if not dated_text:
                f["due"] = None  # the office has no date: none may be made up
            return {"due": Cell(r.choice(["TBC", "Ongoing", "N/A", "tbc"]), facts=[(f, "due")])}
        if x < 0.08:
            return {"due": Cell(r.choice(["Autumn 2026", "Immediate", "Spring 2027"]))}  # arguable: no fact
        if x < 0.24 and extends:
            new = later(d)
            f["due"], f["extended_to"] = d.isoformat(), new.isoformat()
            facts, means = [(f, "due"), (f, "extended_to")], [d.isoformat(), new.isoformat()]
            one, other = (f"{day.day}/{day.month}/{day:%y}" for day in (d, new))
            if c["strike"]:
                a, b = f"{d:%d/%m/%Y}", f"{new:%d/%m/%Y}"
                return {"due": Cell(f"{a} {b}", means=means, facts=facts, rich=(a, " " + b))}
            arrow = r.choice(["->"] if "cp1252" in self.fmt else ["→", "→", "->"])
            return {"due": Cell(f"{one} {arrow} {other}", means=means, facts=facts)}
        cell, day = self.date(d, [(f, "due")])
        f["due"] = day.isoformat()
        return {"due": cell}

    def fact(self, value, f, key, means=None):
        f[key] = value
        return Cell(value, means=means, facts=[(f, key)])

    def prose(self, what, f, key):
        return self.fact(self.say(what), f, key)

    # ---- one finding: its truth and its rows of cells
    def finding(self, kind, number, pub):
        r, c = self.r, self.c
        f = {"kind": kind, "number": number}
        k = KINDS.index(kind)
        ref = number if c["kind_mode"] in ("type", "one") else self.prefix[k] + number
        value = ref
        if not self.text_only and self.real_numbers and ref.replace(".", "", 1).isdigit():
            value = float(ref) if "." in ref else int(ref)
        first = {"ref": Cell(value, ref, [number], [(f, "number"), (f, "kind")])}
        if c["kind_mode"] in ("type", "both"):
            first["kind"] = Cell(self.type_words[k], means=["kind:" + kind], facts=[(f, "kind")])
        text, dated_text = self.finding_text(pub)
        first["text"] = self.fact(text, f, "text")
        if c["area"] and r.random() < 0.9:
            first["area"] = self.fact(r.choice(WORDS["area"]), f, "area")
        if c["priority"] and r.random() < 0.9:
            p = r.choice(["high", "medium", "low"])
            first["priority"] = Cell(r.choice([p, p.title(), p.upper(), p.title(), p[0].upper()]), means=[p], facts=[(f, "priority")])
            f["priority"] = p
        status = r.choices(list(STATUS), [2, 4, 1, 4, 0.5, 0.5])[0]
        if pub > dt.date(2026, 6, 1) and status != "not_accepted":
            status = r.choice(["not_started", "in_progress"])
        done = status == "closed"
        end = TODAY - dt.timedelta(8)
        if c["status"]:
            self.status_cells(first, f, status)
        if c["response"] and r.random() < 0.7:
            first["response"] = self.prose("resp", f, "response")
        if c["taken"] and r.random() < 0.7:
            first["taken"] = Cell(self.say("resp"))
        if c["accept"] and r.random() < 0.9:
            no = status == "not_accepted"
            first["accept"] = Cell(
                r.choice(["Not agreed", "Rejected", "Not accepted"] if no else ["Agreed", "Accepted", "Agreed", "Partially agreed"]),
                means=["not_accepted"] if no else None,
            )
            if no:
                f["status"] = "not_accepted"
                first["accept"].facts = [(f, "status")]
                if r.random() < 0.5:
                    first.pop("status", None)
        if c["body"]:
            first["body"] = Cell(r.choice(["HMICFRS", "HMICFRS and HMI Prisons"]))
        if c["verified"] and r.random() < 0.4:
            first["verified"] = Cell(
                r.choice(
                    ["Verified by letter", "With the inspectorate"]
                    if "HMICFRS" in self.heads["verified"].upper()
                    else ["Governance & Assurance Team", "Force Liaison Lead"]
                )
            )
        for o in c["others"]:
            if r.random() < 0.8:
                first[o] = Cell(
                    self.r.choice(
                        {
                            "Budget code": ["BC-", "K/"],
                            "Strategic board": ["Board "],
                            "Direction of travel": ["Improving ", "Static "],
                            "Ward": ["Ward "],
                        }[o]
                    )
                    + str(r.randint(10, 99))
                )
        rows = [first]
        n = r.choice([1, 1, 2, 2, 3, 4]) if c["multi"] else 1
        if c["action"] and (c["multi"] or r.random() < 0.7):
            f["actions"] = []
            for i in range(n):
                row = first if i == 0 else {}
                if i:
                    rows.append(row)
                a = {}
                f["actions"].append(a)
                row["action"] = self.prose("act", a, "text")
                if n > 1:
                    if c["owner"]:
                        row["owner"] = self.fact(r.choice(WORDS["post"]), a, "owner")
                    row["due"], day = self.date(self.between(pub + dt.timedelta(90), pub + dt.timedelta(540)), [(a, "due")])
                    a["due"] = day.isoformat()
                    if c["closed"] and (done or r.random() < 0.2):
                        row["closed"], day = self.date(self.between(pub + dt.timedelta(60), end), [(a, "done")], plain=True)
                        a["done"] = day.isoformat()
        if n == 1:
            if c["owner"] and r.random() < 0.95:
                first["owner"] = self.fact(r.choice(WORDS["post"]), f, "owner")
            if r.random() < 0.95:
                first.update(self.due_cells(f, pub, dated_text, status != "not_accepted"))
            if c["closed"] and done:
                first["closed"], day = self.date(self.between(pub + dt.timedelta(60), end), [(f, "closed_on")], plain=True)
                f["closed_on"] = day.isoformat()
        if c["evidence"] and (done or r.random() < 0.1):
            items = [self.say("evid") for _ in range(r.choice([1, 1, 2]))]
            first["evidence"] = Cell("\n".join(items), means=items)
            if done and f.get("status") == "closed":  # evidence of what is not closed: where it goes is arguable
                f["evidence"], first["evidence"].facts = items, [(f, "evidence")]
        if status not in ("not_started",) and c["progress"]:
            for row in rows:
                self.progress_cells(row, f, pub, end)
        return f, rows

    def status_cells(self, row, f, status):
        r, c = self.r, self.c
        name, colour = RAG[status]
        field = "status" if c["status_mode"] == "words" else "rag"
        word = r.choice(STATUS[status])
        if c["status_mode"] == "words":
            if status == "in_progress" and r.random() < 0.1:
                row[field] = Cell(r.choice(["Overdue", "OVERDUE"]))
                return
            f["status"] = status
            row[field] = Cell(
                r.choice([word, word.capitalize(), word.capitalize(), word.upper(), word.title()]),
                means=[status],
                facts=[(f, "status")],
                fill=colour if c["fills"] else None,
            )
            if c["formulas"] and r.random() < 0.4:
                row[field].formula = f'=IF(1=1,"{row[field].value}","n/a")'
        elif c["status_mode"] == "rag_words":
            if word == "on track" and not c["key"]:
                name, colour = RAG["closed"]
            f["status"] = status
            row[field] = Cell(
                f"{name} {r.choice(['–', '-', '–'])} {word}", means=[status], facts=[(f, "status")], fill=colour if c["fills"] else None
            )
        else:  # the key of colours above the heads says what a colour means
            f["status"] = status
            shown = "" if c["status_mode"] == "colour_key" else name
            row[field] = Cell(shown, means=[status], facts=[(f, "status")], fill=colour if c["fills"] else None)

    def progress_cells(self, row, f, pub, end):
        r, c = self.r, self.c
        if r.random() < 0.25:
            return
        log = f.setdefault("progress", [])
        if c["progress"] == "dated":
            days = sorted({self.between(pub + dt.timedelta(20), end) for _ in range(r.choice([1, 2, 2, 3, 4]))}, reverse=self.newest_first)
            lines, means, facts = [], [], []
            for d in days:
                e = {"date": d.isoformat(), "note": self.say("note")}
                style = r.choice([self.note_style] * 4 + ["slash:", "slash–", "dots", "bare"])
                if style == "bare":
                    e["date"] = None  # no year: the note counts with any date
                s = {
                    "slash:": f"{d.day}/{d.month}/{d:%y}: ",
                    "slash–": f"{d.day}/{d.month}/{d:%y} – ",
                    "dots": f"{d:%d.%m.%Y} - ",
                    "long": f"{d.day} {d:%B} {d.year}: ",
                    "bare": f"{d.day}/{d.month}: ",
                }[style]
                lines.append(s + e["note"])
                means += [e["note"]] + ([e["date"]] if e["date"] else [])
                facts.append((e, "note"))
                log.append(e)
            row["progress1"] = Cell("\n".join(lines), means=means, facts=facts)
        else:
            for i in range(1 if c["progress"] == "single" else self.updates):
                if i and r.random() < 0.4:
                    continue
                e = {"date": None, "note": self.say("note")}
                log.append(e)
                row[f"progress{i + 1}"] = Cell(e["note"], facts=[(e, "note")])

    # ---- the workbook
    def head(self, field):
        r = self.r
        if field in WORDS["unknown"]:
            return field
        if field.startswith("progress"):
            n = int(field[8:])
            base = (
                f"status report {n}"
                if self.report_n
                else ([self.progress_head] + [h for h in ("update", "comments", "latest update") if h != self.progress_head])[n - 1]
            )
        elif field == "text" and self.c["kind_mode"] == "one":
            base = "recommendation" if self.kind == KINDS[0] else "area for improvement"
        elif field == "text" and not self.c["action"] and r.random() < 0.05:
            base = "key action"
        elif field == "ref" and self.c["kind_mode"] == "one":
            base = r.choice(["ref", "number", "#", "rec no" if self.kind == KINDS[0] else "AFI no"])
        else:
            base = r.choice([h for h in HEADS[field] if h not in self.taken_heads])
        self.taken_heads.add(base)
        s = r.choice([base, base.title(), base.upper(), base[0].upper() + base[1:], base[0].upper() + base[1:]])
        if " " in s and not self.text_only and r.random() < 0.25:
            s = s.replace(" ", "\n", 1)
        return s + r.choice(["", "", "", "", ":", " ", "."] if s[-1].isalpha() else [""])

    def build(self):
        r, c = self.r, self.c
        self.real_numbers, self.newest_first, self.updates = r.random() < 0.6, r.random() < 0.5, r.choice([2, 3])
        self.note_style, self.report_n = r.choice(["slash:", "slash–", "dots", "long"]), c["progress"] == "several" and r.random() < 0.5
        self.taken_heads, self.progress_head = set(), r.choice(HEADS["progress"])
        fields = ["ref", "text"] + (["title", "published"] if c["layout"] == "columns" else [])
        if c["kind_mode"] in ("type", "both"):
            fields.append("kind")
        if c["revised"]:
            fields += ["original", "revised", "reason", "approved_by"]
        else:
            fields.append("due")
        if c["status"]:
            fields.append("status" if c["status_mode"] == "words" else "rag")
        fields += [
            k
            for k in ("area", "priority", "accept", "response", "taken", "action", "owner", "closed", "evidence", "verified", "body")
            if c[k]
        ] + c["others"]
        if c["progress"]:
            fields += [f"progress{i + 1}" for i in range(self.updates if c["progress"] == "several" else 1)]
        if r.random() < 0.5:
            r.shuffle(fields)  # or, as most do it: the report and the number first
        else:
            rest = [x for x in fields if x not in ("title", "published", "ref")]
            r.shuffle(rest)
            fields = [x for x in ("title", "published", "ref") if x in fields] + rest
        if c["multi"] == "blank" and fields[0] not in ("ref", "title"):
            fields.remove("ref")
            fields.insert(0, "ref")
        heads = self.heads = {x: self.head(x) for x in fields}
        reports = []
        n_reports = 1 if self.text_only and c["layout"] == "sheet" else r.randint(1, 4)
        for i in range(n_reports):
            pub = self.between(dt.date(2021, 1, 4), dt.date(2026, 8, 28))
            rec = {"title": self.title(), "published": pub.isoformat(), "findings": []}
            total = int(r.triangular(5, 60, 6))
            kinds = (
                [self.kind] * total
                if c["kind_mode"] == "one"
                else sorted((r.choices(KINDS, [6, 5, 1])[0] for _ in range(total)), key=KINDS.index)
            )
            style = r.choice(["plain", "plain", "dotted", "letters"])
            body, count = [], {}
            for k in kinds:
                n = count[k] = count.get(k, 0) + 1
                f, rows = self.finding(k, self.number(style, n), pub)
                rec["findings"].append(f)
                body.append(rows)
            self.records.append(rec)
            reports.append((rec, pub, body))
        if c["layout"] == "sheet":
            for i, x in enumerate(reports):
                self.sheet(self.sheet_name(i, x[0]), fields, heads, [x])
        elif c["years"]:
            years = sorted({x[1].year for x in reports})
            for y in years:
                self.sheet(f"{y}", fields, heads, [x for x in reports if x[1].year == y])
        else:
            self.sheet(r.choice(["Tracker", "Recommendations", "Sheet1", "Master"]), fields, heads, reports)

    def number(self, style, n):
        """The nth number: plain; 1.1, 1.2, 1.3, 2.1 …; or 1, 2a, 2b, 3, 4, 5a, 5b, 6 …"""
        if style == "plain":
            return str(n)
        if style == "dotted":
            return f"{(n + 2) // 3}.{(n + 2) % 3 + 1}"
        group, i = divmod(n - 1, 4)
        return [f"{group * 3 + 1}", f"{group * 3 + 2}a", f"{group * 3 + 2}b", f"{group * 3 + 3}"][i]

    def sheet_name(self, i, rec):
        s = "".join(x for x in rec["title"] if x.isalnum() or x == " ")[:22].strip()
        return f"{i + 1} {s}" if not self.text_only else "csv"

    def sheet(self, name, fields, heads, reports):
        r, c = self.r, self.c
        grid, merges, hidden = {}, [], []
        row = 1

        def put(x, col, cell):
            grid[(x, col)] = cell if isinstance(cell, Cell) else Cell(cell)

        if c["layout"] == "sheet":
            rec, pub, _ = reports[0]
            long = f"{pub.day} {pub:%B} {pub.year}"
            v = r.randint(1, 4)
            if v == 1:
                put(1, 1, rec["title"])
                put(2, 1, f"Published: {long}")
                row = 3
            if v == 2:
                put(1, 1, r.choice(["Report", "Report title:", "Title of inspection"]))
                put(1, 2, rec["title"])
                put(2, 1, r.choice(["Published", "Date published:", "Published date"]))
                put(2, 2, self.date(pub, plain=True)[0])
                row = 3
            if v == 3:
                put(1, 1, "Kent Police – HMICFRS action plan")
                put(2, 1, "Report: " + rec["title"])
                put(3, 1, f"Published {pub:%d/%m/%Y}")
                row = 4
            if v == 4:
                put(1, 1, f"{rec['title']} (published {long})")
                row = 2
            if r.random() < 0.3:
                put(row, 1, "Last updated: 3 November 2026")
                row += 1
        elif c["above"]:
            put(
                1,
                1,
                r.choice(
                    ["HMICFRS recommendations tracker", "Kent Police – master list of inspection findings", "OFFICIAL – Inspection log"]
                ),
            )
            row = 2
            if c["above"] > 1:
                put(2, 1, "Last updated: 3 November 2026")
                row = 3
        if c["key"]:
            row += r.randint(0, 1)
            put(row, 1, "Key")
            for i, s in enumerate(STATUS):
                text = f"{RAG[s][0]} = {STATUS[s][0]}"
                if r.random() < 0.5 or c["status_mode"] in ("rag_key", "colour_key"):
                    put(row + 1 + i, 1, Cell(text, fill=RAG[s][1] if c["fills"] else None))
            row += 8
        row += r.randint(0, 2) if row > 1 else 0
        head_row = row
        col = {x: i + 1 for i, x in enumerate(fields)}
        for x in fields:
            put(row, col[x], Cell(heads[x], fill="D9E1F2"))
        row += 1
        shared = {"ref", "text", "kind", "area", "priority", "status", "rag", "title", "published"}  # what a finding's further rows repeat
        for rec, pub, body in reports:
            top = row
            for bi, rows in enumerate(body):
                start = row
                for i, cells in enumerate(rows):
                    for x, cell in cells.items():
                        put(row, col[x], cell)
                    if i and c["multi"] == "repeat":
                        for x in shared & set(rows[0]):
                            put(
                                row,
                                col[x],
                                Cell(rows[0][x].value, rows[0][x].text, rows[0][x].means, fill=rows[0][x].fill, fmt=rows[0][x].fmt),
                            )
                    if c["layout"] == "columns" and (
                        row == top or c["title_mode"] == "repeat" and not (i and c["multi"] in ("blank", "merged"))
                    ):
                        t = Cell(rec["title"], facts=[(rec, "title")] if row == top else [])
                        if c["formulas"] and row > top and r.random() < 0.5:
                            t.formula = f"=${letter(col['title'])}${top}"
                        put(row, col["title"], t)
                        p, _ = self.date(pub, [(rec, "published")] if row == top else [], plain=True)
                        put(row, col["published"], p)
                    row += 1
                if c["multi"] == "merged" and len(rows) > 1:
                    merges += [(start, col[x], row - 1) for x in fields if x in shared and x in rows[0]]
                    if c["layout"] == "columns" and c["title_mode"] == "repeat":
                        merges += [(start, col[x], row - 1) for x in ("title", "published")]
                if c["hidden"] and r.random() < 0.08:
                    hidden += range(start, row)
            if c["layout"] == "columns" and c["title_mode"] == "merged" and row - 1 > top:
                merges += [(top, col[x], row - 1) for x in ("title", "published")]
            if c["gaps"]:
                row += 1
        n = sum(len(b) for _, _, b in reports)
        if c["totals"]:
            row += r.randint(0, 1)
            if r.random() < 0.5:
                put(row, 1, "Total")
                put(row, 2, Cell(n))
            else:
                put(row, 1, f"Total findings: {n}")
                put(row + 1, 1, "Figures checked by the Governance team")
        if c["comments"]:
            for k in r.sample(sorted(k for k in grid if k[0] > head_row and grid[k].text), 3):
                grid[k].comment = f"{r.choice(['JM', 'A Hollins'])}: {self.say('note')} (asked {r.randint(100, 999)})"
        names = {i: heads[x] for x, i in col.items()}
        for (y, x), cell in sorted(grid.items()):
            if y <= head_row:
                continue
            at = f"{letter(x)}{y}"
            for thing, key in cell.facts:
                thing.setdefault("where", {}).setdefault(key, []).append([name, at, names.get(x, ""), cell.text])
            if cell.text:
                self.cells.append({"sheet": name, "cell": at, "text": cell.text, **({"means": cell.means} if cell.means else {})})
            if cell.comment:
                self.cells.append({"sheet": name, "cell": at + " (comment)", "text": cell.comment})
        hide_col = r.choice([col[x] for x in fields if x in c["others"] + ["area", "body", "verified"]] or [None]) if c["hidden"] else None
        self.sheets.append((name, grid, merges, hidden, hide_col, head_row))

    def write(self, stem):
        c = self.c
        if self.text_only:
            ext, coding = self.fmt.split("-", 1)
            _, grid, *_ = self.sheets[0]
            wide = max(x for _, x in grid)
            with open(f"{stem}.{ext}", "w", newline="", encoding=coding) as f:
                w = csv.writer(f, delimiter="," if ext == "csv" else "\t")
                for y in range(1, max(y for y, _ in grid) + 1):
                    w.writerow([grid[(y, x)].text if (y, x) in grid else "" for x in range(1, wide + 1)])
            return f"{stem}.{ext}"
        wb = Workbook()
        wb.remove(wb.active)
        if c["mac"]:
            wb.epoch = CALENDAR_MAC_1904
        r = self.r
        if r.random() < 0.4:
            ws = wb.create_sheet("Instructions")
            for s in (
                "How to use this tracker",
                "Owners fill in the update column by the 5th of each month.",
                "Status: use the words of the list only; a finding is closed by the Governance Board.",
            ):
                ws.append([s])
        for name, grid, merges, hidden, hide_col, head_row in self.sheets:
            ws = wb.create_sheet(name)
            for (y, x), cell in grid.items():
                k = ws.cell(y, x)
                k.value = cell.formula or cell.value or None
                if cell.rich:
                    k.value = CellRichText(TextBlock(InlineFont(strike=True), cell.rich[0]), cell.rich[1])
                if cell.fmt:
                    k.number_format = cell.fmt
                if cell.fill:
                    k.fill = PatternFill("solid", fgColor=cell.fill)
                if y == head_row:
                    k.font = Font(bold=True)
                if cell.comment:
                    k.comment = Comment(cell.comment, cell.comment.split(":")[0])
                k.alignment = Alignment(wrap_text=True, vertical="top")
            for a, x, b in merges:
                ws.merge_cells(start_row=a, end_row=b, start_column=x, end_column=x)
            for y in hidden:
                ws.row_dimensions[y].hidden = True
            if hide_col:
                ws.column_dimensions[letter(hide_col)].hidden = True
        if r.random() < 0.4:
            ws = wb.create_sheet("Contacts")
            ws.append(["Name", "Role", "Email"])
            for p in WORDS["post"][:6]:
                ws.append(["A. Person", p, "someone@kent.example"])
        ext, via = (self.fmt.split("+") + [None])[:2]
        if ext == "xlsx" and not via:
            wb.save(f"{stem}.xlsx")
            return f"{stem}.xlsx"
        with tempfile.TemporaryDirectory() as d:
            src = os.path.join(d, os.path.basename(stem) + ".xlsx")
            wb.save(src)
            out = os.path.dirname(os.path.abspath(stem))
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{d}/lo", "--headless", "--convert-to", ext, "--outdir", out, src],
                check=True,
                capture_output=True,
                timeout=240,
            )
        return f"{stem}.{ext}"


PLAN = [
    ("xlsx", {}),
    ("xlsx+lo", dict(layout="sheet")),
    ("csv-utf-8-sig", dict(layout="columns")),
    ("xls", {}),
    ("ods", dict(progress="dated")),
    ("xlsx", dict(multi="merged")),
    ("xlsx+lo", dict(formulas=True, layout="columns", title_mode="repeat", date_style="real")),
    ("tsv-utf-8", dict(layout="columns", multi="blank")),
    ("xlsx", dict(mac=True, date_style="real", serial=True)),
    ("xlsx", dict(strike=True, revised=False)),
    ("xlsx", dict(layout="columns", years=True, comments=True)),
    ("xlsx", dict(multi="blank", progress="dated")),
    ("csv-cp1252", dict(layout="sheet")),
    ("ods", dict(multi="repeat")),
    ("xls", dict(formulas=True, date_style="real", revised=True)),
    ("xlsx+lo", dict(status_mode="colour_key")),
    ("xlsx", dict(revised=True, hidden=True, progress="several")),
    ("xlsx+lo", dict(layout="sheet", progress="dated", strike=True, revised=False)),
    ("xlsx", dict(layout="columns", title_mode="merged", kind_mode="type", hidden=True, comments=True, totals=True)),
    ("xlsx", dict(layout="sheet", kind_mode="prefix", status_mode="words")),
]


def make_trackers(seed, folder):
    """Writes the trackers and their truths; the same seed makes the same ones."""
    os.makedirs(folder, exist_ok=True)
    for number, (fmt, force) in enumerate(PLAN, 1):
        office = Office(random.Random(f"{seed}/{number}"), fmt, **force)
        office.build()
        stem = os.path.join(folder, f"{number:02}")
        name = os.path.basename(office.write(stem))
        truth = {"file": name, "args": ["--force", "Kent"], "habits": office.c, "records": office.records, "cells": office.cells}
        with open(f"{stem}.json", "w", encoding="utf-8") as file:
            json.dump(truth, file, indent=1, ensure_ascii=False)
