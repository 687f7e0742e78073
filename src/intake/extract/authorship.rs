//! Decides whose words a document is: by its signature, its addressee, its title, and the names of the office holders.
//!
//! A letter from the chief officer to the commissioner is not the commissioner's response. If the evidence contradicts itself
//! or is missing, nothing is decided, and the user has to say `--as`.

use super::block_lines::{bare, lines};
use super::extractor::{Extractor, SpeakerRole};
use super::signature::{is_closing, salutes};
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::import_draft::{Author, Offices};
use crate::intake::phrases::heading::HeadingSection;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::phrases::office_name::{force_in, is_name, office_in};
use crate::model::Force;

/// The author of a document, with the evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Authorship {
    /// The speaker wherever no heading names one.
    pub(super) speaker: SpeakerRole,
    /// The evidence as text for the note.
    pub(super) why: String,
    /// Whether the document is a letter, rather than a form or page.
    pub(super) is_letter: bool,
}

/// Evidence for a speaker: who it is, and the reason as text.
type Evidence = (SpeakerRole, String);

/// Recognises offices and their holders in lines.
struct OfficeNames<'a> {
    offices: &'a Offices,
    /// Whether the Commissioner is the chief officer: in London.
    is_london: bool,
}

/// The most blocks at the end that can be a signature without "Yours sincerely": name, title, office, address and date take
/// five.
const LAST_BLOCKS: usize = 6;
/// The most words in a line of a signature: "Police, Fire and Crime Commissioner for …" and a name have up to twelve.
const SHORT: usize = 14;

/// Decides whose words a document is.
pub(super) fn authorship(blocks: &[SourceBlock], author: Option<Author>, offices: &Offices) -> Authorship {
    let names = OfficeNames { offices, is_london: is_london(blocks, offices) };
    // Letterhead, address and subject come before "Dear"; one after 30 blocks is in a quoted or annexed letter.
    let salutation = blocks.iter().take(30).position(salutes);
    let signed = names.signed(blocks);
    let addressed = salutation.and_then(|at| names.addressed(&blocks[..=at]));
    let titled = if salutation.is_none() { titled(blocks) } else { None };
    let is_letter = salutation.is_some() || blocks.iter().any(is_closing) || !signed.is_empty();
    let said = |speaker, why: String| Authorship { speaker, why, is_letter };
    if let Some(author) = author {
        return said(author.into(), "--as says so".to_owned());
    }
    let evidence: Vec<Evidence> = match &signed[..] {
        [] => addressed.into_iter().chain(titled).collect(),
        // To whom the chief officer writes decides nothing: a copy of the letter may go to the inspectors.
        [(SpeakerRole::ChiefOfficer, _)] => signed.into_iter().chain(titled).collect(),
        _ => signed.into_iter().chain(addressed).chain(titled).collect(),
    };
    let voices: Vec<SpeakerRole> = evidence.iter().map(|(speaker, _)| *speaker).collect();
    let why = evidence.iter().map(|(_, why)| why.as_str()).collect::<Vec<_>>().join(", and ");
    match voices.first() {
        Some(first) if voices.iter().all(|speaker| speaker == first) => said(*first, why),
        Some(_) => said(SpeakerRole::Undecided, why),
        None => said(SpeakerRole::Undecided, "it is not signed by or addressed to a known office".to_owned()),
    }
}

