//! The police forces and fire services of the United Kingdom by their usual names, so that a typing error makes no new one.
//!
//! The names are facts, as the bodies themselves and the inspectorates print them. A force by another name (of another country, of another
//! time) is known where the office lists it: `forces:` in `irr.yaml`. To add one: a line in [`POLICE`] or [`FIRE`].

use super::Force;
use super::nearest::nearest;

/// A force or service, and what else it is called.
struct Row {
    /// Its usual name, as records have it.
    name: &'static str,
    /// How prose names it before "Police" or "Constabulary"; empty where it does not.
    in_prose: &'static str,
    /// Other names.
    also: &'static [&'static str],
}

const fn row(name: &'static str) -> Row {
    Row { name, in_prose: name, also: &[] }
}

const fn named(name: &'static str, in_prose: &'static str, also: &'static [&'static str]) -> Row {
    Row { name, in_prose, also }
}

/// The territorial forces of England and Wales, those of Scotland and Northern Ireland, and the special ones.
///
/// A longer name stands before one that it begins with.
const POLICE: &[Row] = &[
    named("Avon and Somerset", "Avon and Somerset", &["Avon & Somerset"]),
    row("Bedfordshire"),
    row("Cambridgeshire"),
    row("Cheshire"),
    row("City of London"),
    row("Cleveland"),
    row("Cumbria"),
    row("Derbyshire"),
    named("Devon and Cornwall", "Devon and Cornwall", &["Devon & Cornwall"]),
    row("Dorset"),
    row("Durham"),
    named("Dyfed-Powys", "Dyfed-Powys", &["Dyfed Powys"]),
    row("Essex"),
    row("Gloucestershire"),
    named("Greater Manchester", "Greater Manchester", &["GMP"]),
    row("Gwent"),
    named("Hampshire and Isle of Wight", "Hampshire and Isle of Wight", &["Hampshire and the Isle of Wight"]),
    // As it was called until 2021: records of that time keep the name.
    row("Hampshire"),
    row("Hertfordshire"),
    row("Humberside"),
    row("Kent"),
    row("Lancashire"),
    row("Leicestershire"),
    row("Lincolnshire"),
    row("Merseyside"),
    named("Metropolitan", "Metropolitan", &["Met", "MPS"]),
    row("Norfolk"),
    row("North Wales"),
    row("North Yorkshire"),
    row("Northamptonshire"),
    row("Northumbria"),
    row("Nottinghamshire"),
    row("South Wales"),
    row("South Yorkshire"),
    row("Staffordshire"),
    row("Suffolk"),
    row("Surrey"),
    row("Sussex"),
    row("Thames Valley"),
    row("Warwickshire"),
    row("West Mercia"),
    row("West Midlands"),
    row("West Yorkshire"),
    row("Wiltshire"),
    named("Police Scotland", "", &["Scotland", "Police Service of Scotland"]),
    named("Police Service of Northern Ireland", "", &["PSNI", "Northern Ireland"]),
    named("British Transport Police", "British Transport", &["BTP"]),
    named("Civil Nuclear Constabulary", "Civil Nuclear", &["CNC"]),
    named("Ministry of Defence Police", "Ministry of Defence", &["MoD Police", "MDP"]),
    named("National Crime Agency", "", &["NCA"]),
    named("Royal Military Police", "Royal Military", &["RMP"]),
    named("Royal Navy Police", "Royal Navy", &["RNP"]),
    named("Royal Air Force Police", "Royal Air Force", &["RAF Police"]),
];

/// The fire and rescue services: of England, Wales, Scotland and Northern Ireland. The words for the service stand behind each but a few.
const FIRE: &[Row] = &[
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

/// What stands behind the usual name of a fire service.
const FIRE_AND_RESCUE: &str = "Fire and Rescue Service";

/// Words behind a name that only say what it is, the longest first.
const POLICE_WORDS: [&str; 4] = ["police service", "police force", "police", "constabulary"];
const FIRE_WORDS: [&str; 7] =
    ["fire and rescue service", "fire and rescue authority", "fire and rescue", "fire service", "fire brigade", "frs", "fire"];

/// The forces that are known: those of the table, and those that the office lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forces {
    others: Vec<Force>,
}

/// A name that no force or fire service has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no police force or fire service that irr knows")]
pub struct UnknownForce {
    /// The name as given.
    pub given: String,
    /// The usual name that comes nearest.
    pub nearest: Option<String>,
}

impl Forces {
    /// Those of the table, and these.
    pub fn also(names: &[Force]) -> Self {
        Self { others: names.to_vec() }
    }

    /// The force that a name means, by its usual name: "Kent" for "Kent Police", "kent" and "Kent".
    ///
    /// # Errors
    /// Where no force has that name.
    pub fn read(&self, text: &str) -> Result<Force, UnknownForce> {
        let text = text.trim();
        if let Some(known) = self.others.iter().find(|other| other.as_str().eq_ignore_ascii_case(text)) {
            return Ok(known.clone());
        }
        usual_name(text)
            .map(|name| Force::from(name.as_str()))
            .ok_or_else(|| UnknownForce { given: text.to_owned(), nearest: self.nearest(text) })
    }

    /// The usual name that comes nearest to one that is not known.
    fn nearest(&self, text: &str) -> Option<String> {
        let names = self.names();
        let whole = nearest(text, names.iter().map(String::as_str)).map(str::to_owned);
        let bare = bare(text, &POLICE_WORDS);
        whole.or_else(|| nearest(&bare, names.iter().map(String::as_str)).map(str::to_owned))
    }

