//! Small documents with one difficulty each, made by `tests/fixtures/containers/make.py`, and the words that each must yield.

use std::fs;
use std::path::PathBuf;

use irr::intake::{self, SourceBlock, SourceBlockKind};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// What a document must yield; the script explains each key.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Expected {
    file: String,
    words: Vec<String>,
    anywhere: Vec<String>,
    either: Vec<String>,
    named: Vec<String>,
    optional_named: Vec<String>,
    absent: Vec<String>,
    apart: Vec<String>,
    once: Vec<String>,
    refused: bool,
    may_refuse: bool,
}

#[test]
fn each_word_of_each_container_is_read_or_named() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/containers");
    let all: Vec<Expected> = serde_json::from_str(&fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for expected in &all {
        let document = fs::read(folder.join(&expected.file)).unwrap();
        match intake::open(&document, None) {
            Ok(read) => {
                let text: Vec<String> = read.blocks.iter().map(words).collect();
                let notes: Vec<String> = read.notes.into_iter().filter_map(|note| note.quote).collect();
                wrong.extend(expected.missed(&plain(&text.join(" ")), &plain(&notes.join(" "))));
            }
            Err(_) if expected.refused || expected.may_refuse => {}
            Err(error) => wrong.push(format!("{}: {error}", expected.file)),
        }
    }
    assert!(all.len() > 90, "only {} documents", all.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

impl Expected {
    fn missed(&self, text: &str, notes: &str) -> Vec<String> {
        let mut missed = Vec::new();
        let mut miss = |what: &str, phrase: &str| missed.push(format!("{}: {what}: {phrase}", self.file));
        if self.refused {
            miss("read", "what no reader can open");
        }
        let mut at = 0;
        for phrase in &self.words {
            match text[at..].find(&plain(phrase)) {
                Some(found) => at += found + plain(phrase).len(),
                None => miss("not in its place", phrase),
            }
        }
        let said = [text, notes].join(" ");
        let check = |phrases: &[String], is_right: &dyn Fn(&str) -> bool, what: &str, miss: &mut dyn FnMut(&str, &str)| {
            phrases.iter().filter(|phrase| !is_right(&plain(phrase))).for_each(|phrase| miss(what, phrase));
        };
        check(&self.anywhere, &|phrase| text.contains(phrase), "not read", &mut miss);
        check(&self.either, &|phrase| said.contains(phrase), "neither read nor named", &mut miss);
        check(&self.named, &|phrase| notes.contains(phrase) && !text.contains(phrase), "not named, or read", &mut miss);
        check(&self.optional_named, &|phrase| !text.contains(phrase), "read", &mut miss);
        check(&self.absent, &|phrase| !said.contains(phrase), "read or named", &mut miss);
        check(&self.once, &|phrase| text.matches(phrase).count() == 1, "not read once", &mut miss);
        let glued = |a: &str| self.apart.iter().any(|b| said.contains(&[a, &plain(b)].concat()));
        check(&self.apart, &|phrase| !glued(phrase), "glued to the next", &mut miss);
        missed
    }
}

/// Returns text as it compares: composed, without invisible marks, hyphens and blanks as one.
fn plain(text: &str) -> String {
    let is_mark = |c: &char| matches!(c, '\u{ad}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text: String =
        text.nfkc().filter(|c| !is_mark(c)).map(|c| if matches!(c, '\u{2010}' | '\u{2011}') { '-' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the words of a block, without the marks of Markdown.
fn words(block: &SourceBlock) -> String {
    let all = |blocks: &[SourceBlock]| blocks.iter().map(words).collect::<Vec<_>>().join(" ");
    match &block.kind {
        SourceBlockKind::Row { label, value } => format!("{label} {}", all(value)),
        SourceBlockKind::Cells { cells, .. } => cells.iter().map(|cell| all(cell)).collect::<Vec<_>>().join(" "),
        _ => irr::prose::unmarked(block.text().unwrap_or_default()),
    }
}
