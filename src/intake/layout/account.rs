//! What the prose counts, and whether every sentence of the source is somewhere.

use super::reader::Reader;
use crate::intake::audit::lost;
use crate::intake::block::{Block, Place};
use crate::intake::complaint::ComplaintCode;
use crate::intake::prose::markdown;
use crate::model::{Prose, Record, due_words};

impl Reader {
    /// How many findings the report has, where the form's prose says so.
    pub(super) fn counts(&mut self, blocks: &[Block], record: &mut Record) {
        let prose = [&record.inspection.summary, &record.commissioner_initial_response];
        let prose: Vec<String> = prose.into_iter().flatten().map(Prose::in_a_line).collect();
        let told = |noun: &str| prose.iter().find_map(|text| count_of(text, noun));
        if let Some((count, words)) = told("recommendation") {
            record.inspection.recommendation_count = Some(count);
            let carried = record.recommendations.len();
            let fewer = usize::try_from(count).is_ok_and(|count| carried < count);
            let message = match fewer {
                true => format!("the report has {count} recommendations by its own words, and {carried} are in this form"),
                false => format!("the report has {count} recommendations by its own words"),
            };
            let code = if fewer { ComplaintCode::Missing } else { ComplaintCode::Guessed };
            self.complain(code, place_of(blocks, &words), message, Some(&words));
        }
        if let Some((count, words)) = told("areas for improvement") {
            record.inspection.area_for_improvement_count = Some(count);
            self.complain(
                ComplaintCode::Guessed,
                place_of(blocks, &words),
                format!("the report has {count} areas for improvement by its own words"),
                Some(&words),
            );
        }
        if let Some((count, words)) = told("causes of concern").or_else(|| told("cause of concern")) {
            record.inspection.cause_of_concern_count = Some(count);
            self.complain(
                ComplaintCode::Guessed,
                place_of(blocks, &words),
                format!("the report has {count} causes of concern by its own words"),
                Some(&words),
            );
        }
    }

    /// Looks for every sentence of the source, and keeps what is nowhere.
    pub(super) fn account(&mut self, blocks: &[Block], record: &mut Record) {
        let mut texts = Vec::new();
        if let Ok(value) = serde_json::to_value(&*record) {
            strings(&value, &mut texts);
        }
        texts.extend(self.complaints.iter().filter_map(|complaint| complaint.quote.clone()));
        texts.extend(self.unplaced.iter().cloned());
        for text in &texts {
            self.kept.add(text);
        }
        let missing: Vec<(Place, String)> =
            lost(blocks, &self.kept).into_iter().map(|(at, text)| (at, text.to_owned())).collect();
        for (at, sentence) in missing {
            self.unplace(at, &sentence, "no field holds this: kept in `unplaced`");
        }
        if !self.unplaced.is_empty() {
            record.unplaced = Some(Prose::from_text(&self.unplaced.join("\n\n")));
        }
    }
}

/// "ten recommendations" in a text: ten, and the words.
fn count_of(text: &str, noun: &str) -> Option<(u32, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).find_map(|at| {
        let count = due_words::count_in_words(words[at])?;
        let behind = words[at + 1..].iter().take(3).copied().collect::<Vec<_>>().join(" ").to_lowercase();
        behind.starts_with(noun).then(|| (count, words[at..(at + 4).min(words.len())].join(" ")))
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

/// The place of the first block with these words; the start where none has them.
fn place_of(blocks: &[Block], words: &str) -> Place {
    let has = |block: &&Block| markdown([*block]).split_whitespace().collect::<Vec<_>>().join(" ").contains(words);
    blocks.iter().find(has).map_or(Place::START, |block| block.at)
}
