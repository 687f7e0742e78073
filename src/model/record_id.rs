//! Record ids: the path of a record below `records/`, without `.yaml`.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Date, Force};
use crate::prose::invisible;

/// The id of a record, such as `staffordshire/2025-05-16-organised-immigration-crime`.
///
/// It is the file's path below `records/` with `/` as separator on every system.
/// It need not agree with the record's content; a rule checks that.
///
/// macOS stores `é` as two characters, where other systems have one. Ids are compared in composed form (NFC), so that both
/// spellings are one id. The file keeps its name, and the id remembers that spelling.
#[derive(Clone)]
pub struct RecordId {
    composed: String,
    /// The spelling of the file's name, where it is not the composed form.
    spelt: Option<Box<str>>,
}

/// The error for a text that is not a record's id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a record's id: write it as force/2025-05-16-subject", invisible::shown(.0))]
pub struct RecordIdError(pub String);

/// Characters that a shell, a log or a code forge could interpret.
const MARKS: &str = "\"'`$;|<>*?!#%[]{}~^&()=@";

/// What is unusual about a record's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnusualName {
    /// A character that is invisible or that a shell or a log could interpret.
    Mark(char),
    /// A folder or file that cannot have this name on Windows, where a checkout would fail.
    Windows(String),
}

/// Names of devices, which on Windows no file can have, whatever follows after a dot.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Returns whether Windows keeps a name for itself or drops its end: `con`, `lpt1.draft`, `custody.`
/// (Microsoft, *Naming files, paths, and namespaces*).
fn is_taken_by_windows(step: &str) -> bool {
    let first = step.split('.').next().unwrap_or(step).trim_end().to_ascii_lowercase();
    let is_port =
        matches!(first.split_at_checked(3), Some(("com" | "lpt", number)) if matches!(number.as_bytes(), [b'0'..=b'9']));
    DEVICES.contains(&first.as_str()) || is_port || step.ends_with(['.', ' '])
}

impl RecordId {
    /// Returns the id that a record's content suggests: force, day of publication and a slug of the title.
    pub fn natural(force: &Force, published: Date, slug: &str) -> Self {
        Self { composed: format!("{}/{published}-{slug}", slug::slugify(force.as_str())), spelt: None }
    }

    /// Returns whether the folder is that of the force, by any of its names.
    pub fn is_in_folder_of(&self, force: &Force) -> bool {
        self.folder() == slug::slugify(force.as_str()) || Force::from(self.folder()).is_same(force)
    }

    /// Returns the id in composed form.
    pub fn as_str(&self) -> &str {
        &self.composed
    }

    /// Returns the id as it was spelt when read, which for an id read from the disk is the file's own name.
    pub fn spelling(&self) -> &str {
        self.spelt.as_deref().unwrap_or(&self.composed)
    }

    /// Returns the folder, named after the force; empty where the file is in no folder.
    pub fn folder(&self) -> &str {
        self.composed.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Returns the file's name without `.yaml`.
    pub fn stem(&self) -> &str {
        self.composed.rsplit_once('/').map_or(self.as_str(), |(_, stem)| stem)
    }

    /// Returns the parts of the id, `("kent", "2025-05-16", "custody")`: force, day and subject. A missing part is empty.
    pub fn parts(&self) -> (&str, &str, &str) {
        // An ISO date has ten characters.
        let (day, subject) = self.stem().split_at_checked(10).unwrap_or((self.stem(), ""));
        (self.folder(), day, subject.strip_prefix('-').unwrap_or(subject))
    }

    /// Returns what a shell, a log or another system would not take as it is meant. Ids that irr makes have nothing of the kind.
    pub fn unusual(&self) -> Option<UnusualName> {
        let mark = |c: &char| MARKS.contains(*c) || invisible::is_unseen(*c);
        let mut steps = self.composed.split('/');
        if steps.clone().any(|step| step.starts_with('-')) {
            return Some(UnusualName::Mark('-'));
        }
        let mark = self.composed.chars().find(mark).map(UnusualName::Mark);
        mark.or_else(|| steps.find(|step| is_taken_by_windows(step)).map(|step| UnusualName::Windows(step.to_owned())))
    }

    /// Returns the id as a file system sees it that ignores case, as those of macOS and Windows do.
    pub fn without_case(&self) -> String {
        self.composed.to_lowercase()
    }

    /// Returns whether `part` occurs in the id, ignoring case.
    pub fn contains(&self, part: &str) -> bool {
        self.without_case().contains(&composed(part).to_lowercase())
    }
}

impl FromStr for RecordId {
    type Err = RecordIdError;

