//! The changes that commands make to a finding or record, one file each, as values that can be tested without a command line.
//!
//! A step checks its own requirements first and reports everything that is missing at once. It
//! never overwrites information: what it replaces goes into the log. Whether the changed record
//! is valid is for the rules to say. To add a step, add a file here and its command in `cli`.

mod action;
mod answer;
mod close;
mod escalate;
mod extend;
mod extend_response;
mod log;
mod progress;
mod publish;
mod verify;

pub use action::{AddAction, FinishAction, MoveAction};
pub use answer::{Answer, AnswerSide};
pub use close::Close;
pub use escalate::Escalate;
pub use extend::{Extend, extended_from};
pub use extend_response::ExtendResponse;
pub use progress::Progress;
pub use publish::Publish;
pub use verify::Verify;

use crate::model::transition::log::{approval_in_words, log, log_closing, note, shift_redactions};
use crate::model::{Finding, Record, SchemaVersion};

/// A change to a finding.
pub trait Transition {
    /// Applies the change to a finding of a record of that version, and returns a short description of it for the user.
    ///
    /// # Errors [`TransitionError`] where something is missing
    /// or the finding is in the wrong state. The finding
    /// may then be half changed: discard it.
    fn take(&self, finding: &mut Finding, version: SchemaVersion) -> Result<String, TransitionError>;

    /// Returns what to do where a record is named instead of a finding; `None` where the step is only about findings.
    fn of_a_record(&self, _record: &Record) -> Option<&'static str> {
        None
    }

    /// Returns a warning to show before the change is made; `None` where there is nothing to warn of.
    fn caution(&self, _finding: &Finding) -> Option<String> {
        None
    }
}

/// The reason why a step cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransitionError {
    /// Required information is missing.
    #[error("missing {}", missing.join(" and "))]
    Missing {
        /// Everything that is missing, in words, with the flag.
        missing: Vec<&'static str>,
    },
    /// The finding or record is in the wrong state.
    #[error("{why}")]
    NotSo {
        /// The reason.
        why: String,
        /// What to do instead.
        instead: String,
    },
}

impl TransitionError {
    fn not_so(why: impl Into<String>, instead: impl Into<String>) -> Self {
        Self::NotSo { why: why.into(), instead: instead.into() }
    }
}

/// Returns whether a text is empty or only white space.
fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Checks that the finding is open.
///
/// # Errors
/// [`TransitionError::NotSo`] for a closed one, which must be reopened first.
pub fn is_open(finding: &Finding) -> Result<(), TransitionError> {
    let (status, instead) = (finding.latest_status(), "reopen it with `irr progress ADDRESS --status in_progress -m WHY`");
    if status.is_open() { Ok(()) } else { Err(TransitionError::not_so(format!("it is already {}", status.words()), instead)) }
}
