//! Embedded font programs, as far as they say which letters a font draws when the PDF itself does not.

use std::collections::BTreeMap;

use ttf_parser::{GlyphId, RawFace, Tag, cff, cmap, post};

use super::encoding::named_letters;
use super::lexer::{Lexer, find};
use super::object::{Dict, Object};
use super::objects::Objects;

/// The most glyphs whose names are read. Fonts with more have Unicode numbers.
const MOST_NAMES: u16 = 4_096;
/// The most character maps that are read; fonts have two or three.
const MOST_MAPS: usize = 6;
/// The longest CFF program whose glyphs' names are read: to find each takes the longer, the longer it is.
const LONGEST_CFF: usize = 1 << 18;

/// The letters of a font program, by the code of a simple font and by the glyph.
#[derive(Default)]
pub(super) struct FontProgram {
    by_code: BTreeMap<u8, String>,
    by_glyph: BTreeMap<u16, String>,
    by_number: BTreeMap<u16, char>,
}

impl FontProgram {
    /// Reads the program that a font descriptor embeds; an empty one if there is none, or if it is damaged.
    pub(super) fn read(file: &Objects<'_>, descriptor: Option<&Dict>) -> Self {
        let embedded = descriptor.filter(|_| file.budget.spend_font_program()).and_then(|dict| {
            ["FontFile", "FontFile2", "FontFile3"].iter().find_map(|name| {
                let Object::Stream(stream) = file.get(dict, name) else { return None };
                Some((*name, file.unpacked(&stream)?))
            })
        });
        let mut program = Self::default();
        let Some((key, bytes)) = &embedded else { return program };
        match RawFace::parse(bytes, 0) {
            Ok(face) => program.open_type(&face),
            Err(_) if *key == "FontFile" => program.type_1(bytes),
            Err(_) => program.compact(bytes),
        }
        program
    }

    /// Returns the letters of a code of a simple font.
    pub(super) fn of_code(&self, code: u8) -> Option<&String> {
        self.by_code.get(&code)
    }

    /// Returns the letters of a glyph of a composite font.
    pub(super) fn of_glyph(&self, glyph: u16) -> Option<String> {
        self.by_glyph.get(&glyph).cloned().or_else(|| self.by_number.get(&glyph).map(|letter| String::from(*letter)))
    }

    /// Reads `/Encoding 256 array … dup 65 /A put` in the part of a Type 1 program that is clear text.
    fn type_1(&mut self, bytes: &[u8]) {
        let clear = &bytes[..find(bytes, b"eexec").unwrap_or(bytes.len())];
        let Some(start) = find(clear, b"/Encoding") else { return };
        let mut lexer = Lexer::of_content(&clear[start + 9..]);
        let mut before = (Object::Null, Object::Null);
        while let Some(object) = lexer.next() {
            if object.is_word(b"def") {
                return;
            }
            if object.is_word(b"put")
                && let (Some(code), Some(name)) = (before.0.count().and_then(|code| u8::try_from(code).ok()), before.1.name())
                && let Some(letters) = named_letters(name)
            {
                self.by_code.insert(code, letters);
            }
            before = (before.1, object);
        }
    }

    /// Reads the charset and the encoding of a CFF program.
    fn compact(&mut self, bytes: &[u8]) {
        // Glyphs of a CID-keyed program have numbers and no names.
        let table = cff::Table::parse(bytes).filter(|table| table.glyph_cid(GlyphId(0)).is_none());
        let Some(table) = table.filter(|_| bytes.len() <= LONGEST_CFF) else { return };
        let count = table.number_of_glyphs().min(MOST_NAMES);
        let letters = |glyph| table.glyph_name(glyph).and_then(named_letters);
        self.by_glyph.extend((0..count).filter_map(|glyph| Some((glyph, letters(GlyphId(glyph))?))));
        self.by_code.extend((0..=255).filter_map(|code| Some((code, letters(table.glyph_index(code)?)?))));
    }

    /// Reads the tables of a TrueType or OpenType program: names of glyphs, and Unicode numbers.
    fn open_type(&mut self, face: &RawFace<'_>) {
        if let Some(table) = face.table(Tag::from_bytes(b"CFF ")) {
            self.compact(table);
        }
        if let Some(table) = face.table(Tag::from_bytes(b"post")) {
            self.by_glyph.extend(glyph_names(table).filter_map(|(glyph, name)| Some((glyph, named_letters(name)?))));
        }
        let Some(tables) = face.table(Tag::from_bytes(b"cmap")).and_then(cmap::Table::parse) else { return };
        let tables = || tables.subtables.into_iter().take(MOST_MAPS);
        if let Some(table) = tables().find(cmap::Subtable::is_unicode) {
            // A table can claim ranges without end, so it is asked for each number instead.
            let numbered = |letter: char| Some((table.glyph_index(u32::from(letter))?.0, letter));
            self.by_number.extend(('\u{20}'..='\u{ffff}').rev().filter_map(numbered));
        }
        // Symbolic fonts number their glyphs by the code itself, or by the code in the private use area.
        for table in tables() {
            for code in 0..=255_u8 {
                let glyph = [0xf000, 0].iter().find_map(|area| table.glyph_index(area + u32::from(code)));
                if let Some(letters) = glyph.and_then(|glyph| self.of_glyph(glyph.0)) {
                    self.by_code.entry(code).or_insert(letters);
                }
            }
        }
    }
}

/// Returns the names in a table of glyph names (`post`), each once: the library looks for each from the start.
fn glyph_names(table: &[u8]) -> impl Iterator<Item = (u16, &str)> {
    let names = post::Table::parse(table);
    let own: Vec<&str> = names.iter().flat_map(|names| names.names().take(usize::from(MOST_NAMES))).collect();
    // The format's own table of indexes; those below 258 are names that every Macintosh knows.
    let index = move |glyph: u16| {
        table.get(34 + 2 * usize::from(glyph)..).and_then(|rest| Some(u16::from_be_bytes([*rest.first()?, *rest.get(1)?])))
    };
    (0..MOST_NAMES).filter_map(move |glyph| {
        let name = match index(glyph)?.checked_sub(258) {
            Some(at) => own.get(usize::from(at)).copied(),
            None => names?.glyph_name(GlyphId(glyph)),
        };
        Some((glyph, name?))
    })
}
