//! The response as it is published (`irr render`), in the order and with the labels of the printed form.

use std::borrow::Cow;

use serde_json::Value;

use crate::form::{self, FieldPrint, FormField, FormPart, Headings, headed, titles};
use crate::model::{Date, Finding, FindingKind, FindingState, Record, RecordId, SchemaVersion, Snapshot};
use crate::prose::lost_characters::in_a_line;
use crate::prose::{Prose, counted};
use crate::view::{Block, Cell, Fit, FormBox, Role, Table, TableColumn};

/// Which parts of the form are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormParts {
    /// Only the parts that the record has.
    Filled,
    /// The empty parts too, as a form to fill in.
    All,
}

/// A record as the published response to the report.
#[derive(Debug, Clone)]
pub struct ResponseForm<'a> {
    id: &'a RecordId,
    record: Cow<'a, Record>,
    headings: Headings,
    parts: FormParts,
    on: Date,
}

impl<'a> ResponseForm<'a> {
    /// Creates the form of a record as it stood on the snapshot's day.
    pub fn compute(id: &'a RecordId, snapshot: &'a Snapshot, parts: FormParts) -> Self {
        let on = snapshot.on();
        // Version 1 says elsewhere how a closing ended and when it did; a reader of the form looks for it with the closing.
        let record = match snapshot.record() {
            record if record.schema_version < SchemaVersion::LATEST => Cow::Owned(record.migrated()),
            record => Cow::Borrowed(record),
        };
        let title = record.chief_officer.as_ref().and_then(|officer| officer.title.as_deref());
        let headings = Headings::of(record.local_policing_body.kind, title);
        Self { id, record, headings, parts, on }
    }

    /// Returns the document's title.
    pub fn title(&self) -> String {
        in_a_line(&format!("{}: {}", self.headings.form(), self.record.inspection.title))
    }

    /// Returns the document's author: the holder of the office, and the office.
    pub fn author(&self) -> String {
        let body = &self.record.local_policing_body;
        let office = body.name.clone().unwrap_or_else(|| format!("{} for {}", body.kind.title(), self.record.force));
        in_a_line(&body.holder.as_ref().map_or(office.clone(), |holder| format!("{holder}, {office}")))
    }

    /// Returns the whole form, from top to bottom.
    pub fn blocks(&self) -> Vec<Block> {
        let record = &self.record;
        let mut page = FormPage { blocks: vec![Block::Heading(1, self.headings.form())], parts: self.parts };
        page.blocks.push(Block::Fields(self.cover()));
        page.words(2, Headings::SUMMARY, record.inspection.summary.as_ref());
        self.grades(&mut page);
        self.more_time(&mut page);
        for kind in FindingKind::ALL {
            self.findings(&mut page, *kind);
        }
        page.words(2, &self.headings.initial(), record.commissioner_initial_response.as_ref());
        self.chief_officers_response(&mut page);
        self.explanations(&mut page);
        page.words(2, &self.headings.overall(), record.commissioner_overall_comments.as_ref());
        self.done(&mut page);
        if !record.redactions.is_empty() {
            page.blocks.push(Block::Heading(2, Headings::REDACTIONS.to_owned()));
            page.table(None, form::REDACTIONS, &record.redactions);
        }
        if record.unplaced.is_some() {
            page.words(2, Headings::UNPLACED, record.unplaced.as_ref());
        }
        page.blocks
    }

    /// Returns the form to fill in: the findings, and a box for each text that is asked for.
    pub fn blocks_to_fill(&self) -> Vec<Block> {
        let block = |part| match part {
            FormPart::Heading(level, text) => Block::Heading(level, text),
            FormPart::Help(text) => Block::Paragraph(Cell::new(text, Role::Muted)),
            FormPart::Facts(rows) => Block::Fields(rows.into_iter().map(|(label, text)| (label, Cell::plain(text))).collect()),
            FormPart::Words(words) => Block::Prose(words),
            FormPart::Box { answer, label, words } => {
                Block::Box(FormBox { tag: answer.tag(self.id), name: answer.name(), label, prompt: form::PROMPT, words })
            }
        };
        form::to_fill(self.id, &self.record, self.on).into_iter().map(block).collect()
    }

