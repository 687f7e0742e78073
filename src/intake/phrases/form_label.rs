//! The labels of the form and of findings, and their meanings.

use crate::intake::phrases::heading::HeadingSection;
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

const LABELS: [(&str, Label); 86] = [
    ("force", Label::Force),
    ("police force", Label::Force),
    ("force inspected", Label::Force),
    ("name of force", Label::Force),
    ("force name", Label::Force),
    ("force area", Label::Force),
    ("police and crime commissioner", Label::Body(BodyKind::Pcc)),
    ("pcc", Label::Body(BodyKind::Pcc)),
    ("name of pcc", Label::Body(BodyKind::Pcc)),
    ("name of police and crime commissioner", Label::Body(BodyKind::Pcc)),
    ("police fire and crime commissioner", Label::Body(BodyKind::Pfcc)),
    ("pfcc", Label::Body(BodyKind::Pfcc)),
    ("name of pfcc", Label::Body(BodyKind::Pfcc)),
    ("name of police fire and crime commissioner", Label::Body(BodyKind::Pfcc)),
    ("mayor", Label::Body(BodyKind::Mayor)),
    ("chief constable", Label::ChiefOfficer("Chief Constable")),
    ("name of chief constable", Label::ChiefOfficer("Chief Constable")),
    ("commissioner", Label::ChiefOfficer("Commissioner")),
    ("commissioner of police", Label::ChiefOfficer("Commissioner")),
    ("title of inspection", Label::Title),
    ("inspection title", Label::Title),
    ("title of report", Label::Title),
    ("title of the report", Label::Title),
    ("report title", Label::Title),
    ("name of inspection", Label::Title),
    ("name of report", Label::Title),
    ("inspection name", Label::Title),
    ("inspection report", Label::Title),
    ("inspection", Label::Title),
    ("hmicfrs report", Label::Title),
    ("hmic report", Label::Title),
    ("report", Label::Title),
    ("title", Label::Title),
    ("published date", Label::Published),
    ("date published", Label::Published),
    ("publication date", Label::Published),
    ("date of publication", Label::Published),
    ("date inspection published", Label::Published),
    ("date report published", Label::Published),
    ("report publication date", Label::Published),
    ("date of report", Label::Published),
    ("report date", Label::Published),
    ("report published", Label::Published),
    ("report published by hmicfrs", Label::Published),
    ("published", Label::Published),
    ("inspectorate", Label::Inspectorate),
    ("inspectorates", Label::Inspectorate),
    ("inspecting body", Label::Inspectorate),
    ("inspected by", Label::Inspectorate),
    ("type of inspection", Label::InspectionKind),
    ("inspection type", Label::InspectionKind),
    ("summary of inspection", Label::Summary),
    ("summary of report", Label::Summary),
    ("summary of the report", Label::Summary),
    ("report summary", Label::Summary),
    ("summary", Label::Summary),
    ("grade", Label::Grade),
    ("grades", Label::Grade),
    ("grading", Label::Grade),
    ("gradings", Label::Grade),
    ("overall grade", Label::Grade),
    ("overall grading", Label::Grade),
    ("overall judgment", Label::Grade),
    ("overall judgement", Label::Grade),
    ("graded judgment", Label::Grade),
    ("graded judgments", Label::Grade),
    ("recommendations", Label::Findings(FindingKind::Recommendation)),
    ("areas for improvement", Label::Findings(FindingKind::AreaForImprovement)),
    ("afis", Label::Findings(FindingKind::AreaForImprovement)),
    ("causes of concern", Label::Findings(FindingKind::CauseOfConcern)),
    ("cause of concern", Label::Findings(FindingKind::CauseOfConcern)),
    ("causes for concern", Label::Findings(FindingKind::CauseOfConcern)),
    ("deadline for response", Label::Deadline),
    ("response deadline", Label::Deadline),
    ("date response sent", Label::Sent),
    ("date response published", Label::Sent),
    ("response published", Label::Sent),
    ("response sent", Label::Sent),
    ("date sent", Label::Sent),
    ("date of response", Label::Sent),
    ("response date", Label::Sent),
    ("responded", Label::Sent),
    ("signed", Label::Signed),
    ("signed by", Label::Signed),
    ("link to report", Label::Url),
    ("report link", Label::Url),
];

