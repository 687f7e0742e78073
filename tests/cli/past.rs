//! What was true on a day stays true: closings that were overtaken, actions, dates that nobody can mean.

use crate::sandbox::{Run, Sandbox};
use insta::assert_snapshot;

const FILE: &str = "records/kent/2025-05-16-farm-theft.yaml";

const RECORD: &str = "schema_version: 1
stage: published
force: Kent
local_policing_body: {kind: pcc, holder: A. N. Other}
inspection:
  title: Farm theft
  inspectorates: [HMICFRS]
  published: 2025-05-16
  recommendation_count: 2
recommendations:
  - ref: \"1\"
    text: |
      By 31 December 2025, chief constables should plan for the harvest.
    addressed_to: [chief constables]
    due: 2025-12-31
    due_text: By 31 December 2025
    status: in_progress
    owner: Head of Rural Crime
    commissioner_response: {action: proposed, text: Every farm will be visited.}
    progress:
      - date: 2025-06-06
        status: in_progress
        note: The plan went to the board.
  - ref: \"2\"
    text: |
      By 31 March 2027, chief constables should count the tractors.
    addressed_to: [chief constables]
    due: 2027-03-31
    due_text: By 31 March 2027
    status: not_started
    owner: Head of Counting
    commissioner_response: {action: proposed, text: They will be counted.}
    actions:
      - text: Train the counters
        owner: Training
        target: 2026-08-01
      - text: Buy a ladder
        owner: Stores
        done: 2026-09-01
        evidence: [Invoice 12]
publication:
  chief_officer_invited: 2025-05-20
  published: 2025-07-08
  sent_to_inspectorate: 2025-07-08
  sent_to_secretary_of_state: 2025-07-08
";

fn store() -> Sandbox {
    let sandbox = Sandbox::bare();
    sandbox.write(FILE, RECORD);
    sandbox.commit();
    sandbox
}

fn on(sandbox: &Sandbox, day: &str, args: &[&str]) -> Run {
    sandbox.run_with(args, &[("IRR_TODAY", day), ("COLUMNS", "160")], "")
}

/// A command that must be done, on a day.
fn done(sandbox: &Sandbox, day: &str, args: &[&str]) -> String {
    let run = on(sandbox, day, args);
    assert_eq!(run.code, 0, "{args:?}: {run}");
    run.stdout
}

fn save(sandbox: &Sandbox) {
    sandbox.git(&["commit", "-qam", "saved"]);
}

fn close(sandbox: &Sandbox, day: &str, who: &str, evidence: &str) {
    done(sandbox, day, &["close", "farm:R1", "--evidence", evidence, "--approved-by", who, "-m", "Done"]);
    save(sandbox);
}

fn reopen(sandbox: &Sandbox, day: &str) {
    done(sandbox, day, &["progress", "farm:R1", "--status", "in_progress", "-m", "Opened again"]);
    save(sandbox);
}

/// Closed in October, opened again in November, closed again by somebody else.
fn closed_twice() -> Sandbox {
    let sandbox = store();
    close(&sandbox, "2026-10-05", "DCC One", "first.pdf");
    reopen(&sandbox, "2026-11-02");
    close(&sandbox, "2026-11-20", "DCC Two", "second.pdf");
    sandbox
}

