//! The duties to respond to a report, as a table with one row per duty.
//!
//! A row says who must respond, from which day and how the time counts, what the answer must contain, who gets copies, and who
//! may extend the deadline. No other code may know a number of days or a section of an Act (a test checks this). To add a duty,
//! add a [`DutyKind`] and its row in `table.rs`.

mod kind;
mod period;
mod provisions;
mod recipient;
mod table;
mod terms;

pub use kind::DutyKind;
pub use period::{DayCount, DutyPeriod};
pub use provisions::{CommentsLaw, Duty, LaterDay, Trigger};
pub use recipient::{Recipient, SentCopy};
pub use terms::{DutyTerms, ResponseExtension};

use super::{BodyKind, Date, Record};
use provisions::Binds;

impl Record {
    /// Returns the duty that applies: the one in the record, or the usual one for this body and force.
    pub fn duty(&self) -> &'static Duty {
        self.duty.unwrap_or_else(|| self.usual_duty()).row()
    }

    /// Returns the usual duty for this kind of body and force.
    pub fn usual_duty(&self) -> DutyKind {
        match self.local_policing_body.kind {
            BodyKind::FireAuthority => DutyKind::Fire,
            // A police, fire and crime commissioner or a mayor may answer for a fire and rescue service too.
            _ if self.force.is_fire_service() => DutyKind::Fire,
            BodyKind::Other if !self.force.has_local_policing_body() => DutyKind::None,
            _ => DutyKind::Section55,
        }
    }

    /// Returns the day from which the period counts: `duty_from` where the duty uses it, else the report's publication.
    pub fn duty_begins(&self) -> Date {
        let duty = self.duty();
        let written = self.duty_from.filter(|_| duty.trigger != Trigger::Published || duty.has_own_terms());
        written.unwrap_or(self.inspection.published)
    }

    /// Returns the period to respond, by law or by the record's `duty_terms`;
    /// `None` where a last day is given or there is no deadline.
    pub fn response_period(&self) -> Option<DutyPeriod> {
        let duty = self.duty();
        if !duty.applies_to(self.inspection.published) {
            return None;
        }
        let own = || {
            // A last day set in the record takes precedence over a period.
            let terms = self.duty_terms.as_ref().filter(|terms| duty.has_own_terms() && terms.last_day.is_none())?;
            Some(DutyPeriod { number: terms.period?, count: terms.count.unwrap_or(DayCount::Inclusive) })
        };
        duty.period.or_else(own)
    }

    /// Returns whether a response is owed, judging by this record alone. Whether another record covers it is not considered.
    pub fn owes_response(&self) -> bool {
        let duty = self.duty();
        match duty.binds {
            // Some laws require a response to recommendations only, so a report known to have none brings no duty.
            Binds::Always if duty.needs_recommendations && self.recommends_nothing() => false,
            Binds::Always => duty.applies_to(self.inspection.published) || duty.binds_older,
            Binds::BySaying => true,
            Binds::WhereDated => self.first_last_day().is_some(),
            Binds::Never => false,
        }
    }

    fn recommends_nothing(&self) -> bool {
        self.inspection.recommendation_count == Some(0) && self.recommendations.is_empty()
    }

    /// Returns whether `duty_from` is missing although the duty counts from it, so that the publication day is used instead.
    pub fn counts_from_a_guess(&self) -> bool {
        self.duty().trigger != Trigger::Published && self.duty_from.is_none()
    }

    /// Returns the last day to respond before any extension; `None` where there is no deadline.
    pub fn first_last_day(&self) -> Option<Date> {
        let given = self.duty_terms.as_ref().filter(|_| self.duty().has_own_terms()).and_then(|terms| terms.last_day);
        given.or_else(|| self.response_period()?.last_day(self.duty_begins()))
    }

    /// Returns the last day to respond, with the extensions agreed by the day `on`;
    /// `None` where nothing is owed or no day is set.
    pub fn response_due(&self, on: Date) -> Option<Date> {
        let first = self.first_last_day().filter(|_| self.owes_response())?;
        Some(self.extensions_that_count(on).last().map_or(first, |extension| extension.to))
    }

    /// Returns the extensions, agreed by the day `on`, that moved the last day to respond, in order.
    pub fn extensions_that_count(&self, on: Date) -> Vec<&ResponseExtension> {
        let Some(mut due) = self.first_last_day() else { return Vec::new() };
        let given = self.response_extensions.iter().filter(|extension| extension.agreed <= on);
        let moves = |extension: &&ResponseExtension| {
            let counts = extension.to > due && self.may_extend(extension, due);
            // Each extension is judged against the deadline that the valid ones before it left.
            due = if counts { extension.to } else { due };
            counts
        };
        given.filter(moves).collect()
    }

    /// Returns whether an extension may move the last day `due`: it was given by somebody who may, after the period began, and
    /// applied for in time where the duty requires that.
    pub fn may_extend(&self, extension: &ResponseExtension, due: Date) -> bool {
        let is_begun = |day: Date| day >= self.duty_begins();
        let in_time = |later: LaterDay| {
            // An application after the deadline, after the decision, or before the time began cannot have been in time.
            let applied = extension.applied.is_some_and(|day| day <= due && day <= extension.agreed && is_begun(day));
            !later.in_time || applied || extension.judicial_review && later.judicial_review.is_some()
        };
        self.duty().later_day.is_some_and(|later| in_time(later) && later.is_by(extension)) && is_begun(extension.agreed)
    }

    /// Returns whether each recommendation must be explained: a response is owed and the duty's required contents apply.
    pub fn owes_explanations(&self) -> bool {
        self.owes_response() && self.duty().applies_to(self.inspection.published)
    }
}
