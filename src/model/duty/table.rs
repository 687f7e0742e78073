//! The table of duties, one row each.
//! A field that a row does not set has the value in `USUAL`; nothing else is assumed about a duty.

use super::kind::DutyKind;
use super::period::{DayCount, DutyPeriod};
use super::provisions::{Binds, CommentsLaw, Duty, LaterDay, Trigger};
use super::recipient::{Recipient, SentCopy};

const FIFTY_SIX: Option<DutyPeriod> = Some(DutyPeriod { number: 56, count: DayCount::Inclusive });
const SECRETARY_OF_STATE: SentCopy = SentCopy { to: Recipient::SecretaryOfState, name: "the Secretary of State", since: None };
const ACTION_OR_WHY_NONE: &str =
    "the action that it has taken or proposes to take in response to each recommendation, or why it has taken and proposes none";

/// The defaults for fields that a row does not set.
const USUAL: Duty = Duty {
    kind: DutyKind::Other,
    source: "the duty that the record names",
    deadline_source: "the day that the record gives",
    author: None,
    respondent: "the body that the report names",
    trigger: Trigger::Published,
    period: None,
    sent_to: None,
    copies_source: "",
    copies: &[],
    comments: None,
    explanation_source: "the duty",
    explanation: ACTION_OR_WHY_NONE,
    chief_officer_may_answer: false,
    wants_timetable: false,
    later_day: None,
    binds: Binds::Always,
    needs_recommendations: false,
    since: None,
    binds_older: false,
};

/// Every duty, in the order of [`DutyKind`].
pub(super) const DUTIES: [Duty; 9] = [
    Duty {
        kind: DutyKind::Section55,
        source: "section 55 of the Police Act 1996",
        deadline_source: "section 55(5A) of the Police Act 1996",
        respondent: "the local policing body",
        period: FIFTY_SIX,
        copies_source: "section 55(6)",
        copies: &[
            SentCopy { to: Recipient::Inspectorate, name: "the inspectors of constabulary", since: Some((2017, 5, 2)) },
            SECRETARY_OF_STATE,
        ],
        comments: Some(CommentsLaw { invited: "section 55(4)", published: "section 55(5)(b)" }),
        explanation_source: "section 55(5B)",
        // The 56-day limit came into force on 2 May 2017; older reports still need a response, but have no deadline.
        since: Some(((2017, 5, 2), "SI 2017/399, regulation 7")),
        binds_older: true,
        ..USUAL
    },
    Duty {
        kind: DutyKind::VictimsCommissioner,
        source: "section 49A of the Domestic Violence, Crime and Victims Act 2004",
        deadline_source: "section 49A of the Domestic Violence, Crime and Victims Act 2004",
        author: Some("Victims' Commissioner"),
        respondent: "each authority in the Commissioner's remit that a recommendation names",
        period: FIFTY_SIX,
        copies_source: "section 49A",
        copies: &[SentCopy { to: Recipient::Commissioner, name: "the Victims' Commissioner", since: None }, SECRETARY_OF_STATE],
        explanation_source: "section 49A",
        needs_recommendations: true,
        since: Some(((2025, 1, 29), "the section is in force since 29 January 2025")),
        ..USUAL
    },
    Duty {
        kind: DutyKind::DomesticAbuseCommissioner,
        source: "section 16 of the Domestic Abuse Act 2021",
        deadline_source: "section 16 of the Domestic Abuse Act 2021",
        author: Some("Domestic Abuse Commissioner"),
        // Because the chief officer owes an answer of its own, `chief_officer_may_answer` is true below.
        respondent: "the chief officer and the local policing body, each for itself",
        period: FIFTY_SIX,
        copies_source: "section 16",
        copies: &[
            SentCopy { to: Recipient::Commissioner, name: "the Domestic Abuse Commissioner", since: None },
            SECRETARY_OF_STATE,
        ],
        explanation_source: "section 16",
        needs_recommendations: true,
        chief_officer_may_answer: true,
        ..USUAL
    },
    Duty {
        kind: DutyKind::IopcLearning,
        source: "paragraph 28B of Schedule 3 to the Police Reform Act 2002",
        deadline_source: "paragraph 28B of Schedule 3 to the Police Reform Act 2002",
        author: Some("IOPC"),
        respondent: "the chief officer or the local policing body, whoever the recommendation is made to",
        trigger: Trigger::Made,
        period: FIFTY_SIX,
        sent_to: Some(SentCopy { to: Recipient::Iopc, name: "the IOPC", since: None }),
        explanation_source: "paragraph 28B",
        later_day: Some(LaterDay {
            by: "the IOPC",
            names: &["iopc", "independent office for police conduct"],
            in_time: true,
            judicial_review: Some("paragraph 28B(4)"),
            source: "paragraph 28B(3)",
        }),
        chief_officer_may_answer: true,
        ..USUAL
    },
    Duty {
        kind: DutyKind::PreventionOfFutureDeaths,
        source: "regulation 29 of the Coroners (Investigations) Regulations 2013",
        deadline_source: "regulation 29 of the Coroners (Investigations) Regulations 2013",
        author: Some("Coroner"),
        respondent: "whoever the report is sent to",
        trigger: Trigger::Sent,
        period: Some(DutyPeriod { number: 56, count: DayCount::Exclusive }),
        sent_to: Some(SentCopy { to: Recipient::Coroner, name: "the coroner", since: None }),
        explanation_source: "regulation 29",
        explanation: "action taken or proposed, its own or another's, with a timetable, or why none is proposed",
        wants_timetable: true,
        later_day: Some(LaterDay {
            by: "the coroner",
            names: &["coroner"],
            in_time: false,
            judicial_review: None,
            source: "regulation 29",
        }),
        chief_officer_may_answer: true,
        ..USUAL
    },
    Duty {
        kind: DutyKind::SuperComplaint,
        source: "practice after a super-complaint: no duty to respond is known",
        // No law sets a deadline, so a response is owed only where the report or the office sets a day (`Binds::WhereDated`).
        deadline_source: "the report's own date",
        respondent: "whoever the report names",
        explanation: "an answer to each recommendation",
        binds: Binds::WhereDated,
        ..USUAL
    },
    Duty {
        kind: DutyKind::Fire,
        source: "the Fire and Rescue National Framework",
        deadline_source: "the office sets the day, and no national one is known",
        respondent: "the fire and rescue authority",
        explanation_source: "the Framework",
        explanation: "actions, or reasons for none",
        binds: Binds::WhereDated,
        ..USUAL
    },
    Duty { kind: DutyKind::None, source: "no duty to respond", binds: Binds::Never, ..USUAL },
    Duty { kind: DutyKind::Other, binds: Binds::BySaying, ..USUAL },
];

impl DutyKind {
    /// Returns the duty's row in the table.
    pub fn row(self) -> &'static Duty {
        // Every kind has a row; the fallback only avoids a panic.
        let [first, ..] = &DUTIES;
        DUTIES.iter().find(|duty| duty.kind == self).unwrap_or(first)
    }
}
