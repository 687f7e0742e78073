//! `irr due`

use std::collections::BTreeMap;

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

/// A report of two weeks ago, answered by nobody yet, with a clock of each kind; the second finding is closed and the third
/// somebody else's.
const RECORD: &str = "\
schema_version: 1
stage: draft
force: Kent
local_policing_body:
  kind: pfcc
chief_officer:
  title: Chief Constable
inspection:
  title: 'Stolen tractors: an inspection'
  published: 2026-04-15
recommendations:
  - ref: \"1\"
    text: |
      By 31 October 2026, chief constables should see that each report names the field, the hedge and the gate; and that nobody forgets.
    due: 2026-10-31
    due_text: By 31 October 2026
    target: 2026-05-01
    priority: high
    status: in_progress
    owner: Head of Fields
    actions:
      - text: |
          Write the form,
          with a box for the gate
        owner: Forms Office
        target: 2026-04-24
      - text: Ask the farmers
        target: 2026-04-20
        done: 2026-04-22
  - ref: \"2\"
    text: |
      Chief constables should lock the barn.
    due: 2026-04-30
    status: closed
    closure:
      date: 2026-04-29
      approved_by: Deputy Chief Constable
      evidence: [barn.pdf]
  - ref: \"3\"
    text: |
      The National Tractor Agency should rewrite its guide.
    ours: false
    due: 2026-05-02
publication:
  chief_officer_invited: 2026-04-16
  comments_wanted_by: 2026-05-13
";

fn store() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("records/kent/2026-04-15-stolen-tractors.yaml", RECORD);
    sandbox
}

/// The clocks that irr lists, each as its kind and its days left.
fn clocks(sandbox: &Sandbox, args: &[&str]) -> String {
    let run = sandbox.run(&[&["due", "--format", "json"], args].concat());
    assert_eq!(run.code, 0, "{run}");
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let clock = |item: &serde_json::Value| format!("{} {}", item["clock"].as_str().unwrap(), item["days_left"]);
    answer["items"].as_array().unwrap().iter().map(clock).collect::<Vec<_>>().join(", ")
}

