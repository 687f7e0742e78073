//! The JSON of `irr diff`.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::model::Date;
use crate::view::changes::ChangeKind;

/// The name and version of the shape.
pub const DIFF: &str = "irr.diff/1";

/// What changed in the records between two points of their history.
///
/// From the earlier records and this the later ones can be made again, apart from their layout and comments: see `DiffValue`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Diff {
    /// The name and version of this shape: `irr.diff/1`.
    #[schemars(extend("const" = "irr.diff/1"))]
    pub schema: &'static str,
    /// The earlier side.
    pub from: DiffPoint,
    /// The later side.
    pub to: DiffPoint,
    /// The changes, by report, and within a report by kind.
    pub items: Vec<DiffItem>,
    /// Sentences about files that are not records: the settings, and others in the records folder.
    pub others: Vec<String>,
    /// The records that git ignores: they are not compared.
    pub ignored: Vec<String>,
    /// Sentences about what may not be as it seems.
    pub notes: Vec<String>,
}

/// One side of the comparison.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DiffPoint {
    /// What it is: `commit`, `files` (those on disk), or `nothing` (nothing was committed by then).
    pub what: &'static str,
    /// The day that it was named by, if it was: what was committed before this day, or for the later side by its end.
    pub day: Option<Date>,
    /// The commit's full hash.
    pub commit: Option<String>,
    /// The day of the commit.
    pub made: Option<Date>,
    /// The first line of the commit's message.
    pub subject: Option<String>,
    /// The number of records on disk that are not committed.
    pub uncommitted: Option<usize>,
}

/// One change.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DiffItem {
    /// The record's id: on the later side, or on the earlier one if the record was removed.
    pub record: String,
    /// The record's id on the earlier side, if it was renamed.
    pub renamed_from: Option<String>,
    /// The report's title.
    pub inspection: String,
    /// The force that was inspected; empty if the record cannot be read.
    pub force: String,
    /// The finding; null if the record itself changed.
    pub finding: Option<String>,
    /// What the change means.
    pub kind: ChangeKind,
    /// The change in words. Long texts are shortened.
    pub sentence: String,
    /// The values that differ. Each is in one item only; it may be empty, as for a change of layout.
    pub values: Vec<DiffValue>,
}

/// A value that differs.
///
/// To make the later record: go through the lists from the outside in, by `path`. In each list remove the `removed` items and
/// those that `moved` away, by the positions that they had (in `path`, or in `from`), and then insert the `added` and `moved`
/// ones, by the positions in `path`, lowest first. Set the others last. A missing list and an empty one are the same.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DiffValue {
    /// The finding; null for a value of the record itself.
    pub finding: Option<String>,
    /// The value's path below the finding or record, such as `actions[1].done`; empty for a whole one. Lists count from 0.
    pub field: String,
    /// The path from the record, such as `recommendations[3].actions[1].done`. Positions are those of the later side; a removed
    /// item has the position that it had.
    pub path: String,
    /// How it differs.
    pub change: DiffValueChange,
    /// The path that a moved item had.
    pub from: Option<String>,
    /// The earlier value; null if there was none.
    pub before: Option<Value>,
    /// The later value; null if there is none.
    pub after: Option<Value>,
    /// True if words in it are redacted in another version, and so left out here.
    pub redacted: bool,
}

/// How a value differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DiffValueChange {
    /// It is another one, new, or no longer there.
    Set,
    /// It is an item that a list did not have, a new finding, or a new record.
    Added,
    /// It is an item that a list no longer has, a removed finding, or a removed record.
    Removed,
    /// It is an item that has another place in its list.
    Moved,
}
