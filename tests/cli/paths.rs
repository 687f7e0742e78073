//! Which files are records: regular ones inside `records/`, and nothing that a link leads to.

use std::fs;

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

const FILE: &str = "records/kent/2026-04-20-barns.yaml";
const TEXT: &str = "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\ninspection:\n  title: Barns\n  \
    published: 2026-04-20\nrecommendations:\n  - ref: \"1\"\n    text: Mend them.\n    due: 2027-01-31\n";

fn store() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, TEXT);
    sandbox
}

/// A file name of a Mac is found by what others type, and the other way round.
#[test]
fn a_name_is_found_composed_and_decomposed() {
    let sandbox = Sandbox::new();
    let (composed, decomposed) = ("kent/2026-04-20-caf\u{e9}", "kent/2026-04-20-cafe\u{301}");
    let file = format!("records/{decomposed}.yaml");
    sandbox.write(&file, TEXT);
    sandbox.write(
        "records/kent/2026-04-22-again.yaml",
        &TEXT
            .replace("Barns", "Sheds")
            .replace("04-20", "04-22")
            .replace("    due", &format!("    follows: {composed}:R1\n    due")),
    );
    sandbox.commit();
    for name in [composed, decomposed, "caf\u{e9}", "cafe\u{301}"] {
        assert_eq!(sandbox.run(&["show", name]).code, 0, "{name}");
        assert_eq!(sandbox.run(&["set", &format!("{name}:R1"), &format!("owner={name}")]).code, 0, "{name}");
    }
    assert_eq!(sandbox.run(&["validate", &format!("records/{composed}.yaml")]).code, 0);
    assert_eq!(sandbox.run(&["validate", "--against", "HEAD"]).code, 0);
    assert_eq!(sandbox.git(&["-c", "core.quotePath=false", "diff", "--name-only"]), format!("{file}\n"));
    for _ in 0..4 {
        assert_eq!(sandbox.run(&["undo"]).code, 0);
    }
    assert_eq!(sandbox.read(&file), TEXT);
    assert_eq!(fs::read_dir(sandbox.path("records/kent")).unwrap().count(), 2);
}

