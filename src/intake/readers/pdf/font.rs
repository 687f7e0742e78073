//! Fonts, as far as reading needs them: the meaning of codes, their widths, and whether the font is bold.

use std::cell::OnceCell;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS};

use super::cmap::{CMap, code};
use super::encoding::{named_encoding, named_letters, numbered_letter, push_plain, symbol_encoding};
use super::font_program::FontProgram;
use super::object::{Dict, Object};
use super::objects::Objects;

/// Widths of the standard fonts from the blank to `~`, in thousandths of the font size. A PDF may leave these out.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778,
    722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222,
    500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500,
    500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722,
    667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278,
    500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// The most width entries. Codes have two bytes, so a font with more repeats some.
const MOST_WIDTHS: usize = 1 << 17;

/// The longest part of a font's name that is looked at, in letters.
const LONGEST_NAME: usize = 200;

/// One letter of a text.
pub(super) struct Glyph {
    /// The text; `None` if the font gives the code no meaning.
    pub(super) text: Option<String>,
    /// The width, for a font size of 1.
    pub(super) width: f64,
    /// Whether it is the single-byte code 32, the only one to which word spacing applies.
    pub(super) is_blank: bool,
}

/// A font.
pub(super) struct Font {
    letters: Vec<Option<String>>,
    map: Option<CMap>,
    code_width: usize,
    /// Which glyph each code of a composite font draws; as numbered if there is no table.
    glyphs: Option<CMap>,
    /// Which glyphs of the font program these are; as numbered if there is no table.
    glyph_ids: Option<Vec<u8>>,
    /// Where the font program is, and what it says once that has been asked for.
    descriptor: Object,
    program: OnceCell<FontProgram>,
    /// Whether codes are UTF-16 themselves.
    is_utf16: bool,
    /// The character set that codes are in, if it is one of those that were used before Unicode.
    charset: Option<&'static Encoding>,
    is_adobe_collection: bool,
    /// First code, last code, and their width.
    widths: Vec<(u32, u32, f64)>,
    default_width: f64,
    scale: f64,
    standard: Option<&'static [u16; 95]>,
    pub(super) is_bold: bool,
}

impl Font {
    pub(super) fn read(file: &Objects<'_>, dict: &Dict) -> Self {
        let is_composite = dict.get("Subtype").name() == Some("Type0");
        let descendant = file.get(dict, "DescendantFonts").array().and_then(|fonts| fonts.first().map(|font| file.resolve(font)));
        let descendant = descendant.as_ref().and_then(Object::dict).filter(|_| is_composite);
        let base = file.get(dict, "BaseFont");
        let name: String = base.name().unwrap_or("").chars().take(LONGEST_NAME).collect();
        let name = name.as_str();
        let to_unicode = file.get(dict, "ToUnicode");
        let map = match &to_unicode {
            Object::Stream(stream) => file.unpacked(stream).map(|bytes| CMap::parse(&bytes)),
            _ => None,
        };
        file.budget.spend_bytes(200 * map.as_ref().map_or(0, CMap::len));
        // Some writers say that the codes are Unicode by the name of a table, or by a table of glyphs.
        let is_identity =
            to_unicode.name().is_some_and(|name| name.starts_with("Identity")) || map.as_ref().is_some_and(CMap::has_only_glyphs);
        let encoding = file.get(dict, "Encoding");
        let glyphs = match &encoding {
            Object::Stream(stream) if is_composite => file.unpacked(stream).map(|bytes| CMap::parse(&bytes)),
            _ => None,
        };
        let encoding_name = encoding.name().unwrap_or("");
        // Composite fonts from office programs use two bytes (Identity-H).
        let told = glyphs.as_ref().and_then(|map| map.width).or(encoding_name.starts_with("OneByte").then_some(1));
        let descriptor = file.get(descendant.unwrap_or(dict), "FontDescriptor");
        let mut font = Self {
            letters: Vec::new(),
            code_width: if is_composite { told.unwrap_or(2).clamp(1, 4) } else { 1 },
            glyphs,
            glyph_ids: None,
            program: OnceCell::new(),
            is_utf16: ["UTF16", "UCS2"].iter().any(|name| encoding_name.contains(name)) || is_identity,
            map,
            is_adobe_collection: false,
            widths: Vec::new(),
            default_width: 500.0,
            scale: 0.001,
            standard: None,
            charset: if is_composite && to_unicode == Object::Null { charset(encoding_name) } else { None },
            is_bold: is_bold(name, descriptor.dict()),
            descriptor,
        };
        match descendant {
            Some(descendant) => {
                font.default_width = file.get(descendant, "DW").number().unwrap_or(1000.0);
                font.composite_widths(file, descendant);
                let collection = file.get(descendant, "CIDSystemInfo");
                let collection = collection.dict().map(|dict| file.get(dict, "Ordering"));
                let collection = collection.as_ref().and_then(Object::text).unwrap_or_default();
                font.is_adobe_collection = [&b"Japan1"[..], b"GB1", b"CNS1", b"Korea1", b"KR"].contains(&collection);
                if let Object::Stream(stream) = file.get(descendant, "CIDToGIDMap") {
                    font.glyph_ids = file.unpacked(&stream);
                }
            }
            None => font.simple(file, dict, name, &encoding),
        }
        font
    }

