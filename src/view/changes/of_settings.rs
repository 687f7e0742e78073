//! What changed in the settings.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::prose::listed;
use crate::yaml::parse_settings;

/// Returns the change of `irr.yaml` in a sentence, with the settings that differ where both texts can be read.
pub fn settings_words(before: Option<&str>, after: Option<&str>) -> String {
    let read = |text: Option<&str>| -> Option<Map<String, Value>> {
        let settings = text.map_or_else(|| Some(Default::default()), |text| parse_settings(text).ok())?;
        serde_json::to_value(settings).ok()?.as_object().cloned()
    };
    let verb = match (before, after) {
        (None, _) => "were added",
        (_, None) => "were removed",
        _ => "changed",
    };
    let (Some(was), Some(is)) = (read(before), read(after)) else {
        return format!("The settings {verb} (irr.yaml); they cannot be read on one side.");
    };
    let differs = |key: &&String| was.get(*key) != is.get(*key);
    let keys: BTreeSet<&String> = was.keys().chain(is.keys()).filter(differs).collect();
    if keys.is_empty() {
        return format!("The settings {verb} (irr.yaml): only the layout or a comment.");
    }
    let names: Vec<String> = keys.iter().map(|key| key.replace('_', " ")).collect();
    format!("The settings {verb} (irr.yaml): {}.", listed(&names, names.len(), names.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_differ_are_named() {
        let words = |before, after| settings_words(before, after);
        assert_eq!(words(None, Some("us: [Kent]\n")), "The settings were added (irr.yaml): us.");
        let more = "us: [Kent]\ncopies_within_days: 5\nforces: [Kent Farms]\n";
        assert_eq!(words(Some("us: [Kent]\n"), Some(more)), "The settings changed (irr.yaml): copies within days and forces.");
        assert_eq!(
            words(Some("us: [Kent]\n"), Some("# Ours\nus: [Kent]\n")),
            "The settings changed (irr.yaml): only the layout or a comment."
        );
        assert_eq!(words(Some("us: ["), None), "The settings were removed (irr.yaml); they cannot be read on one side.");
    }
}
