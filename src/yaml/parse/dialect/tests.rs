//! Each class of text that parsers read differently is refused with its place, and similar harmless texts are accepted.

use crate::yaml::{Fault, Position, inspect, parse};

/// Returns a record with `fields` in its finding.
fn record(fields: &str) -> String {
    format!(
        "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {{kind: pcc}}\n\
         inspection:\n  title: T\n  published: 2025-05-16\nrecommendations:\n  - ref: \"1\"\n    text: a\n{fields}"
    )
}

/// Returns line, column and message of each fault.
fn told(text: &str) -> Vec<String> {
    let place = |fault: &Fault| {
        let Position { line, column } = Position::of(text, fault.span.start);
        format!("{line}:{column} {}", fault.message)
    };
    let parsed = parse(text);
    let faults = inspect(text, &parsed);
    assert_eq!(parsed.err().unwrap_or_default().is_empty(), faults.is_empty(), "{text}");
    faults.iter().map(place).collect()
}

#[test]
fn a_lone_carriage_return_is_refused_and_crlf_is_a_line_break() {
    let text = record("    # as agreed\r    owner: Nobody\n");
    let message = "the invisible carriage return (U+000D) ends a line for some YAML parsers, but not for others";
    assert_eq!(told(&text), [format!("11:16 {message}")]);
    assert!(told(&record("    owner: A\n").replace('\n', "\r\n")).is_empty());
    // A raw control character is refused here, with its place; one written as an escape is the rules' business.
    assert_eq!(
        told(&record("    owner: A\u{1b}\n"))[0],
        "11:13 the invisible escape character (U+001B) is rejected by YAML parsers"
    );
    assert!(parse(&record("    owner: \"A\\e\"\n")).is_ok());
}

#[test]
fn a_tab_is_text_in_quotes_blocks_and_comments_and_refused_elsewhere() {
    for fields in
        ["    owner: \"a\tb\"\n", "    due_text: |\n      a\tb\n      \tc\n", "    owner: a # b\tc\n", "    owner: 'a\t'\n"]
    {
        assert!(told(&record(fields)).is_empty(), "{fields:?}");
    }
    for (fields, column) in [("    owner: a\tb\n", 13), ("    owner: a\t# b\n", 13), ("    addressed_to: [a,\tb]\n", 22)] {
        let message = "there is a tab here, which some YAML parsers reject";
        assert_eq!(told(&record(fields)), [format!("11:{column} {message}")], "{fields:?}");
    }
}

#[test]
fn a_line_that_is_set_in_with_other_blanks_is_named_with_the_character() {
    for (blank, name) in [
        ('\t', "tab"),
        ('\u{a0}', "no-break space (U+00A0)"),
        ('\u{2003}', "em space (U+2003)"),
        ('\u{3000}', "ideographic space (U+3000)"),
        ('\u{200b}', "zero-width space (U+200B)"),
        ('\u{ad}', "soft hyphen (U+00AD)"),
    ] {
        let text = record(&format!("    status: not_started\n    {blank}owner: X\n    target: 2025-12-01\n"));
        let faults = parse(&text).unwrap_err();
        let fault = &faults[0];
        assert_eq!(Position::of(&text, fault.span.start), Position { line: 12, column: 5 }, "{name}: {fault:?}");
        assert!(format!("{} {:?}", fault.message, fault.help).contains(name), "{fault:?}");
        let text = record(&format!("    status: not_started\n{blank}{blank}{blank}owner: X\n"));
        assert_eq!(told(&text).len(), 1, "{text}");
        assert!(told(&text)[0].starts_with("12:1 "), "{:?}", told(&text));
    }
    let text = record("    owner:\u{a0}X\n    target: 2025-12-01\n");
    assert_eq!(told(&text), ["11:11 a no-break space (U+00A0) is used here instead of a space"]);
    // At the left margin it is an unknown key.
    let text = record("") + "\u{a0}stage: draft\n";
    assert!(told(&text)[0].contains("\\u{a0}stage") || told(&text)[0].contains("no-break space"), "{:?}", told(&text));
}

