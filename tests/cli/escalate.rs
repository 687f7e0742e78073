//! `irr escalate`, and what becomes of an escalated finding everywhere else.

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

const CUSTODY: &str = r#"schema_version: 2
stage: draft
force: Kent
local_policing_body:
  kind: pcc
inspection:
  title: An inspection of custody
  inspectorates: [HMICFRS]
  published: 2026-04-20
  sent_to_panel: 2026-04-21
recommendations:
  - ref: "1"
    text: |
      The force should heat its cells.
    due: 2026-09-30
    status: in_progress
    owner: Head of Custody
  - ref: "2"
    text: |
      The force should paint its cells.
    due: 2026-06-30
    status: in_progress
    owner: Head of Estates
"#;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("records/kent/2026-04-20-custody.yaml", CUSTODY);
    sandbox
}

const ENGAGE: [&str; 8] =
    ["escalate", "custody:R1", "--to", "engage", "--date", "2026-04-28", "--reference", "Letter of 28 April 2026"];

#[test]
fn each_step_is_added_below_the_others() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["escalate", "custody:R1", "--to", "engage"]), @"
    --- stderr
    error: cannot escalate kent/2026-04-20-custody:R1: missing the letter or report (--reference), or the reason (--reason)
    hint: nothing was written
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&ENGAGE), @"
    kent/2026-04-20-custody:R1: monitoring: Engage from Tue 2026-04-28
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["escalate", "custody:R1", "--to", "ended", "--reason", "The cells are warm"]), @"
    kent/2026-04-20-custody:R1: no longer escalated from Fri 2026-05-01, was monitoring: Engage
    --- stderr
    --- exit 0
    ");
    let record = sandbox.read("records/kent/2026-04-20-custody.yaml");
    assert_snapshot!(record.split("owner: Head of Custody\n").nth(1).unwrap().split("  - ref").next().unwrap(), @"
    escalation:
      - date: 2026-04-28
        to: engage
        reference: Letter of 28 April 2026
      - date: 2026-05-01
        to: ended
        reason: The cells are warm
    ");
    assert_snapshot!(sandbox.run(&["escalate", "custody:R1", "--to", "enrage", "--reason", "x"]), @"
    --- stderr
    error: invalid value 'enrage' for '--to <STAGE>': `enrage` is not a stage of escalation: did you mean `engage`?

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn an_escalated_finding_comes_first_and_says_so() {
    let sandbox = sandbox();
    assert_eq!(sandbox.run(&ENGAGE).code, 0);
    assert_snapshot!(sandbox.run(&["list"]), @"
    address     finding           owner            status                           due
    ──────────  ────────────────  ───────────────  ───────────────────────────────  ───────────
    custody:R1  Heat its cells.   Head of Custody  in progress; monitoring: Engage  30 Sep 2026
    custody:R2  Paint its cells.  Head of Estates  in progress                      30 Jun 2026

    2 findings, none overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["list", "--columns", "ref,status,escalation", "--format", "csv"]), @"
    ref,status,escalation␍
    R1,in_progress,engage␍
    R2,in_progress,␍
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["list", "--where", "escalation = engage", "--columns", "ref,escalation"]), @"
    ref  escalation
    ───  ──────────────────
    R1   monitoring: Engage

    1 finding, none overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["due", "--format", "markdown"]), @"
    | date | due | kind | record | ref | what is due | owner |
    | --- | --- | --- | --- | --- | --- | --- |
    | 2026-09-30 | in 152 days | finding | kent/2026-04-20-custody | R1 | Escalated (monitoring: Engage): The force should heat its cells. | Head of Custody |
    | 2026-06-14 | in 44 days | response | kent/2026-04-20-custody |  | Response, day 12 of 56: An inspection of custody | Police and Crime Commissioner |
    | 2026-06-30 | in 60 days | finding | kent/2026-04-20-custody | R2 | The force should paint its cells. | Head of Estates |

    3 deadlines, none overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["summary", "--since", "2026-04-01", "--until", "2026-05-01", "--section", "escalated"]), @"
    Kent: inspection responses, 1 April 2026 to 1 May 2026
    ══════════════════════════════════════════════════════

    On Fri 2026-05-01, 2 findings are open in 1 report, none of them overdue.

    Escalated
    ─────────

    ref  finding                     owner           status          due         escalation      since       reference
    ───  ──────────────────────────  ──────────────  ──────────────  ──────────  ──────────────  ──────────  ───────────────
    kent/2026-04-20-custody
    R1   The force should heat its   Head of         in progress;    2026-09-30  monitoring:     2026-04-28  Letter of 28
         cells.                      Custody         monitoring:                 Engage                      April 2026
                                                     Engage

    From the records as of Fri 2026-05-01. Anything dated later is not counted.
    --- stderr
    --- exit 0
    ");
    // Without a section that is asked for, it is the first of the paper.
    let paper = sandbox.run(&["summary", "--since", "2026-04-01", "--until", "2026-05-01", "--format", "markdown"]).stdout;
    assert_eq!(paper.lines().find(|line| line.starts_with("## ")), Some("## Escalated"), "{paper}");
    assert_snapshot!(sandbox.run(&["show", "custody:R1"]), @"
    Recommendation 1 (R1)
    ═════════════════════

    record      kent/2026-04-20-custody
    inspection  An inspection of custody

    The force should heat its cells.

    status      in progress
    escalation  monitoring: Engage since Tue 2026-04-28 (Letter of 28 April 2026)
    due         Wed 2026-09-30
    owner       Head of Custody

    Escalation

    date        to                  reference                reason
    ──────────  ──────────────────  ───────────────────────  ──────
    2026-04-28  monitoring: Engage  Letter of 28 April 2026
    --- stderr
    --- exit 0
    ");
    assert!(sandbox.run(&["show", "custody"]).stdout.contains("sent to the panel"));
    let rows = sandbox.run(&["export", "--rows", "findings", "--format", "csv"]).stdout;
    assert!(
        rows.lines().next().unwrap().contains(",reopened,escalation,escalated_on,escalation_reference,duty,owners"),
        "{rows}"
    );
    assert!(
        rows.lines().any(|row| row.contains(",engage,2026-04-28,Letter of 28 April 2026,section_55,Head of Custody")),
        "{rows}"
    );
}

