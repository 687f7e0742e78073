//! Writes the published JSON: indented, because people read it too, with a final line feed.

use std::io::Write;

use super::DrawError;
use crate::draw::ci_commands::{Marks, sign};
use crate::view::Export;

pub(super) fn write(export: &Export, out: &mut dyn Write) -> Result<(), DrawError> {
    write_value(export, out)
}

/// Writes any value as indented JSON.
pub(super) fn write_value(value: &impl serde::Serialize, out: &mut dyn Write) -> Result<(), DrawError> {
    serde_json::to_writer_pretty(TerminalSafeFormatter::on(out), value).map_err(failed)?;
    Ok(writeln!(out)?)
}

/// Writes any value as JSON on one line.
pub(super) fn write_line(value: &impl serde::Serialize, out: &mut dyn Write) -> Result<(), DrawError> {
    serde_json::to_writer(TerminalSafeFormatter::on(out), value).map_err(failed)?;
    Ok(out.write_all(b"\n")?)
}

fn failed(error: serde_json::Error) -> DrawError {
    match error.io_error_kind() {
        // I/O errors are unwrapped, so that a closed pipe is recognised as one.
        Some(kind) => DrawError::Write(kind.into()),
        None => DrawError::Json(error),
    }
}

/// Escapes what a terminal or a CI log would obey as `\u0023`: the value stays the same. Such characters occur in JSON only
/// in strings.
struct TerminalSafeFormatter<'a> {
    out: &'a mut dyn Write,
    marks: Marks,
}

impl<'a> TerminalSafeFormatter<'a> {
    fn on(out: &'a mut dyn Write) -> Self {
        Self { out, marks: Marks::default() }
    }
}

impl Write for TerminalSafeFormatter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        // serde_json writes whole characters, so this does not happen; the bytes would pass unchanged.
        let Ok(text) = std::str::from_utf8(bytes) else { return self.out.write(bytes) };
        let mut from = 0;
        for (at, c) in text.char_indices() {
            if self.marks.completes(c) || sign(c).is_some() {
                self.out.write_all(&bytes[from..at])?;
                write!(self.out, "\\u{:04x}", u32::from(c))?;
                from = at + c.len_utf8();
            }
        }
        self.out.write_all(&bytes[from..])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_json_commands_nobody_and_is_the_same_text() {
        let value = serde_json::json!(["##[error]x ##vso[y] ## z", "\u{7f}\u{9b}31m\u{202e}\u{1b}", "\n::stop::", "é 👮🏽‍♀️"]);
        let mut out = Vec::new();
        write_line(&value, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        insta::assert_snapshot!(text, @r###"["##\u005berror]x ##vso\u005by] ## z","\u007f\u009b31m\u202e\u001b","\n::stop::","é 👮🏽‍♀️"]"###);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
