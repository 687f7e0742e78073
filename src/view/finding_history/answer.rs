//! A history as blocks for people, and as the published JSON.

use super::event::{HistoryEvent, HistoryEventKind};
use super::notes::FormerName;
use super::{FindingLine, HistorySheet, LONGEST_TITLE, words};
use crate::model::{Date, RecordCommit};
use crate::prose::shortened;
use crate::view::export::{Export, v1};
use crate::view::labels::LabelledValues;
use crate::view::{Block, Cell, Fit, Role, Table, TableColumn, View};

/// The longest last event of a finding in the list of a record.
const LONGEST_LAST: usize = 90;

impl View for HistorySheet<'_> {
    fn blocks(&self) -> Vec<Block> {
        let record = self.of.record;
        let mut fields = LabelledValues::default();
        fields.text("record", Some(self.of.id));
        fields.text("inspection", Some(&record.inspection.title));
        let asks = self.finding.as_ref().and_then(|reference| record.finding(reference)?.asks());
        fields.text("text", asks.map(|text| shortened(&text, LONGEST_TITLE * 4)));
        fields.text("earlier names", Some(self.names.iter().map(former_name).collect::<Vec<_>>().join("; ")));
        let mut blocks = vec![Block::Heading(1, self.title()), Block::Fields(fields.0), Block::Table(self.table())];
        if !self.findings.is_empty() {
            blocks.push(Block::Heading(2, "Findings".to_owned()));
            blocks.push(Block::Table(self.findings_table()));
        }
        let note = |note: &String| Block::Paragraph(Cell::new(format!("Note: {note}."), Role::Muted));
        blocks.extend(self.notes.iter().map(note));
        blocks
    }

    fn export(&self) -> Export {
        let commit = |by: &RecordCommit| v1::HistoryCommit {
            hash: by.hash.clone(),
            author: words::name(&by.author),
            authored: by.authored,
            committer: words::name(&by.committer),
            committed: by.committed,
            subject: Some(words::name(&by.subject)).filter(|subject| !self.redacted.repeats(subject)),
        };
        let event = |it: &HistoryEvent<'_>| v1::HistoryEventJson {
            date: it.day,
            what: it.kind,
            text: it.sentence.clone(),
            remarks: it.remarks.clone(),
            source: it.source,
            commit: it.commit.map(commit),
        };
        let line = |it: &FindingLine<'_>| v1::HistoryFinding {
            reference: it.reference.to_string(),
            events: it.count,
            last: it.last.as_ref().map(event),
        };
        Export::History(v1::HistoryJson {
            schema: v1::HISTORY,
            as_of: self.of.snapshot.on(),
            record: self.of.id.to_string(),
            reference: self.finding.as_ref().map(ToString::to_string),
            inspection: self.of.record.inspection.title.clone(),
            earlier_names: self
                .names
                .iter()
                .map(|it| v1::HistoryName { record: it.name.to_string(), commit: it.commit.map(commit) })
                .collect(),
            notes: self.notes.clone(),
            items: self.events.iter().map(event).collect(),
            findings: self.findings.iter().map(line).collect(),
        })
    }
}

impl HistorySheet<'_> {
    fn table(&self) -> Table {
        let column = |key, title, fit| TableColumn { key, title, fit };
        let columns = vec![
            column("date", "date", Fit::Whole),
            column("what", "what happened", Fit::Words),
            column("commit", "commit", Fit::Words),
        ];
        let row = |it: &HistoryEvent<'_>| {
            let role = if it.kind == HistoryEventKind::DueEdited { Role::Strong } else { Role::Plain };
            vec![date_cell(it.day), Cell::new(it.words(), role), Cell::new(commit_words(it), Role::Muted)]
        };
        Table { columns, rows: self.events.iter().map(row).collect() }.without_empty_columns()
    }

    fn findings_table(&self) -> Table {
        let column = |key, title, fit| TableColumn { key, title, fit };
        let columns = vec![
            column("ref", "ref", Fit::Whole),
            column("events", "events", Fit::Number),
            column("date", "last", Fit::Whole),
            column("what", "what happened last", Fit::Words),
        ];
        let row = |it: &FindingLine<'_>| {
            let last = it.last.as_ref().map_or_else(String::new, |last| shortened(&last.sentence, LONGEST_LAST));
            let day = date_cell(it.last.as_ref().and_then(|last| last.day));
            vec![Cell::plain(it.reference.to_string()), Cell::plain(it.count.to_string()), day, Cell::plain(last)]
        };
        Table { columns, rows: self.findings.iter().map(row).collect() }
    }
}

fn date_cell(day: Option<Date>) -> Cell {
    match day {
        Some(day) => Cell::plain(day.in_short_words()).valued(day.to_string()),
        None => Cell::default(),
    }
}

fn commit_words(event: &HistoryEvent<'_>) -> String {
    event.commit.map_or_else(String::new, |by| format!("{} {}", by.short(), words::name(&by.author)))
}

fn former_name(it: &FormerName<'_>) -> String {
    match it.commit {
        Some(by) => {
            let until = by.authored.map_or_else(String::new, |day| format!(" until {}", day.in_words()));
            format!("{}{until} (commit {}, {})", it.name, by.short(), words::name(&by.author))
        }
        None => format!("{} (the new name is not committed yet)", it.name),
    }
}
