//! Names that stand in no list of phrases: forces, services and their bodies are real, people are made up. What the inspectorate
//! grades has the inspectorate's own names, whoever writes the document.

/// A force or a fire and rescue service, and who holds it to account.
pub(crate) struct Place {
    pub(crate) full: &'static str,
    pub(crate) short: &'static str,
    /// What it calls itself in a sentence: the force, the Constabulary.
    pub(crate) noun: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) office: &'static str,
    /// The office with its place, as under a letter.
    pub(crate) role: &'static str,
    pub(crate) body: &'static str,
    pub(crate) shorts: &'static [&'static str],
    pub(crate) chief: &'static str,
}

macro_rules! place {
    ($full:literal, $short:literal, $noun:literal, pcc) => {
        Place {
            full: $full,
            short: $short,
            noun: $noun,
            kind: "pcc",
            office: "Police and Crime Commissioner",
            role: concat!("Police and Crime Commissioner for ", $short),
            body: concat!("Office of the Police and Crime Commissioner for ", $short),
            shorts: &["Commissioner", "PCC"],
            chief: "Chief Constable",
        }
    };
    ($full:literal, $short:literal, $noun:literal, pfcc, $chief:literal) => {
        Place {
            full: $full,
            short: $short,
            noun: $noun,
            kind: "pfcc",
            office: "Police, Fire and Crime Commissioner",
            role: concat!("Police, Fire and Crime Commissioner for ", $short),
            body: concat!("Office of the Police, Fire and Crime Commissioner for ", $short),
            shorts: &["Commissioner", "PFCC"],
            chief: $chief,
        }
    };
    ($full:literal, $short:literal, mayor, $kind:literal, $role:literal, $body:literal, $chief:literal) => {
        Place {
            full: $full,
            short: $short,
            noun: "force",
            kind: $kind,
            office: $role,
            role: $role,
            body: $body,
            shorts: &["Mayor"],
            chief: $chief,
        }
    };
    ($full:literal, authority, $body:literal) => {
        Place {
            full: $full,
            short: $full,
            noun: "service",
            kind: "fire_authority",
            office: concat!("Chair of ", $body),
            role: concat!("Chair of ", $body),
            body: $body,
            shorts: &["Authority"],
            chief: "Chief Fire Officer",
        }
    };
}

pub(crate) const FORCES: &[Place] = &[
    place!("Kent Police", "Kent", "force", pcc),
    place!("Surrey Police", "Surrey", "force", pcc),
    place!("Sussex Police", "Sussex", "force", pcc),
    place!("Thames Valley Police", "Thames Valley", "force", pcc),
    place!("Devon and Cornwall Police", "Devon and Cornwall", "force", pcc),
    place!("Avon and Somerset Police", "Avon and Somerset", "force", pcc),
    place!("Dyfed-Powys Police", "Dyfed-Powys", "force", pcc),
    place!("North Wales Police", "North Wales", "force", pcc),
    place!("West Midlands Police", "West Midlands", "force", pcc),
    place!("Leicestershire Police", "Leicestershire", "force", pcc),
    place!("Lancashire Constabulary", "Lancashire", "constabulary", pcc),
    place!("Durham Constabulary", "Durham", "constabulary", pcc),
    place!("Norfolk Constabulary", "Norfolk", "constabulary", pcc),
    place!("Hertfordshire Constabulary", "Hertfordshire", "constabulary", pcc),
    place!("Humberside Police", "Humberside", "force", pcc),
    place!("Nottinghamshire Police", "Nottinghamshire", "force", pcc),
    place!("Essex Police", "Essex", "force", pfcc, "Chief Constable"),
    place!("Northamptonshire Police", "Northamptonshire", "force", pfcc, "Chief Constable"),
    place!("Cumbria Constabulary", "Cumbria", "constabulary", pfcc, "Chief Constable"),
    place!(
        "Greater Manchester Police",
        "Greater Manchester",
        mayor,
        "mayor",
        "Mayor of Greater Manchester",
        "Greater Manchester Combined Authority",
        "Chief Constable"
    ),
    place!(
        "West Yorkshire Police",
        "West Yorkshire",
        mayor,
        "mayor",
        "Mayor of West Yorkshire",
        "West Yorkshire Combined Authority",
        "Chief Constable"
    ),
    place!(
        "the Metropolitan Police",
        "Metropolitan Police",
        mayor,
        "mopac",
        "Mayor of London",
        "Mayor’s Office for Policing and Crime",
        "Commissioner"
    ),
];

pub(crate) const SERVICES: &[Place] = &[
    place!("Kent Fire and Rescue Service", authority, "Kent and Medway Fire and Rescue Authority"),
    place!("Avon Fire and Rescue Service", authority, "Avon Fire Authority"),
    place!("Lancashire Fire and Rescue Service", authority, "Lancashire Combined Fire Authority"),
    place!("Devon and Somerset Fire and Rescue Service", authority, "Devon and Somerset Fire and Rescue Authority"),
    place!("Tyne and Wear Fire and Rescue Service", authority, "Tyne and Wear Fire and Rescue Authority"),
    place!("Humberside Fire and Rescue Service", authority, "Humberside Fire Authority"),
    place!("Cheshire Fire and Rescue Service", authority, "Cheshire Fire Authority"),
];

pub(crate) const FIRST_NAMES: &[&str] = &[
    "Alison", "Anthony", "Bethan", "Callum", "Deborah", "Elinor", "Farah", "Gareth", "Harriet", "Imran", "Joanna", "Keith",
    "Lorna", "Marcus", "Nadia", "Owen", "Philippa", "Rajesh", "Siobhan", "Trevor", "Ursula", "Vincent", "Wendy", "Yusuf",
];

pub(crate) const LAST_NAMES: &[&str] = &[
    "Ashdown",
    "Barraclough",
    "Chowdhury",
    "Dewhurst",
    "Eastlake",
    "Fairbairn",
    "Goodacre",
    "Hallam",
    "Iveson",
    "Jessop",
    "Kettley",
    "Longstaff",
    "Marwood",
    "Nettleton",
    "Okafor",
    "Penhale",
    "Quayle",
    "Ravenhill",
    "Sandhu",
    "Thackray",
    "Underhill",
    "Vickery",
    "Whitlock",
    "Yelland",
];

/// What the inspectorate grades in a force: the name on its page and the same inside a sentence.
pub(crate) const POLICE_AREAS: &[&str] = &[
    "Preventing crime",
    "Treatment of the public",
    "Responding to the public",
    "Investigating crime",
    "Protecting vulnerable people",
    "Managing offenders and suspects",
    "Building, supporting and protecting the workforce",
    "Leadership and force management",
];

pub(crate) const FIRE_AREAS: &[&str] = &[
    "Understanding the risk of fire and other emergencies",
    "Preventing fires and other risks",
    "Protecting the public through fire regulation",
    "Responding to fires and other emergencies",
    "Responding to major and multi-agency incidents",
    "Making best use of resources",
    "Promoting the right values and culture",
    "Ensuring fairness and promoting diversity",
];

/// A grade as printed and as a record keeps it.
pub(crate) const GRADES: &[(&str, &str)] = &[
    ("Outstanding", "outstanding"),
    ("Good", "good"),
    ("Good", "good"),
    ("Adequate", "adequate"),
    ("Adequate", "adequate"),
    ("Requires improvement", "requires_improvement"),
    ("Requires Improvement", "requires_improvement"),
    ("Inadequate", "inadequate"),
];
