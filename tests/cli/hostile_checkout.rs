//! A checkout of a repository whose every file was brought by somebody who means harm: no command runs anything, writes
//! outside, hangs, or prints what a terminal or a job would obey.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::sandbox::{Run, Sandbox};

/// Where the records folder is: a subfolder, so that files of a commit can make it look like a repository of its own.
const STORE: &str = "checkout/policing";
const RECORD: &str = "records/kent/2025-05-16-schools.yaml";
/// Escape sequences that set the clipboard and the title, a C1 control, a right-to-left override, and commands of three runners.
const POISON: &str = "a\u{1b}]52;c;ZXZpbA==\u{7}\u{9b}2J\u{202e}\n::stop-commands::pwn\n##[add-mask]pwn ##vso[task.x]pwn";

fn text(title: &str, owner: &str, due: &str) -> String {
    format!(
        "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {{kind: pcc}}\ninspection:\n  title: {title}\n  \
         published: 2025-05-16\nrecommendations:\n  - ref: \"1\"\n    text: Visit each school.\n    due: {due}\n    owner: {owner}\n"
    )
}

/// The repository as a reviewer has it after checking the branch out: committed files, and nothing else.
fn checkout() -> Sandbox {
    let sandbox = Sandbox::bare();
    fs::create_dir_all(sandbox.path("outside/deep")).unwrap();
    sandbox.write("outside/keys", "the victim's own\n");
    sandbox.write(
        "outside/2025-05-16-schools.yaml",
        &text("Schools outside", "Victim", "2026-03-31").replace("force: ", "force:    "),
    );
    let at = |name: &str| format!("{STORE}/{name}");
    sandbox.write(&at(RECORD), &text("Schools", "Head of Schools", "2026-03-31"));
    git(&sandbox, &["init", "-q", "-b", "main"]);
    git(&sandbox, &["add", "-A"]);
    git(&sandbox, &["commit", "-qm", "as it was"]);

    // A folder that looks like a bare repository, whose configuration runs a program; and a file that points to such a one.
    for (bare, name) in [(STORE, "policing"), ("checkout/evil.git", "evil.git")] {
        let pwned = sandbox.path("PWNED").display().to_string();
        let run = format!("touch {pwned}; false");
        sandbox.write(&format!("{bare}/HEAD"), "ref: refs/heads/main\n");
        sandbox.write(
            &format!("{bare}/config"),
            &format!(
                "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = \"{run}\"\n\thooksPath = {name}\n\
                 [diff]\n\texternal = \"{run}\"\n[diff \"x\"]\n\ttextconv = \"{run}\"\n[filter \"x\"]\n\tclean = \"{run}\"\n\tsmudge = \"{run}\"\n\
                 [remote \"origin\"]\n\turl = \"ext::sh -c {run}\"\n\tpromisor = true\n[extensions]\n\tpartialClone = origin\n"
            ),
        );
        for folder in ["objects", "refs"] {
            sandbox.write(&format!("{bare}/{folder}/kept"), "");
        }
        for hook in ["post-index-change", "reference-transaction", "pre-commit"] {
            sandbox.write(&format!("{bare}/{hook}"), &format!("#!/bin/sh\n{run}\n"));
            executable(&sandbox.path(&format!("{bare}/{hook}")));
        }
    }
    sandbox.write("checkout/.gitattributes", "*.yaml diff=x filter=x\n");

    // State that irr did not write.
    let journal =
        r#"{"deed":"set schools:R1 owner","files":[{"id":"evil/keys","before":null,"after":"planted\n","mode":35309}]}"#;
    sandbox.write(&at(".irr/journal.json"), journal);
    sandbox.write(&at(".irr/undo.json"), journal);
    sandbox.write(&at(".irr/kent/2025-05-16-schools.yaml"), "planted: 1\n");
    symlink("../../../outside/keys", sandbox.path(&at(".irr/lock"))).unwrap();

    // Links to folders, to files, to the root, to devices, and a fan of them.
    let records = at("records");
    let link = |to: &str, name: &str| symlink(to, sandbox.path(&format!("{records}/{name}"))).unwrap();
    link("../../../outside", "evil");
    link("/", "root");
    link("/proc/self", "proc");
    link("/dev/zero", "kent/2025-01-01-zero.yaml");
    link("../../../../outside/2025-05-16-schools.yaml", "kent/2025-01-02-outside.yaml");
    link("somebody@desk.4242:1790000000", "kent/.#2025-05-16-schools.yaml");
    for fan in 0..12 {
        link(".", &format!("fan{fan}"));
    }
    // Names that terminals and runners would obey.
    sandbox.write(&at(&format!("records/{}/2025-05-16-a.yaml", POISON.replace('/', "-"))), "a: 1\n");
    sandbox.write(&at(&format!("records/kent/2025-05-17-{}.yaml", POISON.replace('/', "-"))), &text("Named", "X", "2026-03-31"));
    sandbox.write(&at("records/##[add-mask]a/2025-05-16-b.yaml"), &text("Second", "X", "2026-03-31"));
    sandbox.write(&at("records/kent/2025-05-16-schools.yaml~"), "left by an editor: [\n");
    // Words that they would obey, and a field behind a comment that not every reader sees.
    let poison = format!("{POISON:?}")
        .replace("\\u{1b}", "\\e")
        .replace("\\u{7}", "\\a")
        .replace("\\u{9b}", "\\x9b")
        .replace("\\u{202e}", "\\u202e");
    sandbox.write(&at("records/kent/2025-05-18-words.yaml"), &text(&poison, &poison, "2026-03-31"));
    sandbox.write(
        &at("records/kent/2025-05-19-raw.yaml"),
        &text("Raw \u{1b}[2J\u{202e}", "::add-mask::x ##[stop-commands]x", "2026-03-31"),
    );
    sandbox.write(
        &at("records/kent/2025-05-20-hidden.yaml"),
        &text("Hidden", "Somebody\n    # agreed\r    priority: high", "2026-03-31"),
    );
    let many: String = (0..400).map(|key| format!("k{key}: &a{key} 1 # irr: allow(overdue) x\n")).collect();
    sandbox.write(&at("records/kent/2025-05-21-many.yaml"), &(text("Many", "X", "2026-03-31") + &many));
    sandbox.write(&at("records/kent/2025-05-22-deep.yaml"), &format!("a: {}{}\n", "[".repeat(20_000), "]".repeat(20_000)));
    // A date moved, and the rule that says so switched off by the same change.
    sandbox.write(&at(RECORD), &text("Schools", "Head of Schools", "2036-03-31"));
    sandbox.write(&at("irr.yaml"), "rules:\n  due-date-edited: allow\n  record-deleted: allow\n");
    let deep = "(".repeat(50_000);
    sandbox.write(
        &at("template.html"),
        &format!("{{{{ {deep}1{} }}}}<iframe src=\"file:///etc/passwd\"></iframe>", ")".repeat(50_000)),
    );

    git(&sandbox, &["add", "-A", "-f"]);
    git(&sandbox, &["commit", "-qm", "a pull request"]);
    // What came out of a clone is all that an outsider can bring.
    fs::rename(sandbox.path("checkout"), sandbox.path("origin")).unwrap();
    git_in(&sandbox, "", &["clone", "-q", "origin", "checkout"]);
    sandbox
}

