//! Every day that a record has, but for the report's own: what is asked of one is asked of all.

use super::{Date, FieldPath, FindingRef, Record};

/// What a day in a record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// The inspectors sent the report to the police and crime panel.
    SentToPanel,
    /// The chief officer was invited to comment.
    Invited,
    /// Comments are to come before then.
    CommentsWanted,
    /// Comments came.
    CommentsReceived,
    /// The response was published.
    ResponsePublished,
    /// The inspectors got their copy.
    SentToInspectorate,
    /// The Secretary of State got theirs.
    SentToSecretaryOfState,
    /// The response, or a copy, was sent to somebody else whom the duty names.
    Sent,
    /// The time to respond began.
    DutyFrom,
    /// The last day to respond that the report or the office sets.
    LastDay,
    /// A later day to respond was applied for.
    ResponseExtensionApplied,
    /// A later day to respond was given.
    ResponseExtensionAgreed,
    /// That later day.
    ResponseExtensionTo,
    /// The inspectorate's date.
    Due,
    /// The force's own date.
    Target,
    /// An action is to be done by then.
    ActionTarget,
    /// An action was done.
    ActionDone,
    /// A later date was agreed.
    ExtensionAgreed,
    /// That later date.
    ExtensionTo,
    /// The log speaks of it.
    Progress,
    /// The finding was closed.
    Closed,
    /// The finding was escalated, or no longer is.
    Escalated,
    /// The inspectorate said what it counts the finding as.
    Verified,
    /// Words were taken out for good.
    Redacted,
}

impl Dated {
    /// Whether it tells of what has happened; else of what is to happen by then.
    pub const fn has_happened(self) -> bool {
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

    /// Whether it may come before the report is published: the time of some duties begins with a recommendation or a letter.
    pub const fn may_precede_report(self) -> bool {
        matches!(self, Self::DutyFrom | Self::ResponseExtensionApplied | Self::ResponseExtensionAgreed)
    }

    /// The same in words, before "on" or "by" and the day.
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
            Self::ExtensionAgreed => format!("an extension of {of} was agreed"),
            Self::ExtensionTo => format!("{of} is extended to"),
            Self::Progress => format!("progress on {of} was made"),
            Self::Closed => format!("{of} was closed"),
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

/// A day, what it says, the finding it is said of, and the way to its field, made only where somebody asks.
type Tell<'t> = dyn FnMut(Date, Dated, Option<&FindingRef>, &dyn Fn() -> FieldPath) + 't;

/// Tells every day of a record.
pub fn each_day(record: &Record, tell: &mut Tell<'_>) {
    if let Some(day) = record.inspection.sent_to_panel {
        tell(day, Dated::SentToPanel, None, &|| FieldPath::root().key("inspection").key("sent_to_panel"));
    }
    if let Some(day) = record.duty_from {
        tell(day, Dated::DutyFrom, None, &|| FieldPath::root().key("duty_from"));
    }
    if let Some(day) = record.duty_terms.as_ref().and_then(|terms| terms.last_day) {
        tell(day, Dated::LastDay, None, &|| FieldPath::root().key("duty_terms").key("last_day"));
    }
    for (index, extension) in record.response_extensions.iter().enumerate() {
        let field = |field| FieldPath::root().key("response_extensions").index(index).key(field);
        tell(extension.to, Dated::ResponseExtensionTo, None, &|| field("to"));
        tell(extension.agreed, Dated::ResponseExtensionAgreed, None, &|| field("agreed"));
        if let Some(applied) = extension.applied {
            tell(applied, Dated::ResponseExtensionApplied, None, &|| field("applied"));
        }
    }
    if let Some(publication) = &record.publication {
        for (day, dated, field) in [
            (publication.chief_officer_invited, Dated::Invited, "chief_officer_invited"),
            (publication.comments_wanted_by, Dated::CommentsWanted, "comments_wanted_by"),
            (publication.comments_received, Dated::CommentsReceived, "comments_received"),
            (publication.published, Dated::ResponsePublished, "published"),
            (publication.sent_to_inspectorate, Dated::SentToInspectorate, "sent_to_inspectorate"),
            (publication.sent_to_secretary_of_state, Dated::SentToSecretaryOfState, "sent_to_secretary_of_state"),
            (publication.sent_to_commissioner, Dated::Sent, "sent_to_commissioner"),
            (publication.sent_to_iopc, Dated::Sent, "sent_to_iopc"),
            (publication.sent_to_coroner, Dated::Sent, "sent_to_coroner"),
        ] {
            if let Some(day) = day {
                tell(day, dated, None, &|| FieldPath::root().key("publication").key(field));
            }
        }
    }
    for (index, redaction) in record.redactions.iter().enumerate() {
        tell(redaction.date, Dated::Redacted, None, &|| FieldPath::root().key("redactions").index(index).key("date"));
    }
    for (reference, at, finding) in record.findings() {
        let mut of = |day: Option<Date>, dated: Dated, place: &dyn Fn() -> FieldPath| {
            if let Some(day) = day {
                tell(day, dated, Some(&reference), place);
            }
        };
        of(finding.due, Dated::Due, &|| at.key("due"));
        of(finding.target, Dated::Target, &|| at.key("target"));
        for (index, action) in finding.actions.iter().enumerate() {
            let field = |field| at.key("actions").index(index).key(field);
            of(action.target, Dated::ActionTarget, &|| field("target"));
            of(action.done, Dated::ActionDone, &|| field("done"));
        }
        for (index, extension) in finding.extensions.iter().enumerate() {
            let field = |field| at.key("extensions").index(index).key(field);
            of(Some(extension.agreed), Dated::ExtensionAgreed, &|| field("agreed"));
            of(Some(extension.to), Dated::ExtensionTo, &|| field("to"));
        }
        for (index, entry) in finding.progress.iter().enumerate() {
            of(Some(entry.date), Dated::Progress, &|| at.key("progress").index(index).key("date"));
        }
        let closed = finding.closure.as_ref().and_then(|closure| closure.date);
        of(closed, Dated::Closed, &|| at.key("closure").key("date"));
        let verified = finding.verification.as_ref().and_then(|verification| verification.date);
        of(verified, Dated::Verified, &|| at.key("verification").key("date"));
        for (index, step) in finding.escalation.iter().enumerate() {
            of(Some(step.date), Dated::Escalated, &|| at.key("escalation").index(index).key("date"));
        }
        for (index, redaction) in finding.redactions.iter().enumerate() {
            of(Some(redaction.date), Dated::Redacted, &|| at.key("redactions").index(index).key("date"));
        }
    }
}
