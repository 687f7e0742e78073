//! `--rev`: the records as a commit has them

use crate::sandbox::Sandbox;
use crate::undo::{BARNS, done, store};
use insta::assert_snapshot;

/// Two records in two commits: the owner of a finding changes in the second, and the other record is renamed.
fn two_commits() -> Sandbox {
    let sandbox = store();
    sandbox.named();
    sandbox.git(&["tag", "start"]);
    done(&sandbox, &["set", "hops:R1", "due=2027-03-01", "--anyway"]);
    done(&sandbox, &["progress", "barns:R1", "-m", "Begun.", "--date", "2026-04-30"]);
    sandbox.git(&["commit", "-qam", "first"]);
    sandbox.git(&["tag", "first"]);
    done(&sandbox, &["set", "barns:R1", "owner=Head of Farms"]);
    done(&sandbox, &["mv", "hops", "kent/2026-04-20-oasts", "--yes"]);
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "second"]);
    sandbox
}

#[test]
fn every_reading_command_reads_the_records_of_the_commit() {
    let sandbox = two_commits();
    let checkout = two_commits();
    checkout.git(&["checkout", "-q", "first"]);
    for command in [
        &["list", "--all", "--format", "json"][..],
        &["list", "@none"],
        &["due", "--format", "csv"],
        &["show", "barns:R1"],
        &["show", "oasts"],
        &["find", "hops", "barns"],
        &["summary", "--format", "markdown"],
        &["export", "--format", "csv"],
        &["render", "hops", "--format", "markdown"],
        &["validate", "--format", "json"],
        &["validate", BARNS],
        &["validate", "--against", "start"],
        &["validate", "--changed", "start"],
        &["validate", "records/kent/2026-04-20-oasts.yaml"],
        &["fmt", "--check"],
        &[],
    ] {
        let past = sandbox.run(&[&["--rev", "first"], command].concat()).to_string();
        assert_eq!(past, checkout.run(command).to_string(), "irr {}", command.join(" "));
    }
}

#[test]
fn the_files_on_the_disk_do_not_count_and_stay_as_they_are() {
    let sandbox = two_commits();
    sandbox.write(BARNS, "not a record\n");
    sandbox.write("irr.yaml", "us: 1\n");
    let before = sandbox.git(&["status", "--short"]);
    assert!(sandbox.run(&["list", "--all", "--rev", "HEAD"]).to_string().contains("Head of Farms"));
    assert!(!sandbox.run(&["list", "--all", "--rev", "first"]).to_string().contains("Head of Farms"));
    std::fs::remove_dir_all(sandbox.path("records")).unwrap();
    assert!(sandbox.run(&["list", "--all", "--rev", "HEAD"]).to_string().contains("Head of Farms"));
    assert_ne!(sandbox.git(&["status", "--short"]), before);
}

