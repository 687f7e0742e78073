use super::*;

const HEAD: &str = "schema_version: 2\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\ninspection:\n  title: Barns\n  \
                    published: 2026-04-20\nrecommendations:\n";
const FINDING: &str = "  - ref: \"1\"\n    text: Fix them.\n";
const OWNERS: &str = "<<<<<<< HEAD\n    owner: Head\n=======\n    owner: Deputy\n>>>>>>> topic\n";
const MINE: KeptVersion = KeptVersion::One(Version::Ours);
const THEIRS: KeptVersion = KeptVersion::One(Version::Theirs);

fn with(lines: &str) -> Option<String> {
    Some(format!("{HEAD}{lines}"))
}

fn of(text: Option<String>, versions: Option<[Option<String>; 4]>) -> UnsettledRecord {
    let versions = versions.map(|[base, ours, theirs, written]| UnmergedVersions { base, ours, theirs, written });
    let id = "kent/2026-04-20-barns".parse().unwrap();
    UnsettledRecord::new(id, text, versions, true, None).unwrap()
}

fn words(record: &UnsettledRecord) -> Vec<String> {
    record.conflicts.iter().map(|it| format!("{}: {}", it.words.what, it.words.of_both(&record.sides))).collect()
}

#[test]
fn with_what_both_come_from_only_contradicted_values_are_asked_for() {
    let entry = |day: &str, note: &str| format!("    progress:\n      - date: {day}\n        note: {note}\n");
    let text = with(&format!(
        "{FINDING}<<<<<<< HEAD\n    owner: Head\n{}=======\n    owner: Deputy\n    priority: high\n{}>>>>>>> topic\n",
        entry("2026-05-01", "Begun."),
        entry("2026-04-28", "Looked.")
    ));
    let record = of(text, Some([with(FINDING), with("ours"), with("theirs"), None]));
    assert_eq!(words(&record), ["the owner of kent/2026-04-20-barns:R1: yours Head, theirs Deputy"]);
    let settled = record.settled(&[THEIRS]).unwrap().unwrap();
    for kept in ["owner: Deputy", "priority: high", "Begun.", "Looked."] {
        assert!(settled.contains(kept), "{settled}");
    }
    assert!(!settled.contains("Head"), "{settled}");
}

#[test]
fn without_it_the_lines_are_asked_for_as_git_marked_them() {
    let lines = "<<<<<<< HEAD\n      - date: 2026-05-01\n        note: Begun.\n=======\n      - date: 2026-05-02\n        note: Looked.\n>>>>>>> topic\n";
    let text = with(&format!("{FINDING}{OWNERS}    progress:\n{lines}"));
    let record = of(text, None);
    let both: Vec<bool> = record.conflicts.iter().map(|it| it.has_room_for_both).collect();
    assert_eq!(both, [false, true]);
    let settled = record.settled(&[MINE, KeptVersion::Both]).unwrap();
    let entries = "      - date: 2026-05-01\n        note: Begun.\n      - date: 2026-05-02\n        note: Looked.\n";
    assert_eq!(settled, with(&format!("{FINDING}    owner: Head\n    progress:\n{entries}")));
    // Two owners are not a record, so that nothing can be written.
    assert!(record.settled(&[KeptVersion::Both, MINE]).is_err());
}

#[test]
fn the_conflicts_of_one_finding_are_settled_and_the_others_stay() {
    let second = "  - ref: \"2\"\n    text: Paint them.\n";
    let text = with(&format!("{FINDING}{OWNERS}{second}{OWNERS}"));
    let record = of(text, Some([with(&format!("{FINDING}{second}")), with("ours"), with("theirs"), None]));
    let only = record.clone().only(&"R2".parse().unwrap()).unwrap().unwrap();
    assert!(only.is_partial && only.conflicts.len() == 1);
    assert_eq!(only.settled(&[THEIRS]).unwrap(), with(&format!("{FINDING}{OWNERS}{second}    owner: Deputy\n")));
    assert!(record.clone().only(&"R3".parse().unwrap()).unwrap().is_none());
    let mixed = with(&format!(
        "{FINDING}<<<<<<< HEAD\n    owner: Head\n{second}    owner: Head\n=======\n{second}    owner: Deputy\n>>>>>>> topic\n"
    ));
    assert!(of(mixed, None).only(&"R2".parse().unwrap()).is_err());
}

#[test]
fn two_answers_can_stand_one_below_the_other_and_two_owners_cannot() {
    let answer = |words: &str| format!("    commissioner_response:\n      text: {words}\n");
    let text =
        with(&format!("{FINDING}{OWNERS}<<<<<<< HEAD\n{}=======\n{}>>>>>>> topic\n", answer("We agree."), answer("It is done.")));
    let record = of(text, Some([with(FINDING), with("ours"), with("theirs"), None]));
    let both: Vec<bool> = record.conflicts.iter().map(|it| it.has_room_for_both).collect();
    assert_eq!(both, [true, false], "{:?}", words(&record));
    let settled = record.settled(&[KeptVersion::Both, MINE]).unwrap().unwrap();
    let record = yaml::parse(&settled).unwrap();
    let text = record.recommendations[0].commissioner_response.as_ref().and_then(|it| it.text.as_ref()).unwrap();
    assert_eq!(text.trimmed(), "We agree.\n\nIt is done.");
}

#[test]
fn a_file_without_markers_is_settled_unless_git_never_wrote_any() {
    let [ours, theirs] = ["Head", "Deputy"].map(|owner| with(&format!("{FINDING}    owner: {owner}\n")));
    let marked = with(&format!("{FINDING}{OWNERS}"));
    let versions = |written| Some([with(FINDING), ours.clone(), theirs.clone(), written]);
    assert!(of(ours.clone(), versions(marked)).is_settled_by_hand());
    assert!(of(with(&format!("{FINDING}    owner: Chief\n")), versions(None)).is_settled_by_hand());
    let unmarked = of(ours.clone(), versions(ours.clone()));
    assert_eq!(words(&unmarked), ["the owner of kent/2026-04-20-barns:R1: this folder's Head, the other side's Deputy"]);
    assert_eq!(unmarked.settled(&[THEIRS]).unwrap(), theirs);
}

#[test]
fn a_file_that_one_side_removed_is_kept_or_removed() {
    let changed = with(&format!("{FINDING}    owner: Head\n"));
    let record = of(changed.clone(), Some([with(FINDING), None, changed.clone(), changed.clone()]));
    assert_eq!(words(&record), ["the whole of kent/2026-04-20-barns: this folder's removed, the other side's changed"]);
    assert_eq!((record.settled(&[MINE]).unwrap(), record.settled(&[THEIRS]).unwrap()), (None, changed));
    assert!(of(None, Some([with(FINDING), None, with(FINDING), None])).is_settled_by_hand());
}

#[test]
fn a_marker_that_is_left_over_is_named_by_its_line() {
    let text = with(&format!("{FINDING}    owner: Head\n>>>>>>> topic\n"));
    let id = "kent/2026-04-20-barns".parse().unwrap();
    let error = UnsettledRecord::new(id, text, None, false, None).unwrap_err();
    assert!(error.to_string().contains("barns.yaml:12: a marker"), "{error}");
}
