//! What a head says: whose words follow, which finding, which part of a response. Heads are headings, labels before a text, the
//! left cell of a form's row, and the heads of columns.

use super::finding_label::{bare_label, finding_label};
use super::finding_mention::before_quotation;
use super::list;
use super::normalized_text::{LONGEST, bare_label_text, normal};
use crate::model::{BodyKind, FindingKind};

/// Whose words a head opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum Voice {
    /// The chief officer or the force.
    Chief,
    /// The local policing body, of this kind as far as the head says it.
    Body(BodyKind),
    /// Whoever wrote the document: "Response", "Update".
    Author,
}

/// Which of somebody's words a head opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum When {
    /// The opening words.
    First,
    /// Any words.
    Any,
    /// The closing words.
    Last,
    /// Only the name is printed: "Chief Constable", which may be the label of a name, too.
    Named,
}

/// What a head says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::intake) enum Head {
    /// Whose words follow.
    Voice(Voice, When),
    /// A finding: its kind, its printed numbers, and the words after them.
    Reference(FindingKind, Vec<String>, String),
    /// A list of findings.
    Findings(FindingKind),
    /// The words of the finding above.
    Wording,
    /// Words about the report.
    About,
    /// The opening part.
    First,
    /// The closing part.
    Last,
    /// The next steps.
    Steps,
    /// The title of the form or of a part of it.
    Form,
    /// The title of the whole document: "PCC response to the HMICFRS report: …".
    Title(Option<Voice>),
}

/// The lists of names of those who speak.
const SPEAKERS: [(&str, Voice); 8] = [
    ("speaker.chief", Voice::Chief),
    ("speaker.pfcc", Voice::Body(BodyKind::Pfcc)),
    ("speaker.pcc", Voice::Body(BodyKind::Pcc)),
    ("speaker.mopac", Voice::Body(BodyKind::Mopac)),
    ("speaker.mayor", Voice::Body(BodyKind::Mayor)),
    ("speaker.common_council", Voice::Body(BodyKind::CommonCouncil)),
    ("speaker.other", Voice::Body(BodyKind::Other)),
    ("speaker.fire_authority", Voice::Body(BodyKind::FireAuthority)),
];

/// Words for what somebody says.
const SAYS: &str = " response responses comment comments reply view views position answer answers statement remarks update updates \
    explanation narrative submission submissions reaction observations feedback commentary assurance says say said action actions progress message thoughts \
    responds doing done think thinks word words writes summary assessment verdict opinion stance line ";

const FIRST: &str = " introduction foreword overview opening introductory initial ";

const LAST: &str = " conclusion conclusions concluding closing final overall summing ";

/// Heads of an answer that name nobody.
fn answers() -> &'static [&'static str] {
    list("head.answers")
}

