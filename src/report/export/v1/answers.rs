//! What is said of the store's records.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Date, DutyKind, EscalationStage, Finding, FindingKind, InspectionKind, Priority, Record, Status};

/// The findings of a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct List {
    /// `irr.list/1`
    #[schemars(extend("const" = "irr.list/1"))]
    pub schema: &'static str,
    /// The day everything is judged on.
    pub as_of: Date,
    /// The findings, in the list's order.
    pub items: Vec<Item>,
}

/// One finding and how it stands.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Item {
    /// The record's id.
    pub record: String,
    /// The reference within it: R4, AFI2, COC1.
    #[serde(rename = "ref")]
    pub reference: String,
    /// The force.
    pub force: String,
    /// What the inspectorate calls it.
    pub kind: FindingKind,
    /// The report's title.
    pub inspection: String,
    /// What the inspection looked at.
    pub inspection_kind: Option<InspectionKind>,
    /// Whose report it is.
    pub inspectorates: Vec<String>,
    /// The day the report was published.
    pub published: Date,
    /// The words of the finding.
    pub text: Option<String>,
    /// The graded area it belongs to.
    pub area: Option<String>,
    /// The bodies it is addressed to.
    pub addressed_to: Vec<String>,
    /// Whether it is ours to do.
    pub ours: bool,
    /// How it stands.
    #[serde(flatten)]
    pub standing: Standing,
    /// How much it matters.
    pub priority: Option<Priority>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// What it was raised to, while it is escalated.
    pub escalation: Option<EscalationStage>,
}

/// How a finding stands on the day.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Standing {
    /// The status on that day.
    pub status: Status,
    /// Whether somebody still has something to do.
    pub open: bool,
    /// The date that counts.
    pub due: Option<Date>,
    /// The date before any extension.
    pub original_due: Option<Date>,
    /// The force's own date.
    pub target: Option<Date>,
    /// Whether it is ours, open, and past its date.
    pub overdue: bool,
    /// Days overdue; null where it is not.
    pub days_overdue: Option<i64>,
    /// Days past its date while open, whoever's it is.
    pub days_past_due: Option<i64>,
    /// Whether the force's own date is past while the one that counts is not.
    pub behind_target: bool,
    /// How many extensions were agreed.
    pub slips: usize,
    /// Days between the original date and the one that counts.
    pub slipped_by: Option<i64>,
    /// The day it was closed.
    pub closed: Option<Date>,
    /// The day on which it was opened again, where its closure is of an end that is past.
    pub reopened: Option<Date>,
}

/// Where a response stands.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Response {
    /// The record's id.
    pub record: String,
    /// The report's title.
    pub inspection: String,
    /// The day the report was published.
    pub report_published: Date,
    /// The last day; null where no response is owed, or no day is set.
    pub due: Option<Date>,
    /// The day the response was published, or sent where the duty wants that.
    pub published: Option<Date>,
    /// Which day of the period that was, or the day it is judged on; null where it is not counted in days.
    pub day: Option<i64>,
    /// Days past the last day.
    pub days_late: Option<i64>,
    /// The duty to respond.
    pub duty: DutyKind,
}

/// A record, whole.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShowRecord {
    /// `irr.show-record/1`
    #[schemars(extend("const" = "irr.show-record/1"))]
    pub schema: &'static str,
    /// The day everything is judged on.
    pub as_of: Date,
    /// The record's id.
    pub id: String,
    /// Where the response stands.
    pub response: Response,
    /// Each finding and how it stands.
    pub findings: Vec<Item>,
    /// The record as written.
    pub record: Record,
}

/// A finding, whole.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShowFinding {
    /// `irr.show-finding/1`
    #[schemars(extend("const" = "irr.show-finding/1"))]
    pub schema: &'static str,
    /// The day everything is judged on.
    pub as_of: Date,
    /// How it stands.
    pub item: Item,
    /// The finding as written.
    pub finding: Finding,
}

/// What is wrong with the records.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Validate {
    /// `irr.validate/1`
    #[schemars(extend("const" = "irr.validate/1"))]
    pub schema: &'static str,
    /// The day everything is judged on.
    pub as_of: Date,
    /// How many records were looked at.
    pub records: usize,
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
    /// How many faults a baseline knows, so that they are not among the items.
    pub known: usize,
    /// How many more breaches there are than items: of a record a thousand are listed, in all ten thousand, errors first.
    pub not_listed: usize,
    /// Each breach of a rule, by file and line.
    pub items: Vec<Breach>,
}

/// One breach of one rule.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Breach {
    /// The rule's code.
    pub rule: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The file, from the store's root.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line where the place ends.
    pub end_line: usize,
    /// The column after its last character.
    pub end_column: usize,
    /// The field, such as `recommendations[0].due`; empty for the record itself.
    pub field: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// A second place, where two facts clash.
    pub related: Option<RelatedPlace>,
    /// Whether `irr validate --fix` mends it.
    pub fixable: bool,
    /// What it is known by: the same wherever the line moves and whatever day it is.
    pub fingerprint: String,
}

/// A second place that a breach is about.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RelatedPlace {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What stands there.
    pub message: String,
}

/// The rules.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Explain {
    /// `irr.explain/1`
    #[schemars(extend("const" = "irr.explain/1"))]
    pub schema: &'static str,
    /// Each rule, by family.
    pub items: Vec<RuleCard>,
}

/// What is said of a rule.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RuleCard {
    /// The rule's code.
    pub rule: &'static str,
    /// What the rules of its family are about.
    pub family: &'static str,
    /// What becomes of a breach where nobody says otherwise: `deny` (an error), `warn` (a warning) or `allow` (not looked for).
    pub level: &'static str,
    /// From when on it counts.
    pub counts: &'static str,
    /// What it forbids, in a sentence.
    pub what: String,
    /// Why, with its source; Markdown.
    pub why: String,
    /// How to mend a breach; Markdown.
    pub mend: String,
    /// Examples, in their order.
    pub examples: Vec<RuleExample>,
    /// Of what kind the rule's basis is: `statute`, `guidance`, `audit practice` or `house rule`.
    pub basis: &'static str,
    /// The basis itself: the section of the Act, the paper, or the principle.
    pub basis_source: String,
}

/// A piece of a record that shows a rule.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RuleExample {
    /// `bad`, `good`, or `before`: the older version that both are held against.
    pub shows: &'static str,
    /// The day it is judged on, where it matters.
    pub on: Option<Date>,
    /// The fields that matter.
    pub yaml: &'static str,
}
