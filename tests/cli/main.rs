//! The real binary, run in a sandbox: what it prints, where, and how it ends. One file a command.

#![allow(clippy::unwrap_used, reason = "where the sandbox cannot be built its test fails")]

mod custody;
mod dates;
mod linked;
mod sandbox;
#[cfg(unix)]
mod terminal;

mod action;
mod add;
mod addresses;
mod answer;
mod answers;
mod ask;
mod book;
mod close;
mod completions;
mod confirm;
mod diff;
mod doctor;
mod due;
mod duties;
#[cfg(unix)]
mod edit;
mod escalate;
mod explain;
mod export;
mod extend;
mod find;
mod fmt;
mod forces;
mod global;
mod history;
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
mod merge;
mod merge_driver;
mod migrate;
mod mistakes;
mod mv;
mod new;
mod note;
mod output;
mod overview;
#[cfg(unix)]
mod pager;
mod past;
mod paths;
mod planted;
mod progress;
mod promise;
mod publish;
mod reconcile;
mod redact;
mod redo;
mod render;
mod revision;
mod rm;
mod save;
mod schema;
mod set;
mod show;
mod state;
mod summary;
mod sync;
mod sync_rounds;
mod trackers;
mod undo;
mod validate;
mod verify;
#[cfg(unix)]
mod watch;
mod words;