impl OfficeNames<'_> {
    /// Returns who signs, each side once; empty if no line of the signature names an office or its holder.
    fn signed(&self, blocks: &[SourceBlock]) -> Vec<Evidence> {
        let mut found: Vec<Evidence> = Vec::new();
        for line in signature_lines(blocks) {
            if let Some(speaker) = self.side(&line).filter(|speaker| !found.iter().any(|(known, _)| known == speaker)) {
                found.push((speaker, format!("“{line}” signs it")));
            }
        }
        found
    }

    /// Returns the author by the addressee: a letter to the commissioner is the chief officer's, any other the commissioner's.
    fn addressed(&self, head: &[SourceBlock]) -> Option<Evidence> {
        let salutation = bare(head.last()?.text()?);
        let name = salutation.strip_prefix("Dear ")?.trim_end_matches([',', ':', '.']).trim();
        let why = || format!("it begins “{salutation}”");
        let lower = name.to_lowercase();
        let above: Vec<String> = head[..head.len() - 1].iter().flat_map(lines).collect();
        let is_official = |text: &str| {
            let lower = text.to_lowercase();
            ["home secretary", "secretary of state", "minister", "inspector"].iter().any(|office| lower.contains(office))
        };
        if is_official(name) {
            return Some((SpeakerRole::Commissioner, why()));
        }
        match self.side(name).or_else(|| self.side_of_part(&lower)) {
            Some(SpeakerRole::Commissioner) => return Some((SpeakerRole::ChiefOfficer, why())),
            Some(SpeakerRole::ChiefOfficer) => return Some((SpeakerRole::Commissioner, why())),
            _ => {}
        }
        // "Dear Avery": whoever has that name above, with the office beside it or below.
        let named = above.iter().position(|line| lower.split_whitespace().any(|word| has_word(line, word)));
        let office = named.and_then(|at| above[at..].iter().take(2).find_map(|line| self.side(line)));
        match office {
            Some(SpeakerRole::Commissioner) => {
                Some((SpeakerRole::ChiefOfficer, format!("{}, who is the commissioner above it", why())))
            }
            Some(SpeakerRole::ChiefOfficer) => {
                Some((SpeakerRole::Commissioner, format!("{}, who is the chief officer above it", why())))
            }
            _ => {
                above.iter().find(|line| is_official(line)).map(|line| (SpeakerRole::Commissioner, format!("it is to “{line}”")))
            }
        }
    }

    /// Returns the side whose office or holder a line names; the first one if it names both.
    fn side(&self, line: &str) -> Option<SpeakerRole> {
        let lower = line.to_lowercase();
        let words = normal(line);
        let chief = [
            self.offices.chief_officer.as_deref().and_then(|name| lower.find(&name.to_lowercase())),
            ["chief constable", "commissioner of police", "chief officer", "superintendent", "chief fire officer"]
                .iter()
                .filter_map(|rank| lower.find(rank))
                .min(),
            self.is_london.then(|| lone_commissioner(&words)).flatten(),
            police_commissioner(line).map(|(at, _)| at),
        ];
        let body = [
            self.offices.holder.as_deref().and_then(|name| lower.find(&name.to_lowercase())),
            self.offices.body.as_deref().and_then(|name| lower.find(&name.to_lowercase())),
            office_in(line).map(|(_, at)| at),
            ["opcc", "opfcc", "mayor", "police authority", "policing board"].iter().filter_map(|office| lower.find(office)).min(),
            (!self.is_london).then(|| lone_commissioner(&words)).flatten(),
        ];
        let first = |places: &[Option<usize>]| places.iter().flatten().min().copied();
        match (first(&chief), first(&body)) {
            (Some(chief), Some(body)) => Some(if chief <= body { SpeakerRole::ChiefOfficer } else { SpeakerRole::Commissioner }),
            (Some(_), None) => Some(SpeakerRole::ChiefOfficer),
            (None, Some(_)) => Some(SpeakerRole::Commissioner),
            (None, None) => None,
        }
    }

    /// Returns the side whose holder has this first name or surname: "Dear Ms Sample".
    fn side_of_part(&self, lower: &str) -> Option<SpeakerRole> {
        let has = |holder: &Option<String>| {
            let holder = holder.as_deref().unwrap_or("");
            holder.split_whitespace().filter(|part| part.chars().count() > 2).any(|part| has_word(lower, part))
        };
        match (has(&self.offices.chief_officer), has(&self.offices.holder)) {
            (true, false) => Some(SpeakerRole::ChiefOfficer),
            (false, true) => Some(SpeakerRole::Commissioner),
            _ => None,
        }
    }
}

/// Returns where a line has "Commissioner" without saying of what, perhaps next to a name; deputies and assistants count too.
fn lone_commissioner(words: &str) -> Option<usize> {
    let is_one = words.ends_with("commissioner") || words.starts_with("commissioner ");
    // In a sentence "Commissioner" may be anybody; six words are room for a name and a rank.
    let is_alone = !words.contains("crime commissioner") && words.split(' ').count() <= 6;
    (is_one && is_alone).then(|| words.find("commissioner")).flatten()
}

/// Returns where a line names the Commissioner of a police force (a chief officer, not a local policing body), and the title:
/// "Commissioner, City of London Police", "Commissioner of Police of the Metropolis".
fn police_commissioner(line: &str) -> Option<(usize, &'static str)> {
    let lower = line.to_lowercase();
    let at = lower.find("commissioner").filter(|_| lower.len() == line.len() && !lower.contains("crime commissioner"))?;
    let force = Force::from(force_in(line)?);
    force.is_led_by_commissioner().then(|| (at, force.chief_officer_title()))
}

/// Returns whether the Commissioner is the chief officer: by the force if known, otherwise by the names in the document.
fn is_london(blocks: &[SourceBlock], offices: &Offices) -> bool {
    if let Some(force) = &offices.force {
        return force.is_led_by_commissioner();
    }
    let is_title = |title: &str| normal(title) == "commissioner" || police_commissioner(title).is_some();
    const NAMES: [&str; 4] = ["MOPAC", "Office for Policing and Crime", "Metropolitan Police", "City of London Police"];
    let texts = || blocks.iter().filter_map(SourceBlock::text);
    let names_london = || texts().any(|text| NAMES.iter().any(|name| text.contains(name)));
    // A letter to Kent may well speak of the Metropolitan Police.
    let names_another = || texts().filter_map(force_in).any(|force| !Force::from(force).is_led_by_commissioner());
    offices.chief_officer_title.as_deref().is_some_and(is_title) || names_london() && !names_another()
}

