//! The entry that documents a redaction.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, FieldPath};

/// An entry that documents a redaction of a field. Never edit or delete an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Redaction {
    /// The path of the field within the finding or the record, such as `progress[0].note`.
    pub field: String,
    /// The day on which the text was removed.
    pub date: Date,
    /// The reason. Do not repeat the removed text.
    pub reason: String,
    /// The post that decided on the redaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl Redaction {
    /// Returns the field as a path; `None` where it is not a valid path.
    pub fn path(&self) -> Option<FieldPath> {
        self.field.parse().ok()
    }

    /// Returns whether both entries document the same redaction.
    /// Positions in lists may differ, because the log may have grown since.
    pub fn is_same(&self, other: &Self) -> bool {
        let (one, two) = (self.migrated(), other.migrated());
        (one.date, &one.reason, &one.by) == (two.date, &two.reason, &two.by)
            && (one.field == two.field || one.path().is_some_and(|path| two.path().is_some_and(|it| it.is_alike(&path))))
    }

    /// Returns the entry with the path that its field has in the latest version of the record's format.
    pub fn migrated(&self) -> Self {
        let in_list = |rest: &str, list: &str| match rest {
            "" => Some(format!("{list}[0]")),
            rest if rest.starts_with('.') => Some(format!("{list}[0]{rest}")),
            _ => None,
        };
        let of = |single: &str, list: &str| in_list(self.field.strip_prefix(single)?, list);
        let moved = of("closure", "closures").or_else(|| of("verification", "verifications"));
        Self { field: moved.unwrap_or_else(|| self.field.clone()), ..self.clone() }
    }
}
