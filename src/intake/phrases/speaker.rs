//! Recognises whose words a heading announces, in any wording: "Mayor's closing comments", "What does the Chief Constable
//! say?".

use super::normalized_text::{LONGEST, normal};
use crate::model::BodyKind;

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum Speaker {
    /// The local policing body, of this kind as far as the heading tells it.
    Body(BodyKind),
    /// The chief officer, or the force.
    Chief,
}

const BODIES: [(&str, BodyKind); 16] = [
    ("office of the police fire and crime commissioner", BodyKind::Pfcc),
    ("office of the police and crime commissioner", BodyKind::Pcc),
    ("opfcc", BodyKind::Pfcc),
    ("opcc", BodyKind::Pcc),
    ("police fire and crime commissioner", BodyKind::Pfcc),
    ("pfcc", BodyKind::Pfcc),
    ("police and crime commissioner", BodyKind::Pcc),
    ("pcc", BodyKind::Pcc),
    ("commissioner", BodyKind::Pcc),
    ("deputy mayor for policing and crime", BodyKind::Mayor),
    ("deputy mayor", BodyKind::Mayor),
    ("mayor", BodyKind::Mayor),
    ("mopac", BodyKind::Mopac),
    ("common council", BodyKind::CommonCouncil),
    ("police authority board", BodyKind::Other),
    ("police authority", BodyKind::Other),
];

const CHIEFS: [&str; 6] =
    ["chief constable", "chief officer", "commissioner of police", "force", "constabulary", "metropolitan police service"];

const SAYS: [&str; 11] =
    ["response", "responses", "comments", "comment", "reply", "views", "view", "position", "answer", "statement", "remarks"];

const FIRST: [&str; 9] = [
    "introduction",
    "foreword",
    "overview",
    "opening remarks",
    "opening comments",
    "opening statement",
    "introductory remarks",
    "introductory comments",
    "initial comments",
];

const LAST: [&str; 14] = [
    "conclusion",
    "conclusions",
    "concluding remarks",
    "concluding comments",
    "closing remarks",
    "closing comments",
    "closing statement",
    "final comments",
    "final remarks",
    "overall view",
    "overall views",
    "overall comments",
    "overall response",
    "overall conclusion",
];

/// Returns the speaker if the text has nothing else: "Chief Constable", "the Force", "PCC".
pub(in crate::intake) fn named(text: &str) -> Option<Speaker> {
    let words = normal(text).replace(" & ", " and ");
    let (speaker, rest) = leading(&words)?;
    rest.is_empty().then_some(speaker)
}

/// Returns whether a text is somebody's words (a sentence) rather than a name.
pub(in crate::intake) fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    // Two words with a full stop are a name with an initial.
    text.split_whitespace().count() > 2 && text.ends_with(['.', '!', '?', '”', '"', ')', ':'])
}

/// Returns whether a heading without a speaker opens the opening words of a letter or page.
pub(in crate::intake) fn is_first(words: &str) -> bool {
    FIRST.contains(&words)
}

/// Returns whether a heading without a speaker opens the closing words.
pub(in crate::intake) fn is_last(words: &str) -> bool {
    LAST.contains(&words)
}

/// Which of a speaker's statements a heading announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum StatementKind {
    First,
    Says,
    Last,
}

fn what(words: &str) -> Option<StatementKind> {
    if FIRST.contains(&words) {
        return Some(StatementKind::First);
    }
    if LAST.contains(&words) {
        return Some(StatementKind::Last);
    }
    SAYS.contains(&words).then_some(StatementKind::Says)
}

/// Returns who speaks below a heading, and when, however it is worded.
pub(in crate::intake) fn statement(words: &str) -> Option<(Speaker, StatementKind)> {
    asked_about(words).or_else(|| possessed(words)).or_else(|| opened(words))
}

/// Parses a heading worded as a question: "What does the chief constable say", "what is the commissioner doing about it".
fn asked_about(words: &str) -> Option<(Speaker, StatementKind)> {
    let rest = words.strip_prefix("what ").or_else(|| words.strip_prefix("how "))?;
    let rest =
        ["does ", "do ", "did ", "is ", "has ", "have ", "will "].iter().find_map(|verb| rest.strip_prefix(verb)).unwrap_or(rest);
    let (speaker, rest) = leading(rest)?;
    let rest = ["is ", "has ", "will ", "have "].iter().find_map(|verb| rest.strip_prefix(verb)).unwrap_or(rest);
    let verb = rest.split(' ').next().unwrap_or("");
    let acts = ["say", "says", "said", "think", "thinks", "do", "doing", "done", "respond", "responds", "responded", "answers"];
    acts.contains(&verb).then_some((speaker, StatementKind::Says))
}

