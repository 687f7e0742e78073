//! The office's settings.

use std::path::Path;

use crate::model::{Date, FieldPath, OurNames, Settings};
use crate::query::SavedList;
use crate::rules::{CheckSettings, Policy};
use crate::session::SessionError;
use crate::store::Store;
use crate::yaml::{Position, Tree, parse_settings};

/// The office's settings.
#[derive(Debug, Clone, Default)]
pub struct OfficeSettings {
    /// As written.
    pub settings: Settings,
    /// The levels of the rules.
    pub policy: Policy,
}

impl OfficeSettings {
    /// Reads `irr.yaml`; the default if it does not exist.
    pub fn load(store: &Store) -> Result<Self, SessionError> {
        store.settings()?.map_or_else(|| Ok(Self::default()), |(path, text)| Self::read(&path, &text))
    }

    /// Reads the text of `irr.yaml`.
    pub fn read(path: &Path, text: &str) -> Result<Self, SessionError> {
        let place = |start: usize| {
            let Position { line, column } = Position::of(text, start);
            format!("{}:{line}:{column}", path.display())
        };
        let settings = parse_settings(text).map_err(|faults| {
            let first = faults.first();
            let place = place(first.map_or(0, |fault| fault.span.start));
            let said = first.map_or_else(String::new, |fault| fault.message.clone());
            let failure = SessionError::because(format!("cannot read the settings in {place}: {said}"));
            match first.and_then(|fault| fault.help.clone()) {
                Some(help) => failure.with_hint(help),
                None => failure,
            }
        })?;
        let field = |at: &FieldPath| {
            let place = place(Tree::of(text).map_or(0, |tree| tree.locate(at).start));
            format!("cannot use the settings in {place}")
        };
        let policy = Policy::of(&settings).map_err(|(code, error)| {
            let at = FieldPath::root().key("rules").key(code);
            SessionError::new(error, field(&at)).with_hint("`irr explain` lists the rules")
        })?;
        for (name, list) in &settings.lists {
            SavedList::check(list).map_err(|(below, error)| {
                let at = FieldPath::root().key("lists").key(name.clone()).join(&below);
                SessionError::new(error, field(&at)).with_hint("`irr list --help` explains --where, --columns and --sort")
            })?;
        }
        Ok(Self { settings, policy })
    }
}

/// The days that a command works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The day everything is evaluated on: today, or the date of --as-of.
    pub today: Date,
    /// The real date.
    pub actual_today: Date,
}

impl Days {
    /// Returns what checks depend on; `us` are the names that findings are addressed to and that mean this office. Missing files
    /// are added later.
    pub fn circumstances(self, settings: &Settings, us: OurNames) -> CheckSettings {
        CheckSettings { today: self.actual_today, us, ..CheckSettings::of(self.today, settings) }
    }
}
