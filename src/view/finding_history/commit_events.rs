//! What commits show that the record does not say: fields that were edited, entries that were changed or removed.

use serde_json::Value;

use super::entry::Entry;
use super::event::{HistoryEvent, HistoryEventKind};
use super::field_changes::{FieldChange, field_changes};
use super::redacted::RedactedWords;
use super::step::{EntryChange, PartStep, StepKind};
use super::words::{action_words, capitalised, entry_name, quoted};
use crate::model::FindingRef;
use crate::prose::listed;
use crate::view::changes::field_words;

/// The most differing fields of an entry that a sentence names.
const MOST_FIELDS: usize = 4;

/// Writes the events that commits show of a finding, or of the record if `finding` is `None`.
pub(super) struct CommitEvents<'e, 'a> {
    pub(super) steps: &'e [PartStep<'a>],
    pub(super) finding: Option<&'e FindingRef>,
    pub(super) redacted: &'e RedactedWords,
    /// The entries that the record has now.
    pub(super) now: &'e [Entry<'a>],
}

impl<'a> CommitEvents<'_, 'a> {
    /// Returns the events, in the order of the commits.
    pub(super) fn write(&self) -> Vec<HistoryEvent<'a>> {
        let mut found = Vec::new();
        for (place, it) in self.steps.iter().enumerate() {
            let is_silent =
                matches!(it.step.kind, StepKind::Unknown | StepKind::Unreadable | StepKind::Deleted | StepKind::OtherReport);
            if is_silent {
                continue;
            }
            let mut add = |kind, sentence: String| found.push(HistoryEvent::of_step(it.at, &it.step, kind, sentence));
            if it.is_new() {
                // An action has no day of its own, so only the commit tells when it came.
                let actions = it.after.iter().flat_map(|part| &part.entries).filter(|entry| matches!(entry, Entry::Action(_)));
                actions.for_each(|entry| add(HistoryEventKind::ActionAdded, self.added_words(entry)));
                continue;
            }
            if it.after.is_none() {
                add(HistoryEventKind::FindingRemoved, "Finding removed from the record".to_owned());
                continue;
            }
            if let Some(was) = &it.renumbered_from {
                add(HistoryEventKind::FindingRenumbered, format!("Finding renumbered: it was {was}"));
            }
            for change in field_changes(it) {
                let (kind, sentence) = match change.field.as_str() {
                    "due" if self.finding.is_some() => due_words(it, &change),
                    "status" if self.finding.is_some() && has_status(it) => continue,
                    "status" if self.finding.is_some() => {
                        let (_, sentence) = change.words(self.finding, self.redacted);
                        (HistoryEventKind::Status, format!("{sentence}, without an entry in the log"))
                    }
                    "stage" if it.changes.iter().any(is_publication) => continue,
                    _ => change.words(self.finding, self.redacted),
                };
                add(kind, sentence);
            }
            for change in &it.changes {
                if let Some((kind, sentence)) = self.entry_words(place, it, change) {
                    add(kind, sentence);
                }
            }
        }
        self.add_lost(&mut found);
        found
    }

    fn entry_words(&self, place: usize, it: &PartStep<'a>, change: &EntryChange<'a>) -> Option<(HistoryEventKind, String)> {
        Some(match change {
            EntryChange::Added(entry) if self.was_removed_before(place, entry) => {
                let name = entry_name(entry, self.may_quote(entry));
                (HistoryEventKind::EntryRestored, format!("Put back: {name}"))
            }
            EntryChange::Added(entry @ Entry::Action(_)) => (HistoryEventKind::ActionAdded, self.added_words(entry)),
            // The record says it itself.
            EntryChange::Added(_) => return None,
            EntryChange::Changed(was, is) if self.is_documented(was, is) => return None,
            EntryChange::Changed(was, is) => self.changed_words(it, was, is),
            EntryChange::Removed(entry) if self.is_kept_elsewhere(it, entry) => return None,
            EntryChange::Removed(entry) => {
                let name = entry_name(entry, self.may_quote(entry));
                (HistoryEventKind::EntryRemoved, format!("An entry was removed: {name}"))
            }
        })
    }

    fn changed_words(&self, it: &PartStep<'a>, was: &Entry<'a>, is: &Entry<'a>) -> (HistoryEventKind, String) {
        let (before, after) = (was.fields(), is.fields());
        let keys = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
        let changes: Vec<FieldChange> = keys
            .filter(|key| before.get(*key) != after.get(*key))
            .map(|key| {
                let field = format!("{}.{key}", was.list());
                FieldChange { field, was: before.get(key).cloned(), is: after.get(key).cloned() }
            })
            .collect();
        let target = changes.iter().find(|change| change.field == "actions.target");
        if let (Entry::Action(action), Some(target), [_]) = (is, target, &changes[..])
            && let (Some(from), Some(to)) = (FieldChange::day(target.was.as_ref()), FieldChange::day(target.is.as_ref()))
        {
            let is_extended = it.changes.iter().any(|it| matches!(it, EntryChange::Added(Entry::ActionExtension(..))));
            let name = if self.may_quote(is) { quoted(&action.text) } else { "whose words were redacted".to_owned() };
            let sentence = format!("Date of the action {name} edited from {} to {}", from.in_words(), to.in_words());
            let how = if is_extended { "beside an extension" } else { "without an extension" };
            return (HistoryEventKind::DueEdited, format!("{sentence}, {how}"));
        }
        let each = changes.iter().map(|change| {
            let (_, sentence) = change.words(self.finding, self.redacted);
            let field = field_words(change.field.rsplit('.').next().unwrap_or_default());
            let subject = capitalised(&field_words(&change.field));
            format!("{field}{}", sentence.strip_prefix(&subject).unwrap_or(" changed"))
        });
        let each: Vec<String> = each.collect();
        let name = entry_name(was, self.may_quote(was) && !matches!(was, Entry::Progress(_) | Entry::Reopening(_)));
        let what = listed(&each, each.len(), MOST_FIELDS);
        (HistoryEventKind::EntryChanged, format!("This entry was changed: {name}: {what}"))
    }

    /// Adds entries that a commit added and none removed, and that the record does not have: a merge left them out.
    fn add_lost(&self, found: &mut Vec<HistoryEvent<'a>>) {
        let has_gap = self.steps.iter().any(|it| matches!(it.step.kind, StepKind::Unreadable | StepKind::Deleted));
        let is_there = self.steps.last().is_some_and(|it| it.after.is_some());
        for (place, it) in self.steps.iter().enumerate().filter(|_| is_there) {
            for entry in it.changes.iter().filter_map(added) {
                let is_now = self.now.iter().any(|now| now.is_same(entry));
                let went = |later: &EntryChange<'a>| match later {
                    EntryChange::Removed(gone) | EntryChange::Changed(gone, _) => gone.is_same(entry),
                    EntryChange::Added(_) => false,
                };
                let is_gone = self.steps[place..].iter().any(|later| later.changes.iter().any(went));
                if is_now || is_gone {
                    continue;
                }
                let how = if has_gap { "by a merge or in a version that cannot be read" } else { "when branches were merged" };
                let name = entry_name(entry, self.may_quote(entry));
                let sentence = format!("An entry of this commit was left out later, {how}: {name}");
                found.push(HistoryEvent::of_step(it.at, &it.step, HistoryEventKind::EntryRemoved, sentence));
            }
        }
    }

    fn added_words(&self, entry: &Entry<'a>) -> String {
        match entry {
            Entry::Action(action) if self.may_quote(entry) => format!("Action added: {}", action_words(action)),
            _ => "Action added: not shown".to_owned(),
        }
    }

    fn may_quote(&self, entry: &Entry<'_>) -> bool {
        let hides = |(key, value): (&String, &Value)| match value {
            Value::String(text) => self.redacted.hides(self.finding, &format!("{}.{key}", entry.list()), text),
            _ => false,
        };
        !entry.fields().iter().any(hides)
            && !matches!(entry, Entry::ActionExtension(action, _) | Entry::ActionDone(action) if !self.may_quote(&Entry::Action(action)))
    }

    fn was_removed_before(&self, place: usize, entry: &Entry<'a>) -> bool {
        let is_gone = |change: &EntryChange<'a>| matches!(change, EntryChange::Removed(gone) if gone.is_same(entry));
        self.steps[..place].iter().any(|earlier| earlier.changes.iter().any(is_gone))
    }

    /// Returns whether an entry of its own says why another one changed.
    fn is_documented(&self, was: &Entry<'a>, is: &Entry<'a>) -> bool {
        is.is_redaction_of(was) && self.redacted.hides(self.finding, &format!("{}.{}", was.list(), word_field(was)), "")
    }

    /// Returns whether what went from one list is in the log: a finding of version 1 has room for one closing.
    fn is_kept_elsewhere(&self, it: &PartStep<'a>, entry: &Entry<'a>) -> bool {
        let Entry::Closing(closing) = entry else { return false };
        let closes = |other: &Entry<'a>| match other {
            Entry::Progress(logged) => Some(logged.date) == closing.date && logged.status.is_some_and(|it| !it.is_open()),
            _ => false,
        };
        it.after.as_ref().is_some_and(|after| after.entries.iter().any(closes))
    }
}

