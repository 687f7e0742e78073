//! `irr redo`

use crate::undo::{BARNS, done, store, text};

#[test]
fn a_new_change_drops_what_could_be_redone() {
    let sandbox = store();
    done(&sandbox, &["set", "barns:R1", "priority=high"]);
    done(&sandbox, &["set", "barns:R1", "priority=low"]);
    for _ in 0..2 {
        done(&sandbox, &["undo"]);
    }
    done(&sandbox, &["set", "barns:R1", "owner=Head of Farms"]);
    assert_eq!(sandbox.run(&["redo"]).code, 1);
    done(&sandbox, &["undo"]);
    assert_eq!(sandbox.read(BARNS), text("Barns"));
    assert_eq!(sandbox.run(&["undo"]).code, 1);
}

#[test]
fn what_would_be_wrong_is_not_redone_unless_it_is_wanted() {
    let sandbox = store();
    done(&sandbox, &["set", "barns:R1", "due=2026-01-31", "--anyway"]);
    let wrong = sandbox.read(BARNS);
    done(&sandbox, &["undo"]);
    assert_eq!(sandbox.run(&["redo"]).code, 1);
    assert_eq!(sandbox.read(BARNS), text("Barns"));
    done(&sandbox, &["redo", "--anyway"]);
    assert_eq!(sandbox.read(BARNS), wrong);
}
