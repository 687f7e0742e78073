//! Merges the fields of a record or a finding with its redactions, which name fields by their path.

use serde_json::{Map, Value};

use super::VersionMerge;
use super::places::Paths;
use crate::model::FieldPath;

/// The field of a record or a finding that names other fields by their path.
const REDACTIONS: &str = "redactions";

impl VersionMerge<'_> {
    /// Merges all fields of a record or a finding. Redactions come last, once it is known where the fields went that they name.
    pub(super) fn fields_with_redactions(
        &mut self,
        base: &Map<String, Value>,
        ours: &Map<String, Value>,
        theirs: &Map<String, Value>,
        at: &Paths,
    ) -> Map<String, Value> {
        let of_all = [base, ours, theirs];
        let [base, ours, theirs] = of_all.map(|fields| {
            let others = fields.iter().filter(|(key, _)| *key != REDACTIONS);
            others.map(|(key, value)| (key.clone(), value.clone())).collect::<Map<String, Value>>()
        });
        let mut merged = match self.finding {
            Some(_) => self.finding_fields(&base, &ours, &theirs, at),
            None => self.fields(&base, &ours, &theirs, at),
        };
        let moved: Vec<Option<Value>> =
            of_all.iter().enumerate().map(|(version, fields)| self.moved_redactions(version, fields, at)).collect();
        if let [base, ours, theirs] = &moved[..]
            && let Some(redactions) = self.value(base.as_ref(), ours.as_ref(), theirs.as_ref(), &at.key(REDACTIONS))
        {
            merged.insert(REDACTIONS.to_owned(), redactions);
        }
        merged
    }

    /// Returns the redactions of a version, each with the path that its field has in the merged record.
    fn moved_redactions(&self, version: usize, fields: &Map<String, Value>, at: &Paths) -> Option<Value> {
        let mut redactions = fields.get(REDACTIONS)?.clone();
        for redaction in redactions.as_array_mut().into_iter().flatten() {
            let Some(field) = redaction.get("field").and_then(Value::as_str).and_then(|field| field.parse().ok()) else {
                continue;
            };
            let depth = at.merged().segments().len();
            if let Some(moved) = self.places.of(version, &at.in_version(version, &field)) {
                let below: FieldPath = moved.segments().iter().skip(depth).cloned().collect();
                redaction["field"] = below.to_string().into();
            }
        }
        Some(redactions)
    }
}
