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
    irr \- Keeps the responses to inspections of a police force: what was recommended, what was answered, what is overdue
    .SH SYNOPSIS
    \fBirr\fR [\fB\-\-store\fR] [\fB\-\-as\-of\fR] [\fB\-\-color\fR] [\fB\-\-no\-input\fR] [\fB\-h\fR|\fB\-\-help\fR] [\fB\-V\fR|\fB\-\-version\fR] <\fIsubcommands\fR>
    .SH DESCRIPTION
    Keeps the responses to inspections of a police force: what was recommended, what was answered, what is overdue.
    .PP
    A store is a folder with records/ in it, one YAML file per response. irr finds it upwards from here.
    .SH OPTIONS
    .TP
    \fB\-h\fR, \fB\-\-help\fR
    Print help (see a summary with \*(Aq\-h\*(Aq)
    .TP
    \fB\-V\fR, \fB\-\-version\fR
    Print version
    .SH EVERYWHERE
    .TP
    \fB\-\-store\fR \fI<DIR>\fR
    The folder that holds records/, instead of looking for it upwards from here
    .RS
    May also be specified with the \fBIRR_STORE\fR environment variable. 
    .RE
    .TP
    \fB\-\-as\-of\fR \fI<DATE>\fR
    The day everything is judged on, instead of today
    .RS
    May also be specified with the \fBIRR_TODAY\fR environment variable. 
    .RE
    .TP
    \fB\-\-color\fR \fI<WHEN>\fR [default: auto]
    When to use colours
    .br

    .br
    \fIPossible values:\fR
    .RS 14
    .IP \(bu 2
    auto: On a terminal, unless NO_COLOR says otherwise
    .IP \(bu 2
    always: Always
    .IP \(bu 2
    never: Never
    .RE
    .TP
    \fB\-\-no\-input\fR
    Ask nothing, and show no progress, as where there is no terminal
    .SH SUBCOMMANDS
    .TP
    irr\-list(1)
    Lists findings, the most pressing first
    .TP
    irr\-due(1)
    Lists every clock that runs, the earliest date first: responses, the chief officer\*(Aqs comments, findings, targets and actions
    .TP
    irr\-show(1)
    Shows one record, or one finding, whole
    .TP
    irr\-summary(1)
    Tells the store in figures for a period, as the paper for a meeting
    .TP
    irr\-export(1)
    Writes the store as flat rows, for spreadsheets and for programs that ask several stores one question
    .TP
    irr\-render(1)
    Write a response as a document: for the public, or with \-\-internal for the office
    .TP
    irr\-new(1)
    Makes a draft record of a report that has been published, and shows by when it must be answered
    .TP
    irr\-import(1)
    Makes a draft record of a response that was published, and says what to look at
    .TP
    irr\-add(1)
    Adds a finding to a record: a recommendation (R4), an area for improvement (AFI2), a cause of concern (COC1)
    .TP
    irr\-set(1)
    Gives fields of records or findings other values; the file changes nowhere else
    .TP
    irr\-progress(1)
    Records what has happened on findings: an entry in the log, and with it perhaps another status
    .TP
    irr\-extend(1)
    Adds a later date to findings, with its reason and who approved it; the original date stays
    .TP
    irr\-action(1)
    Adds what is to be done about findings, tells that it has been done, or moves its date
    .TP
    irr\-close(1)
    Brings findings to their end, with the day, what proves it and who approved it
    .TP
    irr\-escalate(1)
    Record that findings were escalated, or no longer are, with the day and the letter that says so
    .TP
    irr\-verify(1)
    Records the inspectorate\*(Aqs word on findings, which is another thing than the force\*(Aqs own
    .TP
    irr\-publish(1)
    Records that a response has been published or sent, and when its copies were sent
    .TP
    irr\-edit(1)
    Opens a record in $EDITOR at the line of a finding, and looks at it before it is written
    .TP
    irr\-mv(1)
    Gives a record or a finding another name; every link to it in the store follows
    .TP
    irr\-rm(1)
    Takes a record or a finding out of the store; `irr undo` brings it back
    .TP
    irr\-redact(1)
    Take words out of a field for good, with a dated entry that says why
    .TP
    irr\-undo(1)
    Undo the last change that irr made; said again, the change before it
    .TP
    irr\-redo(1)
    Redo the change that was undone last; said again, the one after it
    .TP
    irr\-doctor(1)
    Looks for what an interrupted command left, and brings it to its end
    .TP
    irr\-validate(1)
    Says all that is wrong with the records, each with its file, line and column
    .TP
    irr\-explain(1)
    Tells what a rule means, why there is such a rule, and how to mend a breach; without a rule, lists them all
    .TP
    irr\-fmt(1)
    Lays records out as irr writes them: fields in the form\*(Aqs order, prose in blocks, quotes only where they are needed
    .TP
    irr\-init(1)
    Makes a store here: records/, schemas/, irr.yaml, and what git and pre\-commit need
    .TP
    irr\-schema(1)
    Prints the JSON Schema of the record, or of an answer in JSON
    .TP
    irr\-completions(1)
    Prints the script that has a shell complete irr\*(Aqs commands, and what is in the store, at the TAB key
    .TP
    irr\-man(1)
    Prints the manual page irr(1), or writes it and one for every command
    .SH EXTRA
    Exit codes: 0 done; 1 ran, and the answer is no (errors found, \-\-fail matched); 2 could not do the work.
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
    let commands = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let names = commands.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    let names = names.map(|line| line.split(' ').next().unwrap()).filter(|name| *name != "help");
    let files: Vec<String> = names.map(|name| format!("share/man1/irr-{name}.1\n")).collect();
    assert_eq!(run.stdout, format!("share/man1/irr.1\n{}", files.concat()));
    assert_snapshot!(sandbox.read("share/man1/irr-show.1").replace(env!("CARGO_PKG_VERSION"), "VERSION"), @r#"
    .ie \n(.g .ds Aq \(aq
    .el .ds Aq '
    .TH irr-show 1  "irr VERSION" irr
    .SH NAME
    irr\-show \- Shows one record, or one finding, whole
    .SH SYNOPSIS
    \fBirr show\fR [\fB\-\-format\fR] [\fB\-\-store\fR] [\fB\-\-as\-of\fR] [\fB\-\-color\fR] [\fB\-\-no\-input\fR] [\fB\-h\fR|\fB\-\-help\fR] <\fIADDRESS\fR> 
    .SH DESCRIPTION
    Shows one record, or one finding, whole
    .SH OPTIONS
    .TP
    \fB\-\-format\fR \fI<FORMAT>\fR [default: text]
    How to write it
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
    A record by any part of its id that no other has, and a finding of it: custody, custody:R1
    .SH EVERYWHERE
    .TP
    \fB\-\-store\fR \fI<DIR>\fR
    The folder that holds records/, instead of looking for it upwards from here
    .RS
    May also be specified with the \fBIRR_STORE\fR environment variable. 
    .RE
    .TP
    \fB\-\-as\-of\fR \fI<DATE>\fR
    The day everything is judged on, instead of today
    .RS
    May also be specified with the \fBIRR_TODAY\fR environment variable. 
    .RE
    .TP
    \fB\-\-color\fR \fI<WHEN>\fR [default: auto]
    When to use colours
    .br

    .br
    \fIPossible values:\fR
    .RS 14
    .IP \(bu 2
    auto: On a terminal, unless NO_COLOR says otherwise
    .IP \(bu 2
    always: Always
    .IP \(bu 2
    never: Never
    .RE
    .TP
    \fB\-\-no\-input\fR
    Ask nothing, and show no progress, as where there is no terminal
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
