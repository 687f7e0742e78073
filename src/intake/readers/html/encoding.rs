//! Decodes a page: UTF-8, or Windows-1252 as browsers do.

use crate::intake::{ImportNote, ImportNoteCode, IntakeError, SourcePlace};

/// How far into a page its encoding may be declared, in bytes.
const NAMED_WITHIN: usize = 4096;

/// The Windows-1252 characters 0x80 to 0x9f. Five are undefined and stay control characters.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Decodes a page; returns a note if bytes had to be guessed.
///
/// Valid UTF-8 is taken as UTF-8 whatever the page declares: browsers save pages in UTF-8 but keep the old declaration.
pub(super) fn text_of(document: &[u8]) -> Result<(String, Option<ImportNote>), IntakeError> {
    let document = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document);
    let Err(error) = std::str::from_utf8(document) else {
        return Ok((String::from_utf8_lossy(document).into_owned(), None));
    };
    let line = document[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
    let told = |message: String| ImportNote { code: ImportNoteCode::Repaired, at: SourcePlace::Line(line), message, quote: None };
    match declared(document).as_deref() {
        // Only the invalid bytes are guessed; the rest stays UTF-8.
        None | Some("utf-8" | "utf8") => {
            let mut text = String::new();
            for chunk in document.utf8_chunks() {
                text.push_str(chunk.valid());
                text.extend(chunk.invalid().iter().map(|byte| windows(*byte)));
            }
            Ok((text, Some(told("bytes that are not UTF-8 were read as Windows-1252".into()))))
        }
        // Browsers read all of these as Windows-1252, so pages mean that.
        Some("windows-1252" | "cp1252" | "iso-8859-1" | "latin1" | "iso8859-1" | "us-ascii" | "ascii") => {
            Ok((document.iter().map(|byte| windows(*byte)).collect(), None))
        }
        // Other encodings are rare in this use; guessing would give wrong letters in names.
        Some(other) => Err(IntakeError::Unreadable(format!("this page is in {other}: save it as UTF-8"))),
    }
}

/// Returns the declared encoding in lower case.
fn declared(document: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&document[..document.len().min(NAMED_WITHIN)]).to_lowercase();
    let name = start.split_once("charset")?.1.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(name.len());
    (end > 0).then(|| name[..end].to_owned())
}

fn windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_utf_8_is_read_as_browsers_read_it() {
        let (text, told) = text_of(b"<meta charset=windows-1252><p>\x93Caf\xe9\x94").unwrap();
        assert!(text.ends_with("“Café”") && told.is_none());
        let (text, told) = text_of(b"<p>\xe2\x80\x93 \x96").unwrap();
        assert!(text.ends_with("– –") && told.is_some());
        let (text, told) = text_of("\u{feff}<meta charset=\"iso-8859-1\"><p>–".as_bytes()).unwrap();
        assert!(text.ends_with('–') && text.starts_with('<') && told.is_none());
    }

    #[test]
    fn another_encoding_is_named() {
        let error = text_of(b"<meta http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>\x83").unwrap_err();
        assert_eq!(error.to_string(), "this page is in shift_jis: save it as UTF-8");
    }
}
