//! The published JSON. Each answer's shape is versioned and, once published, frozen: a change is a new version beside the old.

pub mod v1;

use serde::Serialize;

/// An answer as machines get it.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Export {
    /// `irr list`
    List(v1::List),
    /// `irr show ID`
    Record(Box<v1::ShowRecord>),
    /// `irr show ID:REF`
    Finding(Box<v1::ShowFinding>),
    /// `irr summary`
    Summary(v1::Summary),
    /// `irr validate`
    Validate(v1::Validate),
}
