//! Merges a later document into an existing record: the chief officer's answers, the commissioner's overall comments.
//!
//! Fields that the record lacks are added. Where the two differ, the caller chooses which one is kept, and both are reported.

use serde_json::{Map, Value};

use crate::model::three_way::reference;
use crate::model::{FindingKind, GuessedValue, Record};
use crate::prose::Prose;

/// The side that is kept where record and document differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptSide {
    /// The record's value.
    Record,
    /// The document's value.
    Document,
}

/// The outcome for one field that was added or that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedField {
    /// The field, such as `R4.chief_officer_response.text`.
    pub field: String,
    /// The record's value; `None` where the field was missing in the record and has been added.
    pub record: Option<String>,
    /// The document's value.
    pub document: String,
}

/// Returns the record merged with the document, and every field that was added or differs.
///
/// Findings are matched by number. The force, the kind of body and the publication are never taken from the document.
///
/// # Errors
/// The JSON error where the merged fields do not form a valid record.
pub fn merge(record: &Record, document: &Record, stays: KeptSide) -> Result<(Record, Vec<MergedField>), serde_json::Error> {
    // Merged as JSON, so that a new field of a record is merged without code of its own.
    let mut whole = serde_json::to_value(record)?;
    let mut said = serde_json::to_value(document)?;
    let mut merging = RecordMerge { stays, told: Vec::new() };
    let unplaced = document.unplaced.as_ref().map(Prose::trimmed).unwrap_or_default();
    if let (Value::Object(whole), Value::Object(said)) = (&mut whole, &mut said) {
        // Whether and when the response was published is a decision, made with `irr publish`, and must not come from a file.
        for key in ["schema_version", "stage", "publication", "force", "imported", "unplaced"] {
            said.remove(key);
        }
        // The document may name another office holder, but not another kind of body.
        if let Some(Value::Object(body)) = said.get_mut("local_policing_body") {
            body.remove("kind");
        }
        for kind in FindingKind::ALL {
            let findings = said.remove(kind.list());
            merging.findings(whole, *kind, findings);
        }
        merging.fields(whole, said, "");
        let before = record.unplaced.as_ref().map(Prose::trimmed).unwrap_or_default();
        if !unplaced.is_empty() && !before.contains(unplaced) {
            let all = Prose::from_text(format!("{before}\n\n{unplaced}").trim_start());
            whole.insert("unplaced".to_owned(), all.as_str().into());
            merging.told.push(MergedField { field: "unplaced".into(), record: None, document: unplaced.to_owned() });
        }
    }
    Ok((serde_json::from_value(whole)?, merging.told))
}

/// Returns the guesses about values that the record took from the document.
pub fn taken(guesses: &[GuessedValue], merged: &[MergedField], stays: KeptSide) -> Vec<GuessedValue> {
    // A whole finding or mapping is taken with what is in it, and a guess about one is about each part.
    let holds =
        |whole: &str, part: &str| part.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    let is_taken = |guess: &&GuessedValue| {
        let (name, finding) = (guess.name(), guess.finding.as_ref().map(ToString::to_string).unwrap_or_default());
        // Asked first, because R3 holds a field, but not finding R3.1.
        let of_it = merged.iter().filter(|it| finding.is_empty() || holds(&finding, &it.field));
        let mut of_it = of_it.filter(|it| it.record.is_none() || stays == KeptSide::Document);
        of_it.any(|it| holds(&it.field, &name) || holds(&name, &it.field))
    };
    guesses.iter().filter(is_taken).cloned().collect()
}

struct RecordMerge {
    stays: KeptSide,
    told: Vec<MergedField>,
}

