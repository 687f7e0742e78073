//! Merges two versions of a record that both come from an earlier one, value by value.
//!
//! What only one version changed is taken. Where both changed one value differently, the caller decides which is kept, and the
//! conflict is returned. Findings are matched by number, other lists as `list` says.

mod list;

use serde_json::{Map, Value};

use crate::model::{FindingKind, FindingRef, PrintedRef, Record};

/// One of the two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The version of this folder.
    Ours,
    /// The other version.
    Theirs,
}

/// A value that both versions changed differently. An absent value is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeConflict {
    /// The finding; `None` for a field of the record.
    pub finding: Option<FindingRef>,
    /// The field's path below the finding or the record, such as `actions[1].done`; empty for a whole finding.
    pub field: String,
    /// The earlier value.
    pub base: Option<Value>,
    /// The value of this folder.
    pub ours: Option<Value>,
    /// The other value.
    pub theirs: Option<Value>,
}

/// Decides which version of a value is kept.
pub type Decide<'a> = &'a dyn Fn(&MergeConflict) -> Version;

/// Returns the merged record and every conflict, each decided by `decide`. Without `base`, both versions are new.
///
/// # Errors
/// The JSON error where the merged fields do not form a valid record.
pub fn merge_versions(
    base: Option<&Record>,
    ours: &Record,
    theirs: &Record,
    decide: Decide<'_>,
) -> Result<(Record, Vec<MergeConflict>), serde_json::Error> {
    // Merged as JSON, so that a new field of a record is merged without code of its own.
    let base = base.map(serde_json::to_value).transpose()?.unwrap_or_else(|| Map::new().into());
    let (ours, theirs) = (serde_json::to_value(ours)?, serde_json::to_value(theirs)?);
    let mut merging = VersionMerge { decide, finding: None, conflicts: Vec::new() };
    let merged = merging.value(Some(&base), Some(&ours), Some(&theirs), "").unwrap_or_default();
    Ok((serde_json::from_value(merged)?, merging.conflicts))
}

struct VersionMerge<'a> {
    decide: Decide<'a>,
    /// The finding that is being merged.
    finding: Option<FindingRef>,
    conflicts: Vec<MergeConflict>,
}

