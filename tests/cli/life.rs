//! The whole life of a response: through the commands alone, and by hand.

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

const RECORD: &str = "records/kent/2026-04-20-custody-suites.yaml";

/// Runs a command on a day, which must be done, and gives back what it printed.
fn on(sandbox: &Sandbox, day: &str, args: &[&str]) -> String {
    let run = sandbox.run_with(args, &[("IRR_TODAY", day)], "");
    assert_eq!(run.code, 0, "{args:?}: {run}");
    run.stdout
}

#[test]
fn a_response_lives_through_the_commands_alone() {
    let sandbox = Sandbox::bare();
    sandbox.git(&["init", "-q"]);
    let office = ["--force", "Kent", "--body", "pcc", "--holder", "A. N. Other", "--chief-officer", "A. N. Officer"];
    on(&sandbox, "2026-04-20", &[&["init"], &office[..]].concat());
    let clean = |day: &str| {
        on(&sandbox, day, &["validate"]);
        on(&sandbox, day, &["fmt", "--check"]);
        sandbox.git(&["add", "-A"]);
        sandbox.git(&["commit", "-q", "-m", day]);
    };
    let told = on(
        &sandbox,
        "2026-04-20",
        &["new", "--title", "A report on custody suites", "--published", "2026-04-20", "--recommendation-count", "2"],
    );
    assert_snapshot!(told, @"records/kent/2026-04-20-custody-suites.yaml");
    let first = "text=By 31 December 2026, chief constables should review their custody estate.";
    let told = [
        on(
            &sandbox,
            "2026-04-21",
            &["add", "custody:R1", first, "addressed_to=chief constables", "due_text=By 31 December 2026"],
        ),
        on(
            &sandbox,
            "2026-04-21",
            &[
                "add",
                "custody:R2",
                "text=Within six months forces should train.",
                "due_text=Within six months",
                "addressed_to=forces",
            ],
        ),
        on(&sandbox, "2026-04-21", &["set", "custody:R1", "owner=Head of Custody", "priority=high"]),
        on(
            &sandbox,
            "2026-04-21",
            &[
                "add",
                "custody:COC1",
                "text=Detainees wait too long.",
                "addressed_to=forces",
                "due=2026-12-31",
                "--recommendations",
                "R1",
            ],
        ),
        on(&sandbox, "2026-04-21", &["set", "custody:R2", "owner=Head of Training"]),
        on(
            &sandbox,
            "2026-04-22",
            &["set", "custody", "publication.chief_officer_invited=2026-04-22", "publication.comments_wanted_by=2026-05-20"],
        ),
    ];
    assert_snapshot!(told.concat(), @"
    kent/2026-04-20-custody-suites:R1: added, due Thu 2026-12-31 (“By 31 December 2026”)
    kent/2026-04-20-custody-suites:R2: added, due Tue 2026-10-20 (“Within six months”)
    kent/2026-04-20-custody-suites:R1: owner=Head of Custody, priority=high
    kent/2026-04-20-custody-suites:COC1: added
    kent/2026-04-20-custody-suites:R2: owner=Head of Training
    kent/2026-04-20-custody-suites: publication.chief_officer_invited=2026-04-22, publication.comments_wanted_by=2026-05-20
    ");
    clean("2026-04-22");
    let answer = "chief_officer_response.text=Every suite will be walked.";
    let told = [
        on(&sandbox, "2026-05-18", &["set", "custody", "publication.comments_received=2026-05-18"]),
        on(&sandbox, "2026-05-18", &["set", "custody:R1", answer]),
        on(
            &sandbox,
            "2026-05-20",
            &["set", "custody:R1", "commissioner_response.action=proposed", "commissioner_response.adopts_chief_officer=true"],
        ),
        on(
            &sandbox,
            "2026-05-20",
            &["set", "custody:R2", "commissioner_response.action=taken", "commissioner_response.text=The courses run."],
        ),
        on(
            &sandbox,
            "2026-06-10",
            &["publish", "custody", "--url", "https://example.org/custody", "--copies-sent", "2026-06-10"],
        ),
    ];
    assert_snapshot!(told.concat(), @"
    kent/2026-04-20-custody-suites: publication.comments_received=2026-05-18
    kent/2026-04-20-custody-suites:R1: chief_officer_response.text=Every suite will be walked.
    kent/2026-04-20-custody-suites:R1: commissioner_response.action=proposed, commissioner_response.adopts_chief_officer=true
    kent/2026-04-20-custody-suites:R2: commissioner_response.action=taken, commissioner_response.text=The courses run.
    kent/2026-04-20-custody-suites: published on Wed 2026-06-10; copy to the inspectors of constabulary sent on 2026-06-10; copy to the Secretary of State sent on 2026-06-10
    ");
    clean("2026-06-10");
    let told = [
        on(&sandbox, "2026-07-01", &["progress", "custody:R1", "--status", "in_progress", "-m", "Two suites were walked."]),
        on(&sandbox, "2026-07-01", &["action", "add", "custody:R1", "--text", "Walk the third suite", "--target", "2026-09-30"]),
        on(
            &sandbox,
            "2026-10-10",
            &["progress", "custody:R2", "--status", "pending_sign_off", "-m", "All are trained.", "--by", "Head of Training"],
        ),
        on(
            &sandbox,
            "2026-10-19",
            &["close", "custody:R2", "--evidence", "training/2026.pdf", "--approved-by", "Deputy Chief Constable"],
        ),
        on(
            &sandbox,
            "2026-12-10",
            &[
                "extend",
                "custody:R1",
                "--to",
                "2027-03-31",
                "--reason",
                "The builders are late",
                "--approved-by",
                "Deputy Chief Constable",
            ],
        ),
        on(&sandbox, "2026-12-10", &["list", "--overdue"]),
    ];
    assert_snapshot!(told.concat(), @"
    kent/2026-04-20-custody-suites:R1: progress of 2026-07-01, from not started to in progress
    kent/2026-04-20-custody-suites:R1: action 1: Walk the third suite
    kent/2026-04-20-custody-suites:R2: progress of 2026-10-10, from not started to pending sign off
    kent/2026-04-20-custody-suites:R2: closed on 2026-10-19
    kent/2026-04-20-custody-suites:R1: due Wed 2027-03-31 instead of 2026-12-31
    No finding is overdue on Thu 2026-12-10.
    ");
    clean("2026-12-10");
    let told = [
        on(&sandbox, "2027-04-02", &["list", "--overdue", "--columns", "ref,due,days_overdue"]),
        on(&sandbox, "2027-04-02", &["action", "done", "custody:R1", "--which", "third suite", "--evidence", "walks/3.pdf"]),
        on(
            &sandbox,
            "2027-04-05",
            &["close", "custody:R1", "--evidence", "minutes/2027-04-05.pdf", "--approved-by", "Deputy Chief Constable"],
        ),
        on(
            &sandbox,
            "2027-05-01",
            &["verify", "custody:R1", "custody:R2", "--outcome", "closed", "--reference", "Letter of 1 May 2027", "--yes"],
        ),
        on(
            &sandbox,
            "2027-05-01",
            &["close", "custody:COC1", "--evidence", "Letter of 1 May 2027", "--approved-by", "Deputy Chief Constable"],
        ),
    ];
    assert_snapshot!(told.concat(), @"
    ref   due             late
    ────  ───────────  ───────
    COC1  31 Dec 2026  92 days
    R1    31 Mar 2027   2 days

    2 findings overdue on Fri 2027-04-02.
    kent/2026-04-20-custody-suites:R1: action 1 done on 2027-04-02: Walk the third suite
    kent/2026-04-20-custody-suites:R1: closed on 2027-04-05
    kent/2026-04-20-custody-suites:R1: HMICFRS counts it as closed
    kent/2026-04-20-custody-suites:R2: HMICFRS counts it as closed
    kent/2026-04-20-custody-suites:COC1: closed on 2027-05-01
    ");
    clean("2027-05-01");
    assert_snapshot!(on(&sandbox, "2027-05-01", &["list"]), @"Nothing matches on Sat 2027-05-01.");
    assert_snapshot!(sandbox.read(RECORD), @r#"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: published
    force: Kent
    local_policing_body:
      kind: pcc
      holder: A. N. Other
    chief_officer:
      title: Chief Constable
      name: A. N. Officer
    inspection:
      title: A report on custody suites
      inspectorates: [HMICFRS]
      published: 2026-04-20
      recommendation_count: 2
    recommendations:
      - ref: "1"
        text: |
          By 31 December 2026, chief constables should review their custody estate.
        addressed_to: [chief constables]
        due: 2026-12-31
        due_text: By 31 December 2026
        priority: high
        status: closed
        owner: Head of Custody
        chief_officer_response:
          text: |
            Every suite will be walked.
        commissioner_response:
          action: proposed
          adopts_chief_officer: true
        actions:
          - text: Walk the third suite
            target: 2026-09-30
            done: 2027-04-02
            evidence:
              - walks/3.pdf
        extensions:
          - agreed: 2026-12-10
            to: 2027-03-31
            reason: The builders are late
            approved_by: Deputy Chief Constable
        progress:
          - date: 2026-07-01
            status: in_progress
            note: |
              Two suites were walked.
        closures:
          - date: 2027-04-05
            status: closed
            approved_by: Deputy Chief Constable
            evidence:
              - minutes/2027-04-05.pdf
        verifications:
          - by: HMICFRS
            date: 2027-05-01
            reference: Letter of 1 May 2027
            outcome: closed
        cause_of_concern: "1"
      - ref: "2"
        text: |
          Within six months forces should train.
        addressed_to: [forces]
        due: 2026-10-20
        due_text: Within six months
        status: closed
        owner: Head of Training
        commissioner_response:
          action: taken
          text: |
            The courses run.
        progress:
          - date: 2026-10-10
            by: Head of Training
            status: pending_sign_off
            note: |
              All are trained.
        closures:
          - date: 2026-10-19
            status: closed
            approved_by: Deputy Chief Constable
            evidence:
              - training/2026.pdf
        verifications:
          - by: HMICFRS
            date: 2027-05-01
            reference: Letter of 1 May 2027
            outcome: closed
    causes_of_concern:
      - ref: "1"
        text: |
          Detainees wait too long.
        addressed_to: [forces]
        due: 2026-12-31
        status: closed
        closures:
          - date: 2027-05-01
            status: closed
            approved_by: Deputy Chief Constable
            evidence:
              - Letter of 1 May 2027
    publication:
      chief_officer_invited: 2026-04-22
      comments_wanted_by: 2026-05-20
      comments_received: 2026-05-18
      published: 2026-06-10
      url: https://example.org/custody
      sent_to_inspectorate: 2026-06-10
      sent_to_secretary_of_state: 2026-06-10
    "#);
}

#[test]
fn a_response_lives_by_hand_and_each_mistake_is_told_where_it_stands() {
    let sandbox = Sandbox::bare();
    sandbox.git(&["init", "-q"]);
    on(&sandbox, "2026-04-20", &["init"]);
    let write = |text: &str| sandbox.write(RECORD, text);
    // What `validate` finds on a day, held against the last commit.
    let found = |day: &str| {
        let run = sandbox.run_with(&["validate", "--against", "HEAD", "--format", "lines"], &[("IRR_TODAY", day)], "");
        format!("{}exit {}", run.stdout, run.code)
    };
    let commit = || {
        sandbox.git(&["add", "-A"]);
        sandbox.git(&["commit", "-q", "-m", "by hand"]);
    };
    let head = "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body:\n  kind: pcc\ninspection:\n  title: A report on custody suites\n  published: 20/04/2026\n";
    commit();
    write(head);
    assert_snapshot!(found("2026-04-20"), @"
    records/kent/2026-04-20-custody-suites.yaml:8:14: error[day-month-order] `inspection.published` is a date, and `20/04/2026` is not in the form 2025-05-16
    exit 1
    ");
    let head = head.replace("20/04/2026", "2026-04-20");
    let finding = "recommendations:\n  - ref: \"1\"\n    text: |\n      Chief constables should review their custody estate.\n    due: 2026-12-31\n";
    let draft = format!("{head}{finding}");
    write(&draft);
    assert_snapshot!(found("2026-04-20"), @"
    records/kent/2026-04-20-custody-suites.yaml:8:14: warning[deadline-not-working-day] the last lawful day, Sun 2026-06-14, is a Sunday, which does not move it
    exit 0
    ");
    commit();
    let published = draft.replace("stage: draft", "stage: published") + "publication:\n  published: 2026-06-10\n";
    write(&published);
    assert_snapshot!(found("2026-06-10"), @"
    records/kent/2026-04-20-custody-suites.yaml:10:5: error[recommendation-without-explanation] R1 has no explanation
    records/kent/2026-04-20-custody-suites.yaml:14:1: error[chief-officer-not-invited] the date on which the chief officer was invited to comment is missing (section 55(4))
    records/kent/2026-04-20-custody-suites.yaml:14:1: warning[copy-not-sent] the date on which the inspectors of constabulary and the Secretary of State got a copy is missing (section 55(6))
    exit 1
    ");
    let answer = "    commissioner_response:\n      action: proposed\n      text: |\n        It will be done.\n";
    let published = published
        .replace("    due: 2026-12-31\n", &format!("    due: 2026-12-31\n    owner: Head of Custody\n{answer}"))
        + "  chief_officer_invited: 2026-04-22\n  sent_to_inspectorate: 2026-06-10\n  sent_to_secretary_of_state: 2026-06-10\n";
    write(&published);
    assert_snapshot!(found("2026-06-10"), @"exit 0");
    commit();
    write(&published.replace("due: 2026-12-31", "due: 2027-03-31"));
    assert_snapshot!(found("2026-12-10"), @"
    records/kent/2026-04-20-custody-suites.yaml:13:10: error[due-date-edited] the inspectorate's date of R1 was changed from 2026-12-31 to 2027-03-31
    exit 1
    ");
    let extended = published.replace(answer, &format!("{answer}    extensions:\n      - agreed: 2026-12-10\n        to: 2027-03-31\n        reason: The builders are late\n        approved_by: Deputy Chief Constable\n"));
    write(&extended);
    assert_snapshot!(found("2026-12-10"), @"exit 0");
    commit();
    let closed = extended.replace("    owner:", "    status: closed\n    owner:");
    write(&closed);
    assert_snapshot!(found("2027-03-01"), @"
    records/kent/2026-04-20-custody-suites.yaml:14:13: error[closed-without-date] R1 is closed, but the date is missing
    records/kent/2026-04-20-custody-suites.yaml:14:13: error[closed-without-evidence] R1 is closed without evidence
    exit 1
    ");
    let closed = closed.replace("publication:\n", "    closure:\n      date: 2027-03-01\n      approved_by: Deputy Chief Constable\n      evidence:\n        - minutes.pdf\npublication:\n");
    write(&closed);
    assert_snapshot!(found("2027-03-01"), @"exit 0");
}
