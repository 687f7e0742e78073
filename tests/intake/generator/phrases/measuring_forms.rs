//! Heads, labels, column heads and furniture of the measuring vocabulary.

use super::Phrases;

pub(crate) const FORMS: Phrases = &[
    // Letters.
    ("minister", &["Dear Secretary of State", "Home Secretary,"]),
    ("dear_holder", &["Dear {holder}", "Dear {holder_first},"]),
    ("goodbye", &["Kind regards", "With best wishes,", "Yours truly"]),
    ("subject", &["Inspectorate publication – {title}", "Comments on “{title}”"]),
    ("our_ref", &["Reference {short_ref}-{n}"]),
    // Heads.
    ("head_page", &["“{title}” – comments by the {holder_short}", "Inspectorate reports: {title}"]),
    ("head_plan", &["Improvement plan following “{title}”", "Delivery plan – {title}"]),
    ("head_summary", &["What the inspection covered", "Context", "The report in brief"]),
    ("head_initial", &["Introduction from the {holder_short}", "Opening remarks by the {holder_short}"]),
    ("head_overview", &["Message from the {chief}", "The {noun} as a whole: the {chief} writes"]),
    ("head_R", &["HMICFRS recommendations", "What HMICFRS recommended"]),
    ("head_AFI", &["Areas identified for improvement", "AFIs"]),
    ("head_COC", &["Concerns raised (causes of concern)", "HMICFRS causes of concern"]),
    ("head_mixed", &["Points raised by HMICFRS", "What inspectors asked for"]),
    ("head_answers_chief", &["What the {noun} is doing about each point", "The {chief}’s reply, point by point"]),
    (
        "head_answers_commissioner",
        &["What the {holder_short} thinks of each point", "The {holder_short}’s reply, point by point"],
    ),
    ("head_overall", &["Closing remarks by the {holder_short}", "Final word from the {holder_short}"]),
    ("head_grades", &["Judgements", "Graded judgements for {place}"]),
    // Labels of a form.
    ("label_chief", &["What the {noun} is doing", "{noun} position", "Statement by the {chief}", "{noun} update"]),
    ("label_commissioner", &["The {holder_short}’s view", "{holder_short} observations", "Remarks by the {holder_short}"]),
    ("label_owner", &["Responsible officer", "SRO", "Who leads"]),
    ("label_status", &["Where we are", "Stage reached"]),
    ("label_target", &["To be completed by", "We aim to finish by"]),
    ("label_due", &["Date required by HMICFRS", "Inspectorate’s due date"]),
    ("label_force", &["Police force", "Force concerned"]),
    ("label_title", &["Publication", "Which report is this about?"]),
    ("label_published", &["Issued by HMICFRS on", "When did HMICFRS publish it?"]),
    ("label_responded", &["Date of these comments", "Reply published"]),
    ("label_body", &["Responsible body"]),
    ("label_holder", &["Name of the {office}"]),
    ("label_chief_name", &["Name of the {chief}"]),
    ("label_inspectorate", &["Inspecting body"]),
    // Heads of columns.
    ("col_ref", &["Ref no", "#", "Item"]),
    ("col_R", &["HMICFRS recommendation", "Recommendation made by HMICFRS"]),
    ("col_AFI", &["AFI", "Area identified for improvement"]),
    ("col_COC", &["HMICFRS cause of concern"]),
    ("col_mixed", &["Point raised by HMICFRS", "What the report says"]),
    ("col_action", &["What will be done", "Activity", "Steps taken and planned", "How we are responding"]),
    ("col_update", &["Current position", "Commentary to date"]),
    ("col_owner", &["Responsible officer", "SRO", "Who"]),
    ("col_target", &["To be completed by", "When", "Timescale"]),
    ("col_status", &["State of play", "Stage", "BRAG"]),
    ("col_due", &["Date required by HMICFRS", "Inspectorate’s due date"]),
    ("col_commissioner", &["Views of the {holder_short}", "{holder_short} observations"]),
    // Where the work stands, and who does it.
    ("status_not_started", &["Yet to begin", "To be commenced"]),
    ("status_in_progress", &["Ongoing", "Under way", "Partially delivered"]),
    ("status_closed", &["Done", "Discharged", "Closed"]),
    ("post", &["Director of Intelligence", "DCC", "Ch Supt {person}", "Head of Public Protection", "T/ACC {person}"]),
    ("post_fire", &["DCFO", "Head of Response", "GM {person}", "Director of Resources"]),
    // A sign under quoted words.
    ("signed", &["{chief_name} QPM, {chief} of {force}", "– {chief_name}, writing as {chief}"]),
    // Around a page.
    (
        "menu",
        &[
            "Start|Meet the {holder_short}|Holding to account|Funding|Press office",
            "Skip to content|Search|Menu|Plan|Meetings|Media",
        ],
    ),
    (
        "cookies",
        &["Cookies on this site: some are essential, others help us to count visits. Allow. Decline. Manage preferences."],
    ),
    ("crumbs", &["Holding to account » Inspectorate publications » Replies", "Start / Transparency / Inspectorate"]),
    ("contact", &["Get in touch|Write to us: hello@{site}|Ring us: 0115 496 0{two}1"]),
    ("related", &["You may also like|Volunteers wanted for custody visiting|Council tax survey closes on Friday"]),
    ("footer", &["Copyright {year} {body}. All rights reserved. Cookie policy. Freedom of information.", "Share this page"]),
    ("responded", &["Posted on {responded}", "Online since {responded}"]),
    ("body_line", &["Oversight rests with {body}."]),
    // A paper.
    ("paper_title", &["Police, Fire and Crime Scrutiny Committee", "Joint Audit and Scrutiny Panel"]),
    ("paper_title_fire", &["Performance and Scrutiny Committee"]),
    ("paper_meeting", &["Meeting to be held on {meeting}"]),
    ("paper_author", &["Paper submitted by the Head of Assurance, {body}"]),
    ("paper_author_fire", &["Paper submitted by the Monitoring Officer, {body}"]),
    ("paper_heads", &["Why this is before you|What Members are asked to do|Setting the scene|Resources|Risks"]),
    ("appendix", &["Annex {letter}: what the {noun} is doing", "Annex {letter} – delivery plan of the {noun}"]),
];
