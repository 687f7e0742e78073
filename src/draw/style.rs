//! The page that text is drawn on, and what roles look like on it.

use anstyle::{AnsiColor, Style};

use crate::view::Role;

/// Whether to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// No colours.
    #[default]
    Off,
    /// Colours, which only repeat what the words say.
    On,
}

/// Whether file names are clickable links.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Links {
    /// Plain names.
    #[default]
    Off,
    /// Terminal hyperlinks (OSC 8) relative to this folder, a `file://` URL that ends in a slash.
    Below(String),
}

/// The page that text is drawn on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageStyle {
    /// The width of a line, in columns.
    pub width: usize,
    /// Whether to use colours.
    pub colour: Colour,
    /// Whether file names are links.
    pub links: Links,
}

impl PageStyle {
    /// Creates a page without colours or links.
    pub fn plain(width: usize) -> Self {
        Self { width, colour: Colour::Off, links: Links::Off }
    }

    /// Returns `shown` as a link to the file `path`, if links are on.
    pub fn link(&self, path: &str, shown: &str) -> String {
        match &self.links {
            Links::Off => shown.to_owned(),
            Links::Below(folder) => {
                let path = in_address(path);
                format!("\u{1b}]8;;{folder}{path}\u{1b}\\{shown}\u{1b}]8;;\u{1b}\\")
            }
        }
    }

    /// Returns the text in the colour of its role, if colours are on.
    pub fn paint(&self, text: &str, role: Role) -> String {
        let style = self.style(role);
        format!("{style}{text}{style:#}")
    }

    /// Returns a role's style; the empty style if colours are off.
    fn style(&self, role: Role) -> Style {
        if self.colour == Colour::Off {
            return Style::new();
        }
        match role {
            Role::Plain => Style::new(),
            Role::Overdue => AnsiColor::Red.on_default().bold(),
            Role::Soon => AnsiColor::Yellow.on_default(),
            Role::Done => AnsiColor::Green.on_default(),
            Role::Muted => Style::new().dimmed(),
            Role::Strong => Style::new().bold(),
        }
    }
}

/// Returns options that never break dates or rule codes at their hyphens.
pub(super) fn whole_words(width: usize) -> textwrap::Options<'static> {
    textwrap::Options::new(width.max(1)).word_splitter(textwrap::WordSplitter::NoHyphenation)
}

/// Percent-encodes blanks, control characters, non-ASCII and `%` in a path. All other characters stay, also `#` and `?`.
pub fn in_address(path: &str) -> String {
    // A terminal ends the link at a control character.
    let written = |b: u8| if b.is_ascii_graphic() && b != b'%' { char::from(b).to_string() } else { format!("%{b:02X}") };
    path.bytes().map(written).collect()
}
