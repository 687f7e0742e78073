//! Layouts beside the sixteen: what is read, and what is complained about.

use insta::assert_snapshot;
use irr::intake::KnownFacts;
use irr::model::merge::{KeptSide, merge};
use irr::{intake, yaml};

/// The record and the complaints of a document.
fn read(document: &str) -> String {
    let draft = intake::read(document.as_bytes(), None, &KnownFacts::default()).unwrap();
    let complaints: Vec<String> =
        draft.notes.iter().map(|note| format!("{}: {}: {}", note.at, note.code, note.message)).collect();
    format!("{}---\n{}", yaml::write(&draft.record), complaints.join("\n"))
}

#[test]
fn a_numbered_page_quotes_the_chief_constable_and_answers_below_each_label() {
    let document = r#"# Kent PCC statutory response to HMICFRS Report: A joint look at stolen tractors

**1. Police & Crime Commissioner comments:**

1.1 I am glad of this report, published 3 May 2024, for it tells how tractors vanish. What the force does about it stands below.

1.2 I asked what the force makes of it. The Chief Constable's response is as follows: “The report is fair. We will act on it at once.” – Robin Example, Chief Constable of Kent

1.3 Two recommendations are for Kent Police.

**Recommendation 1:** By 1 September 2024, Kent Police should count its tractors.

1.4 The force has counted 14.

1.5 It will count again in spring.

**Recommendation 2:** Within 12 weeks, to be reviewed after 12 months, chief constables and police and crime commissioners should publish the count.

1.6 As set out above.

**2. Next steps**

2.1 I will ask each quarter.

Avery Sample

Police and Crime Commissioner for Kent
"#;
    assert_snapshot!(read(document), @r#"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Kent
    local_policing_body:
      kind: pcc
      holder: Avery Sample
    chief_officer:
      title: Chief Constable
      name: Robin Example
    inspection:
      title: A joint look at stolen tractors
      inspectorates: [HMICFRS]
      published: 2024-05-03
      recommendation_count: 2
    recommendations:
      - ref: "1"
        text: |
          By 1 September 2024, Kent Police should count its tractors.
        addressed_to: [Kent Police]
        due: 2024-09-01
        due_text: By 1 September 2024
        commissioner_response:
          text: |
            The force has counted 14.

            It will count again in spring.
      - ref: "2"
        text: |
          Within 12 weeks, to be reviewed after 12 months, chief constables and police and crime commissioners should publish the count.
        addressed_to: [chief constables, police and crime commissioners]
        due: 2024-07-26
        due_text: Within 12 weeks
        commissioner_response:
          text: |
            As set out above.
    commissioner_initial_response: |
      I am glad of this report, published 3 May 2024, for it tells how tractors vanish. What the force does about it stands below.

      I asked what the force makes of it.

      Two recommendations are for Kent Police.
    chief_officer_response:
      overview: |
        “The report is fair. We will act on it at once.”
    commissioner_overall_comments: |
      I will ask each quarter.
    imported: true
    ---
    line 1: guessed: the heading is taken as the report's title
    line 9: guessed: the report has 2 recommendations according to its text
    line 13: guessed: whose answer to R1 this is, is guessed; taken as the commissioner's
    line 17: guessed: R2 has a second period, “reviewed after 12 months”, which is not a deadline; the first is used
    line 19: guessed: taken as an answer to R2; these may be the inspectorate's words
    line 7: left_out: this only introduces what is below it; left out
    line 7: left_out: address, date, salutation or signature of the letter; left out
    line 25: left_out: address, date, salutation or signature of the letter; left out
    "#);
}

#[test]
fn a_wide_table_is_one_finding_a_row() {
    let document = r#"<h1>Response to the HMICFRS report Child protection in Essex</h1>
<p>Published by HMICFRS on 4 June 2024</p>
<h2>PFCC's response</h2>
<p>I am content with the report.</p>
<table><tr><th>Recommendation / AFI</th><th>Force response</th><th>Commissioner's comment</th><th>Deadline</th><th>Target date</th><th>Owner</th><th>Status</th><th>RAG colour</th></tr>
<tr><td>Recommendation 3: The force should train all who take calls.</td><td>Training began.</td><td>I support this.</td><td>31 December 2024</td><td>October 2024</td><td>Supt Mole</td><td>In progress</td><td>Amber</td></tr>
<tr><td>AFI 1 The force should keep records of each visit.</td><td>Done.</td><td></td><td></td><td></td><td>DCI Vole</td><td>Complete</td><td></td></tr></table>
<p>Riley Pretend<br>Police, Fire and Crime Commissioner for Essex</p>
"#;
    assert_snapshot!(read(document), @r#"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Essex
    local_policing_body:
      kind: pfcc
      holder: Riley Pretend
    inspection:
      title: Child protection in Essex
      inspectorates: [HMICFRS]
      published: 2024-06-04
    recommendations:
      - ref: "3"
        text: |
          The force should train all who take calls.
        addressed_to: [force]
        due: 2024-12-31
        due_text: 31 December 2024
        target: 2024-10-31
        status: in_progress
        owner: Supt Mole
        chief_officer_response:
          text: |
            Training began.
        commissioner_response:
          text: |
            I support this.
    areas_for_improvement:
      - ref: "1"
        text: |
          The force should keep records of each visit.
        addressed_to: [force]
        status: closed
        owner: DCI Vole
        chief_officer_response:
          text: |
            Done.
    commissioner_initial_response: |
      I am content with the report.
    imported: true
    ---
    line 1: guessed: this document is unlike those that irr knows: check every field
    paragraph 1: guessed: the heading is taken as the report's title
    paragraph 20: guessed: “Amber” is taken as the status `in_progress` of R3
    paragraph 25: guessed: no label gives the force by its usual name; taken as Essex
    paragraph 2: left_out: address, date, salutation or signature of the letter; left out
    paragraph 25: left_out: address, date, salutation or signature of the letter; left out
    "#);
}

#[test]
fn a_form_may_have_a_label_a_line_and_its_answers_in_prose() {
    let document = r#"Name of PCC: Sam Mockup
Police Force: Dorset Police
HMICFRS report: Roads policing: not optional
Date of report: 14 June 2024
Overall grade: Requires improvement
Type of inspection: Thematic
Deadline for Response: 8 August 2024

Recommendations
Recommendation 1
By 30 September 2024, chief constables should look at roads.
Recommendation 2
Forces should immediately look at bridges.

PCC comments

I agree with recommendation 1.

Recommendation 1: The force has looked.

Chief Constable's response

We have looked at roads.
"#;
    assert_snapshot!(read(document), @r#"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Dorset
    local_policing_body:
      kind: pcc
      holder: Sam Mockup
    chief_officer:
      title: Chief Constable
    inspection:
      title: "Roads policing: not optional"
      inspectorates: [HMICFRS]
      kind: thematic
      published: 2024-06-14
      grades:
        - {grade: requires_improvement}
    recommendations:
      - ref: "1"
        text: |
          By 30 September 2024, chief constables should look at roads.
        addressed_to: [chief constables]
        due: 2024-09-30
        due_text: By 30 September 2024
        commissioner_response:
          text: |
            The force has looked.
      - ref: "2"
        text: |
          Forces should immediately look at bridges.
        addressed_to: [Forces]
        due: 2024-06-14
        due_text: should immediately
    commissioner_initial_response: |
      I agree with recommendation 1.
    chief_officer_response:
      overview: |
        We have looked at roads.
    imported: true
    ---
    line 1: missing: no answer was found to R2
    line 2: guessed: no label gives the force by its usual name; taken as Dorset
    line 21: guessed: the text names the chief officer; taken as Chief Constable
    "#);
}

#[test]
fn a_letter_that_carries_no_finding_keeps_what_it_says_of_them() {
    let document = r#"Office of the Police and Crime Commissioner

Rt Hon Somebody MP
Home Secretary

12 May 2024

Dear Secretary of State,

**Re: HMICFRS thematic inspection of burglary**

On 2 April 2024, HMICFRS published its report 'The burglars'. I am writing in line with my duties. The report contains 6 recommendations, of which three are for Chief Constables.

In response to recommendation 3, the force has bought locks. They are good locks.

More locks will come.

In response to recommendations 4 and 5, see the plan attached.

I trust this is helpful. I am sending a copy to HMICFRS.

Yours faithfully

Pat Filler
Police and Crime Commissioner for Cheshire

cc Chief Constable of Cheshire
"#;
    assert_snapshot!(read(document), @"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Cheshire
    local_policing_body:
      kind: pcc
      holder: Pat Filler
    chief_officer:
      title: Chief Constable
    inspection:
      title: HMICFRS thematic inspection of burglary
      inspectorates: [HMICFRS]
      kind: thematic
      published: 2024-04-02
      recommendation_count: 6
    commissioner_initial_response: |
      On 2 April 2024, HMICFRS published its report 'The burglars'. I am writing in line with my duties. The report contains 6 recommendations, of which three are for Chief Constables.

      In response to recommendation 3, the force has bought locks. They are good locks.

      More locks will come.

      In response to recommendations 4 and 5, see the plan attached.

      I trust this is helpful. I am sending a copy to HMICFRS.
    publication:
      published: 2024-05-12
      sent_to_secretary_of_state: 2024-05-12
    imported: true
    ---
    line 12: missing: the report has 6 recommendations according to its text, but 0 are here
    line 6: guessed: the response is dated 2024-05-12
    line 6: guessed: the response was sent to the Secretary of State on 2024-05-12, by its own words
    line 10: guessed: the subject is taken as the report's title
    line 10: guessed: the text says “thematic”; taken as the kind of inspection thematic
    line 12: guessed: the text names the chief officer; taken as Chief Constable
    line 12: guessed: the first words say which report this answers; they may be about the report
    line 14: guessed: taken as words of the response; they may be the inspectorate's
    line 1: left_out: address, date, salutation or signature of the letter; left out
    line 22: left_out: address, date, salutation or signature of the letter; left out
    ");
}

#[test]
fn a_list_of_areas_is_answered_by_their_ordinals() {
    let document = r#"To His Majesty's Inspector of Constabulary

3 January 2024

Dear Wendy,

HMICFRS report: "Unseen harm"

Your report was published on Thursday 9 November 2023 and I am grateful for it.

Areas for improvement

1. The force should do A.
2. The force should do B.
3. The force should do C.

On the first area, the force has done so. The second area for improvement is in hand.

I hold the Chief Constable to account.

Best wishes

Lee Dummy, PCC for Gwent
"#;
    assert_snapshot!(read(document), @r#"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Gwent
    local_policing_body:
      kind: pcc
      holder: Lee Dummy
    chief_officer:
      title: Chief Constable
    inspection:
      title: Unseen harm
      inspectorates: [HMICFRS]
      published: 2023-11-09
    areas_for_improvement:
      - ref: "1"
        text: |
          The force should do A.
        addressed_to: [force]
        commissioner_response:
          text: |
            On the first area, the force has done so.
      - ref: "2"
        text: |
          The force should do B.
        addressed_to: [force]
        commissioner_response:
          text: |
            The second area for improvement is in hand.
      - ref: "3"
        text: |
          The force should do C.
        addressed_to: [force]
    commissioner_initial_response: |
      Your report was published on Thursday 9 November 2023 and I am grateful for it.
    commissioner_overall_comments: |
      I hold the Chief Constable to account.
    publication:
      published: 2024-01-03
    imported: true
    ---
    line 1: missing: no answer was found to AFI3
    line 3: guessed: the response is dated 2024-01-03
    line 17: guessed: whose answer to AFI1 this is, is guessed; taken as the commissioner's
    line 19: guessed: the text names the chief officer; taken as Chief Constable
    line 19: guessed: taken as words of the response; they may be the inspectorate's
    line 23: guessed: no label gives the force by its usual name; taken as Gwent
    line 1: left_out: address, date, salutation or signature of the letter; left out
    line 21: left_out: address, date, salutation or signature of the letter; left out
    "#);
}

#[test]
fn a_form_of_rows_has_each_answer_below_its_finding() {
    let document = r#"| Police Force | Norfolk Constabulary |
|---|---|
| Name of PCC | Jo Bloggs |
| Report title | Stop and search |
| Date of report | 3 March 2024 |
| Grading | Investigating crime: Good; Responding: Inadequate; Custody: Splendid |
| Recommendation 1 | By May 2024, the force should act. |
| Force response | We act. |
| Recommendation 2 | The force should act again. |
| Force response | We act again. |
| PCC response | I am content. |
| Date sent | 4 April 2024 |
"#;
    assert_snapshot!(read(document), @r#"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Norfolk
    local_policing_body:
      kind: pcc
      holder: Jo Bloggs
    inspection:
      title: Stop and search
      published: 2024-03-03
      grades:
        - {area: Investigating crime, grade: good}
        - {area: Responding, grade: inadequate}
    recommendations:
      - ref: "1"
        text: |
          By May 2024, the force should act.
        addressed_to: [force]
        due: 2024-05-31
        due_text: By May 2024
        chief_officer_response:
          text: |
            We act.
      - ref: "2"
        text: |
          The force should act again.
        addressed_to: [force]
        chief_officer_response:
          text: |
            We act again.
        commissioner_response:
          text: |
            I am content.
    publication:
      published: 2024-04-04
    imported: true
    unplaced: |
      Custody: Splendid
    ---
    line 9: missing: R2 gives no deadline; it has no due date
    line 1: guessed: no label gives the force by its usual name; taken as Norfolk
    line 6: unplaced: this is no graded judgment that irr knows; kept under `unplaced`
    "#);
}

#[test]
fn a_cause_has_its_recommendations_and_a_label_its_brackets() {
    let document = r#"9 May 2024

Dear Home Secretary

Response to HMICFRS report on custody

HMICFRS inspected Suffolk Constabulary and published its findings on 20 March 2024.

Cause of concern 1: Detainees wait too long.

Recommendation 1 (for the force): By June 2024, the force should count the hours.

It does.

Recommendation 1.2 The force should, as a matter of urgency, tell detainees.

### Rights

Rights are told.

AFI 1 - Records: The force should keep records.

We keep them. By 30 June 2024 the force should have new software.

Our response to recommendation 2 of the interim report stands.

Yours sincerely

Kim Bloggs
Suffolk Police and Crime Commissioner
"#;
    assert_snapshot!(read(document), @r#"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Suffolk
    local_policing_body:
      kind: pcc
      holder: Kim Bloggs
    inspection:
      title: Report on custody
      inspectorates: [HMICFRS]
      published: 2024-03-20
      summary: |
        HMICFRS inspected Suffolk Constabulary and published its findings on 20 March 2024.
    recommendations:
      - ref: "1"
        text: |
          By June 2024, the force should count the hours.
        addressed_to: [force]
        due: 2024-06-30
        due_text: By June 2024
        commissioner_response:
          text: |
            It does.
        cause_of_concern: "1"
      - ref: "1.2"
        text: |
          The force should, as a matter of urgency, tell detainees.
        addressed_to: [force]
        cause_of_concern: "1"
    areas_for_improvement:
      - ref: "1"
        text: |
          Records: The force should keep records.
        addressed_to: [force]
        commissioner_response:
          text: |
            We keep them. By 30 June 2024 the force should have new software.

            Our response to recommendation 2 of the interim report stands.
    causes_of_concern:
      - ref: "1"
        text: |
          Detainees wait too long.
    publication:
      published: 2024-05-09
      sent_to_secretary_of_state: 2024-05-09
    imported: true
    ---
    line 1: missing: no answer was found to R1.2
    line 15: missing: R1.2 gives no deadline; it has no due date
    line 1: guessed: the response is dated 2024-05-09
    line 1: guessed: the response was sent to the Secretary of State on 2024-05-09, by its own words
    line 1: guessed: this document is unlike those that irr knows: check every field
    line 5: guessed: the subject of the letter is taken as the report's title
    line 7: guessed: taken as a description of the report; they may be words of the response
    line 13: guessed: nothing separates R1 from its answer; the answer is taken to begin here
    line 21: guessed: AFI1 names force; taken as who should act
    line 23: guessed: nothing separates AFI1 from its answer; the answer is taken to begin here
    line 23: guessed: taken as an answer to AFI1; these may be the inspectorate's words
    line 25: guessed: nothing marks where the answer to AFI1 ends; these may be closing words of the response
    line 1: left_out: address, date, salutation or signature of the letter; left out
    line 11: left_out: this only names the finding that is quoted; left out
    line 17: left_out: a heading that irr does not know; left out
    line 19: left_out: text of the web site; left out
    line 27: left_out: address, date, salutation or signature of the letter; left out
    "#);
}

#[test]
fn a_table_in_markdown_is_a_table() {
    let document = r#"# Response to HMICFRS inspection: Firearms licensing

12 June 2024

HMICFRS published its report on 2 May 2024. The Sussex Police and Crime Commissioner writes:

I support all the recommendations.

| No | Recommendation | PCC comment |
|---|---|---|
| 1 | By 1 July 2024, chief constables should check licences. | Agreed. |
"#;
    assert_snapshot!(read(document), @r#"
    # yaml-language-server: $schema=../../schemas/inspection-response.schema.json
    schema_version: 2
    stage: draft
    force: Sussex
    local_policing_body:
      kind: pcc
    inspection:
      title: Firearms licensing
      inspectorates: [HMICFRS]
      published: 2024-05-02
    recommendations:
      - ref: "1"
        text: |
          By 1 July 2024, chief constables should check licences.
        addressed_to: [chief constables]
        due: 2024-07-01
        due_text: By 1 July 2024
        commissioner_response:
          text: |
            Agreed.
    commissioner_initial_response: |
      HMICFRS published its report on 2 May 2024.

      I support all the recommendations.
    publication:
      published: 2024-06-12
    imported: true
    ---
    line 1: guessed: the heading is taken as the report's title
    line 3: guessed: the response is dated 2024-06-12
    line 5: guessed: no label gives the force by its usual name; taken as Sussex
    line 5: guessed: the first words say which report this answers; they may be about the report
    line 3: left_out: address, date, salutation or signature of the letter; left out
    line 5: left_out: this only introduces what is below it; left out
    "#);
}

#[test]
fn a_title_that_is_said_beforehand_does_not_silence_the_documents_own() {
    let form = "Force\tKent\nPCC\tA. N. Other\nTitle of inspection\tHedges\nPublished date\t1 May 2026\n";
    let known = KnownFacts { title: Some("Fences".into()), ..KnownFacts::default() };
    let draft = intake::read(form.as_bytes(), None, &known).unwrap();
    assert_eq!(draft.record.inspection.title, "Fences");
    assert!(draft.notes.iter().any(|note| note.quote.as_deref() == Some("Hedges")), "{:?}", draft.notes);
}

#[test]
fn an_answer_put_into_a_record_brings_the_name_of_who_answers() {
    let form = "Force\tKent\nPCC\tA. N. Other\nTitle of inspection\tHedges\nPublished date\t1 May 2026\n";
    let mut whole = intake::read(form.as_bytes(), None, &KnownFacts::default()).unwrap().record;
    whole.local_policing_body.holder = None;
    let known = KnownFacts {
        force: Some(whole.force.clone()),
        title: Some(whole.inspection.title.clone()),
        published: Some(whole.inspection.published),
        into: Some(whole.clone()),
        ..KnownFacts::default()
    };
    let draft = intake::read(form.as_bytes(), None, &known).unwrap();
    let (merged, told) = merge(&whole, &draft.record, KeptSide::Record).unwrap();
    assert_eq!(merged.local_policing_body.holder.as_deref(), Some("A. N. Other"));
    assert_eq!(told.iter().map(|merged| merged.field.as_str()).collect::<Vec<_>>(), ["local_policing_body.holder"]);
}
