//! `irr export`

use std::collections::BTreeMap;

use crate::sandbox::{Run, Sandbox, project};
use insta::assert_snapshot;
use serde_json::{Value, json};

/// Every kind of row.
const KINDS: [&str; 5] = ["findings", "actions", "progress", "extensions", "responses"];

/// One finding with all that has become of it, another that is somebody else's, and a closed one.
const RECORD: &str = "\
schema_version: 1
stage: published
force: Kent
local_policing_body:
  kind: pcc
inspection:
  title: Stolen tractors
  inspectorates: [HMICFRS, HMIP]
  published: 2025-05-16
recommendations:
  - ref: \"1\"
    text: |
      Plan for the harvest.
    due: 2025-12-31
    owner: Head of Rural Crime
    follows: AFI2
    cause_of_concern: \"1\"
    actions:
      - text: Visit every farm
        target: 2025-10-01
        done: 2025-11-20
        evidence:
          - minutes/1.pdf
          - minutes/2.pdf
      - text: Count the tractors
        target: 2025-10-01
    extensions:
      - agreed: 2025-12-01
        to: 2026-03-31
        reason: The harvest was late
        approved_by: Deputy Chief Constable
      - agreed: 2026-03-01
        to: 2026-06-30
    progress:
      - date: 2025-06-06
        status: in_progress
        note: |
          The plan went to the board.
      - date: 2025-12-06
        by: Rural Crime
        note: |
          Half of it is done.
  - ref: \"2\"
    text: |
      Publish the guide.
    addressed_to: [the Home Office]
    ours: false
    due: 2025-06-30
areas_for_improvement:
  - ref: \"2\"
    text: |
      Name the field.
    due: 2025-09-30
    closure:
      date: 2025-09-15
      approved_by: Deputy Chief Constable
      evidence: [minutes/3.pdf]
    progress:
      - date: 2025-09-15
        status: closed
publication:
  chief_officer_invited: 2025-05-20
  published: 2025-07-14
";

const ID: &str = "kent/2025-05-16-stolen-tractors";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(&format!("records/{ID}.yaml"), RECORD);
    sandbox
}

fn rows(sandbox: &Sandbox, args: &[&str]) -> Vec<Value> {
    let run = sandbox.run(&[&["export", "--format", "ndjson"], args].concat());
    assert_eq!(run.code, 0, "{run}");
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn refs(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["ref"].as_str().unwrap()).collect()
}

/// The rows of a CSV, each with its cells by name; no cell of these stores has a quote or a comma in it.
fn sheet(run: &Run) -> Vec<BTreeMap<String, String>> {
    let mut lines = run.stdout.split_terminator("\r\n").map(|line| line.split(','));
    let names: Vec<&str> = lines.next().unwrap().collect();
    lines.map(|line| names.iter().map(|name| (*name).to_owned()).zip(line.map(str::to_owned)).collect()).collect()
}

