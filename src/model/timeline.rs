//! The changes of a finding's status, from its log and its closings, in date order.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use super::{Closure, Date, Finding, Status};

/// One change of status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusChange {
    /// The day of the change.
    pub day: Date,
    /// The status from then on.
    pub status: Status,
    /// Where the record states it.
    pub source: StatusSource,
}

/// The place in the record that states a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusSource {
    /// The log entry at this index, from 0.
    Entry(usize),
    /// The closing at this index of [`Finding::closings`], where the log has no closing entry on its day.
    Closure(usize),
    /// The reopening of the closing at this index, where the log has no entry with an open status on its day.
    Reopening(usize),
}

/// Whether a closing still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosureState {
    /// The finding has not been reopened since.
    Stands,
    /// The finding was reopened, on this day; `None` where the log does not say on which.
    Reopened(Option<Date>),
}

/// The status changes of a finding, by day, and within a day in the order of the log.
///
/// A closing belongs to a log entry of its day that has a closed status: the last closing of a day to the last such entry, the
/// one before it to the entry before. If a day has fewer such entries, its first closings get them, and the others come after
/// all entries of the day, or before its first open entry if the finding was reopened on that day. A reopening without an entry
/// of its day comes after its closing and before the next.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    finding: &'a Finding,
    changes: Vec<StatusChange>,
    /// For each closing, its index among the changes; `None` where it has no date.
    places: Vec<Option<usize>>,
    /// The same without the closings that have no date, in date order.
    closed_at: Vec<usize>,
    /// For each change that awaits approval, the day of the closing that approves it. Empty where there is no closing.
    approvals: Vec<Option<Date>>,
    /// True if the record states the status of some day, and not only the latest.
    is_dated: bool,
}

impl<'a> Timeline<'a> {
    /// Computes the timeline of a finding.
    pub fn of(finding: &'a Finding) -> Self {
        let entries = finding.progress.iter().enumerate();
        let mut changes: Vec<StatusChange> = entries
            .filter_map(|(at, entry)| {
                Some(StatusChange { day: entry.date, status: entry.status?, source: StatusSource::Entry(at) })
            })
            .collect();
        // The sort must be stable: entries of one day stay in the order of the log.
        changes.sort_by_key(|change| change.day);
        // A single closing without a status says nothing of its own if the written status is an open one: one of them is wrong.
        let is_open = finding.status.is_none_or(Status::is_open);
        let is_vague = finding.closings().nth(1).is_none() && (is_open || finding.closure.is_some());
        let says_when = |it: &Closure| it.reopened.is_some() || it.date.is_some() && (it.status.is_some() || !is_vague);
        let is_dated = !changes.is_empty() || finding.closings().any(says_when);
        let mut timeline = Self { finding, changes, places: Vec::new(), closed_at: Vec::new(), approvals: Vec::new(), is_dated };
        if finding.closings().next().is_some() {
            timeline.add_closings();
            timeline.approve();
        }
        timeline
    }

