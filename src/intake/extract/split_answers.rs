//! Splits a finding's section in a letter or page into the inspectorate's words and the answers.

use super::extractor::SpeakerRole;
use super::quotation;
use super::quotation::unquoted;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::finding_mention::{begins_with_deadline, says_should};
use crate::intake::phrases::heading::Answerer;
use crate::intake::phrases::normalized_text::normal;
use crate::model::FindingKind;

/// The answer of one speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SpeakerAnswer {
    /// The speaker, if stated.
    pub(super) speaker: Option<SpeakerRole>,
    pub(super) blocks: Vec<SourceBlock>,
}

/// A finding's section in its parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SplitFinding {
    /// The finding's words.
    pub(super) finding: Vec<SourceBlock>,
    pub(super) answers: Vec<SpeakerAnswer>,
    /// The next finding if its label is lost, and everything after it.
    pub(super) unlabelled: Vec<SourceBlock>,
    /// Text about several findings, and everything after it.
    pub(super) general: Vec<SourceBlock>,
    /// Whether only the wording shows where the finding ends and its answer begins.
    pub(super) guessed: bool,
    /// The paragraph that announces and quotes the finding, and the quotation.
    pub(super) announced: Option<(String, String)>,
    /// The paragraphs that quote the chief officer after naming them.
    pub(super) spoken: Vec<String>,
    /// The signature of a quotation.
    pub(super) signed: Option<String>,
}

/// The words that announce a quoted finding, as in "The inspectorate's recommendation is: “…”".
const NAMES: [&str; 4] = ["recommendation", "area for improvement", "afi", "cause of concern"];

/// Splits the text below a finding's label.
///
/// A bare "Accepted" is attributed to `speaks`, who speaks in the surrounding text.
pub(super) fn split(blocks: &[SourceBlock], kind: FindingKind, speaks: SpeakerRole) -> SplitFinding {
    let end = finding_end(blocks, kind);
    let (finding, rest) = blocks.split_at(end);
    let mut split = SplitFinding { finding: level(finding), ..SplitFinding::default() };
    if let [only] = &mut split.finding[..]
        && let Some((lead, quote)) = only.text().and_then(quotation::lead_and_quote)
        && NAMES.iter().any(|name| lead.to_lowercase().contains(name))
    {
        split.announced = Some((only.text().unwrap_or("").to_owned(), quote.to_owned()));
        only.kind = SourceBlockKind::Paragraph(quote.to_owned());
    }
    let mut answers: Vec<SpeakerAnswer> = Vec::new();
    let mut at = 0;
    while at < rest.len() {
        let block = &rest[at];
        let text = block.text().unwrap_or("");
        let is_paragraph = matches!(block.kind, SourceBlockKind::Paragraph(_));
        // Before labels and wording: inside a quotation those are the quoted person's.
        if let Some(quotation) = quotation::quotation(&rest[at..]) {
            answers.push(SpeakerAnswer { speaker: Some(SpeakerRole::ChiefOfficer), blocks: quotation.blocks });
            split.signed = quotation.signed.or(split.signed);
            answers.push(SpeakerAnswer { speaker: None, blocks: Vec::new() });
            at += quotation.used;
            continue;
        }
        match marker(block) {
            Some((answerer, value)) => answers.push(SpeakerAnswer { speaker: role_of(answerer), blocks: value.to_vec() }),
            None if accepts(block) => answers.push(SpeakerAnswer { speaker: Some(speaks), blocks: vec![block.clone()] }),
            None if let Some(spoken) = quotation::spoken(block) => {
                answers.push(SpeakerAnswer { speaker: Some(SpeakerRole::ChiefOfficer), blocks: vec![spoken] });
                answers.push(SpeakerAnswer { speaker: None, blocks: Vec::new() });
                split.spoken.extend(block.text().map(str::to_owned));
            }
            None if is_paragraph && speaks_of_several(text) && !finding.is_empty() => {
                split.general = rest[at..].to_vec();
                break;
            }
            // Letters print recommendations without numbers: a deadline after an answer begins the next one.
            None if is_paragraph && kind == FindingKind::Recommendation && begins_with_deadline(text) && has_words(&answers) => {
                split.unlabelled = rest[at..].to_vec();
                break;
            }
            None => match answers.last_mut() {
                Some(answer) => answer.blocks.push(block.clone()),
                None => answers.push(SpeakerAnswer { speaker: None, blocks: vec![block.clone()] }),
            },
        }
        at += 1;
    }
    // Without a label or an acceptance only the wording separates finding and answer, which a person should check.
    let is_labelled = blocks.iter().any(|block| marker(block).is_some() || accepts(block)) || !split.spoken.is_empty();
    split.guessed = !finding.is_empty() && (!is_labelled || first_person(blocks) == Some(end));
    split.answers = answers.into_iter().filter(|answer| !answer.blocks.is_empty()).collect();
    split
}

fn has_words(answers: &[SpeakerAnswer]) -> bool {
    answers.iter().any(|answer| !answer.blocks.is_empty())
}

fn role_of(answerer: Answerer) -> Option<SpeakerRole> {
    match answerer {
        Answerer::Commissioner => Some(SpeakerRole::Commissioner),
        Answerer::ChiefOfficer => Some(SpeakerRole::ChiefOfficer),
        Answerer::Speaker => None,
    }
}

/// Returns who answers below a heading or beside a label, and the text beside it.
fn marker(block: &SourceBlock) -> Option<(Answerer, &[SourceBlock])> {
    match &block.kind {
        SourceBlockKind::Heading(_, text) => Some((Answerer::of(text)?, &[])),
        SourceBlockKind::Row { label, value } => Some((Answerer::of_row(label, value)?, value)),
        _ => None,
    }
}

