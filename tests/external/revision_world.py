"""A random store with random edits and commits, and a strict reader of YAML, for revision_rounds.py."""

import collections
import datetime as dt
import os
import random
import re
import shutil
import subprocess

import yaml

IRR = os.path.abspath(os.environ.get("IRR", "irr"))
LISTS = {"R": "recommendations", "AFI": "areas_for_improvement", "COC": "causes_of_concern"}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(LOADER):
    """YAML as a record means it: dates stay strings, only true/false are booleans, a key stands once."""


Loader.yaml_implicit_resolvers = {
    k: [
        (t, r)
        for t, r in v
        if t not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
    ]
    for k, v in LOADER.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false|True|False)$"), list("tfTF"))
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(0|[1-9][0-9]*)$"), list("0123456789"))


def _mapping(loader, node, deep=False):
    keys = [loader.construct_object(k, deep=True) for k, _ in node.value]
    if len(set(keys)) != len(keys):
        raise yaml.YAMLError("a key stands twice")
    return {k: loader.construct_object(v, deep=True) for k, (_, v) in zip(keys, node.value)}


Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def parse(data: bytes):
    """Returns the record, or None where it cannot be read."""
    try:
        found = yaml.load(data.decode("utf-8"), Loader=Loader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, TypeError):
        return None
    return found if isinstance(found, dict) and "inspection" in found and "bogus" not in found else None


