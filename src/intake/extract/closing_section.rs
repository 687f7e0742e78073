//! Finds the section that closes a letter.

use super::extractor::HeadingPart;
use crate::intake::phrases::heading::HeadingSection;
use crate::intake::{SourceBlock, SourceBlockKind};

/// Returns the section that closes a letter: the last one with its own heading after the findings.
pub(super) fn closing_part(parts: &[HeadingPart]) -> Option<usize> {
    let names_end = |part: &HeadingPart| {
        matches!(part.section, HeadingSection::Conclusion | HeadingSection::Overall(_) | HeadingSection::NextSteps)
    };
    if parts.iter().any(names_end) {
        return None;
    }
    let last_answer =
        parts.iter().rposition(|part| matches!(part.section, HeadingSection::Answer { .. }) && part.speaker.is_none());
    let tabled = parts.iter().position(|part| part.speaker.is_some()).map(|_| 0);
    let from = last_answer.or(tabled)?;
    let headed = |part: &HeadingPart| {
        part.section == HeadingSection::Prose
            && matches!(part.blocks.first(), Some(SourceBlock { kind: SourceBlockKind::Heading(..), .. }))
    };
    parts.iter().rposition(headed).filter(|at| *at > from)
}
