#!/usr/bin/env python3
"""Merges random branches of random records with git and irr's merge driver, and judges the result by a model of its own.

    SEED=1 ROUNDS=45 IRR=/path/irr python merge_rounds.py
    KEEP=DIR keeps each failing case (base/ours/theirs/got, the messages); ONLY=N plays one round; BRANCHES=4; PLAIN=1 takes the merge driver out (git's text merge);
    SHOW=40 lines of disagreements.
A round: a repository in a temporary folder (`git init`, `irr init`), 2-4 records from a generator, committed; BRANCHES branches from that commit, each
with 1-6 random irr commands or edits by hand in 1-n commits; then every ordered pair is merged (`git merge`), one pair is cherry-picked and one rebased. A
merge of one record is one case. It is judged by a three-way merge on parsed data (`Merge`). Kinds of disagreement:
  wrong-silent     clean, and the data are not the model's         lost        words of a side that nobody removed are gone
  needless         a conflict where the model has none             missed      clean where the model has a conflict
  wrong-conflict   one side of a conflict file is not the model's with that side for every conflict
  not-named        neither git's output nor `irr validate` names finding and field on one line
  new-errors       clean, and `irr validate` has an error rule for the record that neither side had (FIELD is the rule)
  comment          a comment is gone, came back, or stands at another key     line-ends   CRLF/LF is not the 3-way answer
  order            entries not in date order, or turned round             redaction   a redaction points to another entry
  broken           not YAML, duplicate key, markers in a clean merge, conflict without markers, git or irr failed
What two officers would expect, where more than one answer is possible:
 1. An answer is one value: nobody wrote one of the two halves that two wrote. Another mapping (publication, inspection, an action) is merged key by key: one sets the action, the other writes the text, both stand. Absent, null,
    empty, and `false` of a flag are one value; white space at line ends and at the end of a text is no value; one owner and a list of that owner are the same owner.
 2. An entry is the same entry if it is equal, or else if its words are (each text has a token; a correction keeps it), or else if its day is. Added by both with all values
    equal: once. Added by both with any difference: both stay.
 3. The same entry changed by both in different fields: merged. For log entries (not actions) a conflict
    there is accepted too (variant `entry`).
 4. Removed by one, changed by the other (entry or finding): a conflict on the whole; removed by one only: removed.
 5. A finding with the same kind and ref added by both: merged field by field with nothing as the base.
 6. addressed_to, inspectorates, evidence: lists of words, additions of both stay; a conflict on addressed_to or inspectorates is accepted where both changed it (variant
    `words`).
 7. `closure`/`verification` of version 1 is one act: two different ones conflict as a whole; key by key is accepted (variant `keys1`).
 8. Both extend, verify or escalate the same finding: both entries stay in date order, no conflict. Both close it: a conflict, its status with it.
 9. `status` is taken from the side that changed it. Where both sides added entries that carry a status and the log then leads to another status than that, a conflict on
    status (variant `status=conflict`) or the log's status (`status=log`) is accepted as well. Where both set different statuses a conflict is expected, even if the log
    could decide; LOGSTATUS=1 accepts that the log decides.
10. Order: dated lists by day if base and both sides were; each side's own order within a day stays; which side comes first within a day is free. Findings and actions: each
    side's own order stays; redactions that name an entry by its number may be renumbered and must still point to redacted words.
11. Comments: kept, added and removed as values are, by their token. One that stood on something which a side removed may go with it. Both edited the same comment
    differently: a conflict or both are fine.
12. A case with several possible answers (variants) is wrong only if all are missed; the nearest one is reported.
"""

import itertools, json, os, random, re, shutil, subprocess, sys, tempfile, yaml
from collections import Counter
from datetime import date, timedelta

IRR = os.path.abspath(os.environ.get("IRR", "./irr"))
SEED, ROUNDS = int(os.environ.get("SEED", 1)), int(os.environ.get("ROUNDS", 45))
KEEP, ONLY = os.environ.get("KEEP"), os.environ.get("ONLY")
BRANCHES, SHOW = int(os.environ.get("BRANCHES", 4)), int(os.environ.get("SHOW", 60))
PLAIN, LOGSTATUS = os.environ.get("PLAIN"), os.environ.get("LOGSTATUS")
FINDINGS = {"recommendations": "R", "areas_for_improvement": "AFI", "causes_of_concern": "COC"}
DATED = {
    "progress": "date",
    "extensions": "agreed",
    "verifications": "date",
    "closures": "date",
    "escalation": "date",
    "redactions": "date",
    "response_extensions": "agreed",
}
WORDS = {"evidence", "addressed_to", "inspectorates"}
LISTS = set(DATED) | WORDS | {"actions", "grades"}
FLAGS = {"withheld", "imported", "adopts_chief_officer", "internal", "judicial_review"}
SAY = {
    "due_text": ["printed due date"],
    "commissioner_overall_comments": ["overall comments"],
    "commissioner_initial_response": ["initial response"],
    "progress": ["log"],
    "closures": ["closing", "closure", "closed"],
    "closure": ["closing", "closed"],
    "actions": ["action"],
    "extensions": ["extension", "extended"],
    "verifications": ["verification"],
    "verification": ["verified"],
    "redactions": ["redaction"],
    "areas_for_improvement": ["AFI"],
    "causes_of_concern": ["COC"],
    "recommendations": ["R"],
}
TOKEN = re.compile(r"\b[a-z]\d+q\b")
COMMENT = re.compile(r"#[^\n]*?\b(c\d+q)\b[^\n]*")


# ---------------- data
class Loader(yaml.CBaseLoader):
    def construct_mapping(self, node, deep=False):
        keys = [k.value for k, _ in node.value]
        if len(keys) != len(set(keys)):
            raise yaml.YAMLError("duplicate key " + str([k for k, n in Counter(keys).items() if n > 1]))
        return super().construct_mapping(node, deep=True)


def normal(v, key=None):
    if isinstance(v, dict):
        out = {k: normal(w, k) for k, w in v.items()}
        return {k: w for k, w in out.items() if w is not None and not (k in FLAGS and w == "false")} or None
    if isinstance(v, list):
        out = [w for w in (normal(w) for w in v) if w is not None]
        return (out[0] if key == "owner" and len(out) == 1 else out) or None
    v = "\n".join(l.rstrip() for l in v.split("\n")).rstrip("\n")
    return None if v in ("", "null", "~") else v


_cache = {}


def load(text):
    if text not in _cache:
        if len(_cache) > 3000:
            _cache.clear()
        _cache[text] = normal(yaml.load(text, Loader)) or {} if text.strip() else {}
    return _cache[text]


def ident(e, name):
    if not isinstance(e, dict):
        return str(e)
    return next(
        (m.group() for m in (TOKEN.search(str(e.get(f, ""))) for f in ("note", "text", "reason", "reference", "evidence")) if m), None
    )


def label(e, name):
    return "[%s]" % (ident(e, name) or e.get(DATED.get(name, ""), "?"))


