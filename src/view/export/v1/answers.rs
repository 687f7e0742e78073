//! The JSON of `irr list`, `irr show`, `irr validate` and `irr explain`.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::model::schema_version::schema_of_version;
use crate::model::{
    Date, DutyKind, EscalationStage, Finding, FindingKind, InspectionKind, Priority, Record, SchemaVersion, Status,
};

/// The findings that `irr list` found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "List")]
pub struct ListJson {
    /// The name and version of this shape: `irr.list/1`.
    #[schemars(extend("const" = "irr.list/1"))]
    pub schema: &'static str,
    /// The day for which status and lateness are computed.
    pub as_of: Date,
    /// The findings, in the order of the list.
    pub items: Vec<ListItemJson>,
}

/// A finding and its state on the day.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Item")]
pub struct ListItemJson {
    /// The record's id.
    pub record: String,
    /// The finding's reference within the record, such as R4, AFI2 or COC1.
    #[serde(rename = "ref")]
    pub reference: String,
    /// The force that was inspected.
    pub force: String,
    /// The kind of finding: recommendation, area for improvement or cause of concern.
    pub kind: FindingKind,
    /// The title of the report.
    pub inspection: String,
    /// The kind of inspection.
    pub inspection_kind: Option<InspectionKind>,
    /// The inspectorates that published the report.
    pub inspectorates: Vec<String>,
    /// The day the report was published.
    pub published: Date,
    /// The words of the finding; null if they are withheld.
    pub text: Option<String>,
    /// The graded area of the inspection that the finding belongs to.
    pub area: Option<String>,
    /// The bodies that the finding is addressed to.
    pub addressed_to: Vec<String>,
    /// Whether this force or its local policing body has to act on the finding, rather than another body.
    pub ours: bool,
    /// The finding's state on the day.
    #[serde(flatten)]
    pub standing: StandingJson,
    /// The priority that the office gave it.
    pub priority: Option<Priority>,
    /// The person or team responsible.
    pub owner: Option<String>,
    /// The stage it is escalated to; null if it is not escalated, or not any more.
    pub escalation: Option<EscalationStage>,
}

/// The state of a finding on the day.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Standing")]
pub struct StandingJson {
    /// The status on that day.
    pub status: Status,
    /// Whether the status on that day is an open one, so that something is still to be done.
    pub open: bool,
    /// The due date, with extensions that were agreed by that day.
    pub due: Option<Date>,
    /// The original due date, before any extension.
    pub original_due: Option<Date>,
    /// The force's own target date.
    pub target: Option<Date>,
    /// Whether the finding is open, past its due date, and this force's or body's to act on.
    pub overdue: bool,
    /// The number of days overdue; null if it is not overdue.
    pub days_overdue: Option<i64>,
    /// The number of days past the due date while open, whoever has to act; null if it is not past.
    pub days_past_due: Option<i64>,
    /// Whether the force's own target date has passed while the due date has not.
    pub behind_target: bool,
    /// The number of extensions agreed.
    pub slips: usize,
    /// The number of days between the original due date and the due date; negative if it was brought forward.
    pub slipped_by: Option<i64>,
    /// The day since which it is closed; null if it is open.
    pub closed: Option<Date>,
    /// The day it was reopened, if `closure` in the record belongs to an earlier closing.
    pub reopened: Option<Date>,
}

/// The state of a response on the day.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Response")]
pub struct ResponseJson {
    /// The record's id.
    pub record: String,
    /// The title of the report.
    pub inspection: String,
    /// The day the report was published.
    pub report_published: Date,
    /// The response deadline; null if no response is owed, or if no deadline is known.
    pub due: Option<Date>,
    /// The day the response was published, or sent if the duty requires sending it.
    pub published: Option<Date>,
    /// The day's number in the period for responding, counted to the response or to `as_of`; null if the period is not
    /// counted in days.
    pub day: Option<i64>,
    /// The number of days by which the response was late; if it is not published yet, the days since the deadline.
    pub days_late: Option<i64>,
    /// The duty to respond that applies.
    pub duty: DutyKind,
}

/// A whole record.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShowRecord {
    /// The name and version of this shape, which is that of the record: `irr.show-record/1` or `irr.show-record/2`.
    pub schema: &'static str,
    /// The day for which status and lateness are computed.
    pub as_of: Date,
    /// The record's id.
    pub id: String,
    /// The state of the response.
    pub response: ResponseJson,
    /// The findings, each with its state.
    pub findings: Vec<ListItemJson>,
    /// The record as it is written.
    pub record: Record,
}