#[test]
fn a_row_is_a_finding_and_a_table_has_all_of_the_store() {
    assert_snapshot!(sandbox().run(&["export"]), @"
    force,record,ref,kind,inspection,inspection_kind,inspectorates,published,asks,text,withheld,area,addressed_to,ours,status,open,priority,owner,due,original_due,due_text,target,overdue,days_overdue,days_past_due,behind_target,slips,slipped_by,actions,open_actions,progress_entries,last_progress,closed,closure_date,closure_approved_by,evidence,outcome,verified,verified_by,verification_reference,commissioner_action,commissioner_adopts,commissioner_see,commissioner_text,chief_officer_text,follows,supersedes,escalated_from,cause_of_concern,response_due,responded,response_owed,response_awaited,response_days_late,reopened,escalation,escalated_on,escalation_reference,duty,owners,progress,reasons,action_texts,action_evidence␍
    Kent,kent/2025-05-16-stolen-tractors,R1,recommendation,Stolen tractors,,HMICFRS; HMIP,2025-05-16,Plan for the harvest.,Plan for the harvest.,false,,,true,in_progress,true,,Head of Rural Crime,2026-06-30,2025-12-31,,,false,,,false,2,181,2,1,2,2025-12-06,,,,,,,,,,false,,,,kent/2025-05-16-stolen-tractors:AFI2,,,COC1,2025-07-10,2025-07-14,true,false,4,,,,,section_55,Head of Rural Crime,The plan went to the board.; Half of it is done.,The harvest was late,Visit every farm; Count the tractors,minutes/1.pdf; minutes/2.pdf␍
    Kent,kent/2025-05-16-stolen-tractors,R2,recommendation,Stolen tractors,,HMICFRS; HMIP,2025-05-16,Publish the guide.,Publish the guide.,false,,the Home Office,false,not_started,true,,,2025-06-30,2025-06-30,,,false,,305,false,0,0,0,0,0,,,,,,,,,,,false,,,,,,,,2025-07-10,2025-07-14,true,false,4,,,,,section_55,,,,,␍
    Kent,kent/2025-05-16-stolen-tractors,AFI2,area_for_improvement,Stolen tractors,,HMICFRS; HMIP,2025-05-16,Name the field.,Name the field.,false,,,true,closed,false,,,2025-09-30,2025-09-30,,,false,,,false,0,0,0,0,1,2025-09-15,2025-09-15,2025-09-15,Deputy Chief Constable,minutes/3.pdf,,,,,,false,,,,,,,,2025-07-10,2025-07-14,true,false,4,,,,,section_55,,,,,␍
    --- stderr
    --- exit 0
    ");
}

#[test]
fn what_is_done_about_findings_is_written_in_rows_of_its_own() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["export", "--rows", "actions"]), @"
    force,record,ref,number,text,owner,target,done,open,days_late,evidence␍
    Kent,kent/2025-05-16-stolen-tractors,R1,1,Visit every farm,,2025-10-01,2025-11-20,false,,minutes/1.pdf; minutes/2.pdf␍
    Kent,kent/2025-05-16-stolen-tractors,R1,2,Count the tractors,,2025-10-01,,true,212,␍
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["export", "--rows", "progress"]), @"
    force,record,ref,number,date,status,by,note␍
    Kent,kent/2025-05-16-stolen-tractors,R1,1,2025-06-06,in_progress,,The plan went to the board.␍
    Kent,kent/2025-05-16-stolen-tractors,R1,2,2025-12-06,,Rural Crime,Half of it is done.␍
    Kent,kent/2025-05-16-stolen-tractors,AFI2,1,2025-09-15,closed,,␍
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["export", "--rows", "extensions", "--format", "ndjson"]), @r#"
    {"schema":"irr.extension/1","as_of":"2026-05-01","force":"Kent","record":"kent/2025-05-16-stolen-tractors","ref":"R1","number":1,"agreed":"2025-12-01","from":"2025-12-31","to":"2026-03-31","days":90,"reason":"The harvest was late","approved_by":"Deputy Chief Constable"}
    {"schema":"irr.extension/1","as_of":"2026-05-01","force":"Kent","record":"kent/2025-05-16-stolen-tractors","ref":"R1","number":2,"agreed":"2026-03-01","from":"2026-03-31","to":"2026-06-30","days":91,"reason":null,"approved_by":null}
    --- stderr
    --- exit 0
    "#);
}

