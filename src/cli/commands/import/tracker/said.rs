//! What the office says of its tracker: in `irr.yaml`, with `--map`, or when asked.

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::args::meaning::{NameMeaning, TrackerMeaning};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::prompt::Prompter;
use crate::cli::terminal::write::lock;
use crate::intake::tracker::heads::folded;
use crate::intake::tracker::{SheetMeanings, SheetReading, StatusSaid, TrackerReading, TrackerReport, Workbook, read_reports};
use crate::model::{Date, RecordId, Status, TrackerField, TrackerSettings};
use crate::session::OfficeSettings;
use crate::session::resolve::one;
use crate::store::{SETTINGS, Store};
use crate::yaml;

/// The meanings of names in a tracker.
pub(in crate::cli::commands) struct TrackerWords {
    /// As `irr.yaml` has it, by sheet, and what was answered.
    settings: BTreeMap<String, TrackerSettings>,
    map: Vec<NameMeaning>,
    /// Whether something was answered that `irr.yaml` does not have.
    is_new: bool,
}

impl TrackerWords {
    pub(in crate::cli::commands) fn of(store: &Store, map: &[NameMeaning]) -> Result<Self, Failure> {
        let settings = OfficeSettings::load(store)?.settings.trackers;
        Ok(Self { settings, map: map.to_vec(), is_new: false })
    }

    /// Returns the meaning that `--map` gives a report or a sheet.
    pub(super) fn of_report(&self, title: &str, sheet: &str) -> Option<&TrackerMeaning> {
        let is_meant = |it: &&NameMeaning| {
            matches!(it.means, TrackerMeaning::Published(_) | TrackerMeaning::Record(_))
                && (folded(&it.name) == folded(title) || folded(&it.name) == folded(sheet))
        };
        self.map.iter().find(is_meant).map(|it| &it.means)
    }

    /// Returns the record that `--map` names for a report.
    pub(in crate::cli::commands) fn record_of(&self, store: &Store, report: &TrackerReport) -> Result<Option<RecordId>, Failure> {
        match self.of_report(report.title.as_deref().unwrap_or_default(), &report.sheet) {
            Some(TrackerMeaning::Record(part)) => Ok(Some(one(store, part)?)),
            _ => Ok(None),
        }
    }

    pub(in crate::cli::commands) fn read(&self, book: &Workbook, today: Date) -> TrackerReading {
        read_reports(book, |sheet| self.meanings(sheet), today)
    }

    fn meanings(&self, sheet: &str) -> SheetMeanings {
        let mut meanings = self.settings.get(sheet).map(SheetMeanings::of).unwrap_or_default();
        for NameMeaning { name, means } in &self.map {
            match means {
                TrackerMeaning::Field(field) => drop(meanings.heads.insert(folded(name), Some(*field))),
                TrackerMeaning::Status(status) => drop(meanings.statuses.insert(folded(name), Some(*status))),
                TrackerMeaning::Nothing => {
                    meanings.heads.insert(folded(name), None);
                    meanings.statuses.insert(folded(name), None);
                }
                TrackerMeaning::Published(_) | TrackerMeaning::Record(_) => {}
            }
        }
        meanings
    }

    /// On a terminal, asks for each head and status word that nobody knows. Returns whether something was answered.
    pub(super) fn ask(&mut self, ctx: &mut Context, reading: &TrackerReading) -> Result<bool, Failure> {
        let Some(asker) = ctx.asker() else { return Ok(false) };
        let before = self.is_new;
        for sheet in &reading.sheets {
            let meanings = self.meanings(&sheet.name);
            for (head, guess) in doubtful_heads(sheet, &meanings) {
                let field = ask_head(ctx, &asker, sheet, &head, guess)?;
                self.settings.entry(sheet.name.clone()).or_default().heads.insert(head, field);
                self.is_new = true;
            }
            for (said, count) in unknown_statuses(sheet) {
                let status = ask_status(ctx, &asker, sheet, said, count)?;
                self.settings.entry(sheet.name.clone()).or_default().statuses.insert(said.words.clone(), status);
                self.is_new = true;
            }
        }
        Ok(self.is_new != before)
    }

