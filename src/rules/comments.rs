//! Whether the chief officer was asked for comments, as section 55(4) wants it.

use super::clock::{first_day, in_publication};
use super::rule::family;
use super::{Report, Subject, Whole};
use crate::model::{FieldPath, Record, Stage};

family! { "The chief officer's comments", "comments.md", check:
    /// The chief officer was not invited to comment (section 55(4)).
    CHIEF_OFFICER_NOT_INVITED = Deny "chief-officer-not-invited" OncePublished;
    /// Comments are wanted when it is too late for them.
    COMMENTS_WANTED_AFTER_DEADLINE = Warn "comments-wanted-after-deadline" Always;
}

fn check(subject: &Subject<'_>, whole: &Whole<'_>, report: &mut Report<'_>) {
    let wants_comments = |record: &&Record| whole.response(subject.id, record).is_owed && record.duty().wants_comments;
    let Some(record) = subject.record().filter(wants_comments) else { return };
    let publication = record.publication.clone().unwrap_or_default();
    let due = record.response_due(whole.by.on);
    if let Some((wanted, due)) = publication.comments_wanted_by.zip(due).filter(|(wanted, due)| wanted > due) {
        let message = format!("comments are wanted by {wanted}, and the last day to publish them is {due}");
        let help = "section 55(5) has the comments published with the response: ask for them earlier".to_owned();
        let at = in_publication("comments_wanted_by");
        report.clash(&COMMENTS_WANTED_AFTER_DEADLINE, at, message, help, first_day(record));
    }
    if record.stage == Stage::Published && publication.chief_officer_invited.is_none() {
        let at = if record.publication.is_some() { FieldPath::root().key("publication") } else { FieldPath::root().key("stage") };
        let message = "it is not written when the chief officer was invited to comment (section 55(4))";
        let help = "write the day in `publication.chief_officer_invited`".to_owned();
        report.at(&CHIEF_OFFICER_NOT_INVITED, at, message, help);
    }
}
