"""Has `irr import` understood a tracker? Its records are held against the truth that tracker_offices.py wrote beside it.

Every fact of the truth is one of:
  right    in the right field, the same but for white space, capital letters and the Markdown escapes and typographic signs of `fold`
  missing  not in the right field (`said`: how many of them the command's output or the record's `unplaced` text tells of)
  flagged  another value in the field, but the line is marked `# irr: check`, or the output or `unplaced` tells of it
  silent   another value in the field, and nobody is told
Besides: invented (findings of the records that no truth has) and lost (texts of cells that occur nowhere).
"""

import datetime as dt
import json
import pathlib
import re
import subprocess
import time

import yaml

COUNTS = ("expected", "right", "missing", "said", "flagged", "silent", "invented", "lost")
LISTS = {"recommendation": "recommendations", "area_for_improvement": "areas_for_improvement", "cause_of_concern": "causes_of_concern"}
# What is the same but for signs.
SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "•": "-", "*": "-", "\u00a0": " ", "\ufeff": None, "\\": None})
SIGNS |= str.maketrans("–—‑", "---")


def fold(s, space=""):
    return space.join(str(s).translate(SIGNS).casefold().split())


class Map(dict):
    """A mapping of a record: strings only, and for each key the lines it stands on."""

    def __init__(self):
        self.span = {}


def tree(node):
    if isinstance(node, yaml.MappingNode):
        m = Map()
        for k, v in node.value:
            m[k.value] = tree(v)
            last = v.end_mark.line - (
                1 if v.end_mark.line > k.start_mark.line and v.end_mark.column == 0 or not isinstance(v, yaml.ScalarNode) else 0
            )
            m.span[k.value] = (k.start_mark.line, max(k.start_mark.line, last))
        return m
    if isinstance(node, yaml.SequenceNode):
        return [tree(x) for x in node.value]
    return None if node.style is None and node.value in ("", "null", "~") else node.value


def texts(x):
    if isinstance(x, dict):
        return [t for v in x.values() for t in texts(v)]
    if isinstance(x, list):
        return [t for v in x for t in texts(v)]
    return [] if x is None else [str(x)]


class Record:
    """What a record that irr wrote says, and which of its lines are marked."""

    def __init__(self, path):
        raw = path.read_text(encoding="utf-8")
        self.lines, self.data = raw.splitlines(), tree(yaml.compose(raw, Loader=yaml.SafeLoader)) or Map()
        self.comments = [line.split("#", 1)[1] for line in self.lines if "#" in line]
        i = self.data.get("inspection") or Map()
        self.title, self.published, self.inspection = fold(i.get("title") or ""), i.get("published") or "", i
        self.unplaced = "\n".join(texts(self.data.get("unplaced")))
        self.findings = [(kind, finding) for kind, key in LISTS.items() for finding in self.data.get(key) or []]

    def marked(self, m, *keys):
        """Does a line of one of these keys of the map m carry the mark?"""
        for k in keys:
            if k in m.span:
                a, b = m.span[k]
                above = self.lines[a - 1].strip() if a else ""
                if any("# irr: check" in x for x in self.lines[a : b + 1]) or above.startswith("# irr: check"):
                    return True
        return False


def date_forms(iso):
    """The ways in which a day is written."""
    d = dt.date.fromisoformat(iso)
    return [
        iso,
        f"{d:%d/%m/%Y}",
        f"{d.day}/{d.month}/{d.year}",
        f"{d.day}/{d.month}/{d:%y}",
        f"{d.day}.{d.month}.{d:%y}",
        f"{d:%d.%m.%Y}",
        f"{d.day} {d:%B} {d.year}",
        f"{d:%d-%b-%y}",
        f"{d.day} {d:%b} {d.year}",
    ]


def inside(text, hay):
    """Does the text occur in hay = (folded without white space, folded with single spaces)? Short ones only as whole words."""
    bare = fold(text)
    if len(bare) >= 8:
        return bare in hay[0]
    return re.search(rf"(?<!\w){re.escape(fold(text, ' '))}(?!\w)", hay[1]) is not None


def hay(*strings):
    s = "\n".join(strings)
    return fold(s), fold(s, " ")


