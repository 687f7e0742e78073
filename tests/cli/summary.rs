//! `irr summary`

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

#[test]
fn the_store_is_told_in_figures() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run(&["summary"]), @"
    Inspection responses on Fri 2026-05-01
    ══════════════════════════════════════

    records            1
    findings           4 ours, 1 for others
    open               4
    overdue            4
    no longer open     0
    responses awaited  1, 1 of them past the 56 days

    By status
    ─────────

    status       total  open  overdue  closed
    ───────────  ─────  ────  ───────  ──────
    not started      4     4        4       0

    By kind of finding
    ──────────────────

    kind            total  open  overdue  closed
    ──────────────  ─────  ────  ───────  ──────
    recommendation      4     4        4       0

    By kind of inspection
    ─────────────────────

    inspection  total  open  overdue  closed
    ──────────  ─────  ────  ───────  ──────
    not stated      4     4        4       0

    By force
    ────────

    force  total  open  overdue  closed
    ─────  ─────  ────  ───────  ──────
    Kent       4     4        4       0

    By inspectorate
    ───────────────

    inspectorate  total  open  overdue  closed
    ────────────  ─────  ────  ───────  ──────
    HMICFRS           4     4        4       0

    Overdue
    ───────

    record                           ref  what it asks                                            owner  due            days
                                                                                                                     overdue
    ───────────────────────────────  ───  ──────────────────────────────────────────────────────  ─────  ──────────  ───────
    kent/2025-05-16-stolen-tractors  R6   Chief constables and police and crime commissioners…           2025-05-16      350
    kent/2025-05-16-stolen-tractors  R3   Chief constables should plan for the harvest.                  2025-11-16      166
    kent/2025-05-16-stolen-tractors  R2   Chief constables should see that each report names…            2026-04-30        1
    kent/2025-05-16-stolen-tractors  R4   Chief constables, working with the Farm Board…                 2026-04-30        1

    Due next
    ────────

    Nothing open has a date ahead.

    Responses awaited or late
    ─────────────────────────

    record                           response
    ───────────────────────────────  ────────────────────────────────────────────────────────────
    kent/2025-05-16-stolen-tractors  not published; overdue by 295 days (last day Thu 2025-07-10)

    1 record counted; what is dated after the day is not counted yet.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn a_page_gets_markdown() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run(&["summary", "--format", "markdown", "--as-of", "2025-06-01"]), @"
    # Inspection responses on Sun 2025-06-01

    | | |
    | --- | --- |
    | records | 1 |
    | findings | 4 ours, 1 for others |
    | open | 4 |
    | overdue | **1** |
    | no longer open | 0 |
    | responses awaited | 1, 0 of them past the 56 days |

    ## By status

    | status | total | open | overdue | closed |
    | --- | ---: | ---: | ---: | ---: |
    | not started | 4 | 4 | **1** | 0 |

    ## By kind of finding

    | kind | total | open | overdue | closed |
    | --- | ---: | ---: | ---: | ---: |
    | recommendation | 4 | 4 | **1** | 0 |

    ## By kind of inspection

    | inspection | total | open | overdue | closed |
    | --- | ---: | ---: | ---: | ---: |
    | not stated | 4 | 4 | **1** | 0 |

    ## By force

    | force | total | open | overdue | closed |
    | --- | ---: | ---: | ---: | ---: |
    | Kent | 4 | 4 | **1** | 0 |

    ## By inspectorate

    | inspectorate | total | open | overdue | closed |
    | --- | ---: | ---: | ---: | ---: |
    | HMICFRS | 4 | 4 | **1** | 0 |

    ## Overdue

    | record | ref | what it asks | owner | due | days overdue |
    | --- | --- | --- | --- | --- | ---: |
    | kent/2025-05-16-stolen-tractors | R6 | Chief constables and police and crime commissioners should share what they learn. |  | **2025-05-16** | **16** |

    ## Due next

    | record | ref | what it asks | owner | due |
    | --- | --- | --- | --- | --- |
    | kent/2025-05-16-stolen-tractors | R3 | Chief constables should plan for the harvest. |  | 2025-11-16 |
    | kent/2025-05-16-stolen-tractors | R2 | Chief constables should see that each report names the field. |  | 2026-04-30 |
    | kent/2025-05-16-stolen-tractors | R4 | Chief constables, working with the Farm Board, should train those who take reports. |  | 2026-04-30 |

    ## Responses awaited or late

    | record | response |
    | --- | --- |
    | kent/2025-05-16-stolen-tractors | due Thu 2025-07-10: today is day 17 of 56 |

    1 record counted; what is dated after the day is not counted yet.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn machines_get_the_same_figures() {
    let sandbox = Sandbox::with_form();
    let run = sandbox.run(&["summary", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["ours"], serde_json::json!({"total": 4, "open": 4, "overdue": 4, "closed": 0}));
    assert_eq!((&json["not_ours"], &json["schema"]), (&1.into(), &"irr.summary/1".into()));
    assert_eq!(json["responses"][0]["due"], "2025-07-10");
}
