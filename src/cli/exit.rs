//! What the exit code says.

use std::process::ExitCode;

/// How a command went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// 0: done.
    Done,
    /// 1: it ran, and the answer is no.
    No,
    /// 2: the work, or some of it, could not be done.
    CouldNot,
}

/// Tells clap's own words: a help page, a version, or a mistake in the arguments.
pub(super) fn usage(error: &clap::Error) -> Outcome {
    // Nothing is left to tell anybody where even this cannot be printed.
    let _ = error.print();
    if error.use_stderr() { Outcome::CouldNot } else { Outcome::Done }
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
