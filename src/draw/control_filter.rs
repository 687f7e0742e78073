//! The last filter before anything is written to a terminal or a log.

use crate::draw::Colour;
use crate::draw::ci_commands::{Marks, sign};

/// Where the words come from, and so which control sequences may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Untrusted text: no control sequence passes.
    Words,
    /// Text drawn by irr on a page. Untrusted parts have been neutralised before, so if there are colours, they are irr's
    /// own.
    Drawn(Colour),
    /// Workflow commands for a CI runner, each written by irr.
    Commands,
}

/// The longest link target that is accepted in irr's own sequences, in bytes.
const LONGEST: usize = 8_000;

/// Passes text on and replaces what a terminal or a log would obey; see `command.rs`.
///
/// It may be fed in pieces of any size.
#[derive(Debug, Default)]
pub struct ControlFilter {
    marks: Marks,
    /// The start of a character, line ending or sequence whose rest has not arrived yet.
    held: Vec<u8>,
    has_changed: bool,
}

impl ControlFilter {
    /// Appends the filtered `bytes` to `out`, and returns whether anything was replaced.
    pub fn pass(&mut self, bytes: &[u8], source: Source, out: &mut Vec<u8>) -> bool {
        self.has_changed = false;
        let mut all = std::mem::take(&mut self.held);
        all.extend_from_slice(bytes);
        let mut rest = &all[..];
        while !rest.is_empty() {
            let (text, broken) = match std::str::from_utf8(rest) {
                Ok(text) => (text, None),
                Err(error) => {
                    let text = std::str::from_utf8(&rest[..error.valid_up_to()]).unwrap_or_default();
                    (text, Some(error.error_len()))
                }
            };
            let taken = self.text(text, source, out);
            rest = &rest[taken..];
            match broken.filter(|_| taken == text.len()) {
                // The character is incomplete; the rest comes with the next piece.
                Some(None) => break,
                Some(Some(length)) => {
                    self.has_changed = true;
                    out.extend_from_slice("\u{fffd}".as_bytes());
                    rest = &rest[length..];
                }
                None if taken < text.len() => break,
                None => {}
            }
        }
        self.held = rest.to_vec();
        self.has_changed
    }

    /// Flushes what is still held, when nothing more will come.
    pub fn end(&mut self, out: &mut Vec<u8>) {
        let held = std::mem::take(&mut self.held);
        for c in String::from_utf8_lossy(&held).chars() {
            self.character(c, Source::Words, out);
        }
    }