    fn cover(&self) -> Vec<(&'static str, Cell)> {
        let value = value_of(&*self.record);
        let mut rows = Vec::new();
        for entry in form::COVER {
            // A form with its empty parts has these rows even without a value; the others appear only with one.
            let is_usual = matches!(entry.path, "force" | "inspection.title" | "inspection.inspectorates" | "inspection.kind");
            match entry.printed(&value) {
                Some(text) => rows.push((entry.label, Cell::plain(text))),
                None if is_usual && self.parts == FormParts::All => rows.push((entry.label, Cell::default())),
                None => {}
            }
            if entry.path == "force" {
                rows.extend(self.offices());
            }
            if entry.path == "inspection.published" {
                let last = self.record.response_due(Date::LAST).map(|day| Cell::plain(day.in_safe_words()));
                rows.extend(last.map(|last| (form::LAST_DAY, last)));
            }
        }
        // An empty mapping has to survive printing and importing, so it prints as one row without a value.
        if self.record.publication.as_ref().is_some_and(|publication| *publication == Default::default()) {
            rows.push(("Response published", Cell::default()));
        }
        // The same: an empty `duty_terms` must come back from an import.
        if self.record.duty_terms.as_ref().is_some_and(|terms| *terms == Default::default()) {
            rows.push(("Name of the duty", Cell::default()));
        }
        // The import reads this line: only in a print without empty parts does an empty part mean something.
        let format = if self.parts == FormParts::All { form::FORMAT_WITH_ALL_PARTS } else { form::FORMAT };
        rows.push((form::RECORD, Cell::plain(format!("{} ({format})", self.id))));
        rows
    }

    /// Returns the rows for the holders of the two offices. Their labels are the names of the offices.
    fn offices(&self) -> Vec<(&'static str, Cell)> {
        let holder = form::HOLDER.printed(&value_of(&self.record.local_policing_body)).unwrap_or_default();
        let mut rows = vec![(self.record.local_policing_body.kind.title(), Cell::plain(holder))];
        // Without a chief officer in the record a blank form still has a line for the name.
        let Some(officer) = &self.record.chief_officer else {
            if self.parts == FormParts::All {
                rows.push((form::CHIEF_OFFICERS_NAME.label, Cell::default()));
            }
            return rows;
        };
        // A usual title is the label of the row. An unusual one gets a row of its own, so that it is not lost.
        let label = |title: &str| form::CHIEF_OFFICERS.iter().find(|label| **label == title).copied();
        let label = officer.title.as_deref().and_then(label);
        let value = value_of(officer);
        rows.push((
            label.unwrap_or(form::CHIEF_OFFICERS_NAME.label),
            Cell::plain(form::CHIEF_OFFICERS_NAME.printed(&value).unwrap_or_default()),
        ));
        if label.is_none() {
            rows.extend(
                form::CHIEF_OFFICERS_TITLE.printed(&value).map(|title| (form::CHIEF_OFFICERS_TITLE.label, Cell::plain(title))),
            );
        }
        rows
    }

    fn grades(&self, page: &mut FormPage) {
        let grades = &self.record.inspection.grades;
        if !grades.is_empty() || self.parts == FormParts::All {
            page.blocks.push(Block::Heading(2, Headings::GRADES.to_owned()));
            page.table(None, form::GRADES, grades);
        }
    }

    fn more_time(&self, page: &mut FormPage) {
        let extensions = &self.record.response_extensions;
        if !extensions.is_empty() {
            page.blocks.push(Block::Heading(2, Headings::MORE_TIME.to_owned()));
            page.table(None, form::MORE_TIME, extensions);
        }
    }

    fn findings(&self, page: &mut FormPage, kind: FindingKind) {
        let findings = self.record.findings_of(kind);
        if findings.is_empty() && (self.parts == FormParts::Filled || kind == FindingKind::CauseOfConcern) {
            return;
        }
        page.blocks.push(Block::Heading(2, self.headings.findings(kind)));
        for (title, finding) in titles(kind, findings.iter().map(|finding| finding.printed.as_str())).into_iter().zip(findings) {
            page.blocks.push(Block::Heading(3, title));
            page.blocks.extend(finding.text.clone().map(Block::Prose));
            page.fields(self.facts(finding));
        }
    }

