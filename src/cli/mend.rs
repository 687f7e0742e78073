//! What can be mended without asking anybody, mended.

use std::collections::BTreeMap;
use std::io::Write;

use super::context::Context;
use super::evidence::{Found, StandIns};
use super::failure::Failure;
use crate::model::{Change, RecordId};
use crate::rules::Diagnostic;
use crate::store::{ChangeSet, Lock, Store};
use crate::yaml::{self, EditError, Position};

/// A file with what is mended in it.
struct Mending {
    name: String,
    before: String,
    after: String,
    /// What was mended, a line each.
    told: Vec<String>,
}

/// Shows what would be mended, and says in how many files.
pub(super) fn show(ctx: &mut Context, found: &[Found]) -> Result<usize, Failure> {
    let mut files = 0;
    for found in found {
        let Some(mending) = mending(ctx, found) else { continue };
        ctx.draw_diff(&mending.name, &mending.before, &mending.after)?;
        files += 1;
    }
    Ok(files)
}

/// What has been mended so far, and not yet written.
#[derive(Debug, Default)]
pub(super) struct Mended {
    /// The mended texts.
    pub(super) texts: StandIns,
    /// What each was.
    before: BTreeMap<RecordId, String>,
    told: Vec<String>,
}

impl Mended {
    /// Mends what was found in these texts, and says how many things that were.
    pub(super) fn mend(&mut self, ctx: &mut Context, found: &[Found]) -> usize {
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

    /// Each mended record with the text that it had.
    pub(super) fn originals(&self) -> impl Iterator<Item = (&RecordId, &str)> {
        self.before.iter().map(|(id, text)| (id, text.as_str()))
    }

    /// Writes what was mended, and tells each thing on the error stream.
    pub(super) fn apply(self, ctx: &mut Context, store: &Store, lock: &Lock) -> Result<(), Failure> {
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

/// What is mended in a file: as much as can be without touching anything else. `None` where that is nothing.
fn mending(ctx: &mut Context, found: &Found) -> Option<Mending> {
    let name = Store::name_of(found.id);
    let mut after = found.text.to_string();
    let mut told = Vec::new();
    let mut fixes: Vec<(&Diagnostic, &Change)> = Vec::new();
    for diagnostic in &found.diagnostics {
        // Two rules may want the same.
        if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fixes.iter().all(|(_, other)| other != fix)) {
            fixes.push((diagnostic, fix));
        }
    }
    // Moving items makes other paths point elsewhere, so it comes last.
    fixes.sort_by_key(|(_, fix)| matches!(fix, Change::Reorder { .. }));
    // Together where they can be made together, which is nearly always; else one by one, as many as can.
    let all: Vec<&Change> = fixes.iter().map(|(_, fix)| *fix).collect();
    let together = edited(&after, &all).ok();
    for (diagnostic, fix) in fixes {
        let Position { line, column } = Position::of(&found.text, diagnostic.span.start);
        let place = format!("{name}:{line}:{column}");
        if together.is_none() {
            match edited(&after, &[fix]) {
                Ok(text) => after = text,
                Err(error) => {
                    ctx.tell(&Failure::new(error, format!("cannot mend {place}: {}", diagnostic.message)));
                    continue;
                }
            }
        }
        told.push(format!("{place}: mended {}: {}{}", diagnostic.rule.code, diagnostic.message, put(fix)));
    }
    let after = together.unwrap_or(after);
    (!told.is_empty()).then(|| Mending { name, before: found.text.to_string(), after, told })
}

/// The text with changes; a record that could be read can be read still.
fn edited(text: &str, changes: &[&Change]) -> Result<String, EditError> {
    let after = yaml::edit(text, changes)?;
    let spoilt = yaml::parse(text).is_ok() && yaml::parse(&after).is_err();
    if spoilt {
        Err(EditError::Entangled { at: changes.first().map(|change| change.at().clone()).unwrap_or_default() })
    } else {
        Ok(after)
    }
}

/// What stands there now.
fn put(change: &Change) -> String {
    match change {
        Change::Set { value, .. } => format!("; now {:?}", value.as_str()),
        Change::Insert { at, value, .. } => format!("; now `{}: {}`", at.last_key().unwrap_or(""), value.as_str()),
        Change::Reorder { .. } => "; now in order".to_owned(),
    }
}