#[test]
fn a_response_is_a_row_in_one_object() {
    assert_snapshot!(sandbox().run(&["export", "--rows", "responses", "--format", "json"]), @r#"
    {
      "schema": "irr.export-responses/1",
      "as_of": "2026-05-01",
      "items": [
        {
          "force": "Kent",
          "record": "kent/2025-05-16-stolen-tractors",
          "inspection": "Stolen tractors",
          "inspection_kind": null,
          "inspectorates": [
            "HMICFRS",
            "HMIP"
          ],
          "published": "2025-05-16",
          "inspection_url": null,
          "recommendation_count": null,
          "area_for_improvement_count": null,
          "cause_of_concern_count": null,
          "grades": [],
          "stage": "published",
          "body_kind": "pcc",
          "body": null,
          "holder": null,
          "chief_officer_title": null,
          "chief_officer": null,
          "response_owed": true,
          "response_due": "2025-07-10",
          "responded": "2025-07-14",
          "response_day": 60,
          "response_awaited": false,
          "response_days_late": 4,
          "response_url": null,
          "chief_officer_invited": "2025-05-20",
          "comments_wanted_by": null,
          "comments_received": null,
          "sent_to_inspectorate": null,
          "sent_to_secretary_of_state": null,
          "covered_by": null,
          "findings": 3,
          "findings_ours": 2,
          "findings_open": 1,
          "findings_overdue": 0,
          "has_unplaced": false,
          "duty": "section_55",
          "duty_from": "2025-05-16",
          "sent_to_commissioner": null,
          "sent_to_iopc": null,
          "sent_to_coroner": null
        }
      ]
    }
    --- stderr
    --- exit 0
    "#);
}

#[test]
fn what_is_dated_later_has_not_happened() {
    let sandbox = sandbox();
    let on = |kind: &str, day: &str| rows(&sandbox, &["--rows", kind, "--as-of", day]);
    for kind in KINDS {
        assert_eq!(on(kind, "2025-05-15"), Vec::<Value>::new(), "{kind}");
    }
    let [action, _] = &on("actions", "2025-11-19")[..] else { panic!("two actions") };
    assert_eq!((&action["done"], &action["open"], &action["days_late"]), (&Value::Null, &json!(true), &json!(49)));
    assert_eq!(action["evidence"], json!([]));
    assert_eq!(on("actions", "2025-11-20")[0]["open"], json!(false));
    assert_eq!(on("progress", "2025-09-14").len(), 1);
    assert_eq!(on("extensions", "2026-02-28").len(), 1);
    let last = &on("extensions", "2026-03-01")[1];
    assert_eq!((&last["from"], &last["to"], &last["number"]), (&json!("2026-03-31"), &json!("2026-06-30"), &json!(2)));
    let closed = |day: &str| {
        let finding = on("findings", day).remove(2);
        (finding["closed"].clone(), finding["closure_approved_by"].clone(), finding["evidence"].clone())
    };
    assert_eq!(closed("2025-09-14"), (Value::Null, Value::Null, json!([])));
    assert_eq!(closed("2025-09-15"), (json!("2025-09-15"), json!("Deputy Chief Constable"), json!(["minutes/3.pdf"])));
    let response = |day: &str| on("responses", day).remove(0);
    let before = response("2025-05-19");
    assert_eq!(
        (&before["responded"], &before["stage"], &before["chief_officer_invited"]),
        (&Value::Null, &json!("draft"), &Value::Null)
    );
    let after = response("2025-07-14");
    assert_eq!((&after["response_days_late"], &after["stage"]), (&json!(4), &json!("published")));
}

#[test]
fn flags_choose_findings_and_what_belongs_to_them() {
    let sandbox = sandbox();
    let chosen = |args: &[&str]| refs(&rows(&sandbox, args)).join(" ");
    assert_eq!(chosen(&[]), "R1 R2 AFI2");
    assert_eq!(chosen(&["--all"]), "R1 R2 AFI2");
    assert_eq!(chosen(&["--force", "kent"]), "R1 R2 AFI2");
    assert_eq!(chosen(&["--overdue"]), "R2");
    assert_eq!(chosen(&["--status", "closed"]), "AFI2");
    assert_eq!(chosen(&["--where", "slips > 1"]), "R1");
    assert_eq!(chosen(&["--rows", "actions", "--kind", "afi"]), "");
    assert_eq!(chosen(&["--rows", "progress", "--kind", "afi"]), "AFI2");
    assert_eq!(chosen(&["--rows", "extensions", "--owner", "rural"]), "R1 R1");
}

#[test]
fn a_question_to_responses_counts_those_without_findings() {
    let sandbox = sandbox();
    let draft = "schema_version: 1\nstage: draft\nforce: Surrey\nlocal_policing_body:\n  kind: pcc\ninspection:\n  title: Custody\n  published: 2026-04-20\n";
    sandbox.write("records/surrey/2026-04-20-custody.yaml", draft);
    let forces = |args: &[&str]| {
        let rows = rows(&sandbox, &[&["--rows", "responses"], args].concat());
        rows.iter().map(|row| row["force"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    for (expression, expected) in [
        ("response_awaited", "Surrey"),
        ("responded != none and response_days_late = none", ""),
        ("responded != none and response_days_late > 0", "Kent"),
        ("response_due >= 2026-01-01", "Surrey"),
        ("response_due < today or force = surrey", "Kent Surrey"),
    ] {
        assert_eq!(forces(&["--where", expression]), expected, "{expression}");
    }
    assert_eq!(forces(&["--force", "urr"]), "Surrey");
    assert_eq!(forces(&["--inspectorate", "hmip"]), "Kent");
    assert_eq!(forces(&["--kind", "thematic"]), "");
}

#[test]
fn what_a_response_does_not_have_is_told() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["export", "--rows", "responses", "--where", "response_awaited and owner ~ rural"]), @"
    --- stderr
    error: cannot read the --where expression
    because: `response_awaited and owner ~ rural`, column 22: `owner` is not a column of a response: its columns are force, record, inspection, inspection_kind, inspectorate, published, response_due, responded, response_owed, response_awaited, response_days_late, duty
    hint: example of an expression: response_awaited and response_due < today+14d
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["export", "--rows", "responses", "--overdue"]), @"
    --- stderr
    error: cannot use --overdue: it selects findings, and each row is a response
    hint: --force, --inspectorate, --kind with a kind of inspection, and --where select responses
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["export", "--rows", "responses", "--kind", "thematic,afi"]), @"
    --- stderr
    error: cannot use --kind with a kind of finding: it selects findings, and each row is a response
    hint: --force, --inspectorate, --kind with a kind of inspection, and --where select responses
    --- exit 2
    ");
}

