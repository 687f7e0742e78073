//! Records for a reading command, with their troubles told.

use std::io::Write;

use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use crate::model::nearest::nearest;
use crate::model::{Record, RecordId};
use crate::store::{Loaded, Store};
use crate::yaml::Position;

/// What could be read.
pub(super) struct Gathered {
    /// The records, by id.
    ///
    /// They are never given back: the process ends next, and freeing ten thousand records one by one is time that somebody waits for.
    pub(super) records: &'static [(RecordId, Record)],
    /// The files that could not be read, by name.
    pub(super) unread: Vec<String>,
    /// Done, or that something could not be read.
    pub(super) outcome: Outcome,
}

impl Gathered {
    /// The records as pairs of references.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'static RecordId, &'static Record)> + use<> {
        self.records.iter().map(|(id, record)| (id, record))
    }

    /// Refuses a force that no record is of: nothing listed, or a paper of noughts, would say that all is done.
    pub(super) fn know_forces(&self, asked: &[String]) -> Result<(), Failure> {
        let forces = || self.records.iter().map(|(_, record)| record.force.as_str());
        let is_known = |part: &str| forces().any(|force| force.to_lowercase().contains(part));
        let Some(unknown) = asked.iter().find(|asked| !is_known(&asked.trim().to_lowercase())) else { return Ok(()) };
        let failure = Failure::said(format!("no record is of a force with `{unknown}` in its name"));
        Err(match nearest(unknown, forces()) {
            Some(force) => failure.hint(format!("did you mean `{force}`?")),
            None => failure,
        })
    }
}

/// The store, for a command that reads it: where a change of it was interrupted, that is told.
pub(super) fn store(ctx: &mut Context) -> Result<Store, Failure> {
    let store = ctx.store()?;
    if let Some(set) = store.left_over()? {
        let words = "and what is read here may be half of it: `irr doctor` brings it to its end";
        writeln!(ctx.err, "a change was interrupted ({}), {words}", set.deed)?;
    }
    Ok(store)
}

/// Every readable record of the store; what cannot be read is named on the error stream, and the outcome says so.
pub(super) fn records(ctx: &mut Context) -> Result<Gathered, Failure> {
    let store = store(ctx)?;
    let read = |loaded: Loaded| match loaded.parsed {
        Ok(record) => Ok((loaded.id, record)),
        Err(_) => Err(Box::new(loaded)),
    };
    let (loaded, troubles) = ctx.watching("reading the records", |count| store.load_each(count, read))?;
    let mut unread = Vec::new();
    let mut records = Vec::with_capacity(loaded.len());
    for result in loaded {
        match result {
            Ok(record) => records.push(record),
            Err(loaded) => {
                tell(ctx, &loaded);
                unread.push(Store::name_of(&loaded.id));
            }
        }
    }
    for trouble in troubles {
        let path = trouble.path().map(|path| path.strip_prefix(store.root()).unwrap_or(path).display().to_string());
        unread.push(path.unwrap_or_else(|| "a file".to_owned()));
        ctx.tell(&Failure::from(trouble));
    }
    unread.sort();
    let outcome = if unread.is_empty() { Outcome::Done } else { Outcome::CouldNot };
    Ok(Gathered { records: records.leak(), unread, outcome })
}

/// Names a record that cannot be read, with its first fault.
pub(super) fn tell(ctx: &mut Context, loaded: &Loaded) {
    ctx.tell(&unreadable(loaded));
}

/// That a record cannot be read, with its first fault.
pub(super) fn unreadable(loaded: &Loaded) -> Failure {
    let name = Store::name_of(&loaded.id);
    let faults = loaded.parsed.as_ref().err().map_or(&[][..], Vec::as_slice);
    let start = faults.first().map_or(0, |first| first.span.start);
    let said = faults.first().map_or("", |first| first.message.as_str());
    let Position { line, column } = Position::of(&loaded.text, start);
    let more = (faults.len() + faults.iter().map(|fault| fault.more).sum::<usize>()).saturating_sub(1);
    let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
    let message = format!("cannot read {name}:{line}:{column}: {said}{more}");
    Failure::said(message).hint(format!("`irr validate {name}` shows all that is wrong with it"))
}
