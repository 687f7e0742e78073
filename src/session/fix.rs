//! Automatic fixes of problems (`irr validate --fix`).

use std::collections::BTreeMap;

use crate::model::{Change, FieldPath, RecordId};
use crate::prose::counted;
use crate::rules::Diagnostic;
use crate::session::SessionError;
use crate::session::check::{CheckedRecord, Replacements};
use crate::store::{ChangeSet, Lock, Store};
use crate::yaml::{self, EditError, LineIndex, Position};

/// A file with its fixes.
pub struct FixedFile {
    /// The path of the file, from the root of the store.
    pub name: String,
    /// The original text.
    pub before: String,
    /// The fixed text.
    pub after: String,
    /// The fixes made, a line each.
    pub fixed: Vec<String>,
    /// The fixes that could not be made.
    pub refused: Vec<SessionError>,
}

/// Fixes made so far, not yet written.
#[derive(Debug, Default)]
pub struct Fixes {
    /// The fixed texts.
    pub texts: Replacements,
    /// The original texts.
    before: BTreeMap<RecordId, String>,
}

impl Fixes {
    /// Adds a fixed file.
    pub fn add(&mut self, id: &RecordId, file: FixedFile) {
        self.before.entry(id.clone()).or_insert(file.before);
        self.texts.insert(id.clone(), Some(file.after));
    }

    /// Returns each fixed record with its original text.
    pub fn originals(&self) -> impl Iterator<Item = (&RecordId, &str)> {
        self.before.iter().map(|(id, text)| (id, text.as_str()))
    }

    /// Writes the fixed files.
    ///
    /// # Errors
    /// Fails if a file cannot be written, or was changed meanwhile; then none is changed.
    pub fn apply(self, store: &Store, lock: &Lock) -> Result<(), SessionError> {
        let mut set = ChangeSet::of("validate --fix");
        let mut texts = self.texts;
        for (id, before) in self.before {
            let after = texts.remove(&id).flatten();
            set.put(id, Some(before), after);
        }
        if !set.is_empty() {
            store.apply(lock, &set)?;
        }
        Ok(())
    }
}

/// Makes as many fixes of a file as can be made without touching anything else.
pub fn fix(found: &CheckedRecord) -> FixedFile {
    let name = Store::name_of(found.id());
    let mut after = found.text.to_string();
    let (mut fixed, mut errors) = (Vec::new(), Vec::new());
    let mut fixes: Vec<(&Diagnostic, &Change)> = Vec::new();
    // Two rules may suggest the same fix; comparing within a field keeps this fast.
    let mut by_place: BTreeMap<&FieldPath, Vec<&Change>> = BTreeMap::new();
    for diagnostic in &found.diagnostics {
        let Some(fix) = diagnostic.fix.as_ref() else { continue };
        let there = by_place.entry(fix.at()).or_default();
        if !there.contains(&fix) {
            there.push(fix);
            fixes.push((diagnostic, fix));
        }
    }
    // Reordering changes the paths of other fixes, so it comes last.
    fixes.sort_by_key(|(_, fix)| matches!(fix, Change::Reorder { .. }));
    // Usually all can be made together; otherwise as many as possible.
    let all: Vec<&Change> = fixes.iter().map(|(_, fix)| *fix).collect();
    let lines = LineIndex::new(&found.text);
    let place = |diagnostic: &Diagnostic| {
        let Position { line, column } = lines.position(&found.text, diagnostic.span.start);
        format!("{name}:{line}:{column}")
    };
    let refused = if all.is_empty() { BTreeMap::new() } else { made(&mut after, &all) };
    for (at, (diagnostic, fix)) in fixes.iter().enumerate() {
        let place = place(diagnostic);
        match refused.get(&at) {
            Some(Some(error)) => {
                errors.push(SessionError::new(error.clone(), format!("cannot fix {place}: {}", diagnostic.message)));
                continue;
            }
            Some(None) => continue,
            None => {}
        }
        fixed.push(format!("{place}: fixed {}: {}{}", diagnostic.rule.code, diagnostic.message, put(fix)));
    }
    let untried = refused.values().filter(|error| error.is_none()).count();
    if untried > 0 {
        let more = counted(untried, "more problem", "more problems");
        let message = format!("{name}: {more} not fixed, because {MOST_REFUSED} before them could not be");
        errors.push(SessionError::because(message));
    }
    FixedFile { name, before: found.text.to_string(), after, fixed, refused: errors }
}

/// Stops looking after this many failing fixes, because each costs several parses of the text.
const MOST_REFUSED: usize = 20;

/// Makes the changes in the text: all together, or by halves if some fail, so that a few failures cost few parses.
///
/// Returns the failing changes with the reason, or `None` if they were not tried after too many failures.
fn made(text: &mut String, changes: &[&Change]) -> BTreeMap<usize, Option<EditError>> {
    let mut refused = BTreeMap::new();
    let whole = 0..changes.len();
    let mut stretches = vec![whole];
    while let Some(stretch) = stretches.pop() {
        if refused.len() >= MOST_REFUSED {
            refused.extend(stretch.map(|at| (at, None)));
            continue;
        }
        match edited(text, &changes[stretch.clone()]) {
            Ok(after) => *text = after,
            Err(error) if stretch.len() == 1 => drop(refused.insert(stretch.start, Some(error))),
            Err(_) => {
                let middle = stretch.start + stretch.len() / 2;
                stretches.push(middle..stretch.end);
                stretches.push(stretch.start..middle);
            }
        }
    }
    refused
}

/// Returns the changed text, unless a readable record would become unreadable.
fn edited(text: &str, changes: &[&Change]) -> Result<String, EditError> {
    let after = yaml::edit(text, changes)?;
    let spoilt = yaml::parse(text).is_ok() && yaml::parse(&after).is_err();
    if spoilt {
        Err(EditError::Entangled { at: changes.first().map(|change| change.at().clone()).unwrap_or_default() })
    } else {
        Ok(after)
    }
}

/// Describes the new value.
fn put(change: &Change) -> String {
    match change {
        Change::Set { value, .. } => format!("; now {:?}", value.as_str()),
        Change::Insert { at, value, .. } => format!("; now `{}: {}`", at.last_key().unwrap_or(""), value.as_str()),
        Change::Reorder { .. } => "; now in order".to_owned(),
    }
}
