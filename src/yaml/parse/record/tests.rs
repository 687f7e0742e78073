use super::*;

#[test]
fn conflict_markers_are_named_as_such_and_nothing_else_is_said() {
    let text = "force: Kent\n<<<<<<< HEAD\nstage: draft\n=======\nstage: published\n>>>>>>> other\n";
    let kinds: Vec<_> = parse(text).unwrap_err().iter().map(|fault| (fault.kind, fault.span.start)).collect();
    assert_eq!(kinds, [(FaultKind::MergeConflict, 12)]);
    let faults = parse("force: Kent\n=======\nstage: published\n>>>>>>> other\n").unwrap_err();
    assert_eq!((faults.len(), faults[0].kind, faults[0].span.start), (1, FaultKind::MergeConflict, 37));
}

#[test]
fn a_character_that_is_a_line_break_to_some_is_refused_with_its_place() {
    for stray in ['\u{85}', '\u{2028}', '\u{2029}', '\u{feff}'] {
        let faults = parse(&format!("force: Ke{stray}nt\n")).unwrap_err();
        assert_eq!((faults.len(), faults[0].kind, faults[0].span.start), (1, FaultKind::InvalidYaml, 9));
    }
}

#[test]
fn a_text_larger_than_any_record_is_refused_with_its_size() {
    let text = format!("force: Kent\n{}", "# x\n".repeat(LARGEST_RECORD / 4));
    let faults = parse(&text).unwrap_err();
    let said = format!("the text has {} bytes, and the limit for a record is 2097152", text.len());
    assert_eq!((faults.len(), faults[0].message.as_str()), (1, said.as_str()));
    assert_eq!(inspect(&text, &Err(faults.clone())), faults);
}

#[test]
fn a_hash_that_swallowed_a_number_is_noticed() {
    let text = "schema_version: 1 # 1\nstage: draft\nforce: Kent\nlocal_policing_body:\n  kind: pcc\n  holder: Report # 12\n\
                    inspection:\n  title: T # of two\n  published: 2025-05-16\n";
    let faults = inspect(text, &parse(text));
    let told: Vec<_> = faults.iter().map(|fault| (fault.kind, fault.at.to_string())).collect();
    assert_eq!(told, [(FaultKind::AmbiguousScalar, "local_policing_body.holder".to_owned())]);
}

#[test]
fn an_empty_file_is_no_record() {
    assert_eq!(parse("").unwrap_err()[0].message, "the file is empty");
}