impl Head {
    /// Returns what a head says; `None` for one that responses do not have. `metropolitan`: the Commissioner is the chief
    /// officer.
    pub(in crate::intake) fn of(text: &str, metropolitan: bool) -> Option<Self> {
        let whole = text;
        let text = bare_label_text(without_part(text.trim().trim_matches('*').trim())).trim_end_matches(['.', ':']);
        let named = ["the ", "The ", "a ", "A "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text);
        if let Some(kind) = bare_label(named) {
            return Some(Self::Reference(kind, Vec::new(), String::new()));
        }
        if let Some((kind, number)) = ordinal(text) {
            return Some(Self::Reference(kind, vec![number], String::new()));
        }
        // "Cause of concern (vetting)", "Cause of concern: the use of force"
        if let Some((name, topic)) = text.split_once(['(', ':', '–']).filter(|(_, topic)| topic.split_whitespace().count() <= 6)
            && let Some(kind) = bare_label(name)
        {
            return Some(Self::Reference(kind, Vec::new(), topic.trim_end_matches(')').trim().to_owned()));
        }
        if let Some((kind, numbers, rest)) = finding_label(text) {
            return Some(Self::Reference(kind, numbers, rest.to_owned()));
        }
        if let Some((kind, number)) = before_quotation(whole) {
            let numbers = if number.is_empty() { Vec::new() } else { vec![number] };
            return Some(Self::Reference(kind, numbers, String::new()));
        }
        if text.len() > LONGEST {
            return None;
        }
        let words = normal(text).replace(" & ", " and ");
        let all: Vec<&str> = words.split(' ').collect();
        // A longer text is a sentence or a title.
        if all.len() > 14 {
            return None;
        }
        // "Is Chief Constable response required?" asks for a tick.
        if whole.trim_end().ends_with('?') && matches!(all[0], "is" | "was" | "has" | "does" | "do" | "are" | "did") {
            return None;
        }
        let has = |list: &str| all.iter().any(|word| list.contains(&format!(" {word} ")));
        let first = speaker(&words, metropolitan);
        let names_report = has(" report inspection hmicfrs hmic peel hmicfrss hmics ");
        if words.contains("inspection response record") || words.contains("inspection details") || words == "about the inspection"
        {
            return Some(Self::Form);
        }
        if let Some(kind) = findings(&all) {
            return Some(Self::Findings(kind));
        }
        if is_wording(&words) {
            return Some(Self::Wording);
        }
        if is_about(&words) {
            return Some(Self::About);
        }
        let own = ["my ", "our ", "the "].iter().find_map(|word| words.strip_prefix(word)).unwrap_or(&words);
        if answers().contains(&words.as_str()) || !own.contains(' ') && answers().contains(&own) {
            return Some(Self::Voice(Voice::Author, When::Any));
        }
        if matches!(words.as_str(), "next steps" | "next step" | "what happens next" | "what next" | "what will happen next") {
            return Some(Self::Steps);
        }
        let when = if has(FIRST) {
            When::First
        } else if has(LAST) {
            When::Last
        } else {
            When::Any
        };
        if names_report && has(" response responses responding responds ") && (has(" to ") || all.len() > 5) {
            // Who stands before "response", or right behind "response of", responds; a force further on is who was inspected.
            let at = words.find("response").unwrap_or(0);
            let own = speaker(words[..at].trim(), metropolitan).or_else(|| {
                let behind = words[at..].split_once(' ').map_or("", |(_, behind)| behind);
                let who = ["of ", "by ", "from "].iter().find_map(|joint| behind.strip_prefix(joint))?;
                speaker(&who.split(' ').take(8).collect::<Vec<_>>().join(" "), metropolitan)
            });
            return Some(Self::Title(own.map(|(voice, _)| voice)));
        }
        match first {
            // "PCC", "The Chief Constable", "Kent Police": the name alone.
            Some((voice, rest)) if rest.is_empty() => Some(Self::Voice(voice, When::Named)),
            // "The Commissioner on the areas for improvement"
            Some((voice, rest)) if rest.starts_with("on ") => Some(Self::Voice(voice, When::Any)),
            // "… and from our Chief Fire Officer"
            Some((voice, _)) if all.len() <= 7 && all.contains(&"from") && !names_report => Some(Self::Voice(voice, when)),
            // "The Commissioner’s eye on this plan"
            Some((voice, _)) if all.len() <= 7 && !names_report && is_possessive(text) => Some(Self::Voice(voice, when)),
            // Up to nine words: "Statement by Chief Constable Tim Brown QPM on progress".
            Some((voice, _)) if all.len() <= 9 && (has(SAYS) || when != When::Any) && !names_report => {
                Some(Self::Voice(voice, when))
            }
            // "Police, Fire and Crime Commissioner's response to the inspection"
            Some((voice, _)) if has(" response comments ") && all.len() <= 9 => Some(Self::Voice(voice, when)),
            Some(_) => None,
            None if all.len() <= 4 && when == When::First && !has(" plan ") => Some(Self::First),
            None if all.len() <= 4 && when == When::Last => Some(Self::Last),
            None if words == "in summary" => Some(Self::Last),
            None => None,
        }
    }

    /// Returns who is named in a head, whatever else it says: "Where the Constabulary stands".
    pub(in crate::intake) fn named(text: &str, metropolitan: bool) -> Option<Voice> {
        speaker(&normal(text), metropolitan).map(|(voice, _)| voice)
    }

    /// Returns whose words follow, for a label before a text: "Kent Police: …" counts, too.
    pub(in crate::intake) fn voice(text: &str, metropolitan: bool) -> Option<(Voice, When)> {
        match Self::of(text, metropolitan)? {
            Self::Voice(voice, when) => Some((voice, when)),
            _ => None,
        }
    }
}

