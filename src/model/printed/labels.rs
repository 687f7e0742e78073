//! The labels of the print, table by table.

use super::Entry;
use super::Print::{Date, Lines, Name, Number, Prose, Text, Word, YesNo};
use super::entry::word;
use crate::model::{
    ActionTaken, FindingLink, GradeLevel, InspectionKind, PrintedRef, Priority, RecordId, Stage, Status, VerificationOutcome,
};

/// The label of the row that names the record and the format of the print.
pub const RECORD: &str = "Record";

/// What stands behind the record's id in that row.
pub const FORMAT: &str = "irr form 1";

/// The same, where the form's empty parts are printed too: there an empty part says nothing.
pub const FORMAT_WITH_ALL_PARTS: &str = "irr form 1, with all its parts";

/// What each page says of a document that has more in it than the public may see.
pub const INTERNAL: &str = "Internal: not for publication";

/// Who holds the body's office: the row's label is the body's title.
pub const HOLDER: Entry = Entry::new("holder", "", Text);

/// Who the chief officer is: the row's label is one of the usual titles, or this one where the title is another or is not said.
pub const CHIEF_OFFICERS_NAME: Entry = Entry::new("name", "Chief officer", Text);

/// The chief officer's own title, where it is not one of the usual two.
pub const CHIEF_OFFICERS_TITLE: Entry = Entry::new("title", "Title of the chief officer", Text);

/// The titles of chief officers that are labels of the form.
pub const CHIEF_OFFICERS: [&str; 2] = ["Chief Constable", "Commissioner"];

/// The label of the last day of the 56, which is computed.
pub const LAST_DAY: &str = "Last day to respond";

/// The label of a finding's date with its extensions, which is computed.
pub const DATE_NOW: &str = "Deadline now";

/// The label of a finding's status on the day of printing, which is computed.
pub const STATUS_NOW: &str = "Status now";

/// The label of the day on which a finding was opened again after its closing, which is computed.
pub const REOPENED: &str = "Reopened on";

/// What stands there where the log does not say the day.
pub const DAY_NOT_KNOWN: &str = "a day that is not known";

/// Rows that say what other rows make, so that nobody reads them back.
pub const COMPUTED: [&str; 4] = [LAST_DAY, DATE_NOW, STATUS_NOW, REOPENED];

/// The cover table, but for the two offices, which the labels themselves name.
pub const COVER: &[Entry] = &[
    Entry::new("form_version", "Form version", Text),
    Entry::new("force", "Force", Text),
    Entry::new("local_policing_body.name", "Name of the body", Text),
    Entry::new("inspection.title", "Title of inspection", Text),
    Entry::new("inspection.published", "Published date", Date),
    Entry::new("inspection.inspectorates", "Inspectorate", Lines),
    Entry::new("inspection.kind", "Type of inspection", Word(word::<InspectionKind>)),
    Entry::new("inspection.url", "Report", Text),
    Entry::new("inspection.recommendation_count", "Recommendations in the report", Number),
    Entry::new("inspection.area_for_improvement_count", "Areas for improvement in the report", Number),
    Entry::new("inspection.cause_of_concern_count", "Causes of concern in the report", Number),
    Entry::new("stage", "Stage", Word(word::<Stage>)),
    Entry::new("publication.chief_officer_invited", "Chief officer invited to comment", Date),
    Entry::new("publication.comments_wanted_by", "Comments wanted by", Date),
    Entry::new("publication.comments_received", "Comments received", Date),
    Entry::new("publication.published", "Response published", Date),
    Entry::new("publication.url", "Response", Text),
    Entry::new("publication.sent_to_inspectorate", "Sent to the inspectorate", Date),
    Entry::new("publication.sent_to_secretary_of_state", "Sent to the Secretary of State", Date),
    Entry::new("adopts_chief_officer", "Chief officer's answers adopted", YesNo),
    Entry::new("covered_by", "Covered by", Name(word::<RecordId>)),
];

/// The columns of the graded judgments.
pub const GRADES: &[Entry] = &[Entry::new("area", "Area", Text), Entry::new("grade", "Grade", Word(word::<GradeLevel>))];

/// What is told of a finding below its words.
pub const FINDING: &[Entry] = &[
    Entry::new("area", "Area", Text),
    Entry::new("addressed_to", "Addressed to", Lines),
    Entry::new("ours", "Ours to do", YesNo),
    Entry::new("withheld", "Text withheld (section 55(2))", YesNo),
    Entry::new("due", "Deadline", Date),
    Entry::new("due_text", "Deadline as printed", Text),
    Entry::new("target", "The force's own date", Date),
    Entry::new("priority", "Priority", Word(word::<Priority>)),
    Entry::new("status", "Status", Word(word::<Status>)),
    Entry::new("owner", "Owner", Text),
    Entry::new("cause_of_concern", "Cause of concern", Name(word::<PrintedRef>)),
    Entry::new("follows", "Follows", Name(word::<FindingLink>)),
    Entry::new("supersedes", "Supersedes", Name(word::<FindingLink>)),
    Entry::new("escalated_from", "Escalated from", Name(word::<FindingLink>)),
];

/// What the body says of a finding, beside its own words.
pub const ANSWER: &[Entry] = &[
    Entry::new("action", "Action", Word(word::<ActionTaken>)),
    Entry::new("adopts_chief_officer", "Adopts the chief officer's words", YesNo),
    Entry::new("see", "Answered under", Name(word::<FindingLink>)),
];

/// The columns of the actions.
pub const ACTIONS: &[Entry] = &[
    Entry::new("text", "Action", Text),
    Entry::new("owner", "Owner", Text),
    Entry::new("target", "Target", Date),
    Entry::new("done", "Done", Date),
    Entry::new("evidence", "Evidence", Lines),
];

/// The columns of the extensions.
pub const EXTENSIONS: &[Entry] = &[
    Entry::new("agreed", "Agreed", Date),
    Entry::new("to", "New date", Date),
    Entry::new("reason", "Reason", Text),
    Entry::new("approved_by", "Approved by", Text),
];

/// The columns of the dated log.
pub const PROGRESS: &[Entry] = &[
    Entry::new("date", "Date", Date),
    Entry::new("by", "By", Text),
    Entry::new("status", "Status", Word(word::<Status>)),
    Entry::new("note", "Note", Prose),
];

/// The columns of what was taken out for good.
pub const REDACTIONS: &[Entry] = &[
    Entry::new("field", "Field", Text),
    Entry::new("date", "Date", Date),
    Entry::new("reason", "Reason", Text),
    Entry::new("by", "By", Text),
];

/// How a finding came to its end.
pub const CLOSURE: &[Entry] = &[
    Entry::new("date", "Closed on", Date),
    Entry::new("approved_by", "Approved by", Text),
    Entry::new("evidence", "Evidence", Lines),
];

/// The inspectorate's word on it.
pub const VERIFICATION: &[Entry] = &[
    Entry::new("by", "By", Text),
    Entry::new("date", "Date", Date),
    Entry::new("reference", "Reference", Text),
    Entry::new("outcome", "Outcome", Word(word::<VerificationOutcome>)),
];