/// Returns the lines of a signature without the copy list: those below "Yours sincerely", or the short lines at the end.
fn signature_lines(blocks: &[SourceBlock]) -> Vec<String> {
    // With more than 14 blocks below it, a closing is not the end of this document: an annex or answers follow.
    let closing = blocks.iter().rposition(is_closing).filter(|at| blocks.len() - at <= 14);
    let is_short = |block: &SourceBlock| {
        let is_line =
            matches!(block.kind, SourceBlockKind::Paragraph(_) | SourceBlockKind::Heading(..) | SourceBlockKind::PageBreak);
        let text = block.text().unwrap_or("");
        let words = |line: &String| line.split_whitespace().count() <= SHORT && !line.ends_with(['.', ':', ';', '?', '!']);
        is_line && !text.starts_with("> ") && !text.starts_with(['–', '—', '“', '"']) && lines(block).iter().all(words)
    };
    let from = closing.unwrap_or_else(|| {
        let tail = blocks.iter().rev().take(LAST_BLOCKS).take_while(|block| is_short(block)).count();
        // A heading opens what stands below it.
        blocks.len() - tail.min(blocks.len().saturating_sub(1))
    });
    let copied = ["cc", "c.c", "copy ", "copied ", "copies ", "enc", "annex", "appendix", "to:"];
    let all = blocks[from..].iter().filter(|block| !block.text().is_some_and(|text| text.starts_with("> "))).flat_map(lines);
    let of_letter = all.take_while(|line| !copied.iter().any(|word| line.to_lowercase().starts_with(word)));
    // "Contact: Police Authority Team" signs nothing.
    of_letter.filter(|line| closing.is_some() || !line.contains(':')).collect()
}

/// Returns the author by a page's title or headings: "Kent PCC response to …", "PCC's comments".
fn titled(blocks: &[SourceBlock]) -> Option<Evidence> {
    let headings =
        || blocks.iter().filter(|block| matches!(block.kind, SourceBlockKind::Heading(..))).filter_map(SourceBlock::text);
    // Only the top of a page has its title; further down "response" is any sentence.
    let first = blocks.iter().take(12).filter_map(SourceBlock::text).find(|text| normal(text).contains("response"));
    // A title has at most 30 words; longer texts with "response" are sentences.
    let by_title = first.filter(|text| text.split_whitespace().count() <= 30).and_then(|text| {
        let words = normal(text);
        let whose = words.split(" response").next().unwrap_or("");
        const BODIES: [&str; 8] = ["pcc", "pccs", "pfcc", "pfccs", "mayor", "mopac", "opcc", "opfcc"];
        let body = office_in(text).is_some()
            || words.contains("police and crime commissioner")
            || words.contains("fire and crime commissioner")
            || BODIES.iter().any(|name| has_word(whose, name));
        let chief = ["chief constable", "police", "constabulary", "force"]
            .iter()
            .any(|name| whose.ends_with(name) || whose.ends_with(&format!("{name}s")));
        let why = format!("its title is “{}”", bare(text));
        match (body, chief) {
            (true, _) => Some((SpeakerRole::Commissioner, why)),
            (false, true) => Some((SpeakerRole::ChiefOfficer, why)),
            (false, false) => None,
        }
    });
    by_title.or_else(|| {
        let of_body = |text: &&str| {
            matches!(
                HeadingSection::of(text),
                Some(HeadingSection::Initial(_) | HeadingSection::Commissioner(_) | HeadingSection::Overall(_))
            )
        };
        let announces = |text: &&str| {
            let lower = text.trim_end().to_lowercase();
            ["writes:", "responds:", "comments:", "says:"].iter().any(|verb| lower.ends_with(verb)) && office_in(text).is_some()
        };
        let announced = || blocks.iter().filter_map(SourceBlock::text).find(announces);
        headings().find(of_body).or_else(announced).map(|text| (SpeakerRole::Commissioner, format!("it says “{}”", bare(text))))
    })
}

fn has_word(text: &str, word: &str) -> bool {
    let parts = |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect::<Vec<_>>();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // Initials and "PCC"-like particles of two letters would match everywhere.
    word.chars().count() > 2 && parts(text).contains(&word)
}

impl Extractor {
    /// Takes the chief officer's name from a signature. Deputies sign for the chief officer, so their names are not used.
    pub(super) fn chief_signed(&mut self, lines: &[String]) {
        let chiefs_title = |line: &String| {
            // Deputies sign for the chief officer (letters/deputy.txt).
            let other = ["Deputy", "Assistant", "Temporary", "Acting", "T/", "A/"];
            let is_chief = line.contains("Chief Constable");
            let title = if is_chief { Some("Chief Constable") } else { police_commissioner(line).map(|(_, title)| title) };
            title.filter(|_| !other.iter().any(|word| line.contains(word)))
        };
        let found = lines.iter().enumerate().find_map(|(at, line)| Some((at, chiefs_title(line)?)));
        let Some((titled, title)) = found else { return };
        let first = lines[titled].split(',').next().unwrap_or("");
        let own =
            ["Chief Constable", "Commissioner"].iter().fold(first, |own, title| own.split(title).next().unwrap_or("")).trim();
        let above = titled.checked_sub(1).map_or("", |above| lines[above].as_str());
        let name = [own, above].into_iter().find(|name| is_name(name)).map(str::to_owned);
        self.prose_facts.chief.get_or_insert((name, title.to_owned()));
    }
}
