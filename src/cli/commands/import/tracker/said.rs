//! What the office says of its tracker: in `irr.yaml`, with `--map`, or when asked.

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::args::meaning::{NameMeaning, TrackerMeaning};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::prompt::Prompter;
use crate::cli::terminal::write::lock;
use crate::intake::tracker::heads::folded;
use crate::intake::tracker::{
    SheetMeanings, SheetReading, StatusSaid, TrackerColumn, TrackerReading, TrackerReport, Workbook, read_reports,
};
use crate::model::{Date, Priority, RecordId, Status, TrackerField, TrackerSettings};
use crate::prose::{counted, shortened};
use crate::session::OfficeSettings;
use crate::session::resolve::one;
use crate::store::{SETTINGS, Store};
use crate::yaml;

/// The meanings of names in a tracker.
pub(in crate::cli::commands) struct TrackerWords {
    /// As `irr.yaml` has it, by sheet, and what was answered.
    settings: BTreeMap<String, TrackerSettings>,
    map: Vec<NameMeaning>,
}

impl TrackerWords {
    pub(in crate::cli::commands) fn of(store: &Store, map: &[NameMeaning]) -> Result<Self, Failure> {
        let settings = OfficeSettings::load(store)?.settings.trackers;
        Ok(Self { settings, map: map.to_vec() })
    }

    /// Returns what `--map` or `irr.yaml` says of a report or of its sheet.
    pub(super) fn of_report(&self, title: &str, sheet: &str) -> Option<TrackerMeaning> {
        let is_meant = |it: &&NameMeaning| {
            matches!(it.means, TrackerMeaning::Published(_) | TrackerMeaning::Record(_))
                && (folded(&it.name) == folded(title) || folded(&it.name) == folded(sheet))
        };
        let mapped = self.map.iter().find(is_meant).map(|it| it.means.clone());
        let kept = || {
            let reports = &self.settings.get(sheet)?.reports;
            let name = folded(if title.is_empty() { sheet } else { title });
            let (_, id) = reports.iter().find(|(other, _)| folded(other) == name)?;
            Some(TrackerMeaning::Record(id.to_string()))
        };
        mapped.or_else(kept)
    }

    /// Remembers the record of a report: by its title, or by the sheet where it has none.
    pub(super) fn name_report(&mut self, report: &TrackerReport, id: &RecordId) {
        let name = report.title.as_ref().unwrap_or(&report.sheet).clone();
        self.settings.entry(report.sheet.clone()).or_default().reports.insert(name, id.clone());
    }

