//! `irr save`, and `commit` in irr.yaml

use crate::sandbox::Sandbox;
use crate::undo::{BARNS, done, store, text};
use insta::assert_snapshot;

/// A store that is committed, in a repository that knows who commits.
fn saved() -> Sandbox {
    let sandbox = store();
    sandbox.named();
    sandbox
}

fn last_message(sandbox: &Sandbox) -> String {
    sandbox.git(&["log", "-1", "--format=%an%n%B"])
}

#[test]
fn what_changed_is_the_subject_and_nothing_else_is_committed() {
    let sandbox = saved();
    sandbox.write("staged.txt", "staged\n");
    sandbox.write("irr.yaml", "us: [Kent Farms]\n");
    sandbox.git(&["add", "staged.txt"]);
    done(&sandbox, &["set", "barns:R1", "hops:R1", "owner=Head of Farms", "--yes"]);
    done(&sandbox, &["extend", "hops:R1", "--to", "2027-03-31", "--reason", "Rain", "--approved-by", "PCC"]);
    assert_snapshot!(sandbox.run(&["save", "--dry-run"]), @"
    would save: Set the owner of barns:R1 to Head of Farms, and 3 other changes
      Set the owner of kent/2026-04-20-barns:R1 to Head of Farms
      Extend kent/2026-04-20-hops:R1 to 31 March 2027
      Set the owner of kent/2026-04-20-hops:R1 to Head of Farms
      Change the settings (irr.yaml)
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["save"]), @"
    saved: Set the owner of barns:R1 to Head of Farms, and 3 other changes
      Set the owner of kent/2026-04-20-barns:R1 to Head of Farms
      Extend kent/2026-04-20-hops:R1 to 31 March 2027
      Set the owner of kent/2026-04-20-hops:R1 to Head of Farms
      Change the settings (irr.yaml)
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(last_message(&sandbox), @"
    A. N. Officer
    Set the owner of barns:R1 to Head of Farms, and 3 other changes

    - Set the owner of kent/2026-04-20-barns:R1 to Head of Farms
    - Extend kent/2026-04-20-hops:R1 to 31 March 2027
    - Set the owner of kent/2026-04-20-hops:R1 to Head of Farms
    - Change the settings (irr.yaml)

    Irr-Finding: kent/2026-04-20-barns:R1
    Irr-Finding: kent/2026-04-20-hops:R1
    ");
    assert_eq!(sandbox.git(&["status", "--short"]), "A  staged.txt\n");
    assert_snapshot!(sandbox.run(&["save"]), @"
    --- stderr
    nothing to save: everything is committed
    --- exit 0
    ");
}

#[test]
fn a_message_is_the_subject_and_the_changes_are_listed_below_it() {
    let sandbox = saved();
    sandbox.write("records/kent/2026-05-01-sheds.yaml", &text("Sheds").replace("2026-04-20", "2026-05-01"));
    std::fs::remove_file(sandbox.path(BARNS)).unwrap();
    assert_snapshot!(sandbox.run(&["save", "-m", "Decisions of the board"]), @"
    --- stderr
    error[record-deleted]: the record was removed, with 1 finding
      ╭▸ records/kent/2026-04-20-barns.yaml:1:1
      │
    1 │ schema_version: 1
      │ ━
      │
      ╰ help: restore it; to remove a record that was made by mistake, use `--allow record-deleted` (`irr rm --anyway`)

    1 error and 0 warnings in 2 records.
    error: cannot save: the changes add the errors shown above
    hint: correct them first, or use --anyway to save the changes with these errors
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["save", "-m", "Decisions of the board", "--anyway"]), @"
    saved: Decisions of the board
      Remove kent/2026-04-20-barns
      Add kent/2026-05-01-sheds
    --- stderr
    records/kent/2026-04-20-barns.yaml:1:1: error[record-deleted] the record was removed, with 1 finding
    --- exit 0
    ");
    assert_snapshot!(last_message(&sandbox), @"
    A. N. Officer
    Decisions of the board

    - Remove kent/2026-04-20-barns
    - Add kent/2026-05-01-sheds

    Irr-Record: kent/2026-04-20-barns
    Irr-Record: kent/2026-05-01-sheds
    ");
}

#[test]
fn what_is_in_the_way_is_said_with_the_next_step() {
    let sandbox = store();
    done(&sandbox, &["set", "barns:R1", "priority=high"]);
    assert_snapshot!(sandbox.run(&["save"]), @r#"
    --- stderr
    error: git does not know your name and e-mail address, which each commit carries
    hint: `git config user.name "A. N. Officer"` and `git config user.email officer@example.org` set them
    --- exit 2
    "#);
    sandbox.named();
    sandbox.git(&["checkout", "-q", "--detach"]);
    assert_snapshot!(sandbox.run(&["save"]), @"
    --- stderr
    error: this folder is on no branch of git (detached HEAD), so a commit would be lost
    hint: make a branch of what is here with `git switch -c NAME`, or go back to one with `git switch main`
    --- exit 2
    ");
    sandbox.git(&["checkout", "-q", "main"]);
    for (file, text) in [(".git/REVERT_HEAD", ""), (".git/index.lock", "")] {
        sandbox.write(file, text);
    }
    let reverting = sandbox.run(&["save"]);
    std::fs::remove_file(sandbox.path(".git/REVERT_HEAD")).unwrap();
    assert_snapshot!(format!("{reverting}\n{}", sandbox.run(&["save"])), @"
    --- stderr
    error: a revert was begun here with git and is not finished
    hint: finish it with `git revert --continue`, or leave it with `git revert --abort`
    --- exit 2
    --- stderr
    error: another git program is at work here, or was interrupted: SANDBOX/.git/index.lock exists
    hint: wait until it has finished; if none is running, remove SANDBOX/.git/index.lock
    --- exit 2
    ");
    std::fs::remove_file(sandbox.path(".git/index.lock")).unwrap();
    let bare = Sandbox::bare();
    bare.write(BARNS, &text("Barns"));
    assert_snapshot!(bare.run(&["save"]), @"
    --- stderr
    error: cannot save
    because: SANDBOX is not in a git repository
    hint: `git init` creates one in this folder; then run `irr save` again
    --- exit 2
    ");
}

#[test]
fn hooks_of_the_repository_do_not_run() {
    let sandbox = saved();
    for hook in ["pre-commit", "commit-msg", "post-commit", "prepare-commit-msg", "reference-transaction", "post-index-change"] {
        sandbox.write(&format!(".git/hooks/{hook}"), "#!/bin/sh\ntouch RAN\nexit 1\n");
        #[cfg(unix)]
        std::fs::set_permissions(
            sandbox.path(&format!(".git/hooks/{hook}")),
            std::os::unix::fs::PermissionsExt::from_mode(0o755),
        )
        .unwrap();
    }
    done(&sandbox, &["set", "barns:R1", "priority=high"]);
    done(&sandbox, &["save"]);
    assert!(!sandbox.path("RAN").exists());
}

#[test]
fn each_change_is_committed_where_the_settings_say_so() {
    let sandbox = saved();
    sandbox.write("irr.yaml", "commit: always\n");
    done(&sandbox, &["save"]);
    sandbox.write(BARNS, &text("Barns and more"));
    assert_snapshot!(sandbox.run(&["set", "hops:R1", "priority=high"]), @"
    kent/2026-04-20-hops:R1: priority=high
    --- stderr
    saved: Set the priority of hops:R1 to high
    --- exit 0
    ");
    assert_eq!(sandbox.git(&["status", "--short"]), format!(" M {BARNS}\n"));
    // Without a terminal nobody is asked.
    sandbox.write("irr.yaml", "commit: ask\n");
    assert_snapshot!(sandbox.run(&["set", "hops:R1", "priority=low"]), @"
    kent/2026-04-20-hops:R1: priority=low
    --- stderr
    --- exit 0
    ");
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use crate::terminal::{ENTER, ESCAPE, Terminal};

    #[test]
    fn somebody_whom_git_does_not_know_is_asked_for_a_name() {
        let sandbox = store();
        done(&sandbox, &["set", "barns:R1", "priority=high"]);
        let mut terminal = Terminal::run(&sandbox, &["save"]);
        terminal.answer("Your name:", "R. Other\r");
        terminal.answer("Your e-mail address:", "other\r");
        terminal.see("an e-mail address contains @");
        terminal.press("@example.org\r");
        terminal.answer("Remember both for this repository (in .git/config)?", "y\r");
        assert_snapshot!(terminal.end(), @"
        Each saved change carries a name and an e-mail address, and git does not know yours yet.
        ? Your name: R. Other
        ? Your e-mail address: other@example.org
        > Remember both for this repository (in .git/config)? Yes
        saved: Set the priority of barns:R1 to high
        --- exit 0
        ");
        assert_snapshot!(last_message(&sandbox), @"
        R. Other
        Set the priority of barns:R1 to high

        - Set the priority of kent/2026-04-20-barns:R1 to high

        Irr-Finding: kent/2026-04-20-barns:R1
        ");
        assert_eq!(sandbox.git(&["config", "--local", "user.email"]), "other@example.org\n");
    }

    #[test]
    fn a_folder_without_a_repository_gets_one() {
        let sandbox = Sandbox::bare();
        sandbox.write(BARNS, &text("Barns"));
        let env =
            [("GIT_AUTHOR_NAME", "A"), ("GIT_AUTHOR_EMAIL", "a@b"), ("GIT_COMMITTER_NAME", "A"), ("GIT_COMMITTER_EMAIL", "a@b")];
        let mut terminal = Terminal::run_with(&sandbox, &["save"], &env, None);
        terminal.answer("Create a repository there?", ENTER);
        assert_snapshot!(terminal.end(), @"
        The records have no history yet: SANDBOX is in no git repository.
        > Create a repository there? Yes
        saved: Add Barns
        --- exit 0
        ");
        assert_eq!(sandbox.git(&["log", "--format=%s"]), "Add Barns\n");
    }

    #[test]
    fn a_change_is_saved_once_somebody_says_so() {
        let sandbox = saved();
        sandbox.write("irr.yaml", "commit: ask\n");
        done(&sandbox, &["save"]);
        let mut terminal = Terminal::run(&sandbox, &["set", "barns:R1", "priority=high"]);
        terminal.answer("Save this change (commit)?", ESCAPE);
        assert_snapshot!(terminal.end(), @"
        kent/2026-04-20-barns:R1: priority=high
        ? Save this change (commit)? <canceled>
        not saved: `irr save` does it later
        --- exit 0
        ");
        let mut terminal = Terminal::run(&sandbox, &["set", "barns:R1", "owner=Head of Barns"]);
        terminal.answer("Save this change (commit)?", ENTER);
        assert_snapshot!(terminal.end(), @"
        kent/2026-04-20-barns:R1: owner=Head of Barns
        > Save this change (commit)? Yes
        saved: Set the owner of barns:R1 to Head of Barns, and 1 other change
        --- exit 0
        ");
        assert_snapshot!(last_message(&sandbox), @"
        A. N. Officer
        Set the owner of barns:R1 to Head of Barns, and 1 other change

        - Set the owner of kent/2026-04-20-barns:R1 to Head of Barns
        - Set the priority of kent/2026-04-20-barns:R1 to high

        Irr-Finding: kent/2026-04-20-barns:R1
        ");
    }
}

#[test]
fn line_ends_that_git_writes_its_own_way_are_nothing_to_save() {
    let sandbox = saved();
    sandbox.write(".gitattributes", "* text=auto eol=lf\n");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "attributes"]);
    sandbox.write(BARNS, &text("Barns").replace('\n', "\r\n"));
    assert_snapshot!(sandbox.run(&["save"]), @"
    --- stderr
    nothing to save: everything is committed
    --- exit 0
    ");
    sandbox.write(BARNS, &text("Barns in May").replace('\n', "\r\n"));
    assert_snapshot!(sandbox.run(&["save"]), @"
    saved: Set the report's title of Barns in May to Barns in May
    --- stderr
    --- exit 0
    ");
}
