"""Judges --rev, `irr diff` and `irr history` over random repositories.

    SEED=1 ROUNDS=10 IRR=/path/irr python revision_rounds.py

Also: FIRST (first round, 0), COMMITS (checked out per round, 3), CASES (commands per commit, 45; at least 5), PAIRS (diffs per round, 4),
FINDINGS (histories per round, 5), PARTS (default abcd), SHOW (disagreements printed per kind, 6), WORK (folder, ./rounds), KEEP=1.
Exit code 1 if anything disagrees. Kinds that begin with "soft:" are questions for a human, and do not count.
"""

import collections
import copy
import datetime
import io
import json
import os
import random
import re
import shutil
import sys
import zipfile

from apply_diff import apply_diff, compare_stores, lenient, read_changes, shape
from revision_world import DONE, IRR, World, dates_in, files_of, git, load_disk, load_tree, run, split

SEED, ROUNDS, FIRST = int(os.environ.get("SEED", 1)), int(os.environ.get("ROUNDS", 10)), int(os.environ.get("FIRST", 0))
COMMITS, CASES = int(os.environ.get("COMMITS", 3)), int(os.environ.get("CASES", 45))
PAIRS, FINDINGS = int(os.environ.get("PAIRS", 4)), int(os.environ.get("FINDINGS", 5))
PARTS, SHOW = os.environ.get("PARTS", "abcd"), int(os.environ.get("SHOW", 6))
WORK = os.path.abspath(os.environ.get("WORK", os.path.join(os.path.dirname(os.path.abspath(__file__)), "rounds")))

# ---- What the published JSON calls things.
K_EVENTS, K_DAY, K_COMMIT = ("events", "items", "history"), ("day", "date"), re.compile(r"commit|hash|rev$|revision")
LATE = re.compile(
    r"(written|recorded|entered|added|committed|saved|noted|put|logged)\W+(\w+\W+){0,4}?(on|later|down|in|only)\b|"
    r"\b(days?|weeks?|months?|years?) (later|after|earlier|before|late)\b|backdated|back-dated|another day|differ",
    re.I,
)
UNEXTENDED = re.compile(r"without (an? |any )?extension|no extension|not (an |by an )?extension|edited|overwritten|rewritten|by hand", re.I)
NOTHING = re.compile(r"nothing|no (change|difference)|unchanged|\b0 changes", re.I)

counts, disagreements, modes = collections.Counter(), collections.defaultdict(list), collections.Counter()
by_kind = collections.Counter()


def disagree(kind, **where):
    disagreements[kind].append(" ".join(f"{k}={v}" for k, v in where.items()))


def first_line(err):
    return (err.decode("utf-8", "replace").strip().splitlines() or [""])[0][:160]


def tool(world, number, args, cwd=None, **kw):
    ran = run([IRR, "--no-input", *args], cwd or world.store, world.today(), **kw)
    counts["runs of irr"] += 1
    if ran.panicked or ran.code == -99:
        disagree("panic", seed=SEED, round=number, command=args, err=first_line(ran.err))
    if ran.code not in (0, 1, 2) and not ran.panicked:
        disagree("exit-code", seed=SEED, round=number, command=args, code=ran.code)
    return ran


