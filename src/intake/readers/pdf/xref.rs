//! Reads the index of a PDF's objects (the cross-reference table), or rebuilds it.

use std::collections::BTreeSet;

use super::lexer::{Lexer, find};
use super::object::{Dict, Object, PdfStream};
use super::objects::{ObjectLocation, Objects};
use super::scan::{MOST_OBJECTS, scan_objects};

/// The most index sections: a file gets one each time it is changed.
const MOST_LISTS: usize = 200;

impl<'a> Objects<'a> {
    /// Opens a file by its own index, or scans it if the index does not lead to pages.
    pub(super) fn open(document: &'a [u8]) -> Self {
        // Offsets count from the header; some servers put bytes before it.
        let start = find(&document[..document.len().min(1024)], b"%PDF-").unwrap_or(0);
        let mut file = Self::without_index(&document[start..]);
        read(&mut file);
        file.find_key();
        if file.get(&file.trailer, "Root").dict().is_none_or(|root| file.get(root, "Pages").dict().is_none()) {
            file.rebuild_index();
        }
        file
    }

    /// Discards the file's own index, and scans the file for objects.
    pub(super) fn rebuild_index(&mut self) {
        self.decryption = None;
        self.read.borrow_mut().clear();
        self.containers.borrow_mut().clear();
        // The old index is dropped as a whole: part of it may be right, but nothing says which part.
        self.places = scan_objects(self.bytes()).into_iter().map(|(number, at)| (number, ObjectLocation::At(at))).collect();
        self.budget.spend_bytes(self.bytes().len());
        let mut trailer = last_trailer(self);
        let has_containers = find(self.bytes(), b"/ObjStm").is_some();
        let needs_root = !trailer.0.contains_key("Root");
        let mut containers = Vec::new();
        if has_containers || needs_root {
            for number in self.numbers() {
                let object = self.object(number);
                let Some(dict) = object.dict() else { continue };
                match dict.get("Type").name() {
                    Some("ObjStm") => containers.push(number),
                    // In newer files the trailer is the dictionary of the index stream.
                    Some("XRef") => trailer.0.extend(dict.0.iter().map(|(name, value)| (name.clone(), value.clone()))),
                    Some("Catalog") if needs_root => {
                        trailer.0.insert("Root".into(), Object::Reference(number));
                    }
                    _ => {}
                }
            }
        }
        self.trailer = trailer;
        self.find_key();
        for number in containers {
            let Some(container) = self.container(number) else { continue };
            for (index, (inner, _)) in container.index.iter().enumerate() {
                self.place(*inner, ObjectLocation::Within(number, index));
            }
        }
        self.read.borrow_mut().clear();
        if !self.trailer.0.contains_key("Root")
            && let Some(root) = self
                .numbers()
                .into_iter()
                .find(|number| self.object(*number).dict().is_some_and(|dict| dict.get("Type").name() == Some("Catalog")))
        {
            self.trailer.0.insert("Root".into(), Object::Reference(root));
        }
    }
}

/// Reads the file's own index sections, newest first.
fn read(file: &mut Objects<'_>) {
    let bytes = file.bytes();
    // `startxref` is at the end of the file, but some servers append bytes to it.
    let tail = bytes.len().saturating_sub(2048);
    let Some(mark) = rfind(&bytes[tail..], b"startxref") else { return };
    let mut next = Lexer::of_file(bytes, tail + mark + 9, 5).next().and_then(|at| at.count());
    let mut seen = BTreeSet::new();
    while let Some(at) = next.filter(|at| *at < bytes.len()) {
        // The sections are chained by offsets, which a hostile file can make a circle.
        if !seen.insert(at) || seen.len() > MOST_LISTS {
            return;
        }
        let Some(dict) = read_list(file, at) else { return };
        // A hybrid file: a table for old readers, and a stream with the entries that those cannot read.
        if let Some(beside) = dict.get("XRefStm").count().filter(|at| seen.insert(*at)) {
            read_list(file, beside);
        }
        next = dict.get("Prev").count();
        for (name, value) in dict.0 {
            // The newest section is read first, so its values win.
            file.trailer.0.entry(name).or_insert(value);
        }
    }
}

fn read_list(file: &mut Objects<'_>, at: usize) -> Option<Dict> {
    let bytes = file.bytes();
    let mut lexer = Lexer::of_file(bytes, at, MOST_OBJECTS * 4);
    lexer.skip_blanks();
    if !bytes[lexer.at..].starts_with(b"xref") {
        let (_, Object::Stream(stream)) = file.read_at(at, None)? else { return None };
        read_stream(file, &stream);
        return Some(stream.dict.clone());
    }
    lexer.next();
    loop {
        let start = match lexer.next()? {
            Object::Number(start) if start >= 0.0 => start as usize,
            word if word.is_word(b"trailer") => break,
            _ => return None,
        };
        let count = lexer.next()?.count()?;
        for i in 0..count {
            let (at, _generation, kind) = (lexer.next()?.count()?, lexer.next()?, lexer.next()?);
            if file.object_count() >= MOST_OBJECTS {
                return None;
            }
            if kind.is_word(b"n") {
                file.place(u32::try_from(start.saturating_add(i)).ok()?, ObjectLocation::At(at));
            }
        }
    }
    let dict = lexer.next()?.dict().cloned();
    file.budget.spend_bytes(lexer.at.saturating_sub(at));
    dict
}

fn read_stream(file: &mut Objects<'_>, stream: &PdfStream) -> Option<()> {
    let numbers =
        |object: &Object| -> Option<Vec<usize>> { object.array().map(|items| items.iter().filter_map(Object::count).collect()) };
    // Wider fields than 8 bytes do not fit into an offset.
    let widths = numbers(stream.dict.get("W")).filter(|widths| widths.len() >= 3 && widths.iter().all(|width| *width <= 8))?;
    let row = widths[0] + widths[1] + widths[2];
    let bytes = file.unpacked(stream)?;
    let mut rows = bytes.chunks_exact(row.max(1));
    let parts = numbers(stream.dict.get("Index")).unwrap_or_else(|| vec![0, stream.dict.get("Size").count().unwrap_or(0)]);
    for part in parts.chunks_exact(2) {
        for number in part[0]..part[0].saturating_add(part[1]) {
            let row = rows.next()?;
            let (kind, rest) = row.split_at_checked(widths[0])?;
            let (second, third) = rest.split_at_checked(widths[1])?;
            let value = |bytes: &[u8]| bytes.iter().fold(0_usize, |value, byte| value << 8 | usize::from(*byte));
            let number = u32::try_from(number).ok()?;
            if file.object_count() >= MOST_OBJECTS {
                return None;
            }
            // A field of width 0 has its default: type 1.
            match if kind.is_empty() { 1 } else { value(kind) } {
                1 => file.place(number, ObjectLocation::At(value(second))),
                2 => file.place(number, ObjectLocation::Within(u32::try_from(value(second)).ok()?, value(third))),
                _ => {}
            }
        }
    }
    Some(())
}

/// Returns the last trailer that names the document's root.
fn last_trailer(file: &Objects<'_>) -> Dict {
    let bytes = file.bytes();
    let mut end = bytes.len();
    for _ in 0..MOST_LISTS {
        let Some(at) = rfind(&bytes[..end], b"trailer") else { break };
        end = at;
        let mut lexer = Lexer::of_file(bytes, at + 7, 10_000);
        if let Some(Object::Dict(dict)) = lexer.next()
            && dict.0.contains_key("Root")
        {
            return (*dict).clone();
        }
    }
    Dict::default()
}

fn rfind(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}
