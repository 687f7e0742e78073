//! Each rule has a record that breaks it and no other, and says where; the good records break none.

#![allow(clippy::unwrap_used, reason = "what cannot be read or made fails its test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use irr::model::{Record, RecordId};
use irr::rules::{self, Diagnostic, Subject, Whole};
use irr::yaml::{Fault, Position, inspect, parse};

struct Fixture {
    id: RecordId,
    text: String,
    parsed: Result<Record, Vec<Fault>>,
    faults: Vec<Fault>,
}

impl Fixture {
    fn read(path: &Path, id: &str) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let parsed = parse(&text);
        Self { id: id.parse().unwrap(), faults: inspect(&text, &parsed), parsed, text }
    }

    fn subject<'a>(&'a self, text: &'a (dyn Fn() -> Arc<str> + Sync)) -> Subject<'a> {
        Subject { id: &self.id, parsed: &self.parsed, faults: &self.faults, text }
    }

    /// What the rules say of it, in a store with the good record that fixtures link to.
    fn diagnostics(&self) -> Vec<Diagnostic> {
        let other = Fixture::read(&folder("good").join("other.yaml"), "kent/2025-05-16-other");
        let (text, others) = (|| self.text.as_str().into(), || other.text.as_str().into());
        let whole = Whole::of([self.subject(&text), other.subject(&others)]);
        rules::check(&self.subject(&text), &whole)
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/records").join(name)
}

/// The place that a fixture's first line expects: `# expect 3:8`.
fn expected(text: &str) -> (usize, usize) {
    let place = text.lines().next().unwrap().strip_prefix("# expect ").unwrap();
    let (line, column) = place.split_once(':').unwrap();
    (line.parse().unwrap(), column.parse().unwrap())
}

#[test]
fn each_rule_has_a_record_that_breaks_it_alone_at_the_place_it_says() {
    for rule in rules::all() {
        let fixture = Fixture::read(&folder("bad").join(format!("{}.yaml", rule.code)), "kent/2025-05-16-subject");
        let found = fixture.diagnostics();
        let codes: BTreeSet<&str> = found.iter().map(|diagnostic| diagnostic.rule.code).collect();
        assert_eq!(codes, BTreeSet::from([rule.code]), "{found:#?}");
        let Position { line, column } = Position::of(&fixture.text, found[0].span.start);
        assert_eq!((line, column), expected(&fixture.text), "{}: {}", rule.code, found[0].message);
    }
}

#[test]
fn each_bad_record_is_named_after_a_rule() {
    let codes: BTreeSet<String> = rules::all().map(|rule| rule.code.to_owned()).collect();
    let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let files: BTreeSet<String> = fs::read_dir(folder("bad")).unwrap().map(|entry| stem(entry.unwrap().path())).collect();
    assert_eq!(files, codes);
}

#[test]
fn a_good_record_breaks_no_rule() {
    for (file, id) in [("subject.yaml", "kent/2025-05-16-subject"), ("other.yaml", "kent/2025-05-16-other")] {
        let found = Fixture::read(&folder("good").join(file), id).diagnostics();
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn the_codes_of_the_rules_are_kebab_case_and_each_its_own() {
    let codes: Vec<&str> = rules::all().map(|rule| rule.code).collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    assert!(codes.iter().all(|code| code.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
}
