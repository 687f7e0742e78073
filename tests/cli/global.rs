//! What holds for every command.

use crate::sandbox::{Sandbox, fixture};
use insta::assert_snapshot;

#[test]
fn help_and_version_are_told_on_the_standard_output() {
    let sandbox = Sandbox::bare();
    assert_snapshot!(sandbox.run(&["--help"]), @"
    Manage responses to police inspections: what was recommended, what was answered, what is overdue.

    Records are YAML files, one per response, in the folder records/ of your repository. irr finds it
    upwards from the current folder. Without a command, irr shows what is overdue and what is due next.

    Usage: irr [OPTIONS] [COMMAND]

    Look:
      list         List findings, most urgent first
      due          List deadlines, earliest first
      show         Show one record or one finding in full
      find         Find words anywhere in the records, with the words around them
      history      Show the life of a finding: who changed what, when and why
      diff         Show what changed in the records, from git

    Change:
      new          Create a draft record for a published report
      add          Add a finding to a record
      answer       Answer findings, for the body and for the chief officer
      set          Change fields of records or findings
      confirm      Confirm values that an import guessed
      progress     Record progress on findings, and optionally a new status
      note         Write an internal note on findings, which is never published
      extend       Extend the due date of findings, with reason and approver
      action       Add, complete or reschedule actions on findings
      close        Close findings, with date, evidence and approver
      escalate     Record that findings were escalated, or are no longer
      verify       Record the inspectorate's verification of findings
      edit         Open a record in your editor and check it before saving
      mv           Rename a record or a finding, and update every link to it
      rm           Remove a record or a finding
      redact       Remove words from a field for good, with a dated reason
      undo         Undo the last change made by irr
      redo         Redo the change that was undone last
      save         Save changes to the records in the history (git commit)
      sync         Exchange saved changes with others (git fetch, merge, push)
      merge        Settle merge conflicts in records

    Publish:
      render       Write a response as a document, for the public or internal use
      publish      Record that a response was published or sent
      summary      Write the meeting paper for a period

    Exchange:
      import       Create a draft record from a published response
      export       Export findings, actions or responses: workbook, CSV or JSON
      ask          Write a sheet for each owner, to say how far their findings are
      reconcile    Compare the records with a spreadsheet that others keep
      schema       Print the JSON Schema of records or of JSON output

    Maintain:
      init         Set up a folder for records
      validate     Check the records
      explain      Explain a rule, or list all rules
      fmt          Format record files
      migrate      Change records to the latest version of the format
      doctor       Find and finish a change that was interrupted
      completions  Print the shell script that completes commands with TAB
      man          Print the manual page, or write one for every command

    Run `irr help COMMAND` for the details of a command.

    Options:
          --store <DIR>
              The folder that contains records/ [default: searched upwards from the current folder]
              
              [env: IRR_STORE=]

          --as-of <DATE>
              Show everything as of this date instead of today
              
              [env: IRR_TODAY=2026-05-01]

          --rev <REV>
              Read the records as this git commit has them, or the last commit of this day; nothing is
              checked out

          --color <WHEN>
              When to use colours

              Possible values:
              - auto:   On a terminal, unless NO_COLOR is set
              - always: Always
              - never:  Never
              
              [default: auto]

          --no-input
              Never ask questions and show no progress, as without a terminal

          --no-pager
              Never open a pager for output that does not fit the screen

          --format <FORMAT>
              Without a command: the format of the overview [default: text]
              
              [possible values: text, json, markdown]

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Exit codes: 0 done; 1 refused, or the answer is no (errors found, --fail matched); 2 could not be
    done.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["list", "--help"]), @r#"
    List findings, most urgent first

    Lists open findings that are ours, unless a flag selects others.

    Usage: irr list [OPTIONS] [@NAME]

    Arguments:
      [@NAME]
              A saved list of irr.yaml: its --where, --sort and --columns, unless they are given here. @
              alone shows all of them

    Options:
      -h, --help
              Print help (see a summary with '-h')

    Which findings:
          --overdue
              That are overdue

          --due-within <PERIOD>
              Due from today until the end of this period: 30d, 6w, 3m. With --overdue: those as well

          --status <STATUS>
              With this status: not_started, in_progress, pending_sign_off, closed, superseded,
              not_accepted

          --owner <OWNER>
              Whose owner's name contains this

          --force <FORCE>
              Of a force whose name contains this

          --inspectorate <INSPECTORATE>
              From an inspectorate whose name contains this

          --kind <KIND>
              Of this kind: recommendation, area_for_improvement or cause_of_concern (r, afi, coc); or
              from this kind of inspection: force, thematic, national, joint, follow_up

          --area <AREA>
              In a graded area whose name contains this

          --priority <PRIORITY>
              With this priority: high, medium, low

          --addressed-to <ADDRESSED_TO>
              Addressed to a body whose name contains this, ours or not

          --all
              Include closed findings and those of other bodies

          --where <EXPR>
              Matching this expression, including closed findings and other bodies': 'overdue and (owner
              ~ "protection" or priority = high)'. `irr list --columns help` explains all columns

          --sort <COLUMNS>
              Sort by these columns, separated by commas; a - before a column reverses it. `--sort help`
              explains all columns

          --columns <COLUMNS>
              Show these columns, separated by commas [default: asks,owner,status,due,days_overdue
              behind the finding's address; in Markdown behind record,ref; in CSV also the other 30].
              `--columns help` explains all columns

          --format <FORMAT>
              The output format [default: by the extension of --output, otherwise table]
              
              [possible values: table, json, csv, markdown]

          --fail
              Exit with 1 if anything is listed

      -o, --output <FILE>
              Write to this file instead of the standard output

    CSV options:
          --bom
              Start with a byte order mark, so that Excel reads the file as UTF-8

          --no-guard
              Write text unchanged. By default an apostrophe is put before text that a spreadsheet would
              run as a formula: text that starts with = + - @ (in any width, also after invisible
              characters) or a control character. Numbers and dates never get one

          --delimiter <MARK>
              What stands between the cells: ',' ';' '|' or tab [default: ,]

    Global options:
          --store <DIR>
              The folder that contains records/ [default: searched upwards from the current folder]
              
              [env: IRR_STORE=]

          --as-of <DATE>
              Show everything as of this date instead of today
              
              [env: IRR_TODAY=2026-05-01]

          --rev <REV>
              Read the records as this git commit has them, or the last commit of this day; nothing is
              checked out

          --color <WHEN>
              When to use colours

              Possible values:
              - auto:   On a terminal, unless NO_COLOR is set
              - always: Always
              - never:  Never
              
              [default: auto]

          --no-input
              Never ask questions and show no progress, as without a terminal

          --no-pager
              Never open a pager for output that does not fit the screen

    Examples:
      irr list --overdue
      irr list --due-within 6w --owner protection
      irr list --all --kind afi --format csv
      irr list --where 'overdue and slips > 1' --sort=-days_overdue
      irr list @monday --owner protection
    --- stderr
    --- exit 0
    "#);
    let version = format!("irr {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(sandbox.run(&["-V"]).stdout, version);
    let long = sandbox.run(&["--version"]).stdout;
    let versions = long.strip_prefix(&format!("{version}records: schema_version 1, 2\nJSON: ")).unwrap().trim_end();
    assert!(
        versions.split(", ").any(|name| name == "irr.list/1") && versions.split(", ").any(|name| name == "irr.finding/1"),
        "{versions}"
    );
}

#[test]
fn a_misspelt_command_is_told_the_nearest() {
    assert_snapshot!(Sandbox::bare().run(&["lst"]), @"
    --- stderr
    error: unrecognized subcommand 'lst'

      tip: a similar subcommand exists: 'list'

    Usage: irr [OPTIONS] [COMMAND]

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn no_store_and_an_empty_one_are_errors() {
    assert_snapshot!(Sandbox::bare().run(&["list"]), @"
    --- stderr
    error: no records folder (records/) in SANDBOX or above it
    hint: create records/ with `irr init`, or name the folder that contains it with --store DIR
    --- exit 2
    ");
    assert_snapshot!(Sandbox::new().run(&["list"]), @"
    --- stderr
    error: no records in SANDBOX/records
    hint: create the first one with `irr new` or `irr import`
    --- exit 2
    ");
    assert_snapshot!(Sandbox::bare().run(&["list", "--store", "nowhere"]), @"
    --- stderr
    error: no records folder (records/) in nowhere
    hint: `irr init DIR` creates it
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
    FIXTURES/intake/form.txt:45: disagrees: R1 is addressed to National Tractor Agency but answered here; check whether this is its answer
    FIXTURES/intake/form.txt:15: missing: the report has 6 recommendations according to its text, but 5 are here
        This report made six recommendations.
    FIXTURES/intake/form.txt:81: missing: the last sentence of this section has no end: words may be missing
        I will watch this through my usual meetings with
    FIXTURES/intake/form.txt:23: guessed: no number is printed; taken as R4
        By 30 April 2026, chief constables, working with the Farm Board, should train those who take reports.
    FIXTURES/intake/form.txt:27: guessed: the headings name another office than the label; a Police, Fire and Crime Commissioner is taken as the body that responds
        Police, Fire and Crime Commissioner's initial response
    FIXTURES/intake/form.txt:50: guessed: the answer to R2 names 2026-01-31; taken as the force's own target date
        - Every station will have it by 31st January 2026.
    FIXTURES/intake/form.txt:14: left_out: words beside the inspectorate's name; left out
        HMICFRS A motto from the logo
    5 findings, 7 notes to check
    error: cannot import FIXTURES/intake/form.txt
    because: no records folder (records/) in recrods
    hint: `irr init DIR` creates it
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