    /// Returns the fields below a finding's words, and its state on the day.
    fn facts(&self, finding: &Finding) -> Vec<(&'static str, Cell)> {
        let value = value_of(finding);
        let standing = FindingState::of(finding, self.on);
        let mut rows = Vec::new();
        for entry in form::FINDING {
            rows.extend(entry.printed(&value).map(|text| (entry.label, Cell::plain(text))));
            // Only an extended date needs a line of its own; otherwise the due date above is the date.
            let moved = standing.current_due.filter(|_| standing.slips > 0);
            match (entry.path, moved) {
                ("due_text", Some(day)) => rows.push((form::DATE_NOW, Cell::plain(day.in_safe_words()))),
                ("status", _) => {
                    let late = standing.days_overdue.map(|days| {
                        let days = counted(usize::try_from(days).unwrap_or(0), "day", "days");
                        format!("; overdue by {days} on {}", self.on.in_safe_words())
                    });
                    // A finding that is withheld or another body's gets a status line only if the record states one: irr
                    // would be guessing.
                    let is_told_always = finding.is_ours() && !finding.withheld;
                    let is_told = finding.status != Some(standing.status) && (is_told_always || finding.status.is_some());
                    if is_told || late.is_some() {
                        let text = format!("{}{}", standing.status.words(), late.unwrap_or_default());
                        rows.push((form::STATUS_NOW, Cell::plain(text)));
                    }
                }
                _ => {}
            }
        }
        rows
    }

    fn chief_officers_response(&self, page: &mut FormPage) {
        let response = self.record.chief_officer_response.as_ref();
        let answers: Vec<_> = self
            .titled()
            .into_iter()
            .filter_map(|(title, finding)| Some((title, finding.chief_officer_response.as_ref()?)))
            .collect();
        if response.is_none() && answers.is_empty() && self.parts == FormParts::Filled {
            return;
        }
        page.blocks.push(Block::Heading(2, self.headings.chief_officer()));
        page.blocks.extend(response.and_then(|response| response.overview.clone()).map(Block::Prose));
        for (title, answer) in answers {
            page.blocks.push(Block::Heading(3, headed(&title, answer.heading.as_deref())));
            page.blocks.extend(answer.text.clone().map(Block::Prose));
        }
        // An empty `chief_officer_response` must come back too; its heading below is all there is to print of it.
        let says_nothing = response.is_some_and(|response| *response == Default::default());
        let next_steps = response.and_then(|response| response.next_steps.as_ref());
        if says_nothing || next_steps.is_some() || self.parts == FormParts::All {
            page.blocks.push(Block::Heading(3, Headings::NEXT_STEPS.to_owned()));
            page.blocks.extend(next_steps.cloned().map(Block::Prose));
        }
        if let Some(closing) = response.and_then(|response| response.closing.clone()) {
            page.blocks.push(Block::Heading(3, Headings::CLOSING.to_owned()));
            page.blocks.push(Block::Prose(closing));
        }
    }

    fn explanations(&self, page: &mut FormPage) {
        let answers: Vec<_> = self
            .titled()
            .into_iter()
            .filter_map(|(title, finding)| Some((title, finding.commissioner_response.as_ref()?)))
            .collect();
        if answers.is_empty() {
            return;
        }
        page.blocks.push(Block::Heading(2, self.headings.explanations()));
        for (title, answer) in answers {
            page.blocks.push(Block::Heading(3, title));
            page.blocks.extend(answer.text.clone().map(Block::Prose));
            page.entries(form::ANSWER, answer);
        }
    }

