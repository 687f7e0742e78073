//! The real binary, run in a sandbox: what it prints, where, and how it ends. One file a command.

#![allow(clippy::unwrap_used, reason = "where the sandbox cannot be built its test fails")]

mod answers;
mod sandbox;
#[cfg(unix)]
mod terminal;

mod change;
mod completions;
mod doctor;
mod due;
mod duties;
#[cfg(unix)]
mod edit;
mod escalate;
mod explain;
mod export;
mod fmt;
mod forces;
mod global;
#[cfg(unix)]
mod hostile;
#[cfg(unix)]
mod hostile_checkout;
mod import;
mod init;
mod keep;
mod life;
mod list;
mod man;
mod new;
mod output;
mod past;
mod paths;
mod planted;
mod promise;
mod readme;
mod redact;
mod rename;
mod render;
mod schema;
mod show;
mod state;
mod summary;
mod undo;
mod validate;
#[cfg(unix)]
mod watch;
mod words;
