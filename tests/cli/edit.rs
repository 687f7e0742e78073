//! `irr edit`

use crate::sandbox::{Run, Sandbox};
use insta::assert_snapshot;

const RECORD: &str = "records/kent/2026-04-20-barns.yaml";
const TEXT: &str = "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\ninspection:\n  title: Barns\n  \
    published: 2026-04-20\nrecommendations:\n  - ref: \"1\"\n    text: Mend them.\n    due: 2027-01-31\n";

/// A store with a record, and an editor that does what it is told and says at which line it was opened.
fn sandbox(edit: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(RECORD, TEXT);
    sandbox.write("vi", &format!("#!/bin/sh\nfor file; do :; done\necho \"$1\" >> opened\n{edit}\n"));
    sandbox
}

fn edit(sandbox: &Sandbox, args: &[&str]) -> Run {
    sandbox.run_with(&[&["edit"], args].concat(), &[("EDITOR", "sh ./vi")], "")
}

#[test]
fn a_record_is_opened_and_written_as_it_was_typed() {
    let sandbox = sandbox("sed -i 's/Mend them/Mend all of them/' \"$file\"");
    assert_snapshot!(edit(&sandbox, &["barns:R1"]), @"
    kent/2026-04-20-barns: edited
    --- stderr
    --- exit 0
    ");
    assert_eq!(sandbox.read(RECORD), TEXT.replace("Mend them", "Mend all of them"));
    assert_snapshot!(sandbox.run(&["undo", "--yes"]), @r#"
    --- a/records/kent/2026-04-20-barns.yaml
    +++ b/records/kent/2026-04-20-barns.yaml
    @@ -7,5 +7,5 @@
       published: 2026-04-20
     recommendations:
       - ref: "1"
    -    text: Mend all of them.
    +    text: Mend them.
         due: 2027-01-31
    kent/2026-04-20-barns: changed back (edit kent/2026-04-20-barns)
    --- stderr
    reminder: do not destroy information that was requested under the Freedom of Information Act
    --- exit 0
    "#);
    assert_eq!(sandbox.read(RECORD), TEXT);
}

#[test]
fn an_editor_that_knows_lines_is_opened_at_the_findings() {
    let sandbox = sandbox("");
    std::fs::set_permissions(sandbox.path("vi"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let editor = sandbox.path("vi");
    let run = sandbox.run_with(&["edit", "barns:R1"], &[("EDITOR", editor.to_str().unwrap())], "");
    assert_snapshot!(run, @"
    --- stderr
    nothing was changed
    --- exit 0
    ");
    assert_eq!(sandbox.read("opened"), "+9\n");
}

#[test]
fn what_is_wrong_is_not_written_and_what_was_typed_is_kept() {
    let sandbox = sandbox("test -e once || sed -i 's/due: .*/due: 16\\/05\\/2027/' \"$file\"; touch once");
    assert_snapshot!(edit(&sandbox, &["barns"]), @"
    --- stderr
    error[day-month-order]: `recommendations[0].due` is a date, and `16/05/2027` is not in the form 2025-05-16
       ╭▸ records/kent/2026-04-20-barns.yaml:11:10
       │
    11 │     due: 16/05/2027
       │          ━━━━━━━━━━
       │
       ╰ help: write 2027-05-16, if that is the date meant: the day was read before the month

    1 error and 0 warnings in 1 record. `irr validate --fix` fixes 1 of them.
    error: cannot save kent/2026-04-20-barns: it would add the errors shown above
    your text is kept: `irr edit kent/2026-04-20-barns` opens it again; --anyway saves it, --afresh discards it
    --- exit 1
    ");
    assert_eq!(sandbox.read(RECORD), TEXT);
    assert_snapshot!(edit(&sandbox, &["barns", "--anyway"]), @"
    kent/2026-04-20-barns: edited
    --- stderr
    continuing an earlier edit that was not saved
    records/kent/2026-04-20-barns.yaml:11:10: error[day-month-order] `recommendations[0].due` is a date, and `16/05/2027` is not in the form 2025-05-16
    --- exit 0
    ");
    assert!(sandbox.read(RECORD).contains("16/05/2027"));
}

#[test]
fn a_record_that_changed_meanwhile_is_not_written_over() {
    let sandbox = sandbox(&format!("sed -i 's/Mend them/Mend all of them/' \"$file\"; sed -i 's/Barns/Stables/' {RECORD}"));
    assert_snapshot!(edit(&sandbox, &["barns"]), @r#"
    --- stderr
    --- a/records/kent/2026-04-20-barns.yaml
    +++ b/records/kent/2026-04-20-barns.yaml
    @@ -3,7 +3,7 @@
     force: Kent
     local_policing_body: {kind: pcc}
     inspection:
    -  title: Barns
    +  title: Stables
       published: 2026-04-20
     recommendations:
       - ref: "1"
    your text is kept in SANDBOX/.irr/sheets/kent/2026-04-20-barns.yaml
    error: cannot write SANDBOX/records/kent/2026-04-20-barns.yaml: it has changed since it was read
    hint: check the file, then run the command again
    --- exit 2
    "#);
    assert_eq!(sandbox.read(RECORD), TEXT.replace("Barns", "Stables"));
    assert_snapshot!(edit(&sandbox, &["barns"]), @"
    --- stderr
    error: cannot continue an earlier edit of kent/2026-04-20-barns: the record has changed since
    hint: your text is in SANDBOX/.irr/sheets/kent/2026-04-20-barns.yaml: copy what you need, then use --afresh
    --- exit 1
    ");
}

#[test]
fn an_editor_that_fails_has_changed_nothing() {
    let sandbox = sandbox("exit 3");
    assert_snapshot!(edit(&sandbox, &["barns"]), @"
    --- stderr
    error: cannot edit with `sh ./vi`
    because: exit status: 3
    --- exit 2
    ");
    assert_eq!(sandbox.read(RECORD), TEXT);
}

mod on_a_terminal {
    use super::*;
    use crate::terminal::{ENTER, Terminal};

    #[test]
    fn a_file_with_faults_is_opened_again_with_each_above_its_line() {
        let edit = "if test -e once; then cp \"$file\" shown; sed -i 's/target: .*/target: 2026-12-31/' \"$file\"; \
            else echo '    target: 31/12/2026' >> \"$file\"; touch once; fi";
        let sandbox = sandbox(edit);
        let mut terminal = Terminal::run_with(&sandbox, &["edit", "barns"], &[("EDITOR", "sh ./vi")], None);
        terminal.answer("Open it again, with each error shown above its line?", ENTER);
        assert_snapshot!(terminal.end(), @"
        error[day-month-order]: `recommendations[0].target` is a date, and
                                `31/12/2026` is not in the form 2025-05-16
           ╭▸ records/kent/2026-04-20-barns.yaml:12:13
           │
        12 │     target: 31/12/2026
           │             ━━━━━━━━━━
           │
           ╰ help: write 2026-12-31, if that is the date meant: the day was read
                   before the month

        1 error and 0 warnings in 1 record. `irr validate --fix` fixes 1 of them.
        > Open it again, with each error shown above its line? Yes
        kent/2026-04-20-barns: edited
        --- exit 0
        ");
        assert_snapshot!(sandbox.read("shown").lines().skip(8).collect::<Vec<_>>().join("\n"), @r#"
        - ref: "1"
          text: Mend them.
          due: 2027-01-31
          # irr found: day-month-order: `recommendations[0].target` is a date, and `31/12/2026` is not in the form 2025-05-16
          target: 31/12/2026
        "#);
        assert_eq!(sandbox.read(RECORD), format!("{TEXT}    target: 2026-12-31\n"));
    }
}
