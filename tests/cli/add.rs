//! `irr add`

use crate::custody::{changed, refused, store};
use insta::assert_snapshot;

#[test]
fn a_finding_is_added_in_its_place_with_the_date_that_its_words_give() {
    let sandbox = store();
    let args = ["add", "custody:R1a", "text=Within six months forces should count.", "due_text=Within six months"];
    assert_snapshot!(changed(&sandbox, &args), @"
    kent/2026-04-20-custody-suites:R1a: added, due Tue 2026-10-20 (“Within six months”), addressed to forces
    --- stderr
    --- exit 0
    @@ -25,0 +26,6 @@ recommendations:
    +- ref: 1a
    +  text: |
    +    Within six months forces should count.
    +  addressed_to: [forces]
    +  due: 2026-10-20
    +  due_text: Within six months
    ");
    assert_snapshot!(refused(&sandbox, &["add", "custody:R1a", "text=again"]), @"
    --- stderr
    error: cannot add kent/2026-04-20-custody-suites:R1a: it already exists
    hint: change it with `irr set kent/2026-04-20-custody-suites:R1a FIELD=VALUE`
    --- exit 1
    ");
    assert_snapshot!(changed(&sandbox, &["add", "custody:COC1", "text=Sergeants are not trained.", "--recommendations", "R2"]), @r#"
    kent/2026-04-20-custody-suites:COC1: added
    --- stderr
    --- exit 0
    @@ -38 +38,6 @@ recommendations:
    -  follows: R1
    \ No newline at end of file
    +  follows: R1
    +  cause_of_concern: "1"
    +causes_of_concern:
    +- ref: "1"
    +  text: |
    +    Sergeants are not trained.
    "#);
}

#[test]
fn a_finding_without_its_text_or_of_no_kind_is_refused() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["add", "custody:R3"]), @r#"
    --- stderr
    error[missing-field]: R3 has no text
       ╭▸ records/kent/2026-04-20-custody-suites.yaml:33:3
       │
    33 │ - ref: "3"
       │   ━━━
       │
       ╰ help: write the finding's text, or `withheld: true` if the report leaves it out (section 55(2))

    1 error and 0 warnings in 1 record.
    error: cannot write (add kent/2026-04-20-custody-suites:R3): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    "#);
    assert_snapshot!(refused(&sandbox, &["add", "custody:X3", "text=Forces should count."]), @"
    --- stderr
    error: `custody:X3` is neither an address nor field=value
    because: `X3` is not a finding: write it as R4, AFI2 or COC1
    --- exit 2
    ");
    assert_snapshot!(refused(&sandbox, &["add", "custody:R3", "text=Forces should count.", "ownr=Head of Custody"]), @"
    --- stderr
    error: cannot add kent/2026-04-20-custody-suites:R3
    because: there is no field `ownr`
    hint: did you mean owner?
    --- exit 2
    ");
}

#[test]
fn an_area_for_improvement_comes_into_a_list_of_its_own() {
    let sandbox = store();
    let args = ["add", "custody:AFI1", "text=The force should record each visit.", "area=Custody", "owner=Head of Custody"];
    assert_snapshot!(changed(&sandbox, &args), @r#"
    kent/2026-04-20-custody-suites:AFI1: added, addressed to force
    --- stderr
    --- exit 0
    @@ -32 +32,8 @@ recommendations:
    -  follows: R1
    \ No newline at end of file
    +  follows: R1
    +areas_for_improvement:
    +- ref: "1"
    +  text: |
    +    The force should record each visit.
    +  area: Custody
    +  addressed_to: [force]
    +  owner: Head of Custody
    \ No newline at end of file
    "#);
}