fn added<'c, 'a>(change: &'c EntryChange<'a>) -> Option<&'c Entry<'a>> {
    match change {
        EntryChange::Added(entry) | EntryChange::Changed(_, entry) => Some(entry),
        EntryChange::Removed(_) => None,
    }
}

/// Returns the field of an entry that has its words.
fn word_field(entry: &Entry<'_>) -> &'static str {
    match entry {
        Entry::Progress(_) => "note",
        Entry::Closing(_) | Entry::ActionDone(_) => "evidence",
        Entry::Reopening(_) => "reopening_reason",
        Entry::Action(_) => "text",
        Entry::Verification(_) => "reference",
        _ => "reason",
    }
}

/// Returns whether a step has an entry that says a status.
fn has_status(it: &PartStep<'_>) -> bool {
    it.changes.iter().any(|change| {
        let is_one = |entry: &Entry<'_>| match entry {
            Entry::Progress(logged) => logged.status.is_some(),
            Entry::Closing(_) | Entry::Reopening(_) => true,
            _ => false,
        };
        match change {
            EntryChange::Added(entry) | EntryChange::Removed(entry) => is_one(entry),
            EntryChange::Changed(was, is) => is_one(was) || is_one(is),
        }
    })
}

fn is_publication(change: &EntryChange<'_>) -> bool {
    let is_it = |entry: &Entry<'_>| {
        matches!(entry, Entry::Happened("publication.published" | "publication.sent_to_iopc" | "publication.sent_to_coroner", ..))
    };
    match change {
        EntryChange::Added(entry) | EntryChange::Removed(entry) | EntryChange::Changed(_, entry) => is_it(entry),
    }
}

/// Writes how a date that must not be edited was edited.
fn due_words(it: &PartStep<'_>, change: &FieldChange) -> (HistoryEventKind, String) {
    let name = capitalised(&field_words(&change.field));
    let days = (FieldChange::day(change.was.as_ref()), FieldChange::day(change.is.as_ref()));
    let is_extended = it.changes.iter().any(|it| matches!(it, EntryChange::Added(Entry::Extension(_))));
    match days {
        (Some(from), Some(to)) => {
            let how = if is_extended { "beside an extension" } else { "without an extension" };
            let sentence = format!("{name} edited from {} to {}, {how}", from.in_words(), to.in_words());
            (HistoryEventKind::DueEdited, sentence)
        }
        (Some(from), None) => (HistoryEventKind::DueEdited, format!("{name} removed (was {})", from.in_words())),
        (None, to) => {
            let to = to.map_or_else(|| "no date".to_owned(), |to| to.in_words());
            (HistoryEventKind::FieldChanged, format!("{name} set to {to}"))
        }
    }
}
