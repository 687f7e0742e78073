//! Prints what a container reader reads of documents, for tests/external to compare with other programs: the words of each
//! block on a line, then `--- notes ---` and the notes.
//!
//! `read_document FILE` prints; `read_document FILE… --to FOLDER` writes `0.txt`, `1.txt` … there, an error as `0.error`.

#![allow(clippy::print_stdout, reason = "what it reads is its answer")]

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use irr::intake::readers::open;
use irr::intake::{SourceBlock, SourceBlockKind};
use irr::prose::unmarked;

fn main() -> Result<(), Box<dyn Error>> {
    let mut files: Vec<String> = env::args().skip(1).collect();
    let folder = files.iter().position(|word| word == "--to").map(|at| files.split_off(at).pop().unwrap_or_default());
    for (i, file) in files.iter().enumerate() {
        let read = read(Path::new(file));
        match (&folder, read) {
            (None, read) => println!("{}", read?),
            (Some(folder), Ok(words)) => fs::write(format!("{folder}/{i}.txt"), words)?,
            (Some(folder), Err(error)) => fs::write(format!("{folder}/{i}.error"), error.to_string())?,
        }
    }
    Ok(())
}

fn read(file: &Path) -> Result<String, Box<dyn Error>> {
    let document = open(&fs::read(file)?, None)?;
    let mut out: String = document.blocks.iter().map(|block| words(block) + "\n").collect();
    out.push_str("--- notes ---\n");
    for note in document.notes {
        out.push_str(&format!("{}: {}: {}\n", note.at, note.message, note.quote.unwrap_or_default().replace('\n', " ")));
    }
    Ok(out)
}

/// Returns the words of a block on one line, its cells parted by ` | `.
fn words(block: &SourceBlock) -> String {
    let all = |blocks: &[SourceBlock]| blocks.iter().map(words).collect::<Vec<_>>().join(" ");
    match &block.kind {
        SourceBlockKind::Row { label, value } => format!("{label} | {}", all(value)),
        SourceBlockKind::Cells { cells, .. } => cells.iter().map(|cell| all(cell)).collect::<Vec<_>>().join(" | "),
        SourceBlockKind::Item { mark, text, .. } => format!("{mark} {}", unmarked(text)),
        _ => unmarked(block.text().unwrap_or_default()),
    }
}
