//! The findings of a rendered document: what they ask, what is answered, and what has been done.

use serde_json::{Map, Value};

use super::reader::{Reader, merge};
use super::section::{Section, fields, table, words};
use crate::intake::error::IntakeError;
use crate::intake::prose::markdown;
use crate::model::printed::{self, Entry, Headings, heading_behind};
use crate::model::{FindingKind, Prose};

/// Fields of a finding.
type Fields = Map<String, Value>;

impl Reader {
    /// The findings of a kind: number, words and fields.
    pub(super) fn findings(&mut self, section: &Section<'_>, kind: FindingKind) -> Result<(), IntakeError> {
        self.leave(section.blocks);
        let mut findings = Vec::new();
        for inner in &section.inner {
            let Some(number) = printed::number_of(kind, &inner.title) else {
                self.unplace(inner.at, format!("### {}\n\n{}", inner.title, markdown(inner.all)));
                continue;
            };
            let (mut finding, rest) = fields(printed::FINDING, inner.all, &printed::COMPUTED)?;
            finding.insert("ref".to_owned(), number.into());
            put_words("text", words(rest), &mut finding);
            findings.push(Value::Object(finding));
        }
        if !findings.is_empty() {
            self.record.insert(kind.list().to_owned(), findings.into());
        }
        Ok(())
    }

    pub(super) fn chief_officers_response(&mut self, section: &Section<'_>) -> Result<(), IntakeError> {
        let mut response = Fields::new();
        let mut is_there = put_words("overview", words(section.blocks), &mut response);
        for inner in &section.inner {
            match inner.title.as_str() {
                Headings::NEXT_STEPS => {
                    // An empty part stands there only where the chief officer's response has nothing else in it.
                    is_there |= put_words("next_steps", words(inner.all), &mut response) || !self.has_all_parts;
                }
                Headings::CLOSING => is_there |= put_words("closing", words(inner.all), &mut response),
                title => match self.answered(title) {
                    Some((kind, at, heading)) => {
                        let mut answer = Fields::new();
                        if let Some(heading) = heading {
                            answer.insert("heading".to_owned(), heading.into());
                        }
                        put_words("text", words(inner.all), &mut answer);
                        self.add_to(kind, at, "chief_officer_response", answer.into());
                    }
                    None => self.unplace(inner.at, format!("### {title}\n\n{}", markdown(inner.all))),
                },
            }
        }
        if is_there {
            merge(&mut self.record, "chief_officer_response", response);
        }
        Ok(())
    }

    pub(super) fn explanations(&mut self, section: &Section<'_>) -> Result<(), IntakeError> {
        self.leave(section.blocks);
        for inner in &section.inner {
            let Some((kind, at, _)) = self.answered(&inner.title) else {
                self.unplace(inner.at, format!("### {}\n\n{}", inner.title, markdown(inner.all)));
                continue;
            };
            let (mut answer, rest) = fields(printed::ANSWER, inner.all, &[])?;
            put_words("text", words(rest), &mut answer);
            self.add_to(kind, at, "commissioner_response", answer.into());
        }
        Ok(())
    }

    pub(super) fn done(&mut self, section: &Section<'_>) -> Result<(), IntakeError> {
        self.leave(section.blocks);
        for inner in &section.inner {
            let Some((kind, at, _)) = self.answered(&inner.title) else {
                self.unplace(inner.at, format!("### {}\n\n{}", inner.title, markdown(inner.all)));
                continue;
            };
            self.leave(inner.blocks);
            for part in &inner.inner {
                let rows = |columns: &[Entry]| table(columns, part.all).map(|(rows, rest)| (Value::from(rows), rest));
                let entries =
                    |entries: &[Entry]| fields(entries, part.all, &[]).map(|(fields, rest)| (Value::from(fields), rest));
                let (key, (value, rest)) = match part.title.as_str() {
                    Headings::ACTIONS => ("actions", rows(printed::ACTIONS)?),
                    Headings::EXTENSIONS => ("extensions", rows(printed::EXTENSIONS)?),
                    Headings::PROGRESS => ("progress", rows(printed::PROGRESS)?),
                    Headings::CLOSURE => ("closure", entries(printed::CLOSURE)?),
                    Headings::VERIFICATION => ("verification", entries(printed::VERIFICATION)?),
                    title => {
                        self.unplace(part.at, format!("#### {title}\n\n{}", markdown(part.all)));
                        continue;
                    }
                };
                rest.into_iter().for_each(|block| self.unplace(block.at, markdown([block])));
                self.add_to(kind, at, key, value);
            }
        }
        Ok(())
    }

    /// Words where the print has none.
    fn leave(&mut self, blocks: &[crate::intake::block::Block]) {
        for block in blocks {
            self.unplace(block.at, markdown([block]));
        }
    }

    /// The finding that a heading names, by its list and its place in it, and the words behind its title.
    fn answered(&self, title: &str) -> Option<(FindingKind, usize, Option<String>)> {
        FindingKind::ALL.iter().find_map(|kind| {
            let findings = self.record.get(kind.list())?.as_array()?;
            let numbers: Vec<&str> = findings.iter().filter_map(|finding| finding.get("ref")?.as_str()).collect();
            let titles = printed::titles(*kind, numbers);
            titles.iter().enumerate().find_map(|(at, name)| Some((*kind, at, heading_behind(name, title)?)))
        })
    }

    fn add_to(&mut self, kind: FindingKind, at: usize, key: &str, value: Value) {
        let finding = self.record.get_mut(kind.list()).and_then(|findings| findings.get_mut(at)).and_then(Value::as_object_mut);
        if let Some(finding) = finding {
            finding.insert(key.to_owned(), value);
        }
    }
}

/// Puts prose into a field; whether there was any.
fn put_words(key: &str, words: Option<String>, into: &mut Fields) -> bool {
    let Some(words) = words else { return false };
    into.insert(key.to_owned(), Prose::of_carried(&words).as_str().into());
    true
}
