//! `irr doctor`

use std::fs;
use std::io::Write;

use crate::sandbox::Sandbox;
use flate2::Compression;
use flate2::write::GzEncoder;
use insta::assert_snapshot;

const BARNS: &str = "records/kent/2026-04-20-barns.yaml";
const HOPS: &str = "records/kent/2026-04-20-hops.yaml";
const JOURNAL: &str = ".git/irr/journal.json.gz";

fn text(title: &str) -> String {
    format!(
        "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {{kind: pcc}}\ninspection:\n  title: {title}\n  published: 2026-04-20\n"
    )
}

fn packed(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

/// A file of a change: its id, what it was, and what it is to be.
fn file(id: &str, before: &str, after: &str) -> String {
    format!(r#"{{"id":{id:?},"before":{before:?},"after":{after:?},"mode":35309}}"#)
}

/// The journal of a change of these files.
fn journal(files: &[String]) -> Vec<u8> {
    let files = files.join(",");
    packed(&format!(r#"{{"format":1,"set":{{"deed":"set inspection.title of 2 records","files":[{files}]}}}}"#))
}

fn write(sandbox: &Sandbox, name: &str, bytes: &[u8]) {
    sandbox.write(name, "");
    fs::write(sandbox.path(name), bytes).unwrap();
}

/// A store in which a change of two records was interrupted after the first was exchanged.
fn interrupted() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(BARNS, &text("New barns"));
    sandbox.write(HOPS, &text("Hops"));
    sandbox.commit();
    let files = [
        file("kent/2026-04-20-barns", &text("Barns"), &text("New barns")),
        file("kent/2026-04-20-hops", &text("Hops"), &text("New hops")),
    ];
    write(&sandbox, JOURNAL, &journal(&files));
    sandbox.write("records/kent/.irr-half.tmp", "schema_ver");
    sandbox
}

#[test]
fn a_store_that_nothing_happened_to_is_well() {
    assert_snapshot!(Sandbox::with_form().run(&["doctor"]), @"
    nothing to do: no command was interrupted
    --- stderr
    --- exit 0
    ");
}

#[test]
fn who_reads_or_writes_is_told_of_what_was_interrupted() {
    let sandbox = interrupted();
    assert_snapshot!(sandbox.run(&["list"]), @"
    Nothing matches on Fri 2026-05-01.
    --- stderr
    warning: a change was interrupted (set inspection.title of 2 records), and the records may contain only part of it: finish it with `irr doctor`
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["set", "barns", "inspection.kind=force"]), @"
    --- stderr
    error: cannot write: a change was interrupted (set inspection.title of 2 records)
    hint: finish it with `irr doctor`; `irr undo` can then take it back
    --- exit 2
    ");
}

#[test]
fn what_was_interrupted_is_shown_and_brought_to_its_end_and_can_be_undone() {
    let sandbox = interrupted();
    assert_snapshot!(sandbox.run(&["doctor", "--dry-run"]), @"
    --- a/records/kent/2026-04-20-hops.yaml
    +++ b/records/kent/2026-04-20-hops.yaml
    @@ -3,5 +3,5 @@
     force: Kent
     local_policing_body: {kind: pcc}
     inspection:
    -  title: Hops
    +  title: New hops
       published: 2026-04-20
    --- stderr
    interrupted: set inspection.title of 2 records
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["doctor"]), @"
    --- a/records/kent/2026-04-20-hops.yaml
    +++ b/records/kent/2026-04-20-hops.yaml
    @@ -3,5 +3,5 @@
     force: Kent
     local_policing_body: {kind: pcc}
     inspection:
    -  title: Hops
    +  title: New hops
       published: 2026-04-20
    --- stderr
    interrupted: set inspection.title of 2 records
    error: confirmation needed, but there is no terminal
    hint: use --yes to confirm, or --dry-run to see what would change
    --- exit 2
    ");
    assert_eq!((sandbox.read(HOPS), sandbox.path(JOURNAL).exists()), (text("Hops"), true));
    assert_snapshot!(sandbox.run(&["doctor", "--yes"]), @"
    --- a/records/kent/2026-04-20-hops.yaml
    +++ b/records/kent/2026-04-20-hops.yaml
    @@ -3,5 +3,5 @@
     force: Kent
     local_policing_body: {kind: pcc}
     inspection:
    -  title: Hops
    +  title: New hops
       published: 2026-04-20
    finished the interrupted change: set inspection.title of 2 records
    kent/2026-04-20-barns: written
    kent/2026-04-20-hops: written
    --- stderr
    interrupted: set inspection.title of 2 records
    removed 1 file that an interrupted command had left half-written
    --- exit 0
    ");
    assert_eq!((sandbox.read(BARNS), sandbox.read(HOPS)), (text("New barns"), text("New hops")));
    assert!(!sandbox.path("records/kent/.irr-half.tmp").exists());
    assert_eq!(sandbox.run(&["undo"]).code, 0);
    assert_eq!((sandbox.read(BARNS), sandbox.read(HOPS)), (text("Barns"), text("Hops")));
}

#[test]
fn what_a_person_has_changed_since_is_left_alone_and_the_rest_kept() {
    let sandbox = interrupted();
    sandbox.write(HOPS, &text("Hops and malt"));
    assert_snapshot!(sandbox.run(&["doctor", "--yes"]), @"
    finished the interrupted change: set inspection.title of 2 records
    kent/2026-04-20-barns: written
    --- stderr
    interrupted: set inspection.title of 2 records
    removed 1 file that an interrupted command had left half-written
    error: records/kent/2026-04-20-hops.yaml has changed since, and was left alone
    hint: the interrupted version is in SANDBOX/.git/irr/unfinished/kent/2026-04-20-hops.yaml: merge the two by hand
    --- exit 1
    ");
    assert_eq!(sandbox.read(HOPS), text("Hops and malt"));
    assert_eq!(sandbox.read(".git/irr/unfinished/kent/2026-04-20-hops.yaml"), text("New hops"));
    assert_eq!(sandbox.run(&["set", "barns", "inspection.kind=force"]).code, 0);
}

#[test]
fn what_would_be_wrong_is_not_finished_unless_it_is_wanted() {
    let sandbox = interrupted();
    let wrong = text("Hops").replace("stage: draft", "stage: final");
    write(&sandbox, JOURNAL, &journal(&[file("kent/2026-04-20-hops", &text("Hops"), &wrong)]));
    assert_snapshot!(sandbox.run(&["doctor", "--yes"]), @"
    --- a/records/kent/2026-04-20-hops.yaml
    +++ b/records/kent/2026-04-20-hops.yaml
    @@ -1,5 +1,5 @@
     schema_version: 1
    -stage: draft
    +stage: final
     force: Kent
     local_policing_body: {kind: pcc}
     inspection:
    --- stderr
    interrupted: set inspection.title of 2 records
    error[wrong-type]: `final` is not allowed for `stage`
      ╭▸ records/kent/2026-04-20-hops.yaml:2:8
      │
    2 │ stage: final
      │        ━━━━━
      │
      ╰ help: use one of draft, published

    1 error and 0 warnings in 1 record.
    error: cannot finish (set inspection.title of 2 records): it would add the errors shown above
    hint: use --anyway to finish it with these errors, or --discard to leave the records as they are
    --- exit 1
    ");
    assert_eq!(sandbox.read(HOPS), text("Hops"));
    assert_eq!(sandbox.run(&["doctor", "--yes", "--anyway"]).code, 0);
    assert_eq!(sandbox.read(HOPS), wrong);
}

#[test]
fn a_change_that_speaks_of_what_is_no_record_is_not_finished() {
    let sandbox = interrupted();
    for id in ["../../secret", "/etc/secret", "kent/../../secret"] {
        write(&sandbox, JOURNAL, &journal(&[file(id, "", "planted")]));
        let run = sandbox.run(&["doctor", "--yes"]);
        assert!(run.code == 2 && run.to_string().contains("--discard"), "{id}: {run}");
    }
    let new = format!(r#"{{"id":".github/x","before":null,"after":{:?},"mode":35309}}"#, text("Planted"));
    write(&sandbox, JOURNAL, &journal(&[new]));
    assert_snapshot!(sandbox.run(&["doctor", "--yes"]), @"
    --- stderr
    error: SANDBOX/records/.github/x.yaml is not a record in SANDBOX/records
    hint: to leave the records as they are, use `irr doctor --discard`
    --- exit 2
    ");
    assert!(!sandbox.path("records/.github").exists());
}

#[cfg(unix)]
#[test]
fn what_is_written_down_of_a_mode_never_makes_a_file_run_or_set_a_user() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = interrupted();
    let new = format!(r#"{{"id":"kent/2026-04-20-oasts","before":null,"after":{:?},"mode":35309}}"#, text("Oasts"));
    write(&sandbox, JOURNAL, &journal(&[new]));
    assert_eq!(sandbox.run(&["doctor", "--yes"]).code, 0);
    let mode = |name: &str| fs::metadata(sandbox.path(name)).unwrap().permissions().mode() & 0o7777;
    assert_eq!(mode("records/kent/2026-04-20-oasts.yaml") & !mode(BARNS), 0);
}

#[test]
fn what_cannot_be_read_is_put_aside_and_nobody_is_stuck() {
    let cut = &journal(&[])[..20];
    let other = packed(r#"{"format":2,"changes":[]}"#);
    let twice = vec![file("kent/2026-04-20-hops", &text("Hops"), &text("New hops")); 2];
    for bytes in [&b"not packed"[..], cut, &other, &packed("{"), &journal(&twice)] {
        let sandbox = interrupted();
        write(&sandbox, JOURNAL, bytes);
        let set = ["set", "barns", "inspection.kind=force"];
        let told = [&set[..], &["doctor", "--yes"], &["doctor", "--dry-run"], &["undo"]].map(|args| sandbox.run(args));
        assert!(told.iter().all(|run| run.code == 2 && run.to_string().contains("irr doctor --discard")), "{}", told[0]);
        assert_eq!(sandbox.run(&["list"]).code, 0);
        assert_eq!(sandbox.run(&["doctor", "--discard"]).code, 0);
        assert_eq!(sandbox.read(HOPS), text("Hops"));
        assert_eq!(fs::read(sandbox.path(".git/irr/set-aside/1.json.gz")).unwrap(), bytes);
        assert_eq!(sandbox.run(&set).code, 0);
    }
    let sandbox = interrupted();
    write(&sandbox, JOURNAL, &other);
    assert_snapshot!(sandbox.run(&["list"]), @"
    Nothing matches on Fri 2026-05-01.
    --- stderr
    warning: a change was interrupted, and the records may contain only part of it
    error: cannot use SANDBOX/.git/irr/journal.json.gz, the plan of an interrupted change
    because: cannot read SANDBOX/.git/irr/journal.json.gz
    because: another version of irr wrote it
    hint: check the records with `git diff`, then run `irr doctor --discard`: it sets that file aside and leaves the records as they are
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["doctor"]), @"
    --- stderr
    error: cannot use SANDBOX/.git/irr/journal.json.gz, the plan of an interrupted change
    because: cannot read SANDBOX/.git/irr/journal.json.gz
    because: another version of irr wrote it
    hint: check the records with `git diff`, then run `irr doctor --discard`: it sets that file aside and leaves the records as they are
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["doctor", "--discard"]), @"
    set aside: SANDBOX/.git/irr/set-aside/1.json.gz
    --- stderr
    the records were left as they are: check them with `irr validate` and `git diff`
    --- exit 0
    ");
}

/// The earlier irr kept it where a pull request can bring one.
#[test]
fn a_journal_of_an_earlier_irr_is_named_and_not_read() {
    let sandbox = interrupted();
    fs::remove_file(sandbox.path(JOURNAL)).unwrap();
    let files = [file("kent/2026-04-20-hops", &text("Hops"), &text("New hops"))];
    sandbox.write(".irr/journal.json", &format!(r#"{{"deed":"set inspection.title","files":[{}]}}"#, files[0]));
    assert_snapshot!(sandbox.run(&["doctor", "--yes"]), @"
    nothing to do: no command was interrupted
    --- stderr
    warning: an older irr left an unfinished change in SANDBOX/.irr/journal.json; it is not used, because it may have come with the records
    check the records with `git diff`, correct what is half done, and remove that file
    --- exit 0
    ");
    assert_eq!(sandbox.read(HOPS), text("Hops"));
    assert_eq!(sandbox.run(&["set", "barns", "inspection.kind=force"]).code, 0);
    fs::remove_dir_all(sandbox.path(".irr")).unwrap();
    sandbox.write(".irr/undo.json", "{}");
    assert_snapshot!(sandbox.run(&["doctor"]), @"
    nothing to do: no command was interrupted
    --- stderr
    --- exit 0
    ");
}