impl VersionMerge<'_> {
    fn value(&mut self, base: Option<&Value>, ours: Option<&Value>, theirs: Option<&Value>, field: &str) -> Option<Value> {
        if ours == theirs || theirs == base {
            return ours.cloned();
        }
        if ours == base {
            return theirs.cloned();
        }
        let (no_fields, no_items) = (Map::new(), Vec::new());
        match (ours, theirs) {
            (Some(Value::Object(ours)), Some(Value::Object(theirs))) => {
                let base = base.and_then(Value::as_object).unwrap_or(&no_fields);
                Some(self.fields(base, ours, theirs, field).into())
            }
            (Some(Value::Array(ours)), Some(Value::Array(theirs))) => {
                let base = base.and_then(Value::as_array).unwrap_or(&no_items);
                let kind = FindingKind::ALL.iter().find(|kind| self.finding.is_none() && kind.list() == field);
                let merged = match kind {
                    Some(kind) => self.findings(*kind, base, ours, theirs),
                    None => self.items(base, ours, theirs, field),
                };
                (!merged.is_empty()).then(|| merged.into())
            }
            // A list that one version does not have is one that is empty: absent and empty are the same in a record.
            (Some(Value::Array(_)), None) | (None, Some(Value::Array(_))) if base.is_none_or(Value::is_array) => self.value(
                base,
                Some(ours.unwrap_or(&Value::Array(no_items.clone()))),
                Some(theirs.unwrap_or(&no_items.into())),
                field,
            ),
            _ => self.decided(base, ours, theirs, field),
        }
    }

    fn fields(
        &mut self,
        base: &Map<String, Value>,
        ours: &Map<String, Value>,
        theirs: &Map<String, Value>,
        field: &str,
    ) -> Map<String, Value> {
        let mut merged = Map::new();
        for key in ours.keys().chain(theirs.keys().filter(|key| !ours.contains_key(*key))) {
            let below = if field.is_empty() { key.clone() } else { format!("{field}.{key}") };
            if let Some(value) = self.value(base.get(key), ours.get(key), theirs.get(key), &below) {
                merged.insert(key.clone(), value);
            }
        }
        merged
    }

    /// Merges a list of findings by their numbers, in the order of this folder.
    fn findings(&mut self, kind: FindingKind, base: &[Value], ours: &[Value], theirs: &[Value]) -> Vec<Value> {
        let all =
            [base, ours, theirs].map(|list| list.iter().map(|finding| reference(kind, finding)).collect::<Option<Vec<_>>>());
        let is_unique = |refs: &Vec<FindingRef>| refs.iter().enumerate().all(|(at, it)| !refs[..at].contains(it));
        let [Some(in_base), Some(in_ours), Some(in_theirs)] = all else { return self.items(base, ours, theirs, kind.list()) };
        if ![&in_base, &in_ours, &in_theirs].into_iter().all(is_unique) {
            return self.items(base, ours, theirs, kind.list());
        }
        let of = |refs: &[FindingRef], it: &FindingRef| refs.iter().position(|other| other == it);
        let mut merged = Vec::new();
        for it in in_ours.iter().chain(in_theirs.iter().filter(|it| !in_ours.contains(it))) {
            let base = of(&in_base, it).and_then(|at| base.get(at));
            let ours = of(&in_ours, it).and_then(|at| ours.get(at));
            let theirs = of(&in_theirs, it).and_then(|at| theirs.get(at));
            self.finding = Some(it.clone());
            merged.extend(self.value(base, ours, theirs, ""));
            self.finding = None;
        }
        if in_ours.is_sorted() && in_theirs.is_sorted() {
            merged.sort_by_key(|finding| reference(kind, finding));
        }
        merged
    }

    fn decided(&mut self, base: Option<&Value>, ours: Option<&Value>, theirs: Option<&Value>, field: &str) -> Option<Value> {
        let finding = self.finding.clone();
        let field = field.to_owned();
        let conflict = MergeConflict { finding, field, base: base.cloned(), ours: ours.cloned(), theirs: theirs.cloned() };
        let kept = match (self.decide)(&conflict) {
            Version::Ours => ours,
            Version::Theirs => theirs,
        };
        self.conflicts.push(conflict);
        kept.cloned()
    }
}

