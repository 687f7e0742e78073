//! `tests/fixtures/records`: `bad/RULE.yaml`, `good/RULE.yaml`, and `before/RULE.yaml` where a rule compares.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use irr::model::{Date, RecordId};
use irr::rules::settings::{check_settings, is_about_settings};
use irr::rules::{self, Baseline, Diagnostic, Identity, Policy, Rule, RuleScope};
use irr::view::ValidationReport;
use irr::view::validation::FileProblems;
use irr::yaml::Position;

use crate::{ON, Read, codes};

fn file(kind: &str, code: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/records").join(kind);
    folder.join(format!("{code}.yaml"))
}

fn text(kind: &str, code: &str) -> String {
    fs::read_to_string(file(kind, code)).unwrap_or_else(|error| unreachable!("{kind}/{code}.yaml: {error}"))
}

/// `# expect 3:8`, `# expect 3:8 on 2025-07-11`, `# ok`, `# ok on 2025-07-11`: the place, and the day.
fn head(text: &str) -> (Option<(usize, usize)>, Date) {
    let line = text.lines().next().unwrap();
    let on = line.split_once(" on ").map_or(ON, |(_, day)| day.trim()).parse().unwrap();
    let place = line.strip_prefix("# expect ").map(|rest| {
        let (line, column) = rest.split(' ').next().unwrap().split_once(':').unwrap();
        (line.parse().unwrap(), column.parse().unwrap())
    });
    (place, on)
}

fn read(kind: &str, rule: &Rule) -> (Read, Option<(usize, usize)>, Date) {
    let text = text(kind, rule.code);
    let (place, on) = head(&text);
    let before = (rule.counts == RuleScope::Against).then(|| self::text("before", rule.code));
    let mut read = Read::new(&text, "kent/2025-05-16-subject").against(before.as_deref());
    if rule.code != "path-disagrees-with-content" {
        read = read.named_after_its_day();
    }
    if kind == "bad" && rule.code == "unusual-file-name" {
        read.id = "kent/2025-05-16-list;of".parse().unwrap();
    }
    if kind == "bad" && rule.code == "names-differ-in-case" {
        read.id = "kent/2025-05-16-Other".parse().unwrap();
    }
    // The bad one stands for the file that is not there any more.
    read.gone = kind == "bad" && rule.code == "record-deleted";
    (read, place, on)
}

/// What is found in a fixture, with its text and the place that its head says.
fn found(kind: &str, rule: &'static Rule) -> (Vec<Diagnostic>, Arc<str>, Option<(usize, usize)>) {
    if is_about_settings(rule) {
        let (text, before) = (text(kind, rule.code), text("before", rule.code));
        let (place, _) = head(&text);
        return (check_settings(Some(&text), Some(&before), &Policy::default()), text.into(), place);
    }
    let (read, place, on) = read(kind, rule);
    assert!(kind == "bad" || read.parsed.is_ok(), "{}: {:?}", rule.code, read.parsed);
    (read.diagnostics(rule, on), read.text, place)
}

#[test]
fn each_rule_has_a_record_that_breaks_it_alone_at_the_place_it_says() {
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let (found, text, place) = found("bad", rule);
        let at = found.first().map(|first| Position::of(&text, first.span.start)).map(|at| (at.line, at.column));
        if codes(&found) != BTreeSet::from([rule.code]) || at != place {
            wrong.push(format!("{}: {:?} at {at:?}, expected at {place:?}", rule.code, codes(&found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_rule_has_a_record_that_only_just_does_not_break_it() {
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let (found, ..) = found("good", rule);
        wrong.extend(found.iter().map(|it| format!("{}: {} {}", rule.code, it.rule.code, it.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_record_by_hand_breaks_no_rule() {
    for rule in rules::all() {
        let read = Read::new(&text("good", "subject"), "kent/2025-05-16-subject");
        assert_eq!(
            read.diagnostics(rule, ON.parse().unwrap()).iter().filter(|it| it.rule.code != "not-canonical").count(),
            0,
            "{}",
            rule.code
        );
    }
}

#[test]
fn each_bad_record_is_named_after_a_rule() {
    let codes: BTreeSet<String> = rules::all().map(|rule| rule.code.to_owned()).collect();
    let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let folder = file("bad", "x");
    let files: BTreeSet<String> =
        fs::read_dir(folder.parent().unwrap()).unwrap().map(|entry| stem(entry.unwrap().path())).collect();
    assert_eq!(files, codes);
}

/// The code, the constant, the fixture, the page and the value of `--rule` are one name.
#[test]
fn a_rules_code_is_its_constants_name_and_the_value_that_flags_read() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let sources: String = files
        .filter(|file| file.extension().is_some_and(|it| it == "rs"))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let mut seen = BTreeSet::new();
    for rule in rules::all() {
        let constant = rule.code.to_uppercase().replace('-', "_");
        assert!(sources.contains(&format!("    {constant} = ")), "{constant}");
        assert!(rule.code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.code);
        assert!(seen.insert(rule.code), "{} is two rules", rule.code);
        assert_eq!(rule.code.parse::<rules::RuleCode>().unwrap().0, rule);
        assert!(file("bad", rule.code).exists() && file("good", rule.code).exists(), "{}", rule.code);
        assert!(!rules::RuleDocs::of(rule).what.is_empty(), "{}", rule.code);
    }
}

/// A problem is the same one on every day on which it is there: a baseline knows it.
#[test]
fn what_a_problem_is_known_by_does_not_change_with_the_day() {
    for rule in rules::all().filter(|rule| !is_about_settings(rule)) {
        let (read, _, on) = read("bad", rule);
        let known_by = |on: Date| -> Vec<Identity> {
            let found = read.diagnostics(rule, on);
            let of_rule = found.iter().filter(|it| it.rule.code == rule.code);
            of_rule.map(|it| it.identity(&read.id, read.parsed.as_ref().ok())).collect()
        };
        let (today, later) = (known_by(on), known_by(on.plus_days(1)));
        assert!(later.is_empty() || later == today, "{}: {today:?} {later:?}", rule.code);
    }
}

/// Nobody's baseline, fingerprints or guard may depend on wording: a message that is put better makes no problem new.
#[test]
fn a_message_that_is_reworded_makes_no_problem_new() {
    let ids: Vec<RecordId> = vec!["kent/2025-05-16-subject".parse().unwrap()];
    for rule in rules::all() {
        let (found, text, _) = found("bad", rule);
        let reworded: Vec<Diagnostic> = found
            .iter()
            .map(|it| Diagnostic { message: "Said otherwise.".into(), help: Some("Do so.".into()), ..it.clone() })
            .collect();
        let baseline = |found: &[Diagnostic]| Baseline::of(found.iter().map(|it| (&ids[0], None, it)));
        assert_eq!(baseline(&found).write(), baseline(&reworded).write(), "{}", rule.code);
        let mut known = baseline(&found).forgiving();
        assert!(reworded.iter().all(|it| known.forgives(&ids[0], None, it)), "{}", rule.code);
        let fingerprints = |found: Vec<Diagnostic>| -> Vec<String> {
            let diagnostics = found.into_iter().map(|it| (it, "field".to_owned())).collect();
            let judged = FileProblems { id: None, path: "a.yaml".into(), text: text.clone(), diagnostics };
            ValidationReport::compute(vec![judged], 1, ON.parse().unwrap())
                .breaches()
                .into_iter()
                .map(|it| it.fingerprint)
                .collect()
        };
        assert_eq!(fingerprints(found.clone()), fingerprints(reworded), "{}", rule.code);
    }
}
