//! How many findings the report has.

use super::Facts;
use crate::intake::SourcePlace;
use crate::intake::label::{Fact, Role};
use crate::intake::note::{Note, Notes};
use crate::model::{FindingKind, Record, due_date_in_text};

impl Facts<'_> {
    /// Reads how many findings the report has, from labels and from prose about the report.
    pub(in crate::intake::assemble) fn counts(&self, record: &mut Record, notes: &mut Notes) {
        let prose: Vec<(SourcePlace, &str)> = self
            .labelled
            .iter()
            .filter(|one| matches!(one.role, Role::Statement(..) | Role::About | Role::Fact(Fact::Summary) | Role::Answer(..)))
            .map(|one| (one.piece.at, one.piece.plain.as_str()))
            .collect();
        let nouns = [
            (FindingKind::CauseOfConcern, Fact::Causes, ["causes of concern", "cause of concern", "causes for concern"]),
            (FindingKind::Recommendation, Fact::Recommendations, ["recommendation", "recommendations", "new recommendations"]),
            (FindingKind::AreaForImprovement, Fact::Areas, ["areas for improvement", "area for improvement", "afis"]),
        ];
        let mut causes = 1;
        for (kind, fact, names) in nouns {
            let here = record.findings_of(kind).len();
            let label = self.value_in_a_line(fact).and_then(|(at, text)| {
                let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
                Some((at, first.parse().ok().or_else(|| due_date_in_text::count_in_words(first))?, text, true))
            });
            // The inspectorate's own count is believed before the office's, and a sentence of this report before one of another.
            let listed = prose.iter().find_map(|(at, text)| {
                listed_in(text)
                    .filter(|_| kind == FindingKind::AreaForImprovement)
                    .map(|count| (*at, count, (*text).to_owned(), false))
            });
            let told = listed.or_else(|| {
                let mut told = prose.iter().filter_map(|(at, text)| {
                    let count = names.iter().find_map(|noun| count_of(text, noun))?;
                    let lower = text.to_lowercase();
                    let years: Vec<&str> =
                        lower.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4).collect();
                    let earlier = years
                        .iter()
                        .any(|year| year.parse::<i32>().is_ok_and(|year| year < record.inspection.published.year() - 1))
                        || lower.contains("previous")
                        || lower.contains("earlier report");
                    Some((earlier, (*at, count, (*text).to_owned(), false)))
                });
                let all: Vec<_> = told.by_ref().collect();
                all.iter().find(|(earlier, _)| !earlier).or(all.first()).map(|(_, told)| told.clone())
            });
            let Some((at, count, text, is_label)) = label.or(told) else { continue };
            let count = match kind {
                FindingKind::Recommendation
                    if ["recommendation each", "recommendations each"]
                        .iter()
                        .any(|words| text.to_lowercase().contains(words)) =>
                {
                    count * causes
                }
                _ => count,
            };
            // "No recommendations" beside recommendations is about part of them only.
            if count == 0 && here > 0 {
                continue;
            }
            let field = match kind {
                FindingKind::Recommendation => &mut record.inspection.recommendation_count,
                FindingKind::AreaForImprovement => &mut record.inspection.area_for_improvement_count,
                FindingKind::CauseOfConcern => {
                    causes = count.max(1);
                    &mut record.inspection.cause_of_concern_count
                }
            };
            *field = Some(count);
            // "5 (3 for the police)" says more than the number.
            if !is_label || text.trim().contains(' ') {
                notes.add(&Note::Count(kind, count, here), at, Some(&text));
            }
        }
    }
}

/// Recognises "ten recommendations", and returns the number.
///
/// "No recommendations" counts as zero only alone: "no recommendations for commissioners" is about part of them.
fn count_of(text: &str, noun: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    (0..words.len()).find_map(|at| {
        let is_no = words[at] == "no";
        let count = if is_no { 0 } else { due_date_in_text::count_in_words(words[at])? };
        // "two new recommendations": one word may stand between.
        let behind = |from: usize| words[(at + from).min(words.len())..].iter().take(3).copied().collect::<Vec<_>>().join(" ");
        let is_it = behind(1).starts_with(noun)
            || !is_no
                && behind(2).starts_with(noun)
                && matches!(words.get(at + 1), Some(&("new" | "further" | "specific" | "formal" | "national")));
        let next = words.get(at + 1 + noun.split(' ').count()).copied().unwrap_or("");
        let ends = behind(1).contains([',', '.', ';']) || matches!(next, "and" | "or" | "but" | "");
        (is_it && (!is_no || ends)).then_some(count)
    })
}

/// Returns the inspectorate's own count: 20 for "Of the 20 that the inspectorate lists".
fn listed_in(text: &str) -> Option<u32> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    (0..words.len().saturating_sub(3)).find_map(|at| {
        let count = due_date_in_text::count_in_words(&words[at])?;
        let whose = words[at + 3].starts_with("inspector");
        (words[at + 1] == "that" && words[at + 2] == "the" && whose).then_some(count)
    })
}
