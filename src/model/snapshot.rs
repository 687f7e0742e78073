//! A record as it was known on a day.
//!
//! Everything that is shown, listed, counted or exported is made from a snapshot. Later entries are removed here, in one place,
//! so that no view can show them.

use super::duty::Recipient;
use super::timeline::Timeline;
use super::{Date, Finding, Record, Stage};
use crate::model::ResponseDeadline;
use crate::model::covered_by::covers;

/// A record without anything dated after a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    record: Record,
    on: Date,
    presence: Presence,
    clock: ResponseDeadline,
}

/// Whether a report existed on a snapshot's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It was published by then.
    There,
    /// It was published later, but by today.
    NotYet,
    /// It is dated in the future: the date is wrong, or the record was made before the report was published.
    InFuture,
}

impl Snapshot {
    /// Returns the record as known on the day `on`.
    pub fn new(mut record: Record, on: Date) -> Self {
        record.redactions.retain(|redaction| redaction.date <= on);
        cut_publication(&mut record, on);
        record.inspection.sent_to_panel = record.inspection.sent_to_panel.filter(|day| *day <= on);
        findings_mut(&mut record).for_each(|finding| cut_finding(finding, on));
        record.response_extensions.retain(|extension| extension.agreed <= on);
        let presence = if record.inspection.published <= on { Presence::There } else { Presence::NotYet };
        let clock = ResponseDeadline::of(&record, on);
        Self { record, on, presence, clock }
    }

    /// Marks the response as covered if the record says that `other` covers it and the records prove it.
    pub fn covered_by(&mut self, other: Option<&Record>) {
        if self.record.covered_by.is_some() {
            let is_covered = covers(&self.record, other, self.on).is_ok();
            self.clock = ResponseDeadline::covered(&self.record, self.on, is_covered);
        }
    }

    /// Distinguishes, given the real day `today`, a report dated in the
    /// future from one published between a past snapshot day and today.
    ///
    /// On a past day the written status, which has no date, gives way to that of the log: an entry of a later day must not show.
    pub fn seen_from(mut self, today: Date) -> Self {
        if self.on < today {
            for finding in findings_mut(&mut self.record) {
                finding.status = Some(Timeline::of(finding).status(self.on));
            }
        }
        let is_in_future = self.presence == Presence::NotYet && self.on >= today;
        Self { presence: if is_in_future { Presence::InFuture } else { self.presence }, ..self }
    }

    /// Returns the record without later entries.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Returns the position of the response relative to its deadline.
    pub fn clock(&self) -> ResponseDeadline {
        self.clock
    }

    /// Returns the snapshot's day.
    pub fn on(&self) -> Date {
        self.on
    }

    /// Returns whether the report existed on that day.
    pub fn presence(&self) -> Presence {
        self.presence
    }

    /// Replaces the record, for example by its public version, and keeps the rest.
    pub fn with(self, part: Record) -> Self {
        Self { record: part, ..self }
    }
}

fn findings_mut(record: &mut Record) -> impl Iterator<Item = &mut Finding> {
    let lists = [&mut record.recommendations, &mut record.areas_for_improvement, &mut record.causes_of_concern];
    lists.into_iter().flatten()
}

fn cut_publication(record: &mut Record, on: Date) {
    // A response that is sent, to the IOPC or a coroner, was a draft until then too.
    if record.responded().is_some_and(|day| day > on) {
        record.stage = Stage::Draft;
    }
    let Some(publication) = &mut record.publication else { return };
    let is_later = |day: Option<Date>| day.is_some_and(|day| day > on);
    let before = publication.clone();
    if is_later(publication.published) {
        publication.published = None;
        // The address and the stage belong to the publication, which had not happened yet.
        publication.url = None;
        record.stage = Stage::Draft;
    }
    if is_later(publication.chief_officer_invited) {
        // Without the invitation no comments were asked for yet.
        // The day by which they are wanted may be later than `on`, so it is not tested.
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
    // Only if the cut emptied it: a record may have an empty `publication` of its own, which is left as it is.
    if *publication != before && *publication == Default::default() {
        record.publication = None;
    }
}

fn cut_finding(finding: &mut Finding, on: Date) {
    let is_later = |day: Option<Date>| day.is_some_and(|day| day > on);
    let changes_later = finding.closings().any(|closing| is_later(closing.date) || is_later(closing.reopened));
    if changes_later || finding.progress.iter().any(|entry| entry.date > on) {
        let timeline = Timeline::of(finding);
        let status = timeline.status(on);
        let awaiting: Vec<usize> = timeline.awaiting_approval(on).collect();
        // The log may say "closed" before the closure was approved; until then the work only awaits sign-off.
        for at in awaiting {
            finding.progress[at].status = Some(super::Status::PendingSignOff);
        }
        finding.progress.retain(|entry| entry.date <= on);
        // The written status is the latest one, and later entries are gone now.
        finding.status = Some(status);
        finding.closure = finding.closure.take().filter(|closure| !is_later(closure.date));
        finding.closures.retain(|closure| !is_later(closure.date));
        for closure in
            finding.closure.as_deref_mut().into_iter().chain(&mut finding.closures).filter(|closure| is_later(closure.reopened))
        {
            (closure.reopened, closure.reopening_reason) = (None, None);
        }
    }
    finding.redactions.retain(|redaction| redaction.date <= on);
    finding.extensions.retain(|extension| extension.agreed <= on);
    finding.verification = finding.verification.take().filter(|word| !is_later(word.date));
    finding.verifications.retain(|word| !is_later(word.date));
    finding.escalation.retain(|step| step.date <= on);
    for action in &mut finding.actions {
        action.extensions.retain(|extension| extension.agreed <= on);
        if is_later(action.done) {
            // Evidence carries no date of its own, so it is removed together with the later completion that it proves.
            action.done = None;
            action.evidence.clear();
        }
    }
}
