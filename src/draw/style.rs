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

/// What is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many columns a line has.
    pub width: usize,
    /// Whether there are colours.
    pub colour: Colour,
}

impl Page {
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