#[test]
fn before_its_day_a_finding_is_not_escalated_and_after_its_end_it_is_no_longer() {
    let sandbox = sandbox();
    assert_eq!(sandbox.run(&ENGAGE).code, 0);
    let escalated = |on: &str| {
        let run = sandbox.run(&["list", "--as-of", on, "--columns", "escalation", "--where", "ref = R1", "--format", "csv"]);
        run.stdout.lines().nth(1).unwrap_or_default().trim_end().trim_matches('"').to_owned()
    };
    assert_eq!((escalated("2026-04-27"), escalated("2026-04-28")), (String::new(), "engage".to_owned()));
    let paper = sandbox.run(&["summary", "--since", "2026-04-01", "--until", "2026-04-27", "--format", "markdown"]).stdout;
    assert!(!paper.contains("## Escalated"), "{paper}");
    let ended = ["escalate", "custody:R1", "--to", "scan", "--date", "2026-04-30", "--reference", "Letter of 30 April 2026"];
    assert_eq!(sandbox.run(&ended).code, 0);
    assert_eq!((escalated("2026-04-29"), escalated("2026-04-30")), ("engage".to_owned(), String::new()));
    assert!(!sandbox.run(&["due"]).stdout.contains("Escalated"));
}

#[test]
fn the_printed_form_has_the_steps_and_reads_back() {
    let sandbox = sandbox();
    assert_eq!(sandbox.run(&ENGAGE).code, 0);
    let before = sandbox.read("records/kent/2026-04-20-custody.yaml");
    let form = sandbox.run(&["render", "custody", "--internal", "--format", "markdown", "-o", "form.md"]);
    assert_eq!(form.code, 0, "{}", form.stderr);
    assert!(sandbox.read("form.md").contains("Escalated to"), "{}", sandbox.read("form.md"));
    std::fs::remove_file(sandbox.path("records/kent/2026-04-20-custody.yaml")).unwrap();
    let read = sandbox.run(&["import", "form.md"]);
    assert_eq!(read.code, 0, "{read}");
    assert_eq!(
        sandbox.read("records/kent/2026-04-20-custody.yaml").split_once("schema_version").unwrap().1,
        before.split_once("schema_version").unwrap().1
    );
}

/// The report that joins an accelerated cause of concern is a report of its own.
#[test]
fn each_report_has_its_own_clock_and_a_later_one_moves_none() {
    let sandbox = Sandbox::new();
    let record = |published: &str, kind: &str, more: &str| {
        format!(
            "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body:\n  kind: pcc\ninspection:\n  title: An inspection of custody\n  \
             published: {published}\n{kind}:\n  - ref: \"1\"\n    text: |\n      The force should heat its cells.\n    owner: Head of Custody\n    target: 2026-12-01\n{more}"
        )
    };
    let accelerated = record(
        "2026-04-01",
        "causes_of_concern",
        "    escalation:\n      - date: 2026-04-01\n        to: accelerated\n        reference: The report\n",
    );
    let recommendation =
        "recommendations:\n  - ref: \"1\"\n    text: |\n      Heat them.\n    target: 2026-12-01\n    cause_of_concern: \"1\"\n";
    let accelerated = format!("{accelerated}{recommendation}").replace("inspection:\n", "inspection:\n  kind: follow_up\n");
    sandbox.write("records/kent/2026-04-01-custody.yaml", &accelerated);
    let days = || {
        let run = sandbox.run(&["due", "--clock", "response", "--format", "csv"]);
        let days = run.stdout.lines().skip(1).map(|line| line.split(',').nth(1).unwrap_or_default().to_owned());
        days.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(days(), "2026-05-26");
    // The whole report, and a part of it that is published again: each counts from its own day.
    let joins = "    follows: kent/2026-04-01-custody:COC1\n";
    sandbox.write("records/kent/2026-04-20-custody.yaml", &record("2026-04-20", "recommendations", joins));
    sandbox.write("records/kent/2026-04-28-custody.yaml", &record("2026-04-28", "recommendations", joins));
    assert_eq!(days(), "2026-05-26 2026-06-14 2026-06-22");
    let wrong = sandbox.run(&["validate", "--format", "lines", "--rule", "duplicate-inspection"]);
    assert_eq!(wrong.stdout, "");
}
