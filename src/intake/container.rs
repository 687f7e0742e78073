//! What a document came in, told from its first bytes.

use super::IntakeError;

/// The text of a document that is text.
///
/// # Errors
/// Where it is a container that is not read, or not UTF-8.
pub(super) fn text_of(document: &[u8]) -> Result<&str, IntakeError> {
    let other = |container| Err(IntakeError::OtherContainer { container });
    if document.starts_with(b"PK\x03\x04") {
        return other("a Word file or another zip archive");
    }
    if document.starts_with(b"%PDF") {
        return other("a PDF");
    }
    if document.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return other("an old Word file");
    }
    if document.starts_with(&[0xff, 0xfe]) || document.starts_with(&[0xfe, 0xff]) {
        return other("text in UTF-16");
    }
    if document.contains(&0) {
        return other("binary data");
    }
    match std::str::from_utf8(document) {
        Ok(text)
            if text.trim_start().get(..9).is_some_and(|start| {
                start.eq_ignore_ascii_case("<!doctype") || start.to_ascii_lowercase().starts_with("<html")
            }) =>
        {
            other("a web page")
        }
        Ok(text) => Ok(text),
        Err(error) => {
            let line = document[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(IntakeError::NotUtf8 { line })
        }
    }
}
