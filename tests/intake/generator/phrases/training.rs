//! Sentences of the training vocabulary.

use super::Phrases;

pub(crate) const SENTENCES: Phrases = &[
    // The inspectorate asks.
    ("national", &["chief constables", "all chief constables", "forces"]),
    ("by", &["By the end of {due_month}", "On or before {due_date}", "Within {due_span}"]),
    (
        "frame",
        &[
            "{A:need} to {ask}.",
            "{ask}.",
            "{addressee} should act now to {ask}.",
            "{addressee} should take immediate steps to {ask}.",
        ],
    ),
    (
        "ask",
        &[
            "improve {thing}",
            "make sure that {thing} is effective {purpose}",
            "review {thing} {purpose}",
            "put in place arrangements to improve {thing}",
            "address weaknesses in {thing} {purpose}",
            "develop a plan to improve {thing}",
            "give enough priority to {thing}",
            "make better use of supervision in {thing} {purpose}",
        ],
    ),
    (
        "purpose",
        &[
            "so that victims receive a better service",
            "so that risk is identified at the first opportunity",
            "so that the public can have confidence in the police",
            "so that supervisors understand what is expected of them",
            "to reduce the risk of harm",
        ],
    ),
    (
        "purpose_fire",
        &[
            "so that the public is kept safe",
            "so that staff understand what is expected of them",
            "to reduce the risk to communities and firefighters",
        ],
    ),
    (
        "follow",
        &[
            "This should include {thing}.",
            "In doing so, {it} should pay particular attention to {thing}.",
            "Supervisors should check that this happens.",
        ],
    ),
    ("lead_list", &["{addressee} should:", "{addressee} should take action to:"]),
    // The chief officer answers.
    (
        "done",
        &[
            "completed a review of {thing}",
            "issued new guidance on {thing}",
            "appointed {owner} to lead on {thing}",
            "updated training on {thing}",
            "introduced a monthly audit of {thing}",
        ],
    ),
    (
        "plan",
        &[
            "review {thing} from start to finish",
            "introduce a monthly audit of {thing}",
            "refresh the guidance on {thing}",
            "bring in peer support from another organisation to look at {thing}",
        ],
    ),
    (
        "owner",
        &[
            "the Head of Contact Management",
            "Inspector {person}",
            "the Director of People",
            "the Head of Professional Standards",
            "the Head of Crime",
            "the Assistant Chief Constable (Local Policing)",
            "Detective Superintendent {person}",
        ],
    ),
    (
        "owner_fire",
        &[
            "Area Manager {person}",
            "the Director of Prevention and Protection",
            "the Area Manager for Prevention",
            "the Assistant Chief Fire Officer",
            "Group Manager {person}",
        ],
    ),
    (
        "forum",
        &[
            "Crime and Vulnerability Board",
            "Inspection Steering Group",
            "Performance Board",
            "Service Improvement Board",
            "Strategic Delivery Group",
            "Gold Group",
        ],
    ),
    ("period", &["month", "quarter", "six weeks"]),
    (
        "accept",
        &[
            "{S:accept} that {thing} was not good enough at the time of the inspection.",
            "This {finding} is accepted.",
            "{S:accept} this {finding} and {s:have} already started work on it.",
            "{S:agree} with the inspectorate’s assessment.",
        ],
    ),
    (
        "chief_done",
        &[
            "{owner} has {done} and has shared the learning with neighbouring areas.",
            "After a pilot in {past}, {S:have} {done}.",
            "Compliance checks show that {thing} improved in {percent} per cent of the cases sampled.",
            "{S:have} spent {percent_money} on {thing}, and {S:have} {done}.",
            "{S:have} {done}.",
            "In addition, {S:have} {done}.",
            "Following the inspection, {S:have} {done}.",
            "Since {past}, {S:have} {done}, and this has led to clear improvements.",
            "A review of {thing} has been completed, and all {n} of its actions have been closed.",
            "Training on {thing} has been delivered to {n} supervisors.",
            "Dip sampling in {past} found that {percent} per cent of cases met the standard.",
            "{owner} has been given responsibility for this work.",
            "As a result, performance has improved from {low} to {percent} per cent.",
        ],
    ),
    (
        "chief_doing",
        &[
            "{S:be} testing different ways to {plan}.",
            "{owner} is drafting new guidance on {thing}.",
            "Supervisors are being coached in {thing}, which {owner} oversees.",
            "The {forum} is monitoring {thing} until performance reaches {percent} per cent.",
            "{thing} is now a standing item at the {forum}.",
            "Work is under way to {plan}.",
            "{thing} is being audited every {period}, and the results are shared with supervisors.",
            "{owner} leads this work and reports to the {forum} every {period}.",
            "{S:be} working with partners to {plan}.",
            "Early results are encouraging, although {S:know} that there is more to do.",
            "A working group that {owner} chairs is considering how to {plan}.",
            "Additional funding has been agreed for {thing}, and recruitment has begun.",
        ],
    ),
    (
        "chief_plan",
        &[
            "{owner} has been asked to {plan} by {next}.",
            "By {next} at the latest, {S:will} {plan} and publish the results.",
            "A timetable to {plan} is being drawn up for the {forum}.",
            "{S:will} {plan} by {next}.",
            "From {next}, {S:will} {plan}.",
            "{owner} will report to the {forum} in {next}.",
            "The next step is to {plan}.",
            "{S:plan} to {plan}, subject to funding.",
            "A business case to {plan} will be put to the {forum} in {next}.",
        ],
    ),
    ("chief_close", &["{S:consider} this {finding} to be complete.", "This work is now part of business as usual."]),
    // The commissioner answers.
    (
        "commissioner",
        &[
            "{C:be} aware that {owner} is now responsible for {thing}, and {c:welcome} that clarity.",
            "Members of the public have written to {me} about {thing}, so {C:will} follow this closely.",
            "When {C:met} officers in {past}, they told {me} how {thing} is changing.",
            "{C:be} not yet assured about {thing} and {c:have} asked for a further update by {next}.",
            "{thing} was discussed in public at {my} performance meeting in {past}.",
            "{C:have} asked the {chief} to explain why {thing} was not addressed sooner.",
            "Independent custody visitors and other volunteers will help {my} office to test whether {thing} has improved.",
            "The {chief} has given {me} a clear commitment to {plan}.",
            "{C:have} asked the {chief} to report to {me} on {thing} in {next}.",
            "{C:will} monitor progress through {my} public accountability meetings.",
            "{C:be} satisfied with the approach that is being taken to {thing}.",
            "{C:be} pleased that {thing} is receiving the attention that it deserves.",
            "{C:have} made {percent_money} available to help the {noun} improve {thing}.",
            "{C:raised} this with the {chief} in {past} and was assured that improvements will follow.",
            "{My} office will carry out its own dip sample in {next}.",
            "{C:accept} the {finding} and {c:expect} to see progress by {next}.",
            "{C:have} discussed this with the {chief} at {my} weekly meeting.",
            "{C:support} the {chief}’s plans and will look for evidence that they work.",
        ],
    ),
    (
        "welcome",
        &[
            "{C:have} discussed the report with the {chief} and {owner}.",
            "The report confirms what {my} own scrutiny had shown about {thing}.",
            "It is reassuring to read what inspectors say about {thing}.",
            "{C:recognise} that demand on the {noun} has grown since {long_before}.",
            "{C:welcome} this report and the opportunity to respond to it.",
            "{C:be} grateful to the inspectors for their thorough work.",
            "{C:be} encouraged that inspectors found many examples of good practice.",
            "{C:be} disappointed that {thing} has not improved since the last inspection.",
            "{C:have} read the findings carefully, and {c:share} the inspectorate’s concern about {thing}.",
            "Victims tell {me} that this matters to them.",
            "{C:hold} the {chief} to account for delivering the improvements that are needed.",
        ],
    ),
    (
        "overall",
        &[
            "In conclusion, {C:be} grateful to the {chief} for this response and will hold the {noun} to what it promises.",
            "Overall, {C:be} assured that the {noun} has understood what it must improve.",
            "In conclusion, {C:believe} that the {noun} is taking the report seriously.",
            "Overall, this report gives the public a fair picture of their {noun}.",
        ],
    ),
    (
        "overall_more",
        &[
            "{C:will} continue to scrutinise delivery at {my} quarterly performance meetings.",
            "{C:thank} the officers and staff who work hard every day to keep people safe.",
            "{C:will} publish an update on all of these points in {next}.",
        ],
    ),
    // The chief officer in general.
    (
        "overview",
        &[
            "{S:have} asked {owner} to make sure that learning is shared across all departments.",
            "Since {past}, {S:have} invested {percent_money} in {thing}.",
            "{S:recognise} in particular what is said about {thing}.",
            "Much has changed since inspectors came in {before}.",
            "{S:welcome} the report and all that it says.",
            "{S:take} the inspectorate’s findings very seriously.",
            "The inspection was a helpful check on the progress that has been made since {past}.",
            "An improvement plan has been drawn up, and {owner} oversees it.",
            "{S:be} proud of the dedication that {our} people showed throughout the inspection.",
            "{S:know} that the public expects more, and {s:be} determined to deliver it.",
            "Progress is reviewed by the {forum} every {period}.",
        ],
    ),
    (
        "overview_end",
        &["I hope that this provides the assurance that you need.", "I would be happy to discuss any of this with you."],
    ),
    // What the document says about the report and about itself.
    (
        "summary",
        &[
            "Inspectors praised the {noun} for its work on {thing}.",
            "Between {before} and the publication of the report, inspectors reviewed {hundreds} records.",
            "The report says that {thing} depends too much on the commitment of individuals.",
            "It draws attention to {thing}, where practice varies between areas.",
            "The report examines {thing} and {thing}.",
            "Inspectors visited {place} in {before} and spoke to more than {hundreds} officers and staff.",
            "The inspection considered how well {thing} works in practice.",
            "Inspectors found that {thing} was inconsistent.",
            "HMICFRS last inspected this area in {long_before}.",
        ],
    ),
    ("count", &["The report sets out {counts}.", "The report contains {counts}."]),
    (
        "opening",
        &[
            "I am writing in response to the HMICFRS report “{title}”, which was published on {published}.",
            "This letter is my response to “{title}”, the report that HMICFRS published on {published}.",
        ],
    ),
    (
        "opening_chief",
        &[
            "I write further to the publication by HMICFRS of “{title}” on {published}.",
            "Please find below my comments on the HMICFRS report “{title}”, published on {published}.",
        ],
    ),
    (
        "opening_page",
        &[
            "This is the response of the {publisher} to the HMICFRS report “{title}”, published on {published}.",
            "On {published}, HMICFRS published its report “{title}”, and this page gives the response of the {publisher}.",
        ],
    ),
    (
        "opening_plan",
        &[
            "This action plan shows how {force} is responding to “{title}”, which HMICFRS published on {published}.",
            "This plan sets out the action that {force} is taking after the HMICFRS report “{title}” of {published}.",
        ],
    ),
    ("law", &["Section 55 of the Police Act 1996 requires a published response within 56 days."]),
    // Who speaks next.
    ("lead_findings", &["The relevant findings are set out below.", "I respond to each finding in turn."]),
    (
        "lead_by_chief",
        &["The {chief}’s response is given beneath each of them.", "Each is followed by the response of the {chief}."],
    ),
    ("lead_by_commissioner", &["My response is given beneath each of them.", "Each is followed by my own response."]),
    ("lead_quote", &["The {chief}, {chief_name}, said:", "{chief_name}, {chief} of {force}, has given this response:"]),
    ("lead_voice", &["The {chief} has told me:", "In the words of the {chief}:"]),
    // A paper for a committee.
    ("paper_purpose", &["This report informs the Panel of the response to a recent inspection by HMICFRS."]),
    (
        "paper_ask",
        &["That the Panel notes the contents of this report.", "That Members comment on the action plan at Appendix {letter}."],
    ),
    ("paper_cost", &["There are no direct financial implications arising from this report."]),
    ("paper_risk", &["Failure to act on the findings could lead to harm and to a loss of public confidence."]),
];
