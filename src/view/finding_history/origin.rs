//! Which commit wrote each entry of the record, and what that says about its day.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, Part};
use super::event::{HistoryEventKind, HistorySource};
use super::log_events::Logged;
use super::step::{EntryChange, HistoryStep, PartStep, StepKind};
use crate::model::{Date, Extension};
use crate::view::labels::days_in_words;

/// An entry may have been changed at most so often.
const MOST_CHANGES: usize = 1_000;
/// From so many days on, the entries of one commit were not written each on its day.
const MANY_DAYS: usize = 3;

/// What git says of the entries of a finding or record.
pub(super) struct Origins<'e, 'a> {
    steps: &'e [PartStep<'a>],
    /// Places in `steps` whose entries are of many days, with the number of days.
    bulk: BTreeMap<usize, usize>,
}

impl<'e, 'a> Origins<'e, 'a> {
    /// Finds the commits that wrote many entries at once.
    pub(super) fn of(steps: &'e [PartStep<'a>], logged: &[Logged<'a>]) -> Self {
        let mut days: BTreeMap<usize, BTreeSet<Date>> = BTreeMap::new();
        for it in logged.iter().filter(|it| !is_of_report(&it.event.kind)) {
            if let (Some(place), Some(day)) = (origin(steps, &it.entry).0, it.entry.day()) {
                days.entry(place).or_default().insert(day);
            }
        }
        let is_bulk = |(place, days): &(usize, BTreeSet<Date>)| {
            let it = &steps[*place];
            let most = if it.is_new() { MANY_DAYS - 1 } else { MANY_DAYS };
            it.step.kind != StepKind::Unknown && days.len() >= most
        };
        let bulk = days.into_iter().filter(is_bulk).map(|(place, days)| (place, days.len())).collect();
        Self { steps, bulk }
    }

    /// Returns the steps that wrote entries of several days, with how many days.
    pub(super) fn bulk(&self) -> impl Iterator<Item = (&'e PartStep<'a>, usize)> {
        self.bulk.iter().map(|(place, days)| (&self.steps[*place], *days))
    }

    /// Adds to an event of the record which commit wrote it, and what differs between the two.
    pub(super) fn add_to(&self, logged: &mut Logged<'a>, on: Date, today: Date) {
        let event = &mut logged.event;
        if is_of_report(&event.kind) {
            return;
        }
        let (place, later) = origin(self.steps, &logged.entry);
        let step = place.map(|place| &self.steps[place]).filter(|it| it.step.kind != StepKind::Unknown);
        if let Some(it) = step {
            event.order.1 = it.at;
            match it.step.commit {
                Some(commit) if commit.authored.is_none_or(|day| day <= on || on >= today) => {
                    (event.source, event.commit) = (HistorySource::Both, Some(commit));
                    let is_bulk = place.is_some_and(|place| self.bulk.contains_key(&place));
                    let difference = commit.authored.zip(event.day).map_or(0, |(written, day)| written.days_since(day));
                    if !is_bulk && difference != 0 {
                        let days = days_in_words(difference.abs());
                        let when = if difference > 0 { "later" } else { "before that day" };
                        event.remarks.push(format!("written {days} {when}"));
                    }
                }
                // Nothing dated later is shown.
                _ if on < today => event.remarks.push("not in git by this day".to_owned()),
                _ => event.remarks.push("not committed yet".to_owned()),
            }
        }
        if let (Entry::Extension(extension), Some(it)) = (&logged.entry, step) {
            event.remarks.extend(due_then(it, extension, self.steps.last()));
        }
        if let Some(later) = later.filter(|later| later.day().is_none_or(|day| day <= on || on >= today)) {
            let when = later.day().map_or_else(|| "since".to_owned(), |day| format!("on {}", day.in_words()));
            event.remarks.push(format!("this entry was changed {when}"));
        }
        if event.day.is_none() {
            event.remarks.push("the record has no day of it".to_owned());
            event.day = event.commit.and_then(|commit| commit.authored);
            event.order.0 = step.and_then(|it| it.step.order);
        }
    }
}

/// Returns whether an event is of the report, whose record is made later in any case.
fn is_of_report(kind: &HistoryEventKind) -> bool {
    matches!(kind, HistoryEventKind::ReportPublished)
}

/// Returns the due date before an extension, if the record says another one now because it was edited since.
fn due_then(it: &PartStep<'_>, extension: &Extension, last: Option<&PartStep<'_>>) -> Option<String> {
    let day = |part: &Part<'_>| {
        let field = |name: &str| part.fields().get(name).and_then(|value| value.as_str()?.parse::<Date>().ok());
        field("due").or_else(|| field("target"))
    };
    let has_earlier =
        |part: &Part<'_>| part.entries.iter().any(|entry| matches!(entry, Entry::Extension(other) if *other != extension));
    let (before, now) = (it.before.first()?, last?.after.as_ref()?);
    let then = day(before).filter(|then| !has_earlier(before) && Some(*then) != day(now))?;
    Some(format!("the due date was {} then", then.in_words()))
}

/// Returns the place of the step that first wrote an entry, and the last step that changed it since.
fn origin<'s, 'a>(steps: &'s [PartStep<'a>], entry: &Entry<'a>) -> (Option<usize>, Option<&'s HistoryStep<'a>>) {
    let mut entry = *entry;
    let (mut found, mut later) = (None, None);
    for _ in 0..MOST_CHANGES {
        let wrote = |change: &EntryChange<'a>| match change {
            EntryChange::Added(it) | EntryChange::Changed(_, it) => it.is_same(&entry),
            EntryChange::Removed(_) => false,
        };
        let until = found.unwrap_or(steps.len());
        let Some((place, change)) =
            steps[..until].iter().enumerate().find_map(|(place, it)| Some((place, *it.changes.iter().find(|it| wrote(it))?)))
        else {
            break;
        };
        found = Some(place);
        match change {
            EntryChange::Changed(was, is) => {
                if !is.is_redaction_of(&was) {
                    later = later.or(Some(&steps[place].step));
                }
                entry = was;
            }
            EntryChange::Added(_) | EntryChange::Removed(_) => break,
        }
    }
    (found, later)
}
