//! What irr keeps for itself: where it is, and what of it is not trusted.

#[cfg(unix)]
use std::fs;

use crate::sandbox::{Run, Sandbox};
#[cfg(unix)]
use insta::assert_snapshot;

const FILE: &str = "records/kent/2026-04-20-barns.yaml";
const TEXT: &str = "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\ninspection:\n  title: Barns\n  \
    published: 2026-04-20\nrecommendations:\n  - ref: \"1\"\n    text: Mend them.\n    due: 2027-01-31\n";
const SET: [&str; 3] = ["set", "barns:R1", "priority=high"];

/// A sandbox with a record in each of these folders, committed.
fn committed(folders: &[&str]) -> Sandbox {
    let sandbox = Sandbox::bare();
    folders.iter().for_each(|folder| sandbox.write(&format!("{folder}{FILE}"), TEXT));
    sandbox.commit();
    sandbox
}

fn done(sandbox: &Sandbox, args: &[&str]) -> Run {
    let run = sandbox.run(args);
    assert_eq!(run.code, 0, "{args:?}: {run}");
    run
}

#[test]
fn under_git_nothing_is_kept_beside_the_records() {
    let sandbox = committed(&[""]);
    done(&sandbox, &SET);
    assert!(!sandbox.path(".irr").exists() && sandbox.path(".git/irr/lock").is_file());
    assert_eq!(sandbox.git(&["rev-parse", "--git-path", "irr"]), ".git/irr\n");
    assert_eq!(sandbox.git(&["status", "--porcelain"]), format!(" M {FILE}\n"));
}

#[test]
fn each_records_folder_of_a_repository_has_its_own() {
    let sandbox = committed(&["", "steps/", "in/steps/"]);
    for folder in ["in/steps", "steps", "."] {
        assert_eq!(sandbox.run(&["undo", "--store", folder]).code, 1, "{folder}");
        done(&sandbox, &[&SET[..], &["--store", folder]].concat());
    }
    for folder in [".", "steps", "in/steps"] {
        done(&sandbox, &["undo", "--store", folder]);
        assert_eq!(sandbox.read(&format!("{folder}/{FILE}")), TEXT);
        assert_eq!(sandbox.run(&["undo", "--store", folder]).code, 1, "{folder}");
    }
}

#[test]
fn each_linked_worktree_has_its_own() {
    let sandbox = committed(&[""]);
    sandbox.git(&["worktree", "add", "-q", "other"]);
    done(&sandbox, &[&SET[..], &["--store", "other"]].concat());
    assert!(sandbox.path(".git/worktrees/other/irr/lock").is_file());
    assert_eq!(sandbox.run(&["undo"]).code, 1);
    done(&sandbox, &["undo", "--store", "other"]);
    assert_eq!(sandbox.read(&format!("other/{FILE}")), TEXT);
}

/// A `.git` file in a folder of the repository that names files which came with it.
#[cfg(unix)]
#[test]
fn a_git_folder_among_the_files_of_a_repository_is_not_used() {
    let sandbox = committed(&["sub/"]);
    sandbox.write("sub/.git", "gitdir: ../evil\n");
    sandbox.write("evil/HEAD", "ref: refs/heads/main\n");
    sandbox.write("evil/config", "[core]\n\tfsmonitor = \"touch ../ran; false\"\n\tbare = false\n");
    sandbox.write("victim", "as it was");
    for folder in ["evil/objects", "evil/refs", "evil/irr"] {
        fs::create_dir_all(sandbox.path(folder)).unwrap();
    }
    std::os::unix::fs::symlink("../../victim", sandbox.path("evil/irr/lock")).unwrap();
    sandbox.write("evil/irr/journal.json.gz", "planted");
    done(&sandbox, &[&SET[..], &["--store", "sub"]].concat());
    assert!(sandbox.path(".git/irr/in/sub/lock").is_file());
    assert_eq!(sandbox.read("victim"), "as it was");
    done(&sandbox, &["doctor", "--store", "sub"]);
    done(&sandbox, &["validate", "-q", "--against", "HEAD", "--store", "sub"]);
    assert!(!sandbox.path("ran").exists() && !sandbox.path("../ran").exists());
}

