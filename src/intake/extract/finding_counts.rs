//! Checks the reading as a whole: how many findings the report has by its own count, and whether every sentence was placed.

use super::extractor::{DocumentLayout, Extractor};
use super::placed_words::lost;
use crate::intake::block::SourceBlock;
use crate::intake::block_markdown::markdown;
use crate::intake::phrases::form_label::Label;
use crate::intake::{ImportNoteCode, SourcePlace};
use crate::model::{FindingKind, Record, due_date_in_text};
use crate::prose::{Prose, counted};

impl Extractor {
    /// How many findings the report has, where the prose says so.
    pub(super) fn counts(&mut self, blocks: &[SourceBlock], record: &mut Record) {
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
            && (count > 0 || record.recommendations.is_empty())
        {
            record.inspection.recommendation_count = Some(count);
            let carried = record.recommendations.len();
            let fewer = usize::try_from(count).is_ok_and(|count| carried < count);
            let there = if self.layout == DocumentLayout::Form { "in this form" } else { "here" };
            let by_words =
                format!("the report has {} by its own words", counted(count as usize, "recommendation", "recommendations"));
            let message = if fewer { format!("{by_words}, and {carried} are {there}") } else { by_words };
            let code = if fewer { ImportNoteCode::Missing } else { ImportNoteCode::Guessed };
            self.complain(code, place_of(blocks, &words), message, Some(&words));
        }
        if let Some((count, words)) = told("areas for improvement").or_else(|| told("area for improvement"))
            && (count > 0 || record.areas_for_improvement.is_empty())
        {
            record.inspection.area_for_improvement_count = Some(count);
            let message = counted(count as usize, "area for improvement", "areas for improvement");
            self.counted(blocks, &message, &words);
        }
        if let Some((count, words)) = causes
            && (count > 0 || record.causes_of_concern.is_empty())
        {
            record.inspection.cause_of_concern_count = Some(count);
            self.counted(blocks, &counted(count as usize, "cause of concern", "causes of concern"), &words);
        }
    }

    /// How many findings the report has, where the form has a label for that.
    pub(super) fn counts_of_form(&mut self, record: &mut Record) {
        for kind in FindingKind::ALL {
            let Some((_, at, text)) = self.row(|label| label == Label::Count(*kind)) else { continue };
            let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            let Some(count) = first.parse().ok().or_else(|| due_date_in_text::count_in_words(first)) else {
                self.unplace(at, &text, "this is no number: kept in `unplaced`");
                continue;
            };
            if first.len() < text.trim().len() {
                self.complain(ImportNoteCode::Repaired, at, "words beside the number of findings were left out", Some(&text));
            }
            let inspection = &mut record.inspection;
            *match kind {
                FindingKind::Recommendation => &mut inspection.recommendation_count,
                FindingKind::AreaForImprovement => &mut inspection.area_for_improvement_count,
                FindingKind::CauseOfConcern => &mut inspection.cause_of_concern_count,
            } = Some(count);
        }
    }

    /// A count by the inspectorate is preferred to one in prose.
    pub(super) fn counts_of_inspectorate(&mut self, record: &mut Record) {
        for (kind, at, count, words) in std::mem::take(&mut self.clues.listed) {
            let inspection = &mut record.inspection;
            let field = match kind {
                FindingKind::Recommendation => &mut inspection.recommendation_count,
                FindingKind::AreaForImprovement => &mut inspection.area_for_improvement_count,
                FindingKind::CauseOfConcern => &mut inspection.cause_of_concern_count,
            };
            let message = match field.replace(count) {
                Some(before) if before != count => {
                    format!(
                        "the prose counts {before} here and {count} there: the inspectorate's {count} was believed ({})",
                        kind.words()
                    )
                }
                _ => format!("the inspectorate lists {count} ({})", kind.words()),
            };
            self.complain(ImportNoteCode::Disagrees, at, message, Some(&words));
        }
    }

    fn counted(&mut self, blocks: &[SourceBlock], count: &str, words: &str) {
        let message = format!("the report has {count} by its own words");
        self.complain(ImportNoteCode::Guessed, place_of(blocks, words), message, Some(words));
    }

    /// Checks that every sentence of the source is somewhere; adds missing ones to `unplaced`.
    pub(super) fn account(&mut self, blocks: &[SourceBlock], record: &mut Record) {
        let mut texts = Vec::new();
        if let Ok(value) = serde_json::to_value(&*record) {
            strings(&value, &mut texts);
        }
        texts.extend(self.complaints.iter().filter_map(|complaint| complaint.quote.clone()));
        texts.extend(self.unplaced.iter().cloned());
        for text in &texts {
            self.kept.add(text);
        }
        for (whole, rest) in std::mem::take(&mut self.unlabelled) {
            if self.kept.has(&rest) {
                self.kept.add(&whole);
            }
        }
        let missing: Vec<(SourcePlace, String)> =
            lost(blocks, &self.kept).into_iter().map(|(at, text)| (at, text.to_owned())).collect();
        for (at, sentence) in missing {
            self.unplace(at, &sentence, "no field holds this: kept in `unplaced`");
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
