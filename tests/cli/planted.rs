//! What somebody else has planted in names and words commands no terminal and no job's log, whatever irr writes.

use crate::sandbox::Sandbox;

/// What a terminal or a runner would obey.
#[cfg(unix)]
fn commands(text: &str, own_colours: bool) -> Vec<String> {
    let obeyed = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let without_own = |line: &str| match own_colours {
        true => line
            .split("\u{1b}[")
            .enumerate()
            .map(|(at, part)| match at {
                0 => part.to_owned(),
                _ => part
                    .split_once('m')
                    .filter(|(code, _)| code.bytes().all(|b| b.is_ascii_digit() || b == b';'))
                    .map_or(format!("\u{1b}[{part}"), |(_, rest)| rest.to_owned()),
            })
            .collect(),
        false => line.to_owned(),
    };
    let is_bad = |line: &str| {
        let line = without_own(line.trim_end_matches('\r'));
        line.contains(obeyed) || line.trim_start().starts_with("::") || line.contains("##[") || line.contains("##vso[")
    };
    text.split('\n').filter(|line| is_bad(line)).map(str::to_owned).collect()
}

#[cfg(unix)]
const WORDS: &str =
    "Head of \\e]52;c;aGk=\\a\\e[8m\\x9b2J\\u202edrawkcab ::stop-commands::pwn ::add-mask::e ##[stop-commands]pwn ##vso[task.x]y";

#[cfg(unix)]
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let record = |owner: &str| {
        format!(
            "schema_version: 1\nstage: draft\nforce:   Kent\nlocal_policing_body:\n  kind: pcc\ninspection:\n  title: \"{owner}\"\n  \
             published: 2025-05-16\nrecommendations:\n  - ref: \"1\"\n    text: |\n      ::stop-commands::words\n      \
             ##[error]act.\n\n      Done <script>x</script>\n    due: 2025-12-31\n    owner: \"{owner}\"\n    progress:\n      \
             - date: 2025-06-01\n        note: |\n          ##[group]x\n"
        )
    };
    sandbox.write("records/kent/2025-05-16-hedges.yaml", &record(WORDS));
    sandbox.write("records/kent/2025-05-17-\u{1b}[31mred\u{9b}m\u{202e}.yaml", &record("x"));
    sandbox.write("records/kent/2025-05-18-a\n::stop-commands::pwn\n##[x].yaml", "x: [");
    sandbox.write("records/##[add-mask]a\u{7}/2025-05-19-b.yaml", &record("x"));
    sandbox.write("letter\u{1b}]0;t\u{7}.md", "::error::no response ##[x]\u{1b}[31m");
    sandbox.commit();
    sandbox
}

#[cfg(unix)]
#[test]
fn no_command_writes_what_a_terminal_or_a_log_obeys() {
    let sandbox = sandbox();
    let lines = [
        "list --all",
        "list --all --columns record,owner,inspection,text",
        "list --fail --format csv --all",
        "list --all --format json",
        "list --all --format markdown",
        "due",
        "due --format csv",
        "due --format markdown",
        "due --format ics",
        "due --format json",
        "summary",
        "summary --format markdown",
        "summary --format html",
        "summary --format json",
        "export",
        "export --rows progress --format ndjson",
        "show hedges",
        "show hedges:R1",
        "show hedges --format markdown",
        "show 2025-05-18",
        "render hedges",
        "render hedges --internal",
        "render hedges --internal --format html",
        "render hedges --format html",
        "render hedges --format text",
        "validate",
        "validate --format lines",
        "validate --format github",
        "validate --format gitlab",
        "validate --format sarif",
        "validate --format junit",
        "validate --format markdown",
        "validate --format json",
        "validate --fix --diff",
        "fmt --check",
        "fmt --diff",
        "set hedges:R1 priority=high --dry-run",
        "set 2025-05-17:R1 priority=high --dry-run",
        "rm 2025-05-17 --dry-run",
        "close hedges:R1 --dry-run",
        "edit hedges",
        "undo",
        "doctor",
        "import letter\u{1b}]0;t\u{7}.md --dry-run",
        "list --where owner=\u{1b}[31m",
        "list --colour\u{1b}[8m\u{202e}",
        "list --force ::error::x\n::stop::y",
        "show ::stop::x",
    ];
    for line in lines {
        for colours in ["never", "always"] {
            for columns in ["40", "90"] {
                let mut args: Vec<&str> = line.split(' ').collect();
                args.extend(["--color", colours]);
                let run = sandbox.run_with(&args, &[("COLUMNS", columns)], "");
                let mut planted = commands(&format!("{}\n{}", run.stdout, run.stderr), colours == "always");
                if line.ends_with("github") {
                    planted.retain(|line| {
                        !["::error file=", "::warning file=", "::notice title="].iter().any(|own| line.starts_with(own))
                    });
                }
                assert_eq!(planted, Vec::<String>::new(), "irr {line} --color {colours}, {columns} columns");
                assert!(run.code <= 2, "irr {line}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn what_was_changed_to_be_shown_is_told_and_a_file_has_it_as_it_is() {
    let sandbox = sandbox();
    let told = |run: &crate::sandbox::Run| run.stderr.contains("note: some control characters are shown");
    let shown = sandbox.run(&["export", "--where", "record ~ hedges"]);
    assert!(told(&shown) && shown.stdout.contains("␛]52;c;aGk=␇") && shown.stdout.contains("## [stop-commands]"), "{shown}");
    assert!(!told(&sandbox.run(&["export", "--where", "record ~ hedges", "-o", "rows.csv"])));
    assert!(sandbox.read("rows.csv").contains("\u{1b}]52;c;aGk=\u{7}") && sandbox.read("rows.csv").contains("##[stop-commands]"));
    let json = sandbox.run(&["export", "--where", "record ~ hedges", "--format", "json"]);
    assert!(!told(&json));
    let rows: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert!(rows["items"][0]["owner"].as_str().unwrap().contains("\u{1b}]52;c;aGk=\u{7}"), "{rows}");
    assert!(rows["items"][0]["owner"].as_str().unwrap().ends_with("##[stop-commands]pwn ##vso[task.x]y"), "{rows}");
}

#[test]
fn what_is_laid_out_from_the_standard_input_comes_out_as_it_is() {
    let text = "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body:\n  kind: pcc\ninspection:\n  title: '##[x] \u{202e}y'\n  \
                published: 2025-05-16\nunplaced: |\n  ::error::z\n";
    let run = Sandbox::new().run_with(&["fmt", "-"], &[], text);
    assert!(run.stdout.contains("##[x] \u{202e}y") && run.stdout.contains("  ::error::z\n"), "{run}");
}