    /// Puts each dated closing in its place among the changes, and after it the reopening that only the closing states.
    fn add_closings(&mut self) {
        let closings: Vec<&Closure> = self.finding.closings().collect();
        let written = self.finding.status.unwrap_or(Status::NotStarted);
        let mut log = std::mem::take(&mut self.changes);
        // Without a date of the closing, its reopening is only known by its own day.
        let undated = closings.iter().enumerate().filter(|(_, it)| it.date.is_none());
        let undated: Vec<(usize, Date)> = undated.filter_map(|(index, it)| Some((index, it.reopened?))).collect();
        if !undated.is_empty() {
            let mut opened: HashSet<Date> = log.iter().filter(|it| it.status.is_open()).map(|it| it.day).collect();
            for (index, day) in undated.into_iter().filter(|(_, day)| opened.insert(*day)) {
                log.push(StatusChange { day, status: Status::InProgress, source: StatusSource::Reopening(index) });
            }
            log.sort_by_key(|change| change.day);
        }
        self.places = vec![None; closings.len()];
        let mut dated: Vec<(Date, usize)> =
            closings.iter().enumerate().filter_map(|(index, closing)| Some((closing.date?, index))).collect();
        // Stable, for closings of one day stay in the order of the list.
        dated.sort_by_key(|(day, _)| *day);
        let mut merged = Vec::with_capacity(log.len() + closings.len());
        let (mut taken, mut reopenings) = (0, BinaryHeap::new());
        for of_day in dated.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((day, _)) = of_day.first().copied() else { continue };
            let start = log.partition_point(|change| change.day < day);
            let end = log.partition_point(|change| change.day <= day);
            let closed: Vec<usize> = (start..end).filter(|at| !log[*at].status.is_open()).collect();
            let spare = closed.len().saturating_sub(of_day.len());
            let last_reopened = of_day.iter().rposition(|(_, index)| closings[*index].reopened == Some(day));
            for (nth, (_, index)) in of_day.iter().enumerate() {
                let entry = closed.get(spare + nth).copied();
                // What was reopened on its day was closed before an entry of the day that opens it.
                let opens = |at: &usize| Some(nth) <= last_reopened && log[*at].status.is_open();
                let until = entry.unwrap_or_else(|| (taken.max(start)..end).find(opens).unwrap_or(end));
                add_with_reopenings(&mut merged, &log[taken..until], &mut reopenings, day);
                taken = until;
                self.places[*index] = Some(merged.len());
                self.closed_at.push(merged.len());
                if let Some(entry) = entry {
                    merged.push(log[entry]);
                    taken = entry + 1;
                } else {
                    let stated = closings[*index].status.filter(|status| !status.is_open());
                    let is_last = until == log.len() && Some(*index) == dated.last().map(|(_, index)| *index);
                    let status = stated.unwrap_or_else(|| ended_as(&merged, is_last, written));
                    merged.push(StatusChange { day, status, source: StatusSource::Closure(*index) });
                }
                let reopened = closings[*index].reopened.filter(|reopened| *reopened >= day);
                reopenings.extend(reopened.map(|day| Reverse((day, *index))));
            }
        }
        add_with_reopenings(&mut merged, &log[taken..], &mut reopenings, Date::LAST);
        self.changes = merged;
    }

    /// Finds the entries that report a closing before the day on which it was approved.
    fn approve(&mut self) {
        let mut approval = None;
        let mut closed_at = self.closed_at.iter().rev().peekable();
        // Backwards in one pass and not per day asked for, which would take quadratic time on a long log.
        self.approvals = vec![None; self.changes.len()];
        for (at, change) in self.changes.iter().enumerate().rev() {
            if closed_at.next_if(|closing| **closing == at).is_some() {
                approval = Some(change.day);
            } else if change.status.is_open() {
                approval = None;
            } else {
                self.approvals[at] = approval;
            }
        }
    }

    /// Returns every change, in date order.
    pub fn changes(&self) -> &[StatusChange] {
        &self.changes
    }

    /// Returns the status on a day.
    pub fn status(&self, on: Date) -> Status {
        let written = self.finding.status.unwrap_or(Status::NotStarted);
        if !self.is_dated {
            // The written status is the latest one: before the closure's date the finding was still open. What is not in the
            // log is not known of those days, and a closing must not change what was said of them before.
            let closes_later = !written.is_open() && self.changes.iter().any(|change| change.day > on);
            return if closes_later { Status::NotStarted } else { written };
        }
        match self.by(on).checked_sub(1) {
            None => Status::NotStarted,
            Some(last) if self.awaits_approval(last, on) => Status::PendingSignOff,
            Some(last) => self.changes[last].status,
        }
    }

    /// Returns the number of changes by a day.
    fn by(&self, on: Date) -> usize {
        self.changes.partition_point(|change| change.day <= on)
    }

    /// Returns the indexes of the log entries that report a closing before the closure's date. Until that date the closing is not
    /// approved, and the work is not closed.
    pub(super) fn awaiting_approval(&self, on: Date) -> impl Iterator<Item = usize> {
        (0..self.by(on)).filter(move |at| self.awaits_approval(*at, on)).filter_map(|at| match self.changes[at].source {
            StatusSource::Entry(place) => Some(place),
            StatusSource::Closure(_) | StatusSource::Reopening(_) => None,
        })
    }

    fn awaits_approval(&self, at: usize, on: Date) -> bool {
        self.approvals.get(at).copied().flatten().is_some_and(|day| day > on)
    }

    /// Returns the closings that existed on the day, oldest first, and whether each still held then. One without a date always
    /// existed.
    pub fn closings(&self, on: Date) -> impl DoubleEndedIterator<Item = (&'a Closure, ClosureState)> {
        let mut numbered: Vec<(usize, &'a Closure)> = self.finding.closings().enumerate().collect();
        // By date and not by place, so that a list in disorder does not show an old closing as the last one.
        numbered.sort_by_key(|(_, closing)| closing.date);
        numbered
            .into_iter()
            .filter(move |(_, closing)| closing.date.is_none_or(|day| day <= on))
            .map(move |(index, closing)| (closing, self.state(index, closing, on)))
    }

    /// Returns the last closing by the day, and whether it still held then.
    pub fn closure(&self, on: Date) -> Option<(&'a Closure, ClosureState)> {
        self.closings(on).next_back()
    }

    /// Returns the status that the closing at an index brought; `None` where it has no date.
    pub fn closing_status(&self, index: usize) -> Option<Status> {
        self.places.get(index).copied().flatten().map(|at| self.changes[at].status)
    }

    /// Returns the day on which the finding was reopened after the closing at an index.
    pub fn reopened(&self, index: usize) -> Option<Date> {
        match self.state(index, self.finding.closings().nth(index)?, Date::LAST) {
            ClosureState::Reopened(day) => day,
            ClosureState::Stands => None,
        }
    }

    fn state(&self, index: usize, closing: &Closure, on: Date) -> ClosureState {
        if let Some(day) = closing.reopened.filter(|day| *day <= on) {
            return ClosureState::Reopened(Some(day));
        }
        let by_then = self.by(on);
        let behind = match self.places[index] {
            Some(at) => at + 1,
            // Without a date, the closure is taken for the last closing in the log.
            None => self.changes[..by_then].iter().rposition(|change| !change.status.is_open()).map_or(by_then, |last| last + 1),
        };
        let next = self.closed_at.partition_point(|at| *at < behind);
        let end = self.closed_at.get(next).map_or(by_then, |at| by_then.min(*at));
        let since = self.changes.get(behind..end).unwrap_or_default();
        let is_last = self.closed_at.last().copied() == self.places[index] || self.closed_at.is_empty();
        match since.iter().find(|change| change.status.is_open()) {
            Some(change) => ClosureState::Reopened(Some(change.day)),
            None if is_last && self.status(on).is_open() => ClosureState::Reopened(None),
            None => ClosureState::Stands,
        }
    }
}