#[cfg(unix)]
mod without_git {
    use std::os::unix::fs::symlink;

    use super::*;

    fn store() -> Sandbox {
        let sandbox = Sandbox::bare();
        sandbox.write(FILE, TEXT);
        sandbox.write("victim", "as it was");
        sandbox
    }

    fn refused(sandbox: &Sandbox, args: &[&str]) -> Run {
        let run = sandbox.run(args);
        assert_eq!(run.code, 2, "{args:?}: {run}");
        assert_eq!((sandbox.read("victim"), sandbox.read(FILE)), ("as it was".to_owned(), TEXT.to_owned()), "{args:?}");
        run
    }

    #[test]
    fn it_is_kept_beside_the_records_where_no_git_that_comes_later_sees_it() {
        let sandbox = store();
        done(&sandbox, &SET);
        assert!(sandbox.path(".irr/steps").is_dir());
        sandbox.git(&["init", "-q"]);
        assert!(!sandbox.git(&["status", "--porcelain"]).contains(".irr"));
    }

    #[test]
    fn a_folder_that_is_a_link_is_not_used() {
        let sandbox = store();
        fs::create_dir(sandbox.path("elsewhere")).unwrap();
        symlink("elsewhere", sandbox.path(".irr")).unwrap();
        assert_snapshot!(refused(&sandbox, &SET), @"
        --- stderr
        error: cannot use SANDBOX/.irr: it is a link, where irr keeps its own files
        hint: look at it, then remove it: irr creates its own
        --- exit 2
        ");
        for command in [&["doctor"][..], &["doctor", "--discard"], &["undo"], &["redo"], &["fmt"]] {
            refused(&sandbox, command);
        }
        assert_eq!(fs::read_dir(sandbox.path("elsewhere")).unwrap().count(), 0);
        assert_eq!(sandbox.run(&["list"]).code, 0);
    }

    #[test]
    fn nothing_in_it_that_is_no_file_is_opened() {
        for name in ["lock", "changes", "journal.json.gz"] {
            let sandbox = store();
            fs::create_dir(sandbox.path(".irr")).unwrap();
            symlink("../victim", sandbox.path(&format!(".irr/{name}"))).unwrap();
            let told = refused(&sandbox, &SET).to_string();
            assert!(told.contains(&format!(".irr/{name}")) && told.contains("it is a link"), "{told}");
            fs::remove_file(sandbox.path(&format!(".irr/{name}"))).unwrap();
            // Opened, it would be waited on for ever.
            let made = std::process::Command::new("mkfifo").arg(sandbox.path(&format!(".irr/{name}"))).status().unwrap();
            assert!(made.success());
            let told = refused(&sandbox, &SET).to_string();
            assert!(told.contains("it is a pipe"), "{told}");
        }
    }

    #[test]
    fn a_sheet_that_is_a_link_is_not_typed_into() {
        let sandbox = store();
        fs::create_dir_all(sandbox.path(".irr/sheets/kent")).unwrap();
        symlink("../../../victim", sandbox.path(".irr/sheets/kent/2026-04-20-barns.yaml")).unwrap();
        let run = sandbox.run_with(&["edit", "barns"], &[("EDITOR", "sed -i s/was/is/")], "");
        assert_snapshot!(run, @"
        --- stderr
        error: cannot use SANDBOX/.irr/sheets/kent/2026-04-20-barns.yaml: it is a link, where irr keeps its own files
        hint: look at it, then remove it: irr creates its own
        --- exit 2
        ");
        assert_eq!(sandbox.read("victim"), "as it was");
    }
}
