//! Laws of the migration: a record of version 1 says the same as one of version 2, in its words, comments and past days.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Mutex;

use irr::model::*;
use irr::yaml::{EditError, format, inspect, migrate, parse, write};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::arbitrary;
use crate::revise::{habits, notes, read};
use crate::styled::{Habits, styled};

/// How many records were changed, and how many refused, with the reason.
static TALLY: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());

fn older() -> impl Strategy<Value = Record> {
    arbitrary::record().prop_map(arbitrary::in_version_one)
}

/// The same on each of some days, in all that a day says of a finding.
fn is_as_before(old: &Record, new: &Record, days: &[Date]) -> Result<(), TestCaseError> {
    for ((_, _, old), (_, _, new)) in old.findings().zip(new.findings()) {
        let own = old.progress.iter().map(|entry| entry.date).chain(old.closings().filter_map(|closing| closing.date));
        let own: Vec<Date> = own.flat_map(|day| [day, day.plus_days(1)]).collect();
        for day in own.iter().chain(days) {
            prop_assert_eq!(FindingState::of(old, *day), FindingState::of(new, *day), "on {}\n{:?}", day, old);
            prop_assert_eq!(old.verification_by(*day), new.verification_by(*day));
            let held = |finding: &Finding| Timeline::of(finding).closure(*day).map(|(closure, state)| (closure.date, state));
            prop_assert_eq!(held(old), held(new), "on {}\n{:?}", day, old);
            prop_assert_eq!(StatusHistory::of(old).ended(*day), StatusHistory::of(new).ended(*day), "on {}\n{:?}", day, old);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(arbitrary::cases(100))]

    #[test]
    fn a_record_of_version_two_says_of_each_day_what_it_said_in_version_one(
        record in older(), days in vec(arbitrary::date(), 4),
    ) {
        let migrated = record.migrated();
        prop_assert_eq!(migrated.misplaced_fields(), vec![]);
        is_as_before(&record, &migrated, &days)?;
        prop_assert_eq!(migrated.migrated(), migrated);
    }

    #[test]
    fn what_was_canonical_is_canonical(record in older()) {
        let text = write(&record);
        let migrated = migrate(&text, &record).map_err(|error| TestCaseError::fail(format!("{error}\n{text:?}")))?;
        prop_assert_eq!(parse(&migrated).unwrap(), record.migrated());
        prop_assert_eq!(&format(&migrated).unwrap(), &migrated);
    }
}

/// Whatever its layout, with comments anywhere. Refusing is safe, and must be rare.
#[test]
fn no_comment_is_lost() {
    let cases = (older(), habits(), vec(any::<u8>(), 16..64));
    let law = |(record, habits, bytes): (Record, Habits, Vec<u8>)| {
        let styled = styled(&record, habits, &bytes);
        let before = read(&styled)?;
        prop_assume!(inspect(&styled.text, &Ok(before.clone())).iter().all(|fault| fault.kind.is_warning()));
        let made = migrate(&styled.text, &before);
        let what = match &made {
            Ok(_) => "changed",
            Err(EditError::HoldsComment { .. }) => "refused: a comment would be lost",
            Err(_) => "refused: it would touch more",
        };
        *TALLY.lock().unwrap().entry(what.to_owned()).or_default() += 1;
        let Ok(text) = made else { return Ok(()) };
        prop_assert_eq!(parse(&text).unwrap(), before.migrated(), "{}\n----\n{}", styled.text, text);
        prop_assert_eq!(notes(&text), notes(&styled.text), "{}\n----\n{}", styled.text, text);
        // Every line is still there, in its order: some stand further in, and some are new.
        let mut lines = text.lines().map(|line| line.trim().trim_start_matches("- "));
        for line in styled.text.lines().map(|line| line.trim().trim_start_matches("- ")) {
            let is_changed = ["schema_version", "closure", "verification", "field"].iter().any(|key| line.contains(key));
            prop_assert!(
                is_changed || line.contains('{') || lines.any(|made| made == line),
                "{line}\n{}\n----\n{text}",
                styled.text
            );
        }
        Ok(())
    };
    let config = ProptestConfig { max_global_rejects: u32::MAX, ..arbitrary::cases(100) };
    let outcome = proptest::test_runner::TestRunner::new(config).run(&cases, law);
    outcome.unwrap_or_else(|error| panic!("{error}"));
    let tally = TALLY.lock().unwrap();
    writeln!(std::io::stderr(), "{tally:#?}").unwrap();
    let refused: usize = tally.iter().filter(|(what, _)| *what != "changed").map(|(_, count)| count).sum();
    assert!(refused * 100 <= tally.values().sum(), "{tally:?}");
}