fn git(sandbox: &Sandbox, args: &[&str]) {
    git_in(sandbox, "checkout", args);
}

fn git_in(sandbox: &Sandbox, folder: &str, args: &[&str]) {
    let said = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.fsmonitor=false"])
        .args(args)
        .current_dir(sandbox.path(folder))
        .env("HOME", sandbox.path(""))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CEILING_DIRECTORIES", sandbox.path(""))
        .output()
        .unwrap();
    assert!(said.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&said.stderr));
}

fn executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Every file outside of the checkout, with its text and mode.
fn outside(sandbox: &Sandbox) -> Vec<(String, String)> {
    use std::os::unix::fs::PermissionsExt;
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(sandbox.path("outside")).sort_by_file_name() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        let text = if entry.file_type().is_file() { fs::read_to_string(entry.path()).unwrap() } else { String::new() };
        found.push((format!("{} {mode:o}", entry.path().display()), text));
    }
    found
}

/// What of an output a terminal or a runner would obey.
fn obeyed(text: &str, is_annotated: bool) -> Vec<String> {
    let is_control = |c: char| c.is_control() && c != '\n' && c != '\t';
    let is_bidi = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}');
    let is_command = |line: &str| {
        let commanded = line.trim_start().starts_with("::") && !is_annotated;
        commanded || line.contains("##[") || line.contains("##vso[") || line.trim_start().starts_with("::stop-commands")
    };
    let lines = text.lines().filter(|line| line.chars().any(|c| is_control(c) || is_bidi(c)) || is_command(line));
    lines.map(|line| line.escape_debug().to_string()).collect()
}