    /// Returns the record that `--map` or `irr.yaml` names for a report.
    pub(in crate::cli::commands) fn record_of(&self, store: &Store, report: &TrackerReport) -> Result<Option<RecordId>, Failure> {
        match self.of_report(report.title.as_deref().unwrap_or_default(), &report.sheet) {
            Some(TrackerMeaning::Record(part)) => Ok(Some(one(store, &part)?)),
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
                TrackerMeaning::Priority(priority) => drop(meanings.priorities.insert(folded(name), Some(*priority))),
                TrackerMeaning::Nothing => {
                    meanings.heads.insert(folded(name), None);
                    meanings.statuses.insert(folded(name), None);
                    meanings.priorities.insert(folded(name), None);
                }
                TrackerMeaning::Published(_) | TrackerMeaning::Record(_) => {}
            }
        }
        meanings
    }

    /// On a terminal, asks for each head and word that nobody knows. Returns whether something was answered.
    ///
    /// What is answered is kept in `irr.yaml` at once: who leaves in the middle need not answer again.
    pub(super) fn ask(&mut self, ctx: &mut Context, store: &Store, reading: &TrackerReading) -> Result<bool, Failure> {
        let Some(asker) = ctx.asker() else { return Ok(false) };
        let before = self.settings.clone();
        let questions = open_questions(reading, self);
        if questions == 0 {
            return Ok(false);
        }
        let many = counted(questions, "question", "questions");
        writeln!(ctx.err, "{many} about heads and words; Esc leaves, and what was answered is kept in {SETTINGS}")?;
        let asked = self.ask_each(ctx, &asker, reading);
        if self.settings != before {
            self.keep(ctx, store)?;
        }
        asked.map(|()| true)
    }

    fn ask_each(&mut self, ctx: &mut Context, asker: &Prompter, reading: &TrackerReading) -> Result<(), Failure> {
        for sheet in &reading.sheets {
            let meanings = self.meanings(&sheet.name);
            for column in doubtful_heads(sheet, &meanings) {
                let field = ask_head(ctx, asker, sheet, column)?;
                self.settings.entry(sheet.name.clone()).or_default().heads.insert(column.head.clone(), field);
            }
            for (said, count) in unknown_statuses(sheet) {
                let status = ask_word(ctx, asker, sheet, &said.words, count, "status", Status::ALL)?;
                self.settings.entry(sheet.name.clone()).or_default().statuses.insert(said.words.clone(), status);
            }
            for (word, count) in &sheet.unknown_priorities {
                let priority = ask_word(ctx, asker, sheet, word, *count, "priority", Priority::ALL)?;
                self.settings.entry(sheet.name.clone()).or_default().priorities.insert(word.clone(), priority);
            }
        }
        Ok(())
    }

    /// Writes what was given with `--map`, and the records of reports, to `irr.yaml`.
    pub(super) fn keep_map(&mut self, ctx: &mut Context, store: &Store, reading: &TrackerReading) -> Result<(), Failure> {
        for sheet in &reading.sheets {
            for NameMeaning { name, means } in &self.map {
                let is_named = |other: &&str| folded(other) == folded(name);
                let head = sheet.columns.iter().map(|column| column.head.as_str()).find(is_named);
                let word = sheet.statuses.iter().map(|(said, _)| said.words.as_str()).find(is_named);
                let column = sheet.columns.iter().find(|column| column.field == Some(TrackerField::Priority));
                let may_be_priority = column.is_some() && matches!(means, TrackerMeaning::Priority(_) | TrackerMeaning::Nothing);
                if head.is_none() && word.is_none() && !may_be_priority {
                    continue;
                }
                let said = self.settings.entry(sheet.name.clone()).or_default();
                match (means, head, word) {
                    (TrackerMeaning::Field(field), Some(head), _) => {
                        said.heads.insert(head.to_owned(), Some(*field));
                    }
                    (TrackerMeaning::Nothing, Some(head), _) => {
                        said.heads.insert(head.to_owned(), None);
                    }
                    (TrackerMeaning::Status(status), _, Some(word)) => {
                        said.statuses.insert(word.to_owned(), Some(*status));
                    }
                    (TrackerMeaning::Nothing, None, Some(word)) => {
                        said.statuses.insert(word.to_owned(), None);
                    }
                    (TrackerMeaning::Nothing | TrackerMeaning::Priority(_), ..) => {
                        let priority = if let TrackerMeaning::Priority(priority) = means { Some(*priority) } else { None };
                        said.priorities.retain(|other, _| folded(other) != folded(name));
                        said.priorities.insert(name.clone(), priority);
                    }
                    _ => {}
                }
            }
        }
        self.keep(ctx, store)
    }

    /// Writes what is said to `irr.yaml`.
    fn keep(&self, ctx: &mut Context, store: &Store) -> Result<(), Failure> {
        if self.settings == OfficeSettings::load(store)?.settings.trackers {
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

/// Returns how many questions a sheet leaves open.
pub(super) fn open_questions(reading: &TrackerReading, words: &TrackerWords) -> usize {
    reading.sheets.iter().map(|sheet| doubts(sheet, &words.meanings(&sheet.name))).sum()
}

fn doubts(sheet: &SheetReading, meanings: &SheetMeanings) -> usize {
    doubtful_heads(sheet, meanings).count() + unknown_statuses(sheet).count() + sheet.unknown_priorities.len()
}

/// Returns the columns whose heads nobody knows, or irr has guessed.
fn doubtful_heads<'a>(sheet: &'a SheetReading, meanings: &SheetMeanings) -> impl Iterator<Item = &'a TrackerColumn> {
    let is_unsaid = |head: &str| !head.is_empty() && !meanings.heads.contains_key(&folded(head));
    sheet.columns.iter().filter(move |column| (column.field.is_none() || column.is_guessed) && is_unsaid(&column.head))
}

/// Returns the words and colours of status cells that nobody knows, each with how often.
pub(super) fn unknown_statuses(sheet: &SheetReading) -> impl Iterator<Item = (&StatusSaid, usize)> {
    sheet.statuses.iter().filter(|(said, _)| said.is_unknown).map(|(said, count)| (said, *count))
}

fn ask_head(
    ctx: &mut Context,
    asker: &Prompter,
    sheet: &SheetReading,
    column: &TrackerColumn,
) -> Result<Option<TrackerField>, Failure> {
    let cells: Vec<String> = column.sample.iter().map(|cell| format!("“{}”", shortened(cell, 50))).collect();
    writeln!(ctx.err, "Sheet {}, column “{}”: {}", sheet.name, column.head, cells.join(", "))?;
    ctx.err.flush()?;
    let nothing = ("something else: its cells are kept under `unplaced`".to_owned(), None);
    let field = |field: &TrackerField| (format!("{} – {}", field.words(), field.meaning().trim_end_matches('.')), Some(*field));
    let choices: Vec<(String, Option<TrackerField>)> =
        std::iter::once(nothing).chain(TrackerField::ALL.iter().map(field)).collect();
    let likely = choices.iter().position(|(_, field)| *field == column.field).unwrap_or_default();
    asker.select(&format!("“{}” has:", column.head), choices, likely)
}

/// Asks which word of a vocabulary an office's word means.
fn ask_word<T: Copy + std::fmt::Display>(
    ctx: &mut Context,
    asker: &Prompter,
    sheet: &SheetReading,
    word: &str,
    count: usize,
    what: &str,
    all: &[T],
) -> Result<Option<T>, Failure> {
    ctx.err.flush()?;
    let nothing = (format!("nothing about the {what}"), None);
    let choices = all.iter().map(|one| (one.to_string().replace('_', " "), Some(*one)));
    let words = format!("Sheet {}: {what} “{word}” ({}) means:", sheet.name, counted(count, "cell", "cells"));
    asker.select(&words, choices.chain([nothing]).collect(), 0)
}