def told(where, rec, out, out_hay, number):
    """Is one of these cells [sheet, A1, head, text] told of: by its words, or by its row and column?"""
    unplaced = hay(rec.unplaced) if rec else ("", "")
    for _, at, head, text in where or []:
        col, row = re.match(r"([A-Z]+)(\d+)", at).groups()
        here = rf"\b(row|line) {row}\b"
        named = [
            line
            for line in out.splitlines()
            if re.search(rf"\b{at}\b", line)
            or re.search(here, line, re.I)
            and (fold(head) and fold(head).strip(":.") in fold(line) or re.search(rf"\bcolumn {col}\b", line))
        ]
        if named:
            return True
        if not text:
            continue
        if inside(text, unplaced) and len(text) > 2:
            return True
        if len(fold(text)) >= 12 and inside(text, out_hay):
            return True
        # A short text ("Closed", "1") proves something only on a line that names the row or the finding too.
        names = rf"(?<![\w.]){row}(?![\w.])" + (rf"|(?<![.\w]){re.escape(number)}(?![\w.])" if number else "")
        if fold(text) != fold(number) and any(inside(text, hay(line)) and re.search(names, line) for line in out.splitlines()):
            return True
    return False


def kept(cell, everything, records):
    """Is what a cell says anywhere, in its words or as what it means?"""
    if inside(cell["text"], everything):
        return True

    def means(m):
        if m.startswith("kind:"):
            return any(k == m[5:] for r in records for k, _ in r.findings)
        return any(inside(x, everything) for x in (date_forms(m) if re.fullmatch(r"\d{4}-\d\d-\d\d", m) else [m]))

    return bool(cell.get("means")) and all(means(m) for m in cell["means"])


def owner(x):
    return ["/".join(x)] if isinstance(x, list) else [x]


def same(want, got):
    return fold(want) == fold(got)


def holds(want, got):
    return fold(want) in fold(got)


def same_place(f, kind, g):
    return kind == f["kind"] and fold(g.get("ref") or "") == fold(f["number"])


def same_text(f, _, g):
    return bool(g.get("text")) and same(f["text"], g["text"])