def align(base, side, name):
    """Pairs of indexes of entries that are the same one."""
    pairs, free = {}, list(range(len(side)))

    def take(test):
        for i, e in enumerate(base):
            j = next((j for j in free if i not in pairs and test(e, side[j])), None)
            if j is not None:
                pairs[i] = j
                free.remove(j)

    take(lambda a, b: a == b)
    if name not in WORDS:
        take(lambda a, b: ident(a, name) and ident(a, name) == ident(b, name))
        d = DATED.get(name)
        if d:
            take(lambda a, b: not ident(a, name) and not ident(b, name) and a.get(d) == b.get(d))
    return pairs, free


class Merge:
    """The model: three-way merge of parsed records; self.conflicts is [(path, base, ours, theirs)]."""

    def __init__(self, side, variant):
        self.side, self.v, self.conflicts, self.removed = side, variant, [], False

    def pick(self, path, b, o, t):
        self.conflicts.append((path, b, o, t))
        return o if self.side == "o" else t

    def value(self, path, b, o, t):
        if o == t or t == b:
            return o
        return t if o == b else self.pick(path, b, o, t)

    def mapping(self, path, b, o, t):
        b, o, t = b or {}, o or {}, t or {}
        out = {}
        for k in dict.fromkeys([*o, *t, *b]):
            x, y, z, p = b.get(k), o.get(k), t.get(k), path + (k,)
            if k in FINDINGS:
                r = self.findings(p, x or [], y or [], z or [])
            elif k in ("closure", "verification") and not self.v["keys1"]:
                r = self.value(p, x, y, z)
            elif k in LISTS and not (self.v["words"] and k in WORDS and k != "evidence"):
                r = self.entries(p, x or [], y or [], z or [], k)
            elif any(isinstance(w, dict) for w in (x, y, z)):
                r = self.mapping(p, x, y, z)
            else:
                r = self.value(p, x, y, z)
            if r:
                out[k] = r
        if "ref" in out:
            self.status(path, b, o, t, out)
        return out

    def status(self, path, b, o, t, out):
        both = any(c[0] == path + ("status",) for c in self.conflicts)
        if self.v["status"] == "plain" or both and not (LOGSTATUS and self.v["status"] == "log"):
            return
        new = lambda s: [e for e in events(s) if e not in events(b)]  # a side's own events that carry a status
        last = (events(out) or [(0, 0, 0, out.get("status"))])[-1][3]
        if new(o) and new(t) and (last != out.get("status") or both):
            if self.v["status"] == "log":
                out["status"] = last
                self.conflicts = [c for c in self.conflicts if c[0] != path + ("status",)]
            else:
                out["status"] = self.pick(path + ("status",), b.get("status"), o.get("status"), t.get("status"))

    def whole(self, path, b, o, t):
        """An entry or finding that at most one side still has."""
        rest = t if o is None else o
        if b is None:
            return rest
        self.removed = True
        return None if rest is None or rest == b else self.pick(path, b, o, t)

    def findings(self, path, b, o, t):
        B, O, T = ({f.get("ref"): f for f in s} for s in (b, o, t))
        out = []
        for r in dict.fromkeys([*O, *T, *B]):
            p = path + (r,)
            f = self.mapping(p, B.get(r), O[r], T[r]) if r in O and r in T else self.whole(p, B.get(r), O.get(r), T.get(r))
            if f:
                out.append(f)
        return out

    def entries(self, path, b, o, t, name):
        (po, fo), (pt, ft) = align(b, o, name), align(b, t, name)
        out = []
        for i, e in enumerate(b):
            p = path + (label(e, name),)
            x, y = (o[po[i]] if i in po else None), (t[pt[i]] if i in pt else None)
            if x is None or y is None:
                r = self.whole(p, e, x, y)
            elif isinstance(e, dict) and (name == "actions" or not self.v["entry"]):
                r = self.mapping(p, e, x, y)
            else:
                r = self.value(p, e, x, y)
            if r:
                out.append(r)
        mine, left = [o[j] for j in fo], [t[j] for j in ft]
        for e in mine:
            if e in left:
                left.remove(e)
        return out + mine + left


def events(f):
    ev = [(e.get("date", ""), 1, i, e["status"]) for i, e in enumerate(f.get("progress", [])) if e.get("status")]
    for i, c in enumerate(f.get("closures", []) + ([f["closure"]] if f.get("closure") else [])):
        if c.get("date"):
            ev.append((c["date"], 2, i, c.get("status", f.get("status", "closed"))))
        if c.get("reopened") and not any(e[0] == c["reopened"] for e in ev):
            ev.append((c["reopened"], 3, i, "in_progress"))
    return sorted(ev)


def diff(a, b, path=()):
    """Paths at which two records differ, with both values."""
    if a == b:
        return []
    if isinstance(a, (dict, type(None))) and isinstance(b, (dict, type(None))) and not (a is None and path and path[-1][:1] == "["):
        out = []
        for k in dict.fromkeys([*(a or {}), *(b or {})]):
            x, y, p = (a or {}).get(k), (b or {}).get(k), path + (k,)
            if k in FINDINGS:
                X, Y = ({f.get("ref", "?"): f for f in s or []} for s in (x, y))
                for n, s in ((len(X), x), (len(Y), y)):
                    if n != len(s or []):
                        out.append((p + ("duplicate-ref",), x and len(x), y and len(y)))
                for r in dict.fromkeys([*X, *Y]):
                    out += (
                        diff(X[r], Y[r], p + (r,))
                        if r in X and r in Y
                        else [(p + (r,), X.get(r), Y.get(r))]
                        if X.get(r) != Y.get(r)
                        else []
                    )
            elif k in LISTS:
                out += diff_list(x or [], y or [], p, k)
            else:
                out += diff(x, y, p)
        return out
    return [(path, a, b)]


def diff_list(x, y, p, name):
    if name == "redactions":  # the number of the entry may have been adjusted
        x, y = ([{**e, "field": re.sub(r"\[\d+\]", "[]", e.get("field", ""))} for e in s] for s in (x, y))
    pairs, free = align(x, y, name)
    out = []
    for i, e in enumerate(x):
        q = p + (label(e, name) if isinstance(e, dict) else "[%s]" % e,)
        if i not in pairs:
            out.append((q, e, None))
        elif e != y[pairs[i]]:
            out += diff(e, y[pairs[i]], q)
    return out + [(p + (label(y[j], name) if isinstance(y[j], dict) else "[%s]" % y[j],), None, y[j]) for j in free]


def dig(v, path):
    for k in path:
        if isinstance(v, list):
            v = next(
                (e for e in v if (e.get("ref") == k if isinstance(e, dict) and "ref" in e else label(e, "") == k or "[%s]" % e == k)), None
            )
        else:
            v = (v or {}).get(k) if isinstance(v, (dict, type(None))) else None
    return v


def covers(p, q):
    return p[: len(q)] == q or q[: len(p)] == p


