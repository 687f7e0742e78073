//! Detects personal names in texts that should name a post, and words about somebody's health.
//!
//! The results are only hints for a person to check. A name is recognised by what stands next to it (a title, a rank, a collar
//! number, an initial), by a common first name, or as two capitalised words of which neither belongs to a post. To have a post
//! recognised, add its word to `POSTS`.

use crate::model::force::in_prose;

/// Titles that come before a name.
const TITLES: &str = "\
    mr mrs ms miss mx dr prof professor sir dame lord lady cllr councillor";

/// Ranks and offices, with their usual abbreviations.
const RANKS: &str = "\
    pc dc ps ds di dci dsu dcs ci supt dsupt sgt insp sergeant inspector constable superintendent commander cmdr acc dcc \
    cc aco dac ac commissioner pcso detective chief ch det acting temporary deputy assistant special t a";

/// Words of posts, units and subjects, in the singular.
const POSTS: &str = "\
    academy account adviser advisor agency analyst area armed asset assurance audit auditor authority ballistic barn \
    board borough bureau business call camera career case central centre change child clerk college command commission \
    committee communication community complaint contact control coordinator co-ordinator corporate corruption council \
    counsel counter county court crime criminal culture custody customer cyber data demand department desk digital \
    director district diversity division dog domestic drone drug duty early east eastern economic equality equipment \
    estate evidence exploitation exhibit family farm field finance financial firearm fleet force forensic form forum \
    fraud front gold silver bronze governance gang group handler harm head health healthcare homicide human hub hydra \
    identity independent infrastructure innovation inspectorate insight integrated intelligence internal investigator \
    ict it joint justice key knowledge lead leader legal liaison lime local lock major manager marine media member \
    mental missing modern mounted national neighbourhood network north northern office officer online operational \
    organised organisational oversight owner panel partner partnership patrol people performance person personnel \
    planner plan police policy portfolio practice precept prevention principal prison problem procurement professional \
    programme project property prosecution protection public quality quartermaster race rape regional register registrar \
    report representative research resource response review reviewer risk road roads rural safeguarding safety school \
    scrutiny secretariat secretary section senior serious service sex sexual shared slavery solution solicitor south \
    southern staff standard station steering store strategic strategy street supervisor support surveillance system \
    tactical task team technical technology theft town traffic trainer transformation transport treasurer unit urban use \
    vehicle vetting victim violence volunteer vulnerable vulnerability warrant web welfare west western wildlife witness \
    women workforce working youth executive president chair vice cabinet mayor minister holder interim designate retired \
    former current new old all both one two three home hq headquarters not none to be confirmed vacant unknown various";

/// Endings that words of posts have and names rarely do: "Policing", "Development", "Analytics", "Equality".
const ENDINGS: &[&str] = &["ing", "tion", "sion", "ment", "ity", "ics", "ance", "ence", "ship", "ness", "ogy", "ery", "ure"];

/// Common first names that are not also ordinary words, from the places where officers' families come from.
const FIRST_NAMES: &str = "\
    aaron abdul abigail adam adebayo adrian agnieszka ahmed aisha alan alastair alex alexander alexandra ali alice \
    alison amanda amir amit amy andrea andrew andy angela anita anna anne anthony anwar arjun asif ayesha barbara barry \
    ben benjamin bernard beth brian bridget callum cameron caroline catherine charlotte chidi chloe chris christine \
    christopher claire clare colin craig daniel darren dave david dawid deborah deepak derek diane donna dylan eleanor \
    elaine elizabeth emily emma eric erin ewan farah fatima fiona gareth gary gavin gemma geoff geoffrey george gillian \
    giles gordon graeme graham gurpreet gwen hannah harpreet harriet hassan hayley heather helen henry hussain ian \
    ibrahim imran ioan irene isabel jack jacob jacqueline jagdeep james jamie jane janet jason jayne jenny jennifer \
    jeremy jessica jo joan joanna joanne joe john jon jonathan joseph josh joshua joyce judith julia julian julie kamal \
    karen kate katherine katie keith kelly ken kenneth kevin khalid kirsty kumar kwame laura lauren leanne lee leon \
    lesley leslie lewis liam linda lisa louise lucy luke lynn malcolm manjit margaret maria marie martin mary matt \
    matthew megan melanie michael michelle mike mohamed mohammad mohammed muhammad nadia naomi natalie nathan neil nia \
    nicholas nick nicola nigel nisha oliver olivia oluwaseun omar owen paige pamela patricia patrick paul paula pauline \
    pete peter philip piotr pooja priya rachel rajesh ravi rebecca rhys richard rob robert robin roger ronald ross ruth \
    ryan sadia sally sam samantha samuel sandeep sandra sanjay sara sarah scott sean seren shabana shahid shannon sharon \
    shaun sheila simon sioned sophie stella stephanie stephen steve steven stuart sunita susan suzanne tanya tariq terry \
    thomas tim timothy tina tom tony tracey tracy usman vanessa victoria vijay vikram vivienne wayne wendy william \
    yasmin yusuf zainab zoe";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameWord {
    Title,
    Rank,
    Number,
    Initial,
    FirstName,
    /// Capitalised, and not a word of a post.
    Name,
    /// A word of a post, an abbreviation, or a word in lower case.
    Post,
}

