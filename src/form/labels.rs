//! The labels of the printed form, table by table.

use super::Entry;
use super::Print::{Date, Lines, Name, Number, Prose, Text, Word, YesNo};
use super::entry::word;
use crate::model::{
    ActionTaken, AnswerPlace, Count, DutyKind, EscalationStage, FindingLink, GradeLevel, InspectionKind, PrintedRef, Priority,
    RecordId, Stage, Status, VerificationOutcome,
};

/// The label of the row that names the record and the version of the form.
pub const RECORD: &str = "Record";

/// The form's version, printed after the record's id in that row.
pub const FORMAT: &str = "irr form 1";

/// The form's version where empty parts are printed too. Import then takes an empty part as absent.
pub const FORMAT_WITH_ALL_PARTS: &str = "irr form 1, with all its parts";

/// The note on every page of a document that contains more than the public may see.
pub const INTERNAL: &str = "Internal: not for publication";

/// The office holder. The row's label is the body's title.
pub const HOLDER: Entry = Entry::new("holder", "", Text);

/// The chief officer's name. The row's label is one of the usual titles, or this label where the title is unusual or absent.
pub const CHIEF_OFFICERS_NAME: Entry = Entry::new("name", "Chief officer", Text);

/// The chief officer's title, printed only where it is not one of the usual two.
pub const CHIEF_OFFICERS_TITLE: Entry = Entry::new("title", "Title of the chief officer", Text);

/// The titles of chief officers that are used as labels.
pub const CHIEF_OFFICERS: [&str; 2] = ["Chief Constable", "Commissioner"];

/// The label of the response deadline, which is computed.
pub const LAST_DAY: &str = "Last day to respond";

/// The label of a finding's due date with its extensions, which is computed.
pub const DATE_NOW: &str = "Deadline now";

/// The label of a finding's status on the day of printing, which is computed.
pub const STATUS_NOW: &str = "Status now";

/// The label of the day on which a finding was reopened, which is computed.
pub const REOPENED: &str = "Reopened on";

/// The text printed there where the log does not say on which day.
pub const DAY_NOT_KNOWN: &str = "a day that is not known";

/// The labels of computed rows, which import must not read back into fields.
pub const COMPUTED: [&str; 4] = [LAST_DAY, DATE_NOW, STATUS_NOW, REOPENED];

/// The cover table, without the rows of the two offices, whose labels depend on the record.
pub const COVER: &[Entry] = &[
    Entry::new("form_version", "Form version", Text),
    Entry::new("force", "Force", Text),
    Entry::new("local_policing_body.name", "Name of the body", Text),
    Entry::new("inspection.title", "Title of inspection", Text),
    Entry::new("inspection.published", "Published date", Date),
    Entry::new("inspection.sent_to_panel", "Sent to the police and crime panel", Date),
    Entry::new("inspection.inspectorates", "Inspectorate", Lines),
    Entry::new("inspection.kind", "Type of inspection", Word(word::<InspectionKind>)),
    Entry::new("inspection.url", "Report", Text),
    Entry::new("inspection.recommendation_count", "Recommendations in the report", Number),
    Entry::new("inspection.area_for_improvement_count", "Areas for improvement in the report", Number),
    Entry::new("inspection.cause_of_concern_count", "Causes of concern in the report", Number),
    Entry::new("duty", "Duty to respond", Word(word::<DutyKind>)),
    Entry::new("not_owed", "Why no response is owed", Text),
    Entry::new("duty_from", "Time to respond begins", Date),
    Entry::new("duty_terms.name", "Name of the duty", Text),
    Entry::new("duty_terms.last_day", "Last day set", Date),
    Entry::new("duty_terms.period", "Time to respond", Number),
    Entry::new("duty_terms.count", "Counted as", Word(word::<Count>)),
    Entry::new("stage", "Stage", Word(word::<Stage>)),
    Entry::new("publication.chief_officer_invited", "Chief officer invited to comment", Date),
    Entry::new("publication.comments_wanted_by", "Comments wanted before", Date),
    Entry::new("publication.comments_received", "Comments received", Date),
    Entry::new("publication.published", "Response published", Date),
    Entry::new("publication.url", "Response", Text),
    Entry::new("publication.sent_to_inspectorate", "Sent to the inspectorate", Date),
    Entry::new("publication.sent_to_secretary_of_state", "Sent to the Secretary of State", Date),
    Entry::new("publication.sent_to_commissioner", "Sent to the Commissioner", Date),
    Entry::new("publication.sent_to_iopc", "Sent to the IOPC", Date),
    Entry::new("publication.sent_to_coroner", "Sent to the coroner", Date),
    Entry::new("adopts_chief_officer", "Chief officer's answers adopted", YesNo),
    Entry::new("covered_by", "Covered by", Name(word::<RecordId>)),
    Entry::new("imported", "Read from a published response", YesNo),
];

/// Labels printed by earlier versions, and the present ones, so that older documents can still be imported.
pub const FORMER: &[(&str, &str)] = &[("Comments wanted by", "Comments wanted before")];

/// The columns of the graded judgments.
pub const GRADES: &[Entry] = &[Entry::new("area", "Area", Text), Entry::new("grade", "Grade", Word(word::<GradeLevel>))];

/// The columns of the extensions of the response deadline.
pub const MORE_TIME: &[Entry] = &[
    Entry::new("to", "New last day", Date),
    Entry::new("agreed", "Given on", Date),
    Entry::new("applied", "Applied for on", Date),
    Entry::new("by", "Given by", Text),
    Entry::new("reason", "Reason", Text),
    Entry::new("judicial_review", "Judicial review", YesNo),
];

/// The rows printed below the text of a finding.
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

/// The rows of the body's answer to a finding, besides its text.
pub const ANSWER: &[Entry] = &[
    Entry::new("action", "Action", Word(word::<ActionTaken>)),
    Entry::new("adopts_chief_officer", "Adopts the chief officer's words", YesNo),
    Entry::new("see", "Answered under", Name(word::<AnswerPlace>)),
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

/// The columns of the escalation.
pub const ESCALATION: &[Entry] = &[
    Entry::new("date", "Date", Date),
    Entry::new("to", "Escalated to", Word(word::<EscalationStage>)),
    Entry::new("reference", "Reference", Text),
    Entry::new("reason", "Reason", Text),
];

/// The columns of the progress log.
pub const PROGRESS: &[Entry] = &[
    Entry::new("date", "Date", Date),
    Entry::new("by", "By", Text),
    Entry::new("status", "Status", Word(word::<Status>)),
    Entry::new("note", "Note", Prose),
];

/// The columns of the redactions.
pub const REDACTIONS: &[Entry] = &[
    Entry::new("field", "Field", Text),
    Entry::new("date", "Date", Date),
    Entry::new("reason", "Reason", Text),
    Entry::new("by", "By", Text),
];

/// The rows of a closure.
pub const CLOSURE: &[Entry] = &[
    Entry::new("date", "Closed on", Date),
    Entry::new("approved_by", "Approved by", Text),
    Entry::new("evidence", "Evidence", Lines),
];

/// The rows of the inspectorate's verification.
pub const VERIFICATION: &[Entry] = &[
    Entry::new("by", "By", Text),
    Entry::new("date", "Date", Date),
    Entry::new("reference", "Reference", Text),
    Entry::new("outcome", "Outcome", Word(word::<VerificationOutcome>)),
];
