//! The duties to respond, by the names that records use.

use crate::model::vocabulary::vocabulary;

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
