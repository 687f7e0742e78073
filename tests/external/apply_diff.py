"""Reads irr.diff/1 and applies it to the parsed records of A, with code of its own.

Each object with `before` or `after` is one changed value; its record, finding and field stand in it or around it.
"""

import collections
import copy
import re

from revision_world import LISTS, split

K_RECORD, K_FINDING, K_FIELD = ("record", "record_id", "id"), ("finding", "ref", "address"), ("field", "path", "field_path")
K_RENAMED = ("renamed_from", "record_before", "old_record", "previous_record", "was", "from_record", "moved_from")


def read_changes(data):
    """Returns ([(record, finding, path, before, after)], {new id: old id}) of irr.diff/1."""
    found, renamed = [], {}

    def walk(node, seen):
        if isinstance(node, list):
            for item in node:
                walk(item, seen)
        elif isinstance(node, dict):
            here = dict(seen)
            for name in K_RECORD:
                if isinstance(node.get(name), str) and "/" in node[name] and "records/" not in node[name]:
                    here["record"] = node[name].rsplit(":", 1)[0] if name != "record" else node[name]
            if isinstance(node.get("record"), dict):
                here["record"] = node["record"].get("id", here.get("record"))
            for name in K_FINDING:
                value = node.get(name)
                value = value.get("ref") if isinstance(value, dict) else value
                if isinstance(value, str):
                    here["finding"] = value.rsplit(":", 1)[-1]
                    break
            for name in K_RENAMED:
                if isinstance(node.get(name), str) and "/" in node[name]:
                    renamed[here.get("record")] = node[name].split(":")[0]
            if "before" in node or "after" in node:
                field = next((node[n] for n in K_FIELD if isinstance(node.get(n), str)), "")
                change = (here.get("record"), here.get("finding"), field, node.get("before"), node.get("after"))
                if change not in found:
                    found.append(change)
                return
            for name, value in node.items():
                if isinstance(value, (dict, list)):
                    walk(value, here)

    walk(data, {})
    return found, renamed


def tokens(path):
    return [int(t[1:-1]) if t.startswith("[") else t for t in re.findall(r"\[\d+\]|[^.\[\]]+", path or "")]


def lenient(x):
    if isinstance(x, dict):
        return {k: lenient(v) for k, v in x.items() if v not in (None, [], {})}
    if isinstance(x, list):
        return lenient(x[0]) if len(x) == 1 and not isinstance(x[0], (dict, list)) else [lenient(v) for v in x]
    return str(x).strip() if not isinstance(x, bool) else str(x).lower()


class Applier:
    """Applies changes below one node. `mode` says what the numbers of list entries count: see `entries`."""

    def __init__(self, mode):
        self.mode, self.wrong = mode, []

    def apply(self, node, changes):
        whole = [c for c in changes if not c[0]]
        if whole:
            _, before, after, name = whole[-1]
            if lenient(before if before is not None else {}) != lenient(node if node is not None else {}):
                self.wrong.append(f"{name}: before {str(before)[:60]!r}, but A has {str(node)[:60]!r}")
            return copy.deepcopy(after)
        if not changes:
            return node
        groups = collections.OrderedDict()
        for path, before, after, name in changes:
            groups.setdefault(path[0], []).append((path[1:], before, after, name))
        if any(isinstance(k, int) for k in groups):
            return self.entries(node if isinstance(node, list) else [], groups)
        node = dict(node) if isinstance(node, dict) else {}
        for key, sub in groups.items():
            value = self.apply(node.get(key), sub)
            if value is None or value == {} or value == []:
                node.pop(key, None)
            else:
                node[key] = value
        return node or None

    def entries(self, old, groups):
        if self.mode == "positions":  # every number is a place in one list, which is filled and emptied in place
            new = list(old)
            for at, sub in groups.items():
                new += [None] * (at + 1 - len(new))
                new[at] = self.apply(new[at], sub)
            return [x for x in new if x is not None]
        added, removed, changed = {}, {}, {}
        for at, sub in groups.items():
            born = all(c[1] is None for c in sub) and (
                any(not c[0] for c in sub) or any(c[0][-1:] in (["text"], ["date"], ["agreed"], ["by"]) for c in sub)
            )
            dead = all(c[2] is None for c in sub) and (
                any(not c[0] for c in sub) or any(c[0][-1:] in (["text"], ["date"], ["agreed"], ["by"]) for c in sub)
            )
            for c in [c for c in sub if not c[0]] if any(not c[0] for c in sub) and len(sub) > 1 else []:
                (added if c[1] is None else removed)[at] = [c]  # one number, removed in A and added in B
                born = dead = None
            if born is not None:
                (added if born else removed if dead else changed)[at] = sub
        new = [self.apply(x, changed[n]) if self.mode == "old" and n in changed else x for n, x in enumerate(old)]
        for at, sub in removed.items():
            if at < len(old):
                self.apply(old[at], sub)  # compares `before`
            else:
                self.wrong.append(f"removes entry {at} of {len(old)}")
        new = [x for n, x in enumerate(new) if n not in removed]
        for at in sorted(added):
            new.insert(at, self.apply(None, added[at]))
        if self.mode == "new":
            for at, sub in changed.items():
                if at < len(new):
                    new[at] = self.apply(new[at], sub)
                else:
                    self.wrong.append(f"changes entry {at} of {len(new)}")
        return [x for x in new if x is not None]


