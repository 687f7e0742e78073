//! Searches prose for the facts that a form has labels for: whose response it is, to which report, and its dates.

use super::block_lines::texts;
use super::extractor::Extractor;
use crate::intake::block::SourceBlock;
use crate::intake::phrases::office_name::{force_in, office_in};
use crate::intake::phrases::prose_date;
use crate::intake::{ImportNoteCode, SourcePlace};
use crate::model::{Grade, GradeLevel, InspectionKind, Inspectorate, Record, due_date_in_text};

/// Returns the inspectorate's own count: 20 for "Of the 20 that the inspectorate lists".
pub(super) fn listed_in(text: &str) -> Option<u32> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    (0..words.len().saturating_sub(3)).find_map(|at| {
        let count = due_date_in_text::count_in_words(&words[at])?;
        let whose = words[at + 3].starts_with("inspector");
        (words[at + 1] == "that" && words[at + 2] == "the" && whose).then_some(count)
    })
}

impl Extractor {
    /// Looks through the document for facts that the labels may not give.
    pub(super) fn collect_prose_facts(&mut self, blocks: &[SourceBlock]) {
        let texts = texts(blocks);
        let mut nearest = usize::MAX;
        for (at, text) in &texts {
            if let Some((far, date, sentence)) = prose_date::report_published(text)
                // A response names several dates: the one nearest to "published" is the report's.
                && far < nearest
            {
                nearest = far;
                self.prose_facts.named_title =
                    set_off(sentence).map(|title| (*at, title)).or(self.prose_facts.named_title.take());
                self.prose_facts.published = Some((*at, date, sentence.to_owned()));
            }
            let lower = text.to_lowercase();
            self.prose_facts.copied_today |= prose_date::sentences(&lower).iter().any(|sentence| {
                sentence.contains("copy of this") && sentence.contains("today") && sentence.contains("inspector")
            });
        }
        self.collect_office_holders(&texts);
        let title = self.prose_facts.title.clone();
        let first = title.iter().map(|(at, text)| (*at, text.clone()));
        for (at, text) in first.chain(texts) {
            if self.prose_facts.force.is_none()
                && let Some(force) = force_in(&text)
            {
                self.prose_facts.force = Some((at, force));
            }
            if self.prose_facts.kind.is_none()
                && let Some((kind, _)) = office_in(&text)
            {
                self.prose_facts.kind = Some((at, kind, text.clone()));
            }
        }
    }

    /// Reads the inspectorates, kind and grade of the inspection from prose, where no label gives them.
    pub(super) fn read_inspection_from_prose(&mut self, blocks: &[SourceBlock], record: &mut Record) {
        let texts = texts(blocks);
        if record.inspection.inspectorates.is_empty() {
            let mut named: Vec<(SourcePlace, Inspectorate)> = Vec::new();
            for (at, text) in &texts {
                for name in inspectorates_in(text) {
                    if !named.iter().any(|(_, known)| *known == name) {
                        named.push((*at, name));
                    }
                }
            }
            if let Some((at, _)) = named.first() {
                let names: Vec<&str> = named.iter().map(|(_, name)| name.as_str()).collect();
                let message = format!("the text names {}; taken as the inspectorate", names.join(" and "));
                self.add_note(ImportNoteCode::Guessed, *at, message, None);
                record.inspection.inspectorates = named.into_iter().map(|(_, name)| name).collect();
            }
        }
        self.prose_url(&texts, record);
        self.prose_kind(&texts, record);
        self.prose_grade(&texts, record);
    }

    /// Reads the report's address from the link in the paragraph about its publication.
    fn prose_url(&mut self, texts: &[(SourcePlace, String)], record: &mut Record) {
        let Some((told, ..)) = self.prose_facts.published.clone().filter(|_| record.inspection.url.is_none()) else { return };
        let links = texts.iter().filter(|(at, _)| *at == told).flat_map(|(_, text)| text.split("](").skip(1));
        let is_inspectorate = |link: &&str| {
            let host = link.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or(""));
            host.contains("hmic") || host.contains("justiceinspectorates")
        };
        let mut links = links.filter_map(|rest| Some(rest.split_once(')')?.0)).filter(is_inspectorate);
        // Case 21 has one link. Of several links none is known to be the report's.
        if let (Some(url), None) = (links.next(), links.next()) {
            let url = url.to_owned();
            self.add_note(
                ImportNoteCode::Guessed,
                told,
                "the text links to the inspectorate; taken as the address of the report",
                Some(&url),
            );
            record.inspection.url = Some(url);
        }
    }

    fn prose_kind(&mut self, texts: &[(SourcePlace, String)], record: &mut Record) {
        if record.inspection.kind.is_some() {
            return;
        }
        let title = (SourcePlace::START, record.inspection.title.clone());
        let many = record.inspection.inspectorates.len() > 1;
        let find = |word: &str| std::iter::once(&title).chain(texts).find(|(_, text)| has_word(text, word)).map(|(at, _)| *at);
        let in_title = |word: &str| has_word(&title.1, word);
        // The most specific first: a revisit (case 06), then joint (08 and 11), thematic (03 and 12) and national (27).
        let kind = if in_title("revisit") || find("revisit letter").is_some() {
            find("revisit").map(|at| (at, InspectionKind::FollowUp, "revisit"))
        } else if many && (find("joint").is_some() || find("jointly").is_some()) {
            find("joint").or_else(|| find("jointly")).map(|at| (at, InspectionKind::Joint, "joint"))
        } else {
            [
                ("thematic report", InspectionKind::Thematic, "thematic"),
                ("thematic inspection", InspectionKind::Thematic, "thematic"),
                ("national thematic", InspectionKind::Thematic, "national thematic"),
                ("this is a national report", InspectionKind::National, "national"),
                ("this is a national inspection", InspectionKind::National, "national"),
            ]
            .iter()
            .find_map(|(words, kind, word)| Some((find(words)?, *kind, *word)))
        };
        if let Some((at, kind, word)) = kind {
            record.inspection.kind = Some(kind);
            self.add_note(
                ImportNoteCode::Guessed,
                at,
                format!("the text says “{word}”; taken as the kind of inspection {kind}"),
                None,
            );
        }
    }

    fn prose_grade(&mut self, texts: &[(SourcePlace, String)], record: &mut Record) {
        if !record.inspection.grades.is_empty() {
            return;
        }
        let mut found: Vec<(SourcePlace, GradeLevel, String)> = Vec::new();
        for (at, text) in texts {
            for sentence in prose_date::sentences(text) {
                for grade in grades_in(sentence) {
                    if !found.iter().any(|(_, known, _)| *known == grade) {
                        found.push((*at, grade, sentence.to_owned()));
                    }
                }
            }
        }
        match &found[..] {
            [] => {}
            // Cases 14 and 15 give one grade. Several grades have areas that a sentence does not reliably name.
            [(at, grade, sentence)] => {
                record.inspection.grades.push(Grade { area: None, grade: *grade });
                let message = format!("the text gives a graded judgment; taken as {grade} overall");
                self.add_note(ImportNoteCode::Guessed, *at, message, Some(sentence));
            }
            [(at, _, sentence), ..] => {
                let message = "the text gives several graded judgments; none is used";
                self.add_note(ImportNoteCode::Missing, *at, message, Some(sentence));
            }
        }
    }
}

