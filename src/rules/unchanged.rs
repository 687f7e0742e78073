//! What a published response said: the words and days that stay as they were published.

use crate::model::{FieldPath, FindingRef, Prose, Record};

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
pub(super) fn published_words(record: &Record) -> Vec<Kept> {
    let mut kept = Vec::new();
    let mut keep = |of: Option<&FindingRef>, path: &[&'static str], value: Option<String>| {
        if let Some(value) = value {
            let field = path.iter().fold(FieldPath::root(), |field, key| field.key(*key));
            kept.push(Kept { of: of.cloned(), field, value });
        }
    };
    let prose = |text: &Option<Prose>| text.as_ref().map(|text| text.trimmed().to_owned()).filter(|text| !text.is_empty());
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
