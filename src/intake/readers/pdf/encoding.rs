//! Maps bytes and glyph names to letters.

use pdf_encoding::{Encoding, ForwardMap, GLYPH_LIST, MACROMAN, STANDARD, WINANSI};

/// Returns the letter of a byte in one of the encodings of the PDF standard.
fn letter(map: &ForwardMap, byte: u8) -> Option<char> {
    match byte {
        // The tables leave these out, or give them drawings of the Macintosh keyboard; in text they are what ASCII says.
        b'\t' | b'\n' | b'\r' | b' ' => Some(char::from(byte)),
        0..=31 | 127 => None,
        _ => map.get(byte),
    }
}

/// Returns the letter of a byte in Windows' Western European encoding.
pub(super) fn win_ansi(byte: u8) -> Option<char> {
    letter(&WINANSI, byte)
}

/// Returns the letter of a byte in one of the encodings that PDF fonts name.
pub(super) fn named_encoding(encoding: &str, byte: u8) -> Option<char> {
    match encoding {
        "MacRomanEncoding" => letter(&MACROMAN, byte),
        "StandardEncoding" => letter(&STANDARD, byte),
        // The PDF standard defines a bullet for every unused code above 32 in WinAnsiEncoding.
        _ => win_ansi(byte).or((byte > 32).then_some('•')),
    }
}

/// Returns the letter of a byte in the encoding that a standard symbol font has, whatever the file says; `None` for other fonts.
pub(super) fn symbol_encoding(font: &str) -> Option<impl Fn(u8) -> Option<char> + use<>> {
    let font = font.split_once('+').map_or(font, |(_, name)| name);
    let is_first = font.contains("Wingdings") && !font.contains(['2', '3']);
    let map = match font {
        _ if font.starts_with("Symbol") => Encoding::AdobeSymbol.forward_map(),
        _ if font.contains("Dingbats") => Encoding::AdobeZdingbat.forward_map(),
        _ if font.contains("Wingdings") || font.contains("Webdings") => None,
        _ => return None,
    };
    Some(move |byte| match map {
        Some(map) => letter(map, byte),
        None if byte == b' ' => Some(' '),
        // Wingdings 2 and 3 and Webdings have other drawings at these codes: nothing says which.
        None => wingding(byte).filter(|_| is_first),
    })
}

/// Returns the letter of a byte in Wingdings, as far as lists and forms use it: no public table has more.
fn wingding(byte: u8) -> Option<char> {
    match byte {
        0xa8 => Some('☐'),
        0xfb => Some('✗'),
        0xfc => Some('✓'),
        0xfd => Some('☒'),
        0xfe => Some('☑'),
        0xa7 | 0xb7 | 0xd8 | b'l' | b'n' | b'v' | b'u' | b'o' | b'q' => Some('•'),
        _ => None,
    }
}

/// The longest glyph name; the standard allows 31 letters.
const LONGEST_NAME: usize = 127;

/// Returns the letters of a glyph name: `eacute`, `uni00E9`, `u1F600`, `f_i`, or a single letter. A suffix after a dot is only
/// a variant. `None` if the name says nothing, as `g123`.
pub(super) fn named_letters(name: &str) -> Option<String> {
    let name = name.split('.').next().filter(|name| name.len() <= LONGEST_NAME)?;
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter.into());
    }
    // Fonts of ticks and boxes have this one, which is not in Adobe's list.
    if name == "checkbox" {
        return Some('☐'.into());
    }
    if let Ok(at) = GLYPH_LIST.binary_search_by_key(&name, |(known, _)| known) {
        return Some(GLYPH_LIST[at].1.into());
    }
    if name.contains('_') {
        return name.split('_').map(named_letters).collect();
    }
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).map(String::from);
    // `uni` may name several letters, four digits each.
    if let Some(digits) =
        name.strip_prefix("uni").filter(|digits| digits.len() >= 4 && digits.len() % 4 == 0 && digits.is_ascii())
    {
        return (0..digits.len() / 4).map(|i| hex(&digits[4 * i..4 * i + 4])).collect();
    }
    name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())).and_then(hex)
}

/// Returns the letter of a glyph name that is a code, as converters of fonts write it: `C85` or, in hexadecimal, `G4B`; TeX's
/// bitmaps have names such as `a45` at the code 45. Other names in small letters number glyphs.
pub(super) fn numbered_letter(name: &str, at: usize) -> Option<char> {
    let code = match name.split_at_checked(1)? {
        ("C", digits) => digits.parse().ok()?,
        ("G", digits) if digits.len() == 2 => u8::from_str_radix(digits, 16).ok()?,
        (_, digits) => digits.parse().ok().filter(|code: &u8| code.is_ascii_graphic() && usize::from(*code) == at)?,
    };
    win_ansi(code)
}

/// Appends a letter in plain form: ligatures as letters, special blanks as blanks, symbol bullets as bullets.
pub(super) fn push_plain(out: &mut String, letter: char) {
    match letter {
        '\u{fb00}' => out.push_str("ff"),
        '\u{fb01}' => out.push_str("fi"),
        '\u{fb02}' => out.push_str("fl"),
        '\u{fb03}' => out.push_str("ffi"),
        '\u{fb04}' => out.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\t' | '\n' | '\r' => out.push(' '),
        // Words with a typographic hyphen have to match those with a plain one.
        '\u{2010}' | '\u{2011}' => out.push('-'),
        // Symbols of Word's lists and forms, in the private use area.
        '\u{f020}'..='\u{f0ff}' => out.push(wingding((u32::from(letter) - 0xf000) as u8).unwrap_or(letter)),
        '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{0}'..='\u{1f}' => {}
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_by_byte_and_by_name() {
        assert_eq!(win_ansi(0x93), Some('“'));
        assert_eq!(named_encoding("MacRomanEncoding", 0x8e), Some('é'));
        assert_eq!(named_encoding("StandardEncoding", 0xae), Some('\u{fb01}'));
        for (name, letter) in
            [("eacute", 'é'), ("A", 'A'), ("uni2013", '–'), ("u00E9", 'é'), ("one.oldstyle", '1'), ("bullet", '•')]
        {
            assert_eq!(named_letters(name), Some(letter.into()), "{name}");
        }
        assert_eq!(named_letters("f_f_i"), Some("ffi".into()));
        assert_eq!(named_letters("afii10017"), Some('А'.into()));
        assert_eq!(named_letters("g123"), None);
        assert!(GLYPH_LIST.is_sorted_by_key(|(name, _)| name), "names are found by halving");
    }
}