#[test]
fn a_day_means_the_last_commit_until_its_end() {
    let sandbox = two_commits();
    let hash = sandbox.git(&["rev-parse", "--short=10", "HEAD"]);
    let run = sandbox.run(&["list", "--all", "--rev", "1 June 2025"]).to_string();
    assert!(run.contains("Head of Farms"), "{run}");
    assert!(run.contains(&format!("--rev 1 June 2025: the last commit until the end of that day is {}", hash.trim())), "{run}");
    assert_snapshot!(sandbox.run(&["list", "--rev", "2025-05-31"]), @"
    --- stderr
    error: cannot use `2025-05-31` as a revision: nothing was committed until 31 May 2025
    hint: name a later day, or a commit
    --- exit 2
    ");
}

#[test]
fn what_has_no_such_records_is_said() {
    let sandbox = two_commits();
    assert_snapshot!(sandbox.run(&["list", "--rev", "frist"]), @"
    --- stderr
    error: cannot use `frist` as a revision: git has no such commit
    hint: did you mean `first`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "--rev", "HEAD^{tree}"]), @"
    --- stderr
    error: cannot use `HEAD^{tree}` as a revision: git has no such commit
    hint: `git branch --all` and `git tag` list the names that git knows here, and `git fetch` gets those of the remote
    --- exit 2
    ");
    sandbox.git(&["checkout", "-q", "--orphan", "bare"]);
    sandbox.git(&["rm", "-rqf", "."]);
    sandbox.git(&["commit", "-qm", "nothing", "--allow-empty"]);
    assert_snapshot!(sandbox.run(&["list", "--rev", "HEAD"]), @"
    --- stderr
    error: cannot use `HEAD` as a revision: that commit has no records/
    hint: the records came later: `git log -- records` lists the commits that have them
    --- exit 2
    ");
    sandbox.git(&["checkout", "-q", "first"]);
    sandbox.git(&["mv", "records", "elsewhere"]);
    std::fs::create_dir(sandbox.path("farms")).unwrap();
    sandbox.git(&["mv", "elsewhere", "farms/records"]);
    sandbox.git(&["commit", "-qm", "moved"]);
    let moved = sandbox.run(&["list", "--rev", "HEAD"]).to_string();
    assert!(moved.contains("that commit has no records/\nhint: it has farms/records/: use --store "), "{moved}");
}

#[test]
fn a_bare_repository_is_named() {
    let sandbox = two_commits();
    sandbox.git(&["clone", "-q", "--bare", ".", "shared.git"]);
    std::fs::rename(sandbox.path(".git"), sandbox.path("not-git")).unwrap();
    assert_snapshot!(sandbox.run_in("shared.git", &["list", "--rev", "first"]), @"
    --- stderr
    error: SANDBOX/shared.git is a bare git repository, which has no files to read
    hint: `git clone` makes a copy with its files: run irr there
    --- exit 2
    ");
}

#[test]
fn commands_that_write_refuse() {
    let sandbox = two_commits();
    assert_snapshot!(sandbox.run(&["set", "barns:R1", "owner=X", "--rev", "first"]), @"
    --- stderr
    error: cannot use --rev with `irr set`
    hint: list, due, show, find, summary, render, export, reconcile, validate and fmt --check take it
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["fmt", "--rev", "first"]), @"
    --- stderr
    error: cannot use --rev with `irr fmt` without --check: what a commit has does not change
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "--rev", "-1"]), @"
    --- stderr
    error: cannot use `-1` as a revision: git has no such commit
    hint: `git branch --all` and `git tag` list the names that git knows here, and `git fetch` gets those of the remote
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["validate", "--fix", "--rev", "first"]), @"
    --- stderr
    error: cannot use --rev with --fix: what a commit has does not change
    --- exit 2
    ");
}

#[test]
fn links_submodules_and_hidden_files_of_a_commit_are_read_as_a_checkout_has_them() {
    let sandbox = two_commits();
    sandbox.write("records/kent/.hidden.yaml", "x\n");
    sandbox.write("records/kent/a:b.yaml", "x\n");
    sandbox.write("records/kent/latin.yaml", "x\n");
    std::fs::write(sandbox.path("records/kent/latin.yaml"), b"caf\xe9\n").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("2026-04-20-barns.yaml", sandbox.path("records/kent/link.yaml")).unwrap();
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "odd"]);
    for command in [&["list", "--all"][..], &["validate"], &["fmt", "--check"]] {
        let past = sandbox.run(&[command, &["--rev", "HEAD"]].concat()).to_string();
        assert_eq!(past, sandbox.run(command).to_string(), "irr {}", command.join(" "));
    }
}

#[test]
fn a_day_that_has_not_come_and_one_that_is_not_in_the_calendar_are_refused() {
    let sandbox = two_commits();
    assert_snapshot!(sandbox.run(&["list", "--rev", "2027-01-01"]), @"
    --- stderr
    error: cannot use --rev 2027-01-01: that day has not come yet
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "--rev", "31/11/25"]), @"
    --- stderr
    error: cannot use --rev: there is no date `31/11/25` in the calendar
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["diff", "--since", "2027-01-01"]), @"
    --- stderr
    error: cannot use --since 2027-01-01: that day has not come yet
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["diff", "--as-of", "2026-04-01"]), @"
    --- stderr
    error: cannot use --as-of with `irr diff`: it compares what was committed
    hint: --until names the last day
    --- exit 2
    ");
}
