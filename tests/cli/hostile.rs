//! Repositories that somebody else wrote: no command runs anything of theirs.

use std::fs;

use crate::sandbox::{Run, Sandbox};
use insta::assert_snapshot;

const RECORD: &str = "schema_version: 1
stage: draft
force: Kent
local_policing_body:
  kind: pcc
inspection:
  title: An inspection of tractors
  published: 2025-05-16
recommendations:
  - ref: \"1\"
    text: Chief constables should count tractors.
    due: 2025-12-31
";

const FILE: &str = "records/kent/2025-05-16-subject.yaml";

/// What every trap does, where it is sprung.
const TRAP: &str = "trap";

impl Sandbox {
    /// A command that leaves a file behind, and fails.
    fn trap(&self) -> String {
        let script = self.path("trap.sh");
        fs::write(&script, format!("#!/bin/sh\necho sprung > '{}'\nexit 1\n", self.path(TRAP).display())).unwrap();
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        script.to_str().unwrap().to_owned()
    }

    /// Whether a trap was sprung since this was last asked.
    fn is_sprung(&self) -> bool {
        fs::remove_file(self.path(TRAP)).is_ok()
    }

    /// Runs git as somebody does who knows of no danger, whatever comes of it.
    fn careless_git(&self, args: &[&str]) {
        let mut command = std::process::Command::new("git");
        command.args(args).current_dir(self.path("")).env("HOME", self.path("")).env("GIT_CONFIG_NOSYSTEM", "1");
        command.output().unwrap();
    }

    /// Makes a folder look like a git repository without a work tree, as a pull request can: with no file called `.git`.
    fn disguise(&self, folder: &str) {
        let trap = self.trap();
        self.write(&format!("{folder}/HEAD"), "ref: refs/heads/main\n");
        self.write(&format!("{folder}/objects/keep"), "");
        self.write(&format!("{folder}/refs/heads/keep"), "");
        let config = format!(
            "[core]\n\trepositoryformatversion = 1\n\tbare = false\n\tworktree = .\n\tfsmonitor = \"{trap}; false\"\n\
             [extensions]\n\tpartialClone = origin\n[remote \"origin\"]\n\turl = \"ext::{trap}\"\n\tpromisor = true\n\
             [protocol \"ext\"]\n\tallow = always\n[diff]\n\texternal = {trap}\n[filter \"x\"]\n\tclean = {trap}\n[core]\n\tpager = {trap}\n"
        );
        self.write(&format!("{folder}/config"), &config);
        self.write(&format!("{folder}/.gitattributes"), "* filter=x diff=x\n");
    }
}

/// Commands that ask git for something, or might.
const COMMANDS: [&[&str]; 12] = [
    &["validate"],
    &["validate", "--against", "HEAD"],
    &["validate", "--changed"],
    &["validate", "--staged"],
    &["validate", "--changed", "HEAD~1:./x"],
    &["list", "--all"],
    &["due"],
    &["set", "subject:R1", "owner=Head of Estates", "--yes"],
    &["undo"],
    &["mv", "subject", "kent/2025-05-16-other", "--yes"],
    &["init", "--no-input", "--ci", "github"],
    &["doctor"],
];

#[test]
fn a_folder_that_looks_like_a_repository_runs_nothing() {
    let sandbox = Sandbox::bare();
    sandbox.write(&format!("policing/{FILE}"), RECORD);
    sandbox.commit();
    sandbox.disguise("policing");
    sandbox.careless_git(&["-c", "safe.bareRepository=all", "-C", "policing", "status"]);
    assert!(sandbox.is_sprung(), "the trap does not work, so the test shows nothing");
    for args in COMMANDS {
        let run = sandbox.run(&[args, &["--store", "policing"]].concat());
        assert!(!sandbox.is_sprung(), "{args:?} {run}");
    }
    // The same without a repository around, as somebody has it who unpacked an archive.
    fs::remove_dir_all(sandbox.path(".git")).unwrap();
    for args in COMMANDS {
        let run = sandbox.run(&[args, &["--store", "policing"]].concat());
        assert!(!sandbox.is_sprung(), "{args:?} {run}");
    }
}

#[test]
fn a_repository_runs_no_hook_and_fetches_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, RECORD);
    sandbox.commit();
    let blob = sandbox.git(&["rev-parse", &format!("HEAD:{FILE}")]);
    let (folder, name) = blob.trim().split_at(2);
    fs::remove_file(sandbox.path(&format!(".git/objects/{folder}/{name}"))).unwrap();
    let trap = sandbox.trap();
    let settings = [
        ("core.fsmonitor", trap.as_str()),
        ("core.hooksPath", "."),
        ("core.pager", &trap),
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", &format!("ext::{trap}")),
        ("protocol.ext.allow", "always"),
        ("diff.external", &trap),
        ("diff.x.command", &trap),
        ("diff.x.textconv", &trap),
    ];
    for (name, value) in settings {
        sandbox.git(&["config", name, value]);
    }
    sandbox.write(".gitattributes", "*.yaml diff=x\n");
    fs::copy(&trap, sandbox.path("post-index-change")).unwrap();
    sandbox.write(FILE, &RECORD.replace("2025-12-31", "2026-12-31"));
    sandbox.careless_git(&["cat-file", "-p", blob.trim()]);
    assert!(sandbox.is_sprung(), "the trap does not work, so the test shows nothing");
    for args in COMMANDS {
        let run = sandbox.run(args);
        assert!(!sandbox.is_sprung(), "{args:?} {run}");
    }
    assert_eq!(sandbox.run(&["validate", "--against", "HEAD"]).code, 2);
}