/// A shape that holds a part of a record, and so has a version for each version of the record's format.
#[derive(Debug, Clone, Copy)]
pub struct VersionedShape {
    one: &'static str,
    two: &'static str,
}

/// The versions of [`ShowRecord`].
pub const SHOW_RECORD: VersionedShape = VersionedShape { one: "irr.show-record/1", two: "irr.show-record/2" };

/// The versions of [`ShowFinding`].
pub const SHOW_FINDING: VersionedShape = VersionedShape { one: "irr.show-finding/1", two: "irr.show-finding/2" };

/// The versions of [`Import`](super::Import).
pub const IMPORT: VersionedShape = VersionedShape { one: "irr.import/1", two: "irr.import/2" };

impl VersionedShape {
    /// Returns the name of the shape for a record of that version.
    pub const fn of(self, version: SchemaVersion) -> &'static str {
        match version {
            SchemaVersion::One => self.one,
            SchemaVersion::Two => self.two,
        }
    }

    /// Returns the JSON Schema of the shape for that version, given that of all.
    pub(in crate::view) fn schema(self, of_all: Value, version: SchemaVersion) -> Value {
        let mut schema = schema_of_version(of_all, version);
        schema["properties"]["schema"] = serde_json::json!({
            "description": "The name and version of this shape.",
            "type": "string",
            "const": self.of(version),
        });
        schema
    }
}

/// A whole finding.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShowFinding {
    /// The name and version of this shape, which is that of the record: `irr.show-finding/1` or `irr.show-finding/2`.
    pub schema: &'static str,
    /// The day for which status and lateness are computed.
    pub as_of: Date,
    /// The finding's state.
    pub item: ListItemJson,
    /// The finding as it is written in the record.
    pub finding: Finding,
}

/// The problems that `irr validate` found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Validate {
    /// The name and version of this shape: `irr.validate/1`.
    #[schemars(extend("const" = "irr.validate/1"))]
    pub schema: &'static str,
    /// The day for which the records were checked.
    pub as_of: Date,
    /// The number of records that were checked.
    pub records: usize,
    /// The number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// The number of known problems, which the baseline lists and `items` leaves out.
    pub known: usize,
    /// The number of problems that `items` leaves out because there are too many: more than 1,000 in a record or 10,000 in
    /// all. Errors are listed before warnings.
    pub not_listed: usize,
    /// The problems, by file and line.
    pub items: Vec<ProblemJson>,
}

/// One problem: a rule that is broken at one place.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Breach")]
pub struct ProblemJson {
    /// The rule's code.
    pub rule: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The path of the file, relative to the folder that contains `records/`.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line where the marked place ends.
    pub end_line: usize,
    /// The column after the last marked character.
    pub end_column: usize,
    /// The field, such as `recommendations[0].due`; empty for the record itself.
    pub field: String,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub help: Option<String>,
    /// A second place, if two statements contradict each other.
    pub related: Option<RelatedPlace>,
    /// Whether `irr validate --fix` can fix it.
    pub fixable: bool,
    /// An identifier that stays the same when the line moves and on another day, for baselines and code scanning.
    pub fingerprint: String,
}

/// A second place that a problem is about.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RelatedPlace {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What this place has to do with the problem.
    pub message: String,
}

/// The rules that `irr explain` describes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Explain {
    /// The name and version of this shape: `irr.explain/1`.
    #[schemars(extend("const" = "irr.explain/1"))]
    pub schema: &'static str,
    /// The rules, by family.
    pub items: Vec<RuleCard>,
}

/// The description of a rule.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RuleCard {
    /// The rule's code.
    pub rule: &'static str,
    /// The family of rules that it belongs to.
    pub family: &'static str,
    /// The default level: `deny` (an error), `warn` (a warning) or `allow` (not checked).
    pub level: &'static str,
    /// When the rule applies.
    pub counts: &'static str,
    /// What the rule requires or forbids, in one sentence.
    pub what: String,
    /// Why the rule exists, with its source; Markdown.
    pub why: String,
    /// How to fix a problem; Markdown.
    pub mend: String,
    /// The examples, in their order.
    pub examples: Vec<RuleExample>,
    /// The kind of authority that the rule rests on: `statute`, `guidance`, `audit practice` or `house rule`.
    pub basis: &'static str,
    /// The authority itself: a section of an Act, a guidance paper, or a principle.
    pub basis_source: String,
}

/// A part of a record as an example for a rule.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RuleExample {
    /// `bad`, `good`, or `before`: the older version that both are compared with.
    pub shows: &'static str,
    /// The day for which the example is checked, if that matters.
    pub on: Option<Date>,
    /// The relevant fields.
    pub yaml: &'static str,
}
