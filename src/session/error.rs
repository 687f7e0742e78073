//! Why a session could not do something.

use std::error::Error;
use std::fmt;

use crate::query::LookupError;
use crate::store::StoreError;

/// An error with its cause and what the user can do next.
#[derive(Debug)]
pub struct SessionError {
    message: String,
    cause: Option<Box<dyn Error + Send + Sync>>,
    hint: Option<String>,
    is_refusal: bool,
    /// Whether the message is the cause's own, which is then not shown a second time.
    is_transparent: bool,
}

impl SessionError {
    /// Creates an error with another one as its cause.
    pub fn new(cause: impl Error + Send + Sync + 'static, message: impl Into<String>) -> Self {
        Self { cause: Some(Box::new(cause)), ..Self::because(message) }
    }

    /// Creates an error without a cause.
    pub fn because(message: impl Into<String>) -> Self {
        Self { message: message.into(), cause: None, hint: None, is_refusal: false, is_transparent: false }
    }

    /// Adds a hint.
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Returns what the user can do next.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Returns whether a rule or the state of the records forbids what was asked; otherwise it could not be done.
    pub fn is_refusal(&self) -> bool {
        self.is_refusal
    }
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for SessionError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let cause = self.cause.as_deref()?;
        if self.is_transparent { cause.source() } else { Some(cause) }
    }
}

impl From<StoreError> for SessionError {
    fn from(error: StoreError) -> Self {
        let is_refusal = matches!(error, StoreError::Exists { .. });
        let hint = error.hint();
        let message = error.to_string();
        Self { hint, is_refusal, is_transparent: true, ..Self::new(error, message) }
    }
}

impl From<LookupError> for SessionError {
    fn from(error: LookupError) -> Self {
        Self { hint: error.hint(), ..Self::because(error.to_string()) }
    }
}
