//! `--rev`: the commit whose records a command reads.

use std::io::Write;

use crate::cli::terminal::context::{Context, Global};
use crate::cli::terminal::error::Failure;
use crate::model::{Date, DateRole, TypedDate};
use crate::store::{Store, StoreError};

/// The commands that read records and change nothing. Without a name: `irr` alone.
const READING: [&str; 11] = ["", "list", "due", "show", "find", "summary", "render", "export", "reconcile", "validate", "fmt"];

/// Other commands that people try, and how they name a revision.
const OTHERWISE: [(&str, &str); 2] = [
    ("diff", "name the revisions behind the command: `irr diff A B`"),
    ("history", "`irr history` reads all commits; `irr show --rev REV` shows a finding as one commit has it"),
];

impl Context {
    /// Reads the records as the commit of `--rev` has them, if it is given.
    ///
    /// # Errors
    /// Fails if the command does not just read, or if there is no such commit or it has no records.
    pub(in crate::cli) fn read_revision(&mut self, global: &Global, command: &str) -> Result<(), Failure> {
        let Some(typed) = &global.rev else { return Ok(()) };
        if !READING.contains(&command) {
            let hint = OTHERWISE.iter().find(|(name, _)| *name == command).map(|(_, hint)| *hint);
            let hint =
                hint.unwrap_or("list, due, show, find, summary, render, export, reconcile, validate and fmt --check take it");
            return Err(Failure::because(format!("cannot use --rev with `irr {command}`")).hint(hint));
        }
        let commit = self.commit_of("--rev", typed)?;
        self.past = Some(match self.named_store() {
            Some(root) => Store::at(root).at_revision(&commit, typed)?,
            None => Store::find_at_revision(&self.here()?, &commit, typed)?,
        });
        Ok(())
    }

    /// Refuses to write while the records of a past commit are read.
    pub(in crate::cli) fn refuse_past(&self, flag: &str) -> Result<(), Failure> {
        match &self.past {
            Some(_) => Err(Failure::because(format!("cannot use --rev with {flag}: what a commit has does not change"))),
            None => Ok(()),
        }
    }

    /// Refuses a day that has not come: git has nothing of it, and an answer would be today's.
    pub(in crate::cli) fn refuse_future(&self, flag: &str, day: Date) -> Result<(), Failure> {
        if day <= self.days.actual_today {
            return Ok(());
        }
        Err(Failure::because(format!("cannot use {flag} {day}: that day has not come yet")))
    }

    /// Returns the full hash of the commit that a revision names; a day means the last commit until its end.
    ///
    /// # Errors
    /// Fails if there is no repository, or no such commit.
    pub(in crate::cli) fn commit_of(&mut self, flag: &str, typed: &str) -> Result<String, Failure> {
        let store = Store::at(self.named_store().map_or_else(|| self.here(), Ok)?);
        let unknown = match store.commit(typed) {
            Err(error @ StoreError::NoRevision { .. }) => error,
            found => return Ok(found?),
        };
        let day = TypedDate::new(typed);
        // `-1` is rather one commit ago than yesterday.
        let is_day = !typed.starts_with('-')
            && day.read(self.days.today, DateRole::Event).map_or_else(|error| error.is_about_a_day(), |_| true);
        if !is_day {
            return Err(unknown.into());
        }
        let day = self.date(flag, &day, DateRole::Event)?;
        self.refuse_future(flag, day)?;
        let commit = store.last_commit_until(day)?;
        let short: String = commit.chars().take(10).collect();
        writeln!(self.err, "{flag} {typed}: the last commit until the end of that day is {short}")?;
        if self.days.today != day {
            writeln!(self.err, "days are counted from {}: --as-of {day} counts them from then", self.days.today)?;
        }
        Ok(commit)
    }
}
