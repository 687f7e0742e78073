//! Exit codes.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cli) enum Outcome {
    /// 0: done.
    Done,
    /// 1: refused, or the answer is no.
    No,
    /// 2: could not be done, or only in part.
    CouldNot,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::No => Self::from(1),
            Outcome::CouldNot => Self::from(2),
        }
    }
}
