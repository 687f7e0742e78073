//! What changed in the records between two points of their history (`irr diff`), and the same for the meeting paper.

use std::collections::BTreeSet;

use super::View;
use super::changes::{ChangeKind, ChangedValue, RecordChange};
use super::export::{Export, v1};
use crate::model::value_changes::ValueChangeKind;
use crate::model::{Date, FindingRef, Force, RecordId};
use crate::prose::{counted, invisible, listed, shortened};
use crate::view::blocks::{Block, Cell, Fit, Role, Table, TableColumn};

/// How many characters of a commit's hash name it for people.
const SHORT_HASH: usize = 7;
/// The longest subject of a commit in the first line.
const LONGEST_SUBJECT: usize = 60;
/// The most ignored records that are named.
const MOST: usize = 5;

/// What one side of the comparison is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffSide {
    /// A commit.
    Commit {
        /// Its full hash.
        hash: String,
        /// The day on which it was made.
        made: Date,
        /// The first line of its message.
        subject: String,
    },
    /// Nothing was committed by then.
    Nothing,
    /// The files on disk, of which so many records are not committed.
    Files(usize),
}

/// One side of the comparison, and the day that it was named by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffPoint {
    /// What it is.
    pub side: DiffSide,
    /// The day whose beginning (of the earlier side) or end (of the later side) it stands for.
    pub day: Option<Date>,
}

/// What changed in the records.
#[derive(Debug, Clone)]
pub struct RecordDiff {
    from: DiffPoint,
    to: DiffPoint,
    changes: Vec<RecordChange>,
    others: Vec<String>,
    ignored: Vec<RecordId>,
    notes: Vec<String>,
}

impl RecordDiff {
    /// Groups the changes by report, and within a report by kind. `others` are sentences about other files.
    pub fn new(from: DiffPoint, to: DiffPoint, mut changes: Vec<RecordChange>, others: Vec<String>) -> Self {
        // Within a kind they stay in the order of the record.
        changes.sort_by(|one, other| (&one.id, one.kind).cmp(&(&other.id, other.kind)));
        Self { from, to, changes, others, ignored: Vec::new(), notes: Vec::new() }
    }

    /// Adds the records that git ignores.
    pub fn ignoring(self, ignored: Vec<RecordId>) -> Self {
        Self { ignored, ..self }
    }

    /// Adds a sentence about what may not be as it seems.
    pub fn noting(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Leaves out all but these records and findings, and the other files; none keeps everything.
    pub fn only(mut self, wanted: &[(RecordId, Option<FindingRef>)]) -> Self {
        if wanted.is_empty() {
            return self;
        }
        self.changes.retain(|change| {
            wanted.iter().any(|(id, finding)| {
                let is_record = change.id == *id || change.renamed_from.as_ref() == Some(id);
                is_record && (finding.is_none() || change.finding == *finding)
            })
        });
        self.ignored.retain(|ignored| wanted.iter().any(|(id, _)| id == ignored));
        self.others.clear();
        self
    }

    /// Leaves out the reports on other forces than those whose name contains `part`, and the other files.
    pub fn of_force(mut self, part: &str) -> Self {
        let part = part.trim().to_lowercase();
        self.changes.retain(|change| Force::from(change.report.force.as_str()).answers_to(&part));
        self.others.clear();
        self
    }

    /// Returns whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.others.is_empty()
    }

    /// Returns what was compared, as a title.
    pub fn title(&self) -> String {
        format!("Changes {}", self.between())
    }

    /// Returns both sides in words: "from 1 August 2026 (commit 1a2b3c4 of 30 July 2026, “Close x:R1”) to now".
    fn between(&self) -> String {
        format!("from {} to {}", self.from.words(""), self.to.words("the end of "))
    }

    /// Returns the changes as a table with a heading for each report; `None` if there are none.
    pub fn table(&self) -> Option<Table> {
        let columns = vec![
            TableColumn { key: "inspection", title: "report", fit: Fit::Heading },
            TableColumn { key: "kind", title: "kind", fit: Fit::Whole },
            TableColumn { key: "ref", title: "ref", fit: Fit::Whole },
            TableColumn { key: "change", title: "what changed", fit: Fit::Words },
        ];
        let ids: BTreeSet<&RecordId> = self.changes.iter().map(|change| &change.id).collect();
        let name = |change: &RecordChange| format!("{}, {}", change.report.title, change.report.force);
        let names: Vec<(&RecordId, String)> =
            ids.into_iter().filter_map(|id| Some((id, name(self.changes.iter().find(|change| change.id == *id)?)))).collect();
        let is_told_twice = |wanted: &str| names.iter().filter(|(_, name)| name == wanted).count() > 1;
        let row = |change: &RecordChange| {
            let name = name(change).trim_end_matches(", ").to_owned();
            // Two reports may have one title: their ids differ.
            let name = if is_told_twice(&name) { format!("{name} ({})", change.id) } else { name };
            let finding = change.finding.as_ref().map(ToString::to_string).unwrap_or_default();
            vec![
                Cell::plain(name).valued(change.id.to_string()),
                Cell::new(change.kind.words(), role(change.kind)),
                Cell::plain(finding),
                Cell::plain(capitalised(&change.what)),
            ]
        };
        (!self.changes.is_empty()).then(|| Table { columns, rows: self.changes.iter().map(row).collect() })
    }

