//! What a command has besides its arguments: streams, the date, prompts, the progress bar, errors and exit codes.

pub(super) mod asking;
pub(super) mod conflict;
pub(super) mod context;
pub(super) mod date;
pub(super) mod editor;
pub(super) mod error;
pub(super) mod exit_code;
pub(super) mod line;
pub(super) mod lock;
pub(super) mod output;
pub(super) mod pager;
pub(super) mod pick;
pub(super) mod progress_bar;
pub(super) mod prompt;
pub(super) mod read;
pub(super) mod revision;
pub(super) mod save;
pub(super) mod stream;
pub(super) mod unsaved;
pub(super) mod write;
