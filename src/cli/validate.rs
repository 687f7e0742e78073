//! `irr validate`

use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;
use rayon::prelude::*;

use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use crate::draw::{self, Format};
use crate::model::{Record, RecordId};
use crate::report::Verdict;
use crate::report::verdict::Judged;
use crate::rules::{self, Subject, Whole};
use crate::store::{Loaded, Store};
use crate::yaml::{self, Fault};

/// Says all that is wrong with the records, each with its file, line and column
#[derive(Debug, clap::Args)]
#[command(after_help = "The whole store is always known, so that links are followed; paths choose what is told.
Exit codes: 0 no errors (there may be warnings), 1 errors, 2 something could not be read at all.")]
pub(super) struct ValidateArgs {
    /// Files or folders below records/, or parts of records' ids; without any, every record
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to write it
    #[arg(long, value_enum, default_value = "text")]
    format: ValidateFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ValidateFormat {
    Text,
    Json,
}

impl From<ValidateFormat> for Format {
    fn from(format: ValidateFormat) -> Self {
        match format {
            ValidateFormat::Text => Self::Text,
            ValidateFormat::Json => Self::Json,
        }
    }
}

pub(super) fn run(ctx: &mut Context, args: &ValidateArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let (seen, troubles) = store.load_each(Seen::of)?;
    // Never given back: see `gather`.
    let seen: &'static [Seen] = seen.leak();
    let ids: Vec<&RecordId> = seen.iter().map(|seen| &seen.id).collect();
    let asked = store.select(&ids, &args.paths)?;
    let texts: Vec<_> = seen.iter().map(|seen| || seen.text(&store)).collect();
    let subjects: Vec<Subject<'_>> = seen.iter().zip(&texts).map(|(seen, text)| seen.subject(text)).collect();
    let whole = Whole::of(subjects.iter().copied());
    let judged: Vec<Judged> = subjects
        .par_iter()
        .filter(|subject| asked.contains(subject.id))
        .map(|subject| (subject, rules::check(subject, &whole)))
        .filter(|(_, diagnostics)| !diagnostics.is_empty())
        .map(|(subject, diagnostics)| Judged { path: Store::name_of(subject.id), text: (subject.text)(), diagnostics })
        .collect();
    let verdict = Verdict::compute(judged, asked.len(), ctx.today);
    draw::write(&verdict, args.format.into(), &ctx.page, &mut ctx.out)?;
    let outcome = if verdict.errors() > 0 { Outcome::No } else { Outcome::Done };
    let troubles: Vec<_> = troubles.into_iter().filter(|trouble| Store::concerns(trouble, &args.paths)).collect();
    let unread = !troubles.is_empty();
    for trouble in troubles {
        ctx.tell(&Failure::from(trouble));
    }
    Ok(if unread { Outcome::CouldNot } else { outcome })
}

/// A record that was read and looked at; its text is kept only where something is wrong with it.
struct Seen {
    id: RecordId,
    parsed: Result<Record, Vec<Fault>>,
    faults: Vec<Fault>,
    text: Option<Arc<str>>,
}

impl Seen {
    fn of(loaded: Loaded) -> Self {
        let faults = yaml::inspect(&loaded.text, &loaded.parsed);
        let text = (!faults.is_empty()).then(|| loaded.text.into());
        Self { id: loaded.id, parsed: loaded.parsed, faults, text }
    }

    /// The text, read again where it was not kept; empty where the file is gone by now.
    fn text(&self, store: &Store) -> Arc<str> {
        let again = || store.load(self.id.clone()).map_or_else(|_| "".into(), |loaded| loaded.text.into());
        self.text.clone().unwrap_or_else(again)
    }

    fn subject<'a>(&'a self, text: &'a (dyn Fn() -> Arc<str> + Sync)) -> Subject<'a> {
        Subject { id: &self.id, parsed: &self.parsed, faults: &self.faults, text }
    }
}
