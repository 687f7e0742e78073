//! Recognises forces and their offices in prose.

use super::list;
use crate::model::BodyKind;
use crate::model::force::{commissioners_of_police, in_prose};

/// Returns the force that a text names, directly or by its office: "Surrey Police", "Commissioner for Surrey", "Surrey PCC".
///
/// A county name alone is a place, not a force.
pub(in crate::intake) fn force_in(text: &str) -> Option<&'static str> {
    // "Avon & Somerset" and "Dyfed Powys" are the names of the table, too.
    let plain = |text: &str| text.replace(['-', '‑', '–'], " ");
    let text = plain(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    // What is printed in capitals is compared in capitals.
    let is_shouted = text.len() > 3 && !text.chars().any(char::is_lowercase);
    let as_printed = |name: &str| if is_shouted { name.to_uppercase() } else { name.to_owned() };
    // The body has two councils in its name, the force one.
    let text = text.replace('&', &as_printed("and")).replace(&as_printed(" and Peterborough"), "");
    let mut found: Vec<(usize, usize, &'static str)> = Vec::new();
    for (name, force) in in_prose() {
        let name = plain(name);
        for (at, _) in text.match_indices(&as_printed(&name)) {
            let (before, after) = (text[..at].trim_end(), text[at + name.len()..].trim_start());
            let ends_word = !text[at + name.len()..].starts_with(|c: char| c.is_alphanumeric());
            let starts_word = !text[..at].ends_with(|c: char| c.is_alphanumeric());
            let before = before.strip_suffix(&as_printed(" the")).unwrap_or(before);
            let of_office = list("office_name.force_in");
            let behind = list("office_name.force_in.2");
            if ends_word
                && starts_word
                && (of_office.iter().any(|office| before.ends_with(&as_printed(office)))
                    || behind.iter().any(|word| after.starts_with(&as_printed(word))))
            {
                found.push((at, name.len(), force));
            }
        }
    }
    for (title, force) in commissioners_of_police() {
        found.extend(text.find(&as_printed(title)).map(|at| (at, title.len(), force)));
    }
    found.into_iter().min_by_key(|(at, length, _)| (*at, usize::MAX - length)).map(|(.., force)| force)
}

/// Returns the office that a text names, and the byte offset of its name.
pub(in crate::intake) fn office_in(text: &str) -> Option<(BodyKind, usize)> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    [
        ("police, fire and crime commissioner", BodyKind::Pfcc),
        ("police fire and crime commissioner", BodyKind::Pfcc),
        ("police, fire & crime commissioner", BodyKind::Pfcc),
        ("pfcc", BodyKind::Pfcc),
        ("police and crime commissioner", BodyKind::Pcc),
        ("police & crime commissioner", BodyKind::Pcc),
        ("pcc", BodyKind::Pcc),
        ("mayor's office for policing and crime", BodyKind::Mopac),
        ("mayor’s office for policing and crime", BodyKind::Mopac),
        ("mopac", BodyKind::Mopac),
        ("court of common council", BodyKind::CommonCouncil),
        ("city of london police authority", BodyKind::CommonCouncil),
        ("mayor of greater manchester", BodyKind::Mayor),
        ("mayor of west yorkshire", BodyKind::Mayor),
        ("mayor of south yorkshire", BodyKind::Mayor),
        ("mayor of york and north yorkshire", BodyKind::Mayor),
        ("british transport police authority", BodyKind::TransportPoliceAuthority),
    ]
    .into_iter()
    // No "Mayor of the West Midlands": the order that would have given that mayor the functions was quashed.
    .filter_map(|(name, kind)| {
        let at = lower.find(name)?;
        // "police and crime commissioners" are all of them.
        let one = !lower[at + name.len()..].starts_with('s');
        let whole = !lower[..at].ends_with(|c: char| c.is_alphanumeric());
        (one && whole).then_some((kind, at))
    })
    .min_by_key(|(_, at)| *at)
}

/// Returns whether a text looks like a personal name: two to five capitalised words.
pub(in crate::intake) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_part = |word: &&str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’'))
            || matches!(*word, "van" | "de" | "von" | "der")
    };
    // One word is a title or place, and more than five are a sentence in capitals.
    (2..=5).contains(&words.len()) && words.iter().all(is_part) && !words.iter().any(|word| is_title_word(word))
}

fn is_title_word(word: &str) -> bool {
    matches!(
        word,
        "Annex"
            | "Part"
            | "Section"
            | "Appendix"
            | "Assurance"
            | "Officer"
            | "Constabulary"
            | "Service"
            | "Recommendation"
            | "Area"
            | "Police"
            | "Chief"
            | "Constable"
            | "Commissioner"
            | "Home"
            | "Secretary"
            | "Office"
            | "Yours"
            | "Dear"
            | "The"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_force_is_known_by_its_force_or_office_and_not_by_its_county() {
        for (text, force) in [
            ("Police and Crime Commissioner for West Mercia", Some("West Mercia")),
            ("Warwickshire Police and Crime Commissioner", Some("Warwickshire")),
            ("Surrey PCC response to HMICFRS report", Some("Surrey")),
            ("Chief Constable of Hampshire and Isle of Wight Constabulary", Some("Hampshire and Isle of Wight")),
            ("Police and Crime Commissioner for Avon & Somerset", Some("Avon and Somerset")),
            ("Dyfed Powys Police", Some("Dyfed-Powys")),
            ("DEVON & CORNWALL POLICE", Some("Devon and Cornwall")),
            ("Chief Constable of the West Midlands", Some("West Midlands")),
            ("the Commissioner of Police for the City of London", Some("City of London")),
            ("I write as the Commissioner of Police of the Metropolis", Some("Metropolitan")),
            ("Commissioner, City of London Police", Some("City of London")),
            ("MoD Police", Some("Ministry of Defence Police")),
            ("a farm in Kent", None),
            ("North Wales Police", Some("North Wales")),
            ("Wessex Police", None),
        ] {
            assert_eq!(force_in(text), force, "{text}");
        }
    }

    #[test]
    fn an_office_is_one_and_not_all_of_them() {
        assert_eq!(office_in("Police, Fire and Crime Commissioner for Essex"), Some((BodyKind::Pfcc, 0)));
        assert_eq!(office_in("chief constables and police and crime commissioners should"), None);
    }

    #[test]
    fn a_name_is_words_with_capitals() {
        assert!(is_name("Jo Specimen") && is_name("A. N. Other") && is_name("Quinn Stand-in"));
        assert!(!is_name("Police and Crime Commissioner") && !is_name("Home Office") && !is_name("I am glad"));
    }
}