def order(got, b, o, t, path=()):
    """Paths of lists whose entries are not in the order that rule 10 asks for."""
    out = []
    for k, g in (got or {}).items():
        sides = [(s or {}).get(k) or [] for s in (b, o, t)]
        if isinstance(g, dict):
            out += order(g, *[s if isinstance(s, dict) else {} for s in sides], path + (k,))
        if not isinstance(g, list) or k not in LISTS | set(FINDINGS):
            continue
        d = DATED.get(k)
        day = lambda e: e.get(d, "") if d else ""
        if d and all(l == sorted(l, key=day) for l in sides) and g != sorted(g, key=day):
            out.append((path + (k,), "dates", [day(e) for e in g]))
        if k in FINDINGS:
            al = [{i: j for i, e in enumerate(g) for j, f in enumerate(s) if e.get("ref") == f.get("ref")} for s in sides]
        else:
            al = [align(g, s, k)[0] for s in sides]
        for i, j in itertools.combinations(range(len(g)), 2):
            turned = [i in m and j in m and m[i] > m[j] for m in al[1:]]
            agreed = [i in m and j in m and m[i] < m[j] for m in al[1:]]
            if any(turned) and not any(agreed) and not (d and day(g[i]) < day(g[j])):
                out.append((path + (k,), "turned", [ident(e, k) or e.get("ref") if isinstance(e, dict) else e for e in (g[i], g[j])]))
                break
        for i, e in enumerate(g):
            if isinstance(e, dict) and k != "grades":
                subs = [s[m[i]] if i in m else {} for s, m in zip(sides, al)]
                out += order(e, *subs, path + (k, e.get("ref") or label(e, k)))
    return out


def stale(rec):
    """Redactions that do not point to redacted words."""

    def at(v, field):
        try:
            for a, n in re.findall(r"([a-z_]+)|\[(\d+)\]", field):
                v = v[a] if a else v[int(n)]
        except (KeyError, IndexError, TypeError):
            v = None
        return str(v)

    return {
        (k, f.get("ref"), "redactions", label(r, "redactions"))
        for k in FINDINGS
        for f in rec.get(k, [])
        for r in f.get("redactions", [])
        if "[redacted]" not in at(f, r.get("field", ""))
    }


# ---------------- judging one record of one merge
VARIANTS = [
    dict(zip(("entry", "words", "keys1", "status"), v))
    for v in itertools.product((False, True), (False, True), (False, True), ("plain", "conflict", "log"))
]


def resolve(text, side):
    out, state, seen = [], None, False
    for line in text.splitlines(True):
        m = re.match(r"(<{7,}|\|{7,}|={7,}|>{7,})( .*)?\r?$", line)
        if m and (state or line[0] == "<"):
            state, seen = {"<": "o", "|": "b", "=": "t", ">": None}[line[0]], True
        elif state in (None, side):
            out.append(line)
    return "".join(out), seen


def comments(text):
    at = [(l, m) for l in text.splitlines() for m in [COMMENT.search(l)] if m]
    return {m.group(1): (m.group().strip(), (re.match(r"\s*(?:- )?(\w+):", l[: m.start()]) or [0, None])[1]) for l, m in at}


def line_ends(text):
    n, c = text.count("\n"), text.count("\r\n")
    return "none" if not n else "crlf" if c == n else "lf" if not c else "mixed"


def named(path, message):
    f = next((FINDINGS[path[i]] + path[i + 1] for i in range(len(path) - 1) if path[i] in FINDINGS), "")
    keys = [k for i, k in enumerate(path) if k[:1] != "[" and k not in FINDINGS and not (i and path[i - 1] in FINDINGS)] or list(path[:1])
    words = [w for k in keys[-2:] for w in (k, k.replace("_", " "), *SAY.get(k, []))]
    return any(re.search(r"\b%s\b" % re.escape(f), l) and any(w.lower() in l.lower() for w in words) for l in message.splitlines())


def judge(base, ours, theirs, got, conflicted, message, new_rules=(), both=None):
    """Disagreements [(kind, path, base, ours, theirs, got)], and the number of conflicts the model has."""
    out = []
    try:
        b, o, t = load(base), load(ours), load(theirs)
    except yaml.YAMLError:
        return None, 0
    (go, seen), (gt, _) = (resolve(got, "o"), resolve(got, "t")) if not both else ((both[0], True), (both[1], True))
    model = Merge("o", VARIANTS[0])
    model.mapping((), b, o, t)
    if seen and not conflicted:
        return [("broken", ("markers in a clean merge",), "", "", "", "")], len(model.conflicts)
    if conflicted and not seen:
        return [("broken", ("conflict without markers",), "", "", "", got[:80])], len(model.conflicts)
    try:
        go, gt = load(go), load(gt)
    except yaml.YAMLError as e:
        return [("broken", ("not YAML",), "", "", "", str(e).replace("\n", " ")[:160])], len(model.conflicts)
    cb, co, ct, cg = comments(base), comments(ours), comments(theirs), comments(got)
    new = [{x[1] for c, x in s.items() if c not in cb and x[1]} for s in (co, ct)]
    edited = new[0] & new[1] | {c for c in co if c in ct and co[c][0] != ct[c][0] and (c not in cb or cb[c][0] not in (co[c][0], ct[c][0]))}
    best = None
    for v in VARIANTS:
        d = compare(b, o, t, go, gt, conflicted, message, v, edited)
        if best is None or len(d) < len(best):
            best = d
        if not d:
            break
    out += best
    # words: on a side, and not taken out by the other
    toks = [set(TOKEN.findall(s)) for s in (base, ours, theirs, got + (message if both else ""))]
    for x in sorted(((toks[0] & toks[1] & toks[2]) | (toks[1] - toks[0]) | (toks[2] - toks[0])) - toks[3]):
        if x[0] == "c":
            continue
        where = next((l.strip() for s in (ours, theirs) for l in s.splitlines() if x in l), "")
        out.append(("lost", (x,), x in toks[0], x in toks[1], x in toks[2], where))
    want = (set(cb) & set(co) & set(ct)) | (set(co) - set(cb)) | (set(ct) - set(cb))
    for c in sorted(want | set(cg)):
        args = tuple((s.get(c) or ("",))[0] for s in (cb, co, ct, cg))
        if c in want and c not in cg and not model.removed:
            out.append(("comment", (c, "lost"), *args))
        elif c in cg and c not in want and not conflicted and args[0] in args[1:3]:
            out.append(("comment", (c, "back again"), *args))
        elif c in cg and c in want:
            keys = sorted({str(s[c][1]) for s in (cb, co, ct) if c in s})
            if str(cg[c][1]) not in keys and not conflicted:
                out.append(("comment", (c, "moved"), keys, "", "", cg[c][1]))
            w = args[1] if args[2] in (args[0], "") or args[1] == args[2] else args[2] if args[1] in (args[0], "") else None
            if w is not None and args[3] != w and not conflicted:
                out.append(("comment", (c, "text"), *args))
    for p, why, g in order(go, b, o, t):
        out.append(("order", p, why, "", "", g))
    if not conflicted:
        for p in sorted(stale(go) - stale(o) - stale(t) - stale(b)):
            out.append(("redaction", p, "", "", "", ""))
        for r in sorted(new_rules):
            out.append(("new-errors", (r,), "", "", "", ""))
        eb, eo, et, eg = (line_ends(s) for s in (base, ours, theirs, got))
        w = eo if et in (eb, eo) else et if eo == eb else eg
        if "mixed" not in (eo, et) and eg != w:
            out.append(("line-ends", ("file",), eb, eo, et, eg))
    return out, len(model.conflicts)


