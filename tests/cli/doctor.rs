//! `irr doctor`

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

const BARNS: &str = "records/kent/2026-04-20-barns.yaml";
const HOPS: &str = "records/kent/2026-04-20-hops.yaml";

fn text(title: &str) -> String {
    format!(
        "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {{kind: pcc}}\ninspection:\n  title: {title}\n  published: 2026-04-20\n"
    )
}

/// A store in which a change of two records was interrupted after the first was exchanged.
fn interrupted() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(BARNS, &text("New barns"));
    sandbox.write(HOPS, &text("Hops"));
    let file = |name: &str, old: &str, new: &str| {
        format!(r#"{{"id":"kent/2026-04-20-{name}","before":{:?},"after":{:?}}}"#, text(old), text(new))
    };
    let files = [file("barns", "Barns", "New barns"), file("hops", "Hops", "New hops")].join(",");
    sandbox.write(".irr/journal.json", &format!(r#"{{"deed":"set inspection.title of 2 records","files":[{files}]}}"#));
    sandbox.write("records/kent/.irr-half.tmp", "schema_ver");
    sandbox
}

#[test]
fn a_store_that_nothing_happened_to_is_well() {
    assert_snapshot!(Sandbox::with_form().run(&["doctor"]), @"
    all is well: no command was interrupted
    --- stderr
    --- exit 0
    ");
}

#[test]
fn who_reads_or_writes_is_told_of_what_was_interrupted() {
    let sandbox = interrupted();
    assert_snapshot!(sandbox.run(&["list"]), @"
    No finding is as asked on Fri 2026-05-01.
    --- stderr
    a change was interrupted (set inspection.title of 2 records), and what is read here may be half of it: `irr doctor` brings it to its end
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["set", "barns", "inspection.kind=force"]), @"
    --- stderr
    error: will not write: a change was interrupted (set inspection.title of 2 records)
    hint: `irr doctor` brings it to its end; `irr undo` then takes it back, if that is what you want
    --- exit 2
    ");
}

#[test]
fn what_was_interrupted_is_brought_to_its_end_and_can_be_taken_back() {
    let sandbox = interrupted();
    assert_snapshot!(sandbox.run(&["doctor", "--dry-run"]), @"
    --- a/records/kent/2026-04-20-barns.yaml
    +++ b/records/kent/2026-04-20-barns.yaml
    @@ -3,5 +3,5 @@
     force: Kent
     local_policing_body: {kind: pcc}
     inspection:
    -  title: Barns
    +  title: New barns
       published: 2026-04-20
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
    assert_eq!(sandbox.read(HOPS), text("Hops"));
    assert_snapshot!(sandbox.run(&["doctor"]), @"
    finished what was interrupted: set inspection.title of 2 records
    kent/2026-04-20-barns: written
    kent/2026-04-20-hops: written
    --- stderr
    cleared away: 1 file that an interrupted run had left half written
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
    assert_snapshot!(sandbox.run(&["doctor"]), @"
    finished what was interrupted: set inspection.title of 2 records
    kent/2026-04-20-barns: written
    --- stderr
    cleared away: 1 file that an interrupted run had left half written
    error: records/kent/2026-04-20-hops.yaml has changed since, and was left alone
    hint: what it was to be is in SANDBOX/.irr/unfinished/kent-2026-04-20-hops.yaml: put the two together by hand
    --- exit 1
    ");
    assert_eq!(sandbox.read(HOPS), text("Hops and malt"));
    assert_eq!(sandbox.read(".irr/unfinished/kent-2026-04-20-hops.yaml"), text("New hops"));
    assert_eq!(sandbox.run(&["set", "barns", "inspection.kind=force"]).code, 0);
}
