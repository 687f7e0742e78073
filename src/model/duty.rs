//! The duties to respond to a report: one row of data each.
//!
//! A row says who answers, from which day the time counts and how, what the answer must contain, where copies go, and who may give a
//! later day. Outside of this table no code knows a number of days or a section of an Act. To add a duty, add its word and its row.

use self::table::DUTIES;
use super::vocabulary::vocabulary;
use super::{BodyKind, Date, Record};

mod period;
mod recipient;
mod table;
mod terms;

pub use period::{Count, Period};
pub use recipient::{Recipient, SentCopy};
pub use terms::{DutyTerms, ResponseExtension};

vocabulary! {
    /// Which duty to respond a report brings with it.
    DutyKind: "a duty to respond" {
        /// A report of HM Inspectors of Constabulary on a force (Police Act 1996, section 55).
        Section55 = "section_55",
        /// A report of the Victims' Commissioner (Domestic Violence, Crime and Victims Act 2004, section 49A).
        VictimsCommissioner = "victims_commissioner",
        /// A report of the Domestic Abuse Commissioner (Domestic Abuse Act 2021, section 16).
        DomesticAbuseCommissioner = "domestic_abuse_commissioner",
        /// A recommendation of the IOPC (Police Reform Act 2002, Schedule 3, paragraphs 28A and 28B).
        IopcLearning = "iopc_learning",
        /// A coroner's report (Coroners (Investigations) Regulations 2013, regulations 28 and 29).
        PreventionOfFutureDeaths = "prevention_of_future_deaths",
        /// Recommendations after a super-complaint (SI 2018/748, regulation 8).
        SuperComplaint = "super_complaint",
        /// A report on a fire and rescue service (Fire and Rescue National Framework).
        Fire = "fire",
        /// None: `not_owed` says why.
        None = "none",
        /// Another one, which `duty_terms` names.
        Other = "other",
    }
}

/// What starts a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The report's publication.
    Published,
    /// The making of the recommendation: `duty_from`.
    Made,
    /// The sending of the report: `duty_from`.
    Sent,
}

/// What has the chief officer's comments invited, and what has them published, as a message cites it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommentsLaw {
    /// What has them invited, by a day before which they must come.
    pub invited: &'static str,
    /// What has those that came in time published with the response.
    pub published: &'static str,
}

/// Who may give a later day to respond, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaterDay {
    /// Who gives it.
    pub by: &'static str,
    /// The words that name them, one of which stands in the `by` of an extension.
    names: &'static [&'static str],
    /// Whether the application must come while there is time.
    pub in_time: bool,
    /// What says that proceedings for judicial review extend the time, without an application.
    pub judicial_review: Option<&'static str>,
    /// What says so.
    pub source: &'static str,
}

/// Whether there is an obligation at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Binds {
    /// By law.
    Always,
    /// By practice: where the report or the office sets a day.
    WhereDated,
    /// The office says so.
    BySaying,
    /// Nobody.
    Never,
}

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Duty {
    /// Its word.
    pub kind: DutyKind,
    /// What the duty rests on, in a sentence: "section 55 of the Police Act 1996".
    pub source: &'static str,
    /// What sets the last day.
    pub deadline_source: &'static str,
    /// Who makes the report, where that is not the inspectorate of constabulary.
    pub author: Option<&'static str>,
    /// Who must respond.
    pub respondent: &'static str,
    /// What starts the period.
    pub trigger: Trigger,
    /// How long it is; `None` where no law says.
    period: Option<Period>,
    /// What fulfils it: publishing (`None`), or sending the response to somebody.
    pub sent_to: Option<SentCopy>,
    /// What wants copies sent, as a message cites it.
    pub copies_source: &'static str,
    /// Where copies go.
    copies: &'static [SentCopy],
    /// What has the chief officer invited to comment first; `None` where nobody is.
    pub comments: Option<CommentsLaw>,
    /// What wants each recommendation explained, as a message cites it.
    pub explanation_source: &'static str,
    /// What each recommendation must be answered with.
    pub explanation: &'static str,
    /// Whether the chief officer's own words answer it, where the report was made to the chief officer.
    pub chief_officer_may_answer: bool,
    /// Whether action must come with a timetable.
    pub wants_timetable: bool,
    /// Who may give a later day.
    pub later_day: Option<LaterDay>,
    binds: Binds,
    /// Whether a report without any recommendation brings no duty.
    needs_recommendations: bool,
    /// The first day of publication of a report that the period applies to, and what says so.
    since: Option<((i32, u32, u32), &'static str)>,
    /// Whether a response to an older report is owed all the same, without a last day.
    pub binds_older: bool,
}

impl LaterDay {
    /// Whether an extension was given by who may, as far as it says by whom.
    pub fn is_by(&self, extension: &ResponseExtension) -> bool {
        let by = extension.by.as_ref().map_or_else(String::new, |by| by.trim().to_lowercase());
        by.is_empty() || self.names.iter().any(|name| by.contains(name))
    }
}

impl DutyKind {
    /// The row of the duty.
    pub fn row(self) -> &'static Duty {
        let [first, ..] = &DUTIES;
        DUTIES.iter().find(|duty| duty.kind == self).unwrap_or(first)
    }
}

impl Duty {
    /// Whether a law binds; else it is practice, or the office's own word.
    pub fn is_law(&self) -> bool {
        self.binds == Binds::Always
    }

    /// Whether the terms come from the record itself: from `duty_terms`.
    pub fn has_own_terms(&self) -> bool {
        matches!(self.binds, Binds::WhereDated | Binds::BySaying)
    }

    /// Whether nobody owes anything.
    pub fn is_none(&self) -> bool {
        self.binds == Binds::Never
    }