fn run(sandbox: &Sandbox, args: &[&str]) -> Run {
    let store = sandbox.path(STORE);
    sandbox.run_with(&[&["--store", store.to_str().unwrap()], args].concat(), &[("GIT_CONFIG_NOSYSTEM", "1")], "")
}

const READING: &[&[&str]] = &[
    &["list", "--all"],
    &["list", "--fail", "--overdue"],
    &["list", "--all", "--format", "csv"],
    &["list", "--all", "--format", "markdown"],
    &["list", "--all", "--columns", "record,ref,owner,asks"],
    &["list", "--owner", "\u{1b}]0;x\u{7}"],
    &["list", "--where", "owner = \"\u{202e}x\" and ##[x]"],
    &["due"],
    &["due", "--format", "ics"],
    &["summary"],
    &["summary", "--format", "html"],
    &["summary", "--format", "markdown"],
    &["export", "--rows", "findings"],
    &["export", "--rows", "responses", "--format", "ndjson"],
    &["show", "schools"],
    &["show", "words:R1"],
    &["show", "\u{1b}]0;x\u{7}"],
    &["render", "words", "--format", "markdown", "--internal"],
    &["render", "words", "--format", "html"],
    &["render", "schools", "--format", "html", "--template", "template.html"],
    &["validate"],
    &["validate", "--format", "lines"],
    &["validate", "--format", "github"],
    &["validate", "--format", "sarif"],
    &["validate", "--format", "junit"],
    &["validate", "--format", "markdown"],
    &["validate", "--changed"],
    &["validate", "--against", "HEAD~1"],
    &["validate", "--against", "--output=/dev/null"],
    &["validate", "--staged"],
    &["validate", "--fix", "--diff"],
    &["fmt", "--check"],
    &["fmt", "--diff"],
    &["explain", "\u{1b}[2J"],
    &["completions", "bash"],
    &["schema"],
];

const WRITING: &[&[&str]] = &[
    &["fmt"],
    &["set", "schools:R1", "owner=New", "--yes"],
    &["set", "words:R1", "priority=low", "--yes", "--anyway"],
    &["set", "--where", "ours", "priority=low", "--yes", "--anyway"],
    &["progress", "schools:R1", "-m", "Seen"],
    &["extend", "schools:R1", "--to", "2037-01-31", "--reason", "x", "--approved-by", "y", "--anyway"],
    &["close", "schools:R1", "--evidence", "x.pdf", "--approved-by", "y", "--anyway"],
    &["mv", "evil/2025-05-16-schools", "kent/2025-05-30-schools", "--yes", "--anyway"],
    &["mv", "kent/2025-01-02-outside", "kent/2025-05-31-outside", "--yes", "--anyway"],
    &["rm", "kent/2025-01-02-outside", "--yes", "--anyway"],
    &["doctor"],
    &["doctor", "--yes"],
    &["undo"],
    &["undo", "--yes"],
    &["undo", "--list"],
    &["redo", "--yes"],
    &["edit", "schools"],
    &["init", "--no-input", "--ci", "github"],
];

/// Two tests, which run side by side: in one they would take as long as all others together.
#[test]
fn in_a_hostile_checkout_no_reading_command_runs_writes_outside_hangs_or_prints_what_is_obeyed() {
    judge(READING);
}

#[test]
fn in_a_hostile_checkout_no_writing_command_runs_writes_outside_hangs_or_prints_what_is_obeyed() {
    judge(WRITING);
}

fn judge(commands: &[&[&str]]) {
    let sandbox = checkout();
    let before = outside(&sandbox);
    let mut wrong = Vec::new();
    for args in commands {
        let done = run(&sandbox, args);
        let is_annotated = args.contains(&"github");
        if !(0..=2).contains(&done.code) {
            wrong.push(format!("{args:?} ended with {}: {done}", done.code));
        }
        wrong.extend(obeyed(&done.to_string(), is_annotated).into_iter().map(|line| format!("{args:?} prints {line}")));
        if sandbox.path("PWNED").exists() {
            wrong.push(format!("{args:?} ran a program of the checkout's"));
            fs::remove_file(sandbox.path("PWNED")).unwrap();
        }
        if outside(&sandbox) != before {
            wrong.push(format!("{args:?} changed what is outside"));
            break;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pull_request_that_moves_a_date_does_not_pass_by_its_own_settings() {
    let sandbox = checkout();
    let done = run(&sandbox, &["validate", "--against", "HEAD~1", "--format", "lines"]);
    assert_ne!(done.code, 0, "{done}");
    assert!(done.stdout.contains("due-date-edited"), "{done}");
}
