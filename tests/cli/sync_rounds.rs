//! Two officers change, save, undo and exchange at random, and a model says what each of them must have: no change is lost, and
//! there is a conflict only where both changed one value.
//!
//! Few rounds by default; `IRR_LAW_TIMES=20` for 200. The seed is fixed, so that a failure comes again.

use std::collections::{BTreeMap, BTreeSet};

use irr::model::{Date, Finding, Owners, Record};

use crate::sandbox::Sandbox;
use crate::sync::{done, office};
use crate::undo::text;

const ROUNDS: usize = 10;
const SEED: u64 = 20_261_130;
const RECORDS: [&str; 2] = ["barns", "hops"];
const OWNERS: [&str; 4] = ["Head of Farms", "Deputy", "Estates Manager", "Chief of Staff"];
const PRIORITIES: [&str; 3] = ["high", "medium", "low"];

/// A small generator of numbers that are random enough (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap()
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// What the records say: a value for each field, and the entries of the logs, which are only ever added to or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Said {
    values: BTreeMap<String, String>,
    entries: BTreeSet<String>,
}

impl Said {
    /// Merges as `irr sync` must; returns the fields of which both changed the value.
    fn merge(base: &Self, ours: &Self, theirs: &Self, keeps_ours: bool) -> (Self, Vec<String>) {
        let fields: BTreeSet<&String> = [base, ours, theirs].into_iter().flat_map(|said| said.values.keys()).collect();
        let (mut merged, mut conflicts) = (Self::default(), Vec::new());
        for field in fields {
            let [was, our, their] = [base, ours, theirs].map(|said| said.values.get(field));
            let kept = if our == their || their == was {
                our
            } else if our == was {
                their
            } else {
                conflicts.push(field.clone());
                if keeps_ours { our } else { their }
            };
            merged.values.extend(kept.map(|value| (field.clone(), value.clone())));
        }
        let stays =
            |entry: &&String| !base.entries.contains(*entry) || ours.entries.contains(*entry) && theirs.entries.contains(*entry);
        merged.entries = ours.entries.union(&theirs.entries).filter(stays).cloned().collect();
        (merged, conflicts)
    }

    fn of_files(sandbox: &Sandbox, clone: &str) -> Self {
        let mut said = Self::default();
        for record in RECORDS {
            let text = sandbox.read(&format!("{clone}/records/kent/2026-04-20-{record}.yaml"));
            let parsed: Record = irr::yaml::parse(&text).unwrap_or_else(|faults| unreachable!("{faults:?}\n{text}"));
            for (reference, _, finding) in parsed.findings() {
                said.add(&format!("{record}:{reference}"), finding);
            }
        }
        said
    }

    fn add(&mut self, name: &str, finding: &Finding) {
        let owner = finding.owner.as_ref().map(|owner: &Owners| owner.lead().to_owned());
        let priority = finding.priority.map(|priority| priority.to_string());
        for (field, value) in [("owner", owner), ("priority", priority), ("area", finding.area.clone())] {
            self.values.extend(value.map(|value| (format!("{name} {field}"), value)));
        }
        for entry in &finding.progress {
            let note = entry.note.as_ref().map_or("", |note| note.as_str().trim());
            assert!(self.entries.insert(format!("{name} {note}")), "{name}: {note} is there twice");
        }
        for action in &finding.actions {
            let done = action.done.map_or_else(String::new, |day| day.to_string());
            assert!(self.entries.insert(format!("{name} action {}", action.text)), "{} is there twice", action.text);
            self.values.insert(format!("{name} action {} done", action.text), done);
        }
        for extension in &finding.extensions {
            let reason = extension.reason.clone().unwrap_or_default();
            assert!(self.entries.insert(format!("{name} extension {reason}")), "{name}: {reason} is there twice");
        }
    }
}

/// An officer's copy in the model.
struct Officer {
    clone: &'static str,
    /// What was said when the officer last exchanged.
    base: Said,
    now: Said,
    /// What was said before each change that the officer saved since.
    before_saved: Vec<Said>,
}

