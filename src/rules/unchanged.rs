//! What a published response said: the words and days that stay as they were published.

use crate::model::{FieldPath, FindingRef, Prose, Record, Us};
use crate::yaml::without_markup;

/// One value that was published.
pub(super) struct Kept {
    /// The finding it is said of; `None` for the response as a whole.
    pub(super) of: Option<FindingRef>,
    /// The field, within the finding or the record.
    pub(super) field: FieldPath,
    /// What it says.
    pub(super) value: String,
}

/// Every published value that a record has. How the work goes on (status, owner, dates, log, evidence) is not among them.
///
/// With them stands what decides whether anybody has to do anything: whose body it is, and that a finding is ours. A finding that is
/// addressed to others (none of them is `us`) may be said to be theirs at any time.
pub(super) fn published_words(record: &Record, us: &Us) -> Vec<Kept> {
    let mut kept = Vec::new();
    let mut keep = |of: Option<&FindingRef>, path: &[&'static str], value: Option<String>| {
        if let Some(value) = value {
            let field = path.iter().fold(FieldPath::root(), |field, key| field.key(*key));
            kept.push(Kept { of: of.cloned(), field, value });
        }
    };
    // Neither where a line breaks nor HTML in the place of Markdown is what was said.
    let prose = |text: &Option<Prose>| {
        let text = text.as_ref()?.trimmed();
        let said = without_markup(text).unwrap_or_else(|| text.to_owned());
        Some(said.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|said| !said.is_empty())
    };
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
    let published = record.publication.as_ref().and_then(|publication| publication.published);
    keep(None, &["publication", "published"], published.map(|day| day.to_string()));
    for (reference, _, finding) in record.findings() {
        let of = Some(&reference);
        keep(of, &["text"], prose(&finding.text));
        keep(of, &["due_text"], finding.due_text.clone());
        let names: Vec<String> = finding.addressed_to.iter().map(ToString::to_string).collect();
        keep(of, &["addressed_to"], Some(names.join(", ")).filter(|names| !names.is_empty()));
        let to_us = names.is_empty() || finding.addressed_to.iter().any(|name| us.is_us(name, &record.force));
        keep(of, &["ours"], (finding.ours() && to_us).then(|| "true".to_owned()));
        if let Some(answer) = &finding.chief_officer_response {
            keep(of, &["chief_officer_response", "heading"], answer.heading.clone());
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
