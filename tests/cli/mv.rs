//! `irr mv`

use crate::linked::{diff, sandbox};
use insta::assert_snapshot;

#[test]
fn links_follow_a_record_that_is_called_otherwise() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["mv", "2026-04-20-custody", "kent/2026-04-20-custody-suites"]), @"
    kent/2026-04-20-custody: renamed to kent/2026-04-20-custody-suites; 2 links updated
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(diff(&sandbox), @"
    diff --git a/records/kent/2026-04-20-custody.yaml b/records/kent/2026-04-20-custody-suites.yaml
    similarity index 100%
    rename from records/kent/2026-04-20-custody.yaml
    rename to records/kent/2026-04-20-custody-suites.yaml
    diff --git a/records/kent/2026-04-30-custody-again.yaml b/records/kent/2026-04-30-custody-again.yaml
    @@ -7 +7 @@ inspection: {title: Custody again, published: 2026-04-30}
    -covered_by: kent/2026-04-20-custody
    +covered_by: kent/2026-04-20-custody-suites
    @@ -12 +12 @@ recommendations:
    -    follows: kent/2026-04-20-custody:R1   # the same
    +    follows: kent/2026-04-20-custody-suites:R1   # the same
    ");
    assert_eq!(sandbox.run(&["validate"]).code, 0);
    assert_snapshot!(sandbox.run(&["undo", "--yes"]), @r#"
    --- a/records/kent/2026-04-30-custody-again.yaml
    +++ b/records/kent/2026-04-30-custody-again.yaml
    @@ -4,9 +4,9 @@
     local_policing_body: {kind: pcc}
     inspection: {title: Custody again, published: 2026-04-30}
     # Answered with the first.
    -covered_by: kent/2026-04-20-custody-suites
    +covered_by: kent/2026-04-20-custody
     recommendations:
       - ref: "1"
         text: Review again.
         due: 2027-01-31
    -    follows: kent/2026-04-20-custody-suites:R1   # the same
    +    follows: kent/2026-04-20-custody:R1   # the same
    --- a/records/kent/2026-04-20-custody.yaml
    +++ b/records/kent/2026-04-20-custody.yaml
    @@ -0,0 +1,17 @@
    +schema_version: 1
    +stage: draft
    +force: Kent
    +local_policing_body: {kind: pcc}
    +inspection: {title: Custody, published: 2026-04-20}
    +causes_of_concern:
    +  - ref: "1"
    +    text: Care.
    +recommendations:
    +  - ref: "1"
    +    text: Review.
    +    due: 2027-01-31
    +    cause_of_concern: "1"
    +  - ref: "2"
    +    text: Train.
    +    due: 2027-01-31
    +    follows: R1
    --- a/records/kent/2026-04-20-custody-suites.yaml
    +++ b/records/kent/2026-04-20-custody-suites.yaml
    @@ -1,17 +0,0 @@
    -schema_version: 1
    -stage: draft
    -force: Kent
    -local_policing_body: {kind: pcc}
    -inspection: {title: Custody, published: 2026-04-20}
    -causes_of_concern:
    -  - ref: "1"
    -    text: Care.
    -recommendations:
    -  - ref: "1"
    -    text: Review.
    -    due: 2027-01-31
    -    cause_of_concern: "1"
    -  - ref: "2"
    -    text: Train.
    -    due: 2027-01-31
    -    follows: R1
    kent/2026-04-30-custody-again: changed back (mv kent/2026-04-20-custody kent/2026-04-20-custody-suites)
    kent/2026-04-20-custody: restored (mv kent/2026-04-20-custody kent/2026-04-20-custody-suites)
    kent/2026-04-20-custody-suites: removed again (mv kent/2026-04-20-custody kent/2026-04-20-custody-suites)
    --- stderr
    reminder: do not destroy information that was requested under the Freedom of Information Act
    --- exit 0
    "#);
    assert_eq!(diff(&sandbox), "");
}

#[test]
fn a_record_moves_to_the_name_that_its_facts_ask_for() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["set", "2026-04-20-custody", "inspection.published=2026-04-21"]), @"
    kent/2026-04-20-custody: inspection.published=2026-04-21; renamed to kent/2026-04-21-custody
    --- stderr
    --- exit 0
    ");
    assert_eq!(sandbox.run(&["validate"]).code, 0);
    let text = sandbox.read("records/kent/2026-04-21-custody.yaml").replace("force: Kent", "force: Essex");
    sandbox.write("records/kent/2026-04-21-custody.yaml", &text);
    assert_snapshot!(sandbox.run(&["mv", "2026-04-21-custody"]), @"
    kent/2026-04-21-custody: renamed to essex/2026-04-21-custody; 2 links updated
    --- stderr
    --- exit 0
    ");
    assert_eq!(sandbox.run(&["validate"]).code, 0);
    assert_snapshot!(sandbox.run(&["undo", "--yes"]), @r#"
    --- a/records/kent/2026-04-30-custody-again.yaml
    +++ b/records/kent/2026-04-30-custody-again.yaml
    @@ -4,9 +4,9 @@
     local_policing_body: {kind: pcc}
     inspection: {title: Custody again, published: 2026-04-30}
     # Answered with the first.
    -covered_by: essex/2026-04-21-custody
    +covered_by: kent/2026-04-21-custody
     recommendations:
       - ref: "1"
         text: Review again.
         due: 2027-01-31
    -    follows: essex/2026-04-21-custody:R1   # the same
    +    follows: kent/2026-04-21-custody:R1   # the same
    --- a/records/kent/2026-04-21-custody.yaml
    +++ b/records/kent/2026-04-21-custody.yaml
    @@ -0,0 +1,17 @@
    +schema_version: 1
    +stage: draft
    +force: Essex
    +local_policing_body: {kind: pcc}
    +inspection: {title: Custody, published: 2026-04-21}
    +causes_of_concern:
    +  - ref: "1"
    +    text: Care.
    +recommendations:
    +  - ref: "1"
    +    text: Review.
    +    due: 2027-01-31
    +    cause_of_concern: "1"
    +  - ref: "2"
    +    text: Train.
    +    due: 2027-01-31
    +    follows: R1
    --- a/records/essex/2026-04-21-custody.yaml
    +++ b/records/essex/2026-04-21-custody.yaml
    @@ -1,17 +0,0 @@
    -schema_version: 1
    -stage: draft
    -force: Essex
    -local_policing_body: {kind: pcc}
    -inspection: {title: Custody, published: 2026-04-21}
    -causes_of_concern:
    -  - ref: "1"
    -    text: Care.
    -recommendations:
    -  - ref: "1"
    -    text: Review.
    -    due: 2027-01-31
    -    cause_of_concern: "1"
    -  - ref: "2"
    -    text: Train.
    -    due: 2027-01-31
    -    follows: R1
    kent/2026-04-30-custody-again: changed back (mv kent/2026-04-21-custody essex/2026-04-21-custody)
    kent/2026-04-21-custody: restored (mv kent/2026-04-21-custody essex/2026-04-21-custody)
    essex/2026-04-21-custody: removed again (mv kent/2026-04-21-custody essex/2026-04-21-custody)
    --- stderr
    1 error is back, as before this change was made: `irr validate` lists them
    reminder: do not destroy information that was requested under the Freedom of Information Act
    --- exit 0
    "#);
}

#[test]
fn links_follow_a_finding_that_is_numbered_otherwise() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run(&["mv", "2026-04-20-custody:R1", "R5"]), @"
    kent/2026-04-20-custody:R1: renamed to R5; 2 links updated
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(sandbox.run(&["mv", "2026-04-20-custody:COC1", "COC3"]), @"
    kent/2026-04-20-custody:COC1: renamed to COC3; 1 link updated
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(diff(&sandbox), @r#"
    diff --git a/records/kent/2026-04-20-custody.yaml b/records/kent/2026-04-20-custody.yaml
    @@ -7 +7 @@ causes_of_concern:
    -  - ref: "1"
    +  - ref: "3"
    @@ -10 +10 @@ recommendations:
    -  - ref: "1"
    +  - ref: "5"
    @@ -13 +13 @@ recommendations:
    -    cause_of_concern: "1"
    +    cause_of_concern: "3"
    @@ -17 +17 @@ recommendations:
    -    follows: R1
    +    follows: R5
    diff --git a/records/kent/2026-04-30-custody-again.yaml b/records/kent/2026-04-30-custody-again.yaml
    @@ -12 +12 @@ recommendations:
    -    follows: kent/2026-04-20-custody:R1   # the same
    +    follows: kent/2026-04-20-custody:R5   # the same
    "#);
    assert_snapshot!(sandbox.run(&["mv", "2026-04-20-custody:R5", "R2"]), @"
    --- stderr
    error: cannot rename kent/2026-04-20-custody:R5: the record already has R2
    --- exit 1
    ");
}

#[test]
fn the_whole_address_is_taken_for_the_new_number() {
    let sandbox = sandbox();
    let run = sandbox.run(&["mv", "2026-04-20-custody:R1", "2026-04-20-custody:R41"]);
    assert_eq!(run.code, 0, "{run}");
    assert_eq!(sandbox.run(&["show", "2026-04-20-custody:R41"]).code, 0);
}
