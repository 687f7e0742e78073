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

pub use action::{AddAction, FinishAction};
pub use close::Close;
pub use extend::Extend;
pub use progress::Progress;
pub use publish::Publish;
pub use verify::Verify;

use super::{Date, Finding, ProgressEntry, Prose};

/// Something that is done to a finding.
pub trait Step {
    /// Takes it, and says in words what has become of the finding.
    ///
    /// # Errors
    /// Where it may not be taken; then the finding is as good as untouched: throw it away.
    fn take(&self, finding: &mut Finding) -> Result<String, StepError>;
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
