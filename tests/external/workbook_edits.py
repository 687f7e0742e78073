"""Random edits of irr's own workbook, and what they are to come to by a model of its own.

A store, shipped or made up, is exported, some cells are edited as people do it, rows and columns are moved, and the records may change
meanwhile. After the import each record is to be what the model says, what is not taken is to be named, and the same again changes nothing.
"""

import dataclasses
import datetime as dt
import random
import re
import shutil
import subprocess

import openpyxl
import yaml

TODAY = "2026-11-30"
OPEN = ["not_started", "in_progress", "pending_sign_off"]
CLOSED = ["closed", "superseded", "not_accepted"]
KINDS = [("recommendations", "R"), ("areas_for_improvement", "AFI"), ("causes_of_concern", "COC")]


class Loader(yaml.SafeLoader):
    """YAML 1.2's own types; a date is text."""

    yaml_implicit_resolvers = {}


for name, pattern, first in [
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789")),
    ("float", r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan)$", list("-+0123456789.")),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(pattern), first)


def raw(store):
    """The bytes of each record."""
    root = store / "records"
    return {path.relative_to(root).with_suffix("").as_posix(): path.read_bytes() for path in sorted(root.rglob("*.yaml"))}


def records(store):
    return {name: yaml.load(text.decode(), Loader) for name, text in raw(store).items()}


def findings(recs):
    for rid, rec in recs.items():
        for key, pre in KINDS:
            for f in rec.get(key) or []:
                yield f"{rid}:{pre}{f['ref']}", f


def find(recs, addr):
    for a, f in findings(recs):
        if a == addr:
            return f
    raise KeyError(addr)


def pieces(s):
    """What stands in a cell that has several things."""
    return [p.strip() for p in re.split(r"[;\n]", str(s)) if p.strip()]


def owners(x):
    o = x.get("owner")
    return [] if o is None else [o] if isinstance(o, str) else list(o)


def due_now(f):
    ex = f.get("extensions") or []
    return ex[-1]["to"] if ex else f.get("due") or f.get("target")


def status(f):
    return f.get("status") or "not_started"


def show(v):
    if isinstance(v, dt.datetime):
        return v.date().isoformat()
    return "" if v is None else str(v)


# ---------------------------------------------------------------- parse what people type
MON = {m: i + 1 for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}


def parse_date(v):
    if isinstance(v, dt.datetime):
        return v.date().isoformat()
    s = str(v).strip()
    try:
        m = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", s)
        if m:
            return dt.date(*map(int, m.groups())).isoformat()
        m = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", s)
        if m:
            d, mo, y = map(int, m.groups())
            return dt.date(y, mo, d).isoformat()
        m = re.fullmatch(r"(\d{1,2}) ([A-Za-z]+) (\d{4})", s)
        if m and m[2][:3].lower() in MON:
            return dt.date(int(m[3]), MON[m[2][:3].lower()], int(m[1])).isoformat()
    except ValueError:
        pass
    return None


def words(v):
    return "" if v is None else str(v).replace("\r\n", "\n").strip()


# ---------------------------------------------------------------- the model
# What nobody changes in the sheets of findings and actions.
RO_F = ["Report", "Ref", "Finding", "Area", "Original due date", "Last update"]
RO_A = ["Report", "Ref", "Action", "Original due date"]


def expect_finding(f, base, ed, shown):
    """Change f (the finding now) as the edited cells say; base is the finding at the export. Returns the columns not taken."""
    told = []
    used = set()
    ed = {k: v for k, v in ed.items() if words(show(v)) != words(show(shown.get(k)))}
    upd, reason, appr = (words(ed.get(k)) for k in ("New update", "Reason for a later date", "Approved by"))
    for c in RO_F:
        if c in ed:
            told.append(c)
    if "Owner" in ed:
        new = pieces(ed["Owner"] or "")
        if not new:
            told.append("Owner")
        elif owners(f) == new:
            pass
        elif owners(f) != owners(base):
            told.append("Owner")
        elif new != owners(base):
            f["owner"] = new[0] if len(new) == 1 and not isinstance(f.get("owner"), list) else new
    if "Priority" in ed:
        new = words(ed["Priority"]).lower()
        if new == f.get("priority"):
            pass
        elif new not in ("high", "medium", "low") or f.get("priority") != base.get("priority"):
            told.append("Priority")
        else:
            f["priority"] = new
    now_closed = status(f) in CLOSED
    wanted = words(ed.get("Status")).lower().replace(" ", "_")
    # Work on a finding of ours has an owner.
    needs_owner = wanted in ("in_progress", "pending_sign_off") and f.get("ours") is not False and not owners(f)
    # What is opened again in the same row can have a later date.
    opens = now_closed and status(f) == status(base) and wanted in OPEN and (upd or reason) and not needs_owner
    if "Due now" in ed:
        used |= {"Reason for a later date", "Approved by"}
        d = parse_date(words(ed["Due now"])) if not isinstance(ed["Due now"], dt.datetime) else parse_date(ed["Due now"])
        cur = due_now(f)
        if d is None:
            told.append("Due now")
        elif d == cur:
            if due_now(base) != cur:  # extended to the same day meanwhile: other words about it are named
                x = (f.get("extensions") or [{}])[-1]
                used -= {
                    c
                    for c, k in (("Reason for a later date", "reason"), ("Approved by", "approved_by"))
                    if words(ed.get(c)) != (x.get(k) or "")
                }
        elif due_now(base) != cur or (now_closed and not opens):
            told.append("Due now")
        elif cur is None:
            f["due"] = d
            used -= {"Reason for a later date", "Approved by"}
        elif d <= cur or not reason or not appr:
            told.append("Due now")
        else:
            f.setdefault("extensions", []).append({"agreed": TODAY, "to": d, "reason": reason, "approved_by": appr})
    note, ev_new = upd, []
    if "Evidence" in ed:
        old = pieces(shown.get("Evidence") or "")
        got = pieces(ed["Evidence"] or "")
        ev_new = [p for i, p in enumerate(got) if p not in old and p not in got[:i]]
        if any(p not in got for p in old):
            told.append("Evidence")
    ev_cell = ev_new  # a reopened finding shows old evidence: the next closing gets what is new

    def entry(st, text):
        e = {"date": TODAY}
        if st:
            e["status"] = st
        if text:
            e["note"] = text + "\n"
        f.setdefault("progress", []).append(e)

    def with_evidence(text):
        e = "Evidence: " + "; ".join(ev_new)
        return (text + "\n\n" + e if text else e) if ev_new else text

    done = False
    if "Status" in ed:
        st = wanted
        b, cur = status(base), status(f)
        if st not in OPEN + CLOSED:
            told.append("Status")
        elif st == cur:
            pass
        elif cur != b:
            told.append("Status")
            done = None
        elif needs_owner:
            # What was written beside it is an entry without a status.
            told.append("Status")
        elif b in OPEN and st in OPEN:
            entry(st, with_evidence(note))
            f["status"] = st
            done = True
        elif b in OPEN:
            used |= {"Approved by"}
            if st == "closed":
                ok = appr and ev_cell
            else:
                used |= {"Reason for a later date"}
                note = "\n\n".join(filter(None, [note, reason]))
                ok = appr and note
            if ok:
                if note:
                    entry(st, note)
                c = {"date": TODAY, "status": st, "approved_by": appr}
                if ev_cell:
                    c["evidence"] = ev_cell
                f.setdefault("closures", []).append(c)
                f["status"] = st
            else:
                told.append("Status")
            done = True
        elif st in OPEN:
            # A reason beside a later date is why it is later.
            if "Due now" not in ed:
                used |= {"Reason for a later date"}
                note = "\n\n".join(filter(None, [note, reason]))
            note = note or reason
            if note:
                entry(st, note)
                f["status"] = st
                f["closures"][-1]["reopened"] = TODAY
                f["closures"][-1]["reopening_reason"] = " ".join(note.split())  # a field of one line
            else:
                told.append("Status")
            done = True
        else:
            told.append("Status")
            done = True  # closed to another closed word: nothing is promised
    if not done:
        if now_closed:
            if upd:
                entry(None, upd)
            if ev_new:
                c = f["closures"][-1]
                c["evidence"] = (c.get("evidence") or []) + [p for p in ev_new if p not in (c.get("evidence") or [])]
        elif upd or ev_new:
            entry(None, with_evidence(upd))
    for c in ("Reason for a later date", "Approved by"):
        if c in ed and words(ed[c]) and c not in used:
            told.append(c)
    return told


def expect_action(a, base, ed, shown):
    """The same for an action."""
    told, used = [], set()
    ed = {k: v for k, v in ed.items() if words(show(v)) != words(show(shown.get(k)))}
    for c in RO_A:
        if c in ed:
            told.append(c)
    if "Owner" in ed:
        new = pieces(ed["Owner"] or "")
        if not new:
            told.append("Owner")
        elif owners(a) == new:
            pass
        elif owners(a) != owners(base):
            told.append("Owner")
        else:
            a["owner"] = new[0] if len(new) == 1 and not isinstance(a.get("owner"), list) else new
    reason = words(ed.get("Reason for a later date"))

    def dnow(x):
        ex = x.get("extensions") or []
        return ex[-1]["to"] if ex else x.get("target")

    if "Due now" in ed:
        used.add("Reason for a later date")
        d, cur = parse_date(ed["Due now"] if isinstance(ed["Due now"], dt.datetime) else words(ed["Due now"])), dnow(a)
        if d is None:
            told.append("Due now")
        elif d == cur:
            pass
        elif a.get("done") or dnow(base) != cur:
            told.append("Due now")
        elif cur is None:
            a["target"] = d
            used.clear()
        elif d <= cur or not reason:
            told.append("Due now")
        else:
            a.setdefault("extensions", []).append({"agreed": TODAY, "to": d, "reason": reason})
    if "Done on" in ed:
        d = parse_date(ed["Done on"] if isinstance(ed["Done on"], dt.datetime) else words(ed["Done on"]))
        if a.get("done") and d == a["done"]:
            pass
        elif d is None or a.get("done"):
            told.append("Done on")
        else:
            a["done"] = d
    if "Evidence" in ed and not (
        "Done on" in ed and base.get("done") and parse_date(ed["Done on"]) not in (None, a["done"])
    ):  # added to an action, done or not
        old, got = pieces(shown.get("Evidence") or ""), pieces(ed["Evidence"] or "")
        new = [p for p in dict.fromkeys(got) if p not in old and p not in (a.get("evidence") or [])]
        if new:
            a["evidence"] = (a.get("evidence") or []) + new
        if any(p not in got for p in old):
            told.append("Evidence")
    if reason and "Reason for a later date" not in used:
        told.append("Reason for a later date")
    return told


# fmt: off
POSTS = [
    "Head of Custody", "Head of Crime", "Head of Learning and Development", "Assistant Chief Constable (Operations)",
    "Force Crime Registrar", "Smith, J. (Supt)", "Chef de Sécurité – Région Nord", "Zoë Ångström", '"Acting" Head of Contact',
    "O'Neill", '=HYPERLINK("x")', "+44 Control Room", "@duty", "-5 Command", "no", "null", "true", "12", "1e3", "~Lead",
    "Estates: North", "Ops #2", "[vacant] 2", "{Ops} lead", "*Lead", "& Partners", "!Lead", "% Lead", "`x`", "> Head", "| pipe",
    "? what", "2026-01-01",
]
# fmt: on
WORDS = (
    "the force should make certain that officers record every review of detention on time and to the letter of the Act when a person is "
    'vulnerable or has called before, because waiting lists grew and supervision – "dip samples", audits & visits – did not; '
    "café, naïve, façade, 50% of £1,000"
).split()


class Literal(str):
    """Words written as a block."""


class Flow(list):
    """A list written on one line."""


class Day(str):
    """A day written without quotes."""


class Dumper(yaml.SafeDumper):
    """YAML as a careful hand writes it: what 1.1 or 1.2 take for a number is in quotes."""


class Indentless(Dumper):
    """The same, with lists not indented."""


def indented(dumper, flow=False, indentless=False):
    return yaml.SafeDumper.increase_indent(dumper, flow, False)


Dumper.increase_indent = indented
Indentless.increase_indent = yaml.SafeDumper.increase_indent
Dumper.yaml_implicit_resolvers = {first: list(patterns) for first, patterns in yaml.SafeDumper.yaml_implicit_resolvers.items()}
Dumper.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?$"), list("-+.0123456789"))
Dumper.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^0[ox][0-9a-fA-F]+$"), ["0"])


def literal(dumper, words):
    style = '"' if re.search(r"[ \t]\n|^\s", words) else "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(words), style=style)


for kind in (Dumper, Indentless):
    kind.add_representer(Literal, literal)
    kind.add_representer(Flow, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", list(items), flow_style=True))
    kind.add_representer(Day, lambda dumper, day: dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(day)))


def block(words):
    return Literal(words + "\n")


class Dice(random.Random):
    """Makes up words, findings, stores and edits."""

    def prose(self, n=None):
        r = self
        n = n or r.choice([3, 8, 20, 60])
        s = " ".join(r.choice(WORDS) for _ in range(n))
        k = r.random()
        if k < 0.08:
            s = "=" + s
        elif k < 0.14:
            s = "+" + s
        elif k < 0.18:
            s = "- " + s
        elif k < 0.22:
            s = "# " + s
        elif k < 0.27:
            s = "'" + s + "'"
        elif k < 0.32:
            s = '"' + s + '"'
        elif k < 0.37:
            s = s + ":"
        elif k < 0.47:
            s = s + "\n" + " ".join(r.choice(WORDS) for _ in range(5))
        elif k < 0.55:
            s = s + "\n\n" + "- " + " ".join(r.choice(WORDS) for _ in range(5)) + "\n- two"
        elif k < 0.57:
            s = ("x " + s + " ") * 60
        elif k < 0.59:
            s = s + "\n\n\n  indented " + r.choice(WORDS)
        elif k < 0.61:
            s = s + " 😀 “quoted” \\n back\\slash"
        return s.strip()

    def line(self):
        return self.prose(self.choice([1, 3, 7])).split("\n")[0].strip()

    def evid(self):
        return self.choice(
            [
                "minutes/2026-{:02}-board.pdf",
                "audits/été {:02}, final.xlsx",
                "https://example.org/a?b={}&c=#x",
                "=file{}.pdf",
                'Letter: "no. {}"',
                "{}",
                "meeting's note {}",
            ]
        ).format(self.randint(1, 12))

    def day(self, a, b):
        return (
            dt.date.fromisoformat(a) + dt.timedelta(days=self.randint(0, (dt.date.fromisoformat(b) - dt.date.fromisoformat(a)).days))
        ).isoformat()

    def rand_finding(self, ref, pub):
        f = {"ref": ref, "text": block(self.prose()) if self.random() < 0.98 else block("Long. " + "é word " * 6000)}
        if self.random() < 0.6:
            f["area"] = self.line()
        if self.random() < 0.2:
            f["ours"] = self.random() < 0.5
        has_due = self.random() < 0.75
        if has_due:
            if self.random() < 0.7:
                f["due"] = Day(self.day(pub, "2027-06-30"))
            if self.random() < 0.4 or "due" not in f:
                f["target"] = Day(self.day(pub, f.get("due", "2027-06-30")))
        if self.random() < 0.6:
            f["priority"] = self.choice(["high", "medium", "low"])
        k = self.random()
        if k < 0.5:
            f["owner"] = self.choice(POSTS)
        elif k < 0.7:
            f["owner"] = (Flow if self.random() < 0.5 else list)(self.sample(POSTS, self.randint(2, 3)))
        elif k < 0.75:
            f["owner"] = [self.choice(POSTS)]
        elif k < 0.78:
            f["owner"] = "Head of A; Head of B"
        acts = []
        for _ in range(self.choice([0, 0, 1, 2, 3])):
            a = {"text": self.prose(5)}
            if self.random() < 0.7:
                a["owner"] = self.choice(POSTS) if self.random() < 0.8 else self.sample(POSTS, 2)
            if self.random() < 0.8:
                a["target"] = Day(self.day(pub, "2027-06-30"))
            if self.random() < 0.35:
                a["done"] = Day(self.day(pub, TODAY))
                if self.random() < 0.7:
                    a["evidence"] = [self.evid() for _ in range(self.randint(1, 2))]
            if "target" in a and self.random() < 0.2 and a["target"] < "2027-06-01":
                a["extensions"] = [{"agreed": Day(self.day(pub, TODAY)), "to": Day(self.day(a["target"], "2027-08-01"))}]
                if a["extensions"][0]["to"] <= a["target"]:
                    del a["extensions"]
                elif self.random() < 0.9:
                    a["extensions"][0]["reason"] = self.line()
            acts.append(a)
        if acts:
            f["actions"] = acts
        if has_due and self.random() < 0.35:
            ex, d, ag = [], f.get("due") or f["target"], pub
            for _ in range(self.randint(1, 3)):
                d = Day((dt.date.fromisoformat(d) + dt.timedelta(days=self.randint(10, 120))).isoformat())
                ag = Day(self.day(ag, TODAY))
                ex.append({"agreed": ag, "to": d, "reason": self.line(), "approved_by": self.choice(POSTS)})
            f["extensions"] = ex
        d0 = self.day(pub, "2026-06-30")
        kind = self.choice(["none", "open", "open", "open", "closed", "reopened"])
        pr, st = [], None
        if kind != "none":
            for _ in range(self.randint(0, 2)):
                e = {"date": Day(d0)}
                if self.random() < 0.5:
                    e["by"] = self.choice(POSTS)
                if self.random() < 0.7:
                    st = self.choice(OPEN)
                    e["status"] = st
                if self.random() < 0.8 or "status" not in e:
                    e["note"] = block(self.prose())
                pr.append(e)
                d0 = self.day(d0, "2026-09-30")
        if kind == "open" and st is None and self.random() < 0.5:
            st = "not_started"
        if kind in ("closed", "reopened"):
            cs = self.choice(CLOSED) if kind == "closed" else "closed"
            c = {
                "date": Day(d0),
                "status": cs,
                "approved_by": self.choice(POSTS),
                "evidence": [self.evid() for _ in range(self.randint(1, 3))],
            }
            pr.append({"date": Day(d0), "status": cs, "note": block(self.prose())})
            st = cs
            if kind == "reopened":
                d1 = Day(self.day(d0, "2026-10-30"))
                st = self.choice(OPEN)
                why = self.line()
                c["reopened"] = d1
                c["reopening_reason"] = why
                pr.append({"date": d1, "status": st, "note": block(why)})
            f["closures"] = [c]
        if st:
            f["status"] = st
        if pr:
            f["progress"] = pr
        return f

    def rand_store(self, store):
        for i in range(self.randint(1, 3)):
            force = self.choice(["Kent", "Durham", "Gwent", "Dyfed-Powys"])
            pub = Day(self.day("2021-01-01", "2025-12-31"))
            rec = {
                "schema_version": 2,
                "stage": "draft",
                "force": force,
                "local_policing_body": {"kind": "pcc"},
                "inspection": {
                    "title": self.choice(
                        ['PEEL, 2023–25: "An inspection"', "=Sum of parts", "Vetting & misconduct", "Enquête générale: naïve?"]
                    )
                    + f" {i}",
                    "inspectorates": ["HMICFRS"],
                    "kind": "force",
                    "published": pub,
                },
            }
            for key, _ in KINDS:
                n = self.randint(0, 4) if key != "recommendations" else self.randint(2, 5)
                refs = [str(j + 1) for j in range(n)]
                if n > 1 and self.random() < 0.3:
                    refs[1] = "1a" if self.random() < 0.5 else "3.1" if n < 3 else "2.1"
                if n:
                    rec[key] = [self.rand_finding(r, pub) for r in refs]
            path = store / "records" / force.lower() / f"{pub}-subject-{i}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            dumper = Indentless if self.random() < 0.3 else Dumper
            unicode, width = self.random() < 0.8, self.choice([80, 120, 10000])
            path.write_text(yaml.dump(rec, Dumper=dumper, sort_keys=False, allow_unicode=unicode, width=width), encoding="utf-8")

    def typed(self, d):
        k = self.random()
        x = dt.date.fromisoformat(d)
        if k < 0.5:
            return dt.datetime(x.year, x.month, x.day)
        return self.choice([f"{x:%d/%m/%Y}", f"{x.day} {x:%B} {x.year}", f"{x.day} {x:%b} {x.year}", d, f"{x.day}/{x.month}/{x.year}"])

    def later(self, d, lo_=1, hi=400):
        return (dt.date.fromisoformat(d) + dt.timedelta(days=self.randint(lo_, hi))).isoformat()

    def note_text(self):
        return self.prose() if self.random() < 0.9 else self.choice(["done", "95%", "null", "=1+1", "2026-11-01", "ok :", "a # b", "---"])

    def edit_finding(self, f, shown):
        """Random edits of a row: (names of the edits, cells)"""
        ed, names = {}, []
        st = status(f)
        closed = st in CLOSED
        due = due_now(f)

        def owner():
            o = shown["Owner"]
            q = self.random()
            if q < 0.15 and o:
                names.append("owner emptied")
                ed["Owner"] = None
            elif q < 0.35 and o:
                names.append("owner added")
                ed["Owner"] = str(o) + self.choice(["; ", ";", "\n"]) + self.choice(POSTS)
            elif q < 0.5:
                names.append("owners")
                ed["Owner"] = self.choice(["; ", "\n", " ;"]).join(self.sample(POSTS, self.randint(2, 3)))
            else:
                names.append("owner")
                ed["Owner"] = self.choice(POSTS)

        def prio():
            q = self.random()
            if q < 0.15:
                names.append("priority nonsense")
                ed["Priority"] = self.choice(["urgent", "hi", "1", "very high", "medium/low"])
            elif q < 0.2 and shown["Priority"]:
                names.append("priority emptied")
                ed["Priority"] = None
            else:
                names.append("priority")
                ed["Priority"] = self.choice(["high", "medium", "low", "High", "LOW"])

        def ro():
            c = self.choice(RO_F)
            names.append("read-only " + c)
            if c in ("Original due date",):
                ed[c] = self.typed(self.later("2025-01-01"))
            elif c == "Ref":
                ed[c] = self.choice(["R99", "x"])
            else:
                ed[c] = self.choice([(str(shown[c] or "") + " and more"), self.prose(4)])

        def duedate():
            q = self.random()
            if due is None or closed:
                names.append("due on closed" if closed else "due first")
                ed["Due now"] = self.typed(self.later(due or TODAY))
                if closed or self.random() < 0.3 and due:
                    ed["Reason for a later date"], ed["Approved by"] = self.line(), self.choice(POSTS)
            elif q < 0.5:
                names.append("due")
                ed["Due now"] = self.typed(self.later(max(due, TODAY) if self.random() < 0.8 else due))
                ed["Reason for a later date"] = self.prose(self.choice([3, 8]))
                ed["Approved by"] = self.choice(POSTS)
            elif q < 0.6:
                names.append("due no reason")
                ed["Due now"] = self.typed(self.later(due))
                ed["Approved by"] = self.choice(POSTS)
            elif q < 0.7:
                names.append("due no approver")
                ed["Due now"] = self.typed(self.later(due))
                ed["Reason for a later date"] = self.line()
            elif q < 0.75:
                names.append("due alone")
                ed["Due now"] = self.typed(self.later(due))
            elif q < 0.87:
                names.append("due earlier")
                ed["Due now"] = self.typed(self.later(due, -300, -1))
                ed["Reason for a later date"] = self.line()
                ed["Approved by"] = self.choice(POSTS)
            elif q < 0.95:
                names.append("due no date")
                ed["Due now"] = self.choice(["TBC", "when the budget allows", "31/02/2028", "30/13/2027", "n/a", "asap"])
                ed["Reason for a later date"] = self.line()
                ed["Approved by"] = self.choice(POSTS)
            else:
                names.append("due emptied")
                ed["Due now"] = None

        def stat():
            q = self.random()
            if closed:
                if q < 0.75:
                    names.append("reopen")
                    ed["Status"] = self.choice(OPEN).replace("_", " ")
                    ed[self.choice(["New update", "New update", "Reason for a later date"])] = self.prose(self.choice([3, 20]))
                elif q < 0.85 and due:
                    names.append("reopen and due")
                    ed["Status"] = "in progress"
                    ed["New update"] = self.prose(5)
                    ed["Due now"] = self.typed(self.later(max(due, TODAY)))
                    ed["Reason for a later date"], ed["Approved by"] = self.line(), self.choice(POSTS)
                else:
                    names.append("reopen no words")
                    ed["Status"] = self.choice(OPEN).replace("_", " ")
            elif q < 0.45:
                names.append("status")
                ed["Status"] = self.choice([s for s in OPEN if s != st]).replace("_", " ")
                if self.random() < 0.5:
                    ed["New update"] = self.note_text()
                if self.random() < 0.15:
                    ed["Evidence"] = "; ".join(filter(None, [shown["Evidence"], self.evid()]))
            elif q < 0.65:
                names.append("close")
                ed["Status"] = "closed"
                ed["Approved by"] = self.choice(POSTS)
                ed["Evidence"] = self.choice(["; ", ";", " ; "]).join(
                    x for x in dict.fromkeys(self.evid() for _ in range(self.randint(1, 3)))
                )
                if self.random() < 0.5:
                    ed["New update"] = self.note_text()
                if shown["Evidence"] and self.random() < 0.5:
                    ed["Evidence"] = shown["Evidence"] + "; " + ed["Evidence"]
            elif q < 0.75:
                names.append("close missing")
                ed["Status"] = "closed"
                if self.random() < 0.5:
                    ed["Approved by"] = self.choice(POSTS)
                else:
                    ed["Evidence"] = "only new.pdf"
                if self.random() < 0.5:
                    ed["New update"] = self.note_text()
            elif q < 0.87:
                names.append("supersede")
                ed["Status"] = self.choice(["superseded", "not accepted"])
                ed["Approved by"] = self.choice(POSTS)
                ed[self.choice(["New update", "Reason for a later date"])] = self.prose(self.choice([3, 20]))
                if self.random() < 0.3:
                    ed["Evidence"] = self.evid()
                if self.random() < 0.15:
                    names[-1] += " both words"
                    ed["New update"], ed["Reason for a later date"] = "the update", "the reason"
            elif q < 0.95:
                names.append("supersede missing")
                ed["Status"] = self.choice(["superseded", "not accepted"])
                if self.random() < 0.5:
                    ed["Approved by"] = self.choice(POSTS)
                else:
                    ed["New update"] = self.prose(5)
            else:
                names.append("status nonsense")
                ed["Status"] = self.choice(["perhaps", "ask Bob", "?"])

        def upd():
            names.append("update")
            ed["New update"] = self.note_text()

        def ev():
            old = pieces(shown["Evidence"] or "")
            if self.random() < 0.1 and old:
                names.append("evidence emptied")
                ed["Evidence"] = None
            elif self.random() < 0.1 and old:
                names.append("evidence replaced")
                ed["Evidence"] = "another/file.pdf"
            elif self.random() < 0.1 and old:
                names.append("evidence doubled")
                ed["Evidence"] = shown["Evidence"] + "; " + old[0] + "; plus/this.pdf"
            else:
                names.append("evidence")
                ed["Evidence"] = "; ".join(filter(None, [shown["Evidence"], "new/" + self.evid()]))

        def stray():
            names.append("stray reason")
            ed[self.choice(["Reason for a later date", "Approved by"])] = self.choice(POSTS)

        c = self.choices(["owner", "prio", "ro", "due", "stat", "upd", "ev", "stray", "mix"], [14, 8, 7, 20, 24, 10, 8, 2, 12])[0]
        if c == "mix":
            owner()
            if self.random() < 0.5:
                prio()
            self.choice([duedate, stat, upd])()
            if "Status" not in ed and "New update" not in ed and self.random() < 0.5:
                upd()
            if self.random() < 0.2:
                ro()
        else:
            {"owner": owner, "prio": prio, "ro": ro, "due": duedate, "stat": stat, "upd": upd, "ev": ev, "stray": stray}[c]()
            if c == "due" and self.random() < 0.2:
                upd()
        return names, ed

    def edit_action(self, a, shown):
        ed, names = {}, []
        ex = a.get("extensions") or []
        due = ex[-1]["to"] if ex else a.get("target")
        done = a.get("done")
        q = self.random()
        if q < 0.12:
            c = self.choice(RO_A)
            names.append("action read-only " + c)
            ed[c] = self.typed("2027-01-05") if "date" in c else self.prose(4)
        elif q < 0.27:
            if not done or self.random() < 0.3:
                names.append("action owner")
                ed["Owner"] = self.choice(["; ", "\n"]).join(self.sample(POSTS, self.choice([1, 1, 2])))
        elif q < 0.32 and shown["Owner"]:
            names.append("action owner emptied")
            ed["Owner"] = None
        elif q < 0.6:
            names.append("action due")
            ed["Due now"] = self.typed(self.later(max(due or TODAY, TODAY)))
            if due and self.random() < 0.75:
                ed["Reason for a later date"] = self.line()
            if self.random() < 0.08:
                ed["Due now"] = "TBC"
            elif due and self.random() < 0.1:
                ed["Due now"] = self.typed(self.later(due, -60, -1))
        else:
            names.append("action done")
            ed["Done on"] = self.typed(self.later(TODAY, -50, 0)) if self.random() < 0.9 else self.choice(["yes", "TBC"])
            if self.random() < 0.5:
                ed["Evidence"] = "; ".join(filter(None, [shown["Evidence"], "new/" + self.evid()]))
        return names, ed

    def meanwhile(self, address, cells, finding):
        """The command that changes a finding between export and import."""
        can = []
        named = pieces(cells.get("Owner") or "")
        if named:
            can += ["owner", "owner same"]
        if "Priority" in cells:
            can.append("priority")
        if "Due now" in cells and due_now(finding) and status(finding) in OPEN:
            can.append("due")
        wanted = words(cells.get("Status")).lower().replace(" ", "_")
        if status(finding) in OPEN and wanted in OPEN:
            can += ["status", "status same"]
        what = self.choice([*can, "note"])
        if what == "owner":
            return ["set", address, "owner=Meanwhile Officer"]
        if what == "owner same":
            return ["set", address, f"owner={named[0]}"] if len(named) == 1 else None
        if what == "priority":
            return ["set", address, f"priority={self.choice(['high', 'medium', 'low'])}"]
        if what == "due":
            to = self.later(max(due_now(finding), TODAY), 1, 300)
            day = parse_date(cells["Due now"] if isinstance(cells["Due now"], dt.datetime) else words(cells["Due now"]))
            if day and day > due_now(finding) and self.random() < 0.4:
                to = day
            return ["extend", address, "--to", to, "--reason", "meanwhile", "--approved-by", "Chief"]
        if what in ("status", "status same"):
            return ["progress", address, "--status", self.choice(OPEN) if what == "status" else wanted, "-m", "meanwhile"]
        return ["progress", address, "-m", "meanwhile note"]


class Sheet:
    """A sheet as rows of cells, which can be changed and written back."""

    def __init__(self, ws):
        self.ws = ws
        self.rows = [[(c.value, c.data_type, c.number_format) for c in r] for r in ws.iter_rows()]
        self.head = [c[0] for c in self.rows[0]]

    def col(self, name):
        return self.head.index(name)

    def row(self, key):
        for r in self.rows[1:]:
            if r[0][0] == key:
                return r

    def get(self, key, name):
        return self.row(key)[self.col(name)][0]

    def put(self, key, name, v):
        r = self.row(key)
        i = self.col(name)
        if isinstance(v, dt.date) and not isinstance(v, dt.datetime):
            v = dt.datetime(v.year, v.month, v.day)
        if isinstance(v, dt.datetime):
            r[i] = (v, "d", r[i][2] if "yy" in r[i][2].lower() else "dd/mm/yyyy")
        elif v is None:
            r[i] = (None, "n", r[i][2])
        elif isinstance(v, str):
            r[i] = (v, "s", r[i][2])
        else:
            r[i] = (v, "n", "General")

    def write(self):
        ws = self.ws
        mr, mc = ws.max_row, ws.max_column
        for y in range(max(mr, len(self.rows))):
            for x in range(max(mc, max(len(r) for r in self.rows))):
                c = ws.cell(y + 1, x + 1)
                v = self.rows[y][x] if y < len(self.rows) and x < len(self.rows[y]) else (None, "n", "General")
                c.value = None
                c.number_format = v[2]
                c.value = v[0]
                if v[0] is not None and isinstance(v[0], str):
                    c.data_type = "s"


def diff(a, b, path=""):
    """Where two values differ, in words."""
    if type(a) is not type(b):
        return [f"{path}: expected {a!r}, is {b!r}"]
    if isinstance(a, dict):
        o = []
        for k in list(a) + [k for k in b if k not in a]:
            if k not in a:
                o.append(f"{path}.{k}: not expected: {b[k]!r}")
            elif k not in b:
                o.append(f"{path}.{k}: missing: {a[k]!r}")
            else:
                o += diff(a[k], b[k], f"{path}.{k}")
        return o
    if isinstance(a, list):
        o = []
        for i in range(max(len(a), len(b))):
            if i >= len(a):
                o.append(f"{path}[{i}]: not expected: {b[i]!r}")
            elif i >= len(b):
                o.append(f"{path}[{i}]: missing: {a[i]!r}")
            else:
                o += diff(a[i], b[i], f"{path}[{i}]")
        return o
    return [] if a == b else [f"{path}: expected {a!r}, is {b!r}"]


def short(words, most=600):
    words = words if isinstance(words, str) else repr(words)
    return words if len(words) <= most else words[:most] + "…"


@dataclasses.dataclass
class Book:
    """A workbook that irr wrote: its sheets, and what their rows show."""

    file: openpyxl.Workbook
    sheets: dict
    findings: dict
    actions: dict


class Rounds:
    """Rounds of a store, an export, some edits and an import, with what was wrong in them.

    `irr` is the program, `folder` is where the stores are made (what disagrees is kept there), and `shipped` the records of which some
    rounds take a copy. `variables` are those of the commands.
    """

    def __init__(self, irr, seed, folder, shipped, variables):
        self.irr, self.folder, self.shipped, self.variables = irr, folder, shipped, {**variables, "NO_COLOR": "1"}
        self.dice = Dice(seed)
        self.rounds = self.edits = self.by_office = 0
        self.refused, self.wrong = [], []

    def until(self, edits):
        """Goes on until so many edits were made; returns what was wrong, a text for each round that disagrees."""
        while self.edits < edits:
            self.rounds += 1
            self.one_round()
        return self.wrong

    def run(self, *command, day=TODAY):
        ran = subprocess.run(
            command,
            cwd=self.store,
            env={**self.variables, "IRR_TODAY": day},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return ran.returncode, ran.stdout + ran.stderr

    def must(self, *command):
        code, output = self.run(*command)
        if code:
            raise AssertionError(f"round {self.rounds}: {command}: exit {code}\n{output}")

    def one_round(self):
        self.store = self.folder / f"round-{self.rounds}"
        self.store.mkdir(parents=True)
        made_up = self.dice.random() < 0.6
        if made_up:
            self.dice.rand_store(self.store)
        else:
            shutil.copytree(self.shipped, self.store / "records")
        self.must("git", "init", "--quiet")
        self.must(self.irr, "migrate", "--yes")
        self.must("git", "add", "--all")
        self.must("git", "commit", "--quiet", "--message", "x")
        self.must(self.irr, "export", "--format", "xlsx", "-o", "a.xlsx")
        base = records(self.store)
        problems = []
        book = self.open_book(base, problems)
        edits, names = self.choose(base, book)
        if not edits:
            shutil.rmtree(self.store)
            return
        for key, cells in edits.items():
            for head, value in cells.items():
                book.sheets["Actions" if "#" in key else "Findings"].put(key, head, value)
        how = self.rearrange(book, edits)
        meanwhile = self.change_meanwhile(base, edits) if self.dice.random() < 0.25 else []
        count = sum(map(len, names.values())) + ("new row" in how)
        wanted, told = self.expected(base, book, edits)
        output = self.judge(wanted, told, "new row" in how, count, problems)
        self.edits += count
        if problems:
            title = f"round {self.rounds} ({'made up' if made_up else 'shipped'}; {', '.join(how) or 'plain'}), {self.store.name}"
            self.wrong.append(self.told(title, problems, base, edits, names, told, meanwhile, output))
        else:
            shutil.rmtree(self.store)

    def open_book(self, base, problems):
        """The workbook; what it shows otherwise than the records is a problem."""
        file = openpyxl.load_workbook(self.store / "a.xlsx")
        book = Book(file, {name: Sheet(file[name]) for name in ("Findings", "Actions")}, {}, {})
        for address, finding in findings(base):
            row = book.sheets["Findings"].row(address)
            if row is None:
                problems.append((address, "not in the workbook"))
                continue
            shown = dict(zip(book.sheets["Findings"].head, [cell[0] for cell in row]))
            book.findings[address] = shown
            wanted = {
                "Owner": "; ".join(owners(finding)),
                "Priority": finding.get("priority") or "",
                "Due now": due_now(finding) or "",
                "Status": status(finding).replace("_", " "),
                "Original due date": finding.get("due") or finding.get("target") or "",
            }
            for head, value in wanted.items():
                if show(shown[head]) != value:
                    problems.append((address, f"exported {head}: expected {value!r}, is {show(shown[head])!r}"))
            for number, _ in enumerate(finding.get("actions") or [], 1):
                row = book.sheets["Actions"].row(f"{address}#{number}")
                if row is None:
                    problems.append((f"{address}#{number}", "not in the workbook"))
                    continue
                book.actions[f"{address}#{number}"] = dict(zip(book.sheets["Actions"].head, [cell[0] for cell in row]))
        return book

    def choose(self, base, book):
        """The edits of some rows: {address: {head: value}}, and what they are called."""
        dice, edits, names = self.dice, {}, {}
        for _ in range(dice.randint(1, 8)):
            of_action = book.actions and dice.random() < 0.22
            key = dice.choice(list(book.actions if of_action else book.findings))
            if key in edits:
                continue
            if of_action:
                address, number = key.rsplit("#", 1)
                called, cells = dice.edit_action(find(base, address)["actions"][int(number) - 1], book.actions[key])
            else:
                called, cells = dice.edit_finding(find(base, key), book.findings[key])
            if cells:
                edits[key], names[key] = cells, called
        return edits, names

    def rearrange(self, book, edits):
        """Adds, removes, sorts, moves and hides rows and columns, and saves the workbook; says what was done."""
        dice, how, sheet = self.dice, [], book.sheets["Findings"]
        touched = {head for key, cells in edits.items() if "#" not in key for head in cells}
        if dice.random() < 0.12:
            how.append("new row")
            row = [(None, "n", "General")] * len(sheet.head)
            for head, words in [("Report", sheet.rows[1][1][0]), ("Ref", "R77"), ("Finding", "A new one"), ("Owner", "Somebody")]:
                row[sheet.col(head)] = (words, "s", "General")
            sheet.rows.append(row)
        if dice.random() < 0.2:
            how.append("rows deleted")
            for each in book.sheets.values():
                each.rows[1:] = [row for row in each.rows[1:] if row[0][0] in edits or row[0][0] is None or dice.random() < 0.7]
        if dice.random() < 0.2:
            how.append("rows sorted")
            for each in book.sheets.values():
                by = dice.randrange(1, len(each.head))
                each.rows[1:] = sorted(each.rows[1:], key=lambda row: show(row[by][0]), reverse=dice.random() < 0.5)
        if dice.random() < 0.12:
            gone = dice.choice([head for head in sheet.head[1:] if head not in touched])
            how.append(f"column deleted: {gone}")
            at = sheet.col(gone)
            for row in sheet.rows:
                del row[at]
            sheet.head = [cell[0] for cell in sheet.rows[0]]
        if dice.random() < 0.2:
            how.append("columns moved")
            for each in book.sheets.values():
                order = list(range(1, len(each.head)))
                dice.shuffle(order)
                each.rows = [[row[at] for at in [0, *order]] for row in each.rows]
                each.head = [cell[0] for cell in each.rows[0]]
        for each in book.sheets.values():
            each.write()
        if dice.random() < 0.15:
            how.append("rows hidden")
            for at in range(2, len(sheet.rows) + 1):
                book.file["Findings"].row_dimensions[at].hidden = dice.random() < 0.5
        book.file.save(self.store / "b.xlsx")
        if dice.random() < 0.15:
            how.append("saved by LibreOffice")
            self.by_office += 1
            self.save_by_office()
        return how

    def save_by_office(self):
        profile, saved = self.folder / "office", self.folder / "saved"
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx", "--outdir", saved, "b.xlsx"]
        subprocess.run(command, cwd=self.store, capture_output=True, timeout=240, check=True)
        (saved / "b.xlsx").replace(self.store / "b.xlsx")

    def change_meanwhile(self, base, edits):
        """Changes some records between export and import; says how."""
        done = []
        for key, cells in edits.items():
            if "#" in key or self.dice.random() < 0.4:
                continue
            command = self.dice.meanwhile(key, cells, find(base, key))
            if command:
                code, _ = self.run(self.irr, *command, "--no-input")
                done.append((key, f"{' '.join(command)} (exit {code})"))
        return done

    def expected(self, base, book, edits):
        """The records as they are to be, and what is not to be taken: {address: [head]}."""
        wanted, told = records(self.store), {}
        for key, cells in edits.items():
            cells = {head: dt.datetime(it.year, it.month, it.day) if isinstance(it, dt.date) else it for head, it in cells.items()}
            if "#" in key:
                address, number = key.rsplit("#", 1)
                at = int(number) - 1
                now, then = (find(store, address)["actions"][at] for store in (wanted, base))
                heads = expect_action(now, then, cells, book.actions[key])
            else:
                heads = expect_finding(find(wanted, key), find(base, key), cells, book.findings[key])
            if heads:
                told[key] = heads
        return wanted, told

    def judge(self, wanted, told, has_new_row, count, problems):
        """Imports the workbook twice, and finds what is not as it is to be; returns what irr wrote."""
        before, more = raw(self.store), []
        code, output = self.run(self.irr, "import", "b.xlsx", "--yes", "--no-input")
        if "it would add the errors shown above" in output:
            # A rule of `irr validate` refuses the whole import.
            self.refused.append((self.rounds, count, sorted(set(re.findall(r"^error.([a-z-]+).:", output, re.M)))))
            if code != 1 or raw(self.store) != before:
                problems.append(("", f"refused, but exit {code}, or files changed"))
            more = ["--anyway"]
            code, output = self.run(self.irr, "import", "b.xlsx", "--yes", "--no-input", *more)
        got = records(self.store)
        now = dict(findings(got))
        kinds = dict(KINDS)
        for name, record in wanted.items():
            rest = [{key: value for key, value in each.items() if key not in kinds} for each in (record, got.get(name, {}))]
            problems += [("", name + line) for line in diff(*rest)]
        for address, finding in findings(wanted):
            for line in diff(finding, now.get(address)):
                action = re.match(r"\.actions\[(\d+)\]", line)
                problems.append((f"{address}#{int(action[1]) + 1}" if action else address, line))
        if set(got) - set(wanted):
            problems.append(("", f"new records {set(got) - set(wanted)}"))
        self.judge_words(output, told, problems)
        if has_new_row and "a new row: " not in output:
            problems.append(("", "the new row is not told"))
        if code != bool(told or has_new_row):
            problems.append(("", f"exit code {code}, expected {int(bool(told or has_new_row))}"))
        first, day = raw(self.store), self.dice.choice([TODAY, TODAY, TODAY, "2026-12-01"])
        code, again = self.run(self.irr, "import", "b.xlsx", "--yes", "--no-input", *more, day=day)
        if raw(self.store) != first:
            lines = [(at, line) for at, finding in findings(records(self.store)) for line in diff(now.get(at), finding)]
            problems += [(at, f"second import ({day}) changes: {line}") for at, line in lines] or [("", "second import changes bytes")]
        if code not in (0, 1):
            problems.append(("", f"second import exits {code}: {short(again)}"))
        return output

    def judge_words(self, output, told, problems):
        """What is not taken is to be named, and nothing else is."""
        lines = [line for line in output.split("\n") if line.startswith("not taken")]
        for key, heads in told.items():
            pattern = re.escape(key.split("#")[0]) + (r"(?:\b|#)" if "#" in key else r"(?![\w.#])")
            mine = [line for line in lines if re.search(pattern, line)]
            if not mine:
                problems.append((key, f"{heads} not named in the output"))
            for head in heads if mine else []:
                if head in [*RO_F, *RO_A, "Priority", "Owner"] and not any(head in line for line in mine):
                    problems.append((key, f"{head} not named in {mine}"))
        addresses = {key.split("#")[0] for key in told}
        for line in lines:
            named = re.match(r"not taken: (\S+?:(?:R|AFI|COC)[\w.()/-]*)(?:#\d+)?", line)
            if named and named[1] not in addresses:
                problems.append((named[1], f"told, though nothing is wrong: {line}"))

    def told(self, title, problems, base, edits, names, told, meanwhile, output):
        """What was wrong in a round, in words."""
        lines = [title, *(f"  {key or '(all)'}: {short(words)}" for key, words in problems[:25])]
        wrong = {key for key, _ in problems}
        for key in [key for key in edits if key in wrong or key.split("#")[0] in wrong] or list(edits):
            finding = find(base, key.split("#")[0])
            lines.append(f"    edit {key} {names[key]}: {short({head: show(value) for head, value in edits[key].items()})}")
            changed = [words for address, words in meanwhile if address == key]
            stands = f"status {status(finding)}, due {due_now(finding)}, owner {finding.get('owner')!r}, meanwhile {changed}"
            lines.append(f"      the model does not take {told.get(key)}; {stands}")
            lines += [f"      irr: {short(line)}" for line in output.splitlines() if key.split("#")[0] in line]
        if "" in wrong:
            lines.append(f"    told by the model: {short(told)}\n    irr: {short(output, 1500)}")
        return "\n".join(lines)