# ---------------------------------------------------------------- (a) --rev equals a checkout
def commands(rng, good, bad, sheet, other):
    """Every reading command in every format, with random filters."""
    rid = rng.choice(sorted(good)) if good else "nothing"
    refs = sorted(split(good[rid])[1]) if good else []
    a = f"{rid}:{rng.choice(refs)}" if refs else f"{rid}:R1"
    word = rng.choice(["harvest", "sergeants", "Jane", "inspection", "panel", "müll", "Head of"])
    out = []
    for f in ("table", "json", "csv", "markdown"):
        out += [
            ["list", "--format", f],
            ["list", "--all", "--format", f],
            ["list", "@monday", "--format", f],
            ["due", "--format", f],
            ["reconcile", sheet, "--format", f] if f != "markdown" else ["due", "--format", "ics"],
        ]
    out += [
        ["list", "--overdue", "--fail"],
        ["list", "--where", 'owner ~ "custody" or slips > 0', "--sort", "-due", "--columns", "ref,owner,due,status,slips"],
        ["list", "@"],
        ["list", "@nosuch"],
        ["due", "--within", "6w", "--overdue"],
        ["list", "--where", "nonsense ="],
        ["list", "--force", "kent"],
    ]
    for f in ("text", "json", "markdown"):
        out += [["show", rid, "--format", f], ["show", a, "--format", f], ["find", word, "--format", f], ["--format", f]]
    out += [
        ["show", "nosuch"],
        ["show", f"{rid}:R99"],
        ["find", "nowhere-at-all"],
        ["show", rid.split("-")[-1]],
        ["show", "2"],
        ["find", word, "--open", "--limit", "2"],
    ]
    out += [["show", b] for b in sorted(bad)[:1]]
    for f in ("text", "markdown", "html", "json", "docx", "xlsx"):
        out.append(["summary", "--format", f, "-o", "-"])
    out += [
        ["summary", "--since", "2026-01-01", "--until", "2026-02-28"],
        ["summary", "--force", "surrey", "--section", "headline,movement,exceptions"],
    ]
    for rows in ("findings", "actions", "progress", "extensions", "responses"):
        out += [["export", "--rows", rows, "--format", f] for f in ("csv", "json", "ndjson")]
    out.append(["export", "--format", "xlsx", "-o", "-"])
    for f in ("markdown", "html", "docx", "text"):
        out += [["render", rid, "--format", f, "-o", "-"], ["render", rid, "--internal", "--format", f, "-o", "-"]]
    out += [["render", rid, "--blank"], ["render", rid, "--to-fill", "-o", "-"], ["render", "nosuch"]]
    for f in ("text", "lines", "json", "markdown", "sarif", "github", "gitlab", "junit"):
        out.append(["validate", "--format", f])
    out += [
        ["validate", "-v"],
        ["validate", "--deny", "overdue", "--max-warnings", "0"],
        ["validate", f"records/{rid}.yaml"],
        ["validate", "--against", other],
        ["validate", "--rule", "overdue,invalid-yaml"],
        ["validate", "records/kent"],
        ["validate", rid],
    ]
    out += [
        ["reconcile", sheet, "--format", "xlsx", "-o", "-"],
        ["fmt", "--check"],
        ["fmt", "--diff"],
        ["fmt", "--check", f"records/{rid}.yaml"],
        [],
    ]
    return out


SHEET = """Recommendation,Report,Status,Due,Owner
1,An inspection of custody in Kent,Closed,2026-03-01,Head of Custody
2,An inspection of youth in Surrey,In progress,2026-09-01,Head of Training
9,An inspection of nowhere,Open,,
"""


def same_place(data, *roots):
    for root in roots:
        data = data.replace(root.encode(), b"<ROOT>")
    return data