class Judge:
    """Holds the records of one tracker against its truth, and counts."""

    def __init__(self):
        self.n, self.wrong = dict.fromkeys(COUNTS, 0), []

    def settle(self, name, want, got, test, where, rec, marks, number):
        """Judges one fact. `got` are the values in the right field, and `marks` the places whose lines may carry the mark."""
        got = [g for g in got if g]
        if want is None:  # the workbook has none: only a made-up one counts
            if not got:
                return
            want, ok = "(none)", False
        else:
            ok = any(test(want, g) for g in got)
        self.n["expected"] += 1
        if ok:
            self.n["right"] += 1
            return
        said = told(where, rec, self.out, self.out_hay, number) or any(rec.marked(m, *k) for m, k in marks)
        verdict = ("flagged" if said else "silent") if got else "missing"
        self.n[verdict] += 1
        if not got and said:
            self.n["said"] += 1
        at = "".join(f" [{w[0]}!{w[1]} {w[2]!r}]" for w in (where or [])[:1])
        self.wrong.append(
            f"{verdict}{' (said)' if not got and said else ''}: {name}: expected {want!r}" + (f", got {got[0]!r}" if got else "") + at
        )

    def finding(self, f, kind, g, rec):
        w, num = f.get("where", {}), f["number"]
        acts, exts, closures = g.get("actions") or [], g.get("extensions") or [], g.get("closures") or []
        lone = acts if len(f.get("actions", [])) <= 1 and len(acts) == 1 else []  # one action: what is said of it is said of the finding
        exts = exts + [e for a in lone for e in a.get("extensions") or []]
        label = f"{f['kind']} {num}"

        def fact(key, got, marks, test=same):
            if key in f:
                self.settle(f"{label} {key}", f[key], got, test, w.get(key), rec, marks, num)

        fact("kind", [kind], [(g, ("ref",))])
        fact("number", [g.get("ref")], [(g, ("ref",))])
        for k in ("text", "area", "priority"):
            fact(k, [g.get(k)], [(g, (k,))])
        fact("owner", owner(g.get("owner")) + [o for a in lone for o in owner(a.get("owner"))], [(x, ("owner",)) for x in [g, *lone]], same)
        fact(
            "due",
            [g.get("due"), g.get("target")] + [a.get("target") for a in lone],
            [(g, ("due", "target", "due_text"))] + [(a, ("target",)) for a in lone],
        )
        latest = max((e.get("to") or "" for e in exts), default="")
        fact("extended_to", [latest], [(g, ("extensions",))])
        for k in ("reason", "approved_by"):
            fact(k, [e.get(k) for e in exts], [(g, ("extensions",))])
        log = g.get("progress") or []
        fact("status", [g.get("status") or next((e["status"] for e in reversed(log) if e.get("status")), None)], [(g, ("status",))])
        fact("closed_on", [c.get("date") for c in closures] + [a.get("done") for a in lone], [(g, ("closures",))])
        proofs = [e for x in closures + acts for e in x.get("evidence") or []]
        for item in f.get("evidence", []):
            self.settle(f"{label} evidence", item, proofs, holds, w.get("evidence"), rec, [(g, ("closures",))], num)
        answers = [(g.get(k) or Map()).get("text") for k in ("chief_officer_response", "commissioner_response")]
        fact("response", answers, [(g, ("chief_officer_response", "commissioner_response"))], holds)
        for e in f.get("progress", []):
            # Right: the note with its date; wrong: the note alone with another date; else it is missing, also if it stands in a longer one.
            others = [o for o in f["progress"] if o is not e]
            near = [x for x in log if not any(same(o["note"], x.get("note") or "") and o["date"] in (None, x.get("date")) for o in others)]
            near = [
                x
                for x in near
                if holds(e["note"], x.get("note") or "") and (not e["date"] or len(fold(x["note"])) <= len(fold(e["note"])) + 30)
            ]
            hit = [x for x in near if e["date"] in (None, x.get("date"))]
            want = f"{e['date']}: {e['note']}"
            got = [want] if hit else [f"{x.get('date')}: {x.get('note')}" for x in near]
            self.settle(
                f"{label} progress", want, got, same, e.get("where", {}).get("note"), rec, [(x, ("date", "note")) for x in near], num
            )
        free = list(acts)
        for a in f.get("actions", []):
            aw = a.get("where", {})
            hit = next((x for x in free if same(a["text"], x.get("text") or "")), None) or next(
                (x for x in free if holds(a["text"], x.get("text") or "")), None
            )
            if hit:
                free.remove(hit)
            hit = hit or Map()
            self.settle(f"{label} action", a["text"], [hit.get("text")], same, aw.get("text"), rec, [(hit, ("text",))], num)
            if "owner" in a:
                self.settle(
                    f"{label} action's owner",
                    a["owner"],
                    owner(hit["owner"]) if hit.get("owner") else (owner(g.get("owner")) if hit else []),
                    same,
                    aw.get("owner"),
                    rec,
                    [(hit, ("owner",)), (g, ("owner",))],
                    num,
                )
            if "due" in a:
                self.settle(
                    f"{label} action's due",
                    a["due"],
                    [hit.get("target")] if hit.get("target") or not hit else [g.get("due"), g.get("target")],
                    same,
                    aw.get("due"),
                    rec,
                    [(hit, ("target",)), (g, ("due", "target"))],
                    num,
                )
            if "done" in a:
                self.settle(f"{label} action's done", a["done"], [hit.get("done")], same, aw.get("done"), rec, [(hit, ("done",))], num)

    def count_missing(self, x, label, rec, number):
        """Every fact of a finding that no record has."""
        for k, v in x.items():
            if k == "where" or v is None or k == "date":
                continue
            items = v if isinstance(v, list) else [v]
            for item in items:
                if isinstance(item, dict):
                    self.count_missing(item, label, rec, number)
                else:
                    self.settle(f"{label} {k}", item, [], same, x.get("where", {}).get(k), rec or NONE, [], number)

    def workbook(self, truth, records, out):
        self.out, self.out_hay, free = out, hay(out), list(records)
        pairs = []
        tests = [
            lambda t, r: same(t["title"], r.title) and t["published"] == r.published,
            lambda t, r: same(t["title"], r.title),
            lambda t, r: (
                t["published"] == r.published
                and sum(fold(f["text"]) in {fold(g.get("text") or "") for _, g in r.findings} for f in t["findings"]) > 0
            ),
        ]
        left = list(truth["records"])
        for test in tests:
            for t in list(left):
                r = next((r for r in free if test(t, r)), None)
                if r:
                    pairs.append((t, r))
                    free.remove(r)
                    left.remove(t)
        for t, r in pairs:
            for k in ("title", "published"):
                self.settle(f"record {k}", t[k], [r.inspection.get(k)], same, t.get("where", {}).get(k), r, [(r.inspection, (k,))], "")
            todo, have = list(t["findings"]), list(r.findings)
            for test in (lambda *x: same_place(*x) and same_text(*x), same_text, same_place):
                for f in list(todo):
                    hit = next((x for x in have if test(f, *x)), None)
                    if hit:
                        have.remove(hit)
                        todo.remove(f)
                        self.finding(f, *hit, r)
            for f in todo:
                self.count_missing(f, f"{f['kind']} {f['number']} (no such finding)", r, f["number"])
            self.invent(have, r)
        for t in left:
            for k in ("title", "published"):
                self.settle(f"record {k}", t[k], [], same, t.get("where", {}).get(k), NONE, [], "")
            for f in t["findings"]:
                self.count_missing(f, f"{f['kind']} {f['number']} (no such record)", None, f["number"])
        for r in free:
            self.invent(r.findings, r)
        everything = hay(out, *(t for r in records for t in texts({k: v for k, v in r.data.items() if k != "schema_version"}) + r.comments))
        for c in truth["cells"]:
            if not kept(c, everything, records):
                self.n["lost"] += 1
                self.wrong.append(f"lost: {c['sheet']}!{c['cell']}: {c['text']!r}")

    def invent(self, findings, r):
        self.n["invented"] += len(findings)
        self.wrong += [f"invented: {k} {g.get('ref')} in {r.inspection.get('title')!r}: {str(g.get('text'))[:60]!r}" for k, g in findings]


