//! Compares the findings read with the number that the document gives, and keeps every sentence that was not placed.

use super::extractor::{DocumentLayout, Extractor};
use super::placed_words::unplaced_sentences;
use crate::intake::block::SourceBlock;
use crate::intake::block_markdown::markdown;
use crate::intake::phrases::form_label::Label;
use crate::intake::{ImportNoteCode, SourcePlace};
use crate::model::{FindingKind, Record, due_date_in_text};
use crate::prose::{Prose, counted};

impl Extractor {
    /// Reads from prose how many findings the report has.
    pub(super) fn counts_in_prose(&mut self, blocks: &[SourceBlock], record: &mut Record) {
        let prose = [&record.inspection.summary, &record.commissioner_initial_response];
        let prose: Vec<String> = prose.into_iter().flatten().map(Prose::in_a_line).collect();
        let told = |noun: &str| prose.iter().find_map(|text| count_of(text, noun));
        let causes = told("causes of concern").or_else(|| told("cause of concern"));
        let recommendations = told("recommendation").map(|(count, words)| match &causes {
            // "two causes of concern, with one recommendation each"
            Some((causes, _)) if words.to_lowercase().contains(" each") => (count.saturating_mul(*causes), words),
            _ => (count, words),
        });
        if let Some((count, words)) = recommendations
            // "No recommendations" next to recommendations is about part of them only.
            && (count > 0 || record.recommendations.is_empty())
        {
            record.inspection.recommendation_count = Some(count);
            let carried = record.recommendations.len();
            // Cases 01 and 03 to 05 have only the recommendations for the police, fewer than the report has.
            let fewer = usize::try_from(count).is_ok_and(|count| carried < count);
            let there = if self.layout == DocumentLayout::Form { "in this form" } else { "here" };
            let by_words =
                format!("the report has {} according to its text", counted(count as usize, "recommendation", "recommendations"));
            let message = if fewer { format!("{by_words}, but {carried} are {there}") } else { by_words };
            let code = if fewer { ImportNoteCode::Missing } else { ImportNoteCode::Guessed };
            self.add_note(code, place_of(blocks, &words), message, Some(&words));
        }
        if let Some((count, words)) = told("areas for improvement").or_else(|| told("area for improvement"))
            && (count > 0 || record.areas_for_improvement.is_empty())
        {
            record.inspection.area_for_improvement_count = Some(count);
            let message = counted(count as usize, "area for improvement", "areas for improvement");
            self.add_count_note(blocks, &message, &words);
        }
        if let Some((count, words)) = causes
            && (count > 0 || record.causes_of_concern.is_empty())
        {
            record.inspection.cause_of_concern_count = Some(count);
            self.add_count_note(blocks, &counted(count as usize, "cause of concern", "causes of concern"), &words);
        }
    }

    /// Reads from the form's labels how many findings the report has.
    pub(super) fn counts_in_form(&mut self, record: &mut Record) {
        for kind in FindingKind::ALL {
            let Some((_, at, text)) = self.row(|label| label == Label::Count(*kind)) else { continue };
            let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            let Some(count) = first.parse().ok().or_else(|| due_date_in_text::count_in_words(first)) else {
                self.unplace(at, &text, "not a number; kept under `unplaced`");
                continue;
            };
            if first.len() < text.trim().len() {
                self.add_note(ImportNoteCode::Repaired, at, "words next to the number of findings were left out", Some(&text));
            }
            let inspection = &mut record.inspection;
            *match kind {
                FindingKind::Recommendation => &mut inspection.recommendation_count,
                FindingKind::AreaForImprovement => &mut inspection.area_for_improvement_count,
                FindingKind::CauseOfConcern => &mut inspection.cause_of_concern_count,
            } = Some(count);
        }
    }

    /// Prefers a count by the inspectorate to one in prose.
    pub(super) fn counts_by_inspectorate(&mut self, record: &mut Record) {
        for (kind, at, count, words) in std::mem::take(&mut self.prose_facts.listed) {
            let inspection = &mut record.inspection;
            let field = match kind {
                FindingKind::Recommendation => &mut inspection.recommendation_count,
                FindingKind::AreaForImprovement => &mut inspection.area_for_improvement_count,
                FindingKind::CauseOfConcern => &mut inspection.cause_of_concern_count,
            };
            // Case 08 gives both the page's own count and the inspectorate's.
            let message = match field.replace(count) {
                Some(before) if before != count => {
                    format!("the text says both {before} and {count}; the inspectorate's {count} is used ({})", kind.words())
                }
                _ => format!("the inspectorate lists {count} ({})", kind.words()),
            };
            self.add_note(ImportNoteCode::Disagrees, at, message, Some(&words));
        }
    }

    fn add_count_note(&mut self, blocks: &[SourceBlock], count: &str, words: &str) {
        let message = format!("the report has {count} according to its text");
        self.add_note(ImportNoteCode::Guessed, place_of(blocks, words), message, Some(words));
    }

    /// Checks that every sentence of the source is somewhere; adds missing ones to `unplaced`.
    pub(super) fn unplace_missed_sentences(&mut self, blocks: &[SourceBlock], record: &mut Record) {
        let mut texts = Vec::new();
        if let Ok(value) = serde_json::to_value(&*record) {
            strings(&value, &mut texts);
        }
        texts.extend(self.notes.iter().filter_map(|note| note.quote.clone()));
        texts.extend(self.unplaced.iter().cloned());
        for text in &texts {
            self.placed.add(text);
        }
        // A sentence with its label was placed if the sentence without it was.
        for (whole, rest) in std::mem::take(&mut self.unlabelled) {
            if self.placed.has(&rest) {
                self.placed.add(&whole);
            }
        }
        let missing: Vec<(SourcePlace, String)> =
            unplaced_sentences(blocks, &self.placed).into_iter().map(|(at, text)| (at, text.to_owned())).collect();
        for (at, sentence) in missing {
            self.unplace(at, &sentence, "fits no field; kept under `unplaced`");
        }
        if !self.unplaced.is_empty() {
            record.unplaced = Some(Prose::from_text(&self.unplaced.join("\n\n")));
        }
    }
}

/// Recognises "ten recommendations", and returns the number and the words.
///
/// "No recommendations" counts as zero only alone: "no recommendations for commissioners" is about part of them.
fn count_of(text: &str, noun: &str) -> Option<(u32, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).find_map(|at| {
        let is_no = words[at].eq_ignore_ascii_case("no");
        let count = if is_no { 0 } else { due_date_in_text::count_in_words(words[at])? };
        let behind = words[at + 1..].iter().take(3).copied().collect::<Vec<_>>().join(" ").to_lowercase();
        let next = words.get(at + 1 + noun.split(' ').count()).copied().unwrap_or("");
        let ends = behind.contains([',', '.', ';']) || matches!(next, "and" | "or" | "but" | "");
        (behind.starts_with(noun) && (!is_no || ends)).then(|| (count, words[at..(at + 4).min(words.len())].join(" ")))
    })
}

fn strings(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => out.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| strings(field, out)),
        _ => {}
    }
}

/// Returns the place of the first block with these words; the start of the document if none has them.
fn place_of(blocks: &[SourceBlock], words: &str) -> SourcePlace {
    let has = |block: &&SourceBlock| markdown([*block]).split_whitespace().collect::<Vec<_>>().join(" ").contains(words);
    blocks.iter().find(has).map_or(SourcePlace::START, |block| block.at)
}