def judge_rev(world, number, rng):
    commits = git(world.repo, "rev-list", "--all").split()
    sheet = os.path.join(world.root, "portal.csv")
    with open(sheet, "w") as f:
        f.write(SHEET)
    for commit in rng.sample(commits, min(COMMITS, len(commits))):
        tree = os.path.join(world.root, f"tree-{commit[:8]}")
        git(world.repo, "worktree", "add", "-q", "--detach", tree, commit)
    state = untouched(world)
    for name in sorted(os.listdir(world.root)):
        if not name.startswith("tree-"):
            continue
        commit, tree = name[5:], os.path.join(world.root, name)
        good, bad = load_tree(world.repo, commit, world.sub)
        cases = commands(rng, good, bad, sheet, rng.choice(commits))
        core = [
            ["list", "@monday", "--format", "json"],
            ["list", "@"],
            ["validate", "--format", "json"],
            ["export", "--format", "json"],
            [],
        ]
        for args in core + rng.sample(cases, max(0, min(CASES, len(cases)) - len(core))):
            there = os.path.join(tree, world.sub) if world.sub else tree
            if not os.path.isdir(there):
                continue
            if rng.random() < 0.2:
                args = ["--as-of", world.date(-120, 60), *args]
            rev, at, how = commit, world.store, rng.random()
            if how < 0.12:  # from elsewhere, with --store
                rev_args, checkout_args, at, there = ["--store", world.store], ["--store", there], world.root, world.root
            elif how < 0.3 and world.sub and args[:1] != ["validate"] and args[:1] != ["fmt"]:
                rev_args, checkout_args, at, there = ["--store", world.sub], ["--store", world.sub], world.repo, tree
            else:
                rev_args = checkout_args = []
            place = ["--rev", rev] if rng.random() < 0.5 else [f"--rev={git(world.repo, 'rev-parse', rev).strip()}"]
            ours = [*rev_args, *place, *args] if rng.random() < 0.5 or "--" in args else [*rev_args, *args, *place]
            got, want = tool(world, number, ours, at), tool(world, number, [*checkout_args, *args], there)
            counts["(a) comparisons"] += 1
            at_fault = dict(seed=SEED, round=number, commit=commit, command=args)
            if got.code != want.code:
                disagree("rev-exit-code", **at_fault, rev=got.code, checkout=want.code, err=first_line(got.err))
            elif got.out != want.out and members(got.out) == members(want.out) is not None:
                disagree("soft:rev-wall-clock-in-workbook", **at_fault)
            elif got.out != want.out:
                disagree("rev-stdout", **at_fault, first=first_difference(got.out, want.out))
            elif same_place(got.err, world.repo, commit) != same_place(want.err, tree, commit):
                disagree("rev-stderr", **at_fault, first=first_difference(got.err, want.err))
    if untouched(world) != state:
        disagree("touched-by-rev", seed=SEED, round=number, what=what_changed(state, untouched(world)))
    return state


def members(data):
    """Returns the contents of a workbook or Word document without the time at which it was made, or None for another file."""
    if data[:2] != b"PK":
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return [(n, re.sub(rb"20\d\d-\d\d-\d\dT[\d:]+Z", b"", z.read(n)) if n == "docProps/core.xml" else z.read(n)) for n in z.namelist()]


def first_difference(got, want):
    if members(got) is not None and members(want) is not None:
        return f"members {[a[0] for a, b in zip(members(got), members(want)) if a != b] or 'in number'}"
    a, b = got.decode("utf-8", "replace").splitlines(), want.decode("utf-8", "replace").splitlines()
    for n, (x, y) in enumerate(zip(a + [None] * len(b), b + [None] * len(a)), 1):
        if x != y:
            return f"line {n}: rev {str(x)[:110]!r} checkout {str(y)[:110]!r}"
    return "only line ends differ"


# ---------------------------------------------------------------- (b) irr diff, applied
def judge_one_diff(world, number, args, pair, a, b, kind, said=None):
    """`a` and `b` are (records, unreadable ids). Returns True if the diff turned A into B."""

    def disagree_here(found, **more):
        if said is None:
            disagree(found, **more)
        else:
            said.append((found, more))

    ran = tool(world, number, ["diff", *args, "--format", "json"])
    counts[f"(b) {kind}"] += 1
    where = dict(seed=SEED, round=number, commit=pair, command=["diff", *args])
    try:
        data = json.loads(ran.out)
    except ValueError:
        disagree_here("diff-no-json", **where, code=ran.code, err=first_line(ran.err))
        return False
    if not str(data.get("schema", "")).startswith("irr.diff/"):
        disagree_here("diff-schema", **where, schema=data.get("schema"))
    bad = a[1] | b[1]
    start, end = [{k: v for k, v in s[0].items() if k not in bad} for s in (a, b)]
    for rid in sorted(bad):
        one, two = (blob_of(world, p, rid) for p in pair.split("..")) if ".." in pair else (None, None)
        if one != two and (ran.code != 2 or rid not in (ran.err + ran.out).decode("utf-8", "replace")):
            disagree_here("diff-unreadable-in-silence", **where, record=rid, code=ran.code, err=first_line(ran.err))
    if not bad and ran.code not in (0,):
        disagree_here("diff-exit-code", **where, code=ran.code, err=first_line(ran.err))
    changes, renamed = read_changes(data)
    renamed = {n: o for n, o in renamed.items() if n and o in start}
    changes = [c for c in changes if c[0] not in bad]
    hidden = any("redact" in str(x) for x in list(start.values()) + list(end.values()))
    counts["(b) single values"] += len(changes)
    if start == end and changes:
        disagree_here("diff-tells-of-nothing", **where, change=changes[0])
    for change in changes:
        if change[3] == change[4]:
            disagree_here("diff-before-is-after", **where, change=change)
    best = None
    for mode in ("positions", "new", "old"):
        try:
            got, wrong = apply_diff(start, changes, renamed, mode)
        except (TypeError, KeyError, IndexError, AttributeError) as e:
            got, wrong = {}, [f"{type(e).__name__}: {e}"]
        exact, near, first = compare_stores(got, shape(end))
        if hidden:
            wrong = [w for w in wrong if "redacted" not in w.lower()]
        rank = (exact and not wrong, near and not wrong, exact, near)
        if said is None and start != end:
            modes[mode] += rank[1]
        if best is None or rank > best[0]:
            best = (rank, mode, wrong, first)
    rank, mode, wrong, first = best
    if said is None and start != end:
        modes["all"] += 1
    if rank[1] and not rank[0]:
        disagree_here("soft:diff-spelling", **where, first=first)
    elif not rank[1] and rank[3]:
        disagree_here("diff-wrong-before", **where, first=wrong[0])
    elif not rank[1]:
        disagree_here(f"diff-not-B:{kind}", **where, first=first, wrong=wrong[:1])
    shown = [w for w in world.gone if w.encode() in ran.out]
    if shown:
        disagree_here("soft:diff-shows-redacted-words", **where, word=shown[0])
    return rank[1]


