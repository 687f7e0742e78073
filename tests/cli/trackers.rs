//! `irr import` of a spreadsheet.

use crate::custody::store;
use crate::sandbox::Sandbox;
use insta::assert_snapshot;

/// As an office keeps it: titles above the heads, a status in words, two dates in a cell, dated notes, and a column of its own.
const TRACKER: &str = "\
Kent recommendations tracker,,,,,,,,
Updated 3 November 2026,,,,,,,,
Report,Published,Ref No.,Recommendation,Lead Officer,Due date,Status,Latest update,Budget code
Stolen tractors,16/05/2025,R1,The force should count its tractors,Head of Rural Crime,31/3/26 -> 30/9/26,On track,\"12/6/25: met the farmers
3/9/25: counted half of them\",4711
,,AFI 2,The force should mark its ploughs,Estates,TBC,Complete,All are marked,
An unknown night,1 October 2026,1,Chief constables should buy lamps,Estates,31 March 2027,Not started,,
";

fn office() -> Sandbox {
    let sandbox = Sandbox::bare();
    sandbox.write("irr.yaml", "force: Kent\nlocal_policing_body:\n  kind: pcc\n");
    sandbox.write("tracker.csv", TRACKER);
    sandbox.write("records/.gitignore", "");
    sandbox.commit();
    sandbox
}

const FIRST: &str = "records/kent/2025-05-16-stolen-tractors.yaml";

