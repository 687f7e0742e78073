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
        (self.date, &self.reason, &self.by) == (other.date, &other.reason, &other.by)
            && (self.field == other.field || self.path().is_some_and(|path| other.path().is_some_and(|it| it.is_alike(&path))))
    }
}
