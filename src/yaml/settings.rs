//! Reads and writes the settings, `irr.yaml`.

use std::collections::BTreeMap;

use crate::model::{RuleLevel, Settings, TrackerSettings};
use crate::yaml::emit::{Indentation, ValueLayout, Writer, layout_of};
use crate::yaml::parse::{
    Content, Fault, FaultKind, Span, Tree, conflict_faults, only_serde_knows, schema_check, settings_schema, tree_of,
};

/// The largest text that is read as settings, in bytes.
/// Real ones have some ten lines, or some thousand bytes with a list of forces.
pub const LARGEST_SETTINGS: usize = 256 * 1024;

/// Reads the settings. A text with only comments sets nothing.
///
/// # Errors
/// Every fault because of which the text is not valid settings.
pub fn parse_settings(text: &str) -> Result<Settings, Vec<Fault>> {
    if text.len() > LARGEST_SETTINGS {
        let message = format!("the text has {} bytes, and the limit for settings is {LARGEST_SETTINGS}", text.len());
        return Err(vec![Fault::new(FaultKind::InvalidYaml, Span::default(), message, None)]);
    }
    let says_nothing = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if text.lines().all(says_nothing) {
        return Ok(Settings::default());
    }
    let conflicts = conflict_faults(text);
    if !conflicts.is_empty() {
        return Err(conflicts);
    }
    let (tree, mut faults) = tree_of(text)?;
    faults.extend(schema_check::check(&tree, text, settings_schema()));
    // Other warnings are not about settings, but these values are copied into logs, papers and new records.
    faults.retain(|fault| !fault.kind.is_warning() || fault.kind == FaultKind::ControlCharacter);
    if !faults.is_empty() {
        return Err(faults);
    }
    serde_yaml::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| vec![only_serde_knows(&error, text)])
}

/// Reads the settings that decide how records are checked (rule levels, `us`, `copies_within_days`) from a text that
/// [`parse_settings`] may refuse, such as one from an older commit or another version of irr. If a rule has two levels, the
/// stricter one counts, so that a broken file cannot relax a rule.
pub fn settings_in_part(text: &str) -> Settings {
    let mut settings = Settings::default();
    let mut set = |code: &str, level: &str| {
        if let Ok(level) = level.parse::<RuleLevel>() {
            let strictest = settings.rules.get(code).map_or(level, |other| level.max(*other));
            settings.rules.insert(code.to_owned(), strictest);
        }
    };
    let Ok(tree) = Tree::of(text) else {
        // Not YAML, for example during an unfinished merge: lines that set a level can still be recognised.
        let bare = |word: &str| word.trim().trim_matches(['"', '\'']).to_owned();
        for (code, rest) in text.lines().filter_map(|line| line.split_once(':')) {
            set(&bare(code), &bare(rest.split('#').next().unwrap_or("")));
        }
        return settings;
    };
    let Content::Mapping(entries) = &tree.root.content else { return settings };
    let of =
        |name: &'static str| entries.iter().filter(move |(key, _)| key.text() == Some(name)).map(|(_, value)| &value.content);
    for content in of("rules") {
        let Content::Mapping(rules) = content else { continue };
        rules.iter().filter_map(|(code, level)| code.text().zip(level.text())).for_each(|(code, level)| set(code, level));
    }
    for content in of("us") {
        let Content::Sequence(names) = content else { continue };
        settings.us.extend(names.iter().filter_map(|name| name.text()).map(str::to_owned));
    }
    let days = of("copies_within_days").filter_map(|content| match content {
        Content::Scalar { text, .. } => text.parse().ok(),
        _ => None,
    });
    settings.copies_within_days = days.min();
    settings
}