def blob_of(world, rev, rid):
    path = f"records/{rid}.yaml"
    if rev != "WORK":
        return files_of(world.repo, rev, world.sub).get(path)
    full = os.path.join(world.store, path)
    return git(world.repo, "hash-object", "--no-filters", full).strip() if os.path.exists(full) else None


def judge_diff(world, number, rng):
    commits = git(world.repo, "rev-list", "--all").split()
    head = git(world.repo, "rev-parse", "HEAD").strip()
    tree = {c: load_tree(world.repo, c, world.sub) for c in commits}
    disk = load_disk(world.store)
    for _ in range(PAIRS):
        a, b = rng.choice(commits), rng.choice(commits)
        judge_one_diff(world, number, [a[:12], b], f"{a[:8]}..{b[:8]}", tree[a], tree[b], "pair")
        judge_one_diff(world, number, [b, a[:12]], f"{b[:8]}..{a[:8]}", tree[b], tree[a], "inverse")
        for f in ("text", "markdown", "html"):
            ran = tool(world, number, ["diff", a, b, "--format", f])
            counts["(b) formats"] += 1
            told = (ran.out + ran.err).decode("utf-8", "replace").replace("&#39;", "'").replace("&#x27;", "'")
            for rid in sorted(set(tree[a][0]) | set(tree[b][0])):
                one, two = tree[a][0].get(rid), tree[b][0].get(rid)
                name = (one or two)["inspection"].get("title", "?") if (one or two) else "?"
                if (
                    one != two
                    and rid not in tree[a][1] | tree[b][1]
                    and not any(w in told for w in (name[:40], rid.split("/")[1], rid.split("/")[1][11:]))
                ):
                    disagree("soft:diff-format-omits-record", seed=SEED, round=number, commit=f"{a[:8]}..{b[:8]}", format=f, record=rid)
    a = rng.choice(commits)
    judge_one_diff(world, number, [a, a], f"{a[:8]}..{a[:8]}", tree[a], tree[a], "same")
    ran = tool(world, number, ["diff", a, a])
    if ran.code not in (0, 2 if tree[a][1] else 0) or not NOTHING.search((ran.out + ran.err).decode("utf-8", "replace")):
        disagree(
            "diff-same-not-said", seed=SEED, round=number, commit=a[:8], code=ran.code, out=first_line(ran.out), err=first_line(ran.err)
        )
    judge_one_diff(world, number, [a], f"{a[:8]}..WORK", tree[a], disk, "work tree")
    judge_one_diff(world, number, [], f"{head[:8]}..WORK", tree[head], disk, "no arguments")
    judge_days(world, number, rng, tree, head)


