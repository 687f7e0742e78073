//! What the page is like, and what roles look like on it.

use anstyle::{AnsiColor, Style};

use crate::report::Role;

/// Whether there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// Words only.
    #[default]
    Off,
    /// Words, and colours that say the same.
    On,
}

/// Whether a file's name leads to the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Links {
    /// It is only a name.
    #[default]
    Off,
    /// A terminal that knows links opens it from this folder, given as `file://` and a path that ends in a slash.
    Below(&'static str),
}

/// What is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many columns a line has.
    pub width: usize,
    /// Whether there are colours.
    pub colour: Colour,
    /// Whether a file's name leads to the file.
    pub links: Links,
}

impl Page {
    /// A page without colours or links.
    pub fn plain(width: usize) -> Self {
        Self { width, colour: Colour::Off, links: Links::Off }
    }

    /// A file's name, and what stands behind it, as a link to the file.
    pub fn link(&self, path: &str, shown: &str) -> String {
        match self.links {
            Links::Off => shown.to_owned(),
            Links::Below(folder) => {
                let path = in_address(path);
                format!("\u{1b}]8;;{folder}{path}\u{1b}\\{shown}\u{1b}]8;;\u{1b}\\")
            }
        }
    }

    /// A text in the colours of its role.
    pub fn ink(&self, text: &str, role: Role) -> String {
        let style = self.style(role);
        format!("{style}{text}{style:#}")
    }

    /// The style of a role; none where there are no colours.
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

/// A path as an address has it: without blanks or controls; everything else in a path of ours may stand in it.
pub fn in_address(path: &str) -> String {
    let written = |b: u8| if b.is_ascii_graphic() && b != b'%' { char::from(b).to_string() } else { format!("%{b:02X}") };
    path.bytes().map(written).collect()
}