    fn simple(&mut self, file: &Objects<'_>, dict: &Dict, name: &str, encoding: &Object) {
        let base = match encoding {
            Object::Name(name) => Some(name.to_string()),
            Object::Dict(encoding) => file.get(encoding, "BaseEncoding").name().map(str::to_owned),
            _ => None,
        };
        // Without a base, the codes mean what the embedded program says.
        let program = if base.is_none() && self.map.is_none() { self.program(file) } else { &FontProgram::default() };
        let is_true_type = dict.get("Subtype").name() == Some("TrueType") && encoding.dict().is_none();
        let base = base.unwrap_or_else(|| if is_true_type { "WinAnsiEncoding" } else { "StandardEncoding" }.to_owned());
        let symbol = symbol_encoding(name);
        let letter = |byte| match &symbol {
            Some(symbol) => symbol(byte),
            None => named_encoding(&base, byte),
        };
        let letters = |byte| program.of_code(byte).cloned().or_else(|| letter(byte).map(String::from));
        let letters = (0..=255).map(letters).collect();
        self.letters = letters;
        if let Some(differences) = encoding.dict().and_then(|encoding| file.get(encoding, "Differences").array()) {
            let mut at = 0;
            // A code has one byte, so more entries only repeat.
            for item in differences.iter().take(1_000) {
                match file.resolve(item) {
                    Object::Number(number) => at = number.max(0.0) as usize,
                    Object::Name(name) => {
                        if let Some(slot) = self.letters.get_mut(at) {
                            *slot = named_letters(&name).or_else(|| numbered_letter(&name, at).map(String::from));
                        }
                        at = at.saturating_add(1);
                    }
                    _ => {}
                }
            }
        }
        // A Type 3 font defines its own glyph space instead of thousandths.
        if dict.get("Subtype").name() == Some("Type3") {
            let matrix = file.get(dict, "FontMatrix").array();
            self.scale = matrix.and_then(|matrix| matrix.first().and_then(Object::number)).unwrap_or(0.001).abs();
        }
        let first = file.get(dict, "FirstChar").count().unwrap_or(0) as u32;
        match file.get(dict, "Widths").array() {
            Some(widths) => {
                for (code, width) in (first..=255).zip(widths.iter()) {
                    self.widths.push((code, code, file.resolve(width).number().unwrap_or(0.0)));
                }
                self.default_width =
                    self.descriptor.dict().and_then(|dict| file.get(dict, "MissingWidth").number()).unwrap_or(500.0);
            }
            None if name.contains("Courier") => self.default_width = 600.0,
            None => self.standard = Some(if name.contains("Times") { &TIMES } else { &HELVETICA }),
        }
    }

    /// Reads the widths of a composite font, such as `[1 [500 600] 10 20 700]`: single widths from a code on, or one width
    /// for a range.
    fn composite_widths(&mut self, file: &Objects<'_>, descendant: &Dict) {
        let Some(items) = file.get(descendant, "W").array().filter(|items| file.budget.spend_bytes(64 * items.len())) else {
            return;
        };
        let mut i = 0;
        while let Some(first) = items.get(i).and_then(|item| file.resolve(item).count()).map(|first| first as u32) {
            match items.get(i + 1).map(|item| file.resolve(item)) {
                Some(Object::Array(widths)) => {
                    if !file.budget.spend_bytes(64 * widths.len()) || self.widths.len() > MOST_WIDTHS {
                        break;
                    }
                    for (code, width) in (first..=0xffff).zip(widths.iter()) {
                        self.widths.push((code, code, file.resolve(width).number().unwrap_or(0.0)));
                    }
                    i += 2;
                }
                Some(last) => {
                    let (Some(last), Some(width)) = (last.count(), items.get(i + 2).and_then(|item| file.resolve(item).number()))
                    else {
                        break;
                    };
                    self.widths.push((first, last as u32, width));
                    i += 3;
                }
                None => break,
            }
        }
        self.widths.sort_by_key(|(first, ..)| *first);
    }