impl RecordMerge {
    fn findings(&mut self, whole: &mut Map<String, Value>, kind: FindingKind, said: Option<Value>) {
        let Some(Value::Array(said)) = said else { return };
        let list = whole.entry(kind.list()).or_insert_with(|| Value::Array(Vec::new()));
        let Value::Array(list) = list else { return };
        for mut finding in said {
            let Some(reference) = reference(kind, &finding) else { continue };
            let known = list.iter_mut().find(|known| crate::model::merge::reference(kind, known).as_ref() == Some(&reference));
            match (known, &mut finding) {
                (Some(Value::Object(known)), Value::Object(said)) => {
                    // The numbers matched, but may be spelt differently ("2A", "2a"): the record's spelling stays.
                    said.remove("ref");
                    self.fields(known, said, &format!("{reference}."));
                }
                _ => {
                    let words = finding.get("text").and_then(Value::as_str).unwrap_or("").trim().to_owned();
                    self.told.push(MergedField { field: reference.to_string(), record: None, document: words });
                    list.push(finding);
                }
            }
        }
        if list.is_empty() {
            whole.remove(kind.list());
        }
    }

    fn fields(&mut self, whole: &mut Map<String, Value>, said: &Map<String, Value>, before: &str) {
        for (key, value) in said {
            let field = format!("{before}{key}");
            match (whole.get_mut(key), value) {
                (None, Value::Object(inner)) => {
                    let mut part = Map::new();
                    self.fields(&mut part, inner, &format!("{field}."));
                    whole.insert(key.clone(), part.into());
                }
                (None, value) => {
                    self.told.push(MergedField { field, record: None, document: in_words(value) });
                    whole.insert(key.clone(), value.clone());
                }
                (Some(Value::Object(part)), Value::Object(inner)) => self.fields(part, inner, &format!("{field}.")),
                (Some(known), value) if same(known, value) => {}
                // A list that starts with all the known items is a log with new entries: add them, which is no conflict.
                (Some(Value::Array(known)), Value::Array(all)) if all.starts_with(known) => {
                    let added = all[known.len()..].to_vec();
                    let document = added.iter().map(in_words).collect::<Vec<_>>().join("\n");
                    self.told.push(MergedField { field, record: None, document });
                    known.extend(added);
                }
                (Some(known), value) => {
                    self.told.push(MergedField { field, record: Some(in_words(known)), document: in_words(value) });
                    if self.stays == KeptSide::Document {
                        *known = value.clone();
                    }
                }
            }
        }
    }
}

/// Returns whether `other` says nothing that `one` does not already say. Differences in white space do not count.
fn same(one: &Value, other: &Value) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    match (one, other) {
        (Value::String(one), Value::String(other)) => words(one) == words(other),
        // A copy for the public omits fields and whole entries, so a
        // subset of the known entries in the same order is no difference.
        (Value::Array(known), Value::Array(said)) if said.iter().all(Value::is_object) && !said.is_empty() => {
            let mut rest = known.iter();
            said.iter().all(|entry| rest.any(|known| same(known, entry)))
        }
        (Value::Object(known), Value::Object(said)) => {
            said.iter().all(|(key, value)| known.get(key).is_some_and(|known| same(known, value)))
        }
        _ => one == other,
    }
}

fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Array(items) if items.iter().all(Value::is_string) => items.iter().map(in_words).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::tests::record;
    use crate::model::{ChiefOfficerAnswer, Finding, ProgressEntry, Status};

    fn with(number: &str, change: impl Fn(&mut Finding)) -> Record {
        let mut record = record("Kent", "2025-05-16");
        let mut finding = Finding::numbered(number.parse().unwrap());
        change(&mut finding);
        record.recommendations.push(finding);
        record
    }

    fn answer(text: &str) -> Option<ChiefOfficerAnswer> {
        Some(ChiefOfficerAnswer { heading: None, text: Some(Prose::from_text(text)) })
    }

    #[test]
    fn what_the_record_does_not_say_is_taken() {
        let known = with("1", |finding| finding.owner = Some("Head".into()));
        let said = with("1", |finding| finding.chief_officer_response = answer("Done."));
        let (merged, told) = merge(&known, &said, KeptSide::Record).unwrap();
        assert_eq!(merged.recommendations[0].owner.as_ref().map(crate::model::Owners::lead), Some("Head"));
        assert_eq!(merged.recommendations[0].chief_officer_response, answer("Done."));
        assert_eq!(told.iter().map(|merged| merged.field.as_str()).collect::<Vec<_>>(), ["R1.chief_officer_response.text"]);
    }

    #[test]
    fn where_both_say_something_one_stays_and_both_are_told() {
        let known = with("1", |finding| finding.chief_officer_response = answer("Begun."));
        let said = with("1", |finding| finding.chief_officer_response = answer("Done."));
        for (stays, words) in [(KeptSide::Record, "Begun."), (KeptSide::Document, "Done.")] {
            let (merged, told) = merge(&known, &said, stays).unwrap();
            assert_eq!(merged.recommendations[0].chief_officer_response, answer(words));
            assert_eq!((told[0].record.as_deref(), told[0].document.as_str()), (Some("Begun."), "Done."));
        }
    }

    #[test]
    fn a_guess_counts_where_its_value_was_taken() {
        let known = with("1", |finding| finding.owner = Some("Head".into()));
        let mut said = with("1", |finding| {
            finding.owner = Some("Deputy".into());
            finding.chief_officer_response = answer("Done.");
        });
        said.recommendations.push(Finding::numbered("2".parse().unwrap()));
        let guess = |finding: &str, field: &str| GuessedValue::new(finding.parse().ok(), field, "by its place");
        let guesses = [
            guess("R1", "owner"),
            guess("R1", "chief_officer_response"),
            guess("R1", "chief_officer_response.text"),
            guess("R1", "due"),
            guess("R2", "ref"),
            guess("R2.1", "ref"),
        ];
        for (stays, count) in [(KeptSide::Record, 3), (KeptSide::Document, 4)] {
            let (_, told) = merge(&known, &said, stays).unwrap();
            let found: Vec<String> = taken(&guesses, &told, stays).iter().map(GuessedValue::name).collect();
            let all = ["R1.owner", "R1.chief_officer_response", "R1.chief_officer_response.text", "R2.ref"];
            assert_eq!(found, all[4 - count..]);
        }
    }

    #[test]
    fn a_copy_for_the_public_takes_nothing_out() {
        let entry = |day: &str, note: Option<&str>, status| ProgressEntry {
            status,
            note: note.map(Prose::from_text),
            ..ProgressEntry::on(day.parse().unwrap())
        };
        let known = with("1", |finding| {
            finding.owner = Some("Head".into());
            finding.progress = vec![
                entry("2025-06-01", Some("Begun."), Some(Status::InProgress)),
                entry("2025-06-02", Some("Note."), None),
                entry("2025-07-01", Some("Done."), Some(Status::Closed)),
            ];
        });
        let shown = crate::model::public::public(&known);
        assert_eq!(merge(&known, &shown, KeptSide::Document).unwrap(), (known, Vec::new()));
    }

    #[test]
    fn a_log_that_goes_on_is_taken_to_its_end() {
        let entry = |day: &str| ProgressEntry::on(day.parse().unwrap());
        let known = with("1", |finding| finding.progress = vec![entry("2025-06-01")]);
        let said = with("1", |finding| finding.progress = vec![entry("2025-06-01"), entry("2025-07-01")]);
        let (merged, told) = merge(&known, &said, KeptSide::Record).unwrap();
        assert_eq!(merged, said);
        assert_eq!((told.len(), &told[0].record), (1, &None));
    }

    #[test]
    fn a_finding_that_the_record_does_not_have_is_added_and_the_same_again_is_nothing() {
        let known = with("1", |_| {});
        let said = with("2", |finding| finding.text = Some(Prose::from_text("Act.")));
        let (merged, told) = merge(&known, &said, KeptSide::Record).unwrap();
        assert_eq!((merged.recommendations.len(), told.len()), (2, 1));
        assert_eq!(merge(&merged, &said, KeptSide::Record).unwrap(), (merged, Vec::new()));
    }
}