#[test]
fn a_mistake_in_a_flag_is_told() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["export", "--rows", "finding"]), @"
    --- stderr
    error: invalid value 'finding' for '--rows <KIND>'
      [possible values: findings, actions, progress, extensions, responses]

      tip: a similar value exists: 'findings'

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["export", "--format", "json", "--bom"]), @"
    --- stderr
    error: cannot use --bom: the output is not CSV
    hint: use --format csv, or leave it out
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "--no-guard"]), @"
    --- stderr
    error: cannot use --no-guard: the output is not CSV
    hint: use --format csv, or leave it out
    --- exit 2
    ");
}

#[test]
fn each_cell_is_what_the_list_and_the_json_say() {
    let sandbox = Sandbox::new();
    let run = |args: &[&str]| {
        let run = sandbox.run(&[args, &["--store", project().to_str().unwrap(), "--as-of", "2026-11-24"]].concat());
        assert_eq!(run.code, 0, "{run}");
        run
    };
    // Words with commas and quotes stay out, so that the sheet needs no reader of its own.
    let columns = "record,ref,force,kind,inspection_kind,inspectorate,published,response_due,ours,status,open,priority,due,original_due,target,\
                   overdue,days_overdue,days_past_due,behind_target,slips,slipped_by,open_actions,closed,outcome,verified,responded,\
                   response_awaited,response_days_late";
    let listed = sheet(&run(&["list", "--all", "--format", "csv", "--sort", "record", "--columns", columns]));
    let text = run(&["export", "--format", "ndjson"]).stdout;
    let mut exported: BTreeMap<(String, String), Value> = BTreeMap::new();
    for row in text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        exported.insert((row["record"].as_str().unwrap().into(), row["ref"].as_str().unwrap().into()), row);
    }
    assert_eq!(listed.len(), exported.len());
    for row in &listed {
        let json = &exported[&(row["record"].clone(), row["ref"].clone())];
        for (name, cell) in row {
            let name = if name == "inspectorate" { "inspectorates" } else { name };
            let told = match &json[name] {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                Value::Array(names) => names.iter().map(|name| name.as_str().unwrap()).collect::<Vec<_>>().join("; "),
                other => other.to_string(),
            };
            assert_eq!(*cell, told, "{} {}: {name}", row["record"], row["ref"]);
        }
    }
}