/// Returns the part of a text that looks like a person's name, such as "PC 1234 Jane Doe" in "Custody (PC 1234 Jane Doe)".
pub fn personal_name(text: &str) -> Option<&str> {
    segments(text).find(|segment| {
        let words: Vec<NameWord> = segment.split([' ', '\t', '\n', '/']).filter_map(word).collect();
        is_a_person(&words, segment) || segment.split_whitespace().any(is_mail_address)
    })
}

/// Splits a text at commas, brackets, dashes and "and", so that each piece is one post or one person.
fn segments(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '(', ')', '[', ']', ':', '&', '–', '—'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

fn word(text: &str) -> Option<NameWord> {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let lower = bare.to_lowercase();
    let first = bare.chars().next()?;
    let listed = |list: &str, word: &str| list.split(' ').any(|known| known == word);
    let is_post = |part: &str| {
        // The list of posts has singulars only.
        let one =
            part.strip_suffix("ies").map_or_else(|| part.strip_suffix('s').unwrap_or(part).to_owned(), |stem| format!("{stem}y"));
        listed(POSTS, part)
            || listed(POSTS, &one)
            || part.len() > 5 && ENDINGS.iter().any(|ending| part.ends_with(ending) || one.ends_with(ending))
    };
    // HQ and ICT are abbreviations of posts or units, not names.
    let is_abbreviation = bare.chars().filter(|c| c.is_alphabetic()).count() > 1 && !bare.chars().any(char::is_lowercase);
    Some(if bare.chars().all(|c| c.is_ascii_digit()) {
        NameWord::Number
    } else if listed(TITLES, &lower) && first.is_uppercase() {
        NameWord::Title
    // "A" and "T" stand for acting and temporary ranks, but "A." is an initial.
    } else if listed(RANKS, &lower) && (bare.len() > 1 || text == bare) && first.is_uppercase() {
        NameWord::Rank
    } else if bare.chars().count() == 1 && first.is_uppercase() {
        NameWord::Initial
    } else if is_abbreviation || !first.is_uppercase() || lower.split(['-', '’', '\'']).any(is_post) {
        NameWord::Post
    } else if listed(FIRST_NAMES, &lower) {
        NameWord::FirstName
    } else {
        NameWord::Name
    })
}

fn is_a_person(words: &[NameWord], segment: &str) -> bool {
    let is_name = |word: &NameWord| matches!(word, NameWord::FirstName | NameWord::Name);
    let is_part = |word: &NameWord| is_name(word) || *word == NameWord::Initial;
    let named_by_rank = (0..words.len()).any(|at| match words[at] {
        NameWord::Title => words.get(at + 1).is_some_and(is_part),
        // A rank followed by a collar number identifies an officer.
        NameWord::Rank if words.get(at + 1) == Some(&NameWord::Number) => true,
        // "Supt Patel" is a person, "Supt Hydra Programme" is not: all the words after the rank must be able to belong to a name.
        NameWord::Rank => {
            let rest = &words[at + 1..];
            rest.iter().any(is_name) && rest.iter().all(is_part)
        }
        NameWord::FirstName => words.get(at + 1).is_some_and(is_part),
        // "J. Smith" is a person, "C Division" is not.
        NameWord::Initial => words[at + 1..].iter().any(is_name) && words[at + 1..].iter().all(is_part),
        _ => false,
    });
    // A lone surname could be any word, but a lone first name from the list could not.
    let is_whole_name = matches!(words, [NameWord::FirstName]) || (2..=3).contains(&words.len()) && words.iter().all(is_name);
    (named_by_rank || is_whole_name) && !is_a_force(segment)
}

/// Returns whether these words are the name of a force, which can look like a first name and a surname.
fn is_a_force(text: &str) -> bool {
    in_prose().any(|(in_prose, usual)| [in_prose, usual].iter().any(|name| name.eq_ignore_ascii_case(text)))
}

fn is_mail_address(word: &str) -> bool {
    // A shared mailbox such as custody@example.org has no dot before the @; a personal address usually has one.
    word.split_once('@').is_some_and(|(name, domain)| name.contains('.') && domain.contains('.'))
}

/// Words about health that reports on police forces do not use for their own subject.
const HEALTH: &str = "\
    sick sickness ill illness unwell maternity pregnant pregnancy miscarriage cancer tumour chemotherapy radiotherapy \
    stress anxiety depression depressed burnout surgery hospitalised bereavement bereaved diagnosis diagnosed menopause \
    dementia diabetes epilepsy disabled convalescing";

const HEALTH_PHRASES: &[&str] = &[
    "mental breakdown",
    "nervous breakdown",
    "heart attack",
    "medical leave",
    "compassionate leave",
    "sick leave",
    "phased return",
    "occupational health",
    "long-term sick",
    "medical appointment",
    "medical grounds",
    "paternity leave",
    "adoption leave",
    "his mental health",
    "her mental health",
    "their mental health",
];

/// Returns the first word or phrase in a text about somebody's health, in lower case.
pub fn health_word(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
    let line = format!(" {} ", words.join(" "));
    let phrase = HEALTH_PHRASES.iter().find(|phrase| line.contains(&format!(" {phrase} ")));
    phrase.copied().or_else(|| {
        words.iter().enumerate().find_map(|(at, word)| {
            let known = HEALTH.split(' ').find(|known| known == word)?;
            // A "stress test" is about a system, not a person.
            let is_a_test = known == "stress" && words.get(at + 1).is_some_and(|next| next.starts_with("test"));
            (!is_a_test).then_some(known)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_no_person() {
        for post in [
            "DCC",
            "ACC",
            "Chief Constable",
            "Deputy Chief Constable",
            "Assistant Chief Constable (Local Policing)",
            "T/ACC Crime",
            "Ch Supt Crime",
            "Ch. Supt. Operations",
            "Insp. of Training",
            "Detective Superintendent, Investigations",
            "Head of Custody",
            "Head of People and Culture",
            "Head of Counter-Corruption",
            "Force Crime Registrar",
            "Vetting Review Lead",
            "Estates",
            "Modern Slavery and OIC Team Inspector",
            "Hydra Lead",
            "Supt Neighbourhoods",
            "DCI Public Protection",
            "Head of C Division",
            "B Division",
            "West Mercia",
            "West Mercia Police",
            "Thames Valley",
            "HMICFRS",
            "Police and Crime Commissioner",
            "PCC",
            "OPCC",
            "Corporate Communications",
            "Use of Force Lead",
            "Director of People",
            "Quartermaster",
            "Stores",
            "Rural Crime",
            "Old Chief",
            "Deputy Mayor for Policing and Crime",
            "Chief Executive",
            "custody@example.org",
            "Head of O'Brien & Sons",
            "Chief Finance Officer",
            "Audit and Risk Committee",
            "PS Custody",
            "Sergeant, Stores",
            "Legal Services",
            "Data Protection Officer",
            "To be confirmed",
        ] {
            assert_eq!(personal_name(post), None, "{post}");
        }
    }

    #[test]
    fn a_person_is_found_in_any_of_the_usual_forms() {
        for (text, found) in [
            ("Jane Smith", "Jane Smith"),
            ("PC 1234 Jane Doe", "PC 1234 Jane Doe"),
            ("PC 1234", "PC 1234"),
            ("DCC Smith", "DCC Smith"),
            ("Deputy Chief Constable Jane Smith", "Deputy Chief Constable Jane Smith"),
            ("Ch Supt Patel", "Ch Supt Patel"),
            ("Mr Jones", "Mr Jones"),
            ("Mrs. A. Khan", "Mrs. A. Khan"),
            ("J. Smith", "J. Smith"),
            ("Head of Custody (Jane Smith)", "Jane Smith"),
            ("Jane Smith, Head of Custody", "Jane Smith"),
            ("Adaeze Okonkwo", "Adaeze Okonkwo"),
            ("Head of Training and Supt Mary O'Neill", "Supt Mary O'Neill"),
            ("jane.smith@example.org", "jane.smith@example.org"),
            ("Sarah", "Sarah"),
        ] {
            assert_eq!(personal_name(text), Some(found), "{text}");
        }
    }

    #[test]
    fn words_of_health_are_found_and_those_of_the_subject_are_not() {
        for (text, found) in [
            ("The owner was on sick leave", Some("sick leave")),
            ("Delayed: she is on maternity leave.", Some("maternity")),
            ("The trainer is ill.", Some("ill")),
            ("Off with stress", Some("stress")),
            ("The system passed its stress test", None),
            ("Mental health assessments are quicker to come by", None),
            ("The lift was illegally parked; ill-treatment of detainees", None),
            ("A breakdown of the figures", None),
        ] {
            assert_eq!(health_word(text), found, "{text}");
        }
    }
}
