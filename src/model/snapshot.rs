//! A record as it stood on a day.
//!
//! Everything that is shown, listed, counted or exported of a record is made from a snapshot, and from nothing else: what is dated later
//! is taken out here, once, so that no view can show it.

use super::covering::covers;
use super::duty::Recipient;
use super::timeline::Timeline;
use super::{Date, Finding, Record, ResponseClock, Stage};

/// A record without all that is dated after a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    record: Record,
    on: Date,
    presence: Presence,
    clock: ResponseClock,
}

/// Whether a report was there on a snapshot's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It was published by then.
    There,
    /// It was published later.
    NotYet,
    /// It is dated on a day that has not come yet: the date is wrong, or the record was made before the report came out.
    InFuture,
}

impl Snapshot {
    /// The record as it stood on the day `on`.
    pub fn new(mut record: Record, on: Date) -> Self {
        record.redactions.retain(|redaction| redaction.date <= on);
        cut_publication(&mut record, on);
        record.inspection.sent_to_panel = record.inspection.sent_to_panel.filter(|day| *day <= on);
        let lists = [&mut record.recommendations, &mut record.areas_for_improvement, &mut record.causes_of_concern];
        lists.into_iter().flatten().for_each(|finding| cut_finding(finding, on));
        record.response_extensions.retain(|extension| extension.agreed <= on);
        let presence = if record.inspection.published <= on { Presence::There } else { Presence::NotYet };
        let clock = ResponseClock::of(&record, on);
        Self { record, on, presence, clock }
    }

    /// The same, where the record says that another one covers it, and that is so.
    pub fn covered_by(&mut self, other: Option<&Record>) {
        if self.record.covered_by.is_some() {
            let is_covered = covers(&self.record, other, self.on).is_ok();
            self.clock = ResponseClock::covered(&self.record, self.on, is_covered);
        }
    }

    /// The same, as it is seen on the day `today`: a report that is dated after both days is dated in the future, while one that has come
    /// since a past day was only not there yet.
    pub fn seen_from(self, today: Date) -> Self {
        let is_in_future = self.presence == Presence::NotYet && self.on >= today;
        Self { presence: if is_in_future { Presence::InFuture } else { self.presence }, ..self }
    }

    /// The record, without all that is dated later.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Where its response stands.
    pub fn clock(&self) -> ResponseClock {
        self.clock
    }

    /// The day.
    pub fn on(&self) -> Date {
        self.on
    }

    /// Whether the report was there on that day.
    pub fn presence(&self) -> Presence {
        self.presence
    }

    /// The same day, with a record of which only a part is left: what the public is shown.
    pub fn with(self, part: Record) -> Self {
        Self { record: part, ..self }
    }
}

fn cut_publication(record: &mut Record, on: Date) {
    let Some(publication) = &mut record.publication else { return };
    let is_later = |day: Option<Date>| day.is_some_and(|day| day > on);
    let before = publication.clone();
    if is_later(publication.published) {
        publication.published = None;
        publication.url = None;
        record.stage = Stage::Draft;
    }
    if is_later(publication.chief_officer_invited) {
        // Comments are not asked for before the invitation; the day by which they are wanted may lie ahead.
        publication.chief_officer_invited = None;
        publication.comments_wanted_by = None;
    }
    if is_later(publication.comments_received) {
        publication.comments_received = None;
    }
    for recipient in Recipient::ALL {
        let day = publication.sent_to_mut(recipient);
        if is_later(*day) {
            *day = None;
        }
    }
    if *publication != before && *publication == Default::default() {
        record.publication = None;
    }
}

fn cut_finding(finding: &mut Finding, on: Date) {
    let closes_later = finding.closure.as_ref().and_then(|closure| closure.date).is_some_and(|day| day > on);
    if closes_later || finding.progress.iter().any(|entry| entry.date > on) {
        let timeline = Timeline::of(finding);
        let status = timeline.status(on);
        let awaiting: Vec<usize> = timeline.awaiting_approval(on).collect();
        // An end that was not approved yet was none.
        for at in awaiting {
            finding.progress[at].status = Some(super::Status::PendingSignOff);
        }
        finding.progress.retain(|entry| entry.date <= on);
        finding.status = Some(status);
        if closes_later {
            finding.closure = None;
        }
    }
    finding.redactions.retain(|redaction| redaction.date <= on);
    finding.extensions.retain(|extension| extension.agreed <= on);
    if finding.verification_by(on).is_none() {
        finding.verification = None;
    }
    finding.escalation.retain(|step| step.date <= on);
    for action in finding.actions.iter_mut().filter(|action| action.done.is_some_and(|day| day > on)) {
        // What proves that it was done is not there before that.
        action.done = None;
        action.evidence.clear();
    }
}