def compare(b, o, t, go, gt, conflicted, message, v, edited):
    M, N = Merge("o", v), Merge("t", v)
    mo, mt = M.mapping((), b, o, t), N.mapping((), b, o, t)
    conf = [c for c in M.conflicts]
    out = []
    if not conflicted:
        return [("missed", p, x, y, z, dig(go, p)) for p, x, y, z in conf] + [
            ("wrong-silent", p, "model=%s" % short(m), "", "", g) for p, m, g in diff(mo, go) if not any(covers(c[0], p) for c in conf)
        ]
    actual = diff(go, gt)
    if not conf and not actual and not edited:
        out.append(("needless", ("no value",), "", "", "", "sides of the conflict have the same data"))
    # Where both closed a finding, the tool asks which closing counts; the status goes with it.
    shut = {p[: p.index("closures")] for p, _, _ in actual if "closures" in p}
    actual = [a for a in actual if "closures" not in a[0]]
    conf = [
        c for c in conf if not (c[0][-1] == "status" and c[0][:-1] in shut or any(c[0][: len(h) + 1] == (*h, "closures") for h in shut))
    ]
    actual = [a for a in actual if not (a[0][-1] == "status" and a[0][:-1] in shut)]
    if shut and not conf and not actual:
        return out
    answers = {"commissioner_response", "chief_officer_response"}
    need = [p for p, _, _ in actual if not any(covers(c[0], p) for c in conf) and not answers & set(p)]
    out += [("needless", p, "", x, y, "") for p, x, y in actual if p in need]
    for p, x, y, z in conf:
        if not any(covers(p, q) for q, _, _ in actual):
            out.append(("missed", p, x, y, z, "clean in a file with conflicts"))
        elif not named(p, message):
            out.append(("not-named", p, x, y, z, ""))
    return out + [
        ("wrong-conflict", p, "with " + who, "model=%s" % short(x), "", y)
        for who, m, g in (("ours", mo, go), ("theirs", mt, gt))
        for p, x, y in diff(m, g)
        if not any(covers(p, q[1]) for q in out if q[0] in ("needless", "missed")) and not any(p[: len(h)] == h for h in shut)
    ]


def short(x, n=70):
    s = x if isinstance(x, str) else "-" if x is None else json.dumps(x, ensure_ascii=False) if not isinstance(x, set) else str(x)
    s = s.replace("\n", "\\n")
    return s if len(s) <= n else s[: n - 1] + "…"


# ---------------- generator
POSTS = ["Head of Custody", "Head of Training", "Head of Rural Crime", "Deputy Chief Constable", "Head of Estates", "Use of Force Lead"]
SAYS = [
    "The board saw the plan",
    "Two stations were visited",
    "Officers were trained",
    "The audit found gaps",
    "Software was bought",
    "A meeting was held with partners",
    "The form was changed",
    "Reviewed",
]
SUBJECTS = ["stolen-tractors", "custody-suites", "missing-people", "vetting-revisit", "digital-forensics"]
D0 = date(2026, 3, 1)


