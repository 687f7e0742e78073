//! `irr list`

use crate::sandbox::{Sandbox, project};
use insta::assert_snapshot;

#[test]
fn what_is_overdue_is_listed_the_longest_first() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run(&["list", "--overdue"]), @"
    address    finding                                                                    status       due              late
    ─────────  ─────────────────────────────────────────────────────────────────────────  ───────────  ───────────  ────────
    stolen:R6  Chief constables and police and crime commissioners should share what…     not started  16 May 2025  350 days
    stolen:R3  Plan for the harvest.                                                      not started  16 Nov 2025  166 days
    stolen:R2  See that each report names the field.                                      not started  30 Apr 2026     1 day
    stolen:R4  Chief constables, working with the Farm Board, should train those who…     not started  30 Apr 2026     1 day

    4 findings overdue on Fri 2026-05-01. 1 response is overdue: see `irr due`.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_narrow_terminal_and_a_wide_one_show_the_same_findings() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run_with(&["list", "--overdue", "--all"], &[("COLUMNS", "80")], ""), @"
    address    owner                              status       due              late
      finding
    ─────────  ─────────────────────────────────  ───────────  ───────────  ────────
    stolen:R6                                     not started  16 May 2025  350 days
      Chief constables and police and crime commissioners should share what they…
    stolen:R3                                     not started  16 Nov 2025  166 days
      Plan for the harvest.
    stolen:R1  not ours: National Tractor Agency  not started  31 Dec 2025
      The National Tractor Agency, in consultation with the Farm Board, should…
    stolen:R2                                     not started  30 Apr 2026     1 day
      See that each report names the field.
    stolen:R4                                     not started  30 Apr 2026     1 day
      Chief constables, working with the Farm Board, should train those who take…

    5 findings past the due date, 4 of them ours, on Fri 2026-05-01. 1 response is
    overdue: see `irr due`.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run_with(&["list", "--overdue", "--all"], &[("COLUMNS", "200")], ""), @"
    address    finding                                                                                                                 owner                              status       due              late
    ─────────  ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────  ─────────────────────────────────  ───────────  ───────────  ────────
    stolen:R6  Chief constables and police and crime commissioners should share what they learn.                                                                          not started  16 May 2025  350 days
    stolen:R3  Plan for the harvest.                                                                                                                                      not started  16 Nov 2025  166 days
    stolen:R1  The National Tractor Agency, in consultation with the Farm Board, should rewrite its guide, ‘Who Finds What’. The…      not ours: National Tractor Agency  not started  31 Dec 2025
    stolen:R2  See that each report names the field.                                                                                                                      not started  30 Apr 2026     1 day
    stolen:R4  Chief constables, working with the Farm Board, should train those who take reports.                                                                        not started  30 Apr 2026     1 day

    5 findings past the due date, 4 of them ours, on Fri 2026-05-01. 1 response is overdue: see `irr
    due`.
    --- stderr
    --- exit 0
    ");
}

/// The records that are shipped have owners of every length.
#[test]
fn each_finding_takes_one_line_at_a_hundred_columns_and_two_below() {
    let lines = |width: &str| {
        let sandbox = Sandbox::bare();
        let store = project().to_str().unwrap();
        let run = sandbox.run_with(&["--store", store, "list", "--as-of", "2026-11-24"], &[("COLUMNS", width)], "");
        assert!(run.stdout.lines().all(|line| line.chars().count() <= width.parse().unwrap()), "{run}");
        run.stdout.lines().filter(|line| !line.is_empty()).count()
    };
    // 23 findings, the head (of two lines where a finding has two), the line below it, and the sentence.
    assert_eq!(["100", "120", "200"].map(lines), [26; 3]);
    assert_eq!(["60", "80", "99"].map(lines), [50; 3]);
}