#[test]
fn every_clock_that_runs_is_listed_the_earliest_first() {
    assert_snapshot!(store().run(&["due"]), @"
    date         due          kind      address    owner                        what is due
    ───────────  ───────────  ────────  ─────────  ───────────────────────────  ────────────────────────────────────────────
    24 Apr 2026  7 days late  action 1  stolen:R1  Forms Office                 Write the form, with a box for the gate
    1 May 2026   today        target    stolen:R1  Head of Fields               See that each report names the field, the…
    12 May 2026  in 11 days   comments  stolen     Chief Constable              Comments for the response: Stolen…
    9 Jun 2026   in 39 days   response  stolen     Police, Fire and Crime…      Response, day 17 of 56: Stolen tractors…
    31 Oct 2026  in 183 days  finding   stolen:R1  Head of Fields               See that each report names the field, the…

    5 deadlines, 1 of them overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_narrow_terminal_and_a_wide_one_show_the_same_clocks() {
    assert_snapshot!(store().run_with(&["due"], &[("COLUMNS", "80")], ""), @"
    date         due          kind      address
      owner: what is due
    ───────────  ───────────  ────────  ─────────
    24 Apr 2026  7 days late  action 1  stolen:R1
      Forms Office: Write the form, with a box for the gate
    1 May 2026   today        target    stolen:R1
      Head of Fields: See that each report names the field, the hedge and the…
    12 May 2026  in 11 days   comments  stolen
      Chief Constable: Comments for the response: Stolen tractors: an inspection
    9 Jun 2026   in 39 days   response  stolen
      Police, Fire and Crime Commissioner: Response, day 17 of 56: Stolen…
    31 Oct 2026  in 183 days  finding   stolen:R1
      Head of Fields: See that each report names the field, the hedge and the…

    5 deadlines, 1 of them overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(store().run_with(&["due"], &[("COLUMNS", "200")], ""), @"
    date         due          kind      address    owner                                what is due
    ───────────  ───────────  ────────  ─────────  ───────────────────────────────────  ──────────────────────────────────────────────────────────────────────────────────────
    24 Apr 2026  7 days late  action 1  stolen:R1  Forms Office                         Write the form, with a box for the gate
    1 May 2026   today        target    stolen:R1  Head of Fields                       See that each report names the field, the hedge and the gate; and that nobody forgets.
    12 May 2026  in 11 days   comments  stolen     Chief Constable                      Comments for the response: Stolen tractors: an inspection
    9 Jun 2026   in 39 days   response  stolen     Police, Fire and Crime Commissioner  Response, day 17 of 56: Stolen tractors: an inspection
    31 Oct 2026  in 183 days  finding   stolen:R1  Head of Fields                       See that each report names the field, the hedge and the gate; and that nobody forgets.

    5 deadlines, 1 of them overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn the_day_it_is_judged_on_decides_which_clocks_run() {
    let sandbox = store();
    assert_eq!(clocks(&sandbox, &["--as-of", "2026-04-14"]), "");
    assert_eq!(
        clocks(&sandbox, &["--as-of", "2026-04-15"]),
        "action 5, action 9, finding 15, target 16, response 55, finding 199"
    );
    assert_eq!(clocks(&sandbox, &["--as-of", "2026-05-02"]), "action -8, target -1, comments 10, response 38, finding 182");
}

#[test]
fn each_flag_narrows_the_agenda() {
    let sandbox = store();
    for (args, expected) in [
        (&[][..], "action -7, target 0, comments 11, response 39, finding 183"),
        (&["--overdue"], "action -7"),
        (&["--within", "0d"], "target 0"),
        (&["--within", "11d"], "target 0, comments 11"),
        (&["--within", "2w", "--overdue"], "action -7, target 0, comments 11"),
        (&["--owner", "forms"], "action -7"),
        (&["--owner", "fire and crime,chief con"], "comments 11, response 39"),
        (&["--force", "ken", "--clock", "finding,Target"], "target 0, finding 183"),
        (&["--clock", "action", "--within", "1y"], ""),
    ] {
        assert_eq!(clocks(&sandbox, args), expected, "{args:?}");
    }
}

#[test]
fn what_a_period_leaves_out_and_what_is_not_there_is_told() {
    let sandbox = store();
    assert_snapshot!(sandbox.run(&["due", "--within", "12d", "--clock", "comments,action"]), @"
    date         due         kind      address  owner            what is due
    ───────────  ──────────  ────────  ───────  ───────────────  ─────────────────────────────────────────────────────────
    12 May 2026  in 11 days  comments  stolen   Chief Constable  Comments for the response: Stolen tractors: an inspection

    1 overdue deadline is left out; --overdue adds it.

    1 deadline, none overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["due", "--overdue", "--clock", "finding"]), @"
    Nothing is overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["due", "--clock", "finding", "--within", "1w"]), @"
    Nothing matches on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(Sandbox::new().run(&["due"]), @"
    --- stderr
    error: no records in SANDBOX/records
    hint: create the first one with `irr new` or `irr import`
    --- exit 2
    ");
}

#[test]
fn machines_get_json_and_csv_and_a_page_gets_markdown() {
    let sandbox = store();
    let two = ["due", "--clock", "action,response"];
    assert_snapshot!(sandbox.run(&[&two[..], &["--format", "json"]].concat()), @r#"
    {
      "schema": "irr.due/1",
      "as_of": "2026-05-01",
      "items": [
        {
          "clock": "action",
          "date": "2026-04-24",
          "days_left": -7,
          "overdue": true,
          "record": "kent/2026-04-15-stolen-tractors",
          "ref": "R1",
          "action": 1,
          "force": "Kent",
          "inspection": "Stolen tractors: an inspection",
          "what": "Write the form, with a box for the gate",
          "owner": "Forms Office",
          "original_date": "2026-04-24",
          "slips": 0,
          "day": null,
          "status": "in_progress",
          "priority": "high",
          "escalation": null
        },
        {
          "clock": "response",
          "date": "2026-06-09",
          "days_left": 39,
          "overdue": false,
          "record": "kent/2026-04-15-stolen-tractors",
          "ref": null,
          "action": null,
          "force": "Kent",
          "inspection": "Stolen tractors: an inspection",
          "what": "Stolen tractors: an inspection",
          "owner": "Police, Fire and Crime Commissioner",
          "original_date": "2026-06-09",
          "slips": 0,
          "day": 17,
          "status": null,
          "priority": null,
          "escalation": null
        }
      ]
    }
    --- stderr
    --- exit 0
    "#);
    assert_snapshot!(sandbox.run(&[&two[..], &["--format", "csv"]].concat()), @r#"
    clock,date,days_left,overdue,record,ref,action,force,inspection,what,owner,original_date,slips,day,status,priority,escalation␍
    action,2026-04-24,-7,true,kent/2026-04-15-stolen-tractors,R1,1,Kent,Stolen tractors: an inspection,"Write the form, with a box for the gate",Forms Office,2026-04-24,0,,in_progress,high,␍
    response,2026-06-09,39,false,kent/2026-04-15-stolen-tractors,,,Kent,Stolen tractors: an inspection,Stolen tractors: an inspection,"Police, Fire and Crime Commissioner",2026-06-09,0,17,,,␍
    --- stderr
    --- exit 0
    "#);
    assert_snapshot!(sandbox.run(&[&two[..], &["--format", "markdown"]].concat()), @"
    | date | due | kind | record | ref | what is due | owner |
    | --- | --- | --- | --- | --- | --- | --- |
    | **2026-04-24** | **7 days late** | action 1 | kent/2026-04-15-stolen-tractors | R1 | Write the form, with a box for the gate | Forms Office |
    | 2026-06-09 | in 39 days | response | kent/2026-04-15-stolen-tractors |  | Response, day 17 of 56: Stolen tractors: an inspection | Police, Fire and Crime Commissioner |

    2 deadlines, 1 of them overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_calendar_has_an_all_day_event_a_clock() {
    assert_snapshot!(store().run(&["due", "--clock", "action,response", "--format", "ics", "--alarm", "2w"]), @r"
    BEGIN:VCALENDAR␍
    VERSION:2.0␍
    PRODID:-//irr//irr due//EN␍
    CALSCALE:GREGORIAN␍
    NAME:Inspection deadlines␍
    X-WR-CALNAME:Inspection deadlines␍
    REFRESH-INTERVAL;VALUE=DURATION:P1D␍
    X-PUBLISHED-TTL:P1D␍
    BEGIN:VEVENT␍
    DESCRIPTION:Write the form\,\nwith a box for the gate\n\nR1: By 31 October ␍
     2026\, chief constables should see that each report names the field\, the ␍
     hedge and the gate\; and that nobody forgets.\n\nOwner: Forms Office\nOrig␍
     inally due: Fri 2026-04-24\nReport: Stolen tractors: an inspection\, publi␍
     shed Wed 2026-04-15\nRecord: kent/2026-04-15-stolen-tractors:R1␍
    DTEND;VALUE=DATE:20260425␍
    DTSTAMP:20260501T000000Z␍
    DTSTART;VALUE=DATE:20260424␍
    SEQUENCE:0␍
    SUMMARY:Kent R1 action 1: Write the form\, with a box for the gate␍
    TRANSP:TRANSPARENT␍
    UID:action:kent/2026-04-15-stolen-tractors:R1:1@irr␍
    CATEGORIES:action,Kent␍
    BEGIN:VALARM␍
    ACTION:DISPLAY␍
    DESCRIPTION:Kent R1 action 1: Write the form\, with a box for the gate␍
    DTSTAMP:20260501T000000Z␍
    TRIGGER:-P13DT15H␍
    UID:alarm:14:action:kent/2026-04-15-stolen-tractors:R1:1@irr␍
    END:VALARM␍
    END:VEVENT␍
    BEGIN:VEVENT␍
    DESCRIPTION:The last day to publish the response: section 55(5A) of the Pol␍
     ice Act 1996. The day of publication is day 1.\n\nOwner: Police\, Fire and␍
      Crime Commissioner\nOriginally due: Tue 2026-06-09\nReport: Stolen tracto␍
     rs: an inspection\, published Wed 2026-04-15\nRecord: kent/2026-04-15-stol␍
     en-tractors␍
    DTEND;VALUE=DATE:20260610␍
    DTSTAMP:20260501T000000Z␍
    DTSTART;VALUE=DATE:20260609␍
    SEQUENCE:0␍
    SUMMARY:Kent response: Stolen tractors: an inspection␍
    TRANSP:TRANSPARENT␍
    UID:response:kent/2026-04-15-stolen-tractors@irr␍
    CATEGORIES:response,Kent␍
    BEGIN:VALARM␍
    ACTION:DISPLAY␍
    DESCRIPTION:Kent response: Stolen tractors: an inspection␍
    DTSTAMP:20260501T000000Z␍
    TRIGGER:-P13DT15H␍
    UID:alarm:14:response:kent/2026-04-15-stolen-tractors@irr␍
    END:VALARM␍
    END:VEVENT␍
    END:VCALENDAR␍
    --- stderr
    --- exit 0
    ");
}

#[test]
fn alarms_are_a_week_and_a_day_before_unless_somebody_says_otherwise() {
    let sandbox = store();
    let triggers = |args: &[&str]| {
        let run = sandbox.run(&[&["due", "--clock", "target", "--format", "ics"], args].concat());
        let triggers = run.stdout.lines().filter_map(|line| line.strip_prefix("TRIGGER:"));
        triggers.map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(triggers(&[]), "-P6DT15H -PT15H");
    assert_eq!(triggers(&["--alarm", "1d,14d", "--alarm", "0d"]), "-P13DT15H -PT15H PT9H");
    assert_eq!(triggers(&["--alarm", "none"]), "");
}

/// The events of the calendar by their names.
fn events(sandbox: &Sandbox) -> BTreeMap<String, String> {
    let run = sandbox.run(&["due", "--format", "ics"]);
    assert_eq!(run.code, 0, "{run}");
    let whole = run.stdout.replace("\r\n ", "");
    let events = whole.split("BEGIN:VEVENT").skip(1);
    let named = |event: &str| (event.split("\r\nUID:").nth(1).unwrap().lines().next().unwrap().to_owned(), event.to_owned());
    events.map(named).collect()
}

#[test]
fn a_date_that_is_moved_changes_one_event_which_keeps_its_name() {
    let sandbox = store();
    let before = events(&sandbox);
    let moved = ["extend", "tractors:R1", "--to", "2027-01-29", "--reason", "The hedge grew", "--approved-by", "DCC", "--anyway"];
    let run = sandbox.run(&moved);
    assert_eq!(run.code, 0, "{run}");
    let after = events(&sandbox);
    assert!(before.keys().eq(after.keys()), "{:?}", after.keys());
    let changed: Vec<&String> = before.keys().filter(|uid| before[*uid] != after[*uid]).collect();
    assert_eq!(changed, ["finding:kent/2026-04-15-stolen-tractors:R1@irr"]);
    let event = &after[changed[0]];
    for line in ["DTSTART;VALUE=DATE:20270129", "DTEND;VALUE=DATE:20270130", "SEQUENCE:1"] {
        assert!(event.contains(&format!("\r\n{line}\r\n")), "{line}: {event}");
    }
    assert!(event.contains("Originally due: Sat 2026-10-31\\, 1 extension since"), "{event}");
}

#[test]
fn a_calendar_changes_with_the_records_and_not_with_the_day() {
    let sandbox = store();
    let on = |day| sandbox.run(&["due", "--format", "ics", "--as-of", day]).stdout;
    assert_eq!(on("2026-05-02").replace("20260502T000000Z", "20260504T000000Z"), on("2026-05-04"));
}

#[test]
fn an_agenda_goes_into_a_file_without_colours() {
    let sandbox = store();
    let run = sandbox.run(&["due", "--overdue", "--output", "agenda.txt", "--color", "always"]);
    assert_eq!((run.stdout.as_str(), run.code), ("", 0));
    assert_eq!(sandbox.read("agenda.txt"), sandbox.run(&["due", "--overdue"]).stdout);
    assert_snapshot!(sandbox.run(&["due", "--format", "ics", "-o", "records/deadlines.ics"]), @"
    --- stderr
    error: cannot write records/deadlines.ics: that is where the records are
    hint: write the document elsewhere
    --- exit 2
    ");
}

#[test]
fn an_agenda_that_should_be_empty_fails_where_it_is_not() {
    let sandbox = store();
    assert_eq!(sandbox.run(&["due", "--overdue", "--fail"]).code, 1);
    assert_eq!(sandbox.run(&["due", "--overdue", "--fail", "--clock", "response"]).code, 0);
}

#[test]
fn a_record_that_cannot_be_read_hides_no_other() {
    let sandbox = store();
    sandbox.write("records/kent/2026-04-16-broken.yaml", "force: Kent\nforce: Kent\n");
    let run = sandbox.run(&["due", "--format", "ics", "--fail"]);
    assert_eq!((run.stdout.matches("BEGIN:VEVENT").count(), run.code), (5, 2), "{run}");
}

#[test]
fn a_mistake_in_a_flag_is_told_with_what_was_meant() {
    let sandbox = store();
    assert_snapshot!(sandbox.run(&["due", "--clock", "respones"]), @"
    --- stderr
    error: invalid value 'respones' for '--clock <CLOCK>': `respones` is not a clock: did you mean `response`?

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["due", "--within", "soon"]), @"
    --- stderr
    error: invalid value 'soon' for '--within <PERIOD>': `soon` is not a length of time: write 30d, 6w, 3m or 1y

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["due", "--format", "ics", "--alarm", "1m"]), @"
    --- stderr
    error: invalid value '1m' for '--alarm <PERIOD>': months and years vary in length: use days or weeks, such as 30d or 4w

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["due", "--format", "ics", "--alarm", "early"]), @"
    --- stderr
    error: invalid value 'early' for '--alarm <PERIOD>': `early` is not a length of time: use 14d, 2w or none

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["due", "--format", "ics", "--alarm", "none,1d"]), @"
    --- stderr
    error: cannot use none together with a time in --alarm
    hint: remove one of them
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["due", "--alarm", "1d"]), @"
    --- stderr
    error: cannot use --alarm: only calendars have alarms
    hint: use it with --format ics
    --- exit 2
    ");
}

#[test]
fn a_date_that_has_moved_is_told_with_the_first_one() {
    let sandbox = Sandbox::with_form();
    let extended =
        ["extend", "tractors:R2", "--to", "2026-09-30", "--reason", "Snow", "--approved-by", "DCC", "--agreed", "2026-04-28"];
    assert_eq!(sandbox.run(&[&extended[..], &["--anyway"]].concat()).code, 0);
    assert_snapshot!(sandbox.run(&["due", "--clock", "finding", "--within", "6m"]), @"
    date         due          kind     address    extended         what is due
    ───────────  ───────────  ───────  ─────────  ───────────────  ─────────────────────────────────────
    30 Sep 2026  in 152 days  finding  stolen:R2  was 30 Apr 2026  See that each report names the field.

    3 overdue deadlines are left out; --overdue adds them.

    1 deadline, none overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
}