    fn from_str(text: &str) -> Result<Self, RecordIdError> {
        // Ids are printed in logs and on terminals, so control characters are refused.
        let is_bad = |c: char| matches!(c, '\\' | ':' | '\n' | '\t') || invisible::is_forbidden(c);
        let steps_are_good =
            text.split('/').all(|step| !step.is_empty() && step != "." && step != ".." && !step.contains(is_bad));
        if !steps_are_good || text.trim() != text {
            return Err(RecordIdError(text.to_owned()));
        }
        let composed = composed(text).into_owned();
        let spelt = (composed != text).then(|| text.into());
        Ok(Self { composed, spelt })
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.composed)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RecordId").field(&self.spelling()).finish()
    }
}

impl PartialEq for RecordId {
    fn eq(&self, other: &Self) -> bool {
        self.composed == other.composed
    }
}

impl Eq for RecordId {}

impl PartialOrd for RecordId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RecordId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.composed.cmp(&other.composed)
    }
}

impl Hash for RecordId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.composed.hash(state);
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.composed)
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for RecordId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RecordId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "record-id",
            "description": "The path of a record below records/, without .yaml: force/2025-05-16-subject"
        })
    }
}

/// Returns the text in composed form (NFC): each letter with its accents as one character, where Unicode has one.
pub fn composed(text: &str) -> Cow<'_, str> {
    // Nearly all ids are ASCII, which is always composed.
    if text.is_ascii() || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Returns a short file name for a report: its title as a slug, without the words with which most titles begin.
