//! The content of a published response, which later changes must not alter.

use crate::model::duty::Recipient;
use crate::model::{FieldPath, FindingRef, OurNames, Record};
use crate::prose::Prose;
use crate::yaml::without_markup;

/// A published value.
pub(super) struct PublishedField {
    /// The finding; `None` for the response as a whole.
    pub(super) of: Option<FindingRef>,
    /// The field's path within the finding or the record.
    pub(super) field: FieldPath,
    /// The value.
    pub(super) value: String,
}

/// Normalises a text for comparison: line breaks do not count, and HTML counts as the Markdown it stands for.
pub(super) fn said(text: &str) -> String {
    let text = without_markup(text).unwrap_or_else(|| text.to_owned());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns every published value of a record.
/// Values about the work that follows (status, owner, dates, log, evidence) are not included.
///
/// Also included are the values that decide who must act: the kind of body and `ours`. But `ours` may be set to false at any time
/// for a finding addressed only to others (none is `us`).
pub(super) fn published_words(record: &Record, us: &OurNames) -> Vec<PublishedField> {
    let mut kept = Vec::new();
    let mut keep = |of: Option<&FindingRef>, path: &[&'static str], value: Option<String>| {
        if let Some(value) = value {
            let field = path.iter().fold(FieldPath::root(), |field, key| field.key(*key));
            kept.push(PublishedField { of: of.cloned(), field, value });
        }
    };
    let prose = |text: &Option<Prose>| text.as_ref().map(|text| said(text.as_str())).filter(|said| !said.is_empty());
    keep(None, &["force"], Some(record.force.to_string()));
    keep(None, &["local_policing_body", "kind"], Some(record.local_policing_body.kind.to_string()));
    keep(None, &["stage"], Some(record.stage.to_string()));
    keep(None, &["inspection", "title"], Some(record.inspection.title.clone()));
    keep(None, &["inspection", "published"], Some(record.inspection.published.to_string()));
    keep(None, &["commissioner_initial_response"], prose(&record.commissioner_initial_response));
    if let Some(response) = &record.chief_officer_response {
        keep(None, &["chief_officer_response", "overview"], prose(&response.overview));
        keep(None, &["chief_officer_response", "next_steps"], prose(&response.next_steps));
        keep(None, &["chief_officer_response", "closing"], prose(&response.closing));
    }
    keep(None, &["commissioner_overall_comments"], prose(&record.commissioner_overall_comments));
    keep(None, &["adopts_chief_officer"], record.adopts_chief_officer.then(|| "true".to_owned()));
    if let Some(publication) = &record.publication {
        let days = [
            ("chief_officer_invited", publication.chief_officer_invited),
            ("comments_received", publication.comments_received),
            ("published", publication.published),
        ];
        let sent = Recipient::ALL.map(|recipient| (recipient.field(), publication.sent_to(recipient)));
        for (field, day) in days.into_iter().chain(sent) {
            keep(None, &["publication", field], day.map(|day| day.to_string()));
        }
    }
    for (reference, _, finding) in record.findings() {
        let of = Some(&reference);
        keep(of, &["text"], prose(&finding.text));
        keep(of, &["due_text"], finding.due_text.as_deref().map(said));
        let names: Vec<String> = finding.addressed_to.iter().map(ToString::to_string).collect();
        keep(of, &["addressed_to"], Some(names.join(", ")).filter(|names| !names.is_empty()));
        let to_us = names.is_empty() || finding.addressed_to.iter().any(|name| us.is_us(name, &record.force));
        keep(of, &["ours"], (finding.is_ours() && to_us).then(|| "true".to_owned()));
        if let Some(answer) = &finding.chief_officer_response {
            keep(of, &["chief_officer_response", "heading"], answer.heading.as_deref().map(said));
            keep(of, &["chief_officer_response", "text"], prose(&answer.text));
        }
        if let Some(response) = &finding.commissioner_response {
            keep(of, &["commissioner_response", "action"], response.action.map(|action| action.to_string()));
            let adopts = response.adopts_chief_officer.then(|| "true".to_owned());
            keep(of, &["commissioner_response", "adopts_chief_officer"], adopts);
            keep(of, &["commissioner_response", "text"], prose(&response.text));
            keep(of, &["commissioner_response", "see"], response.see.as_ref().map(ToString::to_string));
        }
    }
    kept
}
