//! Neutralises what a terminal or a CI log would obey in untrusted text.
//!
//! A terminal obeys control characters, and reorders text at directional marks. A CI runner executes a line that begins with
//! `::name`, even after blanks, and `##[name]`, `##vso[` or `##teamcity[` anywhere in a line. Control characters are
//! therefore replaced by visible signs, and a space breaks up a runner's mark: a person can still read everything.

use std::borrow::Cow;

/// Returns the visible sign for a character that a terminal would obey; `None` for any other, also for line feeds and tabs.
pub(super) fn sign(c: char) -> Option<Cow<'static, str>> {
    Some(match c {
        '\n' | '\t' => return None,
        // Unicode has a "control picture" for each C0 control character.
        '\0'..='\u{1f}' => Cow::Owned(char::from_u32(0x2400 + u32::from(c))?.to_string()),
        '\u{7f}' => Cow::Borrowed("\u{2421}"),
        c if c.is_control() || turns(c) => Cow::Owned(format!("\\u{{{:x}}}", u32::from(c))),
        _ => return None,
    })
}

/// Returns whether a character changes the direction of text, or hides text (bidi controls, interlinear annotation marks).
fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}')
}

/// Replaces what would control a terminal by visible signs, for example ESC by ␛. Line feeds and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    // Fast path: most texts are printable ASCII, and every character that needs a sign but the C0 ones is longer than one
    // byte.
    if text.bytes().all(|byte| byte.is_ascii() && (byte >= b' ' && byte != 0x7f || matches!(byte, b'\n' | b'\t'))) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match sign(c) {
            Some(sign) => shown.push_str(&sign),
            None => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Finds the marks of CI runner commands, fed one character at a time, so that a mark is found even across separate writes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    line: CommandLine,
    signs: Signs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum CommandLine {
    /// Only blanks so far.
    #[default]
    Beginning,
    /// One colon after them.
    Colon,
    Within,
}

/// The part of `##name[` that has been seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Signs {
    #[default]
    None,
    One,
    Two,
    Name,
}

impl Marks {
    /// Returns whether `c` completes a runner's mark together with the characters before it.
    pub(super) fn completes(&mut self, c: char) -> bool {
        // Runners ignore zero-width characters when they compare, so one inside a mark must not hide it.
        if is_unseen(c) {
            return false;
        }
        let of_line = self.line == CommandLine::Colon && c == ':';
        self.line = match (self.line, c) {
            (_, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') => CommandLine::Beginning,
            (CommandLine::Beginning, ':') => CommandLine::Colon,
            (CommandLine::Beginning, c) if c.is_whitespace() || c.is_control() => CommandLine::Beginning,
            _ => CommandLine::Within,
        };
        let in_line = matches!(self.signs, Signs::Two | Signs::Name) && c == '[';
        self.signs = match (self.signs, c) {
            (Signs::One | Signs::Two, '#') => Signs::Two,
            (_, '#') => Signs::One,
            (Signs::Two | Signs::Name, c) if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') => Signs::Name,
            _ => Signs::None,
        };
        of_line || in_line
    }
}

/// Returns whether a character has no width: joiners, directional marks, soft hyphens, byte order marks.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Returns the byte positions of the characters that complete a runner's mark. The text has to begin at the start of a line.
pub(super) fn commands(text: &str) -> impl Iterator<Item = usize> {
    let mut marks = Marks::default();
    text.char_indices().filter(move |(_, c)| marks.completes(*c)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_does_not_command_the_terminal() {
        assert_eq!(visible("\u{1b}[31mred\u{7f}\n"), "␛[31mred␡\n");
        assert_eq!(visible("a\u{9b}31m \u{202e}drawkcab\u{2066}"), "a\\u{9b}31m \\u{202e}drawkcab\\u{2066}");
        assert_eq!(visible("plain — é 👮🏽‍♀️"), "plain — é 👮🏽‍♀️");
    }

    #[test]
    fn the_marks_of_commands_are_found_where_a_runner_looks_for_them() {
        let parted = |text: &str| {
            let mut out = text.to_owned();
            commands(text).collect::<Vec<_>>().into_iter().rev().for_each(|at| out.insert(at, ' '));
            out
        };
        for (text, shown) in [
            ("::error::x", ": :error::x"),
            ("  \u{a0}\t::error::x", "  \u{a0}\t: :error::x"),
            ("a\n::b\r::c", "a\n: :b\r: :c"),
            ("\u{200b}:\u{ad}:x", "\u{200b}:\u{ad} :x"),
            ("a ##[group]b", "a ## [group]b"),
            ("###[x] ##vso[task.x]y ##teamcity[z]", "### [x] ##vso [task.x]y ##teamcity [z]"),
            ("#\u{feff}#[x]", "#\u{feff}# [x]"),
        ] {
            assert_eq!(parted(text), shown, "{text:?}");
        }
        for text in ["a ::b::", "## Heading [x]", "#[x]", "##", "# #[x]", "10:20", ": :x", "##a [x]", "##a#[x]"] {
            assert_eq!(parted(text), text);
        }
    }
}