    /// Returns what was compared as a sentence, which also says if nothing changed.
    pub(super) fn opening(&self) -> String {
        if self.is_empty() { format!("Nothing changed {}.", self.between()) } else { self.title() + "." }
    }

    /// Returns the sentence of each change in a record, with the report's title.
    pub(super) fn sentences(&self) -> Vec<String> {
        self.changes.iter().map(|change| format!("{}: {}", change.report.title, change.sentence())).collect()
    }

    fn counts(&self) -> String {
        let records: BTreeSet<&RecordId> = self.changes.iter().map(|change| &change.id).collect();
        let changes = counted(self.changes.len() + self.others.len(), "change", "changes");
        match records.len() {
            0 => format!("{changes}."),
            reports => format!("{changes}, in {}.", counted(reports, "report", "reports")),
        }
    }

    /// Returns the sentences about other files, about what was not compared, and about what may not be as it seems.
    pub(super) fn remarks(&self) -> Vec<String> {
        let ignored = (!self.ignored.is_empty()).then(|| {
            let all = self.ignored.len();
            let (records, them) = (counted(all, "record is", "records are"), if all == 1 { "it" } else { "them" });
            format!("{records} not compared, because git ignores {them}: {}.", listed(&self.ignored, all, MOST))
        });
        self.others.iter().chain(&self.notes).cloned().chain(ignored).collect()
    }
}

impl View for RecordDiff {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !self.is_empty() {
            blocks.push(Block::Heading(1, self.title()));
        }
        blocks.extend(self.table().map(Block::Table));
        let end = if self.is_empty() { self.opening() } else { self.counts() };
        let sentence = |sentence, role| Block::Paragraph(Cell::new(sentence, role));
        blocks.extend(self.remarks().into_iter().map(|remark| sentence(remark, Role::Plain)));
        blocks.push(sentence(end, Role::Muted));
        blocks
    }

    fn export(&self) -> Export {
        Export::Diff(v1::Diff {
            schema: v1::DIFF,
            from: self.from.export(),
            to: self.to.export(),
            items: self.changes.iter().map(item).collect(),
            others: self.others.clone(),
            ignored: self.ignored.iter().map(ToString::to_string).collect(),
            notes: self.notes.clone(),
        })
    }
}

impl DiffPoint {
    /// Returns the side in words; `day_of` precedes the day that it was named by.
    fn words(&self, day_of: &str) -> String {
        let day = self.day.map(|day| format!("{day_of}{}", day.in_words()));
        match (&self.side, day) {
            (DiffSide::Commit { hash, made, subject }, day) => {
                let hash: String = hash.chars().take(SHORT_HASH).collect();
                let subject = shortened(&invisible::shown(subject), LONGEST_SUBJECT);
                let made = made.in_words();
                match day {
                    Some(day) => format!("{day} (commit {hash} of {made}, “{subject}”)"),
                    None => format!("commit {hash} of {made} (“{subject}”)"),
                }
            }
            (DiffSide::Nothing, Some(day)) => format!("{day} (nothing was committed by then)"),
            (DiffSide::Nothing, None) => "nothing (there is no commit yet)".to_owned(),
            (DiffSide::Files(0), _) => "now".to_owned(),
            (DiffSide::Files(uncommitted), _) => {
                format!("now ({} not committed)", counted(*uncommitted, "record", "records"))
            }
        }
    }

    fn export(&self) -> v1::DiffPoint {
        let none = v1::DiffPoint { what: "nothing", day: self.day, commit: None, made: None, subject: None, uncommitted: None };
        match &self.side {
            DiffSide::Nothing => none,
            DiffSide::Files(uncommitted) => v1::DiffPoint { what: "files", uncommitted: Some(*uncommitted), ..none },
            DiffSide::Commit { hash, made, subject } => v1::DiffPoint {
                what: "commit",
                commit: Some(hash.clone()),
                made: Some(*made),
                subject: Some(subject.clone()),
                ..none
            },
        }
    }
}

fn item(change: &RecordChange) -> v1::DiffItem {
    let value = |it: &ChangedValue| v1::DiffValue {
        finding: it.finding.as_ref().map(ToString::to_string),
        field: it.change.field.to_string(),
        change: match it.change.kind {
            ValueChangeKind::Set => v1::DiffValueChange::Set,
            ValueChangeKind::Added => v1::DiffValueChange::Added,
            ValueChangeKind::Removed => v1::DiffValueChange::Removed,
            ValueChangeKind::Moved(_) => v1::DiffValueChange::Moved,
        },
        path: it.path().to_string(),
        from: it.moved_from().map(|from| from.to_string()),
        before: it.change.before.clone(),
        after: it.change.after.clone(),
        redacted: it.is_redacted,
    };
    v1::DiffItem {
        record: change.id.to_string(),
        renamed_from: change.renamed_from.as_ref().map(ToString::to_string),
        inspection: change.report.title.clone(),
        force: change.report.force.clone(),
        finding: change.finding.as_ref().map(ToString::to_string),
        kind: change.kind,
        sentence: change.sentence(),
        values: change.values.iter().map(value).collect(),
    }
}

fn role(kind: ChangeKind) -> Role {
    match kind {
        ChangeKind::Closed | ChangeKind::Answered => Role::Done,
        ChangeKind::Reopened => Role::Overdue,
        ChangeKind::Extended => Role::Soon,
        ChangeKind::New => Role::Strong,
        ChangeKind::OwnerChanged | ChangeKind::Corrected | ChangeKind::Other => Role::Plain,
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
