//! Reads the records for commands that only read, and reports those that cannot be read.

use std::collections::BTreeSet;
use std::io::Write;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::model::{Date, Presence, Record, RecordId, Snapshot};
use crate::prose::{counted, listed};
use crate::query::{AskedName, Expr, NameColumn};
use crate::store::{Loaded, Store, StoreError};
use crate::yaml::Position;

/// The most names listed in a hint if none is similar to the unknown one.
const MOST_NAMES: usize = 8;

/// The records that could be read.
pub(in crate::cli) struct Gathered {
    /// The records as of the date, by id.
    ///
    /// Never freed: the process ends next, and freeing ten thousand records takes noticeable time.
    pub(in crate::cli) records: &'static [(RecordId, Snapshot)],
    /// The files that could not be read.
    pub(in crate::cli) unread: Vec<String>,
    /// Done, or that a file could not be read.
    pub(in crate::cli) outcome: Outcome,
}

impl Gathered {
    /// Returns the records as pairs of references.
    pub(in crate::cli) fn pairs(&self) -> impl Iterator<Item = (&'static RecordId, &'static Snapshot)> + use<> {
        self.records.iter().map(|(id, record)| (id, record))
    }

    /// Rejects a filter like `--force` whose name is in no record: an empty list would read as "nothing to do".
    pub(in crate::cli) fn know(&self, asked: &[AskedName]) -> Result<(), Failure> {
        self.know_with(asked, &[])
    }

    /// Does the same, with additional names of owners.
    pub(in crate::cli) fn know_with(&self, asked: &[AskedName], owners: &[&str]) -> Result<(), Failure> {
        let Some(unknown) = asked.iter().find(|asked| !self.is_known(asked, owners)) else { return Ok(()) };
        let failure = Failure::said(unknown.unknown());
        let known = self.names(unknown, owners);
        Err(match unknown.nearest(known.iter().copied()) {
            Some(name) => failure.hint(format!("did you mean `{name}`?")),
            None if (1..=MOST_NAMES).contains(&known.len()) => failure.hint(format!("the records have: {}", known.join(", "))),
            None => failure,
        })
    }

    /// Notes names in an expression that no record has. Not an error: an expression may ask for what does not exist yet.
    pub(in crate::cli) fn note_unknown(&self, ctx: &mut Context, expr: Option<&Expr>) -> Result<(), Failure> {
        for unknown in expr.map(Expr::asked_names).unwrap_or_default().iter().filter(|asked| !self.is_known(asked, &[])) {
            let hint = unknown.nearest(self.names(unknown, &[]).iter().copied());
            let hint = hint.map_or_else(String::new, |name| format!(": did you mean `{name}`?"));
            writeln!(ctx.err, "note: --where: {}{hint}", unknown.unknown())?;
        }
        Ok(())
    }

    fn is_known(&self, asked: &AskedName, owners: &[&str]) -> bool {
        asked.is_among(self.names(asked, owners).into_iter())
    }

    /// Returns the distinct names in the column.
    fn names<'n>(&self, asked: &AskedName, owners: &[&'n str]) -> Vec<&'n str> {
        let mut names: BTreeSet<&'n str> =
            self.pairs().flat_map(|(id, record)| asked.column.names(id, record.record())).collect();
        if asked.column == NameColumn::Owner {
            names.extend(owners);
        }
        names.into_iter().collect()
    }
}

/// Returns the store for reading, with a warning if a change was interrupted.
pub(in crate::cli) fn store(ctx: &mut Context) -> Result<Store, Failure> {
    let store = ctx.store()?;
    let words = "and the records may contain only part of it";
    match store.left_over() {
        Ok(None) => {}
        Ok(Some(deed)) => writeln!(ctx.err, "warning: a change was interrupted ({deed}), {words}: finish it with `irr doctor`")?,
        // Reading does not need the journal, so it goes on.
        Err(error @ StoreError::Journal { .. }) => {
            writeln!(ctx.err, "warning: a change was interrupted, {words}")?;
            ctx.tell(&error.into());
        }
        Err(error) => return Err(error.into()),
    }
    tell_old_journal(ctx, &store)?;
    Ok(store)
}

