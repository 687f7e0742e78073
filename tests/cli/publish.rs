//! `irr publish`

#[cfg(unix)]
use crate::custody::RECORD;
use crate::custody::{changed, refused, store};
use insta::assert_snapshot;

#[test]
fn what_remains_before_a_response_may_be_published_is_listed_with_its_commands() {
    let sandbox = crate::custody::store();
    assert_snapshot!(sandbox.run(&["publish", "custody", "--check"]), @"
    A report on custody suites (due on 14 June 2026, 44 days left)
      done     every recommendation of the report is here
      missing  2 recommendations without the body's explanation (R1 and R2): irr answer
               kent/2026-04-20-custody-suites
      missing  no date on which the chief officer was invited to comment: irr set kent/2026-04-20-custody-suites
               publication.chief_officer_invited=DATE
      done     no guessed value is left
      done     no errors
    --- stderr
    --- exit 1
    ");
}

#[test]
fn a_response_is_published_once_every_recommendation_is_explained() {
    let sandbox = store();
    assert_snapshot!(refused(&sandbox, &["publish", "custody"]), @"
    --- stderr
    error: cannot publish kent/2026-04-20-custody-suites: 2 recommendations have no explanation (R1 and R2)
    hint: write what the body itself has done or will do (asks the chief officer for a plan, pays for something, reviews progress at its next meeting with the chief officer), or why it does nothing: `irr answer kent/2026-04-20-custody-suites` asks for each (section 55(5B))
    --- exit 1
    ");
    sandbox.run(&[
        "set",
        "custody:R1",
        "custody:R2",
        "commissioner_response.action=taken",
        "commissioner_response.text=Done.",
        "--yes",
    ]);
    assert_snapshot!(refused(&sandbox, &["publish", "custody"]), @"
    --- stderr
    error[chief-officer-not-invited]: the date on which the chief officer was invited to comment is missing (section
                                      55(4))
       ╭▸ records/kent/2026-04-20-custody-suites.yaml:41:1
       │
    41 │ publication:
       │ ━━━━━━━━━━━
       │
       ╰ help: write the date in `publication.chief_officer_invited` (`irr publish … --chief-officer-invited DATE`)

    1 error and 0 warnings in 1 record.
    error: cannot write (publish kent/2026-04-20-custody-suites): it would add the errors shown above
    hint: fix them first, or use --anyway to write the change with these errors
    --- exit 1
    ");
    sandbox.commit();
    assert_snapshot!(changed(&sandbox, &["publish", "custody", "--date", "2026-04-30", "--chief-officer-invited", "2026-04-22"]), @r"
    kent/2026-04-20-custody-suites: published on Thu 2026-04-30; chief officer invited on 2026-04-22
    --- stderr
    not recorded: when the copy to the inspectors of constabulary was sent and the copy to the Secretary of State was sent. Record it with `irr publish kent/2026-04-20-custody-suites --sent-to-inspectorate DATE --sent-to-secretary-of-state DATE`
    --- exit 0
    @@ -4 +4 @@ schema_version: 1
    -stage: draft
    +stage: published
    @@ -40 +40,4 @@ recommendations:
    -  follows: R1
    \ No newline at end of file
    +  follows: R1
    +publication:
    +    chief_officer_invited: 2026-04-22
    +    published: 2026-04-30
    \ No newline at end of file
    ");
    assert_snapshot!(refused(&sandbox, &["publish", "custody", "--date", "2026-05-01"]), @"
    --- stderr
    error: cannot publish kent/2026-04-20-custody-suites: it was already published on 2026-04-30
    hint: to correct that date, use `irr set kent/2026-04-20-custody-suites publication.published=DATE`
    --- exit 1
    ");
}

#[test]
fn the_day_of_a_copy_is_recorded_only_where_it_is_said() {
    let sandbox = store();
    let answer = ["commissioner_response.action=taken", "commissioner_response.text=Done."];
    sandbox.run(&[&["set", "custody:R1", "custody:R2", "--yes"], &answer[..]].concat());
    sandbox.run(&["publish", "custody", "--date", "2026-04-30", "--chief-officer-invited", "2026-04-22"]);
    sandbox.commit();
    assert_snapshot!(changed(&sandbox, &["publish", "custody", "--sent-to-inspectorate", "2026-05-01"]), @r"
    kent/2026-04-20-custody-suites: published on Thu 2026-04-30; copy to the inspectors of constabulary sent on 2026-05-01
    --- stderr
    not recorded: when the copy to the Secretary of State was sent. Record it with `irr publish kent/2026-04-20-custody-suites --sent-to-secretary-of-state DATE`
    --- exit 0
    @@ -43 +43,2 @@ publication:
    -    published: 2026-04-30
    \ No newline at end of file
    +    published: 2026-04-30
    +    sent_to_inspectorate: 2026-05-01
    \ No newline at end of file
    ");
    sandbox.commit();
    assert_snapshot!(changed(&sandbox, &["publish", "custody", "--copies-sent", "2026-05-01"]), @r"
    kent/2026-04-20-custody-suites: published on Thu 2026-04-30; copy to the inspectors of constabulary sent on 2026-05-01; copy to the Secretary of State sent on 2026-05-01
    --- stderr
    --- exit 0
    @@ -44 +44,2 @@ publication:
    -    sent_to_inspectorate: 2026-05-01
    \ No newline at end of file
    +    sent_to_inspectorate: 2026-05-01
    +    sent_to_secretary_of_state: 2026-05-01
    \ No newline at end of file
    ");
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use crate::terminal::{ENTER, Terminal};

    #[test]
    fn the_days_that_no_flag_says_are_asked_for_and_may_be_left_out() {
        let sandbox = store();
        let answer = ["commissioner_response.action=taken", "commissioner_response.text=Done."];
        sandbox.run(&[&["set", "custody:R1", "custody:R2", "--yes"], &answer[..]].concat());
        let mut terminal = Terminal::run(&sandbox, &["publish", "custody", "--date", "2026-04-30"]);
        terminal.answer("Chief officer invited to comment on (required):", &format!("22 April 2026{ENTER}"));
        terminal.answer("Copy sent to the inspectors of constabulary on:", &format!("2026-05-01{ENTER}"));
        terminal.answer("Copy sent to the Secretary of State on:", ENTER);
        terminal.end();
        let text = sandbox.read(RECORD);
        let publication = &text[text.find("publication:").unwrap()..];
        assert_snapshot!(publication, @"
        publication:
            chief_officer_invited: 2026-04-22
            published: 2026-04-30
            sent_to_inspectorate: 2026-05-01
        ");
    }
}