class Gen:
    def __init__(self, rng):
        self.r, self.n = rng, 0

    def tok(self, c="n"):
        self.n += 1
        return "%s%dq" % (c, self.n)

    def say(self):
        return "%s %s" % (self.r.choice(SAYS), self.tok())

    def day(self, a, b):
        return (D0 + timedelta(days=self.r.randint(a, b))).isoformat()

    def finding(self, ref, v, cause=None):
        r = self.r
        f = {
            "ref": ref,
            "text": "Chief constables should act, " + self.say() + "." + ("\n\n- point\n- " + self.say() if r.random() < 0.3 else ""),
        }
        if r.random() < 0.6:
            f["addressed_to"] = r.sample(["chief constables", "Home Office", "police forces", "College of Policing"], r.randint(1, 2))
        if r.random() < 0.7:
            f["due"] = self.day(120, 300)
        if r.random() < 0.3:
            f["target"] = self.day(60, 119)
        if r.random() < 0.5:
            f["priority"] = r.choice(["high", "medium", "low"])
        f["status"] = r.choice(["not_started", "in_progress", "in_progress", "pending_sign_off", "closed"])
        f["owner"] = r.choice(POSTS) if v == 1 or r.random() < 0.75 else r.sample(POSTS, 2)
        if r.random() < 0.4:
            f["chief_officer_response"] = {"heading": "Plan", "text": self.say() + "."}
        if r.random() < 0.7:
            f["commissioner_response"] = {"action": r.choice(["taken", "proposed"]), "text": self.say() + ".\n" + self.say()}
        acts = [
            {
                "text": self.say(),
                **({"owner": r.choice(POSTS)} if r.random() < 0.7 else {}),
                "target": self.day(20, 90),
                **({"done": self.day(-40, -1), "evidence": ["minutes/%s.pdf" % self.tok()]} if r.random() < 0.3 else {}),
            }
            for _ in range(r.randint(0, 3))
        ]
        if acts:
            f["actions"] = acts
        if r.random() < 0.3:
            f["extensions"] = [
                {"agreed": self.day(-60, -1), "to": self.day(301, 400), "reason": self.say(), "approved_by": r.choice(POSTS)}
            ]
        days = sorted(self.day(-200, -2) for _ in range(r.randint(0, 4)))
        log = [
            {
                "date": d,
                **({"by": r.choice(POSTS)} if r.random() < 0.5 else {}),
                "note": self.say() + ("\nand more: " + self.tok() if r.random() < 0.2 else ""),
            }
            for d in days
        ]
        if log:
            log[-1]["status"] = f["status"]
            f["progress"] = log
        if f["status"] == "closed":
            c = {
                "date": days[-1] if days else self.day(-90, -1),
                **({"status": "closed"} if v == 2 else {}),
                "approved_by": r.choice(POSTS),
                "evidence": ["minutes/%s.pdf" % self.tok()],
            }
            f["closures" if v == 2 else "closure"] = [c] if v == 2 else c
        if r.random() < 0.2:
            w = {"by": "HMICFRS", "date": self.day(-30, -1), "reference": "Letter " + self.tok(), "outcome": "open"}
            f["verifications" if v == 2 else "verification"] = [w] if v == 2 else w
        if cause:
            f["cause_of_concern"] = cause
        return f

    def record(self, slug):
        r, v = self.r, 1 if self.r.random() < 0.2 else 2
        pub = r.random() < 0.3
        rec = {
            "schema_version": v,
            "stage": "published" if pub else "draft",
            "force": "Kent",
            "local_policing_body": {"kind": "pcc", "holder": "A. N. Other"},
            "chief_officer": {"title": "Chief Constable", "name": "A. N. Officer"},
            "inspection": {
                "title": "An inspection, " + slug,
                "inspectorates": ["HMICFRS"],
                "kind": "thematic",
                "published": "2025-05-16",
                "summary": self.say() + ".",
            },
        }
        coc = r.random() < 0.5
        rec["recommendations"] = [self.finding(str(i + 1), v, "1" if coc and i == 0 else None) for i in range(r.randint(1, 4))]
        if r.random() < 0.6:
            rec["areas_for_improvement"] = [self.finding(str(i + 1), v) for i in range(r.randint(1, 2))]
        if coc:
            rec["causes_of_concern"] = [self.finding("1", v)]
        if r.random() < 0.4:
            rec["commissioner_overall_comments"] = self.say() + ".\n\n" + self.say()
        if pub:
            rec["publication"] = {
                "chief_officer_invited": "2025-05-20",
                "published": "2025-07-08",
                "sent_to_inspectorate": "2025-07-08",
                "sent_to_secretary_of_state": "2025-07-08",
            }
        lines = ["# yaml-language-server: $schema=../../schemas/inspection-response.schema.json"]
        self.emit(rec, 0, lines, r.choice([0, 2, 2]))
        text = "\n".join(lines) + "\n"
        for _ in range(r.randint(0, 6)):
            text = self.add_comment(text)
        for _ in range(r.choice([0, 0, 2])):
            text = self.add_mark(text)
        return text.replace("\n", "\r\n") if r.random() < 0.15 else text

    def emit(self, d, ind, out, lind, dash=False):
        pad = " " * ind
        for i, (k, v) in enumerate(d.items()):
            p = " " * (ind - 2) + "- " if dash and i == 0 else pad
            if isinstance(v, dict):
                out.append(p + k + ":")
                self.emit(v, ind + 2, out, lind)
            elif isinstance(v, list) and isinstance(v[0], dict):
                out.append(p + k + ":")
                for e in v:
                    if k in ("extensions", "verifications") and self.r.random() < 0.2:
                        out.append(" " * (ind + lind) + "- {" + ", ".join("%s: %s" % x for x in e.items()) + "}")
                    else:
                        self.emit(e, ind + lind + 2, out, lind, True)
            elif isinstance(v, list):
                out += [p + k + ": [" + ", ".join(v) + "]"] if self.r.random() < 0.6 else [p + k + ":"] + [pad + "  - " + x for x in v]
            elif k in ("note", "text", "summary", "commissioner_overall_comments") and ("\n" in v or self.r.random() < 0.6):
                out.append(p + k + ": |")
                out += [(pad + "  " + l).rstrip() if l else "" for l in str(v).split("\n")]
            else:
                out.append(
                    p + k + ": " + ('"%s"' % v if k in ("ref", "cause_of_concern") or k == "owner" and self.r.random() < 0.1 else str(v))
                )

    # edits of the text, as by hand
    def keys(self, text):
        """Indexes of lines that are `key: value` outside of block texts."""
        lines, out, block = text.split("\n"), [], None
        for i, l in enumerate(lines):
            s = len(l) - len(l.lstrip())
            if block is not None and (not l.strip() or s > block):
                continue
            block = None
            m = re.match(r"(\s*(?:- )?)(\w+):(.*)", l)
            if m:
                if re.match(r"\s*[|>][-+]?\s*(#.*)?$", m.group(3)):
                    block = len(m.group(1))
                out.append(i)
        return lines, out

    def add_comment(self, text):
        lines, keys = self.keys(text)
        i = self.r.choice(keys)
        c = "# officer's remark " + self.tok("c")
        lines[i : i + 1] = (
            [lines[i] + "  " + c] if self.r.random() < 0.5 and "#" not in lines[i] else [re.match(r"\s*", lines[i]).group() + c, lines[i]]
        )
        return "\n".join(lines)

    def add_mark(self, text):
        lines, keys = self.keys(text)
        keys = [i for i in keys if re.match(r" +(due|owner|priority|target|text): ", lines[i]) and "#" not in lines[i]]
        if keys:
            lines[self.r.choice(keys)] += " # irr: check (a guess %s)" % self.tok("c")
        return "\n".join(lines)

    def hand(self, text, hot=False):
        crlf, r = "\r\n" in text, self.r
        text = text.replace("\r\n", "\n")
        how = (
            r.choice(
                ["comment", "comment", "uncomment", "recomment", "words", "words", "words", "remove", "quote", "blank", "ends", "insert"]
            )
            if not hot
            else r.choice(["words", "words", "remove"])
        )
        lines, keys = self.keys(text)
        if how == "comment":
            text = self.add_comment(text)
        elif how in ("uncomment", "recomment"):
            at = [i for i, l in enumerate(lines) if COMMENT.search(l)]
            if at:
                i = r.choice(at)
                lines[i] = (
                    lines[i] + " " + self.tok("e") if how == "recomment" and "irr:" not in lines[i] else COMMENT.sub("", lines[i]).rstrip()
                )
                if not lines[i].strip():
                    del lines[i]
        elif how == "words":
            at = [i for i, l in enumerate(lines) if re.search(r"\bn\d+q\b", l) and not re.search(r'[\]}"#]|\.pdf', l)]
            if at:
                lines[at[-1] if hot else r.choice(at)] += " corrected " + self.tok("e")
        elif how in ("remove", "insert"):
            at = [i for i in keys if re.match(r"  +- (ref|date|text|agreed):", lines[i])]
            if at:
                i = at[-1] if hot else r.choice(at)
                s = lines[i].index("-")
                j = i + 1
                while j < len(lines) and (not lines[j].strip() or len(lines[j]) - len(lines[j].lstrip()) > s):
                    j += 1
                sibling = lambda k: 0 <= k < len(lines) and lines[k].startswith(" " * s + "- ")
                if (
                    how == "insert"
                    and "- date" in lines[i]
                    and "by: HMICFRS" not in "\n".join(lines[i:j])
                    and any("note:" in l for l in lines[i:j])
                ):
                    lines[i:i] = [" " * s + "- date: " + lines[i].split("date: ")[1].split()[0], " " * s + "  note: " + self.say()]
                elif how == "remove" and (
                    sibling(j)
                    or any(
                        sibling(k)
                        for k in range(max(0, i - 8), i)
                        if not any(len(l) - len(l.lstrip()) < s for l in lines[k:i] if l.strip())
                    )
                ):
                    del lines[i:j]
        elif how == "quote":
            at = [i for i in keys if re.match(r"\s+owner: [A-Z][\w ]+$", lines[i])]
            if at:
                i = r.choice(at)
                lines[i] = re.sub(r": (.*)", r": '\1'", lines[i])
        elif how == "blank":
            lines.insert(r.choice(keys), "")
        if how != "comment":
            text = "\n".join(lines)
        if how == "ends" and r.random() < 0.2:
            crlf = not crlf
        return text.replace("\n", "\r\n") if crlf else text


# ---------------- a round