#[test]
fn an_address_of_the_list_is_read_back_and_reports_are_headings_only_where_the_list_is_by_record() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run(&["list", "--sort", "record", "--overdue"]), @"
    address    finding                                                                    status       due              late
    ─────────  ─────────────────────────────────────────────────────────────────────────  ───────────  ───────────  ────────
    Kent: An inspection of the response to stolen tractors
    stolen:R6  Chief constables and police and crime commissioners should share what…     not started  16 May 2025  350 days
    stolen:R3  Plan for the harvest.                                                      not started  16 Nov 2025  166 days
    stolen:R2  See that each report names the field.                                      not started  30 Apr 2026     1 day
    stolen:R4  Chief constables, working with the Farm Board, should train those who…     not started  30 Apr 2026     1 day

    4 findings overdue on Fri 2026-05-01. 1 response is overdue: see `irr due`.
    --- stderr
    --- exit 0
    ");
    let list = sandbox.run(&["list", "--all"]).stdout;
    let addresses: Vec<&str> =
        list.lines().skip(2).filter_map(|line| line.split(' ').next().filter(|it| it.contains(':'))).collect();
    assert!(addresses.len() > 4, "{list}");
    for address in addresses {
        assert_eq!(sandbox.run(&["show", address]).code, 0, "{address}");
    }
}

