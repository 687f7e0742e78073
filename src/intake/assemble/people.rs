//! Finds office holders: in signatures, and in prose such as "the Chief Constable, Jo Specimen, has told me".

use crate::intake::phrases::clues;
use crate::intake::phrases::list;
use crate::intake::phrases::office_name::is_name;
use crate::intake::segment::Piece;

/// Titles before a chief officer's name, with the title meant. Longer ones come first, because the first match is used.
const CHIEFS: [(&str, &str); 12] = [
    ("Commissioner of Police of the Metropolis", "Commissioner of Police of the Metropolis"),
    ("Commissioner of Police for the City of London", "Commissioner of Police for the City of London"),
    ("Commissioner of the City of London Police", "Commissioner of Police for the City of London"),
    ("Commissioner, City of London Police", "Commissioner of Police for the City of London"),
    ("Commissioner of the Metropolitan Police Service", "Commissioner of Police of the Metropolis"),
    ("Commissioner, Metropolitan Police Service", "Commissioner of Police of the Metropolis"),
    ("Temporary Chief Constable", "Temporary Chief Constable"),
    ("Acting Chief Constable", "Acting Chief Constable"),
    ("Temporary Chief Fire Officer", "Temporary Chief Fire Officer"),
    ("Interim Chief Fire Officer", "Interim Chief Fire Officer"),
    ("Chief Fire Officer", "Chief Fire Officer"),
    ("Chief Constable", "Chief Constable"),
];

/// Offices before the name of their holder.
fn offices() -> &'static [&'static str] {
    list("people.offices")
}

/// Returns the chief officer named in prose, with the title.
pub(super) fn chief_named(text: &str) -> Option<(String, &'static str)> {
    CHIEFS.iter().find_map(|(title, short)| after(text, title).map(|name| (name, *short)))
}

/// Returns the holder of the office named in prose.
pub(super) fn holder_named(text: &str, metropolitan: bool) -> Option<String> {
    let bare: &[&str] = if metropolitan { &[] } else { &["the Commissioner", "The Commissioner"] };
    offices().iter().chain(bare).find_map(|office| after(text, office)).or_else(|| chair(text))
}

/// Returns who chairs a fire authority: "Councillor Jo Specimen, Chair of Kent Fire Authority".
fn chair(text: &str) -> Option<String> {
    let at = [", Chair of", ", Chairman of"].iter().find_map(|office| text.find(office))?;
    text[at..].contains("Fire").then_some(())?;
    let words: Vec<&str> = text[..at].split_whitespace().collect();
    (2..=5).rev().filter(|count| *count <= words.len()).find_map(|count| name_of(&words[words.len() - count..].join(" ")))
}

/// Returns the chief officer who signs in this line: the name if it is there, and the title.
pub(super) fn signed(pieces: &[&Piece]) -> Option<(Option<String>, &'static str)> {
    let (piece, above) = pieces.split_last()?;
    let text = piece.plain.trim_start_matches(['–', '—', '-', ' ', '”', '"']);
    if piece.words() > 14 || text.ends_with([':', ';', '.']) || !(clues::names_chief(text) || text.starts_with("Commissioner")) {
        return None;
    }
    // A deputy signs for the chief officer, and is not.
    if ["Deputy", "Assistant", "T/"].iter().any(|word| text.contains(word)) {
        return None;
    }
    let (_, title) = CHIEFS.iter().find(|(title, _)| text.contains(title))?;
    // In the line itself, or in the line above.
    let above =
        || above.last().filter(|above| above.words() <= 6 && above.cell.is_none()).and_then(|above| name_of(&above.plain));
    let before = text.find(title).and_then(|at| text.get(..at)).and_then(name_of);
    let name = text.split([',', '–']).find_map(name_of).or(before).or_else(above)?;
    Some((Some(name), title))
}