def judge_days(world, number, rng, tree, head):
    """Judges --since DAY and --until DAY. Any plain reading of a day will do: its morning or its evening, HEAD or the work tree."""
    line = [c.split() for c in git(world.repo, "log", "--first-parent", "--format=%H %cs", head).splitlines()]
    state = {**tree, None: ({}, set()), "WORK": load_disk(world.store)}

    def readings(day):
        return sorted({next((c for c, d in line if d < day), None), next((c for c, d in line if d <= day), None)}, key=str)

    day, last = sorted([rng.choice(line)[1], rng.choice(line)[1]])
    for args, ends in ((["--since", day], [head, "WORK"]), (["--since", day, "--until", last], readings(last))):
        tries = []
        for start in readings(day):
            for end in ends:
                said = []
                good = judge_one_diff(world, number, args, " ".join(args), state[start], state[end], args[-2][2:], said)
                tries.append((not good, len(said), said))
        for kind, where in min(tries, key=lambda t: t[:2])[2]:
            disagree(kind, **where)


# ---------------------------------------------------------------- (c) irr history
LOGS = (
    ("progress", "note", "date"),
    ("extensions", "to", "agreed"),
    ("closures", "date", "date"),
    ("actions", "text", None),
    ("verifications", "reference", "date"),
    ("escalations", "reference", "date"),
)


def entries_of(f, name):
    value = f.get(name) or []
    if name in ("closures", "verifications") and f.get(name[:-1]):
        value = [*value, f[name[:-1]]]
    return [e for e in (value if isinstance(value, list) else [value]) if isinstance(e, dict)]


def words_of(value):
    return tuple(re.findall(r"\b(?:note|act|letter|why)[bcdfghjklmnpqrstvwxz]{7}\b", str(value)))


def facts_between(old, new):
    """Returns {(kind, words and dates that must be told, own day or None)} of one finding between two versions."""
    out = set()
    for field in ("due", "status", "owner", "priority", "target"):
        before, after = (old or {}).get(field), new.get(field)
        if before != after and (old is not None):
            told = str(after[0] if isinstance(after, list) else after) if after is not None else ""
            out.add((field, (told,) if told else (), None))
    for name, words, day in LOGS:
        before = [(str(e.get(words)).strip(), str(e.get(day))) for e in entries_of(old or {}, name)]
        fresh = []
        for e in entries_of(new, name):
            key = (str(e.get(words)).strip(), str(e.get(day)))
            if key in before:
                before.remove(key)
            else:
                fresh.append((key, e))
        for key, e in fresh:
            same = next((b for b in before if words_of(b[0]) and words_of(b[0]) == words_of(key[0]) or day and b[1] == key[1]), None)
            told = (str(e["to"]),) if name == "extensions" and e.get("to") else words_of(e.get(words))
            if name == "closures":
                told = ("clos" if e.get("status", "closed") == "closed" else str(e["status"]),)
            if same:
                before.remove(same)
                out.add((name + "-rewritten", told, None))
            else:
                out.add((name, told, str(e[day]) if day and e.get(day) else None))
        if before:
            out.add((name + "-rewritten", (), None))
    olds = {words_of(a.get("text")): a for a in entries_of(old or {}, "actions")}
    for act in entries_of(new, "actions"):
        was = olds.get(words_of(act.get("text")))
        if was and act.get("done") and not was.get("done"):
            out.add(("action-done", (*words_of(act.get("text")), str(act["done"])), str(act["done"])))
        if was and (len(act.get("extensions") or []) > len(was.get("extensions") or []) or was.get("target") != act.get("target")):
            to = act["extensions"][-1].get("to") if act.get("extensions") else act.get("target")
            out.add(("action-moved", (str(to),) if to else (), None))
    reopened = [str(c.get("reopened")) for c in entries_of(new, "closures") if c.get("reopened")]
    if old is not None and len(reopened) > len([c for c in entries_of(old, "closures") if c.get("reopened")]):
        out.add(("reopened", ("reopen",), reopened[-1]))
    return out


