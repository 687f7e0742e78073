//! The result of `irr validate`: all problems, limited to what can be listed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Date, FindingRef, RecordId};
use crate::prose::counted;
use crate::query::ShortIds;
use crate::rules::{Diagnostic, Rule, Severity, remedy};
use crate::view::export::v1;
use crate::view::manual::card;
use crate::view::{Block, Cell, Export, Role, Snippet, SnippetMark, View};
use crate::yaml::{LineIndex, Position, Span};

/// A record's file with its problems.
#[derive(Debug, Clone)]
pub struct FileProblems {
    /// The record's id; `None` for the settings.
    pub id: Option<RecordId>,
    /// The file's path as messages show it.
    pub path: String,
    /// The file's text.
    pub text: Arc<str>,
    /// The problems by line, each with a name for its field that does not depend on its position: `R4.due`.
    pub diagnostics: Vec<(Diagnostic, String)>,
}

/// Which problems of a file are listed.
#[derive(Debug, Clone)]
struct ListedProblems {
    lines: LineIndex,
    /// The indexes of the listed problems, in order.
    places: Vec<usize>,
    /// The number of problems that are only counted.
    more: usize,
}

/// A problem in words, without the place in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemInWords {
    /// Whether it is an error rather than a warning.
    pub is_error: bool,
    /// The record's short id, or the file's name.
    pub record: String,
    /// What is wrong.
    pub message: String,
    /// The command that fixes it.
    pub remedy: String,
}

/// The most problems listed for one record. A record of sixty findings with ten problems each is still listed whole.
const MOST_OF_A_RECORD: usize = 1000;

/// The most problems listed in all. Code forges show fewer, and nobody reads more.
const MOST_IN_ALL: usize = 10_000;

/// The result of checking the records.
#[derive(Debug, Clone)]
pub struct ValidationReport {
    on: Date,
    records: usize,
    judged: Vec<FileProblems>,
    /// What is listed of each file in `judged`.
    listed: Vec<ListedProblems>,
    known: usize,
    prefix: String,
    ids: ShortIds,
}

impl ValidationReport {
    /// Creates the result for `records` checked records, of which `judged` are those with problems.
    pub fn compute(judged: Vec<FileProblems>, records: usize, on: Date) -> Self {
        let listed = listed(&judged);
        Self { on, records, judged, listed, known: 0, prefix: String::new(), ids: ShortIds::default() }
    }

    /// Sets how many known problems, listed in a baseline, were left out.
    pub fn without_known(self, known: usize) -> Self {
        Self { known, ..self }
    }

    /// Sets the store's path inside its repository (`""` or `policing/`).
    pub fn of_store_at(self, prefix: String) -> Self {
        Self { prefix, ..self }
    }

    /// Sets the short names of records.
    pub fn with_short_ids(self, ids: ShortIds) -> Self {
        Self { ids, ..self }
    }

    /// Returns the number of errors.
    pub fn errors(&self) -> usize {
        self.count(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns the number of warnings.
    pub fn warnings(&self) -> usize {
        self.count(|diagnostic| diagnostic.severity == Severity::Warning)
    }

    fn count(&self, is_meant: impl Fn(&Diagnostic) -> bool) -> usize {
        let all = self.judged.iter().flat_map(|file| &file.diagnostics).map(|(diagnostic, _)| diagnostic);
        // One diagnostic can stand for more of the same kind; see `Diagnostic::more`.
        all.filter(|diagnostic| is_meant(diagnostic)).map(|diagnostic| 1 + diagnostic.more).sum()
    }

    /// Returns the files with problems that are not listed, and how many; errors are listed before warnings.
    pub fn not_listed(&self) -> impl Iterator<Item = (&str, usize)> {
        let files = self.judged.iter().zip(&self.listed).filter(|(_, listed)| listed.more > 0);
        files.map(|(file, listed)| (file.path.as_str(), listed.more))
    }

    /// Returns the number of unlisted problems in words.
    pub fn more_in_words(more: usize) -> String {
        format!("and {} not listed", counted(more, "more problem is", "more problems are"))
    }

    /// Returns a sentence about unlisted problems; `None` if all are listed.
    pub fn not_listed_in_words(&self) -> Option<String> {
        let files: Vec<(&str, usize)> = self.not_listed().collect();
        let all: usize = files.iter().map(|(_, more)| more).sum();
        let problems = Self::more_in_words(all);
        match &files[..] {
            [] => None,
            [(path, _)] => Some(format!("{problems}, in {path}: fix these first")),
            _ => Some(format!("{problems}, in {} files: fix these first", files.len())),
        }
    }

    /// Returns the listed problems for the JSON and the forges, by file and line.
    pub fn breaches(&self) -> Vec<v1::ProblemJson> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let files = self.judged.iter().zip(&self.listed);
        let mut breaches: Vec<v1::ProblemJson> = files
            .flat_map(|(file, listed)| listed.places.iter().map(|place| breach(file, &listed.lines, &file.diagnostics[*place])))
            .collect();
        for breach in &mut breaches {
            // The same problem twice in one file needs two fingerprints, or a forge would drop one.
            let times = seen.entry(breach.fingerprint.clone()).or_default();
            *times += 1;
            if *times > 1 {
                breach.fingerprint.push_str(&format!(" #{times}"));
            }
        }
        breaches
    }

    /// Returns the listed problems in words, errors first.
    pub fn in_words(&self) -> Vec<ProblemInWords> {
        let files = self.judged.iter().zip(&self.listed);
        let all = files.flat_map(|(file, listed)| listed.places.iter().map(move |place| (file, &file.diagnostics[*place])));
        let mut problems: Vec<ProblemInWords> = all.map(|(file, found)| in_words(file, found, &self.ids)).collect();
        problems.sort_by_key(|problem| !problem.is_error);
        problems
    }

    /// Returns the descriptions of the broken rules, in the order of the rules' page.
    pub fn cards(&self) -> Vec<v1::RuleCard> {
        let broken = |rule: &&Rule| self.count(|diagnostic| diagnostic.rule.code == rule.code) > 0;
        crate::rules::all().filter(broken).map(card).collect()
    }

    /// Returns the store's path inside its repository. Forges need it before every path.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Returns the result in one sentence.
    pub fn sentence(&self) -> Cell {
        let records = counted(self.records, "record", "records");
        let (errors, warnings) = (self.errors(), self.warnings());
        let known = match self.known {
            0 => String::new(),
            known => format!(" Not shown: {} of the baseline.", counted(known, "known problem", "known problems")),
        };
        let fixable = match self.count(|diagnostic| diagnostic.fix.is_some()) {
            0 => String::new(),
            fixable => format!(" `irr validate --fix` fixes {fixable} of them."),
        };
        if (errors, warnings) == (0, 0) {
            return Cell::new(format!("{records}: no problems.{known}"), Role::Done);
        }
        let role = if errors > 0 { Role::Overdue } else { Role::Soon };
        let errors = counted(errors, "error", "errors");
        Cell::new(format!("{errors} and {} in {records}.{fixable}{known}", counted(warnings, "warning", "warnings")), role)
    }
}

impl View for ValidationReport {
    fn blocks(&self) -> Vec<Block> {
        let files = self.judged.iter().zip(&self.listed);
        let mut blocks: Vec<Block> = files
            .flat_map(|(file, listed)| {
                let found = |place: &usize| Block::Snippet(snippet(file, &listed.lines, &file.diagnostics[*place].0));
                listed.places.iter().map(found)
            })
            .collect();
        if let Some(more) = self.not_listed_in_words() {
            blocks.push(Block::Paragraph(Cell::new(more, Role::Strong)));
        }
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
            not_listed: self.not_listed().map(|(_, more)| more).sum(),
            items: self.breaches(),
        })
    }
}