/// Fills settings into a text that shows examples of them as comments, such as `# force: Kent`. The examples of the fields that
/// are set are replaced; the others stay.
///
/// `None` where the result would not read back as these settings: there is no such example, or the text sets something itself.
pub fn fill_settings(examples: &str, settings: &Settings) -> Option<String> {
    let Ok(ValueLayout::Map { fields, .. }) = layout_of(settings) else { return None };
    let mut text = examples.to_owned();
    for (key, value) in fields {
        let (start, end) = example_of(&text, key)?;
        text.replace_range(start..end, &Writer::field_lines(&[(key, value)], 0, Indentation::default()));
    }
    (parse_settings(&text).as_ref() == Ok(settings)).then_some(text)
}

/// Replaces what settings say of trackers, or adds it at their end; everything else stays as it is.
///
/// `None` where that cannot be done without touching something else: the text has comments among it, or is no valid settings.
pub fn with_trackers(text: &str, trackers: &BTreeMap<String, TrackerSettings>) -> Option<String> {
    let before = parse_settings(text).ok()?;
    let wanted = Settings { trackers: trackers.clone(), ..before };
    let only = Settings { trackers: trackers.clone(), ..Settings::default() };
    // Its keys are free words, which records do not have.
    let lines = serde_yaml::to_string(&only).ok()?;
    let mut changed = text.to_owned();
    if let Some(start) = text.match_indices("trackers:").map(|(at, _)| at).find(|at| *at == 0 || text[..*at].ends_with('\n')) {
        let mut rest = text[start..].split_inclusive('\n');
        let first = rest.next().map_or(0, str::len);
        let block: usize = rest.take_while(|line| line.starts_with([' ', '\t'])).map(str::len).sum();
        if text[start..start + first + block].contains(" #") {
            return None;
        }
        changed.replace_range(start..start + first + block, &lines);
    } else {
        if !changed.is_empty() && !changed.ends_with('\n') {
            changed.push('\n');
        }
        changed.push_str(&lines);
    }
    (parse_settings(&changed).as_ref() == Ok(&wanted)).then_some(changed)
}

/// Returns the range of a field's example: its comment line, and the comment lines below it that are indented more.
fn example_of(text: &str, key: &str) -> Option<(usize, usize)> {
    let first = format!("# {key}:");
    let start = text.match_indices(&first).map(|(at, _)| at).find(|at| *at == 0 || text[..*at].ends_with('\n'))?;
    let mut lines = text[start..].split_inclusive('\n');
    let mut end = start + lines.next().map_or(0, str::len);
    end += lines.take_while(|line| line.starts_with("#   ")).map(str::len).sum::<usize>();
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BodyKind, ChiefOfficer, LocalPolicingBody, Status, TrackerField};

    const EXAMPLES: &str = "\
# The force.
# force: Kent
# local_policing_body:
#   kind: pcc
#   holder: A. N. Other
# chief_officer:
#   name: A. N. Officer

