//! Documents that are damaged, in every container: read or refused, and never a panic.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use irr::intake::{KnownFacts, SourceFormat};
use irr::{intake, yaml};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use zip::write::SimpleFileOptions;

use crate::arbitrary;

/// Every document of the fixtures.
fn documents() -> Vec<PathBuf> {
    let intake = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/intake");
    let folders = ["", "cases", "pdf", "strangers"].map(|name| intake.join(name));
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|ending| ["docx", "html", "pdf", "md", "txt"].iter().any(|it| ending == *it)))
        .collect();
    found.sort();
    assert!(found.len() >= 60, "{found:?}");
    found
}

/// What to do to a document's bytes.
#[derive(Debug, Clone)]
enum Damage {
    /// Other bytes in some places.
    Flips(Vec<(Index, u8)>),
    /// Only so much of it.
    Cut(Index),
    /// A stretch of it a second time, somewhere else.
    Twice(Index, Index, Index),
    /// Other text in one of the parts of an archive, or in all of any other.
    Words(Index, Vec<(usize, usize, String)>),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        proptest::collection::vec((any::<Index>(), any::<u8>()), 1..12).prop_map(Damage::Flips),
        any::<Index>().prop_map(Damage::Cut),
        (any::<Index>(), any::<Index>(), any::<Index>()).prop_map(|(from, to, at)| Damage::Twice(from, to, at)),
        (any::<Index>(), arbitrary::mutations()).prop_map(|(part, words)| Damage::Words(part, words)),
    ]
}

fn damaged(document: &[u8], damage: &Damage) -> Vec<u8> {
    let mut bytes = document.to_vec();
    match damage {
        Damage::Flips(flips) => flips.iter().for_each(|(at, byte)| bytes[at.index(document.len())] = *byte),
        Damage::Cut(at) => bytes.truncate(at.index(document.len())),
        Damage::Twice(from, to, at) => {
            let (from, to) = (from.index(document.len()), to.index(document.len()));
            let stretch = document[from.min(to)..from.max(to)].to_vec();
            let at = at.index(document.len());
            bytes.splice(at..at, stretch);
        }
        Damage::Words(part, words) if document.starts_with(b"PK") => {
            let mut archive = zip::ZipArchive::new(Cursor::new(document)).unwrap();
            let part = part.index(archive.len());
            let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
            for at in 0..archive.len() {
                let mut file = archive.by_index(at).unwrap();
                let mut content = Vec::new();
                file.read_to_end(&mut content).unwrap();
                if at == part {
                    content = arbitrary::mutate(&String::from_utf8_lossy(&content), words).into_bytes();
                }
                writer.start_file(file.name().unwrap().into_owned(), SimpleFileOptions::default()).unwrap();
                writer.write_all(&content).unwrap();
            }
            bytes = writer.finish().unwrap().into_inner();
        }
        Damage::Words(_, words) => {
            // Bytes as characters, so that a PDF's are what they were.
            let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
            let mutated = arbitrary::mutate(&text, words);
            bytes = mutated
                .chars()
                .flat_map(|c| u8::try_from(c).map_or_else(|_| c.to_string().into_bytes(), |byte| vec![byte]))
                .collect();
        }
    }
    bytes
}

pub(crate) fn known() -> KnownFacts {
    KnownFacts {
        force: Some("Kent".into()),
        title: Some("Hedges".into()),
        published: Some("2025-05-16".parse().unwrap()),
        ..KnownFacts::default()
    }
}

/// How many documents were damaged, and the longest that one of them took: `IRR_LAW_TIMES=100 … -- --nocapture` tells.
#[test]
#[allow(clippy::print_stdout, reason = "how long it took is told, and never asserted")]
fn a_damaged_document_is_read_or_refused_and_never_a_panic() {
    let documents: Vec<(PathBuf, Vec<u8>)> =
        documents().into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    let (mut number, mut read, mut slowest) = (0, 0, (Duration::ZERO, PathBuf::new()));
    let mut runner = proptest::test_runner::TestRunner::new(arbitrary::cases(20));
    let from =
        select(vec![None, Some(SourceFormat::Docx), Some(SourceFormat::Html), Some(SourceFormat::Pdf), Some(SourceFormat::Text)]);
    // Mostly what it is; now and then what it is not.
    let from = prop_oneof![9 => Just(None), 1 => from];
    let counted = std::cell::RefCell::new((&mut number, &mut read, &mut slowest));
    runner
        .run(&(any::<Index>(), damage(), from), |(which, damage, from)| {
            let (path, document) = &documents[which.index(documents.len())];
            let document = damaged(document, &damage);
            let start = Instant::now();
            let draft = intake::read(&document, from, &known());
            let (number, read, slowest) = &mut *counted.borrow_mut();
            **number += 1;
            if start.elapsed() > slowest.0 {
                **slowest = (start.elapsed(), path.clone());
            }
            if let Ok(draft) = draft {
                **read += 1;
                prop_assert_eq!(yaml::parse(&yaml::write(&draft.record)).unwrap(), draft.record);
            }
            Ok(())
        })
        .unwrap();
    println!(
        "{number} damaged documents, {read} read, {} refused; the slowest took {:?}: {:?}",
        number - read,
        slowest.0,
        slowest.1.file_name()
    );
}
