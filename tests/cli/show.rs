//! `irr show`

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

#[test]
fn a_part_of_an_id_shows_its_record() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run(&["show", "tractors"]), @"
    An inspection of the response to stolen tractors
    ════════════════════════════════════════════════

    record               kent/2025-05-16-stolen-tractors
    stage                draft
    to check             local_policing_body.kind (the headings name another office than the label; a Police, Fire and Crime
                         Commi…); R2.target (the answer to R2 names 2026-01-31; taken as the force's own target date);
                         R4.ref (no number is printed; taken as R4)
    force                Kent
    local policing body  Police, Fire and Crime Commissioner: A. N. Other
    chief officer        Chief Constable: C. Constable
    inspectorate         HMICFRS
    report published     Fri 2025-05-16
    response             not published; overdue by 295 days (last day Thu 2025-07-10)
    time to respond      56 days; the day of publication is day 1
    recommendations      6 in the whole report

    Summary of inspection
    ─────────────────────

    Inspectors looked at: who leads; how reports are taken; and what is learnt. This report made six
    recommendations. They are meant to bring tractors home.

    Findings
    ────────

    ref  finding                                            owner                              status       due         days
                                                                                                                        late
    ───  ─────────────────────────────────────────────────  ─────────────────────────────────  ───────────  ──────────  ────
    R1   The National Tractor Agency, in consultation…      not ours: National Tractor Agency  not started  2025-12-31
    R2   Chief constables should see that each report…                                         not started  2026-04-30     1
    R3   Chief constables should plan for the harvest.                                         not started  2025-11-16   166
    R4   Chief constables, working with the Farm Board…                                        not started  2026-04-30     1
    R6   Chief constables and police and crime…                                                not started  2025-05-16   350

    The commissioner's initial response
    ───────────────────────────────────

    Tractors matter to Kent, and so do those who drive them.

    The report has 6 recommendations; none is for commissioners alone.

    The chief officer's response
    ────────────────────────────

    Kent Police takes every lost tractor to heart.

    The aim is that each comes home.

    Recommendation 1 (R1)
    ─────────────────────

    By 31 December 2025, the National Tractor Agency, in consultation with the Farm Board, should
    rewrite its guide, ‘Who Finds What’.

    The new guide should:

    - say what the Board does; and
    - where forces keep their own teams, say what those do.

    status                 not started, due 121 days ago, but not ours
    due                    Wed 2025-12-31
    in the report's words  By 31 December 2025
    addressed to           National Tractor Agency (not ours)

    The chief officer's response: A team of our own

    - Kent has a team for tractors.
    - It has found three.

    Recommendation 2 (R2)
    ─────────────────────

    By 30 April 2026, chief constables should see that each report names the field.

    status                 not started, overdue by 1 day
    due                    Thu 2026-04-30
    in the report's words  By 30 April 2026
    target                 Sat 2026-01-31
    addressed to           chief constables

    The chief officer's response: A better form

    - The form asks for the field.
    - Every station will have it by 31st January 2026.

    Recommendation 3 (R3)
    ─────────────────────

    Within six months, chief constables should plan for the harvest.

    status                 not started, overdue by 166 days
    due                    Sun 2025-11-16
    in the report's words  Within six months
    addressed to           chief constables

    The chief officer's response: Harvest plan

    - A plan was drafted, and sent to the board on 6th June 2025.

    Recommendation 4 (R4)
    ─────────────────────

    By 30 April 2026, chief constables, working with the Farm Board, should train those who take
    reports.

    status                 not started, overdue by 1 day
    due                    Thu 2026-04-30
    in the report's words  By 30 April 2026
    addressed to           chief constables

    The chief officer's response: Training

    - Training began on 10th and 14th March 2025.

    Recommendation 6 (R6)
    ─────────────────────

    With immediate effect, chief constables and police and crime commissioners should share what they
    learn.

    status                 not started, overdue by 350 days
    due                    Fri 2025-05-16
    in the report's words  With immediate effect
    addressed to           chief constables, police and crime commissioners

    The chief officer's response: Sharing

    - A paper asks for a monthly letter.
    - Once agreed, the letter will go out each month.

    Next steps
    ──────────

    - Finish the briefing.
    - Sign off the plan.

    Police have come far. More is to do.

    The commissioner's overall comments
    ───────────────────────────────────

    I value the guide that recommendation 1 asks for.

    I will watch this through my usual meetings with
    --- stderr
    --- exit 0
    ");
}