# rules:
#   overdue: warn
";

    #[test]
    fn what_is_said_of_a_tracker_is_added_and_replaced_and_nothing_else_is_touched() {
        let said = |field| {
            let heads = [("Lead: (all)".to_owned(), field)].into();
            let statuses = [("green".to_owned(), Some(Status::Closed)), ("blue".to_owned(), None)].into();
            BTreeMap::from([("Open recs".to_owned(), TrackerSettings { heads, statuses, ..TrackerSettings::default() })])
        };
        let text = "# ours\nforce: Kent # the only one\nus: [Kent Fire]";
        let once = with_trackers(text, &said(Some(TrackerField::Owner))).unwrap();
        insta::assert_snapshot!(once, @"
        # ours
        force: Kent # the only one
        us: [Kent Fire]
        trackers:
          Open recs:
            heads:
              'Lead: (all)': owner
            statuses:
              blue: null
              green: closed
        ");
        let twice = with_trackers(&once.replace("us:", "rules: {overdue: warn}\nus:"), &said(None)).unwrap();
        assert_eq!(parse_settings(&twice).unwrap().trackers, said(None));
        assert!(twice.starts_with("# ours\nforce: Kent # the only one\nrules: {overdue: warn}\nus: [Kent Fire]\ntrackers:\n"));
        assert_eq!(with_trackers(&once.replace("green", "# why\n      green"), &said(None)), None);
    }

    #[test]
    fn settings_are_read() {
        let settings = parse_settings("us: [Kent Fire]\nrules:\n  overdue: deny\n").unwrap();
        assert_eq!((settings.us.len(), settings.rules.get("overdue")), (1, Some(&RuleLevel::Deny)));
        assert_eq!(parse_settings("# nothing yet\n").unwrap(), Settings::default());
    }

    #[test]
    fn levels_are_read_out_of_settings_that_are_refused() {
        let levels = |text: &str| {
            let settings = settings_in_part(text);
            let level = |code: &str| settings.rules.get(code).map(|level| level.as_str());
            (level("overdue"), level("ref-gap"), settings.us.len())
        };
        let whole = (Some("deny"), Some("warn"), 1);
        assert_eq!(levels("us: [Kent Fire]\nrules:\n  overdue: deny\n  ref-gap: warn\n"), whole);
        assert_eq!(levels("of_another_irr: 1\nus: [Kent Fire]\nrules: {overdue: deny, ref-gap: warn, x: [1]}\n"), whole);
        assert_eq!(levels("rules: {overdue: deny}\nrules: {overdue: allow, ref-gap: warn}\nus: [Kent Fire]\n"), whole);
        assert_eq!(
            levels("force: [\nrules:\n  \"overdue\": deny # always\n  ref-gap: 'warn'\n"),
            (Some("deny"), Some("warn"), 0)
        );
        assert_eq!(levels("<<<<<<< a\nrules:\n  overdue: allow\n=======\n  overdue: deny\n"), (Some("deny"), None, 0));
        for text in ["", "# rules:\n#   overdue: deny\n", "- 1\n", "rules: deny\nus: 1\n", "rules:\n  overdue: error\n"] {
            assert_eq!(levels(text), (None, None, 0), "{text}");
        }
    }

    #[test]
    fn an_example_gives_way_to_what_is_set_and_the_others_stay() {
        let body = LocalPolicingBody { kind: BodyKind::Mayor, name: None, holder: Some("Ben: \"B\" #1".into()) };
        let settings = Settings { force: Some("No".into()), local_policing_body: Some(body), ..Settings::default() };
        insta::assert_snapshot!(fill_settings(EXAMPLES, &settings).unwrap(), @r#"
        # The force.
        force: "No"
        local_policing_body:
          kind: mayor
          holder: "Ben: \"B\" #1"
        # chief_officer:
        #   name: A. N. Officer

        # rules:
        #   overdue: warn
        "#);
    }

    #[test]
    fn what_is_set_is_read_back_whatever_its_letters() {
        for name in ["~", "- x", "é 'x' \"y\"", "a: b", "#", " a ", "a\nb\n", "2025-05-16", "null", "\\"] {
            let chief_officer = Some(ChiefOfficer { title: None, name: Some(name.into()) });
            let settings = Settings { force: Some(name.into()), chief_officer, ..Settings::default() };
            let text = fill_settings(EXAMPLES, &settings).unwrap();
            assert_eq!(parse_settings(&text), Ok(settings), "{text}");
        }
    }

    #[test]
    fn a_control_character_is_no_part_of_a_name_that_is_set() {
        for text in ["force: \"Ke\\ent\"\n", "us: [\"a\\u202eb\"]\n", "force: Ke\u{202e}nt\n"] {
            let faults = parse_settings(text).unwrap_err();
            assert_eq!((faults.len(), faults[0].kind), (1, FaultKind::ControlCharacter), "{text}");
        }
    }

    #[test]
    fn what_has_no_example_is_not_set() {
        let settings = Settings { us: vec!["Kent Fire".into()], ..Settings::default() };
        assert_eq!(fill_settings(EXAMPLES, &settings), None);
        assert_eq!(fill_settings(EXAMPLES, &Settings::default()).as_deref(), Some(EXAMPLES));
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
