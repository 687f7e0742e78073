//! The form that is sent out to be filled in: the texts it asks for, how their boxes are named, and what stands around them.
//!
//! `view` writes the form from these parts. `intake` knows by the same parts which words of a form that came back are irr's own.

use std::collections::BTreeSet;

use serde_json::Value;

use super::FieldPrint::Prose as InProse;
use super::{COVER, DATE_NOW, FINDING, FormField, Headings, LAST_DAY, RECORD, titles};
use crate::model::{Date, Finding, FindingKind, FindingRef, FindingState, Record, RecordId};
use crate::prose::Prose;

/// The version of the form to fill in, printed after the record's id.
pub const FORMAT_TO_FILL: &str = "irr form to fill 1";

/// What an empty box says. In Word it vanishes when somebody types, in LibreOffice it stays.
pub const PROMPT: &str = "Click here to write.";

/// What the form says at its top to whoever fills it in.
const HELP: [&str; 3] = [
    "Please write each answer in its box; the box grows as you type. Leave a box as it is where you have nothing to say.",
    "What you write beside a box and what you change with tracked changes is read too. Please leave the words of the report as they are.",
    "Save the form as a Word document (.docx), and send it back.",
];

/// Word opens no document in which a tag or a name of a content control is longer (MS-OI29500).
const LONGEST_TAG: usize = 64;

/// A text that the form asks for.
#[derive(Debug)]
struct AskedText {
    /// Its name in a tag, where there is little room.
    code: &'static str,
    /// The field; its label is what people call it.
    field: FormField,
}

const fn asked(code: &'static str, path: &'static str, label: &'static str) -> AskedText {
    AskedText { code, field: FormField::new(path, label, InProse) }
}

static OF_FINDING: [AskedText; 2] = [
    asked("chief", "chief_officer_response.text", "chief officer's answer"),
    asked("body", "commissioner_response.text", "commissioner's explanation"),
];

static OF_RESPONSE: [AskedText; 4] = [
    asked("initial", "commissioner_initial_response", "commissioner's initial response"),
    asked("overview", "chief_officer_response.overview", "chief officer's overview"),
    asked("next", "chief_officer_response.next_steps", "chief officer's next steps"),
    asked("overall", "commissioner_overall_comments", "commissioner's overall comments"),
];

/// What stands before the name of a box that is about no finding.
const RESPONSE: &str = "Response";

/// A box of the form: a field, and the finding that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerBox {
    /// The finding; `None` for a text about the response as a whole.
    pub finding: Option<FindingRef>,
    at: usize,
}

impl AnswerBox {
    fn asked(&self) -> &'static AskedText {
        if self.finding.is_some() { &OF_FINDING[self.at] } else { &OF_RESPONSE[self.at] }
    }

    /// Returns the field that the box fills, in the finding or in the record.
    pub fn field(&self) -> &'static FormField {
        &self.asked().field
    }

    /// Returns the name for people, such as `R8: chief officer's answer`.
    pub fn name(&self) -> String {
        let finding = self.finding.as_ref().map_or_else(|| RESPONSE.to_owned(), ToString::to_string);
        format!("{finding}: {}", self.field().label)
    }

    /// Returns the tag, such as `kent/2025-05-16-hedges:R8:chief`. Of a long id it has the beginning.
    pub fn tag(&self, record: &RecordId) -> String {
        let finding = self.finding.as_ref().map_or_else(String::new, |finding| format!(":{finding}"));
        let rest = format!("{finding}:{}", self.asked().code);
        let room = LONGEST_TAG.saturating_sub(rest.chars().count());
        format!("{}{rest}", record.as_str().chars().take(room).collect::<String>())
    }

    /// Reads a tag as the beginning of the record's id and the box, and a name as a box alone.
    pub fn read(text: &str) -> Option<(&str, Self)> {
        if let Some((finding, label)) = text.split_once(": ") {
            let finding = if finding == RESPONSE { None } else { Some(finding.parse().ok()?) };
            return Some(("", Self::of(finding, |asked| asked.field.label == label)?));
        }
        let (before, code) = text.rsplit_once(':')?;
        let (record, finding) = match before.rsplit_once(':') {
            Some((record, finding)) => (record, Some(finding.parse().ok()?)),
            None => (before, None),
        };
        let answer = Self::of(finding, |asked| asked.code == code)?;
        record.contains('/').then_some((record, answer))
    }

    /// Reads a field as a merge names it, such as `R8.chief_officer_response.text`.
    pub fn of_field(field: &str) -> Option<Self> {
        let of_finding = field.split_once('.').and_then(|(finding, path)| Some((finding.parse().ok()?, path)));
        let (finding, path) = of_finding.map_or((None, field), |(finding, path)| (Some(finding), path));
        Self::of(finding, |asked| asked.field.path == path)
    }

    fn of(finding: Option<FindingRef>, is_meant: impl Fn(&AskedText) -> bool) -> Option<Self> {
        let asked = if finding.is_some() { &OF_FINDING[..] } else { &OF_RESPONSE };
        Some(Self { at: asked.iter().position(is_meant)?, finding })
    }
}

