//! The pager: what a reading command shows and the screen has no room for.

use anstream::adapter::strip_bytes;
use unicode_width::UnicodeWidthStr;

use crate::store::show_in_pager;

/// The pager where the environment names none, with what git gives it: leave at once if the text fits, show colours, and leave
/// the text on the screen.
const DEFAULT: &str = "less";
const DEFAULTS: [(&str, &str); 2] = [("LESS", "FRX"), ("LV", "-c")];

/// A pager, and the screen that decides whether it is needed.
pub(in crate::cli) struct Pager {
    command: String,
    columns: usize,
    rows: usize,
}

impl Pager {
    /// Returns the pager of the environment, and of nothing else: a repository cannot name one. `None` where it is empty or
    /// `cat`, or where the screen has no known size.
    pub(in crate::cli) fn of_environment() -> Option<Self> {
        let named = ["IRR_PAGER", "PAGER"].into_iter().find_map(std::env::var_os);
        let default = || if cfg!(windows) { String::new() } else { DEFAULT.to_owned() };
        let command = named.map_or_else(default, |named| named.to_string_lossy().trim().to_owned());
        let (width, height) = terminal_size::terminal_size()?;
        let (columns, rows) = (usize::from(width.0), usize::from(height.0));
        (!command.is_empty() && command != "cat" && columns > 0 && rows > 0).then_some(Self { command, columns, rows })
    }

    /// Shows a text if the screen has no room for it; returns false where it still is to be written.
    pub(in crate::cli) fn show(&self, text: &[u8]) -> bool {
        // The shell's next question needs a line too.
        let fits = rows(&strip_bytes(text).into_vec(), self.columns) < self.rows;
        let defaults: Vec<_> = DEFAULTS.into_iter().filter(|(name, _)| std::env::var_os(name).is_none()).collect();
        !fits && show_in_pager(&self.command, &defaults, text).is_ok()
    }
}

/// Returns how many rows a text takes on a screen.
fn rows(text: &[u8], columns: usize) -> usize {
    String::from_utf8_lossy(text).lines().map(|line| line.width().div_ceil(columns).max(1)).sum()
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn a_line_wider_than_the_screen_takes_several_rows() {
        assert_eq!(rows(b"", 4), 0);
        assert_eq!(rows(b"a\n\nabcd\n", 4), 3);
        assert_eq!(rows("abcde\n中文中\n".as_bytes(), 4), 4);
    }
}
