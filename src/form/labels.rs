//! The labels of the printed form, table by table.

use super::FieldPrint::{Date, Lines, Name, Number, Prose, Text, TextOrLines, Word, YesNo};
use super::FormField;
use super::entry::word;
use crate::model::{
    ActionTaken, AnswerPlace, DayCount, DutyKind, EscalationStage, FindingLink, GradeLevel, InspectionKind, PrintedRef, Priority,
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
pub const HOLDER: FormField = FormField::new("holder", "", Text);

/// The chief officer's name. The row's label is one of the usual titles, or this label where the title is unusual or absent.
pub const CHIEF_OFFICERS_NAME: FormField = FormField::new("name", "Chief officer", Text);

/// The chief officer's title, printed only where it is not one of the usual two.
pub const CHIEF_OFFICERS_TITLE: FormField = FormField::new("title", "Title of the chief officer", Text);

/// The titles of chief officers that are used as labels.
pub const CHIEF_OFFICERS: [&str; 2] = ["Chief Constable", "Commissioner"];

/// The label of the response deadline, which is computed.
pub const LAST_DAY: &str = "Last day to respond";

/// The label of a finding's due date with its extensions, which is computed.
pub const DATE_NOW: &str = "Deadline now";

/// The label of a finding's status on the day of printing, which is computed.
pub const STATUS_NOW: &str = "Status now";

/// The labels of computed rows, which import must not read back into fields.
pub const COMPUTED: [&str; 3] = [LAST_DAY, DATE_NOW, STATUS_NOW];

/// The cover table, without the rows of the two offices, whose labels depend on the record.
pub const COVER: &[FormField] = &[
    FormField::new("form_version", "Form version", Text),
    FormField::new("force", "Force", Text),
    FormField::new("local_policing_body.name", "Name of the body", Text),
    FormField::new("inspection.title", "Title of inspection", Text),
    FormField::new("inspection.published", "Published date", Date),
    FormField::new("inspection.sent_to_panel", "Sent to the police and crime panel", Date),
    FormField::new("inspection.inspectorates", "Inspectorate", Lines),
    FormField::new("inspection.kind", "Type of inspection", Word(word::<InspectionKind>)),
    FormField::new("inspection.url", "Report", Text),
    FormField::new("inspection.recommendation_count", "Recommendations in the report", Number),
    FormField::new("inspection.area_for_improvement_count", "Areas for improvement in the report", Number),
    FormField::new("inspection.cause_of_concern_count", "Causes of concern in the report", Number),
    FormField::new("duty", "Duty to respond", Word(word::<DutyKind>)),
    FormField::new("not_owed", "Why no response is owed", Text),
    FormField::new("duty_from", "Time to respond begins", Date),
    FormField::new("duty_terms.name", "Name of the duty", Text),
    FormField::new("duty_terms.last_day", "Last day set", Date),
    FormField::new("duty_terms.period", "Time to respond", Number),
    FormField::new("duty_terms.count", "Counted as", Word(word::<DayCount>)),
    FormField::new("stage", "Stage", Word(word::<Stage>)),
    FormField::new("publication.chief_officer_invited", "Chief officer invited to comment", Date),
    FormField::new("publication.comments_wanted_by", "Comments wanted before", Date),
    FormField::new("publication.comments_received", "Comments received", Date),
    FormField::new("publication.published", "Response published", Date),
    FormField::new("publication.url", "Response", Text),
    FormField::new("publication.sent_to_inspectorate", "Sent to the inspectorate", Date),
    FormField::new("publication.sent_to_secretary_of_state", "Sent to the Secretary of State", Date),
    FormField::new("publication.sent_to_commissioner", "Sent to the Commissioner", Date),
    FormField::new("publication.sent_to_iopc", "Sent to the IOPC", Date),
    FormField::new("publication.sent_to_coroner", "Sent to the coroner", Date),
    FormField::new("adopts_chief_officer", "Chief officer's answers adopted", YesNo),
    FormField::new("covered_by", "Covered by", Name(word::<RecordId>)),
    FormField::new("imported", "Read from a published response", YesNo),
];

/// Labels printed by earlier versions, and the present ones, so that older documents can still be imported.
pub const FORMER: &[(&str, &str)] = &[("Comments wanted by", "Comments wanted before")];

/// The columns of the graded judgments.
pub const GRADES: &[FormField] =
    &[FormField::new("area", "Area", Text), FormField::new("grade", "Grade", Word(word::<GradeLevel>))];

/// The columns of the extensions of the response deadline.
pub const MORE_TIME: &[FormField] = &[
    FormField::new("to", "New last day", Date),
    FormField::new("agreed", "Given on", Date),
    FormField::new("applied", "Applied for on", Date),
    FormField::new("by", "Given by", Text),
    FormField::new("reason", "Reason", Text),
    FormField::new("judicial_review", "Judicial review", YesNo),
];

/// The rows printed below the text of a finding.
pub const FINDING: &[FormField] = &[
    FormField::new("area", "Area", Text),
    FormField::new("addressed_to", "Addressed to", Lines),
    FormField::new("ours", "Ours to do", YesNo),
    FormField::new("withheld", "Text withheld (section 55(2))", YesNo),
    FormField::new("due", "Deadline", Date),
    FormField::new("due_text", "Deadline as printed", Text),
    FormField::new("target", "The force's own date", Date),
    FormField::new("priority", "Priority", Word(word::<Priority>)),
    FormField::new("status", "Status", Word(word::<Status>)),
    FormField::new("owner", "Owner", TextOrLines),
    FormField::new("cause_of_concern", "Cause of concern", Name(word::<PrintedRef>)),
    FormField::new("follows", "Follows", Name(word::<FindingLink>)),
    FormField::new("supersedes", "Supersedes", Name(word::<FindingLink>)),
    FormField::new("escalated_from", "Escalated from", Name(word::<FindingLink>)),
];

/// The rows of the body's answer to a finding, besides its text.
pub const ANSWER: &[FormField] = &[
    FormField::new("action", "Action", Word(word::<ActionTaken>)),
    FormField::new("adopts_chief_officer", "Adopts the chief officer's words", YesNo),
    FormField::new("see", "Answered under", Name(word::<AnswerPlace>)),
];

/// The columns of the actions.
pub const ACTIONS: &[FormField] = &[
    FormField::new("text", "Action", Text),
    FormField::new("owner", "Owner", TextOrLines),
    FormField::new("target", "Target", Date),
    FormField::new("done", "Done", Date),
    FormField::new("evidence", "Evidence", Lines),
    INTERNAL_ENTRY,
];

/// The column of what is never published, in each table that can have such rows.
const INTERNAL_ENTRY: FormField = FormField::new("internal", "Internal", YesNo);

/// The columns of the extensions.
pub const EXTENSIONS: &[FormField] = &[
    FormField::new("agreed", "Agreed", Date),
    FormField::new("to", "New date", Date),
    FormField::new("reason", "Reason", Text),
    FormField::new("approved_by", "Approved by", Text),
    INTERNAL_ENTRY,
];

/// The columns of the extensions of actions: the action's number, from 1, and those of an extension.
pub const ACTION_EXTENSIONS: &[FormField] = &[
    FormField::new("action", "Action", Number),
    FormField::new("agreed", "Agreed", Date),
    FormField::new("to", "New date", Date),
    FormField::new("reason", "Reason", Text),
    FormField::new("approved_by", "Approved by", Text),
    INTERNAL_ENTRY,
];

/// The columns of the escalation.
pub const ESCALATION: &[FormField] = &[
    FormField::new("date", "Date", Date),
    FormField::new("to", "Escalated to", Word(word::<EscalationStage>)),
    FormField::new("reference", "Reference", Text),
    FormField::new("reason", "Reason", Text),
];

/// The columns of the progress log.
pub const PROGRESS: &[FormField] = &[
    FormField::new("date", "Date", Date),
    FormField::new("by", "By", Text),
    FormField::new("status", "Status", Word(word::<Status>)),
    FormField::new("note", "Note", Prose),
    INTERNAL_ENTRY,
];

/// The columns of the redactions.
pub const REDACTIONS: &[FormField] = &[
    FormField::new("field", "Field", Text),
    FormField::new("date", "Date", Date),
    FormField::new("reason", "Reason", Text),
    FormField::new("by", "By", Text),
];

/// The rows of a closing.
pub const CLOSURE: &[FormField] = &[
    FormField::new("date", "Closed on", Date),
    FormField::new("status", "Closed as", Word(word::<Status>)),
    FormField::new("approved_by", "Approved by", Text),
    FormField::new("evidence", "Evidence", Lines),
    FormField::new("reopened", "Reopened on", Date),
    FormField::new("reopening_reason", "Why it was reopened", Text),
];

/// The rows of a verification by the inspectorate.
pub const VERIFICATION: &[FormField] = &[
    FormField::new("by", "By", Text),
    FormField::new("date", "Date", Date),
    FormField::new("reference", "Reference", Text),
    FormField::new("outcome", "Outcome", Word(word::<VerificationOutcome>)),
];
