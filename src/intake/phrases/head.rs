//! What a head says: whose words follow, which finding, which part of a response. Heads are headings, labels before a text, the
//! left cell of a form's row, and the heads of columns.

use super::finding_label::{bare_label, finding_label};
use super::normalized_text::{LONGEST, normal, without_number};
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

/// Names of those who speak, longer ones before the shorter ones in them.
const SPEAKERS: [(&str, Voice); 41] = [
    ("commissioner of police", Voice::Chief),
    ("london fire commissioner", Voice::Chief),
    ("chief constables", Voice::Chief),
    ("chief constable", Voice::Chief),
    ("chief officers", Voice::Chief),
    ("chief officer", Voice::Chief),
    ("chief fire officer", Voice::Chief),
    ("metropolitan police", Voice::Chief),
    ("police service", Voice::Chief),
    ("mps", Voice::Chief),
    ("gmp", Voice::Chief),
    ("office of the police fire and crime commissioner", Voice::Body(BodyKind::Pfcc)),
    ("office of the police and crime commissioner", Voice::Body(BodyKind::Pcc)),
    ("police fire and crime commissioner", Voice::Body(BodyKind::Pfcc)),
    ("police and crime commissioners", Voice::Body(BodyKind::Pcc)),
    ("police and crime commissioner", Voice::Body(BodyKind::Pcc)),
    ("opfcc", Voice::Body(BodyKind::Pfcc)),
    ("pfccs", Voice::Body(BodyKind::Pfcc)),
    ("pfcc", Voice::Body(BodyKind::Pfcc)),
    ("opcc", Voice::Body(BodyKind::Pcc)),
    ("opccs", Voice::Body(BodyKind::Pcc)),
    ("pccs", Voice::Body(BodyKind::Pcc)),
    ("pcc", Voice::Body(BodyKind::Pcc)),
    ("commissioners", Voice::Body(BodyKind::Pcc)),
    ("commissioner", Voice::Body(BodyKind::Pcc)),
    ("local policing bodys", Voice::Body(BodyKind::Pcc)),
    ("local policing body", Voice::Body(BodyKind::Pcc)),
    ("mayors office for policing and crime", Voice::Body(BodyKind::Mopac)),
    ("mopacs", Voice::Body(BodyKind::Mopac)),
    ("mopac", Voice::Body(BodyKind::Mopac)),
    ("deputy mayor", Voice::Body(BodyKind::Mayor)),
    ("mayors", Voice::Body(BodyKind::Mayor)),
    ("mayor", Voice::Body(BodyKind::Mayor)),
    ("common council", Voice::Body(BodyKind::CommonCouncil)),
    ("police authoritys", Voice::Body(BodyKind::Other)),
    ("police authority", Voice::Body(BodyKind::Other)),
    ("fire authority", Voice::Body(BodyKind::FireAuthority)),
    ("authoritys", Voice::Body(BodyKind::Other)),
    ("authority", Voice::Body(BodyKind::Other)),
    ("constabulary", Voice::Chief),
    ("force", Voice::Chief),
];

/// Words for what somebody says.
const SAYS: &str = " response responses comment comments reply view views position answer answers statement remarks update updates \
    explanation narrative submission submissions reaction observations feedback commentary assurance says say said action actions progress message thoughts \
    responds doing done think thinks ";

const FIRST: &str = " introduction foreword overview opening introductory initial ";
const LAST: &str = " conclusion conclusions concluding closing final overall summing ";

/// Heads of an answer that name nobody.
const ANSWERS: [&str; 41] = [
    "response",
    "our response",
    "my response",
    "answer",
    "our answer",
    "my answer",
    "comment",
    "comments",
    "my comments",
    "my comment",
    "our comments",
    "update",
    "latest update",
    "reply",
    "action taken",
    "actions taken",
    "action",
    "actions",
    "action taken or planned",
    "actions taken or planned",
    "progress",
    "progress to date",
    "progress update",
    "position",
    "current position",
    "where we are",
    "where we are now",
    "what we have done",
    "what we are doing",
    "what we will do",
    "what is being done",
    "what has been done",
    "work under way",
    "work to date",
    "response and action",
    "management response",
    "explanation",
    "i say",
    "we say",
    "my view",
    "our view",
];

