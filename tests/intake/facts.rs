//! A case: its document, the facts in it, and how a reading of it is judged.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use irr::intake::{self, ImportDraft, ImportNoteCode, IntakeError, KnownFacts, Labels};
use irr::model::{Date, Finding, FindingKind, FindingRef, due_date_in_text};
use serde::Deserialize;
use serde_json::Value;

/// The file of facts beside a document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    document: String,
    #[serde(rename = "layout")]
    _layout: String,
    /// What it is: a response, a plan, or `not-a-response`.
    #[serde(default)]
    kind: String,
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
    pub(crate) is_response: bool,
    pub(crate) facts: BTreeMap<String, String>,
    pub(crate) document: Vec<u8>,
    sentences: Vec<String>,
    /// What came of it: read once, whatever is asked of it.
    outcome: OnceLock<(Read, Vec<&'static str>)>,
}

/// What came of a document.
pub(crate) enum Read {
    Draft(Box<ImportDraft>),
    Refused(String),
}

/// How a fact was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    Right,
    /// Right, and marked as a guess.
    RightNoted,
    /// A person had to give it, because the document does not say it plainly.
    Asked,
    /// Wrong, and marked as a guess or noted.
    Noted,
    Silent,
    Refused,
}

/// One fact, and what the reading has.
pub(crate) struct Judged {
    pub(crate) key: String,
    pub(crate) wanted: String,
    pub(crate) got: String,
    pub(crate) verdict: Verdict,
}

