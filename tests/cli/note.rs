//! `irr note`

use insta::assert_snapshot;

use crate::custody::{changed, refused, store};

#[test]
fn a_note_is_an_internal_entry_of_the_log() {
    let sandbox = store();
    sandbox.run(&["migrate"]);
    sandbox.commit();
    assert_snapshot!(changed(&sandbox, &["note", "custody:R1", "-m", "Ask Estates again"]), @"
    kent/2026-04-20-custody-suites:R1: internal note of 2026-05-01
    --- stderr
    --- exit 0
    @@ -25 +25,5 @@ recommendations:
    -  progress: []   # nothing yet
    +  progress:   # nothing yet
    +  - date: 2026-05-01
    +    note: |
    +      Ask Estates again
    +    internal: true
    ");
    assert_snapshot!(refused(&sandbox, &["note", "custody:R1"]), @"
    --- stderr
    error: missing -m
    hint: irr note custody:R1 -m NOTE
    --- exit 2
    ");
}