fn reference(kind: FindingKind, finding: &Value) -> Option<FindingRef> {
    let printed: PrintedRef = finding.get("ref")?.as_str()?.parse().ok()?;
    Some(FindingRef::new(kind, &printed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::tests::record;
    use crate::model::{Action, Date, Extension, Finding, ProgressEntry, Status};
    use crate::prose::Prose;

    fn of(findings: &[&str]) -> Record {
        let mut record = record("Kent", "2025-05-16");
        record.recommendations = findings.iter().map(|number| Finding::numbered(number.parse().unwrap())).collect();
        record
    }

    fn changed(record: &Record, change: impl Fn(&mut Finding)) -> Record {
        let mut record = record.clone();
        record.recommendations.iter_mut().for_each(change);
        record
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn merged(base: &Record, ours: &Record, theirs: &Record) -> (Record, Vec<String>) {
        let (record, conflicts) = merge_versions(Some(base), ours, theirs, &|_| Version::Ours).unwrap();
        let names =
            conflicts.into_iter().map(|it| format!("{}.{}", it.finding.map_or(String::new(), |it| it.to_string()), it.field));
        (record, names.collect())
    }

    #[test]
    fn what_each_side_changed_is_taken() {
        let base = of(&["1"]);
        let ours = changed(&base, |finding| finding.owner = Some("Head".into()));
        let theirs = changed(&base, |finding| finding.status = Some(Status::InProgress));
        let both = changed(&ours, |finding| finding.status = Some(Status::InProgress));
        assert_eq!(merged(&base, &ours, &theirs), (both, Vec::new()));
    }

    #[test]
    fn one_value_changed_by_both_is_a_conflict_unless_they_agree() {
        let base = of(&["1"]);
        let ours = changed(&base, |finding| finding.owner = Some("Head".into()));
        let theirs = changed(&base, |finding| finding.owner = Some("Deputy".into()));
        assert_eq!(merged(&base, &ours, &theirs), (ours.clone(), vec!["R1.owner".to_owned()]));
        assert_eq!(merged(&base, &ours, &ours), (ours.clone(), Vec::new()));
        let (kept, _) = merge_versions(Some(&base), &ours, &theirs, &|_| Version::Theirs).unwrap();
        assert_eq!(kept, theirs);
    }

    #[test]
    fn entries_that_both_add_are_kept_in_the_order_of_their_days() {
        let entry = |date: &str| ProgressEntry::on(day(date));
        let extension = |to: &str, agreed: &str| Extension::until(day(to), day(agreed));
        let base = changed(&of(&["1"]), |finding| finding.progress = vec![entry("2025-06-01")]);
        let ours = changed(&base, |finding| {
            finding.progress.push(entry("2025-08-01"));
            finding.extensions.push(extension("2026-01-31", "2025-08-01"));
            finding.actions.push(Action::to("Train."));
        });
        let theirs = changed(&base, |finding| {
            finding.progress.push(entry("2025-07-01"));
            finding.extensions.push(extension("2025-12-31", "2025-07-02"));
            finding.actions.push(Action::to("Buy."));
        });
        let both = changed(&base, |finding| {
            finding.progress.extend([entry("2025-07-01"), entry("2025-08-01")]);
            finding.extensions = vec![extension("2025-12-31", "2025-07-02"), extension("2026-01-31", "2025-08-01")];
            finding.actions = vec![Action::to("Buy."), Action::to("Train.")];
        });
        assert_eq!(merged(&base, &ours, &theirs), (both, Vec::new()));
    }

    #[test]
    fn an_action_that_one_side_changed_goes_with_one_that_the_other_added() {
        let base = changed(&of(&["1"]), |finding| finding.actions = vec![Action::to("Buy."), Action::to("Train.")]);
        let ours = changed(&base, |finding| finding.actions[1].done = Some(day("2025-08-01")));
        let theirs = changed(&base, |finding| {
            finding.actions[1].owner = Some("Head".into());
            finding.actions.push(Action::to("Check."));
        });
        let both = changed(&theirs, |finding| finding.actions[1].done = Some(day("2025-08-01")));
        assert_eq!(merged(&base, &ours, &theirs), (both, Vec::new()));
        let other = changed(&base, |finding| finding.actions[1].done = Some(day("2025-09-01")));
        assert_eq!(merged(&base, &ours, &other).1, ["R1.actions[1].done"]);
    }

    #[test]
    fn an_entry_in_the_middle_is_taken_out_where_it_stayed_as_it_was() {
        let entry = |date: &str| ProgressEntry::on(day(date));
        let at = |days: &[&str]| changed(&of(&["1"]), |finding| finding.progress = days.iter().map(|day| entry(day)).collect());
        let (base, ours, theirs) =
            (at(&["2025-06-01", "2025-07-01"]), at(&["2025-06-01", "2025-07-01", "2025-08-01"]), at(&["2025-06-01"]));
        assert_eq!(merged(&base, &ours, &theirs), (at(&["2025-06-01", "2025-08-01"]), Vec::new()));
        let edited = changed(&base, |finding| finding.progress[1].note = Some(Prose::from_text("More.")));
        assert_eq!(merged(&base, &edited, &theirs).1, ["R1.progress[1]"]);
    }

    #[test]
    fn findings_are_matched_by_number() {
        let base = of(&["1", "2"]);
        let mut ours = of(&["1", "2", "4"]);
        ours.recommendations[1].owner = Some("Head".into());
        let theirs = of(&["2", "3"]);
        let (both, conflicts) = merged(&base, &ours, &theirs);
        let numbers: Vec<String> = both.findings().map(|(reference, ..)| reference.to_string()).collect();
        assert_eq!((numbers.join(" ").as_str(), conflicts.len()), ("R2 R3 R4", 0));
        let without = of(&["1"]);
        assert_eq!(merged(&base, &ours, &without).1, ["R2."]);
    }

    #[test]
    fn a_record_that_both_added_is_merged_and_the_same_one_is_itself() {
        let (ours, theirs) = (of(&["1"]), of(&["1", "2"]));
        let (both, conflicts) = merge_versions(None, &ours, &theirs, &|_| Version::Ours).unwrap();
        assert_eq!((both, conflicts), (theirs, Vec::new()));
    }
}