impl Case {
    /// Every case of a folder of `tests/fixtures/intake`, in the order of their names.
    pub(crate) fn all(folder: &str) -> &'static [Self] {
        static FOLDERS: Mutex<BTreeMap<String, &'static [Case]>> = Mutex::new(BTreeMap::new());
        let mut folders = FOLDERS.lock().unwrap();
        folders.entry(folder.to_owned()).or_insert_with(|| Self::of_folder(folder).leak())
    }

    fn of_folder(folder: &str) -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/intake").join(folder);
        let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.to_str().unwrap().ends_with(".facts.yaml"));
        files.sort();
        let only = std::env::var("CASE").unwrap_or_default();
        files
            .iter()
            .filter(|file| file.to_str().unwrap().contains(&only))
            .map(|file| {
                let facts: Facts = serde_yaml::from_str(&fs::read_to_string(file).unwrap()).unwrap();
                let name = file.file_name().unwrap().to_str().unwrap().trim_end_matches(".facts.yaml").to_owned();
                Self {
                    name,
                    known_gaps: facts.known_gaps,
                    is_response: facts.kind != "not-a-response",
                    facts: facts.facts,
                    document: fs::read(folder.join(&facts.document)).unwrap(),
                    sentences: facts.sentences,
                    outcome: OnceLock::new(),
                }
            })
            .collect()
    }

    /// A document that a program wrote.
    pub(crate) fn generated(name: String, document: &str, facts: BTreeMap<String, String>) -> Self {
        let document = document.as_bytes().to_vec();
        Self { name, known_gaps: Vec::new(), is_response: true, facts, document, sentences: Vec::new(), outcome: OnceLock::new() }
    }

    /// The labels of the document's pieces.
    pub(crate) fn labels(&self) -> Labels {
        intake::labels_of(&mut intake::open(&self.document, None).unwrap(), &KnownFacts::default())
    }

    /// Returns what came of the document; second, the facts that were asked.
    pub(crate) fn read(&self) -> &(Read, Vec<&'static str>) {
        self.outcome.get_or_init(|| self.read_now())
    }

    /// Reads the document, and gives what it does not say as a person would.
    fn read_now(&self) -> (Read, Vec<&'static str>) {
        let mut known = KnownFacts::default();
        let fact = |key: &str| self.facts.get(key).cloned();
        match intake::read(&self.document, None, &known) {
            Err(IntakeError::Missing { facts }) => {
                let mut asked = Vec::new();
                for missing in facts {
                    match missing.flag {
                        "--published" => {
                            let day = fact("inspection.published").unwrap_or_else(|| "2025-05-16".to_owned());
                            known.published = Some(day.parse().unwrap());
                            asked.push("inspection.published");
                        }
                        "--title" => {
                            known.title = fact("inspection.title").or(Some("Untitled".to_owned()));
                            asked.push("inspection.title");
                        }
                        _ => {
                            known.force = Some(fact("force").unwrap_or_else(|| "Kent".to_owned()).as_str().into());
                            asked.push("force");
                        }
                    }
                }
                (self.shown(intake::read(&self.document, None, &known)), asked)
            }
            other => (self.shown(other), Vec::new()),
        }
    }

    fn shown(&self, read: Result<ImportDraft, IntakeError>) -> Read {
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
    pub(crate) fn judge(&self) -> Vec<Judged> {
        let (read, asked) = self.read();
        let judge = |(key, wanted): (&String, &String)| {
            let (got, verdict) = match read {
                Read::Refused(why) => (format!("refused: {why}"), Verdict::Refused),
                Read::Draft(draft) => {
                    let got = value(draft, key);
                    let is_noted = noted(draft, key, wanted);
                    let verdict = match agrees(wanted, &got) {
                        _ if asked.contains(&key.as_str()) => Verdict::Asked,
                        true if is_noted => Verdict::RightNoted,
                        true => Verdict::Right,
                        false if is_noted => Verdict::Noted,
                        false => Verdict::Silent,
                    };
                    (got, verdict)
                }
            };
            Judged { key: key.clone(), wanted: wanted.clone(), got, verdict }
        };
        self.facts.iter().map(judge).collect()
    }

    /// The sentences of the document that neither the record nor a note has.
    pub(crate) fn lost(&self) -> Vec<String> {
        let (Read::Draft(draft), _) = self.read() else { return self.sentences.clone() };
        let mut kept = letters(&serde_json::to_value(&draft.record).unwrap());
        for note in &draft.notes {
            kept.push('|');
            kept.push_str(&bare(&note.message));
            kept.push('|');
            kept.push_str(&bare(note.quote.as_deref().unwrap_or("")));
        }
        // What introduces a quotation, the quotation, and what follows may be in three fields.
        let parts = |sentence: &str| sentence.split(['“', '”']).map(bare).collect::<Vec<_>>();
        let is_kept = |sentence: &&String| parts(sentence).iter().all(|part| kept.contains(part));
        self.sentences.iter().filter(|sentence| !is_kept(sentence)).cloned().collect()
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

/// Whether a value is the one wanted; "Beginning … between … end" is of a longer text.
fn agrees(wanted: &str, got: &str) -> bool {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A list of bodies, with or without their articles.
    let names = |text: &str| {
        format!(" {}", text.to_lowercase().trim_end_matches(" police"))
            .replace(" the ", " ")
            .replace(" and ", ", ")
            .replace("care quality commission", "cqc")
    };
    if one_line(wanted) == one_line(got) || wanted.len() < 160 && names(wanted) == names(got) {
        return true;
    }
    // Readers differ on whether the verb is of the deadline: "should immediately".
    if wanted == "immediately" && got == "should immediately" {
        return true;
    }
    // A day or month as the document prints it.
    let short = wanted.len() < 20 && got.len() == 10;
    let report = "1900-01-01".parse().unwrap();
    let century = wanted.rsplit_once('/').filter(|(_, year)| year.len() == 2).map(|(day, year)| format!("{day}/20{year}"));
    let days =
        [Date::from_words(century.as_deref().unwrap_or(wanted)), due_date_in_text::resolve(&format!("by {wanted}"), report)];
    if short && days.into_iter().flatten().any(|day| day.to_string() == got) {
        return true;
    }
    let parts: Vec<String> = wanted.split('…').map(bare).collect();
    let got = bare(got);
    match &parts[..] {
        [_] => wanted.len() > 30 && parts[0] == got,
        [beginning, between @ .., end] => {
            let mut rest = got.as_str();
            !beginning.is_empty()
                && got.starts_with(beginning)
                && between.iter().all(|part| {
                    let found = rest.find(part);
                    found.inspect(|at| rest = &rest[at + part.len()..]).is_some()
                })
                && rest.ends_with(end)
        }
        [] => false,
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
pub(crate) fn parted(key: &str) -> Option<(FindingRef, &str)> {
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

/// Whether a person is pointed at the field: it is marked as a guess, a note says what is missing or contradicts itself there, or
/// quotes its words as ones to look at.
fn noted(draft: &ImportDraft, key: &str, wanted: &str) -> bool {
    let parted = parted(key);
    let (finding, field) = parted.as_ref().map_or((None, key), |(finding, field)| (Some(finding), *field));
    let marked = draft.guesses.iter().any(|guess| {
        let is_of = guess.finding.as_ref() == finding;
        // What is read out of a finding's words is as sure as they are.
        let from_words = guess.field == "text" && matches!(field, "due" | "due_text" | "addressed_to" | "ours");
        let list =
            guess.field == "ref" && finding.is_none() && guess.finding.as_ref().is_some_and(|finding| finding.kind.list() == key);
        is_of && (guess.field == field || field.starts_with(&format!("{}.", guess.field)) || from_words) || list
    });
    let words = bare(wanted.split('…').next().unwrap_or(""));
    let is_answer = key.contains("response") || key.contains("comments");
    let told = draft.notes.iter().any(|note| {
        let names = |reference: &FindingRef| {
            let named = reference.to_string();
            note.message.split(|c: char| !c.is_alphanumeric() && c != '.').any(|word| word.trim_end_matches('.') == named)
        };
        // A note on a sentence is none on the name of the force in it; words that fit no field are quoted whole.
        let is_whole = matches!(note.code, ImportNoteCode::Unplaced | ImportNoteCode::LeftOut);
        let length = if is_whole { 8 } else { 25 };
        let quoted = note.quote.as_deref().is_some_and(|quote| words.len() > length && bare(quote).contains(&words));
        match note.code {
            ImportNoteCode::Undecided => is_answer,
            ImportNoteCode::Unplaced | ImportNoteCode::LeftOut | ImportNoteCode::Repaired => quoted,
            ImportNoteCode::Missing | ImportNoteCode::Disagrees | ImportNoteCode::Guessed => {
                let is_of_field = match field {
                    "due" | "due_text" => {
                        note.message.contains("deadline") || note.message.contains("due date") || note.message.contains("date")
                    }
                    "addressed_to" | "ours" => note.message.contains("who should act") || note.message.contains("addressed"),
                    "text" => note.message.contains("no words"),
                    "target" => note.message.contains("target") || note.message.contains("deadline"),
                    _ => field.contains("response") && note.message.contains("answer"),
                };
                quoted
                    || finding.is_some_and(|finding| names(finding) && is_of_field)
                    || key.ends_with("_count") && note.message.contains("according to its text")
                    || key == "inspection.grades" && note.message.contains("graded judgments")
            }
            ImportNoteCode::OtherReport => key == "inspection.published" || key == "inspection.title" || key == "recommendations",
            ImportNoteCode::NotRecorded => false,
        }
    });
    // A letter's day may be noted as another's: the chief officer's comments are no publication.
    let dated = key == "publication.published" && draft.notes.iter().any(|note| note.message.contains(wanted));
    marked || told || dated
}
