//! What is done to a finding: one step a file, each a value that says what is wanted and changes a finding to it.
//!
//! A step knows what it wants before it may be taken, tells all that is missing at once, and overwrites nothing that was said:
//! what it takes the place of goes into the log. Whether the record is right afterwards is for the rules to say.

mod action;
mod close;
mod extend;
mod progress;
mod publish;
mod verify;

pub use action::{AddAction, FinishAction, MoveAction};
pub use close::Close;
pub use extend::Extend;
pub use progress::Progress;
pub use publish::Publish;
pub use verify::Verify;

use super::{Closure, Date, FieldPath, Finding, ProgressEntry, Prose, Segment, Status, StatusSource, Timeline};

/// Something that is done to a finding.
pub trait Step {
    /// Takes it, and says in words what has become of the finding.
    ///
    /// # Errors
    /// Where it may not be taken; then the finding is as good as untouched: throw it away.
    fn take(&self, finding: &mut Finding) -> Result<String, StepError>;

    /// What a person should know of the finding before it is taken, where that may not be meant.
    fn caution(&self, _finding: &Finding) -> Option<String> {
        None
    }
}

/// Why a step is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// Something is wanted first: all of it.
    #[error("{} missing", missing.join(" and "))]
    Missing {
        /// What is wanted, each in words.
        missing: Vec<&'static str>,
    },
    /// The finding is not such that it could be taken.
    #[error("{why}")]
    NotSo {
        /// Why not.
        why: String,
        /// What to do instead.
        instead: String,
    },
}

impl StepError {
    fn not_so(why: impl Into<String>, instead: impl Into<String>) -> Self {
        Self::NotSo { why: why.into(), instead: instead.into() }
    }
}

/// Whether a text says nothing.
fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Puts an entry into the log, behind all that is dated before it or on its day.
fn log(finding: &mut Finding, entry: ProgressEntry) {
    let place = finding.progress.partition_point(|other| other.date <= entry.date);
    finding.progress.insert(place, entry);
    // A redaction names an entry by its place.
    for redaction in &mut finding.redactions {
        let Some(path) = redaction.path() else { continue };
        if let [list @ Segment::Key(key), Segment::Index(index), rest @ ..] = path.segments()
            && key == "progress"
            && *index >= place
        {
            let moved = [list.clone(), Segment::Index(index + 1)].into_iter().chain(rest.iter().cloned());
            redaction.field = FieldPath::from_iter(moved).to_string();
        }
    }
}

/// Puts the closing into the log, with its approver and its evidence in words, where the log does not have it: what opens the finding again
/// comes behind it, and the words stay when another closure takes its place.
fn log_closing(finding: &mut Finding) {
    let Some((day, how)) = unlogged_closing(finding) else { return };
    let words = finding.closure.as_ref().map(|closure| closing_in_words(closure, how));
    let note = words.as_deref().map(Prose::from_text);
    log(finding, ProgressEntry { date: day, by: None, status: Some(how), note });
}

/// The day of a closing that no entry of the log tells, and how the finding ended.
fn unlogged_closing(finding: &Finding) -> Option<(Date, Status)> {
    let timeline = Timeline::of(finding);
    let closing = timeline.changes().iter().find(|change| change.source == StatusSource::Closure)?;
    Some((closing.day, closing.status))
}

/// "Closed, approved by DCC; evidence: minutes/12.pdf".
fn closing_in_words(closure: &Closure, how: Status) -> String {
    let mut words = how.words();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words + &approval_in_words(closure)
}

/// ", approved by DCC; evidence: minutes/12.pdf"; empty where the closure says neither.
fn approval_in_words(closure: &Closure) -> String {
    let by = closure.approved_by.as_ref().map_or_else(String::new, |name| format!(", approved by {name}"));
    let several = closure.evidence.join("; ");
    let evidence = if several.is_empty() { several } else { format!("; evidence: {several}") };
    by + &evidence
}

/// An entry that changes no status.
fn note(date: Date, words: &str) -> ProgressEntry {
    ProgressEntry { date, by: None, status: None, note: Some(Prose::from_text(words)) }
}

/// What is closed has come to its end, and is opened first.
fn is_open(finding: &Finding) -> Result<(), StepError> {
    let status = finding.latest_status();
    if status.is_open() {
        return Ok(());
    }
    Err(StepError::not_so(
        format!("it is {} already", status.words()),
        "`irr progress ADDRESS --status in_progress -m WHY` opens it again",
    ))
}
