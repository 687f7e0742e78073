//! Automatic fixes.

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::evidence::{Found, StandIns};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::model::{Change, FieldPath, RecordId};
use crate::prose::counted;
use crate::rules::Diagnostic;
use crate::store::{ChangeSet, Lock, Store};
use crate::yaml::{self, EditError, LineIndex, Position};

/// A file with its fixes.
struct Mending {
    name: String,
    before: String,
    after: String,
    /// The fixes made, a line each.
    told: Vec<String>,
}

/// Shows the fixes, and returns the number of files.
pub(in crate::cli) fn show(ctx: &mut Context, found: &[Found]) -> Result<usize, Failure> {
    let mut files = 0;
    for found in found {
        let Some(mending) = mending(ctx, found) else { continue };
        ctx.draw_diff(&mending.name, &mending.before, &mending.after)?;
        files += 1;
    }
    Ok(files)
}

/// Fixes made so far, not yet written.
#[derive(Debug, Default)]
pub(in crate::cli) struct Mended {
    /// The fixed texts.
    pub(in crate::cli) texts: StandIns,
    /// The original texts.
    before: BTreeMap<RecordId, String>,
    told: Vec<String>,
}

impl Mended {
    /// Fixes the problems found, and returns how many.
    pub(in crate::cli) fn mend(&mut self, ctx: &mut Context, found: &[Found]) -> usize {
        let mut things = 0;
        for found in found {
            let Some(mending) = mending(ctx, found) else { continue };
            self.before.entry(found.id.clone()).or_insert(mending.before);
            self.texts.insert(found.id.clone(), Some(mending.after));
            things += mending.told.len();
            self.told.extend(mending.told);
        }
        things
    }

    /// Returns each fixed record with its original text.
    pub(in crate::cli) fn originals(&self) -> impl Iterator<Item = (&RecordId, &str)> {
        self.before.iter().map(|(id, text)| (id, text.as_str()))
    }

    /// Writes the fixed files, and lists each fix on the error stream.
    pub(in crate::cli) fn apply(self, ctx: &mut Context, store: &Store, lock: &Lock) -> Result<(), Failure> {
        let mut set = ChangeSet::of("validate --fix");
        let mut texts = self.texts;
        for (id, before) in self.before {
            let after = texts.remove(&id).flatten();
            set.put(id, Some(before), after);
        }
        if !set.is_empty() {
            store.apply(lock, &set)?;
        }
        for line in self.told {
            writeln!(ctx.err, "{line}")?;
        }
        Ok(())
    }
}

/// Returns as many fixes of a file as can be made without touching anything else, or `None`.
fn mending(ctx: &mut Context, found: &Found) -> Option<Mending> {
    let name = Store::name_of(found.id);
    let mut after = found.text.to_string();
    let mut told = Vec::new();
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
                ctx.tell(&Failure::new(error.clone(), format!("cannot fix {place}: {}", diagnostic.message)));
                continue;
            }
            Some(None) => continue,
            None => {}
        }
        told.push(format!("{place}: fixed {}: {}{}", diagnostic.rule.code, diagnostic.message, put(fix)));
    }
    let untried = refused.values().filter(|error| error.is_none()).count();
    if untried > 0 {
        let more = counted(untried, "more problem", "more problems");
        ctx.tell(&Failure::said(format!("{name}: {more} not fixed, because {MOST_REFUSED} before them could not be")));
    }
    (!told.is_empty()).then(|| Mending { name, before: found.text.to_string(), after, told })
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
