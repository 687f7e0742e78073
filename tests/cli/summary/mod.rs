//! `irr summary`

mod refused;

use insta::assert_snapshot;
use serde_json::Value;

use crate::sandbox::{Run, Sandbox, fixture, project};

/// The shipped records, asked at the end of a quarter.
fn shipped(args: &[&str]) -> Run {
    let store = project().to_str().unwrap();
    Sandbox::bare().run(&[&["summary", "--store", store, "--quarter", "2026-Q3", "--as-of", "2026-11-24"], args].concat())
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn a_terminal_gets_the_sections_that_were_asked_for_in_their_order() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run(&["summary", "--section", "movement,headline,exceptions,late"]), @"
    Kent: inspection responses, 2 February 2026 to 1 May 2026
    ═════════════════════════════════════════════════════════

    On Fri 2026-05-01, 4 findings are open in 1 report, 4 of them overdue. 1 more is for other bodies
    and not counted here.

    Movement
    ────────

    findings                    total  recommendations    areas for   causes
                                                        improvement       of
                                                                     concern
    ──────────────────────────  ─────  ───────────────  ───────────  ───────
    previously open                 4                4            0        0
    new                             0                0            0        0
    reopened                        0                0            0        0
    closed                          0                0            0        0
    superseded or not accepted      0                0            0        0
    remaining                       4                4            0        0

    It reconciles: 4 + 0 + 0 − 0 − 0 = 4.

    Overview
    ────────

    kind                   total      not        in  pending  open  overdue    no  closed  superseded       not
                                  started  progress     sign                 date                      accepted
                                                         off
    ─────────────────────  ─────  ───────  ────────  ───────  ────  ───────  ────  ──────  ──────────  ────────
    recommendations            4        4         0        0     4        4     0       0           0         0
    areas for improvement      0        0         0        0     0        0     0       0           0         0
    causes of concern          0        0         0        0     0        0     0       0           0         0
    all                        4        4         0        0     4        4     0       0           0         0

    responses    in  late  awaited  overdue    no
               time                          last
                                              day
    ─────────  ────  ────  ───────  ───────  ────
    all           0     0        0        1     0

    Overdue
    ───────

    ref  finding                                              owner  original due  due         extensions  days  last reason
                                                                                                           late
    ───  ───────────────────────────────────────────────────  ─────  ────────────  ──────────  ──────────  ────  ───────────
    kent/2025-05-16-stolen-tractors
    R6   Chief constables and police and crime…                      2025-05-16    2025-05-16           0   350
    R3   Chief constables should plan for the harvest.               2025-11-16    2025-11-16           0   166
    R2   Chief constables should see that each report…               2026-04-30    2026-04-30           0     1
    R4   Chief constables, working with the Farm Board…              2026-04-30    2026-04-30           0     1

    How late
    ────────

    Overdue findings by how late they are

    overdue by        overdue
    ────────────────  ───────
    1 to 30 days            2
    31 to 90 days           0
    91 to 180 days          1
    181 to 365 days         1
    more than a year        0

    From the records as of Fri 2026-05-01. Anything dated later is not counted.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_page_gets_markdown() {
    let sandbox = Sandbox::with_form();
    let args = ["summary", "--format", "markdown", "--as-of", "2025-06-01", "--section", "headline,movement,reports,figures"];
    assert_snapshot!(sandbox.run(&args), @r"
    # Kent: inspection responses, 2 March 2025 to 1 June 2025

    On Sun 2025-06-01, 4 findings are open in 1 report, 1 of them overdue. 1 more is for other bodies and not counted here.

    ## Overview

    | kind | total | not started | in progress | pending sign off | open | overdue | no date | closed | superseded | not accepted |
    | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
    | recommendations | 4 | 4 | 0 | 0 | 4 | **1** | 0 | 0 | 0 | 0 |
    | areas for improvement | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    | causes of concern | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    | all | 4 | 4 | 0 | 0 | 4 | **1** | 0 | 0 | 0 | 0 |

    | responses | in time | late | awaited | overdue | no last day |
    | --- | ---: | ---: | ---: | ---: | ---: |
    | all | 0 | 0 | 1 | 0 | 0 |

    ## Movement

    | findings | total | recommendations | areas for improvement | causes of concern |
    | --- | ---: | ---: | ---: | ---: |
    | previously open | 0 | 0 | 0 | 0 |
    | new | 4 | 4 | 0 | 0 |
    | reopened | 0 | 0 | 0 | 0 |
    | closed | 0 | 0 | 0 | 0 |
    | superseded or not accepted | 0 | 0 | 0 | 0 |
    | remaining | 4 | 4 | 0 | 0 |

    It reconciles: 0 + 4 + 0 − 0 − 0 = 4.

    ## Reports and response deadlines

    | reports | in time | late | awaited | overdue | no last day |
    | --- | ---: | ---: | ---: | ---: | ---: |
    | published in the period | 0 | 0 | 1 | 0 | 0 |
    | response due in the period | 0 | 0 | 0 | 0 | 0 |

    | record | report | published | response |
    | --- | --- | --- | --- |
    | kent/2025-05-16-stolen-tractors | An inspection of the response to stolen tractors | 2025-05-16, new | awaited: day 17 of 56, due Thu 2025-07-10 |

    ## How the figures were counted

    To list what a figure counts, use \`irr list --as-of 2025-06-01 --where FILTER\`, or for responses \`irr export --rows responses --as-of 2025-06-01 --where FILTER\`. Join the filters of the figure's row and column with \`and\`.

    | section | figure | filter |
    | --- | --- | --- |
    | Overview | recommendations | ours and kind = recommendation |
    | Overview | areas for improvement | ours and kind = area\_for\_improvement |
    | Overview | causes of concern | ours and kind = cause\_of\_concern |
    | Overview | all | ours |
    | Movement | previously open | ours and open@2025-03-01 |
    | Movement | new | ours and published > 2025-03-01 |
    | Movement | reopened | ours and open@2025-03-01 = false and open |
    | Movement | closed | ours and status = closed and (open@2025-03-01 or published > 2025-03-01) |
    | Movement | superseded or not accepted | ours and status in (superseded, not\_accepted) and (open@2025-03-01 or published > 2025-03-01) |
    | Movement | remaining | ours and open |
    | Reports and response deadlines | responses: published in the period | published > 2025-03-01 |
    | Reports and response deadlines | responses: response due in the period | response\_due >= 2025-03-02 and response\_due \<= 2025-06-01 |
    | any | column not started | … and status = not\_started |
    | any | column in progress | … and status = in\_progress |
    | any | column pending sign off | … and status = pending\_sign\_off |
    | any | column open | … and open |
    | any | column overdue | … and overdue |
    | any | column no date | … and open and due = none |
    | any | column closed | … and status = closed |
    | any | column superseded | … and status = superseded |
    | any | column not accepted | … and status = not\_accepted |
    | any | responses: column in time | … and response\_due != none and responded != none and response\_days\_late = none |
    | any | responses: column late | … and responded != none and response\_days\_late > 0 |
    | any | responses: column awaited | … and response\_awaited and response\_due != none and response\_days\_late = none |
    | any | responses: column overdue | … and response\_awaited and response\_days\_late > 0 |
    | any | responses: column no last day | … and response\_due = none |
    | any | column recommendations | … and kind = recommendation |
    | any | column areas for improvement | … and kind = area\_for\_improvement |
    | any | column causes of concern | … and kind = cause\_of\_concern |

    From the records as of Sun 2025-06-01. Anything dated later is not counted.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn machines_get_each_figure_with_its_filter() {
    let run = shipped(&["--format", "json", "--section", "movement"]);
    assert_snapshot!(run.stdout.lines().take(40).collect::<Vec<_>>().join("\n"), @r#"
    {
      "schema": "irr.summary/2",
      "as_of": "2026-09-30",
      "since": "2026-07-01",
      "until": "2026-09-30",
      "unread": [],
      "records": 9,
      "sections": [
        {
          "name": "movement",
          "title": "Movement",
          "notes": [
            "It reconciles: 20 + 0 + 0 − 0 − 0 = 20."
          ],
          "tallies": [
            {
              "name": "movement",
              "counts": "findings",
              "rows": [
                {
                  "name": "previously open",
                  "as_of": "2026-09-30",
                  "figures": [
                    {
                      "name": "total",
                      "count": 20,
                      "where": "ours and open@2026-06-30"
                    },
                    {
                      "name": "recommendations",
                      "count": 11,
                      "where": "ours and open@2026-06-30 and kind = recommendation"
                    },
                    {
                      "name": "areas_for_improvement",
                      "count": 8,
                      "where": "ours and open@2026-06-30 and kind = area_for_improvement"
                    },
                    {
                      "name": "causes_of_concern",
    "#);
}

/// What `irr list` finds for a figure is what the figure says, and `irr export` for a figure of responses.
#[test]
fn each_figure_is_what_its_filter_finds() {
    let (sandbox, store) = (Sandbox::bare(), project().to_str().unwrap());
    let sections = "headline,movement,reports,closedown,verified,late,by_priority,by_owner,responses";
    let summary = json(&shipped(&["--format", "json", "--section", sections]));
    let mut asked = 0;
    for tally in summary["sections"].as_array().unwrap().iter().flat_map(|section| section["tallies"].as_array().unwrap()) {
        let command: &[&str] = if tally["counts"] == "findings" { &["list"] } else { &["export", "--rows", "responses"] };
        for row in tally["rows"].as_array().unwrap() {
            // The last figure of each row has the filters of both; the law tries them all.
            let figure = row["figures"].as_array().unwrap().last().unwrap();
            let (filter, day) = (figure["where"].as_str().unwrap(), row["as_of"].as_str().unwrap());
            let found =
                sandbox.run(&[command, &["--store", store, "--as-of", day, "--where", filter, "--format", "json"]].concat());
            assert_eq!(json(&found)["items"].as_array().unwrap().len() as u64, figure["count"].as_u64().unwrap(), "{filter}");
            asked += 1;
        }
    }
    assert!(asked > 30, "only {asked} figures");
}

#[test]
fn a_paper_is_the_same_whenever_and_wherever_it_is_asked_for() {
    let (sandbox, store) = (Sandbox::bare(), project().to_str().unwrap());
    let args = ["summary", "--store", store, "--quarter", "2026-Q3", "--format", "html"];
    let run = |today, zone, locale| sandbox.run_with(&args, &[("IRR_TODAY", today), ("TZ", zone), ("LC_ALL", locale)], "").stdout;
    let first = run("2026-09-30", "UTC", "C");
    assert!(first.contains("1 July 2026 to 30 September 2026"));
    assert_eq!(run("2026-11-24", "Pacific/Kiritimati", "tr_TR.UTF-8"), first);
    assert_eq!(run("2031-01-01", "America/Los_Angeles", "de_DE.UTF-8"), first);
}

#[test]
fn a_page_is_one_file_that_asks_for_nothing() {
    let page = shipped(&["--format", "html"]).stdout;
    assert_eq!(page.matches("<svg role=\"img\"").count(), 5);
    for other in ["<script", "src=", "@import", "<link", "http:", "url(http"] {
        assert!(!page.contains(other), "{other}");
    }
}

#[test]
fn an_office_chooses_the_sections_in_its_settings() {
    let sandbox = Sandbox::with_form();
    sandbox.write("irr.yaml", "summary:\n  sections: [movement]\n");
    let names = |run: Run| -> Vec<String> {
        json(&run)["sections"].as_array().unwrap().iter().map(|section| section["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(sandbox.run(&["summary", "--format", "json"])), ["movement"]);
    assert_eq!(names(sandbox.run(&["summary", "--format", "json", "--section", "late,ahead"])), ["late", "ahead"]);
}

#[test]
fn an_office_lays_out_its_own_paper() {
    let sandbox = Sandbox::with_form();
    sandbox.write("paper.md", "# Paper 7\n\n{{ sections.movement }}\n{{ summary.sections[0].tallies[0].rows | length }} rows\n");
    let run = sandbox.run(&["summary", "--format", "markdown", "--template", "paper.md", "--section", "movement"]);
    assert_snapshot!(run, @"
    # Paper 7

    ## Movement

    | findings | total | recommendations | areas for improvement | causes of concern |
    | --- | ---: | ---: | ---: | ---: |
    | previously open | 4 | 4 | 0 | 0 |
    | new | 0 | 0 | 0 | 0 |
    | reopened | 0 | 0 | 0 | 0 |
    | closed | 0 | 0 | 0 | 0 |
    | superseded or not accepted | 0 | 0 | 0 | 0 |
    | remaining | 4 | 4 | 0 | 0 |

    It reconciles: 4 + 0 + 0 − 0 − 0 = 4.

    6 rows
    --- stderr
    --- exit 0
    ");
    sandbox.write("paper.md", "{{ body }}\n\n{{ sections.moment }}\n");
    assert_snapshot!(sandbox.run(&["summary", "--format", "markdown", "--template", "paper.md"]), @"
    --- stderr
    error: paper.md, line 3: there is no `sections.moment`
    --- exit 2
    ");
    let run = sandbox.run(&["summary", "--format", "markdown", "--print-template", "--section", "movement,late"]);
    assert_snapshot!(run, @"
    {{ sections.intro }}
    {{ sections.movement }}
    {{ sections.late }}
    {{ sections.outro }}
    --- stderr
    --- exit 0
    ");
}

/// What is printed as a start gives the paper that is written without one.
#[test]
fn the_printed_template_is_the_one_that_is_used() {
    let sandbox = Sandbox::with_form();
    for format in ["html", "markdown"] {
        let template = sandbox.run(&["summary", "--format", format, "--print-template", "--section", "movement,late"]).stdout;
        sandbox.write("ours", &template);
        let with = |more: &[&str]| sandbox.run(&[&["summary", "--format", format, "--section", "movement,late"], more].concat());
        assert_eq!(with(&["--template", "ours"]).stdout.trim_end(), with(&[]).stdout.trim_end(), "{format}");
    }
}

/// A store of one force and one inspectorate has nothing to tell by force; a template that names the section finds it all the
/// same.
#[test]
fn a_template_finds_each_section_that_it_was_printed_with() {
    let sandbox = Sandbox::with_form();
    for format in ["html", "markdown"] {
        sandbox.write("ours", &sandbox.run(&["summary", "--format", format, "--print-template"]).stdout);
        let run = sandbox.run(&["summary", "--format", format, "--template", "ours"]);
        assert!(run.code == 0 && run.stdout.contains("By force"), "{run}");
    }
}

#[test]
fn a_period_that_is_none_is_refused() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run(&["summary", "--since", "2026-06-01"]), @"
    --- stderr
    error: cannot use this period
    because: the period would begin on 2026-06-01 and end on 2026-05-01
    hint: --until must not be before --since, and a period cannot go beyond today, or the date of --as-of
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["summary", "--quarter", "2026-Q3"]), @"
    --- stderr
    error: cannot use this period
    because: the period would begin on 2026-07-01 and end on 2026-05-01
    hint: the quarter has not begun: a period cannot go beyond today, or the date of --as-of
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["summary", "--quarter", "2026-Q7"]), @"
    --- stderr
    error: cannot use --quarter: `2026-Q7` is not a quarter: write 2026-Q1 (January to March), or 2026/27-Q1 (April to June)
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["summary", "--quarter", "2026-Q1", "--until", "2026-03-01"]), @"
    --- stderr
    error: the argument '--quarter <QUARTER>' cannot be used with '--until <DATE>'

    Usage: irr summary --quarter <QUARTER> --as-of <DATE>

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["summary", "--section", "movment"]), @"
    --- stderr
    error: invalid value 'movment' for '--section <SECTIONS>': `movment` is not a section of the summary: did you mean `movement`?

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn a_quarter_that_is_not_over_is_told_as_far_as_today() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run(&["summary", "--quarter", "2026/27-Q1", "--section", "late"]), @"
    Kent: inspection responses, 1 April 2026 to 1 May 2026
    ══════════════════════════════════════════════════════

    On Fri 2026-05-01, 4 findings are open in 1 report, 4 of them overdue. 1 more is for other bodies
    and not counted here.

    How late
    ────────

    Overdue findings by how late they are

    overdue by        overdue
    ────────────────  ───────
    1 to 30 days            2
    31 to 90 days           0
    91 to 180 days          1
    181 to 365 days         1
    more than a year        0

    From the records as of Fri 2026-05-01. Anything dated later is not counted.
    --- stderr
    the period ends on 2026-06-30: this paper covers it until 2026-05-01
    --- exit 0
    ");
}

#[test]
fn a_record_that_cannot_be_read_stops_no_paper_and_does_not_pass_unseen() {
    let sandbox = Sandbox::with_form();
    sandbox.write("records/kent/2026-01-01-broken.yaml", "force: [");
    let run = sandbox.run(&["summary", "--section", "movement", "--format", "json", "--output", "paper.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    let paper: Value = serde_json::from_str(&sandbox.read("paper.json")).unwrap();
    assert_eq!(paper["unread"], serde_json::json!(["records/kent/2026-01-01-broken.yaml"]));
}

#[test]
fn a_store_of_one_force_says_whose_it_is_and_a_force_can_be_chosen() {
    let title = |args: &[&str]| shipped(args).stdout.lines().next().unwrap().to_owned();
    assert_eq!(title(&[]), "Inspection responses, 1 July 2026 to 30 September 2026");
    assert_eq!(title(&["--force", "surr"]), "Surrey: inspection responses, 1 July 2026 to 30 September 2026");
    let run = shipped(&["--force", "surr", "--format", "json", "--section", "headline"]);
    let figure = &json(&run)["sections"][0]["tallies"][0]["rows"][3]["figures"][0];
    assert_eq!(figure["where"], "force ~ \"surr\" and ours");
}

/// Two reports on a force: one finding that was closed, one opened again, one that went to and fro, and grades of two years.
fn barns() -> Sandbox {
    let sandbox = Sandbox::new();
    for (record, file) in [("2024-03-01-barns", "barns.yaml"), ("2026-01-15-barns-again", "barns-again.yaml")] {
        let text = std::fs::read_to_string(fixture("summary").join(file)).unwrap();
        sandbox.write(&format!("records/kent/{record}.yaml"), &text);
    }
    sandbox
}

#[test]
fn a_quarter_is_told_as_it_was_at_its_end() {
    let sections = "movement,reports,exceptions,closedown,closed,verified,grades,responses";
    assert_snapshot!(barns().run(&["summary", "--quarter", "2026-Q1", "--section", sections]), @"
    Kent: inspection responses, 1 January 2026 to 31 March 2026
    ═══════════════════════════════════════════════════════════

    On Tue 2026-03-31, 2 findings are open in 1 report, 1 of them overdue.

    Movement
    ────────

    findings                    total  recommendations    areas for   causes
                                                        improvement       of
                                                                     concern
    ──────────────────────────  ─────  ───────────────  ───────────  ───────
    previously open                 2                2            0        0
    new                             0                0            0        0
    reopened                        1                1            0        0
    closed                          1                1            0        0
    superseded or not accepted      0                0            0        0
    remaining                       2                2            0        0

    It reconciles: 2 + 0 + 1 − 1 − 0 = 2.

    Closed and reopened within the period, so in neither row: kent/2024-03-01-barns:R3.

    Reports and response deadlines
    ──────────────────────────────

    reports                       in  late  awaited  overdue    no
                                time                          last
                                                               day
    ──────────────────────────  ────  ────  ───────  ───────  ────
    published in the period        0     0        0        1     0
    response due in the period     0     0        0        1     0

    report                  published        response
    ──────────────────────  ───────────────  ───────────────────────────────────────────────────────────
    kent/2026-01-15-barns-again
    A second look at barns  2026-01-15, new  not published; overdue by 20 days (last day Wed 2026-03-11)

    Overdue
    ───────

    record                 ref  finding           owner          original due  due         extensions  days  last reason
                                                                                                       late
    ─────────────────────  ───  ────────────────  ─────────────  ────────────  ──────────  ──────────  ────  ───────────
    kent/2024-03-01-barns  R2   Count the roofs.  Head of Barns  2025-12-31    2026-02-28           1    31  Snow

    Closedown dates
    ───────────────

    date   open
    ─────  ────
    ahead     0
    past      1
    none      1

    record                 ref  finding           owner          status       due
    ─────────────────────  ───  ────────────────  ─────────────  ───────────  ──────────
    kent/2024-03-01-barns  R2   Count the roofs.  Head of Barns  in progress  2026-02-28

    Without a date:

    record                 ref  finding         owner  status
    ─────────────────────  ───  ──────────────  ─────  ───────────
    kent/2024-03-01-barns  R3   Feed the owls.         in progress

    Closed in the period
    ────────────────────

    record                 ref  finding           owner          status  closed      approved by             evidence
    ─────────────────────  ───  ────────────────  ─────────────  ──────  ──────────  ──────────────────────  ──────────────
    kent/2024-03-01-barns  R1   Close the doors.  Head of Barns  closed  2026-02-10  Deputy Chief Constable  minutes/12.pdf

    Inspectorate’s verification
    ───────────────────────────

    verification               findings
    ─────────────────────────  ────────
    closed, in the period             1
    closed, so far                    1
    open, in the period               0
    open, so far                      0
    escalated, in the period          0
    escalated, so far                 0
    closed here, not verified         0

    record                 ref  finding           owner          status  inspectorate says  verified    by       reference
    ─────────────────────  ───  ────────────────  ─────────────  ──────  ─────────────────  ──────────  ───────  ─────────
    kent/2024-03-01-barns  R1   Close the doors.  Head of Barns  closed  closed             2026-03-02  HMICFRS  Letter 7

    Grades by area
    ──────────────

    force  area   published   grade                 change
    ─────  ─────  ──────────  ────────────────────  ────────────────────────────────────
    Kent   Doors  2024-03-01  good
    Kent   Doors  2026-01-15  requires improvement  worse: was good on 2024-03-01
    Kent   Roofs  2024-03-01  inadequate
    Kent   Roofs  2026-01-15  adequate              better: was inadequate on 2024-03-01

    Responses by year
    ─────────────────

    last day in    in  late  awaited  overdue    no
                 time                          last
                                                day
    ───────────  ────  ────  ───────  ───────  ────
    2024            0     1        0        0     0
    2026            0     0        0        1     0

    report                  published        response
    ──────────────────────  ───────────────  ─────────────────────────────────────────────────────────────────────────────
    kent/2024-03-01-barns
    An inspection of barns  2024-03-01       published Thu 2024-05-02, day 63 of 56, 7 days late (last day Thu 2024-04-25)
    kent/2026-01-15-barns-again
    A second look at barns  2026-01-15, new  not published; overdue by 20 days (last day Wed 2026-03-11)

    From the records as of Tue 2026-03-31. Anything dated later is not counted.
    --- stderr
    --- exit 0
    ");
}
