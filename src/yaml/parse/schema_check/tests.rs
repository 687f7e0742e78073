use crate::yaml::{FaultKind, edit, inspect, parse};

fn record(title: &str) -> String {
    format!(
        "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {{kind: pcc}}\n\
             inspection:\n  title: {title}\n  published: 2025-05-16\n"
    )
}

#[test]
fn a_control_character_is_told_where_its_escape_stands_and_mended_where_that_is_sure() {
    for (title, escape, meant) in [
        (r#""a \\ \u000b b""#, r"\u000b", Some("a \\   b")),
        (r#""the force\x92s""#, r"\x92", Some("the force’s")),
        (r#""a\0b""#, r"\0", Some("ab")),
        (r#""a\eb""#, r"\e", None),
        ("a\u{202e}b", "\u{202e}", None),
        // An invisible space at the edge of a value makes it a different value.
        ("\u{a0}A plan", "\u{a0}", Some("A plan")),
        ("A plan\u{200b}", "\u{200b}", Some("A plan")),
        ("\"A plan\u{a0}\"", "\u{a0}", Some("A plan")),
    ] {
        let text = record(title);
        let parsed = parse(&text);
        let faults = inspect(&text, &parsed);
        let [fault] = &faults[..] else { unreachable!("{title}: {faults:?}") };
        assert_eq!((fault.kind, &text[fault.span.start..fault.span.end]), (FaultKind::ControlCharacter, escape), "{title}");
        let mended = fault.fix.as_ref().map(|fix| parse(&edit(&text, &[fix]).unwrap()).unwrap().inspection.title);
        assert_eq!(mended.as_deref(), meant, "{title}");
    }
}

#[test]
fn a_word_with_an_unseen_character_is_told_to_have_it() {
    let text = record("T") + "st\u{200b}age: draft\npublication:\n  published: \"2025-07-0\u{ad}8\"\n";
    let faults = inspect(&text, &parse(&text));
    let told: Vec<_> = faults.iter().map(|fault| (fault.message.as_str(), fault.help.as_deref().unwrap_or(""))).collect();
    assert_eq!(
        told,
        [
            ("`st\\u{200b}age` is not a field of the record", "it contains a zero-width space (U+200B): write `stage`"),
            ("`2025-07-0\\u{ad}8` is not a date", "it contains a soft hyphen (U+00AD): remove that"),
        ]
    );
}