#[test]
fn a_revision_is_never_read_as_a_flag() {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, RECORD);
    sandbox.commit();
    for flag in ["--against", "--changed"] {
        for revision in ["--output=written", "-h", "--upload-pack=touch written", "^HEAD", "", "HEAD HEAD", "HEAD:records"] {
            let run = sandbox.run(&["validate", &format!("{flag}={revision}")]);
            assert!(run.code == 2 && run.to_string().contains("git has no such commit"), "{flag}={revision} {run}");
        }
    }
    assert!(!sandbox.path("written").exists());
}

fn against_head(sandbox: &Sandbox, env: &[(&str, &str)]) -> Run {
    let env = [&[("IRR_TODAY", "2025-06-02")], env].concat();
    sandbox.run_with(&["validate", "--against", "HEAD", "-q"], &env, "")
}

#[test]
fn a_replacement_or_a_graft_hides_no_change() {
    let edited = |trick: &dyn Fn(&Sandbox)| {
        let sandbox = Sandbox::new();
        sandbox.write(FILE, RECORD);
        sandbox.commit();
        sandbox.write(FILE, &RECORD.replace("2025-12-31", "2026-12-31"));
        sandbox.commit();
        trick(&sandbox);
        sandbox.run(&["validate", "--against", "HEAD~1", "-q"])
    };
    let replaced = |what: &'static str| {
        move |sandbox: &Sandbox| drop(sandbox.git(&["replace", &format!("HEAD~1{what}"), &format!("HEAD{what}")]))
    };
    let named = format!(":{FILE}");
    let blob = |sandbox: &Sandbox| drop(sandbox.git(&["replace", &format!("HEAD~1{named}"), &format!("HEAD{named}")]));
    let graft = |sandbox: &Sandbox| {
        let [head, before] = ["HEAD", "HEAD~1"].map(|name| sandbox.git(&["rev-parse", name]).trim().to_owned());
        sandbox.write(".git/info/grafts", &format!("{before} {head}\n{head}\n"));
    };
    let tricks: [&dyn Fn(&Sandbox); 4] = [&replaced(""), &replaced("^{tree}"), &blob, &graft];
    for (at, trick) in tricks.into_iter().enumerate() {
        let run = edited(trick);
        assert!(run.code == 1 && run.to_string().contains("due-date-edited"), "{at}: {run}");
    }
}

#[test]
fn a_repository_of_another_user_is_refused_as_git_refuses_it() {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, RECORD);
    sandbox.commit();
    let another = ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    assert_snapshot!(against_head(&sandbox, &[another]), @"
    --- stderr
    error: git refuses to open this repository: it belongs to another user
    hint: if you trust what is in it: `git config --global --add safe.directory SANDBOX`
    --- exit 2
    ");
    // What needs no git goes on.
    assert_eq!(sandbox.run_with(&["list"], &[another], "").code, 0);
    assert_snapshot!(sandbox.run_with(&["set", "subject:R1", "owner=Head of Estates"], &[another], ""), @"
    kent/2025-05-16-subject:R1: owner=Head of Estates
    --- stderr
    warning: cannot compare this change with the last commit: git refuses to open this repository: it belongs to another user; `irr validate --against HEAD` explains what to do
    --- exit 0
    ");
    // Git's own remedy helps.
    let real = sandbox.path("").canonicalize().unwrap();
    sandbox.git(&["config", "--file", ".gitconfig", "--add", "safe.directory", real.to_str().unwrap()]);
    assert_eq!(against_head(&sandbox, &[another]).code, 0);
    let run = against_head(
        &sandbox,
        &[
            another,
            ("HOME", "/nowhere"),
            ("GIT_CONFIG_COUNT", "1"),
            ("GIT_CONFIG_KEY_0", "safe.directory"),
            ("GIT_CONFIG_VALUE_0", "*"),
        ],
    );
    assert_eq!(run.code, 0, "{run}");
}

#[test]
fn the_environment_of_a_hook_or_of_another_repository_leads_nowhere_else() {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, RECORD);
    sandbox.commit();
    sandbox.write(FILE, &RECORD.replace("2025-12-31", "2026-12-31"));
    let plain = against_head(&sandbox, &[]).to_string();
    assert!(plain.contains("--- exit 1"), "{plain}");
    for variable in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_COMMON_DIR",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
        "GIT_CEILING_DIRECTORIES",
        "GIT_EXTERNAL_DIFF",
        "GIT_SHALLOW_FILE",
        "GIT_GLOB_PATHSPECS",
        "GIT_TRACE",
    ] {
        assert_eq!(against_head(&sandbox, &[(variable, "1")]).to_string(), plain, "{variable}");
    }
}

#[test]
fn a_linked_work_tree_and_a_submodule_are_repositories_too() {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, RECORD);
    sandbox.commit();
    sandbox.git(&["worktree", "add", "-q", "linked"]);
    sandbox.git(&["-c", "protocol.file.allow=always", "clone", "-q", ".", "whole"]);
    sandbox.git(&["-C", "whole", "-c", "protocol.file.allow=always", "submodule", "add", "-q", "../.git", "module"]);
    for folder in ["linked", "whole/module"] {
        assert!(sandbox.path(&format!("{folder}/.git")).is_file());
        let against = ["validate", "--store", folder, "--against", "HEAD", "--rule", "record-deleted"];
        assert_eq!(sandbox.run(&against).code, 0, "{folder}");
        fs::remove_file(sandbox.path(&format!("{folder}/{FILE}"))).unwrap();
        assert_eq!(sandbox.run(&against).code, 1, "{folder}");
    }
}
