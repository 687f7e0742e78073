//! Maps the characters of symbol fonts to Unicode.

/// Returns the Unicode character for a code in a symbol font; `None` if there is none.
pub(super) fn symbol(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    // Word stores symbol characters in the private use area from F000 on; the low byte is the font's own code.
    let place = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let sign = match font.to_lowercase().as_str() {
        "symbol" => match place {
            0xb7 => '•',
            0xb0 => '°',
            0xb1 => '±',
            0xa3 => '≤',
            0xb3 => '≥',
            0xb4 => '×',
            0xb8 => '÷',
            0xb9 => '≠',
            0xae => '→',
            0xac => '←',
            0x2d => '−',
            0xd2 => '®',
            0xd3 => '©',
            0xd4 => '™',
            _ => return plain(code),
        },
        "wingdings" => match place {
            0x6c | 0x9f => '•',
            0x6e | 0xa7 => '▪',
            0x6f | 0xa8 => '☐',
            0xfe => '☒',
            0x78 => '☒',
            0xfc => '✓',
            0xfb => '✗',
            0xfd => '☒',
            0xe0 => '→',
            0xdf => '←',
            0xd8 => '➢',
            0x76 => '❖',
            0x4a => '☺',
            0x28 => '☎',
            0x2a => '✉',
            _ => return None,
        },
        "wingdings 2" => match place {
            0x50 => '✓',
            0x4f => '✗',
            0x52 => '☑',
            0x51 => '☒',
            0xa3 => '☐',
            _ => return None,
        },
        // Their codes would otherwise be read as ordinary letters.
        name if name.starts_with("wingdings") || name == "webdings" => return None,
        _ => return plain(code),
    };
    Some(sign)
}

/// Returns a character of an ordinary font, except control and private use characters.
fn plain(code: u32) -> Option<char> {
    char::from_u32(code).filter(|c| !c.is_control() && !(0xe000..=0xf8ff).contains(&(*c as u32)))
}