/// Returns the first speaker that a head names, and the words around the name without articles and the name of a force.
fn speaker(words: &str, metropolitan: bool) -> Option<(Voice, String)> {
    let padded = format!(" {words} ");
    let named = |(name, voice): &(&str, Voice)| padded.find(&format!(" {name} ")).map(|at| (at, name.len(), *voice));
    let mut found: Option<(usize, usize, Voice)> = None;
    let names = SPEAKERS.iter().flat_map(|(names, voice)| list(names).iter().map(move |name| (*name, *voice)));
    for (at, length, voice) in names.filter_map(|one| named(&one)) {
        if found.is_none_or(|(best, long, _)| at < best || at == best && length > long) {
            found = Some((at, length, voice));
        }
    }
    // "Kent Police response": the police of a place are the force, but not "police and crime panel".
    let padded = padded.replace(" polices ", " police ");
    let police = padded.find(" police ").filter(|at| {
        let behind = &padded[at + " police ".len()..];
        (behind.is_empty() || SAYS.contains(&format!(" {} ", behind.split(' ').next().unwrap_or(""))))
            && found.is_none_or(|(best, ..)| *at < best)
    });
    if let Some(at) = police {
        found = Some((at, "police".len(), Voice::Chief));
    }
    // "Chief says" is the chief officer; a chief executive or chief inspector is not.
    if found.is_none()
        && let Some(name) = ["chief", "chiefs"].iter().find(|name| {
            let behind = padded.strip_prefix(" the ").map_or(padded.as_str(), |_| &padded[4..]);
            behind
                .strip_prefix(&format!(" {name} "))
                .and_then(|rest| rest.split(' ').next())
                .is_some_and(|next| SAYS.contains(&format!(" {next} ")))
        })
    {
        found = padded.find(&format!(" {name} ")).map(|at| (at, name.len(), Voice::Chief));
    }
    let (at, length, voice) = found?;
    let (before, behind) = (padded[..at].trim(), padded[at + 1 + length..].trim());
    let is_name = |word: &&str| !matches!(*word, "the" | "a" | "for" | "of" | "from" | "by");
    let before: Vec<&str> = before.split(' ').filter(|word| !word.is_empty()).filter(is_name).collect();
    let behind: Vec<&str> = behind.split(' ').filter(|word| !word.is_empty()).collect();
    // A force management statement is another document.
    if behind.first() == Some(&"management") {
        return None;
    }
    // A name of up to three words before it is a place: "Avon and Somerset Police".
    let before = if before.len() <= 3 && behind.is_empty() && police.is_some() { Vec::new() } else { before };
    let rest = [before, behind].concat().join(" ");
    let is_chief_here = metropolitan && matches!(&padded[at + 1..at + 1 + length], "commissioner" | "commissioners");
    Some((if is_chief_here { Voice::Chief } else { voice }, rest))
}

/// Returns whether a head begins with what is a person's own: "The Commissioner’s eye on …"; a plan is another thing.
fn is_possessive(text: &str) -> bool {
    let words: Vec<String> = text.to_lowercase().replace('’', "'").split_whitespace().map(str::to_owned).collect();
    let owner = words.iter().take(5).position(|word| word.ends_with("'s") || word.ends_with("s'"));
    let is_person =
        |at: usize| ["commissioner's", "mayor's", "constable's", "officer's", "pcc's", "pfcc's"].contains(&words[at].as_str());
    owner.is_some_and(|at| {
        is_person(at) && !words[at + 1..].iter().any(|word| list("head.is_possessive").contains(&word.as_str()))
    })
}

/// Returns the kind of a list that a head announces: "Areas for improvement", "Recommendations and responses".
fn findings(words: &[&str]) -> Option<FindingKind> {
    const USUAL: &str = " recommendation recommendations area areas for improvement cause causes of concern afi afis and & our the \
        to from each identified response responses answers answer table report relevant pfcc pcc police force made identified hmicfrs \
        inspectorate hmic peel specific our list that are with findings ";
    let text = format!(" {} ", words.join(" "));
    // "Recommendations to the Panel" are those of a paper.
    if list("head.findings").iter().any(|name| text.contains(name)) {
        return None;
    }
    let kinds = [
        (" recommendations ", FindingKind::Recommendation),
        (" each recommendation ", FindingKind::Recommendation),
        (" areas for improvement ", FindingKind::AreaForImprovement),
        (" areas identified for improvement ", FindingKind::AreaForImprovement),
        (" afis ", FindingKind::AreaForImprovement),
        (" causes of concern ", FindingKind::CauseOfConcern),
        (" causes for concern ", FindingKind::CauseOfConcern),
    ];
    // "What has to get better" is of areas for improvement.
    if words.len() <= 12 && list("head.findings.2").iter().any(|name| text.contains(name)) {
        return Some(FindingKind::AreaForImprovement);
    }
    let (_, kind) = kinds.iter().filter_map(|(name, kind)| Some((text.find(name)?, *kind))).min_by_key(|(at, _)| *at)?;
    let unusual = words.iter().filter(|word| !USUAL.contains(&format!(" {word} "))).count();
    // One unusual word may be an area: "Effectiveness: areas for improvement".
    (unusual <= 1 && words.len() <= 12).then_some(kind)
}