#[test]
fn two_files_whose_names_are_the_same_letters_are_told() {
    let sandbox = store();
    sandbox.write("records/kent/2026-04-20-caf\u{e9}.yaml", TEXT);
    sandbox.write("records/kent/2026-04-20-cafe\u{301}.yaml", TEXT);
    assert_snapshot!(sandbox.run(&["list", "--columns", "record"]), @"
    record
    ─────────────────────
    kent/2026-04-20-barns

    1 finding, none overdue on Fri 2026-05-01.
    --- stderr
    error: cannot tell SANDBOX/records/kent/2026-04-20-café.yaml and SANDBOX/records/kent/2026-04-20-café.yaml apart: their names have the same letters in two Unicode forms
    hint: rename one of them with `git mv`
    --- exit 2
    ");
    assert_eq!(sandbox.run(&["set", "caf\u{e9}:R1", "owner=X"]).code, 2);
    assert_eq!(sandbox.run(&["validate", "-q"]).code, 2);
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;
    use std::time::{Duration, Instant};

    use super::*;

    fn link(sandbox: &Sandbox, to: &str, name: &str) {
        let path = sandbox.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(to, path).unwrap();
    }

    #[test]
    fn a_link_among_the_records_is_told_once_and_never_followed() {
        let sandbox = store();
        sandbox.write("elsewhere/2026-04-20-secret.yaml", "secret: words\n");
        link(&sandbox, "../elsewhere", "records/folder");
        link(&sandbox, "../../elsewhere/2026-04-20-secret.yaml", "records/kent/2026-04-20-secret.yaml");
        link(&sandbox, "nowhere", "records/kent/2026-04-21-nowhere.yaml");
        assert_snapshot!(sandbox.run(&["list", "--columns", "record"]), @"
        record
        ─────────────────────
        kent/2026-04-20-barns

        1 finding, none overdue on Fri 2026-05-01.
        --- stderr
        error: cannot use SANDBOX/records/folder: it is a link
        hint: irr does not follow links here: replace it with the file or folder itself, or remove it
        error: cannot use SANDBOX/records/kent/2026-04-20-secret.yaml: it is a link
        hint: irr does not follow links here: replace it with the file or folder itself, or remove it
        error: cannot use SANDBOX/records/kent/2026-04-21-nowhere.yaml: it is a link
        hint: irr does not follow links here: replace it with the file or folder itself, or remove it
        --- exit 2
        ");
        for command in [&["validate", "-q"][..], &["fmt"], &["export"], &["due"], &["summary"], &["validate", "--fix"]] {
            let run = sandbox.run(command);
            let told = run.to_string();
            assert_eq!(run.code, 2, "{command:?}: {told}");
            assert_eq!(told.matches("it is a link").count(), 3, "{command:?}: {told}");
            assert!(!told.contains("words"), "{told}");
        }
        for command in [
            &["mv", "secret", "kent/2026-04-22-mine"][..],
            &["rm", "secret"],
            &["show", "secret"],
            &["set", "secret", "stage=draft"],
        ] {
            let run = sandbox.run(command);
            assert!(run.code == 2 && run.to_string().contains("it is a link"), "{command:?}: {run}");
        }
        assert_eq!(sandbox.read("elsewhere/2026-04-20-secret.yaml"), "secret: words\n");
        // What is not asked for is not told, and stands in nobody's way.
        assert_eq!(sandbox.run(&["validate", "-q", FILE]).code, 0);
        assert_eq!(sandbox.run(&["set", "barns:R1", "priority=high"]).code, 0);
        assert_snapshot!(sandbox.run(&["fmt", "records/folder/2026-04-20-secret.yaml"]), @"
        --- stderr
        error: cannot use SANDBOX/records/folder: it is a link
        hint: irr does not follow links here: replace it with the file or folder itself, or remove it
        --- exit 2
        ");
    }

    #[test]
    fn links_that_lead_everywhere_take_no_time() {
        let sandbox = store();
        for (to, name) in [("/", "root"), ("/proc", "proc"), (".", "self"), ("..", "up"), ("/dev/zero", "zero.yaml")] {
            link(&sandbox, to, &format!("records/{name}"));
        }
        // Each of these folders leads to the next one ten times: followed, they are ten thousand million.
        for depth in 0..10 {
            for number in 0..10 {
                link(&sandbox, &format!("../fan{}", depth + 1), &format!("records/fan{depth}/{number}"));
            }
        }
        let begun = Instant::now();
        let run = sandbox.run(&["validate", "-q"]);
        assert_eq!(run.code, 2);
        assert_eq!(run.to_string().matches("it is a link").count(), 105, "{run}");
        assert!(begun.elapsed() < Duration::from_secs(20));
        let run = sandbox.run(&["fmt", "records/root"]);
        assert!(run.code == 2 && run.stdout.is_empty(), "{run}");
    }

    #[test]
    fn a_pipe_and_a_folder_with_a_records_name_are_told() {
        let sandbox = store();
        fs::create_dir(sandbox.path("records/kent/2026-04-21-folder.yaml")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(sandbox.path("records/kent/2026-04-22-pipe.yaml")).status().unwrap();
        assert!(made.success());
        assert_snapshot!(sandbox.run(&["validate", "-q"]), @"
        records/kent/2026-04-20-barns.yaml:7:14: warning[deadline-not-working-day] the last lawful day, Sun 2026-06-14, is a Sunday, which does not move it
        --- stderr
        error: cannot use SANDBOX/records/kent/2026-04-21-folder.yaml: it is a folder
        hint: irr reads only regular files here: remove it, or move it elsewhere
        error: cannot use SANDBOX/records/kent/2026-04-22-pipe.yaml: it is a pipe
        hint: irr reads only regular files here: remove it, or move it elsewhere
        --- exit 2
        ");
    }

    #[test]
    fn the_records_folder_and_the_settings_are_no_links() {
        let sandbox = Sandbox::bare();
        sandbox.write("elsewhere/kent/2026-04-20-barns.yaml", TEXT);
        symlink("elsewhere", sandbox.path("records")).unwrap();
        assert_snapshot!(sandbox.run(&["list"]), @"
        --- stderr
        error: cannot use SANDBOX/records: it is a link
        hint: irr does not follow links here: replace it with the file or folder itself, or remove it
        --- exit 2
        ");
        for command in [&["validate"][..], &["set", "barns:R1", "priority=high"], &["fmt"], &["init", ".", "--no-input"]] {
            let run = sandbox.run(command);
            assert!(run.code == 2 && run.to_string().contains("records: it is a link"), "{command:?}: {run}");
        }
        let sandbox = store();
        link(&sandbox, "/etc/passwd", "irr.yaml");
        assert_snapshot!(sandbox.run(&["validate"]), @"
        --- stderr
        error: cannot use SANDBOX/irr.yaml: it is a link
        hint: irr does not follow links here: replace it with the file or folder itself, or remove it
        --- exit 2
        ");
    }

    #[test]
    fn a_new_store_writes_through_no_link() {
        let sandbox = Sandbox::bare();
        fs::create_dir(sandbox.path("elsewhere")).unwrap();
        symlink("elsewhere", sandbox.path("schemas")).unwrap();
        let run = sandbox.run(&["init", ".", "--no-input"]);
        assert!(run.code == 2 && run.to_string().contains("schemas: it is a link"), "{run}");
        assert_eq!(fs::read_dir(sandbox.path("elsewhere")).unwrap().count(), 0);
    }

    #[test]
    fn what_an_editor_leaves_beside_a_record_never_matters() {
        let sandbox = store();
        link(&sandbox, "somebody@desk.4242:1790000000", "records/kent/.#2026-04-20-barns.yaml");
        let beside = [
            "2026-04-20-barns.yaml~",
            "#2026-04-20-barns.yaml#",
            ".2026-04-20-barns.yaml.swp",
            "2026-04-20-barns.yaml.orig",
            ".goutputstream-X1",
        ];
        for name in beside {
            sandbox.write(&format!("records/kent/{name}"), "half");
        }
        sandbox.commit();
        for command in [
            &["set", "barns:R1", "priority=high"][..],
            &["set", "--where", "ours", "owner=Head of Farms", "--yes"],
            &["list"],
            &["validate"],
            &["validate", "--against", "HEAD"],
            &["validate", "records/kent/.#2026-04-20-barns.yaml"],
            &["fmt"],
            &["mv", "barns", "kent/2026-04-20-sheds", "--anyway"],
            &["undo"],
            &["validate", "--fix"],
        ] {
            let run = sandbox.run(command);
            assert!(run.code == 0 && !run.to_string().contains("error:"), "{command:?}: {run}");
        }
        for name in beside {
            assert_eq!(sandbox.read(&format!("records/kent/{name}")), "half");
        }
    }

    #[test]
    fn what_is_written_stays_in_the_repository_that_it_was_said_for() {
        let sandbox = Sandbox::bare();
        sandbox.write("victim", "as it was");
        sandbox.write(&format!("repository/{FILE}"), TEXT);
        fs::create_dir(sandbox.path("repository/.git")).unwrap();
        link(&sandbox, "../victim", "repository/out.csv");
        link(&sandbox, "../victim", "repository/out.txt");
        link(&sandbox, "..", "repository/public");
        let store = ["--store", "repository"];
        let run = sandbox.run(&[&["export", "-o", "repository/out.csv"][..], &store].concat());
        assert_snapshot!(run, @"
        --- stderr
        error: cannot write repository/out.csv: a link in the repository leads outside of it
        hint: remove the link, or name the path that it leads to
        --- exit 2
        ");
        for args in [
            &["export", "-o", "repository/public/victim"][..],
            &["validate", "--output", "lines:repository/out.txt"],
            &["validate", "--write-baseline", "--baseline", "repository/out.csv"],
        ] {
            let run = sandbox.run(&[args, &store].concat());
            assert!(run.code == 2 && run.to_string().contains("outside of it"), "{args:?}: {run}");
            assert_eq!(sandbox.read("victim"), "as it was");
        }
        // A link of one's own, and a way out that is said, are followed.
        link(&sandbox, "victim", "mine.csv");
        assert_eq!(sandbox.run(&[&["export", "-o", "mine.csv"][..], &store].concat()).code, 0);
        assert!(sandbox.path("mine.csv").is_symlink() && sandbox.read("victim").starts_with("force,"));
        assert_eq!(sandbox.run(&[&["export", "-o", "repository/../victim"][..], &store].concat()).code, 0);
    }

    #[test]
    fn more_records_change_together_than_files_may_be_open() {
        let sandbox = Sandbox::new();
        for number in 10..110 {
            sandbox.write(
                &format!("records/kent/2026-04-20-barns-{number}.yaml"),
                &TEXT.replace("Barns", &format!("Barns {number}")),
            );
        }
        sandbox.commit();
        let irr = env!("CARGO_BIN_EXE_irr");
        for command in ["set --where ours owner=X --yes --anyway", "undo", "redo"] {
            let run = std::process::Command::new("sh")
                .args(["-c", &format!("ulimit -n 40; exec {irr} {command}")])
                .current_dir(sandbox.path(""))
                .env("IRR_TODAY", crate::sandbox::TODAY)
                .output()
                .unwrap();
            assert!(run.status.success(), "{command}: {}", String::from_utf8_lossy(&run.stderr));
        }
        assert!(sandbox.read("records/kent/2026-04-20-barns-109.yaml").contains("owner: X"));
    }
}