impl Head {
    /// Returns what a head says; `None` for one that responses do not have. `metropolitan`: the Commissioner is the chief officer.
    pub(in crate::intake) fn of(text: &str, metropolitan: bool) -> Option<Self> {
        let text = without_number(without_part(text.trim().trim_matches('*').trim())).trim_end_matches(['.', ':']);
        if let Some(kind) = bare_label(text) {
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
        if text.len() > LONGEST {
            return None;
        }
        let words = normal(text).replace(" & ", " and ");
        let all: Vec<&str> = words.split(' ').collect();
        // A longer text is a sentence or a title.
        if all.len() > 14 {
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
        if ANSWERS.contains(&words.as_str()) || !own.contains(' ') && ANSWERS.contains(&own) {
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
    for (at, length, voice) in SPEAKERS.iter().filter_map(named) {
        if found.is_none_or(|(best, long, _)| at < best || at == best && length > long) {
            found = Some((at, length, voice));
        }
    }
    // "Kent Police response": the police of a place are the force, but not "police and crime panel".
    let police = padded.find(" police ").filter(|at| {
        let behind = &padded[at + " police ".len()..];
        (behind.is_empty() || SAYS.contains(&format!(" {} ", behind.split(' ').next().unwrap_or(""))))
            && found.is_none_or(|(best, ..)| *at < best)
    });
    if let Some(at) = police {
        found = Some((at, "police".len(), Voice::Chief));
    }
    let (at, length, voice) = found?;
    let (before, behind) = (padded[..at].trim(), padded[at + 1 + length..].trim());
    let is_name = |word: &&str| !matches!(*word, "the" | "a" | "for" | "of" | "from" | "by");
    let before: Vec<&str> = before.split(' ').filter(|word| !word.is_empty()).filter(is_name).collect();
    let behind: Vec<&str> = behind.split(' ').filter(|word| !word.is_empty()).collect();
    // A name of up to three words before it is a place: "Avon and Somerset Police".
    let before = if before.len() <= 3 && behind.is_empty() && police.is_some() { Vec::new() } else { before };
    let rest = [before, behind].concat().join(" ");
    let is_chief_here = metropolitan && matches!(&padded[at + 1..at + 1 + length], "commissioner" | "commissioners");
    Some((if is_chief_here { Voice::Chief } else { voice }, rest))
}

/// Returns the kind of a list that a head announces: "Areas for improvement", "Recommendations and responses".
fn findings(words: &[&str]) -> Option<FindingKind> {
    const USUAL: &str = " recommendation recommendations area areas for improvement cause causes of concern afi afis and & our the \
        to from each response responses answers answer table report relevant pfcc pcc police force made identified hmicfrs \
        inspectorate hmic peel specific our list that are with findings ";
    let text = format!(" {} ", words.join(" "));
    // "Recommendations to the Panel" are those of a paper.
    if [" panel ", " board ", " committee ", " members ", " cabinet "].iter().any(|name| text.contains(name)) {
        return None;
    }
    let kinds = [
        (" recommendations ", FindingKind::Recommendation),
        (" each recommendation ", FindingKind::Recommendation),
        (" areas for improvement ", FindingKind::AreaForImprovement),
        (" afis ", FindingKind::AreaForImprovement),
        (" causes of concern ", FindingKind::CauseOfConcern),
        (" causes for concern ", FindingKind::CauseOfConcern),
    ];
    // "What has to get better" is of areas for improvement.
    if words.len() <= 12
        && [" get better ", " needs to improve ", " need to improve ", " must improve ", " to be improved "]
            .iter()
            .any(|name| text.contains(name))
    {
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
    let is_part = ["appendix", "annex", "part ", "schedule ", "section "].iter().any(|name| lower.starts_with(name));
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
    const ORDINALS: [&str; 10] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let words = normal(text);
    let words = words.strip_prefix("the ").unwrap_or(&words);
    let (first, name) = words.split_once(' ')?;
    let number = ORDINALS.iter().position(|ordinal| *ordinal == first)? + 1;
    let name = if name == "area" { "area for improvement" } else { name };
    Some((bare_label(name)?, number.to_string()))
}

/// Returns whether a head stands above the words of a finding: "Wording", "What the inspectors want".
fn is_wording(words: &str) -> bool {
    const NAMES: [&str; 14] = [
        "wording",
        "the wording",
        "text",
        "issue",
        "the issue",
        "the finding",
        "finding",
        "recommendation text",
        "the recommendation",
        "hmicfrs recommendation",
        "hmicfrs finding",
        "what it asks",
        "what it says",
        "requirement",
    ];
    let who = ["what the inspectors ", "what the inspectorate ", "what hmicfrs ", "what inspectors ", "what hmic ", "what they "];
    let asks = [
        "want",
        "wants",
        "want us to do",
        "asked for",
        "asked",
        "asks",
        "asks for",
        "recommended",
        "recommends",
        "said about us",
    ];
    NAMES.contains(&words) || who.iter().any(|who| words.strip_prefix(who).is_some_and(|rest| asks.contains(&rest)))
}

/// Returns whether a head opens words about the report: "Background", "What did the inspectors find".
fn is_about(words: &str) -> bool {
    const NAMES: [&str; 12] = [
        "information",
        "about the report",
        "about this report",
        "about this inspection",
        "background",
        "background to the report",
        "background to the inspection",
        "key findings",
        "summary of findings",
        "summary of the report",
        "inspection findings",
        "the report",
    ];
    if NAMES.contains(&words) {
        return true;
    }
    const ASKED: [&str; 6] = ["what did ", "what is ", "what was ", "what does ", "what ", "which "];
    let Some(rest) = ASKED.iter().find_map(|opening| words.strip_prefix(opening)) else { return false };
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let subject = ["inspectors", "inspectorate", "inspection", "report", "hmicfrs", "hmic", "they"]
        .iter()
        .any(|name| rest.strip_prefix(name).is_some_and(|behind| behind.is_empty() || behind.starts_with(' ')));
    let acts = ["find", "found", "look at", "looked at", "examine", "examined", "say", "says", "said", "about", "saw"];
    subject && acts.iter().any(|verb| rest.ends_with(verb))
}

/// The content of a column, or of a labelled line of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::intake) enum Column {
    /// The finding's number.
    Number,
    /// The finding's words, and its kind if the head gives it.
    Finding(Option<FindingKind>),
    /// Somebody's answer.
    Answer(AnswerOf),
    /// The inspectorate's deadline.
    Deadline,
    /// The force's own target date.
    Target,
    /// The owner.
    Owner,
    /// The addressee.
    Addressee,
    /// The status.
    Status,
    /// The priority.
    Priority,
    /// The graded or inspected area.
    Area,
    /// The graded judgment.
    Grade,
    /// Whether the finding is accepted.
    Acceptance,
}

/// Whose answers a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::intake) enum AnswerOf {
    /// The chief officer's.
    Chief,
    /// The local policing body's.
    Body,
    /// The author's.
    Author,
}

/// The heads of columns, each as the words that trackers and action plans use.
const COLUMNS: [(&[&str], Column); 11] = [
    (
        &[
            "no",
            "number",
            "#",
            "ref",
            "ref no",
            "reference",
            "rec no",
            "rec",
            "rec ref",
            "recommendation number",
            "recommendation no",
            "recommendation ref",
            "item",
            "id",
            "rec id",
            "finding id",
            "action id",
            "unique number",
            "afi number",
            "afi no",
            "afi ref",
            "reference number",
            "hmicfrs ref",
            "item no",
            "r no",
        ],
        Column::Number,
    ),
    (&["grade", "grading", "judgment", "judgement", "graded judgment", "rating", "grade awarded"], Column::Grade),
    (
        &["area", "question", "core question", "peel question", "pillar", "theme", "area inspected", "graded area", "feature"],
        Column::Area,
    ),
    (
        &[
            "status",
            "current status",
            "progress status",
            "rag",
            "rag status",
            "brag",
            "rag rating",
            "brag rating",
            "state",
            "status rag",
            "overall status",
            "delivery status",
        ],
        Column::Status,
    ),
    (
        &[
            "addressed to",
            "addressee",
            "addressees",
            "for",
            "directed to",
            "made to",
            "who for",
            "recommendation for",
            "who is it for",
            "responsible body",
        ],
        Column::Addressee,
    ),
    (&["priority", "risk", "risk rating", "severity"], Column::Priority),
    (
        &[
            "owner",
            "lead",
            "lead officer",
            "force lead",
            "strategic lead",
            "responsible officer",
            "responsible",
            "action owner",
            "responsible owner",
            "person responsible",
            "responsibility",
            "accountable",
            "sro",
            "assigned to",
            "chief officer lead",
            "who",
            "lead owner",
            "owner lead",
            "responsible lead",
            "lead person",
            "business lead",
            "who is responsible",
            "holder",
        ],
        Column::Owner,
    ),
    (
        &[
            "target",
            "target date",
            "force target",
            "force target date",
            "planned date",
            "completion date",
            "expected completion",
            "target completion",
            "target completion date",
            "planned completion",
            "our target",
            "internal deadline",
            "completion due",
        ],
        Column::Target,
    ),
    (
        &[
            "deadline",
            "due",
            "due date",
            "date due",
            "hmicfrs deadline",
            "by when",
            "timescale",
            "timescales",
            "hmicfrs due date",
            "timeframe",
            "when",
            "implementation date",
            "date required",
            "end date",
            "hmicfrs timescale",
            "due by",
            "inspectorate deadline",
            "by",
        ],
        Column::Deadline,
    ),
    (
        &[
            "agreed",
            "accepted",
            "accepted partially accepted not accepted",
            "decision",
            "accept",
            "acceptance",
            "agreed accepted",
        ],
        Column::Acceptance,
    ),
    (
        &[
            "what it asks",
            "finding",
            "findings",
            "text",
            "wording",
            "detail",
            "details",
            "description",
            "issue",
            "the finding",
            "hmicfrs finding",
            "hmicfrs said",
            "what hmicfrs said",
            "what the inspectors said",
            "what they said",
            "requirement",
            "what we were asked to do",
            "afi recommendation",
            "finding recommendation",
        ],
        Column::Finding(None),
    ),
];

impl Column {
    /// Returns the content of a column with this head.
    pub(in crate::intake) fn of(head: &str, metropolitan: bool) -> Option<Self> {
        let bare = head.replace(['*', '#'], "");
        let words = if head.trim() == "#" { "#".to_owned() } else { normal(&bare).replace(" & ", " and ") };
        // "Progress to 1 June": the day is no part of what the column holds.
        let dated = words.split(' ').position(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let words = match dated {
            Some(at) if at > 1 => words.split(' ').take(at).collect::<Vec<_>>().join(" "),
            _ => words,
        };
        let ends: &[&str] = if dated.is_some() { &[" to", " at", " as at", " by", " as of"] } else { &[] };
        let words = ends.iter().find_map(|end| words.strip_suffix(end)).unwrap_or(&words).trim().to_owned();
        // A sentence is no head of a column.
        if words.is_empty() || words.split(' ').count() > 8 || words.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        if let Some((_, column)) = COLUMNS.iter().find(|(names, _)| names.contains(&words.as_str())) {
            return Some(*column);
        }
        let acts = format!(" {words} ");
        // The action of a plan is the force's, whoever publishes the plan.
        if (acts.contains(" action ") || acts.contains(" actions "))
            && !acts.contains(" my ")
            && !acts.contains(" pcc ")
            && !acts.contains(" commissioners ")
        {
            return Some(Self::Answer(AnswerOf::Chief));
        }
        if let Some((voice, when)) = Head::voice(&bare, metropolitan)
            && when != When::Named
        {
            return Some(Self::Answer(match voice {
                Voice::Chief => AnswerOf::Chief,
                Voice::Body(_) => AnswerOf::Body,
                Voice::Author => AnswerOf::Author,
            }));
        }
        if is_wording(&words) {
            return Some(Self::Finding(None));
        }
        if words.ends_with(" by") && words.split(' ').count() <= 3 {
            return Some(Self::Deadline);
        }
        let has = |part: &str| format!(" {words} ").contains(part);
        let ours = [
            " what we ",
            " what were ",
            " what weve ",
            " what the force ",
            " what the service ",
            " what is being ",
            " what has been ",
        ]
        .iter()
        .any(|part| has(part));
        if ours
            || has(" evidence ")
            || has(" outcome ")
            || has(" impact ")
            || has(" action ")
            || has(" actions ")
            || has(" update ")
            || has(" progress ")
            || has(" response ")
            || has(" doing ")
        {
            return Some(Self::Answer(AnswerOf::Author));
        }
        let kinds = [
            (" recommendation", FindingKind::Recommendation),
            (" area for improvement", FindingKind::AreaForImprovement),
            (" areas for improvement", FindingKind::AreaForImprovement),
            (" afi", FindingKind::AreaForImprovement),
            (" cause of concern", FindingKind::CauseOfConcern),
            (" causes of concern", FindingKind::CauseOfConcern),
        ];
        let named: Vec<FindingKind> =
            kinds.iter().filter(|(name, _)| format!(" {words}").contains(name)).map(|(_, kind)| *kind).collect();
        match named[..] {
            [] => None,
            [kind] => Some(Self::Finding(Some(kind))),
            // "Recommendation / AFI"
            [..] => Some(Self::Finding(None)),
        }
    }
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

    #[test]
    fn columns_are_known_by_the_names_that_offices_give_them() {
        for (name, column) in [
            ("No.", Column::Number),
            ("Recommendation / AFI", Column::Finding(None)),
            ("Area for improvement", Column::Finding(Some(FindingKind::AreaForImprovement))),
            ("Force response", Column::Answer(AnswerOf::Chief)),
            ("Commissioner’s comment", Column::Answer(AnswerOf::Body)),
            ("My response", Column::Answer(AnswerOf::Author)),
            ("Target date", Column::Target),
            ("Deadline", Column::Deadline),
            ("Where we are", Column::Answer(AnswerOf::Author)),
            ("Judgment", Column::Grade),
            ("SRO", Column::Owner),
        ] {
            assert_eq!(Column::of(name, false), Some(column), "{name}");
        }
        assert_eq!(Column::of("Weather", false), None);
    }
}
