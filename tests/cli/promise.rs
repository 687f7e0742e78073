//! What every writing command promises, tried with commands as chance has them on the shipped records.

use std::collections::BTreeMap;
use std::fs;

use crate::sandbox::{Sandbox, project};

/// Chance, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, number: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % number
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const FINDINGS: [&str; 12] = [
    "staffordshire:R4",
    "staffordshire:R9",
    "northamptonshire:R2",
    "custody:AFI2",
    "custody:R1",
    "vetting:R1",
    "youth:R3",
    "youth:R2",
    "forensics:R3",
    "revisit:COC1",
    "revisit:R1",
    "peel-2021:AFI4",
];
const RECORDS: [&str; 5] = ["staffordshire", "custody", "youth", "peel-2023", "revisit"];
const DATES: [&str; 8] =
    ["2019-01-01", "2024-02-29", "2025-06-30", "2026-04-30", "2026-05-01", "2026-12-31", "2027-06-30", "2030-01-01"];
const WORDS: [&str; 6] = ["Deputy Chief Constable", "a: b # c", "minutes/12.pdf", "yes", "two\n\nparagraphs", " "];

/// A command as somebody might say it, sensible or not.
fn command(chance: &mut Chance) -> Vec<String> {
    let finding = chance.of(&FINDINGS).to_owned();
    let (day, words) = (chance.of(&DATES).to_owned(), chance.of(&WORDS).to_owned());
    let status = chance.of(&["not_started", "in_progress", "pending_sign_off", "closed"]).to_owned();
    let line = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    match chance.below(14) {
        0 => line(&["progress", &finding, "-m", &words, "--date", &day]),
        1 => line(&["progress", &finding, "-m", &words, "--status", &status, "--date", &day]),
        2 => line(&["extend", &finding, "--to", &day, "--reason", &words, "--approved-by", "DCC"]),
        3 => line(&["close", &finding, "--evidence", &words, "--approved-by", "DCC", "--date", &day]),
        4 => line(&["close", &finding, "--as", "superseded", "-m", &words, "--approved-by", "DCC"]),
        5 => line(&["verify", &finding, "--outcome", chance.of(&["closed", "open"]), "--reference", &words, "--date", &day]),
        6 => line(&["action", "add", &finding, "--text", &words, "--target", &day]),
        7 => line(&["action", "done", &finding, "--which", "1", "--date", &day]),
        8 => line(&["set", &finding, &format!("status={status}")]),
        9 => line(&["set", &finding, &format!("{}={day}", chance.of(&["due", "target", "closure.date"]))]),
        10 => line(&[
            "set",
            &finding,
            &format!("{}={words}", chance.of(&["owner", "due_text", "text", "commissioner_response.text"])),
        ]),
        11 => line(&["set", &finding, &format!("{}=", chance.of(&["owner", "due", "target", "commissioner_response.action"]))]),
        12 => line(&["publish", chance.of(&RECORDS), "--date", &day]),
        _ => line(&[
            "set",
            chance.of(&RECORDS),
            &format!("{}={day}", chance.of(&["inspection.published", "publication.published"])),
        ]),
    }
}

fn records(sandbox: &Sandbox) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for force in fs::read_dir(sandbox.path("records")).unwrap() {
        for file in fs::read_dir(force.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            found.insert(path.display().to_string(), fs::read_to_string(path).unwrap());
        }
    }
    found
}

/// How often each error is told, wherever it stands.
fn errors(sandbox: &Sandbox) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let run = sandbox.run(&["validate", "--against", "HEAD", "--format", "lines"]);
    // Without its file: a record whose day is put right moves.
    for (_, told) in run.stdout.lines().filter_map(|line| line.split_once(": error")) {
        *found.entry(told.to_owned()).or_default() += 1;
    }
    found
}

#[test]
fn no_command_leaves_an_error_that_was_not_there_and_what_it_does_can_be_taken_back() {
    let sandbox = Sandbox::new();
    for (path, text) in records_of_the_project() {
        sandbox.write(&path, &text);
    }
    sandbox.commit();
    let mut chance = Chance(2026);
    let (mut done, mut refused) = (0, 0);
    let times: usize = std::env::var("IRR_LAW_TIMES").ok().map_or(1, |times| times.parse().unwrap());
    let mut were = errors(&sandbox);
    for _ in 0..100 * times {
        let args = command(&mut chance);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let before = records(&sandbox);
        let run = sandbox.run(&args);
        let after = records(&sandbox);
        if run.code != 0 {
            refused += 1;
            assert_eq!(after, before, "{args:?} said no, and changed something: {run}");
            continue;
        }
        done += 1;
        let are = errors(&sandbox);
        for (error, count) in &are {
            assert!(*count <= were.get(error).copied().unwrap_or(0), "{args:?} left a new error: {error}");
        }
        if after != before && chance.below(3) == 0 {
            sandbox.run(&["undo"]);
            assert_eq!(records(&sandbox), before, "{args:?}, taken back");
        } else {
            were = are;
        }
    }
    assert!(done > 20 && refused > 20, "{done} done, {refused} refused: the commands try too little");
}

fn records_of_the_project() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let folders =
        fs::read_dir(project().join("records")).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    for force in folders {
        for file in fs::read_dir(force).unwrap() {
            let path = file.unwrap().path();
            let name = path.strip_prefix(project()).unwrap().display().to_string();
            found.push((name, fs::read_to_string(path).unwrap()));
        }
    }
    found
}