#[test]
fn the_names_of_a_table_are_those_of_the_json_in_their_order() {
    let sandbox = sandbox();
    for kind in KINDS {
        let table = sandbox.run(&["export", "--rows", kind]).stdout;
        let names: Vec<&str> = table.split("\r\n").next().unwrap().split(',').collect();
        let line = sandbox.run(&["export", "--rows", kind, "--format", "ndjson"]).stdout;
        let line = line.lines().next().unwrap();
        let mut from = line.find("\"force\"").unwrap();
        for name in names {
            let at =
                line[from..].find(&format!("\"{name}\":")).unwrap_or_else(|| panic!("{kind}: {name} is not there, or before"));
            from += at;
        }
    }
}

/// A record whose words would be reckoned with.
fn with_formulas() -> Sandbox {
    let sandbox = Sandbox::new();
    let record = RECORD
        .replace("Plan for the harvest.", "=HYPERLINK(\"https://example.org\")")
        .replace("Head of Rural Crime", "'  @SUM(1)'")
        .replace("Visit every farm", "\"'=1\"")
        .replace("Count the tractors", "\"- one\\n- \\\"two\\\", three\"")
        .replace("to: 2026-06-30", "to: 2025-11-30");
    sandbox.write(&format!("records/{ID}.yaml"), &record);
    sandbox
}