HARD = {"due", "status", "owner", "progress", "extensions", "closures", "actions", "action-done", "action-moved", "reopened"} | {
    f"{n}-rewritten" for n in ("progress", "extensions", "closures", "actions")
}


def ident(finding):
    found = re.search(r"ident[a-z]{7}", str(finding.get("text")))
    return found[0] if found else None


def lives(world):
    """Follows every finding by the mark in its text. Returns ({mark: {commit: facts}}, {mark: commits that may be told}, {commit: day})."""
    order = [line.split() for line in git(world.repo, "log", "--topo-order", "--reverse", "--format=%H %as %P", "HEAD").splitlines()]
    at, facts, may, days = {}, collections.defaultdict(dict), collections.defaultdict(set), {}
    for commit, day, *parents in order:
        days[commit] = day
        good, bad = load_tree(world.repo, commit, world.sub)
        now = {ident(f): (rid, ref, f) for rid in good for ref, f in split(good[rid])[1].items() if ident(f)}
        for p in parents:
            now.update({m: v for m, v in at[p].items() if v[0] in bad and m not in now})  # unreadable: as it was
            for m, v in at[p].items():
                if v[0] in bad:
                    may[m].add(commit)
        at[commit] = now
        for mark in set(now).union(*[at[p] for p in parents]):
            sides = []
            for p in parents or [None]:
                old = at[p].get(mark) if p else None
                new = now.get(mark)
                side = set()
                if old is None and new:
                    side = {("added", (), None)} | facts_between(None, new[2])
                elif new is None and old:
                    side = {("removed", (), None)}
                elif old != new and old and new:
                    side = facts_between(old[2], new[2])
                    side |= {("renamed", (new[1],), None)} if old[:2] != new[:2] else set()
                    side |= {("other", (), None)} if old[2] != new[2] else set()
                sides.append(side)
            if any(sides):
                may[mark].add(commit)
            told = set.intersection(*sides)
            if told:
                facts[mark][commit] = told
    return facts, may, days, at[order[-1][0]]


def commits_in(event):
    out = set()

    def walk(node, inside):
        if isinstance(node, dict):
            for k, v in node.items():
                walk(v, inside or bool(K_COMMIT.search(k)))
        elif isinstance(node, list):
            for v in node:
                walk(v, inside)
        elif inside and isinstance(node, str) and re.fullmatch(r"[0-9a-f]{7,64}", node):
            out.add(node)

    walk(event, False)
    return out


def said_late(event, own):
    """Returns True if an event says that its entry was written on another day: in words, or by a key that says so."""

    def walk(node, key):
        if isinstance(node, dict):
            return any(walk(v, k) for k, v in node.items() if not K_COMMIT.search(k) and k not in ("author", "subject"))
        if isinstance(node, list):
            return any(walk(v, key) for v in node)
        if re.search(r"late|written|recorded|backdated|remark|notice|differ|warning", key) and node and str(node)[:10] != own:
            return True
        return isinstance(node, str) and bool(LATE.search(node))

    return walk(event, "")


def told_in(event_text, words):
    plain = event_text.lower().replace("_", " ")
    return all(w in dates_in(event_text) if re.fullmatch(r"20\d\d-\d\d-\d\d", w) else w.lower().replace("_", " ") in plain for w in words)


