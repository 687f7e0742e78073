//! The table of forces and services, one line each.
//! A name that differs only in spelling or abbreviation needs no line (`names.rs`).

use crate::model::BodyKind;

/// A force or service: its names, the body responsible for it, and its chief officer.
pub(super) struct ForceRow {
    /// The usual name, as records have it.
    pub(super) name: &'static str,
    /// The name as prose has it before "Police" or "Constabulary"; empty where prose does not use one.
    pub(super) in_prose: &'static str,
    /// Other names.
    pub(super) also: &'static [&'static str],
    /// The body responsible for it.
    pub(super) bodies: Bodies,
    /// The title of its chief officer.
    pub(super) chief: &'static str,
}

/// The body responsible for a force.
#[derive(Debug, Clone, Copy)]
pub(super) enum Bodies {
    /// A police and crime commissioner, or a police, fire and crime commissioner, which is the same office.
    Commissioner,
    /// A commissioner, with the fire service since this day.
    FireAndCrimeSince(&'static str),
    /// A body of this kind since this day; before it a commissioner is usual, but this kind is accepted too.
    Since(&'static str, BodyKind),
    /// A body of this kind, always.
    Always(BodyKind),
    /// No local policing body.
    None,
    /// Not known; any body is accepted.
    NotKnown,
}

/// The words that the titles of the two London Commissioners share.
pub(super) const COMMISSIONER_OF_POLICE: &str = "Commissioner of Police";
pub(super) const CHIEF_CONSTABLE: &str = "Chief Constable";
pub(super) const CHIEF_FIRE_OFFICER: &str = "Chief Fire Officer";

const fn row(name: &'static str) -> ForceRow {
    ForceRow { name, in_prose: name, also: &[], bodies: Bodies::Commissioner, chief: CHIEF_CONSTABLE }
}

const fn named(name: &'static str, in_prose: &'static str, also: &'static [&'static str]) -> ForceRow {
    ForceRow { in_prose, also, ..row(name) }
}

/// Returns the row with another responsible body than a commissioner.
const fn under(row: ForceRow, bodies: Bodies) -> ForceRow {
    ForceRow { bodies, ..row }
}

/// Returns the row with another title for the chief officer.
const fn led_by(row: ForceRow, chief: &'static str) -> ForceRow {
    ForceRow { chief, ..row }
}

/// The territorial forces of England and Wales, those of Scotland and Northern Ireland, and the special forces.
///
/// A longer name must come before any shorter one it begins with, so that searches in prose find the longer one.
pub(super) const POLICE: &[ForceRow] = &[
    row("Avon and Somerset"),
    row("Bedfordshire"),
    row("Cambridgeshire"),
    row("Cheshire"),
    led_by(
        under(named("City of London", "City of London", &["CoLP"]), Bodies::Always(BodyKind::CommonCouncil)),
        "Commissioner of Police for the City of London",
    ),
    row("Cleveland"),
    under(row("Cumbria"), Bodies::FireAndCrimeSince("2023-04-01")),
    row("Derbyshire"),
    row("Devon and Cornwall"),
    row("Dorset"),
    row("Durham"),
    row("Dyfed-Powys"),
    under(row("Essex"), Bodies::FireAndCrimeSince("2017-10-01")),
    row("Gloucestershire"),
    under(named("Greater Manchester", "Greater Manchester", &["GMP"]), Bodies::Since("2017-05-08", BodyKind::Mayor)),
    row("Gwent"),
    named("Hampshire and Isle of Wight", "Hampshire and Isle of Wight", &["Hampshire and the Isle of Wight"]),
    // The force's name until 2021, which records of that time keep.
    row("Hampshire"),
    row("Hertfordshire"),
    row("Humberside"),
    row("Kent"),
    row("Lancashire"),
    row("Leicestershire"),
    row("Lincolnshire"),
    row("Merseyside"),
    led_by(
        under(
            named("Metropolitan", "Metropolitan", &["Met", "MPS", "New Scotland Yard", "Scotland Yard"]),
            Bodies::Since("2012-01-16", BodyKind::Mopac),
        ),
        "Commissioner of Police of the Metropolis",
    ),
    row("Norfolk"),
    named("North Wales", "North Wales", &["Gogledd Cymru"]),
    // The office is called Mayor of York and North Yorkshire.
    under(
        named("North Yorkshire", "North Yorkshire", &["York and North Yorkshire"]),
        Bodies::Since("2024-05-07", BodyKind::Mayor),
    ),
    under(row("Northamptonshire"), Bodies::FireAndCrimeSince("2019-01-01")),
    row("Northumbria"),
    row("Nottinghamshire"),
    named("South Wales", "South Wales", &["De Cymru"]),
    under(row("South Yorkshire"), Bodies::Since("2024-05-07", BodyKind::Mayor)),
    under(row("Staffordshire"), Bodies::FireAndCrimeSince("2018-08-01")),
    row("Suffolk"),
    row("Surrey"),
    row("Sussex"),
    named("Thames Valley", "Thames Valley", &["TVP"]),
    row("Warwickshire"),
    row("West Mercia"),
    // The order to transfer the functions to the mayor was quashed in March 2024, so there is still a commissioner.
    row("West Midlands"),
    under(row("West Yorkshire"), Bodies::Since("2021-05-10", BodyKind::Mayor)),
    row("Wiltshire"),
    under(named("Police Scotland", "", &["Scotland", "Police Service of Scotland"]), Bodies::NotKnown),
    under(named("Police Service of Northern Ireland", "", &["PSNI", "Northern Ireland", "North Ireland"]), Bodies::NotKnown),
    under(
        named("British Transport Police", "British Transport", &["BTP", "British Transport Police Authority", "BTPA"]),
        Bodies::Always(BodyKind::TransportPoliceAuthority),
    ),
    under(
        named("Civil Nuclear Constabulary", "Civil Nuclear", &["CNC", "Civil Nuclear Police", "Civil Nuclear Police Authority"]),
        Bodies::None,
    ),
    under(named("Ministry of Defence Police", "Ministry of Defence", &["MDP", "MoD Police"]), Bodies::None),
    led_by(under(named("National Crime Agency", "", &["NCA"]), Bodies::None), "Director General"),
    led_by(under(named("Royal Military Police", "Royal Military", &["RMP"]), Bodies::NotKnown), "Provost Marshal"),
    led_by(under(named("Royal Navy Police", "Royal Navy", &["RNP"]), Bodies::NotKnown), "Provost Marshal"),
    led_by(
        under(named("Royal Air Force Police", "Royal Air Force", &["RAF Police", "RAFP"]), Bodies::NotKnown),
        "Provost Marshal",
    ),
];

/// The fire and rescue services of the United Kingdom. "Fire and Rescue Service" is added to every name that lacks "Fire".
pub(super) const FIRE: &[ForceRow] = &[
    row("Avon"),
    row("Bedfordshire"),
    row("Buckinghamshire"),
    row("Cambridgeshire"),
    row("Cheshire"),
    row("Cleveland"),
    row("Cornwall"),
    named("County Durham and Darlington", "", &["Durham and Darlington"]),
    row("Cumbria"),
    row("Derbyshire"),
    row("Devon and Somerset"),
    row("Dorset and Wiltshire"),
    row("East Sussex"),
    named("Essex County", "", &["Essex"]),
    row("Gloucestershire"),
    row("Greater Manchester"),
    row("Hampshire and Isle of Wight"),
    named("Hereford and Worcester", "", &["Herefordshire and Worcestershire"]),
    row("Hertfordshire"),
    row("Humberside"),
    row("Isles of Scilly"),
    row("Kent"),
    row("Lancashire"),
    row("Leicestershire"),
    row("Lincolnshire"),
    named("London Fire Brigade", "", &["London", "LFB", "London Fire"]),
    row("Merseyside"),
    row("Norfolk"),
    row("North Yorkshire"),
    row("Northamptonshire"),
    row("Northumberland"),
    row("Nottinghamshire"),
    row("Oxfordshire"),
    named("Royal Berkshire", "", &["Berkshire"]),
    row("Shropshire"),
    row("South Yorkshire"),
    row("Staffordshire"),
    row("Suffolk"),
    row("Surrey"),
    row("Tyne and Wear"),
    row("Warwickshire"),
    row("West Midlands"),
    row("West Sussex"),
    row("West Yorkshire"),
    row("Mid and West Wales"),
    row("North Wales"),
    row("South Wales"),
    named("Scottish Fire and Rescue Service", "", &["Scotland", "Scottish"]),
    named("Northern Ireland Fire and Rescue Service", "", &["Northern Ireland"]),
];