/// Warns about an unfinished change of an older irr.
pub(in crate::cli) fn tell_old_journal(ctx: &mut Context, store: &Store) -> Result<(), Failure> {
    let Some(journal) = store.old_journal() else { return Ok(()) };
    let journal = journal.display();
    writeln!(
        ctx.err,
        "warning: an older irr left an unfinished change in {journal}; it is not used, because it may have come with the records"
    )?;
    writeln!(ctx.err, "check the records with `git diff`, correct what is half done, and remove that file")?;
    Ok(())
}

/// Returns every readable record as of the date. Unreadable ones are reported, and the outcome is `CouldNot`.
pub(in crate::cli) fn records(ctx: &mut Context) -> Result<Gathered, Failure> {
    records_on(ctx, ctx.today)
}

/// Returns the records as of another date.
pub(in crate::cli) fn records_on(ctx: &mut Context, on: Date) -> Result<Gathered, Failure> {
    let store = store(ctx)?;
    let today = ctx.actual_today;
    let read = |loaded: Loaded| match loaded.parsed {
        Ok(record) => {
            let snapshot = seen(&store, Snapshot::new(record, on)).seen_from(today);
            Ok((loaded.id, snapshot))
        }
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
    tell_of_the_future(ctx, &records)?;
    let outcome = if unread.is_empty() { Outcome::Done } else { Outcome::CouldNot };
    Ok(Gathered { records: records.leak(), unread, outcome })
}

/// The most records dated in the future that are named.
const MOST: usize = 5;

/// Names records whose report is dated in the future, because lists leave out their findings.
fn tell_of_the_future(ctx: &mut Context, records: &[(RecordId, Snapshot)]) -> Result<(), Failure> {
    let in_future = records.iter().filter(|(_, snapshot)| snapshot.presence() == Presence::InFuture);
    let names: Vec<String> =
        in_future.map(|(id, snapshot)| format!("{id} ({})", snapshot.record().inspection.published)).collect();
    if !names.is_empty() {
        let many = names.len();
        let reports = counted(many, "report is", "reports are");
        let names = listed(&names, names.len(), MOST);
        let them = if many == 1 { "it" } else { "them" };
        writeln!(ctx.err, "{reports} dated in the future: {names}. Only `irr due` includes {them}")?;
    }
    Ok(())
}

/// Returns one record as of the date.
pub(in crate::cli) fn snapshot(ctx: &Context, store: &Store, id: &RecordId, record: Record) -> Result<Snapshot, Failure> {
    let published = record.inspection.published;
    let snapshot = seen(store, Snapshot::new(record, ctx.today)).seen_from(ctx.actual_today);
    if snapshot.presence() == Presence::NotYet {
        let message = format!("{id} did not exist yet on {}: its report was published on {published}", ctx.today);
        return Err(Failure::said(message).hint("use a later --as-of"));
    }
    Ok(snapshot)
}

/// Adds whether another record's response covers this one.
pub(in crate::cli) fn seen(store: &Store, mut snapshot: Snapshot) -> Snapshot {
    if let Some(other) = snapshot.record().covered_by.clone() {
        let other = store.load(other).ok().and_then(|loaded| loaded.parsed.ok());
        snapshot.covered_by(other.as_ref());
    }
    snapshot
}

/// Reports a record that cannot be read, with its first problem.
pub(in crate::cli) fn tell(ctx: &mut Context, loaded: &Loaded) {
    ctx.tell(&unreadable(loaded));
}

/// The error for a record that cannot be read, with its first problem.
pub(in crate::cli) fn unreadable(loaded: &Loaded) -> Failure {
    let name = Store::name_of(&loaded.id);
    let faults = loaded.parsed.as_ref().err().map_or(&[][..], Vec::as_slice);
    let start = faults.first().map_or(0, |first| first.span.start);
    let said = faults.first().map_or("", |first| first.message.as_str());
    let Position { line, column } = Position::of(&loaded.text, start);
    let more = (faults.len() + faults.iter().map(|fault| fault.more).sum::<usize>()).saturating_sub(1);
    let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
    let message = format!("cannot read {name}:{line}:{column}: {said}{more}");
    Failure::said(message).hint(format!("`irr validate {name}` lists all its problems"))
}
