//! `irr import`

use std::fs;
use std::io::{Cursor, Read, Write};

use crate::sandbox::{Sandbox, fixture};
use insta::assert_snapshot;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

#[test]
fn a_form_becomes_a_record_and_a_list_of_things_to_look_at() {
    let sandbox = Sandbox::new();
    let form = fixture("intake/form.txt");
    assert_snapshot!(sandbox.run(&["import", form.to_str().unwrap()]), @"
    records/kent/2025-05-16-stolen-tractors.yaml
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
    response due Thu 2025-07-10, 295 days ago: 56 days beginning with Fri 2025-05-16
    next: `irr show kent/2025-05-16-stolen-tractors` shows what was read
          `irr confirm kent/2025-05-16-stolen-tractors` removes the marks of 3 guessed values, once you have looked
          `irr validate records/kent/2025-05-16-stolen-tractors.yaml` lists what is missing; then `irr publish kent/2025-05-16-stolen-tractors --date DATE`
    --- exit 0
    ");
    assert_snapshot!(sandbox.read("records/kent/2025-05-16-stolen-tractors.yaml"), @r#"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    form_version: Dec 2024
    stage: draft
    force: Kent
    local_policing_body:
      kind: pfcc # irr: check (the headings name another office than the label; a Police, Fire and Crime Commi…)
      holder: A. N. Other
    chief_officer:
      title: Chief Constable
      name: C. Constable
    inspection:
      title: An inspection of the response to stolen tractors
      inspectorates: [HMICFRS]
      published: 2025-05-16
      recommendation_count: 6
      summary: |
        Inspectors looked at: who leads; how reports are taken; and what is learnt. This report made six recommendations. They are meant to bring tractors home.
    recommendations:
      - ref: "1"
        text: |
          By 31 December 2025, the National Tractor Agency, in consultation with the Farm Board, should rewrite its guide, ‘Who Finds What’.

          The new guide should:

          - say what the Board does; and
          - where forces keep their own teams, say what those do.
        addressed_to: [National Tractor Agency]
        ours: false
        due: 2025-12-31
        due_text: By 31 December 2025
        chief_officer_response:
          heading: A team of our own
          text: |
            - Kent has a team for tractors.
            - It has found three.
      - ref: "2"
        text: |
          By 30 April 2026, chief constables should see that each report names the field.
        addressed_to: [chief constables]
        due: 2026-04-30
        due_text: By 30 April 2026
        target: 2026-01-31 # irr: check (the answer to R2 names 2026-01-31; taken as the force's own target date)
        chief_officer_response:
          heading: A better form
          text: |
            - The form asks for the field.
            - Every station will have it by 31st January 2026.
      - ref: "3"
        text: |
          Within six months, chief constables should plan for the harvest.
        addressed_to: [chief constables]
        due: 2025-11-16
        due_text: Within six months
        chief_officer_response:
          heading: Harvest plan
          text: |
            - A plan was drafted, and sent to the board on 6th June 2025.
      - ref: "4" # irr: check (no number is printed; taken as R4)
        text: |
          By 30 April 2026, chief constables, working with the Farm Board, should train those who take reports.
        addressed_to: [chief constables]
        due: 2026-04-30
        due_text: By 30 April 2026
        chief_officer_response:
          heading: Training
          text: |
            - Training began on 10th and 14th March 2025.
      - ref: "6"
        text: |
          With immediate effect, chief constables and police and crime commissioners should share what they learn.
        addressed_to: [chief constables, police and crime commissioners]
        due: 2025-05-16
        due_text: With immediate effect
        chief_officer_response:
          heading: Sharing
          text: |
            - A paper asks for a monthly letter.
            - Once agreed, the letter will go out each month.
    commissioner_initial_response: |
      Tractors matter to Kent, and so do those who drive them.

      The report has 6 recommendations; none is for commissioners alone.
    chief_officer_response:
      overview: |
        Kent Police takes every lost tractor to heart.

        The aim is that each comes home.
      next_steps: |
        - Finish the briefing.
        - Sign off the plan.

        Police have come far. More is to do.
    commissioner_overall_comments: |
      I value the guide that recommendation 1 asks for.

      I will watch this through my usual meetings with
    imported: true
    "#);
}

#[test]
fn a_form_on_the_standard_input_is_only_shown_when_asked_so() {
    let sandbox = Sandbox::new();
    let form =
        "Force\tKent\nPolice and Crime Commissioner\tA. N. Other\nTitle of inspection\tA subject\nPublished Date\t03/04/2025\n";
    assert_snapshot!(sandbox.run_with(&["import", "-", "--dry-run"], &[], form), @"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Kent
    local_policing_body:
      kind: pcc
      holder: A. N. Other
    inspection:
      title: A subject
      published: 2025-04-03 # irr: check (`03/04/2025` is read with the day first: 2025-04-03)
    --- stderr
    standard input:4: guessed: `03/04/2025` is read with the day first: 2025-04-03
    0 findings, 1 note to check
    response due Wed 2025-05-28, 338 days ago: 56 days beginning with Thu 2025-04-03
    --- exit 0
    ");
    assert!(!sandbox.path("records/kent").exists());
}

#[test]
fn a_record_that_is_there_is_never_overwritten() {
    let sandbox = Sandbox::with_form();
    let form = fixture("intake/form.txt");
    let before = sandbox.read("records/kent/2025-05-16-stolen-tractors.yaml");
    assert_snapshot!(sandbox.run(&["import", form.to_str().unwrap()]), @"
    --- stderr
    error: cannot import FIXTURES/intake/form.txt
    because: cannot write SANDBOX/records/kent/2025-05-16-stolen-tractors.yaml: it already exists
    hint: for the same report, change that record (`irr edit`, `irr import --into`); for another one, use another --slug
    --- exit 1
    ");
    assert_eq!(sandbox.read("records/kent/2025-05-16-stolen-tractors.yaml"), before);
}

#[test]
fn a_draft_is_written_whatever_the_rules_say_of_it_and_strict_has_it_judged() {
    let sandbox = Sandbox::new();
    let form = "Force: Kent\n\nTitle of inspection: A subject\nPCC: A. N. Other\n";
    let import = ["import", "-", "--published", "2025-05-16"];
    assert_snapshot!(sandbox.run_with(&[&import[..], &["--strict"]].concat(), &[], form), @"
    --- stderr
    0 findings, 0 notes to check
    error[response-missing]: no response is published to the report of 2025-05-16: the last lawful day was Thu 2025-07-10
       ╭▸ records/kent/2025-05-16-subject.yaml:10:14
       │
    10 │   published: 2025-05-16
       │              ━━━━━━━━━━
       │
       ╰ help: publish it, and write the date in `publication.published`

    1 error and 0 warnings in 1 record.
    error: cannot write (new record kent/2025-05-16-subject): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    assert!(!sandbox.path("records/kent").exists());
    assert_snapshot!(sandbox.run_with(&import, &[], form), @"
    records/kent/2025-05-16-subject.yaml
    --- stderr
    0 findings, 0 notes to check
    response due Thu 2025-07-10, 295 days ago: 56 days beginning with Fri 2025-05-16
    next: `irr show kent/2025-05-16-subject` shows what was read
          `irr validate records/kent/2025-05-16-subject.yaml` lists what is missing; then `irr publish kent/2025-05-16-subject --date DATE`
    --- exit 0
    ");
    assert!(sandbox.path("records/kent/2025-05-16-subject.yaml").exists());
}

#[test]
fn what_is_no_form_is_told_so() {
    let sandbox = Sandbox::new();
    sandbox.write("letter.txt", "Dear Home Secretary,\n\nI write about tractors.\n");
    sandbox.write("form.docx", "PK\u{3}\u{4}");
    assert_snapshot!(sandbox.run(&["import", "letter.txt", "form.docx", "missing.txt"]), @"
    --- stderr
    error: cannot import letter.txt
    because: this is not an inspection response: it has none of the form's labels (Force, Title of inspection, Published Date …)
    hint: irr reads the inspection response form, a letter or a page that answers a report; `irr new` creates a record from flags
    error: cannot import form.docx
    because: the Word document is damaged: it cannot be unpacked
    hint: open it in the program it was made with, and save it again
    error: cannot import missing.txt
    because: cannot read missing.txt
    because: No such file or directory (os error 2)
    --- exit 2
    ");
}

#[test]
fn what_a_form_does_not_say_a_flag_may() {
    let sandbox = Sandbox::new();
    let form = "Force: Kent\n\nTitle of inspection: A subject\n";
    assert_snapshot!(sandbox.run_with(&["import", "-"], &[], form), @"
    --- stderr
    error: cannot import standard input
    because: the document does not say when the report was published
    hint: give it: --published …
    --- exit 2
    ");
    assert_snapshot!(sandbox.run_with(&["import", "-", "--published", "2025-05-16", "--slug", "Our Name", "--anyway"], &[], form), @"
    records/kent/2025-05-16-our-name.yaml
    --- stderr
    standard input:1: guessed: the document does not say which body responds; a Police and Crime Commissioner is taken as the body that responds
    0 findings, 1 note to check
    response due Thu 2025-07-10, 295 days ago: 56 days beginning with Fri 2025-05-16
    next: `irr show kent/2025-05-16-our-name` shows what was read
          `irr confirm kent/2025-05-16-our-name` removes the marks of 1 guessed value, once you have looked
          `irr validate records/kent/2025-05-16-our-name.yaml` lists what is missing; then `irr publish kent/2025-05-16-our-name --date DATE`
    --- exit 0
    ");
}

#[test]
fn a_markdown_form_with_a_table_reads_as_the_text_does() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "form.md",
        "# Inspection response record\n\n| Force | Kent |\n|---|---|\n| PCC | A. N. Other |\n| Titel of inspection | A subject |\n| Published date | 16 May 2025 |\n\
         | Recommendations | Recommendation 1: By the end of 2025, the Home Office should act. |\n| Weather | fine |\n\n\
         ## PCC's initial response\n\nWell.\n\n### A heading of ours\n\n1. one\n2. two\n",
    );
    assert_snapshot!(sandbox.run(&["import", "form.md", "--dry-run"]), @r#"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Kent
    local_policing_body:
      kind: pcc
      holder: A. N. Other
    inspection:
      title: A subject
      published: 2025-05-16
    recommendations:
      - ref: "1"
        text: |
          By the end of 2025, the Home Office should act.
        addressed_to: [Home Office]
        ours: false
        due: 2025-12-31
        due_text: By the end of 2025
    commissioner_initial_response: |
      Well.
    imported: true
    unplaced: |
      Weather: fine

      1. one
      2. two
    --- stderr
    form.md:9: unplaced: this fits no field; kept under `unplaced`
        Weather: fine
    form.md:17: unplaced: this fits no field; kept under `unplaced`
        1. one
        2. two
    form.md:15: left_out: a heading that irr does not know; left out
        A heading of ours
    1 finding, 3 notes to check
    response due Thu 2025-07-10, 295 days ago: 56 days beginning with Fri 2025-05-16
    --- exit 0
    "#);
}

/// What the chief constable sends later: answers alone, without the form's head.
const ANSWERS: &str = "# Chief Constable's response\n\nKent Police has begun.\n\n## Recommendation 2 – A better form\n\nEvery station has it now.\n";

#[test]
fn a_later_document_is_put_into_a_record_as_a_diff_that_is_agreed_to() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "form.txt",
        "Force\tKent\nPCC\tA. N. Other\nTitle of inspection\tHedges\nPublished date\t20 April 2026\nRecommendations\tRecommendation 2 By 30 April 2027, chief constables should act.\n",
    );
    sandbox.write("answers.md", ANSWERS);
    assert_eq!(sandbox.run(&["import", "form.txt"]).code, 0);
    assert_snapshot!(sandbox.run(&["import", "--into", "hedges", "answers.md", "--dry-run"]), @"
    --- a/records/kent/2026-04-20-hedges.yaml
    +++ b/records/kent/2026-04-20-hedges.yaml
    @@ -15,3 +15,10 @@
         addressed_to: [chief constables]
         due: 2027-04-30
         due_text: By 30 April 2027
    +    chief_officer_response:
    +      heading: A better form
    +      text: |
    +        Every station has it now.
    +chief_officer_response:
    +  overview: |
    +    Kent Police has begun.
    --- stderr
    1 finding, 0 notes to check
    `R2.chief_officer_response.heading` is new: “A better form”
    R2: the chief officer's answer is new: “Every station has it now.”
    the chief officer's overview is new: “Kent Police has begun.”
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["import", "--into", "hedges", "answers.md"]), @"
    --- a/records/kent/2026-04-20-hedges.yaml
    +++ b/records/kent/2026-04-20-hedges.yaml
    @@ -15,3 +15,10 @@
         addressed_to: [chief constables]
         due: 2027-04-30
         due_text: By 30 April 2027
    +    chief_officer_response:
    +      heading: A better form
    +      text: |
    +        Every station has it now.
    +chief_officer_response:
    +  overview: |
    +    Kent Police has begun.
    --- stderr
    1 finding, 0 notes to check
    `R2.chief_officer_response.heading` is new: “A better form”
    R2: the chief officer's answer is new: “Every station has it now.”
    the chief officer's overview is new: “Kent Police has begun.”
    error: cannot import answers.md
    because: confirmation needed, but there is no terminal
    hint: use --yes to confirm, or --dry-run to see what would change
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["import", "--into", "hedges", "answers.md", "--yes"]), @"
    kent/2026-04-20-hedges: R2.chief_officer_response.heading
    kent/2026-04-20-hedges: R2.chief_officer_response.text
    kent/2026-04-20-hedges: chief_officer_response.overview
    --- stderr
    1 finding, 0 notes to check
    `R2.chief_officer_response.heading` is new: “A better form”
    R2: the chief officer's answer is new: “Every station has it now.”
    the chief officer's overview is new: “Kent Police has begun.”
    --- exit 0
    ");
    sandbox.write("answers.md", &ANSWERS.replace("Every station", "Nearly every station"));
    assert_snapshot!(sandbox.run(&["import", "--into", "hedges", "answers.md", "--yes"]), @"
    --- stderr
    1 finding, 0 notes to check
    R2: the chief officer's answer is not the same: the record's “Every station has it now.” is kept, and the document's “Nearly every station has it now.” is not used (--replace uses it)
    nothing to change: already up to date
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["import", "--into", "hedges", "answers.md", "--yes", "--replace"]), @"
    kent/2026-04-20-hedges: R2.chief_officer_response.text
    --- stderr
    1 finding, 0 notes to check
    R2: the chief officer's answer changed from “Every station has it now.” to “Nearly every station has it now.”
    --- exit 0
    ");
}

#[test]
fn strict_writes_nothing_where_there_is_something_to_look_at() {
    let sandbox = Sandbox::new();
    let form = "Force: Kent\n\nTitle of inspection: A subject\n\nPublished date: 1 May 2026\n";
    assert_snapshot!(sandbox.run_with(&["import", "-", "--strict"], &[], form), @"
    --- stderr
    standard input:1: guessed: the document does not say which body responds; a Police and Crime Commissioner is taken as the body that responds
    0 findings, 1 note to check
    error: nothing was written: there are notes or errors on standard input, and --strict allows none
    --- exit 1
    ");
    let form = format!("{form}\nPCC: A. N. Other\n");
    assert_snapshot!(sandbox.run_with(&["import", "-", "--strict"], &[], &form), @"
    records/kent/2026-05-01-subject.yaml
    --- stderr
    0 findings, 0 notes to check
    response due Thu 2026-06-25, 55 days from now: 56 days beginning with Fri 2026-05-01
    next: `irr show kent/2026-05-01-subject` shows what was read
          `irr validate records/kent/2026-05-01-subject.yaml` lists what is missing; then `irr publish kent/2026-05-01-subject --date DATE`
    --- exit 0
    ");
}

#[test]
fn machines_are_told_what_was_read_and_where() {
    let sandbox = Sandbox::new();
    let form = "Force: Kent\n\nTitle of inspection: A subject\n\nPublished date: 1/5/2026\n\nPCC: A. N. Other\n";
    assert_snapshot!(sandbox.run_with(&["import", "-", "--format", "json", "--dry-run"], &[], form), @r#"
    {
      "schema": "irr.import/2",
      "as_of": "2026-05-01",
      "items": [
        {
          "document": "-",
          "record": "kent/2026-05-01-subject",
          "written": false,
          "draft": {
            "schema_version": 2,
            "stage": "draft",
            "force": "Kent",
            "local_policing_body": {
              "kind": "pcc",
              "holder": "A. N. Other"
            },
            "inspection": {
              "title": "A subject",
              "published": "2026-05-01"
            }
          },
          "complaints": [
            {
              "code": "guessed",
              "line": 5,
              "paragraph": null,
              "page": null,
              "message": "`1/5/2026` is read with the day first: 2026-05-01",
              "quote": null
            }
          ],
          "merged": []
        }
      ]
    }
    --- stderr
    0 findings, 1 note to check
    response due Thu 2026-06-25, 55 days from now: 56 days beginning with Fri 2026-05-01
    --- exit 0
    "#);
}

#[test]
fn what_a_document_is_may_be_said() {
    let sandbox = Sandbox::new();
    let form = "Force: Kent\n\nTitle of inspection: A subject <br>\n\nPublished date: 1 May 2026\n\nPCC: A. N. Other\n";
    assert_snapshot!(sandbox.run_with(&["import", "-", "--from", "docx"], &[], form), @"
    --- stderr
    error: cannot import standard input
    because: the Word document is damaged: it cannot be unpacked
    hint: open it in the program it was made with, and save it again
    --- exit 2
    ");
    assert_snapshot!(sandbox.run_with(&["import", "-", "--from", "text", "--dry-run"], &[], form), @"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Kent
    local_policing_body:
      kind: pcc
      holder: A. N. Other
    inspection:
      title: A subject <br>
      published: 2026-05-01
    --- stderr
    0 findings, 0 notes to check
    response due Thu 2026-06-25, 55 days from now: 56 days beginning with Fri 2026-05-01
    --- exit 0
    ");
}

/// A draft of the report that the letters of the fixtures answer.
fn with_tractors() -> Sandbox {
    let sandbox = Sandbox::new();
    let title = "An inspection of stolen tractors";
    let new = ["new", "--force", "Kent", "--title", title, "--published", "2025-05-16", "--body", "pcc", "--anyway"];
    assert_eq!(sandbox.run(&new).code, 0);
    sandbox
}

const TRACTORS: &str = "records/kent/2025-05-16-stolen-tractors.yaml";

#[test]
fn a_letter_put_into_a_record_never_says_that_the_response_was_published() {
    for letter in ["chief", "deputy", "commissioner", "unsigned", "joint", "two-letters"] {
        let sandbox = with_tractors();
        let deadline =
            |sandbox: &Sandbox| sandbox.run_with(&["due", "--clock", "response"], &[("IRR_TODAY", "2025-07-05")], "").to_string();
        let before = deadline(&sandbox);
        assert!(before.contains("10 Jul 2025"), "{before}");
        let file = fixture(&format!("intake/letters/{letter}.txt"));
        for replace in [&[][..], &["--replace"]] {
            let run =
                sandbox.run(&[&["import", "--into", "tractors", "--yes", "--anyway", file.to_str().unwrap()], replace].concat());
            assert_eq!(run.code, 0, "{letter}: {run}");
            let text = sandbox.read(TRACTORS);
            assert!(!text.contains("publication:") && text.contains("stage: draft"), "{letter}: {text}");
            assert_eq!(deadline(&sandbox), before, "{letter}");
        }
    }
}

#[test]
fn a_form_that_irr_rendered_changes_no_day_of_publication_when_it_comes_back() {
    let sandbox = with_tractors();
    sandbox.run(&["set", "tractors", "publication.chief_officer_invited=2025-05-20"]);
    let form = sandbox.run(&["render", "tractors", "--format", "markdown"]).stdout;
    assert!(form.contains("20 May 2025"), "{form}");
    sandbox.write("form.md", &form.replace("20 May 2025", "21 May 2025"));
    let before = sandbox.read(TRACTORS);
    assert_snapshot!(sandbox.run(&["import", "--into", "tractors", "form.md", "--yes", "--replace"]), @"
    --- stderr
    form.md:1: not_recorded: the document has `publication.chief_officer_invited`: 2025-05-21, which was not recorded; to record it: `irr set kent/2025-05-16-stolen-tractors publication.chief_officer_invited=2025-05-21`
    0 findings, 1 note to check
    nothing to change: already up to date
    --- exit 0
    ");
    assert_eq!(sandbox.read(TRACTORS), before);
}

#[test]
fn what_is_undecided_comes_first_and_somebody_decides() {
    let sandbox = with_tractors();
    let file = fixture("intake/letters/unsigned.txt");
    let import = ["import", "--into", "tractors", "--dry-run", file.to_str().unwrap()];
    let told = sandbox.run(&import).to_string();
    let first = told.lines().skip_while(|line| *line != "--- stderr").nth(1).unwrap();
    assert_snapshot!(first, @"FIXTURES/intake/letters/unsigned.txt:1: undecided: unclear whose words these are: nothing names who wrote this; taken as the commissioner's. Say whose with --as commissioner or --as chief-officer");
    for (author, field) in [("chief-officer", "chief_officer_response:"), ("commissioner", "commissioner_response:")] {
        let told = sandbox.run(&[&import[..], &["--as", author]].concat()).to_string();
        assert!(told.contains(&format!("+    {field}")) && !told.contains("undecided"), "{told}");
    }
}

#[test]
fn the_offices_of_the_settings_decide_whose_words_a_letter_is() {
    let sandbox = with_tractors();
    sandbox.write(
        "irr.yaml",
        "force: Kent\nlocal_policing_body:\n  kind: pcc\n  holder: Avery Sample\nchief_officer:\n  name: Robin Example\n",
    );
    let text = fs::read_to_string(fixture("intake/letters/unsigned.txt")).unwrap();
    for (name, field) in [("Robin Example", "chief_officer_response:"), ("Avery Sample", "commissioner_response:")] {
        sandbox.write("letter.txt", &format!("{text}\n{name}\n"));
        let told = sandbox.run(&["import", "--into", "tractors", "--dry-run", "letter.txt"]).to_string();
        assert!(told.contains(&format!("+    {field}")), "{told}");
    }
}

#[test]
fn an_imported_draft_is_settled_by_the_commands_that_it_names() {
    let sandbox = Sandbox::new();
    let form = fixture("intake/form.txt");
    assert_eq!(sandbox.run(&["import", form.to_str().unwrap()]).code, 0);
    let lines = |args: &[&str]| sandbox.run(&[args, &["--format", "lines"]].concat()).stdout;
    assert_snapshot!(lines(&["validate"]), @"
    records/kent/2025-05-16-stolen-tractors.yaml:7:14: warning[unconfirmed-guess] `local_policing_body.kind` was guessed, and nobody has checked it yet (the headings name another office than the label; a Police, Fire and Crime Commi…)
    records/kent/2025-05-16-stolen-tractors.yaml:15:14: error[response-missing] no response is published to the report of 2025-05-16: the last lawful day was Thu 2025-07-10
    records/kent/2025-05-16-stolen-tractors.yaml:16:25: error[ref-gap] the report has 6 recommendations, but recommendation 5 is missing
    records/kent/2025-05-16-stolen-tractors.yaml:20:5: warning[recommendation-without-explanation] R1 has only the chief officer's answer, but the explanation must be the body's own
    records/kent/2025-05-16-stolen-tractors.yaml:37:5: warning[recommendation-without-explanation] R2 has only the chief officer's answer, but the explanation must be the body's own
    records/kent/2025-05-16-stolen-tractors.yaml:43:24: warning[unconfirmed-guess] `R2.target` was guessed, and nobody has checked it yet (the answer to R2 names 2026-01-31; taken as the force's own target date)
    records/kent/2025-05-16-stolen-tractors.yaml:49:5: warning[recommendation-without-explanation] R3 has only the chief officer's answer, but the explanation must be the body's own
    records/kent/2025-05-16-stolen-tractors.yaml:59:5: warning[recommendation-without-explanation] R4 has only the chief officer's answer, but the explanation must be the body's own
    records/kent/2025-05-16-stolen-tractors.yaml:59:14: warning[unconfirmed-guess] `R4.ref` was guessed, and nobody has checked it yet (no number is printed; taken as R4)
    records/kent/2025-05-16-stolen-tractors.yaml:69:5: warning[recommendation-without-explanation] R6 has only the chief officer's answer, but the explanation must be the body's own
    ");
    // Agenda and paper say the same: the response is not published.
    assert_snapshot!(sandbox.run(&["due", "--clock", "response"]), @"
    date         due            kind      address  owner                        what is due
    ───────────  ─────────────  ────────  ───────  ───────────────────────────  ────────────────────────────────────────────
    10 Jul 2025  295 days late  response  stolen   Police, Fire and Crime…      Response, day 351 of 56: An inspection of…

    1 deadline overdue on Fri 2026-05-01.
    --- stderr
    --- exit 0
    ");
    let paper = sandbox.run(&["summary", "--section", "responses"]).stdout;
    assert!(paper.contains("not published; overdue by 295 days"), "{paper}");
    // A publication is refused where a recommendation of the report is not there.
    let publish =
        ["publish", "tractors", "--date", "2025-07-08", "--chief-officer-invited", "2025-05-20", "--copies-sent", "2025-07-08"];
    assert_snapshot!(sandbox.run(&publish), @"
    --- stderr
    error: cannot publish kent/2025-05-16-stolen-tractors: the report has 6 recommendations, but recommendation 5 is missing
    hint: `irr add kent/2025-05-16-stolen-tractors` adds them (section 55(5B) covers them all, also those for others); `irr set kent/2025-05-16-stolen-tractors inspection.recommendation_count=…` corrects the count; --anyway records a response that went out without them
    --- exit 1
    ");
    // Where the comments may explain, it is not refused, and the warning says how the record says so.
    assert_snapshot!(sandbox.run(&[&publish[..], &["--dry-run", "--anyway"]].concat()), @"
    --- a/records/kent/2025-05-16-stolen-tractors.yaml
    +++ b/records/kent/2025-05-16-stolen-tractors.yaml
    @@ -1,7 +1,7 @@
     # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
     schema_version: 2
     form_version: Dec 2024
    -stage: draft
    +stage: published
     force: Kent
     local_policing_body:
       kind: pfcc # irr: check (the headings name another office than the label; a Police, Fire and Crime Commi…)
    @@ -95,4 +95,9 @@
       I value the guide that recommendation 1 asks for.
     
       I will watch this through my usual meetings with
    +publication:
    +  chief_officer_invited: 2025-05-20
    +  published: 2025-07-08
    +  sent_to_inspectorate: 2025-07-08
    +  sent_to_secretary_of_state: 2025-07-08
     imported: true
    --- stderr
    warning: R1, R2, R3, R4 and R6 have the chief officer's answer only. If the comments explain it, use `irr set kent/2025-05-16-stolen-tractors:R1 commissioner_response.see=comments`
             if they adopt the chief officer's answers, use `irr set kent/2025-05-16-stolen-tractors adopts_chief_officer=true`
    --- exit 0
    ");
    sandbox.run(&["set", "tractors", "adopts_chief_officer=true"]);
    assert_eq!(sandbox.run(&[&publish[..], &["--anyway"]].concat()).code, 0);
    assert_snapshot!(lines(&["validate"]), @"
    records/kent/2025-05-16-stolen-tractors.yaml:7:14: warning[unconfirmed-guess] `local_policing_body.kind` was guessed, and nobody has checked it yet (the headings name another office than the label; a Police, Fire and Crime Commi…)
    records/kent/2025-05-16-stolen-tractors.yaml:16:25: error[ref-gap] the report has 6 recommendations, but recommendation 5 is missing
    records/kent/2025-05-16-stolen-tractors.yaml:43:24: warning[unconfirmed-guess] `R2.target` was guessed, and nobody has checked it yet (the answer to R2 names 2026-01-31; taken as the force's own target date)
    records/kent/2025-05-16-stolen-tractors.yaml:59:14: warning[unconfirmed-guess] `R4.ref` was guessed, and nobody has checked it yet (no number is printed; taken as R4)
    records/kent/2025-05-16-stolen-tractors.yaml:98:23: warning[explanation-adopted] R1, R2, R3, R4 and R6 adopt the chief officer's words, and say nothing about what the body itself does
    ");
    assert!(sandbox.run(&["show", "tractors:R2"]).stdout.contains("The commissioner adopts the chief officer's words."));
    let rows = sandbox.run(&["export", "--format", "json"]).stdout;
    assert_eq!(rows.matches("\"commissioner_adopts\": true").count(), 5, "{rows}");
}

#[test]
fn who_sets_the_level_of_a_rule_means_it_in_doubt_too() {
    let sandbox = Sandbox::new();
    let form = fixture("intake/form.txt");
    sandbox.run(&["import", form.to_str().unwrap()]);
    let rule = "recommendation-without-explanation";
    let counts = |args: &[&str]| {
        let told = sandbox.run(&[&["validate", "--rule", rule, "--format", "lines"], args].concat()).stdout;
        (told.matches("error[").count(), told.matches("warning[").count())
    };
    assert_eq!(counts(&[]), (0, 5));
    assert_eq!(counts(&["--deny", rule]), (5, 0));
    // Without comments on the whole nobody can have adopted anything.
    let path = "records/kent/2025-05-16-stolen-tractors.yaml";
    let text = sandbox.read(path);
    let without = text.replace("commissioner_initial_response: |", "unplaced: |");
    let without = without.split("commissioner_overall_comments:").next().unwrap().to_owned();
    sandbox.write(path, &without);
    assert_eq!(counts(&[]), (5, 0));
}

#[test]
fn a_few_lines_that_nobody_signs_are_undecided_too() {
    let sandbox = with_tractors();
    sandbox.run(&["add", "tractors:R1", "text=By 31 December 2025, chief constables should plan for the harvest.", "--anyway"]);
    sandbox.write("answer.md", "Recommendation 1\n\nThe plan is there since May.\n");
    let import = ["import", "--into", "tractors", "--dry-run", "answer.md"];
    let told = sandbox.run(&import).to_string();
    let first = told.lines().skip_while(|line| *line != "--- stderr").nth(1).unwrap();
    assert!(first.contains(": undecided: ") && told.contains("+      text: | # irr: check (whose answer to R1"), "{told}");
    for (author, field) in [("chief-officer", "chief_officer_response:"), ("commissioner", "commissioner_response:")] {
        let told = sandbox.run(&[&import[..], &["--as", author]].concat()).to_string();
        assert!(told.contains(&format!("+    {field}")) && !told.contains("undecided"), "{told}");
    }
}

/// A stranger's letter: only the chief constable's answer has a label, and the commissioner's stood in the recommendation's words.
#[test]
fn an_answer_in_the_first_person_is_not_the_recommendations_words() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "letter.txt",
        "Dear Home Secretary\n\nInspection of missing children in Kent\n\nHMICFRS published its report on 10 November 2025.\n\n\
         Recommendation 1: By 31 March 2027, chief constables should find children faster.\n\n\
         I have asked the Chief Constable for a plan.\n\nChief Constable's comments: The force accepts this recommendation.\n\n\
         Yours sincerely\n\nA. N. Other\nPolice and Crime Commissioner for Kent\n",
    );
    let run = sandbox.run(&["import", "--dry-run", "letter.txt"]);
    assert_snapshot!(run.stdout.split("recommendations:").nth(1).unwrap(), @r#"
      - ref: "1"
        text: |
          By 31 March 2027, chief constables should find children faster.
        addressed_to: [chief constables]
        due: 2027-03-31
        due_text: By 31 March 2027
        chief_officer_response:
          text: |
            The force accepts this recommendation.
        commissioner_response:
          text: |
            I have asked the Chief Constable for a plan.
    imported: true
    "#);
}

/// A record whose form is sent out to be filled in.
fn with_hedges() -> Sandbox {
    let sandbox = Sandbox::new();
    let form = "Force\tKent\nPCC\tA. N. Other\nTitle of inspection\tHedges\nPublished date\t20 April 2026\nRecommendations\t\
        Recommendation 1 By 30 April 2027, chief constables should act.\nRecommendations\tRecommendation 2 By 30 June 2027, chief constables should learn.\n";
    sandbox.write("form.txt", form);
    assert_eq!(sandbox.run(&["import", "form.txt"]).code, 0);
    sandbox.run(&["set", "hedges:R2", "chief_officer_response.text=We learn."]);
    assert_eq!(sandbox.run(&["render", "hedges", "--to-fill", "--output", "sent.docx"]).code, 0);
    sandbox
}

/// Saves the form as another one, with its main part changed.
fn returned(sandbox: &Sandbox, change: impl Fn(String) -> String) {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(sandbox.path("sent.docx")).unwrap())).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        let text = if name == "word/document.xml" { change(text) } else { text };
        writer.write_all(text.as_bytes()).unwrap();
    }
    fs::write(sandbox.path("returned.docx"), writer.finish().unwrap().into_inner()).unwrap();
}

/// Puts paragraphs in the place of the prompt of a box, or after what is in it.
fn fill(form: &str, tag: &str, inside: &str) -> String {
    let start = form.find(tag).unwrap();
    let end = start + form[start..].find("</w:tbl>").unwrap();
    let table = &form[start..end];
    let place = table.rfind("<w:p>").unwrap();
    let kept = if table.contains("showingPlcHdr") { "" } else { &table[place..table.rfind("</w:tc>").unwrap()] };
    format!("{}{}{kept}{inside}</w:tc></w:tr>{}", &form[..start], &table[..place], &form[end..])
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn a_form_that_comes_back_goes_into_its_record_box_by_box() {
    let sandbox = with_hedges();
    returned(&sandbox, |form| {
        let form = fill(&form, "hedges:R1:chief", &(p("We have begun.") + &p("There is a plan.")));
        let learnt = "<w:p><w:ins w:id=\"7\" w:author=\"J. Doe\"><w:r><w:t>All of us.</w:t></w:r></w:ins><w:del w:id=\"8\" w:author=\"J. Doe\">\
            <w:r><w:delText>Some of us.</w:delText></w:r></w:del></w:p>";
        fill(&form, "hedges:R2:chief", learnt)
    });
    assert_snapshot!(sandbox.run(&["import", "returned.docx", "--yes"]), @"
    kent/2026-04-20-hedges: R1.chief_officer_response.text
    --- stderr
    returned.docx: paragraph 38: left_out: tracked changes are taken as accepted; these words were deleted by J. Doe
        Some of us.
    returned.docx: paragraph 38: guessed: tracked changes are taken as accepted; 1 tracked insertion from here on, by J. Doe
    2 findings, 2 notes to check
    R1: the chief officer's answer is new: “We have begun. There is a plan.”
    R2: the chief officer's answer is not the same: the record's “We learn.” is kept, and the document's “We learn. All of us.” is not used (--into kent/2026-04-20-hedges --replace uses it)
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["import", "--into", "hedges", "returned.docx", "--replace", "--dry-run"]), @"
    --- a/records/kent/2026-04-20-hedges.yaml
    +++ b/records/kent/2026-04-20-hedges.yaml
    @@ -29,3 +29,5 @@
         chief_officer_response:
           text: |
             We learn.
    +
    +        All of us.
    --- stderr
    returned.docx: paragraph 38: left_out: tracked changes are taken as accepted; these words were deleted by J. Doe
        Some of us.
    returned.docx: paragraph 38: guessed: tracked changes are taken as accepted; 1 tracked insertion from here on, by J. Doe
    2 findings, 2 notes to check
    R2: the chief officer's answer changed from “We learn.” to “We learn. All of us.”
    --- exit 0
    ");
}

#[test]
fn what_is_written_beside_the_boxes_of_a_form_is_brought_home_too() {
    let sandbox = with_hedges();
    returned(&sandbox, |form| {
        let form = form.replacen(
            "</w:tbl></w:sdtContent></w:sdt>",
            &format!("</w:tbl></w:sdtContent></w:sdt>{}", p("Written below the box.")),
            1,
        );
        let form = form.replacen("<w:tbl>", &format!("{}<w:tbl>", p("Dear office,")), 1);
        // The box of R2 for the commissioner is gone.
        let end = form.find("hedges:R2:body").unwrap();
        let start = form[..end].rfind("<w:sdt>").unwrap();
        let end = end + form[end..].find("</w:tbl></w:sdtContent></w:sdt>").unwrap() + "</w:tbl></w:sdtContent></w:sdt>".len();
        format!("{}{}", &form[..start], &form[end..]).replace("should learn.", "should read.")
    });
    assert_snapshot!(sandbox.run(&["import", "returned.docx", "--dry-run"]), @r#"
    --- a/records/kent/2026-04-20-hedges.yaml
    +++ b/records/kent/2026-04-20-hedges.yaml
    @@ -15,6 +15,9 @@
         addressed_to: [chief constables]
         due: 2027-04-30
         due_text: By 30 April 2027
    +    chief_officer_response:
    +      text: |
    +        Written below the box.
       - ref: "2"
         text: |
           By 30 June 2027, chief constables should learn.
    @@ -24,3 +27,5 @@
         chief_officer_response:
           text: |
             We learn.
    +unplaced: |
    +  Dear office,
    --- stderr
    returned.docx:1: missing: the box “R2: commissioner's explanation” is not in the form any more; nothing is removed from the record
    returned.docx: paragraph 5: unplaced: no box is near these words; they are kept under `unplaced`
        Dear office,
    returned.docx: paragraph 26: guessed: this stands beside the box “R1: chief officer's answer”; it is taken with what is in the box
        Written below the box.
    returned.docx: paragraph 31: disagrees: Recommendation 2: these words are not as the record has them; the record's are kept
        By 30 June 2027, chief constables should read.
    2 findings, 4 notes to check
    R1: the chief officer's answer is new: “Written below the box.”
    --- exit 0
    "#);
}

#[test]
fn a_form_of_a_record_that_is_not_here_and_of_another_record_are_refused() {
    let sandbox = with_hedges();
    sandbox.run(&["new", "--force", "Kent", "--title", "Fences", "--published", "2026-04-20", "--body", "pcc"]);
    assert_snapshot!(sandbox.run(&["import", "--into", "fences", "sent.docx", "--yes"]), @"
    --- stderr
    error: cannot import sent.docx
    because: cannot import this document: it was rendered from kent/2026-04-20-hedges, which answers another report than kent/2026-04-20-fences
    hint: import it into the record of its own report; if it does answer this one, use --anyway
    --- exit 2
    ");
    assert_eq!(sandbox.run(&["rm", "hedges", "--yes"]).code, 0);
    assert_snapshot!(sandbox.run(&["import", "sent.docx", "--yes"]), @"
    --- stderr
    error: cannot import sent.docx
    because: no record's id contains `kent/2026-04-20-hedges`
    hint: did you mean kent/2026-04-20-fences?
    --- exit 2
    ");
}

/// A letter that nobody signs: whose answers it has is in doubt.
const COUNTED: &str = "Kent PCC response to the HMICFRS report 'Stolen tractors', published on 8 December 2023\n\n\
    Recommendation 1: By 31 December 2024, chief constables should count tractors.\n\nThe force has counted them.\n\n\
    Recommendation 2: By 31 December 2024, chief constables should train officers.\n\nTraining has begun in every district.\n";

const COUNTED_RECORD: &str = "records/kent/2023-12-08-stolen-tractors.yaml";

fn with_letter() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("letter.txt", COUNTED);
    sandbox
}

#[test]
fn labels_that_were_not_changed_give_the_same_record() {
    let letters = ["chief", "commissioner", "commissioner-quotes", "joint", "two-letters", "unsigned"];
    for letter in letters {
        let sandbox = Sandbox::new();
        let file = fixture(&format!("intake/letters/{letter}.txt"));
        let file = file.to_str().unwrap();
        let more = ["--force", "Kent", "--title", "Tractors", "--published", "2025-05-16"];
        let import = |args: &[&str]| sandbox.run(&[&["import", file], &more[..], args].concat());
        let run = import(&["--labels-out", "labels.txt"]);
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{letter}: {run}");
        assert!(!sandbox.path("records/kent").exists(), "{letter}");
        assert_eq!(import(&["--labels-out", "-"]).stdout, sandbox.read("labels.txt"), "{letter}");
        let by_irr = import(&["--dry-run"]);
        let by_labels = import(&["--dry-run", "--labels", "labels.txt"]);
        assert_eq!((by_irr.code, by_labels.code), (0, 0), "{letter}: {by_labels}");
        assert_eq!(by_irr.stdout, by_labels.stdout, "{letter}");
        assert!(by_labels.stderr.starts_with("no label is different from irr's own\n"), "{letter}: {by_labels}");
    }
}

#[test]
fn labels_are_written_to_a_file_instead_of_a_record() {
    let sandbox = with_letter();
    assert_snapshot!(sandbox.run(&["import", "letter.txt", "--labels-out", "labels.txt"]), @"
    --- stderr
    no record was written; next: change labels in labels.txt, then `irr import --labels labels.txt letter.txt`
    --- exit 0
    ");
    let labels = sandbox.read("labels.txt");
    assert_snapshot!(labels.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n"), @"
    letter            | Kent PCC response to the HMICFRS report 'Stolen tractors', published on 8 December 2023
    R1                | Recommendation 1:
    R1 asks           | By 31 December 2024, chief constables should count tractors.
    R1 commissioner ? | The force has counted them.
    R2                | Recommendation 2:
    R2 asks           | By 31 December 2024, chief constables should train officers.
    R2 commissioner ? | Training has begun in every district.
    ");
    assert!(!sandbox.path(COUNTED_RECORD).exists());
}

#[test]
fn changed_labels_on_the_standard_input_decide_whose_answer_it_is() {
    let sandbox = with_letter();
    let labels = sandbox.run(&["import", "letter.txt", "--labels-out", "-"]).stdout;
    let labels = labels.replace("R2 commissioner ?", "R2 chief officer ");
    let run = sandbox.run_with(&["import", "letter.txt", "--labels", "-"], &[], &labels);
    assert_eq!(run.code, 0, "{run}");
    assert_snapshot!(run.stderr.lines().take(2).collect::<Vec<_>>().join("\n"), @"
    1 label is different from irr's own
    letter.txt:9: “Training has begun in every district.” is now the chief officer's answer to R2; it was the commissioner's answer to R2
    ");
    let record = sandbox.read(COUNTED_RECORD);
    assert!(
        record.ends_with(
            "    chief_officer_response:\n      text: |\n        Training has begun in every district.\nimported: true\n"
        ),
        "{record}"
    );
}

#[test]
fn a_labels_file_that_lost_a_word_is_refused_with_its_line() {
    let sandbox = with_letter();
    sandbox.run(&["import", "letter.txt", "--labels-out", "labels.txt"]);
    let labels = sandbox.read("labels.txt");
    sandbox.write("labels.txt", &labels.replace("has counted", "counted"));
    assert_snapshot!(sandbox.run(&["import", "letter.txt", "--labels", "labels.txt"]), @"
    --- stderr
    error: cannot import letter.txt
    because: labels.txt:9: “has” is missing before “counted”: no word may be left out
    hint: write the labels anew with --labels-out, and change only labels
    --- exit 2
    ");
    sandbox.write("labels.txt", &labels.replace("R2 asks", "R2 sings"));
    assert_snapshot!(sandbox.run(&["import", "letter.txt", "--labels", "labels.txt"]), @"
    --- stderr
    error: cannot import letter.txt
    because: labels.txt:11: `R2 sings` is no label; labels are such as `R1 asks`, `R1 chief officer`, `R1+R2 commissioner`, `R1 due`, `R1`, `commissioner opening`, `chief officer next steps`, `title`, `head`, `letter`, `site`, `unplaced`
    hint: write the labels anew with --labels-out, and change only labels
    --- exit 2
    ");
    assert!(!sandbox.path("records/kent").exists());
}

#[test]
fn labels_belong_to_one_document_that_irr_did_not_make() {
    let sandbox = with_hedges();
    sandbox.write("letter.txt", COUNTED);
    assert_snapshot!(sandbox.run(&["import", "letter.txt", "letter.txt", "--review"]), @"
    --- stderr
    error: cannot use --review with 2 documents: labels belong to one document
    hint: import the documents one after the other
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["import", "-", "--labels", "-"]), @"
    --- stderr
    error: cannot read both the document and its labels from the standard input
    hint: save one of them to a file
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["import", "sent.docx", "--labels-out", "-"]), @"
    --- stderr
    error: cannot import sent.docx
    because: cannot use --labels-out: irr made this document and reads it back as it is, without labels
    hint: import it without --labels-out
    --- exit 2
    ");
    sandbox.run(&["render", "hedges", "--internal", "--output", "form.md"]);
    let run = sandbox.run_with(&["import", "--into", "hedges", "form.md", "--review"], &[("EDITOR", "true")], "");
    assert_eq!(run.code, 2, "{run}");
}

/// Imports with an editor that does what it is told with the labels.
fn review(sandbox: &Sandbox, editor: &str, args: &[&str]) -> crate::sandbox::Run {
    sandbox.write("editor", &format!("#!/bin/sh\nfor file; do :; done\n{editor}\n"));
    sandbox.run_with(&[&["import", "--review"], args].concat(), &[("EDITOR", "sh ./editor")], "")
}

#[test]
fn a_review_in_the_editor_changes_whose_answer_it_is() {
    let sandbox = with_letter();
    let run = review(&sandbox, "cp \"$file\" seen; sed -i 's/^R2 commissioner ?/R2 chief officer/' \"$file\"", &["letter.txt"]);
    assert_eq!(run.code, 0, "{run}");
    assert_snapshot!(run.stderr.lines().take(2).collect::<Vec<_>>().join("\n"), @"
    1 label is different from irr's own
    letter.txt:9: “Training has begun in every district.” is now the chief officer's answer to R2; it was the commissioner's answer to R2
    ");
    assert_snapshot!(sandbox.read("seen").lines().take(2).collect::<Vec<_>>().join("\n"), @"
    # letter.txt
    # Look at the lines with ? first. Save and close the editor to import with these labels; delete all lines to stop.
    ");
    assert!(sandbox.read(COUNTED_RECORD).contains("chief_officer_response:\n      text: |\n        Training has begun"));
}

#[test]
fn a_review_works_with_a_record_that_is_there() {
    let sandbox = with_letter();
    sandbox.write("letter.txt", &COUNTED.replace("Kent PCC response", "Response"));
    let new = ["new", "--force", "Kent", "--title", "Stolen tractors", "--published", "2023-12-08", "--body", "pcc", "--anyway"];
    assert_eq!(sandbox.run(&new).code, 0);
    let change = "sed -i 's/^R2 commissioner ?/R2 chief officer/' \"$file\"";
    let run = review(&sandbox, change, &["letter.txt", "--into", "tractors", "--yes"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(sandbox.read(COUNTED_RECORD).contains("chief_officer_response:\n      text: |\n        Training has begun"), "{run}");
    let out = sandbox.run(&["import", "--into", "tractors", "letter.txt", "--labels-out", "labels.txt"]);
    assert_snapshot!(out, @"
    --- stderr
    no record was written; next: change labels in labels.txt, then `irr import --into tractors --labels labels.txt letter.txt`
    --- exit 0
    ");
}

#[test]
fn a_review_with_wrong_or_without_labels_writes_nothing() {
    let sandbox = with_letter();
    let run = review(&sandbox, "cp \"$file\" seen; sed -i 's/has counted/counted/' \"$file\"", &["letter.txt"]);
    assert_eq!(run.code, 2, "{run}");
    let kept = run.stderr.trim_end().rsplit(' ').next().unwrap().to_owned();
    assert_snapshot!(run.stderr.replace(&kept, "KEPT"), @"
    error: cannot import letter.txt
    because: KEPT:11: “has” is missing before “counted”: no word may be left out
    hint: your labels are kept: correct them there, and use --labels KEPT
    ");
    assert!(fs::read_to_string(&kept).unwrap().contains("\n# irr found: “has” is missing before “counted”"));
    fs::remove_file(kept).unwrap();
    assert_snapshot!(review(&sandbox, ": > \"$file\"", &["letter.txt"]), @"
    --- stderr
    cancelled: nothing was written
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["import", "letter.txt", "--review"]), @"
    --- stderr
    error: cannot import letter.txt
    because: cannot review the labels: there is no editor and no terminal
    hint: set $VISUAL or $EDITOR; or write the labels to a file with --labels-out FILE, change it, and use --labels FILE
    --- exit 2
    ");
    assert!(!sandbox.path("records/kent").exists());
}

#[test]
fn the_labels_of_a_review_are_kept_where_nothing_was_written() {
    let sandbox = with_letter();
    assert_eq!(sandbox.run(&["import", "letter.txt"]).code, 0);
    let run = review(&sandbox, "sed -i 's/^R2 commissioner ?/R2 chief officer/' \"$file\"", &["letter.txt"]);
    assert_eq!(run.code, 1, "{run}");
    let kept = run.stderr.lines().find_map(|line| line.strip_prefix("nothing was written; your labels are kept: use --labels "));
    let kept = kept.unwrap();
    let labels = fs::read_to_string(kept).unwrap();
    assert!(labels.contains("\nR2 chief officer   | Training has begun"), "{labels}");
    fs::remove_file(kept).unwrap();
}

#[test]
fn missing_facts_are_listed_together_with_their_flags() {
    let sandbox = Sandbox::new();
    sandbox.write("letter.txt", UNSAID);
    assert_snapshot!(sandbox.run(&["import", "letter.txt"]), @r#"
    --- stderr
    error: cannot import letter.txt
    because: the document does not say which force was inspected and when the report was published
    hint: give them: --force … --published "2024-03-08"; the document also names 2024-12-31 for --published
    --- exit 2
    "#);
}

/// A letter that says neither force nor the report's day.
const UNSAID: &str = "Response to the HMICFRS report 'Stolen tractors'\n\nDated 8 March 2024.\n\n\
    Recommendation 1: By 31 December 2024, chief constables should count tractors.\n\nWe have counted them.\n";

mod on_a_terminal {
    use super::*;
    use crate::terminal::{DOWN, ENTER, ESCAPE, Terminal};

    #[test]
    fn missing_facts_are_asked_one_after_another() {
        let sandbox = Sandbox::new();
        sandbox.write("letter.txt", UNSAID);
        let mut terminal = Terminal::run(&sandbox, &["import", "letter.txt"]);
        terminal.answer("Force:", &format!("Kent Police{ENTER}"));
        terminal.see("the document does not say when the report was published");
        terminal.see("2024-12-31");
        assert_snapshot!(terminal.seen(), @"
        the document does not say which force was inspected
        ? Force: Kent Police
        the document does not say when the report was published
        ? Published: (2024-03-08)   [Tab: 2024-03-08, 2024-12-31; Enter takes the firs…]
        ");
        terminal.answer("Published:", ENTER);
        let end = terminal.end();
        assert!(end.ends_with("--- exit 0"), "{end}");
        assert!(sandbox.path("records/kent/2024-03-08-stolen-tractors.yaml").exists());
    }

    #[test]
    fn without_an_editor_a_review_asks_only_about_what_is_in_doubt() {
        let sandbox = with_letter();
        let mut terminal = Terminal::run(&sandbox, &["import", "--review", "letter.txt"]);
        terminal.answer("This is:", ENTER);
        terminal.see("the chief officer's answer to R2");
        terminal.see("[type to filter");
        assert_snapshot!(terminal.seen(), @"
        2 passages are in doubt; press Enter to keep what irr made of it

        letter.txt:5 (1 of 2): whose words are these?
            The force has counted them.
        > This is: the commissioner's answer to R1 (as irr has it)

        letter.txt:9 (2 of 2): whose words are these?
            Training has begun in every district.
        ? This is:  
        > the commissioner's answer to R2 (as irr has it)
          the chief officer's answer to R2
          the inspectorate's words of R2
          text for no field, kept under `unplaced`
          part of the letter around the response (left out)
        [type to filter, Enter to choose, Esc to leave]
        ");
        terminal.answer("This is:", &format!("{DOWN}{ENTER}"));
        let end = terminal.end();
        assert!(end.ends_with("--- exit 0"), "{end}");
        let record = sandbox.read(COUNTED_RECORD);
        assert!(record.contains("    commissioner_response:\n      text: |\n        The force has counted them.\n"), "{record}");
        assert!(record.contains("    chief_officer_response:\n      text: |\n        Training has begun"), "{record}");
    }

    #[test]
    fn who_leaves_a_review_has_written_nothing() {
        let sandbox = with_letter();
        let mut terminal = Terminal::run(&sandbox, &["import", "--review", "letter.txt"]);
        terminal.answer("This is:", ESCAPE);
        assert_snapshot!(terminal.end(), @"
        2 passages are in doubt; press Enter to keep what irr made of it

        letter.txt:5 (1 of 2): whose words are these?
            The force has counted them.
        ? This is: <canceled>
        cancelled: nothing was written
        --- exit 1
        ");
        assert!(!sandbox.path("records/kent").exists());
    }

    #[test]
    fn a_wrong_labels_file_is_opened_again() {
        let sandbox = with_letter();
        let edit = "#!/bin/sh\nfor file; do :; done\nif test -e once; then sed -i 's/ counted/ has counted/' \"$file\"; else \
            sed -i 's/has counted/counted/' \"$file\"; touch once; fi\n";
        sandbox.write("editor", edit);
        let mut terminal =
            Terminal::run_with(&sandbox, &["import", "--review", "letter.txt"], &[("EDITOR", "sh ./editor")], None);
        terminal.answer("Open the labels again", ENTER);
        let end = terminal.end();
        assert!(end.ends_with("--- exit 0"), "{end}");
        assert!(terminal.has_written("no label is different from irr's own"), "{end}");
    }
}

#[test]
fn a_letter_about_another_force_or_another_report_is_refused() {
    let sandbox = with_tractors();
    let letter = |force: &str, day: &str| {
        format!(
            "Dear Commissioner\n\nThank you for asking for my comments on the report that HMICFRS published on {day}.\n\n\
             Recommendation 1\n\nWe have a plan.\n\nYours sincerely\n\nRobin Example\nChief Constable of {force} Police\n"
        )
    };
    sandbox.write("essex.txt", &letter("Essex", "16 May 2025"));
    sandbox.write("later.txt", &letter("Kent", "3 June 2025"));
    for (file, reason) in [
        ("essex.txt", "the document names the force Essex, and not Kent"),
        ("later.txt", "the document says that its report was published on 2025-06-03, not on 2025-05-16"),
    ] {
        let told = sandbox.run(&["import", "--into", "tractors", "--yes", file]).to_string();
        assert!(told.contains(reason) && told.contains("--- exit 2"), "{told}");
    }
}

#[test]
fn the_inspectorates_report_becomes_a_record_that_nobody_has_answered() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "report.md",
        "# An inspection of stolen tractors by Kent Police\n\nPublished on: 16 May 2025\n\n\
         His Majesty's Inspectorate of Constabulary and Fire & Rescue Services\n\n## Foreword\n\nWe found that tractors are stolen at night, and that few of them are found again.\n\n\
         ## Recommendation 1\n\nBy 31 December 2025, the Chief Constable of Kent Police should count them.\n",
    );
    let record = sandbox.run(&["import", "--dry-run", "report.md", "--force", "Kent"]).stdout;
    assert!(
        record
            .contains("    We found that tractors are stolen at night, and that few of them are found again.\nrecommendations:"),
        "{record}"
    );
    assert!(record.contains("due: 2025-12-31"), "{record}");
    assert!(!record.contains("imported: true") && !record.contains("publication:"), "{record}");
    // Whoever looks at its labels sees the same.
    sandbox.run(&["import", "report.md", "--labels-out", "labels.txt", "--force", "Kent"]);
    assert!(sandbox.read("labels.txt").contains("about the report"));
    let labelled = sandbox.run(&["import", "--dry-run", "report.md", "--force", "Kent", "--labels", "labels.txt"]).stdout;
    assert_eq!(labelled, record);
}

#[test]
fn labels_are_not_written_over_a_file_that_is_there() {
    let sandbox = with_letter();
    let before = sandbox.read("letter.txt");
    let told = sandbox.run(&["import", "--labels-out", "letter.txt", "letter.txt"]).to_string();
    assert!(told.contains("because: letter.txt is there already"), "{told}");
    assert_eq!(sandbox.read("letter.txt"), before);
}