#[test]
fn a_tracker_becomes_a_record_for_each_report() {
    let sandbox = office();
    assert_snapshot!(sandbox.run(&["import", "tracker.csv"]), @"
    2 records written from tracker.csv, which has 3 findings
    --- stderr
    sheet tracker: heads in row 3, 3 findings
      “Report” → report; “Published” → published; “Ref No.” → ref; “Recommendation” → text; “Lead Officer” → owner; “Due date” → due; “Status” → status; “Latest update” → progress
      kept under `unplaced`: “Budget code” (--map 'HEAD=FIELD' gives a column a field)
      status: “On track” → in progress (1); “Complete” → closed (1); “Not started” → not started (1)

    kent/2025-05-16-stolen-tractors is new: “Stolen tractors”, 2 findings; 2 cells under `unplaced`; 3 guessed values marked `# irr: check`
    kent/2026-10-01-unknown-night is new: “An unknown night”, 1 finding; 2 cells under `unplaced`; 1 guessed value marked `# irr: check`
    1 finding is closed, and the tracker has no evidence for it
    not every finding has a response in the tracker: `irr import --into kent/2025-05-16-stolen-tractors RESPONSE` adds a published one
    next: `irr list` shows what was read; `irr validate` lists what is missing; `irr undo` takes it back
    --- exit 0
    ");
    assert_snapshot!(sandbox.read(FIRST), @r#"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Kent
    local_policing_body:
      kind: pcc
    inspection:
      title: Stolen tractors
      inspectorates: [HMICFRS] # irr: check (the tracker does not say who published the report)
      published: 2025-05-16
    recommendations:
      - ref: "1"
        text: |
          The force should count its tractors
        due: 2026-03-31
        status: in_progress
        owner: Head of Rural Crime
        extensions:
          - agreed: 2026-03-31 # irr: check (the tracker gives no day)
            to: 2026-09-30
        progress:
          - date: 2025-06-12
            note: |
              met the farmers
          - date: 2025-09-03
            note: |
              counted half of them
    areas_for_improvement:
      - ref: "2"
        text: |
          The force should mark its ploughs
        status: closed
        owner: Estates
        progress:
          - date: 2026-05-01 # irr: check (the tracker gives no day)
            note: |
              All are marked
        closures:
          - status: closed
    unplaced: |
      R1: Budget code: 4711

      AFI2: Due date: TBC
    "#);
}

#[test]
fn the_same_tracker_twice_changes_nothing() {
    let sandbox = office();
    assert_eq!(sandbox.run(&["import", "tracker.csv"]).code, 0);
    let before = sandbox.read(FIRST);
    let again = sandbox.run(&["import", "tracker.csv", "--yes"]);
    assert_eq!(again.code, 0, "{again}");
    assert!(again.stderr.contains("nothing to change"), "{again}");
    assert_eq!(sandbox.read(FIRST), before);
}

#[test]
fn a_later_version_of_a_tracker_becomes_steps_and_takes_nothing_back() {
    let sandbox = office();
    assert_eq!(sandbox.run(&["import", "tracker.csv"]).code, 0);
    let later = TRACKER
        .replace("3/9/25: counted half of them", "3/9/25: counted half of them\n2/4/26: counted the rest")
        .replace("-> 30/9/26,On track", "-> 30/9/26 -> 31/1/27,Awaiting closure")
        .replace("Estates,TBC,Complete", "Head of Estates,TBC,In progress");
    sandbox.write("tracker.csv", &later);
    assert_snapshot!(sandbox.run(&["import", "tracker.csv", "--dry-run"]), @"
    --- stderr
    sheet tracker: heads in row 3, 3 findings
      “Report” → report; “Published” → published; “Ref No.” → ref; “Recommendation” → text; “Lead Officer” → owner; “Due date” → due; “Status” → status; “Latest update” → progress
      kept under `unplaced`: “Budget code” (--map 'HEAD=FIELD' gives a column a field)
      status: “Awaiting closure” → pending sign off (1); “In progress” → in progress (1); “Not started” → not started (1)

    kent/2025-05-16-stolen-tractors (“Stolen tractors”):
      R1: due 31 January 2027 instead of 30 September 2026
      R1: 2 April 2026: “counted the rest”
      R1: pending sign off instead of in progress
      AFI2: the owner is Head of Estates instead of Estates
      not taken: AFI2: the tracker has the status in progress, and the record has closed
    kent/2026-10-01-unknown-night: nothing new
    records/kent/2025-05-16-stolen-tractors.yaml:21:9: error[extension-without-reason] the extension to 2027-01-31 has no reason and no approver
    --- exit 0
    ");
    assert_eq!(sandbox.run(&["import", "tracker.csv", "--yes"]).code, 0);
    assert!(sandbox.read(FIRST).contains("counted the rest"));
}

#[test]
fn what_an_office_means_is_said_once() {
    let sandbox = office();
    sandbox.write("tracker.csv", &TRACKER.replace("On track", "Green").replace("Latest update", "Scribbles"));
    assert_snapshot!(
        sandbox.run(&["import", "tracker.csv", "--dry-run", "--map", "Scribbles=progress", "--map", "Green=in progress"]),
        @"
    --- stderr
    sheet tracker: heads in row 3, 3 findings
      “Report” → report; “Published” → published; “Ref No.” → ref; “Recommendation” → text; “Lead Officer” → owner; “Due date” → due; “Status” → status; “Scribbles” → progress
      kept under `unplaced`: “Budget code” (--map 'HEAD=FIELD' gives a column a field)
      status: “green” → in progress (1); “Complete” → closed (1); “Not started” → not started (1)

    kent/2025-05-16-stolen-tractors is new: “Stolen tractors”, 2 findings; 2 cells under `unplaced`; 3 guessed values marked `# irr: check`
    kent/2026-10-01-unknown-night is new: “An unknown night”, 1 finding; 2 cells under `unplaced`; 1 guessed value marked `# irr: check`
    --- exit 0
    "
    );
    let run = sandbox.run(&["import", "tracker.csv", "--map", "Scribbles=progress", "--map", "Green=in progress"]);
    assert_eq!(run.code, 0, "{run}");
    assert_snapshot!(sandbox.read("irr.yaml"), @"
    force: Kent
    local_policing_body:
      kind: pcc
    trackers:
      tracker:
        heads:
          Scribbles: progress
        statuses:
          green: in_progress
    ");
    assert!(sandbox.read(FIRST).contains("counted half of them"));
    let again = sandbox.run(&["import", "tracker.csv", "--yes"]);
    assert!(again.stderr.contains("nothing to change"), "{again}");
}

#[test]
fn a_status_that_nobody_knows_is_said_and_not_guessed() {
    let sandbox = office();
    sandbox.write("tracker.csv", &TRACKER.replace("On track", "Green"));
    let run = sandbox.run(&["import", "tracker.csv"]);
    assert!(run.stderr.contains("no status, because irr does not know what it means here: “green” (1)"), "{run}");
    let record = sandbox.read(FIRST);
    assert!(record.contains("R1: Status: Green"), "{record}");
}

#[test]
fn a_report_without_a_day_is_asked_for() {
    let sandbox = office();
    sandbox.write("tracker.csv", &TRACKER.replace("16/05/2025", ""));
    assert_snapshot!(sandbox.run(&["import", "tracker.csv"]), @"
    --- stderr
    sheet tracker: heads in row 3, 3 findings
      “Report” → report; “Published” → published; “Ref No.” → ref; “Recommendation” → text; “Lead Officer” → owner; “Due date” → due; “Status” → status; “Latest update” → progress
      kept under `unplaced`: “Budget code” (--map 'HEAD=FIELD' gives a column a field)
      status: “On track” → in progress (1); “Complete” → closed (1); “Not started” → not started (1)
    error: cannot import tracker.csv
    because: the tracker does not say when “Stolen tractors” was published (sheet tracker, row 4)
    hint: use --map 'Stolen tractors=DATE' for each, or --map 'Stolen tractors=RECORD' for a record that is there
    --- exit 2
    ");
    let run = sandbox.run(&["import", "tracker.csv", "--map", "Stolen tractors=2025-05-16"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(sandbox.read(FIRST).contains("published: 2025-05-16"));
}

#[test]
fn what_is_no_tracker_is_refused() {
    let sandbox = office();
    sandbox.write("names.csv", "Name,Telephone\nA. N. Other,01234\n");
    assert_snapshot!(sandbox.run(&["import", "names.csv"]), @"
    --- stderr
    sheet names: no findings (no row has the heads of a tracker)
    error: cannot import names.csv
    because: no sheet has the heads of a tracker: one of a finding's number or words, and another
    hint: name the heads with --map, for example --map 'What they said=text' --map 'Who=owner'
    --- exit 2
    ");
    sandbox.write("broken.xlsx", "PK\u{3}\u{4}nothing");
    assert_snapshot!(sandbox.run(&["import", "broken.xlsx"]), @"
    --- stderr
    error: cannot import broken.xlsx
    because: the workbook is damaged: it cannot be unpacked
    hint: open it in the program it was made with, and save it again
    --- exit 2
    ");
}

#[test]
fn a_tracker_goes_into_a_record_that_is_there() {
    let sandbox = store();
    let old = sandbox.run(&["import", "tracker.csv", "--into", "custody"]);
    assert_ne!(old.code, 0, "{old}");
    assert_eq!(sandbox.run(&["migrate", "custody", "--yes"]).code, 0);
    sandbox.write("tracker.csv", "Ref,Recommendation,Owner,Status\nR1,,Head of Estates,Pending sign off\nR9,Buy lamps,,\n");
    assert_snapshot!(sandbox.run(&["import", "tracker.csv", "--into", "custody", "--dry-run"]), @"
    --- stderr
    sheet tracker: heads in row 1, 2 findings
      “Ref” → ref; “Recommendation” → text; “Owner” → owner; “Status” → status
      status: “Pending sign off” → pending sign off (1)

    kent/2026-04-20-custody-suites (“A report on custody suites”):
      R1: the owner is Head of Estates instead of Head of Custody
      R1: pending sign off instead of not started
      R9: new: “Buy lamps”
    --- exit 0
    ");
}

#[test]
fn two_titles_of_one_report_go_into_one_record_once_somebody_says_so() {
    let sandbox = office();
    sandbox.write("tracker.csv", &TRACKER.replace("An unknown night,1 October 2026", "\"Stolen tractors, 2025\",16/05/2025"));
    let said = sandbox.run(&["import", "--dry-run", "tracker.csv"]).to_string();
    let told = "“Stolen tractors, 2025” and “Stolen tractors” were published on one day
  if they are one report: --map 'Stolen tractors, 2025=kent/2025-05-16-stolen-tractors'";
    assert!(said.contains(told), "{said}");
    let map = "Stolen tractors, 2025=kent/2025-05-16-stolen-tractors";
    let run = sandbox.run(&["import", "tracker.csv", "--map", map]);
    assert!(run.to_string().contains("is new: “Stolen tractors”, 3 findings"), "{run}");
    // `irr.yaml` remembers it.
    let again = sandbox.run(&["import", "tracker.csv"]).to_string();
    assert!(again.contains("nothing to change"), "{again}");
}

#[test]
fn an_office_has_its_own_words_for_priorities() {
    let sandbox = office();
    sandbox.write("tracker.csv", &TRACKER.replace("Budget code", "Priority").replace("4711", "Top"));
    let said = sandbox.run(&["import", "--dry-run", "tracker.csv"]).to_string();
    assert!(said.contains("no priority, and kept under `unplaced`: “Top” (1)"), "{said}");
    let none = sandbox.run(&["import", "tracker.csv", "--map", "Top=none"]).to_string();
    assert!(!none.contains("no priority"), "{none}");
    assert!(sandbox.read("irr.yaml").contains("priorities:\n      Top: null"), "{}", sandbox.read("irr.yaml"));
    let run = sandbox.run(&["import", "tracker.csv", "--map", "top=high", "--yes"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(sandbox.read(FIRST).contains("priority: high"), "{}", sandbox.read(FIRST));
    assert!(sandbox.read("irr.yaml").contains("priorities:\n      top: high\n"), "{}", sandbox.read("irr.yaml"));
}

#[cfg(unix)]
#[test]
fn what_is_answered_about_a_tracker_is_kept_although_nothing_is_written() {
    use crate::terminal::{ENTER, Terminal};

    let sandbox = office();
    sandbox.write("tracker.csv", &TRACKER.replace("Lead Officer", "Who sees to it"));
    let mut terminal = Terminal::run(&sandbox, &["import", "tracker.csv"]);
    terminal.see("column “Who sees to it”: “Head of Rural Crime”, “Estates”");
    terminal.answer("“Who sees to it” has:", "owner – who");
    terminal.press(ENTER);
    terminal.see("“Budget code” has:");
    terminal.press(ENTER);
    terminal.answer("Write this to 2 records?", &format!("n{ENTER}"));
    terminal.end();
    let settings = sandbox.read("irr.yaml");
    assert!(settings.contains("Who sees to it: owner") && settings.contains("Budget code: null"), "{settings}");
    assert!(!sandbox.path(FIRST).exists());
}