/// Parses a heading that begins with its speaker: "Mayor's closing comments", "the commissioner's overall view".
fn possessed(words: &str) -> Option<(Speaker, StatementKind)> {
    // Who signs the response says "my".
    let mine = words.strip_prefix("my ").map(|rest| (Speaker::Body(BodyKind::Pcc), rest));
    let (speaker, rest) = mine.or_else(|| leading(words))?;
    Some((speaker, what(rest)?))
}

/// Parses a heading that ends with its speaker: "Response from the force", "conclusion of the mayor".
fn opened(words: &str) -> Option<(Speaker, StatementKind)> {
    [" of ", " from ", " by "].iter().find_map(|joint| {
        let (before, who) = words.split_once(joint)?;
        let what = what(before)?;
        // "Statement by Chief Constable Tim Brown", "reply from Ann Other, Police and Crime Commissioner".
        let named_behind = leading(who).filter(|(_, name)| name.split(' ').count() <= 4).map(|(speaker, _)| speaker);
        Some((named_behind.or_else(|| trailing(who))?, what))
    })
}

/// Returns the speaker at the start of a text, and the rest.
fn leading(words: &str) -> Option<(Speaker, &str)> {
    let words = words.strip_prefix("the ").unwrap_or(words);
    let bodies = BODIES.iter().map(|(name, kind)| (*name, Speaker::Body(*kind)));
    let chiefs = CHIEFS.iter().map(|name| (*name, Speaker::Chief));
    // Chief officers first: "commissioner of police" begins with the body's "commissioner".
    chiefs.chain(bodies).find_map(|(name, speaker)| {
        let rest = words.strip_prefix(name)?;
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        let rest = if rest.is_empty() { rest } else { rest.strip_prefix(' ')? };
        Some((speaker, rest))
    })
}

/// Returns the speaker at the end of a text, after a personal name.
fn trailing(words: &str) -> Option<Speaker> {
    // A name has up to five words before its office.
    let starts = words.match_indices(' ').map(|(at, _)| at + 1).take(5);
    starts.filter_map(|at| leading(&words[at..])).find(|(_, rest)| rest.is_empty()).map(|(speaker, _)| speaker)
}

/// Returns whether both sides speak in one text, each after its own label: "Force response: … PCC comment: …".
pub(in crate::intake) fn has_two_speakers(text: &str) -> bool {
    let speakers = speakers(text);
    speakers.contains(&Speaker::Chief) && speakers.iter().any(|speaker| *speaker != Speaker::Chief)
}

/// Returns the speakers whose labels are in a text, in order.
pub(in crate::intake) fn speakers(text: &str) -> Vec<Speaker> {
    let label = |(at, _): (usize, &str)| {
        // Looked at only as far back as a label is long: a text may be one colon after the other.
        let far = (at.saturating_sub(LONGEST)..at).find(|far| text.is_char_boundary(*far)).unwrap_or(at);
        let before = text[far..at].rsplit(['.', '!', '?', '”', ';']).next().unwrap_or("");
        if far > 0 && before.len() == at - far {
            return None;
        }
        let words = normal(before);
        let says = possessed(&words).or_else(|| opened(&words)).map(|(speaker, _)| speaker);
        says.or_else(|| leading(&words).filter(|(_, rest)| rest.is_empty()).map(|(speaker, _)| speaker))
    };
    text.match_indices(':').filter_map(label).collect()
}

/// Returns whether a text may be a personal name; sentences are not.
pub(in crate::intake) fn may_be_name(text: &str) -> bool {
    let text = text.trim();
    let last = text.rsplit(' ').next().unwrap_or("");
    // "Jo Specimen Jr." ends with a full stop too: the last word of a sentence is usually longer.
    !(text.contains(' ') && text.ends_with(['.', '!', '?', ':', '”']) && last.len() > 4) && text.len() <= 120
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_who_speak_in_one_text_are_noticed() {
        assert!(has_two_speakers("Force response: done. PCC comment: I shall meet her."));
        assert!(has_two_speakers("**Chief Constable's response:** It is done. **PCC response:** I agree."));
        assert!(!has_two_speakers("Chief Constable's response: it is done: all of it. Note: well."));
    }

    #[test]
    fn a_speaker_is_named_by_nothing_but_the_name() {
        assert_eq!(named("Chief Constable"), Some(Speaker::Chief));
        assert_eq!(named("the PCC"), Some(Speaker::Body(BodyKind::Pcc)));
        assert_eq!(named("Force area"), None);
    }
}
