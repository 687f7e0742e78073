//! `irr man`

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

#[test]
fn the_page_of_irr_is_printed() {
    let run = Sandbox::bare().run_with(&["man"], &[("IRR_STORE", "somewhere")], "");
    assert_snapshot!(run.to_string().replace(env!("CARGO_PKG_VERSION"), "VERSION"), @r#"
    .ie \n(.g .ds Aq \(aq
    .el .ds Aq '
    .TH irr 1  "irr VERSION" irr
    .SH NAME
    irr \- Manage responses to police inspections: what was recommended, what was answered, what is overdue
    .SH SYNOPSIS
    \fBirr\fR [\fB\-\-store\fR] [\fB\-\-as\-of\fR] [\fB\-\-rev\fR] [\fB\-\-color\fR] [\fB\-\-no\-input\fR] [\fB\-\-no\-pager\fR] [\fB\-\-format\fR] [\fB\-h\fR|\fB\-\-help\fR] [\fB\-V\fR|\fB\-\-version\fR] [\fIsubcommands\fR]
    .SH DESCRIPTION
    Manage responses to police inspections: what was recommended, what was answered, what is overdue.
    .PP
    Records are YAML files, one per response, in the folder records/ of your repository. irr finds it upwards from the current folder. Without a command, irr shows what is overdue and what is due next.
    .SH OPTIONS
    .TP
    \fB\-h\fR, \fB\-\-help\fR
    Print help (see a summary with \*(Aq\-h\*(Aq)
    .TP
    \fB\-V\fR, \fB\-\-version\fR
    Print version
    .SH "GLOBAL OPTIONS"
    .TP
    \fB\-\-store\fR \fI<DIR>\fR
    The folder that contains records/ [default: searched upwards from the current folder]
    .RS
    May also be specified with the \fBIRR_STORE\fR environment variable. 
    .RE
    .TP
    \fB\-\-as\-of\fR \fI<DATE>\fR
    Show everything as of this date instead of today
    .RS
    May also be specified with the \fBIRR_TODAY\fR environment variable. 
    .RE
    .TP
    \fB\-\-rev\fR \fI<REV>\fR
    Read the records as this git commit has them, or the last commit of this day; nothing is checked out
    .TP
    \fB\-\-color\fR \fI<WHEN>\fR [default: auto]
    When to use colours
    .br

    .br
    \fIPossible values:\fR
    .RS 14
    .IP \(bu 2
    auto: On a terminal, unless NO_COLOR is set
    .IP \(bu 2
    always: Always
    .IP \(bu 2
    never: Never
    .RE
    .TP
    \fB\-\-no\-input\fR
    Never ask questions and show no progress, as without a terminal
    .TP
    \fB\-\-no\-pager\fR
    Never open a pager for output that does not fit the screen
    .TP
    \fB\-\-format\fR \fI<FORMAT>\fR
    Without a command: the format of the overview [default: text]
    .br

    .br
    \fIPossible values:\fR
    .RS 14
    .IP \(bu 2
    text
    .IP \(bu 2
    json
    .IP \(bu 2
    markdown
    .RE
    .SH SUBCOMMANDS
    .TP
    irr\-list(1)
    List findings, most urgent first
    .TP
    irr\-due(1)
    List deadlines, earliest first
    .TP
    irr\-show(1)
    Show one record or one finding in full
    .TP
    irr\-find(1)
    Find words anywhere in the records, with the words around them
    .TP
    irr\-history(1)
    Show the life of a finding: who changed what, when and why
    .TP
    irr\-diff(1)
    Show what changed in the records, from git
    .TP
    irr\-new(1)
    Create a draft record for a published report
    .TP
    irr\-add(1)
    Add a finding to a record
    .TP
    irr\-answer(1)
    Answer findings, for the body and for the chief officer
    .TP
    irr\-set(1)
    Change fields of records or findings
    .TP
    irr\-confirm(1)
    Confirm values that an import guessed
    .TP
    irr\-progress(1)
    Record progress on findings, and optionally a new status
    .TP
    irr\-note(1)
    Write an internal note on findings, which is never published
    .TP
    irr\-extend(1)
    Extend the due date of findings, with reason and approver
    .TP
    irr\-action(1)
    Add, complete or reschedule actions on findings
    .TP
    irr\-close(1)
    Close findings, with date, evidence and approver
    .TP
    irr\-escalate(1)
    Record that findings were escalated, or are no longer
    .TP
    irr\-verify(1)
    Record the inspectorate\*(Aqs verification of findings
    .TP
    irr\-edit(1)
    Open a record in your editor and check it before saving
    .TP
    irr\-mv(1)
    Rename a record or a finding, and update every link to it
    .TP
    irr\-rm(1)
    Remove a record or a finding
    .TP
    irr\-redact(1)
    Remove words from a field for good, with a dated reason
    .TP
    irr\-undo(1)
    Undo the last change made by irr
    .TP
    irr\-redo(1)
    Redo the change that was undone last
    .TP
    irr\-save(1)
    Save changes to the records in the history (git commit)
    .TP
    irr\-sync(1)
    Exchange saved changes with others (git fetch, merge, push)
    .TP
    irr\-merge(1)
    Settle merge conflicts in records
    .TP
    irr\-render(1)
    Write a response as a document, for the public or internal use
    .TP
    irr\-publish(1)
    Record that a response was published or sent
    .TP
    irr\-summary(1)
    Write the meeting paper for a period
    .TP
    irr\-import(1)
    Create a draft record from a published response
    .TP
    irr\-export(1)
    Export findings, actions or responses: workbook, CSV or JSON
    .TP
    irr\-ask(1)
    Write a sheet for each owner, to say how far their findings are
    .TP
    irr\-reconcile(1)
    Compare the records with a spreadsheet that others keep
    .TP
    irr\-schema(1)
    Print the JSON Schema of records or of JSON output
    .TP
    irr\-init(1)
    Set up a folder for records
    .TP
    irr\-validate(1)
    Check the records
    .TP
    irr\-explain(1)
    Explain a rule, or list all rules
    .TP
    irr\-fmt(1)
    Format record files
    .TP
    irr\-migrate(1)
    Change records to the latest version of the format
    .TP
    irr\-doctor(1)
    Find and finish a change that was interrupted
    .TP
    irr\-completions(1)
    Print the shell script that completes commands with TAB
    .TP
    irr\-man(1)
    Print the manual page, or write one for every command
    .SH EXTRA
    Exit codes: 0 done; 1 refused, or the answer is no (errors found, \-\-fail matched); 2 could not be done.
    .SH VERSION
    vVERSION
    --- stderr
    --- exit 0
    "#);
}

#[test]
fn a_page_for_every_command_is_written_into_a_folder() {
    let sandbox = Sandbox::bare();
    let run = sandbox.run(&["man", "--dir", "share/man1"]);
    let help = sandbox.run(&["--help"]).stdout;
    let commands = help.split("Usage:").nth(1).unwrap().split("Options:").next().unwrap();
    let names = commands.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    let names = names.map(|line| line.split(' ').next().unwrap()).filter(|name| *name != "help");
    let files: Vec<String> = names.map(|name| format!("share/man1/irr-{name}.1\n")).collect();
    assert_eq!(run.stdout, format!("share/man1/irr.1\n{}", files.concat()));
    assert_snapshot!(sandbox.read("share/man1/irr-show.1").replace(env!("CARGO_PKG_VERSION"), "VERSION"), @r#"
    .ie \n(.g .ds Aq \(aq
    .el .ds Aq '
    .TH irr-show 1  "irr VERSION" irr
    .SH NAME
    irr\-show \- Show one record or one finding in full
    .SH SYNOPSIS
    \fBirr show\fR [\fB\-\-format\fR] [\fB\-\-store\fR] [\fB\-\-as\-of\fR] [\fB\-\-rev\fR] [\fB\-\-color\fR] [\fB\-\-no\-input\fR] [\fB\-\-no\-pager\fR] [\fB\-h\fR|\fB\-\-help\fR] <\fIADDRESS\fR> 
    .SH DESCRIPTION
    Show one record or one finding in full
    .SH OPTIONS
    .TP
    \fB\-\-format\fR \fI<FORMAT>\fR [default: text]
    The output format
    .br

    .br
    \fIPossible values:\fR
    .RS 14
    .IP \(bu 2
    text
    .IP \(bu 2
    json
    .IP \(bu 2
    markdown
    .RE
    .TP
    \fB\-h\fR, \fB\-\-help\fR
    Print help (see a summary with \*(Aq\-h\*(Aq)
    .TP
    <\fIADDRESS\fR>
    The record, by any unique part of its id, and optionally a finding: custody, custody:R1
    .SH "GLOBAL OPTIONS"
    .TP
    \fB\-\-store\fR \fI<DIR>\fR
    The folder that contains records/ [default: searched upwards from the current folder]
    .RS
    May also be specified with the \fBIRR_STORE\fR environment variable. 
    .RE
    .TP
    \fB\-\-as\-of\fR \fI<DATE>\fR
    Show everything as of this date instead of today
    .RS
    May also be specified with the \fBIRR_TODAY\fR environment variable. 
    .RE
    .TP
    \fB\-\-rev\fR \fI<REV>\fR
    Read the records as this git commit has them, or the last commit of this day; nothing is checked out
    .TP
    \fB\-\-color\fR \fI<WHEN>\fR [default: auto]
    When to use colours
    .br

    .br
    \fIPossible values:\fR
    .RS 14
    .IP \(bu 2
    auto: On a terminal, unless NO_COLOR is set
    .IP \(bu 2
    always: Always
    .IP \(bu 2
    never: Never
    .RE
    .TP
    \fB\-\-no\-input\fR
    Never ask questions and show no progress, as without a terminal
    .TP
    \fB\-\-no\-pager\fR
    Never open a pager for output that does not fit the screen
    .SH EXTRA
    Examples:
      irr show staffordshire
      irr show staffordshire:R4
      irr show staffordshire/2025\-05\-16\-organised\-immigration\-crime \-\-format json
    "#);
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let sandbox = Sandbox::bare();
    sandbox.write("share", "a file");
    assert_snapshot!(sandbox.run(&["man", "--dir", "share/man1"]), @"
    --- stderr
    error: cannot write share/man1/irr.1
    because: Not a directory (os error 20)
    --- exit 2
    ");
}
