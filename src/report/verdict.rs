//! What the rules say of the records.

use std::sync::Arc;

use super::export::{Export, v1};
use super::{Block, Cell, Mark, Role, Snippet, View};
use crate::model::{Date, counted};
use crate::rules::{Diagnostic, Severity};
use crate::yaml::Position;

/// A record's file with what is wrong in it.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The file as messages name it.
    pub path: String,
    /// Its text.
    pub text: Arc<str>,
    /// What is wrong, by line.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the rules say of the records that were looked at.
#[derive(Debug, Clone)]
pub struct Verdict {
    on: Date,
    records: usize,
    judged: Vec<Judged>,
}

impl Verdict {
    /// The verdict on `records` records, of which `judged` are those with something wrong.
    pub fn compute(judged: Vec<Judged>, records: usize, on: Date) -> Self {
        Self { on, records, judged }
    }

    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.judged.iter().flat_map(|file| &file.diagnostics).filter(|diagnostic| diagnostic.rule.severity == severity).count()
    }
}

impl View for Verdict {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = self
            .judged
            .iter()
            .flat_map(|file| file.diagnostics.iter().map(|diagnostic| Block::Snippet(snippet(file, diagnostic))))
            .collect();
        let records = counted(self.records, "record", "records");
        let (errors, warnings) = (self.errors(), self.warnings());
        let sentence = match (errors, warnings) {
            (0, 0) => Cell::new(format!("{records}: nothing wrong."), Role::Done),
            _ => {
                let role = if errors > 0 { Role::Overdue } else { Role::Soon };
                let errors = counted(errors, "error", "errors");
                Cell::new(format!("{errors} and {} in {records}.", counted(warnings, "warning", "warnings")), role)
            }
        };
        blocks.push(Block::Paragraph(sentence));
        blocks
    }

    fn export(&self) -> Export {
        Export::Validate(v1::Validate {
            schema: "irr.validate/1",
            as_of: self.on,
            records: self.records,
            errors: self.errors(),
            warnings: self.warnings(),
            items: self
                .judged
                .iter()
                .flat_map(|file| file.diagnostics.iter().map(|diagnostic| breach(file, diagnostic)))
                .collect(),
        })
    }
}

fn snippet(file: &Judged, diagnostic: &Diagnostic) -> Snippet {
    let mark = |span, label| Mark { span, position: Position::of(&file.text, span.start), label };
    let second = diagnostic.related.as_ref().map(|related| mark(related.span, Some(related.message.clone())));
    Snippet {
        code: diagnostic.rule.code,
        is_error: diagnostic.rule.severity == Severity::Error,
        message: diagnostic.message.clone(),
        path: file.path.clone(),
        source: file.text.clone(),
        marks: std::iter::once(mark(diagnostic.span, None)).chain(second).collect(),
        help: diagnostic.help.clone(),
    }
}

fn breach(file: &Judged, diagnostic: &Diagnostic) -> v1::Breach {
    let start = Position::of(&file.text, diagnostic.span.start);
    let end = Position::of(&file.text, diagnostic.span.end);
    v1::Breach {
        rule: diagnostic.rule.code,
        severity: diagnostic.rule.severity.as_str(),
        path: file.path.clone(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        field: diagnostic.at.to_string(),
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        related: diagnostic.related.as_ref().map(|related| {
            let Position { line, column } = Position::of(&file.text, related.span.start);
            v1::RelatedPlace { line, column, message: related.message.clone() }
        }),
    }
}