    /// Every usual name, those of the office first.
    pub fn names(&self) -> Vec<String> {
        let others = self.others.iter().map(ToString::to_string);
        let police = POLICE.iter().map(|row| row.name.to_owned());
        others.chain(police).chain(FIRE.iter().map(fire_name)).collect()
    }
}

/// Whether a force has a local policing body, which section 55 of the Police Act 1996 obliges: some have Acts of their own instead.
pub fn has_local_policing_body(force: &str) -> bool {
    const WITHOUT: [&str; 3] = ["ministry of defence", "civil nuclear", "national crime agency"];
    let name = force.to_lowercase();
    !WITHOUT.iter().any(|without| name.starts_with(without))
}

/// How prose names forces, each with its usual name; a longer one stands before one that it begins with.
pub fn in_prose() -> impl Iterator<Item = (&'static str, &'static str)> {
    POLICE.iter().filter(|row| !row.in_prose.is_empty()).flat_map(|row| {
        let also = row.also.iter().copied().filter(|name| name.contains(' '));
        also.chain([row.in_prose]).map(|name| (name, row.name))
    })
}

fn fire_name(row: &Row) -> String {
    match row.name.contains("Fire") {
        true => row.name.to_owned(),
        false => format!("{} {FIRE_AND_RESCUE}", row.name),
    }
}

/// The usual name of the force or fire service that a text is the name of.
fn usual_name(text: &str) -> Option<String> {
    let is = |row: &&Row, name: &str| [row.name].iter().chain(row.also).any(|known| bare(known, &[]) == name);
    let plain = bare(text, &[]);
    if let Some(row) = POLICE.iter().find(|row| is(row, &plain)) {
        return Some(row.name.to_owned());
    }
    let (police, fire) = (bare(text, &POLICE_WORDS), bare(text, &FIRE_WORDS));
    if police != plain {
        return POLICE.iter().find(|row| is(row, &police)).map(|row| row.name.to_owned());
    }
    let is_fire = fire != plain || plain == "lfb";
    is_fire.then(|| FIRE.iter().find(|row| is(row, &fire) || is(row, &plain)).map(fire_name)).flatten()
}

/// A name in small letters, without marks, "the" before it and these words behind it.
fn bare(text: &str, words: &[&str]) -> String {
    let small = text.to_lowercase().replace('&', " and ");
    let name: Vec<&str> = small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let name = name.join(" ");
    let name = name.strip_prefix("the ").unwrap_or(&name);
    let cut = words.iter().find_map(|word| name.strip_suffix(word)?.strip_suffix(' '));
    cut.unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, Option<String>> {
        Forces::default().read(text).map(|force| force.to_string()).map_err(|error| error.nearest)
    }

    #[test]
    fn a_force_is_known_by_each_of_its_names() {
        for (text, name) in [
            ("Kent", "Kent"),
            ("kent", "Kent"),
            ("Kent Police", "Kent"),
            ("the Met", "Metropolitan"),
            ("Metropolitan Police Service", "Metropolitan"),
            ("Devon & Cornwall", "Devon and Cornwall"),
            ("Devon and Cornwall Police", "Devon and Cornwall"),
            ("Dyfed Powys Police", "Dyfed-Powys"),
            ("Essex Constabulary", "Essex"),
            ("Hampshire and the Isle of Wight Constabulary", "Hampshire and Isle of Wight"),
            ("Police Scotland", "Police Scotland"),
            ("PSNI", "Police Service of Northern Ireland"),
            ("British Transport Police", "British Transport Police"),
            ("NCA", "National Crime Agency"),
            ("Kent Fire and Rescue", "Kent Fire and Rescue Service"),
            ("Kent Fire & Rescue Service", "Kent Fire and Rescue Service"),
            ("London Fire Brigade", "London Fire Brigade"),
            ("Essex County Fire and Rescue Service", "Essex County Fire and Rescue Service"),
            ("Northern Ireland Fire and Rescue Service", "Northern Ireland Fire and Rescue Service"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(name), "{text}");
        }
    }

    #[test]
    fn a_typing_error_is_no_force_and_finds_the_nearest() {
        assert_eq!(read("Kant"), Err(Some("Kent".into())));
        assert_eq!(read("Kant Police"), Err(Some("Kent".into())));
        assert_eq!(read("Stafordshire"), Err(Some("Staffordshire".into())));
        assert_eq!(read("Ministry of Silly Walks"), Err(None));
        assert!(read("").is_err() && read("Police").is_err() && read("Fire and Rescue Service").is_err());
    }

    #[test]
    fn each_usual_name_is_its_own_and_none_is_there_twice() {
        let names = Forces::default().names();
        for name in &names {
            assert_eq!(read(name).as_deref(), Ok(name.as_str()));
            assert_eq!(names.iter().filter(|other| *other == name).count(), 1, "{name}");
        }
        // 43 territorial forces of England and Wales and Hampshire's former name; Scotland, Northern Ireland, seven special ones.
        assert_eq!((POLICE.len(), FIRE.len()), (44 + 2 + 7, 44 + 3 + 2));
    }

    #[test]
    fn the_office_may_list_others() {
        let forces = Forces::also(&["States of Jersey Police".into()]);
        assert_eq!(
            forces.read("states of jersey police").map(|force| force.to_string()).as_deref(),
            Ok("States of Jersey Police")
        );
        assert_eq!(forces.read("Kent").map(|force| force.to_string()).as_deref(), Ok("Kent"));
    }
}