/// Returns the headings that say who answers.
pub(super) fn marks(blocks: &[SourceBlock]) -> impl Iterator<Item = &str> {
    blocks
        .iter()
        .filter(|block| matches!(block.kind, SourceBlockKind::Heading(..)) && marker(block).is_some())
        .filter_map(SourceBlock::text)
}

/// Returns whether a block only says whether the finding is accepted. The answer begins with it.
pub(super) fn accepts(block: &SourceBlock) -> bool {
    let word = match &block.kind {
        SourceBlockKind::Paragraph(text) => text.as_str(),
        SourceBlockKind::Row { value, .. } => match &value[..] {
            [only] => only.text().unwrap_or(""),
            _ => "",
        },
        _ => "",
    };
    acceptance(word).is_some()
}

/// Returns whether a finding is accepted, if the text says only that.
pub(super) fn acceptance(text: &str) -> Option<bool> {
    match normal(text).as_str() {
        "accepted" | "agreed" | "accepted in full" | "fully accepted" => Some(true),
        "partially accepted" | "partly accepted" | "accepted in part" | "accepted in principle" | "partially agreed" => {
            Some(true)
        }
        "not accepted" | "rejected" | "not agreed" => Some(false),
        _ => None,
    }
}

/// Returns the index where the finding's own words end.
fn finding_end(blocks: &[SourceBlock], kind: FindingKind) -> usize {
    if let Some(at) = blocks.iter().position(|block| marker(block).is_some() || accepts(block)) {
        return first_person(&blocks[..at]).unwrap_or(at);
    }
    if let Some(at) = blocks.iter().position(|block| quotation::spoken(block).is_some()) {
        return at;
    }
    if let [SourceBlock { kind: SourceBlockKind::PageBreak, .. }, rest @ ..] = blocks {
        return match finding_end(rest, kind) {
            0 => 0,
            end => end + 1,
        };
    }
    let Some(first) = blocks.first() else { return 0 };
    let text = first.text().unwrap_or("");
    // A single line that ends in a colon announces a finding that does not follow.
    if blocks.len() == 1 && text.trim_end().ends_with(':') && !says_should(text) {
        return 0;
    }
    if text.starts_with("> ") {
        if quotation::quotation(blocks).is_some_and(|quotation| quotation.signed.is_some()) {
            return 0;
        }
        return blocks.iter().take_while(|block| block.text().is_some_and(|text| text.starts_with("> "))).count();
    }
    if text.is_empty() || !(says_should(text) || kind == FindingKind::CauseOfConcern) {
        return 0;
    }
    let mut end = 1;
    let mut opens_list = text.trim_end().ends_with(':') || matches!(first.kind, SourceBlockKind::Item { .. });
    while let Some(block) = blocks.get(end) {
        let text = block.text().unwrap_or("");
        let goes_on = match &block.kind {
            SourceBlockKind::Item { .. } => opens_list,
            SourceBlockKind::PageBreak => {
                blocks.get(end + 1).is_some_and(|next| opens_list && matches!(next.kind, SourceBlockKind::Item { .. }))
            }
            SourceBlockKind::Paragraph(_) => {
                text.starts_with('[') && text[1..].starts_with(|c: char| c.is_ascii_digit()) || continues(text)
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        opens_list |= text.trim_end().ends_with(':');
        end += 1;
    }
    end
}

/// Returns the index of the first paragraph below a finding that speaks as "I". No inspectorate does, so an answer begins there,
/// also where only the other office's answer has a label.
fn first_person(blocks: &[SourceBlock]) -> Option<usize> {
    let speaks = |text: &str| ["I ", "I\u{2019}", "I'", "My "].iter().any(|opening| text.starts_with(opening));
    let is_it = |block: &SourceBlock| matches!(block.kind, SourceBlockKind::Paragraph(_)) && block.text().is_some_and(speaks);
    blocks.iter().skip(1).position(is_it).map(|at| at + 1)
}

/// Returns whether a paragraph continues a finding: "The new guide should: …", "It should …".
fn continues(text: &str) -> bool {
    ["It should", "They should", "This should", "The revised", "The new ", "The plan should", "The guidance should"]
        .iter()
        .any(|opening| text.starts_with(opening))
        && says_should(text)
}

/// Returns whether a paragraph is about several findings, and so does not belong to the one above.
fn speaks_of_several(text: &str) -> bool {
    // Such as "Recommendations 3 and 5 are for others."
    if finding_label(text).is_some_and(|(_, numbers, rest)| numbers.len() > 1 && rest.starts_with(char::is_lowercase)) {
        return true;
    }
    let lower = text.to_lowercase();
    [
        "both recommendations",
        "comments on both",
        "all recommendations",
        "all the recommendations",
        "all of the recommendations",
        "these recommendations",
        "both areas",
        "all three recommendations",
        "all of the areas",
        "each of the recommendations",
    ]
    .iter()
    .any(|words| lower.contains(words))
}

/// Takes blocks out of their list: the first item becomes a paragraph, and deeper ones move up.
fn level(blocks: &[SourceBlock]) -> Vec<SourceBlock> {
    let Some(SourceBlock { kind: SourceBlockKind::Item { depth: base, .. }, .. }) = blocks.first() else {
        return blocks.iter().map(unquoted).collect();
    };
    let kind = |at: usize, block: &SourceBlock| match &block.kind {
        SourceBlockKind::Item { text, .. } if at == 0 => SourceBlockKind::Paragraph(text.clone()),
        SourceBlockKind::Item { depth, mark, text } => {
            SourceBlockKind::Item { depth: depth.saturating_sub(base + 1), mark: mark.clone(), text: text.clone() }
        }
        other => other.clone(),
    };
    blocks.iter().enumerate().map(|(at, block)| SourceBlock::new(block.at, kind(at, block))).collect()
}
