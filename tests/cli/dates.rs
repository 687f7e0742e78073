//! Days as people type them, in flags, fields, questions and expressions. Today is Friday 1 May 2026.

use insta::assert_snapshot;

use crate::custody::{changed, refused, store};

const WHY: [&str; 4] = ["--reason", "The builders are late", "--approved-by", "Deputy Chief Constable"];

#[test]
fn a_flag_takes_a_day_as_people_write_it_and_shows_how_it_was_read() {
    for typed in ["31 March 2027", "31/3/27", "end of March", "Q4 2026/27", "Wed 31.03.2027", "31 Mar"] {
        let run = store().run(&[&["extend", "custody:R1", "--to", typed][..], &WHY].concat());
        assert_eq!(run.code, 0, "{typed}: {run}");
        assert_eq!(run.stderr, format!("--to {typed}: Wednesday 31 March 2027\n"));
    }
    assert_snapshot!(changed(&store(), &["progress", "custody:R1", "-m", "A course was held", "--date", "yesterday"]), @"
    kent/2026-04-20-custody-suites:R1: progress of 2026-04-30
    --- stderr
    --date yesterday: Thursday 30 April 2026
    --- exit 0
    @@ -25 +25,4 @@ recommendations:
    -  progress: []   # nothing yet
    +  progress:   # nothing yet
    +  - date: 2026-04-30
    +    note: |
    +      A course was held
    ");
}

#[test]
fn a_day_that_records_could_have_is_taken_without_a_word() {
    let run = store().run(&[&["extend", "custody:R1", "--to", "2027-03-31"][..], &WHY].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
}

#[test]
fn a_day_with_two_readings_is_refused_with_both() {
    assert_snapshot!(refused(&store(), &["progress", "custody:R1", "-m", "A course was held", "--date", "3/11/26"]), @"
    --- stderr
    error: cannot use --date: `3/11/26` could be Tuesday 3 November 2026 or Wednesday 11 March 2026: write 2026-11-03 or 2026-03-11
    --- exit 2
    ");
    assert_snapshot!(refused(&store(), &["progress", "custody:R1", "-m", "A course was held", "--date", "5 May"]), @"
    --- stderr
    error: cannot use --date: `5 May` could be Monday 5 May 2025 or Tuesday 5 May 2026: write 2025-05-05 or 2026-05-05
    --- exit 2
    ");
}

#[test]
fn what_is_no_day_is_refused_with_the_flag_and_what_to_write() {
    for (typed, told) in [
        ("soon", "`soon` is not a date: write it like 31 December 2026, 31/12/26, 27 Nov, fri, +4w or end of March"),
        ("31 June 2027", "there is no date `31 June 2027` in the calendar"),
        ("Monday 31 March 2027", "`Monday 31 March 2027` is not possible: 31 March 2027 is a Wednesday"),
    ] {
        let run = refused(&store(), &[&["extend", "custody:R1", "--to", typed][..], &WHY].concat());
        assert_eq!((run.code, run.stderr), (2, format!("error: cannot use --to: {told}\n")));
    }
}

#[test]
fn a_field_that_is_set_takes_a_day_as_people_write_it() {
    assert_snapshot!(changed(&store(), &["set", "custody:R1", "target=end of Feb"]), @"
    kent/2026-04-20-custody-suites:R1: target=end of Feb
    --- stderr
    target end of Feb: Sunday 28 February 2027
    --- exit 0
    @@ -20,0 +21 @@ recommendations:
    +  target: 2027-02-28
    ");
}

#[test]
fn expressions_and_the_day_to_look_back_to_take_such_days_too() {
    let sandbox = store();
    let listed = |args: &[&str]| sandbox.run(&[&["list", "--format", "json"], args].concat()).stdout;
    assert_eq!(listed(&["--where", "due = '31 December 2026'"]), listed(&["--where", "due = 2026-12-31"]));
    assert_eq!(listed(&["--where", "due < +9m"]), listed(&["--where", "due < 2027-02-01"]));
    assert_eq!(listed(&["--as-of", "1 January 2027"]), listed(&["--as-of", "2027-01-01"]));
    assert_snapshot!(sandbox.run(&["list", "--where", "due = soon"]), @r#"
    --- stderr
    error: cannot read the --where expression
    because: `due = soon`, column 7: `soon` is not a date: write it like 31 December 2026, 31/12/26, 27 Nov, fri, +4w or end of March
    hint: example of an expression: status = in_progress and due < today+30d and owner ~ "protection"
    --- exit 2
    "#);
}

#[cfg(unix)]
#[test]
fn on_a_terminal_it_is_asked_which_day_is_meant() {
    use crate::terminal::{DOWN, ENTER, Terminal};

    let sandbox = store();
    let mut terminal = Terminal::run(&sandbox, &["progress", "custody:R1", "-m", "A course was held", "--date", "3/11/26"]);
    terminal.answer("Which day is 3/11/26?", &format!("{DOWN}{ENTER}"));
    assert_snapshot!(terminal.end(), @"
    > Which day is 3/11/26? Wednesday 11 March 2026
    records/kent/2026-04-20-custody-suites.yaml:26:11: warning[date-before-report] progress on R1 was made on 2026-03-11, before the report of 2026-04-20
    kent/2026-04-20-custody-suites:R1: progress of 2026-03-11
    --- exit 0
    ");
}
