//! Laws of marks on guessed values: they are read back, they say nothing to other readers, and they go with their value and never
//! without it.

use std::collections::{BTreeMap, BTreeSet};

use irr::model::redaction::part;
use irr::model::*;
use irr::yaml::{Check, checks, format, inspect, migrate, parse, revise, with_checks, without_checks, write};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::arbitrary;
use crate::revise::{EDITS, TEXTS, WIDER, habits, read};
use crate::styled::styled;

/// Every field of a record, and of each finding whose number no other has, as a guess; no two have the same reason.
fn fields(record: &Record, words: &[String]) -> Vec<GuessedValue> {
    let whole = serde_json::to_value(record).unwrap();
    let mut times: BTreeMap<FindingRef, usize> = BTreeMap::new();
    record.findings().for_each(|(reference, ..)| *times.entry(reference).or_default() += 1);
    let mut found = Vec::new();
    for (key, value) in whole.as_object().unwrap() {
        if FindingKind::ALL.iter().all(|kind| kind.list() != key) {
            below(value, &FieldPath::root().key(key.clone()), None, &mut found);
        }
    }
    for (reference, place, _) in record.findings().filter(|(reference, ..)| times[reference] == 1) {
        for (key, value) in part(&whole, &place).unwrap().as_object().unwrap() {
            below(value, &FieldPath::root().key(key.clone()), Some(&reference), &mut found);
        }
    }
    for (number, guess) in found.iter_mut().enumerate() {
        let word = words.get(number % words.len().max(1)).map_or("", String::as_str);
        *guess = GuessedValue::new(guess.finding.clone(), guess.field.clone(), &format!("{number} {word}"));
    }
    found
}

fn below(value: &Value, at: &FieldPath, finding: Option<&FindingRef>, found: &mut Vec<GuessedValue>) {
    found.push(GuessedValue::new(finding.cloned(), at.to_string(), ""));
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| below(value, &at.key(key.clone()), finding, found)),
        Value::Array(items) => (0..).zip(items).for_each(|(index, item)| below(item, &at.index(index), finding, found)),
        _ => {}
    }
}

/// As many of the fields as chance has it.
fn chosen(all: Vec<GuessedValue>, chance: &[bool]) -> Vec<GuessedValue> {
    let pick = |(number, _): &(usize, GuessedValue)| chance[number % chance.len()];
    all.into_iter().enumerate().filter(pick).map(|(_, guess)| guess).collect()
}

/// A mark as the guess that it was.
fn guess(check: Check) -> GuessedValue {
    GuessedValue { finding: check.finding, field: check.field, why: check.why }
}

fn sorted(mut guesses: Vec<GuessedValue>) -> Vec<GuessedValue> {
    guesses.sort();
    guesses
}

/// Whether the canonical layout has a line for it: an entry begins with its first field, and names and grades stand in brackets.
fn has_a_line(guess: &GuessedValue, record: &Value, base: &FieldPath) -> bool {
    let path = guess.path().unwrap();
    let in_brackets = ["inspectorates[", "addressed_to["].iter().any(|list| guess.field.contains(list));
    let of_grade = guess.field.starts_with("inspection.grades[");
    let is_entry = path.last_key().is_none() && part(record, &base.join(&path)).is_some_and(Value::is_object);
    !in_brackets && (of_grade == is_entry)
}

fn place(record: &Record, finding: Option<&FindingRef>) -> FieldPath {
    let found = finding.and_then(|wanted| record.findings().find(|(reference, ..)| reference == wanted));
    found.map_or_else(FieldPath::root, |(_, place, _)| place)
}

fn words() -> impl Strategy<Value = Vec<String>> {
    vec(arbitrary::text(), 1..4)
}

