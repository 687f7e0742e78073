//! Errors shown to the user: what failed, its causes, a hint.

use crate::cli::terminal::exit_code::Outcome;
use crate::draw::{DrawError, PageStyle, visible};
use crate::intake::IntakeError;
use crate::query::LookupError;
use crate::session::SessionError;
use crate::store::{PrintError, StoreError};
use crate::view::Role;

/// An error with its causes and a hint.
#[derive(Debug)]
pub(in crate::cli) struct Failure {
    error: anyhow::Error,
    hint: Option<String>,
    outcome: Outcome,
    kind: FailureKind,
}

/// How an error is introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FailureKind {
    /// With "error:".
    Error,
    /// As it is: the user left, and nothing went wrong.
    Left,
}

impl Failure {
    /// Creates an error with another error as its cause.
    pub(in crate::cli) fn new(
        cause: impl std::error::Error + Send + Sync + 'static,
        what: impl std::fmt::Display + Send + Sync + 'static,
    ) -> Self {
        Self::of(anyhow::Error::new(cause).context(what))
    }

    /// Creates an error without a cause.
    pub(in crate::cli) fn because(what: impl std::fmt::Display + std::fmt::Debug + Send + Sync + 'static) -> Self {
        Self::of(anyhow::Error::msg(what))
    }

    /// Creates the error of a command that was understood, and that a rule or the state of the records forbids.
    pub(in crate::cli) fn refused(what: impl std::fmt::Display + std::fmt::Debug + Send + Sync + 'static) -> Self {
        Self { outcome: Outcome::No, ..Self::because(what) }
    }

    fn of(error: anyhow::Error) -> Self {
        Self { error, hint: None, outcome: Outcome::CouldNot, kind: FailureKind::Error }
    }

    /// Creates the end of a command that the user left.
    pub(in crate::cli) fn left(what: &'static str) -> Self {
        Self { kind: FailureKind::Left, ..Self::refused(what) }
    }

    /// Returns the outcome of the command: 1 if it was refused, 2 if it could not be done.
    pub(in crate::cli) fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Adds a hint.
    pub(in crate::cli) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds what was being done.
    pub(in crate::cli) fn while_doing(self, what: impl std::fmt::Display + Send + Sync + 'static) -> Self {
        // Who left knows what was being done.
        if self.kind == FailureKind::Left { self } else { Self { error: self.error.context(what), ..self } }
    }

    /// Returns the error without causes and hint.
    pub(in crate::cli) fn message(&self) -> String {
        self.error.to_string()
    }

    /// Whether the reader of the output closed the pipe, which is not an error.
    pub(in crate::cli) fn is_closed_pipe(&self) -> bool {
        let closed = |error: &(dyn std::error::Error + 'static)| {
            error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
        };
        self.error.chain().any(closed)
    }

    /// Formats the error, its causes and the hint, a line each.
    ///
    /// They may quote arbitrary text: continuation lines are indented, so that none looks like a line of irr.
    pub(in crate::cli) fn text(&self, page: &PageStyle) -> String {
        let shown = |words: &dyn std::fmt::Display| {
            visible(&words.to_string().replace('\n', "\n  ").replace("\n    ", "\n  ")).into_owned()
        };
        let mut text = match self.kind {
            FailureKind::Error => format!("{} {}\n", page.paint("error:", Role::Overdue), shown(&self.error)),
            FailureKind::Left => format!("{}\n", shown(&self.error)),
        };
        for cause in self.error.chain().skip(1) {
            text.push_str(&format!("{} {}\n", page.paint("because:", Role::Muted), shown(&cause)));
        }
        if let Some(hint) = &self.hint {
            text.push_str(&format!("{} {}\n", page.paint("hint:", Role::Strong), visible(hint)));
        }
        text
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(error, "cannot write the output")
    }
}

impl From<DrawError> for Failure {
    fn from(error: DrawError) -> Self {
        Self::of(error.into())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        SessionError::from(error).into()
    }
}

impl From<LookupError> for Failure {
    fn from(error: LookupError) -> Self {
        SessionError::from(error).into()
    }
}

impl From<SessionError> for Failure {
    fn from(error: SessionError) -> Self {
        let hint = error.hint().map(str::to_owned);
        let outcome = if error.is_refusal() { Outcome::No } else { Outcome::CouldNot };
        Self { outcome, hint, ..Self::of(error.into()) }
    }
}

impl From<PrintError> for Failure {
    fn from(error: PrintError) -> Self {
        let hint = error.hint();
        Self::of(error.into()).hint(hint)
    }
}

impl From<IntakeError> for Failure {
    fn from(error: IntakeError) -> Self {
        let hint = error.hint();
        Self::of(error.into()).hint(hint)
    }
}