/// Chooses what to list: all files' errors before any warnings, and the first of each.
fn listed(judged: &[FileProblems]) -> Vec<ListedProblems> {
    let is_error = |found: &(Diagnostic, String)| found.0.severity == Severity::Error;
    let mut chosen: Vec<Vec<usize>> = vec![Vec::new(); judged.len()];
    let mut room = MOST_IN_ALL;
    // All errors of all files come before any warning, so that the limit never hides an error behind warnings.
    for errors in [true, false] {
        for (file, chosen) in judged.iter().zip(&mut chosen) {
            let of_kind = file.diagnostics.iter().enumerate().filter(|(_, found)| is_error(found) == errors);
            let before = chosen.len();
            chosen.extend(of_kind.map(|(place, _)| place).take(room.min(MOST_OF_A_RECORD - before)));
            room -= chosen.len() - before;
        }
    }
    let of_file = |(file, mut places): (&FileProblems, Vec<usize>)| {
        // Errors were chosen first, but people and editors read problems in the order of the file.
        places.sort_unstable();
        let all: usize = file.diagnostics.iter().map(|(diagnostic, _)| 1 + diagnostic.more).sum();
        ListedProblems { lines: LineIndex::new(&file.text), more: all - places.len(), places }
    };
    judged.iter().zip(chosen).map(of_file).collect()
}

fn snippet(file: &FileProblems, lines: &LineIndex, diagnostic: &Diagnostic) -> Snippet {
    let mark = |span: Span, label| SnippetMark { span, position: lines.position(&file.text, span.start), label };
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

fn in_words(file: &FileProblems, (diagnostic, field): &(Diagnostic, String), ids: &ShortIds) -> ProblemInWords {
    let reference = field.split('.').next().and_then(|name| name.parse::<FindingRef>().ok());
    let record = file.id.as_ref().map(|id| ids.record(id));
    let finding = file.id.as_ref().zip(reference).map(|(id, reference)| ids.finding(id, &reference));
    ProblemInWords {
        is_error: diagnostic.severity == Severity::Error,
        record: record.unwrap_or(&file.path).to_owned(),
        message: diagnostic.message.clone(),
        remedy: remedy(diagnostic, record, finding.as_deref()),
    }
}

fn breach(file: &FileProblems, lines: &LineIndex, (diagnostic, field): &(Diagnostic, String)) -> v1::ProblemJson {
    let start = lines.position(&file.text, diagnostic.span.start);
    let end = lines.position(&file.text, diagnostic.span.end);
    v1::ProblemJson {
        rule: diagnostic.rule.code,
        severity: diagnostic.severity.as_str(),
        path: file.path.clone(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        field: diagnostic.at.to_string(),
        fixable: diagnostic.fix.is_some(),
        // No line, no day and no sentence: a forge has to recognise the problem after the file was edited or the message
        // reworded.
        fingerprint: format!("{} {} {field} {}", file.path, diagnostic.rule.code, diagnostic.subject).trim_end().to_owned(),
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        related: diagnostic.related.as_ref().map(|related| {
            let Position { line, column } = lines.position(&file.text, related.span.start);
            v1::RelatedPlace { line, column, message: related.message.clone() }
        }),
    }
}
