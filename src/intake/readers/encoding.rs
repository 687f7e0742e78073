//! Decodes bytes as text: by their byte order mark, as UTF-8, or by the encoding that the document declares.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::intake::{ImportNote, ImportNoteCode, SourcePlace};

/// How far into a document its encoding may be declared, and UTF-16 without a mark is looked for, in bytes.
const NAMED_WITHIN: usize = 4096;

/// Decodes a document; returns a note if bytes had to be guessed.
///
/// Valid UTF-8 is taken as UTF-8 whatever is declared: browsers save pages in UTF-8 but keep the old declaration.
pub(in crate::intake) fn decode(document: &[u8]) -> (Cow<'_, str>, Option<ImportNote>) {
    if let Some((encoding, mark)) = Encoding::for_bom(document) {
        return (encoding.decode_without_bom_handling(&document[mark..]).0, None);
    }
    if let Some(encoding) = unmarked_utf_16(document) {
        return (encoding.decode_without_bom_handling(document).0, None);
    }
    let error = match std::str::from_utf8(document) {
        Ok(text) => return (Cow::Borrowed(text), None),
        Err(error) => error,
    };
    // What could be read as far as the declaration is not UTF-16, whatever it says; browsers take it as UTF-8 then.
    match declared(document).filter(|encoding| encoding.is_ascii_compatible() && *encoding != encoding_rs::UTF_8) {
        Some(encoding) => (encoding.decode_without_bom_handling(document).0, None),
        // Only the invalid bytes are guessed; the rest stays UTF-8.
        None => {
            let mut text = String::new();
            for chunk in document.utf8_chunks() {
                text.push_str(chunk.valid());
                text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
            }
            let line = document[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            let message = "bytes that are not UTF-8 were read as Windows-1252".to_owned();
            (text.into(), Some(ImportNote { code: ImportNoteCode::Repaired, at: SourcePlace::Line(line), message, quote: None }))
        }
    }
}

/// Returns whether text begins as UTF-16 does.
pub(super) fn is_utf_16(document: &[u8]) -> bool {
    [[0xff, 0xfe], [0xfe, 0xff]].iter().any(|mark| document.starts_with(mark)) || unmarked_utf_16(document).is_some()
}

/// Recognises UTF-16 without a byte order mark: in text with blanks and tags every other byte is zero, mostly.
fn unmarked_utf_16(document: &[u8]) -> Option<&'static Encoding> {
    let start = &document[..document.len().min(NAMED_WITHIN) & !1];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, low) if low * 4 > start.len() => Some(UTF_16LE),
        (high, 0) if high * 4 > start.len() => Some(UTF_16BE),
        _ => None,
    }
}

/// Returns the encoding that a page's `meta` element or an XML declaration names.
fn declared(document: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&document[..document.len().min(NAMED_WITHIN)]).to_lowercase();
    let xml = start.trim_start().strip_prefix("<?xml").map(|rest| (rest, "encoding"));
    // Scripts have a `charset` too, which says nothing of the page.
    xml.into_iter().chain(start.split("<meta").skip(1).map(|tag| (tag, "charset"))).find_map(|(tag, name)| {
        let name =
            tag.split('>').next()?.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
        Encoding::for_label(
            name.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '?')).next()?.as_bytes(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn what_is_no_utf_8_is_read_as_browsers_read_it() {
        let (text, told) = decode(b"<meta charset=windows-1252><p>\x93Caf\xe9\x94");
        assert!(text.ends_with("“Café”") && told.is_none());
        let (text, told) = decode(b"<p>\xe2\x80\x93 \x96");
        assert!(text.ends_with("– –") && told.is_some());
        let (text, told) = decode("\u{feff}<meta charset=\"iso-8859-1\"><p>–".as_bytes());
        assert!(text.ends_with('–') && text.starts_with('<') && told.is_none());
    }

    #[test]
    fn a_declared_encoding_is_taken() {
        for (document, word) in [
            (&b"<script charset=utf-8></script><meta charset='iso-8859-15'><p>Caf\xe9 5\xa4"[..], "Café 5€"),
            (b"<meta http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>\x83\x65", "テ"),
            (b"<?xml version='1.0' encoding=\"windows-1250\"?><p>\xf8", "ř"),
            (b"<meta charset=iso-8859-8><p>\xf9", "ש"),
            // A page that calls itself UTF-16 in single bytes is not; browsers read it as UTF-8.
            (b"<meta charset=utf-16><p>\xc3\xa9 \x96", "é –"),
        ] {
            assert!(decode(document).0.ends_with(word), "{word}");
        }
    }

    #[test]
    fn utf_16_is_known_by_its_mark_or_its_zeros() {
        for mark in ["\u{feff}", ""] {
            let text = format!("{mark}<p>Café 5€");
            for document in [utf_16(&text, u16::to_le_bytes), utf_16(&text, u16::to_be_bytes)] {
                assert!(is_utf_16(&document));
                assert_eq!(decode(&document).0, "<p>Café 5€");
            }
        }
        assert!(!is_utf_16(b"\0\0\0\x01data") && !is_utf_16(b"text") && !is_utf_16(b""));
    }
}
