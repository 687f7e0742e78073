//! A case: its document, the facts in it, and how a reading of it is judged.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use irr::intake::{self, ImportDraft, IntakeError, KnownFacts};
use irr::model::{Finding, FindingKind, FindingRef};
use serde::Deserialize;
use serde_json::Value;

/// The file of facts beside a document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    document: String,
    #[serde(rename = "layout")]
    _layout: String,
    facts: BTreeMap<String, String>,
    sentences: Vec<String>,
    /// Facts and sentences that are known to be missed, with the reason in a comment beside them.
    #[serde(default)]
    known_gaps: Vec<String>,
}

/// A document and its facts.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) known_gaps: Vec<String>,
    document: PathBuf,
    facts: Facts,
}

/// What came of a document.
pub(crate) enum Read {
    Draft(Box<ImportDraft>),
    Refused(String),
}

/// One fact, and what the reading has.
pub(crate) struct Judged {
    pub(crate) key: String,
    pub(crate) wanted: String,
    pub(crate) got: String,
    pub(crate) right: bool,
    pub(crate) complained: bool,
}

impl Case {
    /// Every case there is, in the order of their names.
    pub(crate) fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/intake/cases");
        let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.to_str().unwrap().ends_with(".facts.yaml"));
        files.sort();
        assert_eq!(files.len(), 32, "one for each case, and sixteen that were written without a look at the reader");
        let only = std::env::var("CASE").unwrap_or_default();
        files
            .iter()
            .filter(|file| file.to_str().unwrap().contains(&only))
            .map(|file| {
                let facts: Facts = serde_yaml::from_str(&fs::read_to_string(file).unwrap()).unwrap();
                let name = file.file_name().unwrap().to_str().unwrap().trim_end_matches(".facts.yaml").to_owned();
                Self { name, known_gaps: facts.known_gaps.clone(), document: folder.join(&facts.document), facts }
            })
            .collect()
    }

    /// Reads the document; one without a date is told a date, as a person would tell it.
    pub(crate) fn read(&self) -> Read {
        let bytes = fs::read(&self.document).unwrap();
        let told = KnownFacts { published: Some("2025-05-16".parse().unwrap()), ..KnownFacts::default() };
        let read = match intake::read(&bytes, None, &KnownFacts::default()) {
            Err(IntakeError::Missing { flag: "--published", .. }) if !self.facts.facts.contains_key("inspection.published") => {
                intake::read(&bytes, None, &told)
            }
            other => other,
        };
        match read {
            Ok(draft) => {
                if std::env::var("SHOW").is_ok() {
                    println!("{}", irr::yaml::write(&draft.record));
                    draft.notes.iter().for_each(|note| println!("{note:?}"));
                }
                Read::Draft(Box::new(draft))
            }
            Err(error) => Read::Refused(error.to_string()),
        }
    }

    /// Each fact of the case against the reading.
    pub(crate) fn judge(&self, read: &Read) -> Vec<Judged> {
        let judge = |(key, wanted): (&String, &String)| {
            let (got, complained) = match read {
                Read::Refused(why) => (format!("refused: {why}"), false),
                Read::Draft(draft) => (value(draft, key), complains(draft, key, wanted)),
            };
            let right = agrees(wanted, &got);
            Judged { key: key.clone(), wanted: wanted.clone(), got, right, complained }
        };
        self.facts.facts.iter().map(judge).collect()
    }

    /// The sentences of the document that neither the record nor a note has.
    pub(crate) fn lost(&self, read: &Read) -> Vec<String> {
        let Read::Draft(draft) = read else { return self.facts.sentences.clone() };
        let mut kept = letters(&serde_json::to_value(&draft.record).unwrap());
        for note in &draft.notes {
            kept.push('|');
            kept.push_str(&bare(&note.message));
            kept.push('|');
            kept.push_str(&bare(note.quote.as_deref().unwrap_or("")));
        }
        self.facts.sentences.iter().filter(|sentence| !kept.contains(&bare(sentence))).cloned().collect()
    }
}

