//! Parses PDF objects from bytes.

use std::rc::Rc;

use super::object::{Dict, Object};

/// The deepest nesting of arrays and dictionaries.
const DEEPEST: usize = 40;

/// The most operands of one operator.
pub(super) const AT_ONCE: usize = 100_000;

/// Parses one object after the other; returns `None` at the end and where the syntax breaks down.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    /// Whether `4 0 R` is a reference. In page content it is not.
    references: bool,
    /// Whether no inline image from here on has a blank before its end.
    ends_run_on: bool,
    /// How many more objects may be created.
    pub(super) left: usize,
}

impl<'a> Lexer<'a> {
    /// Creates a lexer for the file itself, from an offset on.
    pub(super) fn of_file(bytes: &'a [u8], at: usize, left: usize) -> Self {
        Self { bytes, at: at.min(bytes.len()), references: true, ends_run_on: false, left }
    }

    /// Creates a lexer for page content or a `ToUnicode` table.
    pub(super) fn of_content(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, references: false, ends_run_on: false, left: AT_ONCE }
    }

    /// Parses the next object.
    pub(super) fn next(&mut self) -> Option<Object> {
        self.object(0)
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    pub(super) fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                while self.peek(0).is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Skips an inline image, which ends with `EI` between blanks; some writers leave out the first.
    pub(super) fn skip_picture(&mut self) {
        let rest = &self.bytes[self.at..];
        let end = |needs_blank: bool| {
            let ends = |at: usize| {
                let is_apart = !needs_blank || at > 0 && is_blank(rest[at - 1]);
                let after = &rest[at + 2..];
                // The same bytes can be part of the picture; then more of it follows, and no operators.
                let goes_on = after.iter().take(12).all(|byte| is_blank(*byte) && *byte != 0 || byte.is_ascii_graphic());
                is_apart && after.first().is_none_or(|byte| is_blank(*byte)) && goes_on
            };
            (0..rest.len().saturating_sub(1)).find(|at| rest[*at] == b'E' && rest[at + 1] == b'I' && ends(*at))
        };
        let strict = if self.ends_run_on { None } else { end(true) };
        // Where no end has a blank before it, none further on has: each picture would be searched to the last byte.
        self.ends_run_on = strict.is_none();
        self.at += strict.or_else(|| end(false)).unwrap_or(rest.len());
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        self.skip_blanks();
        if depth > DEEPEST || self.left == 0 {
            // Moving to the end makes every caller stop.
            self.at = self.bytes.len();
            return None;
        }
        self.left -= 1;
        match (self.peek(0)?, self.peek(1)) {
            (b'/', _) => Some(Object::Name(self.name())),
            (b'(', _) => Some(Object::Text(self.text().into())),
            (b'<', Some(b'<')) => {
                self.at += 2;
                Some(Object::Dict(Rc::new(self.dict(depth))))
            }
            (b'<', _) => Some(Object::Text(self.hex().into())),
            (b'[', _) => {
                self.at += 1;
                Some(Object::Array(self.array(depth).into()))
            }
            (b'>', Some(b'>')) => {
                self.at += 2;
                Some(Object::Word(Rc::from(&b">>"[..])))
            }
            // A stray delimiter is returned as a word, so that parsing always advances.
            (byte, _) if is_delimiter(byte) => {
                self.at += 1;
                Some(Object::Word(Rc::from(&[byte][..])))
            }
            (byte, _) if byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.') => Some(self.number_or_reference()),
            _ => {
                let word = self.bare_word();
                Some(if word == b"null" { Object::Null } else { Object::Word(Rc::from(word)) })
            }
        }
    }

    fn bare_word(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek(0).is_some_and(|byte| !is_blank(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn name(&mut self) -> Rc<str> {
        self.at += 1;
        let raw = self.bare_word();
        if !raw.contains(&b'#')
            // Most names have no escapes, and need no copy to unescape.
            && let Ok(plain) = std::str::from_utf8(raw)
        {
            return plain.into();
        }
        let mut bytes = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let [first, tail @ ..] = rest {
            match (first, tail) {
                (b'#', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                    bytes.push(hex_digit(*high) << 4 | hex_digit(*low));
                    rest = after;
                }
                _ => {
                    bytes.push(*first);
                    rest = tail;
                }
            }
        }
        String::from_utf8_lossy(&bytes).into()
    }

    fn number(&mut self) -> f64 {
        let word = self.bare_word();
        let sign = if word.contains(&b'-') { -1.0 } else { 1.0 };
        let (mut value, mut scale) = (0.0_f64, 0.0_f64);
        for byte in word {
            match byte {
                b'0'..=b'9' if scale > 0.0 => {
                    value += f64::from(byte - b'0') * scale;
                    scale /= 10.0;
                }
                b'0'..=b'9' => value = value * 10.0 + f64::from(byte - b'0'),
                // Some writers produce numbers such as `1.2.3` or `--5`; they are read as far as they make sense.
                b'.' if scale == 0.0 => scale = 0.1,
                _ => {}
            }
        }
        if value.is_finite() { sign * value } else { 0.0 }
    }

    fn number_or_reference(&mut self) -> Object {
        let value = self.number();
        if self.references && value >= 0.0 && value <= f64::from(u32::MAX) && value.fract() == 0.0 {
            let after = self.at;
            self.skip_blanks();
            // Only two integers and `R` make a reference; otherwise the position is restored.
            if self.peek(0).is_some_and(|byte| byte.is_ascii_digit()) {
                self.bare_word();
                self.skip_blanks();
                if self.bare_word() == b"R" {
                    return Object::Reference(value as u32);
                }
            }
            self.at = after;
        }
        Object::Number(value)
    }

    fn text(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut depth = 0_usize;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                b'\\' => {
                    self.escaped(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escaped(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek(0) else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            // A backslash at the end of a line continues the string on the next one.
            b'\r' if self.peek(0) == Some(b'\n') => self.at += 1,
            b'\r' | b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek(0) else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push((value & 0xff) as u8);
            }
            other => text.push(other),
        }
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut high = None;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            if !byte.is_ascii_hexdigit() {
                continue;
            }
            match high.take() {
                None => high = Some(hex_digit(byte)),
                Some(before) => text.push(before << 4 | hex_digit(byte)),
            }
        }
        text.extend(high.map(|before| before << 4));
        text
    }

    fn array(&mut self, depth: usize) -> Vec<Object> {
        let mut items = Vec::new();
        while let Some(item) = self.object(depth + 1) {
            match &item {
                Object::Word(word) if **word == *b"]" => break,
                // The array was never closed; without this it would swallow the rest of the file.
                Object::Word(word) if self.references && matches!(&**word, b"endobj" | b"stream" | b">>") => break,
                // Damaged files have stray words in arrays; only true and false are values.
                Object::Word(word) if self.references && !matches!(&**word, b"true" | b"false") => {}
                _ => items.push(item),
            }
        }
        items
    }

    fn dict(&mut self, depth: usize) -> Dict {
        let mut dict = Dict::default();
        // A dictionary takes the room of several objects.
        self.left = self.left.saturating_sub(4);
        while let Some(key) = self.object(depth + 1) {
            match key {
                Object::Name(key) => match self.object(depth + 1) {
                    Some(Object::Word(word)) if matches!(&*word, b">>" | b"endobj") => break,
                    Some(value) => {
                        dict.0.insert(key, value);
                    }
                    None => break,
                },
                Object::Word(word) if matches!(&*word, b">>" | b"endobj") => break,
                _ => {}
            }
        }
        dict
    }
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex_digit(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'f' => byte - b'a' + 10,
        b'A'..=b'F' => byte - b'A' + 10,
        _ => 0,
    }
}

/// Returns where bytes first occur.
pub(super) fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes[at..].starts_with(what) {
            return Some(at);
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_read_in_every_spelling() {
        let mut lexer = Lexer::of_file(b"<< /A#42 [1 -.5 4 0 R] /B (a\\(b(c)\\051\\\n) >> <48 656C6c6f7>", 0, 100);
        let Some(Object::Dict(dict)) = lexer.next() else { panic!("no dictionary") };
        assert_eq!(
            dict.get("AB").array().as_deref(),
            Some(&[Object::Number(1.0), Object::Number(-0.5), Object::Reference(4)][..])
        );
        assert_eq!(dict.get("B").text(), Some(&b"a(b(c))"[..]));
        assert_eq!(lexer.next(), Some(Object::Text(b"Hellop".to_vec().into())));
        assert_eq!(lexer.next(), None);
    }

    #[test]
    fn what_is_nested_without_end_comes_to_an_end() {
        let deep = b"[".repeat(100_000);
        assert!(Lexer::of_file(&deep, 0, usize::MAX).next().is_some());
        let deep = b"<</A".repeat(100_000);
        assert!(Lexer::of_file(&deep, 0, usize::MAX).next().is_some());
        assert!(Lexer::of_file(b"(((((", 0, 10).next().is_some());
    }
}
