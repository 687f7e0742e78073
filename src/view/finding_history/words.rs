//! Entries and texts in the words of a history.

use super::entry::Entry;
use crate::model::{Action, Date, Verification, VerificationOutcome};
use crate::prose::{Prose, invisible, shortened};

/// The longest words of the record that a sentence has in full, in characters: `irr show` has all of them.
const LONGEST_WORDS: usize = 300;
/// The longest old or new text that a correction quotes.
const LONGEST_QUOTE: usize = 80;

/// Returns words of the record for a sentence: on one line, without a full stop.
pub(super) fn said(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.strip_suffix('.').filter(|rest| !rest.ends_with('.')).unwrap_or(&line);
    shortened(line, LONGEST_WORDS)
}

/// Returns a text in quotation marks, short, with nothing invisible in it: an old version may have any characters.
pub(super) fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("“{}”", shortened(&invisible::shown(&line), LONGEST_QUOTE))
}

/// Returns where two texts differ, with some words around it, each in quotation marks.
pub(super) fn difference(was: &str, is: &str) -> (String, String) {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (was, is) = (words(was), words(is));
    let start = was.iter().zip(&is).take_while(|(was, is)| was == is).count();
    let most = was.len().min(is.len()) - start;
    let end = was.iter().rev().zip(is.iter().rev()).take(most).take_while(|(was, is)| was == is).count();
    let around = |words: &[String]| {
        let (from, to) = (start.saturating_sub(2), (words.len() - end + 2).min(words.len()));
        let (before, after) = (if from > 0 { "… " } else { "" }, if to < words.len() { " …" } else { "" });
        quoted(&format!("{before}{}{after}", words[from..to].join(" ")))
    };
    (around(&was), around(&is))
}

/// Returns a name as git has it, with nothing in it that a terminal would obey.
pub(super) fn name(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = invisible::shown(&shortened(&line, LONGEST_QUOTE));
    if shown.is_empty() { "no name".to_owned() } else { shown }
}

/// Returns ", because …", or that no reason is given.
pub(super) fn because(reason: Option<&str>) -> String {
    match reason.map(said).filter(|reason| !reason.is_empty()) {
        Some(reason) => format!(", because: {reason}"),
        None => ", reason not recorded".to_owned(),
    }
}

/// Returns ", approved by …", or that nobody is named.
pub(super) fn approved(by: Option<&str>) -> String {
    match by.map(said).filter(|by| !by.is_empty()) {
        Some(by) => format!(", approved by {by}"),
        None => ", approver not recorded".to_owned(),
    }
}

/// Returns how a date moved: "extended from 31 December 2025 to 31 March 2026".
pub(super) fn moved(from: Option<Date>, to: Date) -> String {
    match from {
        Some(from) if to < from => format!("brought forward from {} to {}", from.in_words(), to.in_words()),
        Some(from) => format!("extended from {} to {}", from.in_words(), to.in_words()),
        None => format!("set to {}", to.in_words()),
    }
}

/// Returns what an action is: its text, who does it and by when.
pub(super) fn action_words(action: &Action) -> String {
    let owner = action.owner.as_ref().map_or_else(String::new, |owner| format!(", for {owner}"));
    let target = action.target.map_or_else(String::new, |day| format!(", by {}", day.in_words()));
    let internal = if action.internal { " (internal)" } else { "" };
    format!("{}{owner}{target}{internal}", quoted(&action.text))
}

/// Returns what the inspectorate concluded.
pub(super) fn verified(it: &Verification) -> String {
    let outcome = match it.outcome {
        VerificationOutcome::Closed => "counts it as closed",
        VerificationOutcome::Open => "counts it as open",
        VerificationOutcome::Escalated => "has escalated it to a cause of concern",
    };
    let reference = it.reference.as_deref().map_or_else(String::new, |reference| format!(" ({})", said(reference)));
    format!("{} {outcome}{reference}", said(&it.by))
}

/// Returns the name of an entry in a sentence: "extension of 12 January 2026 to 31 March 2026".
///
/// `may_quote` is false where its words were redacted.
pub(super) fn entry_name(entry: &Entry<'_>, may_quote: bool) -> String {
    let of = |day: Option<Date>| day.map_or_else(|| " without a day".to_owned(), |day| format!(" of {}", day.in_words()));
    let words = |text: Option<&str>| match text.filter(|_| may_quote) {
        Some(text) => format!(": {}", quoted(text)),
        None => String::new(),
    };
    match entry {
        Entry::Extension(it) => format!("extension{} to {}", of(Some(it.agreed)), it.to.in_words()),
        Entry::Progress(it) => {
            let status = it.status.map_or_else(String::new, |status| format!(" ({})", status.words()));
            format!("log entry{}{status}{}", of(Some(it.date)), words(it.note.as_ref().map(Prose::as_str)))
        }
        Entry::Closing(it) => format!("closing{}", of(it.date)),
        Entry::Reopening(it) => format!("reopening{}{}", of(it.reopened), words(it.reopening_reason.as_deref())),
        Entry::Verification(it) => format!("verification{}: {}", of(it.date), it.outcome.words()),
        Entry::Escalation(it) => format!("escalation{} to {}", of(Some(it.date)), it.to.label()),
        Entry::Action(it) => format!("action{}", words(Some(&it.text))),
        Entry::ActionDone(it) => {
            let day = it.done.map_or_else(String::new, |day| format!(" done on {}", day.in_words()));
            format!("record of an action{day}{}", words(Some(&it.text)))
        }
        Entry::ActionExtension(action, it) => {
            format!("extension{} of an action to {}{}", of(Some(it.agreed)), it.to.in_words(), words(Some(&action.text)))
        }
        Entry::Redaction(it) => format!("redaction{}: {}", of(Some(it.date)), it.field),
        Entry::ResponseExtension(it) => {
            format!("extension{} of the response deadline to {}", of(Some(it.agreed)), it.to.in_words())
        }
        Entry::Happened(_, what, day) => format!("day “{what}”, {}", day.in_words()),
    }
}

/// Returns a sentence with a capital at its start.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_quotes_the_words_that_differ_and_some_around_them() {
        let (was, is) = difference("The force should train all of its sergeants", "The force should train some of its sergeants");
        assert_eq!((was.as_str(), is.as_str()), ("“… should train all of its …”", "“… should train some of its …”"));
        assert_eq!(difference("Walk", "Walk the suites"), ("“Walk”".to_owned(), "“Walk the suites”".to_owned()));
        assert_eq!(difference("a b", "a b b"), ("“a b”".to_owned(), "“a b b”".to_owned()));
    }

    #[test]
    fn a_name_of_git_has_nothing_that_a_terminal_obeys() {
        assert_eq!(name("A.\u{1b}[31m Officer\n"), "A.\\u{1b}[31m Officer");
        assert_eq!(name(" \n"), "no name");
    }
}