/// One change, in the clone and in the model.
fn change(sandbox: &Sandbox, officer: &mut Officer, random: &mut Random, number: usize) {
    let record = random.of(&RECORDS);
    let (address, name) = (format!("{record}:R1"), format!("{record}:R1"));
    let now = &mut officer.now;
    let run = |args: &[&str]| done(sandbox, officer.clone, args);
    match random.below(8) {
        kind @ (0..=2 | 7) => {
            let (field, value) = match kind {
                0 | 7 => ("owner", random.of(&OWNERS)),
                1 => ("priority", random.of(&PRIORITIES)),
                _ => ("area", random.of(&["Farms", "Fields"])),
            };
            run(&["set", &address, &format!("{field}={value}")]);
            now.values.insert(format!("{name} {field}"), value.to_owned());
        }
        3 => {
            let note = format!("Entry {number} of {}.", officer.clone);
            let day = format!("2026-04-{:02}", 21 + random.below(9));
            run(&["progress", &address, "-m", &note, "--date", &day]);
            now.entries.insert(format!("{name} {note}"));
        }
        4 => {
            let text = format!("Action {number} of {}", officer.clone);
            run(&["action", "add", &address, "--text", &text]);
            now.entries.insert(format!("{name} action {text}"));
            now.values.insert(format!("{name} action {text} done"), String::new());
        }
        5 => {
            let mark = format!("{name} action ");
            let open = now.values.iter().filter(|(field, done)| field.starts_with(&mark) && done.is_empty());
            let open: Vec<String> = open.map(|(field, _)| field.clone()).collect();
            if let Some(field) = open.get(random.below(open.len().max(1))) {
                let text = field.trim_start_matches(&mark).trim_end_matches(" done");
                let day = format!("2026-04-{:02}", 21 + random.below(9));
                run(&["action", "done", &address, "-w", text, "--date", &day]);
                now.values.insert(field.clone(), day);
            }
        }
        _ => {
            let reason = format!("Reason {number} of {}", officer.clone);
            // Later than every other, or it would be none.
            let to = "2027-02-01".parse::<Date>().unwrap().plus_days(number as u64).to_string();
            run(&["extend", &address, "--to", &to, "--reason", &reason, "--approved-by", "PCC", "--anyway"]);
            now.entries.insert(format!("{name} extension {reason}"));
        }
    }
}

/// Exchanges, and checks that exactly those values are in conflict which both changed.
fn exchange(sandbox: &Sandbox, officer: &mut Officer, origin: &mut Said, random: &mut Random) -> usize {
    let keeps_ours = random.below(2) == 0;
    let (merged, conflicts) = Said::merge(&officer.base, &officer.now, origin, keeps_ours);
    let run = sandbox.run_in(officer.clone, &["sync"]);
    let told: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("you and a colleague changed")).collect();
    assert_eq!((told.len(), run.code), (conflicts.len(), i32::from(!conflicts.is_empty())), "{conflicts:?}: {run}");
    if !conflicts.is_empty() {
        assert_eq!(Said::of_files(sandbox, officer.clone), officer.now, "a conflict changed something");
        done(sandbox, officer.clone, &["sync", "--keep", if keeps_ours { "mine" } else { "theirs" }]);
    }
    assert_eq!(Said::of_files(sandbox, officer.clone), merged, "{run}");
    assert_eq!(sandbox.git(&["-C", officer.clone, "status", "--short"]), "");
    (officer.base, officer.now) = (merged.clone(), merged.clone());
    officer.before_saved.clear();
    *origin = merged;
    conflicts.len()
}

#[test]
fn nothing_is_lost_and_only_what_both_changed_is_a_conflict() {
    let times: usize = std::env::var("IRR_LAW_TIMES").ok().map_or(1, |times| times.parse().unwrap());
    let sandbox = office();
    for record in ["Barns", "Hops"] {
        let path = format!("a/records/kent/2026-04-20-{}.yaml", record.to_lowercase());
        sandbox.write(&path, &text(record).replace("schema_version: 1", "schema_version: 2"));
    }
    for (clone, args) in [("a", "save"), ("a", "sync"), ("b", "sync")] {
        done(&sandbox, clone, &[args]);
    }
    let mut random = Random(SEED);
    let mut origin = Said::of_files(&sandbox, "a");
    let start = || Said::of_files(&sandbox, "a");
    let mut officers = ["a", "b"].map(|clone| Officer { clone, base: start(), now: start(), before_saved: Vec::new() });
    let mut conflicts = 0;
    for round in 0..ROUNDS * times {
        let officer = &mut officers[random.below(2)];
        for number in 0..=random.below(3) {
            let before = officer.now.clone();
            change(&sandbox, officer, &mut random, round * 10 + number);
            if officer.now != before {
                done(&sandbox, officer.clone, &["save"]);
                officer.before_saved.push(before);
            }
        }
        if random.below(4) == 0
            && let Some(before) = officer.before_saved.pop()
        {
            done(&sandbox, officer.clone, &["undo", "--yes"]);
            officer.now = before;
            assert_eq!(Said::of_files(&sandbox, officer.clone), officer.now, "an undo took back something else");
        }
        if random.below(2) > 0 {
            conflicts += exchange(&sandbox, officer, &mut origin, &mut random);
        }
    }
    for turn in [0, 1, 0] {
        conflicts += exchange(&sandbox, &mut officers[turn], &mut origin, &mut random);
    }
    assert_eq!(Said::of_files(&sandbox, "a"), Said::of_files(&sandbox, "b"));
    assert!(conflicts > 0, "no round had a conflict");
}