def judge_history(world, number, rng, dirty):
    facts, may, days, last = lives(world)
    disk = {ident(f): (rid, ref, f) for rid, r in load_disk(world.store)[0].items() for ref, f in split(r)[1].items()}
    marks = sorted(m for m in last if m in disk and disk[m][:2] == last[m][:2])
    busy = sorted(marks, key=lambda m: -sum(map(len, facts[m].values())))
    chosen = list(dict.fromkeys(busy[:2] + rng.sample(marks, min(len(marks), FINDINGS))))[:FINDINGS]
    everyone = {w: m for m in marks for w in words_of(disk[m][2])}
    for mark in chosen:
        rid, ref, now = disk[mark]
        address = f"{rid}:{ref}"
        where = dict(seed=SEED, round=number, finding=address)
        outs = {f: tool(world, number, ["history", address, "--format", f]) for f in ("json", "table", "markdown", "html")}
        counts["(c) histories"] += 1
        for f, ran in outs.items():
            for word in world.gone:
                if word.encode() in ran.out + ran.err:
                    disagree("history-redacted-words", **where, format=f, word=word)
        if outs["json"].code not in (0, 2):
            disagree("history-exit-code", **where, code=outs["json"].code, err=first_line(outs["json"].err))
        try:
            data = json.loads(outs["json"].out)
            events = next(data[k] for k in K_EVENTS if isinstance(data.get(k), list))
        except (ValueError, StopIteration, AttributeError):
            disagree("history-no-json", **where, code=outs["json"].code, err=first_line(outs["json"].err))
            continue
        texts = [json.dumps(e, ensure_ascii=False) for e in events]
        hashes = [commits_in(e) for e in events]
        born = min((c for c in facts[mark] if any(k == "added" for k, *_ in facts[mark][c])), key=list(facts[mark]).index, default=None)
        alive = json.dumps(now, ensure_ascii=False)
        for commit, told in facts[mark].items():
            first = any(k == "added" for k, *_ in told)
            if first and commit != born:
                told = {("added", (), None)}  # came again: its entries were told before
            mine = [i for i, hs in enumerate(hashes) if any(commit.startswith(h) for h in hs)]
            for kind, words, own in sorted(told, key=str):
                words = tuple(w for w in words if not re.match(r"note|act|letter|why", w) or w in alive)  # redacted since
                words = tuple(w for w in words if w not in world.gone and not any(g in w for g in world.gone))
                counts["(c) facts"] += 1
                by_kind[kind] += 1
                soft = "" if kind in HARD else "soft:"
                having = [i for i, t in enumerate(texts) if told_in(t, words)]
                hit = [i for i in having if i in mine] or ([i for i in having if first and not hashes[i]])
                detail = dict(**where, commit=commit[:8], day=days[commit], words=words, own=own)
                if not hit and having and words and kind in HARD:
                    disagree(f"history-wrong-commit:{kind}", **detail, told=texts[having[0]][:200])
                elif not hit:
                    if kind != "other":
                        disagree(f"{soft}history-untold:{kind}", **detail)
                elif kind in HARD and words:
                    right = {own, days[commit]} - {None}
                    if not kind.endswith("-rewritten") and not any(
                        next((str(events[i][k])[:10] for k in K_DAY if events[i].get(k)), None) in right
                        # A status has the day of its entry or closing, and the event says when that was written.
                        or kind == "status"
                        and LATE.search(texts[i])
                        for i in hit
                    ):
                        disagree(f"history-wrong-day:{kind}", **detail, told=texts[hit[0]][:200])
                    if own and own != days[commit] and not first and not any(said_late(events[i], own) for i in hit):
                        disagree(f"history-late-unsaid:{kind}", **detail, told=texts[hit[0]][:260])
                    if own and own == days[commit] and all(said_late(events[i], own) for i in hit) and len(told) < 4:
                        disagree(f"history-false-late:{kind}", **detail, told=texts[hit[0]][:260])
                    if kind == "due" and not any(UNEXTENDED.search(texts[i]) for i in hit):
                        disagree("history-edited-due-unsaid", **detail, told=texts[hit[0]][:260])
        known = dates_in(alive) | set(days.values()) | {world.today()}
        for commit in facts[mark]:
            good, _ = load_tree(world.repo, commit, world.sub)
            known |= dates_in(
                json.dumps(
                    [f for r in good.values() for f in split(r)[1].values() if ident(f) == mark]
                    + [r.get("inspection") for r in good.values()],
                    ensure_ascii=False,
                )
            )
        for event, text, hs in zip(events, texts, hashes):
            counts["(c) events"] += 1
            if hs and not any(c.startswith(h) for h in hs for c in may[mark]):
                disagree("history-of-nothing", **where, told=text[:260])
            foreign = [w for w in words_of(text) if everyone.get(w, mark) != mark]
            if foreign:
                disagree("history-of-another-finding", **where, word=foreign[0], told=text[:200])
            if dates_in(text) - known:
                disagree("history-unknown-date", **where, date=sorted(dates_in(text) - known)[0], told=text[:200])
        twice = [w for w, n in collections.Counter(w for t in texts for w in set(re.findall(r"note[a-z]{7}", t))).items() if n > 1]
        if twice:
            disagree("soft:history-told-twice", **where, word=twice[0])
        order = [next((str(e[k])[:10] for k in K_DAY if e.get(k)), "") for e in events]
        if [d for d in order if d] != sorted(d for d in order if d):
            disagree("soft:history-not-oldest-first", **where)
        if dirty and dirty in alive:
            hit = [i for i, t in enumerate(texts) if dirty in t]
            if not hit or any(hashes[i] for i in hit):
                disagree("history-uncommitted-entry", **where, word=dirty, told=texts[hit[0]][:200] if hit else "nothing")


