//! Embedded font programs, as far as they say which letters a font draws when the PDF itself does not.

use std::collections::BTreeMap;

use ttf_parser::{GlyphId, RawFace, Tag, cff, cmap, post};

use super::encoding::named_letters;
use super::lexer::{Lexer, find};
use super::object::{Dict, Object};
use super::objects::Objects;

/// The most glyphs whose names are read: finding a name takes the longer, the more there are. Fonts with more have Unicode numbers.
const MOST_NAMES: u16 = 4_096;
/// The most character maps that are read; fonts have two or three.
const MOST_MAPS: usize = 6;

/// The letters of a font program, by the code of a simple font and by the glyph.
#[derive(Default)]
pub(super) struct FontProgram {
    by_code: BTreeMap<u8, String>,
    by_glyph: BTreeMap<u16, String>,
}

impl FontProgram {
    /// Reads the program that a font descriptor embeds; an empty one if there is none, or if it is damaged.
    pub(super) fn read(file: &Objects<'_>, descriptor: Option<&Dict>) -> Self {
        let embedded = descriptor.and_then(|dict| {
            ["FontFile", "FontFile2", "FontFile3"].iter().find_map(|name| {
                let Object::Stream(stream) = file.get(dict, name) else { return None };
                Some((*name, file.unpacked(&stream)?))
            })
        });
        let mut program = Self::default();
        let Some((key, bytes)) = &embedded else { return program };
        // What looking at all Unicode numbers of a font costs, so that a thousand fonts without meaning come to an end.
        file.budget.spend_bytes(500_000);
        match RawFace::parse(bytes, 0) {
            Ok(face) => program.open_type(file, &face),
            Err(_) if *key == "FontFile" => program.type_1(bytes),
            Err(_) => program.compact(file, bytes),
        }
        program
    }

    /// Returns the letters of a code of a simple font.
    pub(super) fn of_code(&self, code: u8) -> Option<&String> {
        self.by_code.get(&code)
    }

    /// Returns the letters of a glyph of a composite font.
    pub(super) fn of_glyph(&self, glyph: u16) -> Option<&String> {
        self.by_glyph.get(&glyph)
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
    fn compact(&mut self, file: &Objects<'_>, bytes: &[u8]) {
        // Glyphs of a CID-keyed program have numbers and no names.
        let Some(table) = cff::Table::parse(bytes).filter(|table| table.glyph_cid(GlyphId(0)).is_none()) else { return };
        let count = table.number_of_glyphs().min(MOST_NAMES);
        if !file.budget.spend_bytes(bytes.len() * usize::from(count) / 16) {
            return;
        }
        let letters = |glyph| table.glyph_name(glyph).and_then(named_letters);
        self.by_glyph.extend((0..count).filter_map(|glyph| Some((glyph, letters(GlyphId(glyph))?))));
        self.by_code.extend((0..=255).filter_map(|code| Some((code, letters(table.glyph_index(code)?)?))));
    }

    /// Reads the tables of a TrueType or OpenType program: names of glyphs, and Unicode numbers.
    fn open_type(&mut self, file: &Objects<'_>, face: &RawFace<'_>) {
        if let Some(table) = face.table(Tag::from_bytes(b"CFF ")) {
            self.compact(file, table);
        }
        let names = face.table(Tag::from_bytes(b"post")).and_then(post::Table::parse);
        let named = |glyph| Some((glyph, named_letters(names?.glyph_name(GlyphId(glyph))?)?));
        self.by_glyph.extend((0..MOST_NAMES).filter_map(named));
        let Some(tables) = face.table(Tag::from_bytes(b"cmap")).and_then(cmap::Table::parse) else { return };
        let tables = || tables.subtables.into_iter().take(MOST_MAPS);
        for table in tables().filter(cmap::Subtable::is_unicode) {
            // A table can claim ranges without end, so it is asked for each number instead.
            for letter in '\u{20}'..='\u{ffff}' {
                if let Some(glyph) = table.glyph_index(u32::from(letter)) {
                    self.by_glyph.entry(glyph.0).or_insert_with(|| letter.into());
                }
            }
        }
        // Symbolic fonts number their glyphs by the code itself, or by the code in the private use area.
        for table in tables() {
            for code in 0..=255_u8 {
                let glyph = [0xf000, 0].iter().find_map(|area| table.glyph_index(area + u32::from(code)));
                if let Some(letters) = glyph.and_then(|glyph| self.by_glyph.get(&glyph.0)) {
                    self.by_code.entry(code).or_insert_with(|| letters.clone());
                }
            }
        }
    }
}
