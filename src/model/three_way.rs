//! Merges two versions of a record that both come from an earlier one, value by value.
//!
//! What only one version changed is taken. Where both changed one value differently, the caller decides which is kept, and the
//! conflict is returned. Findings are matched by number (`finding`), other lists as `list` says; the status follows the log
//! (`status`), and a redaction the entry that it is about (`redactions`).

mod finding;
mod item;
mod list;
mod places;
mod redactions;
mod status;

pub(in crate::model) use finding::reference;
pub(in crate::model) use list::Aligned;
use serde_json::{Map, Value};

use crate::model::{FieldPath, FindingKind, FindingRef, Record};
use places::Paths;
pub use places::Places;

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
    /// The field's path below the finding or the record, such as `actions[1].done`; empty for a whole finding. Entries of lists
    /// are counted as in the merged record.
    pub field: String,
    /// The earlier value.
    pub base: Option<Value>,
    /// The value of this folder.
    pub ours: Option<Value>,
    /// The other value.
    pub theirs: Option<Value>,
    /// The path in the merged record, of the place where the value would be if it is absent.
    pub at: FieldPath,
}

/// Decides which version of a value is kept.
pub type Decide<'a> = &'a dyn Fn(&MergeConflict) -> Version;

/// What came of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedVersions {
    /// The merged record.
    pub record: Record,
    /// Every value that both versions changed differently, each as it was decided.
    pub conflicts: Vec<MergeConflict>,
    /// Where the entries of each version are in the merged record.
    pub places: Places,
}

/// Values that belong together: parts of the answers of two people would make one that nobody gave. They are merged part by part,
/// and where that is a conflict, they are one as a whole.
const UNITS: [&str; 4] = ["commissioner_response", "chief_officer_response", "closure", "verification"];

/// Merges two versions, and decides each conflict by `decide`. Without `base`, both versions are new.
///
/// # Errors
/// The JSON error where the merged fields do not form a valid record.
pub fn merge_versions(
    base: Option<&Record>,
    ours: &Record,
    theirs: &Record,
    decide: Decide<'_>,
) -> Result<MergedVersions, serde_json::Error> {
    // Merged as JSON, so that a new field of a record is merged without code of its own.
    let base = base.map(serde_json::to_value).transpose()?.unwrap_or_else(|| Map::new().into());
    let (ours, theirs) = (serde_json::to_value(ours)?, serde_json::to_value(theirs)?);
    let mut merging =
        VersionMerge { decide, finding: None, last_of_a_day: Version::Ours, conflicts: Vec::new(), places: Places::default() };
    let merged = match (base.as_object(), ours.as_object(), theirs.as_object()) {
        (Some(base), Some(ours), Some(theirs)) => merging.fields_with_redactions(base, ours, theirs, &Paths::default()),
        _ => Map::new(),
    };
    Ok(MergedVersions { record: serde_json::from_value(merged.into())?, conflicts: merging.conflicts, places: merging.places })
}

struct VersionMerge<'a> {
    decide: Decide<'a>,
    /// The finding that is being merged.
    finding: Option<FindingRef>,
    /// Whose entries of a log come last among new ones of one day.
    last_of_a_day: Version,
    conflicts: Vec<MergeConflict>,
    places: Places,
}

impl VersionMerge<'_> {
    fn value(&mut self, base: Option<&Value>, ours: Option<&Value>, theirs: Option<&Value>, at: &Paths) -> Option<Value> {
        let (no_fields, no_items) = (Map::new(), Vec::new());
        let is_list = |value: Option<&Value>| value.is_none_or(Value::is_array);
        // A list that one version does not have is one that is empty: absent and empty are the same in a record. An owner may be
        // a list too, but its names are one value: of two new leads only one can lead.
        if is_list(base) && is_list(ours) && is_list(theirs) && !at.is_owner() {
            let [base, ours, theirs] = [base, ours, theirs].map(|list| list.and_then(Value::as_array).unwrap_or(&no_items));
            let kind = FindingKind::ALL.iter().find(|kind| at.is_list_of(**kind));
            let merged = match kind {
                Some(kind) => self.findings(*kind, base, ours, theirs, at),
                None => self.items(base, ours, theirs, at),
            };
            return (!merged.is_empty()).then(|| merged.into());
        }
        // Taken apart also where only one version changed it, so that it is known where its entries went.
        if let (Some(Value::Object(our_fields)), Some(Value::Object(their_fields))) = (ours, theirs) {
            let base_fields = base.and_then(Value::as_object).unwrap_or(&no_fields);
            let decided = self.conflicts.len();
            let merged = self.fields(base_fields, our_fields, their_fields, at);
            let is_unit = at.last_key().is_some_and(|key| UNITS.contains(&key)) && self.finding.is_some();
            if !is_unit || self.conflicts.len() == decided {
                return Some(merged.into());
            }
            self.conflicts.truncate(decided);
            return self.decided(base, ours, theirs, at);
        }
        let is_same = |one, other| item::is_same_value(one, other, at);
        match () {
            () if is_same(ours, theirs) || is_same(theirs, base) => ours.cloned(),
            () if is_same(ours, base) => theirs.cloned(),
            () => self.decided(base, ours, theirs, at),
        }
    }

    fn fields(
        &mut self,
        base: &Map<String, Value>,
        ours: &Map<String, Value>,
        theirs: &Map<String, Value>,
        at: &Paths,
    ) -> Map<String, Value> {
        let mut merged = Map::new();
        for key in ours.keys().chain(theirs.keys().filter(|key| !ours.contains_key(*key))) {
            if let Some(value) = self.value(base.get(key), ours.get(key), theirs.get(key), &at.key(key)) {
                merged.insert(key.clone(), value);
            }
        }
        merged
    }

    fn decided(&mut self, base: Option<&Value>, ours: Option<&Value>, theirs: Option<&Value>, at: &Paths) -> Option<Value> {
        let (finding, field) = (self.finding.clone(), at.below_finding(self.finding.is_some()).to_string());
        let [base, ours, theirs] = [base, ours, theirs].map(Option::<&Value>::cloned);
        let conflict = MergeConflict { finding, field, base, ours, theirs, at: at.merged().clone() };
        let kept = match (self.decide)(&conflict) {
            Version::Ours => conflict.ours.clone(),
            Version::Theirs => conflict.theirs.clone(),
        };
        self.conflicts.push(conflict);
        kept
    }
}

#[cfg(test)]
mod tests;