#[test]
fn the_day_it_is_judged_on_decides_what_is_overdue() {
    let sandbox = Sandbox::with_form();
    let refs = |args: &[&str]| {
        let run = sandbox.run(&[&["list", "--columns", "ref", "--format", "csv"], args].concat());
        run.stdout.lines().skip(1).map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(refs(&["--overdue", "--as-of", "2025-05-16"]), "");
    assert_eq!(refs(&["--overdue", "--as-of", "2025-05-17"]), "R6");
    assert_eq!(refs(&["--overdue", "--as-of", "2026-04-30"]), "R6 R3");
    assert_eq!(refs(&["--overdue", "--as-of", "2026-05-01"]), "R6 R3 R2 R4");
    assert_eq!(refs(&["--overdue", "--all", "--as-of", "2026-05-01"]), "R6 R3 R1 R2 R4");
    assert_eq!(refs(&["--all", "--as-of", "2025-05-15"]), "");
    assert_eq!(refs(&["--due-within", "1m", "--as-of", "2026-04-01"]), "R2 R4");
    assert_eq!(refs(&["--due-within", "1m", "--overdue", "--as-of", "2026-04-01"]), "R6 R3 R2 R4");
}

#[test]
fn each_filter_narrows_the_list() {
    let sandbox = Sandbox::with_form();
    let refs = |args: &[&str]| {
        let run = sandbox.run(&[&["list", "--columns", "ref", "--format", "csv", "--sort", "ref"], args].concat());
        assert_eq!(run.code, 0, "{run}");
        run.stdout.lines().skip(1).map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    for (args, expected) in [
        (&[][..], "R2 R3 R4 R6"),
        (&["--all"], "R1 R2 R3 R4 R6"),
        (&["--status", "not-started"], "R2 R3 R4 R6"),
        (&["--status", "closed,superseded"], ""),
        (&["--force", "ken"], "R2 R3 R4 R6"),
        (&["--inspectorate", "hmicfrs"], "R2 R3 R4 R6"),
        (&["--kind", "r"], "R2 R3 R4 R6"),
        (&["--kind", "afi"], ""),
        (&["--kind", "thematic"], ""),
        (&["--priority", "high"], ""),
        (&["--addressed-to", "tractor agency"], "R1"),
        (&["--where", "not ours"], "R1"),
        (&["--where", "target < due and text ~ FIELD"], "R2"),
    ] {
        assert_eq!(refs(args), expected, "{args:?}");
    }
}

#[test]
fn machines_get_json_and_csv_and_a_page_gets_markdown() {
    let sandbox = Sandbox::with_form();
    let only = ["list", "--where", "ref = r1"];
    assert_snapshot!(sandbox.run(&[&only[..], &["--format", "json"]].concat()), @r#"
    {
      "schema": "irr.list/1",
      "as_of": "2026-05-01",
      "items": [
        {
          "record": "kent/2025-05-16-stolen-tractors",
          "ref": "R1",
          "force": "Kent",
          "kind": "recommendation",
          "inspection": "An inspection of the response to stolen tractors",
          "inspection_kind": null,
          "inspectorates": [
            "HMICFRS"
          ],
          "published": "2025-05-16",
          "text": "By 31 December 2025, the National Tractor Agency, in consultation with the Farm Board, should rewrite its guide, ‘Who Finds What’.\n\nThe new guide should:\n\n- say what the Board does; and\n- where forces keep their own teams, say what those do.",
          "area": null,
          "addressed_to": [
            "National Tractor Agency"
          ],
          "ours": false,
          "status": "not_started",
          "open": true,
          "due": "2025-12-31",
          "original_due": "2025-12-31",
          "target": null,
          "overdue": false,
          "days_overdue": null,
          "days_past_due": 121,
          "behind_target": false,
          "slips": 0,
          "slipped_by": 0,
          "closed": null,
          "reopened": null,
          "priority": null,
          "owner": null,
          "escalation": null
        }
      ]
    }
    --- stderr
    --- exit 0
    "#);
    assert_snapshot!(sandbox.run(&[&only[..], &["--format", "csv"]].concat()), @r#"
    record,force,ref,kind,inspection,inspection_kind,inspectorate,published,response_due,asks,text,area,addressed_to,ours,status,open,priority,owner,due,original_due,target,overdue,days_overdue,days_past_due,behind_target,slips,slipped_by,open_actions,closed,outcome,verified,responded,response_owed,response_awaited,response_days_late,duty,escalation␍
    kent/2025-05-16-stolen-tractors,Kent,R1,recommendation,An inspection of the response to stolen tractors,,HMICFRS,2025-05-16,2025-07-10,"The National Tractor Agency, in consultation with the Farm Board, should rewrite its guide, ‘Who Finds What’. The new guide should: - say what the Board does; and - where forces keep their own teams, say what those do.","By 31 December 2025, the National Tractor Agency, in consultation with the Farm Board, should rewrite its guide, ‘Who Finds What’.

    The new guide should:

    - say what the Board does; and
    - where forces keep their own teams, say what those do.",,National Tractor Agency,false,not_started,true,,,2025-12-31,2025-12-31,,false,,121,false,0,0,0,,,,,true,true,295,section_55,␍
    --- stderr
    --- exit 0
    "#);
    assert_snapshot!(sandbox.run(&[&only[..], &["--format", "markdown"]].concat()), @"
    | record | ref | finding | owner | status | due | days late |
    | --- | --- | --- | --- | --- | --- | ---: |
    | kent/2025-05-16-stolen-tractors | R1 | The National Tractor Agency, in consultation with the Farm Board, should rewrite its guide, ‘Who Finds What’. The new guide should: - say what the Board does; and - where forces keep their own teams, say what those do. | not ours: National Tractor Agency | not started | 2025-12-31 |  |

    1 finding, none overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn one_broken_record_among_ten_hides_none_of_the_others() {
    let sandbox = Sandbox::new();
    for number in 1..=9 {
        sandbox.write(&format!("records/kent/2025-05-16-subject-{number}.yaml"), &record(&format!("Subject {number}")));
    }
    sandbox.write("records/kent/2025-05-16-broken.yaml", "schema_version: 1\nstage: draft\nforce: Kent\nowner: x\n");
    assert_snapshot!(sandbox.run(&["list", "--columns", "record,ref"]), @"
    record                     ref
    ─────────────────────────  ───
    kent/2025-05-16-subject-1  R1
    kent/2025-05-16-subject-2  R1
    kent/2025-05-16-subject-3  R1
    kent/2025-05-16-subject-4  R1
    kent/2025-05-16-subject-5  R1
    kent/2025-05-16-subject-6  R1
    kent/2025-05-16-subject-7  R1
    kent/2025-05-16-subject-8  R1
    kent/2025-05-16-subject-9  R1

    9 findings, none overdue on Fri 2026-05-01.
    --- stderr
    error: cannot read records/kent/2025-05-16-broken.yaml:4:1: `owner` is not a field of the record (and 2 more)
    hint: `irr validate records/kent/2025-05-16-broken.yaml` lists all its problems
    --- exit 2
    ");
}

fn record(title: &str) -> String {
    format!(
        "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body:\n  kind: pcc\ninspection:\n  title: {title}\n  published: 2025-05-16\n\
         recommendations:\n  - ref: \"1\"\n    text: |\n      Act.\n"
    )
}

#[test]
fn a_list_that_should_be_empty_fails_where_it_is_not() {
    let sandbox = Sandbox::with_form();
    assert_eq!(sandbox.run(&["list", "--overdue", "--fail"]).code, 1);
    assert_eq!(sandbox.run(&["list", "--overdue", "--fail", "--as-of", "2025-05-16"]).code, 0);
}

#[test]
fn a_mistake_in_a_flag_is_told_with_what_was_meant() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run(&["list", "--status", "in_progres"]), @"
    --- stderr
    error: invalid value 'in_progres' for '--status <STATUS>': `in_progres` is not a status: did you mean `in_progress`?

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "--columns", "ownr"]), @"
    --- stderr
    error: invalid value 'ownr' for '--columns <COLUMNS>': `ownr` is not a column: did you mean `owner`? `irr list --columns help` explains all columns

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "--as-of", "01/05/2026"]), @"
    address    finding                                                                    status       due              late
    ─────────  ─────────────────────────────────────────────────────────────────────────  ───────────  ───────────  ────────
    stolen:R6  Chief constables and police and crime commissioners should share what…     not started  16 May 2025  350 days
    stolen:R3  Plan for the harvest.                                                      not started  16 Nov 2025  166 days
    stolen:R2  See that each report names the field.                                      not started  30 Apr 2026     1 day
    stolen:R4  Chief constables, working with the Farm Board, should train those who…     not started  30 Apr 2026     1 day

    4 findings overdue on Fri 2026-05-01.
    --- stderr
    --as-of 01/05/2026: Friday 1 May 2026
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["list", "--where", "owner ="]), @r#"
    --- stderr
    error: cannot read the --where expression
    because: `owner =`, column 8: a value for `owner` is missing here
    hint: example of an expression: status = in_progress and due < today+30d and owner ~ "protection"
    --- exit 2
    "#);
}

#[test]
fn a_name_that_no_record_has_is_refused_by_each_flag_and_each_command() {
    let sandbox = Sandbox::with_form();
    sandbox.run(&["set", "tractors:R3", "owner=Head of Training", "area=Crime records"]);
    sandbox.run(&["action", "add", "tractors:R3", "--text", "Ask", "--owner", "Forms Office", "--target", "2026-06-01"]);
    let every: [&[&str]; 5] =
        [&["list"], &["list", "--fail"], &["export"], &["export", "--rows", "responses"], &["due", "--fail"]];
    for command in every {
        let refused = sandbox.run(&[command, &["--force", "Kemt"]].concat()).to_string();
        let wanted =
            "--- stderr\nerror: no record is of a force whose name contains `Kemt`\nhint: did you mean `Kent`?\n--- exit 2";
        assert_eq!(refused, wanted, "{command:?}");
    }
    let told: String = [
        ["list", "--owner", "Trainng"],
        ["list", "--owner", "Forms Office"],
        ["list", "--inspectorate", "HMICRFS"],
        ["list", "--area", "crime recrods"],
        ["export", "--addressed-to", "chief constabels"],
        ["export", "--owner", "Nobody"],
        ["due", "--owner", "Form Office"],
        ["due", "--owner", "Nobody"],
    ]
    .into_iter()
    .map(|args| sandbox.run(&args).to_string())
    .collect();
    assert_snapshot!(told, @"
    --- stderr
    error: no finding has an owner whose name contains `Trainng`
    hint: did you mean `Head of Training`?
    --- exit 2--- stderr
    error: no finding has an owner whose name contains `Forms Office`
    hint: the records have: Head of Training
    --- exit 2--- stderr
    error: no report is from an inspectorate whose name contains `HMICRFS`
    hint: did you mean `HMICFRS`?
    --- exit 2--- stderr
    error: no finding or grade is of an area whose name contains `crime recrods`
    hint: did you mean `Crime records`?
    --- exit 2--- stderr
    error: no finding is addressed to a body whose name contains `chief constabels`
    hint: did you mean `chief constables`?
    --- exit 2--- stderr
    error: no finding has an owner whose name contains `Nobody`
    hint: the records have: Head of Training
    --- exit 2--- stderr
    error: no finding has an owner whose name contains `Form Office`
    hint: did you mean `Forms Office`?
    --- exit 2--- stderr
    error: no finding has an owner whose name contains `Nobody`
    hint: the records have: Forms Office, Head of Training, Police, Fire and Crime Commissioner
    --- exit 2
    ");
    // Who has something to do is known, also where nothing of it is asked for.
    for args in [["due", "--owner", "forms"], ["due", "--owner", "commissioner"], ["list", "--owner", "TRAINING"]] {
        assert_eq!(sandbox.run(&args).code, 0, "{args:?}");
    }
    assert_eq!(sandbox.run(&["list", "--owner", "training", "--status", "closed", "--fail"]).code, 0);
}

#[test]
fn a_name_in_an_expression_that_no_record_has_is_noted_and_is_no_error() {
    let sandbox = Sandbox::with_form();
    sandbox.run(&["set", "tractors:R3", "owner=Head of Training"]);
    assert_snapshot!(sandbox.run(&["list", "--where", "owner = 'Head of Trainig' or force ~ kemt", "--fail"]), @"
    Nothing matches on Fri 2026-05-01.
    --- stderr
    note: --where: no finding has the owner `Head of Trainig`: did you mean `Head of Training`?
    note: --where: no record is of a force whose name contains `kemt`: did you mean `Kent`?
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["list", "--where", "owner ~ training and due < 2025-01-01", "--fail"]), @"
    Nothing matches on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn the_columns_are_explained_on_request_also_outside_a_store() {
    let sandbox = Sandbox::bare();
    let help = sandbox.run_with(&["list", "--columns", "help"], &[("COLUMNS", "80")], "");
    assert_snapshot!(help, @r#"
    Columns for --columns, --sort and --where; `irr export` writes all of them.

    column                  type       meaning
    ──────────────────────  ─────────  ─────────────────────────────────────────────
    force                   text       The force that was inspected.
    record                  text       The record's id.
    ref                     text       The finding's reference within the record,
                                       such as R4, AFI2 or COC1.
    kind                    text       The kind of finding: recommendation, area for
                                       improvement or cause of concern.
    inspection              text       The title of the report.
    inspection_kind         text       The kind of inspection.
    inspectorate            text       The inspectorates that published the report.
    published               date       The day the report was published.
    asks                    text       A short description: the finding's words on
                                       one line, without an opening deadline such as
                                       "By 31 March".
    text                    text       The words of the finding.
    withheld                yes or no  Whether the report leaves the text out
                                       (section 55(2)).
    area                    text       The graded area of the inspection that the
                                       finding belongs to.
    addressed_to            text       The bodies that the finding is addressed to.
    ours                    yes or no  Whether this force or its local policing body
                                       has to act on the finding, rather than
                                       another body.
    status                  text       The status on the day.
    open                    yes or no  Whether the status is an open one, so that
                                       something is still to be done.
    priority                text       The priority that the office gave it.
    owner                   text       The person or team responsible; of several
                                       the lead.
    due                     date       The due date, with extensions that were
                                       agreed by the day.
    original_due            date       The original due date, before any extension.
    due_text                text       The report's own words for the due date.
    target                  date       The force's own target date.
    overdue                 yes or no  Whether the finding is open, past its due
                                       date, and this force's or body's to act on.
    days_overdue            number     The number of days overdue; none if it is not
                                       overdue.
    days_past_due           number     The number of days past the due date while
                                       open, whoever has to act; none if it is not
                                       past.
    behind_target           yes or no  Whether the force's own target date has
                                       passed while the due date has not.
    slips                   number     The number of extensions agreed.
    slipped_by              number     The number of days between the original due
                                       date and the due date; negative if it was
                                       brought forward.
    actions                 number     The number of actions.
    open_actions            number     The number of actions not done yet.
    progress_entries        number     The number of progress updates.
    last_progress           date       The date of the latest progress update.
    closed                  date       The day since which it is closed; none if it
                                       is open or was reopened.
    closure_date            date       The date of the last closing.
    closure_approved_by     text       Who approved the last closing.
    evidence                text       The evidence for the last closing.
    outcome                 text       The inspectorate's verification: its outcome.
    verified                date       The day of the inspectorate's verification.
    verified_by             text       The inspectorate that verified it.
    verification_reference  text       The letter or report with the verification.
    commissioner_action     text       The action that the commissioner's
                                       explanation states: taken, proposed, or none
                                       (section 55(5B)).
    commissioner_adopts     yes or no  Whether the commissioner adopts the chief
                                       officer's response as the explanation.
    commissioner_see        text       The finding whose answer covers this one too,
                                       as ID:R4; or `comments` for the
                                       commissioner's comments on the whole report.
    commissioner_text       text       The commissioner's response.
    chief_officer_text      text       The chief officer's response.
    follows                 text       The earlier finding that this one continues,
                                       as ID:R4.
    supersedes              text       The earlier finding that this one supersedes,
                                       as ID:R4.
    escalated_from          text       The finding that was escalated to this one,
                                       as ID:R4.
    cause_of_concern        text       The cause of concern in the same record that
                                       the finding belongs to, such as COC1.
    response_due            date       The response deadline; none if no response is
                                       owed, or if no deadline is known.
    responded               date       The day the response was published.
    response_owed           yes or no  Whether this record owes a response of its
                                       own.
    response_awaited        yes or no  Whether a response is owed and not published
                                       yet.
    response_days_late      number     The number of days by which the response was
                                       late; if it is not published yet, the days
                                       since the deadline.
    reopened                date       The day it was reopened, if `closure_date`,
                                       `closure_approved_by` and `evidence` belong
                                       to an earlier closing.
    escalation              text       The stage it is escalated to; none if it is
                                       not escalated, or not any more.
    escalated_on            date       The day of that escalation.
    escalation_reference    text       The letter, report or minute of that
                                       escalation.
    duty                    text       The duty to respond that the report is
                                       subject to.
    owners                  text       Every person or team responsible, the lead
                                       first.
    progress                text       The notes of its progress updates, oldest
                                       first.
    reasons                 text       The reasons for its extensions and for those
                                       of its actions.
    action_texts            text       What its actions are.
    action_evidence         text       The evidence that its actions are done.

    With @ and a date, --where compares an earlier value, as in open@2025-12-31.
    These have one: status, open, due, overdue, days_overdue, days_past_due,
    behind_target, slips, slipped_by, open_actions, closed, outcome, verified,
    verified_by, verification_reference, responded, response_awaited,
    response_days_late, reopened, escalation, escalated_on, escalation_reference.

    With `irr export --rows responses`, --where can only use force, record,
    inspection, inspection_kind, inspectorate, published, response_due, responded,
    response_owed, response_awaited, response_days_late, duty.
    --- stderr
    --- exit 0
    "#);
    for flags in [&["--sort", "help"][..], &["--columns", "ref,help", "--format", "csv", "--overdue"]] {
        let other = sandbox.run_with(&[&["list"], flags].concat(), &[("COLUMNS", "80")], "");
        assert_eq!((&other.stdout, other.code), (&help.stdout, 0), "{flags:?}");
    }
}

#[test]
fn what_only_the_export_had_can_be_listed_sorted_by_and_compared() {
    let sandbox = Sandbox::with_form();
    let args =
        ["--where", "due_text != none and not withheld", "--columns", "ref,due_text,actions,last_progress", "--sort=-due_text"];
    assert_snapshot!(sandbox.run(&[&["list"], &args[..], &["--format", "csv"]].concat()), @"
    ref,due_text,actions,last_progress␍
    R3,Within six months,0,␍
    R6,With immediate effect,0,␍
    R1,By 31 December 2025,0,␍
    R2,By 30 April 2026,0,␍
    R4,By 30 April 2026,0,␍
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["list", "--where", "evidence@2025-12-31 = none"]), @r#"
    --- stderr
    error: cannot read the --where expression
    because: `evidence@2025-12-31 = none`, column 1: records do not keep earlier values of `evidence`: leave out the `@` and the date after it
    hint: example of an expression: status = in_progress and due < today+30d and owner ~ "protection"
    --- exit 2
    "#);
}

/// A program that reads the file finds its columns, whatever is in the list.
#[test]
fn an_empty_list_is_a_head_in_csv_and_a_file_is_written_where_one_is_named() {
    let sandbox = Sandbox::with_form();
    let run = sandbox.run(&["list", "--where", "slips > 99", "--columns", "ref,owner", "--output", "none.csv"]);
    assert_snapshot!(run, @"
    --- stderr
    --- exit 0
    ");
    assert_eq!(sandbox.read("none.csv"), "ref,owner\r\n");
    assert_eq!(sandbox.run(&["due", "--clock", "action", "--format", "csv"]).stdout.lines().count(), 1);
}

/// What shows all saved lists.
const ALL: &str = "@";

const LISTS: &str = "\
lists:
  monday:
    where: overdue and due < 2026-01-01
    columns: [ref, due]
    sort: -ref
  tractors:
    where: text ~ tractor
";

#[test]
fn a_saved_list_is_what_its_flags_would_be_and_flags_go_before_it() {
    let sandbox = Sandbox::with_form();
    sandbox.write("irr.yaml", LISTS);
    assert_snapshot!(sandbox.run(&["list", "@monday"]), @"
    ref  due
    ───  ───────────
    R6   16 May 2025
    R3   16 Nov 2025

    2 findings overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["list", "@monday", "--columns", "ref,status", "--sort", "ref"]), @"
    ref  status
    ───  ───────────
    R3   not started
    R6   not started

    2 findings overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
    let csv = |args: &[&str]| sandbox.run(&[&["list", "--columns", "ref", "--format", "csv"], args].concat()).stdout;
    assert_eq!(csv(&["@monday", "--where", "overdue"]), csv(&["--where", "overdue", "--sort=-ref"]));
    assert_snapshot!(sandbox.run(&["list", ALL]), @"
    list       where                         columns   sort
    ─────────  ────────────────────────────  ────────  ────
    @monday    overdue and due < 2026-01-01  ref, due  -ref
    @tractors  text ~ tractor
    --- stderr
    --- exit 0
    ");
    let help = sandbox.run(&["list", "--help"]).stdout;
    let (_, help) = help.split_once("\nSaved lists:\n").unwrap();
    assert!(help.starts_with("  @monday    overdue and due < 2026-01-01\n  @tractors  text ~ tractor\n"), "{help}");
}

#[test]
fn a_saved_list_that_is_not_there_or_is_wrong_is_told_with_its_place() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run(&["list", ALL]), @"
    There are no saved lists: `lists:` in irr.yaml has them.
    --- stderr
    --- exit 0
    ");
    sandbox.write("irr.yaml", LISTS);
    assert_snapshot!(sandbox.run(&["list", "@mondy"]), @"
    --- stderr
    error: there is no saved list @mondy
    hint: did you mean @monday?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "@friday"]), @"
    --- stderr
    error: there is no saved list @friday
    hint: there are @monday and @tractors
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "custody"]), @r#"
    --- stderr
    error: invalid value 'custody' for '[@NAME]': `custody` is not a saved list, such as @monday: to list one record, use --where 'record ~ "custody"'

    For more information, try '--help'.
    --- exit 2
    "#);
    sandbox.write("irr.yaml", &LISTS.replace("overdue and", "overdu and"));
    assert_snapshot!(sandbox.run(&["list", "@tractors"]), @"
    --- stderr
    error: cannot use the settings in SANDBOX/irr.yaml:3:12
    because: `overdu and due < 2026-01-01`, column 1: `overdu` is not a column of a finding: did you mean `overdue`?
    hint: `irr list --help` explains --where, --columns and --sort
    --- exit 2
    ");
    sandbox.write("irr.yaml", &LISTS.replace("[ref, due]", "[ref, dew]"));
    assert_snapshot!(sandbox.run(&["validate"]), @"
    --- stderr
    error: cannot use the settings in SANDBOX/irr.yaml:4:20
    because: `dew` is not a column: `irr list --columns help` explains all columns
    hint: `irr list --help` explains --where, --columns and --sort
    --- exit 2
    ");
    sandbox.write("irr.yaml", &LISTS.replace("sort", "order"));
    assert_snapshot!(sandbox.run(&["list", "@monday"]), @"
    --- stderr
    error: cannot read the settings in SANDBOX/irr.yaml:5:5: `order` is not a field of `lists.monday`
    hint: `lists.monday` has columns, sort, where
    --- exit 2
    ");
}
