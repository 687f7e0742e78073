//! Laws of mending: what is mended is what was told, and nothing else; no comment is lost; and then there is nothing left to
//! mend.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use irr::model::{Change, RecordId, Settings};
use irr::rules::{CheckSettings, Diagnostic, Policy, RecordToCheck, RuleContext, check, suppression};
use irr::yaml::{edit, inspect, parse};
use proptest::prelude::*;

use crate::arbitrary;
use crate::layout::{dressed_record, notes};

/// What is wrong with a text that can be mended.
fn mendable(text: &str) -> Vec<Diagnostic> {
    let id: RecordId = "kent/2025-05-16-subject".parse().unwrap();
    let parsed = parse(text);
    let faults = inspect(text, &parsed);
    let by = CheckSettings::of("2026-11-24".parse().unwrap(), &Settings::default());
    let context = RuleContext::of([(&id, parsed.as_ref().ok())], &by);
    let read = || -> Arc<str> { text.into() };
    let allows = suppression::may_stand_in(text);
    let subject = RecordToCheck { id: &id, parsed: &parsed, faults: &faults, text: &read, allows, before: None, gone: false };
    let mut found = check(&subject, &context, &Policy::default());
    found.retain(|diagnostic| diagnostic.fix.is_some());
    found
}

/// Every value of a text by the way to it, read by a reader that knows nothing of records.
fn values(text: &str) -> BTreeMap<String, String> {
    fn collect(value: &serde_yaml::Value, at: &str, found: &mut BTreeMap<String, String>) {
        match value {
            serde_yaml::Value::Mapping(fields) => {
                for (key, value) in fields {
                    let key = key.as_str().unwrap_or("?");
                    collect(value, &if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }, found);
                }
            }
            serde_yaml::Value::Sequence(items) => {
                items.iter().enumerate().for_each(|(index, item)| collect(item, &format!("{at}[{index}]"), found));
            }
            scalar => {
                // A bare 007 and a quoted one are one text to irr.
                let text = serde_yaml::to_string(scalar).unwrap();
                found.insert(at.to_owned(), text.trim().trim_matches(['\'', '"']).to_owned());
            }
        }
    }
    let mut found = BTreeMap::new();
    collect(&serde_yaml::from_str(text.trim_start_matches('\u{feff}')).unwrap(), "", &mut found);
    found
}

/// Mends until nothing more can be mended, and holds every step against the laws. How many things were mended.
fn mend(text: &str) -> Result<usize, TestCaseError> {
    let mut text = text.to_owned();
    let mut mended = 0;
    for _ in 0..6 {
        let found = mendable(&text);
        let fixes: Vec<&Change> = found.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).collect();
        let mut applied: Vec<&Change> = fixes.iter().copied().filter(|fix| edit(&text, &[fix]).is_ok()).collect();
        if applied.is_empty() {
            return Ok(mended);
        }
        // As all of them at once: what moves others' places comes last.
        applied.sort_by_key(|fix| matches!(fix, Change::Reorder { .. }));
        let Some(after) = applied.iter().try_fold(text.clone(), |text, fix| edit(&text, &[fix]).ok()) else { return Ok(mended) };
        let (before, now) = (values(&text), values(&after));
        let changed: BTreeSet<&String> = before.keys().chain(now.keys()).filter(|at| before.get(*at) != now.get(*at)).collect();
        for at in changed {
            let told = applied.iter().any(|fix| at.starts_with(&fix.at().to_string()));
            prop_assert!(told, "{at} was changed and not told\n{text}\n----\n{after}");
        }
        let in_fixed = |text: &str| {
            applied.iter().any(|fix| values(text).get(&fix.at().to_string()).is_some_and(|it| it.contains("# note")))
        };
        if !in_fixed(&text) {
            prop_assert_eq!(notes(&after), notes(&text), "{}\n----\n{}", text, after);
        }
        mended += applied.len();
        text = after;
    }
    Err(TestCaseError::fail(format!("there is always something more to mend\n{text}")))
}

#[test]
fn every_fixture_is_mended_as_it_is_told() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/records");
    let mut mended = 0;
    for kind in ["bad", "good", "before"] {
        for entry in std::fs::read_dir(folder.join(kind)).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            if serde_yaml::from_str::<serde_yaml::Value>(&text).is_ok() {
                mended += mend(&text).unwrap();
            }
        }
    }
    assert!(mended >= 5, "{mended}: the fixtures have lost what can be mended");
}

proptest! {
    #![proptest_config(arbitrary::cases(40))]

    #[test]
    fn what_is_mended_is_what_was_told(text in dressed_record(), day in prop_oneof![Just("16/05/2025"), Just("3 April 2025"), Just("2025-5-6")], wrong in any::<bool>()) {
        let text = if wrong {
            match parse(&text) {
                Ok(record) => text.replacen(&format!("published: {}", record.inspection.published), &format!("published: {day}"), 1),
                Err(_) => text,
            }
        } else { text };
        if serde_yaml::from_str::<serde_yaml::Value>(text.trim_start_matches('\u{feff}')).is_ok() {
            mend(&text)?;
        }
    }
}
