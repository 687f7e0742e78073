//! Finds the page in a web archive (MHTML): what browsers save as "a single file", and what programs embed in Word documents.

use encoding_rs::{Encoding, UTF_8};

/// Returns whether a document begins as an archive does.
pub(in crate::intake::readers) fn is_web_archive(start: &str) -> bool {
    let head = start.split_once("\n\n").or(start.split_once("\r\n\r\n")).map_or(start, |(head, _)| head).to_lowercase();
    head.contains("mime-version:") && head.contains("content-type: multipart/")
}

/// Returns the first page of an archive; `None` if there is none.
pub(super) fn page_of(document: &[u8]) -> Option<String> {
    // One character for each byte: the page inside has an encoding of its own.
    let document: String = document.iter().map(|byte| char::from(*byte)).collect::<String>().replace("\r\n", "\n");
    let named = document.to_ascii_lowercase().find("\ncontent-type: text/html")?;
    // The part begins after a line that begins with `--`, and ends at the same line.
    let begins = document[..named].rfind("\n--")?;
    let boundary = document[begins..].get(..document[begins + 1..].find('\n')? + 1)?;
    let (head, body) = document[begins + boundary.len()..].split_once("\n\n")?;
    let body = body.split_once(boundary).map_or(body, |(body, _)| body);
    let head = head.to_ascii_lowercase();
    let bytes = match head.split_once("content-transfer-encoding:").map(|(_, rest)| rest.trim_start()) {
        Some(kind) if kind.starts_with("quoted-printable") => quoted_printable(body),
        Some(kind) if kind.starts_with("base64") => base64(body),
        _ => body.chars().filter_map(|c| u8::try_from(c).ok()).collect(),
    };
    let named = head.split_once("charset=").map(|(_, rest)| rest.trim_start_matches('"'));
    let label = named.and_then(|rest| rest.split(|c: char| c == '"' || c == ';' || c.is_whitespace()).next());
    let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes())).unwrap_or(UTF_8);
    Some(encoding.decode(&bytes).0.into_owned())
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for (at, part) in text.split('=').enumerate() {
        // A `=` at the end of a line joins it with the next; others stand before the two digits of a byte.
        let (byte, rest) = match part.get(..2).map(|digits| u8::from_str_radix(digits, 16)) {
            _ if at == 0 => (None, part),
            Some(Ok(byte)) => (Some(byte), &part[2..]),
            _ => (None, part.strip_prefix('\n').unwrap_or(part)),
        };
        out.extend(byte);
        out.extend(rest.chars().filter_map(|c| u8::try_from(c).ok()));
    }
    out
}

fn base64(text: &str) -> Vec<u8> {
    let digits = text.bytes().filter_map(|byte| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    });
    let (mut out, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for digit in digits {
        bits = bits << 6 | u32::from(digit);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.extend(u8::try_from(bits >> held & 0xff));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(kind: &str, body: &str) -> String {
        format!(
            "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"; boundary=\"--b\"\r\n\r\n\
             ----b\r\nContent-Type: image/png\r\n\r\nx\r\n----b\r\nContent-Type: text/html; charset=\"windows-1252\"\r\n{kind}\r\n{body}\r\n----b--\r\n"
        )
    }

    #[test]
    fn the_page_of_an_archive_is_found_in_each_transfer_encoding() {
        for (kind, body) in [
            ("Content-Transfer-Encoding: quoted-printable\r\n", "<p>Caf=E9 of=\r\n a=3Db</p>"),
            ("Content-Transfer-Encoding: base64\r\n", "PHA+Q2Fm6SBvZiBh\r\nPWI8L3A+"),
        ] {
            let document = archive(kind, body);
            assert!(is_web_archive(&document));
            assert_eq!(page_of(document.as_bytes()).unwrap().trim_end(), "<p>Café of a=b</p>");
        }
        let plain: Vec<u8> = archive("", "<p>Caf~</p>").bytes().map(|byte| if byte == b'~' { 0xe9 } else { byte }).collect();
        assert_eq!(page_of(&plain).unwrap().trim_end(), "<p>Café</p>");
    }

    #[test]
    fn what_is_no_archive_has_no_page() {
        assert!(
            !is_web_archive("<p>MIME-Version: 1.0</p>") && !is_web_archive("Force\n\nMIME-Version: 1\nContent-Type: multipart/")
        );
        for text in ["", "\n--", "\n--\nContent-Type: text/html", "\nContent-Type: text/html\n\n"] {
            assert_eq!(page_of(text.as_bytes()), None, "{text}");
        }
    }
}
