//! What is done to a finding: one step a file, each a value that says what is wanted and changes a finding to it.
//!
//! A step knows what it wants before it may be taken, tells all that is missing at once, and overwrites nothing that was said:
//! what it takes the place of goes into the log. Whether the record is right afterwards is for the rules to say.

mod action;
mod close;
mod escalate;
mod extend;
mod log;
mod more_time;
mod progress;
mod publish;
mod verify;

pub use action::{AddAction, FinishAction, MoveAction};
pub use close::Close;
pub use escalate::Escalate;
pub use extend::Extend;
pub use more_time::MoreTime;
pub use progress::Progress;
pub use publish::Publish;
pub use verify::Verify;

use super::Finding;
use log::{approval_in_words, log, log_closing, note};

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
    #[error("missing {}", missing.join(" and "))]
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

/// What is closed has come to its end, and is opened first.
fn is_open(finding: &Finding) -> Result<(), StepError> {
    let (status, instead) = (finding.latest_status(), "reopen it with `irr progress ADDRESS --status in_progress -m WHY`");
    if status.is_open() { Ok(()) } else { Err(StepError::not_so(format!("it is already {}", status.words()), instead)) }
}
