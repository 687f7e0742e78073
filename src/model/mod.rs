//! What a response record is, as pure values and functions.
//!
//! Here live a record and its findings, the vocabularies of the inspectorate and the Act, and the deadlines that follow from
//! them. Nothing here knows YAML text, the disk, a terminal or today's date: functions take the day as an argument. Every
//! identifier and every closed vocabulary is a type whose `FromStr` reads what its `Display` writes.
//!
//! To add a field, add it to its struct, to `form::labels` (where it stands in the form), to `public` (whether the public may see
//! it), and to `record_dates` if it is a date, or `record_texts` if it is text. If an older version of the format does not have
//! it, mark it as `schema_version` says, and add it to `migration`.

pub(crate) mod vocabulary;

pub mod address;
pub mod answer;
pub mod body;
pub mod change;
pub mod conflict_words;
pub mod covered_by;
pub mod date;
pub mod deadline;
pub mod did_you_mean;
pub mod due_date_in_text;
pub mod duty;
mod escalation;
pub mod evidence;
mod explanation_text;
pub mod field;
pub mod field_words;
pub mod finding;
pub mod folded;
pub mod force;
pub mod grade;
pub mod guessed_value;
pub mod inspection;
pub mod merge;
pub mod migration;
pub mod our_names;
pub mod overdue;
pub mod owners;
pub mod personal_names;
pub mod progress;
pub mod public;
mod publication;
pub mod record;
pub mod record_dates;
pub mod record_difference;
mod record_history;
pub mod record_id;
pub mod record_texts;
pub mod redaction;
mod redaction_entry;
pub mod reference;
pub mod renaming;
pub mod response_deadline;
pub mod schema_version;
pub mod section;
pub mod settings;
pub mod snapshot;
pub mod status;
pub mod status_history;
pub mod three_way;
pub mod timeline;
pub mod tracker_settings;
pub mod transition;
pub mod value_changes;
pub mod work_field;
pub mod working_day;

pub use address::{Address, FindingLink};
pub use answer::{ActionTaken, AnswerPlace, ChiefOfficerAnswer, CommissionerResponse};
pub use body::{BodyKind, ChiefOfficer, Force, LocalPolicingBody};
pub use change::{Change, Side, Value};
pub use conflict_words::{ConflictSides, ConflictWords};
pub use date::{Date, DateReading, DateRole, Period, Quarter, TypedDate, TypedDateError};
pub use deadline::{Deadline, DeadlineKind};
pub use duty::{DayCount, Duty, DutyKind, DutyTerms, ResponseExtension};
pub use escalation::{Escalation, EscalationStage};
pub use field::{FieldPath, Segment};
pub use finding::{Action, Addressee, Finding};
pub use grade::{Grade, GradeLevel};
pub use guessed_value::GuessedValue;
pub use inspection::{Inspection, InspectionKind, Inspectorate};
pub use migration::MisplacedField;
pub use our_names::OurNames;
pub use overdue::{FindingOnDay, FindingState, due_on};
pub use owners::Owners;
pub use progress::{Closure, Extension, ProgressEntry, Verification, VerificationOutcome};
pub use publication::Publication;
pub use record::{ChiefOfficerResponse, Record, Stage};
pub use record_history::{HistoryLimit, RecordCommit, RecordHistory, RecordStep, RecordVersion};
pub use record_id::{RecordId, UnusualName, composed};
pub use record_texts::{RecordText, TextRank};
pub use redaction_entry::Redaction;
pub use reference::{FindingKind, FindingRef, PrintedRef};
pub use renaming::Renaming;
pub use response_deadline::ResponseDeadline;
pub use schema_version::SchemaVersion;
pub use section::SummarySection;
pub use settings::{CommitMode, ListSettings, RuleLevel, Settings, SummarySettings};
pub use snapshot::{Presence, Snapshot};
pub use status_history::StatusHistory;

pub use status::{Priority, Status};
pub use timeline::{ClosureState, StatusChange, StatusSource, Timeline};
pub use tracker_settings::{TrackerField, TrackerSettings};
pub use vocabulary::UnknownWord;
pub use work_field::WorkField;