/// A part of the form.
#[derive(Debug, Clone)]
pub enum FormPart {
    /// A heading, which begins a section.
    Heading(u8, String),
    /// A sentence to whoever fills in the form.
    Help(&'static str),
    /// Labels and values.
    Facts(Vec<(&'static str, String)>),
    /// The words of a finding.
    Words(Prose),
    /// A box.
    Box {
        /// Which one.
        answer: AnswerBox,
        /// What stands at its top.
        label: String,
        /// What the record has.
        words: Option<Prose>,
    },
}

/// Returns the parts of the form, from top to bottom.
pub fn to_fill(id: &RecordId, record: &Record, on: Date) -> Vec<FormPart> {
    let title = record.chief_officer.as_ref().and_then(|officer| officer.title.as_deref());
    let headings = Headings::of(record.local_policing_body.kind, title);
    // To look values up by key. This cannot fail: record files are written from the same types.
    let whole = serde_json::to_value(record).unwrap_or_default();
    let mut parts = vec![FormPart::Heading(1, headings.form())];
    parts.extend(HELP.map(FormPart::Help));
    let mut cover = printed(COVER, &["force", "inspection.title", "inspection.published"], &whole);
    cover.extend(record.response_due(Date::LAST).map(|last| (LAST_DAY, last.in_safe_words())));
    cover.extend(printed(COVER, &["publication.comments_wanted_by"], &whole));
    cover.push((RECORD, format!("{id} ({FORMAT_TO_FILL})")));
    parts.push(FormPart::Facts(cover));
    for kind in FindingKind::ALL {
        let findings = record.findings_of(*kind);
        if !findings.is_empty() {
            parts.push(FormPart::Heading(2, headings.findings(*kind)));
        }
        let mut seen = BTreeSet::new();
        for (title, finding) in titles(*kind, findings.iter().map(|finding| finding.printed.as_str())).into_iter().zip(findings) {
            let value = serde_json::to_value(finding).unwrap_or_default();
            parts.push(FormPart::Heading(3, title));
            parts.extend(finding.text.clone().map(FormPart::Words));
            parts.extend(Some(facts(finding, &value, on)).filter(|facts| !facts.is_empty()).map(FormPart::Facts));
            let reference = FindingRef::new(*kind, &finding.printed);
            // A withheld finding without its words cannot be answered, and of two with one number nobody knows which is answered.
            if (finding.text.is_some() || !finding.withheld) && seen.insert(reference.clone()) {
                let labels =
                    [headings.chief_officers("answer"), format!("{}'s explanation", record.local_policing_body.kind.title())];
                parts.extend(boxes(Some(&reference), labels, &value));
            }
        }
    }
    parts.push(FormPart::Heading(2, Headings::WHOLE.to_owned()));
    let labels =
        [headings.initial(), headings.chief_officers("overview"), headings.chief_officers("next steps"), headings.overall()];
    parts.extend(boxes(None, labels, &whole));
    parts
}

/// Returns the boxes of a finding or of the response, with these labels and what is in them.
fn boxes<const N: usize>(finding: Option<&FindingRef>, labels: [String; N], of: &Value) -> impl Iterator<Item = FormPart> {
    labels.into_iter().enumerate().map(move |(at, label)| {
        let answer = AnswerBox { finding: finding.cloned(), at };
        let words = answer.field().path.split('.').try_fold(of, |value, key| value.get(key)).and_then(Value::as_str);
        FormPart::Box { words: words.map(Prose::verbatim), answer, label }
    })
}

/// Returns what the form says of a finding below its words.
fn facts(finding: &Finding, value: &Value, on: Date) -> Vec<(&'static str, String)> {
    let mut facts = printed(FINDING, &["area", "addressed_to", "withheld", "due"], value);
    let state = FindingState::of(finding, on);
    facts.extend(state.current_due.filter(|_| state.slips > 0).map(|day| (DATE_NOW, day.in_safe_words())));
    facts
}

fn printed(fields: &[FormField], paths: &[&str], of: &Value) -> Vec<(&'static str, String)> {
    let wanted = fields.iter().filter(|field| paths.contains(&field.path));
    wanted.filter_map(|field| Some((field.label, field.printed(of)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&str, String)> {
        AnswerBox::read(text).map(|(record, answer)| (record, answer.name()))
    }

    #[test]
    fn a_tag_says_record_finding_and_field_and_a_name_the_last_two() {
        let id: RecordId = "kent/2025-05-16-hedges".parse().unwrap();
        for field in ["R8.chief_officer_response.text", "AFI2.commissioner_response.text", "commissioner_overall_comments"] {
            let answer = AnswerBox::of_field(field).unwrap();
            assert_eq!(AnswerBox::read(&answer.tag(&id)), Some((id.as_str(), answer.clone())));
            assert_eq!(AnswerBox::read(&answer.name()), Some(("", answer)));
        }
        assert_eq!(AnswerBox::of_field("R8.owner"), None);
    }

    #[test]
    fn the_tag_of_a_long_id_has_its_beginning_and_is_short_enough_for_word() {
        let id: RecordId = format!("kent/2025-05-16-{}", "long-".repeat(20) + "name").parse().unwrap();
        let tag = AnswerBox::of_field("R12.chief_officer_response.text").unwrap().tag(&id);
        let (record, answer) = AnswerBox::read(&tag).unwrap();
        assert_eq!((tag.len(), answer.name().as_str()), (LONGEST_TAG, "R12: chief officer's answer"));
        assert!(id.as_str().starts_with(record));
    }

    #[test]
    fn the_tag_of_somebody_elses_control_is_none() {
        for text in ["", "name", "Response: overview", "a:b", "a:R1:chief", "kent/x:R1:other", "kent/x:one:chief", "10: 30"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