    /// Writes what was answered or given with `--map` to `irr.yaml`.
    pub(super) fn keep(mut self, ctx: &mut Context, store: &Store, reading: &TrackerReading) -> Result<(), Failure> {
        let stored = OfficeSettings::load(store)?.settings.trackers;
        for sheet in &reading.sheets {
            for NameMeaning { name, means } in &self.map {
                let head = sheet.columns.iter().find(|column| folded(&column.head) == folded(name)).map(|column| &column.head);
                let word =
                    sheet.statuses.iter().find(|(said, _)| folded(&said.words) == folded(name)).map(|(said, _)| &said.words);
                if head.is_none() && word.is_none() {
                    continue;
                }
                let said = self.settings.entry(sheet.name.clone()).or_default();
                match (means, head, word) {
                    (TrackerMeaning::Field(field), Some(head), _) => drop(said.heads.insert(head.clone(), Some(*field))),
                    (TrackerMeaning::Nothing, Some(head), _) => drop(said.heads.insert(head.clone(), None)),
                    (TrackerMeaning::Status(status), _, Some(word)) => drop(said.statuses.insert(word.clone(), Some(*status))),
                    (TrackerMeaning::Nothing, None, Some(word)) => drop(said.statuses.insert(word.clone(), None)),
                    _ => {}
                }
            }
        }
        if self.settings == stored {
            return Ok(());
        }
        let lock = lock(ctx, store, "import")?;
        let text = store.settings()?.map(|(_, text)| text);
        match yaml::with_trackers(text.as_deref().unwrap_or_default(), &self.settings) {
            Some(changed) => {
                store.put_settings(&lock, text.as_deref(), &changed)?;
                writeln!(ctx.err, "{SETTINGS} has what the heads and words mean, for the next time")?;
            }
            None => writeln!(ctx.err, "{SETTINGS} has comments under `trackers`, and was not changed: you will be asked again")?,
        }
        Ok(())
    }
}

/// Returns the heads that nobody knows, or that irr has guessed, with the guess.
fn doubtful_heads(sheet: &SheetReading, meanings: &SheetMeanings) -> Vec<(String, Option<TrackerField>)> {
    let is_unsaid = |head: &String| !head.is_empty() && !meanings.heads.contains_key(&folded(head));
    let doubtful = sheet.columns.iter().filter(|column| column.field.is_none() || column.is_guessed);
    doubtful.map(|column| (column.head.clone(), column.field)).filter(|(head, _)| is_unsaid(head)).collect()
}

/// Returns the words and colours of status cells that nobody knows, each with how often.
pub(super) fn unknown_statuses(sheet: &SheetReading) -> impl Iterator<Item = (&StatusSaid, usize)> {
    sheet.statuses.iter().filter(|(said, _)| said.is_unknown).map(|(said, count)| (said, *count))
}

fn ask_head(
    ctx: &mut Context,
    asker: &Prompter,
    sheet: &SheetReading,
    head: &str,
    guess: Option<TrackerField>,
) -> Result<Option<TrackerField>, Failure> {
    ctx.err.flush()?;
    let nothing = ("something else: its cells are kept under `unplaced`".to_owned(), None);
    let fields = TrackerField::ALL.iter().map(|field| (field.as_str().replace('_', " "), Some(*field)));
    let choices: Vec<(String, Option<TrackerField>)> = std::iter::once(nothing).chain(fields).collect();
    let likely = choices.iter().position(|(_, field)| *field == guess).unwrap_or_default();
    asker.select(&format!("Sheet {}: the column “{head}” has:", sheet.name), choices, likely)
}

fn ask_status(
    ctx: &mut Context,
    asker: &Prompter,
    sheet: &SheetReading,
    said: &StatusSaid,
    count: usize,
) -> Result<Option<Status>, Failure> {
    ctx.err.flush()?;
    let nothing = ("nothing about the status".to_owned(), None);
    let statuses = Status::ALL.iter().map(|status| (status.words(), Some(*status)));
    let cells = crate::prose::counted(count, "cell", "cells");
    let words = format!("Sheet {}: “{}” ({cells}) means:", sheet.name, said.words);
    asker.select(&words, statuses.chain([nothing]).collect(), 0)
}
