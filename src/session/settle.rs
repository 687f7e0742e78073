//! Merges in records that are not settled: what each is about, and the text once that is decided.
//!
//! What a file says counts, and not what git's index has: a person may have decided some of it already. Its two sides are merged
//! value by value where it is known what both come from; else a person decides on the lines as git marked them.

mod conflicts;

use std::collections::BTreeMap;

use crate::model::three_way::{MergeConflict, Version};
use crate::model::{ConflictSides, FindingRef, RecordId};
use crate::session::SessionError;
use crate::session::check::Replacements;
use crate::session::merge_sides::sides_of;
use crate::session::record_merge::merge_record;
use crate::store::{BothChanged, Loaded, ProgressCounter, Store, StoreError, UnmergedState, UnmergedVersions};
use crate::yaml::{self, ConflictedText, FaultKind, KeptLines, LineIndex};
pub use conflicts::UnsettledConflict;
use conflicts::ValueName;

/// What is kept of the two sides of a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptVersion {
    /// One of them.
    One(Version),
    /// Git's ours, and then git's theirs.
    Both,
}

/// A record with a merge that is not settled.
#[derive(Debug, Clone)]
pub struct UnsettledRecord {
    /// The record.
    pub id: RecordId,
    /// The text of its file; `None` where it has none.
    pub text: Option<String>,
    /// What is to be decided, in order.
    pub conflicts: Vec<UnsettledConflict>,
    /// What the sides are called.
    pub sides: ConflictSides,
    /// Whether git's index has the conflict, so that git must learn that it is settled.
    pub is_in_index: bool,
    /// Whether it comes from `git stash pop`, which keeps the stash where there is a conflict.
    pub is_of_stash: bool,
    /// Whether some of its conflicts are left as they are.
    pub is_partial: bool,
    way: SettleWay,
    versions: Option<UnmergedVersions>,
}

/// How a record is settled.
#[derive(Debug, Clone)]
enum SettleWay {
    /// It is settled: nothing in the file is in conflict any more.
    ByHand,
    /// Value by value.
    Values(Box<BothChanged>),
    /// By the lines that git marked: the number of the marked place of each conflict.
    Lines(Vec<usize>),
    /// The file is kept or removed.
    Whole,
}

/// Returns the records with a merge that is not settled, by id, and an error for each that cannot be settled here.
///
/// # Errors
/// Fails if the records folder cannot be listed, or if git fails.
pub fn unsettled(store: &Store, count: &ProgressCounter) -> Result<(Vec<UnsettledRecord>, Vec<SessionError>), SessionError> {
    let mut open = store.unmerged(UnmergedState::Open)?;
    let has_markers = |loaded: Loaded| {
        let is_conflict = loaded.parsed.is_err_and(|faults| faults.iter().any(|fault| fault.kind == FaultKind::MergeConflict));
        is_conflict.then_some(loaded.id)
    };
    let marked = match store.load_each(count, has_markers) {
        // The only record may be one that a side has removed.
        Err(StoreError::NoRecords { .. }) if !open.is_empty() => Vec::new(),
        loaded => loaded?.0.into_iter().flatten().collect(),
    };
    // Where a settled conflict was undone, the index still knows what both come from.
    let is_undone = marked.iter().any(|id| !open.contains_key(id));
    let mut settled = if is_undone { store.unmerged(UnmergedState::Settled)? } else { BTreeMap::new() };
    let mut ids: Vec<RecordId> = open.keys().cloned().chain(marked).collect();
    ids.sort_unstable();
    ids.dedup();
    let sides = sides_of(store);
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for id in ids {
        let is_in_index = open.contains_key(&id);
        let versions = open.remove(&id).or_else(|| settled.remove(&id));
        let text = store.text_now(&id).map_err(SessionError::from);
        match text.and_then(|text| UnsettledRecord::new(id, text, versions, is_in_index, sides.as_ref())) {
            Ok(record) => found.push(record),
            Err(error) => errors.push(error),
        }
    }
    Ok((found, errors))
}

impl UnsettledRecord {
    fn new(
        id: RecordId,
        text: Option<String>,
        versions: Option<UnmergedVersions>,
        is_in_index: bool,
        sides: Option<&ConflictSides>,
    ) -> Result<Self, SessionError> {
        let marked = text.as_deref().and_then(ConflictedText::read);
        let labels = marked.as_ref().and_then(|marked| marked.conflicts().next()).map(|it| (it.our_label, it.their_label));
        let by_labels = || {
            let (ours, theirs) = labels.unwrap_or_default();
            ConflictSides::by_labels(ours, theirs)
        };
        let mut record = Self {
            sides: sides.cloned().unwrap_or_else(by_labels),
            is_of_stash: labels.is_some_and(|(_, label)| label == "Stashed changes"),
            id,
            text: text.clone(),
            conflicts: Vec::new(),
            is_in_index,
            is_partial: false,
            way: SettleWay::ByHand,
            versions,
        };
        match marked {
            Some(marked) => record.read_marked(text.as_deref().unwrap_or(""), &marked)?,
            None => record.read_unmarked(),
        }
        if record.is_settled_by_hand() {
            record.settled(&[])?;
        }
        Ok(record)
    }

