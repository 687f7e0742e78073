//! What the rules say of the records.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::export::{Export, v1};
use super::manual::card;
use super::{Block, Cell, Mark, Role, Snippet, View};
use crate::model::{Date, counted};
use crate::rules::{Diagnostic, Rule, Severity};
use crate::yaml::Position;

/// A record's file with what is wrong in it.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The file as messages name it.
    pub path: String,
    /// Its text.
    pub text: Arc<str>,
    /// What is wrong, by line, each with the name that its field has wherever it moves to: `R4.due`.
    pub diagnostics: Vec<(Diagnostic, String)>,
}

/// What the rules say of the records that were looked at.
#[derive(Debug, Clone)]
pub struct Verdict {
    on: Date,
    records: usize,
    judged: Vec<Judged>,
    known: usize,
    prefix: String,
}

impl Verdict {
    /// The verdict on `records` records, of which `judged` are those with something wrong.
    pub fn compute(judged: Vec<Judged>, records: usize, on: Date) -> Self {
        Self { on, records, judged, known: 0, prefix: String::new() }
    }

    /// The same, with so many faults left out that a baseline knows.
    pub fn without_known(self, known: usize) -> Self {
        Self { known, ..self }
    }

    /// The same, for a store that stands at `prefix` in its repository (`""`, or `policing/`).
    pub fn of_store_at(self, prefix: String) -> Self {
        Self { prefix, ..self }
    }

    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.count(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        self.count(|diagnostic| diagnostic.severity == Severity::Warning)
    }

    fn count(&self, is_meant: impl Fn(&Diagnostic) -> bool) -> usize {
        self.judged.iter().flat_map(|file| &file.diagnostics).filter(|(diagnostic, _)| is_meant(diagnostic)).count()
    }

    /// Each breach as machines get it, by file and line.
    pub fn breaches(&self) -> Vec<v1::Breach> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let of_file = |file: &Judged| file.diagnostics.iter().map(|found| breach(file, found)).collect::<Vec<_>>();
        let mut breaches: Vec<v1::Breach> = self.judged.iter().flat_map(of_file).collect();
        for breach in &mut breaches {
            // The same twice in one file is two.
            let times = seen.entry(breach.fingerprint.clone()).or_default();
            *times += 1;
            if *times > 1 {
                breach.fingerprint.push_str(&format!(" #{times}"));
            }
        }
        breaches
    }

    /// What is said of each rule that is broken, in the order of the rules' page.
    pub fn cards(&self) -> Vec<v1::RuleCard> {
        let broken = |rule: &&Rule| self.count(|diagnostic| diagnostic.rule.code == rule.code) > 0;
        crate::rules::all().filter(broken).map(card).collect()
    }

    /// Where the store stands in its repository: before every path that a forge is told.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The verdict in a sentence.
    pub fn sentence(&self) -> Cell {
        let records = counted(self.records, "record", "records");
        let (errors, warnings) = (self.errors(), self.warnings());
        let known = match self.known {
            0 => String::new(),
            known => format!(" The baseline knows {} more.", counted(known, "fault", "faults")),
        };
        let mendable = match self.count(|diagnostic| diagnostic.fix.is_some()) {
            0 => String::new(),
            mendable => format!(" `irr validate --fix` mends {mendable} of them."),
        };
        if (errors, warnings) == (0, 0) {
            return Cell::new(format!("{records}: nothing wrong.{known}"), Role::Done);
        }
        let role = if errors > 0 { Role::Overdue } else { Role::Soon };
        let errors = counted(errors, "error", "errors");
        Cell::new(format!("{errors} and {} in {records}.{mendable}{known}", counted(warnings, "warning", "warnings")), role)
    }
}

impl View for Verdict {
    fn blocks(&self) -> Vec<Block> {
        let snippets =
            |file: &Judged| file.diagnostics.iter().map(|(found, _)| Block::Snippet(snippet(file, found))).collect::<Vec<_>>();
        let mut blocks: Vec<Block> = self.judged.iter().flat_map(snippets).collect();
        blocks.push(Block::Paragraph(self.sentence()));
        blocks
    }

    fn export(&self) -> Export {
        Export::Validate(v1::Validate {
            schema: "irr.validate/1",
            as_of: self.on,
            records: self.records,
            errors: self.errors(),
            warnings: self.warnings(),
            known: self.known,
            items: self.breaches(),
        })
    }
}

fn snippet(file: &Judged, diagnostic: &Diagnostic) -> Snippet {
    let mark = |span, label| Mark { span, position: Position::of(&file.text, span.start), label };
    let second = diagnostic.related.as_ref().map(|related| mark(related.span, Some(related.message.clone())));
    Snippet {
        code: diagnostic.rule.code,
        is_error: diagnostic.severity == Severity::Error,
        message: diagnostic.message.clone(),
        path: file.path.clone(),
        source: file.text.clone(),
        marks: std::iter::once(mark(diagnostic.span, None)).chain(second).collect(),
        help: diagnostic.help.clone(),
    }
}

fn breach(file: &Judged, (diagnostic, field): &(Diagnostic, String)) -> v1::Breach {
    let start = Position::of(&file.text, diagnostic.span.start);
    let end = Position::of(&file.text, diagnostic.span.end);
    v1::Breach {
        rule: diagnostic.rule.code,
        severity: diagnostic.severity.as_str(),
        path: file.path.clone(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        field: diagnostic.at.to_string(),
        fixable: diagnostic.fix.is_some(),
        fingerprint: format!("{} {} {field} {}", file.path, diagnostic.rule.code, diagnostic.message),
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        related: diagnostic.related.as_ref().map(|related| {
            let Position { line, column } = Position::of(&file.text, related.span.start);
            v1::RelatedPlace { line, column, message: related.message.clone() }
        }),
    }
}
