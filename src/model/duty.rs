//! The duties to respond to a report, as a table with one row per duty.
//!
//! A row says who must respond, from which day and how the time counts, what the answer must contain, who gets copies, and who
//! may extend the deadline. No other code may know a number of days or a section of an Act (a test checks this). To add a duty,
//! add a [`DutyKind`] and its row in `table.rs`.

use self::table::DUTIES;
use super::vocabulary::vocabulary;
use super::{BodyKind, Date, Record};

mod period;
mod recipient;
mod table;
mod terms;

pub use period::{DayCount, DutyPeriod};
pub use recipient::{Recipient, SentCopy};
pub use terms::{DutyTerms, ResponseExtension};

vocabulary! {
    /// The duty to respond that a report brings with it.
    DutyKind: "a duty to respond" {
        /// A report on a police force by HM Inspectors of Constabulary (Police Act 1996, section 55).
        Section55 = "section_55",
        /// A report by the Victims' Commissioner (Domestic Violence, Crime and Victims Act 2004, section 49A).
        VictimsCommissioner = "victims_commissioner",
        /// A report by the Domestic Abuse Commissioner (Domestic Abuse Act 2021, section 16).
        DomesticAbuseCommissioner = "domestic_abuse_commissioner",
        /// A recommendation by the IOPC (Police Reform Act 2002, Schedule 3, paragraphs 28A and 28B).
        IopcLearning = "iopc_learning",
        /// A coroner's report to prevent future deaths (Coroners (Investigations) Regulations 2013, regulations 28 and 29).
        PreventionOfFutureDeaths = "prevention_of_future_deaths",
        /// Recommendations after a super-complaint (SI 2018/748, regulation 8).
        SuperComplaint = "super_complaint",
        /// A report on a fire and rescue service (Fire and Rescue National Framework).
        Fire = "fire",
        /// No response is owed; `not_owed` gives the reason.
        None = "none",
        /// Another duty, named in `duty_terms`.
        Other = "other",
    }
}

/// The event from which a period counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The report's publication.
    Published,
    /// The making of the recommendation, on the day in `duty_from`.
    Made,
    /// The sending of the report, on the day in `duty_from`.
    Sent,
}

/// The provisions on the chief officer's comments, as messages cite them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommentsLaw {
    /// The provision that has the body invite comments and set a day before which they must come.
    pub invited: &'static str,
    /// The provision that has comments that came in time published with the response.
    pub published: &'static str,
}

/// Who may extend the time to respond, and on what conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaterDay {
    /// Who may extend it.
    pub by: &'static str,
    /// Lower-case names for them; an extension's `by` must contain one.
    names: &'static [&'static str],
    /// True where the application must be made before the deadline.
    pub in_time: bool,
    /// The provision by which judicial review proceedings extend the time without an application.
    pub judicial_review: Option<&'static str>,
    /// The provision that allows extensions.
    pub source: &'static str,
}

/// The condition under which a duty binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Binds {
    /// A law binds.
    Always,
    /// Practice only: a response is owed where the report or the office sets a day.
    WhereDated,
    /// A response is owed because the record says so.
    BySaying,
    /// No response is ever owed.
    Never,
}