    /// Filters text up to the point where more of it must be seen; returns the number of bytes used.
    fn text(&mut self, text: &str, source: Source, out: &mut Vec<u8>) -> usize {
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            match c {
                // It may be the first half of CRLF, which passes; alone it would be replaced, because a terminal overwrites
                // the line.
                '\r' if rest.len() == 1 => return at,
                '\r' if rest.as_bytes()[1] == b'\n' => {
                    out.push(b'\r');
                    at += 1;
                    continue;
                }
                '\u{1b}' if source == Source::Drawn(Colour::On) => match own_sequence(rest) {
                    Sequence::Whole(length) => {
                        out.extend_from_slice(&rest.as_bytes()[..length]);
                        at += length;
                        continue;
                    }
                    Sequence::Begun => return at,
                    Sequence::None => {}
                },
                _ => {}
            }
            self.character(c, source, out);
            at += c.len_utf8();
        }
        at
    }

    fn character(&mut self, c: char, source: Source, out: &mut Vec<u8>) {
        let mark = self.marks.completes(c);
        // A blank breaks up the mark, except in irr's own `::` commands.
        if mark && !(source == Source::Commands && c == ':') {
            self.has_changed = true;
            out.push(b' ');
        }
        match sign(c) {
            Some(sign) => {
                self.has_changed = true;
                out.extend_from_slice(sign.as_bytes());
            }
            None => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

enum Sequence {
    Whole(usize),
    Begun,
    None,
}

/// Recognises a colour or a `file://` link as irr itself writes them, and nothing else that a terminal obeys.
fn own_sequence(text: &str) -> Sequence {
    const LINK: &str = "\u{1b}]8;;";
    const END: &str = "\u{1b}\\";
    if LINK.starts_with(text) || "\u{1b}[".starts_with(text) {
        return Sequence::Begun;
    }
    if let Some(rest) = text.strip_prefix("\u{1b}[") {
        let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
        return match rest.as_bytes().get(length) {
            // 30 bytes are more than any colour of irr's needs; a longer one is somebody else's.
            Some(b'm') if length < 30 => Sequence::Whole(2 + length + 1),
            None if length < 30 => Sequence::Begun,
            _ => Sequence::None,
        };
    }
    let Some(rest) = text.strip_prefix(LINK) else { return Sequence::None };
    let to = rest.bytes().take(LONGEST).take_while(u8::is_ascii_graphic).count();
    // An empty target ends a link; otherwise irr links to files only, never to a web address.
    let is_ours = "file://".starts_with(&rest[..to.min(7)]) && (to == 0 || to >= 7 || rest.len() == to);
    match &rest[to..] {
        _ if !is_ours || to == LONGEST => Sequence::None,
        behind if behind.starts_with(END) => Sequence::Whole(LINK.len() + to + END.len()),
        behind if END.starts_with(behind) => Sequence::Begun,
        _ => Sequence::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Filters a text, and asserts that feeding it byte by byte gives the same.
    fn passed(text: &str, source: Source) -> String {
        let in_pieces = |size: usize| {
            let (mut filter, mut out) = (ControlFilter::default(), Vec::new());
            for piece in text.as_bytes().chunks(size) {
                filter.pass(piece, source, &mut out);
            }
            filter.end(&mut out);
            String::from_utf8(out).unwrap()
        };
        let whole = in_pieces(text.len().max(1));
        for size in 1..9 {
            assert_eq!(in_pieces(size), whole, "{text:?} in pieces of {size}");
        }
        whole
    }

    const DRAWN: Source = Source::Drawn(Colour::On);

    #[test]
    fn words_come_through_as_they_are() {
        for text in ["", "plain — é 👮🏽‍♀️\n", "a\r\nb\r\n", "a\tb", "## Heading\n\n- [x](y)"] {
            for source in [Source::Words, DRAWN, Source::Commands] {
                assert_eq!(passed(text, source), text);
            }
        }
    }

    #[test]
    fn nothing_is_obeyed_in_anybodys_words() {
        assert_eq!(passed("\u{1b}]52;c;x\u{7}\u{1b}[31m\u{9b}2J", Source::Words), "␛]52;c;x␇␛[31m\\u{9b}2J");
        assert_eq!(passed("a\rb\u{202e}c\r", Source::Words), "a␍b\\u{202e}c␍");
        assert_eq!(passed("\n  ::stop::x ##[y]\n::", Source::Words), "\n  : :stop::x ## [y]\n: :");
        assert_eq!(passed("\u{1b}[31m", Source::Drawn(Colour::Off)), "␛[31m");
    }

    #[test]
    fn colours_and_links_to_files_come_through_where_irr_has_drawn() {
        let own = "\u{1b}[1m\u{1b}[38;5;9m\u{1b}[0m\u{1b}]8;;file:///a/b%20c\u{1b}\\b\u{1b}]8;;\u{1b}\\\n";
        assert_eq!(passed(own, DRAWN), own);
        assert_eq!(passed("\u{1b}[2m::x::\u{1b}[0m", DRAWN), "\u{1b}[2m: :x::\u{1b}[0m");
        for other in
            ["\u{1b}[2J", "\u{1b}[?25l", "\u{1b}]0;t\u{7}", "\u{1b}]8;;https://a.b/\u{1b}\\", "\u{1b}c", "\u{1b}[1", "\u{1b}"]
        {
            assert!(!passed(other, DRAWN).contains('\u{1b}'), "{other:?}");
        }
        let long = format!("\u{1b}[{}m", "1;".repeat(40));
        assert!(!passed(&long, DRAWN).contains('\u{1b}'));
    }

    #[test]
    fn a_runners_commands_come_through_and_nothing_else_that_it_obeys() {
        assert_eq!(passed("::error file=a::b ##[c]\u{1b}\n", Source::Commands), "::error file=a::b ## [c]␛\n");
    }

    #[test]
    fn bytes_that_are_no_text_are_shown_as_such() {
        let (mut filter, mut out) = (ControlFilter::default(), Vec::new());
        assert!(filter.pass(b"a\xff\xc3", Source::Words, &mut out));
        filter.pass(b"\xa9\xe2\x80", Source::Words, &mut out);
        filter.end(&mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "a\u{fffd}é\u{fffd}");
    }
}