#[test]
fn an_address_shows_its_finding() {
    let sandbox = Sandbox::with_form();
    assert_snapshot!(sandbox.run(&["show", "tractors:r1"]), @"
    Recommendation 1 (R1)
    ═════════════════════

    record      kent/2025-05-16-stolen-tractors
    inspection  An inspection of the response to stolen tractors

    By 31 December 2025, the National Tractor Agency, in consultation with the Farm Board, should
    rewrite its guide, ‘Who Finds What’.

    The new guide should:

    - say what the Board does; and
    - where forces keep their own teams, say what those do.

    status                 not started, due 121 days ago, but not ours
    due                    Wed 2025-12-31
    in the report's words  By 31 December 2025
    addressed to           National Tractor Agency (not ours)

    The chief officer's response: A team of our own

    - Kent has a team for tractors.
    - It has found three.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["show", "tractors:R2", "--format", "markdown"]), @"
    # Recommendation 2 (R2)

    | | |
    | --- | --- |
    | record | kent/2025-05-16-stolen-tractors |
    | inspection | An inspection of the response to stolen tractors |
    | to check | target (the answer to R2 names 2026-01-31; taken as the force's own target date) |

    By 30 April 2026, chief constables should see that each report names the field.

    | | |
    | --- | --- |
    | status | **not started, overdue by 1 day** |
    | due | Thu 2026-04-30 |
    | in the report's words | By 30 April 2026 |
    | target | Sat 2026-01-31 |
    | addressed to | chief constables |

    ### The chief officer's response: A better form

    - The form asks for the field.
    - Every station will have it by 31st January 2026.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["show", "tractors:R3", "--format", "json"]), @r#"
    {
      "schema": "irr.show-finding/2",
      "as_of": "2026-05-01",
      "item": {
        "record": "kent/2025-05-16-stolen-tractors",
        "ref": "R3",
        "force": "Kent",
        "kind": "recommendation",
        "inspection": "An inspection of the response to stolen tractors",
        "inspection_kind": null,
        "inspectorates": [
          "HMICFRS"
        ],
        "published": "2025-05-16",
        "text": "Within six months, chief constables should plan for the harvest.",
        "area": null,
        "addressed_to": [
          "chief constables"
        ],
        "ours": true,
        "status": "not_started",
        "open": true,
        "due": "2025-11-16",
        "original_due": "2025-11-16",
        "target": null,
        "overdue": true,
        "days_overdue": 166,
        "days_past_due": 166,
        "behind_target": false,
        "slips": 0,
        "slipped_by": 0,
        "closed": null,
        "reopened": null,
        "priority": null,
        "owner": null,
        "escalation": null
      },
      "finding": {
        "ref": "3",
        "text": "Within six months, chief constables should plan for the harvest.\n",
        "addressed_to": [
          "chief constables"
        ],
        "due": "2025-11-16",
        "due_text": "Within six months",
        "chief_officer_response": {
          "heading": "Harvest plan",
          "text": "- A plan was drafted, and sent to the board on 6th June 2025.\n"
        }
      }
    }
    --- stderr
    --- exit 0
    "#);
}

#[test]
fn an_address_that_leads_nowhere_is_told_what_is_near() {
    let sandbox = Sandbox::with_form();
    sandbox.run(&[
        "new",
        "--anyway",
        "--force",
        "Kent",
        "--title",
        "Tractors again",
        "--published",
        "2026-01-05",
        "--body",
        "pcc",
    ]);
    assert_snapshot!(sandbox.run(&["show", "tracters"]), @"
    --- stderr
    error: no record's id contains `tracters`
    hint: did you mean kent/2025-05-16-stolen-tractors?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["show", "tractors"]), @"
    --- stderr
    error: `tractors` is part of 2 records' ids
    hint: type more of one of these ids:
      kent/2025-05-16-stolen-tractors
      kent/2026-01-05-tractors-again
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["show", "stolen:R9"]), @"
    --- stderr
    error: kent/2025-05-16-stolen-tractors has no R9
    hint: it has R1, R2, R3, R4, R6
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["show", "stolen:9"]), @"
    --- stderr
    error: invalid value 'stolen:9' for '<ADDRESS>': `9` is not a finding: write it as R4, AFI2 or COC1

    For more information, try '--help'.
    --- exit 2
    ");
}

/// Whoever reads of a finding that was replaced wants to know by what.
#[test]
fn a_superseded_finding_names_what_took_its_place_in_any_record() {
    let sandbox = crate::linked::sandbox();
    sandbox.run(&["add", "2026-04-20-custody:R7a", "text=The first half.", "supersedes=R1", "--anyway"]);
    sandbox.run(&["add", "custody-again:R8", "text=The other half.", "supersedes=kent/2026-04-20-custody:R1", "--anyway"]);
    let closed =
        sandbox.run(&["close", "2026-04-20-custody:R1", "--as", "superseded", "-m", "Split", "--approved-by", "DCC", "--anyway"]);
    assert_eq!(closed.code, 0, "{closed}");
    let shown = sandbox.run(&["show", "2026-04-20-custody:R1"]).stdout;
    assert!(shown.contains("superseded by  R7a, kent/2026-04-30-custody-again:R8"), "{shown}");
    let successor = sandbox.run(&["show", "2026-04-20-custody:R7a"]).stdout;
    assert!(successor.contains("supersedes  R1\n"), "{successor}");
}
