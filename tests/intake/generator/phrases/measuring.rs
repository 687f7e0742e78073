//! Sentences of the measuring vocabulary.

use super::Phrases;

pub(crate) const SENTENCES: Phrases = &[
    // The inspectorate asks.
    ("national", &["chief officers", "every police force", "police forces"]),
    ("by", &["No later than {due_date}", "By {due_month}", "Within {due_span} of this report"]),
    (
        "frame",
        &[
            "We recommend that {addressee} {asks}.",
            "{addressee} must {ask}.",
            "{addressee} immediately {asks}.",
            "There is a need for {addressee} to {ask}.",
            "It is essential that {addressee} {asks}.",
            "{addressee} should, as a matter of urgency, {ask}.",
        ],
    ),
    (
        "ask",
        &[
            "strengthen {thing}",
            "conduct an honest appraisal of {thing} {purpose}",
            "bring about a lasting improvement in {thing}",
            "demonstrate that {thing} is resourced properly {purpose}",
            "remedy the shortcomings in {thing}",
            "devote sufficient capacity to {thing} {purpose}",
            "clarify who is accountable for {thing}",
            "establish effective governance of {thing} {purpose}",
        ],
    ),
    (
        "purpose",
        &[
            "in order to protect those at greatest risk",
            "so as to make the best use of public money",
            "with a view to bringing more offenders to justice",
            "so that nobody is left without protection",
            "in a way that front-line teams can apply",
        ],
    ),
    (
        "purpose_fire",
        &["in order to protect crews and residents alike", "so as to give value for money", "in a way that stations can apply"],
    ),
    (
        "follow",
        &[
            "A clear measure of progress in {thing} should be agreed.",
            "Particular regard should be had to {thing}.",
            "Senior leaders should assure themselves of this personally.",
        ],
    ),
    ("lead_list", &["{addressee} should urgently:", "{A:need} to do the following:"]),
    // The chief officer answers.
    (
        "done",
        &[
            "overhauled {thing}",
            "briefed all divisional commanders on {thing}",
            "tasked {owner} with {thing}",
            "benchmarked {thing} against five similar organisations",
            "rolled out a toolkit for {thing}",
        ],
    ),
    (
        "plan",
        &[
            "commission an external evaluation of {thing}",
            "pilot a different model for {thing}",
            "set up a task force for {thing}",
            "ring-fence capacity for {thing}",
        ],
    ),
    (
        "owner",
        &[
            "the Head of Public Protection",
            "Superintendent {person}",
            "the Chief Finance Officer",
            "the Director of Intelligence",
            "Chief Superintendent {person}",
            "the Deputy Chief Constable",
            "Chief Inspector {person}",
        ],
    ),
    (
        "owner_fire",
        &[
            "the Head of Response",
            "Watch Manager {person}",
            "the Deputy Chief Fire Officer",
            "Station Manager {person}",
            "the Director of Resources",
        ],
    ),
    (
        "forum",
        &[
            "Operational Effectiveness Meeting",
            "Risk and Learning Hub",
            "Organisational Learning Panel",
            "Scrutiny and Assurance Meeting",
            "Chief Officer Group",
            "Transformation Committee",
        ],
    ),
    ("period", &["fortnight", "second month", "half-year"]),
    (
        "accept",
        &[
            "{S:take} no issue with what is said about {thing}.",
            "Accepted in full.",
            "{S:recognise} the position that inspectors describe.",
            "There is no disagreement with what inspectors concluded here.",
            "{S:acknowledge} that performance in this respect fell short.",
        ],
    ),
    (
        "chief_done",
        &[
            "Feedback gathered in {past} from {n} teams indicates that {thing} has moved on considerably.",
            "With the help of partners {S:have} {done}.",
            "Colleagues from another region scrutinised {thing} in {past} and found no serious gaps.",
            "{owner} personally checked {hundreds} cases, and since then {S:have} {done}.",
            "Over recent months {S:have} {done}.",
            "To tackle this, {S:have} {done}.",
            "Through the efforts of {owner}, {S:have} {done}.",
            "By {past}, {S:had} {done}, and inspectors were shown the evidence.",
            "{percent} per cent of relevant staff have now been through the revised course.",
            "Responsibility for {thing} was transferred to {owner} in {past}.",
            "An internal inspection during {past} rated {thing} as sound.",
            "{S:have} also {done}, at a cost of {percent_money}.",
            "The figure stood at {low} per cent a year ago and is {percent} per cent today.",
        ],
    ),
    (
        "chief_doing",
        &[
            "Recruitment to support {thing} is in its final stage.",
            "Meanwhile {owner} continues to chair a tactical group on {thing}.",
            "{percent_money} has been set aside for {thing}, of which half is committed.",
            "A trial intended to {plan} is running in {n} locations.",
            "{owner} is preparing to {plan}.",
            "Steps are being taken to {plan}.",
            "{thing} features on the agenda of the {forum} each {period}.",
            "Discussions with partner organisations about {thing} continue.",
            "At present {S:be} testing ways to {plan}.",
            "Daily management meetings are looking closely at {thing}.",
            "{S:remain} conscious that the change has yet to bed in.",
            "A dashboard that tracks {thing} is currently being built.",
        ],
    ),
    (
        "chief_plan",
        &[
            "Subject to approval by the {forum}, {S:expect} to {plan} during {next}.",
            "{owner} will oversee the effort to {plan}.",
            "Further work to {plan} is scheduled for {next}.",
            "It is our intention to {plan} no later than {next}.",
            "During {next}, {owner} will {plan}.",
            "Once the budget has been settled, {S:will} {plan}.",
            "The {forum} is due to decide in {next} whether to {plan}.",
            "Arrangements to {plan} are to be finalised in {next}.",
            "{S:aim} to {plan} ahead of the next inspection.",
        ],
    ),
    ("chief_close", &["Nothing further remains outstanding here.", "{S:regard} the matter as discharged."]),
    // The commissioner answers.
    (
        "commissioner",
        &[
            "{C:be} minded to include {thing} in the next round of scrutiny.",
            "Correspondence that reaches {my} office suggests that {thing} still falls short.",
            "The {chief} and {owner} gave evidence on {thing} at a public session in {past}.",
            "It is to the credit of those involved that the {noun} intends to {plan}.",
            "{C:expect} the {chief} to {plan} without further delay.",
            "Victims’ groups have told {me} that {thing} matters a great deal to them.",
            "{C:doubt} that present resources suffice for {thing}, and {c:be} in talks with ministers about it.",
            "A dip check commissioned by {my} office in {past} gave {percent} per cent of cases a good rating.",
            "At the next holding-to-account session {C:will} question the {chief} about {thing}.",
            "{C:note} the steps described and {c:look} forward to the results.",
            "{C:remain} concerned about {thing} and {c:have} said so to the {chief}.",
            "{thing} is a priority in {my} Police and Crime Plan.",
            "{C:have} commissioned an independent look at {thing}, which is expected in {next}.",
            "{C:have} sought written assurance from the {chief} before {next}.",
            "{My} team observed a live session in {past} and came away reassured.",
            "Having visited the teams involved, {C:consider} the pace of change adequate.",
            "Funding of {percent_money} for this was included in the budget that {C:approved} in {past}.",
            "{C:intend} to return to this subject in {next}.",
        ],
    ),
    (
        "welcome",
        &[
            "In {my} Police and Crime Plan {C:promised} better outcomes, and these conclusions test that promise.",
            "{C:attach} particular weight to what is said about {thing}.",
            "Since {long_before} {C:have} pressed for change in {thing}.",
            "The comments made by inspectors on {thing} chime with what residents tell {me}.",
            "Independent inspection plays a vital part in keeping policing honest, and {C:value} it.",
            "There is much in these pages of which local people can be proud.",
            "It is clear to {me} that {thing} needs to be better.",
            "{C:find} the conclusions fair and balanced.",
            "Residents raise {thing} with {me} time and again.",
            "{C:have} spoken at length with the {chief} about what inspectors discovered.",
            "Some of what inspectors describe makes for uncomfortable reading.",
        ],
    ),
    (
        "overall",
        &[
            "To sum up, {C:endorse} the response of the {chief} and {c:look} to {owner} to see it through.",
            "Taken together, these steps give {me} confidence in the direction of travel.",
            "Looking across the report as a whole, {C:conclude} that the picture is a mixed one.",
            "Finally, {C:wish} to record {my} appreciation of everyone who took part in the inspection.",
        ],
    ),
    (
        "overall_more",
        &[
            "Residents can follow what happens next on {my} website.",
            "{C:will} bring all open points to a public session in {next}.",
            "{C:remain} committed to robust and transparent scrutiny.",
        ],
    ),
    // The chief officer in general.
    (
        "overview",
        &[
            "{S:intend} to invite inspectors back before {next} to see what has changed.",
            "On {thing} the conclusions are hard to read, and rightly so.",
            "{our} investment of {percent_money} in {thing} is starting to pay off.",
            "Staff at every level have been told what is expected of them, and {owner} holds regular briefings.",
            "{S:be} thankful to the inspection team for its professional approach.",
            "Much of what is reported had been identified by {our} own assurance work.",
            "{S:have} brought every point into a single programme under {owner}.",
            "{our} people deserve credit for the strengths that are highlighted.",
            "There is no complacency about the areas that fall short.",
            "Delivery is tracked through the {forum}.",
            "{S:regret} that some members of the public did not get the service that they deserved.",
        ],
    ),
    (
        "overview_end",
        &["Should you require anything further, my staff officer will gladly assist.", "I trust that you will find this useful."],
    ),
    // What the document says about the report and about itself.
    (
        "summary",
        &[
            "Strengths were noted in {thing}.",
            "More than {hundreds} people were interviewed, from probationers to chief officers.",
            "The tone of the report is constructive, although it has hard words about {thing}.",
            "Comparisons are drawn with {n} other organisations.",
            "Fieldwork took place during {before}.",
            "At the heart of the report are two questions: the state of {thing}, and the future of {thing}.",
            "Evidence was gathered from {n} focus groups and a review of {hundreds} case files.",
            "The inspectorate was critical of {thing}.",
            "A previous visit, in {long_before}, had reached similar conclusions.",
        ],
    ),
    ("count", &["In all, HMICFRS put forward {counts}.", "The report culminates in {counts}."]),
    (
        "opening",
        &[
            "HM Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS) released “{title}” on {published}.",
            "As {role}, I am required to comment on “{title}” (HMICFRS, {published}).",
        ],
    ),
    (
        "opening_chief",
        &[
            "You invited my observations on “{title}”, released by HMICFRS on {published}.",
            "Following the release of “{title}” by HMICFRS on {published}, I set out where {force} stands.",
        ],
    ),
    (
        "opening_page",
        &[
            "The {publisher} has considered “{title}”, issued by HMICFRS on {published}, and comments as follows.",
            "HMICFRS issued “{title}” on {published}; the comments of the {publisher} appear here.",
        ],
    ),
    (
        "opening_plan",
        &[
            "{force} has prepared this plan to deal with the points raised by HMICFRS in “{title}” ({published}).",
            "Below is a record of what {force} has done about “{title}”, an inspection report issued by HMICFRS on {published}.",
        ],
    ),
    ("law", &["Comments on reports of this kind must be made public within eight weeks under the Police Act 1996."]),
    // Who speaks next.
    ("lead_findings", &["Let me take the points one by one.", "The points that concern {place} are these."]),
    (
        "lead_by_chief",
        &[
            "What {force} says about it stands directly underneath.",
            "Underneath each point the {chief} explains what is being done.",
        ],
    ),
    ("lead_by_commissioner", &["My own view stands directly underneath.", "Underneath each point I explain where I stand."]),
    (
        "lead_quote",
        &["Commenting on the report, {chief} {chief_name} wrote:", "{chief_name}, who is {chief} of {force}, states:"],
    ),
    ("lead_voice", &["The {chief} informs me as follows:", "The {chief} wrote to me on this point:"]),
    // A paper for a committee.
    ("paper_purpose", &["Members are informed of the outcome of an inspection and of the steps taken since."]),
    (
        "paper_ask",
        &[
            "Members are invited to consider Annex {letter} and to raise questions.",
            "It is recommended that Members receive the update.",
        ],
    ),
    ("paper_cost", &["Any costs will be met from within the existing budget."]),
    ("paper_risk", &["The principal risk is that the same shortcomings are found again at the next inspection."]),
];
