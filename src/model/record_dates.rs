//! Lists every date in a record except the report's own publication, so that each check of dates covers them all.
//!
//! To add a date field, add a [`DateMeaning`] variant and a line in [`each_day`].

use crate::model::{Date, FieldPath, FindingRef, Record};

/// The meaning of a date in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateMeaning {
    /// The inspectors sent the report to the police and crime panel.
    SentToPanel,
    /// The chief officer was invited to comment.
    Invited,
    /// The chief officer's comments must arrive before this day.
    CommentsWanted,
    /// The chief officer's comments arrived.
    CommentsReceived,
    /// The response was published.
    ResponsePublished,
    /// The inspectors were sent a copy.
    SentToInspectorate,
    /// The Secretary of State was sent a copy.
    SentToSecretaryOfState,
    /// The response, or a copy, was sent to another recipient that the duty names.
    Sent,
    /// The time to respond began.
    DutyFrom,
    /// The last day to respond that the report or the office set.
    LastDay,
    /// An extension of the response deadline was applied for.
    ResponseExtensionApplied,
    /// An extension of the response deadline was given.
    ResponseExtensionAgreed,
    /// The extended response deadline.
    ResponseExtensionTo,
    /// The inspectorate's due date of a finding.
    Due,
    /// The force's own target date of a finding.
    Target,
    /// The target date of an action.
    ActionTarget,
    /// An action was done.
    ActionDone,
    /// An extension of an action was agreed.
    ActionExtensionAgreed,
    /// An extension of a finding was agreed.
    ExtensionAgreed,
    /// The extended due date of a finding.
    ExtensionTo,
    /// The date of an entry in a finding's progress log.
    Progress,
    /// The finding was closed.
    Closed,
    /// The finding was reopened.
    Reopened,
    /// The finding's escalation changed.
    Escalated,
    /// The inspectorate gave its verification.
    Verified,
    /// Text was redacted.
    Redacted,
}

impl DateMeaning {
    /// Returns whether the date records something that has happened; false for dates by which something is to happen.
    pub const fn has_happened(self) -> bool {
        // Only these may be in the future; any other date in the future is an error (`date-in-future`).
        !matches!(
            self,
            Self::CommentsWanted
                | Self::LastDay
                | Self::ResponseExtensionTo
                | Self::Due
                | Self::Target
                | Self::ActionTarget
                | Self::ExtensionTo
        )
    }

    /// Returns whether the date may be before the report's publication: some duties count from a recommendation or a letter.
    pub const fn may_precede_report(self) -> bool {
        matches!(self, Self::DutyFrom | Self::ResponseExtensionApplied | Self::ResponseExtensionAgreed)
    }

    /// Returns the meaning in words, to be followed by "on" or "by" and the day.
    pub fn in_words(self, of: Option<&FindingRef>) -> String {
        let of = of.map_or_else(String::new, ToString::to_string);
        match self {
            Self::SentToPanel => "the report was sent to the police and crime panel".to_owned(),
            Self::Invited => "the chief officer was invited".to_owned(),
            Self::CommentsWanted => "comments are due by".to_owned(),
            Self::CommentsReceived => "comments were received".to_owned(),
            Self::ResponsePublished => "the response was published".to_owned(),
            Self::SentToInspectorate | Self::SentToSecretaryOfState => "a copy was sent".to_owned(),
            Self::Sent => "the response was sent".to_owned(),
            Self::DutyFrom => "the time to respond began".to_owned(),
            Self::LastDay => "the response is due".to_owned(),
            Self::ResponseExtensionApplied => "more time to respond was applied for".to_owned(),
            Self::ResponseExtensionAgreed => "more time to respond was given".to_owned(),
            Self::ResponseExtensionTo => "the response deadline is extended to".to_owned(),
            Self::Due => format!("{of} is due"),
            Self::Target => format!("the target of {of} is"),
            Self::ActionTarget => format!("an action on {of} is due"),
            Self::ActionDone => format!("an action on {of} was done"),
            Self::ActionExtensionAgreed => format!("an extension of an action on {of} was agreed"),
            Self::ExtensionAgreed => format!("an extension of {of} was agreed"),
            Self::ExtensionTo => format!("{of} is extended to"),
            Self::Progress => format!("progress on {of} was made"),
            Self::Closed => format!("{of} was closed"),
            Self::Reopened => format!("{of} was reopened"),
            Self::Escalated => format!("the escalation of {of} changed"),
            Self::Verified => format!("{of} was verified"),
            Self::Redacted => {
                if of.is_empty() {
                    "words were redacted".to_owned()
                } else {
                    format!("words of {of} were redacted")
                }
            }
        }
    }
}

/// A callback for one date: the day, its meaning, the finding (`None` for the whole record), and a function that builds the
/// field's path. Building paths is left to the callback because most callers need few of them.
type DateVisitor<'t> = dyn FnMut(Date, DateMeaning, Option<&FindingRef>, &dyn Fn() -> FieldPath) + 't;

