//! The name of a record: its path below `records/`, without `.yaml`.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Date, Force, unseen};

/// The name of a record, `staffordshire/2025-05-16-organised-immigration-crime`.
///
/// It is the path below `records/`, parted by `/` on every system. A file may be named badly, so
/// an id need not agree with its record; that is a rule's business.
///
/// A Mac writes `é` as two characters, `e` and an accent, where others write one. Ids are composed (NFC), so that both are one id; the
/// file keeps the name that it has, and the id remembers it.
#[derive(Clone)]
pub struct RecordId {
    composed: String,
    /// As the file has it, where that is another spelling.
    spelt: Option<Box<str>>,
}

/// A text that names no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a record's id: write it as force/2025-05-16-subject", unseen::shown(.0))]
pub struct RecordIdError(pub String);

/// What a shell, a log or a forge may read as its own in a name.
const MARKS: &str = "\"'`$;|<>*?!#%[]{}~^&()=@";

impl RecordId {
    /// The id that the record's own facts ask for: force, day of publication, and a slug for the rest.
    pub fn natural(force: &Force, published: Date, slug: &str) -> Self {
        Self { composed: format!("{}/{published}-{slug}", slug::slugify(force.as_str())), spelt: None }
    }

    /// Whether the folder is the force's, by whichever of its names.
    pub fn is_in_folder_of(&self, force: &Force) -> bool {
        self.folder() == slug::slugify(force.as_str()) || Force::from(self.folder()).is_same(force)
    }

    /// The id, composed.
    pub fn as_str(&self) -> &str {
        &self.composed
    }

    /// The id in the spelling that it was read in, which is the file's where it was read from a file's name.
    pub fn spelling(&self) -> &str {
        self.spelt.as_deref().unwrap_or(&self.composed)
    }

    /// The folder, which is the force; empty where the file stands in none.
    pub fn folder(&self) -> &str {
        self.composed.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's name without `.yaml`.
    pub fn stem(&self) -> &str {
        self.composed.rsplit_once('/').map_or(self.as_str(), |(_, stem)| stem)
    }

    /// Force, day and subject as the id has them: `("kent", "2025-05-16", "custody")`; a part that it lacks is empty.
    pub fn parts(&self) -> (&str, &str, &str) {
        let (day, subject) = self.stem().split_at_checked(10).unwrap_or((self.stem(), ""));
        (self.folder(), day, subject.strip_prefix('-').unwrap_or(subject))
    }

    /// The first character of the name that a shell or a log may read as its own, or that nobody sees; none is in a name that irr makes.
    pub fn unusual(&self) -> Option<char> {
        let dash = self.composed.split('/').any(|step| step.starts_with('-')).then_some('-');
        dash.or_else(|| self.composed.chars().find(|c| MARKS.contains(*c) || unseen::is_unseen(*c)))
    }

    /// Whether `part` picks this record out: it occurs in the id, case aside.
    pub fn contains(&self, part: &str) -> bool {
        self.composed.to_lowercase().contains(&composed(part).to_lowercase())
    }
}

impl FromStr for RecordId {
    type Err = RecordIdError;

    fn from_str(text: &str) -> Result<Self, RecordIdError> {
        // A name is written into logs and on terminals: what commands these is in none.
        let is_bad = |c: char| matches!(c, '\\' | ':' | '\n' | '\t') || unseen::is_forbidden(c);
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

/// A text with each letter and its accents as one character, where there is one (NFC).
pub fn composed(text: &str) -> Cow<'_, str> {
    // Nearly every name is ASCII, and is composed by that.
    if text.is_ascii() || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// The short name of a report for its file: its title without the words that every title begins with.
///
/// At most 60 characters, whole words; "report" where nothing is left.
pub fn slug_of_title(title: &str) -> String {
    const OPENERS: [&str; 42] = [
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
        "peel",
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
    let slug = slug::slugify(title);
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
            ("PEEL 2021/22", "2021-22"),
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
