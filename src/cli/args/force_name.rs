//! The force that was typed, or that a document names.

use std::io::Write;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::prompt::{Prompter, Question, nothing_written};
use crate::model::Force;
use crate::model::force::{Forces, UnknownForce};
use crate::session::OfficeSettings;
use crate::store::Store;

/// Returns the forces listed in `irr.yaml`; none if there is no store yet.
pub(in crate::cli) fn known(_ctx: &Context, store: Option<&Store>) -> Result<Forces, Failure> {
    let settings = store.map(OfficeSettings::load).transpose()?.unwrap_or_default().settings;
    Ok(Forces::also(&settings.forces))
}

/// Returns the force's usual name.
///
/// An unknown name is most likely a typing error, and would create another force, so it is refused unless `anyway` or the user
/// says otherwise.
pub(in crate::cli) fn usual(ctx: &mut Context, forces: &Forces, named: &Force, anyway: bool) -> Result<Force, Failure> {
    match forces.read(named.as_str()) {
        Ok(usual) => {
            if usual != *named {
                writeln!(ctx.err, "`{named}` is written as {usual}, the force's usual name")?;
            }
            Ok(usual)
        }
        Err(_) if anyway => Ok(named.clone()),
        Err(unknown) => match ctx.asker() {
            Some(asker) => meant(ctx, &asker, named, &unknown)?.ok_or_else(nothing_written),
            None => Err(refusal(&unknown)),
        },
    }
}

/// Asks for the force until it is one that irr knows, or that the user means; `None` if it may be left out, and is.
pub(in crate::cli) fn asked(
    ctx: &mut Context,
    asker: &Prompter,
    forces: &Forces,
    question: &Question,
    is_optional: bool,
) -> Result<Option<Force>, Failure> {
    loop {
        let typed = asker.text(question, |text| match slug::slugify(text).is_empty() {
            true if is_optional && text.is_empty() => Ok(None),
            true => Err("type the force's name".to_owned()),
            false => Ok(Some(Force::from(text))),
        })?;
        match typed {
            Some(named) => match forces.read(named.as_str()) {
                Err(unknown) => {
                    if let Some(force) = meant(ctx, asker, &named, &unknown)? {
                        return Ok(Some(force));
                    }
                }
                Ok(_) => return usual(ctx, forces, &named, false).map(Some),
            },
            None => return Ok(None),
        }
    }
}

/// Asks which force an unknown name means: the nearest one that irr knows, or itself; `None` is neither.
fn meant(ctx: &mut Context, asker: &Prompter, named: &Force, unknown: &UnknownForce) -> Result<Option<Force>, Failure> {
    writeln!(ctx.err, "{unknown}")?;
    ctx.err.flush()?;
    let Some(near) = &unknown.nearest else {
        return Ok(asker.consent(&format!("Use `{named}` anyway?"))?.then(|| named.clone()));
    };
    let near = (near.clone(), Some(Force::from(near.as_str())));
    let others = [(format!("`{named}`, as typed"), Some(named.clone())), ("neither".to_owned(), None)];
    asker.select("Which force?", std::iter::once(near).chain(others).collect(), 0)
}

/// The error for an unknown force, with a hint.
fn refusal(unknown: &UnknownForce) -> Failure {
    let listed = "list it under `forces:` in irr.yaml, or use --anyway";
    let hint = match &unknown.nearest {
        Some(near) => format!("did you mean `{near}`? If the name is right, {listed}"),
        None => format!("if the name is right, {listed}"),
    };
    Failure::because(unknown.to_string()).hint(hint)
}
