//! The questions of `irr import` about facts that the document does not say.

use std::io::Write;
use std::path::Path;

use crate::cli::args::force_name::usual;
use crate::cli::args::import_document::ImportArgs;
use crate::cli::commands::import::labels::Reading;
use crate::cli::commands::new::interview::optional;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::prompt::{Prompter, Question};
use crate::intake::{ImportDraft, IntakeError, KnownFacts, MissingFact};
use crate::model::DateRole;
use crate::model::force::Forces;

/// Reads the document as a new record. On a terminal, asks for all that it does not say.
pub(in crate::cli::commands) fn draft(
    ctx: &mut Context,
    reading: Reading,
    known: KnownFacts,
    forces: &Forces,
    file: &Path,
    args: &ImportArgs,
) -> Result<ImportDraft, Failure> {
    let words = args.reading(file);
    let again = ctx.asker().filter(|_| args.is_text()).map(|asker| (asker, reading.clone()));
    match (ctx.watching(&words, |_| reading.draft(&known)), again) {
        (Err(IntakeError::Missing { facts }), Some((asker, reading))) => {
            let mut known = facts.iter().try_fold(known, |known, fact| ask(ctx, &asker, fact, known))?;
            known.force = known.force.map(|force| usual(ctx, forces, &force, args.write.anyway())).transpose()?;
            Ok(ctx.watching(&words, |_| reading.draft(&known))?)
        }
        (draft, _) => Ok(draft?),
    }
}

/// Asks for a fact. The document's best candidate is the answer when only Enter is pressed.
fn ask(ctx: &mut Context, asker: &Prompter, fact: &MissingFact, known: KnownFacts) -> Result<KnownFacts, Failure> {
    writeln!(ctx.err, "the document does not say {}", fact.what)?;
    let help = (!fact.candidates.is_empty()).then_some("Enter takes the first");
    let default = fact.candidates.first().map(String::as_str);
    let question = |words| Question { words, default, help, suggestions: &fact.candidates, reading: None };
    let some = |text: &str| optional(text).ok_or_else(|| format!("type {}", fact.what));
    Ok(match fact.flag {
        "--force" => KnownFacts { force: Some(asker.text(&question("Force:"), some)?.as_str().into()), ..known },
        "--title" => KnownFacts { title: Some(asker.text(&question("Title:"), some)?), ..known },
        "--published" => {
            let help = help.or(Some("16 May 2025, or 16/5/25"));
            let question = Question { help, ..question("Published:") };
            KnownFacts { published: Some(asker.required_day(question, ctx.days.today, DateRole::Event, |_| Ok(()))?), ..known }
        }
        _ => known,
    })
}