    /// Reads a file that has git's markers.
    fn read_marked(&mut self, text: &str, marked: &ConflictedText<'_>) -> Result<(), SessionError> {
        if let Some(left) = marked.left_over.first() {
            let line = LineIndex::new(text).position(text, left.start).line;
            let message = format!(
                "cannot settle {}:{line}: a marker of a git conflict is left here, without the others",
                Store::name_of(&self.id)
            );
            let hint = format!("`irr edit {}` opens it: remove the line once the lines around it are right", self.id);
            return Err(SessionError::because(message).with_hint(hint));
        }
        let side = |kept| Some(marked.decided(|_| kept));
        let base = match &self.versions {
            Some(versions) => Some(versions.base.clone()),
            None => marked.has_base().then(|| side(KeptLines::Base)),
        };
        // Without what both come from, an entry that one side removed would seem to be one that the other added.
        let is_readable = |base: &Option<String>| base.as_ref().is_none_or(|base| yaml::parse(base).is_ok());
        if let Some(base) = base.filter(is_readable) {
            let (ours, theirs) = (side(KeptLines::Ours), side(KeptLines::Theirs));
            if self.merges_values(BothChanged { id: self.id.clone(), base, ours, theirs, merged: None }) {
                return Ok(());
            }
        }
        self.read_lines(marked);
        Ok(())
    }

    fn read_lines(&mut self, marked: &ConflictedText<'_>) {
        self.conflicts = UnsettledConflict::of_lines(&self.id, marked);
        self.way = SettleWay::Lines((0..self.conflicts.len()).collect());
    }

    /// Reads a file without git's markers, of which the index has a conflict.
    fn read_unmarked(&mut self) {
        let Some(UnmergedVersions { base, ours, theirs, written }) = self.versions.clone() else { return };
        let Some(text) = self.text.clone() else { return };
        if ours.is_none() && theirs.is_none() {
            return;
        }
        let (Some(ours), Some(theirs)) = (&ours, &theirs) else {
            let was_there = base.is_some();
            self.conflicts = vec![UnsettledConflict::of_whole(&self.id, [&ours, &theirs].map(Option::is_some), was_there)];
            self.way = SettleWay::Whole;
            return;
        };
        // A merge driver that failed, or an attribute such as `-merge`, leaves one of the versions without a word of the other.
        let is = |version: &str| version.replace("\r\n", "\n") == text.replace("\r\n", "\n");
        let has_markers = written.as_deref().map(|written| ConflictedText::read(written).is_some());
        if has_markers == Some(true) || !(is(ours) || is(theirs)) {
            return;
        }
        let of_file = |version: &String| Some(if is(version) { text.clone() } else { version.clone() });
        let both = BothChanged { id: self.id.clone(), base, ours: of_file(ours), theirs: of_file(theirs), merged: None };
        if !self.merges_values(both.clone()) {
            self.conflicts = vec![UnsettledConflict::of_whole(&self.id, [true, true], true)];
            self.way = SettleWay::Values(Box::new(both));
        }
    }

    /// Settles by value, if the versions can be put together so.
    fn merges_values(&mut self, both: BothChanged) -> bool {
        let merged = merge_record(&both, &|_| Version::Ours);
        let is_readable = merged.text.as_deref().is_some_and(|text| yaml::parse(text).is_ok());
        if merged.is_whole || !is_readable {
            return false;
        }
        self.conflicts = merged.conflicts.iter().map(|conflict| UnsettledConflict::of_value(&self.id, conflict)).collect();
        self.way = SettleWay::Values(Box::new(both));
        true
    }

    /// Returns whether a person has settled it already.
    pub fn is_settled_by_hand(&self) -> bool {
        matches!(self.way, SettleWay::ByHand)
    }

    /// Leaves out what is not about a finding; `None` if nothing is.
    ///
    /// # Errors
    /// Fails if lines of the file are about this finding and others.
    pub fn only(mut self, finding: &FindingRef) -> Result<Option<Self>, SessionError> {
        let is_about = |conflict: &UnsettledConflict| conflict.findings.contains(&Some(finding.clone()));
        let is_only_about = |conflict: &UnsettledConflict| conflict.findings.iter().all(|it| it.as_ref() == Some(finding));
        if !self.conflicts.is_empty() && !self.conflicts.iter().any(is_about) {
            return Ok(None);
        }
        if self.conflicts.iter().all(is_only_about) {
            return Ok(Some(self));
        }
        // The other conflicts keep their markers, so that this is about lines.
        let text = self.text.clone().unwrap_or_default();
        if let Some(marked) = ConflictedText::read(&text) {
            self.read_lines(&marked);
        }
        let all = self.conflicts.iter().cloned().enumerate();
        let (chosen, others): (Vec<_>, Vec<_>) = match self.way {
            SettleWay::Lines(_) => all.partition(|(_, conflict)| is_only_about(conflict)),
            _ => (Vec::new(), all.collect()),
        };
        if chosen.is_empty() || others.iter().any(|(_, conflict)| is_about(conflict)) {
            let message = format!("cannot settle {}:{finding} alone: it is in one conflict with other values", self.id);
            return Err(SessionError::because(message).with_hint(format!("`irr merge {}` settles all of them", self.id)));
        }
        self.is_partial = !others.is_empty();
        let (numbers, conflicts) = chosen.into_iter().unzip();
        self.way = SettleWay::Lines(numbers);
        self.conflicts = conflicts;
        Ok(Some(self))
    }

