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
    /// 129: could not be done, and git must stop: it takes 1 to 128 from a merge driver for a conflict that the file shows.
    StopsGit,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::No => Self::from(1),
            Outcome::CouldNot => Self::from(2),
            Outcome::StopsGit => Self::from(129),
        }
    }
}
