//! `irr` without a command

use insta::assert_snapshot;

use crate::custody;
use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::with_form();
    assert_eq!(sandbox.run(&["set", "tractors:R3", "owner=Head of Training"]).code, 0);
    let add = ["action", "add", "tractors:R3", "--text", "Count the tractors", "--target"];
    assert_eq!(sandbox.run(&[&add[..], &["2026-05-20"]].concat()).code, 0);
    assert_eq!(sandbox.run(&[&add[..], &["2026-04-20"]].concat()).code, 0);
    sandbox
}

#[test]
fn a_morning_begins_with_what_is_overdue_and_what_is_due_next() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run_with(&[], &[("COLUMNS", "100")], ""), @"
    Fri 1 May 2026

    4 findings are overdue  irr list --overdue
      350 days late  stolen:R6  Chief constables and police and crime commissioners should share what…
      166 days late  stolen:R3  Head of Training: Chief constables should plan for the harvest.
      1 day late     stolen:R2  Chief constables should see that each report names the field.
      1 day late     stolen:R4  Chief constables, working with the Farm Board, should train those who…
      2 other deadlines are overdue: irr due --overdue

    1 deadline in the next four weeks  irr due --within 4w
      Wed 20 May 2026  stolen:R3  action 1: Head of Training: Count the tractors

    1 response is awaited  irr due --clock response
      295 days late  stolen  was due Thu 10 Jul 2025: An inspection of the response to stolen tractors

    1 record
      problems  irr validate  2 errors and 8 warnings

    What you might do next
      irr progress stolen:R6  record what was done about the most urgent finding
      irr show stolen         read the record whose response is due first
      irr find WORDS          find words anywhere in the records

    `irr --help` lists all commands.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run_with(&[], &[("COLUMNS", "60")], ""), @"
    Fri 1 May 2026

    4 findings are overdue  irr list --overdue
      350 days late  stolen:R6  Chief constables and police…
      166 days late  stolen:R3  Head of Training: Chief…
      1 day late     stolen:R2  Chief constables should see…
      1 day late     stolen:R4  Chief constables, working with…
      2 other deadlines are overdue: irr due --overdue

    1 deadline in the next four weeks  irr due --within 4w
      Wed 20 May 2026  stolen:R3  action 1: Head of Training…

    1 response is awaited  irr due --clock response
      295 days late  stolen  was due Thu 10 Jul 2025: An…

    1 record
      problems  irr validate  2 errors and 8 warnings

    What you might do next
      irr progress stolen:R6  record what was done about the
                              most urgent finding
      irr show stolen         read the record whose response is
                              due first
      irr find WORDS          find words anywhere in the records

    `irr --help` lists all commands.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_quiet_day_says_so_and_a_day_of_the_past_is_looked_at_as_it_was() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run_with(&["--as-of", "2025-05-16"], &[("COLUMNS", "80")], ""), @"
    Fri 16 May 2025

    No finding is overdue

    1 deadline in the next four weeks  irr due --within 4w
      Fri 16 May 2025  stolen:R6  Chief constables and police and crime…

    1 response is awaited  irr due --clock response
      day 1 of 56  stolen  due Thu 10 Jul 2025: An inspection of the response to…

    1 record
      problems  irr validate  4 warnings

    What you might do next
      irr show stolen  read the record whose response is due first
      irr find WORDS   find words anywhere in the records
      irr summary      write the paper for a meeting

    `irr --help` lists all commands.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn what_is_wrong_with_the_folder_is_told_too() {
    let sandbox = custody::store();
    sandbox.write("records/kent/2026-04-21-broken.yaml", "schema_version: 1\nstage: draft\n");
    sandbox.write("irr.yaml", "rules: {}\n");
    assert_snapshot!(sandbox.run_with(&["--as-of", "2026-05-01"], &[("COLUMNS", "80")], ""), @"
    Fri 1 May 2026

    No finding is overdue

    Nothing is due in the next four weeks

    1 response is awaited  irr due --clock response
      day 12 of 56  suites  due Sun 14 Jun 2026: A report on custody suites

    1 record
      incomplete                   1 file cannot be read, and is not counted here
      problems       irr validate  3 errors and 1 warning
      not committed  irr save      2 files

    What you might do next
      irr show suites  read the record whose response is due first
      irr find WORDS   find words anywhere in the records
      irr summary      write the paper for a meeting

    `irr --help` lists all commands.
    --- stderr
    error: cannot read records/kent/2026-04-21-broken.yaml:1:1: the record has no `force` (and 2 more)
    hint: `irr validate records/kent/2026-04-21-broken.yaml` lists all its problems
    --- exit 2
    ");
}

#[test]
fn where_there_is_nothing_yet_the_way_to_begin_is_told() {
    assert_snapshot!(Sandbox::bare().run(&[]), @"
    There are no records here yet.

    To begin
      irr init         set up a folder for the records here
      irr import FILE  make a record of a published response: Word, PDF or a web page
      irr new          make a record of a report, by answering questions

    `irr --help` lists all commands.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(Sandbox::new().run(&[]), @"
    There are no records here yet.

    To begin
      irr import FILE  make a record of a published response: Word, PDF or a web page
      irr new          make a record of a report, by answering questions

    `irr --help` lists all commands.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(Sandbox::bare().run(&["--store", "nowhere"]), @"
    --- stderr
    error: no records folder (records/) in nowhere
    hint: `irr init DIR` creates it
    --- exit 2
    ");
}

#[test]
fn programs_get_the_same_as_json_and_a_format_belongs_behind_a_command() {
    let sandbox = sandbox();
    let run = sandbox.run(&["--format", "json"]);
    let overview: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(run.code, 0, "{run}");
    assert_snapshot!(overview["schema"], @r#""irr.overview/1""#);
    let keys: Vec<&String> = overview.as_object().unwrap().keys().collect();
    assert_snapshot!(format!("{keys:?}"), @r#"["also_overdue", "as_of", "due", "errors", "next", "overdue", "records", "responses", "schema", "uncommitted", "unread", "warnings"]"#);
    let listed = sandbox.run(&["list", "--overdue", "--format", "json"]);
    let listed: serde_json::Value = serde_json::from_str(&listed.stdout).unwrap();
    assert_eq!(overview["overdue"], listed["items"]);
    let checked = sandbox.run(&["validate", "--format", "json"]);
    let checked: serde_json::Value = serde_json::from_str(&checked.stdout).unwrap();
    assert_eq!((&overview["errors"], &overview["warnings"]), (&checked["errors"], &checked["warnings"]));
    assert_snapshot!(sandbox.run(&["--format", "json", "list"]), @"
    --- stderr
    error: cannot use --format before a command: there it is the format of the overview
    hint: put it behind the command: irr list --format json
    --- exit 2
    ");
}

#[test]
fn a_misspelt_command_stays_an_error() {
    assert_snapshot!(Sandbox::bare().run(&["lst"]), @"
    --- stderr
    error: unrecognized subcommand 'lst'

      tip: a similar subcommand exists: 'list'

    Usage: irr [OPTIONS] [COMMAND]

    For more information, try '--help'.
    --- exit 2
    ");
}

#[cfg(unix)]
#[test]
fn colours_only_repeat_what_the_words_say() {
    let sandbox = sandbox();
    let seen = |env: &[(&str, &str)]| {
        let mut terminal = crate::terminal::Terminal::run_with(&sandbox, &[], env, None);
        let seen = terminal.end();
        (seen, terminal.is_coloured())
    };
    let (words, is_coloured) = seen(&[]);
    assert!(is_coloured && words.contains("findings are overdue"), "{words}");
    for env in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        assert_eq!(seen(&[env]), (words.clone(), false), "{env:?}");
    }
}