/// The reopenings that closings state, the earliest first, each with the index of its closing.
type Reopenings = BinaryHeap<Reverse<(Date, usize)>>;

/// Adds log entries, and among them the reopenings up to the day `until`, unless an entry of their day opens the finding.
fn add_with_reopenings(to: &mut Vec<StatusChange>, entries: &[StatusChange], reopenings: &mut Reopenings, until: Date) {
    let (mut taken, mut last) = (0, None);
    while let Some(Reverse((day, index))) = reopenings.peek().copied().filter(|Reverse((day, _))| *day <= until) {
        reopenings.pop();
        let start = entries.partition_point(|change| change.day < day);
        let end = entries.partition_point(|change| change.day <= day);
        to.extend(&entries[taken..end.max(taken)]);
        taken = taken.max(end);
        let is_new = last != Some(day);
        if is_new && !entries[start..end].iter().any(|change| change.status.is_open()) {
            to.push(StatusChange { day, status: Status::InProgress, source: StatusSource::Reopening(index) });
        }
        last = Some(day);
    }
    to.extend(&entries[taken..]);
}

/// Returns the status that a closing without a log entry brought: the closed status logged before it, or else the written status.
fn ended_as(before: &[StatusChange], is_last: bool, written: Status) -> Status {
    let logged = before.last().map(|change| change.status).filter(|status| !status.is_open());
    // The written status is that of the latest change, so it says nothing about a closing that is not the latest.
    logged.or(Some(written).filter(|written| is_last && !written.is_open())).unwrap_or(Status::Closed)
}

impl Finding {
    /// Returns the closings that existed on the day `on`, and whether each of them held then.
    pub fn closings_by(&self, on: Date) -> Vec<(&Closure, ClosureState)> {
        Timeline::of(self).closings(on).collect()
    }

    /// Returns the closure if it holds on a day, that is, unless the finding was reopened.
    pub fn standing_closure(&self, on: Date) -> Option<&Closure> {
        Timeline::of(self).closure(on).filter(|(_, state)| *state == ClosureState::Stands).map(|(closure, _)| closure)
    }
}

#[cfg(test)]
mod tests;
