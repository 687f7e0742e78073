//! `irr validate`

use std::path::PathBuf;

use clap::ValueEnum;
use rayon::prelude::*;

use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use crate::draw::{self, Format};
use crate::model::RecordId;
use crate::report::Verdict;
use crate::report::verdict::Judged;
use crate::rules::{self, Subject, Whole};
use crate::store::{Loaded, Store};

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
    let (loaded, troubles) = store.load_each(|loaded| loaded)?;
    // Never given back: see `gather`.
    let loaded: &'static [Loaded] = loaded.leak();
    let ids: Vec<&RecordId> = loaded.iter().map(|loaded| &loaded.id).collect();
    let asked = store.select(&ids, &args.paths)?;
    let subjects: Vec<Subject<'_>> = loaded.iter().map(subject).collect();
    let whole = Whole::of(subjects.iter().copied());
    let judged: Vec<Judged> = subjects
        .par_iter()
        .filter(|subject| asked.contains(subject.id))
        .map(|subject| (subject, rules::check(subject, &whole)))
        .filter(|(_, diagnostics)| !diagnostics.is_empty())
        .map(|(subject, diagnostics)| Judged { path: Store::name_of(subject.id), text: subject.text.into(), diagnostics })
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

fn subject(loaded: &Loaded) -> Subject<'_> {
    Subject { id: &loaded.id, text: &loaded.text, parsed: &loaded.parsed }
}