#[test]
fn a_paper_names_no_approver_and_no_evidence_of_a_later_closing() {
    let paper = ["summary", "--since", "2026-10-01", "--until", "2026-10-31", "--section", "closed", "--format", "markdown"];
    let sandbox = store();
    close(&sandbox, "2026-10-05", "DCC One", "first.pdf");
    let before = done(&sandbox, "2026-10-31", &paper);
    reopen(&sandbox, "2026-11-02");
    assert_eq!(done(&sandbox, "2026-11-02", &paper), before);
    close(&sandbox, "2026-11-20", "DCC Two", "second.pdf");
    assert_snapshot!(done(&sandbox, "2026-11-24", &paper).lines().find(|line| line.contains("R1")).unwrap(), @"| kent/2025-05-16-farm-theft | R1 | Chief constables should plan for the harvest. | Head of Rural Crime | closed | 2026-10-05 |  | the log says: Done; Ended, approved by DCC One; evidence: first.pdf |");
    let json = done(&sandbox, "2026-11-24", &[&paper[..8], &["json"]].concat());
    assert!(!json.contains("DCC Two") && !json.contains("second.pdf"), "{json}");
    assert_snapshot!(sandbox.git(&["diff", "-U0", "HEAD~1", "--", FILE]).lines().filter(|line| !line.starts_with("index")).collect::<Vec<_>>().join("\n"), @"
    diff --git a/records/kent/2025-05-16-farm-theft.yaml b/records/kent/2025-05-16-farm-theft.yaml
    --- a/records/kent/2025-05-16-farm-theft.yaml
    +++ b/records/kent/2025-05-16-farm-theft.yaml
    @@ -17 +17 @@ recommendations:
    -    status: in_progress
    +    status: closed
    @@ -27,0 +28,3 @@ recommendations:
    +      - date: 2026-10-05
    +        note: |
    +          Ended, approved by DCC One; evidence: first.pdf
    @@ -31,0 +35,4 @@ recommendations:
    +      - date: 2026-11-20
    +        status: closed
    +        note: |
    +          Done
    @@ -33,2 +40,2 @@ recommendations:
    -      date: 2026-10-05
    -      approved_by: DCC One
    +      date: 2026-11-20
    +      approved_by: DCC Two
    @@ -36 +43 @@ recommendations:
    -        - first.pdf
    +        - second.pdf
    ");
}

#[test]
fn nothing_dated_later_is_shown_of_a_past_day() {
    let sandbox = closed_twice();
    let said = ["verify", "farm:R1", "--date", "2026-11-21", "--outcome", "closed", "--reference", "Letter 1"];
    done(&sandbox, "2026-11-24", &said);
    for args in [
        &["show", "farm:R1"][..],
        &["show", "farm", "--format", "json"],
        &["show", "farm:R1", "--format", "json"],
        &["render", "farm", "--internal"],
        &["render", "farm", "--format", "html"],
        &["export", "--format", "json"],
        &["export", "--rows", "progress"],
        &["export", "--rows", "actions"],
        &["list", "--all", "--format", "csv"],
        &["due", "--format", "ics"],
        &["summary", "--format", "json"],
    ] {
        let told = done(&sandbox, "2026-11-24", &[args, &["--as-of", "2026-06-01"]].concat());
        let days =
            ["2026-10-05", "2026-11-02", "2026-11-20", "2026-11-21", "5 October 2026", "2 November 2026", "20 November 2026"];
        for later in days.into_iter().chain(["Invoice 12", "DCC", "Letter 1"]) {
            assert!(!told.contains(later), "{args:?} tells {later}: {told}");
        }
    }
}

#[test]
fn a_report_that_came_later_is_not_there_on_a_past_day() {
    let sandbox = store();
    let told = |args: &[&str]| on(&sandbox, "2026-11-24", &[args, &["--as-of", "2025-05-15"]].concat()).to_string();
    assert_snapshot!(told(&["show", "farm"]), @"
    --- stderr
    error: kent/2025-05-16-farm-theft did not exist yet on 2025-05-15: its report was published on 2025-05-16
    hint: use a later --as-of
    --- exit 2
    ");
    assert_eq!(told(&["show", "farm:R1"]), told(&["show", "farm"]));
    assert_eq!(told(&["render", "farm"]), told(&["show", "farm"]));
}

#[test]
fn a_closing_that_was_overtaken_is_marked_as_past() {
    let sandbox = store();
    close(&sandbox, "2026-10-05", "DCC", "m.pdf");
    reopen(&sandbox, "2026-11-02");
    let shown = done(&sandbox, "2026-11-24", &["show", "farm:R1"]);
    let of = |text: &str, words: &[&str]| -> String {
        text.lines().filter(|line| words.iter().any(|word| line.starts_with(word))).collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(of(&shown, &["status ", "closed ", "evidence "]), @"
    status                 in progress, overdue by 328 days
    closed                 Mon 2026-10-05, approved by DCC; reopened on Mon 2026-11-02
    evidence               m.pdf
    ");
    let page = done(&sandbox, "2026-11-24", &["render", "farm"]);
    assert_snapshot!(of(&page, &["| Status", "#### Closing", "| Closed on", "| Approved", "| Reopened"]), @"
    | Status | in progress |
    | Status now | in progress; overdue by 328 days on 24 November 2026 |
    | Status | not started |
    #### Closing
    | Closed on | 5 October 2026 |
    | Reopened on | 2 November 2026 |
    ");
    let rows = done(&sandbox, "2026-11-24", &["export", "--where", "ref = R1", "--format", "ndjson"]);
    assert!(
        rows.contains("\"closed\":null,\"closure_date\":\"2026-10-05\"") && rows.contains("\"reopened\":\"2026-11-02\""),
        "{rows}"
    );
    // The document reads back into the same record.
    sandbox.write("page.md", &done(&sandbox, "2026-11-24", &["render", "farm", "--internal"]));
    let read = on(&sandbox, "2026-11-24", &["import", "page.md", "--dry-run"]);
    assert!(read.code == 0 && read.stdout.contains("approved_by: DCC") && !read.stdout.contains("unplaced"), "{read}");
}

#[test]
fn what_was_closed_today_is_opened_and_closed_again_today() {
    let sandbox = store();
    let today = "2026-11-24";
    done(&sandbox, today, &["close", "farm:R1", "--evidence", "m.pdf", "--approved-by", "DCC"]);
    save(&sandbox);
    reopen(&sandbox, today);
    assert_snapshot!(done(&sandbox, today, &["list", "--where", "ref = R1", "--columns", "ref,status,closed"]), @"
    ref  status       closed
    ───  ───────────  ──────
    R1   in progress

    1 finding overdue on Tue 2026-11-24.
    ");
    let again = ["close", "farm:R1", "--evidence", "n.pdf", "--approved-by", "CC"];
    done(&sandbox, today, &again);
    assert_snapshot!(done(&sandbox, today, &["validate", "--against", "HEAD", "--quiet"]), @"");
    let text = sandbox.read(FILE);
    assert_snapshot!(text[text.find("  progress:").unwrap()..text.find("  - ref: \"2\"").unwrap()], @"
    progress:
        - date: 2025-06-06
          status: in_progress
          note: The plan went to the board.
        - date: 2026-11-24
          status: closed
          note: |
            Closed, approved by DCC; evidence: m.pdf
        - date: 2026-11-24
          status: in_progress
          note: |
            Opened again
        - date: 2026-11-24
          status: closed
      closure:
        date: 2026-11-24
        approved_by: CC
        evidence:
          - n.pdf
    ");
    assert_snapshot!(on(&sandbox, today, &["progress", "farm:R1", "--status", "in_progress", "-m", "x", "--date", "2026-11-23"]), @"
    kent/2025-05-16-farm-theft:R1: progress of 2026-11-23, closed
    --- stderr
    --- exit 0
    ");
}

#[test]
fn the_words_of_a_closing_may_move_into_the_log_and_not_vanish() {
    let sandbox = closed_twice();
    let text = sandbox.read(FILE);
    let kept = "      - date: 2026-10-05\n        note: |\n          Ended, approved by DCC One; evidence: first.pdf\n";
    assert!(text.contains(kept), "{text}");
    sandbox.write(FILE, &text.replace(kept, ""));
    let run = on(&sandbox, "2026-11-24", &["validate", "--against", "HEAD~2", "--quiet"]);
    assert_snapshot!(run, @"
    records/kent/2025-05-16-farm-theft.yaml:36:5: error[closure-rewritten] R1 was closed, and its approver, DCC One, was removed or changed
    --- stderr
    --- exit 1
    ");
}

#[test]
fn an_action_keeps_its_date_its_day_and_its_place_unless_the_log_says_why() {
    let sandbox = store();
    let today = "2026-11-24";
    assert_snapshot!(on(&sandbox, today, &["set", "farm:R2", "actions[0].target=2027-02-01", "actions[1].done="]), @"
    kent/2025-05-16-farm-theft:R2: actions[0].target=2027-02-01, actions[1].done=
    --- stderr
    records/kent/2025-05-16-farm-theft.yaml:36:17: warning[action-target-moved] action 1 of R2 was due on 2026-08-01, and is now due on 2027-02-01, and no new entry of the log says why: use `irr action move`
    records/kent/2025-05-16-farm-theft.yaml:37:9: warning[action-done-edited] action 2 of R2 was done on 2026-09-01, and is now not done, and no new entry of the log says why
    --- exit 0
    ");
    assert_snapshot!(on(&sandbox, today, &["validate", "--against", "HEAD", "--quiet"]), @"
    records/kent/2025-05-16-farm-theft.yaml:36:17: warning[action-target-moved] action 1 of R2 was due on 2026-08-01, and is now due on 2027-02-01, and no new entry of the log says why: use `irr action move`
    records/kent/2025-05-16-farm-theft.yaml:37:9: warning[action-done-edited] action 2 of R2 was done on 2026-09-01, and is now not done, and no new entry of the log says why
    --- stderr
    --- exit 0
    ");
    sandbox.write(FILE, RECORD);
    assert_snapshot!(on(&sandbox, today, &["set", "farm:R2", "actions[0]="]), @"
    --- stderr
    error[action-removed]: action 1 of R2, “Train the counters”, was removed
       ╭▸ records/kent/2025-05-16-farm-theft.yaml:33:5
       │
    33 │     actions:
       │     ━━━━━━━
       │
       ╰ help: restore it; if it is no longer needed, say so in the log

    1 error and 0 warnings in 1 record.
    error: cannot write (set actions[0] of kent/2025-05-16-farm-theft:R2): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, today, &["set", "farm:R2", "actions[1].text=Buy a stool", "actions[1].evidence="]), @"
    --- stderr
    error[action-evidence-removed]: action 2 of R2 had the evidence `Invoice 12`, which was removed or changed
       ╭▸ records/kent/2025-05-16-farm-theft.yaml:37:9
       │
    37 │       - text: Buy a stool
       │         ━━━━
       │
       ╰ help: restore it; more evidence can be added at any time

    error[action-rewritten]: action 2 of R2 was “Buy a ladder”, and its text was changed
       ╭▸ records/kent/2025-05-16-farm-theft.yaml:37:15
       │
    37 │       - text: Buy a stool
       │               ━━━━━━━━━━━
       │
       ╰ help: restore its text; to do something else as well, add an action with `irr action add`

    2 errors and 0 warnings in 1 record.
    error: cannot write (set actions[1].text, actions[1].evidence of kent/2025-05-16-farm-theft:R2): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, today, &["action", "move", "farm:R2", "--which", "counters", "--to", "2027-02-01"]), @"
    --- stderr
    error: missing --reason
    hint: irr action move farm:R2 --which counters --to 2027-02-01 --reason REASON
    --- exit 2
    ");
    let moved = ["action", "move", "farm:R2", "--which", "counters", "--to", "2027-02-01", "--reason", "The trainer is away"];
    assert_snapshot!(on(&sandbox, today, &moved), @"
    kent/2025-05-16-farm-theft:R2: action 1 due 2027-02-01 instead of 2026-08-01: Train the counters
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(on(&sandbox, today, &["validate", "--against", "HEAD", "--quiet"]), @"
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_report_that_is_dated_in_the_future_is_said_and_its_deadlines_run() {
    let sandbox = store();
    let today = "2026-11-24";
    let ahead = ["new", "--force", "Kent", "--body", "pcc", "--title", "Barn theft", "--published", "2027-05-17"];
    assert_snapshot!(on(&sandbox, today, &ahead), @"
    --- stderr
    error[report-in-future]: the report is dated 2027-05-17, which is in the future
       ╭▸ records/kent/2027-05-17-barn-theft.yaml:10:14
       │
    10 │   published: 2027-05-17
       │              ━━━━━━━━━━
       │
       ╰ help: check the year. If the report is not published yet and the date is right, say so in `# irr: allow(report-in-future) REASON`

    1 error and 0 warnings in 1 record.
    error: cannot write (new record kent/2027-05-17-barn-theft): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    done(&sandbox, today, &[&ahead[..], &["--anyway"]].concat());
    assert_snapshot!(on(&sandbox, today, &["validate", "barn", "--quiet"]), @"
    records/kent/2027-05-17-barn-theft.yaml:10:14: warning[deadline-not-working-day] the last lawful day, Sun 2027-07-11, is a Sunday, which does not move it
    records/kent/2027-05-17-barn-theft.yaml:10:14: error[report-in-future] the report is dated 2027-05-17, which is in the future
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(on(&sandbox, today, &["due", "--clock", "response"]), @"
    date         due          kind      address  owner                          what is due
    ───────────  ───────────  ────────  ───────  ─────────────────────────────  ────────────────────────────────────────────────────────────────────────
    11 Jul 2027  in 229 days  response  barn     Police and Crime Commissioner  Response to a report that is dated 2027-05-17, in the future: Barn theft

    1 deadline, none overdue on Tue 2026-11-24.
    --- stderr
    1 report is dated in the future: kent/2027-05-17-barn-theft (2027-05-17). Only `irr due` includes it
    --- exit 0
    ");
    assert_snapshot!(on(&sandbox, today, &["list", "--where", "record ~ barn"]), @"
    Nothing matches on Tue 2026-11-24.
    --- stderr
    1 report is dated in the future: kent/2027-05-17-barn-theft (2027-05-17). Only `irr due` includes it
    --- exit 0
    ");
    let paper = on(&sandbox, today, &["summary", "--section", "headline", "--format", "json"]).to_string();
    assert!(paper.contains("1 report is dated in the future: kent/2027-05-17-barn-theft"), "{paper}");
    assert_snapshot!(on(&sandbox, today, &["set", "barn", "inspection.published=2028-05-17"]), @"
    --- stderr
    error[report-in-future]: the report is dated 2028-05-17, which is in the future
       ╭▸ records/kent/2028-05-17-barn-theft.yaml:10:14
       │
    10 │   published: 2028-05-17
       │              ━━━━━━━━━━
       │
       ╰ help: check the year. If the report is not published yet and the date is right, say so in `# irr: allow(report-in-future) REASON`

    1 error and 0 warnings in 2 records.
    error: cannot write (set inspection.published of kent/2027-05-17-barn-theft): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    // On a past day it was only not there yet.
    assert_snapshot!(on(&sandbox, today, &["due", "--clock", "response", "--as-of", "2026-11-23"]), @"
    Nothing matches on Mon 2026-11-23.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(on(&sandbox, "2027-06-01", &["validate", "barn", "--quiet", "--as-of", "2026-11-23"]), @"
    records/kent/2027-05-17-barn-theft.yaml:10:14: warning[deadline-not-working-day] the last lawful day, Sun 2027-07-11, is a Sunday, which does not move it
    --- stderr
    --- exit 0
    ");
}

#[test]
fn days_that_nobody_can_mean_are_said_where_they_are_typed() {
    let sandbox = store();
    let today = "2026-11-24";
    let early = ["verify", "farm:R1", "--date", "2019-05-01", "--outcome", "open", "--reference", "Letter 1"];
    assert_snapshot!(on(&sandbox, today, &early), @"
    kent/2025-05-16-farm-theft:R1: HMICFRS counts it as open
    --- stderr
    records/kent/2025-05-16-farm-theft.yaml:26:13: warning[date-before-report] R1 was verified on 2019-05-01, before the report of 2025-05-16
    --- exit 0
    ");
    let far = ["extend", "farm:R2", "--to", "3027-03-31", "--reason", "x", "--approved-by", "DCC"];
    let code = on(&sandbox, today, &far).code;
    assert_eq!(code, 1);
    let field = |assignment: &str| {
        on(&sandbox, today, &["set", "farm:R2", assignment])
            .to_string()
            .lines()
            .find_map(|line| line.strip_prefix("error[").map(str::to_owned))
            .unwrap_or_default()
    };
    assert_snapshot!(field("target=0206-05-01"), @"due-before-report]: the target of R2 is 0206-05-01, before the report of 2025-05-16");
    assert_snapshot!(field("actions[0].target=2925-05-01"), @"date-far-away]: an action on R2 is due 2925-05-01, more than 20 years after the report of 2025-05-16");
}

#[test]
fn due_words_are_read_or_it_is_said_that_they_were_not() {
    let sandbox = Sandbox::bare();
    sandbox.write(FILE, &RECORD.replace("stage: published", "stage: draft"));
    sandbox.commit();
    for words in [
        "No later than 31st of May, 2027",
        "By 31 March '27",
        "By the end of quarter 3 of 2026/27",
        "By 31 June 2027",
        "By summer 2027",
    ] {
        let due = format!("due_text={words}");
        let run = on(
            &sandbox,
            "2026-11-24",
            &["add", "farm:R3", "text=Do it.", "addressed_to=chief constables", "commissioner_response.text=Yes", &due],
        );
        let said = run.to_string();
        let said = said.lines().find(|line| {
            line.contains("due Thu") || line.contains("due Mon") || line.contains("due Wed") || line.contains("[due-text-unread]")
        });
        let said = said.unwrap_or_else(|| panic!("{words}: {run}"));
        assert!(said.contains(&format!("(“{words}”)")) || said.contains("`due` is missing"), "{words}: {run}");
        sandbox.git(&["checkout", "-q", "."]);
    }
    assert_snapshot!(on(&sandbox, "2026-11-24", &["set", "farm:R2", "due=", "due_text=By 31 June 2027", "--anyway"]), @"
    kent/2025-05-16-farm-theft:R2: due=, due_text=By 31 June 2027
    --- stderr
    records/kent/2025-05-16-farm-theft.yaml:28:15: warning[due-text-unread] the printed words “By 31 June 2027” mean 31 June 2027, which does not exist, and `due` is missing
    records/kent/2025-05-16-farm-theft.yaml:24:5: error[due-date-edited] the inspectorate's date of R2 was 2027-03-31, and was removed
    records/kent/2025-05-16-farm-theft.yaml:28:15: error[published-response-changed] `due_text` of R2 was published, and was changed afterwards
    --- exit 0
    ");
}

#[test]
fn evidence_that_names_no_file_is_said_where_the_folder_is_kept_here() {
    let sandbox = store();
    let today = "2026-11-24";
    let close = |evidence: &str| {
        let run = on(&sandbox, today, &["close", "farm:R1", "--evidence", evidence, "--approved-by", "DCC", "--dry-run"]);
        run.to_string().lines().filter(|line| line.contains("evidence-missing")).count()
    };
    assert_eq!(close("minutes/12.pdf"), 0, "the office keeps its minutes elsewhere");
    sandbox.write("minutes/12.pdf", "x");
    for (evidence, missing) in [
        ("minutes/12.pdf", 0),
        ("minutes/21.pdf", 1),
        ("minutes/2026/12.pdf", 1),
        ("https://example.org/minutes/21.pdf", 0),
        ("../minutes/21.pdf", 0),
        ("/etc/minutes/21.pdf", 0),
        ("Minute 21", 0),
    ] {
        assert_eq!(close(evidence), missing, "{evidence}");
    }
    done(&sandbox, today, &["close", "farm:R1", "--evidence", "minutes/21.pdf", "--approved-by", "DCC"]);
    assert_snapshot!(on(&sandbox, today, &["validate", "--quiet"]), @"
    records/kent/2025-05-16-farm-theft.yaml:28:11: warning[evidence-missing] there is no file `minutes/21.pdf`, which is named as evidence
    --- stderr
    --- exit 0
    ");
}

#[test]
fn what_is_not_done_of_a_closed_finding_stays_in_the_agenda() {
    let sandbox = store();
    let today = "2026-11-24";
    assert_snapshot!(on(&sandbox, today, &["close", "farm:R2", "--evidence", "m.pdf", "--approved-by", "DCC"]), @"
    kent/2025-05-16-farm-theft:R2: closed on 2026-11-24; one action is not done
    --- stderr
    kent/2025-05-16-farm-theft:R2: not done yet: action 1 (Train the counters); actions with a date stay in `irr due`
    --- exit 0
    ");
    assert_snapshot!(on(&sandbox, today, &["due", "--overdue", "--format", "csv"]), @"
    clock,date,days_left,overdue,record,ref,action,force,inspection,what,owner,original_date,slips,day,status,priority,escalation␍
    finding,2025-12-31,-328,true,kent/2025-05-16-farm-theft,R1,,Kent,Farm theft,Chief constables should plan for the harvest.,Head of Rural Crime,2025-12-31,0,,in_progress,,␍
    action,2026-08-01,-115,true,kent/2025-05-16-farm-theft,R2,1,Kent,Farm theft,Train the counters,Training,2026-08-01,0,,closed,,␍
    --- stderr
    --- exit 0
    ");
}

#[cfg(unix)]
#[test]
fn on_a_terminal_it_is_asked_before_a_finding_is_closed_with_what_is_not_done() {
    use crate::terminal::{ENTER, Terminal};
    let sandbox = store();
    let close = ["close", "farm:R2", "--evidence", "m.pdf", "--approved-by", "DCC"];
    let mut terminal = Terminal::run(&sandbox, &close);
    terminal.answer("Continue anyway?", ENTER);
    assert!(terminal.end().ends_with("nothing was written\n--- exit 1"));
    assert_eq!(sandbox.read(FILE), RECORD);
    let mut terminal = Terminal::run(&sandbox, &close);
    terminal.answer("Continue anyway?", &format!("y{ENTER}"));
    assert!(terminal.end().ends_with("--- exit 0"));
    assert!(sandbox.read(FILE).contains("status: closed"));
}
