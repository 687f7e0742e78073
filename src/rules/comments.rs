//! Rules on the chief officer's comments: the invitation, and the publication of those that came in time (Police Act 1996,
//! section 55(4) and (5)(b)).

use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, RuleContext};
use crate::model::duty::CommentsLaw;
use crate::model::{Date, FieldPath, Publication, Record, Stage};
use crate::prose::Prose;
use crate::rules::response_deadline::{first_day, in_publication};

family! { "The chief officer's comments", "comments.md", check:
    /// Reports a published response without an invitation of the chief officer to comment (section 55(4)).
    CHIEF_OFFICER_NOT_INVITED = Deny "chief-officer-not-invited" OncePublished;
    /// Reports an invitation after the response was published.
    INVITED_AFTER_PUBLICATION = Deny "invited-after-publication" Always;
    /// Reports comments that were to arrive before the chief officer was invited.
    COMMENTS_WANTED_BEFORE_INVITATION = Deny "comments-wanted-before-invitation" Always;
    /// Reports comments that may arrive after the response deadline.
    COMMENTS_WANTED_AFTER_DEADLINE = Warn "comments-wanted-after-deadline" Always;
    /// Reports a response without the comments that came in time (section 55(5)(b)).
    COMMENTS_NOT_PUBLISHED = Deny "comments-not-published" OncePublished;
}

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record().filter(|record| context.response(record).is_owed) else { return };
    let Some(law) = record.duty().comments else { return };
    let publication = record.publication.clone().unwrap_or_default();
    invited(record, &publication, law, report);
    wanted(record, &publication, law, context.by.on, report);
    if record.stage == Stage::Published {
        published(record, &publication, law, report);
    }
}

fn invited(record: &Record, publication: &Publication, law: CommentsLaw, report: &mut DiagnosticCollector<'_>) {
    let Some(invited) = publication.chief_officer_invited else {
        if record.stage == Stage::Published {
            let at = FieldPath::root().key(if record.publication.is_some() { "publication" } else { "stage" });
            let message = format!("the date on which the chief officer was invited to comment is missing ({})", law.invited);
            let help =
                "write the date in `publication.chief_officer_invited` (`irr publish … --chief-officer-invited DATE`)".to_owned();
            // A published response need not state the invitation, so in an imported record its absence proves nothing.
            report.sure_or_doubtful(!record.imported, &CHIEF_OFFICER_NOT_INVITED, at, message, help);
        }
        return;
    };
    // A response dated before its report is reported by the rule on that.
    let is_in_order = |published: &Date| *published >= record.inspection.published;
    if let Some(published) = publication.published.filter(is_in_order).filter(|published| invited > *published) {
        let message = format!("the chief officer was invited to comment on {invited}, after the response was published");
        let help = format!("{} requires the invitation first: check both dates", law.invited);
        let other = (in_publication("published"), format!("published {published}"));
        report.clash(&INVITED_AFTER_PUBLICATION, in_publication("chief_officer_invited"), message, help, other);
    }
}

fn wanted(record: &Record, publication: &Publication, law: CommentsLaw, on: Date, report: &mut DiagnosticCollector<'_>) {
    let Some((wanted, last)) = publication.comments_wanted_by.zip(publication.last_day_for_comments()) else { return };
    let at = || in_publication("comments_wanted_by");
    if let Some(invited) = publication.chief_officer_invited.filter(|invited| wanted <= *invited) {
        let message = format!("comments were due before {wanted}, but the chief officer was invited on {invited}");
        let help = format!("{} requires comments before the date set in the invitation: check both dates", law.invited);
        let other = (in_publication("chief_officer_invited"), "the invitation".to_owned());
        report.clash(&COMMENTS_WANTED_BEFORE_INVITATION, at(), message, help, other);
    }
    if let Some(due) = record.response_due(on).filter(|due| last > *due) {
        let message = format!("comments are due before {wanted}, but the last day to publish them is {due}");
        let help = format!("{} requires the comments to be published with the response: set an earlier date", law.published);
        report.clash(&COMMENTS_WANTED_AFTER_DEADLINE, at(), message, help, first_day(record));
    }
}

fn published(record: &Record, publication: &Publication, law: CommentsLaw, report: &mut DiagnosticCollector<'_>) {
    let Some(received) = publication.comments_received else { return };
    let last = publication.last_day_for_comments();
    // Only comments that came in time must be published (section 55(5)(b)).
    if last.is_some_and(|last| received > last) || has_the_chief_officers_words(record) {
        return;
    }
    let in_time = publication.comments_wanted_by.map_or_else(String::new, |wanted| format!(", before {wanted}"));
    let message = format!("the chief officer's comments came on {received}{in_time}, but the response has none of them");
    let help = format!(
        "add them to `chief_officer_response`, of the record or of its findings: {} requires their publication",
        law.published
    );
    // Without a day that was set, nobody can tell whether the comments were in time.
    let is_sure = last.is_some() && !tells_what_the_chief_officer_says(record);
    report.sure_or_doubtful(is_sure, &COMMENTS_NOT_PUBLISHED, in_publication("comments_received"), message, help);
}

fn has_the_chief_officers_words(record: &Record) -> bool {
    let says_something = |words: &Option<Prose>| words.as_ref().is_some_and(|words| !words.trimmed().is_empty());
    let on_the_whole = record.chief_officer_response.as_ref();
    on_the_whole.is_some_and(|it| [&it.overview, &it.next_steps, &it.closing].into_iter().any(says_something))
        || record.findings().any(|(.., finding)| finding.chief_officer_spoke())
}

/// Stems of verbs that report a comment. Sentences that only name the chief officer, such as a request, must not match.
const COMMENTING: [&str; 16] = [
    "comment", "said", "says", "told", "tells", "respon", "state", "wrote", "writes", "explain", "assure", "advise", "inform",
    "confirm", "repl", "accept",
];

/// Returns whether the body's own text reports what the chief officer
/// said, because some offices quote or retell the comments there.
fn tells_what_the_chief_officer_says(record: &Record) -> bool {
    let officer = record.chief_officer.as_ref();
    let names = officer.into_iter().flat_map(|officer| [officer.title.as_deref(), officer.name.as_deref()]).flatten();
    let names: Vec<String> = names.chain(["chief constable", "chief officer"]).map(str::to_lowercase).collect();
    let on_findings = record.findings().filter_map(|(.., finding)| finding.commissioner_response.as_ref()?.text.as_ref());
    let on_the_whole = [&record.commissioner_initial_response, &record.commissioner_overall_comments].into_iter().flatten();
    on_the_whole.chain(on_findings).any(|words| {
        let words = words.as_str().to_lowercase();
        let names_them = |sentence: &str| names.iter().any(|name| !name.trim().is_empty() && sentence.contains(name.trim()));
        words.split(['.', ';']).any(|sentence| names_them(sentence) && COMMENTING.iter().any(|verb| sentence.contains(verb)))
    })
}
