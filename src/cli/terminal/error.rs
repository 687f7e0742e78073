//! Errors shown to the user: what failed, its causes, a hint.

use crate::draw::{DrawError, Page, visible};
use crate::intake::IntakeError;
use crate::query::LookupError;
use crate::store::{Kind, PrintError, StoreError};
use crate::view::Role;

/// An error with its causes and a hint.
#[derive(Debug)]
pub(in crate::cli) struct Failure {
    error: anyhow::Error,
    hint: Option<String>,
}

impl Failure {
    /// Creates an error with another error as its cause.
    pub(in crate::cli) fn new(
        cause: impl std::error::Error + Send + Sync + 'static,
        what: impl std::fmt::Display + Send + Sync + 'static,
    ) -> Self {
        Self { error: anyhow::Error::new(cause).context(what), hint: None }
    }

    /// Creates an error without a cause.
    pub(in crate::cli) fn said(what: impl std::fmt::Display + std::fmt::Debug + Send + Sync + 'static) -> Self {
        Self { error: anyhow::Error::msg(what), hint: None }
    }

    /// Adds a hint.
    pub(in crate::cli) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds what was being done.
    pub(in crate::cli) fn while_doing(self, what: impl std::fmt::Display + Send + Sync + 'static) -> Self {
        Self { error: self.error.context(what), hint: self.hint }
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
    pub(in crate::cli) fn text(&self, page: &Page) -> String {
        let shown = |words: &dyn std::fmt::Display| {
            visible(&words.to_string().replace('\n', "\n  ").replace("\n    ", "\n  ")).into_owned()
        };
        let mut text = format!("{} {}\n", page.ink("error:", Role::Overdue), shown(&self.error));
        for cause in self.error.chain().skip(1) {
            text.push_str(&format!("{} {}\n", page.ink("because:", Role::Muted), shown(&cause)));
        }
        if let Some(hint) = &self.hint {
            text.push_str(&format!("{} {}\n", page.ink("hint:", Role::Strong), visible(hint)));
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
        Self { error: error.into(), hint: None }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let said = match &error {
            StoreError::NoRevision { hint, .. } => Some(hint.clone()),
            StoreError::NotTrusted { remedy } => Some(format!("if you trust what is in it: `{remedy}`")),
            _ => None,
        };
        let hint = match &error {
            StoreError::NoStore { .. } => {
                Some("create records/ with `irr init`, or name the folder that contains it with --store DIR")
            }
            StoreError::NoStoreAt { .. } => Some("`irr init DIR` creates it"),
            StoreError::NoRecords { .. } => Some("create the first one with `irr new` or `irr import`"),
            StoreError::Exists { .. } => Some("use another --slug, or rename the existing record with `irr mv`"),
            StoreError::NotARecord { .. } => Some("name a file or a folder below records/, or a part of a record's id"),
            StoreError::TooLarge { .. } => Some("keep documents beside the records, and name them in `evidence`"),
            StoreError::NotText { .. } => Some("save it as UTF-8"),
            StoreError::Changed { .. } => Some("check the file, then run the command again"),
            StoreError::OpenElsewhere { .. } => Some("close it there first"),
            StoreError::NotRegular { is: Kind::Link, .. } => {
                Some("irr does not follow links here: replace it with the file or folder itself, or remove it")
            }
            StoreError::NotRegular { .. } => Some("irr reads only regular files here: remove it, or move it elsewhere"),
            StoreError::Twins { .. } => Some("rename one of them with `git mv`"),
            StoreError::NotOwn { .. } => Some("look at it, then remove it: irr creates its own"),
            StoreError::Foreign { .. } => {
                Some("irr only uses files that belong to you: work in your own copy of the records, or remove it")
            }
            StoreError::LeadsOut { .. } => Some("remove the link, or name the path that it leads to"),
            StoreError::Unsteady { .. } => Some("run the command again when the other one has finished"),
            StoreError::Journal { .. } => Some(
                "check the records with `git diff`, then run `irr doctor --discard`: it sets that file aside and leaves the records as they are",
            ),
            StoreError::Step { .. } => Some("remove that file; `irr undo` then continues with the step before it"),
            StoreError::Locked { .. } => Some("wait until it has finished, or end its process"),
            StoreError::Interrupted { .. } | StoreError::HalfWay { .. } => {
                Some("finish it with `irr doctor`; `irr undo` can then take it back")
            }
            StoreError::NoRepository { .. } => {
                Some("--changed, --against and --staged compare with git: create a repository with `git init`")
            }
            StoreError::OtherHome { .. } => Some("if the folder was moved on purpose, name it with --store DIR"),
            StoreError::Unmerged { .. } => Some("resolve the conflict, then `git add` the file"),
            StoreError::StagedOther { .. } => {
                Some("stage the record itself under this name, or remove it from the records folder")
            }
            StoreError::Git { .. } => Some("the records must be in a git repository, and `git` must be on the PATH"),
            StoreError::WouldNotReadBack { .. } => {
                Some("this is a bug in irr: please report it, with the document that the record came from")
            }
            _ => None,
        };
        let hint = said.or_else(|| hint.map(str::to_owned));
        Self { error: error.into(), hint }
    }
}

impl From<LookupError> for Failure {
    fn from(error: LookupError) -> Self {
        let hint = match &error {
            LookupError::Unknown { nearest: Some(id), .. } => Some(format!("did you mean {id}?")),
            LookupError::Unknown { nearest: None, .. } => Some("`irr list --all` lists every record".to_owned()),
            LookupError::Ambiguous { candidates, .. } => {
                let shown: Vec<String> = candidates.iter().take(10).map(ToString::to_string).collect();
                let more = candidates.len() - shown.len();
                let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
                Some(format!("type more of one of these ids:\n  {}{more}", shown.join("\n  ")))
            }
        };
        Self { error: error.into(), hint }
    }
}

impl From<PrintError> for Failure {
    fn from(error: PrintError) -> Self {
        let hint = error.hint();
        Self { error: error.into(), hint: Some(hint.to_owned()) }
    }
}

impl From<IntakeError> for Failure {
    fn from(error: IntakeError) -> Self {
        let hint = match &error {
            IntakeError::NotAForm { .. } => {
                "irr reads the inspection response form, a letter or a page that answers a report; `irr new` creates a record from flags".to_owned()
            }
            IntakeError::Missing { flag, .. } => format!("give it with {flag}"),
            IntakeError::NoDate { .. } => "give it with --published 2025-05-16".to_owned(),
            IntakeError::NoId(_) => "give the last part of the record's id with --slug".to_owned(),
            IntakeError::NotUtf8 { .. } => "save it as UTF-8".to_owned(),
            IntakeError::OtherContainer { .. } => "irr reads DOCX, HTML, PDF, Markdown and text".to_owned(),
            IntakeError::TooLarge => "import only the response, without its attachments".to_owned(),
            IntakeError::Unreadable(_) => "open it in the program it was made with, and save it again".to_owned(),
        };
        Self { error: error.into(), hint: Some(hint) }
    }
}