def shape(store):
    return {rid: dict(zip(("own", "findings"), split(r))) for rid, r in store.items()}


def apply_diff(store, changes, renamed, mode):
    """Returns (the store after the changes, what did not fit)."""
    data, applier = shape(copy.deepcopy(store)), Applier(mode)
    changes = list(changes)
    for record, finding, field, before, after in changes:
        if field in ("record", "id") and not finding and isinstance(before, str) and isinstance(after, str):
            renamed = {**renamed, after: before}
    moved = {new: data.pop(old) for new, old in renamed.items() if old in data}
    data.update(moved)
    back = {old: new for new, old in renamed.items()}
    per = collections.OrderedDict()
    for record, finding, field, before, after in changes:
        record = back.get(record, record)
        if field in ("record", "id") and not finding:
            continue
        path = tokens(field)
        if not finding and path[:1] and path[0] in LISTS.values() and len(path) > 1:
            prefix = next(p for p, n in LISTS.items() if n == path[0])
            names = [r for r in data.get(record, {}).get("findings", {}) if re.match("[A-Z]+", r)[0] == prefix]
            whole = (after or before) if len(path) == 2 else None
            finding = (
                prefix + str(whole["ref"]) if isinstance(whole, dict) else names[path[1]] if path[1] < len(names) else f"{prefix}?{path[1]}"
            )
            path = path[2:]
        per.setdefault(record, []).append((finding, path, before, after, f"{record}:{finding or ''} {field}"))
    for record, items in per.items():
        whole = [i for i in items if not i[0] and not i[1]]
        if whole:
            _, _, before, after, name = whole[0]
            if isinstance(before, dict) and lenient(before) != lenient(store.get(record)):
                applier.wrong.append(f"{name}: before is not A's record")
            data.pop(record, None)
            if isinstance(after, dict):
                data[record] = dict(zip(("own", "findings"), split(after)))
            continue
        here = data.setdefault(record, {"own": {}, "findings": {}})
        for finding, path, before, after, _ in list(items):  # a finding that got another number
            if finding and path == ["ref"] and before is not None and after is not None:
                prefix = re.match("[A-Z]+", finding)[0]
                old, new = prefix + str(before), prefix + str(after)
                if old in here["findings"]:
                    here["findings"][new] = here["findings"].pop(old)
                items = [(new if i[0] == old else i[0], *i[1:]) for i in items]
        for finding in {i[0]: None for i in items}:
            sub = [(p, b, a, n) for f, p, b, a, n in items if f == finding]
            if finding is None:
                here["own"] = applier.apply(here["own"], sub) or {}
            else:
                value = applier.apply(here["findings"].get(finding), sub)
                here["findings"].pop(finding, None)
                if value:
                    here["findings"][finding] = value
        if not here["own"] and not here["findings"]:
            data.pop(record)
    return data, applier.wrong


def compare_stores(got, want):
    """Returns (equal to the letter, equal but for spelling, the first difference)."""
    if got == want:
        return True, True, None
    for rid in sorted(set(got) | set(want)):
        for part in ("own", "findings"):
            g, w = got.get(rid, {}).get(part, {}), want.get(rid, {}).get(part, {})
            for key in sorted(set(g) | set(w)):
                if lenient(g.get(key, {})) != lenient(w.get(key, {})):
                    inner = (
                        [k for k in {**g[key], **w[key]} if lenient(g[key].get(k)) != lenient(w[key].get(k))]
                        if isinstance(g.get(key), dict) and isinstance(w.get(key), dict)
                        else ""
                    )
                    name = f" {inner[0]}" if inner else ""
                    g, w = (g[key].get(inner[0]), w[key].get(inner[0])) if inner else (g.get(key), w.get(key))
                    return False, False, f"{rid}:{key}{name}: applied {str(g)[:90]!r}, B has {str(w)[:90]!r}"
    return False, sorted(got) == sorted(want), "spelling only" if sorted(got) == sorted(want) else f"records {sorted(set(got) ^ set(want))}"
