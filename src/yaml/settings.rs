//! The text of a store's settings.

use super::fault::Fault;
use super::parse::{conflict_markers, only_serde_knows};
use super::schema::settings_schema;
use super::shape;
use super::tree::Tree;
use crate::model::Settings;

/// Reads the settings of a store; a text of nothing but comments sets nothing.
///
/// # Errors
/// Every fault that keeps the text from being settings.
pub fn parse_settings(text: &str) -> Result<Settings, Vec<Fault>> {
    let says_nothing = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if text.lines().all(says_nothing) {
        return Ok(Settings::default());
    }
    let conflicts = conflict_markers(text);
    if !conflicts.is_empty() {
        return Err(conflicts);
    }
    let tree = Tree::of(text).map_err(|fault| vec![*fault])?;
    let mut faults = shape::check(&tree, text, settings_schema());
    faults.retain(|fault| !fault.kind.is_warning());
    if !faults.is_empty() {
        return Err(faults);
    }
    serde_yaml::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| vec![only_serde_knows(&error, text)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Level;

    #[test]
    fn settings_are_read() {
        let settings = parse_settings("us: [Kent Fire]\nrules:\n  overdue: deny\n").unwrap();
        assert_eq!((settings.us.len(), settings.rules.get("overdue")), (1, Some(&Level::Deny)));
        assert_eq!(parse_settings("# nothing yet\n").unwrap(), Settings::default());
    }

    #[test]
    fn a_misspelt_field_a_wrong_word_and_a_rule_twice_are_told_with_their_places() {
        for (text, start) in
            [("rulse: {}\n", 0), ("rules:\n  overdue: error\n", 18), ("rules:\n  overdue: deny\n  overdue: warn\n", 25)]
        {
            assert_eq!(parse_settings(text).unwrap_err()[0].span.start, start, "{text}");
        }
    }
}
