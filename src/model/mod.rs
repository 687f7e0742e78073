//! What a response record is.
//!
//! Pure values and pure functions: a record and its findings, the words the inspectorate and the Act use
//! for them, and the clocks the law and the findings set running. Nothing here knows YAML text, a disk,
//! a terminal or today's date: a day is always handed in. Every identifier and every closed vocabulary
//! is a type that reads (`FromStr`) what it prints (`Display`).

pub(crate) mod vocabulary;

pub mod address;
pub mod answer;
pub mod body;
pub mod carried;
pub mod change;
pub mod clock;
mod counted;
pub mod covering;
pub mod date;
pub mod dated;
pub mod deadline;
pub mod due_words;
pub mod duty;
mod escalation;
pub mod evidence;
mod explained;
pub mod field;
pub mod finding;
pub mod force;
pub mod grade;
pub mod history;
pub mod inspection;
pub mod merging;
pub mod nearest;
pub mod passage;
pub mod personal;
pub mod printed;
pub mod progress;
pub mod prose;
pub mod public;
pub mod record;
pub mod record_id;
pub mod redaction;
pub mod reference;
pub mod renaming;
pub mod section;
pub mod settings;
pub mod snapshot;
pub mod span;
pub mod standing;
pub mod status;
pub mod step;
pub mod timeline;
pub mod unseen;
pub mod us;
pub mod working_day;

pub use address::{Address, FindingLink};
pub use answer::{ActionTaken, AnswerPlace, ChiefOfficerAnswer, CommissionerResponse};
pub use body::{BodyKind, ChiefOfficer, Force, LocalPolicingBody};
pub use change::{Change, Side, Value};
pub use clock::ResponseClock;
pub use counted::{counted, listed};
pub use date::Date;
pub use deadline::{Clock, Deadline};
pub use duty::{Count, Duty, DutyKind, DutyTerms, ResponseExtension};
pub use escalation::{Escalation, EscalationStage};
pub use field::{FieldPath, Segment};
pub use finding::{Action, Addressee, Finding};
pub use grade::{Grade, GradeLevel};
pub use history::History;
pub use inspection::{Inspection, InspectionKind, Inspectorate};
pub use passage::{Inline, Passage};
pub use progress::{Closure, Extension, ProgressEntry, Verification, VerificationOutcome};
pub use prose::{Prose, Told};
pub use record::{ChiefOfficerResponse, Publication, Record, SchemaVersion, Stage};
pub use record_id::{RecordId, composed};
pub use redaction::Redaction;
pub use reference::{FindingKind, FindingRef, PrintedRef};
pub use renaming::Renaming;
pub use section::SummarySection;
pub use settings::{Level, Settings, SummarySettings};
pub use snapshot::{Presence, Snapshot};
pub use span::{Span, Stretch};
pub use standing::{Case, Standing, due_on};
pub use status::{Priority, Status};
pub use timeline::{ClosureState, StatusChange, StatusSource, Timeline};
pub use us::Us;
pub use vocabulary::UnknownWord;