/// Returns a head without the part that it names: "Appendix A – Comments of the Mayor", "Part 2: Observations".
fn without_part(text: &str) -> &str {
    let lower = text.to_lowercase();
    let is_part = list("head.without_part").iter().any(|name| lower.starts_with(name));
    match text.split_once(['–', '—', ':']).or_else(|| text.split_once(" - ")) {
        Some((part, rest)) if is_part && part.split_whitespace().count() <= 3 && !rest.trim().is_empty() => {
            // Brackets behind it cite the law: "(s. 55(3))".
            let rest = rest.trim();
            rest.find(" (").map_or(rest, |at| &rest[..at])
        }
        _ => text,
    }
}

/// Returns the finding that an ordinal names: "First area for improvement".
fn ordinal(text: &str) -> Option<(FindingKind, String)> {
    let ordinals = list("head.ordinal");
    let words = normal(text);
    let words = words.strip_prefix("the ").unwrap_or(&words);
    let (first, name) = words.split_once(' ')?;
    let number = ordinals.iter().position(|ordinal| *ordinal == first)? + 1;
    let name = if name == "area" { "area for improvement" } else { name };
    Some((bare_label(name)?, number.to_string()))
}

/// Returns whether a head stands above the words of a finding: "Wording", "What the inspectors want".
pub(super) fn is_wording(words: &str) -> bool {
    let names = list("head.is_wording");
    let who = list("head.is_wording.2");
    let asks = list("head.is_wording.3");
    names.contains(&words) || who.iter().any(|who| words.strip_prefix(who).is_some_and(|rest| asks.contains(&rest)))
}

/// Returns whether a head opens words about the report: "Background", "What did the inspectors find".
fn is_about(words: &str) -> bool {
    let names = list("head.is_about");
    if names.contains(&words) {
        return true;
    }
    let asked = list("head.is_about.2");
    let Some(rest) = asked.iter().find_map(|opening| words.strip_prefix(opening)) else { return false };
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let subject = list("head.is_about.3")
        .iter()
        .any(|name| rest.strip_prefix(name).is_some_and(|behind| behind.is_empty() || behind.starts_with(' ')));
    let acts = list("head.is_about.4");
    subject && acts.iter().any(|verb| rest.ends_with(verb))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Option<Head> {
        Head::of(text, false)
    }

    #[test]
    fn a_head_says_whose_words_follow_however_it_is_worded() {
        use {Voice::*, When::*};
        for (text, voice, when) in [
            ("PCC's opening remarks", Body(BodyKind::Pcc), First),
            ("Mayor’s closing comments", Body(BodyKind::Mayor), Last),
            ("The Commissioner's overall view", Body(BodyKind::Pcc), Last),
            ("Police, Fire and Crime Commissioner's initial response", Body(BodyKind::Pfcc), First),
            ("What does the Chief Constable say?", Chief, Any),
            ("What the Force says", Chief, Any),
            ("FORCE RESPONSE:", Chief, Any),
            ("Kent Police response", Chief, Any),
            ("Kent Police", Chief, Named),
            ("What is the Commissioner doing about it?", Body(BodyKind::Pcc), Any),
            ("MOPAC's response", Body(BodyKind::Mopac), Any),
            ("1. Police & Crime Commissioner comments", Body(BodyKind::Pcc), Any),
            ("Local Policing Body's Comments", Body(BodyKind::Pcc), Any),
            ("Statement by Chief Constable Tim Brown QPM", Chief, Any),
            ("Reply from Ann Other, Police and Crime Commissioner", Body(BodyKind::Pcc), Any),
            ("Action Taken", Author, Any),
            ("My response", Author, Any),
        ] {
            assert_eq!(head(text), Some(Head::Voice(voice, when)), "{text}");
        }
        assert_eq!(Head::voice("The Commissioner's response", true), Some((Chief, Any)));
    }

    #[test]
    fn a_head_opens_its_part() {
        assert_eq!(head("3. Areas for improvement"), Some(Head::Findings(FindingKind::AreaForImprovement)));
        assert_eq!(head("Response to each recommendation"), Some(Head::Findings(FindingKind::Recommendation)));
        assert_eq!(head("What did the inspectors look at?"), Some(Head::About));
        assert_eq!(head("What happens next?"), Some(Head::Steps));
        assert_eq!(head("In conclusion"), Some(Head::Last));
        assert_eq!(head("Foreword"), Some(Head::First));
        assert_eq!(head("PCC response to HMICFRS report: Tractors"), Some(Head::Title(Some(Voice::Body(BodyKind::Pcc)))));
        for text in ["Weather", "Commissioners should act", "Force management statement", "What the weather does"] {
            assert_eq!(head(text), None, "{text}");
        }
    }
}
