//! `irr render`

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

/// A record with a bit of everything, and things that are nobody else's business.
const RECORD: &str = r#"schema_version: 2
stage: published
force: Kent
local_policing_body:
  kind: pcc
  holder: A. N. Other
chief_officer:
  title: Chief Constable
  name: C. Constable
inspection:
  title: An inspection of hedges
  inspectorates: [HMICFRS]
  published: 2025-05-16
  grades:
    - {area: Trimming, grade: requires_improvement}
recommendations:
  - ref: "1"
    text: |
      By 31 December 2025, chief constables should:

      - trim hedges; and
      - count them | all.
    addressed_to: [chief constables]
    due: 2025-12-31
    due_text: By 31 December 2025
    status: in_progress
    owner: Head of Hedges
    chief_officer_response:
      heading: Shears
      text: |
        *Shears* were bought.
    commissioner_response:
      action: taken
      adopts_chief_officer: true
    actions:
      - text: Buy shears
        owner: Stores
        target: 2025-08-01
        done: 2025-07-30
        evidence: [receipts/shears.pdf]
    extensions:
      - {agreed: 2025-12-01, to: 2026-03-31, reason: Snow}
    progress:
      - date: 2025-08-01
        by: Stores
        status: in_progress
        note: |
          Blunt, between us.
  - ref: "2"
    text: |
      Hide the map.
    status: not_started
    withheld: true
    commissioner_response:
      action: proposed
      text: |
        It is hidden.
publication:
  published: 2025-07-01
unplaced: |
  A stray line.
"#;

fn hedges() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("records/kent/2025-05-16-hedges.yaml", RECORD);
    sandbox
}