proptest! {
    #![proptest_config(arbitrary::cases(60))]

    #[test]
    fn what_is_marked_is_read_back_and_the_record_is_the_same(
        record in arbitrary::record(), words in words(), chance in vec(any::<bool>(), 1..12),
    ) {
        let (text, json) = (write(&record), serde_json::to_value(&record).unwrap());
        let all = fields(&record, &words).into_iter();
        let all = all.filter(|guess| has_a_line(guess, &json, &place(&record, guess.finding.as_ref())));
        let guesses = chosen(all.collect(), &chance);
        let marked = with_checks(&text, &guesses);
        prop_assert_eq!(sorted(checks(&marked).into_iter().map(guess).collect()), sorted(guesses.clone()), "{}", marked);
        prop_assert_eq!(parse(&marked).unwrap(), record);
        prop_assert_eq!(inspect(&marked, &parse(&marked)).len(), inspect(&text, &parse(&text)).len(), "{}", marked);
        prop_assert_eq!(without_checks(&marked, &checks(&marked)), text);
        prop_assert_eq!(with_checks(&marked, &guesses), &*marked);
        prop_assert_eq!(format(&marked), Ok(marked));
    }

    #[test]
    fn however_a_text_is_laid_out_a_mark_is_on_its_value_or_on_what_holds_it(
        record in arbitrary::record(), habits in habits(), bytes in vec(any::<u8>(), 16..64),
        words in words(), chance in vec(any::<bool>(), 1..12),
    ) {
        let text = styled(&record, habits, &bytes).text;
        let guesses = chosen(fields(&record, &words), &chance);
        let marked = with_checks(&text, &guesses);
        let found = checks(&marked);
        prop_assert_eq!(found.len(), guesses.len(), "{}", marked);
        for check in &found {
            let wanted = guesses.iter().find(|guess| guess.why == check.why).unwrap();
            let wanted = place(&record, wanted.finding.as_ref()).join(&wanted.path().unwrap());
            prop_assert!(wanted.is_within(check.at.as_ref().unwrap()), "{check:?} for {wanted}\n{marked}");
        }
        prop_assert_eq!(parse(&marked), parse(&text));
        prop_assert_eq!(without_checks(&marked, &found), text);
    }

    #[test]
    fn an_edit_is_the_same_with_marks_and_takes_away_those_of_what_it_replaces(
        record in arbitrary::record(), habits in habits(), bytes in vec(any::<u8>(), 16..64),
        edit in (any::<Index>(), any::<Index>(), any::<Index>()), chance in vec(any::<bool>(), 1..12),
    ) {
        let styled = styled(&record, habits, &bytes);
        let before = read(&styled)?;
        prop_assume!(inspect(&styled.text, &Ok(before.clone())).iter().all(|fault| fault.kind.is_warning()));
        let marked = with_checks(&styled.text, &chosen(fields(&before, &[]), &chance));
        let all: Vec<_> = EDITS.iter().chain(WIDER).collect();
        let mut after = before.clone();
        let _ = (edit.0.get(&all).1)(&mut after, &edit.1, TEXTS[edit.2.index(TEXTS.len())]);
        let Ok(plain) = revise(&styled.text, &before, &after) else { return Ok(()) };
        let revised = revise(&marked, &before, &after).map_err(|error| TestCaseError::fail(format!("{error}\n{marked}")))?;
        prop_assert_eq!(without_checks(&revised, &checks(&revised)), plain, "{}\n----\n{}", marked, revised);
        let (was, is) = (serde_json::to_value(&before).unwrap(), serde_json::to_value(&after).unwrap());
        let left: BTreeSet<GuessedValue> = checks(&revised).into_iter().map(guess).collect();
        for check in checks(&marked) {
            // An entry of a list may be another one afterwards, and a mapping of which a part is new is still to be checked.
            if check.field.contains('[') {
                continue;
            }
            let path: FieldPath = check.field.parse().unwrap();
            let value = |record: &Record, json: &Value| {
                part(json, &place(record, check.finding.as_ref()).join(&path)).filter(|value| !value.is_object()).cloned()
            };
            let is_there = check.finding.as_ref().is_none_or(|finding| after.finding(finding).is_some());
            let (old, new) = (value(&before, &was), value(&after, &is).filter(|_| is_there));
            let is_entries = old.as_ref().and_then(Value::as_array).is_some_and(|items| items.iter().any(Value::is_object));
            if old.is_some() && !is_entries {
                let stays = left.contains(&guess(check.clone()));
                prop_assert_eq!(stays, old == new, "{:?}\n{}\n----\n{}", check, marked, revised);
            }
        }
    }

    #[test]
    fn a_migration_keeps_every_mark(
        record in arbitrary::record().prop_map(arbitrary::in_version_one), habits in habits(),
        bytes in vec(any::<u8>(), 16..64), chance in vec(any::<bool>(), 1..12),
    ) {
        let text = styled(&record, habits, &bytes).text;
        let record = parse(&text).unwrap();
        let marked = with_checks(&text, &chosen(fields(&record, &[]), &chance));
        let Ok(plain) = migrate(&text, &record) else { return Ok(()) };
        let migrated = migrate(&marked, &record).map_err(|error| TestCaseError::fail(format!("{error}\n{marked}")))?;
        prop_assert_eq!(checks(&migrated).len(), checks(&marked).len(), "{}\n----\n{}", marked, migrated);
        prop_assert_eq!(without_checks(&migrated, &checks(&migrated)), plain);
    }
}