    /// What is done with a response: "published", or "sent to the coroner".
    pub fn done(&self) -> String {
        self.sent_to.map_or_else(|| "published".to_owned(), |copy| format!("sent to {}", copy.name))
    }

    /// The copies that must be sent of a response of that day.
    pub fn copies(&self, responded: Date) -> impl Iterator<Item = &'static SentCopy> {
        let copies: &'static [SentCopy] = self.copies;
        copies.iter().filter(move |copy| copy.since.and_then(day).is_none_or(|since| responded >= since))
    }

    /// The first day of publication of a report that the period applies to, and what says so.
    pub fn since(&self) -> Option<(Date, &'static str)> {
        self.since.and_then(|(since, source)| Some((day(since)?, source)))
    }

    /// Whether the period, and what the answer must contain, apply to a report of that day.
    pub fn applies_to(&self, report_published: Date) -> bool {
        self.since().is_none_or(|(since, _)| report_published >= since)
    }

    /// The period that the law sets.
    pub fn period(&self) -> Option<Period> {
        self.period
    }
}

fn is_fire_service(force: &str) -> bool {
    force.as_bytes().windows(4).any(|word| word.eq_ignore_ascii_case(b"fire"))
}

fn day((year, month, day): (i32, u32, u32)) -> Option<Date> {
    Date::new(year, month, day)
}

impl Trigger {
    /// The act in a word, before a day: "sent 3 March".
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Made => "made",
            Self::Sent => "sent",
        }
    }

    /// The act as a thing: "the day of sending does not count".
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Published => "publication",
            Self::Made => "the recommendation",
            Self::Sent => "sending",
        }
    }
}

impl Record {
    /// The duty that the report brings with it: the one that is written, or the usual one of such a body and force.
    pub fn duty(&self) -> &'static Duty {
        self.duty.unwrap_or_else(|| self.usual_duty()).row()
    }

    /// The usual duty of such a body and force.
    pub fn usual_duty(&self) -> DutyKind {
        match self.local_policing_body.kind {
            BodyKind::FireAuthority => DutyKind::Fire,
            // Such an office may answer for a fire and rescue service too.
            _ if is_fire_service(self.force.as_str()) => DutyKind::Fire,
            BodyKind::Other if !self.force.has_local_policing_body() => DutyKind::None,
            _ => DutyKind::Section55,
        }
    }

    /// The day that starts the period.
    pub fn duty_begins(&self) -> Date {
        let duty = self.duty();
        let written = self.duty_from.filter(|_| duty.trigger != Trigger::Published || duty.has_own_terms());
        written.unwrap_or(self.inspection.published)
    }

    /// The period to respond in, by law or by the record's own terms; `None` where a day is given, or no day is known.
    pub fn response_period(&self) -> Option<Period> {
        let duty = self.duty();
        if !duty.applies_to(self.inspection.published) {
            return None;
        }
        let own = || {
            let terms = self.duty_terms.as_ref().filter(|terms| duty.has_own_terms() && terms.last_day.is_none())?;
            Some(Period { number: terms.period?, count: terms.count.unwrap_or(Count::Inclusive) })
        };
        duty.period.or_else(own)
    }

    /// Whether a response is owed, as far as the record itself says: another record that covers it is not looked at.
    pub fn owes_response(&self) -> bool {
        let duty = self.duty();
        match duty.binds {
            // Where the report is known to recommend nothing, some laws ask for nothing.
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

    /// Whether the day that starts the time is not written where it should be, so that it is only counted from the report's day.
    pub fn counts_from_a_guess(&self) -> bool {
        self.duty().trigger != Trigger::Published && self.duty_from.is_none()
    }

    /// The last day to respond before any extension; `None` where there is none.
    pub fn first_last_day(&self) -> Option<Date> {
        let given = self.duty_terms.as_ref().filter(|_| self.duty().has_own_terms()).and_then(|terms| terms.last_day);
        given.or_else(|| self.response_period()?.last_day(self.duty_begins()))
    }

    /// The last day to respond, as it was agreed by the day `on`; `None` where nothing is owed, or no law sets a day.
    pub fn response_due(&self, on: Date) -> Option<Date> {
        let first = self.first_last_day().filter(|_| self.owes_response())?;
        Some(self.extensions_that_count(on).last().map_or(first, |extension| extension.to))
    }

    /// The extensions, agreed by the day `on`, that moved the last day to respond.
    pub fn extensions_that_count(&self, on: Date) -> Vec<&ResponseExtension> {
        let Some(mut due) = self.first_last_day() else { return Vec::new() };
        let given = self.response_extensions.iter().filter(|extension| extension.agreed <= on);
        let moves = |extension: &&ResponseExtension| {
            let counts = extension.to > due && self.may_extend(extension, due);
            due = if counts { extension.to } else { due };
            counts
        };
        given.filter(moves).collect()
    }

    /// Whether an extension moves a last day: who may give one gave it, and it was applied for while there was time where that matters.
    pub fn may_extend(&self, extension: &ResponseExtension, due: Date) -> bool {
        let is_begun = |day: Date| day >= self.duty_begins();
        let in_time = |later: LaterDay| {
            let applied = extension.applied.is_some_and(|day| day <= due && day <= extension.agreed && is_begun(day));
            !later.in_time || applied || extension.judicial_review && later.judicial_review.is_some()
        };
        self.duty().later_day.is_some_and(|later| in_time(later) && later.is_by(extension)) && is_begun(extension.agreed)
    }

    /// Whether each recommendation must be explained: a duty with a period, or terms of its own, applies.
    pub fn owes_explanations(&self) -> bool {
        self.owes_response() && self.duty().applies_to(self.inspection.published)
    }
}
