//! Each rule has a record that breaks it and no other, and says where; a record that only just does not; and a page whose
//! examples do as they say.

#![allow(clippy::unwrap_used, reason = "what cannot be read or made fails its test")]

mod examples;
mod fixtures;
mod levels;

use std::collections::BTreeSet;
use std::sync::Arc;

use irr::model::{Date, Record, RecordId, RuleLevel, Settings};
use irr::rules::{
    CheckSettings, Diagnostic, EarlierVersion, Policy, RecordToCheck, Rule, RuleCode, RuleContext, check, suppression,
};
use irr::yaml::{Fault, inspect, parse};

/// The day it is unless a fixture or an example says otherwise: day 18 of 56 for a report of 2025-05-16.
const ON: &str = "2025-06-02";

/// The file that is not there, of those that fixtures and examples name.
const MISSING: &str = "minutes/2025-05-28-lost.pdf";

/// The record that fixtures and examples link to.
const OTHER: &str = include_str!("../fixtures/records/good/other.yaml");

/// A text as the rules are handed it.
struct Read {
    id: RecordId,
    text: Arc<str>,
    parsed: Result<Record, Vec<Fault>>,
    faults: Vec<Fault>,
    before: Option<EarlierVersion>,
    gone: bool,
}

impl Read {
    fn new(text: &str, id: &str) -> Self {
        let parsed = parse(text);
        Self { id: id.parse().unwrap(), faults: inspect(text, &parsed), parsed, text: text.into(), before: None, gone: false }
    }

    /// The same, held against an older version of it.
    fn against(mut self, text: Option<&str>) -> Self {
        self.before = text.map(|text| EarlierVersion { text: text.into(), record: Some(parse(text).unwrap()) });
        self
    }

    /// The id that its force and day ask for, so that an example may choose them.
    fn named_after_its_day(mut self) -> Self {
        if let Ok(record) = &self.parsed {
            self.id = RecordId::natural(&record.force, record.inspection.published, "subject");
        }
        self
    }

    fn subject<'a>(&'a self, text: &'a (dyn Fn() -> Arc<str> + Sync)) -> RecordToCheck<'a> {
        RecordToCheck {
            id: &self.id,
            parsed: &self.parsed,
            faults: &self.faults,
            text,
            allows: suppression::may_stand_in(&self.text),
            before: self.before.as_ref(),
            gone: self.gone,
        }
    }

    /// What the rules say of it beside the other record; a rule that is off is on where it is the one in question.
    fn diagnostics(&self, rule: &'static Rule, on: Date) -> Vec<Diagnostic> {
        self.diagnostics_by(rule, on, &|by| by)
    }

    /// The same, in other circumstances.
    fn diagnostics_by(&self, rule: &'static Rule, on: Date, by: &dyn Fn(CheckSettings) -> CheckSettings) -> Vec<Diagnostic> {
        let other = Read::new(OTHER, "kent/2025-05-16-other");
        let missing_files = BTreeSet::from([MISSING.to_owned()]);
        let by = by(CheckSettings { missing_files, ..CheckSettings::of(on, &Settings::default()) });
        let records = [(&self.id, self.parsed.as_ref().ok()), (&other.id, other.parsed.as_ref().ok())];
        let context = RuleContext::of(records, &by);
        let mut policy = Policy::default();
        if rule.level == RuleLevel::Allow {
            policy.set(RuleCode(rule), RuleLevel::Warn).unwrap();
        }
        let text = || self.text.clone();
        check(&self.subject(&text), &context, &policy)
    }
}

fn codes(found: &[Diagnostic]) -> BTreeSet<&'static str> {
    found.iter().map(|diagnostic| diagnostic.rule.code).collect()
}