    /// Returns the record's text with each conflict decided; `None` where the file is removed.
    ///
    /// # Errors
    /// Fails if that text is not a record.
    pub fn settled(&self, kept: &[KeptVersion]) -> Result<Option<String>, SessionError> {
        let text = match &self.way {
            SettleWay::ByHand => self.text.clone(),
            SettleWay::Whole => match kept.first() {
                Some(KeptVersion::One(version)) if !self.has(*version) => None,
                _ => self.text.clone(),
            },
            SettleWay::Lines(numbers) => self.with_lines(numbers, kept),
            SettleWay::Values(both) => self.with_values(both, kept)?,
        };
        let faults =
            text.as_deref().filter(|_| !self.is_partial).and_then(|text| yaml::parse(text).err().map(|faults| (text, faults)));
        match faults {
            None => Ok(text),
            Some((text, faults)) => Err(self.unreadable(text, &faults)),
        }
    }

    fn unreadable(&self, text: &str, faults: &[yaml::Fault]) -> SessionError {
        let first = faults.first();
        let said = first.map_or("", |first| first.message.as_str());
        let line = LineIndex::new(text).position(text, first.map_or(0, |first| first.span.start)).line;
        let name = Store::name_of(&self.id);
        let message = match self.way {
            SettleWay::ByHand => format!("cannot settle {name}: it is not a record, because of line {line}: {said}"),
            _ => format!("cannot settle {name} like this: the result is not a record, because of its line {line}: {said}"),
        };
        let hint = match self.way {
            SettleWay::ByHand => format!("`irr edit {}` opens it; then run `irr merge` again", self.id),
            _ => format!("nothing was changed: keep another side, or decide by hand with `irr edit {}`", self.id),
        };
        SessionError::because(message).with_hint(hint)
    }

    fn has(&self, version: Version) -> bool {
        self.versions.as_ref().is_some_and(|versions| match version {
            Version::Ours => versions.ours.is_some(),
            Version::Theirs => versions.theirs.is_some(),
        })
    }

    fn with_lines(&self, numbers: &[usize], kept: &[KeptVersion]) -> Option<String> {
        let marked = self.text.as_deref().and_then(ConflictedText::read)?;
        let lines = |number: usize| match numbers.iter().position(|it| *it == number).and_then(|at| kept.get(at)) {
            None => KeptLines::Marked,
            Some(KeptVersion::One(Version::Ours)) => KeptLines::Ours,
            Some(KeptVersion::One(Version::Theirs)) => KeptLines::Theirs,
            Some(KeptVersion::Both) => KeptLines::Both,
        };
        Some(marked.decided(lines))
    }

    fn with_values(&self, both: &BothChanged, kept: &[KeptVersion]) -> Result<Option<String>, SessionError> {
        let decisions: BTreeMap<&ValueName, KeptVersion> =
            self.conflicts.iter().map(|conflict| &conflict.name).zip(kept.iter().copied()).collect();
        let version = |conflict: &MergeConflict| match decisions.get(&ValueName::of(conflict)) {
            Some(KeptVersion::One(version)) => *version,
            Some(KeptVersion::Both) | None => Version::Ours,
        };
        let merged = merge_record(both, &version);
        let kept_both = merged.conflicts.iter().filter(|it| decisions.get(&ValueName::of(it)) == Some(&KeptVersion::Both));
        let kept_both: Vec<&MergeConflict> = kept_both.collect();
        match merged.text {
            Some(text) if !kept_both.is_empty() => conflicts::with_both(&self.id, &text, &kept_both).map(Some),
            text => Ok(text),
        }
    }

    /// Returns the two versions that the merge comes from, git's ours first; `None` where there is no file.
    pub fn versions(&self) -> [Option<String>; 2] {
        match (&self.versions, self.text.as_deref().and_then(ConflictedText::read)) {
            (Some(versions), _) => [versions.ours.clone(), versions.theirs.clone()],
            (None, Some(marked)) => [KeptLines::Ours, KeptLines::Theirs].map(|side| Some(marked.decided(|_| side))),
            (None, None) => [self.text.clone(), self.text.clone()],
        }
    }
}

/// Returns the versions that records come from, as a check of their merge needs them.
pub fn versions(records: &[UnsettledRecord]) -> Vec<Replacements> {
    let all: Vec<(&RecordId, [Option<String>; 2])> = records.iter().map(|record| (&record.id, record.versions())).collect();
    (0..2).map(|side| all.iter().map(|(id, versions)| ((*id).clone(), versions[side].clone())).collect()).collect()
}

#[cfg(test)]
mod tests;