///
/// At most 60 characters, cut at a whole word; "report" where nothing is left.
pub fn slug_of_title(whole: &str) -> String {
    const OPENERS: [&str; 41] = [
        "a",
        "an",
        "and",
        "by",
        "fire",
        "for",
        "force",
        "from",
        "his",
        "hmic",
        "hmicfrs",
        "how",
        "improving",
        "in",
        "inspection",
        "inspections",
        "into",
        "its",
        "joint",
        "letter",
        "majesty",
        "majestys",
        "national",
        "of",
        "on",
        "police",
        "report",
        "reports",
        "response",
        "s",
        "service",
        "thematic",
        "the",
        "their",
        "them",
        "to",
        "unannounced",
        "visit",
        "well",
        "s",
        "with",
    ];
    // "PEEL 2025/27: An inspection of Kent Police": the folder names the force already.
    let is_peel = whole.trim_start().to_lowercase().starts_with("peel");
    let title = whole.split_once(':').filter(|(_, rest)| is_peel && rest.to_lowercase().contains("inspection of"));
    let slug = slug::slugify(title.map_or(whole, |(before, _)| before));
    let words: Vec<&str> = slug.split('-').filter(|word| !word.is_empty()).collect();
    let opening = words.iter().take_while(|word| OPENERS.contains(word)).count();
    let kept = if opening == words.len() { &words[..] } else { &words[opening..] };
    let mut short = String::new();
    for word in kept {
        if !short.is_empty() && short.len() + 1 + word.len() > 60 {
            break;
        }
        if !short.is_empty() {
            short.push('-');
        }
        // A single word may be longer than the limit by itself.
        short.extend(word.chars().take(60));
    }
    if short.is_empty() { "report".to_owned() } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back() {
        let id: RecordId = "staffordshire/2025-05-16-organised-immigration-crime".parse().unwrap();
        assert_eq!(id.to_string().parse(), Ok(id.clone()));
        assert_eq!((id.folder(), id.stem()), ("staffordshire", "2025-05-16-organised-immigration-crime"));
    }

    #[test]
    fn an_id_never_leaves_the_records_folder() {
        for text in ["../secret", "a/../../b", "/etc/passwd", "a//b", "", "a\\b", " a/b", "a/b:R4"] {
            assert!(text.parse::<RecordId>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn an_id_is_one_in_both_spellings_and_remembers_its_own() {
        let (one, two): (RecordId, RecordId) = ("kent/caf\u{e9}".parse().unwrap(), "kent/cafe\u{301}".parse().unwrap());
        assert_eq!((&one, one.as_str(), one.spelling()), (&two, two.as_str(), "kent/caf\u{e9}"));
        assert_eq!(two.spelling(), "kent/cafe\u{301}");
        assert!(one.contains("CAFE\u{301}") && two.contains("caf\u{e9}"));
    }

    #[test]
    fn no_id_commands_a_terminal_or_a_log() {
        for text in [
            "kent/a\u{1b}[2J",
            "kent/a\tb",
            "kent/a\u{202e}b",
            "kent/a\u{85}b",
            "kent/a\u{2028}b",
            "kent/a\u{0}",
            "kent/::error::",
        ] {
            assert!(text.parse::<RecordId>().is_err(), "{text:?}");
        }
        let error = "kent/a\u{1b}b".parse::<RecordId>().unwrap_err().to_string();
        assert_eq!(error, "`kent/a\\u{1b}b` is not a record's id: write it as force/2025-05-16-subject");
    }

    #[test]
    fn a_name_with_marks_of_a_shell_or_unseen_blanks_is_unusual_and_one_of_letters_is_not() {
        for (text, unusual) in [
            ("kent/2025-05-16-a;b", Some(';')),
            ("kent/2025-05-16-##[error]", Some('#')),
            ("kent/2025-05-16-a\u{a0}b", Some('\u{a0}')),
            ("-kent/2025-05-16-a", Some('-')),
            ("kent/2025-05-16-version-1.2_é, part 2", None),
        ] {
            assert_eq!(text.parse::<RecordId>().unwrap().unusual(), unusual.map(UnusualName::Mark), "{text:?}");
        }
    }

    #[test]
    fn a_name_that_windows_cannot_have_is_unusual() {
        for (text, step) in [
            ("kent/nul", Some("nul")),
            ("CON/2025-05-16-a", Some("CON")),
            ("kent/aux.2025", Some("aux.2025")),
            ("kent/COM1", Some("COM1")),
            ("kent/2025-05-16-custody.", Some("2025-05-16-custody.")),
            ("kent /2025-05-16-a", Some("kent ")),
            ("kent/console", None),
            ("kent/com10", None),
            ("kent/2025-05-16-con", None),
            ("kent/2025-05-16-v1.2", None),
        ] {
            let unusual = step.map(|step| UnusualName::Windows(step.to_owned()));
            assert_eq!(text.parse::<RecordId>().unwrap().unusual(), unusual, "{text:?}");
        }
    }

    #[test]
    fn a_title_loses_the_words_that_every_title_begins_with() {
        for (title, slug) in [
            ("Inspection on Improving the Response to Organised Immigration Crime", "organised-immigration-crime"),
            (
                "An inspection of vetting, misconduct, and misogyny in the police service",
                "vetting-misconduct-and-misogyny-in-the-police-service",
            ),
            ("PEEL 2021/22", "peel-2021-22"),
            ("PEEL 2025/27: An inspection of Kent Police", "peel-2025-27"),
            ("The Police", "the-police"),
            ("???", "report"),
        ] {
            assert_eq!(slug_of_title(title), slug, "{title}");
        }
    }

    #[test]
    fn a_long_title_ends_at_a_whole_word() {
        let slug = slug_of_title(&"misconduct ".repeat(20));
        assert!(slug.len() <= 60 && slug.ends_with("misconduct"), "{slug}");
    }
}