def base_env(day=None, home="/nonexistent"):
    keep = {k: os.environ[k] for k in ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH") if k in os.environ}
    keep.update(
        HOME=home,
        GIT_CONFIG_GLOBAL="/dev/null",
        GIT_CONFIG_SYSTEM="/dev/null",
        TZ="UTC",
        COLUMNS="110",
        CI="1",
        GIT_AUTHOR_NAME="A. Officer",
        GIT_AUTHOR_EMAIL="a@example.org",
        GIT_COMMITTER_NAME="A. Officer",
        GIT_COMMITTER_EMAIL="a@example.org",
        GIT_TERMINAL_PROMPT="0",
    )
    keep.update({k: v for k, v in os.environ.items() if k.startswith("FAKE_")})
    if day:
        keep.update(IRR_TODAY=day, GIT_AUTHOR_DATE=f"{day}T12:00:00 +0000", GIT_COMMITTER_DATE=f"{day}T12:00:00 +0000")
    return keep


DONE = collections.Counter()  # (command, exit code) of the commands that made the commits


class Ran:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def panicked(self):
        return self.code in (101, 134, -6, -11) or b"panicked at" in self.err


def run(args, cwd, day=None, stdin=b"", timeout=60, env=None):
    try:
        p = subprocess.run(args, cwd=cwd, env={**base_env(day), **(env or {})}, input=stdin, capture_output=True, timeout=timeout)
        return Ran(p.returncode, p.stdout, p.stderr)
    except subprocess.TimeoutExpired:
        return Ran(-99, b"", b"timeout")


def git(cwd, *args, day=None, check=True, env=None, stdin=b""):
    ran = run(["git", "-c", "core.quotepath=off", "-c", "protocol.file.allow=always", *args], cwd, day, stdin=stdin, env=env)
    if check and ran.code:
        raise RuntimeError(f"git {args}: {ran.err.decode(errors='replace')}")
    return ran.out.decode("utf-8", "surrogateescape") if check else ran


def files_of(cwd, rev, under):
    """Returns {path below `under`: blob} of one commit, plain files only."""
    out = {}
    for line in git(cwd, "ls-tree", "-r", "-z", "--full-tree", rev, "--", under or ".").split("\0"):
        if line:
            meta, path = line.split("\t", 1)
            mode, _, sha = meta.split()
            if mode in ("100644", "100755"):
                out[path[len(under) + 1 :] if under else path] = sha
    return out


_blobs = {}


def blob(cwd, sha):
    if (cwd, sha) not in _blobs:
        _blobs[cwd, sha] = subprocess.run(["git", "cat-file", "blob", sha], cwd=cwd, env=base_env(), capture_output=True, check=True).stdout
    return _blobs[cwd, sha]


def record_id(path):
    """Returns the id of a record's path below the store, or None for another file."""
    parts = path.split("/")
    if parts[0] != "records" or len(parts) < 3 or any(p.startswith(".") for p in parts) or not path.endswith(".yaml"):
        return None
    return path[len("records/") : -len(".yaml")]


def split(record):
    """Returns (the record's own fields, {"R4": finding})."""
    own = {k: v for k, v in record.items() if k not in LISTS.values()}
    found = {}
    for prefix, name in LISTS.items():
        for item in record.get(name) or []:
            ref = str(item.get("ref", "?"))
            found[ref if ref.upper().startswith(prefix) else prefix + ref] = item
    return own, found


def load_tree(cwd, rev, sub):
    """Returns ({id: record}, {id of what cannot be read}) of a commit."""
    good, bad = {}, set()
    for path, sha in files_of(cwd, rev, sub).items():
        if record_id(path):
            data = parse(blob(cwd, sha))
            if data is None:
                bad.add(record_id(path))
            else:
                good[record_id(path)] = data
    return good, bad


def load_disk(store):
    good, bad = {}, set()
    for folder, _, names in os.walk(os.path.join(store, "records")):
        for name in names:
            path = os.path.join(folder, name)
            rid = record_id(os.path.relpath(path, store))
            if rid and not os.path.islink(path):
                data = parse(open(path, "rb").read())
                if data is None:
                    bad.add(rid)
                else:
                    good[rid] = data
    return good, bad


# ---------------------------------------------------------------- the generator
POSTS = ["Head of Custody", "Head of Training", "Head of Rural Crime", "Deputy Chief Constable", "Head of Müll & Co", "Chief of Staff"]
FORCES = [("kent", "Kent"), ("surrey", "Surrey"), ("west-mercia", "West Mercia")]
SLUGS = [
    "custody",
    "stolen tractors",
    "prüfung-vetting",
    "rural-crime",
    "digital-forensics",
    "youth",
    "peel",
    "größe der wache",
    "vetting'2",
]


class World:
    """One random repository; every random choice comes from its own generator."""

    def __init__(self, seed, number, base):
        self.rng = random.Random(f"{seed}:{number}")
        self.root = os.path.join(base, f"s{seed}-r{number}")
        shutil.rmtree(self.root, ignore_errors=True)
        self.repo = os.path.join(self.root, "repo")
        self.sub = self.rng.choice(["", "", "responses", "an office/store"])
        self.store = os.path.join(self.repo, self.sub) if self.sub else self.repo
        self.day = dt.date(2026, 1, 5)
        self.gone = []  # words that were redacted
        self.removed = {}  # path -> content of deleted records
        self.broken = {}  # path -> content before it was made unreadable
        self.branch = None
        self.steps = []

    def word(self, stem):
        return stem + "".join(self.rng.choice("bcdfghjklmnpqrstvwxz") for _ in range(7))

    def some(self, p):
        return self.rng.random() < p

    def date(self, low, high):
        return (self.day + dt.timedelta(days=self.rng.randint(low, high))).isoformat()

    def today(self):
        return self.day.isoformat()

    def paths(self):
        out = []
        for folder, _, names in os.walk(os.path.join(self.store, "records")):
            out += [os.path.relpath(os.path.join(folder, n), self.store) for n in names]
        return sorted(p for p in out if record_id(p))

    def marks(self):
        """Returns the marks of all findings on the disk: no finding may stand twice."""
        return {m for p in self.paths() for m in re.findall(rb"ident\w+", self.read(p))}

    def read(self, path):
        return open(os.path.join(self.store, path), "rb").read()

    def write(self, path, data):
        full = os.path.join(self.store, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as f:
            f.write(data)

    def finding_lines(self, ref, version):
        w, out = self, []
        out += [f'  - ref: "{ref}"', "    text: |", f"      {w.word('ident')} By the end of the year, chief constables should plan."]
        out += ["    addressed_to: [chief constables]"]
        if w.some(0.8):
            out.append(f"    due: {w.date(20, 300)}" + (" # as printed" if w.some(0.3) else ""))
        if w.some(0.3):
            out.append(f"    target: {w.date(5, 20)}")
        if w.some(0.4):
            out.append(f"    priority: {w.rng.choice(['high', 'medium', 'low'])}")
        status = w.rng.choice(["not_started", "in_progress", "in_progress"])
        out.append(f"    status: {status}")
        if status == "in_progress" or w.some(0.4):
            owner = w.rng.choice(POSTS)
            out.append(f"    owner: [{owner}, {w.rng.choice(POSTS)}]" if version == 2 and w.some(0.2) else f"    owner: {owner}")
        if w.some(0.5):
            out += [
                "    commissioner_response:",
                f"      action: {w.rng.choice(['taken', 'proposed'])}",
                "      text: |",
                "        I have asked for a plan.",
                "",
                "        It has two paragraphs: *one* & <two>.",
            ]
        if w.some(0.5):
            out.append("    actions:")
            for _ in range(w.rng.randint(1, 3)):
                out += [f"      - text: {w.word('act')} train the sergeants", f"        target: {w.date(10, 100)}"]
        if w.some(0.3):
            out += [
                "    extensions:",
                f"      - agreed: {w.date(-20, 0)}",
                f"        to: {w.date(301, 400)}",
                "        reason: The harvest was late",
                "        approved_by: Deputy Chief Constable",
            ]
        if w.some(0.6):
            out.append("    progress:")
            at = w.day - dt.timedelta(days=40)
            for n in range(w.rng.randint(1, 3)):
                at += dt.timedelta(days=w.rng.randint(0, 13))
                out += [f"      - date: {at.isoformat()}"] + ([f"        status: {status}"] if w.some(0.3) else [])
                secret = w.word("secret")
                out += ["        note: |", f"          {w.word('note')} Jane {secret} spoke to the board."]
                if w.some(0.2):
                    out.append("      # a remark between the entries")
        return out

    def record(self, force, slug):
        w = self
        version = w.rng.choice([2, 2, 2, 1])
        published = (w.day - dt.timedelta(days=w.rng.randint(10, 400))).isoformat()
        out = ["# yaml-language-server: $schema=../../schemas/inspection-response.schema.json"] if w.some(0.5) else []
        out += [
            f"schema_version: {version}",
            f"stage: {w.rng.choice(['draft', 'published'])}",
            f"force: {force[1]}",
            "local_policing_body:",
            "  kind: pcc",
        ]
        if w.some(0.3):
            out.append("# the report")
        out += ["inspection:", f"  title: An inspection of {slug} in {force[1]}", "  inspectorates: [HMICFRS]", f"  published: {published}"]
        if w.some(0.3):
            out += [
                "  grades:",
                "    - {area: Investigating crime, grade: requires_improvement}",
                "    - area: Custody",
                "      grade: good",
            ]
        out.append("recommendations:")
        for n in range(w.rng.randint(1, 4)):
            out += w.finding_lines(w.rng.choice([f"{n + 1}", f"{n + 1}", f"{n + 1}.1", f"{n + 1}a"]), version)
        if w.some(0.4):
            out.append("areas_for_improvement:")
            out += w.finding_lines("1", version)
        if w.some(0.3):
            out.append("causes_of_concern:")
            out += w.finding_lines("1", version)
        if w.some(0.4):
            out += ["publication:", f"  published: {published}"]
        text = "\n".join(out) + "\n"
        if w.some(0.15):
            text = text.replace("\n", "\r\n")
        return f"records/{force[0]}/{published}-{slug}.yaml", text.encode()

    def settings(self):
        text = "force: Kent\nlists:\n  monday:\n    where: " + self.rng.choice(["overdue or open", "open and ours", "due <= today+2w"])
        return (
            text + "\n    columns: [ref, owner, due]\n    sort: owner,due\n" + ("rules:\n  overdue: warn\n" if self.some(0.5) else "")
        ).encode()

    def begin(self):
        os.makedirs(self.store)
        git(self.repo, "init", "-q", "-b", "main")
        slugs = self.rng.sample(SLUGS, self.rng.randint(3, 8))
        for slug in slugs:
            self.write(*self.record(self.rng.choice(FORCES[: self.rng.choice([2, 3])]), slug))
        if self.some(0.8):
            self.write("irr.yaml", self.settings())
        if self.some(0.3):
            self.write("records/kent/.hidden.yaml", b"nothing: [\n")
            self.write("records/kent/notes.yaml~", b"old\n")
            self.write("records/README.md", b"# Records\n")
        if self.sub:
            with open(os.path.join(self.repo, "other.txt"), "w") as f:
                f.write("not ours\n")
        if self.some(0.15):
            path = self.paths()[0]
            self.broken[path] = self.read(path)
            self.write(path, self.read(path) + b"chief_officer: [open\n")
        self.commit("Begin")

    def commit(self, words):
        git(self.repo, "add", "-A", day=self.today())
        if git(self.repo, "diff", "--cached", "--quiet", check=False).code:
            git(self.repo, "commit", "-q", "-m", words, day=self.today())
            self.steps.append(words)
            return True
        return False

    def irr(self, *args, stdin=b""):
        ran = run([IRR, "--no-input", *args], self.store, self.today(), stdin=stdin)
        DONE[args[0] + (" " + args[1] if args[0] == "action" else ""), ran.code] += 1
        return ran

    def findings(self):
        """Returns [(id, ref, finding)] of all that can be read on the disk."""
        good, _ = load_disk(self.store)
        return [(rid, ref, f) for rid in sorted(good) for ref, f in split(good[rid])[1].items()]

    def command(self):
        """One random irr command. Returns words for the commit, whether or not irr agreed."""
        w, rng = self, self.rng
        found = w.findings()
        if not found:
            return "nothing left"
        rid, ref, f = rng.choice(found)
        a, ok = f"{rid}:{ref}", ["--anyway", "--yes"]
        when = ["--date", w.date(-35, -1)] if w.some(0.35) else []
        closed = f.get("status") in ("closed", "superseded", "not_accepted")
        kind = (
            "reopen"
            if closed and w.some(0.6)
            else rng.choice(
                "progress progress note extend extend add_action done move set_owner set_due set_priority set_target close close answer escalate verify "
                "add mv_record mv_finding rm_finding rm_record redact redact_words secret_owner redact_owner migrate fmt target_off".split()
            )
        )
        if kind == "progress":
            w.irr(
                "progress",
                a,
                "-m",
                f"{w.word('note')} The first course was held.",
                *ok,
                *when,
                *(["--status", rng.choice(["in_progress", "pending_sign_off"])] if w.some(0.4) else []),
                *(["--owner", rng.choice(POSTS)] if w.some(0.3) else []),
            )
        elif kind == "reopen":
            w.irr("progress", a, "--status", "in_progress", "-m", f"{w.word('note')} It was not enough.", *ok)
        elif kind == "note":
            w.irr("note", a, "-m", f"{w.word('note')} Ask Estates again.", *ok, *when)
        elif kind == "extend":
            w.irr(
                "extend",
                a,
                "--to",
                w.date(200, 500),
                "--reason",
                f"{w.word('why')} late builders",
                "--approved-by",
                "Deputy Chief Constable",
                *ok,
                *(["--agreed", w.date(-30, -1)] if w.some(0.3) else []),
            )
        elif kind == "add_action":
            w.irr(
                "action",
                "add",
                a,
                "--text",
                f"{w.word('act')} buy a clock",
                "--target",
                w.date(20, 90),
                *ok,
                *(["--owner", rng.choice(POSTS)] if w.some(0.5) else []),
            )
        elif kind == "done":
            w.irr("action", "done", a, "--which", "1", "--evidence", "minutes/1.pdf", *ok, *when)
        elif kind == "move":
            w.irr("action", "move", a, "--which", "1", "--to", w.date(100, 200), "--reason", f"{w.word('why')} trainer is ill", *ok)
        elif kind == "close":
            w.irr(
                "close",
                a,
                *rng.choice([["--evidence", "minutes/2.pdf"], ["--as", "superseded", "-m", f"{w.word('note')} asked again in R9"]]),
                "--approved-by",
                "Deputy Chief Constable",
                *ok,
                *when,
            )
        elif kind == "answer":
            w.irr("answer", a, "-F", "-", "--action", "proposed", *ok, stdin=f"{w.word('answer')} I have asked.\n\nTwice.\n".encode())
        elif kind == "escalate":
            w.irr("escalate", a, "--to", rng.choice(["cause_of_concern", "engage", "ended"]), "--reference", f"{w.word('letter')} 12", *ok)
        elif kind == "verify":
            w.irr("verify", a, "--outcome", rng.choice(["closed", "open"]), "--reference", f"{w.word('letter')} 13", *ok)
        elif kind == "add":
            w.irr(
                "add",
                f"{rid}:R{rng.randint(5, 19)}",
                f"text={w.word('ident')} New words.",
                f"due={w.date(30, 200)}",
                "addressed_to=chief constables",
                *ok,
            )
        elif kind == "mv_record" and w.some(0.6):
            w.irr("mv", rid, rng.choice(["renamed", "zweite-fassung", "peel"]) + str(rng.randint(1, 99)), *ok)
        elif kind == "mv_finding" and w.some(0.6):
            w.irr("mv", a, re.match("[A-Z]+", ref)[0] + str(rng.randint(20, 40)), *ok)
        elif kind == "rm_finding" and w.some(0.4):
            w.irr("rm", a, "--unlink", *ok)
        elif kind == "rm_record" and w.some(0.3):
            path = f"records/{rid}.yaml"
            data = w.read(path)
            if w.irr("rm", rid, "--unlink", *ok).code == 0:
                w.removed[path] = data
        elif kind in ("redact", "redact_words") and not w.branch:
            for n, entry in enumerate(f.get("progress") or []):
                hidden = re.search(r"secret[a-z]{7}", str(entry.get("note")))
                if hidden:
                    extra = ["--words", hidden[0]] if kind == "redact_words" else []
                    if w.irr("redact", a, f"progress[{n}].note", "--reason", "A person is named", *extra, *ok).code == 0:
                        w.gone.append(hidden[0])
                        if kind == "redact":
                            w.gone += re.findall(r"note[a-z]{7}", entry["note"])
                    break
        elif kind == "secret_owner":
            w.irr("set", a, f"owner=Officer {w.word('secret')}", *ok)
        elif kind == "redact_owner" and not w.branch and "secret" in str(f.get("owner")):
            if w.irr("redact", a, "owner", "--reason", "A person is named", *ok).code == 0:
                w.gone += re.findall(r"secret[a-z]{7}", str(f["owner"]))
        elif kind == "migrate":
            w.irr("migrate", *ok)
        elif kind == "fmt":
            w.irr("fmt", f"records/{rid}.yaml")
        elif kind.startswith("set_") or kind == "target_off":
            value = {
                "set_owner": f"owner={rng.choice(POSTS)}",
                "set_due": f"due={w.date(30, 300)}",
                "set_priority": f"priority={rng.choice(['high', 'low'])}",
                "set_target": f"target={w.date(5, 60)}",
                "target_off": "target=",
            }[kind]
            w.irr("set", a, value, *ok)
        return f"{kind}"

    def by_hand(self):
        """One random edit with an editor or plain git."""
        w, rng = self, self.rng
        paths = [p for p in w.paths() if p not in w.broken]
        kind = rng.choice("due due owner note comment crlf status break mend settings rename delete again again title new bogus".split())
        if kind == "mend" or len(w.broken) > 1:
            for path, data in list(w.broken.items()):
                if os.path.exists(os.path.join(w.store, path)):
                    w.write(path, data)
            w.broken.clear()
            return "mend"
        if kind == "again" and w.removed:
            path = rng.choice(sorted(w.removed))
            data = w.removed.pop(path)
            if not os.path.exists(os.path.join(w.store, path)) and not set(re.findall(rb"ident\w+", data)) & w.marks():
                w.write(path, data)
            return "again"
        if kind == "settings":
            w.write("irr.yaml", w.settings() + (b"lists: [\n" if w.some(0.15) else b""))
            return kind
        if kind == "new" or not paths:
            w.write(*w.record(rng.choice(FORCES), rng.choice(["new-report", "ein neuer bericht"]) + str(len(w.steps))))
            return "new"
        path = rng.choice(paths)
        data = w.read(path)
        crlf = b"\r\n" in data
        text = data.decode().replace("\r\n", "\n")
        if kind == "due":
            text = w.one(text, r"(?m)^(    due:) \d{4}-\d\d-\d\d", lambda m: f"{m[1]} {w.date(30, 300)}")
        elif kind == "owner":
            text = w.one(text, r"(?m)^(    owner:) .*$", lambda m: f"{m[1]} {rng.choice(POSTS)}")
        elif kind == "note":
            text = w.one(text, r"spoke to the board", lambda m: "wrote to the panel")
        elif kind == "comment":
            text = w.one(text, r"(?m)^    status: .*$", lambda m: f"    # {w.word('remark')}\n{m[0]}")
        elif kind == "status":
            text = w.one(
                text,
                r"(?m)^    status: (not_started|in_progress)$",
                lambda m: "    status: " + {"not_started": "in_progress"}.get(m[1], "pending_sign_off"),
            )
        elif kind == "title":
            text = re.sub(r"(?m)^  title: (.*)$", r"  title: \1 (corrected)", text, count=1)
        elif kind == "crlf":
            crlf = not crlf
        elif kind in ("break", "bogus") and not w.branch:
            w.broken[path] = data
            text += {"break": rng.choice(["chief_officer: [open\n", "<<<<<<< HEAD\n"]), "bogus": "bogus: 1\n"}[kind]
        elif kind == "rename":
            target = re.sub(r"[^/]*\.yaml$", lambda m: m[0][:10] + "-moved " + str(len(w.steps)) + ".yaml", path)
            os.rename(os.path.join(w.store, path), os.path.join(w.store, target))
            return kind
        elif kind == "delete" and len(paths) > 2:
            w.removed[path] = data
            os.remove(os.path.join(w.store, path))
            return kind
        w.write(path, text.replace("\n", "\r\n").encode() if crlf else text.encode())
        return kind

    def one(self, text, pattern, by):
        hits = list(re.finditer(pattern, text))
        if not hits:
            return text
        m = self.rng.choice(hits)
        return text[: m.start()] + by(m) + text[m.end() :]

    def grow(self):
        """The commits of the round, with a branch now and then."""
        goal, tries = self.rng.randint(6, 25), 0
        while len(self.steps) < goal and tries < 90:
            tries += 1
            self.day += dt.timedelta(days=self.rng.randint(0, 12))
            if not self.branch and self.some(0.1):
                self.branch, self.left = f"work{tries}", self.rng.randint(1, 4)
                git(self.repo, "switch", "-q", "-c", self.branch)
            words = self.command() if self.some(0.72) else self.by_hand()
            if self.some(0.15) and words not in ("mend", "again"):
                words += " + " + self.command()
            if self.some(0.15):
                before = git(self.repo, "rev-parse", "HEAD")
                self.irr("save", "--anyway")
                if git(self.repo, "rev-parse", "HEAD") != before:
                    self.steps.append("save: " + words)
            self.commit(words)
            if self.branch:
                self.left -= 1
                if self.left < 0:
                    self.merge()
        if self.branch:
            self.merge()
        self.gone = [g for g in self.gone if not any(g.encode() in self.read(p) for p in self.paths())]

    def merge(self):
        """Goes back to main, commits something there, and merges where git finds no conflict."""
        branch, self.branch = self.branch, None
        git(self.repo, "switch", "-q", "main")
        self.broken = {p: d for p, d in self.broken.items() if os.path.exists(os.path.join(self.store, p))}
        for _ in range(self.rng.randint(0, 2)):
            self.day += dt.timedelta(days=1)
            self.commit("main: " + self.command())
        self.day += dt.timedelta(days=1)
        if git(self.repo, "merge", "-q", "--no-ff", "-m", f"Merge {branch}", branch, day=self.today(), check=False).code:
            git(self.repo, "merge", "--abort", check=False)
        else:
            self.steps.append("merge")

    def dirty(self):
        """Leaves the work tree with changes that no commit has. Returns the token of a log entry, if one was added."""
        token = None
        if self.some(0.6):
            good = [x for x in self.findings() if x[2].get("text")]
            if good:
                rid, ref, _ = self.rng.choice(good)
                token = self.word("note")
                if self.irr("progress", f"{rid}:{ref}", "-m", f"{token} not committed", "--anyway", "--yes").code:
                    token = None
        if self.some(0.4):
            path, data = self.record(FORCES[0], "never-committed")
            self.write(path, data)
        if self.some(0.3) and len(self.paths()) > 2:
            os.remove(os.path.join(self.store, self.paths()[-1]))
        if self.some(0.3):
            self.write("irr.yaml", self.settings())
        return token


def dates_in(text):
    """Returns every date that a text has, as ISO."""
    months = {m: i for i, m in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
    out = set(re.findall(r"\b(20\d\d-\d\d-\d\d)\b", text))
    for d, m, y in re.findall(r"\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (20\d\d)\b", text):
        out.add(f"{y}-{months[m]:02}-{int(d):02}")
    return out