/// Returns the name that a text is, without "Mr" before it and honours behind it.
pub(super) fn name_of(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| {
            !matches!(
                word.trim_matches(['.', ',']),
                "Mr" | "Mrs" | "Ms" | "Dr" | "Councillor" | "Cllr" | "QPM" | "KPM" | "OBE" | "CBE" | "MBE" | "BEM" | "DL" | "CVO"
            )
        })
        .collect();
    let name = words.join(" ");
    (is_name(&name) && name.chars().any(char::is_lowercase)).then_some(name)
}

/// Returns the name after a title: "Chief Constable Jo Specimen said", "Mayor of Kent, Jo Specimen".
fn after(text: &str, title: &str) -> Option<String> {
    text.match_indices(title).find_map(|(at, _)| {
        let before = text[..at].trim_end();
        let other = list("people.after");
        // "Police and Crime Commissioner" ends no longer title, and "Mayor" is none of a "Mayor's Office".
        if other.iter().any(|word| before.ends_with(word)) || text[..at].ends_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        let mut rest = &text[at + title.len()..];
        if let Some(of) = [" of ", " for "].iter().find_map(|joint| rest.strip_prefix(joint)) {
            let end = of.find([',', '.', ':', ';', '\n', '('])?;
            // "Chief Constable of Kent, Jo Specimen": an area has at most six words.
            if !of[end..].starts_with([',', '(']) || of[..end].split_whitespace().count() > 6 {
                return None;
            }
            rest = if of[end..].starts_with('(') { &of[end - 1..] } else { &of[end..] };
        }
        let is_apart = rest.starts_with(',');
        if let Some(inside) = rest.strip_prefix(" (") {
            return name_at_start(inside.split(')').next()?, true);
        }
        let rest = rest.strip_prefix([',', ':']).unwrap_or(rest);
        let rest = rest.strip_prefix(' ')?;
        name_at_start(rest, is_apart)
    })
}

/// Returns the name at the start of a text; if set off by commas, it ends at a comma.
fn name_at_start(text: &str, is_apart: bool) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    // Names have up to five words; a title after them would be read as part of the name.
    for word in text.split_whitespace().take(5) {
        let bare = word.trim_end_matches([',', ';', ':', '.', '\\', ')']);
        let bare = bare.trim_end_matches("’s").trim_end_matches("'s");
        if matches!(bare, "Mr" | "Mrs" | "Ms" | "Dr" | "Miss") {
            continue;
        }
        if !bare.starts_with(char::is_uppercase) || matches!(bare, "I" | "The" | "QPM") {
            break;
        }
        words.push(bare);
        if bare.len() < word.len() {
            break;
        }
    }
    let name = words.join(" ");
    let ends = &text[text.find(&name)? + name.len()..];
    let set_off = !is_apart || ends.is_empty() || ends.starts_with([',', '.', ';', '\\', '\n']);
    (is_name(&name) && set_off).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_behind_its_title() {
        let chief = |text| chief_named(text).map(|(name, _)| name);
        for text in [
            "the Chief Constable, Jo Specimen, followed by my own",
            "Chief Constable Jo Specimen said:",
            "The Chief Constable of Kent, Jo Specimen, has agreed.",
        ] {
            assert_eq!(chief(text).as_deref(), Some("Jo Specimen"), "{text}");
        }
        for text in [
            "The Deputy Chief Constable, Jo Specimen, agreed.",
            "the Chief Constable has told me",
            "I asked the Chief Constable. Kent Police replied.",
            "the Chief Constable, and Kent Police, agree",
            "the Chief Constable, Home Office officials and others",
        ] {
            assert_eq!(chief(text), None, "{text}");
        }
        for text in [
            "on behalf of the Mayor of Kent, Jo Specimen",
            "Mayor of Kent (Jo Specimen), by her deputy",
            "The Commissioner, Jo Specimen, has agreed.",
            "Councillor Jo Specimen, Chair of Kent Fire Authority, said:",
        ] {
            assert_eq!(holder_named(text, false).as_deref(), Some("Jo Specimen"), "{text}");
        }
        assert_eq!(holder_named("the Mayor's Office", false), None);
        assert_eq!(holder_named("The Commissioner, Jo Specimen, has agreed.", true), None);
    }
}