/// Returns the title in a sentence, in italics or quotation marks.
fn set_off(sentence: &str) -> Option<String> {
    [("*", "*"), ("‘", "’"), ("“", "”"), ("\"", "\"")].iter().find_map(|(open, close)| {
        let (_, rest) = sentence.split_once(open)?;
        let (title, _) = rest.split_once(close)?;
        let words = title.split_whitespace().count();
        // One or two words in italics are emphasis, and more than 30 are a quotation.
        ((3..=30).contains(&words) && title.starts_with(char::is_uppercase)).then(|| title.trim().to_owned())
    })
}

/// Returns the inspectorates that a text names, in order.
fn inspectorates_in(text: &str) -> Vec<Inspectorate> {
    const KNOWN: [(&str, &str); 12] = [
        ("HMICFRS", "HMICFRS"),
        ("HMIC", "HMIC"),
        ("Inspectorate of Constabulary and Fire", "HMICFRS"),
        ("Chief Inspector of Constabulary", "HMICFRS"),
        ("HMI Prisons", "HMI Prisons"),
        ("Inspectorate of Prisons", "HMI Prisons"),
        ("HMI Probation", "HMI Probation"),
        ("Inspectorate of Probation", "HMI Probation"),
        ("HMCPSI", "HMCPSI"),
        ("Crown Prosecution Service Inspectorate", "HMCPSI"),
        ("Care Quality Commission", "Care Quality Commission"),
        ("Ofsted", "Ofsted"),
    ];
    let mut found: Vec<(usize, &str)> = KNOWN
        .iter()
        .filter_map(|(words, name)| {
            let whole = |at: &usize| !text[at + words.len()..].starts_with(|c: char| c.is_alphanumeric());
            Some((text.match_indices(words).map(|(at, _)| at).find(whole)?, *name))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, name)| Inspectorate::from(name)).collect()
}

fn has_word(text: &str, word: &str) -> bool {
    let bare: String = text.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let bare = format!(" {} ", bare.split_whitespace().collect::<Vec<_>>().join(" "));
    bare.contains(&format!(" {word} "))
}

/// Returns the grades that a sentence gives the force: "was graded as good", "the force is Adequate".
fn grades_in(sentence: &str) -> Vec<GradeLevel> {
    let lower = sentence.to_lowercase();
    if lower.len() != sentence.len() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for level in GradeLevel::ALL.iter().take(5) {
        let name = level.words();
        for (at, _) in lower.match_indices(&name) {
            let before = lower[..at].trim_end().trim_end_matches(['“', '"', '‘', '\'']).trim_end();
            let graded = [
                "graded as",
                "graded",
                "rated as",
                "rated",
                "judged to be",
                "judged as",
                "judged",
                "grade of",
                "judgment of",
                "assessed as",
            ];
            let named = sentence[at..].starts_with(char::is_uppercase)
                && ["force is", "constabulary is", "police is", "was", "is graded"].iter().any(|words| before.ends_with(words));
            if (graded.iter().any(|words| before.ends_with(words)) || named) && !found.contains(level) {
                found.push(*level);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_is_one_where_the_sentence_gives_it() {
        assert_eq!(grades_in("The constabulary was graded as good."), [GradeLevel::Good]);
        assert_eq!(grades_in("On how it vets its people, the force is Adequate."), [GradeLevel::Adequate]);
        assert_eq!(grades_in("A good result, and an adequate judgment is fair."), []);
    }

    #[test]
    fn inspectorates_are_told_by_name_and_each_once() {
        let names = |text| inspectorates_in(text).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names("the report of HMICFRS and HMI Prisons"), ["HMICFRS", "HMI Prisons"]);
        assert_eq!(names("HMIC Inspections"), ["HMIC"]);
    }
}