/// Calls `tell` for every date in a record except the report's publication.
pub fn each_day(record: &Record, tell: &mut DateVisitor<'_>) {
    if let Some(day) = record.inspection.sent_to_panel {
        tell(day, DateMeaning::SentToPanel, None, &|| FieldPath::root().key("inspection").key("sent_to_panel"));
    }
    if let Some(day) = record.duty_from {
        tell(day, DateMeaning::DutyFrom, None, &|| FieldPath::root().key("duty_from"));
    }
    if let Some(day) = record.duty_terms.as_ref().and_then(|terms| terms.last_day) {
        tell(day, DateMeaning::LastDay, None, &|| FieldPath::root().key("duty_terms").key("last_day"));
    }
    for (index, extension) in record.response_extensions.iter().enumerate() {
        let field = |field| FieldPath::root().key("response_extensions").index(index).key(field);
        tell(extension.to, DateMeaning::ResponseExtensionTo, None, &|| field("to"));
        tell(extension.agreed, DateMeaning::ResponseExtensionAgreed, None, &|| field("agreed"));
        if let Some(applied) = extension.applied {
            tell(applied, DateMeaning::ResponseExtensionApplied, None, &|| field("applied"));
        }
    }
    if let Some(publication) = &record.publication {
        for (day, dated, field) in [
            (publication.chief_officer_invited, DateMeaning::Invited, "chief_officer_invited"),
            (publication.comments_wanted_by, DateMeaning::CommentsWanted, "comments_wanted_by"),
            (publication.comments_received, DateMeaning::CommentsReceived, "comments_received"),
            (publication.published, DateMeaning::ResponsePublished, "published"),
            (publication.sent_to_inspectorate, DateMeaning::SentToInspectorate, "sent_to_inspectorate"),
            (publication.sent_to_secretary_of_state, DateMeaning::SentToSecretaryOfState, "sent_to_secretary_of_state"),
            (publication.sent_to_commissioner, DateMeaning::Sent, "sent_to_commissioner"),
            (publication.sent_to_iopc, DateMeaning::Sent, "sent_to_iopc"),
            (publication.sent_to_coroner, DateMeaning::Sent, "sent_to_coroner"),
        ] {
            if let Some(day) = day {
                tell(day, dated, None, &|| FieldPath::root().key("publication").key(field));
            }
        }
    }
    for (index, redaction) in record.redactions.iter().enumerate() {
        tell(redaction.date, DateMeaning::Redacted, None, &|| FieldPath::root().key("redactions").index(index).key("date"));
    }
    for (reference, at, finding) in record.findings() {
        let mut of = |day: Option<Date>, dated: DateMeaning, place: &dyn Fn() -> FieldPath| {
            if let Some(day) = day {
                tell(day, dated, Some(&reference), place);
            }
        };
        of(finding.due, DateMeaning::Due, &|| at.key("due"));
        of(finding.target, DateMeaning::Target, &|| at.key("target"));
        for (index, action) in finding.actions.iter().enumerate() {
            let field = |field| at.key("actions").index(index).key(field);
            of(action.target, DateMeaning::ActionTarget, &|| field("target"));
            of(action.done, DateMeaning::ActionDone, &|| field("done"));
            for (index, extension) in action.extensions.iter().enumerate() {
                let field = |key| field("extensions").index(index).key(key);
                of(Some(extension.agreed), DateMeaning::ActionExtensionAgreed, &|| field("agreed"));
                of(Some(extension.to), DateMeaning::ActionTarget, &|| field("to"));
            }
        }
        for (index, extension) in finding.extensions.iter().enumerate() {
            let field = |field| at.key("extensions").index(index).key(field);
            of(Some(extension.agreed), DateMeaning::ExtensionAgreed, &|| field("agreed"));
            of(Some(extension.to), DateMeaning::ExtensionTo, &|| field("to"));
        }
        for (index, entry) in finding.progress.iter().enumerate() {
            of(Some(entry.date), DateMeaning::Progress, &|| at.key("progress").index(index).key("date"));
        }
        for (index, closing) in finding.closings().enumerate() {
            let field = |key| at.join(&finding.closing_path(index)).key(key);
            of(closing.date, DateMeaning::Closed, &|| field("date"));
            of(closing.reopened, DateMeaning::Reopened, &|| field("reopened"));
        }
        for (index, verification) in finding.verified().enumerate() {
            of(verification.date, DateMeaning::Verified, &|| at.join(&finding.verification_path(index)).key("date"));
        }
        for (index, step) in finding.escalation.iter().enumerate() {
            of(Some(step.date), DateMeaning::Escalated, &|| at.key("escalation").index(index).key("date"));
        }
        for (index, redaction) in finding.redactions.iter().enumerate() {
            of(Some(redaction.date), DateMeaning::Redacted, &|| at.key("redactions").index(index).key("date"));
        }
    }
}
