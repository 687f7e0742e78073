//! The force that was typed, or that a document names.

use std::io::Write;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::prompt::nothing_written;
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
        Err(unknown) => {
            let Some(asker) = ctx.asker() else { return Err(refusal(&unknown)) };
            let near = unknown.nearest.as_ref().map_or_else(String::new, |near| format!(": did you mean {near}?"));
            writeln!(ctx.err, "{unknown}{near}")?;
            ctx.err.flush()?;
            match asker.consent(&format!("Use `{named}` anyway?"))? {
                true => Ok(named.clone()),
                false => Err(nothing_written()),
            }
        }
    }
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