/// The longest text that is considered as a label or heading.
pub(in crate::intake) const LONGEST: usize = 400;

impl Label {
    /// Whether the value is a name, a day or another line, and never prose that goes on below it.
    pub(in crate::intake) fn is_one_line(self) -> bool {
        !matches!(self, Self::Summary | Self::Findings(_) | Self::Grade)
    }

    /// Returns the meaning of a label, with the correct spelling if it was slightly misspelt.
    pub(in crate::intake) fn of(text: &str) -> Option<(Self, Option<&'static str>)> {
        if text.len() > LONGEST {
            return None;
        }
        // A sentence is no label, and comparing it with all labels would take long.
        if text.len() > 100 {
            return None;
        }
        let words = normal(text);
        if let Some((_, label)) = LABELS.iter().find(|(name, _)| *name == words) {
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
        if let Some(label) = by_words(&words) {
            return Some((label, None));
        }
        // The words of a finding or of a section are never a misspelt label.
        if finding_label(text).is_some() || HeadingSection::of(text).is_some() {
            return None;
        }
        if words.len() > 50 {
            return None;
        }
        let near = nearest(&words, LABELS.iter().map(|(name, _)| *name).filter(|name| name.len() > 6))?;
        let close_enough = strsim::damerau_levenshtein(&words, near) <= 2;
        LABELS.iter().find(|(name, _)| *name == near && close_enough).map(|(name, label)| (*label, Some(*name)))
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

/// Returns lower case with single blanks and no punctuation.
pub(in crate::intake) fn normal(text: &str) -> String {
    let bare: String = text
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '‘'))
        .map(|c| if c.is_alphanumeric() || c == '&' { c.to_ascii_lowercase() } else { ' ' })
        .collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A heading without the number of its paragraph: "2. Next steps", "1.1 Comments".
pub(in crate::intake) fn without_number(text: &str) -> &str {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ')')).unwrap_or(text.len());
    let is_number = text.starts_with(|c: char| c.is_ascii_digit()) && (text[..end].contains(['.', ')'])) && end <= 6;
    match text[end..].strip_prefix([' ', '\u{a0}', '\t']) {
        Some(rest) if is_number => rest.trim_start(),
        _ => text,
    }
}

/// Of what kind a label without a number is, where it is all of a text: "Recommendation:", "Area for improvement".
pub(in crate::intake) fn bare_label(text: &str) -> Option<FindingKind> {
    if text.len() > LONGEST {
        return None;
    }
    Some(match normal(text).as_str() {
        "recommendation" => FindingKind::Recommendation,
        "area for improvement" | "afi" => FindingKind::AreaForImprovement,
        "cause of concern" | "cause for concern" => FindingKind::CauseOfConcern,
        _ => return None,
    })
}

/// A finding's label at the beginning of a text: its kind, its numbers, and the text behind them.
///
/// "Recommendation 4 – Plans" is the recommendation 4, and "Plans"; "Recommendations 10 and 22" has two numbers;
/// a label printed twice counts once. `None` where the text begins otherwise.
pub(in crate::intake) fn finding_label(text: &str) -> Option<(FindingKind, Vec<String>, &str)> {
    let (kind, numbers, mut rest) = one_label(text)?;
    while let Some((_, _, behind)) = one_label(rest).filter(|(again, more, _)| *again == kind && *more == numbers) {
        rest = behind;
    }
    Some((kind, numbers, rest))
}

