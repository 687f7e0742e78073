//! A trouble of the tool, told: what could not be done, because of what, and what to do next.

use crate::draw::{DrawError, Page, visible};
use crate::intake::IntakeError;
use crate::query::LookupError;
use crate::store::{Kind, PrintError, StoreError};
use crate::view::Role;

/// What could not be done, with the chain of causes and what to do next.
#[derive(Debug)]
pub(super) struct Failure {
    error: anyhow::Error,
    hint: Option<String>,
}

impl Failure {
    /// A trouble with something else's error as its cause.
    pub(super) fn new(
        cause: impl std::error::Error + Send + Sync + 'static,
        what: impl std::fmt::Display + Send + Sync + 'static,
    ) -> Self {
        Self { error: anyhow::Error::new(cause).context(what), hint: None }
    }

    /// A trouble that is its own cause.
    pub(super) fn said(what: impl std::fmt::Display + std::fmt::Debug + Send + Sync + 'static) -> Self {
        Self { error: anyhow::Error::msg(what), hint: None }
    }

    /// The same, with what to do next.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says what was being done when it happened.
    pub(super) fn while_doing(self, what: impl std::fmt::Display + Send + Sync + 'static) -> Self {
        Self { error: self.error.context(what), hint: self.hint }
    }

    /// The error alone, for those who tell it in words of their own.
    pub(super) fn message(&self) -> String {
        self.error.to_string()
    }

    /// Whether the reader of the output went away; then nothing is wrong.
    pub(super) fn is_closed_pipe(&self) -> bool {
        let closed = |error: &(dyn std::error::Error + 'static)| {
            error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
        };
        self.error.chain().any(closed)
    }

    /// What is told: the error, its causes, and what to do next, a line each.
    ///
    /// They quote names and values, which may be anybody's: a line break in one begins no line of irr's own.
    pub(super) fn text(&self, page: &Page) -> String {
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
        Self::new(error, "cannot write the answer")
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
                Some("a store is a folder with records/ in it: make one with `irr init`, or name it with --store DIR")
            }
            StoreError::NoStoreAt { .. } => Some("`irr init DIR` makes one"),
            StoreError::NoRecords { .. } => Some("`irr new` and `irr import` write the first one"),
            StoreError::Exists { .. } => Some("give another --slug, or move the old record away"),
            StoreError::NotARecord { .. } => Some("name a file or a folder below records/, or a part of a record's id"),
            StoreError::TooLarge { .. } => Some("keep documents beside the records, and name them in `evidence`"),
            StoreError::NotText { .. } => Some("save it as UTF-8"),
            StoreError::Changed { .. } => Some("look at it, and say the command again"),
            StoreError::OpenElsewhere { .. } => Some("close it there first"),
            StoreError::NotRegular { is: Kind::Link, .. } => {
                Some("irr follows no link here: put the file or folder itself there, or remove the link")
            }
            StoreError::NotRegular { .. } => Some("irr reads only regular files here: remove it, or put it elsewhere"),
            StoreError::Twins { .. } => Some("give one of them another name with `git mv`"),
            StoreError::NotOwn { .. } => Some("look at it, and remove it: irr makes its own"),
            StoreError::Foreign { .. } => {
                Some("irr uses what you made yourself: work in your own copy of the records, or remove it")
            }
            StoreError::LeadsOut { .. } => Some("remove the link, or name the place that it leads to"),
            StoreError::Unsteady { .. } => Some("run the command again when the other one has ended"),
            StoreError::Journal { .. } => Some(
                "look at the records with `git diff`, and then run `irr doctor --discard`: it puts that file aside and leaves the records as they are",
            ),
            StoreError::Step { .. } => Some("remove that file: `irr undo` then goes on with the step before it"),
            StoreError::Locked { .. } => Some("wait for it, or end it: when its process ends, the store is free"),
            StoreError::Interrupted { .. } | StoreError::HalfWay { .. } => {
                Some("`irr doctor` brings it to its end; `irr undo` then takes it back, if that is what you want")
            }
            StoreError::NoRepository { .. } => {
                Some("--changed, --against and --staged compare with git: `git init` makes a repository")
            }
            StoreError::OtherHome { .. } => Some("--store DIR says which folder is meant, for a move that is right"),
            StoreError::Unmerged { .. } => Some("resolve the conflict, then `git add` the file"),
            StoreError::StagedOther { .. } => {
                Some("stage the record itself under this name, or take it out of the records folder")
            }
            StoreError::Git { .. } => Some("the store must stand in a git work tree, and `git` on the path"),
            StoreError::WouldNotReadBack { .. } => Some("this is a defect of irr: please report the document that it came from"),
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
                Some(format!("say more of one of them:\n  {}{more}", shown.join("\n  ")))
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
                "irr reads the inspection response form, a letter or a page that answers a report; `irr new` makes a record from flags".to_owned()
            }
            IntakeError::Missing { flag, .. } => format!("say it with {flag}"),
            IntakeError::NoDate { .. } => "say it with --published 2025-05-16".to_owned(),
            IntakeError::NoId(_) => "give the record's name with --slug".to_owned(),
            IntakeError::NotUtf8 { .. } => "save it as UTF-8".to_owned(),
            IntakeError::OtherContainer { .. } => "irr reads DOCX, HTML, PDF, Markdown and text".to_owned(),
            IntakeError::TooLarge => "import the response alone, without what is attached to it".to_owned(),
            IntakeError::Unreadable(_) => "open it in the program it was made with, and save it anew".to_owned(),
        };
        Self { error: error.into(), hint: Some(hint) }
    }
}