    /// Returns the letters of a text.
    pub(super) fn glyphs(&self, file: &Objects<'_>, bytes: &[u8]) -> impl Iterator<Item = Glyph> {
        let charset = self.charset;
        // In these encodings letters of ASCII, and half-width ones, have one byte; all others have two.
        let is_single = move |byte: u8| byte < 0x80 || charset == Some(SHIFT_JIS) && (0xa0..0xe0).contains(&byte);
        let mut rest = bytes;
        let codes = std::iter::from_fn(move || {
            let width = if charset.is_none() { self.code_width } else { 2 - usize::from(is_single(*rest.first()?)) };
            let (code, after) = rest.split_at(width.min(rest.len()));
            rest = after;
            (!code.is_empty()).then_some(code)
        });
        codes.filter_map(move |bytes| {
            let code = code(bytes)?;
            if let Some(charset) = charset {
                let text = charset.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned());
                return Some(Glyph { text, width: 0.5 * bytes.len() as f64, is_blank: bytes == b" " });
            }
            let text = self.letters_of(file, code).map(|letters| {
                let mut plain = String::new();
                letters.chars().for_each(|letter| push_plain(&mut plain, letter));
                plain
            });
            Some(Glyph { text, width: self.width(code) * self.scale, is_blank: self.code_width == 1 && code == 32 })
        })
    }

    fn letters_of(&self, file: &Objects<'_>, code: u32) -> Option<String> {
        // The `ToUnicode` table comes first: encodings of embedded subsets are often arbitrary.
        if let Some(letters) =
            self.map.as_ref().and_then(|map| map.letters(code)).filter(|letters| letters.chars().any(|letter| letter != '\0'))
        {
            return Some(letters);
        }
        if let Some(letters) = self.letters.get(code as usize) {
            return letters.clone();
        }
        if self.is_utf16 {
            return char::from_u32(code).map(String::from);
        }
        let glyph = self.glyph(code) as usize;
        // All of Adobe's collections of Chinese, Japanese and Korean begin with the letters of ASCII.
        if self.is_adobe_collection && (1..=95).contains(&glyph) {
            return char::from_u32(31 + glyph as u32).map(String::from);
        }
        let id = match &self.glyph_ids {
            Some(ids) => ids.get(2 * glyph..2 * glyph + 2).map(|id| u16::from_be_bytes([id[0], id[1]])),
            None => u16::try_from(glyph).ok(),
        };
        self.program(file).of_glyph(id?)
    }

    fn program(&self, file: &Objects<'_>) -> &FontProgram {
        self.program.get_or_init(|| FontProgram::read(file, self.descriptor.dict()))
    }

    /// Returns the glyph number (CID) of a code.
    fn glyph(&self, code: u32) -> u32 {
        self.glyphs.as_ref().and_then(|map| map.glyph(code)).unwrap_or(code)
    }

    fn width(&self, code: u32) -> f64 {
        if let Some(widths) = self.standard {
            return (code as usize).checked_sub(32).and_then(|at| widths.get(at)).map_or(556.0, |width| f64::from(*width));
        }
        let code = self.glyph(code);
        let after = self.widths.partition_point(|(first, ..)| *first <= code);
        let found = after.checked_sub(1).and_then(|at| self.widths.get(at)).filter(|(_, last, _)| code <= *last);
        found.map_or(self.default_width, |(_, _, width)| *width)
    }
}

/// Returns the character set of a predefined table of codes (ISO 32000-2, 9.7.5.2).
fn charset(encoding: &str) -> Option<&'static Encoding> {
    let is = |names: &[&str]| names.iter().any(|name| encoding.contains(name));
    match () {
        () if is(&["RKSJ"]) => Some(SHIFT_JIS),
        () if is(&["GBK", "GB-EUC", "GBpc-EUC"]) => Some(GBK),
        () if is(&["B5"]) => Some(BIG5),
        () if is(&["KSC"]) => Some(EUC_KR),
        () if encoding.starts_with("EUC-") => Some(EUC_JP),
        () => None,
    }
}

fn is_bold(name: &str, descriptor: Option<&Dict>) -> bool {
    let name = name.to_lowercase();
    let number = |key| descriptor.and_then(|dict| dict.get(key).number());
    // Most PDFs state no weight, so the font's name decides.
    ["bold", "black", "heavy", "demi"].iter().any(|word| name.contains(word))
        || number("FontWeight").is_some_and(|weight| weight >= 600.0)
        || number("Flags").is_some_and(|flags| flags as u32 & 1 << 18 != 0)
}