    /// Appends the tracking of each finding: actions, extensions, escalation, progress, closing and verification. Published
    /// forms made without irr do not have this part.
    fn done(&self, page: &mut FormPage) {
        let start = page.blocks.len();
        for (title, finding) in self.titled() {
            let before = page.blocks.len();
            page.table(Some(Headings::ACTIONS), form::ACTIONS, &finding.actions);
            page.table(Some(Headings::EXTENSIONS), form::EXTENSIONS, &finding.extensions);
            page.table(Some(Headings::ACTION_EXTENSIONS), form::ACTION_EXTENSIONS, &extensions_of_actions(finding));
            page.table(Some(Headings::ESCALATION), form::ESCALATION, &finding.escalation);
            page.table(Some(Headings::PROGRESS), form::PROGRESS, &finding.progress);
            for closing in finding.closings() {
                page.blocks.push(Block::Heading(4, Headings::CLOSURE.to_owned()));
                page.entries(form::CLOSURE, closing);
            }
            for verification in finding.verified() {
                page.blocks.push(Block::Heading(4, Headings::VERIFICATION.to_owned()));
                page.entries(form::VERIFICATION, verification);
            }
            page.table(Some(Headings::REDACTIONS), form::REDACTIONS, &finding.redactions);
            if page.blocks.len() > before {
                // Inserted afterwards, so that findings without any tracking get no heading.
                page.blocks.insert(before, Block::Heading(3, title));
            }
        }
        if page.blocks.len() > start {
            // Inserted last, so that a form without any tracking has no such part.
            page.blocks.insert(start, Block::Heading(2, Headings::DONE.to_owned()));
        }
    }

    /// Returns every finding with its title, in the order of the record.
    fn titled(&self) -> Vec<(String, &Finding)> {
        FindingKind::ALL
            .iter()
            .flat_map(|kind| {
                let findings = self.record.findings_of(*kind);
                titles(*kind, findings.iter().map(|finding| finding.printed.as_str())).into_iter().zip(findings)
            })
            .collect()
    }
}

/// The page as far as it is built.
struct FormPage {
    blocks: Vec<Block>,
    parts: FormParts,
}

impl FormPage {
    /// Adds a section with one text; without a text only if empty parts are printed.
    fn words(&mut self, level: u8, heading: &str, text: Option<&Prose>) {
        if text.is_some() || self.parts == FormParts::All {
            self.blocks.push(Block::Heading(level, heading.to_owned()));
            self.blocks.extend(text.cloned().map(Block::Prose));
        }
    }

    fn fields(&mut self, rows: Vec<(&'static str, Cell)>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Fields(rows));
        }
    }

    fn entries(&mut self, entries: &'static [FormField], of: &impl serde::Serialize) {
        let value = value_of(of);
        self.fields(entries.iter().filter_map(|entry| Some((entry.label, Cell::plain(entry.printed(&value)?)))).collect());
    }

    /// Adds a table below a heading of its own; nothing if it has a heading but no rows.
    fn table<T: serde::Serialize>(&mut self, heading: Option<&str>, columns: &'static [FormField], rows: &[T]) {
        if rows.is_empty() && heading.is_some() {
            return;
        }
        self.blocks.extend(heading.map(|heading| Block::Heading(4, heading.to_owned())));
        let fit = |entry: &FormField| if matches!(entry.print, FieldPrint::Date) { Fit::Whole } else { Fit::Words };
        let rows: Vec<Value> = rows.iter().map(value_of).collect();
        // A column that is empty in every row only takes room.
        let columns: Vec<&FormField> =
            columns.iter().filter(|entry| rows.is_empty() || rows.iter().any(|row| row.get(entry.path).is_some())).collect();
        self.blocks.push(Block::Table(Table {
            columns: columns.iter().map(|entry| TableColumn { key: entry.path, title: entry.label, fit: fit(entry) }).collect(),
            rows: rows.iter().map(|row| columns.iter().map(|entry| cell(entry, row)).collect()).collect(),
        }));
    }
}

/// Returns the extensions of a finding's actions, each with the action's number.
fn extensions_of_actions(finding: &Finding) -> Vec<Value> {
    let numbered = (1u32..).zip(&finding.actions).flat_map(|(number, action)| {
        action.extensions.iter().map(move |extension| {
            let mut row = value_of(extension);
            row["action"] = number.into();
            row
        })
    });
    numbered.collect()
}

fn cell(entry: &FormField, row: &Value) -> Cell {
    match row.get(entry.path) {
        // Prose keeps its Markdown exactly, so that the import gives the same text.
        Some(Value::String(text)) if entry.is_prose() => Cell::prose(Prose::verbatim(text.as_str())),
        _ => Cell::plain(entry.printed(row).unwrap_or_default()),
    }
}

/// Serialises a part of a record, to look values up by key. This cannot fail: record files are written from the same types.
fn value_of(part: &impl serde::Serialize) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}