class Round:
    def __init__(self, number):
        self.number, self.rng = number, random.Random("%d/%d" % (SEED, number))
        self.g, self.dir = Gen(self.rng), tempfile.mkdtemp(prefix="irr-merge-")
        self.bin = os.path.join(self.dir, "bin")
        self.store = os.path.join(self.dir, "store")
        os.makedirs(self.bin)
        os.makedirs(self.store)
        os.symlink(IRR, os.path.join(self.bin, "irr"))
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "IRR"))}
        self.env.update(
            PATH=self.bin + ":" + os.environ["PATH"],
            HOME=self.dir,
            GIT_CONFIG_NOSYSTEM="1",
            LC_ALL="C.UTF-8",
            IRR_TODAY="2026-12-01",
            GIT_AUTHOR_NAME="A",
            GIT_AUTHOR_EMAIL="a@x",
            GIT_COMMITTER_NAME="A",
            GIT_COMMITTER_EMAIL="a@x",
            NO_COLOR="1",
            GIT_EDITOR="true",
            COLUMNS="400",
        )
        self.log, self.rules_cache, self.batch = [], {}, None

    def run(self, *args, **kw):
        p = subprocess.run(
            args, cwd=kw.pop("cwd", self.store), env={**self.env, **kw.pop("env", {})}, capture_output=True, timeout=60, **kw
        )
        return p.returncode, p.stdout.decode("utf8", "replace"), p.stderr.decode("utf8", "replace")

    def git(self, *args, **kw):
        return self.run("git", *args, **kw)

    def must(self, *args):
        c, o, e = self.git(*args)
        if c:
            raise RuntimeError("git %s: %s" % (" ".join(args), e or o))
        return o.strip()

    def read(self, p):
        p = os.path.join(self.store, p)
        return open(p, "rb").read().decode("utf8") if os.path.exists(p) else ""

    def write(self, p, t):
        with open(os.path.join(self.store, p), "wb") as f:
            f.write(t.encode())

    def show(self, rev, path):
        if not self.batch:
            self.batch = subprocess.Popen(
                ["git", "cat-file", "--batch"], cwd=self.store, env=self.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        self.batch.stdin.write(("%s:%s\n" % (rev, path)).encode())
        self.batch.stdin.flush()
        head = self.batch.stdout.readline().split()
        if head[-1] == b"missing":
            return ""
        text = self.batch.stdout.read(int(head[2])).decode("utf8", "replace")
        self.batch.stdout.read(1)
        return text

    def commit(self, m):
        self.git("add", "-A")
        return self.git("commit", "-qnm", m)[0] == 0

    def setup(self):
        self.must("init", "-qb", "main")
        for k, v in (("gc.auto", "0"), ("maintenance.auto", "false"), ("core.autocrlf", "false")):
            self.must("config", k, v)
        c, o, e = self.run(IRR, "init", "--force", "Kent", "--body", "pcc", "--holder", "A. N. Other", "--chief-officer", "A. N. Officer")
        if c:
            raise RuntimeError("irr init: " + e)
        attrs = self.read(".gitattributes")
        has = self.run(IRR, "merge-driver", "--help")[0] == 0 and not PLAIN
        m = re.search(r"merge=([\w-]+)", attrs)
        self.driver = "none"
        extra = "records/**/*.yaml -text\n"  # CRLF records stay CRLF in the repository
        if has:
            name = m.group(1) if m else "irr"
            self.driver = "by irr init"
            if not m:
                extra += "records/**/*.yaml merge=irr\n"
                self.driver = "attribute set by the judge"
            if self.git("config", "merge.%s.driver" % name)[0]:
                self.must("config", "merge.%s.driver" % name, "irr merge-driver %O %A %B %P")
                self.driver += ", config set by the judge"
        elif m:
            extra += "records/**/*.yaml !merge\n"
        self.write(".git/info/attributes", extra)
        os.makedirs(os.path.join(self.store, "records/kent"), exist_ok=True)
        slugs = self.rng.sample(SUBJECTS, self.rng.randint(2, 4))
        self.paths = ["records/kent/2025-05-16-%s.yaml" % s for s in slugs]
        self.extra = ("records/kent/2025-05-16-extra.yaml", self.g.record("extra"))
        for s, p in zip(slugs, self.paths):
            self.write(p, self.g.record(s))
            if self.rng.random() < 0.5:
                self.run(IRR, "fmt", p)
        p = self.rng.choice(self.paths)
        rec = load(self.read(p))
        k = self.rng.choice([k for k in FINDINGS if rec.get(k)])
        self.hot = (
            p,
            k,
            self.rng.choice(rec[k])["ref"],
            self.rng.choice(
                [
                    "set",
                    "set",
                    "set",
                    "set",
                    "answer",
                    "close",
                    "progress",
                    "done",
                    "move",
                    "extend",
                    "hand",
                    "reopen",
                    "redact",
                    "finding",
                    "confirm",
                    "hand",
                    "hand",
                ]
            ),
        )
        self.hotset = self.rng.randrange(14)
        self.commit("base")
        self.base = self.must("rev-parse", "HEAD")

    def one(self, today):
        """One random change; returns what it was."""
        r, g = self.rng, self.g
        paths = [p for p in self.paths + [self.extra[0]] if os.path.exists(os.path.join(self.store, p))]
        p = r.choice(paths[:1] * 4 + paths)
        text = self.read(p)
        rec = load(text)
        v2 = rec.get("schema_version") == "2"
        id_ = p[len("records/") : -5]
        found = [(k, f) for k in FINDINGS for f in rec.get(k, [])] or [("recommendations", {"ref": "1"})]
        k, f = r.choice(found[:1] * 3 + found[:2] + found)
        a = "%s:%s%s" % (id_, FINDINGS[k], f["ref"])
        day = (D0 + timedelta(days=today)).isoformat()
        post = r.choice(POSTS)
        inp = None
        back = ["--date", g.day(today - 20, today)] if r.random() < 0.25 else []
        st = f.get("status")
        what = r.choices(
            [
                "progress",
                "note",
                "extend",
                "add",
                "done",
                "move",
                "set",
                "close",
                "reopen",
                "answer",
                "escalate",
                "verify",
                "finding",
                "confirm",
                "fmt",
                "hand",
                "rm",
                "redact",
                "newrec",
            ],
            [14, 4, 7, 7, 6, 5, 20, 8, 6, 5, 3, 5, 4, 2, 2, 16, 1, 2, 1],
        )[0]
        hot = r.random() < 0.4
        if hot:  # the finding and the kind of change that the round's branches quarrel about
            p, k, ref, what = self.hot
            text = self.read(p)
            rec = load(text)
            v2 = rec.get("schema_version") == "2"
            id_ = p[len("records/") : -5]
            f = next((x for x in rec.get(k, []) if x["ref"] == ref), None)
            if not f:
                return "none"
            a, st = "%s:%s%s" % (id_, FINDINGS[k], ref), f.get("status")
        if what == "reopen" and st not in ("closed", "superseded", "not_accepted"):
            what = "close"
        if what == "close" and st in ("closed", "superseded", "not_accepted"):
            what = "progress"
        acts = f.get("actions", [])
        if what in ("done", "move") and not acts:
            what = "add"
        if what == "confirm" and "irr: check" not in text:
            what = "set"
        if what == "progress":
            note = "Reviewed" if r.random() < 0.06 else g.say() + ("\n\nSecond part " + g.tok() if r.random() < 0.2 else "")
            c = (
                ["progress", a, "-m", note, *back]
                + (["--by", post] if r.random() < 0.3 else [])
                + (["--owner", post] if r.random() < 0.1 else [])
            )
            if r.random() < 0.4 and st in ("not_started", "in_progress", "pending_sign_off"):
                c += ["--status", r.choice(["in_progress", "pending_sign_off", "in_progress"])]
            if v2 and r.random() < 0.1:
                c += ["--internal"]
        elif what == "reopen":
            c = ["progress", a, "-m", g.say(), "--status", "in_progress"]
        elif what == "note":
            c = ["note", a, "-m", g.say(), *back]
        elif what == "extend":
            c = ["extend", a, "--to", g.day(401 + 15 * today, 430 + 15 * today), "--reason", g.say(), "--approved-by", post] + (
                ["--agreed", back[1]] if back else []
            )
        elif what == "add":
            c = (
                ["action", "add", a, "--text", g.say(), "--owner", post]
                + (["--target", g.day(100, 200)] if r.random() < 0.7 else [])
                + (["--owner", r.choice(POSTS)] if v2 and r.random() < 0.2 else [])
            )
        elif what == "done":
            c = ["action", "done", a, "--which", str(r.randint(1, len(acts)))] + (
                ["--evidence", "minutes/%s.pdf" % g.tok()] if r.random() < 0.7 else []
            )
        elif what == "move":
            c = [
                "action",
                "move",
                a,
                "--which",
                str(r.randint(1, len(acts))),
                "--to",
                g.day(200, 300),
                "--reason",
                g.say(),
                "--approved-by",
                post,
            ]
        elif what == "close":
            c = ["close", a, "--approved-by", post, "--evidence", "minutes/%s.pdf" % g.tok(), *back]
            if r.random() < 0.3:
                c += ["-m", g.say()]
            elif r.random() < 0.2:
                c += ["--as", r.choice(["superseded", "not-accepted"]), "-m", g.say()]
        elif what == "answer":
            c = ["answer", a, "-F", "-", *r.choice([["--chief-officer"], ["--action", "proposed"], []])]
            inp = (g.say() + ".\n\n" + g.say() + "\n").encode()
        elif what == "escalate":
            c = [
                "escalate",
                a,
                "--to",
                r.choice(["engage", "accelerated", "ended", "scan"][: 4 if f.get("escalation") else 2]),
                "--reference",
                "Letter " + g.tok(),
                *back,
            ]
        elif what == "verify":
            c = ["verify", a, "--outcome", r.choice(["open", "closed"]), "--reference", "Letter " + g.tok(), "--by", "HMICFRS", *back]
        elif what == "finding":
            n = len(rec.get(k, [])) + 1
            c = [
                "add",
                "%s:%s%d" % (id_, FINDINGS[k], n + (r.random() < 0.3)),
                "text=Forces should act, %s." % g.say(),
                "owner=" + post,
                "addressed_to=chief constables",
                "due=" + g.day(200, 300),
            ]
            if k == "causes_of_concern":
                c += ["--recommendations", "R1"]
        elif what == "confirm":
            c = ["confirm", a]
        elif what == "fmt":
            c = ["fmt", p]
        elif what == "rm":
            c = ["rm", a, "--unlink"]
        elif what == "redact":
            c = [
                "redact",
                a,
                *r.choice(
                    [
                        ["progress[%d].note" % r.randrange(len(f["progress"]))] if f.get("progress") else ["text"],
                        ["commissioner_response.text"],
                    ]
                ),
                "--reason",
                "A person is named " + g.tok(),
                "--by",
                "Data Protection Officer",
            ]
        elif what == "set":
            sets = [
                ["owner=" + post],
                ["owner=" + post],
                ["owner=" + post, "priority=" + r.choice(["high", "medium", "low"])],
                ["priority=" + r.choice(["high", "low"])],
                ["priority="],
                ["due=" + g.day(200, 300)],
                ["target=" + g.day(60, 110)],
                ["due_text=By the spring " + g.tok()],
                ["commissioner_response.action=" + r.choice(["taken", "proposed"])],
                ["commissioner_response.text=" + g.say()],
                ["addressed_to+=" + r.choice(["HMPPS", "Kent Police", "CPS"])],
                ["text=" + g.say()],
                ["chief_officer_response.heading=" + g.say()],
                ["owner+=" + post] if v2 else ["owner=" + post],
                ["area=Custody " + g.tok()],
            ]
            c = ["set", a] + sets[self.hotset if hot else r.randrange(len(sets))]
            if not hot and r.random() < 0.2:
                c = [
                    "set",
                    id_,
                    r.choice(
                        [
                            "inspection.url=https://example.org/" + g.tok(),
                            "commissioner_overall_comments=" + g.say(),
                            "inspection.kind=" + r.choice(["joint", "force"]),
                            "chief_officer.name=Officer " + g.tok(),
                            "inspection.summary=" + g.say(),
                            "publication.url=https://example.org/" + g.tok(),
                            "chief_officer_response.overview=" + g.say(),
                        ]
                    ),
                ]
        elif what == "newrec":
            return self.read(self.extra[0]) or self.write(*self.extra) or "new record"
        else:
            t = g.hand(text, hot)
            try:
                load(t)
            except yaml.YAMLError:
                return "hand: unusable"
            self.write(p, t)
            return "hand edit of " + id_
        if what not in ("fmt",):
            c += ["--yes"] + (["--anyway"] if r.random() < 0.5 or what == "rm" else [])
        code, o, e = self.run(IRR, "--no-input", *c, env={"IRR_TODAY": day}, input=inp or b"")
        COUNT["irr command refused" if code else "irr command done"] += 1
        REFUSED[what] += bool(code)
        return "%s irr %s%s" % (day, " ".join(c), " (refused %d)" % code if code else "")

    def branch(self, i):
        self.must("checkout", "-qfb", "b%d" % i, self.base)
        today, did = self.rng.randint(0, 12), []
        for _ in range(self.rng.randint(1, 6)):
            did.append(self.one(today))
            today += self.rng.randint(0, 6)
            if self.rng.random() < 0.35:
                self.commit("step of b%d" % i)
        self.commit("work of b%d" % i)
        self.log.append((i, did))
        self.rules("b%d" % i)

    def rules(self, key=None):
        """Rule codes of errors, by file, of what is in the folder now."""
        if key and key in self.rules_cache:
            return self.rules_cache[key]
        _, o, e = self.run(IRR, "validate", "--format", "json")
        out = {}
        try:
            errors = [i for i in json.loads(o)["items"] if i["severity"] == "error"]
        except (ValueError, KeyError):
            errors = [{"path": "?", "rule": "validate failed: " + e[:80]}]
        for i in errors:
            out.setdefault(i["path"], set()).add(i["rule"])
        if key:
            self.rules_cache[key] = out
        return out

    def check(self, what, base, ours, theirs, code, message, sides=None):
        """Judges every record after a merge; the folder has the result."""
        un = {l.split("\t")[1] for l in self.must("ls-files", "-u").splitlines()}
        if code and not un:
            return report(self, what, "", [("broken", ("git failed",), "", "", "", message[-200:])])
        COUNT["merges"] += 1
        if un:
            message += self.run(IRR, "validate")[1]
        new = self.rules() if sides else {}
        paths = sorted(set(self.paths + [self.extra[0]]))
        for p in paths:
            b, o, t = (self.show(x, p) for x in (base, ours, theirs))
            if o == t == b:
                continue
            got, c = self.read(p), p in un
            touched = o != b and t != b and o != t
            rules = new.get(p, set()) - set().union(*[s.get(p, set()) for s in sides]) if sides else set()
            d, n = judge(b, o, t, got, c, message, rules)
            if d is None:
                COUNT["skipped: a side is not YAML"] += 1
                continue
            tally(what, touched, c, n, d)
            report(self, what, p, d, b, o, t, got, message)

    def merge(self, i, j):
        o, t = "b%d" % i, "b%d" % j
        self.must("checkout", "-qf", "--detach", o)
        c, out, err = self.git("merge", "-q", "--no-edit", t)
        self.check("merge %s<-%s" % (o, t), self.base, o, t, c, out + err, [self.rules_cache[o], self.rules_cache[t]])
        self.git("merge", "--abort")
        self.git("reset", "-q", "--hard")

    def pick(self, i, j):
        self.must("checkout", "-qf", "--detach", "b%d" % i)
        for c in self.must("rev-list", "--reverse", "%s..b%d" % (self.base, j)).split():
            head = self.must("rev-parse", "HEAD")
            code, out, err = self.git("cherry-pick", "--allow-empty", "--keep-redundant-commits", c)
            self.check("pick b%d<-b%d" % (i, j), c + "^", head, c, code, out + err)
            if code:
                self.git("cherry-pick", "--abort")
                self.git("reset", "-q", "--hard")
                break

    def rebase(self, i, j):
        self.must("checkout", "-qf", "--detach", "b%d" % j)
        todo = self.must("rev-list", "--reverse", "%s..b%d" % (self.base, j)).split()
        code, out, err = self.git("rebase", "--empty=keep", "--reapply-cherry-picks", "--no-ff", "b%d" % i)
        new = self.must("rev-list", "--reverse", "b%d..HEAD" % i).split()
        tip = self.must("rev-parse", "b%d" % i)
        if code and len(new) < len(todo):  # stopped
            self.check("rebase", todo[len(new)] + "^", new[-1] if new else tip, todo[len(new)], code, out + err)
        for k, n in enumerate(new):  # the steps that went through
            COUNT["merges"] += 1
            for p in self.paths + [self.extra[0]]:
                b, o, t = self.show(todo[k] + "^", p), self.show(new[k - 1] if k else tip, p), self.show(todo[k], p)
                if b == o == t:
                    continue
                got = self.show(n, p)
                d, m = judge(b, o, t, got, False, "")
                if d is None:
                    continue
                tally("rebase", o != b and t != b and o != t, False, m, d)
                report(self, "rebase b%d onto b%d" % (j, i), p, d, b, o, t, got, out + err)
        self.git("rebase", "--abort")
        self.git("reset", "-q", "--hard")

    others = (pick, rebase)

    def play(self):
        try:
            self.setup()
            for i in range(BRANCHES):
                self.branch(i)
            for i, j in itertools.permutations(range(BRANCHES), 2):
                self.merge(i, j)
            for f in self.others:
                f(self, *self.rng.sample(range(BRANCHES), 2))
        except (RuntimeError, subprocess.TimeoutExpired) as e:
            report(self, "round", "", [("broken", ("round stopped",), "", "", "", str(e)[:300])])
        finally:
            if self.batch:
                self.batch.stdin.close()
                self.batch.stdout.close()
                self.batch.wait()
            shutil.rmtree(self.dir, ignore_errors=True)


COUNT, KINDS, LINES, REFUSED, FIELDS = Counter(), Counter(), [], Counter(), Counter()


def tally(what, touched, conflicted, expected, d):
    COUNT["record cases"] += 1
    COUNT["  of " + what.split()[0]] += 1
    COUNT["record cases, both sides changed it"] += touched
    COUNT["  conflict" if conflicted else "  clean"] += 1
    COUNT["conflicts expected (values)"] += expected
    if expected:
        COUNT["records with a conflict expected"] += 1
        COUNT["  and found"] += conflicted
    COUNT["record cases wrong"] += bool(d)


def report(rnd, what, path, found, *texts):
    for kind, p, b, o, t, g in found:
        KINDS[kind] += 1
        FIELDS[
            kind,
            p[-1]
            if kind == "new-errors"
            else ".".join(x for x in p if not re.search(r"\d", x) and x[:1] != "[")
            if kind not in ("lost", "comment")
            else p[-1]
            if kind == "comment"
            else "",
        ] += 1
        LINES.append(
            (
                kind,
                "%-14s seed %d round %d %s %s %s: base=%s | ours=%s | theirs=%s | got=%s"
                % (
                    kind,
                    SEED,
                    rnd.number,
                    what,
                    path.rpartition("/")[2][11:-5],
                    ".".join(map(str, p)),
                    short(b),
                    short(o),
                    short(t),
                    short(g, 160),
                ),
            )
        )
    if found and KEEP:
        d = os.path.join(KEEP, "%d-%d-%s-%s" % (SEED, rnd.number, re.sub(r"\W+", "-", what), path.rpartition("/")[2][11:-5]))
        os.makedirs(d, exist_ok=True)
        for name, t in zip(("base.yaml", "ours.yaml", "theirs.yaml", "got.yaml", "message.txt"), texts):
            with open(os.path.join(d, name), "w", newline="") as f:
                f.write(t)
        with open(os.path.join(d, "info.txt"), "w") as f:
            f.write(
                "\n".join(l for _, l in LINES[-len(found) :])
                + "\n\n"
                + "\n".join("b%d\n  %s" % (i, "\n  ".join(x)) for i, x in rnd.log)
                + "\n"
            )


def main(kind=Round):
    driver = ""
    for n in range(1, ROUNDS + 1):
        if ONLY and n != int(ONLY):
            continue
        r = kind(n)
        r.play()
        driver = getattr(r, "driver", "?")
        print("\rround %d of %d" % (n, ROUNDS), end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print("driver: %s" % driver)
    for k, v in COUNT.items():
        print("%7d  %s" % (v, k))
    print("refused: " + ", ".join("%s %d" % x for x in (+REFUSED).most_common()))
    print("\ndisagreements: %d" % sum(KINDS.values()))
    for k, v in KINDS.most_common():
        print("%7d  %-14s %s" % (v, k, ", ".join("%s %d" % (f[1], n) for f, n in FIELDS.most_common() if f[0] == k)[:300]))
    most = max(3, SHOW // max(1, len(KINDS)))
    print()
    for k in KINDS:
        print(*[l for q, l in LINES if q == k][:most], sep="\n")
    sys.exit(1 if KINDS else 0)


if __name__ == "__main__":
    main()
