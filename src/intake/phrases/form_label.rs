//! The labels of the form's rows, and their meanings.

use super::finding_label::finding_label;
use super::head::Head;
use super::list;
use super::normalized_text::{LONGEST, bare_label_text, normal};
use crate::model::did_you_mean::nearest;
use crate::model::{BodyKind, FindingKind};

/// The meaning of a row in the form's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum Label {
    /// The force.
    Force,
    /// The holder of the office, which is of this kind.
    Body(BodyKind),
    /// The chief officer, of this title.
    ChiefOfficer(&'static str),
    /// The report's title.
    Title,
    /// The day the report was published.
    Published,
    /// Whose report it is.
    Inspectorate,
    /// What kind of inspection it was.
    InspectionKind,
    /// What was inspected.
    Summary,
    /// The graded judgments.
    Grade,
    /// Findings of a kind.
    Findings(FindingKind),
    /// The form's own deadline.
    Deadline,
    /// The day the response was sent.
    Sent,
    /// The form's version.
    Version,
    /// Who signed it.
    Signed,
    /// Where the report can be read.
    Url,
    /// The day the response was sent to the Secretary of State.
    ToSecretary,
    /// How many findings of a kind the report has.
    Count(FindingKind),
}

/// The lists of labels, with what they mean.
const LABELS: [(&str, Label); 19] = [
    ("label.body_pcc", Label::Body(BodyKind::Pcc)),
    ("label.inspectionkind", Label::InspectionKind),
    ("label.signed", Label::Signed),
    ("label.sent", Label::Sent),
    ("label.force", Label::Force),
    ("label.body_pfcc", Label::Body(BodyKind::Pfcc)),
    ("label.body_mayor", Label::Body(BodyKind::Mayor)),
    ("label.chiefofficer_chief_constable", Label::ChiefOfficer("Chief Constable")),
    ("label.chiefofficer_commissioner", Label::ChiefOfficer("Commissioner")),
    ("label.title", Label::Title),
    ("label.published", Label::Published),
    ("label.inspectorate", Label::Inspectorate),
    ("label.summary", Label::Summary),
    ("label.grade", Label::Grade),
    ("label.findings_recommendation", Label::Findings(FindingKind::Recommendation)),
    ("label.findings_areaforimprovement", Label::Findings(FindingKind::AreaForImprovement)),
    ("label.findings_causeofconcern", Label::Findings(FindingKind::CauseOfConcern)),
    ("label.deadline", Label::Deadline),
    ("label.url", Label::Url),
];

impl Label {
    /// Returns the meaning of a label, with the correct spelling if it was slightly misspelt.
    pub(in crate::intake) fn of(text: &str) -> Option<(Self, Option<&'static str>)> {
        if text.len() > LONGEST {
            return None;
        }
        let text = bare_label_text(text);
        // A sentence is no label, and comparing it with all labels would take long.
        if text.len() > 100 {
            return None;
        }
        let words = normal(text).replace(" & ", " and ");
        if let Some((_, label)) = LABELS.iter().find(|(names, _)| list(names).contains(&words.as_str())) {
            return Some((*label, None));
        }
        // "Recommendations relevant to PFCC & Police" and its kin.
        for (opening, kind) in [
            ("recommendation", FindingKind::Recommendation),
            ("areas for improvement", FindingKind::AreaForImprovement),
            ("causes of concern", FindingKind::CauseOfConcern),
        ] {
            if words.starts_with(opening) && words.contains(" relevant to ") {
                return Some((Self::Findings(kind), None));
            }
        }
        if words == "version" || words == "form version" {
            return Some((Self::Version, None));
        }
        // After the exact labels and before spelling: case 18 words its labels in its own way.
        if let Some(label) = by_words(&words) {
            return Some((label, None));
        }
        // The words of a finding or of a section are never a misspelt label.
        if finding_label(text).is_some() || Head::of(text, false).is_some() {
            return None;
        }
        if let Some(label) = by_noun(&words).filter(|_| !text.contains(['“', '"', '‘', '('])) {
            return Some((label, None));
        }
        // No label of the table is longer, and the distance would cost quadratic time.
        if words.len() > 50 {
            return None;
        }
        // Short labels are not corrected: two typing errors turn "pcc" into any word.
        let names = LABELS.iter().flat_map(|(names, label)| list(names).iter().map(move |name| (*name, *label)));
        let near = nearest(&words, names.clone().map(|(name, _)| name).filter(|name| name.len() > 6))?;
        let close_enough = strsim::damerau_levenshtein(&words, near) <= 2;
        names.clone().find(|(name, _)| *name == near && close_enough).map(|(name, label)| (label, Some(name)))
    }
}