class Nobody:
    """No record."""

    unplaced, marked = "", lambda *a: False


NONE = Nobody()


class Verdict:
    """What was judged of one tracker: the counts, what went wrong in words, what irr wrote, its exit code and its seconds."""

    def __init__(self, name, judge, unreadable, output, code, seconds):
        self.name, self.counts, self.wrong, self.unreadable = name, judge.n, judge.wrong, unreadable
        self.output, self.code, self.seconds = output, code, seconds

    def lost(self):
        return [line for line in self.wrong if line.startswith("lost: ")]

    def row(self):
        return f"{self.name:<9}" + "".join(f"{self.counts[key]:>9}" for key in COUNTS) + f"{self.seconds:>9.2f}{self.code:>5}"


HEAD = f"{'file':<9}" + "".join(f"{key:>9}" for key in COUNTS) + f"{'seconds':>9}{'exit':>5}"


def judge(irr, truth, home, variables):
    """Imports the tracker of a truth into the empty folder `home`, and judges the records."""
    wanted = json.loads(truth.read_text(encoding="utf-8"))

    def call(*command):
        ran = subprocess.run(
            command, cwd=home, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300
        )
        return ran.returncode, ran.stdout.decode("utf-8", "replace")

    call("git", "init", "--quiet")
    call(irr, "init", "--no-input", "--force", "Kent")
    start = time.monotonic()
    code, output = call(irr, "import", truth.with_name(wanted["file"]).resolve(), "--no-input", *wanted["args"])
    seconds = time.monotonic() - start
    records, unreadable = [], []
    for path in sorted((pathlib.Path(home) / "records").rglob("*.yaml")):
        try:
            records.append(Record(path))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            unreadable.append(f"{path.name}: {error}")
    judged = Judge()
    judged.workbook(wanted, records, output)
    return Verdict(wanted["file"], judged, unreadable, output, code, seconds)