#[test]
fn a_further_line_must_be_set_in_deeper_than_what_it_belongs_to() {
    for fields in [
        "    addressed_to: [a,\n    b]\n",
        "    addressed_to: [\n      a\n    ]\n",
        "    addressed_to:\n      - \"a\n      b\"\n",
        "    extensions: [{agreed: 2025-06-01,\n    to: 2026-01-01}]\n",
    ] {
        let found = told(&record(fields));
        assert_eq!(found.len(), 1, "{fields:?}: {found:?}");
        let said = ["continues the one above but is not indented further", "this is not YAML: invalid indentation"];
        assert!(said.iter().any(|said| found[0].contains(said)), "{found:?}");
    }
    let in_brackets = |between: &str| {
        format!(
            "{{schema_version: 1, stage: draft{between}, force: Kent,\nlocal_policing_body: {{kind: pcc}}, inspection: {{title: T, published: 2025-05-16}}}}\n"
        )
    };
    assert!(told(&in_brackets("\n # c\n")).is_empty());
    assert!(told(&in_brackets("\n# c\n"))[0].starts_with("2:1 this line continues"));
    for fields in
        ["    addressed_to: [a,\n     b]\n", "    addressed_to: [\n      a\n      ]\n", "    owner: a\n     b\n\n     c\n"]
    {
        assert!(told(&record(fields)).is_empty(), "{fields:?}");
    }
}

#[test]
fn what_readers_differ_over_in_quotes_brackets_and_blocks_is_refused() {
    for (fields, said) in [
        ("    owner: \"a\\\n\n      b\"\n", "11:14 YAML parsers differ over a backslash before an empty line"),
        ("    addressed_to: [a, really?]\n", "11:23 an unquoted question mark in brackets ends the text for some YAML parsers"),
        (
            "    due_text: |\n  \n      a\n",
            "12:1 the empty line at the start of this block contains spaces, which some YAML parsers reject",
        ),
        ("    addressed_to: [a, ]\n    actions:\n      -\n", "13:8 `recommendations[0].actions[0]` has no value"),
        ("    addressed_to: [a, ~]\n", "11:23 `recommendations[0].addressed_to[1]` has no value"),
    ] {
        assert_eq!(told(&record(fields)), [said], "{fields:?}");
    }
    let text = format!("%YAML 1.1\n---\n{}", record(""));
    assert_eq!(told(&text), ["1:1 YAML parsers differ over what follows a directive"]);
    assert!(told(&format!("---\n{}...\n", record(""))).is_empty());
    let text = format!("{}...\n...\n", record(""));
    assert_eq!(told(&text), ["12:1 there is a `...` where no document ends, and YAML parsers differ over it"]);
    // Only one of the two parsers used here refuses it.
    assert_eq!(told(&record("    owner: \"a\"#b\n")).len(), 1);
}

#[test]
fn a_block_whose_first_line_begins_with_a_tab_is_read() {
    for (mark, words) in [("|", "\ta\nb\n"), (">", "\ta\nb\n"), ("|-", "\ta\nb")] {
        let record = parse(&record(&format!("    due_text: {mark}\n      \ta\n      b\n"))).unwrap();
        assert_eq!(record.recommendations[0].due_text.as_deref(), Some(words), "{mark}");
    }
}

#[test]
fn a_last_line_without_a_line_break_is_a_last_line() {
    for fields in ["    due_text: |2\n      a", "    'due_text': >\n      a", "    owner:\n      a"] {
        assert!(told(&record(fields)).is_empty(), "{fields:?}");
    }
}

#[test]
fn the_plainest_layouts_are_not_looked_at_and_every_other_is() {
    use crate::yaml::parse::check_level::{CheckLevel, check_level};
    for fields in [
        "",
        "    owner: Head of Custody  # since May\n",
        "    owner: \"a: b\"\n    due_text: 'it is'\n",
        "    addressed_to: [chief constables, \"a, b\"] # x\n",
        "    due_text: >-\n      a\n\n        b\n",
        "    extensions: [{agreed: 2025-06-01, to: 2026-01-01, reason: \"a, b: c\", approved_by: A B}]\n",
        "    extensions: []\n    actions:\n      - text: |+ # x\n          a\n\n        done: 2025-06-01\n",
    ] {
        assert_eq!(check_level(&record(fields)), CheckLevel::None, "{fields:?}");
    }
    for fields in [
        "    owner: a\n      b\n",
        "    owner: \"a\n      b\"\n",
        "    owner:\n      a\n",
        "    owner: &a b\n",
        "    \"owner\": b\n",
        "    ? owner\n    : b\n",
        "    owner : b\n",
        "    due_text: |2\n      a\n",
        "    addressed_to: [a,\n     b]\n",
        "    addressed_to:\n      - - a\n",
        "    addressed_to:\n      -\n",
        "    owner: ~\n",
        "---\n",
        "...\n",
    ] {
        assert_eq!(check_level(&record(fields)), CheckLevel::Layout, "{fields:?}");
    }
    for fields in [
        "    owner: yes\n",
        "    owner: 2025-06-01\n",
        "    owner: \"a\\u0007\"\n",
        "    addressed_to: [1.10]\n",
        "    owner: a\u{202e}b\n",
    ] {
        assert_eq!(check_level(&record(fields)), CheckLevel::Words, "{fields:?}");
    }
}