/// Returns the meaning of a label in unusual wording, if it consists only of words that labels are made of.
fn by_words(words: &str) -> Option<Label> {
    const USUAL: &str = " date day of the this our report inspection response published publication sent due by deadline statutory pcc \
        pfcc commissioner commissioners mayor hmicfrs hmic to home secretary state for on was is submitted issued number \
        recommendations areas improvement afis causes concern type kind link url web address title name full which must respond \
        office opcc publish publishing required dated ";
    let of: Vec<&str> = words.split(' ').collect();
    if !(2..=10).contains(&of.len()) || !of.iter().all(|word| USUAL.contains(&format!(" {word} "))) {
        return None;
    }
    let has = |names: &[&str]| names.iter().any(|name| of.contains(name));
    let answers = has(&["response", "respond"]);
    if answers && has(&["secretary"]) && has(&["sent", "submitted", "date"]) {
        return Some(Label::ToSecretary);
    }
    if answers && has(&["due", "deadline", "required", "must"]) {
        return Some(Label::Deadline);
    }
    if answers && has(&["date", "dated", "day", "sent", "published", "submitted"]) {
        return Some(Label::Sent);
    }
    if has(&["number"]) && !answers {
        return Some(Label::Count(if has(&["recommendations"]) {
            FindingKind::Recommendation
        } else if has(&["afis", "improvement"]) {
            FindingKind::AreaForImprovement
        } else if has(&["causes"]) {
            FindingKind::CauseOfConcern
        } else {
            return None;
        }));
    }
    if !has(&["report", "inspection"]) || answers || has(&["recommendations", "areas", "causes", "due", "deadline"]) {
        return None;
    }
    Some(if has(&["type", "kind"]) {
        Label::InspectionKind
    } else if has(&["link", "url", "web"]) {
        Label::Url
    } else if has(&["published", "publication", "issued"]) {
        Label::Published
    } else if has(&["title", "name"]) {
        Label::Title
    } else {
        return None;
    })
}

/// Returns the meaning of a label by what it names: "Report went live", "Force concerned", "When did HMICFRS publish it?".
fn by_noun(words: &str) -> Option<Label> {
    let of: Vec<&str> = words.split(' ').collect();
    if !(2..=8).contains(&of.len()) {
        return None;
    }
    let has = |names: &str| of.iter().any(|word| list(names).contains(word));
    let (report, ours) = (has("label.noun.report"), has("label.noun.response"));
    Some(match () {
        () if of.contains(&"received") => return None,
        () if ours && has("label.noun.day") => Label::Sent,
        () if report && !ours && has("label.noun.published") => Label::Published,
        () if has("label.noun.report_named") && !ours && has("label.noun.name") => Label::Title,
        () if has("label.noun.force") && (has("label.noun.name") || has("label.noun.inspected")) => Label::Force,
        () => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_any_dress_and_a_little_misspelt() {
        assert_eq!(Label::of("Force:"), Some((Label::Force, None)));
        assert_eq!(Label::of("Police, Fire and Crime Commissioner"), Some((Label::Body(BodyKind::Pfcc), None)));
        let recommendations = Label::Findings(FindingKind::Recommendation);
        assert_eq!(Label::of("Recommendations relevant to PFCC & Police"), Some((recommendations, None)));
        assert_eq!(Label::of("Tilte of inspection"), Some((Label::Title, Some("title of inspection"))));
        assert_eq!(Label::of("Budget"), None);
    }

    #[test]
    fn a_label_of_other_words_means_what_its_words_say() {
        for (text, label) in [
            ("Date of PCC response", Label::Sent),
            ("Date of this response", Label::Sent),
            ("Response sent to Home Secretary", Label::ToSecretary),
            ("Statutory response due by", Label::Deadline),
            ("Report type", Label::InspectionKind),
            ("Number of recommendations", Label::Count(FindingKind::Recommendation)),
            ("Full title of HMICFRS report", Label::Title),
            ("Report went live", Label::Published),
            ("When did HMICFRS publish it?", Label::Published),
            ("Date of these comments", Label::Sent),
            ("Form completed", Label::Sent),
            ("Force concerned", Label::Force),
        ] {
            assert_eq!(Label::of(text), Some((label, None)), "{text}");
        }
        assert_eq!(Label::of("Our response to the report"), None);
        assert_eq!(Label::of("Response to recommendations"), None);
    }
}