/// One row of the table of duties.
#[derive(Debug, PartialEq, Eq)]
pub struct Duty {
    /// The kind of duty that this row describes.
    pub kind: DutyKind,
    /// The legal basis, for use in a sentence: "section 55 of the Police Act 1996".
    pub source: &'static str,
    /// The provision that sets the last day.
    pub deadline_source: &'static str,
    /// The author of such reports; `None` for the inspectorate of constabulary.
    pub author: Option<&'static str>,
    /// Who must respond.
    pub respondent: &'static str,
    /// The event from which the period counts.
    pub trigger: Trigger,
    /// The length of the period; `None` where no law sets one.
    period: Option<DutyPeriod>,
    /// The recipient to whom the response must be sent; `None` where publishing it fulfils the duty.
    pub sent_to: Option<SentCopy>,
    /// The provision that requires copies, as messages cite it.
    pub copies_source: &'static str,
    /// Who must be sent copies.
    copies: &'static [SentCopy],
    /// The provisions on inviting the chief officer's comments; `None` where nobody has to be invited.
    pub comments: Option<CommentsLaw>,
    /// The provision that requires an explanation of each recommendation, as messages cite it.
    pub explanation_source: &'static str,
    /// What the answer to each recommendation must contain.
    pub explanation: &'static str,
    /// True where the chief officer's own words are an answer, because the report may be addressed to the chief officer.
    pub chief_officer_may_answer: bool,
    /// True where proposed action must come with a timetable.
    pub wants_timetable: bool,
    /// Who may extend the deadline; `None` where nobody may.
    pub later_day: Option<LaterDay>,
    binds: Binds,
    /// True where a report without recommendations brings no duty.
    needs_recommendations: bool,
    /// The first publication day of reports to which the period applies, and the provision that says so; `None` for all.
    since: Option<((i32, u32, u32), &'static str)>,
    /// True where a response to an older report is owed too, but without a deadline.
    pub binds_older: bool,
}

impl LaterDay {
    /// Returns whether the extension was given by somebody who may give it. An extension that does not say by whom is accepted.
    pub fn is_by(&self, extension: &ResponseExtension) -> bool {
        // Missing names are accepted here and reported by the rule `response-extension-invalid`.
        let by = extension.by.as_ref().map_or_else(String::new, |by| by.trim().to_lowercase());
        by.is_empty() || self.names.iter().any(|name| by.contains(name))
    }
}

impl DutyKind {
    /// Returns the duty's row in the table.
    pub fn row(self) -> &'static Duty {
        // Every kind has a row; the fallback only avoids a panic.
        let [first, ..] = &DUTIES;
        DUTIES.iter().find(|duty| duty.kind == self).unwrap_or(first)
    }
}

impl Duty {
    /// Returns whether a law binds, rather than practice or the office's own decision.
    pub fn is_law(&self) -> bool {
        self.binds == Binds::Always
    }

    /// Returns whether the terms come from the record's `duty_terms`.
    pub fn has_own_terms(&self) -> bool {
        matches!(self.binds, Binds::WhereDated | Binds::BySaying)
    }

    /// Returns whether no response is ever owed.
    pub fn is_none(&self) -> bool {
        self.binds == Binds::Never
    }

    /// Returns what fulfils the duty: "published", or "sent to the coroner".
    pub fn done(&self) -> String {
        self.sent_to.map_or_else(|| "published".to_owned(), |copy| format!("sent to {}", copy.name))
    }

    /// Returns the copies that must be sent of a response made on that day.
    pub fn copies(&self, responded: Date) -> impl Iterator<Item = &'static SentCopy> {
        let copies: &'static [SentCopy] = self.copies;
        copies.iter().filter(move |copy| copy.since.and_then(day).is_none_or(|since| responded >= since))
    }

    /// Returns the first publication day of reports to which the period applies, and the provision that says so.
    pub fn since(&self) -> Option<(Date, &'static str)> {
        self.since.and_then(|(since, source)| Some((day(since)?, source)))
    }

    /// Returns whether the period and the required contents of the answer apply to a report published on that day.
    pub fn applies_to(&self, report_published: Date) -> bool {
        self.since().is_none_or(|(since, _)| report_published >= since)
    }

    /// Returns the period that the law sets; `None` where it sets none.
    pub fn period(&self) -> Option<DutyPeriod> {
        self.period
    }
}

/// Returns whether a force's name contains "fire". A look-up in the table would miss services that an office lists itself.
fn day((year, month, day): (i32, u32, u32)) -> Option<Date> {
    Date::new(year, month, day)
}

impl Trigger {
    /// Returns the event as a participle, to stand before a day: "sent 3 March".
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Made => "made",
            Self::Sent => "sent",
        }
    }

    /// Returns the event as a noun: "the day of sending does not count".
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Published => "publication",
            Self::Made => "the recommendation",
            Self::Sent => "sending",
        }
    }
}

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