/// The same, where a label that is printed twice is two.
fn one_label(text: &str) -> Option<(FindingKind, Vec<String>, &str)> {
    const NAMES: [(&str, FindingKind); 8] = [
        ("recommendations", FindingKind::Recommendation),
        ("recommendation", FindingKind::Recommendation),
        ("areas for improvement", FindingKind::AreaForImprovement),
        ("area for improvement", FindingKind::AreaForImprovement),
        ("afi", FindingKind::AreaForImprovement),
        ("causes of concern", FindingKind::CauseOfConcern),
        ("cause of concern", FindingKind::CauseOfConcern),
        ("cause for concern", FindingKind::CauseOfConcern),
    ];
    let text = text.trim_start();
    if let Some(short) = short_label(text) {
        return Some(short);
    }
    let (name, kind) =
        NAMES.iter().find(|(name, _)| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))?;
    let mut rest = text[name.len()..].trim_start_matches([' ', '\u{a0}', '#']);
    let mut numbers = Vec::new();
    loop {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(rest.len());
        let number = rest[..end].trim_end_matches('.');
        let is_number = number.starts_with(|c: char| c.is_ascii_digit())
            && number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len() <= 1
            && number.len() <= 6;
        if !is_number {
            break;
        }
        numbers.push(number.to_ascii_lowercase());
        rest = &rest[number.len()..];
        let behind = rest.trim_start();
        let more = ["and ", "& ", ", ", "/ "].iter().find_map(|joint| behind.strip_prefix(joint)).map(str::trim_start);
        match more.filter(|more| more.starts_with(|c: char| c.is_ascii_digit())) {
            Some(more) => rest = more,
            None => break,
        }
    }
    if numbers.is_empty() {
        return None;
    }
    let rest = rest.trim_start_matches([' ', '\u{a0}', '\t', ':', '.', '-', '–', '—', ')', '*', '|', '\\', '\n']);
    Some((*kind, numbers, rest))
}

/// "R1. Act", "Rec 2: Act": a recommendation's label in short, which a point, a colon or a dash ends.
fn short_label(text: &str) -> Option<(FindingKind, Vec<String>, &str)> {
    let rest = ["Rec. ", "Rec ", "REC ", "R"].iter().find_map(|name| text.strip_prefix(name))?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let behind = rest[end..].trim_start();
    let ends =
        behind.is_empty() || behind.starts_with([':', '–', '—', ')']) || behind.starts_with(". ") || behind.starts_with("- ");
    let words = behind.trim_start_matches(['.', ':', '-', '–', '—', ')', ' ']);
    ((1..=3).contains(&end) && ends).then(|| (FindingKind::Recommendation, vec![rest[..end].to_owned()], words))
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
        ] {
            assert_eq!(Label::of(text), Some((label, None)), "{text}");
        }
        assert_eq!(Label::of("Our response to the report"), None);
        assert_eq!(Label::of("Response to recommendations"), None);
    }

    #[test]
    fn a_label_gives_its_numbers_and_what_stands_behind() {
        let of = |text| finding_label(text).map(|(kind, numbers, rest)| (kind.prefix(), numbers.join("+"), rest.to_owned()));
        assert_eq!(of("Recommendation 4 – Plans"), Some(("R", "4".into(), "Plans".into())));
        assert_eq!(of("Recommendation 9 By 30 April"), Some(("R", "9".into(), "By 30 April".into())));
        assert_eq!(of("Recommendation 9 Recommendation 9: By 30 April"), Some(("R", "9".into(), "By 30 April".into())));
        assert_eq!(of("Recommendations 10 and 22"), Some(("R", "10+22".into(), String::new())));
        assert_eq!(of("RECOMMENDATION 3.1: Act"), Some(("R", "3.1".into(), "Act".into())));
        assert_eq!(of("Recommendation 2a"), Some(("R", "2a".into(), String::new())));
        assert_eq!(of("AFI 2. Act"), Some(("AFI", "2".into(), "Act".into())));
        assert_eq!(of("R3. Act"), Some(("R", "3".into(), "Act".into())));
        assert_eq!(of("Rec 3: Act"), Some(("R", "3".into(), "Act".into())));
        assert_eq!(of("R3 roads are narrow"), None);
        assert_eq!(of("Recommendation: act"), None);
        assert_eq!(of("Recommendations are many"), None);
    }

    #[test]
    fn a_label_that_is_printed_again_and_again_counts_once() {
        let text = "AFI 1: ".repeat(50_000);
        assert_eq!(finding_label(&text), Some((FindingKind::AreaForImprovement, vec!["1".to_owned()], "")));
    }
}
