//! Finds office holders named in prose: "the Chief Constable, Jo Specimen, has told me".

use super::extractor::Extractor;
use crate::intake::phrases::office_name::is_name;
use crate::intake::{ImportNoteCode, SourcePlace};

/// Titles before a chief officer's name, with the title meant. Longer ones come first, because the first match is used.
const CHIEFS: [(&str, &str); 4] = [
    ("Commissioner of Police of the Metropolis", "Commissioner of Police of the Metropolis"),
    ("Commissioner of Police for the City of London", "Commissioner of Police for the City of London"),
    ("Commissioner of the City of London Police", "Commissioner of Police for the City of London"),
    ("Chief Constable", "Chief Constable"),
];

/// Offices before the name of their holder.
const OFFICES: [&str; 6] = [
    "Police, Fire and Crime Commissioner",
    "Police and Crime Commissioner",
    "Police & Crime Commissioner",
    "Deputy Mayor for Policing and Crime",
    "Mayor",
    "PCC",
];

/// A name in prose: its place, the name, and its title or office.
type NamedPerson = (SourcePlace, String, &'static str);

impl Extractor {
    /// Looks for the names of the chief officer and the office holder.
    pub(super) fn collect_office_holders(&mut self, texts: &[(SourcePlace, String)]) {
        let mut chiefs: Vec<NamedPerson> = Vec::new();
        let mut holders: Vec<NamedPerson> = Vec::new();
        for (at, text) in texts {
            for (title, short) in CHIEFS {
                chiefs.extend(after(text, title).map(|name| (*at, name, short)));
            }
            for office in OFFICES {
                holders.extend(after(text, office).map(|name| (*at, name, office)));
            }
        }
        chiefs.sort_by_key(|(at, ..)| *at);
        // Case 24 names only the deputy mayor; any other holder has precedence.
        holders.sort_by_key(|(at, _, office)| (*office == "Deputy Mayor for Policing and Crime", *at));
        self.prose_facts.named_chief = chiefs.into_iter().next();
        self.prose_facts.named_holder = holders.into_iter().next();
    }

    /// Returns the chief officer named in prose, with a note.
    pub(super) fn chief_of_prose(&mut self) -> Option<(String, &'static str)> {
        let (at, name, title) = self.prose_facts.named_chief.take()?;
        let message = format!("the text names the chief officer; taken as {title} {name}");
        self.add_note(ImportNoteCode::Guessed, at, message, None);
        Some((name, title))
    }

    /// Returns the office holder named in prose, with a note.
    pub(super) fn holder_of_prose(&mut self) -> Option<String> {
        let (at, name, office) = self.prose_facts.named_holder.take()?;
        let message = format!("the text names a {office}; {name} is taken as the holder of the office");
        self.add_note(ImportNoteCode::Guessed, at, message, None);
        Some(name)
    }
}

/// Returns the name after a title: "Chief Constable Jo Specimen said", "Mayor of Kent, Jo Specimen".
fn after(text: &str, title: &str) -> Option<String> {
    text.match_indices(title).find_map(|(at, _)| {
        let before = text[..at].trim_end();
        let other = ["Deputy", "Assistant", "Former", "former", "Temporary", "Lord", "the then", "previous"];
        // "Police and Crime Commissioner" ends no longer title, and "Mayor" is none of a "Mayor's Office".
        if other.iter().any(|word| before.ends_with(word)) || text[..at].ends_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        let mut rest = &text[at + title.len()..];
        if let Some(of) = [" of ", " for "].iter().find_map(|joint| rest.strip_prefix(joint)) {
            let end = of.find([',', '.', ':', ';', '\n'])?;
            // "Chief Constable of Kent, Jo Specimen": an area has at most six words.
            if !of[end..].starts_with(',') || of[..end].split_whitespace().count() > 6 {
                return None;
            }
            rest = &of[end..];
        }
        let is_apart = rest.starts_with(',');
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
        let chief = |text| after(text, "Chief Constable");
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
        assert_eq!(after("on behalf of the Mayor of Kent, Jo Specimen", "Mayor").as_deref(), Some("Jo Specimen"));
        assert_eq!(after("the Mayor's Office", "Mayor"), None);
    }
}