/// Letters and digits alone; where a link leads is none of its words.
fn bare(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        words.push_str(before);
        rest = after.split_once(')').map_or("", |(_, behind)| behind);
    }
    words.push_str(rest);
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn letters(value: &Value) -> String {
    match value {
        Value::String(text) => bare(text),
        Value::Array(items) => items.iter().map(letters).collect::<Vec<_>>().join("|"),
        Value::Object(fields) => fields.values().map(letters).collect::<Vec<_>>().join("|"),
        _ => String::new(),
    }
}

/// Whether a value is the one wanted; one that ends in … is how a longer text begins.
fn agrees(wanted: &str, got: &str) -> bool {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match wanted.strip_suffix('…') {
        Some(beginning) => !beginning.is_empty() && bare(got).starts_with(&bare(beginning)),
        None => one_line(wanted) == one_line(got) || wanted.len() > 30 && bare(wanted) == bare(got),
    }
}

/// The value of a field of the draft, as facts write it.
fn value(draft: &ImportDraft, key: &str) -> String {
    let record = &draft.record;
    if let Some(kind) = FindingKind::ALL.iter().find(|kind| kind.list() == key) {
        let numbers: Vec<&str> = record.findings_of(*kind).iter().map(|finding| finding.printed.as_str()).collect();
        return numbers.join(", ");
    }
    if let Some((reference, field)) = parted(key) {
        return record.finding(&reference).map_or_else(String::new, |finding| of_finding(finding, field));
    }
    written(&serde_json::to_value(record).unwrap(), key)
}

/// The finding that a key begins with, whose number may have a point in it, and the rest: "R1.2" and "due".
fn parted(key: &str) -> Option<(FindingRef, &str)> {
    key.rmatch_indices('.').find_map(|(at, _)| Some((key[..at].parse().ok()?, &key[at + 1..])))
}

fn of_finding(finding: &Finding, field: &str) -> String {
    let got = written(&serde_json::to_value(finding).unwrap(), field);
    if field == "ours" && got.is_empty() { "true".into() } else { got }
}

fn written(value: &Value, path: &str) -> String {
    let found = path.split('.').try_fold(value, |value, key| value.get(key));
    found.map_or_else(String::new, text_of)
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Array(items) if items.iter().all(|item| item.get("grade").is_some()) => {
            items.iter().map(grade).collect::<Vec<_>>().join("; ")
        }
        Value::Array(items) => items.iter().map(text_of).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn grade(item: &Value) -> String {
    let grade = item["grade"].as_str().unwrap();
    item["area"].as_str().map_or_else(|| grade.to_owned(), |area| format!("{area}: {grade}"))
}

/// Whether a note speaks of the finding, of the field, or has the fact's words.
fn complains(draft: &ImportDraft, key: &str, wanted: &str) -> bool {
    let about: &[&str] = match key {
        "force" => &["force"],
        "local_policing_body.kind" | "local_policing_body.holder" => &["body", "office", "signature", "headings"],
        "chief_officer.name" | "chief_officer.title" => &["chief officer"],
        "inspection.title" => &["title"],
        "inspection.published" => &["report was published"],
        "inspection.inspectorates" => &["inspectorate"],
        "inspection.kind" => &["kind of inspection"],
        "inspection.grades" => &["graded judgment"],
        "inspection.summary" => &["taken as its summary"],
        "inspection.recommendation_count" => &["recommendations according to its text"],
        "inspection.area_for_improvement_count" => &["areas for improvement according to its text"],
        "inspection.cause_of_concern_count" => &["causes of concern according to its text"],
        "commissioner_overall_comments" => &["overall comments"],
        "commissioner_initial_response" => &["overall comments"],
        "chief_officer_response.overview" => &["chief officer's response"],
        _ if key.starts_with("publication.") => &["response is dated", "response was sent", "taken as sent"],
        _ => &[],
    };
    let reference = parted(key).map(|(reference, _)| reference.to_string());
    let words = bare(wanted.trim_end_matches('…'));
    draft.notes.iter().any(|note| {
        let of_finding = reference.as_ref().is_some_and(|reference| {
            note.message.split(|c: char| !c.is_alphanumeric() && c != '.').any(|word| word.trim_end_matches('.') == *reference)
        });
        let quoted = note.quote.as_deref().is_some_and(|quote| words.len() > 8 && bare(quote).contains(&words));
        of_finding || quoted || about.iter().any(|words| note.message.contains(words))
    })
}
