//! What the merge conflicts of a text are about, in sentences.

use crate::model::three_way::MergeConflict;
use crate::model::{ConflictSides, ConflictWords, RecordId};
use crate::prose::listed;
use crate::yaml::{ConflictedText, Span, TextConflict, contradictions};

/// The most values that one sentence names.
const MOST: usize = 3;

/// A merge conflict in a text.
pub(super) struct ConflictSentence {
    /// The place of its first marker.
    pub(super) span: Span,
    /// What is wrong.
    pub(super) message: String,
    /// What to do about it.
    pub(super) help: String,
    /// The values that it is about; empty where they are not known.
    pub(super) subject: String,
}

/// Returns a sentence for each conflict of a record's text, in order.
pub(super) fn conflict_sentences(id: &RecordId, text: &str, sides: Option<&ConflictSides>) -> Vec<ConflictSentence> {
    let Some(text) = ConflictedText::read(text) else { return Vec::new() };
    let found = contradictions(&text);
    let sentence = |(conflict, values): (&TextConflict<'_>, Option<Vec<MergeConflict>>)| {
        let by_labels = || ConflictSides::by_labels(conflict.our_label, conflict.their_label);
        sentence(id, conflict, values.unwrap_or_default(), &sides.cloned().unwrap_or_else(by_labels))
    };
    text.conflicts().zip(found).map(sentence).collect()
}

fn sentence(id: &RecordId, conflict: &TextConflict<'_>, values: Vec<MergeConflict>, sides: &ConflictSides) -> ConflictSentence {
    let words: Vec<ConflictWords> = values.iter().map(|value| ConflictWords::of(id, value)).collect();
    let message = match &words[..] {
        [] => format!("merge conflict: {}", lines_of_both(conflict, sides)),
        [one] => format!("merge conflict in {}: {}", one.what, one.of_both(sides)),
        several => {
            let each = several.iter().map(|it| format!("{} ({})", it.what, it.of_both(sides)));
            format!("merge conflict in {} values: {}", several.len(), listed(each, several.len(), MOST))
        }
    };
    let mut findings = values.iter().map(|value| &value.finding);
    let first = findings.next().and_then(Option::as_ref);
    let address = match first.filter(|first| findings.all(|other| other.as_ref() == Some(*first))) {
        Some(finding) => format!("{id}:{finding}"),
        None => id.to_string(),
    };
    let name = |value: &MergeConflict| match &value.finding {
        Some(finding) => format!("{finding}.{}", value.field),
        None => value.field.clone(),
    };
    ConflictSentence {
        span: conflict.span,
        message,
        help: format!("`irr merge {address}` settles it"),
        subject: values.iter().map(name).collect::<Vec<_>>().join(", "),
    }
}

/// Returns where the lines of each side are, the user's own first.
fn lines_of_both(conflict: &TextConflict<'_>, sides: &ConflictSides) -> String {
    let [ours, theirs] = conflict.line_numbers().map(|numbers| match numbers {
        None => "has no line here".to_owned(),
        Some((first, last)) if first == last => format!("is line {first}"),
        Some((first, last)) => format!("is lines {first} to {last}"),
    });
    let words = ConflictWords { what: String::new(), ours, theirs };
    words.of_both(sides)
}
