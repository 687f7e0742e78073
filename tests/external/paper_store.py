"""A store made up to be counted: all that may meet in a finding meets, whether the rules allow it or not."""

import datetime
import json
import random

FORCES = ["Kent", "West Mercia", "Westwold", "Northmarch"]
OWNERS = [None, None, "Head of Custody", "Head of “Vetting” & Standards", "O'Neill | deputy", "<b>Nobody</b>", "x<br>y", "head of custody", "A\nB", "`x` \\ y", "Ünal"]
TITLES = ["Custody", "A | B", "<script>alert(1)</script>", "Line one\nline two", "`ticks` and *stars*", "[a](http://x.example) & _b_", "# no heading"]
STATUSES = ["not_started", "in_progress", "pending_sign_off", "closed", "superseded", "not_accepted"]


class Dice(random.Random):
    def day(self, least="2022-01-01", spread=1900):
        return (datetime.date.fromisoformat(least) + datetime.timedelta(self.randrange(spread))).isoformat()

    def maybe(self, chance, value):
        return value() if self.random() < chance else None


def without_nothing(mapping):
    return {key: value for key, value in mapping.items() if value not in (None, [], {})}


def ends(dice, log, published, version):
    """Closings and verifications: one of each in version 1, lists in version 2."""

    def closing():
        # One that was opened again keeps its closure, and a day may have several entries.
        date = dice.maybe(0.9, lambda: dice.choice([*log, dice.day(published, 900)]))
        more = {} if version == 1 else {
            "status": dice.maybe(0.8, lambda: dice.choice(["closed", "closed", "superseded", "not_accepted"])),
            "reopened": dice.maybe(0.4, lambda: dice.day(date or published, 200)),
        }
        return without_nothing({
            "date": date,
            "approved_by": dice.maybe(0.5, lambda: "Deputy | Chief"),
            "evidence": dice.choice([[], ["a|b.pdf"], ["one.pdf", "two <b>.pdf"]]),
            **more,
        })

    def verification():
        return without_nothing({
            "by": "HMICFRS",
            "date": dice.maybe(0.8, lambda: dice.day(published, 900)),
            "reference": dice.maybe(0.5, lambda: "Letter | 1"),
            "outcome": dice.choice(["closed", "open", "escalated"]),
        })

    if version == 1:
        return {"closure": dice.maybe(0.3, closing) or None, "verification": dice.maybe(0.3, verification)}
    several = [0, 0, 0, 1, 1, 2, 3]
    return {
        "closures": [one for one in (closing() for _ in range(dice.choice(several))) if one],
        "verifications": [verification() for _ in range(dice.choice(several))],
    }


def finding(dice, ref, published, version):
    log = sorted(dice.day(published, 900) for _ in range(dice.randrange(5)))
    log = sorted([*log, *dice.choice([[], log[-1:]])])
    agreed = sorted(dice.day(published, 900) for _ in range(dice.choice([0, 0, 1, 2, 3])))
    status = dice.choice(STATUSES)
    return without_nothing({
        "ref": str(ref),
        "text": dice.choice(TITLES) + " should be better.",
        "area": dice.maybe(0.3, lambda: dice.choice(["Custody", "Call | handling"])),
        "ours": dice.maybe(0.3, lambda: dice.random() < 0.5),
        "due": dice.maybe(0.6, lambda: dice.day(published, 900)),
        "target": dice.maybe(0.4, lambda: dice.day(published, 900)),
        "priority": dice.maybe(0.7, lambda: dice.choice(["high", "medium", "low"])),
        "status": dice.maybe(0.9, lambda: status),
        "owner": dice.choice(OWNERS),
        "extensions": [
            without_nothing({"agreed": day, "to": dice.day(day, 600), "reason": dice.maybe(0.8, lambda: dice.choice(TITLES))}) for day in agreed
        ],
        "progress": [without_nothing({"date": day, "status": dice.maybe(0.7, lambda: dice.choice(STATUSES))}) for day in log],
        **ends(dice, log, published, version),
    })


def record(dice, covered):
    published, version = dice.day(), dice.choice([1, 2, 2])
    return without_nothing({
        "schema_version": version,
        "stage": dice.choice(["draft", "published"]),
        "force": dice.choice(FORCES),
        "local_policing_body": {"kind": "pcc"},
        "inspection": without_nothing({
            "title": dice.choice(TITLES),
            "inspectorates": dice.choice([[], ["HMICFRS"], ["HMICFRS"], ["HMICFRS", "HMI Prisons"], ["HMI | Prisons"]]),
            "kind": dice.choice([None, "force", "thematic", "follow_up"]),
            "published": published,
            "grades": [
                without_nothing({"area": area, "grade": dice.choice(["good", "adequate", "requires_improvement", "inadequate", "not_yet_graded"])})
                for area in dice.sample([None, "Custody", "Call | handling", "<i>Vetting</i>"], dice.randrange(4))
            ],
        }),
        "recommendations": [finding(dice, number + 1, published, version) for number in range(dice.randrange(5))],
        "areas_for_improvement": [finding(dice, number + 1, published, version) for number in range(dice.randrange(4))],
        "causes_of_concern": [finding(dice, number + 1, published, version) for number in range(dice.randrange(2))],
        "publication": without_nothing({"published": dice.maybe(0.7, lambda: dice.day(published, 90))}),
        "covered_by": covered if dice.random() < 0.1 else None,
        **({"duty": "none", "not_owed": "Made up"} if dice.random() < 0.05 else {}),
    })


def slug(name):
    return name.lower().replace(" ", "-")


def make_store(folder, number, seed=1):
    """So many records, the same for the same seed; JSON is YAML."""
    dice, covered = Dice(seed), None
    for at in range(number):
        made = record(dice, covered)
        covered = f"{slug(made['force'])}/{made['inspection']['published']}-made-up-{at}"
        path = folder / "records" / f"{covered}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return folder
