//! The transcripts of the README, run.

use crate::sandbox::{Sandbox, project};
use insta::assert_snapshot;

/// Each `console` block of the README: a line `$ irr …`, and what it prints on its standard output.
fn transcripts() -> Vec<(String, String)> {
    let readme = std::fs::read_to_string(project().join("README.md")).unwrap();
    let blocks = readme.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks
        .map(|block| {
            let (command, output) = block.split_once('\n').unwrap();
            (command.strip_prefix("$ irr ").unwrap().to_owned(), output.to_owned())
        })
        .collect()
}

#[test]
fn each_transcript_is_what_irr_prints() {
    let transcripts = transcripts();
    assert!(transcripts.len() >= 3, "the README has lost its transcripts");
    let sandbox = Sandbox::bare();
    for (command, output) in transcripts {
        let mut args: Vec<&str> = command.split(' ').collect();
        let store = project().to_str().unwrap();
        args.extend(["--store", store]);
        let run = sandbox.run_with(&args, &[("COLUMNS", "100"), ("IRR_TODAY", "2026-11-24")], "");
        // The README's lines end as text files' do, those of a CSV otherwise.
        assert_eq!(run.stdout.replace("\r\n", "\n"), output, "irr {command}");
    }
}

/// The screen that the README shows of a dialogue.
#[cfg(unix)]
#[test]
fn the_dialogue_in_the_readme_is_what_a_person_sees() {
    use crate::terminal::{ENTER, Terminal};
    let readme = std::fs::read_to_string(project().join("README.md")).unwrap();
    let shown = readme.split("```text\n$ irr new\n").nth(1).unwrap().split("```").next().unwrap();
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "--force", "Kent", "--body", "pcc", "--holder", "A. N. Other", "--chief-officer", "A. N. Officer"]);
    let mut terminal = Terminal::run_with(&sandbox, &["new"], &[("IRR_TODAY", "2025-06-28")], None);
    terminal.answer("Title:", &format!("An inspection of the response to stolen tractors{ENTER}"));
    terminal.answer("Published:", &format!("16 May 2025{ENTER}"));
    terminal.answer("Inspectorates:", "");
    let seen: String = terminal.seen().lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    assert_eq!(seen, shown);
}

#[test]
fn the_record_in_the_readme_is_a_record() {
    let readme = std::fs::read_to_string(project().join("README.md")).unwrap();
    let example = readme.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let sandbox = Sandbox::new();
    sandbox.write("records/kent/2025-05-16-stolen-tractors.yaml", example);
    assert_snapshot!(sandbox.run(&["validate"]), @"
    1 record: no problems.
    --- stderr
    --- exit 0
    ");
}

/// The paper that the README leads to, made anew: where they differ,
/// `irr summary --since 2026-08-01 --until 2026-10-31 --format markdown --output docs/paper.md` makes them one.
#[test]
fn the_paper_in_the_docs_is_what_irr_writes() {
    let (kept, store) = (std::fs::read_to_string(project().join("docs/paper.md")).unwrap(), project().to_str().unwrap());
    let period = ["--since", "2026-08-01", "--until", "2026-10-31", "--format", "markdown", "--store", store];
    let run = Sandbox::bare().run_with(&[&["summary"], &period[..]].concat(), &[("IRR_TODAY", "2026-11-24")], "");
    assert!(run.stdout == kept, "docs/paper.md is stale");
}

#[test]
fn the_readme_names_each_command_and_leads_to_the_rules() {
    let readme = std::fs::read_to_string(project().join("README.md")).unwrap();
    assert!(readme.contains("(src/rules/README.md)"));
    let help = Sandbox::bare().run(&["--help"]).stdout;
    let commands = help.split("Usage:").nth(1).unwrap().split("Options:").next().unwrap();
    for command in commands.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' ')) {
        let name = command.split(' ').next().unwrap();
        assert!(name == "help" || readme.contains(&format!("`irr {name}")), "{name}");
    }
}
