//! What a law says of a duty to respond: the columns of the table of duties.

use super::kind::DutyKind;
use super::period::DutyPeriod;
use super::recipient::SentCopy;
use super::terms::ResponseExtension;
use crate::model::Date;

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
    pub(in crate::model) names: &'static [&'static str],
    /// True where the application must be made before the deadline.
    pub in_time: bool,
    /// The provision by which judicial review proceedings extend the time without an application.
    pub judicial_review: Option<&'static str>,
    /// The provision that allows extensions.
    pub source: &'static str,
}

/// The condition under which a duty binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model) enum Binds {
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
    pub(in crate::model) period: Option<DutyPeriod>,
    /// The recipient to whom the response must be sent; `None` where publishing it fulfils the duty.
    pub sent_to: Option<SentCopy>,
    /// The provision that requires copies, as messages cite it.
    pub copies_source: &'static str,
    /// Who must be sent copies.
    pub(in crate::model) copies: &'static [SentCopy],
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
    pub(in crate::model) binds: Binds,
    /// True where a report without recommendations brings no duty.
    pub(in crate::model) needs_recommendations: bool,
    /// The first publication day of reports to which the period applies, and the provision that says so; `None` for all.
    pub(in crate::model) since: Option<((i32, u32, u32), &'static str)>,
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