#[test]
fn a_response_is_printed_in_the_order_of_the_form() {
    assert_snapshot!(hedges().run(&["render", "hedges", "--internal"]), @"
    **Internal: not for publication**

    # PCC and CC Force Inspection response record

    | | |
    | --- | --- |
    | Force | Kent |
    | Police and Crime Commissioner | A. N. Other |
    | Chief Constable | C. Constable |
    | Title of inspection | An inspection of hedges |
    | Published date | 16 May 2025 |
    | Last day to respond | 10 July 2025 |
    | Inspectorate | HMICFRS |
    | Stage | published |
    | Response published | 1 July 2025 |
    | Record | kent/2025-05-16-hedges (irr form 1) |

    ## Grade

    | Area | Grade |
    | --- | --- |
    | Trimming | requires improvement |

    ## Recommendations relevant to PCC & Police

    ### Recommendation 1

    By 31 December 2025, chief constables should:

    - trim hedges; and
    - count them | all.

    | | |
    | --- | --- |
    | Addressed to | chief constables |
    | Deadline | 31 December 2025 |
    | Deadline as printed | By 31 December 2025 |
    | Deadline now | 31 March 2026 |
    | Status | in progress |
    | Status now | in progress; overdue by 31 days on 1 May 2026 |
    | Owner | Head of Hedges |

    ### Recommendation 2

    Hide the map.

    | | |
    | --- | --- |
    | Text withheld (section 55(2)) | yes |
    | Status | not started |

    ## Chief Constable's response

    ### Recommendation 1 – Shears

    *Shears* were bought.

    ## Police and Crime Commissioner's response to each finding

    ### Recommendation 1

    | | |
    | --- | --- |
    | Action | taken |
    | Adopts the chief officer's words | yes |

    ### Recommendation 2

    It is hidden.

    | | |
    | --- | --- |
    | Action | proposed |

    ## What has been done

    ### Recommendation 1

    #### Actions

    | Action | Owner | Target | Done | Evidence |
    | --- | --- | --- | --- | --- |
    | Buy shears | Stores | 1 August 2025 | 30 July 2025 | receipts/shears.pdf |

    #### Later dates

    | Agreed | New date | Reason |
    | --- | --- | --- |
    | 1 December 2025 | 31 March 2026 | Snow |

    #### Progress

    | Date | By | Status | Note |
    | --- | --- | --- | --- |
    | 1 August 2025 | Stores | in progress | Blunt, between us. |

    ## Words not placed yet

    A stray line.

    **Internal: not for publication**
    --- stderr
    --- exit 0
    ");
}

#[test]
fn the_document_is_for_the_public_unless_internal_is_said() {
    let run = hedges().run(&["render", "hedges", "--format", "text"]);
    assert_snapshot!(run, @"
    PCC and CC Force Inspection response record
    ═══════════════════════════════════════════

    Force                          Kent
    Police and Crime Commissioner  A. N. Other
    Chief Constable                C. Constable
    Title of inspection            An inspection of hedges
    Published date                 16 May 2025
    Last day to respond            10 July 2025
    Inspectorate                   HMICFRS
    Stage                          published
    Response published             1 July 2025
    Record                         kent/2025-05-16-hedges (irr form 1)

    Grade
    ─────

    Area      Grade
    ────────  ────────────────────
    Trimming  requires improvement

    Recommendations relevant to PCC & Police
    ────────────────────────────────────────

    Recommendation 1

    By 31 December 2025, chief constables should:

    - trim hedges; and
    - count them | all.

    Addressed to         chief constables
    Deadline             31 December 2025
    Deadline as printed  By 31 December 2025
    Deadline now         31 March 2026
    Status               in progress
    Status now           in progress; overdue by 31 days on 1 May 2026

    Recommendation 2

    Text withheld (section 55(2))  yes

    Chief Constable's response
    ──────────────────────────

    Recommendation 1 – Shears

    *Shears* were bought.

    Police and Crime Commissioner's response to each finding
    ────────────────────────────────────────────────────────

    Recommendation 1

    Action                            taken
    Adopts the chief officer's words  yes

    What has been done
    ──────────────────

    Recommendation 1

    Later dates

    Agreed           New date
    ───────────────  ─────────────
    1 December 2025  31 March 2026

    Progress

    Date           Status
    ─────────────  ───────────
    1 August 2025  in progress
    --- stderr
    left out of the public document: 1 owner, 1 action, 1 note, 1 reporter, 1 reason for a later date, all but the number of R2 (withheld) and words not placed yet; --internal includes it
    --- exit 0
    ");
}

#[test]
fn the_flag_public_means_what_is_the_default_now() {
    let sandbox = hedges();
    for format in ["markdown", "html", "text"] {
        let said = sandbox.run(&["render", "hedges", "--public", "--format", format]);
        let usual = sandbox.run(&["render", "hedges", "--format", format]);
        assert_eq!((said.stdout, said.stderr), (usual.stdout, usual.stderr), "{format}");
    }
    assert_eq!(sandbox.run(&["render", "hedges", "--public", "--internal"]).code, 2);
}

#[test]
fn an_internal_document_says_so_on_every_page_whatever_the_template() {
    const NOTICE: &str = "Internal: not for publication";
    let sandbox = hedges();
    sandbox.write("ours.html", "<title>x</title>{{ record.force }}\n");
    sandbox.write("ours.md", "{{ record.force }}\n");
    let count = |args: &[&str]| sandbox.run(&[&["render", "hedges"], args].concat()).stdout.matches(NOTICE).count();
    for (args, times) in [
        (&["--format", "text"][..], 2),
        (&["--format", "markdown"], 2),
        (&["--format", "markdown", "--template", "ours.md"], 2),
        // On the page, and in the margin of each sheet, portrait or landscape.
        (&["--format", "html"], 3),
        (&["--format", "html", "--template", "ours.html"], 3),
    ] {
        assert_eq!(count(&[args, &["--internal"]].concat()), times, "{args:?}");
        assert_eq!(count(args), 0, "{args:?}");
    }
}

#[test]
fn words_without_a_line_break_at_their_end_are_printed_without_an_escape() {
    let sandbox = Sandbox::new();
    let record = RECORD.replace("note: |\n          Blunt, between us.", "note: Blunt, between us.");
    let record = record.replace("text: |\n        *Shears* were bought.", r#"text: "*Shears* were  \nbought.\a""#);
    sandbox
        .write("records/kent/2025-05-16-hedges.yaml", &record.replace("unplaced: |\n  A stray line.", "unplaced: A stray line."));
    for format in ["markdown", "html", "text"] {
        let public = sandbox.run(&["render", "hedges", "--format", format]);
        assert!(public.code == 0 && !public.stdout.contains("\\u{"), "{format}: {}", public.stdout);
        let internal = sandbox.run(&["render", "hedges", "--internal", "--format", format]);
        assert!(internal.stdout.contains("A stray line.") && !internal.stdout.contains("\\u{}"), "{format}: {}", internal.stdout);
    }
}

#[test]
fn the_forms_empty_parts_are_printed_where_they_are_wanted() {
    let sandbox = Sandbox::new();
    let new = ["new", "--force", "Kent", "--title", "Hedges", "--published", "2026-04-20", "--body", "pcc"];
    assert_eq!(sandbox.run(&new).code, 0);
    assert_snapshot!(sandbox.run(&["render", "hedges", "--blank"]), @"
    # PCC and CC Force Inspection response record

    | | |
    | --- | --- |
    | Force | Kent |
    | Police and Crime Commissioner |  |
    | Chief officer |  |
    | Title of inspection | Hedges |
    | Published date | 20 April 2026 |
    | Last day to respond | 14 June 2026 |
    | Inspectorate | HMICFRS |
    | Type of inspection |  |
    | Stage | draft |
    | Record | kent/2026-04-20-hedges (irr form 1, with all its parts) |

    ## Summary of inspection

    ## Grade

    | Area | Grade |
    | --- | --- |

    ## Recommendations relevant to PCC & Police

    ## Areas for improvement

    ## Police and Crime Commissioner's initial response

    ## Chief officer's response

    ### Next steps

    ## Police and Crime Commissioner's overall comments
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_rendered_document_is_imported_as_the_record_it_was() {
    let sandbox = hedges();
    for format in ["markdown", "html"] {
        let document = sandbox.run(&["render", "hedges", "--internal", "--format", format]).stdout;
        let run = sandbox.run_with(&["import", "-", "--dry-run"], &[], &document);
        assert_eq!(run.stdout, sandbox.run_with(&["fmt", "-"], &[], RECORD).stdout, "{format}");
    }
}

/// The text of the main part of a Word document.
fn main_part(sandbox: &Sandbox, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(sandbox.path(name)).unwrap()).unwrap();
    std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap()
}

#[test]
fn a_form_to_fill_in_has_a_box_for_each_answer_and_nothing_internal() {
    let sandbox = hedges();
    assert_snapshot!(sandbox.run(&["render", "hedges", "--to-fill", "--output", "form.docx"]), @"
    --- stderr
    left out of the public document: all but the number of R2 (withheld); --internal includes it
    --- exit 0
    ");
    let form = main_part(&sandbox, "form.docx");
    let tags: Vec<&str> = form
        .split("<w:tag w:val=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter_map(|tag| tag.split_once(':'))
        .map(|(_, tag)| tag)
        .collect();
    assert_eq!(tags, ["R1:chief", "R1:body", "initial", "overview", "next", "overall"]);
    assert_eq!(form.matches("<w:lock w:val=\"sdtLocked\"/>").count(), tags.len());
    // The box with the chief officer's words has them; the others ask to be filled in.
    assert_eq!((form.matches("Click here to write.").count(), form.matches("Shears").count()), (tags.len() - 1, 1));
    for internal in ["Head of Hedges", "Stores", "Blunt", "Hide the map", "Snow", "stray line"] {
        assert!(!form.contains(internal), "{internal}");
    }
    assert_eq!(sandbox.run(&["render", "hedges", "--to-fill", "--internal", "--output", "form.docx"]).code, 0);
    let form = main_part(&sandbox, "form.docx");
    assert!(form.contains("Hide the map") && form.contains(":R2:chief") && !form.contains("Head of Hedges"));
}

#[test]
fn only_a_word_document_has_boxes_to_fill_in() {
    assert_snapshot!(hedges().run(&["render", "hedges", "--to-fill", "--output", "form.html"]), @"
    --- stderr
    error: only a Word document has boxes to fill in
    hint: use --format docx, and --output form.docx
    --- exit 2
    ");
}

#[test]
fn an_office_prints_on_its_own_paper() {
    let sandbox = hedges();
    sandbox.write("ours.md", "Office of the PCC\n\n{{ body }}\nAnswered by {{ record.local_policing_body.holder }}.\n");
    let run = sandbox.run(&["render", "hedges", "--template", "ours.md", "--output", "response.md"]);
    assert_snapshot!(run, @"
    --- stderr
    left out of the public document: 1 owner, 1 action, 1 note, 1 reporter, 1 reason for a later date, all but the number of R2 (withheld) and words not placed yet; --internal includes it
    --- exit 0
    ");
    let written = sandbox.read("response.md");
    assert!(written.starts_with("Office of the PCC\n\n# PCC and CC Force Inspection response record\n"), "{written}");
    assert!(written.ends_with("Answered by A. N. Other.\n"), "{written}");
}

#[test]
fn a_mistake_in_a_template_is_told_with_its_line() {
    let sandbox = hedges();
    sandbox.write("ours.html", "<!doctype html>\n<title>{{ titel }}</title>\n{{ body }}\n");
    assert_snapshot!(sandbox.run(&["render", "hedges", "--format", "html", "--template", "ours.html"]), @"
    --- stderr
    error: ours.html, line 2: there is no `titel`
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["render", "hedges", "--format", "text", "--template", "ours.html"]), @"
    --- stderr
    error: ours.html, line 1: plain text cannot have a template
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["render", "--print-template", "--format", "text"]), @"
    --- stderr
    error: cannot use a template for text
    hint: html, docx and markdown can have one
    --- exit 2
    ");
}

#[test]
fn the_printed_template_makes_the_page_that_is_made_without() {
    let sandbox = hedges();
    sandbox.write("ours.html", &sandbox.run(&["render", "--print-template", "--format", "html"]).stdout);
    let with = sandbox.run(&["render", "hedges", "--format", "html", "--template", "ours.html"]);
    assert_eq!(with.stdout, sandbox.run(&["render", "hedges", "--format", "html"]).stdout);
}

#[test]
fn a_folder_that_is_not_there_is_not_made() {
    let sandbox = hedges();
    assert_snapshot!(sandbox.run(&["render", "hedges", "--output", "ouput/response.md"]), @"
    --- stderr
    error: cannot write ouput/response.md: there is no such folder
    hint: create the folder first
    --- exit 2
    ");
    assert!(!sandbox.path("ouput").exists());
}

#[test]
fn a_document_does_not_take_a_records_place() {
    let sandbox = hedges();
    assert_snapshot!(sandbox.run(&["render", "hedges", "--output", "records/kent/2025-05-16-hedges.yaml"]), @"
    --- stderr
    error: cannot write records/kent/2025-05-16-hedges.yaml: this command cannot write .yaml files
    hint: use a file name that ends in one of .md, .html, .docx, .pdf, .txt
    --- exit 2
    ");
    assert_eq!(sandbox.read("records/kent/2025-05-16-hedges.yaml"), RECORD);
}

#[test]
fn a_template_that_puts_nothing_in_is_none() {
    let sandbox = hedges();
    sandbox.write("empty.html", "<!doctype html>\n<title>{{ title }}</title>\n");
    assert_snapshot!(sandbox.run(&["render", "hedges", "--format", "html", "--template", "empty.html"]), @"
    --- stderr
    error: empty.html, line 1: it uses neither `body` nor `sections` nor `record`, so the document would be empty
    --- exit 2
    ");
}

#[test]
fn a_document_of_another_record_is_not_put_into_this_one() {
    let sandbox = hedges();
    sandbox.write("records/kent/2025-05-16-fences.yaml", &RECORD.replace("inspection of hedges", "inspection of fences"));
    assert_eq!(sandbox.run(&["render", "fences", "--output", "fences.md"]).code, 0);
    assert_snapshot!(sandbox.run(&["import", "--into", "hedges", "fences.md", "--yes"]), @"
    --- stderr
    error: cannot import fences.md
    because: cannot import this document: it was rendered from kent/2025-05-16-fences, which answers another report than kent/2025-05-16-hedges
    hint: import it into the record of its own report; if it does answer this one, use --anyway
    --- exit 2
    ");
}

#[test]
fn what_is_no_record_is_told() {
    assert_snapshot!(hedges().run(&["render", "fences"]), @"
    --- stderr
    error: no record's id contains `fences`
    hint: `irr list --all` lists every record
    --- exit 2
    ");
    assert_snapshot!(hedges().run(&["render"]), @"
    --- stderr
    error: the following required arguments were not provided:
      <RECORD>

    Usage: irr render --as-of <DATE> <RECORD>

    For more information, try '--help'.
    --- exit 2
    ");
}

/// A browser that copies the page it is given.
#[cfg(unix)]
const COPIES: (&str, &str) = ("BROWSER", "sh -c 'cp \"$0\" seen.html'");

#[cfg(unix)]
#[test]
fn what_is_written_opens_in_the_browser() {
    let sandbox = Sandbox::new();
    sandbox.write("records/kent/2025-05-16-hedges.yaml", RECORD);
    let run = sandbox.run_with(&["render", "hedges", "--browser", "-o", "page.html"], &[COPIES], "");
    assert_snapshot!(run, @"
    --- stderr
    opened page.html
    left out of the public document: 1 owner, 1 action, 1 note, 1 reporter, 1 reason for a later date, all but the number of R2 (withheld) and words not placed yet; --internal includes it
    --- exit 0
    ");
    assert_eq!(sandbox.read("seen.html"), sandbox.read("page.html"));
    std::fs::remove_file(sandbox.path("seen.html")).unwrap();
    // Without a name, a web page that only this user can read.
    let run = sandbox.run_with(&["summary", "--browser"], &[COPIES], "");
    let file = run.stderr.trim().strip_prefix("opened ").unwrap_or_else(|| panic!("{run}"));
    assert!(file.ends_with(".html") && run.stdout.is_empty() && run.code == 0, "{run}");
    assert!(sandbox.read("seen.html").contains("<!DOCTYPE html>") || sandbox.read("seen.html").contains("<!doctype html>"));
    std::fs::remove_file(file).unwrap();
}

#[test]
fn where_nothing_can_open_the_document_its_path_is_told() {
    let sandbox = Sandbox::new();
    sandbox.write("records/kent/2025-05-16-hedges.yaml", RECORD);
    let nothing = [("PATH", "nowhere"), ("BROWSER", "no-such-browser")];
    let run = sandbox.run_with(&["render", "hedges", "--browser", "-o", "page.html"], &nothing, "");
    assert_snapshot!(run, @"
    --- stderr
    note: cannot open the document (no program for it was found): it is in page.html
    left out of the public document: 1 owner, 1 action, 1 note, 1 reporter, 1 reason for a later date, all but the number of R2 (withheld) and words not placed yet; --internal includes it
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["summary", "--format", "json", "--browser"]), @"
    --- stderr
    error: cannot use --browser for JSON or a workbook
    hint: use it with html, docx, pdf, markdown or text
    --- exit 2
    ");
}
