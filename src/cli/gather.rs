//! Records for a reading command, with their troubles told.

use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use crate::model::{Record, RecordId};
use crate::store::{Loaded, Store};
use crate::yaml::Position;

/// What could be read.
pub(super) struct Gathered {
    /// The records, by id.
    ///
    /// They are never given back: the process ends next, and freeing ten thousand records one by one is time that somebody waits for.
    pub(super) records: &'static [(RecordId, Record)],
    /// Done, or that something could not be read.
    pub(super) outcome: Outcome,
}

impl Gathered {
    /// The records as pairs of references.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'static RecordId, &'static Record)> + use<> {
        self.records.iter().map(|(id, record)| (id, record))
    }
}

/// Every readable record of the store; what cannot be read is named on the error stream, and the outcome says so.
pub(super) fn records(ctx: &mut Context) -> Result<Gathered, Failure> {
    let (loaded, troubles) = ctx.store()?.load_each(|loaded| match loaded.parsed {
        Ok(record) => Ok((loaded.id, record)),
        Err(_) => Err(Box::new(loaded)),
    })?;
    let mut outcome = Outcome::Done;
    let mut records = Vec::with_capacity(loaded.len());
    for result in loaded {
        match result {
            Ok(record) => records.push(record),
            Err(loaded) => {
                tell(ctx, &loaded);
                outcome = Outcome::CouldNot;
            }
        }
    }
    for trouble in troubles {
        ctx.tell(&Failure::from(trouble));
        outcome = Outcome::CouldNot;
    }
    Ok(Gathered { records: records.leak(), outcome })
}

/// Names a record that cannot be read, with its first fault.
pub(super) fn tell(ctx: &mut Context, loaded: &Loaded) {
    let name = Store::name_of(&loaded.id);
    if let Some((first, rest)) = loaded.parsed.as_ref().err().and_then(|faults| faults.split_first()) {
        let Position { line, column } = Position::of(&loaded.text, first.span.start);
        let more = if rest.is_empty() { String::new() } else { format!(" (and {} more)", rest.len()) };
        let message = format!("cannot read {name}:{line}:{column}: {}{more}", first.message);
        let hint = format!("`irr validate {name}` shows all that is wrong with it");
        ctx.tell(&Failure::said(message).hint(hint));
    }
}