#[test]
fn words_never_become_formulas_unless_somebody_wants_them_as_they_are() {
    let sandbox = with_formulas();
    assert_snapshot!(sandbox.run(&["export", "--rows", "actions"]), @r#"
    force,record,ref,number,text,owner,target,done,open,days_late,evidence␍
    Kent,kent/2025-05-16-stolen-tractors,R1,1,''=1,,2025-10-01,2025-11-20,false,,minutes/1.pdf; minutes/2.pdf␍
    Kent,kent/2025-05-16-stolen-tractors,R1,2,"'- one
    - ""two"", three",,2025-10-01,,true,212,␍
    --- stderr
    --- exit 0
    "#);
    assert_snapshot!(sandbox.run(&["export", "--rows", "actions", "--no-guard"]), @r#"
    force,record,ref,number,text,owner,target,done,open,days_late,evidence␍
    Kent,kent/2025-05-16-stolen-tractors,R1,1,'=1,,2025-10-01,2025-11-20,false,,minutes/1.pdf; minutes/2.pdf␍
    Kent,kent/2025-05-16-stolen-tractors,R1,2,"- one
    - ""two"", three",,2025-10-01,,true,212,␍
    --- stderr
    --- exit 0
    "#);
    let list = ["list", "--where", "ref = r1", "--columns", "ref,owner,slipped_by,due,text", "--format", "csv"];
    assert_snapshot!(sandbox.run(&list), @r#"
    ref,owner,slipped_by,due,text␍
    R1,'  @SUM(1),-31,2025-11-30,"'=HYPERLINK(""https://example.org"")"␍
    --- stderr
    --- exit 0
    "#);
    assert_snapshot!(sandbox.run(&[&list[..], &["--no-guard"]].concat()), @r#"
    ref,owner,slipped_by,due,text␍
    R1,  @SUM(1),-31,2025-11-30,"=HYPERLINK(""https://example.org"")"␍
    --- stderr
    --- exit 0
    "#);
}

#[test]
fn a_byte_order_mark_comes_first_where_it_is_wanted() {
    let sandbox = sandbox();
    let bare = sandbox.run(&["export"]).stdout;
    assert!(bare.starts_with("force,record,ref,"));
    assert_eq!(sandbox.run(&["export", "--bom"]).stdout, format!("\u{feff}{bare}"));
    assert!(sandbox.run(&["list", "--format", "csv", "--bom"]).stdout.starts_with("\u{feff}record,"));
}

#[test]
fn a_store_in_which_nothing_is_meant_has_the_names_of_the_columns_and_no_rows() {
    let sandbox = sandbox();
    let nothing = ["--rows", "progress", "--status", "superseded"];
    assert_snapshot!(sandbox.run(&[&["export"], &nothing[..]].concat()), @"
    force,record,ref,number,date,status,by,note␍
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&[&["export", "--format", "json"], &nothing[..]].concat()), @r#"
    {
      "schema": "irr.export-progress/1",
      "as_of": "2026-05-01",
      "items": []
    }
    --- stderr
    --- exit 0
    "#);
    assert_snapshot!(sandbox.run(&[&["export", "--format", "ndjson"], &nothing[..]].concat()), @"
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_store_without_a_record_is_told_as_elsewhere() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["export"]).to_string(), sandbox.run(&["list"]).to_string());
}

#[test]
fn a_record_that_cannot_be_read_hides_none_of_the_others() {
    let sandbox = sandbox();
    sandbox.write("records/kent/2025-05-16-broken.yaml", "schema_version: 1\nstage: draft\nforce: Kent\nowner: x\n");
    assert_snapshot!(sandbox.run(&["export", "--rows", "extensions", "-o", "later-dates.csv"]), @"
    --- stderr
    error: cannot read records/kent/2025-05-16-broken.yaml:4:1: `owner` is not a field of the record (and 2 more)
    hint: `irr validate records/kent/2025-05-16-broken.yaml` lists all its problems
    --- exit 2
    ");
    assert_snapshot!(sandbox.read("later-dates.csv").replace('\r', "␍"), @"
    force,record,ref,number,agreed,from,to,days,reason,approved_by␍
    Kent,kent/2025-05-16-stolen-tractors,R1,1,2025-12-01,2025-12-31,2026-03-31,90,The harvest was late,Deputy Chief Constable␍
    Kent,kent/2025-05-16-stolen-tractors,R1,2,2026-03-01,2026-03-31,2026-06-30,91,,␍
    ");
}

#[test]
fn a_file_is_written_whole_and_never_among_the_records() {
    let sandbox = sandbox();
    for kind in KINDS {
        for format in ["csv", "json", "ndjson"] {
            let told = sandbox.run(&["export", "--rows", kind, "--format", format]).stdout;
            let run = sandbox.run(&["export", "--rows", kind, "--format", format, "-o", "rows"]);
            assert_eq!((run.code, run.stdout.as_str(), sandbox.read("rows")), (0, "", told), "{kind} {format}");
        }
    }
    assert_snapshot!(sandbox.run(&["export", "-o", "records/findings.csv"]), @"
    --- stderr
    error: cannot write records/findings.csv: that is where the records are
    hint: write the document elsewhere
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["export", "-o", "irr.yaml"]), @"
    --- stderr
    error: cannot write irr.yaml: this command cannot write .yaml files
    hint: use a file name that ends in one of .csv, .json, .ndjson, .xlsx
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["export", "-o", "nowhere/findings.csv"]), @"
    --- stderr
    error: cannot write nowhere/findings.csv: there is no such folder
    hint: create the folder first
    --- exit 2
    ");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_record_is_not_written_through() {
    let sandbox = sandbox();
    let record = "records/kent/2025-05-16-stolen-tractors.yaml";
    let before = sandbox.read(record);
    std::os::unix::fs::symlink(record, sandbox.path("findings.csv")).unwrap();
    assert_snapshot!(sandbox.run(&["export", "-o", "findings.csv"]), @"
    --- stderr
    error: cannot write findings.csv: that is where the records are
    hint: write the document elsewhere
    --- exit 2
    ");
    assert_eq!(sandbox.read(record), before);
}

/// A disk that is full, as Linux plays it.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_takes_no_more_is_named() {
    assert_snapshot!(sandbox().run(&["export", "-o", "/dev/full"]), @"
    --- stderr
    error: cannot write /dev/full
    because: cannot write the output
    because: No space left on device (os error 28)
    --- exit 2
    ");
}

#[test]
fn a_workbook_says_the_day_and_not_the_time_so_that_the_same_records_give_the_same_file() {
    let sandbox = Sandbox::with_form();
    sandbox.run(&["export", "-o", "all.xlsx"]);
    let mut parts = zip::ZipArchive::new(std::fs::File::open(sandbox.path("all.xlsx")).unwrap()).unwrap();
    let properties = std::io::read_to_string(parts.by_name("docProps/core.xml").unwrap()).unwrap();
    assert!(properties.contains(">2026-05-01T00:00:00Z</dcterms:created>"), "{properties}");
}