# ---------------------------------------------------------------- (d) nothing is touched
def untouched(world):
    seen = {}
    for folder, dirs, names in os.walk(world.repo):
        if folder == world.repo and ".git" in dirs:
            dirs.remove(".git")
        for name in names + dirs:
            seen[os.path.join(folder, name)] = os.lstat(os.path.join(folder, name)).st_mtime_ns
    seen["status"] = git(world.repo, "--no-optional-locks", "status", "--porcelain", "--untracked-files=all")
    seen["refs"] = git(world.repo, "for-each-ref") + git(world.repo, "rev-parse", "HEAD") + git(world.repo, "symbolic-ref", "HEAD")
    seen["trees"] = git(world.repo, "worktree", "list")
    own = os.path.join(world.repo, ".git", "irr")
    seen["own"] = sorted(os.listdir(own)) if os.path.isdir(own) else []
    seen["index"] = git(world.repo, "ls-files", "-s", "-z")
    return seen


def what_changed(before, after):
    return [k for k in {**before, **after} if before.get(k) != after.get(k)][:3]


def main():
    os.makedirs(WORK, exist_ok=True)
    for number in range(FIRST, FIRST + ROUNDS):
        world = World(SEED, number, WORK)
        world.begin()
        world.grow()
        dirty = world.dirty() if world.some(0.5) else None
        world.day += datetime.timedelta(days=3)
        counts["commits"] += len(world.steps)
        rng = random.Random(f"judge:{SEED}:{number}")
        state = untouched(world)
        if "a" in PARTS:
            state = judge_rev(world, number, rng)
        if "b" in PARTS:
            judge_diff(world, number, rng)
        if "c" in PARTS:
            judge_history(world, number, rng, dirty)
        counts["(d) comparisons"] += 1
        if untouched(world) != state:
            disagree("touched", seed=SEED, round=number, what=what_changed(state, untouched(world)))
        print(
            f"round {number}: {len(world.steps)} commits, store in {world.sub or '.'}, disagreements so far "
            f"{sum(len(v) for k, v in disagreements.items() if not k.startswith('soft:'))}",
            file=sys.stderr,
            flush=True,
        )
        if not os.environ.get("KEEP"):
            shutil.rmtree(world.root, ignore_errors=True)
    print("counts:", ", ".join(f"{k} {v}" for k, v in sorted(counts.items())))
    print("facts that a history had to tell, by kind:", ", ".join(f"{k} {n}" for k, n in by_kind.most_common()))
    print(
        "commands that made the commits, done/tried:",
        ", ".join(
            f"{name} {sum(n for (c, code), n in DONE.items() if c == name and code == 0)}/{sum(n for (c, _), n in DONE.items() if c == name)}"
            for name in sorted({c for c, _ in DONE})
        ),
    )
    print("diffs that fit, by how the numbers of list entries are read (old: in A, new: in B):", dict(modes))
    print("disagreements by kind:", {k: len(v) for k, v in sorted(disagreements.items())} or "none")
    for kind, items in sorted(disagreements.items()):
        for item in items[:SHOW]:
            print(f"  {kind}: {item}")
        if len(items) > SHOW:
            print(f"  {kind}: … and {len(items) - SHOW} more")
    sys.exit(1 if any(not k.startswith("soft:") for k in disagreements) else 0)


if __name__ == "__main__":
    main()
