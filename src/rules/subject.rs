//! What a rule is handed: one record, the whole store, and somewhere to report.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::{Diagnostic, Related, Rule};
use crate::model::{Date, FieldPath, FindingLink, Record, RecordId};
use crate::yaml::{Fault, Span, Tree};

/// One record as it was read.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// Its id.
    pub id: &'a RecordId,
    /// The record, or the faults that keep its text from being one.
    pub parsed: &'a Result<Record, Vec<Fault>>,
    /// Everything wrong with the text itself: what [`inspect`](crate::yaml::inspect) found.
    pub faults: &'a [Fault],
    /// Its text. Asked for only where a rule has something to say, so that a store of good records need not be kept in memory twice.
    pub text: &'a (dyn Fn() -> Arc<str> + Sync),
}

impl<'a> Subject<'a> {
    /// The record, where it can be read.
    pub fn record(&self) -> Option<&'a Record> {
        self.parsed.as_ref().ok()
    }
}

/// Every record of the store, for the rules that look beyond one.
///
/// Hash maps, for ten thousand records are looked up in them and no order of theirs is ever told.
#[derive(Debug, Default)]
pub struct Whole<'a> {
    records: HashMap<&'a RecordId, Option<&'a Record>>,
    same: HashMap<(&'a str, &'a str, Date), Vec<&'a RecordId>>,
    stems: HashMap<&'a str, &'a RecordId>,
    folders: HashMap<&'a str, Vec<&'a RecordId>>,
}

impl<'a> Whole<'a> {
    /// The store of these records; one that cannot be read is known by its id.
    pub fn of(subjects: impl IntoIterator<Item = Subject<'a>>) -> Self {
        let mut whole = Self::default();
        for subject in subjects {
            if let Some(record) = subject.record() {
                whole.same.entry(key(record)).or_default().push(subject.id);
            }
            whole.stems.insert(subject.id.stem(), subject.id);
            whole.folders.entry(subject.id.folder()).or_default().push(subject.id);
            whole.records.insert(subject.id, subject.record());
        }
        whole
    }

    /// Whether the store has a record of that id, readable or not.
    pub fn has(&self, id: &RecordId) -> bool {
        self.records.contains_key(id)
    }

    /// The id that was most likely meant by one that is not there: the same file in another folder, or the same day or subject in the same.
    pub fn nearest(&self, id: &RecordId) -> Option<&'a RecordId> {
        if let Some(elsewhere) = self.stems.get(id.stem()) {
            return Some(elsewhere);
        }
        let (folder, day, subject) = id.parts();
        let here = self.folders.get(folder)?.iter().copied();
        here.filter(|other| other.parts().1 == day || other.parts().2 == subject).min_by_key(|other| distance(id, other))
    }

    /// Whether a link that stands in `from` leads to a finding; yes where the other record cannot be read.
    pub fn resolves(&self, link: &FindingLink, from: &RecordId) -> bool {
        match self.records.get(link.record.as_ref().unwrap_or(from)) {
            None => false,
            Some(None) => true,
            Some(Some(record)) => record.finding(&link.finding).is_some(),
        }
    }

    /// Every id of a record with the same force, title and day of publication, `record`'s own among them.
    pub fn same_as<'b>(&'b self, record: &'b Record) -> &'b [&'b RecordId] {
        self.same.get(&key(record)).map_or(&[], Vec::as_slice)
    }
}

fn distance(one: &RecordId, two: &RecordId) -> usize {
    strsim::levenshtein(one.as_str(), two.as_str())
}

fn key(record: &Record) -> (&str, &str, Date) {
    (record.force.as_str(), record.inspection.title.as_str(), record.inspection.published)
}

/// Where rules report; it knows how to find a field's place in the text, and only looks when a rule has something to say.
pub struct Report<'a> {
    subject: Subject<'a>,
    tree: OnceCell<Option<Tree>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Report<'a> {
    pub(super) fn new(subject: &Subject<'a>) -> Self {
        Self { subject: *subject, tree: OnceCell::new(), diagnostics: Vec::new() }
    }

    /// Reports a breach at a field.
    pub fn at(&mut self, rule: &'static Rule, at: FieldPath, message: String, help: impl Into<Option<String>>) {
        let span = self.locate(&at);
        self.diagnostics.push(Diagnostic { rule, at, span, message, help: help.into(), related: None });
    }

    /// Reports a breach where two fields clash; `other` is the second, with what stands there.
    pub fn clash(&mut self, rule: &'static Rule, at: FieldPath, message: String, help: String, other: (FieldPath, String)) {
        let (span, second) = (self.locate(&at), self.locate(&other.0));
        let related = Some(Related { span: second, message: other.1 });
        self.diagnostics.push(Diagnostic { rule, at, span, message, help: Some(help), related });
    }

    /// Reports a fault that the reader of the text found.
    pub fn fault(&mut self, rule: &'static Rule, fault: Fault) {
        self.diagnostics.push(Diagnostic {
            rule,
            at: fault.at,
            span: fault.span,
            message: fault.message,
            help: fault.help,
            related: fault.related.map(|(span, message)| Related { span, message }),
        });
    }

    fn locate(&self, at: &FieldPath) -> Span {
        let tree = self.tree.get_or_init(|| Tree::of(&(self.subject.text)()).ok());
        tree.as_ref().map_or(Span::default(), |tree| tree.locate(at))
    }

    pub(super) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by(|one, two| {
            (one.span.start, one.rule.code, &one.message).cmp(&(two.span.start, two.rule.code, &two.message))
        });
        self.diagnostics
    }
}
