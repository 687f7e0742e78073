//! What holds for every command.

use crate::sandbox::{Sandbox, fixture};
use insta::assert_snapshot;

#[test]
fn help_and_version_are_told_on_the_standard_output() {
    let sandbox = Sandbox::bare();
    assert_snapshot!(sandbox.run(&["--help"]), @"
    Keeps the responses to inspections of a police force: what was recommended, what was answered, what
    is overdue.

    A store is a folder with records/ in it, one YAML file per response. irr finds it upwards from here.

    Usage: irr [OPTIONS] <COMMAND>

    Commands:
      list         Lists findings, the most pressing first
      due          Lists every clock that runs, the earliest date first: responses, the chief officer's
                   comments, findings, targets and actions
      show         Shows one record, or one finding, whole
      summary      Tells the store in figures for a period, as the paper for a meeting
      export       Writes the store as flat rows, for spreadsheets and for programs that ask several
                   stores one question
      render       Write a response as a document: for the public, or with --internal for the office
      new          Makes a draft record of a report that has been published, and shows by when it must
                   be answered
      import       Makes a draft record of a response that was published, and says what to look at
      add          Adds a finding to a record: a recommendation (R4), an area for improvement (AFI2), a
                   cause of concern (COC1)
      set          Gives fields of records or findings other values; the file changes nowhere else
      progress     Records what has happened on findings: an entry in the log, and with it perhaps
                   another status
      extend       Adds a later date to findings, with its reason and who approved it; the original date
                   stays
      action       Adds what is to be done about findings, tells that it has been done, or moves its
                   date
      close        Brings findings to their end, with the day, what proves it and who approved it
      escalate     Record that findings were escalated, or no longer are, with the day and the letter
                   that says so
      verify       Records the inspectorate's word on findings, which is another thing than the force's
                   own
      publish      Records that a response has been published or sent, and when its copies were sent
      edit         Opens a record in $EDITOR at the line of a finding, and looks at it before it is
                   written
      mv           Gives a record or a finding another name; every link to it in the store follows
      rm           Takes a record or a finding out of the store; `irr undo` brings it back
      redact       Take words out of a field for good, with a dated entry that says why
      undo         Undo the last change that irr made; said again, the change before it
      redo         Redo the change that was undone last; said again, the one after it
      doctor       Looks for what an interrupted command left, and brings it to its end
      validate     Says all that is wrong with the records, each with its file, line and column
      explain      Tells what a rule means, why there is such a rule, and how to mend a breach; without
                   a rule, lists them all
      fmt          Lays records out as irr writes them: fields in the form's order, prose in blocks,
                   quotes only where they are needed
      init         Makes a store here: records/, schemas/, irr.yaml, and what git and pre-commit need
      schema       Prints the JSON Schema of the record, or of an answer in JSON
      completions  Prints the script that has a shell complete irr's commands, and what is in the store,
                   at the TAB key
      man          Prints the manual page irr(1), or writes it and one for every command
      help         Print this message or the help of the given subcommand(s)

    Options:
      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Everywhere:
          --store <DIR>
              The folder that holds records/, instead of looking for it upwards from here
              
              [env: IRR_STORE=]

          --as-of <DATE>
              The day everything is judged on, instead of today
              
              [env: IRR_TODAY=2026-05-01]

          --color <WHEN>
              When to use colours

              Possible values:
              - auto:   On a terminal, unless NO_COLOR says otherwise
              - always: Always
              - never:  Never
              
              [default: auto]

          --no-input
              Ask nothing, and show no progress, as where there is no terminal

    Exit codes: 0 done; 1 ran, and the answer is no (errors found, --fail matched); 2 could not do the
    work.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["list", "--help"]), @r#"
    Lists findings, the most pressing first

    Usage: irr list [OPTIONS]

    Options:
      -h, --help
              Print help (see a summary with '-h')

    Which findings:
          --overdue
              Past their date

          --due-within <PERIOD>
              Due from today on for so long: 30d, 6w, 3m; with --overdue, either

          --status <STATUS>
              Of this status: not_started, in_progress, pending_sign_off, closed, superseded,
              not_accepted

          --owner <OWNER>
              Whose owner has this in the name

          --force <FORCE>
              Of the force with this in its name

          --inspectorate <INSPECTORATE>
              From the inspectorate with this in its name

          --kind <KIND>
              Of this kind: recommendation, area_for_improvement or cause_of_concern (r, afi, coc), or
              from a force, thematic, national, joint or follow_up inspection

          --area <AREA>
              In the graded area with this in its name

          --priority <PRIORITY>
              Of this priority: high, medium, low

          --addressed-to <ADDRESSED_TO>
              Addressed to a body with this in its name, ours or not

          --all
              Closed ones and other bodies' too

          --where <EXPR>
              For which this holds, ours and open or not: 'overdue and (owner ~ "protection" or priority
              = high)'

          --sort <COLUMNS>
              By what to sort, parted by commas; a - before one turns it round. Any column will do

          --columns <COLUMNS>
              What to show, in a csv everything: record, ref, force, kind, inspection, inspection_kind,
              inspectorate, published, response_due, asks, text, area, addressed_to, ours, status, open,
              priority, owner, due, original_due, target, overdue, days_overdue, days_past_due,
              behind_target, slips, slipped_by, open_actions, closed, outcome, verified, responded,
              response_owed, response_awaited, response_days_late

          --format <FORMAT>
              How to write it
              
              [default: table]
              [possible values: table, json, csv, markdown]

          --fail
              Exit with 1 if anything is listed

    In a CSV:
          --bom
              Begin with a byte order mark, for Excel, which otherwise takes UTF-8 for another encoding

          --no-guard
              Write words as they are. Without it an apostrophe comes before those that a spreadsheet
              would take for a formula: they begin with = + - @ (in any width, behind whatever is not
              seen) or a control character; numbers and dates never get one

    Everywhere:
          --store <DIR>
              The folder that holds records/, instead of looking for it upwards from here
              
              [env: IRR_STORE=]

          --as-of <DATE>
              The day everything is judged on, instead of today
              
              [env: IRR_TODAY=2026-05-01]

          --color <WHEN>
              When to use colours

              Possible values:
              - auto:   On a terminal, unless NO_COLOR says otherwise
              - always: Always
              - never:  Never
              
              [default: auto]

          --no-input
              Ask nothing, and show no progress, as where there is no terminal

    Examples:
      irr list --overdue
      irr list --due-within 6w --owner protection
      irr list --all --kind afi --format csv
      irr list --where 'overdue and slips > 1' --sort=-days_overdue
    --- stderr
    --- exit 0
    "#);
    assert_eq!(sandbox.run(&["--version"]).stdout, format!("irr {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_misspelt_command_is_told_the_nearest() {
    assert_snapshot!(Sandbox::bare().run(&["lst"]), @"
    --- stderr
    error: unrecognized subcommand 'lst'

      tip: a similar subcommand exists: 'list'

    Usage: irr [OPTIONS] <COMMAND>

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn no_store_and_an_empty_one_are_errors() {
    assert_snapshot!(Sandbox::bare().run(&["list"]), @"
    --- stderr
    error: no store of records in SANDBOX or above it
    hint: a store is a folder with records/ in it: make one with `irr init`, or name it with --store DIR
    --- exit 2
    ");
    assert_snapshot!(Sandbox::new().run(&["list"]), @"
    --- stderr
    error: no records in SANDBOX/records
    hint: `irr new` and `irr import` write the first one
    --- exit 2
    ");
    assert_snapshot!(Sandbox::bare().run(&["list", "--store", "nowhere"]), @"
    --- stderr
    error: no store of records in nowhere: it has no folder records
    hint: `irr init DIR` makes one
    --- exit 2
    ");
}

#[test]
fn a_store_is_found_upwards_and_named_by_flag_or_environment() {
    let sandbox = Sandbox::with_form();
    std::fs::create_dir_all(sandbox.path("records/kent/deep")).unwrap();
    let elsewhere = Sandbox::bare();
    let root = sandbox.path("");
    let root = root.to_str().unwrap();
    assert_eq!(elsewhere.run(&["list", "--store", root]).code, 0);
    assert_eq!(elsewhere.run_with(&["list"], &[("IRR_STORE", root)], "").code, 0);
}

#[test]
fn a_misspelt_store_is_not_made() {
    let sandbox = Sandbox::bare();
    let form = fixture("intake/form.txt");
    assert_snapshot!(sandbox.run(&["import", form.to_str().unwrap(), "--store", "recrods"]), @"
    --- stderr
    FIXTURES/intake/form.txt:10: disagrees: the table has a Police and Crime Commissioner, the headings have a Police, Fire and Crime Commissioner: the headings were believed
        Police, Fire and Crime Commissioner's initial response
    FIXTURES/intake/form.txt:14: repaired: words beside the inspectorate's name were left out
        A motto from the logo
    FIXTURES/intake/form.txt:15: missing: the report has 6 recommendations by its own words, and 5 are in this form
        six recommendations. They are
    FIXTURES/intake/form.txt:17: repaired: 3 printed lines of number 1 stood apart: joined into sentences
    FIXTURES/intake/form.txt:23: guessed: no number is printed; line 57 answers it: “Recommendation 4 – Training”: taken as R4
        By 30 April 2026, chief constables, working with the Farm Board, should train those who take reports.
    FIXTURES/intake/form.txt:43: disagrees: R1 is addressed to National Tractor Agency, and is answered here: look whether this answers it
        Recommendation 1 – A team of our own
    FIXTURES/intake/form.txt:48: guessed: the answer to R2 words an earlier date than 2026-04-30: taken as the force's own target
        by 31st January 2026
    FIXTURES/intake/form.txt:75: missing: this begins with white space behind a page break: a word may be missing before it
        Police have come far. More is to do.
    FIXTURES/intake/form.txt:75: guessed: this stands behind the next steps, on another page: taken as the chief officer's closing words
        Police have come far. More is to do.
    FIXTURES/intake/form.txt:81: missing: the last sentence of this section has no end: words may be missing
        I will watch this through my usual meetings with
    5 findings, 10 things to look at
    error: cannot import FIXTURES/intake/form.txt
    because: no store of records in recrods: it has no folder records
    hint: `irr init DIR` makes one
    --- exit 2
    ");
    assert!(!sandbox.path("recrods").exists());
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let sandbox = Sandbox::with_form();
    let coloured = |args: &[&str], env: &[(&str, &str)]| sandbox.run_with(args, env, "").stdout.contains('\u{1b}');
    assert!(!coloured(&["list"], &[]));
    assert!(coloured(&["list", "--color", "always"], &[]));
    assert!(coloured(&["list", "--color", "always"], &[("NO_COLOR", "1")]));
    assert!(coloured(&["list"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["list", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["list", "--format", "json", "--color", "always"], &[]));
}

/// What colours say, words say too.
#[test]
fn an_answer_reads_the_same_without_colours() {
    let sandbox = Sandbox::with_form();
    for command in [&["list", "--all"][..], &["due"], &["summary"], &["show", "tractors"], &["validate"]] {
        let plain = sandbox.run(command).stdout;
        let coloured = sandbox.run(&[command, &["--color", "always"]].concat()).stdout;
        let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
        assert_eq!(lines(&anstream::adapter::strip_str(&coloured).to_string()), lines(&plain), "{command:?}");
    }
}
